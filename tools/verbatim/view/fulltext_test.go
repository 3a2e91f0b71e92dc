package view

import (
	"testing"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// A sentence may stand in a paragraph twice, and be somebody else's there.
func TestPlaceOf(t *testing.T) {
	held, _ := match.NewText("x y.\n\nWe agree. No. We agree. We agree.", text.Options{Language: "en"})
	for start, want := range map[int]int{2: 6, 5: 20, 7: 30, 3: -1} {
		if got := placeOf(held, evidence.Piece{Paragraph: 2, Start: start, End: start + 2, Exact: "We agree", Suffix: "."}); got != want {
			t.Errorf("word %d: at %d, want %d", start, got, want)
		}
	}
}
