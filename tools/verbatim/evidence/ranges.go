package evidence

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// Stretch is what pieces of one paragraph show together: sentences that overlap,
// as one string.
type Stretch struct {
	Paragraph int    // from 1
	Name      string // of the paragraph, as [Piece.Name] has it
	Start     int    // in words of the text, as those of pieces
	Text      string
	Spans     map[int]fold.Span // of the exact words, in bytes of Text, by the piece's index
	Before    bool              // the first sentence has more words before
	After     bool              // and the last one after
}

// Extent returns the first word that a piece shows with what stands round it, and
// the word behind the last, counted from 0.
func (p Piece) Extent() (start, end int) { return p.Start - words(p.Prefix), p.End + words(p.Suffix) }

// Stretches joins pieces of one text where what they show overlaps, in the order of
// the text. Each piece has its place in just one.
func Stretches(pieces []Piece) []Stretch {
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := pieces[i], pieces[j]
		from, to := a.Extent()
		start, end := b.Extent()
		return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(from, start), cmp.Compare(end, to))
	})
	var all []Stretch
	end := 0 // of the last stretch, in words
	for _, i := range order {
		piece := pieces[i]
		from, to := piece.Extent()
		if last := len(all) - 1; last >= 0 && all[last].Paragraph == piece.Paragraph && from < end && all[last].add(i, piece, from, to > end) {
			end = max(end, to)
			continue
		}
		at := len(piece.Prefix)
		all = append(all, Stretch{Paragraph: piece.Paragraph, Name: piece.Name(), Start: from, Text: piece.whole(),
			Spans: map[int]fold.Span{i: {Start: at, End: at + len(piece.Exact)}}, Before: piece.Before, After: piece.After})
		end = to
	}
	return all
}

// add gives the stretch a piece whose first word it has, and reports whether both
// agree on the words that they share.
func (s *Stretch) add(i int, piece Piece, from int, longer bool) bool {
	whole := piece.whole()
	for at := range len(s.Text) {
		rest := s.Text[at:]
		if !strings.HasPrefix(whole, rest) && !strings.HasPrefix(rest, whole) || words(s.Text[:at]) != from-s.Start {
			continue
		}
		if len(whole) > len(rest) {
			s.Text = s.Text[:at] + whole
		}
		if longer {
			s.After = piece.After
		}
		at += len(piece.Prefix)
		s.Spans[i] = fold.Span{Start: at, End: at + len(piece.Exact)}
		return true
	}
	return false
}

// Range is words of a text that stand in pieces without a gap.
type Range struct {
	Paragraph int
	Name      string
	Stretch   int // the index of the stretch that it is a part of
	Start     int // in words of the text
	End       int
	Text      string
	Parts     []RangePart // that make up Text, one behind the other
}

// RangePart is a part of a range that the same pieces hold.
type RangePart struct {
	Text   string
	Pieces []int // indexes of those that hold it
	Begins []int // of those that begin with it
}

// Ranges returns the exact words of pieces of one text, and none of what stands round
// them, in the order of the text: words that stand in two of them once.
func Ranges(pieces []Piece) (ranges []Range) {
	for number, stretch := range Stretches(pieces) {
		var edges []int
		held := slices.Sorted(maps.Keys(stretch.Spans))
		for _, span := range stretch.Spans {
			edges = append(edges, span.Start, span.End)
		}
		slices.Sort(edges)
		edges = slices.Compact(edges)
		end := -1 // of the last range, in bytes of the stretch
		for e := 1; e < len(edges); e++ {
			part := RangePart{Text: stretch.Text[edges[e-1]:edges[e]]}
			var next Range
			for _, i := range held {
				span := stretch.Spans[i]
				if span.Start > edges[e-1] || edges[e] > span.End {
					continue
				}
				part.Pieces = append(part.Pieces, i)
				if span.Start == edges[e-1] {
					part.Begins = append(part.Begins, i)
				}
				if next.End = max(next.End, pieces[i].End); next.Name == "" {
					next = Range{Paragraph: stretch.Paragraph, Name: stretch.Name, Stretch: number, Start: pieces[i].Start, End: next.End}
				}
				next.Start = min(next.Start, pieces[i].Start)
			}
			switch {
			case part.Pieces == nil:
				continue
			case end == edges[e-1]:
				last := &ranges[len(ranges)-1]
				last.Text += part.Text
				last.Start, last.End = min(last.Start, next.Start), max(last.End, next.End)
				last.Parts = append(last.Parts, part)
			default:
				next.Text, next.Parts = part.Text, []RangePart{part}
				ranges = append(ranges, next)
			}
			end = edges[e]
		}
	}
	return ranges
}
