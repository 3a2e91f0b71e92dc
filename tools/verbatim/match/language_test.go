package match

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// The examples that come with the lists of each language: an omission or a
// bracket that hides a turn is refused, an innocent word that looks like one is
// not.
func TestLanguageExamples(t *testing.T) {
	tags := fold.Tags()
	if len(tags) < 27 {
		t.Fatalf("only %d languages", len(tags))
	}
	for _, tag := range tags {
		t.Run(tag, func(t *testing.T) {
			data, err := os.ReadFile("../fold/testdata/languages/" + tag + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var examples []struct {
				Text, Quote, Why string
				OK               bool
			}
			if err := json.Unmarshal(data, &examples); err != nil || len(examples) < 6 {
				t.Fatalf("%d examples: %v", len(examples), err)
			}
			for _, e := range examples {
				text, _ := NewText(e.Text, text.Options{Language: tag, Known: inBrackets(e.Quote)})
				r := text.Match(Quote{Words: e.Quote, AnySpeaker: true})
				if ok := r.Verdict == Verbatim || r.Verdict == Ambiguous; ok != e.OK {
					t.Errorf("%q in %q: %v, want ok %v: %s %q %s", e.Quote, e.Text, r.Verdict, e.OK, e.Why, r.Refused, r.Reason)
				}
			}
		})
	}
}

// inBrackets returns what the brackets of a quotation hold: the examples take
// for granted that their names are known.
func inBrackets(quote string) (names []string) {
	for _, brackets := range [][2]string{{"[", "]"}, {"〔", "〕"}} {
		for rest := quote; ; {
			_, after, found := strings.Cut(rest, brackets[0])
			if !found {
				break
			}
			var name string
			name, rest, _ = strings.Cut(after, brackets[1])
			names = append(names, name)
		}
	}
	return names
}
