package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// What stands just outside a quotation may turn what is inside. Mostly that is
// a warning, for a cut is no change, and an exact copy passes. Where the cut
// goes through what belongs together it is refused, even of an exact copy: a
// negator cut off its verb, a number off its unit, a question off its mark.

// EdgeReason says why a quotation may not begin and end where it does; it is
// empty where it may.
func EdgeReason(t *text.Text, s fold.Span) string {
	t, s = t.Bare(), t.BareSpan(s)
	u := t.Units()[max(0, t.UnitAt(s.Start))]
	e := edges{t: t, unit: fold.Span{Start: u.Start, End: max(u.End, s.End)}, Span: s}
	for _, rule := range []func() string{e.numbers, e.affixes, e.question} {
		if reason := rule(); reason != "" {
			return reason
		}
	}
	if l := t.Language(); l != nil {
		e.language = l
		return e.turned()
	}
	return ""
}

// edges is a quotation's span in the folded text, with its unit.
type edges struct {
	t    *text.Text
	unit fold.Span
	fold.Span
	language *fold.Language
}

// affixes: in scripts without spaces no negating affix or negator touches the
// cut from outside, and none is cut through.
func (e *edges) affixes() string {
	s := e.t.Chars
	l := e.t.Language()
	if l == nil {
		return ""
	}
	for _, at := range []int{e.Start, e.End} {
		a, _ := fold.Before(s, at)
		b, _ := fold.After(s, at)
		if at <= e.unit.Start || at >= e.unit.End || fold.Unspaced(a) == 0 && a != '・' || fold.Unspaced(b) == 0 {
			continue
		}
		if cut := e.cutOff(l, at); cut != "" {
			return "the quotation cuts off " + cut
		}
	}
	return ""
}

// turnedVerb reports whether kana behind a character turn it into a verb that is
// denied or suffered: 署名させ, 殴られ, 戦わず.
func turnedVerb(kana string) bool {
	switch kana {
	case "され", "させ":
		return true
	}
	first, n := utf8.DecodeRuneInString(kana)
	return strings.ContainsRune("かさざたなばまらわ", first) && first != 0 && strings.Contains("れ せ ず な", kana[n:]) && kana[n:] != ""
}

// cutOff says what stands outside the cut at a place and changes what is inside.
func (e *edges) cutOff(l *fold.Language, at int) string {
	s := e.t.Chars
	a, _ := fold.Before(s, at)
	_, bn := fold.After(s, at)
	for from, k := at, 0; at == e.Start && k < 4 && from > e.unit.Start; k++ {
		_, n := fold.Before(s, from)
		if from -= n; l.Prefix(s[from:at]) {
			return Quoted(s[from:at]) + ", which negates what follows"
		}
	}
	if at == e.End && l.Tag == "ja" && unicode.Is(unicode.Han, a) && turnedVerb(s[at:min(len(s), at+2*bn)]) {
		return Quoted(s[at : at+2*bn])
	}
	from, to := e.around(at)
	for _, w := range l.Words(s[from:to]) {
		w.Start, w.End = w.Start+from, w.End+from
		outside := at == e.Start && w.End == at || at == e.End && w.Start == at
		switch {
		case outside && w.Class&fold.Negator != 0:
			return Quoted(s[w.Start:w.End]) + ", which negates"
		case at == e.End && w.Start == at && w.Class&fold.Asking != 0:
			return Quoted(s[w.Start:w.End]) + ", which makes it a question"
		}
	}
	return ""
}

// around returns a window round a place of the text, inside the unit, that
// holds every phrase which touches it.
func (e *edges) around(at int) (from, to int) {
	from, to = max(e.unit.Start, at-text.PhraseReach), min(e.unit.End, at+text.PhraseReach)
	for from < at && !fold.Boundary(e.t.Chars, from) {
		from++
	}
	for to > at && !fold.Boundary(e.t.Chars, to) {
		to--
	}
	return from, to
}

// question: from a sentence's beginning to its last word a question takes its
// mark along.
func (e *edges) question() string {
	s := e.t.Chars
	end := e.End
	for end < e.unit.End {
		r, n := fold.After(s, end)
		if !strings.ContainsRune(` "')(…—!`, r) {
			break
		}
		end += n
	}
	if r, _ := fold.After(s, end); !fold.IsQuestion(r, e.t.Language()) {
		return ""
	}
	start := e.Start
	for start > e.unit.Start {
		r, n := fold.Before(s, start)
		if r != '¿' {
			break
		}
		start -= n
	}
	l := e.t.Language()
	if l == nil {
		l = fold.LanguageOf("en")
	}
	if e.t.Begins(l, start) {
		return "the words are a question: quote its mark as well"
	}
	return ""
}

// AsksBehind reports whether the text asks at a place, closing marks aside: no stop
// may be set there.
func AsksBehind(t *text.Text, at int) bool {
	for at < len(t.Chars) {
		r, n := fold.After(t.Chars, at)
		if fold.IsQuestion(r, t.Language()) {
			return true
		}
		if !strings.ContainsRune(`"')!…`, r) {
			return false
		}
		at += n
	}
	return false
}

