package match

import (
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
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
	t        *text.Text // as it is read: as written, or as heard
	base     *text.Text // as written; nil where t is
	p        *grammar.Pattern
	heard    bool
	bytes    string // literal reading: the quotation as given
	nodes    []node
	over     bool               // there are more readings than are followed
	cut      bool               // there are more fits than are listed
	last     int                // where a quotation of one piece may begin last, when not all its fits are listed
	listed   int                // nodes of the fits that are listed
	through  int                // bytes of the text that were looked through
	suffixes *suffixarray.Index // of the text, where looking through it would cost more
	refused  []string           // why alterations were not permitted, each once
	gaps     map[[2]int32]bool  // whether an omission may lead from one place of the text to another
	looked   int                // bytes that were looked at for gaps
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
func (x *search) candidates(g *grammar.Segment, floor int) []int {
	best, back := -1, 0
	for i, e := range g.Elements {
		if e.Kind == grammar.Literal && fold.HasWord(e.Chars) && (best < 0 || len(e.Chars) > len(g.Elements[best].Chars)) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	hits := x.hits(&g.Elements[best], floor)
	if best == 0 {
		return hits
	}
	for _, e := range g.Elements[:best] {
		switch e.Kind {
		case grammar.Literal:
			fold.Tokens(e.Chars, func(start, _ int) bool {
				r, _ := fold.After(e.Chars, start)
				back += weigh(r)
				return true
			})
		case grammar.Bracket:
			back += max(grammar.HiddenTokens*weigh('a'), grammar.BracketRunes)
		}
	}
	return x.before(hits, back, floor)
}

// before returns the tokens that begin up to so many weighed tokens before each
// of the hits, and at it.
func (x *search) before(hits []int, back, floor int) (starts []int) {
	done := floor - 1 // what is before it has been gone back over
	for _, h := range hits {
		bottom := max(floor, x.t.Units()[max(0, x.t.UnitAt(h))].Start)
		n := 0
		for p := h; ; {
			whole := fold.Boundary(x.t.Chars, p)
			if whole {
				starts = append(starts, p)
			}
			if p <= bottom || n > back || p <= done && p < h && len(starts) > maxStarts {
				break
			}
			if r, _ := fold.After(x.t.Chars, p); whole && fold.IsWord(r) && p < h && !x.t.Skipped(p) {
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
func (x *search) hits(e *grammar.Element, floor int) []int {
	hits := x.spelt(e, floor)
	if len(x.t.Skips()) > 0 {
		for _, k := range x.t.Skips()[x.t.SkipFrom(floor):] {
			for m := 1; m <= min(len(e.Chars), k.Start); m++ {
				if e.Chars[m-1] == x.t.Chars[k.Start-1] && x.sameCase(e, k.Start-m, m) {
					hits = append(hits, k.Start-m)
				}
			}
		}
	}
	slices.Sort(hits)
	return slices.Compact(hits)
}

// spelt returns where the characters of a literal element stand as they are,
// but for the case of its flexible letter.
func (x *search) spelt(e *grammar.Element, floor int) (found []int) {
	if e.Flex < 0 {
		return x.find(found, e.Chars, floor)
	}
	r, n := utf8.DecodeRuneInString(e.Chars[e.Flex:])
	lead, key := e.Chars[:e.Flex], e.Chars[e.Flex+n:]
	if key == "" {
		found = x.find(found, e.Chars, floor)
		found = x.find(found, lead+string(fold.OtherCase(r)), floor)
		if other, ok := map[rune]string{'i': "İ", 'ı': "I"}[r]; ok {
			found = x.find(found, lead+other, floor)
		}
		return found
	}
	// what follows the letter is looked for, and the letter compared
	for _, i := range x.find(nil, key, floor) {
		c, w := fold.Before(x.t.Chars, i)
		if fold.SameLetter(c, r) && strings.HasSuffix(x.t.Chars[:i-w], lead) {
			found = append(found, i-w-len(lead))
		}
	}
	return found
}

// find adds the places from floor on at which a key stands. The text is looked
// through for each key, until that has cost more than an index of it would.
func (x *search) find(found []int, key string, floor int) []int {
	if x.through > indexAfter*len(x.t.Chars) && key != "" {
		if x.suffixes == nil {
			x.suffixes = suffixarray.New([]byte(x.t.Chars))
		}
		if all := x.suffixes.Lookup([]byte(key), maxListed); len(all) < maxListed {
			for _, at := range all {
				if at >= floor {
					found = append(found, at)
				}
			}
			slices.Sort(found)
			return found
		}
	}
	x.through += max(0, len(x.t.Chars)-floor)
	for from := floor; from <= len(x.t.Chars)-len(key); {
		i := index(x.t.Chars[from:], key)
		if i < 0 {
			break
		}
		found = append(found, from+i)
		from += i + 1
	}
	return found
}

const (
	indexAfter = 128     // how often a text is looked through before it is indexed
	maxListed  = 1 << 12 // places of a key that the index lists; what is everywhere is soon found
)

// sameCase compares the first m bytes of e with the text at p, the case of the
// flexible letter aside.
func (x *search) sameCase(e *grammar.Element, p, m int) bool {
	got, want := x.t.Chars[p:p+m], e.Chars[:m]
	if got == want {
		return true
	}
	if e.Flex < 0 || e.Flex >= m || got[:e.Flex] != want[:e.Flex] {
		return false
	}
	r, n := utf8.DecodeRuneInString(want[e.Flex:])
	c, w := utf8.DecodeRuneInString(got[e.Flex:])
	return fold.SameLetter(c, r) && got[e.Flex+w:] == want[min(e.Flex+n, m):]
}

// run reads the elements of a segment from the given nodes on.
func (x *search) run(g *grammar.Segment, set []int32) []int32 {
	for i := range g.Elements {
		if len(set) == 0 {
			return nil
		}
		e := &g.Elements[i]
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
func (x *search) step(e *grammar.Element, at int32, out []int32) []int32 {
	n := x.nodes[at]
	first := n.rule == stepStart || n.rule == stepGap
	switch e.Kind {
	case grammar.Literal:
		return x.literal(e, at, first, out)
	case grammar.Quoting:
		return x.quoting(e, at, out)
	case grammar.Closing:
		return x.closing(e, at, out)
	case grammar.Broken:
		return x.broken(e, at, out)
	case grammar.Verse:
		return x.verse(e, at, out)
	case grammar.Title:
		return x.title(e, at, out)
	case grammar.Bracket:
		return x.bracket(e, at, out)
	case grammar.Trailing:
		if end, ok := x.sameDots(e.Chars, int(n.t)); ok {
			out = append(out, x.push(node{q: int32(e.Span.End), t: int32(end), cost: n.cost, prev: at, from: n.from, rule: stepEqual}))
		}
		return append(out, x.push(node{q: int32(e.Span.End), t: n.t, cost: n.cost + costSilent, prev: at, from: n.from, rule: stepDots}))
	}
	return x.tail(e, at, out)
}

// A literalReading is the reading of a literal element: what is left to do, and
// where the text goes on after something that was left out.
type literalReading struct {
	x    *search
	e    *grammar.Element
	work []literalState
	seen map[[2]int]bool
	out  []int32
}

// A literalState is a node at which the element has been read up to k.
type literalState struct {
	at    int32
	k     int
	first bool // nothing has been read of the piece
}

// literal reads the characters of e at a node, in every way: as they are, with
// a first letter in the other case, without what the text lets go.
func (x *search) literal(e *grammar.Element, at int32, first bool, out []int32) []int32 {
	r := literalReading{x: x, e: e, work: []literalState{{at, 0, first}}, seen: map[[2]int]bool{}, out: out}
	for len(r.work) > 0 {
		w := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		r.read(w)
	}
	return r.out
}

func (r *literalReading) read(w literalState) {
	x, e := r.x, r.e
	p := int(x.nodes[w.at].t)
	end := common(x.t.Chars[p:], e.Chars[w.k:])
	for end > 0 && w.k+end < len(e.Chars) && !utf8.RuneStart(e.Chars[w.k+end]) {
		end-- // characters are equal or not, whole
	}
	if e.Flex >= 0 && w.k+end == e.Flex {
		r.otherCase(w, p, end)
	}
	if w.k+end == len(e.Chars) {
		r.out = append(r.out, x.advance(w.at, end, end, stepEqual, 0))
	}
	for s := x.t.SkipFrom(p); s < len(x.t.Skips()) && x.t.Skips()[s].Start <= p+end && x.t.Skips()[s].Start-p+w.k <= len(e.Chars); s++ {
		r.leaveOut(w, x.t.Skips()[s], x.t.Skips()[s].Start-p)
	}
}

// otherCase goes on behind the flexible letter, if the text has it in the other
// case.
func (r *literalReading) otherCase(w literalState, p, end int) {
	letter, n := utf8.DecodeRuneInString(r.e.Chars[r.e.Flex:])
	theirs, width := fold.After(r.x.t.Chars, p+end)
	if theirs == letter || !fold.SameLetter(theirs, letter) || !utf8.ValidRune(theirs) || r.e.Down && !unicode.IsLower(theirs) {
		return
	}
	at := r.x.advance(w.at, end, end, stepEqual, 0)
	at = r.x.advance(at, n, width, stepCase, costSilent)
	r.work = append(r.work, literalState{at, w.k + end + n, false})
}

// leaveOut goes on behind what the text lets go after d more bytes. Nothing is
// left out at an edge.
func (r *literalReading) leaveOut(w literalState, k text.Skip, d int) {
	x, e := r.x, r.e
	if w.first && d == 0 || w.k+d == len(e.Chars) || r.seen[[2]int{k.End, w.k + d}] {
		return
	}
	r.seen[[2]int{k.End, w.k + d}] = true
	at := x.advance(w.at, d, d, stepEqual, 0)
	goOn := func(ours, theirs int, rule step, cost int32) {
		r.work = append(r.work, literalState{x.advance(at, ours, theirs, rule, cost), w.k + d + ours, false})
	}
	if k.Kind != text.SkipHyphen {
		goOn(0, k.End-k.Start, skipStep[k.Kind], costSilent)
		return
	}
	if !fold.KeepsHyphen(x.t.Chars, k.Start) {
		goOn(0, 1, stepHyphen, costSilent)
	}
	if strings.HasPrefix(e.Chars[w.k+d:], "- ") {
		goOn(2, 1, stepHyphen, costSilent)
	} else if strings.HasPrefix(e.Chars[w.k+d:], "-") {
		goOn(1, 1, stepHyphen, 0)
	}
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
