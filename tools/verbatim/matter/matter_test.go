package matter

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
)

// texts lists the strings of a file, each with the bytes that it was read from.
func texts(file *finding.File, v *Value) (all []string) {
	v.Strings(func(text string, at finding.Span) {
		all = append(all, fmt.Sprintf("%s: %s", text, file.Data[at.Start:at.End]))
	})
	return all
}

// Every string knows its very bytes, escapes and quotation marks included.
func TestJSON(t *testing.T) {
	for _, test := range []struct {
		data string
		want []string
	}{
		{`"a"`, []string{`a: "a"`}},
		{`"a\tb"`, []string{"a\tb: " + `"a\tb"`}},
		{" [ \"\\u201cx\\u201d\" , 1, \"\\\\\\\"\"\n]", []string{`“x”: "\u201cx\u201d"`, `\": "\\\""`}},
		{`{"\u6c34" : {"b":"c","b":"d"}, "e":[{}, [], null, true, 1e999]}`,
			[]string{`水: "\u6c34"`, `b: "b"`, `c: "c"`, `b: "b"`, `d: "d"`, `e: "e"`}},
	} {
		file := finding.NewFile("a.json", []byte(test.data))
		value, fault := JSON(file)
		if fault != nil {
			t.Errorf("%s: %s", test.data, fault.Reason)
		}
		if diff := cmp.Diff(test.want, texts(file, value)); diff != "" {
			t.Errorf("%s: %s", test.data, diff)
		}
	}
}

// Lines of JSON know their places in the whole file; a line without a value is
// a fault.
func TestJSONLines(t *testing.T) {
	file := finding.NewFile("a.jsonl", []byte("{\"a\": \"“b”\"}\n\"c\""))
	lines, fault := JSONLines(file)
	if fault != nil || len(lines) != 2 {
		t.Fatal(len(lines), fault)
	}
	var all []string
	for _, line := range lines {
		all = append(all, texts(file, line)...)
	}
	if diff := cmp.Diff([]string{`a: "a"`, `“b”: "“b”"`, `c: "c"`}, all); diff != "" {
		t.Error(diff)
	}
	for data, at := range map[string]int{"1\n\n2\n": 2, "1\n{\"a\": }\n": 8, "1 2\n": 2} {
		if _, fault := JSONLines(finding.NewFile("a.jsonl", []byte(data))); fault == nil || fault.At.Start != at {
			t.Errorf("%q: %v, want a fault at %d", data, fault, at)
		}
	}
}

func TestFaults(t *testing.T) {
	csv := func(file *finding.File) *Fault { return CSV(file, func(string, finding.Span) {}) }
	tree := func(file *finding.File) *Fault { _, fault := JSON(file); return fault }
	for _, test := range []struct {
		data string
		read func(*finding.File) *Fault
		want string
	}{
		{`{"a" 1}`, tree, "5-6 invalid character '1' after object key"},
		{`{"a": 1`, tree, "6-7 unexpected end of JSON input"},
		{`{} x`, tree, "3-4 invalid character 'x' after top-level value"},
		{"", tree, "0-0 unexpected end of JSON input"},
		{strings.Repeat("[", 20_000), tree, "10000-10001 invalid character '[' exceeded max depth"},
		{"a,b\nü\"c,d\n", csv, "6-7 bare \" in non-quoted-field"},
		{"a,b\nc\n", csv, "4-5 wrong number of fields"},
	} {
		fault := test.read(finding.NewFile("a", []byte(test.data)))
		if fault == nil {
			t.Errorf("%.20q has no fault", test.data)
			continue
		}
		if got := fmt.Sprintf("%d-%d %s", fault.At.Start, fault.At.End, fault.Reason); got != test.want {
			t.Errorf("%.20q: got %s, want %s", test.data, got, test.want)
		}
	}
}

// FuzzJSON: what is at a string's place is that string.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a": ["b\n", "\ud800", {"c": 1}], "d": "\/"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := finding.NewFile("a.json", data)
		value, fault := JSON(file)
		if fault != nil {
			return
		}
		value.Strings(func(text string, at finding.Span) {
			var again string
			if err := json.Unmarshal(data[at.Start:at.End], &again); err != nil || again != text {
				t.Errorf("%q is at %v: %q, %v", text, at, again, err)
			}
		})
	})
}

