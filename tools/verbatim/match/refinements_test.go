package match

import (
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// What honest editors copy, cut and fit in, and its false neighbour: each kind from
// both sides.
func TestRefinements(t *testing.T) {
	for _, c := range []struct {
		why, language, text, quote string
		holds                      bool
	}{
		{"an abbreviation before a figure negates nothing", "en", "Resolution No. 2375 was adopted.", "Resolution", true},
		{"but a negator behind an auxiliary does", "en", "We did not adopt it.", "We did", false},
		{"a text's emphasis is copied with its signs", "en", "you _must_ go", "_must_ go", true},
		{"signs that the text lacks are other letters", "en", "you must go", "_must_ go", false},
		{"a note mark stands between two sentences", "en", "We won.[1] Trade is good.[2] We ate.", "We won. … We ate.", true},
		{"so does a figure that is set high", "en", "We won.¹ Trade is good.² We ate.", "We won. … We ate.", true},
		{"a note mark ends no sentence by itself", "en", "We won[1] nothing. We ate well.", "We won … We ate well.", false},
		{"a stage direction stands between two sentences", "en", "We won. [Laughter] Trade is good.", "We won. … Trade is good.", true},
		{"brackets in a sentence do not", "en", "We won (they say) Trade is good.", "We … Trade is good.", false},
		{"a stop where the text calls out", "en", "We won! They lost.", "We won.", true},
		{"none where it asks", "en", "We won? They lost.", "We won.", false},
		{"a word of one letter changes its case in brackets", "en", "Last year, a carrier left the port.", "[A] carrier left the port.", true},
		{"and becomes no other letter", "en", "Last year, a carrier left the port.", "[I] carrier left the port.", false},
		{"a gap before a comma that is kept", "en", "We sang, they danced, and we slept.", "We sang …, and we slept.", true},
		{"a gap in the middle of that clause", "en", "We sang, they danced well, and we slept.", "We sang … well, and we slept.", false},
		{"there points at nothing before is", "en", "It was cold. We slept. There are ten boats.", "It was cold. … There are ten boats.", true},
		{"elsewhere it points at what was left out", "en", "It was cold. We saw Alder. There he sang.", "It was cold. … There he sang.", false},
		{"a name in the genitive for his", "en", "Oda came. His boat sank.", "[Oda's] boat sank.", true},
		{"the genitive of a name that is not known", "en", "Oda came. His boat sank.", "[Kim's] boat sank.", false},
		{"the poplar that the text calls a poplar", "en", "I planted a poplar. I cut it down.", "I cut it [the poplar] down.", true},
		{"a poplar that the text lacks", "en", "I planted an oak. I cut it down.", "I cut it [the poplar] down.", false},
		{"dots, then the stop", "en", "The case goes to an arbitrator, who is a citizen of neither Party.", "The case goes to an arbitrator … .", true},
		{"the stop without the dots", "en", "The case goes to an arbitrator, who is a citizen of neither Party.", "The case goes to an arbitrator.", false},
		{"dots that take the stop in", "en", "The sea was calm in the bay. Ten men slept.", "The sea was calm …. Ten men slept.", true},
		{"a cut inner quotation closes with French spaces", "fr", "« Je rentre ce soir, a-t-elle dit. Nous partons. »", "« Je rentre ce soir »", true},
		{"but does not open with them", "fr", "Je rentre ce soir, a-t-elle dit.", "« Je rentre ce soir »", false},
		{"a speaker's dash begins a sentence", "en", "Do not go. — They are ten, and all of them sing.", "All of them sing.", true},
		{"a dash within one does not", "en", "They do not go — they are ten, and all of them sing.", "All of them sing.", false},

		{"a participle at a gap's end", "en", "I support those fighting the fire.", "I support … the fire.", false},
		{"to and its verb at a gap's end", "en", "The parties, desiring to end the war between them, met.", "The parties, desiring … the war between them, met.", false},
		{"a preposition at a gap's end", "en", "We destroyed a bunker near Alder.", "We destroyed … Alder.", false},
		{"a phrase at a gap's end is none", "en", "We destroyed an old bunker of theirs, and Alder burned.", "We destroyed …, and Alder burned.", true},
		{"a name grafted on an unfinished sentence", "en", "I love peace on earth. Oda was bad.", "I love … Oda", false},
		{"a sentence behind a finished one", "en", "I love peace on earth. It is late. Oda was bad.", "I love peace on earth. … Oda was bad.", true},
		{"a day is nobody", "en", "We signed the pact on Monday in the hall.", "We signed the pact … in the hall.", true},
		{"nor is a date", "en", "The rules took effect on March 23 for most towns.", "The rules took effect … for most towns.", true},
		{"but April may be somebody", "en", "We signed the pact with April in the hall.", "We signed the pact … in the hall.", false},
		{"one speaker is not many", "en", "I lied to Oda.", "[They] lied to Oda.", false},
		{"words behind a mark that nothing closes", "en", "Kim said, “We are ready.\n\n“We will sail.\n\nHe left.", "We will sail.", true}, // nobody's; see TestNobodysWords
		{"a figure set high behind a number is an exponent", "en", "We own ten² men.", "ten men", false},
		{"nor is it a note behind a unit", "en", "We own five hundred acres² there.", "five hundred acres there", false},
		{"a fraction's numerator by itself", "ja", "３分の２が賛成した。", "２が賛成した。", false},
		{"a number cut at its middle dot", "ja", "３・５％増えた。", "５％増えた。", false},
		{"a sign in kana", "ja", "マイナス五％だった。", "五％だった。", false},
		{"a hundredth's number by itself", "zh", "他们付了百分之五十。", "五十。", false},
		{"a decimal in Thai figures", "th", "๕.๕ ล้านคน", "๕ ล้านคน", false},
		{"a minus with spaces", "de", "Es waren − 5 Grad.", "5 Grad.", false},
		{"a wish cut in two", "ja", "首相は大統領を殺したい。", "首相は大統領を殺した", false},
		{"a verb that is suffered", "ja", "首相は殴られた。", "首相は殴", false},
		{"a verb that is denied", "ja", "首相は戦わず帰る。", "首相は戦", false},
		{"a gap that keeps another word's ending", "ja", "首相は大統領に襲撃された。", "首相は大統領に襲撃……た。", false},
		{"a gap that hides a condition", "ja", "日本も勝てば条約を結ぶ。", "日本も……条約を結ぶ。", false},
		{"a gap that hides who suffers", "zh", "总统被总理杀死。", "总统……杀死。", false},
		{"anaphora in Chinese", "zh", "我见了安倍。金来了。他是罪犯。", "我见了安倍。……他是罪犯。", false},
		{"anaphora in Thai", "th", "ผมพบอาเบะ คิมมา เขาเป็นโจร", "ผมพบอาเบะ…เขาเป็นโจร", false},
		{"a prefix behind a middle dot", "ja", "首相はノン・フィクションを語った。", "フィクションを語った。", false},
		{"Turkish letters", "tr", "Ilımlı geldi.", "ilımlı geldi.", false},
		{"a lead in a list with signs", "en", "Things we never do:\n\n- burn it\n\n- sell it now", "Sell it now", false},
		{"a longer Korean text is Korean", "ko", "마을 의회는 화요일 찬성 열일곱 표로 야간 나룻배를 유지하기로 결정했다. 이 항구를 갈라놓았던 다툼이 끝났다. 나룻배는 해마다 적자를 낸다. 관리소는 요금을 올렸다. 항구 공사는 봄에 시작된다. 어부들은 새 부두를 바란다. 학교는 배로 통학하는 학생을 센다. 새 계약은 일월 일일부터 효력을 가진다. 마을은 이 결정을 환영했다.", "나룻배는 해마다 적자를 낸다. … 새 계약은 일월 일일부터 효력을 가진다.", true},
	} {
		held, _ := NewText(c.text, text.Options{Language: c.language})
		q := Quote{Words: c.quote, AnySpeaker: true}
		r := held.Match(q)
		if (r.Verdict == Verbatim) != c.holds {
			t.Errorf("%s: %q in %q: %v %q %q", c.why, c.quote, c.text, r.Verdict, r.Reason, r.Refused)
		}
		if found := held.match(q); (found.Verdict == Verbatim) != (r.Verdict == Verbatim) {
			t.Errorf("%s: the search finds what replay refuses: %q", c.why, r.Reason)
		}
	}
}

// Words of a label that adds more than titles to a name are nobody's.
func TestTitledLabels(t *testing.T) {
	names := map[string][]string{"abe": {"Shinzo Abe", "安倍晋三"}, "moon": {"문재인"}, "kim": {"Mr. Kim"}}
	for label, person := range map[string]string{"安倍総理": "abe", "安倍内閣総理大臣": "abe", "国務大臣（安倍晋三君）": "abe", "문재인 대통령": "moon", "Mr. KIM of Ohio": "kim"} {
		if held, _ := NewText(label+": 行く。", text.Options{Language: "ja", Speakers: map[string]string{label: person}, Names: names}); held.Units()[0].Nobodys {
			t.Errorf("%s is not %s", label, person)
		}
	}
	for label, person := range map[string]string{"安倍昭恵": "abe", "安倍批判者": "abe", "문재인 비판자": "moon", "INTERPRETER FOR ABE": "abe"} {
		if held, _ := NewText(label+": 行く。", text.Options{Language: "ja", Speakers: map[string]string{label: person}, Names: names}); !held.Units()[0].Nobodys {
			t.Errorf("%s is %s", label, person)
		}
	}
}

// A mark that opens a paragraph and nothing closes takes its words from who writes.
func TestNobodysWords(t *testing.T) {
	held, _ := NewText("Kim said, “We are ready.\n\n“We will sail.\n\nHe left.", text.Options{Language: "en"})
	if r := held.Match(Quote{Words: "We will sail."}); r.Verdict != WrongSpeaker {
		t.Errorf("%+v", r)
	}
}

// A page's number, and what else the record calls apparatus, ends neither turn nor
// sentence.
func TestApparatusBlocks(t *testing.T) {
	for _, c := range []struct{ text, apparatus, quote string }{
		{"The end of the page is\n\n12\n\nhere and there.", "12", "The end of the page is here and there."},
		{"The page ends.\n\n[Page 12]\n\nHere we go.", "[Page 12]", "The page ends. Here we go."},
		{"HARROW: We go.\n\n(Applause.)\n\nWe sail at nine.", "(Applause.)", "We sail at nine."},
	} {
		held, _ := NewText(c.text, text.Options{Language: "en", Turns: c.text[0] == 'H', Apparatus: []string{c.apparatus}})
		r := held.Match(Quote{Words: c.quote, AnySpeaker: true})
		if r.Verdict != Verbatim || r.Passages[0].Nobodys {
			t.Errorf("%q: %+v", c.quote, r)
		}
	}
}
