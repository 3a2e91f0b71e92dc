package match_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
)

// A conformanceCase is a line of testdata/conformance; its README says what
// the keys mean.
type conformanceCase struct {
	ID, Rule, Language, Text, Quote string
	Speaker                         *string
	Paragraph                       string
	Speakers                        map[string]*string
	Attributions                    []struct{ Speaker, Words string }
	Spoken                          bool
	Extent                          string
	Apparatus                       []string
	Markdown                        bool
	Verdict, Class, Reason          string
}

func readCases(t *testing.T) (cases []conformanceCase) {
	t.Helper()
	files, err := filepath.Glob("testdata/conformance/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(strings.NewReader(string(data)))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			d := json.NewDecoder(strings.NewReader(lines.Text()))
			d.DisallowUnknownFields()
			var c conformanceCase
			if err := d.Decode(&c); err != nil {
				t.Fatalf("%s: %s: %v", name, lines.Text(), err)
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// ask puts a case to the engine.
func (c conformanceCase) ask() (match.Verdict, match.Result) {
	o := match.Options{Language: c.Language, Spoken: c.Spoken, Apparatus: c.Apparatus}
	if c.Speakers != nil {
		o.Speakers = map[string]string{}
		for label, name := range c.Speakers {
			o.Speakers[label] = ""
			if name != nil {
				o.Speakers[label] = *name
			}
		}
	} else {
		o.Turns = true
	}
	for _, a := range c.Attributions {
		o.Attributions = append(o.Attributions, match.Attribution(a))
	}
	text, _ := match.NewText(c.Text, o)
	q := match.Quote{Words: c.Quote, Paragraph: c.Paragraph, Markdown: c.Markdown, AnySpeaker: c.Speaker == nil}
	if c.Speaker != nil {
		q.Speaker = *c.Speaker
	}
	r := text.Match(q)
	verdict, near := hint.Explain(text, q, r)
	if near != nil {
		r.Refused = append(r.Refused, near.Hints...)
	}
	return verdict, r
}

func TestConformance(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			verdict, r := c.ask()
			class := r.Class.String()
			if class == "none" {
				class = ""
			}
			if verdict.String() != c.Verdict || class != c.Class {
				t.Errorf("%s in %s: %q in %q: %v %s, want %s %s: %s\n%q %v %s", c.Rule, c.Language, c.Quote, c.Text, verdict, class, c.Verdict, c.Class, c.Reason, r.Refused, r.Alterations, r.Reason)
			}
		})
	}
}
