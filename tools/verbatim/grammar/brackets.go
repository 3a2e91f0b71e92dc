package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// Brackets of an editor show what stands elsewhere, and change nothing. They
// hold a first letter in the other case; another ending of the word before
// them; or, for a word that points at something, what it points at: instead of
// the word or directly behind it. They hide no noun, name, verb, adjective,
// number, negator or restrictor, and add none. A bracket of the text is read
// as the text has it; [sic] and its like stand for nothing.

const (
	keptLetters   = 4  // of a word before an ending in brackets: fewer may be any word
	bracketTokens = 5  // in brackets, articles and small words aside
	BracketRunes  = 12 // in brackets, where a script has no words
	HiddenTokens  = 4  // of the text that one bracket may stand for
)

// A BracketKind says what brackets are read as.
type BracketKind uint8

const (
	NoteBracket   BracketKind = iota // [sic]: for nothing
	CaseBracket                      // [T]he: a first letter in the other case
	EndingBracket                    // expect[ed]: another ending
	GlossBracket                     // he [Trump]: what the word before points at
	NameBracket                      // [Trump]: what the words in its place point at, or [was] for is
)

// BracketReason says why brackets may not stand where the change has them; it
// is empty where they may. whose are the names of who speaks, where known.
func BracketReason(c Change, kind BracketKind, whose []string) string {
	c = c.bare()
	if kind == NoteBracket {
		return ""
	}
	if c.Pattern.Language == nil {
		return "no lists of words are known for the text's language: quote without brackets"
	}
	switch kind {
	case CaseBracket:
		return caseReason(c)
	case EndingBracket:
		return endingReason(c)
	case GlossBracket:
		if c.Bracket.edge && c.Ours.Start == 0 {
			return "brackets at the beginning of the quotation stand for nothing: put what they say before the marks"
		}
		word := c.pointing()
		if word == "" {
			return "brackets that hide nothing may only explain a word such as he or this, directly behind it"
		}
		return c.points(word, c.Bracket.Chars, whose)
	}
	return c.replaces(whose)
}

// pointing returns the word directly before brackets that hide nothing, if it
// points at something and the quotation has it, too.
func (c Change) pointing() string {
	s, l := c.Text.Chars, c.Pattern.Language
	end := len(strings.TrimRight(s[:c.Theirs.Start], " "))
	from := max(0, end-text.PhraseReach)
	for from < end && !fold.Boundary(s, from) {
		from++
	}
	words := phrases(l.Words(s[from:end]))
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	word := s[from+last.Start : from+last.End]
	if from+last.End != end || last.Class&fold.Referring == 0 || shortCharacter(word) ||
		!strings.HasSuffix(strings.TrimRight(c.Pattern.Chars[:c.Ours.Start], " "), word) {
		return ""
	}
	return word
}

// OtherLetter reports whether a word of one letter is the same letter in the
// other case.
func OtherLetter(word, other string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsLetter(r) && word != other && strings.EqualFold(word, other)
}

// caseReason: one letter at the beginning of a piece, the same in the other
// case.
func caseReason(c Change) string {
	hidden := strings.TrimSpace(c.Text.Chars[c.Theirs.Start:c.Theirs.End])
	if !c.Bracket.first || !OtherLetter(c.Bracket.Chars, hidden) {
		return "one letter in brackets stands for the same letter in the other case, where a piece begins"
	}
	return ""
}

