package text

import (
	"math/rand/v2"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

// TestSentence: a sentence begins at the last sure beginning before a place, and ends
// at the first one behind it, however far they are, and whatever stands between.
func TestSentence(t *testing.T) {
	parts := strings.Split(`a|we agree|the ferry runs|Ida|U.S.|3.75| | |. |.|." |.) | (|) |[Laughter] |? |! |… |; |—|"|'|[1] |; and |`+"\n\n|"+strings.Repeat("on and on ", 60)+"|"+strings.Repeat(") ", 40), "|")
	l := fold.LanguageOf("en")
	random := rand.New(rand.NewPCG(5, 6))
	for range 400 {
		var b strings.Builder
		for range 1 + random.IntN(60) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		held := NewPart(b.String(), Options{Language: "en"}, l)
		if len(held.units) == 0 {
			continue
		}
		for range 20 {
			p := random.IntN(len(held.Chars) + 1)
			for !IsRuneStart(held.Chars, p) {
				p--
			}
			u := held.units[max(0, held.UnitAt(p))]
			want := fold.Span{Start: max(u.Start, p-MaxHidden), End: min(max(u.End, p), p+MaxHidden)}
			whole := want
			held.Starts(l, fold.Span{Start: whole.Start, End: p}, func(at int) bool {
				if held.Begins(l, at) {
					want.Start = at
				}
				return true
			})
			ends := false
			held.Starts(l, fold.Span{Start: p, End: whole.End}, func(at int) bool {
				if !ends && at > p && held.Begins(l, at) {
					want.End, ends = at, true
				}
				return true
			})
			if got := held.Sentence(l, p); got != want {
				t.Fatalf("of %q at %d: %v, want %v", held.Chars, p, got, want)
			}
		}
	}
}
