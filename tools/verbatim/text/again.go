package text

import (
	"slices"

	"summit-explainer/tools/verbatim/fold"
)

// again returns the text over another folded copy of it, in which the ends of units
// stand at these places.
func (t *Text) again(c fold.Copy, places []int) *Text {
	h := &Text{Copy: c, options: t.options, paragraphs: t.paragraphs, turns: t.turns, owned: t.owned, language: t.language, lines: t.lines, opens: t.opens, part: t.part}
	h.words.t = h
	for i, u := range t.units {
		u.Span = fold.Span{Start: places[2*i], End: places[2*i+1]}
		h.units = append(h.units, u)
	}
	for _, k := range t.heads {
		h.heads = append(h.heads, head{int32(h.At(t.Start(int(k.at)))), int32(h.At(t.Start(int(k.paragraph))))})
	}
	h.findSkips()
	return h
}

// ends are the places at which units begin and end.
func (t *Text) ends() (points []int) {
	for _, u := range t.units {
		points = append(points, u.Start, u.End)
	}
	return points
}

// heard returns the text as it is heard; see [fold.Copy.Heard].
func (t *Text) heard() *Text { return t.again(t.Copy.Heard(t.ends())) }

// Bare returns the text without its note marks: what stands beside a word is judged
// as if the mark between were not there. It is t where t has none, and made the first
// time it is asked for.
func (t *Text) Bare() *Text {
	if t.bare == nil {
		return t
	}
	return t.bare()
}

// unmarked makes the text that Bare returns. What may only be a note mark goes as well:
// the words beside it are judged, and not whether it may be left off.
func (t *Text) unmarked() *Text {
	var notes []fold.Span
	for _, k := range t.skips {
		if k.Kind == SkipNote {
			notes = append(notes, k.Span)
		}
	}
	notes = append(notes, t.maybeNotes()...)
	slices.SortFunc(notes, func(a, b fold.Span) int { return a.Start - b.Start })
	bare := t.again(t.Without(notes, t.ends()))
	if len(bare.Chars) == len(t.Chars) {
		return t
	}
	return bare
}

// BareSpan returns where a span of the folded text is in [Text.Bare].
func (t *Text) BareSpan(s fold.Span) fold.Span {
	bare := t.Bare()
	if bare == t {
		return s
	}
	if s.Start == s.End {
		at := bare.At(t.End(s.Start))
		return fold.Span{Start: at, End: at}
	}
	from := bare.At(t.Start(s.Start))
	return fold.Span{Start: from, End: max(from, bare.At(t.End(s.End)))}
}
