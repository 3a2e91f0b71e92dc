package match

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

func FuzzMatch(f *testing.F) {
	for _, text := range []string{conference, communique, article, japanese} {
		f.Add(text, "We will never … the route", "Q", true, false)
		f.Add(text, text[40:200], "", false, true)
	}
	f.Add("the ‘plan’ [4] for a re-\nsign of 3.75 ports. Not now", "The “plan” … of [x] por[t]", "", false, false)
	f.Add("a b c d e f", "... a [b] … d e … f ...", "", false, false)
	f.Fuzz(func(t *testing.T, raw, words, speaker string, turns, markdown bool) {
		if len(raw) > 1<<14 || len(words) > 1<<10 {
			return
		}
		text, _ := NewText(raw, text.Options{Turns: turns, Apparatus: []string{"(Applause.)", "x y"}, Attributions: []text.Attribution{{Speaker: "A", Words: words}}})
		for _, any := range []bool{true, false} {
			q := Quote{Words: words, Speaker: speaker, AnySpeaker: any, Markdown: markdown}
			text.Match(q)
			r := text.match(q)
			for _, p := range r.Passages {
				check(t, text, p.Span)
			}
			for _, w := range r.Warnings {
				if w.Code == "invisible" {
					continue
				}
				check(t, text, w.Span)
			}
			if r.Verdict == Verbatim {
				if err := text.Replay(q, r); err != nil {
					t.Fatalf("%q in %q: %v (%+v)", words, raw, err, r)
				}
				if r.Class == grammar.Exact && !strings.Contains(raw, words) {
					t.Fatalf("%q is not exactly in %q", words, raw)
				}
			}
		}
		for _, p := range text.Paragraphs() {
			check(t, text, p.Span)
			text.Context(p.Span, 3)
			text.WordSpan(p.Span)
		}
		text.Words()
	})
}

func check(t *testing.T, text *Text, s fold.Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(text.Raw()) {
		t.Fatalf("%v is not in %q", s, text.Raw())
	}
}
