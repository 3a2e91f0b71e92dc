package match

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// What the text proves its pieces prove, and no change of it.
func TestRetrace(t *testing.T) {
	pieces := []Part{{Exact: "He expects the crew to sail", After: ", with lamps, in May."}, {Before: "He expects the crew to sail, with lamps, ", Exact: "in May", After: "."}}
	words := "[Oda] expects the crew to sail … in May"
	marked := []Alteration{{"brackets", fold.Span{Start: 0, End: 5}, fold.Span{Start: 0, End: 2}}, {"omission", fold.Span{Start: 30, End: 35}, fold.Span{Start: 27, End: 27}}}
	if class, err := Retrace(words, pieces, marked, text.Options{Language: "en"}); class != grammar.Marked || err != nil {
		t.Fatal(class, err)
	}
	for name, refused := range map[string]func() (grammar.Class, error){
		"no language": func() (grammar.Class, error) { return Retrace(words, pieces, marked, text.Options{Language: "xx"}) },
		"no omission": func() (grammar.Class, error) { return Retrace(words, pieces, marked[:1], text.Options{Language: "en"}) },
		"one piece":   func() (grammar.Class, error) { return Retrace(words, pieces[:1], marked, text.Options{Language: "en"}) },
		"a negator": func() (grammar.Class, error) {
			return Retrace(strings.Replace(words, "Oda", "not", 1), pieces, marked, text.Options{Language: "en"})
		},
		"other words": func() (grammar.Class, error) {
			return Retrace(strings.Replace(words, "May", "Jun", 1), pieces, marked, text.Options{Language: "en"})
		},
		"a control": func() (grammar.Class, error) {
			return Retrace("\u202Ein May", pieces[1:], nil, text.Options{Language: "en"})
		},
	} {
		if class, err := refused(); err == nil {
			t.Errorf("%s: %v", name, class)
		}
	}
}
