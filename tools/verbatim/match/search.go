package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// A node is a state of reading a quotation: its folded characters up to q are
// the text's up to t. Nodes form chains by prev; the step between two has a
// rule.
type node struct {
	q, t int32
	cost int32
	prev int32 // index of the node before, -1 at a start
	from int32 // where the piece begins in the text
	gap  int32 // stepGap: the segment before it; its own chain ends here
	rule step
}

// Costs order the readings of a quotation: what is read literally comes first.
// Silent alterations weigh less than any that is marked.
const (
	costSilent = 1
	costMarked = 1 << 12
)

// A search looks for one pattern in one text.
type search struct {
	t       *Text // as it is read: as written, or as heard
	base    *Text // as written; nil where t is
	p       *pattern
	heard   bool
	bytes   string // literal reading: the quotation as given
	nodes   []node
	over    bool              // there are more readings than are followed
	refused []string          // why alterations were not permitted, each once
	gaps    map[[2]int32]bool // whether an omission may lead from one place of the text to another
	looked  int               // bytes that were looked at for gaps
}

// maxNodes bounds the states of one search, and with them time and memory. A
// quotation that needs more is mostly brackets and omissions in a text that
// repeats itself: it is refused, never guessed at.
const maxNodes = 1 << 20

// maxRefused is how many reasons are kept: of more, the last ones help nobody.
const maxRefused = 8

// refuse notes why an alteration was not permitted.
func (x *search) refuse(reason string) {
	if len(x.refused) < maxRefused && !slices.Contains(x.refused, reason) {
		x.refused = append(x.refused, reason)
	}
}

func (x *search) push(n node) int32 {
	x.nodes = append(x.nodes, n)
	return int32(len(x.nodes) - 1)
}

