package match

import (
	"testing"

	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// marked has the rules of visible alterations.
var marked = map[string][]row{
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
	text, _ := NewText("We will never close it.", text.Options{})
	if r := text.Match(Quote{Words: "We will *never* close"}); r.Verdict == Verbatim {
		t.Error("passes")
	}
}

func TestStrictPolicy(t *testing.T) {
	text, _ := NewText("The port opens in May, after a long winter of storms, and the boats sail.", text.Options{Strict: true})
	for quote, want := range map[string]bool{
		"The port opens":                      true,
		"the port opens":                      false, // only in brackets
		"[t]he port opens":                    true,
		"port opens in May … And the boats":   false,
		"port opens in May … and the boats":   true,
		"port opens in May … [A]nd the boats": true,
	} {
		if got := text.Match(Quote{Words: quote}).Verdict == Verbatim; got != want {
			t.Errorf("%q: %v", quote, got)
		}
	}
}

func TestListedApparatus(t *testing.T) {
	text, _ := NewText("We met. (Applause.) We agreed to (long pause) go. (Applause.)", text.Options{Apparatus: []string{"(Applause.)", "(long pause)"}})
	for quote, want := range map[string]grammar.Class{
		"We met. We agreed":             grammar.Marked,
		"We met. (Applause.) We agreed": grammar.Exact,
		"agreed to go":                  grammar.Marked,
		"We met. We agreed to go":       grammar.Marked,
		"We met. (Laughter.) We agreed": grammar.None,
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