// What is wrong with the form is reported where it is.
func TestFrontMatter(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"none", "Hello.\n", "1:1 the page has no front matter"},
		{"never ends", "---\ntitle: X\n", "1:1 the front matter never ends"},
		{"never ends, no line break", "---", "1:1 the front matter never ends"},
		{"empty", "---\n---\n", "1:1 the front matter is empty"},
		{"comment only", "---\n# x\n---\n", "1:1 the front matter is empty"},
		{"byte order mark", "\ufeff---\ntitle: X\n---\n", "1:1 the file begins with a byte order mark"},
		{"TOML that never ends", "+++\ntitle = 'X'\n", "1:1 the front matter never ends"},
		{"JSON that never ends", "{\"title\": \"X\"\n", "1:1 the front matter never ends"},
		{"a fence that goes on", "---\ntitle: X\n---x\n", "3:1 the front matter ends in a line that goes on"},
		{"a blank line first", "\n---\ntitle: X\n---\n", "1:1 a blank line stands before the front matter"},
		{"TOML syntax", "+++\ntitle = 'X'\nb = = 1\n+++\n", "3:5 the front matter can't be read as TOML: unexpected character U+003D '=' at start of value"},
		{"JSON syntax", "{\"title\": \"X\",\n \"b\" 1}\n", "2:6 the front matter can't be read as JSON: invalid character '1' after object key"},
		{"a colon in a value", "---\ntitle: Trump: the summit\n---\n", "2:8 the value holds a colon and a space, which would make it a key"},
		{"no colon", "---\ntitle:a\nb: c\n---\n", "2:1 the line has no colon and space after its key"},
		{"an unclosed string", "---\ntitle: 'a\n---\n", "2:8 the quotation mark that opens this value never closes"},
		{"an unclosed list", "---\ntitle: [a\n---\n", "2:8 the list that opens here never ends"},
		{"an unclosed mapping", "---\ntitle: {a: b\n---\n", "2:8 the mapping that opens here never ends"},
		{"a reserved character", "---\ntitle: @a\n---\n", "2:8 the value begins with a character that YAML keeps for itself"},
		{"a bad escape", "---\ntitle: \"\\q\"\n---\n", "2:10 a backslash stands before a character that it can't stand before"},
		{"a list among keys", "---\ntitle: a\n- b\n---\n", "3:1 the line has no key, among lines that have one"},
		{"a tab", "---\na:\n\tb: 1\n---\n", "3:1 a tab indents this line, and YAML allows only spaces"},
		{"octal", "---\na: 010\n---\n", "2:4 YAML reads 010 as the number 8"},
		{"a TOML date", "+++\na = 2018-04-18\n+++\n", "2:5 TOML reads 2018-04-18 as a date, where other formats hold a string"},
		{"two faults", "---\na: !!str 1\na: 2\nb: 0x10\n---\n", "2:4 tags are not allowed in front matter; 3:1 the key a is there twice; 4:4 YAML reads 0x10 as the number 16"},
		{"an anchor bomb", "---\na: &a [x, x]\nb: &b [*a, *a]\n---\n", "2:4 anchors and aliases are not allowed in front matter; 3:4 anchors and aliases are not allowed in front matter; 3:8 anchors and aliases are not allowed in front matter; 3:12 anchors and aliases are not allowed in front matter"},
		{"twice the same key in TOML", "+++\ntitle = 'X'\ntitle = 'Y'\n+++\n", "3:1 the front matter can't be read as TOML: key title is already defined"},
		{"twice the same key in JSON", "{\"title\": \"X\", \"title\": \"Y\"}\n", "1:16 the key title is there twice"},
		{"twice the same key", "---\ntitle: X\ntitle: Y\n---\n", "3:1 the key title is there twice"},
		{"alias", "---\na: &x [1]\nb: *x\n---\n", "2:4 anchors and aliases are not allowed in front matter; 3:4 anchors and aliases are not allowed in front matter"},
		{"tag", "---\na: !!str 1\n---\n", "2:4 tags are not allowed in front matter"},
		{"a list", "---\n- a\n---\n", "2:1 the front matter is not a list of keys and values"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			Read(finding.NewFile("content/x.md", []byte(test.file)), list.Report)
			if got := place(list.Sorted()); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func place(findings []finding.Finding) string {
	var all []string
	for _, found := range findings {
		at := found.File.Position(found.Span.Start)
		all = append(all, fmt.Sprintf("%d:%d %s", at.Line, at.Column, found.Message))
	}
	return strings.Join(all, "; ")
}
