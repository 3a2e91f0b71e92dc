package match

import (
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/text"
)

func TestSpeakers(t *testing.T) {
	text := conferenceText()
	for _, c := range []struct {
		why, words, speaker string
		want                Verdict
	}{
		{"his own words", "We will never close the northern route", "Ann Harrow", Verbatim},
		{"the label as printed is not the speaker's name", "We will never close the northern route", "PRESIDENT HARROW", WrongSpeaker},
		{"case and space of a name aside", "We will never close the northern route", " ann  harrow ", Verbatim},
		{"a part of a name is not the name", "We will never close the northern route", "Harrow", WrongSpeaker},
		{"somebody else's words", "We agreed on a non-binding plan", "Ann Harrow", WrongSpeaker},
		{"a second paragraph of the same turn", "We will open two ports.", "Ken Oda", Verbatim},
		{"over two paragraphs of a turn", "re-sign the treaty. We will open two ports", "Ken Oda", Verbatim},
		{"a question is the asker's, and his label is nobody's", "Will you close the route?", "", Verbatim},
		{"and not the answerer's", "Will you close the route?", "Ann Harrow", WrongSpeaker},
		{"a line's turn inside a block", "We will not close it.", "Ann Harrow", Verbatim},
		{"a label is not quotable", "PRESIDENT HARROW: No.", "Ann Harrow", Missing},
		{"nor a part of it", "limit? PRESIDENT HARROW: No", "Q", Missing},
		{"over a label", "6' 2\" limit? No. We will not", "Q", Missing},
		{"an omission over a turn", "Good morning. … We will open two ports", "Ann Harrow", Missing},
		{"the preamble is the document's own", "Summit of the Lakes", "", Verbatim},
		{"and nobody's", "Summit of the Lakes", "Ann Harrow", WrongSpeaker},
		{"speech is not the document's own", "We will open two ports", "", WrongSpeaker},
		{"the same words twice, by different speakers", "The ferries are", "Ken Oda", Verbatim},
		{"twice in one speaker's turns", "Thank you.", "Ken Oda", Ambiguous},
		{"by first letter in his own turn before exactly in another's", "the ferries?", "", Verbatim},
		{"a stage direction that is listed may be left out", "Good morning. We will never", "Ann Harrow", Verbatim},
		{"one that is not listed is text", "Thank you. We agreed", "Ken Oda", Verbatim},
	} {
		if got := text.Match(Quote{Words: c.words, Speaker: c.speaker}); got.Verdict != c.want {
			t.Errorf("%s: %q by %q: %v, want %v %v", c.why, c.words, c.speaker, got.Verdict, c.want, got.Passages)
		}
	}
}

func TestFirstLetterInOwnTurnComesFirst(t *testing.T) {
	text, _ := NewText("ODA: The port is open.\n\nHARROW: I say the port is open.", text.Options{Turns: true})
	r := text.Match(Quote{Words: "the port is open", Speaker: "ODA"})
	if r.Verdict != Verbatim || r.Passages[0].Speaker != "ODA" {
		t.Errorf("%+v", r)
	}
	r = text.Match(Quote{Words: "the port is open", Speaker: "ABE"})
	if r.Verdict != WrongSpeaker || r.Passages[0].Speaker != "HARROW" {
		t.Errorf("%+v", r)
	}
}

func TestArticle(t *testing.T) {
	text := articleText()
	for _, c := range []struct {
		why, words, speaker string
		want                Verdict
	}{
		{"attributed words", "a turning point for the lakes", "Ann Harrow", Verbatim},
		{"a part of them", "turning point for the lakes", "Ann Harrow", Verbatim},
		{"attributed words as the document's own", "a turning point for the lakes", "", WrongSpeaker},
		{"the document's own words", "promised to keep the route open", "", Verbatim},
		{"the document's own words as hers", "promised to keep the route open", "Ann Harrow", WrongSpeaker},
		{"the document's words with the quotation inside", "She called the meeting ‘a turning point for the lakes’", "", Verbatim},
		{"the same as hers", "She called the meeting ‘a turning point for the lakes’", "Ann Harrow", WrongSpeaker},
		{"words that stand in both: the document's", "a turning point for", "", Verbatim},
		{"words that stand in both: hers", "a turning point for", "Ann Harrow", Verbatim},
		{"two of her quotations at once part the marks between", "We will never close it … and we will never charge", "Ann Harrow", Missing},
		{"his words", "The plan is good", "Ken Oda", Verbatim},
		{"his, with the text's dots set otherwise", "The plan is good ... but it is a plan", "Ken Oda", Verbatim},
		{"hers as his", "We will never close it", "Ken Oda", WrongSpeaker},
		{"words in marks that nobody is said to have spoken", "ferry tax", "", WrongSpeaker},
		{"the same with its marks", "‘ferry tax’", "", Verbatim},
		{"nested single marks with a possessive", "‘The leaders’ plan is thin,’ wrote", "", Verbatim},
	} {
		got := text.Match(Quote{Words: c.words, Speaker: c.speaker})
		if got.Verdict != c.want {
			t.Errorf("%s: %v, want %v %v", c.why, got.Verdict, c.want, got.Passages)
		}
	}
}

