package content

import (
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
)

const aFigure = "---\ntitle: Crossings\ndescription: How many crossings the ferry made in each of two years.\nunit: crossings\n---\n"

// loaded loads files with the project's configuration and schemas, and returns what
// is found in them.
func loaded(t *testing.T, files map[string]string) []finding.Finding {
	t.Helper()
	var list finding.List
	loadInto(t, &list, files)
	return list.Sorted()
}

// load is loaded for whoever asks the site more.
func load(t *testing.T, files map[string]string) *Site {
	t.Helper()
	return loadInto(t, &finding.List{}, files)
}

func loadInto(t *testing.T, list *finding.List, files map[string]string) *Site {
	t.Helper()
	project := fstest.MapFS{}
	project["config.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(lakeConfig(t), `"ida"`, "", 1))}
	for _, name := range schemaFiles() {
		data, err := os.ReadFile(path.Join("../../..", name))
		if err != nil {
			t.Fatal(err)
		}
		project[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		project[name] = &fstest.MapFile{Data: []byte(text)}
	}
	site, err := Load(project, nil, list.Report)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// What a drawing can't show of a table is found at the very cell.
func TestFigureData(t *testing.T) {
	for _, test := range []struct{ name, csv, want string }{
		{"a table", "year,exports,balance,series,source\n2007,58.1,-86.8,A,x\n2008,,-0.5,A,x\n2010,,,B,x\n", ""},
		{"neither series nor source", "year,n\n2007,1\n", ""},
		{"quoted cells, CRLF", "\"year\",\"n\"\r\n\"2007\",\"12\"\r\n", ""},
		{"blank", "\n\n", "1:1 the table is empty: begin it with a row of names such as year,exports,source"},
		{"head alone", "year,n\n", "1:1 the table has no rows: there is nothing to draw: write a row for each year below the names of the columns"},
		{"no head", "2007,1\n2008,2\n", "1:1 the table has no names of its columns: it begins with the year 2007: put a row above it: a row of names such as year,exports,source"},
		{"semicolons", "year;n\n2007;1\n", "1:1 the columns are not parted by commas: save the table as CSV with commas (RFC 4180), and a point before decimals"},
		{"another first column", "jahr,n\n2007,1\n", "1:1 the first column is called jahr, and the drawing takes the first one for the year: write the year of each row into the first column, and call it year"},
		{"another case", "Year,n,Source\n2007,1,x\n", "1:1 the first column is called Year, and the drawing takes the first one for the year: write year; 1:8 the column Source would be taken for one of figures: did you mean source?"},
		{"a misspelt column", "year,n,serie\n2007,1,a\n", "1:8 the column serie would be taken for one of figures: did you mean series?"},
		{"a column twice", "year,n,n\n2007,1,2\n", "1:8 the column n is there twice: keep one of them, or call the other by another name"},
		{"a column without a name", "year,,n\n2007,1,2\n", "1:6 a column without a name: name it, or remove it"},
		{"no figures", "year,series,source\n2007,a,x\n", "1:13 no column holds figures: there is nothing to draw: add a column of figures, such as exports, before series and source"},
		{"nothing drawn", "year,n,m\n2007,1,\n2008,2,\n", "2:8 no row has a figure in the column m, which is drawn: move a column that has some to the end of the columns of figures"},
		{"years", "year,n\n07,1\n,1\n2010 ,1\n2011-12,1\n", "2:1 the year is not four digits: 07: write it like 2018; 3:1 the row has no year: write it with four digits, like 2018; " +
			"4:1 white space round the value of year: write 2010; 5:1 the year is not four digits: 2011-12: write it like 2018"},
		{"a year twice", "year,n,series\n2007,1,a\n2007,1,b\n", "3:1 the year 2007 is there twice, and the drawing has room for one bar: keep one row of the year, or give the other series a figure of its own"},
		{"out of order", "year,n\n2007,1\n2009,1\n2008,1\n2010,1\n", "4:1 2008 stands below 2009: the years are not in order: move the row to its place"},
		{"a slip", "year,n\n2007,1\n9020,1\n", "3:1 from 2007 to 9020 is more than the 100 years that the drawing has room for: mend the year, or divide the table into several figures"},
		{"too many rows", "year,n\n" + strings.Repeat("2007,1\n", 101), "102:1 the table has 101 rows, and its drawing has room for 100: divide it into several figures"},
		{"a series in two parts", "year,n,series\n2007,1,a\n2008,1,b\n2009,,a\n2010,1,a\n", "5:8 the series a goes on behind another, and the drawing would mix them up: keep the rows of a series together, or give each series a figure of its own"},
		{"no series, no source", "year,n,series,source\n2007,1,,\n", "2:8 the row does not say of which series its figures are: name the series, as the other rows of it do; " +
			"2:9 the row does not say which source states its figures: write the ID of the source, which is the name of its folder in content/sources"},
		{"sources", "year,n,source\n2007,1,y\n2008,2,The Times\n2009,3, x\n", "2:8 no source has the ID y: did you mean x?; " +
			"3:8 the source is not named by its ID: The Times: write the name of its folder in content/sources; 4:8 white space round the value of source: write x"},
		{"a formula", "year,n\n2007,=1+1\n2008,1\n", "2:6 a spreadsheet would compute this value: begin it with a word: only numbers have a sign"},
		{"a control", "year,n\n2007,1\u202e\n", "2:6 a character that readers can’t see: U+202E RIGHT-TO-LEFT OVERRIDE: remove the character"},
		{"no CSV", "year,n\n2007\n", "2:1 the file can't be read as CSV: wrong number of fields: mend that line (RFC 4180)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := loaded(t, map[string]string{"content/figures/_index.md": "---\ntitle: Figures\ndescription: What the numbers of the lake look like when they are drawn.\n---\n",
				"content/sources/x/index.md": "---\n" + aSource + "---\n", "content/figures/a/index.md": aFigure, "content/figures/a/data.csv": test.csv})
			if diff := cmp.Diff(test.want, placeAndHelp(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A figure is a folder with one file of data.
func TestFigureFiles(t *testing.T) {
	const data = "year,n\n2007,1\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"none", map[string]string{"a/index.md": aFigure}, "2:8 the figure has no data: no CSV lies beside its page: write content/figures/a/data.csv, which begins with a row of names such as year,exports,source"},
		{"deeper", map[string]string{"a/index.md": aFigure, "a/b/data.csv": data}, "2:8 the data of the figure do not lie right beside its page: content/figures/a/b/data.csv: move the file into the folder of the page"},
		{"two", map[string]string{"a/index.md": aFigure, "a/b.csv": data, "a/c.csv": data}, "2:8 the figure has 2 files of data, and only the first is drawn: give each a figure of its own: content/figures/a/b.csv, content/figures/a/c.csv"},
		{"no folder", map[string]string{"a.md": aFigure, "a.csv": data}, "2:8 the figure has no folder, in which its data could lie: move the page to content/figures/a/index.md, and write data.csv beside it: a row of names such as year,exports,source"},
		{"empty", map[string]string{"a/index.md": aFigure, "a/data.csv": ""}, "1:1 the file is empty: write it, or remove it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range test.files {
				files["content/figures/"+name] = text
			}
			if diff := cmp.Diff(test.want, placeAndHelp(loaded(t, files))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A number that is written otherwise is named as the drawing reads it, where no
// other can be meant; what puts it right is safe where readers see the same.
func TestFigureNumbers(t *testing.T) {
	const write = "write digits, with a hyphen for a minus sign and a point before decimals"
	for _, test := range []struct {
		cell, help, fixed string
		safe              bool
	}{
		{"−86.8", "write -86.8", "-86.8", true},
		{" 86.8 ", "write 86.8", "86.8", true},
		{" ", "leave the cell empty where there is no figure", "", true},
		{"–86.8", "write -86.8", "-86.8", false},
		{"2,0", "write 2.0, with a point before decimals", "2.0", false},
		{"1,234", "write 1234, or 1.234", "", false},
		{"1,234,567.8", "write 1234567.8, without marks between thousands", "1234567.8", false},
		{"1.234.567", "write 1234567, without marks between thousands", "1234567", false},
		{"1.234,5", "write 1234.5, without marks between thousands", "1234.5", false},
		{"12 345", "write 12345, without marks between thousands", "12345", false},
		{"12’345", "write 12345, without marks between thousands", "12345", false},
		{"1e5", "write 100000", "100000", false},
		{"+5", "write 5", "5", false},
		{".5", "write 0.5", "0.5", false},
		{"007.50", "write 7.50", "7.50", false},
		{"5%", "write 5: the unit stands in the page’s front matter", "5", false},
		{"$58.1", "write 58.1: the unit stands in the page’s front matter", "58.1", false},
		{"58.1 billion", "write 58.1: the unit stands in the page’s front matter", "58.1", false},
		{"c. 58", write, "", false},
		{"<5", write, "", false},
		{"0x10", write, "", false},
		{"1e99", write, "", false},
		{strings.Repeat("9", 40), write, "", false},
		{"n/a", "leave the cell empty where there is no figure", "", false},
		{"–", "leave the cell empty where there is no figure", "", false},
		{"NaN", "leave the cell empty where there is no figure", "", false},
		{"Infinity", "leave the cell empty where there is no figure", "", false},
	} {
		csv := "year,n,m\n2007,\"" + test.cell + "\",1\n"
		found := loaded(t, map[string]string{"content/figures/a/index.md": aFigure, "content/figures/a/data.csv": csv})
		if len(found) != 1 || found[0].Rule != finding.FigureData || found[0].Help != test.help {
			t.Errorf("%s: %s", test.cell, placeAndHelp(found))
			continue
		}
		fix := found[0].Fix
		if got, want := string(finding.Apply([]byte(csv), fix.Edits)), "year,n,m\n2007,\""+test.fixed+"\",1\n"; fix.Edits != nil && got != want || fix.Edits == nil && test.fixed != "" || fix.Safe != test.safe {
			t.Errorf("%s: %v gives %s", test.cell, fix, got)
		}
	}
}
