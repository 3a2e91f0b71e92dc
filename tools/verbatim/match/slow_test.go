package match

import (
	"strings"
	"testing"
	"time"
)

// What an opponent may write takes time in proportion to its length.
func TestNothingIsSlow(t *testing.T) {
	long := func(s string) string { return strings.Repeat(s, 100_000/len(s)) }
	for name, c := range map[string][2]string{
		"one letter":       {long("a "), long("a ")[:2001] + "b"},
		"one letter, dots": {long("a "), strings.Repeat("a a … ", 100) + "b"},
		"brackets":         {long("a b c "), strings.Repeat("[x] a ", 100)},
		"letters":          {long("abc "), strings.Repeat("a[b]c ", 100)},
		"open marks":       {long("“ ’ "), "“a” ‘b’"},
		"possessives":      {long("the leaders’ plan "), "the leaders"},
		"doubtful marks":   {long("‘as’ a "), "‘as’ a"},
		"invisible":        {"a" + long("\u00AD") + "b", "a" + long("\u200B") + "b"},
		"joiners":          {"می" + long("\u200C") + "خ", "می" + long("\u200C") + "خ"},
		"combining":        {"a" + long("\u0301"), "a\u0301"},
		"line hyphens":     {long("ab-\n"), strings.Repeat("ab", 500)},
		"notes":            {long("a[1] "), strings.Repeat("a ", 500)},
		"note after note":  {"a" + long("[1]") + " b", "a b"},
		"dots":             {long(". "), "a. . . ."},
		"dashes":           {long("-- "), "a -- b"},
		"negators":         {long("not never no "), "not … no … never"},
		"signs":            {long("-"), "-1"},
		"digits":           {long("1 000 "), "1 000 000"},
		"blank lines":      {long("a\n\n"), "a a a"},
		"headings":         {long("A\n\n"), "A A"},
		"labels":           {long("A: b\n"), "b b"},
		"quotation marks":  {long(`"`), `"a"`},
		"Japanese":         {long("のの"), "のない…のの…の"},
	} {
		start := time.Now()
		text, _ := NewText(c[0], Options{Turns: name == "labels"})
		q := Quote{Words: c[1], AnySpeaker: true}
		r := text.Match(q)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: %v (%v)", name, d, r.Verdict)
		} else {
			t.Logf("%s: %v (%v)", name, d, r.Verdict)
		}
	}
}
