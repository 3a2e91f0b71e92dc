package fold

import (
	"strings"
	"testing"
)

func TestAnchor(t *testing.T) {
	for in, want := range map[string]string{
		"The “Free and Open” Indo-Pacific": "the-free-and-open-indo-pacific",
		"3.75 percent":                     "3-75-percent",
		"the leaders’ plan":                "the-leaders-plan",
		"Été à Nîmes":                      "été-à-nîmes",
		"自由で開かれた航路":                        "自由で開かれた航路",
		"「自由」と『平和』":                        "自由-と-平和",
		"!?":                               "",
		"x":                                "x",
		"denu\u00ADcleari\u00ADzation":     "denuclearization",
		strings.Repeat("word ", 40):        strings.TrimSuffix(strings.Repeat("word-", 12), "-"),
		strings.Repeat("x", 100):           strings.Repeat("x", 60),
		strings.Repeat("海", 100):           strings.Repeat("海", 60),
		"aaaaaaaaaa bbbbbbbbbb " + strings.Repeat("c", 60): "aaaaaaaaaa-bbbbbbbbbb",
	} {
		if got := Anchor(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
