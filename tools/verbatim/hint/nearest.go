package hint

import (
	"math"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// The passage nearest to a quotation is found by its rarest words: the text's
// index says where these stand, places where many of them stand together are
// windows, and the best windows are aligned in full. What it costs does not
// grow with the text, but with how common the quotation's words are.

const (
	windows  = 6   // places that are aligned in full
	maxSeeds = 512 // places of rare words that are looked at, and those of the rarest word at least
)

// A seed is a place in the text where a word of the quotation stands.
type seed struct {
	place int32 // ordinal of the word in the text
	word  int32 // which word of the quotation, each once
}

// seeds returns the places of the rarest words of a quotation, in order, with
// how much each word says: the rarer, the more.
func (t searched) seeds(keys []string) (found []seed, want []int, weight []float64) {
	index := t.Index()
	number := map[string]int32{}
	var words []string
	for _, key := range keys {
		i, known := number[key]
		if !known {
			i = int32(len(words))
			number[key] = i
			words = append(words, key)
			want = append(want, 0)
		}
		want[i]++
	}
	order := make([]int32, 0, len(words))
	weight = make([]float64, len(words))
	for i, key := range words {
		if places := len(index.Places[key]); places > 0 {
			order = append(order, int32(i))
			weight[i] = 1 / (1 + math.Log2(1+float64(places)))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(index.Places[words[a]]) - len(index.Places[words[b]]) })
	for _, i := range order {
		places := index.Places[words[i]]
		if len(found) > 0 && len(found)+len(places) > maxSeeds {
			break
		}
		for _, p := range places {
			found = append(found, seed{p, i})
		}
	}
	slices.SortFunc(found, func(a, b seed) int { return int(a.place) - int(b.place) })
	return found, want, weight
}

// A window is a stretch of the text, by its first and last seed.
type window struct {
	score    float64
	from, to int
}

// nearest finds the passage that shares most words with the folded quotation,
// in order. ok is false where it shares fewer than half.
func (t searched) nearest(quote string) (near, bool) {
	keys := fold.Keys(quote)
	seeds, want, weight := t.seeds(keys)
	if len(seeds) == 0 {
		return near{}, false
	}
	starts := t.Index().Starts
	var top near
	best := bestWindows(seeds, want, weight, int32(len(keys)+len(keys)/2+4))
	for i, w := range best {
		if i > 0 && w.score < best[0].score/2 {
			break
		}
		from, to := int(starts[seeds[w.from].place]), int(starts[seeds[w.to].place])
		units := t.Units()
		last := max(0, t.UnitAt(to))
		for u := max(0, t.UnitAt(from), last-7); u <= last; u++ {
			n := t.align(quote, len(keys), units[u].Span, from, to)
			if n.shared > top.shared || n.shared == top.shared && top.shared > 0 && n.End-n.Start < top.End-top.Start {
				top = n
			}
		}
	}
	return top, top.shared > 0 && 2*top.shared >= len(keys)
}

// bestWindows slides a window of so many words over the seeds, and returns the
// best ones that do not overlap much, best first.
func bestWindows(seeds []seed, want []int, weight []float64, span int32) []window {
	var best []window
	have := make([]int, len(want))
	score, low := 0.0, 0
	for high, s := range seeds {
		if have[s.word] < want[s.word] {
			score += weight[s.word]
		}
		have[s.word]++
		for seeds[low].place+span <= s.place {
			dropped := seeds[low].word
			if have[dropped]--; have[dropped] < want[dropped] {
				score -= weight[dropped]
			}
			low++
		}
		best = keepBest(best, window{score, low, high}, seeds, span)
	}
	slices.SortStableFunc(best, func(a, b window) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.from - b.from
	})
	return best
}

// keepBest puts a window among the best: instead of one that it overlaps, or of
// the worst, if it is better.
func keepBest(best []window, w window, seeds []seed, span int32) []window {
	at := slices.IndexFunc(best, func(b window) bool { return seeds[b.to].place+span/2 > seeds[w.to].place })
	if at < 0 && len(best) < windows {
		return append(best, w)
	}
	if at < 0 {
		at = 0
		for i := range best {
			if best[i].score < best[at].score {
				at = i
			}
		}
		if w.score > best[at].score {
			return append(slices.Delete(best, at, at+1), w)
		}
		return best
	}
	if w.score > best[at].score {
		best[at] = w
	}
	return best
}

// near is a stretch of the folded text that is like a quotation.
type near struct {
	fold.Span
	shared int // words of the quotation, in order
	words  int // of the quotation
}

// maxAlign bounds the bytes of a window that is aligned.
const maxAlign = 1 << 20

// align compares the quotation with the text about from to to, inside a unit.
func (t searched) align(quote string, words int, u fold.Span, from, to int) near {
	slack := max(len(quote)/2, len(quote)-(to-from)) + 64 // the seeds of a long quotation may all stand at one end of it
	from, to = max(u.Start, from-slack), min(u.End, to+slack)
	if to-from > maxAlign {
		to = from + maxAlign
	}
	for from > u.Start && !fold.Boundary(t.Chars, from) {
		from--
	}
	for to < u.End && !fold.Boundary(t.Chars, to) {
		to++
	}
	if from >= to {
		return near{}
	}
	text := t.Chars[from:to]
	var a, b []fold.Span
	fold.EachWord(text, func(s, e int) { a = append(a, fold.Span{Start: s, End: e}) })
	fold.EachWord(quote, func(s, e int) { b = append(b, fold.Span{Start: s, End: e}) })
	pairs := commonWords(wordsOf(text, a), wordsOf(quote, b))
	if len(pairs) == 0 {
		return near{}
	}
	shared := len(pairs)
	pairs = dense(pairs)
	// words of the quotation without a partner at either end had one in the
	// text, most likely
	first := max(0, pairs[0][0]-pairs[0][1])
	last := pairs[len(pairs)-1]
	end := min(len(a)-1, last[0]+len(b)-1-last[1])
	for i := pairs[0][0]; i > first; i-- {
		if strings.ContainsAny(text[a[i-1].End:a[i].Start], ".!?。！？\n") {
			first = i
			break
		}
	}
	for i := last[0]; i < end; i++ {
		if strings.ContainsAny(text[a[i].End:a[i+1].Start], ".!?。！？\n") {
			end = i
			break
		}
	}
	s := fold.Span{Start: from + a[first].Start, End: from + a[end].End}
	for s.Start > from && !fold.Boundary(t.Chars, s.Start) {
		s.Start--
	}
	for s.End < to && !fold.Boundary(t.Chars, s.End) {
		s.End++
	}
	// closing punctuation, where the quotation has some too
	if r, _ := fold.Before(quote, len(quote)); !fold.IsWord(r) && s.End < u.End {
		if c, n := fold.After(t.Chars, s.End); strings.ContainsRune(".,;:!?。、！？", c) && strings.ContainsRune(".,;:!?。、！？", r) {
			s.End += n
		}
	}
	return near{s, shared, words}
}

// dense keeps the pairs that stand together best: each counts four, each word
// that the text has more between two of them takes one away.
func dense(pairs [][2]int) [][2]int {
	best, from, to := 0, 0, 0
	score, start := 0, 0
	for i := range pairs {
		if i > 0 {
			score -= max(0, pairs[i][0]-pairs[i-1][0]-(pairs[i][1]-pairs[i-1][1]))
		}
		if score <= 0 {
			score, start = 0, i
		}
		score += 4
		if score > best {
			best, from, to = score, start, i+1
		}
	}
	return pairs[from:to]
}
