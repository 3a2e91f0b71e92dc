package render

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gohugoio/hugo/parser/pageparser"
	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// TestFrontMatterAsHugo holds our split of a page against Hugo's, for every
// page of the site and of the fixtures, so that the two can't part.
func TestFrontMatterAsHugo(t *testing.T) {
	pages := 0
	for _, root := range []string{"../../..", "../testdata/site"} {
		site, err := content.Load(withSchemas(root), nil, func(f finding.Finding) { t.Logf("%s: %s", f.File.Name, f.Message) })
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range site.Pages {
			pages++
			hugo, err := pageparser.ParseFrontMatterAndContent(bytes.NewReader(page.File.Data))
			if err != nil {
				t.Errorf("%s: %v", page.File.Name, err)
				continue
			}
			if got, want := string(page.File.Data[page.Body:]), string(hugo.Content); got != want {
				t.Errorf("%s: the body begins with %.40q, Hugo's with %.40q", page.File.Name, got, want)
			}
			if diff := cmp.Diff(numbers(hugo.FrontMatter), page.FrontMatter.Plain()); diff != "" {
				t.Errorf("%s: Hugo reads (-) what we do not (+): %s", page.File.Name, diff)
			}
		}
	}
	if pages < 20 {
		t.Errorf("only %d pages were compared", pages)
	}
}

// numbers returns a value with all its numbers as JSON has them.
func numbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for key, value := range v {
			m[key] = numbers(value)
		}
		return m
	case []any:
		list := []any{}
		for _, value := range v {
			list = append(list, numbers(value))
		}
		return list
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	}
	return v
}

