package match

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/text"
)

func TestContext(t *testing.T) {
	text := conferenceText()
	r := text.Match(Quote{Words: "close the northern route", AnySpeaker: true})
	s := r.Passages[0].Span
	b, a := text.Context(s, 2)
	if got := text.Raw()[b.Start:b.End] + "|" + text.Raw()[a.Start:a.End]; got != "will never |. The ferries" {
		t.Errorf("%q", got)
	}
	b, a = text.Context(s, 1000)
	if got := text.Raw()[b.Start:b.End]; !strings.HasPrefix(got, "Good morning") {
		t.Errorf("%q", got)
	}
	if got := text.Raw()[a.Start:a.End]; !strings.HasSuffix(got, "It is not.") {
		t.Errorf("%q", got)
	}
	if b, a := text.Context(s, 0); b.Start != b.End || a.Start != a.End {
		t.Errorf("%v %v", b, a)
	}
}

func TestWordSpan(t *testing.T) {
	text, _ := NewText("Ann bore coal.\n\nDan eats, figs.", text.Options{})
	if text.Words() != 6 {
		t.Errorf("%d words", text.Words())
	}
	for words, want := range map[string][2]int{"Ann": {0, 1}, "bore coal": {1, 3}, "Dan eats": {3, 5}, "figs": {5, 6}} {
		s := text.Match(Quote{Words: words}).Passages[0].Span
		if a, b := text.WordSpan(s); a != want[0] || b != want[1] {
			t.Errorf("%q: %d–%d", words, a, b)
		}
	}
}
