package content

import (
	"encoding/json"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// ownSchemas are the schemas that the site publishes.
func ownSchemas(t testing.TB) schemas {
	all, err := loadSchemas(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

const (
	aTopic  = "title: X Y\ndescription: A plain sentence that says what the page tells its readers.\nsubject: Lakes\nweight: 4\nreviewed: 2021-04-01\n"
	aSource = "title: X Y\npublisher: P Q\nissued: '2021-03'\naccessed: 2021-04-01\nsource_url: https://a.example/b\nlanguage: en\nrights: copyright\nkind: article\ndescription: A plain sentence that says what the page tells its readers.\n"
)

// Every violation is reported, each at the very value or key.
func TestSchema(t *testing.T) {
	all := ownSchemas(t)
	for _, test := range []struct{ name, file, old, new, want string }{
		{"nothing", "topics/x.md", "", "", ""},
		{"a missing key", "topics/x.md", "weight: 4\n", "", "1:1 the key weight is missing: add a line like weight: 4"},
		{"a misspelt key", "topics/x.md", "reviewed", "reveiwed", "6:1 the key reveiwed is unknown: did you mean reviewed?"},
		{"a misspelt embargo", "topics/x.md", "weight", "publish_date: 2030-01-01\nweight", "5:1 the key publish_date is unknown: did you mean publishDate?"},
		{"a draft that would be published", "topics/x.md", "weight", "draft: \"maybe\"\nweight", "5:8 draft is a string, and should be a boolean: write true or false, without quotation marks: any other word is no truth value, and Hugo takes it for false"},
		{"no is no truth value", "topics/x.md", "weight", "draft: no\nweight", "5:8 draft is a string, and should be a boolean: write true or false, without quotation marks: any other word is no truth value, and Hugo takes it for false"},
		{"a number as a string", "topics/x.md", "weight: 4", "weight: '4'", "5:9 weight is a string, and should be an integer: write the number without quotation marks"},
		{"below the least", "topics/x.md", "weight: 4", "weight: 0", "5:9 weight is 0, and should be 1 or more: write something like 4; see static/schemas/topic.json"},
		{"no value", "topics/x.md", "subject: Lakes", "subject:", "4:1 the key subject has no value: write something like \"Transport\"; see static/schemas/topic.json"},
		{"a string for a list", "topics/x.md", "weight", "people: ida\nweight", "5:9 people is a string, and should be a list: write a list: [ida]"},
		{"one in a list", "topics/x.md", "weight", "people: [ida, 7, Tom]\nweight", "5:15 an entry of people is a number, and should be a string: put it in quotation marks: \"7\"; 5:18 an entry of people has another form than is expected: Tom: write something like \"ida-marsh\"; see static/schemas/topic.json"},
		{"twice in a list", "topics/x.md", "weight", "people: [ida, ida]\nweight", "5:15 people has the same entry twice: remove one of them"},
		{"not a day", "topics/x.md", "2021-04-01", "2021-02-30", "6:11 reviewed is not a day of the calendar: 2021-02-30: write a day that there is, as YYYY-MM-DD"},
		{"not an alias", "topics/x.md", "weight", "aliases: [../x]\nweight", "5:11 an entry of aliases has another form than is expected: ../x: write something like \"/topics/boats/\"; see static/schemas/topic.json"},
		{"several", "topics/x.md", "weight: 4\nreviewed: 2021-04-01", "weight: x\nreviewed: soon", "5:9 weight is a string, and should be an integer: write something like 4; see static/schemas/topic.json; 6:11 reviewed is not written as YYYY-MM-DD: soon: write it as YYYY-MM-DD"},
		{"a record", "sources/x/index.md", "", "", ""},
		{"a year without quotation marks", "sources/x/index.md", "'2021-03'", "2018", "4:9 issued is a number, and should be a string: put it in quotation marks: \"2018\""},
		{"no such day", "sources/x/index.md", "'2021-03'", "2021-02-30", "4:9 issued is not a day of the calendar: 2021-02-30: write the day that the document names, or only its month"},
		{"read before it was issued", "sources/x/index.md", "'2021-03'", "'2021-05'", "5:11 the document was read on 2021-04-01, before it was issued: 2021-05: mend one of the two dates"},
		{"read in the month of issue", "sources/x/index.md", "'2021-03'", "'2021-04'", ""},
		{"a country for a language", "sources/x/index.md", "language: en", "language: jp", "7:11 there is no language jp: did you mean ja?"},
		{"no language", "sources/x/index.md", "language: en", "language: qq", "7:11 there is no language qq: write a tag of BCP 47, such as en or ja"},
		{"Norwegian is no truth value", "sources/x/index.md", "language: en", "language: no", ""},
		{"no host", "sources/x/index.md", "https://a.example/b", "https:///b", "6:13 source_url names no host: https:///b: copy the address from the browser"},
		{"no address", "sources/x/index.md", "https://a.example/b", "a.example", "6:13 source_url is not a URI: a.example: write something like \"https://arden.example/pier\"; see static/schemas/source.json"},
		{"rights", "sources/x/index.md", "copyright", "copyrihgt", "8:9 copyrihgt is not a value of rights: did you mean copyright? Allowed are: public-domain, us-government-work, public-text, government-terms, third-party-copy, copyright, CC0-1.0, CC-BY-4.0, CC-BY-SA-3.0, CC-BY-SA-4.0"},
		{"a key inside a list", "sources/x/index.md", "description", "attributions:\n  - speakr: a\n    words: b\ndescription", "11:5 the key speakr is unknown: did you mean speaker?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			matter := aTopic
			if strings.HasPrefix(test.file, "sources") {
				matter = aSource
			}
			if test.old != "" && !strings.Contains(matter, test.old) {
				t.Fatalf("%q is not there", test.old)
			}
			matter = strings.Replace(matter, test.old, test.new, 1)
			var list finding.List
			name := path.Join("content", test.file)
			prose.Parse(finding.NewFile(name, []byte("---\n"+matter+"---\n")), all[schemaOf(name)], list.Report)
			if diff := cmp.Diff(test.want, placeAndHelp(list.Sorted())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func placeAndHelp(findings []finding.Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, place([]finding.Finding{f})+": "+f.Help)
	}
	return strings.Join(all, "; ")
}

// place lists findings, each with its line and column.
func place(findings []finding.Finding) string {
	var all []string
	for _, f := range findings {
		p := f.File.Position(f.Span.Start)
		all = append(all, strings.Join([]string{strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column), f.Message}, " "))
	}
	return strings.Join(all, "; ")
}

// The schema of records says which of the rights allow publishing a text.
func TestMayPublish(t *testing.T) {
	site := &Site{schemas: ownSchemas(t)}
	for rights, want := range map[string]bool{"public-domain": true, "us-government-work": true, "public-text": false, "government-terms": false, "third-party-copy": false,
		"copyright": false, "CC0-1.0": true, "CC-BY-4.0": true, "CC-BY-SA-3.0": true, "CC-BY-SA-4.0": true, "": false, "CC-BY-NC-4.0": false} {
		if site.MayPublish(rights) != want {
			t.Errorf("%s: may publish is %v", rights, !want)
		}
	}
}

// The same fault is found at the same value in each format.
func TestSchemaFormats(t *testing.T) {
	all := ownSchemas(t)
	for _, test := range []struct{ name, matter, want string }{
		{"YAML", "---\ntitle: X Y\nsubject: 水辺\nweigth: 4\npeople: [ida, 7]\naliases:\n  - /a\n  - b c\n---\n",
			"1:1 the key description is missing; 1:1 the key reviewed is missing; 4:1 the key weigth is unknown; 5:15 an entry of people is a number, and should be a string; 8:5 an entry of aliases has another form than is expected: b c"},
		{"TOML", "+++\ntitle = 'X Y'\nsubject = '水辺'\nweigth = 4\npeople = ['ida', 7]\naliases = [\n  '/a',\n  'b c',\n]\n+++\n",
			"1:1 the key description is missing; 1:1 the key reviewed is missing; 4:1 the key weigth is unknown; 5:18 an entry of people is a number, and should be a string; 8:3 an entry of aliases has another form than is expected: b c"},
		{"JSON", "{\n\"title\": \"X Y\",\n\"subject\": \"水辺\", \"weigth\": 4,\n\"people\": [\"ida\", 7],\n\"aliases\": [\n  \"/a\",\n  \"b c\"\n]}\n",
			"1:1 the key description is missing; 1:1 the key reviewed is missing; 3:18 the key weigth is unknown; 4:19 an entry of people is a number, and should be a string; 7:3 an entry of aliases has another form than is expected: b c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			prose.Parse(finding.NewFile("content/topics/x.md", []byte(test.matter)), all["topic"], list.Report)
			if diff := cmp.Diff(test.want, place(list.Sorted())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What only the whole site can know of front matter.
func TestFrontMatterOfSite(t *testing.T) {
	page := func(more string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("---\n" + more + "---\n")} }
	topic := func(weight, more string) *fstest.MapFile {
		return page(strings.Replace(aTopic, "weight: 4", "weight: "+weight, 1) + more)
	}
	for _, test := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"weights", fstest.MapFS{"content/topics/a.md": topic("1", ""), "content/topics/b.md": topic("1", ""), "content/topics/c.md": topic("2", "draft: true\n")},
			"content/topics/b.md 5:9 the weight 1 belongs to another page of the section: content/topics/a.md"},
		{"aliases", fstest.MapFS{"content/topics/a.md": topic("1", "aliases: [/old/, /topics/b]\n"), "content/topics/b.md": topic("2", "aliases: [/old, /new, /new/, /topics/b/]\npublishDate: 2100-01-01\n")},
			"content/topics/a.md 7:18 the alias /topics/b covers a page: content/topics/b.md; " +
				"content/topics/b.md 7:11 the alias /old belongs to another page: content/topics/a.md; " +
				"content/topics/b.md 7:23 the page claims the alias /new/ twice; " +
				"content/topics/b.md 7:30 the alias /topics/b/ is the page’s own address"},
		{"drafts and pages of the future", fstest.MapFS{"content/topics/a.md": topic("1", "draft: true\npeople: [nobody]\n"), "content/topics/b.md": topic("2", "publishDate: 2100-13-01\nrelated: [a, b, d]\n")},
			"content/topics/a.md 8:10 there is no page people/nobody; " +
				"content/topics/b.md 7:14 publishDate is not a moment of the calendar: 2100-13-01; " +
				"content/topics/b.md 8:14 the topic is related to itself; " +
				"content/topics/b.md 8:17 there is no page topics/d"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.files["config.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(lakeConfig(t), `"ida"`, "", 1))}
			for _, name := range schemaFiles() {
				data, err := os.ReadFile(path.Join("../../..", name))
				if err != nil {
					t.Fatal(err)
				}
				test.files[name] = &fstest.MapFile{Data: data}
			}
			var list finding.List
			if _, err := Load(test.files, nil, list.Report); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range list.Sorted() {
				got = append(got, f.File.Name+" "+place([]finding.Finding{f}))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func schemaFiles() []string {
	var files []string
	for _, name := range slices.Concat(otherSchemas, schemaNames) {
		files = append(files, "static/schemas/"+name+".json")
	}
	return files
}

// The schema names the languages that have lists, and no others.
func TestSchemaNamesLanguages(t *testing.T) {
	data, err := os.ReadFile("../../../static/schemas/source.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties struct {
			Language struct {
				Description string `json:"description"`
			} `json:"language"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	if want := ". " + strings.Join(fold.Tags(), ", ") + " have such lists"; !strings.Contains(schema.Properties.Language.Description, want) {
		t.Errorf("the description of language does not say%q: %s", want, schema.Properties.Language.Description)
	}
}
