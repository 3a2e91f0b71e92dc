package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// maxFits bounds the ways that are told apart. Where pieces fit in more ways,
// the quotation is ambiguous, and only so many places are listed.
const maxFits = 1024

// A fit is one way in which a quotation fits into the text.
type fit struct {
	nodes  []int32     // of the search, in order; a start or a gap begins a piece
	pieces []fold.Span // in the folded text
	unit   int
	cost   int
}

func (f fit) hull() fold.Span {
	return fold.Span{Start: f.pieces[0].Start, End: f.pieces[len(f.pieces)-1].End}
}

// RawSpan returns the raw bytes of a span of the folded text.
func (t *Text) RawSpan(s fold.Span) fold.Span {
	return fold.Span{Start: t.Start(s.Start), End: t.End(s.End)}
}

// Match decides whether the words of q stand verbatim in the text. It is safe
// for concurrent use.
func (t *Text) Match(q Quote) Result {
	r := t.match(q)
	if r.Verdict != Verbatim {
		return r
	}
	if err := t.Replay(q, r); err != nil { // braces, should the belt ever fail
		return Result{Verdict: Missing, Warnings: invisibles(q), Reason: err.Error()}
	}
	return r
}

// match is Match without the last check.
func (t *Text) match(q Quote) Result {
	missing := Result{Verdict: Missing, Warnings: invisibles(q)}
	f := q.Folded()
	if missing.Reason = refused(q, f); missing.Reason != "" || len(t.paragraphs) == 0 {
		return missing
	}
	p := t.compile(q, f)
	if p == nil {
		return missing
	}
	x := &search{t: t, p: p}
	fits := x.fits()
	if x.over {
		missing.Reason = "the quotation can be read in too many ways: shorten it, or quote in pieces"
		return missing
	}
	return x.judge(q, fits)
}

// compile reads a folded quotation in its language, else in the text's.
func (t *Text) compile(q Quote, f *fold.Copy) *pattern {
	language := q.Language
	if language == "" {
		language = t.options.Language
	}
	return compile(f, t.options.Strict, fold.LanguagesOf(language))
}

// refused says why words can't be a quotation at all; it is empty where they
// can.
func refused(q Quote, f *fold.Copy) (reason string) {
	if !fold.HasWord(f.Chars) {
		return "the quotation holds no words"
	}
	for _, r := range q.Words {
		if fold.IsBidiControl(r) {
			return "the quotation holds " + fold.RuneName(r) + ", which changes the direction of what readers see"
		}
	}
	if strings.IndexByte(f.Chars, fold.BadQuote) >= 0 {
		return "the quotation holds bytes that are not UTF-8"
	}
	return ""
}

// judge chooses among fits by fragment, context, speaker, and then by cost.
func (x *search) judge(q Quote, fits []fit) Result {
	t := x.t
	var here, said []fit
	place, known := t.Paragraph(q.Paragraph)
	for _, f := range fits {
		hull := t.RawSpan(f.hull())
		if q.Paragraph != "" && !(known && place.Start <= hull.Start && hull.Start < place.End) || !t.between(q, hull) {
			continue
		}
		here = append(here, f)
		if q.AnySpeaker || sameSpeaker(q.Speaker, t.speakerOf(hull, f.unit)) {
			said = append(said, f)
		}
	}
	switch {
	case len(said) > 0:
		said = cheapest(said)
		if len(said) > 1 {
			return Result{Verdict: Ambiguous, Passages: t.places(said), Warnings: invisibles(q)}
		}
		return x.verbatim(q, said[0])
	case len(here) > 0:
		return Result{Verdict: WrongSpeaker, Passages: t.places(cheapest(here)), Warnings: invisibles(q)}
	case len(fits) > 0:
		return Result{Verdict: Missing, Passages: t.places(cheapest(fits)), Warnings: invisibles(q)}
	}
	return Result{Verdict: Missing, Warnings: invisibles(q)}
}

// verbatim makes the result for the one fit that is left.
func (x *search) verbatim(q Quote, f fit) Result {
	r := Result{Verdict: Verbatim}
	for _, p := range f.pieces {
		r.Passages = append(r.Passages, x.t.PassageAt(x.t.RawSpan(p), f.unit))
	}
	r.Alterations = x.alterations(q, f)
	r.Class = classOf(r.Alterations)
	r.Warnings = append(invisibles(q), x.warnings(f)...)
	return r
}

func (t *Text) places(fits []fit) (p []Passage) {
	for _, f := range fits {
		p = append(p, t.PassageAt(t.RawSpan(f.hull()), f.unit))
	}
	return sortPassages(p)
}

