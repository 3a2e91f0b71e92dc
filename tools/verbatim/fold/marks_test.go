package fold

import (
	"strings"
	"testing"
)

// show writes s with what the scanner found: ⟨ and ⟩ for a pair, ? for a mark
// that is alone; what is no mark stays.
func show(s string) string {
	var b strings.Builder
	at := 0
	for _, m := range Marks(s) {
		b.WriteString(s[at:m.Start])
		switch {
		case m.Pair < 0:
			b.WriteString("?")
		case m.Open:
			b.WriteString("⟨")
		default:
			b.WriteString("⟩")
		}
		at = m.End
	}
	return b.String() + s[at:]
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"curly double", "He said “go” twice.", "He said ⟨go⟩ twice."},
		{"straight double", `He said "go" twice.`, "He said ⟨go⟩ twice."},
		{"two straight pairs", `"a" and "b"`, "⟨a⟩ and ⟨b⟩"},
		{"single curly", "He said ‘go’ twice.", "He said ⟨go⟩ twice."},
		{"single straight", "He said 'go' twice.", "He said ⟨go⟩ twice."},
		{"guillemets", "Il dit « va » et «viens».", "Il dit ⟨ va ⟩ et ⟨viens⟩."},
		{"guillemets the other way", "Er sagt »geh« und »komm«.", "Er sagt ⟨geh⟩ und ⟨komm⟩."},
		{"low-high", "Er sagt „geh“ und „komm“.", "Er sagt ⟨geh⟩ und ⟨komm⟩."},
		{"low-high, single", "Er sagt ‚geh‘ heute.", "Er sagt ⟨geh⟩ heute."},
		{"low-high with a right mark", "Mówi „idź” dziś.", "Mówi ⟨idź⟩ dziś."},
		{"same marks at both ends, as in Swedish", "Han sade ”gå” idag.", "Han sade ⟨gå⟩ idag."},
		{"single guillemets", "Il dit ‹va› ici.", "Il dit ⟨va⟩ ici."},
		{"corner brackets", "「行け」と『来い』。", "⟨行け⟩と⟨来い⟩。"},
		{"nested corner brackets", "「彼は『行け』と言った」", "⟨彼は⟨行け⟩と言った⟩"},
		{"half-width corner brackets", "｢行け｣と", "⟨行け⟩と"},
		{"angle brackets are none", "〈船〉と《港》", "〈船〉と《港》"},
		{"nested, double outside", "“He said ‘go’ twice.”", "⟨He said ⟨go⟩ twice.⟩"},
		{"nested, single outside", "‘He said “go” twice.’", "⟨He said ⟨go⟩ twice.⟩"},
		{"nested straight", `"He said 'go' twice."`, "⟨He said ⟨go⟩ twice.⟩"},
		{"both close at once", "“He said ‘go.’”", "⟨He said ⟨go.⟩⟩"},
		{"an apostrophe inside a word", "It’s the port's plan.", "It’s the port's plan."},
		{"a trailing possessive", "The leaders’ plan and the boats' crews.", "The leaders’ plan and the boats' crews."},
		{"a leading elision", "’Tis the ’90s and 'twas the '80s.", "’Tis the ’90s and 'twas the '80s."},
		{"an elision and a possessive are no pair", "'Twas the leaders' plan.", "'Twas the leaders' plan."},
		{"a decade and a possessive", "the '90s and the boats' crews", "the '90s and the boats' crews"},
		{"a possessive inside single marks", "‘The leaders’ plan is thin,’ she said.", "⟨The leaders’ plan is thin,⟩ she said."},
		{"the same, straight", "'The leaders' plan is thin,' she said.", "⟨The leaders' plan is thin,⟩ she said."},
		{"two singles, the first ends with s", "‘the leaders’ and ‘the boats’ met", "⟨the leaders⟩ and ⟨the boats⟩ met"},
		{"an apostrophe inside single marks", "‘It’s the port’s plan’", "⟨It’s the port’s plan⟩"},
		{"rock ’n’ roll", "rock ’n’ roll and rock 'n' roll", "rock ’n’ roll and rock 'n' roll"},
		{"feet and inches", `He is 6' 2" tall.`, `He is 6' 2" tall.`},
		{"feet and inches inside marks", `"He is 6' 2" tall," she said.`, `⟨He is 6' 2" tall,⟩ she said.`},
		{"inches alone", `a 12" disc and a "record"`, `a 12" disc and a ⟨record⟩`},
		{"inches inside marks", `"a 12" disc is here" now`, `⟨a 12" disc is here⟩ now`},
		{"a figure, then another pair", `the "class of 2018" met "others"`, "the ⟨class of 2018⟩ met ⟨others⟩"},
		{"straight single marks in Japanese", "彼は'行け'と言った", "彼は⟨行け⟩と言った"},
		{"primes", "5′ and 6″", "5′ and 6″"},
		{"a figure before a closing mark", `the "class of 2018" met`, "the ⟨class of 2018⟩ met"},
		{"a figure before a single closing mark", "the 'class of 2018' met", "the ⟨class of 2018⟩ met"},
		{"an unpaired double mark", "He said “go twice.", "He said ?go twice."},
		{"an unpaired closing mark", "He said go” twice.", "He said go? twice."},
		{"an unpaired straight mark", `He said "go twice.`, "He said ?go twice."},
		{"an unpaired single mark is an apostrophe", "He said ‘go twice.", "He said ‘go twice."},
		{"marks round something opaque", "run “\uFFFC” now", "run ⟨\uFFFC⟩ now"},
		{"single marks round something opaque", "run '\uFFFC' now", "run ⟨\uFFFC⟩ now"},
		{"a possessive of something opaque", "the \uFFFC's name", "the \uFFFC's name"},
		{"in parentheses", "(“go”) and ('come')", "(⟨go⟩) and (⟨come⟩)"},
		{"after a dash", "he—“go”—went", "he—⟨go⟩—went"},
		{"a mark before punctuation", "“go,” “come”; “stay”?", "⟨go,⟩ ⟨come⟩; ⟨stay⟩?"},
		{"two pairs side by side", "“a”“b”", "⟨a⟩⟨b⟩"},
		{"full-width straight marks", "＂行け＂と", "⟨行け⟩と"},
		{"nothing", "no marks here", "no marks here"},
		{"dropped g", "‘We’re runnin’ late,’ he said", "⟨We’re runnin’ late,⟩ he said"},
		{"o’clock and d’Arc", "five o’clock, Jeanne d’Arc", "five o’clock, Jeanne d’Arc"},
		{"a possessive s after a name in marks", "the ‘Alder’s’ crew", "the ⟨Alder’s⟩ crew"},
		{"an empty pair", "an “” empty pair", "an ?? empty pair"},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

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
