package match

import "testing"

const conference = `Summit of the Lakes

PRESIDENT HARROW: Good morning. We will never close the northern route. The ferries are Japan’s and ours.

PRIME MINISTER ODA: Thank you. We agreed on a non-binding plan of 3.75 percent.

We will open two ports.

Q: Will you close the route?
PRESIDENT HARROW: No.
`

func TestFirst(t *testing.T) {
	text, _ := NewText(conference, Options{Turns: true, Speakers: map[string]string{"PRESIDENT HARROW": "Ann Harrow"}})
	for _, c := range []struct {
		words, speaker string
		want           Verdict
	}{
		{"We will never close the northern route", "Ann Harrow", Verbatim},
		{"we will never close the northern route", "Ann Harrow", Verbatim},
		{"The ferries are Japan's and ours.", "Ann Harrow", Verbatim},
		{"The ferries are Japan's and ours.", "PRIME MINISTER ODA", WrongSpeaker},
		{"binding plan", "PRIME MINISTER ODA", Missing},
		{"3", "PRIME MINISTER ODA", Missing},
		{"Thank you. ... We will open two ports.", "PRIME MINISTER ODA", Verbatim},
		{"We agreed … never", "PRIME MINISTER ODA", Missing},
		{"Will you close the route?", "Q", Verbatim},
		{"We will", "", WrongSpeaker},
		{"Summit of the Lakes", "", Verbatim},
		{"close the northern [route]", "Ann Harrow", Missing},
	} {
		if got := text.Match(Quote{Words: c.words, Speaker: c.speaker}); got.Verdict != c.want {
			t.Errorf("%q by %q: %v, want %v", c.words, c.speaker, got.Verdict, c.want)
		}
	}
	if got := Fold("a — b – c -- d “x” « y » ﬁ e\u0301 1–2"); got != `a—b—c—d "x" "y" fi é 1-2` {
		t.Errorf("fold: %q", got)
	}
	if got := Anchor("The “Free and Open” Indo-Pacific’s shape"); got != "the-free-and-open-indo-pacifics-shape" {
		t.Errorf("anchor: %q", got)
	}
	for _, p := range text.Paragraphs() {
		t.Logf("%+v", p)
	}
}