// cheapest keeps the fits of least cost: what is read literally comes first.
func cheapest(fits []fit) []fit {
	least := fits[0].cost
	for _, f := range fits {
		least = min(least, f.cost)
	}
	var kept []fit
	for _, f := range fits {
		if f.cost == least && !slices.ContainsFunc(kept[max(0, len(kept)-4):], func(k fit) bool { return slices.Equal(k.pieces, f.pieces) }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// sameSpeaker compares a claimed speaker with a text's: whole, case and
// typography aside.
func sameSpeaker(claimed, is string) bool {
	return claimed == is || strings.EqualFold(strings.TrimSpace(fold.Fold(claimed)), strings.TrimSpace(fold.Fold(is)))
}

// between reports whether the quotation's prefix and suffix stand directly
// before and after s.
func (t *Text) between(q Quote, s fold.Span) bool {
	raw := t.Raw()
	if want := strings.TrimSpace(fold.Fold(q.Prefix)); want != "" {
		for n := 4*len(q.Prefix) + 64; ; n *= 2 {
			from := max(0, s.Start-n)
			got := strings.TrimSpace(fold.Fold(raw[from:s.Start]))
			if from == 0 || len(got) >= len(want)+16 {
				if !strings.HasSuffix(got, want) {
					return false
				}
				break
			}
		}
	}
	if want := strings.TrimSpace(fold.Fold(q.Suffix)); want != "" {
		for n := 4*len(q.Suffix) + 64; ; n *= 2 {
			to := min(len(raw), s.End+n)
			got := strings.TrimSpace(fold.Fold(raw[s.End:to]))
			if to == len(raw) || len(got) >= len(want)+16 {
				if !strings.HasPrefix(got, want) {
					return false
				}
				break
			}
		}
	}
	return true
}

// fits returns the ways in which the pattern fits, up to maxFits.
//
// Each segment is found by itself; then, from left to right, its places are
// joined to those of the segment before, across the text's own dots or across
// an omission. A place without a place before it is dropped, so that every one
// that is left in the end is part of a fit, and fits are listed without going
// astray. The work grows with the places, not with the ways to join them.
func (x *search) fits() []fit {
	p := x.p
	ends := make([][]int32, len(p.segments))  // the nodes at which each segment ends
	exits := make([][]int32, len(p.segments)) // those of them that an omission may follow
	for i := range p.segments {
		g := &p.segments[i]
		var starts []int32
		if i > 0 {
			gap := p.Chars[p.gaps[i-1].Start:p.gaps[i-1].End]
			for _, e := range ends[i-1] {
				n := x.nodes[e]
				if to, ok := x.sameDots(gap, int(n.t)); ok {
					starts = append(starts, x.push(node{int32(g.q.Start), int32(to), n.cost, e, n.from, 0, stepEqual}))
				}
			}
		}
		candidates := x.candidates(g)
		if i > 0 {
			candidates = x.reachable(candidates, exits[i-1])
		}
		for _, c := range candidates {
			if !x.t.edge(c) || c < len(x.t.Chars) && x.t.Chars[c] == ' ' {
				continue
			}
			n := node{q: int32(g.q.Start), t: int32(c), from: int32(c), prev: -1}
			if i > 0 {
				n.rule, n.gap, n.cost = stepGap, int32(i), costMarked
				starts = append(starts, x.push(n))
				continue
			}
			starts = append(starts, x.first(n))
		}
		for _, n := range x.run(g, starts) {
			if x.t.edge(int(x.nodes[n].t)) || i < len(p.gaps) {
				ends[i] = append(ends[i], n)
			}
		}
		if len(ends[i]) == 0 {
			return nil
		}
		if i+1 < len(p.segments) {
			for _, n := range ends[i] {
				if x.leaves(n) {
					exits[i] = append(exits[i], n)
				}
			}
			slices.SortFunc(exits[i], func(a, b int32) int { return int(x.nodes[a].t) - int(x.nodes[b].t) })
		}
	}
	var fits []fit
	for _, n := range ends[len(ends)-1] {
		x.chains(exits, n, nil, 0, &fits)
	}
	return fits
}

// first makes the node a quotation begins with: with the dots before its first
// words, where the text has them too, or without.
func (x *search) first(n node) int32 {
	if x.p.lead == 0 {
		return x.push(n)
	}
	dots := x.p.Chars[:x.p.lead]
	if strings.HasSuffix(x.t.Chars[:n.t], dots) && x.t.edge(int(n.t)-len(dots)) {
		from := n.t - int32(len(dots))
		start := x.push(node{t: from, from: from, prev: -1})
		return x.push(node{n.q, n.t, 0, start, from, 0, stepEqual})
	}
	start := x.push(node{t: n.t, from: n.t, prev: -1})
	lead := x.push(node{n.q, n.t, costSilent, start, n.t, 0, stepLead})
	// what follows is at the start of a piece all the same
	return x.push(node{n.q, n.t, costSilent, lead, n.t, 0, stepStart})
}

// reachable keeps the candidates of a segment that an exit of the one before
// leads to.
func (x *search) reachable(candidates []int, exits []int32) []int {
	kept := candidates[:0]
	k, best := 0, -1 // best: the last exit before c
	for _, c := range candidates {
		for k < len(exits) && int(x.nodes[exits[k]].t) <= c {
			best = int(x.nodes[exits[k]].t)
			k++
		}
		if best < x.t.units[max(0, x.t.UnitAt(c))].Start || best <= x.negatedBefore(c) {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// leaves reports whether an omission may begin at the end e of a piece: the
// piece is the first or long enough, ends at a whole token, and
// no negator stands first in what is left out.
func (x *search) leaves(e int32) bool {
	n := x.nodes[e]
	if !x.t.edge(int(n.t)) {
		return false
	}
	if x.start(e) != -1 && !enough(x.t.Chars[n.from:n.t]) {
		return false
	}
	u := x.t.units[x.t.UnitAt(int(n.from))]
	s := x.t.Chars[:max(u.End, int(n.t))]
	p := int(n.t)
	for p < len(s) {
		r, w := fold.After(s, p)
		if fold.IsWord(r) {
			break
		}
		p += w
	}
	return p >= len(s) || x.p.language.NegatorAt(s, p) < 0
}

// start returns the node that begins the piece of e where a gap does, or -1
// for the first piece.
func (x *search) start(e int32) int32 {
	for ; e >= 0; e = x.nodes[e].prev {
		if x.nodes[e].rule == stepGap {
			return e
		}
	}
	return -1
}

// negatedBefore returns where the negator begins that stands last before c, or
// -1. An omission that ends with it is not permitted.
func (x *search) negatedBefore(c int) int {
	s := x.t.Chars
	p := c
	for p > 0 {
		r, w := fold.Before(s, p)
		if fold.IsWord(r) {
			break
		}
		p -= w
	}
	if p == 0 {
		return -1
	}
	return x.p.language.NegatorBefore(s, p)
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

// chains lists the fits that end with the node e.
func (x *search) chains(exits [][]int32, e int32, later []int32, cost int, fits *[]fit) {
	if len(*fits) >= maxFits {
		return
	}
	var own []int32 // this piece's nodes, first to last
	gap := 0
	for n := e; n >= 0; n = x.nodes[n].prev {
		own = append(own, n)
		if x.nodes[n].rule == stepGap {
			gap = int(x.nodes[n].gap)
		}
	}
	slices.Reverse(own)
	nodes := append(own, later...)
	cost += int(x.nodes[e].cost)
	if gap == 0 {
		f := fit{nodes: nodes, cost: cost, unit: x.t.UnitAt(int(x.nodes[e].from))}
		for i, n := range nodes {
			if i+1 == len(nodes) || x.nodes[nodes[i+1]].rule == stepGap {
				f.pieces = append(f.pieces, fold.Span{Start: int(x.nodes[n].from), End: int(x.nodes[n].t)})
			}
		}
		if x.paired(f) {
			*fits = append(*fits, f)
		}
		return
	}
	c := int(x.nodes[own[0]].t)
	floor := max(x.negatedBefore(c)+1, x.t.units[x.t.UnitAt(c)].Start)
	from, _ := slices.BinarySearchFunc(exits[gap-1], floor, func(b int32, floor int) int { return int(x.nodes[b].t) - floor })
	for _, b := range exits[gap-1][from:] {
		if int(x.nodes[b].t) > c || len(*fits) >= maxFits {
			return
		}
		x.chains(exits, b, nodes, cost, fits)
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
		if n.q-b.q != 1 || n.rule != stepMark && n.rule != stepShut && n.rule != stepEqual {
			continue
		}
		if c := x.p.Chars[b.q]; c != '"' && c != '\'' {
			continue
		}
		if at == nil {
			at = map[int]int32{}
		}
		switch n.rule {
		case stepShut:
			at[int(b.q)] = -1 - b.t
			swapped = true
		default:
			at[int(b.q)] = b.t
			swapped = swapped || n.rule == stepMark
		}
	}
	if !swapped {
		return true
	}
	for i := range x.p.segments {
		for _, e := range x.p.segments[i].elements {
			if e.kind != quoting {
				continue
			}
			a, ok := at[e.q.Start]
			if !ok {
				continue
			}
			b, ok := at[e.pair]
			if !ok {
				// the partner is in the tail, or read with its neighbours
				continue
			}
			if !x.t.pairOf(int(a), int(b), x.p.Chars[e.q.Start]) {
				return false
			}
		}
	}
	return true
}

// pairOf reports whether the marks at a and b of the folded text are a pair,
// the quotation having the given mark. A negative b is -1 minus the place
// where a closing mark was added: the text's must come later.
func (t *Text) pairOf(a, b int, mark byte) bool {
	if b >= 0 && t.Chars[a] == mark && t.Chars[b] == mark {
		return true
	}
	raw := t.Start(a)
	i := t.paragraphAt(raw)
	p, marks := t.paragraphs[i], t.marksOf(i)
	for _, m := range marks {
		if p.Start+m.Start != raw {
			continue
		}
		if m.Pair < 0 {
			// open at the paragraph's end, as where a quotation goes on
			return b < 0 && m.Open
		}
		other := p.Start + marks[m.Pair].Start
		if b < 0 {
			return other >= t.End(-1-b)
		}
		return t.Start(b) == other
	}
	return false
}

// firstWord returns the offset of the first word character of s.
func firstWord(s string) int {
	if i := strings.IndexFunc(s, fold.IsWord); i >= 0 {
		return i
	}
	return len(s)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
