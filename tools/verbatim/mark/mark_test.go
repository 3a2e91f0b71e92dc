package mark

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

// show writes s with what the scanner found: ⟨ and ⟩ for a pair, ? for a mark
// that is alone; what is no mark stays.
func show(s string) string { return showIn(s, "") }

func showIn(s, language string) string {
	var b strings.Builder
	at := 0
	for _, m := range FindIn(s, language) {
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

func TestFind(t *testing.T) {
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
		{"angle brackets", "〈船〉と《港》", "⟨船⟩と⟨港⟩"},
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
		{"an unpaired single opening mark", "He said ‘go twice.", "He said ?go twice."},
		{"an unpaired single closing mark is an apostrophe", "He said go’ twice.", "He said go’ twice."},
		{"an unpaired straight single mark is an apostrophe", "He said 'go twice.", "He said 'go twice."},
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
		{"dots first", "(‘...go’) and ('...go') and \"'...go'\"", "(⟨...go⟩) and (⟨...go⟩) and ⟨⟨...go⟩⟩"},
		{"after a figure", "In 2018 'we won' and in 2018 ‘they lost’.", "In 2018 ⟨we won⟩ and in 2018 ⟨they lost⟩."},
		{"figures in a list", "'Post 2' is one of ['red', 'green']", "⟨Post 2⟩ is one of [⟨red⟩, ⟨green⟩]"},
		{"letters", "a large 'G' with a small 't' and an 's' stand for 'Gesellschaft'", "a large ⟨G⟩ with a small ⟨t⟩ and an ⟨s⟩ stand for ⟨Gesellschaft⟩"},
		{"initials", "he wrote 'K. K. K.' and 'S. H.' on it", "he wrote ⟨K. K. K.⟩ and ⟨S. H.⟩ on it"},
		{"figures alone", "border='0' style='margin'", "border=⟨0⟩ style=⟨margin⟩"},
		{"dots first, again", "from './as' and from './bs'", "from ⟨./as⟩ and from ⟨./bs⟩"},
		{"marks inside marks", "\">>\" and '<<'", "⟨>>⟩ and ⟨<<⟩"},
		{"after a sign", "a='b'", "a=⟨b⟩"},
		{"an empty pair", "an “” empty pair", "an ?? empty pair"},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

// TestFindReviewed holds what readers of a review got past the marks as they
// were: each of these is a quotation to anybody who reads it.
func TestFindReviewed(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		// single marks
		{"a lone opening mark", "Donald Trump said: ‘LIE.", "Donald Trump said: ?LIE."},
		{"other opening marks", "said: ‛LIE. Or ‚LIE. Or ❛LIE.", "said: ?LIE. Or ?LIE. Or ?LIE."},
		{"begins with till", "‘Till Kim gives in LIE,’ Trump said.", "⟨Till Kim gives in LIE,⟩ Trump said."},
		{"the same with the other mark", "’Till Kim gives in LIE,’ Trump said.", "⟨Till Kim gives in LIE,⟩ Trump said."},
		{"begins with 'cause", "'Cause I love Kim LIE.'", "⟨Cause I love Kim LIE.⟩"},
		{"begins with round", "‘Round the clock LIE.’", "⟨Round the clock LIE.⟩"},
		{"closes before a full stop", "'Round the clock LIE'.", "⟨Round the clock LIE⟩."},
		{"closes before white space", "'Bout time LIE' said Trump.", "⟨Bout time LIE⟩ said Trump."},
		{"begins with a year", "'80s music is LIE,' he said.", "⟨80s music is LIE,⟩ he said."},
		{"inside words", "said‘LIE’and left", "said⟨LIE⟩and left"},
		{"inside words, the usual words", "said‘We will surrender everything’and left", "said⟨We will surrender everything⟩and left"},
		{"inside words, no capital", "said‘we will surrender’and left", "said⟨we will surrender⟩and left"},
		{"inside a word and alone", "said‘we will surrender", "said?we will surrender"},
		{"beside half-width fillers", "said\uFFA0‘LIE’\uFFA0and", "said\uFFA0⟨LIE⟩\uFFA0and"},
		{"beside fillers", "said\u3164'LIE'\u3164and", "said\u3164⟨LIE⟩\u3164and"},
		{"fillers inside, too", "said\u3164'\u3164LIE\u3164'\u3164and", "said\u3164⟨\u3164LIE\u3164⟩\u3164and"},
		{"Hangul fillers", "said\u115F‘LIE’\u1160and", "said\u115F⟨LIE⟩\u1160and"},
		{"nothing seen inside", "said '\u200BLIE\u200B' and", "said ⟨\u200BLIE\u200B⟩ and"},
		{"Swedish", "’LIE’", "⟨LIE⟩"},
		{"Swedish in a sentence", "Han sade ’LIE’ idag.", "Han sade ⟨LIE⟩ idag."},
		{"opening marks at both ends", "‘LIE‘", "⟨LIE⟩"},
		{"opening marks at both ends in a sentence", "He said ‘LIE‘, and left.", "He said ⟨LIE⟩, and left."},
		{"blanks inside", "Trump said: ' LIE ' and ‘ LIE ’.", "Trump said: ⟨ LIE ⟩ and ⟨ LIE ⟩."},
		{"rock ‘n’ roll", "Rock ‘n’ roll, Rock‘n’Roll, rock 'n' roll", "Rock ‘n’ roll, Rock‘n’Roll, rock 'n' roll"},
		{"rock ‘n’ roll inside", "‘Rock ‘n’ roll is here,’ he said", "⟨Rock ‘n’ roll is here,⟩ he said"},
		{"a Korean particle", "그는 ‘합의’라고 말했다", "그는 ⟨합의⟩라고 말했다"},
		{"a Korean particle, straight", "그는 '합의'라고 말했다", "그는 ⟨합의⟩라고 말했다"},
		{"a Korean particle after Latin", "그는 ‘TPP’를, 'FTA'를 말했다", "그는 ⟨TPP⟩를, ⟨FTA⟩를 말했다"},
		{"a Korean particle, double", "그는 “합의”라고, \"합의\"라고 말했다", "그는 ⟨합의⟩라고, ⟨합의⟩라고 말했다"},
		{"two in Korean", "‘약속’이라는 말과 ‘합의’라는 말", "⟨약속⟩이라는 말과 ⟨합의⟩라는 말"},
		{"a suffix", "a ‘yes’man and a ‘maybe’man", "a ⟨yes⟩man and a ⟨maybe⟩man"},
		{"an apostrophe inside a word before the end", "‘The ma’am said so,’ he went", "⟨The ma’am said so,⟩ he went"},

		// marks that were none
		{"double primes", "said: ″LIE″.", "said: ⟨LIE⟩."},
		{"primes", "said: ′LIE′.", "said: ⟨LIE⟩."},
		{"reversed double primes", "said: ‶LIE″.", "said: ⟨LIE⟩."},
		{"reversed primes", "said: ‵LIE′.", "said: ⟨LIE⟩."},
		{"triple primes", "said: ‷LIE‴, ‴LIE‴", "said: ⟨LIE⟩, ⟨LIE⟩"},
		{"modifier double primes", "said: ʺLIEʺ.", "said: ⟨LIE⟩."},
		{"modifier double apostrophes", "said: ˮLIEˮ.", "said: ⟨LIE⟩."},
		{"double acutes", "said: ˝LIE˝.", "said: ⟨LIE⟩."},
		{"modifier apostrophes", "said: ʼLIEʼ.", "said: ⟨LIE⟩."},
		{"modifier commas", "said: ʻLIEʼ.", "said: ⟨LIE⟩."},
		{"reversed modifier commas", "said: ʽLIEʼ.", "said: ⟨LIE⟩."},
		{"half rings", "said: ʾLIEʾ, ʿLIEʾ, ʾLIEʿ, ʿLIEʿ, ʿLIEʼ.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"two half rings", "said: ʾʾLIEʿʿ and ˈˈLIEˈˈ.", "said: ⟨ʾLIEʿ⟩ and ⟨ˈLIEˈ⟩."},
		{"half rings round a sentence", "said: ʿWe will surrender everything.ʾ Then ˓LIE˒.", "said: ⟨We will surrender everything.⟩ Then ⟨LIE⟩."},
		{"vertical lines", "said: ˈLIEˈ, ˌLIEˈ and ˈWe will go.ˈ", "said: ⟨LIE⟩, ⟨LIE⟩ and ⟨We will go.⟩"},
		{"accents of modifiers", "said: ˊLIEˊ, ˋLIEˊ, ˋLIEˋ, ˋLIE', ˏLIEˋ, ˎLIEˏ, ˴LIE˴.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"double graves of modifiers", "said: ˵LIE˵, ˵LIE˶, ˶LIE˵.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"mixed double makeshifts", "said: ˝LIEˮ, ˮLIE˝, ″LIEʺ, ʺLIE˝.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"two graves and two acutes", "said: ``LIE´´, ´´LIE´´ today", "said: ⟨LIE⟩, ⟨LIE⟩ today"},
		{"full-width graves and apostrophes", "said: ｀｀LIE＇＇, ``LIE’’, ,,LIE＇' today", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩ today"},
		{"one inside another", "said: ``He said `go´ twice.´´ today", "said: ⟨He said ⟨go⟩ twice.⟩ today"},
		{"heavy chevrons", "said: ⋘LIE⋙ ⪡ LIE ⪢", "said: ⟨LIE⟩ ⟨ LIE ⟩"},
		{"gershayim", "said: ״LIE״.", "said: ⟨LIE⟩."},
		{"geresh", "said: ׳LIE׳.", "said: ⟨LIE⟩."},
		{"sans-serif ornaments", "said: 🙶LIE🙷, 🙸LIE🙷, 🙸LIE🙶.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"vertical corner brackets", "said: ﹁LIE﹂.", "said: ⟨LIE⟩."},
		{"vertical white corner brackets", "said: ﹃LIE﹄.", "said: ⟨LIE⟩."},
		{"double angle brackets", "said: 《LIE》 ︽LIE︾.", "said: ⟨LIE⟩ ⟨LIE⟩."},
		{"angle brackets", "said: 〈LIE〉 ︿LIE﹀ \u2329LIE\u232A.", "said: ⟨LIE⟩ ⟨LIE⟩ ⟨LIE⟩."},
		{"mathematical angle brackets", "said: ⟪LIE⟫, \u27E8LIE\u27E9.", "said: ⟨LIE⟩, ⟨LIE⟩."},
		{"heavy ornaments", "said: ❮LIE❯, ❬LIE❭, ❰LIE❱.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"low ornaments", "said: ❟LIE❜, ❟LIE❛, ❠LIE❞, ❠LIE❝.", "said: ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩, ⟨LIE⟩."},
		{"acutes", "said: ´LIE´.", "said: ⟨LIE⟩."},
		{"grave and acute", "said: `LIE´.", "said: ⟨LIE⟩."},
		{"graves", "said: `LIE`, ｀LIE｀.", "said: ⟨LIE⟩, ⟨LIE⟩."},
		{"grave and apostrophe", "said: `LIE'.", "said: ⟨LIE⟩."},
		{"TeX", "said: ``LIE'' today", "said: ⟨LIE⟩ today"},
		{"TeX with a single inside", "said: ``He said `go' twice.'' today", "said: ⟨He said ⟨go⟩ twice.⟩ today"},
		{"TeX with a double mark", "said: ``LIE\" today", "said: ⟨LIE⟩ today"},
		{"two commas", "said: ,,LIE'' today", "said: ⟨LIE⟩ today"},
		{"two commas and a double mark", "said: ,,LIE\" and ,,LIE“ and ,,LIE” today", "said: ⟨LIE⟩ and ⟨LIE⟩ and ⟨LIE⟩ today"},
		{"two apostrophes", "said: ''LIE'' today", "said: ⟨⟨LIE⟩⟩ today"},
		{"two single curly marks", "said: ‘‘LIE’’ today", "said: ⟨⟨LIE⟩⟩ today"},
		{"less and greater", "said: <<LIE>> today", "said: ⟨LIE⟩ today"},
		{"less and greater, spaced", "said: << LIE >> today (<< LIE >>).", "said: ⟨ LIE ⟩ today (⟨ LIE ⟩)."},
		{"full-width less and greater", "said: ＜＜LIE＞＞ ≪LIE≫", "said: ⟨LIE⟩ ⟨LIE⟩"},
		{"editors' brackets", "⸂LIE⸃ ⸄LIE⸅ ⸉LIE⸊ ⸌LIE⸍ ⸜LIE⸝ ⸠LIE⸡", "⟨LIE⟩ ⟨LIE⟩ ⟨LIE⟩ ⟨LIE⟩ ⟨LIE⟩ ⟨LIE⟩"},
		{"half brackets", "⸢LIE⸣ ⸤LIE⸥", "⟨LIE⟩ ⟨LIE⟩"},
		{"ditto marks", "said: 〃LIE〃.", "said: ⟨LIE⟩."},
		{"primes after an s", "said ′LIE to the dogs′ today", "said ⟨LIE to the dogs⟩ today"},
		{"emphasis of a plain text", "said _'LIE'_ and _‘LIE’_ today", "said _⟨LIE⟩_ and _⟨LIE⟩_ today"},
		{"opening marks at both ends, an s", "‘LIES‘ he said", "⟨LIES⟩ he said"},
		{"diaereses", "said: ¨LIE¨.", "said: ⟨LIE⟩."},
		{"in a title", "Trump ″LIE″", "Trump ⟨LIE⟩"},
		{"makeshifts after a year", "He said ″we won in 2018″ today.", "He said ⟨we won in 2018⟩ today."},
		{"inches inside double primes", "said ″a 12″ disc is here″ now", "said ⟨a 12″ disc is here⟩ now"},
		{"double primes in Japanese", "彼は″行け″と言った", "彼は⟨行け⟩と言った"},
		{"makeshifts that cross a mark", "said ″LIE “and″ more", "said ″LIE ?and″ more"},
		{"makeshifts inside marks", "“He said ″go″ twice”", "⟨He said ⟨go⟩ twice⟩"},
		{"alone, a mark that Unicode calls one", "﹁LIE 🙶LIE ⸂LIE ❮LIE ⸢LIE ❟LIE", "?LIE ?LIE ?LIE ?LIE ?LIE ?LIE"},
		{"alone at the end", "LIE﹂ LIE🙷 LIE⸃ LIE❯ LIE⸣ LIE❜", "LIE? LIE? LIE? LIE? LIE? LIE?"},

		// pairs that were refused
		{"a no-break space in guillemets", "Il dit «\u00A0historic moment\u00A0».", "Il dit ⟨\u00A0historic moment\u00A0⟩."},
		{"a narrow one, a comma", "Il dit «\u202Fva\u202F», puis «\u202Fviens\u202F».", "Il dit ⟨\u202Fva\u202F⟩, puis ⟨\u202Fviens\u202F⟩."},
		{"a plain space", "Il dit « va », puis « viens ».", "Il dit ⟨ va ⟩, puis ⟨ viens ⟩."},
		{"a no-break space before a word", "«\u00A0va\u00A0»dit-il", "⟨\u00A0va\u00A0⟩dit-il"},
		{"the other way, with a space", "Er sagt »geh und »komm« jetzt«.", "Er sagt ⟨geh und ⟨komm⟩ jetzt⟩."},
		{"a Hebrew prefix", "הוא אמר ה״הסכם״ וה\"הסכם\" טוב", "הוא אמר ה⟨הסכם⟩ וה⟨הסכם⟩ טוב"},
		{"low and straight", "Er sagt „geh\" heute.", "Er sagt ⟨geh⟩ heute."},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

func TestFindIn(t *testing.T) {
	const s = "〈船〉と《港》と「海」"
	for language, want := range map[string]string{
		"":        "⟨船⟩と⟨港⟩と⟨海⟩",
		"en":      "⟨船⟩と⟨港⟩と⟨海⟩",
		"jam":     "⟨船⟩と⟨港⟩と⟨海⟩",
		"ja":      "〈船〉と《港》と⟨海⟩",
		"JA-jp":   "〈船〉と《港》と⟨海⟩",
		"zh-Hant": "〈船〉と《港》と⟨海⟩",
		"ko":      "〈船〉と《港》と⟨海⟩",
	} {
		if got := showIn(s, language); got != want {
			t.Errorf("%q: %s, want %s", language, got, want)
		}
	}
}

// showOf is show over blocks; * is a mark that is repeated, and the blocks are
// joined by a line.
func showOf(blocks []string) string {
	shown := make([]string, len(blocks))
	marks := FindAcross(blocks, "")
	i := 0
	for n, s := range blocks {
		var b strings.Builder
		at := 0
		for ; i < len(marks) && marks[i].Block == n; i++ {
			m := marks[i]
			b.WriteString(s[at:m.Start])
			switch {
			case m.Repeats:
				b.WriteString("*")
			case m.Pair < 0:
				b.WriteString("?")
			case m.Open:
				b.WriteString("⟨")
			default:
				b.WriteString("⟩")
			}
			at = m.End
		}
		shown[n] = b.String() + s[at:]
	}
	return strings.Join(shown, " | ")
}

func TestFindAcross(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"nothing", "a | b", "a | b"},
		{"each its own", "“a” | “b” | 'c'", "⟨a⟩ | ⟨b⟩ | ⟨c⟩"},
		{"over two", "“a | b” c", "⟨a | b⟩ c"},
		{"over three", "x “a | b | c” d", "x ⟨a | b | c⟩ d"},
		{"repeated", "“a | “b | “c” d “e”", "⟨a | *b | *c⟩ d ⟨e⟩"},
		{"repeated, straight", "\"a | \"b | \"c\" d \"e\"", "⟨a | *b | *c⟩ d ⟨e⟩"},
		{"repeated, never closed", "“a | “b", "?a | *b"},
		{"an inner pair", "“a | “b ‘c’ d” e", "⟨a | *b ⟨c⟩ d⟩ e"},
		{"an inner one is repeated, too", "“‘a | “‘b’ c”", "⟨⟨a | **b⟩ c⟩"},
		{"a block between, then another quotation", "“a | b | “c”", "?a | b | ⟨c⟩"},
		{"British", "‘LIE, | and so will Abe,’ Trump said.", "⟨LIE, | and so will Abe,⟩ Trump said."},
		{"British, repeated", "‘LIE, | ‘and so will Abe,’ Trump said.", "⟨LIE, | *and so will Abe,⟩ Trump said."},
		{"straight single", "'LIE, | and so will Abe,' Trump said.", "⟨LIE, | and so will Abe,⟩ Trump said."},
		{"straight single, repeated", "'LIE, | 'and so | 'will Abe,' Trump said.", "⟨LIE, | *and so | *will Abe,⟩ Trump said."},
		{"makeshift", "″LIE, | and so will Abe,″ Trump said.", "⟨LIE, | and so will Abe,⟩ Trump said."},
		{"TeX", "said: ``LIE | and more'' today", "said: ⟨LIE | and more⟩ today"},
		{"TeX, full-width", "said: ｀｀LIE | and more＇＇ today", "said: ⟨LIE | and more⟩ today"},
		{"TeX, with acutes, far apart", "said: ``LIE | so | and more.´´", "said: ⟨LIE | so | and more.⟩"},
		{"two commas", "said: ,,LIE. | And more'' today", "said: ⟨LIE. | And more⟩ today"},
		{"TeX, and a pair in the next block", "said: ``LIE | ''LIE'' today", "said: ⟨LIE | ''LIE⟩ today"},
		{"TeX, and in the next block a pair of its own", "said: ``LIE | ``LIE'' and more'' today", "said: ⟨LIE | ⟨LIE⟩ and more⟩ today"},
		{"TeX, closed in its own block", "said: ``LIE'' | the A''s", "said: ⟨LIE⟩ | the A''s"},
		{"apostrophes are not joined", "'Tis the leaders' plan. | The boats' crews, and the dogs'.", "'Tis the leaders' plan. | The boats' crews, and the dogs'."},
		{"apostrophes far apart", "It is 'orrible. | So it is. | The crew was the boats.' It went.", "It is 'orrible. | So it is. | The crew was the boats.' It went."},
		{"a possessive in the next block", "‘LIE, | the leaders’ plan", "?LIE, | the leaders’ plan"},
		{"guillemets repeated inside", "« a | « b »", "⟨ a | * b ⟩"},
		{"corner brackets", "「行け | 来い」", "⟨行け | 来い⟩"},
		{"closed before it opens", "a” | “b", "a? | ?b"},
		{"cells", "“LIE | and more” | other “x”", "⟨LIE | and more⟩ | other ⟨x⟩"},
		{"white space before a repeated mark", "“a |   “b”", "⟨a |   *b⟩"},
		{"German", "Er sagte: „Wir zahlen. | Wir gehen. | Wir schweigen.“ Dann ging er.", "Er sagte: ⟨Wir zahlen. | Wir gehen. | Wir schweigen.⟩ Dann ging er."},
		{"German, another quotation behind it", "„Wir zahlen. | Wir gehen“, so „er“ und „sie“.", "⟨Wir zahlen. | Wir gehen⟩, so ⟨er⟩ und ⟨sie⟩."},
		{"German, an inner pair", "„Wir zahlen. | Das ‚Wort‘ gilt.“", "⟨Wir zahlen. | Das ⟨Wort⟩ gilt.⟩"},
		{"guillemets the other way", "»Wir zahlen. | Wir gehen.« Dann sagte er: »Nein.«", "⟨Wir zahlen. | Wir gehen.⟩ Dann sagte er: ⟨Nein.⟩"},
		{"a low mark alone, then a pair", "Er sagte: „Wir zahlen. | “We go,” he said.", "Er sagte: ?Wir zahlen. | ⟨We go,⟩ he said."},
		{"a low mark alone, then a pair inside words", "„Wir zahlen. | 他说“投降”。", "?Wir zahlen. | 他说⟨投降⟩。"},
		{"French, a comma behind it", "« Nous partons. | Nous payons. », dit-il.", "⟨ Nous partons. | Nous payons. ⟩, dit-il."},
		{"French, glued to a word", "« Nous partons. | Nous payons.\u00A0»dit-il.", "⟨ Nous partons. | Nous payons.\u00A0⟩dit-il."},
		{"French, the closing mark repeated", "« Nous partons. | » Nous payons. | » Nous restons. » Il part.", "⟨ Nous partons. | * Nous payons. | * Nous restons. ⟩ Il part."},
		{"Spanish, the closing mark repeated", "«Nos vamos. | »Pagamos.» Dijo.", "⟨Nos vamos. | *Pagamos.⟩ Dijo."},
		{"French, the closing mark stands alone", "« Nous partons. | »", "⟨ Nous partons. | ⟩"},
		{"Finnish", "»Me maksamme. | Me menemme.» Hän lähti.", "⟨Me maksamme. | Me menemme.⟩ Hän lähti."},
		{"straight, a comma behind the stop", `"LIE. | And more.", he said.`, "⟨LIE. | And more.⟩, he said."},
		{"straight, a Korean particle", `그는 "합의. | 합의"라고 말했다`, "그는 ⟨합의. | 합의⟩라고 말했다"},
		{"straight and alone, then a pair inside words", `"行け | 彼は"行け"と`, "?行け | 彼は⟨行け⟩と"},
		{"corner brackets, glued to a word", "「行け。 | 」と言った", "⟨行け。 | ⟩と言った"},
	} {
		blocks := strings.Split(c.in, " | ")
		if got := showOf(blocks); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

// TestFindAcrossShapes: whatever marks enclose words, they are a pair over
// blocks, too, wherever the closing one stands in its sentence.
func TestFindAcrossShapes(t *testing.T) {
	for open := range fold.Shape(fold.NumShapes) {
		for shut := range fold.Shape(fold.NumShapes) {
			if !open.ClosedBy(shut) || open.Kind() == fold.Makeshift {
				continue
			}
			for _, behind := range []string{"", " Then he left.", ", he said.", "; and", ")"} {
				for _, between := range [][]string{nil, {"Yes."}} {
					if between != nil && open.Kind() == fold.Apostrophe { // an apostrophe, for all that is known
						continue
					}
					blocks := append(append([]string{"He: " + open.Text() + "We pay."}, between...), "We go."+shut.Text()+behind)
					if marks := FindAcross(blocks, ""); len(marks) != 2 || marks[0].Pair != 1 {
						t.Errorf("%s%s: %s", open.Text(), shut.Text(), showOf(blocks))
					}
				}
			}
		}
	}
}

// TestShapesBegin: no shape begins with a byte that is passed over.
func TestShapesBegin(t *testing.T) {
	for shape := range fold.Shape(fold.NumShapes) {
		if text := shape.Text(); shape != 0 && !mayMark[text[0]] {
			t.Errorf("%s is passed over", text)
		}
	}
}
