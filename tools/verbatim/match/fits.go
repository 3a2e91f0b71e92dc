package match

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/text"
)

// maxFits bounds the ways that are told apart. Where pieces fit in more ways,
// the quotation is ambiguous, and only so many places are listed.
const maxFits = 1024

// atOnce is how many places of a quotation of one piece are read before the
// ways that they give are counted.
const atOnce = 8 * maxFits

// lookBudget bounds the bytes that are looked at for the gaps and brackets of
// one quotation: a thousand of them in as many places. A quotation that needs
// more could be read in too many ways, and is refused.
const lookBudget = 1 << 21

// A fit is one way in which a quotation fits into the text.
type fit struct {
	nodes  []int32     // of the search, in order; a start or a gap begins a piece
	pieces []fold.Span // in the folded text
	unit   int
	cost   int
	copy   fold.Span // raw: where the text has the quotation byte for byte; the end is 0 where it has not
}

func (f fit) hull() fold.Span {
	return fold.Span{Start: f.pieces[0].Start, End: f.pieces[len(f.pieces)-1].End}
}

// fits returns the ways in which the pattern fits, up to maxFits.
//
// Each segment is found by itself; then, from left to right, its places are
// joined to those of the segment before, across the text's own dots or across
// an omission. A place without a place before it is dropped, so that every one
// that is left in the end is part of a fit, and fits are listed without going
// astray. The work grows with the places, not with the ways to join them.
func (x *search) fits() []fit {
	var found []fit
	if len(x.p.Segments) > 0 {
		found = x.joined()
	}
	return x.copies(found)
}

func (x *search) joined() (fits []fit) {
	p := x.p
	if len(p.Segments) == 1 {
		return x.single(&p.Segments[0])
	}
	ends := make([][]int32, len(p.Segments))  // the nodes at which each segment ends
	exits := make([][]int32, len(p.Segments)) // those of them that an omission may follow
	for i := range p.Segments {
		starts, floor := x.dotted(i, ends), 0
		if i > 0 {
			floor = len(x.t.Chars)
			for _, e := range exits[i-1] {
				floor = min(floor, int(x.nodes[e].t))
			}
		}
		for _, c := range x.candidates(&p.Segments[i], floor) {
			if x.over {
				return nil
			}
			if start, ok := x.start(i, c, exits); ok {
				starts = append(starts, start)
			}
		}
		for _, n := range x.run(&p.Segments[i], starts) {
			if x.t.Edge(int(x.nodes[n].t)) || i < len(p.Gaps) {
				ends[i] = append(ends[i], n)
			}
		}
		if len(ends[i]) == 0 {
			return nil
		}
		if i+1 < len(p.Segments) {
			exits[i] = x.exits(ends[i])
		}
	}
	for _, n := range ends[len(ends)-1] {
		x.chains(exits, n, nil, 0, &fits)
	}
	return fits
}

// single returns the ways in which a quotation of one piece fits. In a text that
// repeats it everywhere the first places show that it is ambiguous.
func (x *search) single(g *grammar.Segment) (fits []fit) {
	all := x.candidates(g, 0)
	for places := range slices.Chunk(all, atOnce) {
		var starts []int32
		for _, c := range places {
			if start, ok := x.start(0, c, nil); ok {
				starts = append(starts, start)
			}
		}
		for _, n := range x.run(g, starts) {
			if x.t.Edge(int(x.nodes[n].t)) {
				x.chains(nil, n, nil, 0, &fits)
			}
		}
		if x.over || x.cut {
			x.last = all[len(all)-1]
			break
		}
	}
	return fits
}

// within reports whether all the places at which a quotation of one piece may
// begin, the unlisted ones too, are in the paragraph of the one given, which has
// no quotation marks: then they are one place, as in [search.onePlace].
func (x *search) within(p text.Passage) bool {
	i := x.t.ParagraphAt(p.Start)
	return x.last > 0 && x.t.ParagraphAt(x.t.Start(x.last)) == i && x.t.UnitAt(x.last) == x.t.UnitAt(x.t.At(p.Start)) && len(x.t.MarksOf(i)) == 0
}

// dotted returns the nodes at which a segment begins behind dots that the text
// itself has between it and the one before.
func (x *search) dotted(i int, ends [][]int32) (starts []int32) {
	if i == 0 {
		return nil
	}
	gap := x.p.Gaps[i-1]
	dots := x.p.Chars[gap.Start:gap.End]
	for _, e := range ends[i-1] {
		n := x.nodes[e]
		if to, ok := x.sameDots(dots, int(n.t)); ok {
			starts = append(starts, x.push(node{q: int32(x.p.Segments[i].Span.Start), t: int32(to), cost: n.cost, prev: e, from: n.from, rule: stepEqual}))
		}
	}
	return starts
}

