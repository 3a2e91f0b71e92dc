package hint

import (
	"os"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// read returns one of the invented texts that package match is tested with.
func read(t *testing.T, name string, o text.Options) *match.Text {
	t.Helper()
	raw, err := os.ReadFile("../match/testdata/texts/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	text, errs := match.NewText(string(raw), o)
	if errs != nil {
		t.Fatal(errs)
	}
	return text
}

func conference(t *testing.T) *match.Text {
	return read(t, "conference", text.Options{Turns: true, Language: "en", Apparatus: []string{"(Applause.)", "(Laughter.)"},
		Speakers: map[string]string{"PRESIDENT HARROW": "Ann Harrow", "PRIME MINISTER ODA": "Ken Oda"}})
}

func TestNearest(t *testing.T) {
	text := conference(t)
	for _, c := range []struct {
		why, words string
		want       match.Verdict
		exact      string
		hint       string
	}{
		{"a negator left out", "We will close the northern route", match.Altered, "We will never close the northern route", `the text says "never", the quotation does not`},
		{"a negator put in", "We will not open two ports", match.Altered, "We will open two ports", `the quotation says "not", the text does not`},
		{"another number", "a non-binding plan of 3.57 percent", match.Altered, "a non-binding plan of 3.75 percent", `number: the text has "3.75", the quotation "3.57"`},
		{"another tense", "We would open two ports", match.Altered, "We will open two ports", `tense or number: the text has "will", the quotation "would"`},
		{"a plural", "expect the talk to go well", match.Altered, "expect the talks to go well", `tense or number: the text has "talks", the quotation "talk"`},
		{"another name", "The ferries are Korea’s and ours", match.Altered, "The ferries are Japan’s and ours", `name: the text has "Japan's", the quotation "Korea's"`},
		{"case", "the Pilots’ union supports us", match.Altered, "The pilots’ union supports us", `case: the text has "pilots", the quotation "Pilots"`},
		{"a look-alike", "We will \u043Epen two ports", match.Altered, "We will open two ports", "U+043E CYRILLIC SMALL LETTER O where the text has U+006F LATIN SMALL LETTER O"},
		{"a part of a word", "binding plan of 3.75 percent", match.Altered, "non-binding plan of 3.75 percent", `"binding" is a part of "non-binding"`},
		{"pieces in another order", "never close the northern route … Good morning", match.Altered, "", "the pieces are in another order in the text"},
		{"pieces in two turns", "Good morning … Thank you", match.Altered, "", "the pieces are not in one turn or section of the text"},
		{"an omission that hides", "We will … close the northern route", match.Altered, "", `the omission leaves out "never"`},
		{"a piece that is not there", "We will never close … the southern gate", match.Altered, "", `the piece "the southern gate" is not in the text`},
		{"a hyphen", "like, if possible, to resign the treaty", match.Altered, "like, if possible, to re-sign the treaty", `a hyphen: the text has "re-sign", the quotation "resign"`},
		{"nothing near", "The moon is made of green cheese", match.Missing, "", ""},
		{"a corrected slip", "She received the letter", match.Altered, "She recieved the letter", ""},
	} {
		q := match.Quote{Words: c.words, AnySpeaker: true}
		verdict, near := Explain(text, q, text.Match(q))
		if verdict != c.want {
			t.Errorf("%s: %v %+v", c.why, verdict, near)
			continue
		}
		if c.exact != "" && (near == nil || text.Raw()[near.Start:near.End] != c.exact) {
			t.Errorf("%s: nearest %q", c.why, text.Raw()[near.Start:near.End])
		}
		if c.hint != "" && (near == nil || !slices.Contains(near.Hints, c.hint)) {
			t.Errorf("%s: %+v", c.why, near)
		}
	}
}

// Whose words they are, and where they stand, is said where it was claimed
// otherwise.
// What hints say is true: of each the contrary was said once.
func TestHintsAreTrue(t *testing.T) {
	const raw = "He sat down in our Trap.” Then they sang.\n\nCongress shall make no law respecting religion, or of the press. Come in, said she for ever, and the up-and-up went. We can go in 20 boats, for 5 dollars, and thee: I ask."
	text, _ := match.NewText(raw, text.Options{Language: "en"})
	for _, c := range []struct {
		words string
		want  []string // all of them
		never []string
	}{
		{"They sat down in our Trap.", []string{`another word: the text has "He", the quotation "They"`}, nil},
		{"Congress shall make no law … respecting religion", []string{"nothing is left out at the dots"}, []string{"is not in the text"}},
		{"We're going to go in 20 boats", nil, []string{"name:"}},
		{"come in, said she for never", nil, []string{"tense", "Come"}},
		{"Come in, said he for ever", []string{`another word: the text has "she", the quotation "he"`}, nil},
		{"and the up and up went", []string{`a space, a hyphen or a mark: the text has "up-and-up", the quotation "up and up"`}, nil},
		{"said she forever, and the up-and-up went", []string{`a space, a hyphen or a mark: the text has "for ever", the quotation "forever"`}, nil},
		{"We can go in the big boats", []string{`the text has "20", the quotation "the big"`}, []string{"number:"}},
		{"We can go in 20 boats, for 6 dollars", []string{`number: the text has "5", the quotation "6"`}, nil},
		{"We can gladly go in 20 boats", []string{`the quotation has "gladly", the text does not`}, nil},
	} {
		q := match.Quote{Words: c.words, AnySpeaker: true}
		verdict, near := Explain(text, q, text.Match(q))
		if verdict != match.Altered || near == nil {
			t.Errorf("%s: %v", c.words, verdict)
			continue
		}
		all := strings.Join(near.Hints, "; ")
		if len(near.Hints) == 0 || near.Kind == "" {
			t.Errorf("%s: no hint", c.words)
		}
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s: %s, want %s", c.words, all, want)
			}
		}
		for _, never := range c.never {
			if strings.Contains(all, never) {
				t.Errorf("%s: untrue: %s", c.words, all)
			}
		}
	}
}