// endingReason: an ending of the language's list for another one of it. Neither
// word turns the sense, counts, or says something.
func endingReason(c Change) string {
	const refuse = "letters in brackets may only be another ending of the word before them"
	l, s := c.Pattern.Language, c.Text.Chars
	from := fold.TokenStart(s, c.Theirs.Start)
	kept := s[from:c.Theirs.Start]
	theirs, ours := s[from:c.Theirs.End], kept+c.Bracket.Chars
	runes := []rune(kept)
	if len(runes) < keptLetters || !l.Ending(s[c.Theirs.Start:c.Theirs.End], c.Bracket.Chars) {
		return refuse
	}
	for _, r := range runes[len(runes)-keptLetters:] {
		if !unicode.IsLetter(r) {
			return refuse
		}
	}
	const never = fold.Turns | fold.Caution | fold.Number | fold.Speech | fold.Modal
	_, a := l.ClassOf(theirs)
	_, b := l.ClassOf(ours)
	if (a|b)&never != 0 || l.Negating(theirs) != l.Negating(ours) {
		return refuse + ": " + Quoted(theirs) + " is no such word"
	}
	sentence := c.Text.Sentence(l, from)
	for _, w := range c.Text.WordsIn(l, fold.Span{Start: sentence.Start, End: from}) {
		if w.Class&fold.Auxiliary != 0 {
			return refuse + ": behind " + Quoted(s[w.Start:w.End]) + " it would change what is said of whom"
		}
	}
	if strings.HasSuffix(c.Bracket.Chars, "d") || strings.HasSuffix(c.Bracket.Chars, "n") {
		// was expect[ed] says that it was done to somebody
		if before := lastWordEnd(s, from); from-before < 3 {
			word := s[fold.TokenStart(s, before):before]
			if strings.EqualFold(word, "to") {
				return refuse + ": behind " + Quoted(word) + " nothing is done yet"
			}
			if all, _ := l.ClassOf(word); all&fold.Auxiliary != 0 && all&fold.Modal == 0 {
				return refuse + ": behind " + Quoted(word) + " it would change who does what"
			}
		}
	}
	return ""
}

// replaces: words that point at something, each by what it points at, and
// auxiliaries, each by its past.
func (c Change) replaces(whose []string) string {
	l := c.Pattern.Language
	hidden := expanded(c.Text.Chars[c.Theirs.Start:c.Theirs.End])
	given := fold.TokenSpans(c.Bracket.Chars)
	if len(given) == 0 {
		return "the brackets hold no word"
	}
	classes := c.Text.WordsIn(l, c.Theirs)
	for i := range classes { // as in the hidden words alone
		classes[i].Start, classes[i].End = classes[i].Start-c.Theirs.Start, classes[i].End-c.Theirs.Start
	}
	if strings.ContainsRune(hidden, '\'') || hidden != c.Text.Chars[c.Theirs.Start:c.Theirs.End] {
		classes = l.Words(hidden)
	}
	limit := HiddenTokens
	if !l.Spaced() {
		limit = BracketRunes // a word is several characters
	}
	if len(classes) == 0 || len(classes) > limit {
		return "the brackets hide more than words such as he or this"
	}
	p := pairing{c, hidden, classes, given, whose, ""}
	if p.fits(0, 0) {
		return ""
	}
	if p.reason == "" {
		return "the brackets hide more than words such as he or this"
	}
	return p.reason
}

// A pairing gives each hidden word one or more of the words in brackets, in
// order.
type pairing struct {
	Change
	hidden  string
	classes []fold.Word // of the hidden words
	given   []fold.Span // in the brackets
	whose   []string
	reason  string // why the first one tried did not fit
}

// fits pairs the hidden words from i on with those given from j on.
func (p *pairing) fits(i, j int) bool {
	if i == len(p.classes) {
		return j == len(p.given)
	}
	phrase := i + 1
	for phrase < len(p.classes) && p.classes[i].Class&p.classes[phrase].Class&fold.Referring != 0 {
		phrase++ // the latter, this year: one phrase
	}
	for k := j + 1; k <= len(p.given)-(len(p.classes)-phrase); k++ {
		words := strings.TrimSpace(p.Bracket.Chars[p.given[j].Start:p.given[k-1].End])
		if p.stand(i, phrase, words) && p.fits(phrase, k) || phrase > i+1 && p.stand(i, i+1, words) && p.fits(i+1, k) {
			return true
		}
	}
	return false
}

// stand reports whether words may stand for the hidden ones from i to end.
func (p *pairing) stand(i, end int, words string) bool {
	class := p.classes[i].Class
	for _, w := range p.classes[i:end] {
		class |= w.Class &^ (fold.Referring | fold.Auxiliary)
	}
	why := p.stands(class, p.hidden[p.classes[i].Start:p.classes[end-1].End], words, p.whose)
	if why != "" && p.reason == "" {
		p.reason = why
	}
	return why == ""
}

