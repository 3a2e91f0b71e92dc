package prose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
)

// marksTests are bodies, and what is found in them: rule, then what is
// underlined.
var marksTests = []struct{ name, body, want string }{
	// Over blocks.
	{"over two paragraphs", "‘We surrender,\n\nand so will Abe,’ Trump said.", "quote-form ‘ … ’"},
	{"over two items", "- ‘We surrender,\n- and so will Abe,’ Trump said.", "quote-form ‘ … ’"},
	{"over two cells", "| a | b |\n| - | - |\n| ‘We surrender, | and so will Abe,’ |", "quote-form ‘ … ’"},
	{"over two rows", "| a | b |\n| - | - |\n| ‘We yield, | x |\n| y | and so on,’ |", "quote-form ‘ … ’"},
	{"repeated at the head of each paragraph", "“We yield.\n\n“We pay.\n\n“We leave.” So he said.", "quote-form “ … ”"},
	{"over three paragraphs", "He said: “We yield.\n\nWe pay.\n\nWe leave.” So he left.", "quote-form “ … ”"},
	{"over two paragraphs, straight", "He said: \"We yield.\n\nWe pay.\", he said, and \"left\".", "quote-form \" … \" quote-unsourced \"left\""},
	{"over two paragraphs, by entities", "He said: &ldquo;We yield.\n\nWe pay.&rdquo;", "quote-form &ldquo; … &rdquo;"},
	{"over three paragraphs, German", "Er sagte: „Wir zahlen.\n\nWir gehen.\n\nWir schweigen.“ Dann ging er.", "quote-form „ … “"},
	{"over two paragraphs, German, a pair behind it", "„Wir zahlen.\n\nWir gehen“, sagte er zu „Kim“.", "quote-form „ … “ quote-unsourced „Kim“"},
	{"over two paragraphs, German, single", "Er sagte: ‚Wir zahlen.\n\nWir gehen.‘ Dann ging er.", "quote-form ‚ … ‘"},
	{"over two paragraphs, German, guillemets", "Er sagte: »Wir zahlen.\n\nWir gehen.« Dann ging er.", "quote-form » … «"},
	{"over two paragraphs, French", "Il dit : « Nous partons.\n\nNous payons. » Puis rien.", "quote-form « … »"},
	{"over two paragraphs, French, a comma behind it", "« Nous partons.\n\nNous payons. », dit-il.", "quote-form « … »"},
	{"over three paragraphs, French, repeated", "Il dit : « Nous partons.\n\n» Nous payons.\n\n» Nous restons. » Puis rien.", "quote-form « … »"},
	{"over two paragraphs, Japanese", "「引き上げる。\n\n約束する」と述べた。", "quote-form 「 … 」"},
	{"over two paragraphs, Japanese, double", "『引き上げる。\n\n約束する。』\n\nと述べた。", "quote-form 『 … 』"},
	{"an inner quotation runs over them, too", "“We ‘yield,\n\nand pay,’ all of it.”", "quote-form “ … ”"},
	{"two run over them", "“We yield.\n\nWe pay.” “We go.\n\nWe stay.”", "quote-form “ … ” quote-form “ … ”"},
	{"round a block quotation", "“We yield.\n\n> Yes.\n>\n> — [A](source:a)\n\nWe pay.”", "quote-form “ … ”"},
	{"a heading stands between", "‘We surrender,\n\n## B\n\nand so on,’ he said.", "quote-unpaired ‘"},
	{"what is proven inside is still read", "“We yield.\n\nHe: [“a”](source:a) We pay.”", "quote-form “ … ”"},
	{"a lone opening single mark", "He said: ‘We surrender.", "quote-unpaired ‘"},
	{"by entity", "He said: &lsquo;We surrender.", "quote-unpaired &lsquo;"},
	{"a low one", "Er sagte: ‚Wir gehen.", "quote-unpaired ‚"},
	{"an elision that is none", "‘Till Kim gives in we stay,’ Trump said.", "quote-unsourced ‘Till Kim gives in we stay,’"},
	{"in a heading, single", "## ‘We surrender’", "quote-unsourced ‘We surrender’"},
	{"inside a word", "said‘we yield’and left", "quote-unsourced ‘we yield’"},
	{"Swedish", "Han sade: ’Vi betalar’ och gick.", "quote-unsourced ’Vi betalar’"},
	{"ordinary singles", "The leaders’ plan, rock ‘n’ roll, ’tis ’90s o’clock; it’s Moon’s.\n\nThe allies’ view.", ""},
	// Makeshifts.
	{"primes", "He said ″we yield″ there.", "quote-unsourced ″we yield″"},
	{"TeX", "He said \\``we yield'' there.", "quote-unsourced \\``we yield''"},
	{"angles", "He said \\<\\<we yield\\>\\> there.", "quote-unsourced \\<\\<we yield\\>\\>"},
	{"acute accents", "He said ´we yield´ there.", "quote-unsourced ´we yield´"},
	{"white corners", "﹁我们投降﹂他说。", "quote-unsourced ﹁我们投降﹂"},
	{"feet and inches", "He is 6′ 2″ tall, at 45° 30′ north.", ""},
	// Code as a costume.
	{"only the marks are code", "Trump said: `“`We yield`”` and left.", "quote-unsourced “`We yield`”"},
	{"words and marks", "`“We yield”` said Trump.", "quote-unsourced “We yield”"},
	{"words and marks, Japanese", "`「譲歩する」`と述べた。", "quote-unsourced 「譲歩する」"},
	{"words and marks, straight single", "`'We yield'` said Trump.", "quote-unsourced 'We yield'"},
	{"half in code", "He said “We `yield” now`.", "quote-unsourced “We `yield”"},
	{"a lone mark", "The sign `“` opens.", "quote-unpaired “"},
	{"a lone mark in code", "Write `x = \"` so.", "quote-unpaired \""},
	{"a label and words", "`PRESIDENT TRUMP: “We yield, all of it.”`", "quote-unsourced “We yield, all of it.”"},
	{"angles are no brackets of code", "`<<We yield>>` said Trump.", "quote-unsourced <<We yield>>"},
	{"guillemets", "`« Nous partons »`", "quote-unsourced « Nous partons »"},
	{"a quotation round code", "“`make` it so”", "quote-unsourced “`make` it so”"},
	{"code inside a quotation", "[“run `make` now”](source:a)", "quote-form make"},
	{"code inside a block", "> Run `make` now.\n>\n> — [A](source:a)", "quote-form make"},
	{"a fence without language", "```\nPRESIDENT TRUMP: “We yield.”\n```", "quote-form “We yield.”"},
	{"a fence of text", "```text\n“We yield.”\n```", "quote-form “We yield.”"},
	{"a fence of plain", "``` plain\n„Wir gehen.“\n```", "quote-form „Wir gehen.“"},
	{"a fence of an unknown language", "```speech\n“We yield.”\n```", "quote-form “We yield.”"},
	{"an indented block", "So:\n\n    “We yield.”", "quote-form “We yield.”"},
	{"a fence of one mark", "Trump said:\n\n```sh\n“\n```\n\nWe yield.\n\n```sh\n”\n```", "quote-form “ … ”"},
	{"a fence without marks", "```\nmake all\n```\n\n    make all", ""},
	{"code", "`fmt.Print(\"a\")`, `{\"a\": 1}`, `echo $A \"b\"`, `<a title=\"b\">`, `the_name \"a\"`, `don't`, `f'`", ""},
	{"a fence in a list", "- a\n\n  ```json\n  {\"a\": \"b\"}\n  ```", ""},
	// Inside quoted words.
	{"strikethrough", "[“has ~~never~~ been closer”](source:a)", "quote-form never"},
	{"strikethrough in a block", "> It has ~~never~~ been closer.\n>\n> — [A](source:a)", "quote-form never"},
	{"strikethrough in the second paragraph", "> Yes.\n>\n> It has ~~never~~ been closer.\n>\n> — [A](source:a)", "quote-form never"},
	{"a picture", "[“closer ![x](x.png)”](source:a)", "quote-form !["},
	{"a picture in a block", "> Closer ![x](x.png)\n>\n> — [A](source:a)", "quote-form !["},
	{"an address in a block", "> See <https://a.example/> now.\n>\n> — [A](source:a)", "quote-form <https://a.example/>"},
	{"strikethrough beside quoted words", "~~No,~~ he said [“yes”](source:a).", ""},
	{"strikethrough of a citation", "They ~~did~~ [~~not~~ agree](source:a \"agreed on trade\").", ""},
	// French spaces.
	{"French, no-break spaces", "[«\u00a0historic moment\u00a0»](source:a).", ""},
	{"French, narrow no-break spaces", "[«\u202fhistoric moment\u202f»](source:a), puis.", ""},
	{"French, plain spaces", "[« historic moment »](source:a) ?", ""},
}

