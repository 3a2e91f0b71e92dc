package prose

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// anything is a schema that every front matter meets.
func anything(t testing.TB) *matter.Schema {
	s, err := matter.NewSchema("any.json", []byte(`{"type": "object"}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parse(t testing.TB, body string) (*Page, []finding.Finding) {
	return parseAs(t, "topics/x.md", "", body)
}

// parseAs reads a body as a page below content/, on a site in a language.
func parseAs(t testing.TB, name, language, body string) (*Page, []finding.Finding) {
	var list finding.List
	file := finding.NewFile("content/"+name, []byte("---\ntitle: X\n---\n"+body))
	page := ParseAs(file, file.Name, language, anything(t), list.Report)
	for _, u := range page.Unsourced {
		list.Report(finding.Finding{Rule: finding.QuoteUnsourced, File: page.File, Span: u.Span})
	}
	return page, list.Sorted()
}

func TestUses(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       []Use
	}{
		{"quotation", `He said [“yes”](source:a "Ida Marsh").`,
			[]Use{{Kind: Quotation, Line: 4, Column: 9, Own: "“yes”", Words: "yes", Source: "a", Speaker: "Ida Marsh"}}},
		{"straight marks", `["yes"](source:a)`, []Use{{Kind: Quotation, Line: 4, Column: 1, Own: `"yes"`, Words: "yes", Source: "a"}}},
		{"inner marks", `[“he said ‘no’ twice”](source:a)`, []Use{{Kind: Quotation, Line: 4, Column: 1, Own: "“he said ‘no’ twice”", Words: "he said ‘no’ twice", Source: "a"}}},
		{"Japanese", `[「最大限の圧力」](source:a#三)`, []Use{{Kind: Quotation, Line: 4, Column: 1, Own: "「最大限の圧力」", Words: "最大限の圧力", Source: "a", Place: "三"}}},
		{"emphasis and escapes", `[“*yes*, \*so\* &amp; more”](source:a)`, []Use{{Kind: Quotation, Line: 4, Column: 1, Own: "“yes, *so* & more”", Words: "yes, *so* & more", Source: "a", Emphasis: [][2]int{{0, 3}}}}},
		{"citation", `[they agreed](source:a#p2 "it was agreed")`, []Use{{Kind: Citation, Line: 4, Column: 1, Own: "they agreed", Words: "it was agreed", Source: "a", Place: "p2"}}},
		{"reference", `[their sixth](source:a)`, []Use{{Kind: Reference, Line: 4, Column: 1, Own: "their sixth", Source: "a"}}},
		{"reference link", "[their sixth][1]\n\n[1]: source:a", []Use{{Kind: Reference, Line: 4, Column: 1, Own: "their sixth", Source: "a"}}},
		{"in a list", "- one\n- [two](source:a)", []Use{{Kind: Reference, Line: 5, Column: 3, Own: "two", Source: "a"}}},
		{"in a table", "| a | b |\n| - | - |\n| ü | [x](source:a) |", []Use{{Kind: Reference, Line: 6, Column: 8, Own: "x", Source: "a"}}},
		{"block", "> Yes,\n> we do.\n>\n> We *will*.\n>\n> — [Ida Marsh](source:a)",
			[]Use{{Kind: Quotation, Block: true, Line: 4, Column: 1, Own: "Yes,\nwe do.\n\nWe will.", Words: "Yes,\nwe do.\n\nWe will.", Source: "a", Speaker: "Ida Marsh", SaidLine: 9, SaidColumn: 7, Emphasis: [][2]int{{16, 20}}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			page, findings := parse(t, test.body)
			for _, f := range findings {
				t.Errorf("%s: %s", f.Rule, f.Message)
			}
			var got []Use
			for _, u := range page.Uses {
				use := *u
				use.Page, use.Span, use.WordsAt, use.Target, use.SaidAt, use.Beside = nil, finding.Span{}, finding.Span{}, finding.Span{}, finding.Span{}, Beside{}
				got = append(got, use)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Findings name the very bytes: rule, then what is underlined.
func TestFindings(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"unsourced", "They were “friends” then.", "quote-unsourced “friends”"},
		{"unsourced, guillemets", "They were « amis » then.", "quote-unsourced « amis »"},
		{"unsourced, Japanese", "これは「平和」です。", "quote-unsourced 「平和」"},
		{"unsourced by entity", "They were &ldquo;friends&rdquo; then.", "quote-unsourced &ldquo;friends&rdquo;"},
		{"in an ordinary link", "[“friends”](https://example.org/)", "quote-unsourced “friends”"},
		{"in strong emphasis", "They were **“friends”** then.", "quote-unsourced “friends”"},
		{"in a table", "| a |\n| - |\n| “b” |", "quote-unsourced “b”"},
		{"in a heading, though sourced", "## [“friends”](source:a)", "quote-form [“friends”](source:a)"},
		{"in a heading", "## “Friends” they were", "quote-unsourced “Friends”"},
		{"in a heading, marks round a link", "## “[friends](source:a)” now", "quote-form [friends](source:a)"},
		{"in the title of a link", `[a](https://example.org/ "the “b”")`, "quote-unsourced the “b”"},
		{"struck out on an ordinary page", "~~“a”~~", "quote-unsourced “a”"},
		{"unpaired", "They “were friends.", "quote-unpaired “"},
		{"outside the link", "“[friends](source:a)”", "quote-form “[friends](source:a)”"},
		{"two pairs in a link", "[“a” and “b”](source:a)", "quote-form “a”"},
		{"more than the quotation in a link", "[the “a”](source:a)", "quote-form “a”"},
		{"no attribution", "> Words.", "quote-attribution > Words."},
		{"attribution in the last paragraph", "> Words. — [A](source:a)", "quote-attribution > Words. — [A](source:a)"},
		{"marks round a block", "> “Words.”\n>\n> — [A](source:a)", "quote-form “Words.”"},
		{"a list in a block", "> - Words.\n>\n> — [A](source:a)", "quote-form - Words."},
		{"empty link", "[](source:a)", "quote-form [](source:a)"},
		{"raw HTML", "a <b>b</b>", "markdown-html <b>"},
		{"raw HTML block", "<div>\nx\n</div>", "markdown-html <div>\nx\n</div>"},
		{"shortcode", "a {{< x >}}", "markdown-shortcode {{<"},
		{"script", "[a](javascript:x)", "link-broken javascript:x"},
		{"a level skipped", "## A\n\n#### B\n\n### C", "heading-level #### B"},
		{"the first level skipped", "### A", "heading-level ### A"},
		{"the title again", "A\n=\n\n## B", "heading-level A"},
		{"levels go back freely", "## A\n\n### B\n\n## C\n\n### D\n\n#### E", ""},
		{"no alternative text", "![](a.png) ![ ](b.png) ![c](c.png)", "image-alt ![ image-alt !["},
		{"emphasis that does not close", "これは**「平和」**です。", "markdown-emphasis ** quote-unsourced 「平和」"},
		{"emphasis that closes after a full stop", "**重要。**これは", "markdown-emphasis **"},
		{"emphasis that closes in the wrong place", "**重要。**これは**強調**です", "markdown-emphasis これは"},
		{"emphasis with underscores", "これは_強調_です", "markdown-emphasis _"},
		{"asterisks in any script", `The **"x,"**y.`, `markdown-emphasis ** quote-unsourced "x,"`},
		{"Japanese emphasis that works", "これは**平和**です。*強調* `**` a * b, snake_case and 5*3", ""},
		{"escaped asterisks", `\*\*注\*\*`, ""},
		{"autolinks", "<https://a.example/> <a@b.example> <javascript:x>", "link-broken <javascript:x>"},
		{"code is exempt", "a `say(\"b\")` c `x = “y”` `[“…”](source:ID)` `echo --now \"a\"`\n\n```sh\necho “e\n```\n\n~~~ JSON config.json\n{\"a\": 1}\n~~~", ""},
		{"apostrophes are not marks", "The leaders’ plan, in the ’90s, wasn't theirs; 6' 2\" tall.", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			page, findings := parse(t, test.body)
			var got []string
			for _, f := range findings {
				got = append(got, string(f.Rule)+" "+string(page.File.Data[f.Span.Start:f.Span.End]))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What looks like a lot to a parser, and isn't, is read.
func TestNotTooDeep(t *testing.T) {
	for name, body := range map[string]string{
		"a table of possessives":       "| a | b |\n| - | - |\n" + strings.Repeat("| Arden’s | Vell's |\n", 510),
		"a paragraph of apostrophes":   strings.Repeat("the leaders’ ", 1200),
		"a line of dots":               strings.Repeat(".", 70),
		"a line of dots in a table":    "| a |\n| - |\n| " + strings.Repeat(".", 70) + " |",
		"a gap filled with dots":       "1 " + strings.Repeat(". ", 70),
		"a long rule":                  strings.Repeat("-", 200) + "\n\n" + strings.Repeat("*", 200),
		"a table with a rule":          "| a |\n|" + strings.Repeat("-", 200) + "|\n| b |",
		"a number of many figures":     strings.Repeat("1234567890", 20) + ". a",
		"brackets of many paragraphs":  strings.Repeat("[a]\n\n", 1200),
		"possessives of many sections": strings.Repeat("## A\n\nHers’s\n\n", 1200),
	} {
		if page, findings := parse(t, body); page.Unread {
			t.Errorf("%s: %s", name, place(findings))
		}
	}
}

func TestTooDeep(t *testing.T) {
	for body, want := range map[string]string{
		strings.Repeat(">", 65):                             "4:65 the page is nested too deep to be read",
		strings.Repeat("> ", 65) + "a":                      "4:129 the page is nested too deep to be read",
		strings.Repeat("1. ", 65) + "a":                     "4:194 the page is nested too deep to be read",
		strings.Repeat("12) ", 65) + "a":                    "4:259 the page is nested too deep to be read",
		"| a |\n| - |\n" + strings.Repeat("| [b |\n", 1001): "1006:3 a paragraph holds more than 1000 brackets",
		strings.Repeat("a*b ", 1001):                        "4:4002 a paragraph holds more than 1000 marks of emphasis",
	} {
		if page, findings := parse(t, body); !page.Unread || place(findings) != want {
			t.Errorf("%.20q: got %.200s, want %s", body, place(findings), want)
		}
	}
}

// Front matter proves nothing.
func TestFrontMatterMarks(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"marks", "---\ntitle: the “X”\n---\n", "2:8 quotation marks in front matter, where nothing can be proven"},
		{"marks in a nested value", "---\na:\n  - b: '\"c\"'\n---\n", "3:8 quotation marks in front matter, where nothing can be proven"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			Parse(finding.NewFile("content/x.md", []byte(test.file)), anything(t), list.Report)
			if got := place(list.Sorted()); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func place(findings []finding.Finding) string {
	var all []string
	for _, f := range findings {
		p := f.File.Position(f.Span.Start)
		all = append(all, strings.Join([]string{strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column), f.Message}, " "))
	}
	return strings.Join(all, "; ")
}

// What stands beside a use are the letters of its block, to the block's end, to
// what is no text, or to a bound.
func TestBeside(t *testing.T) {
	long := strings.Repeat("日本 ", 100)
	for text, want := range map[string]Beside{
		"He said: |x|, and (Ms. B) 2!":      {"\nHesaid", "andMsB2\n"},
		"|x|":                               {"\n", "\n"},
		"a " + opaque + " b |x| c" + opaque: {"b", "c"},
		long + "|x|" + long:                 {strings.Repeat("日本", maxBeside/6), strings.Repeat("日本", maxBeside/6)},
	} {
		parts := strings.Split(text, "|")
		if got := BesideOf(strings.Join(parts, ""), len(parts[0]), len(parts[0])+len(parts[1])); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}