// stands says why words may not stand in brackets for a hidden word.
func (c Change) stands(class fold.Class, hidden, words string, whose []string) string {
	switch {
	case class&(fold.Turns|fold.Number|fold.Article|fold.Speech|fold.Indefinite) != 0:
		return "the brackets hide " + Quoted(hidden)
	case c.Pattern.Language.Inflects() && class&fold.Referring != 0 && class&fold.Subject == 0 && !c.possessive(hidden):
		return "a name can't stand for " + Quoted(hidden) + ": it would take another part in the sentence"
	case class&fold.Referring != 0 && c.partOfPhrase():
		return "the brackets hide a part of a word"
	case class&fold.Referring != 0 && !shortCharacter(hidden) && c.insideWord():
		return "the brackets hide a part of a word"
	case class&fold.Referring != 0 && !shortCharacter(hidden):
		return c.points(hidden, words, whose)
	case class&fold.Auxiliary != 0:
		if slices.Contains(c.Pattern.Language.Past[strings.ToLower(hidden)], strings.ToLower(words)) {
			return ""
		}
		return "brackets may give the past of " + Quoted(hidden) + ", and no other form"
	}
	return "the brackets hide " + Quoted(hidden) + ", which points at nothing else"
}

// possessive reports a pronoun that belongs to a noun, whose case it has not.
func (c Change) possessive(word string) bool {
	_, any := c.Pattern.Language.ClassOf(word)
	return any&fold.FirstPerson != 0
}

// partOfPhrase reports whether the hidden characters of a script without spaces are a
// part of a longer referring word: くし of わたくし.
func (c Change) partOfPhrase() bool {
	hidden := c.Text.Chars[c.Theirs.Start:c.Theirs.End]
	from := c.Theirs.Start + len(hidden) - len(strings.TrimLeft(hidden, " "))
	return c.Pattern.Language.Covered(c.Text.Chars, fold.Span{Start: from, End: from + len(strings.TrimSpace(hidden))}, fold.Referring)
}

// insideWord reports whether the hidden word goes on in a script without spaces:
// behind それ stands a particle, not どころか.
func (c Change) insideWord() bool {
	if c.Pattern.Language.Tag != "ja" {
		return false
	}
	r, _ := fold.After(c.Text.Chars, c.Theirs.End)
	next := c.Text.Chars[c.Theirs.End:]
	return !strings.ContainsRune("はがをにへとのも、。「」）)", r) && r != 0 && r != ' ' && r != fold.Break || strings.HasPrefix(next, "とも") || strings.HasPrefix(next, "にも")
}

// points says why words may not be what a word points at.
func (c Change) points(word, words string, whose []string) string {
	l := c.Pattern.Language
	all, any := l.ClassOf(words)
	if c.turns(any, words) {
		return "what the brackets hold turns, counts or says something"
	}
	n, characters := size(l, words)
	if n > bracketTokens || characters > BracketRunes {
		return "the brackets hold too many words"
	}
	mine, _ := l.ClassOf(word)
	if l.Tag == "en" && possessives[strings.ToLower(word)] {
		words = strings.TrimSuffix(strings.TrimSuffix(words, "'s"), "'") // [Trump's] for his
	}
	pronoun := all&fold.Referring != 0 && all&fold.ThirdPerson != 0 && !strings.Contains(words, " ")
	if mine&fold.FirstPerson != 0 && (pronoun || !c.Text.IsPart()) {
		return c.speaks(word, words, pronoun, whose)
	}
	if l.Spaced() && n == 1 && any&fold.Article == 0 && !strings.ContainsFunc(words, unicode.IsUpper) && strings.ContainsFunc(words, unicode.IsLower) {
		return "what the brackets hold names nobody and nothing: " + Quoted(words)
	}
	if all&fold.Function != 0 || !c.named(words) && !c.named(withoutArticle(l, words)) {
		return "what the brackets hold is no name known here, and does not stand in the text"
	}
	return ""
}