// closingReason: no stop is set, and none changed, where the text asks.
func closingReason(c Change) string {
	if c = c.bare(); c.Ours.Start < c.Ours.End && AsksBehind(c.Text, c.Theirs.End) {
		return "the words are a question: its mark may be left off, and no stop takes its place"
	}
	return ""
}

// CutQuestion returns where the mark of a question stands whose words a quotation
// ends with, or begins with, and whose mark it leaves off; it is empty where there
// is none.
func CutQuestion(t *text.Text, s fold.Span) fold.Span {
	l := t.Language()
	if l == nil {
		l = fold.LanguageOf(t.Options().Language) // too short to be known by its words
	}
	if strings.ContainsFunc(t.Chars[s.Start:s.End], func(r rune) bool { return fold.IsQuestion(r, l) }) {
		return fold.Span{}
	}
	if next, n := fold.After(t.Chars, s.End); fold.IsQuestion(next, l) {
		return fold.Span{Start: s.End, End: s.End + n}
	}
	if l == nil || !t.Begins(l, s.Start) {
		return fold.Span{}
	}
	end := t.Sentence(l, max(s.Start, s.End-1)).End
	end = len(strings.TrimRight(t.Chars[:end], ` "')`))
	r, n := fold.Before(t.Chars, end)
	if end <= s.End || !fold.IsQuestion(r, l) {
		return fold.Span{}
	}
	return fold.Span{Start: end - n, End: end}
}

// turned: no negator stands behind the cut with its auxiliary kept, and none
// ends the clause that is cut.
func (e *edges) turned() string {
	s, l := e.t.Chars, e.language
	rest := fold.Span{Start: e.End, End: e.clauseEnd()}
	if reason := e.interrupted(l); reason != "" {
		return reason
	}
	if r, _ := fold.Before(s, len(strings.TrimRight(s[:e.End], ` "')`))); strings.ContainsRune(clauseMarks, r) {
		return "" // the quotation has the mark at which its clause ends
	}
	if rest.End <= rest.Start || strings.ContainsAny(s[rest.Start:rest.Start+firstWord(s[rest.Start:rest.End])], clauseMarks) {
		return ""
	}
	from := fold.TokenStart(s, lastWordEnd(s, e.End))
	words := l.Words(s[from:rest.End])
	words = slices.DeleteFunc(words, func(w fold.Word) bool { return w.End+from <= from })
	i := slices.IndexFunc(words, func(w fold.Word) bool { return w.Start+from >= e.End })
	if i < 0 {
		return ""
	}
	said := func(w fold.Word) string { return Quoted(s[w.Start+from : w.End+from]) }
	first, last := words[i], words[len(words)-1]
	if r, _ := fold.Before(s, e.End); i > 0 && words[i-1].Class&fold.Auxiliary != 0 && first.Class&fold.Negator != 0 && fold.IsWord(r) {
		return "the quotation ends before " + said(first) + ", which negates its last word"
	}
	if last.Class&fold.Negator != 0 && l.Tag != "ja" && l.Tag != "zh" {
		return "the quotation ends before " + said(last) + ", which negates the whole"
	}
	if r := lastRune(strings.TrimRight(s[:e.End], `"'`)); l.Tag == "ja" && unicode.Is(unicode.Hiragana, r) {
		return e.verbEnds(words[max(0, i-1):], min(i, 1), from)
	}
	return ""
}

// verbEnds: a quotation that ends in kana ends a verb, unless what follows in its
// clause turns or asks, or is the rest of an ending that was cut. Of the words,
// which begin at an offset of the text, those from i on are outside.
func (e *edges) verbEnds(words []fold.Word, i, from int) string {
	s := e.t.Chars[from:]
	if i > 0 && e.language.Covered(e.t.Chars, fold.Span{Start: e.End, End: e.End}, fold.Modal|fold.Volition|fold.Turns) {
		return "the quotation cuts " + Quoted(s[words[0].Start:words[i].End]) + " in two"
	}
	for k, w := range words[i:] {
		asks := w.Class&fold.Asking != 0 && i+k == len(words)-1
		if w.Class&fold.Turns != 0 || asks {
			return "the quotation ends before " + Quoted(s[w.Start:w.End]) + ", which turns the whole"
		}
	}
	kept, rest := e.t.Chars[:e.End], e.t.Chars[e.End:]
	next, _ := fold.After(rest, len("い"))
	switch {
	case strings.HasSuffix(kept, "た") && strings.HasPrefix(rest, "い") && (!unicode.Is(unicode.Hiragana, next) || strings.ContainsRune("とでがのけかな", next)):
		return "the quotation cuts " + Quoted("たい") + ", a wish, in two"
	case strings.HasSuffix(kept, "う") && (strings.HasPrefix(rest, "とし") || strings.HasPrefix(rest, "とす")):
		return "the quotation ends before " + Quoted(rest[:len("とし")]) + ", an attempt"
	}
	return ""
}

