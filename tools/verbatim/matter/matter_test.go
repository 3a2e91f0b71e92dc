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