// start returns the node at which a segment may begin at c of the text: at a
// token, and behind a piece that an omission may follow.
func (x *search) start(i, c int, exits [][]int32) (int32, bool) {
	if !x.t.Edge(c) || c < len(x.t.Chars) && x.t.Chars[c] == ' ' {
		return 0, false
	}
	n := node{q: int32(x.p.Segments[i].Span.Start), t: int32(c), from: int32(c), prev: -1}
	if i == 0 {
		return x.first(n)
	}
	if !x.reachable(exits[i-1], i, c) {
		return 0, false
	}
	n.rule, n.gap, n.cost = stepGap, int32(i), costMarked
	return x.push(n), true
}

// first makes the node a quotation begins with: with the dots before its first
// words, where the text has them too, or without. A mark before the dots is the
// text's, or the quotation can't begin here.
func (x *search) first(n node) (int32, bool) {
	if x.p.Lead == 0 {
		return x.push(n), true
	}
	dots := x.p.Chars[:x.p.Lead]
	if strings.HasSuffix(x.t.Chars[:n.t], dots) && x.t.Edge(int(n.t)-len(dots)) {
		from := n.t - int32(len(dots))
		begin := x.push(node{t: from, from: from, prev: -1})
		return x.push(node{q: n.q, t: n.t, prev: begin, from: from, rule: stepEqual}), true
	}
	if strings.ContainsAny(dots, "\"'`") {
		return 0, false
	}
	begin := x.push(node{t: n.t, from: n.t, prev: -1})
	lead := x.push(node{q: n.q, t: n.t, cost: costSilent, prev: begin, from: n.t, rule: stepLead})
	// what follows is at the start of a piece all the same
	return x.push(node{q: n.q, t: n.t, cost: costSilent, prev: lead, from: n.t, rule: stepStart}), true
}

// maxExits is how many ends of a piece are tried before a beginning of the next
// one: the nearest ones are the likeliest, and where none of so many will do,
// none does.
const maxExits = 256

// reachable reports whether an omission leads from one of the exits, sorted by
// place, to c.
func (x *search) reachable(exits []int32, gap, c int) bool {
	k, _ := slices.BinarySearchFunc(exits, c, func(e int32, c int) int {
		if int(x.nodes[e].t) <= c {
			return -1
		}
		return 1
	})
	bottom := x.t.Units()[max(0, x.t.UnitAt(c))].Start
	for tries := 0; k > 0 && tries < maxExits && !x.over; tries++ {
		k--
		e := int(x.nodes[exits[k]].t)
		if e < bottom {
			return false
		}
		if x.mayPass(gap, e, c) {
			return true
		}
	}
	return false
}

// afford reports whether so many more bytes of the text may be looked at for
// what an editor did.
func (x *search) afford(bytes int) bool {
	x.looked += bytes
	x.over = x.over || x.looked > lookBudget
	return !x.over
}

// mayPass reports whether an omission may lead from e to c of the text.
func (x *search) mayPass(gap, e, c int) bool {
	key := [2]int32{int32(e), int32(c)}
	if may, ok := x.gaps[key]; ok {
		return may
	}
	if !x.afford(min(c-e, text.MaxHidden) + text.PhraseReach) {
		return false
	}
	reason := grammar.GapReason(grammar.Change{Text: x.t, Pattern: x.p, Ours: x.p.Gaps[gap-1], Theirs: fold.Span{Start: e, End: c}})
	if reason != "" {
		x.refuse(reason)
	}
	if x.gaps == nil {
		x.gaps = map[[2]int32]bool{}
	}
	x.gaps[key] = reason == ""
	return reason == ""
}

// exits returns the ends of a piece that an omission may follow, sorted by
// place: the piece is the first or long enough, and ends at a whole token.
func (x *search) exits(ends []int32) (kept []int32) {
	for _, e := range ends {
		n := x.nodes[e]
		switch {
		case !x.t.Edge(int(n.t)):
		case x.begun(e) != -1 && !enough(x.t.Chars[n.from:n.t]):
			x.refuse("the piece " + grammar.Quoted(x.t.Chars[n.from:n.t]) + " is too short between two omissions: two words at least")
		default:
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b int32) int { return int(x.nodes[a].t) - int(x.nodes[b].t) })
	return kept
}

// begun returns the node that begins the piece of e where a gap does, or -1
// for the first piece.
func (x *search) begun(e int32) int32 {
	for ; e >= 0; e = x.nodes[e].prev {
		if x.nodes[e].rule == stepGap {
			return e
		}
	}
	return -1
}

// enough reports whether a piece between two omissions is long enough: two
// words, or four characters where a script has no words.
func enough(s string) bool {
	n := 0
	fold.Tokens(s, func(start, _ int) bool {
		if r, _ := fold.After(s, start); fold.Unspaced(r) != 0 {
			n++
		} else {
			n += 2
		}
		return n < 4
	})
	return n >= 4
}

// A later is what follows a piece in a fit: the nodes of the next piece, first to
// last, and so on.
type later struct {
	nodes []int32
	next  *later
}

