package content

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// bad is a file in which something is wrong.
type bad struct {
	name, file string
	data       []byte
	line       int // where a finding must be; 0 where any place will do
}

// wall returns bad files of every kind.
func wall(t testing.TB) []bad {
	w := &waller{t: t}
	w.truncated()
	w.encodings()
	w.forms()
	w.deep()
	w.types()
	w.prose()
	return w.all
}

type waller struct {
	t   testing.TB
	all []bad
}

func (w *waller) add(name, data string) {
	w.all = append(w.all, bad{name: name, file: "content/topics/x.md", data: []byte(data)})
}

// good are pages without fault, in each format.
var good = map[string]string{
	"YAML": "---\n" + aTopic + "---\nWords.\n",
	"TOML": "+++\ntitle = 'X Y'\ndescription = 'A plain sentence that says what the page tells its readers.'\nsubject = 'Lakes'\nweight = 4\nreviewed = '2021-04-01'\n+++\nWords.\n",
	"JSON": "{\n\"title\": \"X Y\",\n\"description\": \"A plain sentence that says what the page tells its readers.\",\n\"subject\": \"Lakes\",\n\"weight\": 4,\n\"reviewed\": \"2021-04-01\"\n}\nWords.\n",
}

// truncated cuts good pages off inside their front matter.
func (w *waller) truncated() {
	for _, format := range slices.Sorted(maps.Keys(good)) {
		whole := good[format]
		for at := 1; at < strings.Index(whole, "Words"); at += 5 {
			if strings.HasSuffix(whole[:at], "\n}") || strings.HasSuffix(whole[:at], "\n---") || strings.HasSuffix(whole[:at], "\n+++") {
				continue // a page without words
			}
			w.add(fmt.Sprintf("%s cut at %d", format, at), whole[:at])
		}
	}
}

func (w *waller) encodings() {
	for _, format := range slices.Sorted(maps.Keys(good)) {
		whole := good[format]
		for what, wrong := range map[string]string{"a lone continuation byte": "\x80", "a lone first byte": "\xe3", "an overlong form": "\xc0\xaf", "a surrogate": "\xed\xa0\x80",
			"beyond Unicode": "\xf5\x80\x80\x80", "Latin-1": "caf\xe9", "Shift JIS": "\x93\xfa\x96{", "EUC-JP": "\xc6\xfc\xcb\xdc", "NUL": "\x00"} {
			w.add(format+" with "+what+" in the front matter", strings.Replace(whole, "Lakes", "Lakes"+wrong, 1))
			w.add(format+" with "+what+" in the body", whole+wrong)
		}
		w.add(format+" after a byte order mark", "\ufeff"+whole)
		w.add(format+" with lone carriage returns", strings.ReplaceAll(whole, "\n", "\r"))
		w.add(format+" with one lone carriage return", strings.Replace(whole, "Words.", "Wo\rrds.", 1))
		w.add(format+" with mixed line ends", strings.Replace(strings.ReplaceAll(whole, "\n", "\r\n"), "Words.\r\n", "Words.\n", 1))
		for what, order := range map[string][2]int{"little": {0, 8}, "big": {8, 0}} {
			var b []byte
			for _, unit := range utf16.Encode([]rune("\ufeff" + whole)) {
				b = append(b, byte(unit>>order[0]), byte(unit>>order[1]))
			}
			w.add(format+" in UTF-16, "+what+"-endian", string(b))
		}
	}
}

