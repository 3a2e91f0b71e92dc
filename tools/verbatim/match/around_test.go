package match

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

// What stands round a passage is the whole of its sentences, in its paragraph
// and turn, up to a number of words.
func TestAround(t *testing.T) {
	long := "It " + strings.Repeat("word ", 80) + "ends here."
	for _, test := range []struct{ language, text, passage, want string }{
		{"en", "We met. The ferry, they said, is open. It sails.", "they said", "The ferry, [they said], is open."},
		{"en", "We met. The ferry is open. It sails.", "The ferry is open.", "[The ferry is open.]"},
		{"en", "We met. The ferry is open. It sails.", "open. It", "The ferry is [open. It] sails."},
		{"en", "He was glad. “We will go!” he said. They left.", "will", "“We [will] go!” he said."},
		{"en", "Mr. Oda of the U.S. side came. They left.", "side", "Mr. Oda of the U.S. [side] came."},
		{"en", "One begins\n\nAnother begins here. Then more.", "begins here", "Another [begins here]."},
		{"ja", "両首脳は会談した。総理は『最高だ』と語った。以上。", "最高", "総理は『[最高]だ』と語った。"},
		{"cy", "Un peth. Dau beth arall. Tri.", "Dau", "Un peth. [Dau] beth arall. Tri."},
		{"en", long, "word ends here", strings.Repeat("word ", 57) + "[word ends here]."},
		{"en", long, strings.TrimSpace(strings.Repeat("word ", 70)), "[" + strings.TrimSpace(strings.Repeat("word ", 70)) + "]"},
	} {
		text, _ := NewText(test.text, Options{Language: test.language})
		start := strings.Index(test.text, test.passage)
		s := fold.Span{Start: start, End: start + len(test.passage)}
		r := text.Around(s, 60)
		got := test.text[r.Before.Start:r.Before.End] + "[" + test.text[s.Start:s.End] + "]" + test.text[r.After.Start:r.After.End]
		if got != test.want {
			t.Errorf("%q in %q: %q, want %q", test.passage, test.text, got, test.want)
		}
		if cut := test.text == long; cut != r.CutBefore {
			t.Errorf("%q: cut before is %v", test.passage, r.CutBefore)
		}
	}
}

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
