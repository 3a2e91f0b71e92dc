package hint

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
)

// pieces looks for each piece of a quotation with omissions by itself, and
// says what keeps them from being one quotation. It returns the pieces found.
func (h *hinter) pieces(q match.Quote) (found []fold.Span) {
	pieces := h.t.Pieces(q)
	all := true
	for _, p := range pieces {
		switch {
		case len(p.Places) > 0:
			if fold.CountWords(p.Words) > 1 {
				found = append(found, p.Places[0])
			}
			continue
		case strings.Contains(h.t.Chars, bareWords(p.Words)):
			// cut somewhere, or with another mark at its end: what else differs says more
		case strings.Contains(strings.ToLower(h.t.Chars), strings.ToLower(bareWords(p.Words))):
			h.add(Case, "behind an omission the first letter is the text's, or stands in brackets: %q", p.Words)
		default:
			h.add(Words, "the piece %q is not in the text", strings.TrimSpace(fold.Readable(p.Words)))
		}
		all = false
	}
	if !all {
		return found
	}
	for i := 1; i < len(pieces); i++ {
		h.between(pieces[i-1].Places, pieces[i].Places)
		if pieces[i].Short {
			h.add(Rule, "the piece %q is too short between two omissions: two words at least", pieces[i].Words)
		}
	}
	return found
}

// bareWords drops the marks at both ends of words.
func bareWords(words string) string {
	return strings.TrimFunc(words, func(r rune) bool { return isMark(r) || fold.IsBlank(r) })
}

// maxPlaces is how many places of a piece are compared with those of the next
// one: the reason is mostly the same for all of them.
const maxPlaces = 32

// between says why an omission does not lead from one of a to one of b.
func (h *hinter) between(a, b []fold.Span) {
	order, turn := false, false
	for _, s := range a[:min(len(a), maxPlaces)] {
		for _, e := range b[:min(len(b), maxPlaces)] {
			switch {
			case h.t.UnitAt(s.Start) != h.t.UnitAt(e.Start):
				turn = true
			case e.Start < s.End:
				order = true
			default:
				return // these two may follow each other
			}
		}
	}
	switch {
	case order:
		h.add(Order, "the pieces are in another order in the text")
	case turn:
		h.add(Order, "the pieces are not in one turn or section of the text")
	}
}
