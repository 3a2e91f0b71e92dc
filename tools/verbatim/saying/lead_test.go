package saying

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLeads: what introduces a quotation is read as one sentence with it, whatever
// block it stands in. T stands for a quotation of Trump, O for the document's own
// words, and in what is wanted for what is underlined.
func TestLeads(t *testing.T) {
	const trump, own = `[“X”](source:a "Donald Trump")`, `[“X”](source:a)`
	const wrong, doubtful = "quote-speaker " + trump, "quote-prose-speaker " + trump
	for _, test := range []struct{ language, body, want string }{
		// Lists, paragraphs, items in items.
		{"en", "Kim Jong Un said:\n\n- T", wrong},
		{"en", "Kim Jong Un said:\n\n- on Monday, T", wrong},
		{"en", "Kim Jong Un said:\n- a\n- b\n  - T", wrong},
		{"en", "Kim Jong Un said the following:\n\n1. T", wrong},
		{"en", "**Kim Jong Un** said：\n\nT", wrong},
		{"en", "Kim Jong Un said\n\nT", wrong},
		{"en", "Kim Jong Un said the following\n\n- T", wrong},
		{"en", "Then, as Kim Jong Un said —\n\n***\n\n- T", wrong},
		{"en", "- Kim Jong Un said:\n- T", wrong},
		{"en", "- Kim Jong Un said:\n\nT", wrong},
		{"en", "- Kim Jong Un said:\n\n  T", wrong},
		{"en", "- **Kim Jong Un:**\n  - T", wrong},
		{"en", "- Kim Jong Un said:\n  - on the summit:\n    - T", wrong},
		{"en", "He came. According to Kim:\n\nT", wrong},
		{"en", "Trump came. Kim Jong Un said:\n\n- T", wrong},
		{"de", "Kim Jong Un sagte:\n\n- T", wrong},
		{"ja", "安倍首相は次のように述べた。\n\n- T", wrong},
		{"ja", "安倍首相は次のように述べた：\n\n- T", wrong},
		{"en", "Abe told Trump:\n\n- T", doubtful},
		{"en", "Kim Jong Un told Abe:\n\n- O", "quote-prose-speaker " + own},
		{"en", "Two statements of Kim Jong Un:\n\n- T", doubtful},
		{"en", "Kim Jong Un said:\n\n- in a letter to Donald Trump that it was a T", doubtful},
		{"en", "Kim Jong Un said:\n\n- as reported by Donald Trump, T", ""},
		// Tables.
		{"en", "Kim Jong Un said:\n\n| a | b |\n| - | - |\n| c | T |", wrong},
		{"en", "| When | Kim Jong Un said |\n| - | - |\n| c | T |", wrong},
		{"en", "| a | b | c |\n| - | - | - |\n| Kim Jong Un said: | in 2018 | T |", wrong},
		{"en", "| Speaker | Said |\n| - | - |\n| Kim Jong Un | T |", wrong},
		{"en", "| Who | Words |\n| - | - |\n| Kim Jong Un | T |", doubtful},
		// Headings.
		{"en", "## Kim Jong Un said\n\nT", wrong},
		{"en", "## What Kim Jong Un said\n\nIt was so.\n\n### On the summit\n\nIt was T", wrong},
		{"en", "## According to Kim Jong Un\n\n- T", doubtful},
		// Block quotations.
		{"en", "Abe said\n\n> X.\n>\n> — [Donald Trump](source:a)", "quote-speaker Donald Trump"},
		{"en", "- Abe said:\n\n  > X.\n  >\n  > — [Donald Trump](source:a)", "quote-speaker Donald Trump"},
		{"en", "## Abe said\n\n> X.\n>\n> — [Donald Trump](source:a)", "quote-speaker Donald Trump"},
		// Honest neighbours.
		{"en", "Trump said:\n\n- T\n- T", ""},
		{"en", "Kim Jong Un said no:\n\n- the President called it T\n- Trump: T\n- T, Trump said", ""},
		{"en", "Abe recalled what Trump had said:\n\n- T", ""},
		{"en", "Kim Jong Un said no.\n\nT", ""},
		{"en", "Kim Jong Un said:\n\n- no\n\nT", ""},
		{"en", "Kim Jong Un said [“Y”](source:a \"Kim Jong Un\")\n\nT", ""},
		{"en", "- Kim Jong Un said no\n- T", ""},
		{"en", "- Kim Jong Un said [“Y”](source:a \"Kim Jong Un\")\n- T", ""},
		{"en", "He said:\n\n- T", ""},
		{"en", "The two leaders said:\n\n- T", ""},
		{"en", "| Kim Jong Un said | Trump said |\n| - | - |\n| [“Y”](source:a \"Kim Jong Un\") | T |", ""},
		{"en", "| Of whom | Speaker | Words |\n| - | - | - |\n| Kim Jong Un | Trump | T |", ""},
		{"en", "| Year | Words |\n| - | - |\n| 2018 | T |", ""},
		{"en", "## What Kim Jong Un said\n\nTrump answered on Twitter.\n\nIt was T", ""},
		{"en", "## What Kim Jong Un said\n\nTrump called it T.", ""},
		{"en", "## What Kim Jong Un said\n\na\n\n## Words\n\nT", ""},
		{"en", "## The letter to Kim\n\nT", ""},
		{"ja", "安倍首相は反対だと述べた。\n\n同じ日、大統領は[「X」](source:a \"Donald Trump\")とした。", ""},
	} {
		body := strings.NewReplacer("T\n", trump+"\n", "T,", trump+",", "T.", trump+".", "T |", trump+" |", "O\n", own+"\n").Replace(test.body + "\n")
		if diff := cmp.Diff(test.want, spoken(t, "topics/x.md", test.language, body)); diff != "" {
			t.Errorf("%s: %s\n%s", test.language, test.body, diff)
		}
	}
}
