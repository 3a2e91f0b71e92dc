package match

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzFold(f *testing.F) {
	for _, s := range []string{conference, communique, article, japanese, "a\u00AD-\u00AD-b", "e\u00AD\u0301", "« x »", ". . . .", "ｶﾞ", "\xff\xfe", "1–\u200B2", "=\u0338", "ﬁ\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("not idempotent:\n%q\n%q\n%q", s, once, twice)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("%q folds to %q", s, once)
		}
		d := foldQuote(s)
		last := 0
		for i := 0; i < len(d.s); {
			_, n := after(d.s, i)
			from, to := d.start(i), d.end(i+n)
			if from < last || to < from || to > len(s) {
				t.Fatalf("%q: folded %d–%d is raw %d–%d", s, i, i+n, from, to)
			}
			last = from
			i += n
		}
		Anchor(s)
	})
}

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
		text, _ := NewText(raw, Options{Turns: turns, Apparatus: []string{"(Applause.)", "x y"}, Attributions: []Attribution{{"A", words}}})
		for _, any := range []bool{true, false} {
			q := Quote{Words: words, Speaker: speaker, AnySpeaker: any, Markdown: markdown}
			text.Match(q)
			r := text.match(q)
			for _, p := range r.Passages {
				check(t, text, p.Span)
			}
			if r.Nearest != nil {
				check(t, text, r.Nearest.Span)
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
				if r.Class == Exact && !strings.Contains(raw, words) {
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

func check(t *testing.T, text *Text, s Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(text.Raw()) {
		t.Fatalf("%v is not in %q", s, text.Raw())
	}
}

func FuzzMarks(f *testing.F) {
	for _, s := range []string{conference, communique, article, japanese, "’tis the ‘x’ of '90s", "6' 2\" \"x\"", "„x“ »y« «z»", "‘a “b” c’"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		marks := Marks(s)
		last := 0
		for i, m := range marks {
			if m.Start < last || m.End > len(s) || m.End <= m.Start {
				t.Fatalf("%q: mark %d: %+v", s, i, m)
			}
			last = m.End
			if m.Pair >= 0 && (m.Pair >= len(marks) || marks[m.Pair].Pair != i || marks[m.Pair].Open == m.Open || m.Open != (m.Pair > i)) {
				t.Fatalf("%q: mark %d: %+v", s, i, m)
			}
		}
	})
}
