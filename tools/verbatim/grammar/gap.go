package grammar

import (
	"regexp"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// An omission leaves out words between two pieces of one unit. Whole sentences
// may be left out, whatever they say: what is kept stands by itself. Inside a
// sentence of which words are kept a gap may not turn its sense: what it hides
// there holds no negator, restrictor, modal verb, verb of saying or thinking;
// and an auxiliary, a verb of wanting, a pronoun that is a subject or a name
// only between marks, where a clause of its own is left out. Over the end of a
// sentence a gap leads to the beginning of another one, so that no subject is
// grafted on another's predicate.

// GapReason says why an omission may not stand where the change has it; it is
// empty where it may.
func GapReason(c Change) string {
	c = c.bare()
	t, l := c.Text, c.Pattern.Language
	hidden := t.Chars[c.Theirs.Start:c.Theirs.End]
	if !fold.HasWord(hidden) {
		return "nothing is left out at the dots"
	}
	if l == nil {
		return "no lists of words are known for the text's language: quote without omissions"
	}
	if before := strings.TrimRight(c.Pattern.Chars[:c.Ours.Start], ` "'!`); fold.IsQuestion(lastRune(before), l) {
		return "the omission stands between a question and what follows it"
	}
	if c.answers(hidden) {
		return "the omission parts a question from its answer"
	}
	if parted := c.parted(); parted != "" {
		return parted
	}
	g := gap{Change: c, first: c.Theirs.Start + firstWord(hidden)}
	g.find()
	if g.crosses {
		if reason := g.crossing(); reason != "" {
			return reason
		}
	}
	if g.crosses || l.Tag == "th" { // Thai ends no sentence with a mark
		if reason := g.unexplained(); reason != "" {
			return reason
		}
	}
	if reason := g.counts(); reason != "" {
		return reason
	}
	for _, part := range g.inSentence {
		if reason := g.hides(part); reason != "" {
			return reason
		}
	}
	return ""
}

// answers reports whether what is kept before the gap is a question, though its
// mark be left out, or its language has none.
func (c Change) answers(hidden string) bool {
	r, _ := fold.After(strings.TrimLeft(hidden, ` "')`), 0)
	if fold.IsQuestion(r, c.Pattern.Language) {
		return true
	}
	if words := c.Pattern.Language.Words(cutRune(hidden, 32)); len(words) > 0 && words[0].Start == 0 && words[0].Class&fold.Asking != 0 && c.Text.Begins(c.Pattern.Language, c.Theirs.Start+words[0].End+len("。")) {
		return true
	}
	kept := strings.TrimRight(c.Pattern.Chars[:c.Ours.Start], ` "'.。…`)
	words := c.Pattern.Language.Words(kept[max(0, len(kept)-text.PhraseReach):])
	return len(words) > 0 && words[len(words)-1].Class&fold.Asking != 0 && len(kept) < len(strings.TrimRight(c.Pattern.Chars[:c.Ours.Start], ` "'`))
}

// A gap is an omission with what is known of the sentences round it.
type gap struct {
	Change
	first      int         // where its first word begins
	crosses    bool        // a sentence may end in it, or just before it
	stopped    bool        // what is kept before it ends with its sentence
	opens      bool        // what is kept after it begins a sentence
	inSentence []fold.Span // what it hides of sentences of which words are kept
}

// find looks for the ends of sentences in the gap.
func (g *gap) find() {
	t, l := g.Text, g.Pattern.Language
	from, to := g.Theirs.Start, g.Theirs.End
	last := -1 // where the last sentence in the gap surely begins
	head := -1 // where the first does
	each := func(at int) {
		if t.MayBegin(l, at) {
			g.crosses = true
		}
		if t.Begins(l, at) {
			if last = at; head < 0 {
				head = at
			}
		}
	}
	t.Starts(l, fold.Span{Start: from, End: to}, each)
	g.opens = last == to
	g.stopped = head >= 0 && head <= g.first
	if head < 0 {
		g.inSentence = []fold.Span{{Start: from, End: to}}
		return
	}
	if !g.stopped {
		g.inSentence = append(g.inSentence, fold.Span{Start: from, End: head})
	}
	if !g.opens {
		g.inSentence = append(g.inSentence, fold.Span{Start: last, End: to})
	}
}

// counts says why a gap may not part a number from what it counts.
func (g *gap) counts() string {
	s := g.Text.Chars
	for _, at := range []int{g.Theirs.Start, g.Theirs.End} {
		left := lastWordEnd(s, at)
		right := at + firstWord(s[at:])
		if right >= len(s) || left <= 0 || strings.Trim(s[left:right], " -") != "" {
			continue
		}
		a, b := s[fold.TokenStart(s, left):left], s[right:fold.TokenEnd(s, right)]
		if counts(g.Text, a, false) && counts(g.Text, b, true) {
			return "the omission cuts a number: " + Quoted(a) + " belongs to " + Quoted(b)
		}
	}
	return ""
}

// asked reports whether the sentence that ends at a place of the gap is a
// question, whose answer would be given to another one.
func (g *gap) asked(at int) bool {
	return fold.IsQuestion(lastRune(strings.TrimRight(g.Text.Chars[:at], ` "')!`)), g.Pattern.Language)
}

func lastRune(s string) rune {
	r, _ := fold.Before(s, len(s))
	return r
}

// crossing says why an omission may not pass over the end of a sentence.
func (g *gap) crossing() string {
	after := g.Pattern.Chars[g.Ours.End:]
	if !g.opens && !(g.stopped && startsInBracket(after)) {
		return "the omission passes over the end of a sentence, and what follows is not the beginning of one"
	}
	if !g.stopped && len(g.inSentence) > 0 && g.asked(g.inSentence[0].End) || g.opens && g.asked(g.Theirs.End) {
		return "the omission parts a question from its answer"
	}
	if !g.stopped && g.opens && !showsStop(g.Pattern.Chars[:g.Ours.Start]) && !strings.HasPrefix(g.Pattern.Chars[g.Ours.Start:], ".") {
		rest := strings.TrimLeft(after, ` "'`)
		words := g.Pattern.Language.Words(cutRune(rest, 64))
		if r, _ := fold.After(rest, 0); len(words) > 0 && words[0].Class == 0 && (unicode.IsUpper(r) || unicode.IsTitle(r)) {
			return "nothing shows that a sentence ends before " + Quoted(rest[words[0].Start:words[0].End]) + ": set a full stop before the dots"
		}
	}
	return ""
}

// showsStop reports whether what is kept before a gap ends with a mark that ends
// a sentence.
func showsStop(kept string) bool {
	r, _ := fold.Before(kept, len(strings.TrimRight(kept, ` "')]`)))
	return r != 0 && strings.ContainsRune(".!。！…", r)
}

// unexplained: what stands for somebody needs to be told who, when the sentences
// before are left out.
func (g *gap) unexplained() string {
	after := g.Pattern.Chars[g.Ours.End:]
	if after = cutRune(after, 200); startsInBracket(after) {
		after = strings.Replace(strings.Replace(after, "[", "", 1), "]", "", 1)
	}
	words := phrases(g.Pattern.Language.Words(after))
	for i, w := range words[:min(len(words), 3)] {
		explained := i+1 < len(words) && strings.ContainsAny(after[w.End:words[i+1].Start], "[〔") && strings.ContainsFunc(after[words[i+1].Start:words[i+1].End], unicode.IsLetter)
		inside := strings.LastIndexAny(after[:w.Start], "[〔") > strings.LastIndexAny(after[:w.Start], "]〕")
		if strings.EqualFold(after[w.Start:w.End], "there") && i+1 < len(words) && words[i+1].Class&fold.Auxiliary != 0 {
			continue // there are ten boats: it points at nothing
		}
		if w.Class&fold.ThirdPerson != 0 && !explained && !inside {
			return "after sentences that are left out, " + Quoted(after[w.Start:w.End]) + " does not show whom or what it means: add it in brackets"
		}
	}
	return ""
}

// phrases joins the characters of a script without spaces that are one word of
// the lists: 彼女 is one.
func phrases(words []fold.Word) (joined []fold.Word) {
	const pointing = fold.Referring | fold.ThirdPerson
	for _, w := range words {
		if n := len(joined); n > 0 && joined[n-1].End == w.Start && joined[n-1].Class&w.Class&pointing != 0 {
			joined[n-1].End = w.End
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

// cutRune returns the first bytes of s, to a whole character.
func cutRune(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !text.IsRuneStart(s, n) {
		n--
	}
	return s[:n]
}

// startsInBracket reports words that begin with one letter in brackets, which
// shows that they begin no sentence of the text.
func startsInBracket(s string) bool {
	s = strings.TrimLeft(s, ` "'`)
	runes := []rune(s[:min(len(s), 16)])
	return len(runes) > 3 && runes[0] == '[' && runes[2] == ']' && unicode.IsLetter(runes[3])
}

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

// cuts reports whether a place stands inside a string that only looks like a
// negator: hidden or kept as a whole it is innocent, and in two it is not.
func (g *gap) cuts(at int) bool {
	before := g.Text.WordsIn(g.Pattern.Language, fold.Span{Start: max(0, at-text.PhraseReach), End: at})
	after := g.Text.WordsIn(g.Pattern.Language, fold.Span{Start: at, End: min(len(g.Text.Chars), at+text.PhraseReach)})
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	a, b := before[len(before)-1], after[0]
	return a.Class&b.Class&fold.Cut != 0 && strings.Trim(g.Text.Chars[a.End:b.Start], " ") == ""
}

// clausal are the classes of what may be left out between marks only. In
// scripts without spaces the strings of auxiliaries stand inside other words.
func clausal(l *fold.Language) fold.Class {
	if !l.Spaced() {
		return fold.Volition | fold.Subject
	}
	return fold.Auxiliary | fold.Volition | fold.Subject
}

// betweenMarks reports whether both ends of a hidden part stand at marks of the
// text, or at the sentence's end.
func (g *gap) betweenMarks(part fold.Span) bool {
	s := g.Text.Chars
	first := part.Start + firstWord(s[part.Start:part.End])
	begins := part.Start != g.Theirs.Start || isMarkBetween(s, part.Start, first) || endsWithMark(s[:part.Start])
	ends := part.End != g.Theirs.End || isMarkBetween(s, lastWordEnd(s, part.End), part.End) || startsWithMark(s[part.End:])
	return begins && ends
}

// clauseMarks are the marks at which a clause may begin or end.
const clauseMarks = ",;:—()、。，；：（）.!?！？…،؛؟।॥"

func isMarkBetween(s string, from, to int) bool {
	return from < to && strings.ContainsAny(s[from:to], clauseMarks)
}

func endsWithMark(s string) bool {
	r, _ := fold.Before(s, len(strings.TrimRight(s, ` "'`)))
	return r != 0 && strings.ContainsRune(clauseMarks, r)
}

// startsWithMark reports whether the kept words after a gap begin with the mark
// at which the clause in it ends: We sang …, and we slept.
func startsWithMark(s string) bool {
	r, _ := fold.After(strings.TrimLeft(s, ` "'`), 0)
	return r != 0 && strings.ContainsRune(clauseMarks, r)
}

// lastWordEnd returns where the last word before end ends.
func lastWordEnd(s string, end int) int {
	for end > 0 {
		r, n := fold.Before(s, end)
		if fold.IsWord(r) {
			break
		}
		end -= n
	}
	return end
}