// interrupted: an auxiliary is parted from its negator by a few words between
// two dashes or commas.
func (e *edges) interrupted(l *fold.Language) string {
	s := e.t.Chars
	mark, n := fold.After(s, e.End)
	if mark != '—' && mark != ',' {
		return ""
	}
	end := lastWordEnd(s, e.End)
	if all, _ := l.ClassOf(s[fold.TokenStart(s, end):end]); all&fold.Auxiliary == 0 {
		return ""
	}
	inner := s[e.End+n : min(e.unit.End, e.End+text.PhraseReach)]
	k := strings.IndexRune(inner, mark)
	if k < 0 {
		return ""
	}
	behind := inner[k+n:]
	words := l.Words(cutRune(behind, 32))
	if len(words) > 0 && words[0].Class&fold.Negator != 0 {
		return "the quotation ends before " + Quoted(behind[words[0].Start:words[0].End]) + ", which negates its last word"
	}
	return ""
}

// abbreviated reports whether the full stop at i is an abbreviation's: No. 2375.
func (e *edges) abbreviated(i int) bool {
	s := e.t.Chars
	next, _ := fold.After(strings.TrimLeft(s[i+1:min(len(s), i+8)], " "), 0)
	return e.language.Abbreviated(s[fold.TokenStart(s, i):i+1], fold.IsDigit(next))
}

// clauseEnd returns where the clause ends in which the quotation does.
func (e *edges) clauseEnd() int {
	s := e.t.Chars
	end := min(e.unit.End, e.End+text.MaxHidden/8)
	for i := e.End; i < end; {
		r, n := fold.After(s, i)
		if strings.ContainsRune(clauseMarks, r) && !(r == '.' || r == ',' || r == ':') || r == fold.Break {
			return i
		}
		if (r == '.' || r == ',' || r == ':') && fold.Boundary(s, i+n) && !(r == '.' && e.abbreviated(i)) {
			return i
		}
		if _, head := e.t.HeadAt(i + n); head {
			return i + n
		}
		i += n
	}
	return end
}

// Whole says why a capital or a stop that the text does not have may not make a
// part of a sentence look like all of it; warn says that it may, and should be
// looked at.
func Whole(t *text.Text, s fold.Span) (reason string, warn bool) {
	t, s = t.Bare(), t.BareSpan(s)
	l := t.Language()
	if l == nil {
		return "", true
	}
	sentence := t.Sentence(l, s.Start)
	if reason := ledIn(t, l, sentence.Start); reason != "" {
		return reason, true
	}
	for _, rest := range []fold.Span{{Start: sentence.Start, End: s.Start}, {Start: s.End, End: max(s.End, t.Sentence(l, max(s.Start, s.End-1)).End)}} {
		if !fold.HasWord(t.Chars[rest.Start:rest.End]) {
			continue
		}
		warn = true
		turns := fold.Turns
		if rest.Start < s.Start {
			turns |= fold.Speech | fold.Thinking | fold.Modal // nobody believes that …, may we …
			if words := l.Words(t.Chars[rest.Start:rest.End]); words[0].Class&fold.Auxiliary != 0 && t.Begins(l, rest.Start+words[0].Start) {
				return "a part of a sentence is made to look whole, and it begins with " + Quoted(t.Chars[rest.Start+words[0].Start:rest.Start+words[0].End]), true
			}
		}
		for _, w := range l.Words(t.Chars[rest.Start:rest.End]) {
			if w.Class&turns != 0 {
				return "a part of a sentence is made to look whole, and the rest of it says " + Quoted(t.Chars[rest.Start+w.Start:rest.Start+w.End]), true
			}
		}
	}
	return "", warn
}

// ledIn says what the words before a list say of each of its items: the parties
// shall not: (a) …
func ledIn(t *text.Text, l *fold.Language, at int) string {
	paragraph, ok := t.HeadAt(at)
	if !ok {
		return ""
	}
	i := t.ParagraphAt(t.Start(paragraph))
	if !isItem(t, i) {
		return ""
	}
	for i--; i >= 0; i-- {
		p := t.Paragraphs()[i]
		raw := strings.TrimSpace(t.Raw()[p.Start:p.End])
		if last, _ := utf8.DecodeLastRuneInString(raw); last == ':' || last == '：' || !isItem(t, i) && unicode.IsLetter(last) {
			words := fold.Fold(raw)
			for _, w := range l.Words(words) {
				if w.Class&fold.Turns != 0 {
					return "the words stand in a list, and what leads to it says " + Quoted(words[w.Start:w.End])
				}
			}
			return ""
		}
		if !isItem(t, i) {
			return ""
		}
	}
	return ""
}

// isItem reports whether a paragraph is an item of a list: with a number or letter
// of its own, or a sign.
func isItem(t *text.Text, i int) bool {
	p := t.Paragraphs()[i]
	if p.Label != "" {
		return true
	}
	sign, _, spaced := strings.Cut(strings.TrimSpace(t.Raw()[p.Start:p.End]), " ")
	return spaced && strings.Contains("- * • – — · ‣ ◦", sign) && sign != ""
}
