package match

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

var sampleTexts = map[string]func() *Text{"conference": conferenceText, "communique": communiqueText, "article": articleText, "japanese": japaneseText}

// Any cut at word boundaries inside a unit stands where it was cut.
func TestCutsAreVerbatim(t *testing.T) {
	for name, make := range sampleTexts {
		text := make()
		for _, p := range text.Paragraphs() {
			raw := text.Raw()
			var starts, ends []int
			for i := p.Start; i <= p.End; i++ {
				f := text.At(i)
				if i < p.End && text.Start(f) != i || i == p.End && text.End(f) != i {
					continue
				}
				if f < len(text.Chars) && !text.edge(f) || text.Chars[max(0, f-1)] == fold.LineHyphen {
					continue
				}
				if i < p.End {
					if r, _ := utf8.DecodeRuneInString(raw[i:]); fold.IsWord(r) && (text.Start(f) == i) {
						starts = append(starts, i)
					}
				}
				if r, _ := utf8.DecodeLastRuneInString(raw[p.Start:i]); fold.IsWord(r) && text.End(f) == i {
					ends = append(ends, i)
				}
			}
			for _, s := range starts {
				for _, e := range ends {
					if e <= s || text.UnitAt(text.At(s)) != text.UnitAt(max(0, text.At(e)-1)) || strings.IndexByte(text.Chars[text.At(s):text.At(e)], fold.Break) >= 0 || text.At(s) < text.units[text.UnitAt(text.At(s))].Start {
						continue
					}
					if n := strings.IndexByte(raw[s:e], ':'); n >= 0 && text.options.Turns {
						continue // labels of lines are tested by the table
					}
					q := Quote{Words: raw[s:e], AnySpeaker: true}
					r := text.Match(q)
					switch {
					case r.Verdict == Ambiguous:
						found := false
						for _, p := range r.Passages {
							found = found || p.Span == fold.Span{Start: s, End: e}
						}
						if !found {
							t.Errorf("%s: %q: ambiguous, its own place %d–%d is not listed: %v", name, q.Words, s, e, r.Passages)
						}
					case r.Verdict != Verbatim:
						t.Errorf("%s: %q: %v", name, q.Words, r.Verdict)
					case r.Passages[0].Span != fold.Span{Start: s, End: e} || r.Class != Exact:
						t.Errorf("%s: %q: %v %v, want %d–%d exact", name, q.Words, r.Passages, r.Class, s, e)
					}
					if r.Verdict == Verbatim {
						if err := text.Replay(q, r); err != nil {
							t.Errorf("%s: %q: %v", name, q.Words, err)
						}
					}
				}
			}
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
			u := text.units[rng.IntN(len(text.units))]
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
