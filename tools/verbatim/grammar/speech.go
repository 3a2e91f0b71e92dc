package grammar

import (
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// A source that was spoken was punctuated by its typist. There another hand
// may set other commas, full stops, semicolons, colons and dashes, and the
// capital that follows from them; the words stay exact. No mark goes or comes
// where it decides the sense: beside a negator or restrictor (No. More), a verb
// of saying or thinking, before a relative word; and the stop of an
// abbreviation is no mark.

// SpokenMarks are the marks that may differ.
const SpokenMarks = ",.;:—–―-、。，．；：!?！？…\"'"

// spokenReason says why the punctuation of speech may not differ where the
// change has it.
func spokenReason(c Change) string {
	c = c.bare()
	l := c.Text.Language()
	if l == nil {
		return "no lists of words are known for the text's language: keep its punctuation"
	}
	ours := c.Pattern.Raw[c.Pattern.Start(c.Ours.Start):max(c.Pattern.Start(c.Ours.Start), c.Pattern.End(c.Ours.End))]
	theirs := c.Text.Raw()[c.Text.Start(c.Theirs.Start):max(c.Text.Start(c.Theirs.Start), c.Text.End(c.Theirs.End))]
	for _, s := range []string{ours, theirs} {
		for _, r := range s {
			if !fold.IsBlank(r) && !fold.IsInvisible(r) && !fold.IsWord(r) && !strings.ContainsRune(SpokenMarks, r) {
				return "only commas, full stops, semicolons, colons and dashes of speech may differ"
			}
		}
	}
	if strings.ContainsAny(theirs, ".。") && !strings.ContainsAny(ours, ",.;:—–―-、。，．；：") {
		return "a full stop of speech may become another mark, and not go"
	}
	if strings.ContainsAny(ours, stops) && AsksBehind(c.Text, c.Theirs.End) {
		return closingReason(c)
	}
	if asks(ours) != asks(theirs) {
		return "a question's or an exclamation's mark may not come or go"
	}
	if lettersOf(ours) != lettersOf(theirs) && !capitalAfter(c.Pattern.Raw[:c.Pattern.Start(c.Ours.Start)], ours) && !capitalAfter(c.Text.Raw()[:c.Text.Start(c.Theirs.Start)], theirs) {
		return "a capital may differ behind a mark only"
	}
	return besides(c, l)
}

func asks(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("?!？！", r) {
			return r
		}
		return -1
	}, s)
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// capitalAfter reports whether the letters of s stand behind a mark of speech.
func capitalAfter(before, s string) bool {
	i := strings.IndexFunc(s, unicode.IsLetter)
	if i < 0 {
		return true
	}
	before = strings.TrimRightFunc(before+s[:i], func(r rune) bool { return fold.IsBlank(r) || fold.IsInvisible(r) || fold.MarkOf(r) != 0 })
	r, _ := fold.Before(before, len(before))
	return before == "" || strings.ContainsRune(",.;:—–―-、。，．；：?!？！…", r)
}

// besides looks at the words on both sides of the mark in the text.
func besides(c Change, l *fold.Language) string {
	s := c.Text.Chars
	at := min(c.Theirs.Start, len(s))
	before := lastWordEnd(s, at)
	after := at + firstWord(s[at:])
	from := fold.TokenStart(s, max(0, before-text.PhraseReach))
	to := fold.TokenEnd(s, min(len(s), after+text.PhraseReach)-1)
	for _, w := range l.Words(s[from:max(from, to)]) {
		w.Start, w.End = w.Start+from, w.End+from
		left, right := w.End == before, w.Start == after
		switch {
		case !left && !right:
		case w.Class&fold.Turns != 0, w.Class&(fold.Speech|fold.Thinking) != 0:
			return "a mark beside " + Quoted(s[w.Start:w.End]) + " may not differ"
		case right && w.Class&fold.Relative != 0:
			return "a mark before " + Quoted(s[w.Start:w.End]) + " may not differ"
		}
	}
	if before < len(s) && s[before] == '.' {
		if word := s[fold.TokenStart(s, before) : before+1]; l.Abbreviated(word, false) {
			return "the full stop of " + Quoted(word) + " is a part of it"
		}
	}
	return ""
}
