package text

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
		text := New(test.text, Options{Language: test.language})
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
