package hint

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// maxTable is how many cells the table of one comparison has: two sequences of
// two thousand words each. Longer ones are first parted at words that both have
// once.
const maxTable = 1 << 22

// wordsOf returns what stands at some spans of s.
func wordsOf(s string, spans []fold.Span) []string {
	words := make([]string, len(spans))
	for i, span := range spans {
		words[i] = s[span.Start:span.End]
	}
	return words
}

// commonWords is [commonSequence], the case of letters aside.
func commonWords(a, b []string) [][2]int {
	low := func(words []string) []string {
		for i, w := range words {
			words[i] = strings.ToLower(w)
		}
		return words
	}
	return commonSequence(low(a), low(b))
}

// commonSequence returns a long common subsequence of two sequences of words as
// pairs of indices, in order: the longest, and of those the one in fewest runs,
// where the table is not too large.
func commonSequence(a, b []string) (pairs [][2]int) {
	lead := 0
	for lead < len(a) && lead < len(b) && a[lead] == b[lead] {
		pairs = append(pairs, [2]int{lead, lead})
		lead++
	}
	trail := 0
	for trail < len(a)-lead && trail < len(b)-lead && a[len(a)-1-trail] == b[len(b)-1-trail] {
		trail++
	}
	restA, restB := a[lead:len(a)-trail], b[lead:len(b)-trail]
	var middle [][2]int
	switch {
	case len(restA) == 0 || len(restB) == 0:
	case len(restA) <= maxTable/len(restB):
		middle = table(restA, restB)
	default:
		middle = parted(restA, restB)
	}
	for _, p := range middle {
		pairs = append(pairs, [2]int{lead + p[0], lead + p[1]})
	}
	for k := trail; k > 0; k-- {
		pairs = append(pairs, [2]int{len(a) - k, len(b) - k})
	}
	return pairs
}

// runBonus is what a common word counts in the table, and one more where it
// goes on from the one before: so more words come before longer runs, for no
// comparison has so many words in one run.
const runBonus = 1 << 13

// table fills the table of the longest common subsequence.
func table(a, b []string) (pairs [][2]int) {
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width)
	run := make([]bool, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			k := i*width + j
			best[k] = max(best[k+width], best[k+1])
			if a[i] != b[j] {
				continue
			}
			v := best[k+width+1] + runBonus
			if run[k+width+1] || i == len(a)-1 && j == len(b)-1 {
				v++
			}
			if v > best[k] {
				best[k], run[k] = v, true
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		k := i*width + j
		switch {
		case run[k]:
			pairs = append(pairs, [2]int{i, j})
			i++
			j++
		case best[k+width] >= best[k+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// parted compares long sequences: words that each has once, and that stand in
// the same order in both, are partners, and between two of them the rest is
// compared. Where there is no such word, nothing is common.
func parted(a, b []string) (pairs [][2]int) {
	anchors := increasing(uniquePairs(a, b))
	if len(anchors) == 0 {
		return nil
	}
	fromA, fromB := 0, 0
	for _, p := range append(anchors, [2]int{len(a), len(b)}) {
		for _, inner := range commonSequence(a[fromA:p[0]], b[fromB:p[1]]) {
			pairs = append(pairs, [2]int{fromA + inner[0], fromB + inner[1]})
		}
		if p[0] < len(a) {
			pairs = append(pairs, p)
		}
		fromA, fromB = p[0]+1, p[1]+1
		if fromA > len(a) || fromB > len(b) {
			break
		}
	}
	return pairs
}

// uniquePairs returns the indices of words that a and b have once each, by a.
func uniquePairs(a, b []string) (pairs [][2]int) {
	type places struct{ inA, inB, a, b int }
	seen := map[string]*places{}
	for i, w := range a {
		if seen[w] == nil {
			seen[w] = &places{a: i}
		}
		seen[w].inA++
	}
	for j, w := range b {
		if p := seen[w]; p != nil {
			p.inB++
			p.b = j
		}
	}
	for i, w := range a {
		if p := seen[w]; p.inA == 1 && p.inB == 1 {
			pairs = append(pairs, [2]int{i, p.b})
		}
	}
	return pairs
}

// increasing returns the longest of the pairs, sorted by their first index,
// whose second ones increase, too.
func increasing(pairs [][2]int) (kept [][2]int) {
	var tails []int // for each length the pair that ends with the least second index
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(tails, p[1], func(t, want int) int { return pairs[t][1] - want })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		kept = append(kept, pairs[i])
	}
	slices.Reverse(kept)
	return kept
}
