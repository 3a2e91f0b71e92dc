package match

import (
	"slices"
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// A listed label counts however it is written; another one that looks like a
// label ends the turn before, and is nobody's.
func TestTurns(t *testing.T) {
	const raw = "Governor Vell: Thank you.\n\nWe meet today.\nQ: Who pays?\nMAYOR MARSH: We do.\nGovernor Vell: Not all.\n\nI asked\nQ: he says no.\n"
	options := text.Options{Speakers: map[string]string{"Governor Vell": "tomas-vell", "Q": ""}, Names: map[string][]string{"tomas-vell": {"Tomas Vell"}}}
	turning, _ := NewText(raw, options)
	var got []string
	for _, turn := range turning.Turns() {
		got = append(got, raw[turn.Label.Start:turn.Label.End]+turn.Speaker)
	}
	if want := []string{"Governor Vell:tomas-vell", "Q:", "MAYOR MARSH:", "Governor Vell:tomas-vell", "Q:"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for words, nobodys := range map[string]bool{"We meet today": false, "Who pays?": false, "We do": true, "Not all": false, "he says no": true} {
		r := turning.Match(Quote{Words: words, AnySpeaker: true})
		if r.Verdict != Verbatim || r.Passages[0].Nobodys != nobodys {
			t.Errorf("%q: %+v", words, r)
		}
	}
	if plain, _ := NewText(raw, text.Options{}); plain.Turns() != nil {
		t.Error("a text of which no labels are known has turns")
	}
}
