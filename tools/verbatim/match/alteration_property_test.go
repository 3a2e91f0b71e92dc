package match

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// passes reports whether words are verbatim, in one place or several.
func passes(text *Text, words string) bool {
	r := text.Match(Quote{Words: words, AnySpeaker: true})
	return r.Verdict == Verbatim || r.Verdict == Ambiguous
}

// unitTokens returns the tokens of a unit of the folded text.
func unitTokens(text *Text, u text.Unit) (tokens []fold.Span) {
	fold.Tokens(text.Chars[u.Start:u.End], func(start, end int) bool {
		tokens = append(tokens, fold.Span{Start: u.Start + start, End: u.Start + end})
		return true
	})
	return tokens
}

// A negator or restrictor inside a sentence is neither dropped without a sign,
// nor with dots, nor added: the text lacks the words then.
func TestTurnsAreKept(t *testing.T) {
	tried := 0
	for name, make := range sampleTexts {
		text := make()
		l := text.Language()
		for _, u := range text.Units() {
			tokens := unitTokens(text, u)
			words := text.WordsIn(l, u.Span)
			if len(words) != len(tokens) {
				t.Fatalf("%s: %d words, %d tokens", name, len(words), len(tokens))
			}
			for i := 3; i+3 < len(tokens); i++ {
				before, after := text.chars(tokens[i-3].Start, tokens[i-1].End), text.chars(tokens[i+1].Start, tokens[i+3].End)
				if strings.ContainsAny(before+after, "\n") {
					continue
				}
				space := " "
				if name == "japanese" {
					space = ""
				}
				if words[i].Class&fold.Turns != 0 && !strings.ContainsAny(text.chars(tokens[i-3].Start, tokens[i+3].End), ".!?。\n") {
					tried++
					for _, q := range []string{before + space + after, before + " … " + after, before + " [...] " + after} {
						if passes(text, q) {
							t.Errorf("%s: %q passes", name, q)
						}
					}
				}
				added := map[bool]string{true: "ない", false: "not"}[name == "japanese"]
				if q := before + space + added + space + text.chars(tokens[i].Start, tokens[i+3].End); passes(text, q) {
					t.Errorf("%s: %q passes", name, q)
				}
				if q := before + " [" + added + "] " + text.chars(tokens[i].Start, tokens[i+3].End); passes(text, q) {
					t.Errorf("%s: %q passes", name, q)
				}
			}
		}
	}
	if tried < 16 {
		t.Errorf("only %d turns were tried", tried)
	}
}

// chars returns folded characters.
func (t *Text) chars(from, to int) string { return t.Chars[from:to] }

// A changed digit, a changed bracket of the text, and a capital word changed for
// another are other words.
func TestChangedSignIsNotVerbatim(t *testing.T) {
	for name, make := range sampleTexts {
		text := make()
		for _, u := range text.Units() {
			s := text.Chars[u.Start:u.End]
			for i := 0; i < len(s); i++ {
				var other string
				switch c := s[i]; {
				case c >= '0' && c <= '9':
					other = string('0' + (c-'0'+3)%10)
				case c == '[':
					other = "("
				case c == '(' && !strings.HasPrefix(s[i:], "(a)"):
					other = "["
				default:
					continue
				}
				from := fold.TokenStart(s, max(0, i-40))
				to := fold.TokenEnd(s, min(len(s), i+40)-1)
				q := s[from:i] + other + s[i+1:to]
				if !strings.Contains(q, string(byte(fold.Break))) && passes(text, q) && !passesWithout(text, s, i, from, to) {
					t.Errorf("%s: %q for %q passes", name, q, s[from:to])
				}
			}
		}
	}
}

// passesWithout reports whether the changed sign belongs to a note, which may
// be dropped whole.
func passesWithout(whole *Text, s string, i, from, to int) bool {
	for _, k := range whole.Skips() {
		if k.Kind == text.SkipNote && strings.Contains(whole.Chars[k.Start:k.End], s[i:i+1]) {
			return true
		}
	}
	return false
}

// Search and replay permit the same omissions, each found without the other:
// pieces are drawn at random, and what one accepts the other does.
func TestReplayAgreesOnOmissions(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	accepted, refused := 0, 0
	for name, make := range sampleTexts {
		whole := make()
		for range 4000 {
			u := whole.Units()[rng.IntN(len(whole.Units()))]
			tokens := unitTokens(whole, u)
			if len(tokens) < 9 {
				continue
			}
			cut := []int{rng.IntN(len(tokens)), rng.IntN(len(tokens)), rng.IntN(len(tokens)), rng.IntN(len(tokens))}
			slices.Sort(cut)
			first := whole.RawSpan(fold.Span{Start: tokens[cut[0]].Start, End: tokens[cut[1]].End})
			second := whole.RawSpan(fold.Span{Start: tokens[cut[2]].Start, End: tokens[cut[3]].End})
			if first.End >= second.Start || second.Start-first.End < 2 {
				continue
			}
			raw := whole.Raw()
			words := raw[first.Start:first.End] + " … " + raw[second.Start:second.End]
			if strings.ContainsAny(words, "[]()\n") || strings.Count(words, "…") > 1 {
				continue
			}
			q := Quote{Words: words, AnySpeaker: true}
			claim := Result{Verdict: Verbatim, Class: grammar.Marked, Passages: []text.Passage{{Span: first}, {Span: second}},
				Alterations: []Alteration{{grammar.RuleOmission, fold.Span{Start: first.End - first.Start, End: len(words) - (second.End - second.Start)}, fold.Span{Start: first.End, End: second.Start}}}}
			replayed := whole.Replay(q, claim)
			r := whole.match(q)
			found := r.Verdict == Verbatim || r.Verdict == Ambiguous
			switch {
			case replayed == nil && !found:
				t.Errorf("%s: %q: replay accepts what the search refuses: %+v", name, words, r)
			case found && r.Verdict == Verbatim && r.Class == grammar.Marked && fmt.Sprint(r.Passages[0].Span, r.Passages[len(r.Passages)-1].Span) == fmt.Sprint(first, second) && replayed != nil:
				t.Errorf("%s: %q: the search accepts what replay refuses: %v", name, words, replayed)
			}
			if replayed == nil {
				accepted++
			} else {
				refused++
			}
		}
	}
	if accepted < 20 || refused < 1000 {
		t.Errorf("%d accepted, %d refused: too few of one to say anything", accepted, refused)
	}
}
