package match_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Falsehoods that once passed, and true quotations that did not, in the words of many
// languages. Each line of testdata/contract.jsonl is one, with the kind that it is of.
func TestContract(t *testing.T) {
	data, err := os.ReadFile("testdata/contract.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); read++ {
		var c struct {
			Why, Class, Language, Text, Quote, Extent string
			Verbatim, Spoken, Markdown                bool
			Speaker                                   *string
			Speakers                                  map[string]*string
			Apparatus                                 []string
		}
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&c); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		options := text.Options{Turns: true, Language: c.Language, Spoken: c.Spoken, Extent: c.Extent, Apparatus: c.Apparatus}
		if c.Speakers != nil {
			options.Speakers = map[string]string{}
			for label, speaker := range c.Speakers {
				if options.Speakers[label] = ""; speaker != nil {
					options.Speakers[label] = *speaker
				}
			}
		}
		held, _ := match.NewText(c.Text, options)
		q := match.Quote{Words: c.Quote, AnySpeaker: c.Speaker == nil, Markdown: c.Markdown}
		if c.Speaker != nil {
			q.Speaker = *c.Speaker
		}
		r := held.Match(q)
		if (r.Verdict == match.Verbatim) != c.Verbatim || c.Class != "" && r.Class.String() != c.Class {
			t.Errorf("%s: %q in %q: %v %v %q %q", c.Why, c.Quote, c.Text, r.Verdict, r.Class, r.Reason, r.Refused)
		}
	}
	if read < 100 {
		t.Errorf("only %d cases", read)
	}
}
