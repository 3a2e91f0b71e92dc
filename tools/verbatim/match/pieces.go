package match

import (
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
)

// A Piece is what stands between two omission marks of a quotation, looked for
// by itself.
type Piece struct {
	Words  string      // folded
	Places []fold.Span // in the folded text, up to 1024 of them
	Short  bool        // it has too few words to stand between two omissions
}

// Pieces looks for each piece of a quotation by itself, whatever the omissions
// between them would hide. It is for explaining why a quotation with omissions
// does not hold; it returns nil for one without.
func (t *Text) Pieces(q Quote) []Piece {
	p := grammar.Compile(q.Folded(), grammar.Edited, t.Options())
	if p == nil || len(p.Segments) < 2 {
		return nil
	}
	p.Language = t.Language()
	x := &search{t: t.Text, p: p}
	pieces := make([]Piece, len(p.Segments))
	for i := range p.Segments {
		g := &p.Segments[i]
		words := p.Chars[g.Span.Start:g.Span.End]
		pieces[i] = Piece{Words: words, Short: i > 0 && i < len(p.Segments)-1 && !enough(words), Places: x.alone(g)}
	}
	return pieces
}

// alone returns where a segment stands by itself.
func (x *search) alone(g *grammar.Segment) (places []fold.Span) {
	for _, c := range x.candidates(g, 0) {
		if !x.t.Edge(c) || len(places) >= maxFits {
			continue
		}
		n := x.push(node{q: int32(g.Span.Start), t: int32(c), from: int32(c), prev: -1})
		for _, e := range x.run(g, []int32{n}) {
			if x.t.Edge(int(x.nodes[e].t)) {
				places = append(places, fold.Span{Start: c, End: int(x.nodes[e].t)})
			}
		}
	}
	return places
}