// At is what an author looks for: the words that differ.
func TestExplainAt(t *testing.T) {
	text := conference(t)
	for words, want := range map[string]string{
		"We will close the northern route":                    "will close",
		"We will not open two ports":                          "not",
		"a non-binding plan of 3.57 percent":                  "3.57",
		"Das ist so":                                          "",
		"We will *never* clothe the northern route":           "clothe",
		"the pilots’ union supports him":                      "him",
		"We will never close … the southern gate":             "southern gate",
		"We will never, ever close the northern route at all": ", ever",
	} {
		q := match.Quote{Words: words, AnySpeaker: true, Markdown: true}
		_, near := Explain(text, q, text.Match(q))
		if near == nil {
			if want != "" {
				t.Errorf("%s: nothing near", words)
			}
			continue
		}
		if got := words[near.At.Start:near.At.End]; got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

func TestExplainPlace(t *testing.T) {
	article := read(t, "article", text.Options{Language: "en", Attributions: []text.Attribution{
		{Speaker: "Ann Harrow", Words: "a turning point for the lakes"}, {Speaker: "Ann Harrow", Words: "We will never close it"}}})
	for _, c := range []struct {
		quote match.Quote
		want  match.Verdict
		hint  string
	}{
		{match.Quote{Words: "a turning point for the lakes", Speaker: ""}, match.WrongSpeaker, "these are Ann Harrow’s words"},
		{match.Quote{Words: "promised to keep the route open", Speaker: "Ann Harrow"}, match.WrongSpeaker, "these are the document’s own words"},
		{match.Quote{Words: "She called the meeting ‘a turning point for the lakes’", Speaker: "Ann Harrow"}, match.WrongSpeaker, "these are the document’s own words"},
		{match.Quote{Words: "We will never close it", Speaker: "Ken Oda"}, match.WrongSpeaker, "these are Ann Harrow’s words"},
		{match.Quote{Words: "promised to keep the route open", Paragraph: "p3"}, match.Altered, "the words stand in paragraph 2, not in 3"},
		{match.Quote{Words: "promised to keep the route open", Paragraph: "x"}, match.Altered, `the text has no paragraph "x"`},
		{match.Quote{Words: "promised to keep the route open", Prefix: "never"}, match.Altered, "the words stand in the text, but not between the prefix and suffix given"},
	} {
		verdict, near := Explain(article, c.quote, article.Match(c.quote))
		if verdict != c.want || near == nil || !slices.Contains(near.Hints, c.hint) {
			t.Errorf("%+v: %v %+v, want %v %s", c.quote, verdict, near, c.want, c.hint)
		}
	}
}

// Nothing here makes anything pass, or takes a verdict away.
func TestExplainKeepsVerdicts(t *testing.T) {
	spoken := conference(t)
	for _, verdict := range []match.Verdict{match.Verbatim, match.WrongSpeaker, match.Ambiguous, match.Altered, match.Missing} {
		for _, words := range []string{"We will never close the northern route", "We will close the northern route", "the moon"} {
			r := match.Result{Verdict: verdict}
			if verdict == match.WrongSpeaker {
				r.Passages = make([]text.Passage, 1)
			}
			got, _ := Explain(spoken, match.Quote{Words: words}, r)
			if got != verdict && !(verdict == match.Missing && got == match.Altered) {
				t.Errorf("%q: %v becomes %v", words, verdict, got)
			}
		}
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ text, quote, want string }{
		{"We will never close it.", "We will close it.", "=We will|-never|=close it."},
		{"a b c", "a x c", "=a|-b|+x|=c"},
		{"a b", "a b", "=a b"},
		{"", "a", "+a"},
		{"free, fair trade", "free and fair trade", "=free|-,|+and|=fair trade"},
		{"3.75 percent", "3.57 percent", "-3.75|+3.57|=percent"},
	} {
		var parts []string
		for _, e := range diff(c.text, c.quote) {
			parts = append(parts, map[Op]string{Equal: "=", Delete: "-", Insert: "+"}[e.Op]+e.Words)
		}
		if got := strings.Join(parts, "|"); got != c.want {
			t.Errorf("%q → %q: %s, want %s", c.text, c.quote, got, c.want)
		}
	}
}

// An editor's brackets that no rule came to are explained all the same.
func TestBracketsThatStandForNothing(t *testing.T) {
	text, _ := match.NewText("We met on Monday. The talks (see note 4) went well and he left.", text.Options{Language: "en"})
	for words, want := range map[string]string{
		"[Yesterday] we met on Monday":           `the brackets in "[Yesterday]" stand for no words of the text: what is not the source’s belongs outside the marks`,
		"The talks [citation omitted] went well": `the brackets in "[citation omitted]" stand for "(see note 4)" of the text, and may not`,
		"We met on Monday [evening]":             "brackets that hide nothing may only explain a word such as he or this, directly behind it",
	} {
		q := match.Quote{Words: words, AnySpeaker: true}
		if verdict, near := Explain(text, q, text.Match(q)); verdict != match.Altered || !slices.Contains(near.Hints, want) {
			t.Errorf("%s: %s %+v", words, verdict, near)
		}
	}
}

// One word changed in a long quotation is found wherever it stands.
func TestNearestToALongQuotation(t *testing.T) {
	for _, n := range []int{100, 1500, 6000} {
		var all []string
		for i := range n + 400 {
			all = append(all, word(i))
		}
		text, _ := match.NewText(strings.Join(all, " "), text.Options{})
		for _, at := range []int{5, n / 2, n - 5} {
			words := slices.Clone(all[200 : 200+n])
			want := words[at]
			words[at] = "zebra"
			q := match.Quote{Words: strings.Join(words, " "), AnySpeaker: true}
			verdict, near := Explain(text, q, text.Match(q))
			if verdict != match.Altered || !slices.Equal(near.Hints, []string{`another word: the text has "` + want + `", the quotation "zebra"`}) {
				t.Errorf("word %d of %d: %s %+v", at, n, verdict, near.Hints)
			}
			if got := strings.Fields(text.Raw()[near.Start:near.End]); len(got) != n {
				t.Errorf("word %d of %d: the nearest passage has %d words", at, n, len(got))
			}
		}
	}
}
