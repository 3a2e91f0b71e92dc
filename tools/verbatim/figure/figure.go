// Package figure holds the data of a drawing against what the drawing takes for granted:
// a row of names, then a row for each year, as CSV (RFC 4180). Drawings would stop at
// some of the rest, and leave the other out in silence.
package figure

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// maxYears is how many years a drawing has room for.
const maxYears = 100

// The columns that hold no figures.
const (
	yearColumn   = "year"
	seriesColumn = "series"
	sourceColumn = "source"
)

var columns = []string{yearColumn, seriesColumn, sourceColumn}

// Check holds tables against the form that they need, and reports what is not in it.
type Check struct {
	Schema *matter.Schema           // of a row
	Told   func(text string) bool   // whether of a cell something is said elsewhere
	Source func(cell *matter.Value) // takes each cell that names a source
	Report finding.Report
}

// HeadForm says how data begins.
const HeadForm = "a row of names such as year,exports,source"

// table is the data of a figure.
type table struct {
	Check
	file *finding.File

	names  []string // of the columns
	drawn  int      // the column of figures that is drawn: the last one
	series int      // the column of series; -1 where there is none
	wrong  bool     // a cell is not as it should be

	first, last string          // years
	rowOf       map[string]int  // by year, where it stands in the file
	bars        int             // rows that are drawn
	group       string          // the series of the last of them
	done        map[string]bool // series that are drawn
}

func (t *table) find(at finding.Span, message, help string, fix finding.Fix) {
	t.Report(finding.Finding{Rule: finding.FigureData, File: t.file, Span: at, Message: message, Help: help, Fix: fix})
}

// Table reports what would be missing from the drawing of a file. That it can't be
// parsed is for others to report.
func (c Check) Table(file *finding.File) {
	t := &table{Check: c, file: file, drawn: -1, series: -1, rowOf: map[string]int{}, done: map[string]bool{}}
	var rows [][]*matter.Value
	if fault := matter.Rows(t.file, func(row []*matter.Value) { rows = append(rows, row) }); fault != nil {
		return // reported where data is read
	}
	if len(rows) == 0 {
		t.find(finding.Span{}, "the table is empty", "begin it with "+HeadForm, finding.Fix{})
		return
	}
	if !t.head(rows[0]) {
		return
	}
	head := finding.Span{Start: rows[0][0].Span.Start, End: rows[0][len(rows[0])-1].Span.End}
	switch rows := rows[1:]; {
	case len(rows) == 0:
		t.find(head, "the table has no rows: there is nothing to draw", "write a row for each year below the names of the columns", finding.Fix{})
	case len(rows) > maxYears:
		t.find(rows[maxYears][0].Span, fmt.Sprintf("the table has %d rows, and its drawing has room for %d", len(rows), maxYears), "divide it into several figures", finding.Fix{})
	default:
		for _, row := range rows {
			t.row(row)
		}
		if t.bars == 0 && !t.wrong {
			t.find(rows[0][t.drawn].Span, fmt.Sprintf("no row has a figure in the column %s, which is drawn", t.names[t.drawn]),
				"move a column that has some to the end of the columns of figures", finding.Fix{})
		}
	}
}

// head reads the names of the columns, and reports whether rows can be read by
// them. JSON Schema has no order of keys, and no key twice: that is said here.
func (t *table) head(row []*matter.Value) bool {
	ok := true
	wrong := func(at finding.Span, message, help string, fix finding.Fix) {
		ok = false
		t.find(at, message, help, fix)
	}
	for i, cell := range row {
		name := strings.TrimPrefix(cell.Text(), "\ufeff") // which is reported
		plain := strings.TrimSpace(name)
		meant := meantColumn(plain)
		switch fix := t.rewrite(cell, plain); {
		case i == 0 && len(row) == 1 && strings.ContainsAny(plain, ";\t|"):
			wrong(cell.Span, "the columns are not parted by commas", "save the table as CSV with commas (RFC 4180), and a point before decimals", finding.Fix{})
			return false
		case i == 0 && yearForm.MatchString(plain):
			wrong(cell.Span, "the table has no names of its columns: it begins with the year "+plain, "put a row above it: "+HeadForm, finding.Fix{})
			return false
		case plain == "":
			wrong(cell.Span, "a column without a name", "name it, or remove it", finding.Fix{})
		case name != plain:
			wrong(cell.Span, "white space round the name of the column "+plain, "write "+plain, fix)
		case slices.Contains(t.names, plain):
			wrong(cell.Span, "the column "+plain+" is there twice", "keep one of them, or call the other by another name", finding.Fix{})
		case i == 0 && plain != yearColumn:
			help := "write the year of each row into the first column, and call it year"
			if meant == yearColumn {
				help = "write year"
				fix = finding.Respelling(t.file, cell.Span, plain, yearColumn)
			}
			wrong(cell.Span, "the first column is called "+plain+", and the drawing takes the first one for the year", help, fix)
		case meant != "" && meant != plain:
			wrong(cell.Span, "the column "+plain+" would be taken for one of figures", "did you mean "+meant+"?", finding.Respelling(t.file, cell.Span, plain, meant))
		}
		switch t.names = append(t.names, plain); {
		case plain == seriesColumn:
			t.series = i
		case i > 0 && plain != sourceColumn:
			t.drawn = i
		}
	}
	if ok && t.drawn < 0 {
		wrong(row[len(row)-1].Span, "no column holds figures: there is nothing to draw", "add a column of figures, such as exports, before series and source", finding.Fix{})
	}
	return ok
}

