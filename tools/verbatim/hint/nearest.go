package hint

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
)

// windows is how many places are aligned in full.
const windows = 6

// A seed is a word of the quotation that stands in the text.
type seed struct {
	at    int32 // folded offset
	count int32 // words of the text before it
	word  int32 // which word
}

// seedWords are the words of a quotation, each once, in lower case.
type seedWords struct {
	index map[string]int32
	want  []int // how often the quotation has each
	table [1 << 12]bool
	n     int // words in all
}

// hash of a word: its first byte in lower case, and its length.
func hash(first byte, n int) int {
	if first >= 'A' && first <= 'Z' {
		first += 'a' - 'A'
	}
	return (int(first)*37 + n) & (1<<12 - 1)
}

func newSeeds(quote string) *seedWords {
	s := &seedWords{index: map[string]int32{}}
	eachWord(quote, func(start, end int) {
		w := strings.ToLower(quote[start:end])
		i, ok := s.index[w]
		if !ok {
			i = int32(len(s.want))
			s.index[w] = i
			s.want = append(s.want, 0)
			s.table[hash(w[0], len(w))] = true
			// a letter whose lower case has another length, or first byte
			s.table[hash(quote[start], end-start)] = true
		}
		s.want[i]++
		s.n++
	})
	return s
}

// eachWord calls f for each run of letters and figures; in scripts without
// spaces, for each character.
func eachWord(s string, f func(start, end int)) {
	for i := 0; i < len(s); {
		if c := s[i]; c < 0x80 {
			if !alnum[c] {
				i++
				continue
			}
			start := i
			for i < len(s) && s[i] < 0x80 && alnum[s[i]] {
				i++
			}
			if i == len(s) || s[i] < 0x80 {
				f(start, i)
				continue
			}
			i = start
		}
		start := i
		for i < len(s) {
			r, n := fold.After(s, i)
			if !fold.IsWord(r) || r == '_' || fold.Unspaced(r) != 0 && i > start {
				break
			}
			i += n
			if fold.Unspaced(r) != 0 {
				break
			}
		}
		if i > start {
			f(start, i)
			continue
		}
		_, n := fold.After(s, i)
		i += n
	}
}

var alnum = func() (t [128]bool) {
	for i := range t {
		t[i] = fold.IsWord(rune(i)) && i != '_'
	}
	return
}()

// seeds finds the words of the quotation in the text, in one pass.
func (t text) seeds(w *seedWords) (found []seed) {
	n := int32(0)
	var low [64]byte
	eachWord(t.Chars, func(start, end int) {
		n++
		if !w.table[hash(t.Chars[start], end-start)] {
			return
		}
		s := t.Chars[start:end]
		var i int32
		var ok bool
		if len(s) <= len(low) {
			for k := range len(s) {
				c := s[k]
				if c >= 'A' && c <= 'Z' {
					c += 'a' - 'A'
				}
				low[k] = c
			}
			i, ok = w.index[string(low[:len(s)])]
		}
		if !ok && !isASCII(s) {
			i, ok = w.index[strings.ToLower(s)]
		}
		if ok {
			found = append(found, seed{int32(start), n, i})
		}
	})
	return found
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// near is a stretch of the folded text that is like a quotation.
type near struct {
	fold.Span
	shared int // words of the quotation, in order
	words  int // of the quotation
}

// nearest finds the passage that shares most words with the folded quotation,
// in order: rare words seed windows, the best windows are aligned. ok is false
// where it shares fewer than half.
func (t text) nearest(quote string) (near, bool) {
	w := newSeeds(quote)
	if w.n == 0 {
		return near{}, false
	}
	seeds := t.seeds(w)
	if len(seeds) == 0 {
		return near{}, false
	}
	weight := make([]float64, len(w.want))
	for _, s := range seeds {
		weight[s.word]++
	}
	for i, n := range weight {
		weight[i] = 1 / (1 + math.Log2(1+n))
	}
	span := int32(w.n + w.n/2 + 4)
	type window struct {
		score    float64
		from, to int
	}
	var best []window
	have := make([]int, len(w.want))
	score, lo := 0.0, 0
	for hi, s := range seeds {
		if have[s.word] < w.want[s.word] {
			score += weight[s.word]
		}
		have[s.word]++
		for seeds[lo].count+span <= s.count {
			d := seeds[lo].word
			have[d]--
			if have[d] < w.want[d] {
				score -= weight[d]
			}
			lo++
		}
		at := slices.IndexFunc(best, func(b window) bool { return seeds[b.to].count+span/2 > s.count })
		switch {
		case at >= 0:
			if score > best[at].score {
				best[at] = window{score, lo, hi}
			}
		case len(best) < windows:
			best = append(best, window{score, lo, hi})
		default:
			k := 0
			for i := range best {
				if best[i].score < best[k].score {
					k = i
				}
			}
			if score > best[k].score {
				best = append(slices.Delete(best, k, k+1), window{score, lo, hi})
			}
		}
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
	var top near
	for i, b := range best {
		if i > 0 && b.score < best[0].score/2 {
			break
		}
		from, to := int(seeds[b.from].at), int(seeds[b.to].at)
		last := max(0, t.UnitAt(to))
		for u := max(0, t.UnitAt(from), last-7); u <= last; u++ {
			n := t.align(quote, w.n, t.Units()[u].Span, from, to)
			if n.shared > top.shared || n.shared == top.shared && top.shared > 0 && n.End-n.Start < top.End-top.Start {
				top = n
			}
		}
	}
	return top, top.shared > 0 && 2*top.shared >= w.n
}

// maxAlign bounds the bytes of a window that is aligned.
const maxAlign = 1 << 16

// align compares the quotation with the text about from to to, inside a unit.
func (t text) align(quote string, words int, u fold.Span, from, to int) near {
	slack := len(quote)/2 + 64
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
	eachWord(text, func(s, e int) { a = append(a, fold.Span{Start: s, End: e}) })
	eachWord(quote, func(s, e int) { b = append(b, fold.Span{Start: s, End: e}) })
	pairs := common2(len(a), len(b), func(i, j int) bool {
		x, y := text[a[i].Start:a[i].End], quote[b[j].Start:b[j].End]
		return x == y || len(x) == len(y) && strings.EqualFold(x, y)
	})
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

func isTitle(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	return false
}
