package evidence

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// Only returns the evidence with fewer records, and with a commitment of the same
// root that shows no more than these need: it is what the text would give. Of a
// commitment that leads to no root nothing can be hidden: ok is false.
func (e *Evidence) Only(keep func(Locked) bool) (only Evidence, ok bool) {
	only = *e
	if e.committed() != nil {
		return only, false
	}
	only.Proven = []Locked{}
	for _, locked := range e.Proven {
		if keep(locked) {
			only.Proven = append(only.Proven, locked)
		}
	}
	words := e.shownWords()
	kept := only.spans(func(i int) string { return words[i].text })
	outer := rebuild{hidden: e.Commitment.Hidden, less: true}
	only.Commitment.Shown = []Sentence{}
	for _, s := range e.Commitment.Shown {
		var inside []fold.Span
		for _, span := range within(kept, s.Start, s.Start+s.Words) {
			inside = append(inside, fold.Span{Start: max(span.Start-s.Start, 0), End: min(span.End-s.Start, s.Words)})
		}
		root, rest, _ := s.root(true, inside)
		outer.numbers, outer.leaves = append(outer.numbers, s.Number), append(outer.leaves, s.hash(e, root))
		if len(inside) == 0 {
			continue
		}
		outer.kept = append(outer.kept, fold.Span{Start: s.Number, End: s.Number + 1})
		s.Shown, s.Hidden = s.only(inside), rest
		only.Commitment.Shown = append(only.Commitment.Shown, s)
	}
	_, only.Commitment.Hidden, _ = outer.whole(e.Commitment.Sentences)
	return only, true
}

// only returns the runs of a sentence that show the kept words, each of which is
// shown.
func (s *Sentence) only(kept []fold.Span) (runs []Run) {
	for _, span := range kept {
		run := Run{Start: span.Start}
		var text strings.Builder
		for _, of := range s.Shown {
			at := 0
			for i, length := range of.Lengths {
				if word := of.Start + i; span.Start <= word && word < span.End {
					text.WriteString(of.Text[at : at+length])
					run.Lengths = append(run.Lengths, length)
					run.Salts = append(run.Salts, of.Salts[saltSize*i:][:saltSize]...)
				}
				at += length
			}
		}
		run.Text = text.String()
		runs = append(runs, run)
	}
	return runs
}
