package grammar

import (
	"regexp"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// hides says what a part of a kept sentence may not lack.
func (g *gap) hides(part fold.Span) string {
	if part.End-part.Start > text.MaxHidden {
		return "the omission leaves out too much of one sentence"
	}
	l := g.Pattern.Language
	words := g.Text.WordsIn(l, part)
	marked := g.betweenMarks(part) && g.oneClause(part)
	for _, w := range words {
		if reason := g.turns(w, marked); reason != "" {
			return reason
		}
	}
	if reason := g.apart(part); reason != "" {
		return reason
	}
	if len(words) == 0 {
		return ""
	}
	if l.Tag == "ja" && strings.HasSuffix(strings.TrimRight(g.Text.Chars[part.Start:part.End], " 、"), "ば") {
		return "the omission leaves out a condition: it ends with " + Quoted("ば")
	}
	if first := g.Text.Chars[words[0].Start:words[0].End]; l.Tag == "de" && marked && first == "so" && len(words) <= 4 {
		return "the omission leaves out whose view it is" // Japan zahlt, so Kim, sofort
	}
	if reason := g.ends(part, words[0], words[len(words)-1], marked); reason != "" {
		return reason
	}
	if reason := g.depends(part, words, marked); reason != "" {
		return reason
	}
	if r, n := fold.Before(g.Text.Chars, part.End); fold.Unspaced(r) != 0 && l.Prefix(string(r)) {
		return "the omission ends with " + Quoted(g.Text.Chars[part.End-n:part.End])
	}
	return ""
}

// turns says why a word of a kept sentence may not be left out; marked says that
// it is with a whole clause.
func (g *gap) turns(w fold.Word, marked bool) string {
	l, said := g.Pattern.Language, Quoted(g.Text.Chars[w.Start:w.End])
	switch {
	case w.Class&fold.Negator != 0, l.NegatesVerbs() && l.Negating(g.Text.Chars[w.Start:w.End]):
		return "the omission leaves out " + said
	case w.Class&(fold.Restrictor|fold.Modal) != 0:
		return "the omission leaves out " + said + ", which the rest of its sentence depends on"
	case w.Class&(fold.Speech|fold.Thinking) != 0:
		return "the omission leaves out " + said + ": the rest is what somebody says or thinks"
	case marked:
	case w.Class&clausal(l) != 0:
		return "the omission leaves out " + said + ": leave out a whole clause, from mark to mark"
	case isName(g.Text, l, w.Span):
		return "the omission leaves out the name " + said + ": leave out a whole clause, from mark to mark"
	}
	return ""
}

// ends says why a gap may not begin or end where it does.
func (g *gap) ends(part fold.Span, first, last fold.Word, marked bool) string {
	t, l := g.Text, g.Pattern.Language
	said := func(w fold.Word) string { return Quoted(t.Chars[w.Start:w.End]) }
	switch {
	case g.cuts(part.Start), g.cuts(part.End):
		return "the omission cuts a word in two"
	case last.Class&fold.Relative != 0 && last.End == lastWordEnd(t.Chars, part.End):
		return "the omission ends with " + said(last) + ": what follows has lost what it depends on"
	case first.Class&fold.Particle != 0 && part.Start == g.Theirs.Start && !isMarkBetween(t.Chars, part.Start, first.Start):
		return "the omission leaves out " + said(first) + ", which may belong to the verb before it"
	case l.Tag == "ja" && g.inflects(part):
		return "the omission cuts a word off what belongs to it"
	case l.Tag == "ja" && part.Start == g.Theirs.Start && t.Chars[first.Start:first.End] == "の":
		return "the omission leaves out what " + said(first) + " leads to"
	case !marked && l.Tag == "ja" && strings.ContainsAny(t.Chars[part.Start:part.End], "はが"):
		return "the omission leaves out は or が: leave out a whole clause, from mark to mark"
	}
	return ""
}

// inflects reports whether a Japanese gap ends in the middle of a word: what is kept
// behind it begins with the kana of an ending or a particle that belonged to what
// is left out.
func (g *gap) inflects(part fold.Span) bool {
	s := g.Text.Chars
	a, _ := fold.Before(s, part.End)
	b, _ := fold.After(s, part.End)
	return part.End == g.Theirs.End && fold.IsWord(a) && unicode.Is(unicode.Hiragana, b)
}

// depends says why the words that are kept would mean something else: those
// before the gap wait for what it hides, or those after it belong to it. A whole
// clause from mark to mark may go, and so may a few words that say how; not the
// noun of a phrase, its verb, or the word that joins it to the next.
func (g *gap) depends(part fold.Span, words []fold.Word, marked bool) string {
	t, l := g.Text, g.Pattern.Language
	if strings.ContainsAny(t.Chars[part.Start:part.End], ";；") {
		return "the omission passes from one clause to another"
	}
	first, last := words[0], words[len(words)-1]
	said := func(w fold.Word) string { return Quoted(t.Chars[w.Start:w.End]) }
	if marked && first.Class&fold.Auxiliary != 0 && l.Spaced() {
		return "the omission leaves out a condition: it begins with " + said(first)
	}
	if foreign := g.foreign(part); foreign != "" {
		return foreign
	}
	if marked || !l.Spaced() {
		return ""
	}
	if waits := g.waits(part, first); waits != "" {
		return waits
	}
	if part.End != g.Theirs.End || last.End != lastWordEnd(t.Chars, part.End) || isMarkBetween(t.Chars, last.End, part.End) {
		return ""
	}
	switch {
	case l.Tag == "en" && governs(t.Chars, words):
		return "the omission ends with " + said(last) + ": what follows may belong to it"
	case l.Prepositions() && last.Class&(fold.Function|fold.Article) != 0 && last.Class&fold.Coordinator == 0:
		return "the omission ends with " + said(last) + ": what follows belongs to what it leaves out"
	}
	return ""
}

// waits names an auxiliary that is kept before a gap and waits for the verb in it.
func (g *gap) waits(part fold.Span, first fold.Word) string {
	s := g.Text.Chars
	end := lastWordEnd(s, part.Start)
	before := fold.TokenStart(s, end)
	if all, _ := g.Pattern.Language.ClassOf(s[before:end]); part.Start != g.Theirs.Start || all&fold.Auxiliary == 0 || isMarkBetween(s, end, first.Start) {
		return ""
	}
	return "the omission stands behind " + Quoted(s[before:end]) + ", which waits for what it leaves out"
}

// noParticiples are English words in -ing that are no verbs.
var noParticiples = map[string]bool{"morning": true, "evening": true, "meeting": true, "building": true, "thing": true, "everything": true, "something": true, "anything": true, "spring": true, "king": true, "string": true}

// governs reports whether the last of the English words that a gap hides is a verb
// whose object may be what is kept behind it: those fighting, to end.
func governs(s string, words []fold.Word) bool {
	last := strings.ToLower(s[words[len(words)-1].Start:words[len(words)-1].End])
	if len(last) > 4 && strings.HasSuffix(last, "ing") && !noParticiples[last] {
		return true
	}
	if len(words) < 2 {
		return false
	}
	before := words[len(words)-2]
	return s[before.Start:before.End] == "to" && words[len(words)-1].Class&(fold.Article|fold.Number) == 0
}

// apart names what turns the sentence and is set apart by blanks or brackets, so that
// no word of it is in a list: な　い, n o t.
func (g *gap) apart(part fold.Span) string {
	s, l := g.Text.Chars[part.Start:part.End], g.Pattern.Language
	joined := setTogether.Replace(s)
	if l.Spaced() {
		joined = spelledOut.ReplaceAllStringFunc(s, func(run string) string { return strings.ReplaceAll(run, " ", "") })
	}
	if joined == s {
		return ""
	}
	for _, w := range l.Words(joined) {
		if w.Class&(fold.Negator|fold.Restrictor) != 0 {
			return "the omission leaves out " + Quoted(joined[w.Start:w.End])
		}
	}
	return ""
}

var (
	// setTogether takes out what may stand inside a word of a script without spaces.
	setTogether = strings.NewReplacer(" ", "", "(", "", ")", "", "[", "", "]", "", "（", "", "）", "", "〔", "", "〕", "", "［", "", "］", "")
	// spelledOut are single letters with spaces between.
	spelledOut = regexp.MustCompile(`(?:^|\s)\pL(?: \pL)+(?:$|[^\pL])`)
)

// foreign names what the text's own lists cannot know: a negator of another language
// in the sentences that are cut, letters in which the language is not written, or
// a sentence of Chinese in a text in Japanese.
func (g *gap) foreign(part fold.Span) string {
	for _, w := range g.Text.WordsIn(g.Pattern.Language, part) {
		if word := g.Text.Chars[w.Start:w.End]; w.Class == 0 && g.Pattern.Language.ForeignNegator(word) {
			return "the omission leaves out " + Quoted(word) + ", which negates in another language"
		} else if strings.ContainsFunc(word, func(r rune) bool {
			return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !g.Pattern.Language.Writes(r)
		}) {
			return "the omission leaves out " + Quoted(word) + ", in a script in which the language of the text is not written"
		}
	}
	if l := g.Pattern.Language; l.Tag == "ja" {
		if s := g.Text.Sentence(l, part.Start); !strings.ContainsFunc(g.Text.Chars[s.Start:max(s.End, part.End)], isKana) {
			return "the omission is in a sentence without kana: it may be in another language"
		}
	}
	return ""
}

func isKana(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }

// oneClause reports whether a hidden part between marks is one clause: with more
// marks inside, its two ends may belong to different ones.
func (g *gap) oneClause(part fold.Span) bool {
	inner := strings.Trim(g.Text.Chars[part.Start:part.End], ` "'`+clauseMarks)
	for i, r := range inner {
		if strings.ContainsRune(clauseMarks, r) && !(r == '.' || r == ',' || r == ':') {
			return false
		}
		if (r == '.' || r == ',' || r == ':') && fold.Boundary(inner, i+1) {
			return false
		}
	}
	return true
}