// TestFormatsAsHugo holds the readers of all formats, and the split between
// front matter and body, against Hugo's. What we read without a finding, Hugo
// reads in the same way.
func TestFormatsAsHugo(t *testing.T) {
	schema := anything(t)
	for _, test := range []struct {
		name, file string
		refused    bool
	}{
		{"YAML", "---\na: b\nc: [1, 2.5, 'x', \"y\\n\", true, ~]\nd:\n  - e: f\n    g: 水辺\n---\nBody.\n", false},
		{"YAML words", "---\na: no\nb: yes\nc: on\nd: 2018-04-18\ne: 2018-04\nf: 12:30\ng: null\nh: -7\ni: 1e3\n---\n", false},
		{"YAML block scalars", "---\na: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\nc: one\n  two\n---\nx", false},
		{"YAML CRLF", "---\r\na: b\r\nc:\r\n  - d\r\n---\r\nBody.\r\n", false},
		{"YAML with comments", "---\n# x\na: b # c\nd: 'e # f'\n---\n", false},
		{"YAML in braces", "---\n{a: b, c: {d: [e, f]}}\n---\n\nx", false},
		{"YAML fence with blanks", "---\na: b\n---  \nBody.\n", false},
		{"YAML with dashes inside", "---\na: |\n  ---\nb: c\n---\n---\nx", false},
		{"YAML quoted key", "---\n'a b': c\n\"d\": e\n---\nx", false},
		{"YAML at the end", "---\na: b\n---", false},
		{"YAML octal", "---\na: 010\n---\n", true},
		{"YAML alias", "---\na: &x b\nc: *x\n---\n", true},
		{"YAML merge", "---\na: &x {b: c}\nd:\n  <<: *x\n---\n", true},
		{"TOML", "+++\na = 'b'\nc = [1, 2.5, 'x', \"y\\n\", true]\nd = {e = 'f', 'g h' = 7}\n+++\nBody.\n", false},
		{"TOML tables", "+++\na.b = 1\na.'c d' = '水辺'\n[e]\nf = [\n  'g', # h\n  'i',\n]\n[e.j]\nk = 1\n[[l]]\nm = 1\n[[l]]\nm = 2\n[l.n]\no = 3\n+++\n", false},
		{"TOML strings", "+++\na = \"\"\"\none\ntwo\"\"\"\nb = '''x\ny'''\nc = \"\\u00e9\"\nd = []\ne = {}\nf = [[1], [], ['x']]\n+++\n\nx", false},
		{"TOML CRLF", "+++\r\na = 'b'\r\n[c]\r\nd = 1\r\n+++\r\nBody.\r\n", false},
		{"TOML date", "+++\na = 2018-04-18\n+++\n", true},
		{"TOML hexadecimal", "+++\na = 0x10\n+++\n", true},
		{"JSON", "{\"a\": \"b\", \"c\": [1, 2.5, \"x\\n\\u6c34\", true, null], \"d\": {\"e\": {}, \"f\": []}}\nBody.\n", false},
		{"JSON over lines", "{\n  \"a\": \"}\",\n  \"b\": \"\\\\}\\u007b\"\n}\n\n## x\n", false},
		{"JSON CRLF", "{\r\n\"a\": 1e3\r\n}\r\nBody.\r\n", false},
		{"JSON and the body on one line", "{\"a\": 1} Body.\n", false},
		{"JSON twice", "{\"a\": 1, \"a\": 2}\n", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			page := prose.Parse(finding.NewFile("content/x.md", []byte(test.file)), schema, list.Report)
			// That a value may have no lines is another matter.
			refused := slices.ContainsFunc(list.Sorted(), func(f finding.Finding) bool { return f.Rule != finding.FileEncoding })
			if refused != test.refused {
				t.Fatalf("refused is %v, want %v: %v", refused, test.refused, list.Sorted())
			}
			if test.refused {
				return
			}
			hugo, err := pageparser.ParseFrontMatterAndContent(strings.NewReader(test.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(numbers(hugo.FrontMatter), page.FrontMatter.Plain()); diff != "" {
				t.Errorf("Hugo reads (-) what we do not (+): %s", diff)
			}
			if diff := cmp.Diff(string(hugo.Content), test.file[page.Body:]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// anything is a schema that every front matter meets.
func anything(t testing.TB) *matter.Schema {
	schema, err := matter.NewSchema("any.json", []byte(`{"type": "object"}`))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// FuzzFrontMatter looks for front matter that Hugo reads otherwise.
func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{"---\na: [b, {c: d}]\n---\nx", "+++\na.b = 'c'\n[d]\ne = [1]\n+++\nx", "{\"a\": [\"b\", {\"c\": 1}]}\nx", "---\na: |\n  b\n\n  c\nd: 'e'\n---\n"} {
		f.Add(seed)
	}
	schema := anything(f)
	f.Fuzz(func(t *testing.T, data string) {
		var list finding.List
		if !utf8.ValidString(data) || strings.ContainsAny(data, "\x00\r\ufeff") {
			return // refused before it is parsed
		}
		page := prose.Parse(finding.NewFile("content/x.md", []byte(data)), schema, list.Report)
		for _, found := range list.Sorted() {
			if found.Rule == finding.FrontMatterForm {
				return
			}
		}
		hugo, err := pageparser.ParseFrontMatterAndContent(strings.NewReader(data))
		if err != nil {
			t.Fatalf("Hugo refuses it: %v", err)
		}
		if diff := cmp.Diff(numbers(hugo.FrontMatter), page.FrontMatter.Plain()); diff != "" {
			t.Errorf("Hugo reads (-) what we do not (+): %s", diff)
		}
		if got := data[page.Body:]; got != string(hugo.Content) {
			t.Errorf("the body is %q, Hugo's %q", got, hugo.Content)
		}
	})
}

// TestAnchorsAsHugo holds our anchors of headings against Hugo's.
func TestAnchorsAsHugo(t *testing.T) {
	const page = "---\ntitle: X Y\ndescription: A plain sentence that says what the page tells its readers.\n---\n" +
		"## What was said\n\n## What was said\n\n### what  WAS - said?!\n\n## What was said-1\n\n## 水辺の「平和」とÉté\n\n## ...\n\n## !\n\n## With `code` and *emphasis **of two** kinds*\n\n" +
		"## [A link](https://a.example/) here\n\n## Own {#own-name}\n\n## own name\n\n## Own-name\n\nUnderlined\n---\n\nOver two\nlines of it\n---\n\n## 1.5 hours & snake_case &amp; 50 %\n\n## Trailing ##\n\n- ## In a list\n\n## É\u0301 ① ² ½\n"
	var list finding.List
	want := prose.Parse(finding.NewFile("content/x.md", []byte(page)), anything(t), list.Report)
	project := t.TempDir()
	config, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		"config.toml": string(config), "content/x.md": page, "content/_index.md": "---\ntitle: Y\n---\n", "static/css/site.css": "",
		"layouts/all.html": "{{ range .Fragments.Identifiers }}{{ . }}\n{{ end }}",
	} {
		at := filepath.Join(project, file)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	html, err := HTML(os.DirFS(project), Options{DataFile: "data/verbatim.json", Data: []byte("{}")}, list.Report)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := fs.ReadFile(html, "x/index.html")
	if err != nil {
		t.Fatalf("%v: %v", err, list.Sorted())
	}
	if len(want.Anchors) < 17 {
		t.Errorf("only %d anchors", len(want.Anchors))
	}
	got := strings.Fields(strings.ReplaceAll(string(rendered), "&amp;", "&"))
	slices.Sort(want.Anchors)
	slices.Sort(got)
	if diff := cmp.Diff(got, want.Anchors); diff != "" {
		t.Errorf("Hugo's anchors (-) are not ours (+): %s", diff)
	}
}

// projectFS is a folder of content with the project's own configuration.
type projectFS struct{ own, shared fs.FS }

func (p projectFS) Open(name string) (fs.File, error) {
	if name == "config.toml" || strings.HasPrefix(name, "static") || strings.HasPrefix(name, "layouts") {
		return p.shared.Open(name)
	}
	return p.own.Open(name)
}

func withSchemas(root string) fs.FS { return projectFS{os.DirFS(root), os.DirFS("../../..")} }

// TestSealed shows that a layout neither reaches the network nor reads the
// environment or files outside the project.
func TestSealed(t *testing.T) {
	t.Setenv("VERBATIM_SECRET", "secret in the environment")
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("secret in a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, call string
		reported   bool // else it must just give nothing
	}{
		{"network", `{{ with resources.GetRemote "https://example.org/" }}{{ .Content }}{{ end }}`, true},
		{"environment", `{{ os.Getenv "VERBATIM_SECRET" }}`, true},
		{"absolute path", `{{ os.ReadFile "` + outside + `" }}`, false},
		{"path that climbs", `{{ os.ReadFile "../../../../../../../..` + outside + `" }}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			project := t.TempDir()
			if err := os.CopyFS(project, os.DirFS("../testdata/site")); err != nil {
				t.Fatal(err)
			}
			config, err := os.ReadFile("../../../config.toml")
			if err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{
				"config.toml":         string(config),
				"layouts/all.html":    "<p>[" + test.call + "]</p>",
				"static/css/site.css": "",
			} {
				at := filepath.Join(project, file)
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var list finding.List
			html, err := HTML(os.DirFS(project), Options{DataFile: "data/verbatim.json", Data: []byte("{}")}, list.Report)
			if err != nil {
				t.Fatal(err)
			}
			if list.Failed() != test.reported {
				t.Errorf("reported is %v, want %v: %v", list.Failed(), test.reported, list.Sorted())
			}
			if page, err := fs.ReadFile(html, "index.html"); !test.reported && (err != nil || string(page) != "<p>[]</p>") {
				t.Errorf("the page is %q, %v", page, err)
			}
		})
	}
}
