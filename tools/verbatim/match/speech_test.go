package match

import (
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// What is heard of a text leads back to its bytes, also behind the end of a
// turn, where one sign stands for many bytes.
func TestHeardOverTurns(t *testing.T) {
	raw := "Q: She supports trade of wood!\n\nODA: He expects — in May — the group. It is open."
	text, _ := NewText(raw, text.Options{Language: "en", Spoken: true, Speakers: map[string]string{"Q": "", "ODA": ""}})
	for quote, want := range map[string]string{
		"She supports … of wood.": "of wood",
		"the group, it is open":   "the group. It is open",
	} {
		r := text.Match(Quote{Words: quote, AnySpeaker: true})
		if r.Verdict != Verbatim {
			t.Errorf("%q: %v %q", quote, r.Verdict, r.Refused)
			continue
		}
		if last := r.Passages[len(r.Passages)-1]; raw[last.Start:last.End] != want {
			t.Errorf("%q ends with %q, want %q", quote, raw[last.Start:last.End], want)
		}
	}
}
