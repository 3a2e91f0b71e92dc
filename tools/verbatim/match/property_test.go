package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

var sampleTexts = map[string]func() *Text{"conference": conferenceText, "communique": communiqueText, "article": articleText, "japanese": japaneseText}

// listed are the reasons for which even an exact copy is refused: those that
// the design's section 5 lists. Anything else is a fault.
var listed = []string{"cuts a number", "cuts the sign", "cuts off", "are a question", "ends before"}

// Any run of whole tokens of a unit is verbatim where it was cut, or ambiguous,
// or refused for one of the listed reasons.
func TestCutsAreVerbatim(t *testing.T) {
	if testing.Short() {
		t.Skip("some ten thousand quotations")
	}
	for name, make := range sampleTexts {
		whole := make()
		passed := 0
		for u, unit := range whole.Units() {
			var starts, ends []int
			fold.Tokens(whole.Chars[unit.Start:unit.End], func(start, end int) bool {
				starts, ends = append(starts, unit.Start+start), append(ends, unit.Start+end)
				return true
			})
			for i, start := range starts {
				for _, end := range ends[i:min(len(ends), i+60)] {
					if strings.IndexByte(whole.Chars[start:end], fold.Break) >= 0 || !whole.Edge(start) || !whole.Edge(end) {
						continue
					}
					if grammar.EdgeReason(whole.Text, fold.Span{Start: start, End: end}) != "" {
						continue // no quotation may begin and end there; see the conformance suite
					}
					s := whole.RawSpan(fold.Span{Start: start, End: end})
					q := Quote{Words: whole.Raw()[s.Start:s.End], AnySpeaker: true}
					r := whole.Match(q)
					switch {
					case r.Verdict == Ambiguous:
						if !slices.ContainsFunc(r.Passages, func(p text.Passage) bool { return p.Span == s }) {
							t.Errorf("%s: %q: ambiguous, its own place %v is not listed: %v", name, q.Words, s, r.Passages)
						}
					case r.Verdict == Verbatim:
						passed++
						if p := r.Passages[0]; r.Class != grammar.Exact || p.Span != s && (whole.UnitAt(whole.At(p.Start)) != u || whole.ParagraphAt(p.Start) != whole.ParagraphAt(s.Start)) {
							t.Errorf("%s: %q: %v %v, want %v exact", name, q.Words, r.Passages, r.Class, s)
						}
					case !slices.ContainsFunc(listed, func(reason string) bool { return strings.Contains(strings.Join(r.Refused, " "), reason) }):
						t.Errorf("%s: %q: %+v", name, q.Words, r)
					}
				}
			}
		}
		if passed < 300 {
			t.Errorf("%s: only %d cuts passed", name, passed)
		}
	}
}

// A change of one word never passes, unless the changed words stand elsewhere
// or only the cut moved.
func TestChangedWordIsNotVerbatim(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for name, make := range sampleTexts {
		text := make()
		for range 4000 {
			u := text.Units()[rng.IntN(len(text.Units()))]
			words := fold.Lex(text.Chars[u.Start:u.End])
			if len(words) < 4 {
				continue
			}
			from := rng.IntN(len(words) - 3)
			to := from + 3 + rng.IntN(min(12, len(words)-from-3)+1)
			to = min(to, len(words))
			at := from + 1 + rng.IntN(max(1, to-from-2))
			s := text.Chars[u.Start:u.End]
			lead, word, rest := s[words[from].Start:words[at].Start], s[words[at].Start:words[at].End], s[words[at].End:words[to-1].End]
			if !fold.HasWord(word) || !fold.HasWord(lead) || !fold.HasWord(rest) {
				continue
			}
			var changed string
			switch rng.IntN(4) {
			case 0:
				changed = "zebra"
			case 1:
				changed = word + "x"
			case 2:
				changed = ""
				lead = strings.TrimRight(lead, " ")
			case 3:
				changed = word + " " + word
			}
			q := fold.Readable(lead + changed + rest)
			if strings.ContainsAny(q, "[…") || strings.Contains(word, "¹") {
				continue // marked, as the grammar permits
			}
			if strings.Contains(fold.Readable(text.Chars), q) || strings.Contains(fold.Readable(text.Chars), strings.ToLower(q[:1])+q[1:]) {
				continue
			}
			if got := text.Match(Quote{Words: q, AnySpeaker: true}); got.Verdict == Verbatim || got.Verdict == Ambiguous {
				// dropped words that the text itself lets go: notes, apparatus
				if changed == "" && (fold.IsDigit(rune(word[0])) || strings.Contains(conference, "("+word)) {
					continue
				}
				t.Errorf("%s: %q for %q passes: %v %v", name, q, word, got.Verdict, got.Alterations)
			}
		}
	}
}

// Each boundary between folded characters leads to raw bytes and back.
func TestOffsetsRoundTrip(t *testing.T) {
	for name, make := range sampleTexts {
		text := make()
		last := 0
		for i := 0; i < len(text.Chars); {
			_, n := fold.After(text.Chars, i)
			s, e := text.Start(i), text.End(i+n)
			if s < last || e < s || e > len(text.Raw()) {
				t.Fatalf("%s: folded %d–%d is raw %d–%d after %d", name, i, i+n, s, e, last)
			}
			if text.Chars[i] != fold.Break && text.Chars[i] != fold.LineHyphen && text.Chars[i] != '-' && s < e {
				if got := fold.Fold(text.Raw()[s:e]); got != text.Chars[i:i+n] && strings.TrimSpace(got) != strings.TrimSpace(text.Chars[i:i+n]) {
					t.Errorf("%s: %q at %d comes from %q, which folds to %q", name, text.Chars[i:i+n], i, text.Raw()[s:e], got)
				}
			}
			last = s
			i += n
		}
	}
}