func (w *waller) forms() {
	yaml := func(name, front string) { w.add("YAML: "+name, "---\n"+front+"\n---\nWords.\n") }
	toml := func(name, front string) { w.add("TOML: "+name, "+++\n"+front+"\n+++\nWords.\n") }
	json := func(name, front string) { w.add("JSON: "+name, "{"+front+"}\nWords.\n") }
	for what, front := range map[string]string{
		"a tab": "title:\n\t- a", "an unclosed string": "title: 'a", "an unclosed list": "title: [a", "an unclosed mapping": "title: {a: b", "no colon": "title", "a list": "- title: a",
		"a scalar": "just words", "twice": "title: a\ntitle: b", "an anchor": "title: &a b", "an alias": "title: *a", "a tag": "title: !!binary aGVsbG8=", "a merge": "<<: {title: a}",
		"a number for a key": "1: a", "a list for a key": "? [a]\n: b", "null for a key": "~: a", "two documents": "title: a\n...\ntitle: b", "a directive": "%YAML 1.1\ntitle: a", "octal": "weight: 010",
		"hexadecimal": "weight: 0x10", "infinity": "weight: .inf", "not a number": "weight: .nan", "a huge number": "weight: 1e999", "bad indentation": "title: a\n  weight: 1\n weight: 2", "a reserved mark": "title: @a", "a back-quote": "title: `a`",
		"a lone percent": "title: %a", "a bad escape": `title: "\q"`, "a lone brace": "}", "a lone bracket": "]", "a control character": "title: \"a\x01b\"", "only a comment": "# title",
		"aliases that explode": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f]",
		"an alias of itself":   "a: &a [*a]", "a huge key": strings.Repeat("k", 10_000) + ": a", "too much": "title: " + strings.Repeat("a", matter.MaxBytes), "too many lines": "title: |\n" + strings.Repeat("\n", matter.MaxLines),
		"many keys": many("k%d: v\n", 1500), "quotation marks": "title: the “X”", "an empty key": "'': a", "a key of blanks": "' ': a", "a fence that goes on": "title: a\n---more",
	} {
		yaml(what, front)
	}
	for what, front := range map[string]string{
		"no value": "title =", "no key": "= 'a'", "an unclosed string": "title = 'a", "an unclosed list": "title = ['a'", "an unclosed table": "[title", "bare words": "title = a b", "twice": "title = 'a'\ntitle = 'b'",
		"a table twice": "[a]\n[a]", "a key and a table": "a = 1\n[a]", "a date": "reviewed = 2021-04-01", "a time": "reviewed = 12:30:00", "a moment": "reviewed = 2021-04-01T12:30:00Z", "no such day": "reviewed = 2021-02-30",
		"hexadecimal": "weight = 0x10", "underscores": "weight = 1_0", "infinity": "weight = inf", "a leading zero": "weight = 010", "two on a line": "a = 1 b = 2", "a bad escape": `title = "\q"`, "a control character": "title = 'a\x01b'",
		"a huge key": strings.Repeat("k", 10_000) + " = 'a'", "many keys": many("k%d = 1\n", 1500), "many tables": many("[t%d]\n", 900), "a dotted key": "title.a.b = 1", "an array table": "[[title]]\na = 1", "a redefined inline table": "a = {b = 1}\na.c = 2", "too much": "title = '" + strings.Repeat("a", matter.MaxBytes) + "'", "nothing": "", "a comment": "# title",
	} {
		toml(what, front)
	}
	for what, front := range map[string]string{
		"nothing": "", "no colon": `"title" "a"`, "no value": `"title":`, "a trailing comma": `"title": "a",`, "single quotation marks": `'title': 'a'`, "a comment": "/* a */", "bare words": "title: a", "twice": `"title": "a", "title": "b"`,
		"an unclosed string": `"title": "a`, "an unclosed list": `"title": ["a"`, "a bad escape": `"title": "\q"`, "a control character": "\"title\": \"a\x01b\"", "a lone surrogate": `"title": "\ud800"`, "a leading zero": `"weight": 010`, "infinity": `"weight": Infinity`,
		"a huge number": `"weight": 1e999`, "a huge key": `"` + strings.Repeat("k", 10_000) + `": 1`, "many keys": strings.TrimSuffix(many(`"k%d": 1,`, 900), ","), "too much": `"title": "` + strings.Repeat("a", matter.MaxBytes) + `"`, "quotation marks": `"title": "the “X”"`,
	} {
		json(what, front)
	}
	for what, data := range map[string]string{
		"nothing": "", "one line break": "\n", "blanks": "   \n  ", "words": "Hello.\n", "one hyphen": "-", "a fence": "---", "two fences": "---\n---\n", "an Org header": "#+title: a\n", "a fence of four": "----\ntitle: a\n----\n",
		"a blank line first": "\n" + good["YAML"], "a space first": " " + good["YAML"], "mixed fences": "---\ntitle: a\n+++\n", "an HTML comment first": "<!-- a -->\n" + good["YAML"], "a brace": "{", "a list in JSON": "[1]\n", "TOML fence alone": "+++",
	} {
		w.add(what, data)
	}
}