func TestMarks(t *testing.T) {
	for _, test := range marksTests {
		t.Run(test.name, func(t *testing.T) {
			page, findings := parse(t, test.body)
			if diff := cmp.Diff(test.want, underlined(page, findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever a body holds, nothing panics, each finding lies inside the file, and
// each mark that is seen is accounted for.
func FuzzMarks(f *testing.F) {
	for _, test := range marksTests {
		f.Add([]byte(test.body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		file := finding.NewFile("content/corrections.md", append([]byte("---\ntitle: X\n---\n"), body...))
		page := Parse(file, anything(t), func(f finding.Finding) {
			if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(file.Data) {
				t.Fatalf("span %v of a file of %d bytes", f.Span, len(file.Data))
			}
		})
		exempt := 0
		for _, count := range page.Marks.Exempt {
			exempt += count
		}
		if page.Marks.Quotations+exempt > page.Marks.Seen {
			t.Fatalf("more marks are accounted for than seen: %+v", page.Marks)
		}
	})
}

// underlined lists findings as rules, each with the words that it underlines
// and those at the other places that it names.
func underlined(page *Page, findings []finding.Finding) string {
	var got []string
	for _, f := range findings {
		words := string(page.File.Data[f.Span.Start:f.Span.End])
		for _, related := range f.Related {
			words += " … " + string(page.File.Data[related.Span.Start:related.Span.End])
		}
		got = append(got, string(f.Rule)+" "+words)
	}
	return strings.Join(got, " ")
}

// A quotation that runs over parts of a page is one finding, which names both
// places and says what to write, with the marks of the page.
func TestMarksOverParts(t *testing.T) {
	for _, test := range []struct{ body, message, help string }{
		{"Er sagte: „Wir zahlen.\n\nWir gehen.“ Dann ging er.",
			"a quotation runs over paragraphs: it opens in one and closes in another",
			`write one pair of marks in each paragraph, [„…“](source:ID "Speaker"), or a block quotation: > before each line, and at its end — [Speaker](source:ID)`},
		{"「引き上げる。\n\n約束する」と述べた。",
			"a quotation runs over paragraphs: it opens in one and closes in another",
			`write one pair of marks in each paragraph, [「…」](source:ID "Speaker"), or a block quotation: > before each line, and at its end — [Speaker](source:ID)`},
		{"| a | b |\n| - | - |\n| « Nous partons. | Nous payons. » |",
			"a quotation runs over cells: it opens in one and closes in another",
			`write one pair of marks in each cell, [«…»](source:ID "Speaker")`},
		{"“We yield.\n\n```sh\n”\n```\n",
			"a quotation runs over blocks: it opens in one and closes in another",
			`write one pair of marks in each block, [“…”](source:ID "Speaker"), or a block quotation: > before each line, and at its end — [Speaker](source:ID)`},
	} {
		_, findings := parse(t, test.body)
		if len(findings) != 1 || len(findings[0].Related) != 1 {
			t.Errorf("%s: %+v", test.body, findings)
			continue
		}
		found := findings[0]
		if found.Message != test.message || found.Help != test.help || found.Related[0].Label != "it closes at" {
			t.Errorf("%s: %s; %s", test.body, found.Message, found.Help)
		}
	}
}

// 《 》 name works where the page is in Chinese, Japanese or Korean, by its own
// word or the site's.
func TestMarksOfWorks(t *testing.T) {
	for _, test := range []struct{ site, own, body, want string }{
		{"zh", "", "他读了《人民日报》和〈社论〉。", ""},
		{"zh-Hant-TW", "", "他讀了《聯合報》。", ""},
		{"ko", "", "《조선일보》에 따르면", ""},
		{"ja-JP", "", "《朝日新聞》を読む。", ""},
		{"en-US", "ja", "《朝日新聞》を読む。", ""},
		{"en-US", "", "He read 《人民日报》.", "quote-unsourced 《人民日报》"},
		{"ja", "en", "He read 《人民日报》.", "quote-unsourced 《人民日报》"},
		{"", "", "〈社论〉", "quote-unsourced 〈社论〉"},
		{"zh", "", "他说：“我们投降。”", "quote-unsourced “我们投降。”"},
	} {
		var list finding.List
		front := "---\ntitle: X\n"
		if test.own != "" {
			front += "language: " + test.own + "\n"
		}
		file := finding.NewFile("content/topics/x.md", []byte(front+"---\n"+test.body))
		page := ParseAs(file, file.Name, test.site, anything(t), list.Report)
		for _, loose := range page.Unsourced {
			list.Report(finding.Finding{Rule: finding.QuoteUnsourced, File: file, Span: loose.Span})
		}
		if got := underlined(page, list.Sorted()); got != test.want {
			t.Errorf("%s, %s: %s: got %q, want %q", test.site, test.own, test.body, got, test.want)
		}
	}
}

func TestWithdrawnWording(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"date and page", "On 2 May 2021 we withdrew ~~“frozen”~~ from [the ferry](topics/ferry.md).", ""},
		{"date of ISO", "- 2021-05-02, [the ferry](/topics/ferry.md): ~~he said ‘never’~~.", ""},
		{"American date", "May 2, 2021: ~~“frozen”~~ on [the ferry](topics/ferry.md)", ""},
		{"Japanese date", "2021年5月2日、[渡し船](topics/ferry.md)から ~~「凍結」~~ を削除。", ""},
		{"date in the heading", "## 2. Mai 2021\n\n[Die Fähre](topics/ferry.md): ~~„gefroren“~~.", ""},
		{"no date", "We withdrew ~~“frozen”~~ from [the ferry](topics/ferry.md).", "quote-form “frozen”"},
		{"the date is withdrawn", "We withdrew ~~“frozen” of 2 May 2021~~ from [the ferry](topics/ferry.md).", "quote-form “frozen”"},
		{"no page", "On 2 May 2021 we withdrew ~~“frozen”~~.", "quote-form “frozen”"},
		{"a page elsewhere", "On 2 May 2021 we withdrew ~~“frozen”~~ from [it](https://a.example/topics).", "quote-form “frozen”"},
		{"a source is no page", "On 2 May 2021 we withdrew ~~“frozen”~~ from [it](source:a).", "quote-form “frozen”"},
		{"this page", "On 2 May 2021 we withdrew ~~“frozen”~~ from [it](corrections.md), or [here](#x).", "quote-form “frozen”"},
		{"the next item's date and page", "- ~~“frozen”~~\n- On 2 May 2021, [the ferry](topics/ferry.md).", "quote-form “frozen”"},
		{"half struck", "On 2 May 2021, [the ferry](topics/ferry.md): “we ~~never~~ yield”", "quote-unsourced “we ~~never~~ yield”"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page, findings := parseAs(t, "corrections.md", "", test.body)
			if diff := cmp.Diff(test.want, underlined(page, findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMarksAreCounted(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       Marks
	}{
		{"topics/x.md", "a `{\"b\"}` c `d`\n\n```json\n{\"e\": \"f\"}\n```\n", Marks{Seen: 3, Exempt: map[string]int{ExemptCode: 3}}},
		{"topics/x.md", "[“a”](source:a) and “b”, “c [“d”](source:a)", Marks{Seen: 4, Quotations: 2, Exempt: map[string]int{}}},
		{"topics/x.md", "> A ‘b’.\n>\n> — [C](source:c)\n\n“d\n\ne”\n\n`“f”`\n\n    “g”\n\n## “h”\n\n![“i”](j.png) [k](l.md \"“m”\")", Marks{Seen: 7, Quotations: 1, Exempt: map[string]int{}}},
		{"corrections.md", "2021-05-02: ~~“a”~~ on [b](topics/b.md); ~~“c”~~", Marks{Seen: 2, Exempt: map[string]int{ExemptWithdrawn: 2}}},
	} {
		page, _ := parseAs(t, test.name, "", test.body)
		if diff := cmp.Diff(test.want, page.Marks); diff != "" {
			t.Errorf("%s: %s", test.body, diff)
		}
	}
	var list finding.List
	record := Parse(finding.NewFile("content/sources/x/index.md", []byte("---\ntitle: The “X” of ‘Y’\ndescription: an “a”\nattributions: [{speaker: a, words: 'b “c”', occasion: 'at “d”'}]\n---\n")), anything(t), list.Report)
	if diff := cmp.Diff(Marks{Seen: 4, Exempt: map[string]int{ExemptTitle: 2}}, record.Marks); diff != "" {
		t.Error(diff)
	}
	if got := underlined(record, list.Sorted()); !strings.Contains(got, "at “d”") || !strings.Contains(got, "an “a”") {
		t.Errorf("found only %s", got)
	}
}
