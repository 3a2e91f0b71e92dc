package match

import (
	"strings"
	"summit-explainer/tools/verbatim/fold"
	"testing"
)

// What the text proves its pieces prove, and no change of it.
func TestRetrace(t *testing.T) {
	pieces := []Part{{Exact: "He expects the crew to sail", After: ", with lamps, in May."}, {Before: "He expects the crew to sail, with lamps, ", Exact: "in May", After: "."}}
	words := "[Oda] expects the crew to sail … in May"
	marked := []Alteration{{"brackets", fold.Span{Start: 0, End: 5}, fold.Span{Start: 0, End: 2}}, {"omission", fold.Span{Start: 30, End: 35}, fold.Span{Start: 27, End: 27}}}
	if class, err := Retrace(words, pieces, marked, Options{Language: "en"}); class != Marked || err != nil {
		t.Fatal(class, err)
	}
	for name, refused := range map[string]func() (Class, error){
		"no language": func() (Class, error) { return Retrace(words, pieces, marked, Options{Language: "xx"}) },
		"no omission": func() (Class, error) { return Retrace(words, pieces, marked[:1], Options{Language: "en"}) },
		"one piece":   func() (Class, error) { return Retrace(words, pieces[:1], marked, Options{Language: "en"}) },
		"a negator": func() (Class, error) {
			return Retrace(strings.Replace(words, "Oda", "not", 1), pieces, marked, Options{Language: "en"})
		},
		"other words": func() (Class, error) {
			return Retrace(strings.Replace(words, "May", "Jun", 1), pieces, marked, Options{Language: "en"})
		},
		"a control": func() (Class, error) {
			return Retrace("\u202Ein May", pieces[1:], nil, Options{Language: "en"})
		},
	} {
		if class, err := refused(); err == nil {
			t.Errorf("%s: %v", name, class)
		}
	}
}
