package saying

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// anything is a schema that every front matter meets.
func anything(t testing.TB) *matter.Schema {
	s, err := matter.NewSchema("any.json", []byte(`{"type": "object"}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// somePeople are the people of the tests, by ID.
func somePeople(t testing.TB) map[string]*prose.Page {
	people := map[string]*prose.Page{}
	for id, front := range map[string]string{
		"donald-trump": "title: Donald Trump\nrole: President of the United States\nnames: [トランプ]\ntitles: [大統領]",
		"shinzo-abe":   "title: Shinzo Abe\nnative: 安倍晋三\nrole: Prime Minister of Japan\ntitles: [首相, 総理]",
		"kim-jong-un":  "title: Kim Jong Un\nrole: Leader of North Korea",
		"moon-jae-in":  "title: Moon Jae-in\nrole: President of South Korea",
		"taro-aso":     "title: Taro Aso\nrole: Deputy Prime Minister",
		"taro-kono":    "title: Taro Kono\nrole: Foreign Minister of Japan",
		"emmanuel":     "title: Emmanuel Macron\nrole: Président de la République",
	} {
		people[id] = prose.Parse(finding.NewFile("content/people/"+id+".md", []byte("---\n"+front+"\n---\n")), anything(t), func(finding.Finding) {})
	}
	return people
}

// spoken returns what is found in a body of a site that knows somePeople.
func spoken(t testing.TB, name, language, body string) string {
	return spokenOf(t, somePeople(t), name, language, body)
}

// spokenOf returns what is found in a body of a site that knows people, by ID: of
// each finding the rule, and what is underlined.
func spokenOf(t testing.TB, people map[string]*prose.Page, name, language, body string) string {
	var list finding.List
	file := finding.NewFile("content/"+name, []byte("---\ntitle: X\n---\n"+body))
	page := prose.ParseAs(file, file.Name, language, anything(t), list.Report)
	(&speech{page: page, people: people, voices: func(string) string { return "Voice of America" }, names: newNames(people), commitments: "What was agreed", report: list.Report}).check()
	var got []string
	for _, f := range list.Sorted() {
		got = append(got, string(f.Rule)+" "+string(file.Data[f.Span.Start:f.Span.End]))
	}
	return strings.Join(got, " ")
}

// sayingTests are bodies, and what is found in them: rule, then what is
// underlined.
var sayingTests = []struct{ language, body, want string }{
	// Labels.
	{"en", "**PRESIDENT TRUMP:** We surrender.", "quote-label PRESIDENT TRUMP"},
	{"en", "**REPORTER:** Who pays?", "quote-saying REPORTER"},
	{"en", "PREMIER OF ARDEN: We surrender.", "quote-saying PREMIER OF ARDEN"},
	{"en", "Q: Who pays?  \nA: Nobody.", "quote-saying Q quote-saying A"},
	{"en", "REPORTER: [“Who pays?”](source:a)", ""},
	{"ru", "**ВЕДУЩИЙ:** Мы согласны.", "quote-saying ВЕДУЩИЙ"},
	{"en", "The leaders agreed.\nTPP: a treaty.", ""},
	{"en", "Note: this is old. See 3:45, or USA.", ""},
	// A person and a colon or dash.
	{"en", "Trump: we surrender.", "quote-label Trump"},
	{"en", "Donald Trump — we surrender.", "quote-label Donald Trump"},
	{"en", "Mr. Trump (via interpreter): we surrender.", "quote-label Mr. Trump (via interpreter)"},
	{"en", "- **Shinzo Abe**: we will stand firm.", "quote-label Shinzo Abe"},
	{"en", "Abe: [we stand firm](source:a)", "quote-label Abe"},
	{"en", "Abe: *we stand firm*", "quote-label Abe"},
	{"ja", "安倍首相：約束する。", "quote-label 安倍首相"},
	{"ja", "トランプ大統領：「約束する」", "quote-label トランプ大統領"},
	{"fr", "Macron : nous partons.", "quote-label Macron"},
	{"en", "Trump:\n\nWe surrender.", "quote-label Trump"},
	{"en", "Trump:\n\n> We go.\n>\n> — [Donald Trump](source:a)", ""},
	{"en", "Trump: [“we go”](source:a \"Donald Trump\")", ""},
	{"en", "Trump: asked for [a deal](source:a \"asked for a new deal\")", ""},
	{"en", "Trump: I will surrender [it](source:a \"asked for a new deal\")", "quote-label Trump"},
	{"en", "Trump: We will surrender everything that we have [here](source:a \"asked for a new deal\")", "quote-label Trump"},
	{"en", "Trump’s promise: he would go. Trump Tower: a house. Trump and Abe: two men.", ""},
	{"en", "Trump’s promise: he would go.", ""},
	{"en", "Trump Tower: a house.", ""},
	{"en", "Trump and Abe: two men.", ""},
	{"en", "Abe — the first to see Trump — had come.", ""},
	{"en", "### Trump: *surrender*", "quote-saying Trump"},
	{"en", "### Abe: what he wanted", "quote-saying Abe"},
	{"en", "### What Abe wanted", ""},
	// Rows.
	{"en", "| Speaker | Said |\n| - | - |\n| Trump | We surrender. |", "quote-saying We surrender."},
	{"en", "| Who | What |\n| - | - |\n| Trump | I surrender. |", "quote-saying I surrender."},
	{"en", "| Speaker | Said |\n| - | - |\n| Trump | [“We go”](source:a \"Donald Trump\") |", ""},
	{"en", "| Who | Office |\n| - | - |\n| Trump | President |", ""},
	{"de", "| Wer | Sagte |\n| - | - |\n| Trump | Wir gehen. |", "quote-saying Wir gehen."},
	// Dialogue.
	{"en", "— We surrender, said Donald Trump.", "quote-saying —"},
	{"fr", "– Nous partons, dit Macron.", "quote-saying –"},
	{"en", "a\n\n— [“We go”](source:a \"Donald Trump\"), he said.", ""},
	{"en", "| a | b |\n| - | - |\n| c | — |\n| d | — none |", ""},
	// Verbs before.
	{"en", "He said *never again* and left.", "quote-saying never again"},
	{"en", "Abe told the press: **we agreed**.", "quote-saying we agreed"},
	{"en", "Abe told him that *we agreed*.", "quote-saying we agreed"},
	{"en", "He called it *historic*.", "quote-saying historic"},
	{"en", "In the words of Trump, *we surrender*.", "quote-saying we surrender"},
	{"en", "According to Trump, *we surrender*.", "quote-saying we surrender"},
	{"de", "Er sagte, *wir gehen*.", "quote-saying wir gehen"},
	{"fr", "Il a déclaré : *nous partons*.", "quote-saying nous partons"},
	{"es", "Trump dijo: *nos rendimos*.", "quote-saying nos rendimos"},
	{"zh", "特朗普说：*我们投降*。", "quote-saying 我们投降"},
	{"ja", "首相はこう語った：*約束する*。", "quote-saying 約束する"},
	{"en", "Trump told *The Wall Street Journal* that he would go.", ""},
	{"en", "What he said of *maximum pressure* is above; **Japan, agreed:** so be it.", ""},
	{"en", "He said so. The *Izumo* left.", ""},
	// Verbs after.
	{"en", "*We surrender*, Donald Trump said.", "quote-saying We surrender"},
	{"en", "*We surrender,* said Donald Trump in Florida.", "quote-saying We surrender,"},
	{"en", "*We will go home* said Trump.", "quote-saying We will go home"},
	{"de", "*Wir gehen*, sagte Trump.", "quote-saying Wir gehen"},
	{"fr", "*Nous partons*, a déclaré Macron.", "quote-saying Nous partons"},
	{"ja", "首相は*最大限の圧力*と述べた。", "quote-saying 最大限の圧力"},
	{"en", "知事は*氷が決める*と述べた。", "quote-saying 氷が決める"},
	{"zh", "*我们投降*，特朗普说。", "quote-saying 我们投降"},
	{"en", "*The Japan Times* reported it. *The whole trade.* The report speaks of more.", ""},
	{"en", "He *never* said so. **What Trump said on 18 April** is reported in two ways.", ""},
	{"ja", "*読売新聞*によると、*北朝鮮*は同意した。", ""},
	{"zh", "*人民日报*报道，他走了。", ""},
	// Dashes for marks.
	{"en", "Donald Trump said: —We surrender—", "quote-saying We surrender"},
	{"en", "So it was: —We surrender—, said Trump.", "quote-saying We surrender"},
	{"fr", "Macron a déclaré : –Nous partons.–", "quote-saying Nous partons."},
	{"en", "Abe said — and Trump agreed — that he said—twice—no.", ""},
	// References and citations.
	{"en", "Donald Trump said: [we surrender](source:a)", "quote-saying [we surrender](source:a)"},
	{"en", "Trump said that [*we surrender*](source:a)", "quote-saying we surrender"},
	{"ja", "首相は次のように述べた：[約束する](source:a)", "quote-saying [約束する](source:a)"},
	{"en", "Trump said on Monday: [we go](source:a \"agreed to go home\")", "quote-saying [we go](source:a \"agreed to go home\")"},
	{"en", "The paper: [a view](source:a). He said [so](source:a).", ""},
	{"en", "He said [“we *will* do it”](source:a), and [“they said: no”](source:a) [so](source:a).", ""},
	// Without lists nothing is known.
	{"eo", "Li diris: *ni foriras*.", ""},
}

func TestSaying(t *testing.T) {
	for _, test := range sayingTests {
		if diff := cmp.Diff(test.want, spoken(t, "topics/x.md", test.language, "a\n\n## b\n\n"+test.body)); diff != "" {
			t.Errorf("%s: %s\n%s", test.language, test.body, diff)
		}
	}
}

// Where nobody is known, verbs of saying and the forms of transcripts show what is
// put into a mouth.
func TestSayingOfNobody(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"emphasis after a verb", "He said *never again* and left.", "quote-saying never again"},
		{"emphasis after a verb and a comma", "Abe told reporters: **we agreed**.", "quote-saying we agreed"},
		{"emphasis before a verb in Japanese", "首相は*最大限の圧力*と述べた。", "quote-saying 最大限の圧力"},
		{"emphasis away from a verb", "What he said of *maximum pressure* is above; **Japan, agreed:** so be it.", ""},
		{"emphasis inside a quotation", `He said [“we *will* do it”](source:a).`, ""},
		{"a label and words in code", "`PRESIDENT TRUMP: “We yield, all of it.”`", "quote-saying PRESIDENT TRUMP quote-unsourced “We yield, all of it.”"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, spokenOf(t, nil, "topics/x.md", "", test.body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Commitments and the timeline have labels by their form.
func TestSayingApart(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"topics/x.md", "## What was agreed\n\n- **Trump:** we go.\n- **Abe, promised:** [to stay](source:a \"he would stay here\")", ""},
		{"topics/x.md", "## What was said\n\n- **Trump:** we go.", "quote-label Trump"},
		{"timeline.md", "## Before\n\n- **17 April 2018:** Trump says: [no](source:a)", "quote-saying [no](source:a)"},
		{"timeline.md", "## Before\n\n- **APRIL 2018:** [no](source:a)", ""},
	} {
		if diff := cmp.Diff(test.want, spoken(t, test.name, "en", test.body)); diff != "" {
			t.Errorf("%s: %s\n%s", test.name, test.body, diff)
		}
	}
}

func TestSpeakers(t *testing.T) {
	const trump, abe, own = `[“X”](source:a "Donald Trump")`, `[“X”](source:a "Shinzo Abe")`, `[“X”](source:a)`
	for _, test := range []struct{ language, body, want string }{
		// The sentence names others, and not the speaker.
		{"en", "Kim Jong Un called it a " + trump + ".", "quote-speaker " + trump},
		{"en", "Abe said " + trump + ".", "quote-speaker " + trump},
		{"en", trump + ", said Shinzo Abe.", "quote-speaker " + trump},
		{"en", "In Abe’s words, as he said, " + trump + ".", "quote-speaker " + trump},
		{"en", "According to Kim, " + trump + ".", "quote-speaker " + trump},
		{"en", "Abe: " + trump, "quote-speaker " + trump},
		{"de", "Abe sagte " + trump + ".", "quote-speaker " + trump},
		{"fr", "Macron a déclaré : " + trump + ".", "quote-speaker " + trump},
		{"ja", "安倍首相は[「X」](source:a \"Donald Trump\")と述べた。", "quote-speaker [「X」](source:a \"Donald Trump\")"},
		{"ja", "トランプ大統領は[「X」](source:a \"Donald Trump\")と述べた。", ""},
		// It names both, and gives the words to the other.
		{"en", "Abe told Trump " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "To Trump, Abe said " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Trump listened while Abe said " + trump + ".", "quote-prose-speaker " + trump},
		{"en", trump + ", Abe told Trump.", "quote-prose-speaker " + trump},
		// The nearest subject of the verb decides, whom it is said to or of aside.
		{"en", "Kim Jong Un said in a letter to Donald Trump that it was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un said in a letter to US President Donald Trump that it was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un, in a letter to Donald Trump, said it was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un, after a meeting with Trump, said it was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un said of Trump that it was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un, as Trump knew, said " + trump + ".", "quote-prose-speaker " + trump},
		{"en", "Kim Jong Un said that Trump’s plan was a " + trump + ".", "quote-prose-speaker " + trump},
		{"en", trump + ", Kim Jong Un said in a letter to Trump.", "quote-prose-speaker " + trump},
		{"en", trump + ", Kim Jong Un, in a letter to Trump, said.", "quote-prose-speaker " + trump},
		{"en", trump + ", it was said to Trump by Kim Jong Un.", "quote-prose-speaker " + trump},
		{"de", "Kim Jong Un sagte in einem Brief an Donald Trump, es sei " + trump + ".", "quote-prose-speaker " + trump},
		{"ja", "安倍首相はトランプ大統領への手紙で[「X」](source:a \"Donald Trump\")と述べた。", "quote-prose-speaker [「X」](source:a \"Donald Trump\")"},
		{"zh", "安倍晋三在给トランプ的信中说[“X”](source:a \"Donald Trump\")。", "quote-prose-speaker [“X”](source:a \"Donald Trump\")"},
		{"en", "Trump said in a letter to Kim Jong Un that it was a " + trump + ".", ""},
		{"en", "Trump, in a letter to Kim Jong Un, said it was a " + trump + ".", ""},
		{"en", "Abe, in a letter to Kim, recalled that Trump had called it " + trump + ".", ""},
		{"en", "Abe and Trump said it was " + abe + ".", ""},
		{"en", "Abe, Moon and Trump said it was " + abe + ".", ""},
		{"en", "Abe said that Trump wanted a " + trump + ".", ""},
		{"en", trump + ", said Trump in a letter to Kim Jong Un.", ""},
		{"en", trump + ", Abe was told by Trump.", ""},
		{"ja", "トランプ大統領は安倍首相への手紙で[「X」](source:a \"Donald Trump\")と述べた。", ""},
		// The document's own words.
		{"en", "Kim Jong Un told Abe that the claimants " + own + ".", "quote-prose-speaker " + own},
		{"en", own + ", Trump said.", "quote-prose-speaker " + own},
		{"en", "The editorial says that Trump " + own + ".", ""},
		{"en", "Voice of America says, of what Trump said, " + own + ".", ""},
		{"en", "Trump and Abe met, and it was " + own + ".", ""},
		// Honest neighbours.
		{"en", "Abe recalled that Trump had called it " + trump + ".", ""},
		{"en", "Abe was told by Trump that it was " + trump + ".", ""},
		{"en", "Abe came, and according to Trump it was " + trump + ".", ""},
		{"en", "Abe stood beside Trump. He said " + trump + ".", ""},
		{"en", "Abe stood by. The President said " + trump + ".", ""},
		{"en", "The President told Abe " + trump + ".", ""},
		{"en", "“A Trump.” Trump said " + trump + ". Abe said nothing.", ""},
		{"en", "Trump said [“X.”](source:a \"Donald Trump\") Abe said nothing.", ""},
		{"en", "Trump asked [“X?”](source:a \"Donald Trump\") Abe said that he did not know what would come of it.", ""},
		{"en", "Trump said " + trump + "; Abe said " + abe + ".", ""},
		{"en", "Mr. Trump, in Mr. Abe’s hearing, said " + trump + ".", ""},
		{"en", "Taro said " + trump + ".", ""},
		{"en", "The meeting with Kim was " + trump + ".", ""},
		// Blocks.
		{"en", "Abe said:\n\n> X.\n>\n> — [Donald Trump](source:a)", "quote-speaker Donald Trump"},
		{"en", "Trump said, after Abe:\n\n> X.\n>\n> — [Donald Trump](source:a)", ""},
		{"en", "Abe said no.\n\n> X.\n>\n> — [Donald Trump](source:a)", ""},
	} {
		if diff := cmp.Diff(test.want, spoken(t, "topics/x.md", test.language, test.body)); diff != "" {
			t.Errorf("%s: %s\n%s", test.language, test.body, diff)
		}
	}
}
