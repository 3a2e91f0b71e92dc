package match_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// A conformanceCase is a line of testdata/conformance; its index.md says what
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
	o := text.Options{Language: c.Language, Spoken: c.Spoken, Apparatus: c.Apparatus}
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
		o.Attributions = append(o.Attributions, text.Attribution(a))
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

// papers finds where a reason cites a paper, which users of the suite don't have.
var papers = regexp.MustCompile(`(?i)\bsections? \d|\.md\b|\bfalsehoods\b|\b[AB]\d+\b`)

// The suite keeps its own promises: enough cases, from both sides, and none of
// them leans on one text.
func TestConformanceShape(t *testing.T) {
	cases := readCases(t)
	rules, texts, languages, ids := map[string][2]int{}, map[string]int{}, map[string]bool{}, map[string]bool{}
	accepted := 0
	for _, c := range cases {
		n := rules[c.Rule]
		if n[1]++; c.Verdict == "verbatim" {
			n[0]++
			accepted++
		}
		rules[c.Rule] = n
		texts[c.Text]++
		languages[strings.Split(c.Language, "-")[0]] = true
		if ids[c.ID] || c.Reason == "" || (c.Verdict == "verbatim") != (c.Class != "") {
			t.Errorf("%s is not whole, or is there twice", c.ID)
		}
		if cited := papers.FindString(c.Reason); cited != "" {
			t.Errorf("the reason of %s leans on what its reader does not have: %s", c.ID, cited)
		}
		ids[c.ID] = true
	}
	if len(cases) < 600 || len(languages) < 12 || 5*accepted < 2*len(cases) || 5*accepted > 3*len(cases) {
		t.Errorf("%d cases in %d languages, %d accepted", len(cases), len(languages), accepted)
	}
	for rule, n := range rules {
		if n[1] > 40 || n[0] == 0 || n[0] == n[1] {
			t.Errorf("%s: %d of %d cases accepted", rule, n[0], n[1])
		}
	}
	for text, n := range texts {
		if n > 5 {
			t.Errorf("%d cases of %q", n, text)
		}
	}
}
