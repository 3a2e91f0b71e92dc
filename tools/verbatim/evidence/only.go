package evidence

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"summit-explainer/tools/verbatim/fold"
)

// Only returns the evidence with some of its records, and shows no words of the
// text but those that they need. It is the evidence that the text would give: of
// what is hidden the roots are known, and no word is needed to go on hiding it.
// Of a commitment that leads to no root nothing can be hidden: ok is false.
func (e *Evidence) Only(keep func(Locked) bool) (less Evidence, ok bool) {
	if e.committed() != nil {
		return *e, false
	}
	less = *e
	less.Proven = slices.DeleteFunc(slices.Clone(e.Proven), func(locked Locked) bool { return !keep(locked) })
	known := map[int]word{}
	for _, s := range e.Commitment.Shown {
		for number, word := range s.known() {
			known[number] = word
		}
	}
	spans := less.spans(func(i int) string { return known[i].text })
	r := rebuild{hidden: e.Commitment.Hidden}
	var open []fold.Span // numbers of sentences that are still shown
	less.Commitment.Shown = []Sentence{}
	for _, s := range e.Commitment.Shown {
		root, _ := s.root()
		r.numbers, r.leaves = append(r.numbers, s.Number), append(r.leaves, s.hash(e, root))
		if needed := within(spans, s.Start, s.Start+s.Words); len(needed) > 0 {
			open = append(open, fold.Span{Start: s.Number, End: s.Number + 1})
			less.Commitment.Shown = append(less.Commitment.Shown, s.only(needed, known))
		}
	}
	_, hidden := r.hide(0, e.Commitment.Sentences, open)
	less.Commitment.Hidden = roots(hidden)
	return less, true
}

// A word is one that a sentence shows.
type word struct {
	text string
	salt []byte
}

// known returns the words that the sentence shows, by their numbers in the text.
func (s *Sentence) known() map[int]word {
	known := map[int]word{}
	for _, run := range s.Shown {
		at := 0
		for i, length := range run.Lengths {
			known[s.Start+run.Start+i] = word{run.Text[at : at+length], run.Salts[saltSize*i:][:saltSize]}
			at += length
		}
	}
	return known
}

// only returns the sentence with no other words than those of spans, which are in
// words of the text.
func (s Sentence) only(spans []fold.Span, known map[int]word) Sentence {
	r := rebuild{hidden: s.Hidden}
	for _, run := range s.Shown {
		for i := range run.Lengths {
			number := s.Start + run.Start + i
			r.numbers, r.leaves = append(r.numbers, number), append(r.leaves, wordHash(known[number].salt, known[number].text))
		}
	}
	s.Shown = nil
	for _, span := range spans {
		from, to := max(span.Start, s.Start), min(span.End, s.Start+s.Words)
		run := Run{Start: from - s.Start}
		for i := from; i < to; i++ {
			run.Text += known[i].text
			run.Lengths = append(run.Lengths, len(known[i].text))
			run.Salts = append(run.Salts, known[i].salt...)
		}
		s.Shown = append(s.Shown, run)
	}
	_, hidden := r.hide(s.Start, s.Start+s.Words, spans)
	s.Hidden = roots(hidden)
	return s
}

// hide is the root of the tree over the leaves from lo to hi, and the roots of the
// greatest trees in it of which none is to be shown any more.
func (r *rebuild) hide(lo, hi int, shown []fold.Span) (root tlog.Hash, hidden []tlog.Hash) {
	if len(r.numbers) == 0 || r.numbers[0] >= hi || hi-lo == 1 {
		root = r.root(lo, hi)
	} else {
		k := split(hi - lo)
		left, before := r.hide(lo, lo+k, shown)
		right, after := r.hide(lo+k, hi, shown)
		root, hidden = tlog.NodeHash(left, right), append(before, after...)
	}
	if len(within(shown, lo, hi)) == 0 {
		hidden = []tlog.Hash{root}
	}
	return root, hidden
}
