package match

import (
	"fmt"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// hostile is what an opponent may write: a part that a text repeats, and a
// quotation.
var hostile = map[string]struct{ head, part, tail, quote string }{
	"one letter":       {"", "a ", "", strings.Repeat("a ", 1000) + "b"},
	"one letter, dots": {"", "a ", "", strings.Repeat("a a … ", 100) + "b"},
	"brackets":         {"", "a b c ", "", strings.Repeat("[x] a ", 100)},
	"letters":          {"", "abc ", "", strings.Repeat("a[b]c ", 100)},
	"open brackets":    {"", "alpha ", "", "alpha " + strings.Repeat("[", 10_000)},
	"open marks":       {"", "“ ’ \"", "", "“a” ‘b’"},
	"possessives":      {"", "the leaders’ plan ", "", "the leaders"},
	"doubtful marks":   {"", "‘as’ a ", "", "‘as’ a"},
	"invisible":        {"a", "\u00AD", "b", "a" + strings.Repeat("\u200B", 1000) + "b"},
	"joiners":          {"می", "\u200C", "خ", "می" + strings.Repeat("\u200C", 1000) + "خ"},
	"combining":        {"a", "\u0301", "", "a\u0301"},
	"line hyphens":     {"", "ab-\n", "", strings.Repeat("ab", 500)},
	"notes":            {"", "a[1] ", "", strings.Repeat("a ", 500)},
	"note after note":  {"a", "[1]", " b", "a b"},
	"dots":             {"", ". ", "", "a. . . ."},
	"dashes":           {"", "-- ", "", "a -- b"},
	"negators":         {"", "not never no ", "", "not … no … never"},
	"signs":            {"", "-", "", "-1"},
	"digits":           {"", "1 000 ", "", "1 000 000"},
	"blank lines":      {"", "a\n\n", "", "a a a"},
	"headings":         {"", "A\n\n", "", "A A"},
	"labels":           {"", "A: b\n", "", "b b"},
	"quotation marks":  {"", `"`, "", `"a"`},
	"Japanese":         {"", "のの", "", "のない…のの…の"},
	"one word":         {"", "word ", "", "word word"},
	"hundred of it":    {"", "word ", "", strings.Repeat("word ", 99) + "word"},
	"one omission":     {"", "word ", "", "word word … word word"},
	"ten omissions":    {"", "word ", "", strings.Repeat("word word … ", 10) + "word"},
	"201 pieces":       {"", "word ", "", strings.Repeat("word word … ", 200) + "word"},
	"altered":          {"", "word ", "", strings.Repeat("word ", 50) + "ward " + strings.Repeat("word ", 50)},
	"one kana":         {"", "あ", "", "ああああ…ああああ"},
	"one token":        {"", "a", "", "aa"},
	"one hyphenated":   {"a", "-a", "", "a-a"},
	"superscripts":     {"a", "⁴", "", "a"},
	"two kana":         {"", "あい", "", "あ〔う〕あ〔う〕あ〔う〕い"},
	"many brackets":    {"", "he met the port and the town ", "", strings.Repeat("[he] met the port ", 1000)},
}

// BenchmarkHostile shows that what an opponent may write takes time in
// proportion to its length: the bytes a second of 0.1, of 1 and of 10 MB are alike.
func BenchmarkHostile(b *testing.B) {
	for name, c := range hostile {
		for _, size := range []int{100_000, 1_000_000, 10_000_000} {
			raw := c.head + strings.Repeat(c.part, size/len(c.part)) + c.tail
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(len(raw)))
				for b.Loop() {
					text, _ := NewText(raw, text.Options{Turns: name == "labels"})
					text.Match(Quote{Words: c.quote, AnySpeaker: true})
				}
			})
		}
	}
}
