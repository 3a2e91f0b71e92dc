package match

import "testing"

// marked has the rules of visible alterations.
var marked = map[string][]row{
	"omission": {
		{"three dots", "We will, after a long and hard winter, open the port.", "We will ... open the port", "marked"},
		{"an ellipsis character", "We will, after a long and hard winter, open the port.", "We will … open the port", "marked"},
		{"spaced dots", "We will, after a long winter, open the port.", "We will . . . open the port", "marked"},
		{"dots in brackets", "We will, after a long winter, open the port.", "We will […] open the port", "marked"},
		{"three dots in brackets", "We will, after a long winter, open the port.", "We will [...] open the port", "marked"},
		{"six dots, as in Japanese", "両首脳は航路を維持することを確認し、港を開く。", "両首脳は航路を……港を開く", "marked"},
		{"the middle omitted, as Japanese says", "両首脳は航路を維持することを確認し、港を開く。", "両首脳は航路を（中略）港を開く", "marked"},
		{"the text's own dots, read literally", "It was good...In May we begin.", "It was good...In May", "exact"},
		{"the same, set otherwise", "It was good...In May we begin.", "It was good … In May", "typographic"},
		{"a full stop before the dots", "We will open the port in May. They will close it.", "We will open the port. ... They will close it", "marked"},
		{"a full stop that the text has before the dots", "We will go. Nobody knows more. They stay here.", "We will go. … Nobody knows", "no"},
		{"the same, with an innocent gap", "We will go. All know this. They stay here.", "We will go. … They stay here", "marked"},
		{"the next piece begins with a capital", "We met in May, and all the boats came to port.", "We met in May. … The boats came", "marked"},
		{"a first piece of one word", "Today, after much work, we open the port.", "Today … we open the port", "marked"},
		{"a last piece of one word", "We open, after much work, the port today.", "We open … today", "marked"},
		{"three pieces", "We met in May, talked in June and went in July to the port.", "We met … talked in June … to the port", "marked"},
		{"dots at the start say nothing", "We will open the port in May.", "... open the port", "typographic"},
		{"dots at the end say nothing", "We will open the port in May.", "We will open …", "typographic"},
		{"dots after a full stop at the end", "We will open the port in May.", "We will open. ...", "typographic"},
		{"dots before the close of an inner quotation", "He said “we will open the port” twice.", "He said ‘we will open …’", "typographic"},
		{"an omission over paragraphs of one section", "We met in May.\n\nAll came there.\n\nWe left in June.", "We met … in June", "marked"},
		{"an omission over numbered paragraphs", "1. We met in May.\n\n2. All came.\n\n3. We left in June.", "We met in May. … We left", "marked"},
		{"pieces out of order", "We met in May and left in June.", "left in June … We met", "no"},
		{"pieces that overlap", "We met in May and left in June.", "We met in May … in May and left", "no"},
		{"a middle piece of one word", "We met in May and left in June for home.", "We met … left … for home", "no"},
		{"a middle piece of three characters", "両首脳は航路を維持することを確認し、新しい港を開く。", "両首脳は…確認し…港を開く", "no"},
		{"a middle piece of four characters", "両首脳は航路を維持することを確認し、新しい港を開く。", "両首脳は…ことを確認し…港を開く", "marked"},
		{"a gap that begins with a negator", "The use of force is not now permitted.", "force is … permitted", "no"},
		{"a gap that is a negator", "The use of force is not permitted.", "force is … permitted", "no"},
		{"by no means", "The use of force is by no means permitted.", "force is … permitted", "no"},
		{"under no circumstances", "Force is under no circumstances at sea permitted.", "Force is … permitted", "no"},
		{"a gap that ends with a negator", "We will at this time not close the port.", "We will … close the port", "no"},
		{"a gap that ends with never", "We have, I say, never closed the port.", "We have … closed the port", "no"},
		{"a negator after a comma", "We will, not for the first time, open it.", "We will … open it", "no"},
		{"refused to", "They refused to open the port today.", "They … open the port", "no"},
		{"without", "They left without seeing the port.", "They left … seeing the port", "no"},
		{"no longer", "We are no longer closing the port.", "We are … closing the port", "no"},
		{"rather than", "We build rather than close the port.", "We build … close the port", "no"},
		{"didn’t", "We didn’t ever close the port.", "We … close the port", "no"},
		{"an answer left out", "Will we go? No. We will stay here.", "Will we go? … We will stay", "no"},
		{"ない in Japanese", "武力の行使を認めないことを確認した。", "武力の行使を認め…ことを確認した", "no"},
		{"ません in Japanese", "港を閉鎖しませんと述べた。", "港を閉鎖し…と述べた", "no"},
		{"一切 in Japanese", "武力の行使を一切認めた形跡はない。", "武力の行使を…認めた形跡", "no"},
		{"a negator deep in the gap is a warning only", "We will, as you did not ask, open the port.", "We will … open the port", "marked"},
		{"one piece is not in the text", "We met in May and left in June.", "We met in May … came in July", "missing"},
		{"an omission in place of nothing still has its words in order", "We met in May and left.", "We met … in May", "marked"},
		{"across headings", "We met in May.\n\nOn the Port\n\nIt opens in June.", "We met in May. … It opens in June", "no"},
	},
	"brackets": {
		{"the text's own brackets", "The plan [of May] holds.", "The plan [of May] holds", "exact"},
		{"a word for a pronoun", "They said it will open in May.", "said [the port] will open in May", "marked"},
		{"for three words", "All boats of Alder will sail in May.", "All [ships] will sail in May", "marked"},
		{"for four words", "All the boats of Alder will sail in May.", "All [ships] will sail in May", "no"},
		{"for none", "The plan holds for all.", "The plan [of May] holds for", "marked"},
		{"at the start", "It will open in May, they said.", "[The port] will open in May", "marked"},
		{"at the end", "We will open it in May.", "We will open [the port]", "marked"},
		{"one letter's case", "The port opens in May.", "[t]he port opens", "marked"},
		{"one letter made a capital", "In May the port opens.", "[T]he port opens", "marked"},
		{"letters at a word's end", "They expect the port to open.", "They expect[ed] the port", "marked"},
		{"letters in place of letters", "He expects the port to open.", "He expect[ed] the port", "marked"},
		{"letters at a word's start", "They come to port in May.", "They [be]come to port", "marked"},
		{"letters inside a word", "The woman left the port.", "The wom[e]n left", "marked"},
		{"other brackets", "両首脳は航路を維持する。", "〔日本の〕両首脳は航路を維持", "marked"},
		{"brackets in Japanese for words", "総理は航路を維持する。", "〔安倍氏〕は航路を維持", "marked"},
		{"several brackets", "He said it will open when they come.", "[Oda] said [the port] will open when [the boats] come", "marked"},
		{"brackets and an omission", "It will, after a winter, open in May.", "[The port] will … open in May", "marked"},
		{"the same word in brackets", "We will open the port.", "We will open the [port]", "marked"},
		{"hiding not", "We will not open the port.", "We will [gladly] open the port", "no"},
		{"hiding not at the end", "We will open the port not now.", "We will open the port [soon]", "no"},
		{"hiding never before the start", "Nobody will open the port.", "[They] will open the port", "no"},
		{"adding not", "We will open the port.", "We will [not] open the port", "no"},
		{"adding never", "We will open the port.", "We will [never] open the port", "no"},
		{"adding not for another word", "We will now open the port.", "We will [not] open the port", "no"},
		{"not for never", "We will never open the port.", "We will [not] open the port", "no"},
		{"adding no in a longer phrase", "We open the port.", "We [by no means] open the port", "no"},
		{"adding n’t to a word", "We could open the port.", "We could[n’t] open the port", "no"},
		{"adding un to a word", "An able captain led us.", "An [un]able captain led", "no"},
		{"hiding un", "An unable captain led us.", "An [able] captain led us", "marked"},
		{"hiding less", "The hopeless captain led us.", "The hope[ful] captain led", "no"},
		{"now for not", "We do not go to port.", "We do no[w] go", "no"},
		{"one number for another", "We have 20 boats in port.", "We have [30] boats", "no"},
		{"one number word for another", "We have twenty boats in port.", "We have [thirty] boats", "no"},
		{"one number for another at the start", "Some 20 boats left the port.", "[thirty] boats left the port", "no"},
		{"the same at the end", "The boats left port 20 times.", "The boats left port [30 times]", "no"},
		{"the same in Japanese", "2018年に合意した。", "〔2019年〕に合意した", "no"},
		{"in kanji", "三つの合意をした。", "〔四〕つの合意をした", "no"},
		{"a number supplied at the start", "The boats left the port.", "[Thirty] boats left the port", "marked"},
		{"a figure for the number word", "We have twenty boats in port.", "We have [20] boats", "marked"},
		{"a number for a pronoun", "We have those boats in port.", "We have [20] boats", "marked"},
		{"another letter", "She port opens in May.", "[T]he port opens", "no"},
		{"he for she by a letter", "Today she opens the port.", "[h]e opens the port", "no"},
		{"across a full stop", "We met. All came to port.", "We [saw] came to port", "no"},
		{"words around must stand", "The plan of May holds for all.", "The [good] plan of June", "no"},
		{"nothing but brackets", "The plan of May holds.", "[The plan]", "no"},
		{"hiding a part of by no means", "It is by no means open.", "It is by [all] means open", "no"},
		{"an ending in Japanese", "航路の維持を認めたことを確認", "維持を認め〔る〕ことを確認", "marked"},
		{"hiding ない", "航路の維持を認めないことを確認", "維持を認め〔る〕ことを確認", "no"},
		{"hiding half of ない", "航路の維持を認めないことを確認", "維持を認め〔た〕いことを確認", "no"},
		{"ない in brackets", "港を閉鎖することを確認した。", "港を閉鎖〔しない〕することを確認", "no"},
	},
	"sic": {
		{"sic", "She recieved the letter.", "She recieved [sic] the letter", "marked"},
		{"sic joined to the word", "She recieved the letter.", "She recieved[sic] the letter", "marked"},
		{"sic before a comma", "She recieved, today, a letter.", "She recieved [sic], today", "marked"},
		{"sic at the end", "The letter she recieved.", "letter she recieved [sic]", "marked"},
		{"ママ", "航路の確保が必用だ。", "確保が必用（ママ）だ", "marked"},
		{"原文ママ", "航路の確保が必用だ。", "確保が必用［原文ママ］だ", "marked"},
		{"emphasis added", "We will open the port.", "We will open [emphasis added] the port", "marked"},
		{"emphasis added at the end", "We will open the port.", "We will open the port [emphasis added]", "marked"},
		{"the text's own sic", "She recieved [sic] it.", "recieved [sic] it", "exact"},
		{"sic does not excuse a change", "She recieved the letter.", "She received [sic] the letter", "no"},
		{"sic stands for no word", "She recieved the letter.", "She [sic] the letter", "no"},
		{"parentheses are no brackets", "We open the port.", "We open (gladly) the port", "no"},
	},
	"emphasis": {
		{"emphasis is formatting", "We will never close it.", "We will *never* close it", "typographic"},
		{"strong emphasis", "We will never close it.", "We will **never** close it", "typographic"},
		{"low lines", "We will never close it.", "We will _never_ close it", "typographic"},
		{"part of a word", "We will unclose it now.", "We will *un*close it", "typographic"},
		{"an escaped star is a star", "The rate* rose in May.", `The rate\* rose`, "typographic"},
		{"a star that is no emphasis", "The rate rose in May.", "The rate * rose", "no"},
		{"emphasis hides no word", "We will never close it.", "We will *always* close it", "no"},
		{"nested emphasis", "We will never close it.", "We ***will** never* close it", "typographic"},
		{"a low line in a name", "Set port_open to yes.", "Set port_open to", "exact"},
		{"emphasis over the whole", "We will never close it.", "*We will never close it*", "typographic"},
	},
}