func TestAttributionErrors(t *testing.T) {
	_, errs := NewText(article, text.Options{Attributions: []text.Attribution{
		{Speaker: "Ann Harrow", Words: "a turning point for the seas"},
		{Speaker: "Ann Harrow", Words: "a turning point for"},
		{Speaker: "Ann Harrow", Words: "promised to keep the route open"},
		{Speaker: "Ann Harrow", Words: "ferry tax"},
		{Speaker: "Ann Harrow", Words: "…"},
	}})
	want := []AttributionError{{0, "not found"}, {1, "found twice"}, {2, "not inside quotation marks"}, {4, "not found"}}
	if !slices.Equal(errs, want) {
		t.Errorf("%v", errs)
	}
	text, errs := NewText("“We go.\n\n“They stay,” she said.", text.Options{Attributions: []text.Attribution{{Speaker: "X", Words: "We go"}, {Speaker: "X", Words: "They stay"}}})
	if errs != nil {
		t.Errorf("a quotation of two paragraphs: %v", errs)
	}
	if r := text.Match(Quote{Words: "We go", Speaker: "X"}); r.Verdict != Verbatim {
		t.Errorf("%v", r)
	}
}

func TestAmbiguity(t *testing.T) {
	agreed := communiqueText()
	words := "our commitment to free, fair and reciprocal trade"
	r := agreed.Match(Quote{Words: words})
	if r.Verdict != Ambiguous || len(r.Passages) != 2 {
		t.Fatalf("%+v", r)
	}
	for _, c := range []struct {
		why  string
		q    Quote
		want Verdict
		para string
	}{
		{"the printed number decides", Quote{Words: words, Paragraph: "5"}, Verbatim, "5"},
		{"the other one", Quote{Words: words, Paragraph: "p1"}, Verbatim, "1"},
		{"a prefix decides nothing where both have it", Quote{Words: words, Prefix: "We reaffirm "}, Ambiguous, ""},
		{"a suffix decides", Quote{Words: words, Suffix: " in services"}, Verbatim, "5"},
		{"a note between is not the suffix", Quote{Words: words, Suffix: ". We oppose"}, Missing, ""},
		{"a paragraph without the words", Quote{Words: words, Paragraph: "2"}, Missing, ""},
		{"a paragraph that is not there", Quote{Words: words, Paragraph: "77"}, Missing, ""},
		{"a lettered one", Quote{Words: "publish the minutes", Paragraph: "b"}, Verbatim, "b"},
		{"a printed number comes before a count", Quote{Words: "The ministers met", Paragraph: "p3"}, Missing, ""},
		{"by count where nothing is printed", Quote{Words: "The ministers met", Paragraph: ""}, Verbatim, "3"},
		{"a count does not name a numbered paragraph", Quote{Words: "publish the minutes", Paragraph: "9"}, Missing, ""},
		{"a number quoted", Quote{Words: "5. We reaffirm our commitment"}, Verbatim, "5"},
	} {
		r := agreed.Match(c.q)
		if r.Verdict != c.want {
			t.Errorf("%s: %v %v", c.why, r.Verdict, r.Passages)
			continue
		}
		if c.para != "" {
			name := r.Passages[0].Label
			if name == "" {
				name = "3"
			}
			if name != c.para {
				t.Errorf("%s: paragraph %s", c.why, name)
			}
		}
	}
	many, _ := NewText("We act and we act and we act.", text.Options{})
	if r := many.Match(Quote{Words: "we act"}); r.Verdict != Verbatim || r.Passages[0].Start != 11 {
		t.Errorf("places of one speaker in one paragraph are one, and what stands literally comes first: %+v", r)
	}
}

