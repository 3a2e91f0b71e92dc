package match

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// What an editor may do to a cut, in any combination, never raises an alarm.
func TestPermittedAlterationsPass(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	passed := 0
	for name, make := range sampleTexts {
		text := make()
		lang := phrases(spoken(text.options.Language))
		for range 6000 {
			u := text.units[rng.IntN(len(text.units))]
			s := text.s[u.fold.Start:u.fold.End]
			words := lex(s)
			if len(words) < 3 {
				continue
			}
			from := rng.IntN(len(words) - 2)
			to := min(from+3+rng.IntN(25), len(words))
			cut := s[words[from].Start:words[to-1].End]
			at := u.fold.Start + words[from].Start
			if strings.IndexByte(cut, hardBreak) >= 0 || !text.edge(at) || !text.edge(at+len(cut)) || !hasWord(cut[:1]) && script(first0(cut)) == 0 {
				continue
			}
			if n := strings.Count(cut, `"`) + strings.Count(cut, "'"); n > 0 {
				continue // what becomes of marks depends on their partners; see the table
			}
			raw := text.Raw()[text.start(at):text.end(at+len(cut))]
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
			next, _ := after(text.s, at+len(cut))
			if rng.IntN(3) == 0 && wordy(last) && !strings.ContainsRune("?!;:\"'", next) {
				q += []string{".", ","}[rng.IntN(2)]
				note("closing mark")
			}
			if rng.IntN(3) == 0 && to-from > 6 {
				// leave some words out of the middle, where none of them denies
				mid := lex(foldQuote(q).s)
				f := foldQuote(q).s
				i := 2 + rng.IntN(max(1, len(mid)-5))
				j := i + 1 + rng.IntN(max(1, min(8, len(mid)-i-3)))
				if j < len(mid)-1 && script(first0(f)) == 0 {
					left := f[mid[i].Start:mid[j-1].End]
					if lang.count(f) == 0 && !strings.ContainsAny(f, "…¹") && hasWord(left) && enough(f[:mid[i-1].End]) && boundary(f, mid[i].Start) && boundary(f, mid[i-1].End) && boundary(f, mid[j].Start) && hasWord(f[mid[j].Start:mid[j].End]) && hasWord(f[mid[i-1].Start:mid[i-1].End]) && !strings.Contains(f, string([]byte{lineHyphen})) {
						q = f[:mid[i-1].End] + []string{" … ", " ... ", " […] "}[rng.IntN(3)] + f[mid[j].Start:]
						note("omission")
					}
				}
			}
			if rng.IntN(3) == 0 {
				if i := strings.IndexByte(q, ' '); i > 0 && i+1 < len(q) && wordy(rune(q[i+1])) && wordy(rune(q[i-1])) {
					q = q[:i] + []string{" [sic] ", " [of Alder] "}[rng.IntN(2)] + q[i+1:]
					note("brackets")
				}
			}
			if r, n := utf8.DecodeRuneInString(q); rng.IntN(3) == 0 && flip(r) != r {
				q = string(flip(r)) + q[n:]
				note("case")
			}
			r := text.match(Quote{Words: q, AnySpeaker: true})
			if r.Verdict != Verbatim && r.Verdict != Ambiguous {
				t.Errorf("%s: %q from %q (%s): %v %+v", name, q, raw, strings.Join(done, ", "), r.Verdict, r.Nearest)
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
