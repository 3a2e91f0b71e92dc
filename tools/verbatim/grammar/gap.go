package grammar

import (
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
	each := func(at int) bool {
		if t.MayBegin(l, at) {
			g.crosses = true
		}
		if t.Begins(l, at) {
			if last = at; head < 0 {
				head = at
			}
		}
		return true
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