// meantColumn returns the column without figures that a name is, or is a
// misspelling of, or "".
func meantColumn(name string) string {
	for _, column := range columns {
		if strings.EqualFold(name, column) {
			return column
		}
	}
	return finding.Misspelt(name, columns)
}

// rewrite returns the fix that puts another text into a cell that stands in the
// file as it is read. It is safe where readers see the same.
func (t *table) rewrite(cell *matter.Value, text string) finding.Fix {
	at := cell.Span
	if written := t.file.Data[at.Start:at.End]; len(written) == len(cell.Text())+len(`""`) {
		at.Start, at.End = at.Start+1, at.End-1
	}
	if string(t.file.Data[at.Start:at.End]) != cell.Text() || cell.Text() == text {
		return finding.Fix{}
	}
	return finding.Fix{Safe: shown(cell.Text()) == shown(text), Edits: []finding.Edit{{Span: at, New: text}}}
}

// shown returns a cell as readers see it.
func shown(text string) string { return strings.ReplaceAll(strings.TrimSpace(text), "-", "−") }

// row holds a row against the schema, and what it says against the rows above.
func (t *table) row(cells []*matter.Value) {
	faulty := map[finding.Span]bool{}
	t.Schema.Check(t.file, matter.Row(t.names, cells), func(found finding.Finding) { faulty[found.Span] = true })
	for i, cell := range cells {
		text, bad := cell.Text(), faulty[cell.Span]
		switch {
		case t.Told(text):
			t.wrong = true
		case bad:
			t.wrong = true
			message, help, instead := t.explain(t.names[i], text)
			t.find(cell.Span, message, help, t.rewrite(cell, instead))
		case i == 0:
			t.year(cell)
		case t.names[i] == sourceColumn:
			t.Source(cell)
		}
	}
	if cells[t.drawn].Text() == "" || faulty[cells[t.drawn].Span] {
		return
	}
	t.bars++
	if t.series >= 0 && !faulty[cells[t.series].Span] {
		t.grouped(cells[t.series])
	}
}

// year holds the year of a row against those above: each has room for one bar,
// and the drawing reaches from the first to the last.
func (t *table) year(cell *matter.Value) {
	year := cell.Text()
	switch at, twice := t.rowOf[year]; {
	case twice:
		t.Report(finding.Finding{Rule: finding.FigureData, File: t.file, Span: cell.Span, Message: "the year " + year + " is there twice, and the drawing has room for one bar",
			Related: []finding.Related{{Label: "it is there at", File: t.file, Span: finding.Span{Start: at, End: at + len(year)}}},
			Help:    "keep one row of the year, or give the other series a figure of its own"})
		return
	case year < t.last:
		t.find(cell.Span, fmt.Sprintf("%s stands below %s: the years are not in order", year, t.last), "move the row to its place", finding.Fix{})
	case t.first != "" && yearsBetween(t.first, year) >= maxYears:
		t.find(cell.Span, fmt.Sprintf("from %s to %s is more than the %d years that the drawing has room for", t.first, year, maxYears), "mend the year, or divide the table into several figures", finding.Fix{})
	default:
		t.last = year
	}
	if t.first == "" {
		t.first = year
	}
	t.rowOf[year] = cell.Span.Start
}

// grouped holds the series of a row that is drawn against those above.
func (t *table) grouped(cell *matter.Value) {
	series := cell.Text()
	switch {
	case series == t.group:
		return
	case t.done[series]:
		t.find(cell.Span, "the series "+series+" goes on behind another, and the drawing would mix them up", "keep the rows of a series together, or give each series a figure of its own", finding.Fix{})
	}
	t.group, t.done[series] = series, true
}