// turns reports whether words in brackets would turn the sense, count or say something,
// or end a sentence.
func (c Change) turns(any fold.Class, words string) bool {
	never := fold.Turns | fold.Caution | fold.Number | fold.Speech
	if !c.Pattern.Language.Spaced() && (c.Text.Known(words) || endsInNumeral(words) && c.named(words)) {
		never &^= fold.Number // the 三 of 安倍晋三 counts nothing
	}
	return any&never != 0 || strings.ContainsAny(words, "!?;:")
}

// endsInNumeral reports three characters or more that end in a numeral, as given names
// do, and hold no other.
func endsInNumeral(words string) bool {
	runes := []rune(words)
	if len(runes) < 3 {
		return false
	}
	numeral := func(r rune) bool { return strings.ContainsRune("一二三四五六七八九十", r) }
	return numeral(runes[len(runes)-1]) && !slices.ContainsFunc(runes[:len(runes)-1], func(r rune) bool { return numeral(r) || !unicode.Is(unicode.Han, r) })
}

// speaks says why words may not stand for one of who speaks: they are a pronoun,
// [his] for my, or the speaker's name.
func (c Change) speaks(mine, words string, pronoun bool, whose []string) string {
	switch {
	case pronoun && c.Pattern.Language.Tag == "en" && plural[strings.ToLower(words)]:
		return Quoted(mine) + " is one, and " + Quoted(words) + " are many"
	case pronoun, slices.ContainsFunc(whose, func(name string) bool { return partOfName(fold.Fold(name), words) }):
		return ""
	}
	return Quoted(mine) + " can only be who speaks"
}

// possessives are the English words that a name in the genitive stands for, and
// plural those that one speaker is not.
var (
	possessives = map[string]bool{"his": true, "her": true, "its": true, "their": true, "my": true, "our": true}
	plural      = map[string]bool{"they": true, "them": true, "their": true, "theirs": true, "themselves": true, "these": true, "those": true}
)

// partOfName reports whether words are a name, or its first or last part: the
// family name by itself.
func partOfName(name, words string) bool {
	if strings.EqualFold(name, words) {
		return true
	}
	n, w := strings.ToLower(name), strings.ToLower(words)
	return w != "" && (strings.HasPrefix(n, w+" ") || strings.HasSuffix(n, " "+w))
}

// withoutArticle drops an article before words: [the poplar], of which the text
// spoke as a poplar.
func withoutArticle(l *fold.Language, words string) string {
	first, rest, ok := strings.Cut(words, " ")
	if all, _ := l.ClassOf(first); !ok || all&fold.Article == 0 {
		return words
	}
	return rest
}

// size returns how many words brackets hold, articles and small words aside, and
// how many runes of a script without words.
func size(l *fold.Language, words string) (n, characters int) {
	for _, w := range l.Words(words) {
		r, _ := fold.After(words, w.Start)
		switch text := strings.ToLower(words[w.Start:w.End]); {
		case fold.Unspaced(r) != 0:
			characters++
		case w.Class&fold.Article == 0 && text != "and" && text != "of":
			n++
		}
	}
	return n, characters
}

// named is [Text.Names], asked once for each content of the quotation's brackets.
func (c Change) named(words string) bool {
	known, ok := c.Pattern.named[words]
	if !ok {
		if c.Pattern.named == nil {
			c.Pattern.named = map[string]bool{}
		}
		known = c.Text.Names(words)
		c.Pattern.named[words] = known
	}
	return known
}

// shortCharacter reports one character of a script without spaces, which is a
// part of other words far too often to point at anything.
func shortCharacter(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && fold.Unspaced(r) != 0
}

// contractions are what an apostrophe stands for in English, where it stands
// for one thing.
var contractions = strings.NewReplacer("'m", " am", "'re", " are", "'ve", " have", "'ll", " will")

// expanded reads a contraction as its words: I'm is I am.
func expanded(s string) string { return contractions.Replace(s) }

// Whose returns the names of who says what the change is in.
func (c Change) Whose() []string {
	s := c.Text.RawSpan(fold.Span{Start: c.Theirs.Start, End: max(c.Theirs.End, min(c.Theirs.Start+1, len(c.Text.Chars)))})
	return c.Text.NamesOf(c.Text.VoiceOf(s, max(0, c.Text.UnitAt(c.Theirs.Start))).Speaker)
}