func TestJapanese(t *testing.T) {
	text := japaneseText()
	for _, c := range []struct {
		why, words, paragraph string
		want                  Verdict
	}{
		{"a cut", "自由で開かれた航路を維持する", "", Verbatim},
		{"a full stop added", "自由で開かれた航路を維持する。", "", Verbatim},
		{"half-width figures", "2025年までに関税", "", Verbatim},
		{"a line break inside", "強固な同盟を称賛した", "", Verbatim},
		{"marks of another kind", "総理は『航路は閉鎖しない』と述べ", "", Verbatim},
		{"by the printed numeral", "拉致問題の早期解決", "一", Verbatim},
		{"a negation left out", "武力行使を…認め…ことも確認", "", Missing},
		{"the negation cut off", "「航路は閉鎖し", "", Missing},
		{"a name after a middle dot", "ハロー大統領", "", Verbatim},
		{"a figure out of a decimal", "料金は３", "", Missing},
		{"other kanji", "自由で閉かれた航路を維持する", "", Missing},
		{"percent in full width", "3.75%上がる", "", Verbatim},
	} {
		r := text.Match(Quote{Words: c.words, Paragraph: c.paragraph})
		if r.Verdict != c.want {
			t.Errorf("%s: %v", c.why, r)
		}
	}
}

func warningCodes(r Result) string {
	var codes []string
	for _, w := range r.Warnings {
		codes = append(codes, w.Code)
	}
	return strings.Join(codes, " ")
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct{ why, text, quote, want string }{
		{"a negator before", "We will never close the port.", "close the port", "edge-negator"},
		{"a phrase before", "We will under no circumstances close it now.", "close it now", "edge-negator"},
		{"a negator after", "They trust us not for nothing but for love.", "They trust us", "edge-negator"},
		{"a condition before", "We act only if they go home.", "they go home", "edge-condition"},
		{"a condition after", "We will close it unless they pay.", "We will close it", "edge-condition"},
		{"a question", "Will they go home? Who knows.", "they go home", "edge-question"},
		{"a sentence with a negator left out", "We met in May. Nobody came. We left in June.", "We met in May. … We left in June", "gap-negator"},
		{"a caution left out", "We met in May. They came before noon. We left in June.", "We met in May. … We left in June", "gap-caution"},
		{"a long omission", "We met in May. " + strings.Repeat("All was calm in the port. ", 20) + "We left in June.", "We met in May. … We left in June", "long-omission"},
		{"a run of one script cut", "日本国民の声を聞く。", "国民の声を聞く", "cut-run"},
		{"an invisible character in the quotation", "We met in May.", "We\u200B met", "invisible"},
		{"a stop that makes a part look whole", "We met in May and left the port.", "We met in May.", "looks-whole"},
		{"nothing to warn of", "We met in May. Nobody came.", "We met in May", ""},
		{"another sentence's negator", "It is not. We met in May.", "We met in May", ""},
	} {
		text, _ := NewText(c.text, text.Options{})
		r := text.Match(Quote{Words: c.quote, AnySpeaker: true})
		if c.why == "a long omission" {
			if !strings.Contains(warningCodes(r), c.want) && r.Verdict != Ambiguous {
				t.Errorf("%s: %v", c.why, r)
			}
			continue
		}
		if got := warningCodes(r); got != c.want || r.Verdict != Verbatim {
			t.Errorf("%s: %v %q, want %q", c.why, r.Verdict, got, c.want)
		}
	}
}

// What stands in more paragraphs than are listed is ambiguous, and what a
// paragraph repeats is one place, however often it is; a list that is not whole
// proves nothing of the place that a speaker's name would leave.
func TestEverywhere(t *testing.T) {
	for _, n := range []int{3, maxFits, maxFits + 1, 4000, 400_000} {
		for part, want := range map[string]Verdict{"they keep their word and ": Verbatim, "they keep their word.\n\n": Ambiguous} {
			everywhere, _ := NewText(strings.Repeat(part, n), text.Options{Language: "en"})
			for _, words := range []string{"word", "keep their word"} {
				if r := everywhere.Match(Quote{Words: words, AnySpeaker: true}); r.Verdict != want || len(r.Passages) > maxFits {
					t.Errorf("%q in %d of %q: %s, %d places (%s)", words, n, part, r.Verdict, len(r.Passages), r.Reason)
				}
			}
		}
		beside, _ := NewText(strings.Repeat("they keep their word and ", n)+"\n\nI gave you my word.", text.Options{Language: "en"})
		if r := beside.Match(Quote{Words: "word", AnySpeaker: true}); r.Verdict == Verbatim {
			t.Errorf("%d and one more: %s", n, r.Verdict)
		}
	}
	for n, want := range map[int]Verdict{maxFits / 2: Verbatim, 2 * maxFits: Missing} {
		turns, _ := NewText("ANN: "+strings.Repeat("they keep their word and ", n)+"\n\nBEN: I gave my word to you.", text.Options{Language: "en", Speakers: map[string]string{"ANN": "Ann", "BEN": "Ben"}})
		if r := turns.Match(Quote{Words: "word", Speaker: "Ben"}); r.Verdict != want {
			t.Errorf("beside %d of another's: %s, want %s (%s)", n, r.Verdict, want, r.Reason)
		}
	}
}
