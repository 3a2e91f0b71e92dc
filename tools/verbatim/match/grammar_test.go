package match

import (
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// A row is one sentence of the grammar. want is a class (exact, typographic,
// marked) for what passes, a verdict for what does not; "no" is altered or
// missing.
type row struct {
	why, text, quote, want string
}

// typographicRows has the rules by name. Each has rows that it accepts and rows that
// it refuses, with the reason an editor would give.
var typographicRows = map[string][]row{
	"unicode": {
		{"the same letter, composed and decomposed", "The caf\u00e9 treaty holds.", "cafe\u0301 treaty", "typographic"},
		{"decomposed in the text", "The cafe\u0301 treaty holds.", "caf\u00e9 treaty", "typographic"},
		{"a Latin ligature is two letters", "The of\uFB01ce and the ba\uFB04e.", "office and the baffle", "typographic"},
		{"a ligature in the quotation", "The office holds.", "of\uFB01ce holds", "typographic"},
		{"full-width figures are figures", "関税は２０２５年に下がる。", "2025年に下がる", "typographic"},
		{"half-width katakana are katakana", "フェリーは安い。", "ﾌｪﾘｰは安い", "typographic"},
		{"a voiced half-width mark joins its letter", "ガスと油。", "ｶﾞｽと油", "typographic"},
		{"full-width Latin letters", "ＡＢＣ委員会が決めた。", "ABC委員会が決めた", "typographic"},
		{"Hangul syllables composed from letters", "\u1100\u1161\u11A8 말했다.", "각 말했다", "typographic"},
		{"a compatibility ideograph is its ideograph in NFC", "\uF900国の船。", "豈国の船", "typographic"},
		{"a superscript is not a figure", "The area is 5 m² wide today.", "5 m2 wide", "no"},
		{"a fraction is not three characters", "He owns ½ of the fleet.", "1/2 of the fleet", "no"},
		{"a circled figure is not a figure", "See point ① of the list.", "point 1 of", "no"},
		{"diacritics stay what they are", "The café treaty holds.", "cafe treaty", "no"},
		{"an umlaut is not two letters", "Der Bürger sprach lange.", "Buerger sprach", "no"},
		{"sharp s is not two letters", "Die Straße ist lang.", "Strasse ist", "no"},
		{"æ is a letter, no ligature of typography", "The æon passed quickly.", "aeon passed", "no"},
		{"a trade mark sign is not two letters", "The Alder™ brand grew.", "AlderTM brand", "no"},
	},
	"white-space": {
		{"any run is one space", "free  and\topen waters", "free and open waters", "typographic"},
		{"a line's end is a space", "free and\nopen waters", "free and open waters", "typographic"},
		{"a no-break space is a space", "free and\u00A0open waters", "free and open waters", "typographic"},
		{"several spaces in the quotation", "free and open waters", "free   and open", "typographic"},
		{"Windows line ends", "free and\r\nopen waters", "free and open waters", "typographic"},
		{"white space round the quotation is the author's", "free and open waters", " free and open ", "typographic"},
		{"a paragraph's end inside one section", "We met in May.\n\nWe meet again in June.", "in May. We meet again", "typographic"},
		{"a line break between two CJK characters is none", "強固\nな同盟", "強固な同盟", "typographic"},
		{"an ideographic space is a space", "第一\u3000航路の維持", "第一 航路の維持", "typographic"},
		{"a line break of the quotation between CJK characters", "強固な同盟を称賛", "強固な\n同盟", "typographic"},
		{"a thin space is a space", "10\u2009000 berths were built", "10 000 berths", "typographic"},
		{"a space inside a word", "We have to gether now.", "together now", "no"},
		{"a space left out", "We met to gather now.", "togather", "no"},
		{"a space put into a word", "They stand together now.", "stand to gether", "no"},
		{"a space between CJK characters is not a line break", "強固 な同盟", "強固な同盟", "no"},
	},
	"invisible": {
		{"a soft hyphen in the text shows nothing", "denu\u00ADcleari\u00ADzation goes on", "denuclearization goes on", "typographic"},
		{"a zero-width space in the quotation", "free and open waters", "free\u200B and open", "typographic"},
		{"a byte order mark before the text", "\uFEFFFree waters for all", "Free waters", "exact"},
		{"a word joiner in the text", "the 5\u2060 boats of Alder", "the 5 boats", "typographic"},
		{"a joiner between Latin letters spells nothing", "the boat\u200Cs left", "the boats left", "typographic"},
		{"a joiner that spells, in Persian", "می\u200Cخواهم بروم", "می\u200Cخواهم", "exact"},
		{"dropping a joiner that spells", "می\u200Cخواهم بروم", "میخواهم", "no"},
		{"a bidirectional control in the quotation", "free and open waters", "free \u202Eand open", "no"},
		{"an isolate is one too", "free and open waters", "\u2066free\u2069 and open", "no"},
		{"a mark of direction is one too", "free and open waters", "free\u200F and open", "no"},
		{"a mark of direction in the text is skipped", "free\u200E and open waters", "free and open", "typographic"},
	},
	"look-alikes": {
		{"a Cyrillic a in the quotation", "The alliance stands firm.", "The \u0430lliance stands", "no"},
		{"a Greek omicron", "The port of Omsk is open.", "The p\u03BFrt of", "no"},
		{"a Cyrillic word in the text", "The \u0410lder meeting ended.", "The Alder meeting", "no"},
		{"a prime is not an apostrophe", "The port’s plan", "The port\u2032s plan", "no"},
		{"a grave accent is not an apostrophe", "The port’s plan", "The port`s plan", "no"},
		{"a fullwidth tilde is a wave dash", "東京〜大阪の線", "東京～大阪の線", "typographic"},
	},
	"marks": {
		{"a straight apostrophe for a curly one", "It’s the port’s plan", "It's the port's plan", "typographic"},
		{"a curly apostrophe for a straight one", "It's the port's plan", "It’s the port’s plan", "typographic"},
		{"single marks for double ones", "He called it “a new day” for all.", "He called it ‘a new day’ for all", "typographic"},
		{"straight single marks for curly double ones", "He called it “a new day” for all.", "called it 'a new day' for", "typographic"},
		{"double ones for single ones", "He called it ‘a new day’ for all.", "it “a new day” for", "typographic"},
		{"guillemets with their white space", "Il a dit « un jour neuf » à tous.", "a dit “un jour neuf” à tous", "typographic"},
		{"guillemets in the quotation", "He said “a new day” to all.", "He said «\u00A0a new day\u00A0» to all", "typographic"},
		{"low-high marks", "Er sagte „ein neuer Tag“ zu allen.", "sagte “ein neuer Tag” zu", "typographic"},
		{"corner brackets", "彼は「新しい日」と述べた。", "彼は『新しい日』と述べた", "typographic"},
		{"corner brackets for curly marks", "彼は“新しい日”と述べた。", "彼は「新しい日」と述べた", "typographic"},
		{"a quotation cut inside an inner one may close it", "He said “we will go there” again.", "He said ‘we will go’", "typographic"},
		{"closed after the full stop that was added", "He said “we will go there” again.", "He said ‘we will go.’", "typographic"},
		{"a cut from inside an inner quotation to its end", "He said “we will go there” again.", "we will go there” again", "exact"},
		{"two levels change together", "She wrote: “He said ‘yes’ twice.” Then she left.", "She wrote: ‘He said “yes” twice.’ Then she left", "typographic"},
		{"a pair that vanishes", "He called it “a new day” for all.", "called it a new day for all", "no"},
		{"a pair that the text does not have", "He called it a new day for all.", "called it ‘a new day’ for", "no"},
		{"a pair in another place", "He called it “a new day” for all.", "called it a “new day” for all", "no"},
		{"a contraction's apostrophe dropped", "We don’t know the plan.", "We dont know", "no"},
		{"an apostrophe put in", "Its plan is good for all.", "It's plan is good", "no"},
		{"a possessive's apostrophe dropped", "The leaders’ plan is good.", "The leaders plan is good", "no"},
		{"a possessive's apostrophe moved", "The leaders’ plan is good.", "The leader’s plan is good", "no"},
		{"apostrophes are not a pair", "’Tis the leaders’ plan, they said.", "“Tis the leaders” plan", "no"},
		{"closing an inner quotation where the text has none open", "He said we will go there again.", "He said ‘we will go’", "no"},
		{"an inner quotation closed after it ended", "He said “go” and left the room.", "He said ‘go and left’", "no"},
		{"an unpaired double mark for an apostrophe", "The leaders’ plan is good.", "The leaders” plan", "no"},
	},
	"dashes": {
		{"an em dash without spaces for one with", "the port — and the town — grew", "the port—and the town—grew", "typographic"},
		{"a spaced en dash for an em dash", "the port—and the town—grew", "the port – and the town – grew", "typographic"},
		{"a double hyphen", "the port—and the town", "the port -- and the town", "typographic"},
		{"a double hyphen without spaces", "the port – and the town", "the port--and the town", "typographic"},
		{"a minus sign and a hyphen before a figure", "It fell to −5 degrees.", "fell to -5 degrees", "typographic"},
		{"an en dash and a hyphen between figures", "the years 2017–18 were good", "the years 2017-18 were", "typographic"},
		{"a hyphen between figures in the text", "the years 2017-18 were good", "the years 2017–18 were", "typographic"},
		{"a double dash of Japanese", "航路――自由な海――を守る", "航路—自由な海—を守る", "typographic"},
		{"a non-breaking hyphen is a hyphen", "a non\u2011binding plan", "a non-binding plan", "typographic"},
		{"a hyphen at a line's end, joined", "the mutual recog-\nnition of it", "mutual recognition of", "typographic"},
		{"the same, kept", "a non-\nbinding plan of it", "a non-binding plan", "typographic"},
		{"the same, dropped", "a non-\nbinding plan of it", "a nonbinding plan", "no"},
		{"a hanging hyphen at a line's end", "the pre-\nand post-war years", "the pre- and post-war years", "typographic"},
		{"a hyphen at a line's end of the quotation", "the mutual recognition of it", "mutual recog-\nnition of", "typographic"},
		{"a span of years at a line's end keeps its hyphen", "the years 2017-\n18 were good", "years 2017–18 were", "typographic"},
		{"and is never one number", "the years 2017-\n18 were good", "years 201718 were", "no"},
		{"both broken in the same place", "the mutual recog-\nnition of it", "mutual recog-\nnition of", "exact"},
		{"a hyphen inside a word dropped", "We wish to re-sign the treaty.", "wish to resign the", "no"},
		{"a hyphen put into a word", "We wish to resign the post.", "wish to re-sign the", "no"},
		{"a sign dropped", "It fell to -5 degrees.", "fell to 5 degrees", "no"},
		{"a sign turned", "It rose to +5 degrees.", "rose to -5 degrees", "no"},
		{"a hyphen for a dash", "the port — and the town", "the port-and the town", "no"},
		{"a dash dropped", "the port — and the town", "the port and the town", "no"},
		{"an en dash in a name is a hyphen", "the Harrow–Oda plan of May", "the Harrow-Oda plan", "typographic"},
		{"a comma for a dash", "the port — and the town", "the port, and the town", "no"},
		{"an en dash before a figure, as a minus", "It fell by –5 points.", "fell by — 5 points", "no"},
		{"a hyphen at a line's end hides no other letter", "the mutual recog-\nnition of it", "mutual recogition of", "no"},
	},
	"tokens": {
		{"a whole compound", "a non-binding plan", "non-binding plan", "exact"},
		{"binding out of non-binding", "a non-binding plan", "binding plan", "no"},
		{"non out of non-binding", "it is non-binding", "it is non", "no"},
		{"3 out of 3.75", "a rise of 3.75 percent", "a rise of 3", "no"},
		{"75 out of 3.75", "a rise of 3.75 percent", "75 percent", "no"},
		{"000 out of 10,000", "some 10,000 berths were built", "000 berths", "no"},
		{"10 out of 10,000", "some 10,000 berths were built", "some 10", "no"},
		{"10 out of 10 000", "some 10 000 berths were built", "some 10", "no"},
		{"000 out of 10 000", "some 10 000 berths were built", "000 berths", "no"},
		{"10 before a word", "some 10 boats left", "some 10", "exact"},
		{"5 out of -5", "It fell to -5 degrees.", "5 degrees", "no"},
		{"5 out of 5%", "Trade grew 5% in May.", "Trade grew 5", "no"},
		{"100 out of $100", "It cost $100 million.", "100 million", "no"},
		{"3 out of 3:30", "They met at 3:30 sharp.", "met at 3", "no"},
		{"the President out of the President’s", "the President’s plan held", "the President", "no"},
		{"don out of don’t", "We don’t know.", "We don", "no"},
		{"a part of a word", "They understand it.", "They under", "no"},
		{"the end of a word", "They understand it.", "stand it", "no"},
		{"U out of U.S.", "The U.S. fleet sailed.", "The U", "no"},
		{"led out of U.S.-led", "The U.S.-led plan held.", "led plan", "no"},
		{"U.S. out of U.S.-led", "The U.S.-led plan held.", "The U.S.", "no"},
		{"U.S. out of U.S.’s", "The U.S.’s plan held.", "The U.S.", "no"},
		{"U.S. alone", "The U.S. plan held.", "The U.S.", "exact"},
		{"the leaders out of the leaders’ plan", "The leaders’ plan is good.", "The leaders", "no"},
		{"the words inside single marks", "They said ‘the leaders’ met.", "the leaders", "exact"},
		{"a whole number", "a rise of 3.75 percent", "3.75 percent", "exact"},
		{"no word rule in scripts without spaces", "両首脳は航路の維持を確認した。", "航路の維持", "exact"},
		{"a figure before a character", "2025年までに関税を下げる。", "2025年まで", "exact"},
		{"a figure cut in Japanese too", "料金は３.７５％上がる。", "料金は３", "no"},
		{"a dakuten is not cut off", "か\u3099す灯が点く", "か", "no"},
		{"a combining accent is not cut off", "the x\u0301 value", "the x", "no"},
		{"AT&T is one token", "The AT&T line broke.", "T line broke", "no"},
		{"a year out of a span of years", "in 2017–18 it grew", "in 2017", "no"},
		{"half a fraction", "about 1/2 of it", "about 1", "no"},
	},
	"first-letter": {
		{"a capital made small", "We will act now.", "we will act", "typographic"},
		{"a small letter made a capital", "Today we will act now.", "We will act", "typographic"},
		{"inside an opening mark", "He said “We will act” now.", "‘we will act’ now", "typographic"},
		{"an accented letter", "Été comme hiver, ils naviguent.", "été comme hiver", "typographic"},
		{"any other change of case", "We will act with Oda.", "we will act with oda", "no"},
		{"a word in capitals", "We will ACT now.", "We will act now", "no"},
		{"the second letter", "The UN plan failed.", "the Un plan", "no"},
		{"all in capitals", "We will act now.", "WE WILL ACT", "no"},
		{"the first letter of the second word", "the lake States agreed", "the Lake States", "no"},
	},
	"closing-mark": {
		{"a full stop added", "We will act now, they said.", "We will act now.", "typographic"},
		{"a comma added", "We will act now. They said so.", "We will act now,", "typographic"},
		{"a full stop that is there", "We will act now. They said so.", "We will act now.", "exact"},
		{"a full stop dropped", "We will act now. They said so.", "We will act now", "exact"},
		{"a Japanese full stop added", "航路を守ることを確認した。", "航路を守る。", "typographic"},
		{"a full stop for the comma", "We will act now, they said.", "will act now.", "typographic"},
		{"a whole question takes its mark along", "Will we act now? They asked.", "Will we act now", "no"},
		{"a question mark added", "We will act now, they said.", "We will act now?", "no"},
		{"an exclamation mark added", "We will act now, they said.", "We will act now!", "no"},
		{"a semicolon added", "We will act now, they said.", "We will act now;", "no"},
		{"a colon added", "We will act now, they said.", "We will act now:", "no"},
		{"a full stop for a question mark", "Will we act now? They asked.", "Will we act now.", "no"},
		{"a full stop for an exclamation mark", "Act now! They cried.", "Act now.", "typographic"},
		{"a full stop for a semicolon", "We act now; they wait.", "We act now.", "typographic"},
		{"a comma inside dropped", "We will act, now and later.", "We will act now and later", "no"},
		{"a comma inside added", "We will act now and later.", "We will act, now and", "no"},
		{"a full stop after half a number", "a rise of 3.75 percent", "a rise of 3.", "no"},
		{"two marks added", "We will act now and later.", "We will act now..", "no"},
	},
	"apparatus": {
		{"a note mark dropped", "the plan[4] for the port", "the plan for the port", "typographic"},
		{"a note mark kept", "the plan[4] for the port", "the plan[4] for the port", "exact"},
		{"a superscript dropped", "fair trade.¹ We oppose quotas", "fair trade. We oppose", "typographic"},
		{"a superscript kept", "fair trade.¹ We oppose quotas", "fair trade.¹ We oppose", "exact"},
		{"a superscript at the end", "the treaty¹² and the port", "the treaty", "exact"},
		{"several note marks dropped", "the plan[4][5] for the port[6] and town", "the plan for the port and town", "typographic"},
		{"one kept, one dropped", "the plan[4] for the port[6] and town", "the plan[4] for the port and town", "typographic"},
		{"a paragraph's own number quoted", "Preamble\n\n5. We affirm the treaty.", "5. We affirm", "exact"},
		{"a paragraph's own number left off", "Preamble\n\n5. We affirm the treaty.", "We affirm", "exact"},
		{"a passage over a paragraph's number, with it", "4. We met in May.\n\n5. We affirm the treaty.", "in May. 5. We affirm", "typographic"},
		{"a passage over a number left out", "4. We met in May.\n\n5. We affirm the treaty.", "in May. We affirm", "no"},
		{"an exponent is no note", "an area of 5 km² in all", "5 km in all", "no"},
		{"an exponent behind a figure", "some 10² boats left", "some 10 boats", "no"},
		{"other brackets dropped", "the plan [for now] of the port", "the plan of the port", "no"},
		{"parentheses dropped", "the plan (of May) for the port", "the plan for the port", "no"},
		{"a note behind a space", "there were [4] boats in port", "there were boats in port", "typographic"},
		{"a note mark put in", "the plan for the port", "the plan[4] for the port", "no"},
		{"a stage direction is text", "We met. (Applause.) We agreed.", "We met. We agreed.", "no"},
		{"a stage direction quoted", "We met. (Applause.) We agreed.", "We met. (Applause.) We agreed", "exact"},
	},
	"words": {
		{"a spelling variant", "the labour of the harbour", "the labor of the harbor", "no"},
		{"a numeral for a word", "twelve boats left port", "12 boats left", "no"},
		{"a word for a numeral", "12 boats left port", "twelve boats left", "no"},
		{"% for per cent", "a rise of 5 per cent", "a rise of 5%", "no"},
		{"percent for per cent", "a rise of 5 per cent", "a rise of 5 percent", "no"},
		{"a contraction opened", "We don’t know the plan.", "We do not know the", "no"},
		{"a contraction made", "We do not know the plan.", "We don’t know the", "no"},
		{"mended grammar", "He don’t know the plan.", "He doesn’t know the", "no"},
		{"another tense", "We will act with them.", "We would act with", "no"},
		{"another number", "the boats of the port", "the boat of the", "no"},
		{"a word dropped", "a permanent and verifiable end", "a verifiable end", "no"},
		{"a word added", "a verifiable end to it", "a fully verifiable end", "no"},
		{"two words exchanged", "free and fair trade", "fair and free trade", "no"},
		{"never left out", "We will never close it now.", "We will close it", "no"},
		{"another name", "Mr. Oda spoke to us.", "Mr. Ono spoke", "no"},
		{"an article changed", "a plan for the port", "the plan for the port", "no"},
		{"& for and", "free and fair trade", "free & fair trade", "no"},
		{"another thousands separator", "some 10,000 berths", "some 10000 berths", "no"},
		{"kanji for kana", "ことを確認した", "事を確認した", "no"},
		{"a corrected slip", "She recieved the letter.", "She received the letter", "no"},
	},
}

func TestGrammar(t *testing.T) { testGrammar(t, typographicRows) }

func testGrammar(t *testing.T, byRule map[string][]row) {
	for rule, rows := range byRule {
		t.Run(rule, func(t *testing.T) {
			for _, c := range rows {
				text, _ := NewText(c.text, text.Options{})
				q := Quote{Words: c.quote, AnySpeaker: true, Markdown: rule == "emphasis"}
				r := text.match(q)
				got := r.Verdict.String()
				if r.Verdict == Verbatim {
					got = r.Class.String()
					if err := text.Replay(q, r); err != nil {
						t.Errorf("%s: %v", c.why, err)
					}
				}
				if c.want == "no" && got == "missing" {
					continue
				}
				if got != c.want {
					t.Errorf("%s: %q in %q: %s, want %s %v", c.why, c.quote, c.text, got, c.want, r.Alterations)
				}
			}
		})
	}
}
