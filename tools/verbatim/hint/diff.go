package hint

import (
	"slices"
	"strings"

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
// Words are folded.
type Edit struct {
	Op    Op
	Words string
}

// maxTable bounds the work of one difference: cells of a table.
const maxTable = 1 << 22

// diff returns the least difference between two folded strings, word by word:
// what is deleted comes before what is put in its place.
func diff(text, quote string) []Edit {
	a, b := fold.Lex(text), fold.Lex(quote)
	at := func(i int) string { return text[a[i].Start:a[i].End] }
	bt := func(i int) string { return quote[b[i].Start:b[i].End] }
	pairs := common2(len(a), len(b), func(i, j int) bool {
		x, y := at(i), bt(j)
		if i == 0 && j == 0 && len(x) == len(y) && x != "" && x[1:] == y[1:] {
			return strings.EqualFold(x, y) // the first letter's case is no difference
		}
		return x == y
	})
	pairs = append(pairs, [2]int{len(a), len(b)})
	var edits []Edit
	add := func(op Op, words string) {
		if words == "" {
			return
		}
		if n := len(edits); n > 0 && edits[n-1].Op == op {
			edits[n-1].Words += " " + words
			return
		}
		edits = append(edits, Edit{op, words})
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
		add(Delete, slice(text, a, i, p[0]))
		add(Insert, slice(quote, b, j, p[1]))
		if p[0] == len(a) {
			break
		}
		m := k
		for m+1 < len(pairs)-1 && pairs[m+1][0] == pairs[m][0]+1 && pairs[m+1][1] == pairs[m][1]+1 {
			m++
		}
		add(Equal, slice(text, a, p[0], pairs[m][0]+1))
		i, j = pairs[m][0]+1, pairs[m][1]+1
		k = m + 1
	}
	return edits
}

// common2 returns a longest common subsequence of two sequences of n and m
// elements as pairs of indices, in order. Where the table would be too large,
// only what is common at both ends is returned.
func common2(n, m int, same func(i, j int) bool) (pairs [][2]int) {
	lead := 0
	for lead < n && lead < m && same(lead, lead) {
		pairs = append(pairs, [2]int{lead, lead})
		lead++
	}
	trail := 0
	for trail < n-lead && trail < m-lead && same(n-1-trail, m-1-trail) {
		trail++
	}
	h, w := n-lead-trail, m-lead-trail
	if h > 0 && w > 0 && h <= maxTable/w {
		// best[i][j]: twice the length of what is common from i, j on, and one
		// more where it goes on without a break: longer runs read better
		width := w + 1
		best := make([]int32, (h+1)*width)
		run := make([]bool, (h+1)*width)
		for i := h - 1; i >= 0; i-- {
			for j := w - 1; j >= 0; j-- {
				k := i*width + j
				best[k] = max(best[k+width], best[k+1])
				if same(lead+i, lead+j) {
					v := best[k+width+1] + 1024
					if run[k+width+1] || i == h-1 && j == w-1 {
						v++
					}
					if v > best[k] {
						best[k], run[k] = v, true
					}
				}
			}
		}
		for i, j := 0, 0; i < h && j < w; {
			k := i*width + j
			switch {
			case run[k]:
				pairs = append(pairs, [2]int{lead + i, lead + j})
				i++
				j++
			case best[k+width] >= best[k+1]:
				i++
			default:
				j++
			}
		}
	}
	for k := trail; k > 0; k-- {
		pairs = append(pairs, [2]int{n - k, m - k})
	}
	return slices.Clip(pairs)
}
