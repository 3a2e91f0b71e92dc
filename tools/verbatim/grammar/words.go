package grammar

import (
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// isName reports a word that is a name by its capital: not one at a sentence's
// beginning, and not in German, where every noun has one.
func isName(t *text.Text, l *fold.Language, w fold.Span) bool {
	r, _ := fold.After(t.Chars, w.Start)
	if w.End < len(t.Chars) && t.Chars[w.End] == '.' && l.Abbreviated(t.Chars[w.Start:w.End+1], true) {
		return false // No. 88
	}
	if l.Tag == "en" && isDay(t.Chars[w.Start:w.End], t.Chars[w.End:]) {
		return false // on Monday, on March 23: nobody acts
	}
	return l.Tag != "de" && (unicode.IsUpper(r) || unicode.IsTitle(r)) && !t.Begins(l, w.Start)
}

// isDay reports an English day of the week, or a month: one that is also a name or
// a verb only before a figure.
func isDay(word, rest string) bool {
	switch word {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "July", "September", "October", "November", "December":
		return true
	case "March", "April", "May", "June", "August":
		figure, _ := fold.After(strings.TrimPrefix(rest, " "), 0)
		return fold.IsDigit(figure)
	}
	return false
}

// parted says why a gap parts an inner quotation: of a pair of the text's marks
// it may leave out both or none, and none of the quotation's own pairs may
// open before it and close after it.
func (c Change) parted() string {
	const reason = "the omission parts an inner quotation"
	for open, shut := range c.Pattern.pairs {
		if open < c.Ours.Start && shut >= c.Ours.End {
			return reason
		}
	}
	raw := c.Text.RawSpan(c.Theirs)
	in := func(at int) bool { return at >= raw.Start && at < raw.End }
	for i := c.Text.ParagraphAt(raw.Start); i < len(c.Text.Paragraphs()) && c.Text.Paragraphs()[i].Start < raw.End; i++ {
		p, marks := c.Text.Paragraphs()[i], c.Text.MarksOf(i)
		for _, m := range marks {
			switch {
			case !in(p.Start + m.Start):
			case m.Pair < 0, !in(p.Start + marks[m.Pair].Start):
				return reason
			}
		}
	}
	return ""
}

// Quoted sets words between quotation marks.
func Quoted(words string) string { return `"` + fold.Readable(strings.TrimSpace(words)) + `"` }

// firstWord returns the offset of the first word character of s.
func firstWord(s string) int {
	if i := strings.IndexFunc(s, fold.IsWord); i >= 0 {
		return i
	}
	return len(s)
}
