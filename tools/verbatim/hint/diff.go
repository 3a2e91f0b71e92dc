package hint

import (
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// An Op says what an edit does.
type Op string

// The operations of a difference, from the text to the quotation.
const (
	Equal  Op = "equal"  // both have the words
	Delete Op = "delete" // the text has them, the quotation does not
	Insert Op = "insert" // the quotation has them, the text does not
)

// An Edit is a step of a word-level difference from a text to a quotation.
// Words are folded. At is where they stand in the folded quotation; of words
// that only the text has it is empty, and says where they would stand.
type Edit struct {
	Op    Op
	Words string
	At    fold.Span
}

// diff returns the least difference between two folded strings, word by word:
// what is deleted comes before what is put in its place.
func diff(text, quote string) []Edit {
	a, b := fold.Lex(text), fold.Lex(quote)
	ours, theirs := wordsOf(quote, b), wordsOf(text, a)
	for _, words := range [][]string{ours, theirs} {
		if len(words) > 0 { // the first letter's case is no difference
			r, n := utf8.DecodeRuneInString(words[0])
			words[0] = string(unicode.ToLower(r)) + words[0][n:]
		}
	}
	pairs := commonSequence(theirs, ours)
	pairs = append(pairs, [2]int{len(a), len(b)})
	var edits []Edit
	add := func(op Op, words string, at fold.Span) {
		if words == "" {
			return
		}
		if n := len(edits); n > 0 && edits[n-1].Op == op {
			edits[n-1].Words += " " + words
			edits[n-1].At.End = at.End
			return
		}
		edits = append(edits, Edit{op, words, at})
	}
	span := func(from, to int) fold.Span {
		switch {
		case from < to:
			return fold.Span{Start: b[from].Start, End: b[to-1].End}
		case from < len(b):
			return fold.Span{Start: b[from].Start, End: b[from].Start}
		}
		return fold.Span{Start: len(quote), End: len(quote)}
	}
	slice := func(s string, t []fold.Span, from, to int) string {
		if from >= to {
			return ""
		}
		return fold.Readable(s[t[from].Start:t[to-1].End])
	}
	i, j := 0, 0
	for k := 0; k < len(pairs); {
		p := pairs[k]
		add(Delete, slice(text, a, i, p[0]), span(j, j))
		add(Insert, slice(quote, b, j, p[1]), span(j, p[1]))
		if p[0] == len(a) {
			break
		}
		m := k
		for m+1 < len(pairs)-1 && pairs[m+1][0] == pairs[m][0]+1 && pairs[m+1][1] == pairs[m][1]+1 {
			m++
		}
		add(Equal, slice(text, a, p[0], pairs[m][0]+1), span(p[1], pairs[m][1]+1))
		i, j = pairs[m][0]+1, pairs[m][1]+1
		k = m + 1
	}
	return edits
}