// chains lists the fits that end with the node e, and what follows it.
func (x *search) chains(exits [][]int32, e int32, then *later, cost int, fits *[]fit) {
	var own []int32 // this piece's nodes, first to last
	gap := 0
	for n := e; n >= 0; n = x.nodes[n].prev {
		own = append(own, n)
		if x.nodes[n].rule == stepGap {
			gap = int(x.nodes[n].gap)
		}
	}
	slices.Reverse(own)
	then = &later{nodes: own, next: then}
	cost += int(x.nodes[e].cost)
	if gap == 0 {
		x.list(then, cost, fits)
		return
	}
	c := int(x.nodes[own[0]].t)
	bottom := x.t.Units()[x.t.UnitAt(c)].Start
	from, _ := slices.BinarySearchFunc(exits[gap-1], bottom, func(b int32, bottom int) int { return int(x.nodes[b].t) - bottom })
	for _, b := range exits[gap-1][from:] {
		if int(x.nodes[b].t) > c || x.cut || x.over {
			return
		}
		if x.mayPass(gap, int(x.nodes[b].t), c) {
			x.chains(exits, b, then, cost, fits)
		}
	}
}

// list adds the fit of the given nodes, unless there are too many of them, or
// their nodes are.
func (x *search) list(all *later, cost int, fits *[]fit) {
	var nodes []int32
	for l := all; l != nil; l = l.next {
		nodes = append(nodes, l.nodes...)
	}
	f := fit{nodes: nodes, cost: cost, unit: x.t.UnitAt(int(x.nodes[nodes[0]].from))}
	for i, n := range nodes {
		if i+1 == len(nodes) || x.nodes[nodes[i+1]].rule == stepGap {
			f.pieces = append(f.pieces, fold.Span{Start: int(x.nodes[n].from), End: int(x.nodes[n].t)})
		}
	}
	if !x.paired(f) {
		return
	}
	x.listed += len(nodes)
	if x.cut = len(*fits) >= maxFits || len(*fits) > 1 && x.listed > maxNodes; !x.cut {
		*fits = append(*fits, f)
	}
}

// paired reports whether the marks of inner quotations are pairs in the text
// too. A pair of the same kind of marks is one where it stands; another kind
// must be the text's pair; a mark that was added must close what the text
// closes further on.
func (x *search) paired(f fit) bool {
	var at map[int]int32 // folded offset of a mark in the quotation → in the text
	swapped := false
	for i := 1; i < len(f.nodes); i++ {
		n, b := x.nodes[f.nodes[i]], x.nodes[f.nodes[i-1]]
		if n.rule == stepSides {
			// a closing mark with its stop: where the mark is on either side
			at = note(at, int(b.q)+markIn(x.p.Chars[b.q:n.q]), b.t+int32(markIn(x.t.Chars[b.t:n.t])))
			swapped = true
			continue
		}
		if n.q-b.q != 1 || n.rule != stepMark && n.rule != stepShut && n.rule != stepEqual {
			continue
		}
		if c := x.p.Chars[b.q]; c != '"' && c != '\'' {
			continue
		}
		switch n.rule {
		case stepShut:
			at = note(at, int(b.q), -1-b.t)
			swapped = true
		default:
			at = note(at, int(b.q), b.t)
			swapped = swapped || n.rule == stepMark
		}
	}
	if !swapped {
		return true
	}
	for i := range x.p.Segments {
		for _, e := range x.p.Segments[i].Elements {
			if e.Kind != grammar.Quoting && e.Kind != grammar.Closing {
				continue
			}
			q := e.Span.Start
			if e.Kind == grammar.Closing {
				q += markIn(e.Chars)
			}
			a, ok := at[q]
			if !ok {
				continue
			}
			b, ok := at[e.Partner]
			if !ok {
				// the partner is in the tail, or read with its neighbours
				continue
			}
			if !x.pairOf(int(a), int(b), x.p.Chars[q]) {
				return false
			}
		}
	}
	return true
}

// pairOf reports whether the marks at a and b of the folded text are a pair,
// the quotation having the given mark. A negative b is -1 minus the place
// where a closing mark was added: the text's must come later.
func (x *search) pairOf(a, b int, kind byte) bool {
	if b >= 0 && x.t.Chars[a] == kind && x.t.Chars[b] == kind {
		return true
	}
	raw := x.t.Start(a)
	i := x.t.ParagraphAt(raw)
	p, marks := x.t.Paragraphs()[i], x.t.MarksOf(i)
	for _, m := range marks {
		if !x.stands(m, p, a) {
			continue
		}
		if m.Pair < 0 {
			// open at the paragraph's end, as where a quotation goes on
			return b < 0 && m.Open
		}
		if b < 0 {
			return p.Start+marks[m.Pair].Start >= x.t.End(-1-b)
		}
		return x.stands(marks[m.Pair], p, b)
	}
	return false
}

// stands reports whether a mark of a paragraph is the folded character at a,
// with the white space just inside it.
func (x *search) stands(m mark.Mark, p text.Paragraph, a int) bool {
	at := p.Start + m.Start
	return x.t.Start(a) <= at && at < x.t.End(a+1)
}

func note(at map[int]int32, q int, t int32) map[int]int32 {
	if at == nil {
		at = map[int]int32{}
	}
	at[q] = t
	return at
}

// markIn returns where the mark stands in a closing element.
func markIn(s string) int {
	if len(s) > 1 && isMark(s[1]) {
		return 1
	}
	return 0
}
