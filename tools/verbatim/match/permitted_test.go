package match

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// What an editor may do to a cut, in any combination, never raises an alarm.
func TestPermittedAlterationsPass(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	passed := 0
	for name, make := range sampleTexts {
		text := make()
		lang := fold.Languages(fold.LanguagesOf(text.options.Language))
		for range 6000 {
			u := text.units[rng.IntN(len(text.units))]
			s := text.Chars[u.Start:u.End]
			words := fold.Lex(s)
			if len(words) < 3 {
				continue
			}
			from := rng.IntN(len(words) - 2)
			to := min(from+3+rng.IntN(25), len(words))
			cut := s[words[from].Start:words[to-1].End]
			at := u.Start + words[from].Start
			if strings.IndexByte(cut, fold.Break) >= 0 || !text.edge(at) || !text.edge(at+len(cut)) || !fold.HasWord(cut[:1]) && fold.Unspaced(first0(cut)) == 0 {
				continue
			}
			if n := strings.Count(cut, `"`) + strings.Count(cut, "'"); n > 0 {
				continue // what becomes of marks depends on their partners; see the table
			}
			raw := text.Raw()[text.Start(at):text.End(at+len(cut))]
			if strings.ContainsAny(raw, "[]()") {
				continue
			}
			q := raw
			var done []string
			note := func(what string) { done = append(done, what) }
			if rng.IntN(3) == 0 {
				q = strings.NewReplacer(" — ", "—", "…", "...", "–", "-").Replace(q)
				note("typography")
			}
			if rng.IntN(3) == 0 {
				q = strings.ReplaceAll(q, " ", "\n")
				note("line breaks")
			}
			last, _ := utf8.DecodeLastRuneInString(q)
			next, _ := fold.After(text.Chars, at+len(cut))
			if rng.IntN(3) == 0 && fold.IsWord(last) && !strings.ContainsRune("?!;:\"'", next) {
				q += []string{".", ","}[rng.IntN(2)]
				note("closing mark")
			}
			if rng.IntN(3) == 0 && to-from > 6 {
				// leave some words out of the middle, where none of them denies
				mid := fold.Lex(fold.Quotation(q).Chars)
				f := fold.Quotation(q).Chars
				i := 2 + rng.IntN(max(1, len(mid)-5))
				j := i + 1 + rng.IntN(max(1, min(8, len(mid)-i-3)))
				if j < len(mid)-1 && fold.Unspaced(first0(f)) == 0 {
					left := f[mid[i].Start:mid[j-1].End]
					if lang.Count(f) == 0 && !strings.ContainsAny(f, "…¹") && fold.HasWord(left) && enough(f[:mid[i-1].End]) && fold.Boundary(f, mid[i].Start) && fold.Boundary(f, mid[i-1].End) && fold.Boundary(f, mid[j].Start) && fold.HasWord(f[mid[j].Start:mid[j].End]) && fold.HasWord(f[mid[i-1].Start:mid[i-1].End]) && !strings.Contains(f, string([]byte{fold.LineHyphen})) {
						q = f[:mid[i-1].End] + []string{" … ", " ... ", " […] "}[rng.IntN(3)] + f[mid[j].Start:]
						note("omission")
					}
				}
			}
			if rng.IntN(3) == 0 {
				if i := strings.IndexByte(q, ' '); i > 0 && i+1 < len(q) && fold.IsWord(rune(q[i+1])) && fold.IsWord(rune(q[i-1])) {
					q = q[:i] + []string{" [sic] ", " [of Alder] "}[rng.IntN(2)] + q[i+1:]
					note("brackets")
				}
			}
			if r, n := utf8.DecodeRuneInString(q); rng.IntN(3) == 0 && fold.OtherCase(r) != r {
				q = string(fold.OtherCase(r)) + q[n:]
				note("case")
			}
			r := text.match(Quote{Words: q, AnySpeaker: true})
			if r.Verdict != Verbatim && r.Verdict != Ambiguous {
				t.Errorf("%s: %q from %q (%s): %+v", name, q, raw, strings.Join(done, ", "), r)
			}
			if r.Verdict == Verbatim {
				passed++
				if err := text.Replay(Quote{Words: q, AnySpeaker: true}, r); err != nil {
					t.Errorf("%s: %q: %v", name, q, err)
				}
			}
		}
	}
	t.Logf("%d passed", passed)
}