func TestMarkedGrammar(t *testing.T) { testGrammar(t, marked) }

// Without Markdown a star is a star.
func TestStarIsNotEmphasis(t *testing.T) {
	text, _ := NewText("We will never close it.", Options{})
	if r := text.Match(Quote{Words: "We will *never* close"}); r.Verdict == Verbatim {
		t.Error("passes")
	}
}

func TestStrictPolicy(t *testing.T) {
	text, _ := NewText("The port opens in May, and the boats sail.", Options{Strict: true})
	for quote, want := range map[string]bool{
		"The port opens":          true,
		"the port opens":          false, // only in brackets
		"[t]he port opens":        true,
		"port opens … The boats":  false,
		"port opens … the boats":  true,
		"port opens … [T]he boat": false,
	} {
		if got := text.Match(Quote{Words: quote}).Verdict == Verbatim; got != want {
			t.Errorf("%q: %v", quote, got)
		}
	}
}

func TestListedApparatus(t *testing.T) {
	text, _ := NewText("We met. (Applause.) We agreed to (long pause) go. (Applause.)", Options{Apparatus: []string{"(Applause.)", "(long pause)"}})
	for quote, want := range map[string]Class{
		"We met. We agreed":             Typographic,
		"We met. (Applause.) We agreed": Exact,
		"agreed to go":                  Typographic,
		"We met. We agreed to go":       Typographic,
		"We met. (Laughter.) We agreed": None,
	} {
		q := Quote{Words: quote}
		r := text.Match(q)
		if r.Class != want {
			t.Errorf("%q: %v", quote, r)
		}
		if r.Verdict == Verbatim {
			if err := text.Replay(q, r); err != nil {
				t.Error(err)
			}
		}
	}
}
