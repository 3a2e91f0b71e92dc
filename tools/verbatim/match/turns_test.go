package match

import (
	"slices"
	"testing"
)

// TestTurns: a listed label counts however it is written, another in capitals
// only, at the beginning of a paragraph or of a line.
func TestTurns(t *testing.T) {
	const raw = "Governor Vell: Thank you.\n\nThe ferry: it runs.\nQ: Who pays?\nMAYOR MARSH: We do.\n"
	speakers := map[string]string{"Governor Vell": "tomas-vell", "Q": ""}
	text, _ := NewText(raw, Options{Turns: true, Speakers: speakers})
	var got []string
	for _, turn := range text.Turns() {
		got = append(got, raw[turn.Label.Start:turn.Label.End]+turn.Speaker)
	}
	if want := []string{"Governor Vell:tomas-vell", "Q:", "MAYOR MARSH:MAYOR MARSH"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if text, _ := NewText(raw, Options{Speakers: speakers}); text.Turns() != nil {
		t.Error("a text that is no transcript has turns")
	}
}
