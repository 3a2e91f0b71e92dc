package match

import "testing"

func TestFirst(t *testing.T) {
	text := conferenceText()
	for _, c := range []struct {
		words, speaker string
		want           Verdict
	}{
		{"We will never close the northern route", "Ann Harrow", Verbatim},
	} {
		if got := text.Match(Quote{Words: c.words, Speaker: c.speaker}); got.Verdict != c.want {
			t.Errorf("%q by %q: %v, want %v", c.words, c.speaker, got.Verdict, c.want)
		}
	}
	for n, make := range sampleTexts {
		tt := make()
		t.Logf("%s: %q", n, tt.Chars)
		for _, p := range tt.Paragraphs() {
			t.Logf("%+v", p)
		}
	}
}