// candidates returns the folded offsets from floor on at which a segment may
// begin, in order: where its longest run of characters stands, and back from
// there.
func (x *search) candidates(g *segment, floor int) []int {
	best, back := -1, 0
	for i, e := range g.elements {
		if e.kind == literal && fold.HasWord(e.s) && (best < 0 || len(e.s) > len(g.elements[best].s)) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	hits := x.t.hits(&g.elements[best], floor)
	if best == 0 {
		return hits
	}
	for _, e := range g.elements[:best] {
		switch e.kind {
		case literal:
			fold.Tokens(e.s, func(start, _ int) bool {
				r, _ := fold.After(e.s, start)
				back += weigh(r)
				return true
			})
		case bracket:
			back += max(hiddenTokens*weigh('a'), bracketRunes)
		}
	}
	var starts []int
	done := floor - 1 // what is before it has been gone back over
	for _, h := range hits {
		bottom := max(floor, x.t.units[max(0, x.t.UnitAt(h))].Start)
		n := 0
		for p := h; ; {
			whole := fold.Boundary(x.t.Chars, p)
			if whole {
				starts = append(starts, p)
			}
			if p <= bottom || n > back || p <= done && p < h && len(starts) > maxStarts {
				break
			}
			if r, _ := fold.After(x.t.Chars, p); whole && fold.IsWord(r) && p < h && !x.t.skipped(p) {
				n += weigh(r)
			}
			_, w := fold.Before(x.t.Chars, p)
			p -= w
		}
		done = h
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// maxStarts is how many places of a segment are gone back from in full; beyond
// it, places that another one went back over are not gone over again.
const maxStarts = 1 << 16

// weigh counts a token when going back: a word is as long as three characters
// of a script without words.
func weigh(r rune) int {
	if fold.Unspaced(r) != 0 {
		return 1
	}
	return 3
}

// hits returns where the characters of a literal element stand, from floor on,
// in order; also where something that a quotation may leave out stands among
// them.
func (t *Text) hits(e *element, floor int) []int {
	key, off := e.s, 0
	if e.flex >= 0 {
		_, n := utf8.DecodeRuneInString(e.s[e.flex:])
		if e.flex+n < len(e.s) {
			off = e.flex + n
			key = e.s[off:]
		}
	}
	var hits []int
	find := func(key string, off int, same func(p int) bool) {
		for from := floor; from <= len(t.Chars)-len(key); {
			i := index(t.Chars[from:], key)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			if same(i) {
				hits = append(hits, i-off)
			}
		}
	}
	switch {
	case off > 0:
		r, _ := utf8.DecodeRuneInString(e.s[e.flex:])
		lead := e.s[:e.flex]
		// The letter before is compared here, its case aside.
		for from := floor; from <= len(t.Chars)-len(key); {
			i := index(t.Chars[from:], key)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			c, w := fold.Before(t.Chars, i)
			if !fold.SameLetter(c, r) || !strings.HasSuffix(t.Chars[:i-w], lead) {
				continue
			}
			hits = append(hits, i-w-len(lead))
		}
	case e.flex >= 0:
		r, _ := utf8.DecodeRuneInString(e.s[e.flex:])
		find(key, 0, func(int) bool { return true })
		find(e.s[:e.flex]+string(fold.OtherCase(r)), 0, func(int) bool { return true })
		if r == 'i' || r == 'ı' {
			find(e.s[:e.flex]+map[rune]string{'i': "İ", 'ı': "I"}[r], 0, func(int) bool { return true })
		}
	default:
		find(key, 0, func(int) bool { return true })
	}
	if len(t.skips) > 0 {
		n := len(hits)
		for _, k := range t.skips[t.skipFrom(floor):] {
			for m := 1; m <= min(len(e.s), k.Start); m++ {
				if e.s[m-1] == t.Chars[k.Start-1] && t.sameCase(e, k.Start-m, m) {
					hits = append(hits, k.Start-m)
				}
			}
		}
		if len(hits) > n {
			slices.Sort(hits)
			hits = slices.Compact(hits)
		}
	} else if e.flex >= 0 && off == 0 {
		slices.Sort(hits)
	}
	return hits
}

// sameCase compares the first m bytes of e with the text at p, the case of the
// flexible letter aside.
func (t *Text) sameCase(e *element, p, m int) bool {
	got, want := t.Chars[p:p+m], e.s[:m]
	if got == want {
		return true
	}
	if e.flex < 0 || e.flex >= m || got[:e.flex] != want[:e.flex] {
		return false
	}
	r, n := utf8.DecodeRuneInString(want[e.flex:])
	c, w := utf8.DecodeRuneInString(got[e.flex:])
	return fold.SameLetter(c, r) && got[e.flex+w:] == want[min(e.flex+n, m):]
}

// run reads the elements of a segment from the given nodes on.
func (x *search) run(g *segment, set []int32) []int32 {
	for i := range g.elements {
		if len(set) == 0 {
			return nil
		}
		e := &g.elements[i]
		var next []int32
		for _, n := range set {
			if len(x.nodes) > maxNodes {
				x.over = true
				return nil
			}
			next = x.step(e, n, next)
		}
		set = x.least(next)
	}
	return set
}

// least keeps of nodes that stand at the same place, and began at the same
// place, the one of least cost.
func (x *search) least(set []int32) []int32 {
	if len(set) < 2 {
		return set
	}
	slices.SortStableFunc(set, func(a, b int32) int {
		m, n := x.nodes[a], x.nodes[b]
		if m.t != n.t {
			return int(m.t) - int(n.t)
		}
		if m.from != n.from {
			return int(m.from) - int(n.from)
		}
		return int(m.cost) - int(n.cost)
	})
	return slices.CompactFunc(set, func(a, b int32) bool {
		return x.nodes[a].t == x.nodes[b].t && x.nodes[a].from == x.nodes[b].from
	})
}

// step reads one element from one node on, in every way that is permitted.
func (x *search) step(e *element, at int32, out []int32) []int32 {
	n := x.nodes[at]
	first := n.rule == stepStart || n.rule == stepGap
	switch e.kind {
	case literal:
		return x.literal(e, at, 0, first, out)
	case quoting:
		return x.quoting(e, at, out)
	case closing:
		return x.closing(e, at, out)
	case broken:
		return x.broken(e, at, out)
	case verse:
		return x.verse(e, at, out)
	case title:
		return x.title(e, at, out)
	case bracket:
		return x.bracket(e, at, out)
	case trailing:
		if end, ok := x.sameDots(e.s, int(n.t)); ok {
			out = append(out, x.push(node{q: int32(e.q.End), t: int32(end), cost: n.cost, prev: at, from: n.from, rule: stepEqual}))
		}
		return append(out, x.push(node{q: int32(e.q.End), t: n.t, cost: n.cost + costSilent, prev: at, from: n.from, rule: stepDots}))
	}
	return x.tail(e, at, out)
}

// literal reads the characters of e from k on, at a node.
func (x *search) literal(e *element, at int32, k int, first bool, out []int32) []int32 {
	type state struct {
		at    int32
		k     int
		first bool
	}
	work := []state{{at, k, first}}
	seen := map[[2]int]bool{}
	t := x.t
	for len(work) > 0 {
		w := work[len(work)-1]
		work = work[:len(work)-1]
		n := x.nodes[w.at]
		p, k := int(n.t), w.k
		// how far the two are equal
		end := common(t.Chars[p:], e.s[k:])
		flexed := -1
		for end > 0 && k+end < len(e.s) && !utf8.RuneStart(e.s[k+end]) {
			end-- // characters are equal or not, whole
		}
		if e.flex >= k && k+end <= e.flex {
			if k+end == e.flex {
				r, rn := utf8.DecodeRuneInString(e.s[e.flex:])
				c, cn := fold.After(t.Chars, p+end)
				if c != r && fold.SameLetter(c, r) && utf8.ValidRune(c) && (!e.down || unicode.IsLower(c)) {
					flexed = w.k + end
					b := x.advance(w.at, end, end, stepEqual, 0)
					b = x.advance(b, rn, cn, stepCase, costSilent)
					work = append(work, state{b, flexed + rn, false})
				}
			}
		}
		if k+end == len(e.s) {
			out = append(out, x.advance(w.at, end, end, stepEqual, 0))
			if len(t.skips) == 0 {
				continue
			}
		}
		// what the text has between, and the quotation need not
		if len(t.skips) == 0 {
			continue
		}
		for s := t.skipFrom(p); s < len(t.skips) && t.skips[s].Start <= p+end && t.skips[s].Start-p+k <= len(e.s); s++ {
			sk := t.skips[s]
			d := sk.Start - p
			if w.first && d == 0 || k+d == len(e.s) {
				continue // nothing is left out at an edge
			}
			if seen[[2]int{sk.End, k + d}] {
				continue
			}
			seen[[2]int{sk.End, k + d}] = true
			b := x.advance(w.at, d, d, stepEqual, 0)
			if sk.kind != skipHyphen {
				work = append(work, state{x.advance(b, 0, sk.End-sk.Start, skipStep[sk.kind], costSilent), k + d, false})
				continue
			}
			rest := e.s[k+d:]
			if !fold.KeepsHyphen(t.Chars, sk.Start) {
				work = append(work, state{x.advance(b, 0, 1, stepHyphen, costSilent), k + d, false})
			}
			if strings.HasPrefix(rest, "- ") {
				work = append(work, state{x.advance(b, 2, 1, stepHyphen, costSilent), k + d + 2, false})
			} else if strings.HasPrefix(rest, "-") {
				work = append(work, state{x.advance(b, 1, 1, stepHyphen, 0), k + d + 1, false})
			}
		}
	}
	return out
}

// advance adds a node that is so many bytes on in quotation and text.
func (x *search) advance(at int32, q, t int, rule step, cost int32) int32 {
	if q == 0 && t == 0 {
		return at
	}
	n := x.nodes[at]
	return x.push(node{q: n.q + int32(q), t: n.t + int32(t), cost: n.cost + cost, prev: at, from: n.from, rule: rule})
}

// common returns how many bytes a and b have in common at their start.
func common(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+16 <= n && a[i:i+16] == b[i:i+16] {
		i += 16
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// past returns the node and those that follow it when the text's notes at its
// place are left out.
func (x *search) past(at int32) []int32 {
	set := []int32{at}
	if r := x.nodes[at].rule; len(x.t.skips) == 0 || r == stepStart || r == stepGap {
		return set
	}
	for {
		n := x.nodes[set[len(set)-1]]
		s := x.t.skipFrom(int(n.t))
		if s >= len(x.t.skips) || x.t.skips[s].Start != int(n.t) || x.t.skips[s].kind == skipHyphen {
			return set
		}
		set = append(set, x.advance(set[len(set)-1], 0, x.t.skips[s].End-x.t.skips[s].Start, skipStep[x.t.skips[s].kind], costSilent))
	}
}

// quoting reads one mark of a pair: the text has a mark in the same place.
// Whether that is of a pair too is asked when the whole has been read.
func (x *search) quoting(e *element, at int32, out []int32) []int32 {
	for _, at := range x.past(at) {
		n := x.nodes[at]
		if int(n.t) >= len(x.t.Chars) {
			continue
		}
		switch c := x.t.Chars[n.t]; c {
		case e.s[0]:
			out = append(out, x.advance(at, 1, 1, stepEqual, 0))
		case '"', '\'':
			out = append(out, x.advance(at, 1, 1, stepMark, 0))
		}
	}
	return out
}

// closing reads a closing inner mark with a comma or full stop beside it: the
// two may change sides, as houses differ.
func (x *search) closing(e *element, at int32, out []int32) []int32 {
	for _, at := range x.past(at) {
		s := x.t.Chars[x.nodes[at].t:]
		switch {
		case strings.HasPrefix(s, e.s):
			out = append(out, x.advance(at, 2, 2, stepEqual, 0))
		case len(s) < 2:
		case isMark(s[0]) && !isMark(e.s[0]) && s[1] == e.s[0], isMark(s[1]) && !isMark(e.s[1]) && s[0] == e.s[1]:
			out = append(out, x.advance(at, 2, 2, stepSides, 0))
		}
	}
	// one of the two alone: the mark as any other, the stop as text
	mark, stop := element{kind: quoting, s: e.s[:1]}, e.s[1:]
	if !isMark(e.s[0]) {
		mark.s, stop = e.s[1:], ""
		if s := x.t.Chars[x.nodes[at].t:]; s == "" || s[0] != e.s[0] {
			return out
		}
		at = x.advance(at, 1, 1, stepEqual, 0)
	}
	for _, n := range x.quoting(&mark, at, nil) {
		if stop == "" {
			out = append(out, n)
		} else if strings.HasPrefix(x.t.Chars[x.nodes[n].t:], stop) {
			out = append(out, x.advance(n, 1, 1, stepEqual, 0))
		}
	}
	return out
}

func isMark(c byte) bool { return c == '"' || c == '\'' }

// title reads the full stop of a title, which the text may lack.
func (x *search) title(e *element, at int32, out []int32) []int32 {
	if s := x.t.Chars[x.nodes[at].t:]; strings.HasPrefix(s, ".") {
		return append(out, x.advance(at, 1, 1, stepEqual, 0))
	}
	return append(out, x.advance(at, 1, 0, stepTitle, costSilent))
}

// verse reads a slash between two lines of verse: the text has it, or a line's
// end.
func (x *search) verse(e *element, at int32, out []int32) []int32 {
	n := x.nodes[at]
	s := x.t.Chars[n.t:]
	if strings.HasPrefix(s, e.s) {
		out = append(out, x.advance(at, len(e.s), len(e.s), stepEqual, 0))
	}
	width := 0
	if strings.HasPrefix(s, " ") {
		width = 1
	}
	from, to := x.t.End(int(n.t)), x.t.Start(int(n.t)+width)
	if from <= to && strings.ContainsAny(x.t.Raw()[from:to], "\n\u2028") {
		out = append(out, x.advance(at, len(e.s), width, stepVerse, costSilent))
	}
	return out
}

// broken reads a hyphen at a line's end of the quotation.
func (x *search) broken(e *element, at int32, out []int32) []int32 {
	n := x.nodes[at]
	rest := x.t.Chars[n.t:]
	switch {
	case strings.HasPrefix(rest, string([]byte{fold.LineHyphen})):
		return append(out, x.advance(at, 1, 1, stepEqual, 0))
	case strings.HasPrefix(rest, "- "):
		return append(out, x.advance(at, 1, 2, stepHyphen, costSilent))
	case strings.HasPrefix(rest, "-"):
		return append(out, x.advance(at, 1, 1, stepHyphen, 0))
	}
	if fold.KeepsHyphen(x.p.Chars, e.q.Start) {
		return out
	}
	return append(out, x.advance(at, 1, 0, stepHyphen, costSilent))
}

// sameDots reports whether the text has the same dots at p.
func (x *search) sameDots(s string, p int) (int, bool) {
	if strings.HasPrefix(x.t.Chars[p:], s) {
		return p + len(s), true
	}
	return 0, false
}

// tail reads what closes a quotation, or a piece before an omission: a comma
// or full stop that may be added, and closing marks of inner quotations that
// the cut leaves open in the text.
func (x *search) tail(e *element, at int32, out []int32) []int32 {
	set := []int32{at}
	for _, r := range e.s {
		w := utf8.RuneLen(r)
		if r == ' ' {
			w = 1
		}
		var next []int32
		for _, m := range set {
			if r == ' ' {
				next = append(next, x.advance(m, 1, 0, stepStop, 0))
				continue
			}
			for _, at := range x.past(m) {
				n := x.nodes[at]
				c, cn := fold.After(x.t.Chars, int(n.t))
				if c == r {
					next = append(next, x.advance(at, w, cn, stepEqual, 0))
				} else if (r == '"' || r == '\'') && (c == '"' || c == '\'') {
					next = append(next, x.advance(at, w, cn, stepMark, 0))
				}
			}
			n := x.nodes[m]
			switch {
			case r == '"' || r == '\'':
				// it is permitted only if the text's partner is further on;
				// this is asked when the whole has been read
				if x.t.edge(int(n.t)) || x.added(m) {
					next = append(next, x.advance(m, w, 0, stepShut, costSilent))
				}
			case strings.HasPrefix(x.t.Chars[n.t:], string(r)):
				// it is there, and was read
			case x.mayStop(int(n.t)):
				next = append(next, x.advance(m, w, 0, stepStop, costSilent))
			}
		}
		set = x.least(next)
	}
	return append(out, set...)
}

// added reports whether the last step added a closing mark or stop.
func (x *search) added(at int32) bool {
	r := x.nodes[at].rule
	return r == stepStop || r == stepShut
}

// mayStop reports whether a comma or full stop may be added at p: the words
// end there, and the text does not ask or call out.
func (x *search) mayStop(p int) bool {
	if !x.t.edge(p) {
		return false
	}
	for p < len(x.t.Chars) {
		r, n := fold.After(x.t.Chars, p)
		switch r {
		case '"', '\'', ')':
			p += n
			continue
		case '?', '!', '？', '！':
			return false
		}
		break
	}
	return true
}