func many(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// deep nests what can be nested, and repeats what makes parsers slow.
func (w *waller) deep() {
	for what, unit := range map[string]string{"lists": "[", "mappings": "{a: ", "dashes": "- ", "questions": "? ", "colons": "a: "} {
		for _, n := range []int{40, 200, 4000} {
			w.add(fmt.Sprintf("YAML: %d %s", n, what), "---\na: "+strings.Repeat(unit, n)+"\n---\n")
		}
	}
	for _, n := range []int{20, 40, 200, 4000} {
		w.add(fmt.Sprintf("YAML: %d closed lists", n), "---\na: "+strings.Repeat("[", n)+strings.Repeat("]", n)+"\n---\n")
		w.add(fmt.Sprintf("TOML: %d closed lists", n), "+++\na = "+strings.Repeat("[", n)+strings.Repeat("]", n)+"\n+++\n")
		w.add(fmt.Sprintf("TOML: %d dotted keys", n), "+++\na"+strings.Repeat(".a", n)+" = 1\n+++\n")
		w.add(fmt.Sprintf("JSON: %d closed lists", n), "{\"a\": "+strings.Repeat("[", n)+strings.Repeat("]", n)+"}\n")
	}
	for what, unit := range map[string]string{"brackets": "[", "pictures": "![", "links": "[a](", "emphasis": "*a ", "strong": "a**b", "mixed emphasis": "*_", "quotations": "> ", "lists": "- ", "numbers": "1. ", "marks": "“", "corner brackets": "「", "HTML": "<a ", "code": "``a` ", "references": "[a][b]", "struck": "~~a "} {
		w.add("Markdown: "+what, good["YAML"]+strings.Repeat(unit, (maxPage-len(good["YAML"]))/len(unit))+"\n")
	}
	var nested strings.Builder
	for i := range 300 {
		nested.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	w.add("Markdown: nested lists", good["YAML"]+nested.String())
}

// types gives each key of each schema values of the wrong type.
func (w *waller) types() {
	files := map[string]string{"section": "topics/_index.md", "page": "x.md", "topic": "topics/x.md", "source": "sources/x/index.md", "person": "people/x.md", "term": "glossary/x.md", "figure": "figures/x/index.md"}
	for _, name := range schemaNames {
		data, err := os.ReadFile(path.Join("../../../static/schemas", name+".json"))
		if err != nil {
			w.t.Fatal(err)
		}
		var schema struct {
			Properties map[string]struct {
				Type string
			}
		}
		if err := json.Unmarshal(data, &schema); err != nil {
			w.t.Fatal(err)
		}
		for _, key := range slices.Sorted(maps.Keys(schema.Properties)) {
			for _, wrong := range []struct{ what, yaml, toml, json string }{
				{"string", "~no value~", "'~no value~'", `"~no value~"`},
				{"number", "-1.5", "-1.5", "-1.5"},
				{"boolean", "true", "true", "true"},
				{"null", "", "", "null"},
				{"array", "[[]]", "[[]]", "[[]]"},
				{"object", "{a: {b: c}}", "{a = {b = 'c'}}", `{"a": {"b": "c"}}`},
			} {
				// A string is wrong only where its form is, which other rows show.
				if want := schema.Properties[key].Type; want == wrong.what || want == "" && wrong.what == "string" {
					continue
				}
				file := "content/" + files[name]
				title := fmt.Sprintf("%s: %s is a %s", name, key, wrong.what)
				w.all = append(w.all, bad{title + " in YAML", file, []byte("---\n# x\n" + key + ": " + wrong.yaml + "\n---\n"), 3},
					bad{title + " in JSON", file, []byte("{\n\n\"" + key + "\": " + wrong.json + "\n}\n"), 3})
				if wrong.toml != "" {
					w.all = append(w.all, bad{title + " in TOML", file, []byte("+++\n\n" + key + " = " + wrong.toml + "\n+++\n"), 3})
				}
			}
		}
	}
}

// prose has what is wrong in bodies.
func (w *waller) prose() {
	for i, body := range []string{"He said “yes”.", "“", "”", "«a", "a 「b", "“a‘b”c’", "> a", ">", "> > a", "> a\n> — b", "[](source:a)", "[“a” “b”](source:a)", "“[a](source:a)”", "[a “b”](source:a)", "## [a](source:a)",
		"<script>alert(1)</script>", "<!-- a -->", "a <br>", "{{< a >}}", "{{% a %}}", "{{<", "[a](javascript:b)", "[a](data:b)", "[a](JaVaScRiPt:b)", "[a](vbscript&colon;b)", "<javascript:a>", "![](a.png)", "![ “a” ](a.png)", "# a", "#### a", "a\n===",
		"**重要。**これは", "__「a」__b", "~~“a”~~", "| “a” |\n| - |", "| a |\n| - |\n| “b |", "- “a”", "1. “a", "[“a”][b]\n\n[b]: https://a.example/", "[“a”]: https://a.example/\n\n[“a”]", "&ldquo;a&rdquo;", "&#8220;a", "\\“a", "*“a*”", "**“**a**”**", "“a\n\nb”", "[a](https://b.example/ \"“c”\")"} {
		w.all = append(w.all, bad{name: fmt.Sprintf("prose %d: %.30q", i, body), file: "content/topics/x.md", data: []byte(good["YAML"] + "\n" + body + "\n")})
	}
}

// Every bad file gives findings, each with its place, whatever is wrong.
func TestWall(t *testing.T) {
	all := ownSchemas(t)
	var slowest, largest struct {
		name string
		took time.Duration
		size uint64
	}
	files := wall(t)
	for _, b := range files {
		file := finding.NewFile(b.file, b.data)
		var list finding.List
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		if page := readPage(file, file.Name, "", all[schemaOf(b.file)], list.Report); page != nil {
			for _, u := range page.Unsourced {
				list.Report(finding.Finding{Rule: finding.QuoteUnsourced, File: file, Span: u.Span, Message: "unsourced", Help: "link them"})
			}
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		size := after.TotalAlloc - before.TotalAlloc
		if took > slowest.took {
			slowest.name, slowest.took = b.name, took
		}
		if size > largest.size {
			largest.name, largest.size = b.name, size
		}
		if size > 512<<20 {
			t.Errorf("%s: %d MB were allocated", b.name, size>>20)
		}
		findings := list.Sorted()
		if len(findings) == 0 {
			t.Errorf("%s: nothing was found", b.name)
		}
		here := b.line == 0
		for _, f := range findings {
			if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(b.data) {
				t.Errorf("%s: the span %v of a file of %d bytes", b.name, f.Span, len(b.data))
			}
			if f.Message == "" || f.Help == "" {
				t.Errorf("%s: %s says nothing", b.name, f.Rule)
			}
			if f.File.Position(f.Span.Start).Line == b.line {
				here = true
			}
		}
		if !here {
			t.Errorf("%s: nothing was found in line %d: %v", b.name, b.line, place(findings))
		}
	}
	if len(files) < 300 {
		t.Errorf("only %d files", len(files))
	}
	t.Logf("%d files; slowest: %s, %v; largest: %s, %d MB allocated", len(files), slowest.name, slowest.took.Round(time.Millisecond), largest.name, largest.size>>20)
}

// Whatever a file holds, nothing panics and every span lies in the file.
func FuzzFile(f *testing.F) {
	for _, b := range wall(f) {
		if len(b.data) < 2000 {
			f.Add(b.data)
		}
	}
	for _, seed := range []string{
		"[“a”](source:b \"C\")", "> a\n>\n> — [b](source:c)", "| a |\n| - |\n| ~~“b”~~ |", "![“](x)", "- **c, d:** [e](source:f \"g\")", "&ldquo;\\\"&#x201d;", "## a {#b}\n\n[c](#b)", "**重要。**これは*氷*と述べた", "<https://a.example/>",
	} {
		f.Add([]byte("---\na: b\n---\n" + seed + "\n"))
	}
	schema := ownSchemas(f)["source"]
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > maxPage {
			return
		}
		file := finding.NewFile("content/sources/x/index.md", data)
		inside := func(s finding.Span) {
			if s.Start < 0 || s.Start > s.End || s.End > len(data) {
				t.Fatalf("span %v of a file of %d bytes", s, len(data))
			}
		}
		page := readPage(file, file.Name, "", schema, func(f finding.Finding) { inside(f.Span) })
		if page == nil {
			return
		}
		for _, use := range page.Uses {
			inside(use.Span)
			inside(use.WordsAt)
			inside(use.Target)
			inside(use.SaidAt)
			if use.Source == "" && use.Own == "" {
				t.Fatal("a use of nothing")
			}
		}
		for _, link := range slices.Concat(page.Links, page.External) {
			inside(link.Span)
		}
		for _, u := range page.Unsourced {
			inside(u.Span)
		}
	})
}
