package fold

import (
	"strings"
	"unicode/utf8"
)

// A doubt is a reason why a mark that may close may not be meant to.
type doubt uint8

const (
	sure       doubt = iota
	possessive       // the leaders’ plan, runnin’ late
	measure          // a 12" disc
	inWord           // ‘yes’man, but also ‘the ma’am’
)

// A candidate is what may be a mark by its shape and its neighbours.
type candidate struct {
	Span
	shape       shapeID
	block       int
	open, shut  bool  // what it can be by its place
	weak        bool  // it opens only if a sure mark closes it: an elision, a letter
	letter      bool  // it is a letter of its word if it is alone
	left, right bool  // white space before and after
	inches      bool  // feet or inches if it closes nothing
	figure      bool  // after a figure of less than four digits
	stopped     bool  // after a comma, a full stop or the like
	heads       bool  // the first thing in its block
	doubt       doubt // of shut
	words       int   // an opening one that is weak: where the first letter after it stands
	pair        int
	opened      bool
	repeats     bool
	out         bool
}

// counts reports whether c is a mark, now that pairs are known.
func (c *candidate) counts() bool {
	if c.pair >= 0 || c.repeats {
		return true
	}
	switch shapes[c.shape].kind {
	case apostrophe, makeshift:
		return false
	}
	return !c.out && !c.letter
}

// tentative reports whether c opens only for a closing mark beyond doubt that
// stands after words.
func (c *candidate) tentative() bool { return c.weak || shapes[c.shape].kind == makeshift }

// A level is an opening mark on the stack.
type level struct {
	mark  int // index of the candidate
	under int // the level below in the same chain, or -1
	wall  int // the level of the nearest double mark below, or -1
	last  int // the block in which it was opened, or repeated
}

// A scanner finds and pairs the marks of one block, or of several.
type scanner struct {
	s      string // the block that is read
	block  int
	blocks []string
	works  bool // 《 》 are no marks
	found  []candidate

	words   Span // from Start on the first letter stands at End
	pending int  // `` and ,, that '' may close

	stack []level
	chain [2][]int // the topmost level of each shape: of marks, and of tentative ones
	wall  int      // the topmost level of a double mark
}

func newScanner(language string) *scanner {
	return &scanner{works: namesWorks(language), block: -1, wall: -1}
}

// pair pairs the candidates: the nearest open one that the mark can close.
// What lies open between the two stays alone. Each candidate goes on the stack
// and comes off it once, and what it may close is looked up by shape, so that
// the work grows with the number of candidates, whatever they are.
func (m *scanner) pair() {
	for k := range m.chain {
		m.chain[k] = make([]int, len(shapes))
		for i := range m.chain[k] {
			m.chain[k][i] = -1
		}
	}
	for i := range m.found {
		c := &m.found[i]
		at := -1
		if c.shut {
			at = m.opener(i)
		}
		if at >= 0 && c.doubt != sure && m.later(i, m.stack[at].mark) {
			c.out = true
			continue
		}
		if at >= 0 && c.open && m.inner(i) {
			at = -1
		}
		switch {
		case at >= 0:
			o := m.stack[at].mark
			m.found[o].pair, c.pair = i, o
			m.pop(at)
		case c.open && m.repeated(i):
			c.opened, c.repeats = true, true
		case c.open:
			c.opened = true
			m.push(i)
		case c.inches:
			c.out = true
		}
	}
}

func (m *scanner) push(i int) {
	c := &m.found[i]
	chain := m.chainOf(c)
	m.stack = append(m.stack, level{mark: i, under: chain[c.shape], wall: m.wall, last: c.block})
	chain[c.shape] = len(m.stack) - 1
	if s := &shapes[c.shape]; s.level == '"' && !c.tentative() {
		m.wall = len(m.stack) - 1
	}
}

// pop takes what lies at and above a level off the stack.
func (m *scanner) pop(at int) {
	for k := len(m.stack) - 1; k >= at; k-- {
		c := &m.found[m.stack[k].mark]
		m.chainOf(c)[c.shape] = m.stack[k].under
		m.wall = m.stack[k].wall
	}
	m.stack = m.stack[:at]
}

func (m *scanner) chainOf(c *candidate) []int {
	if c.tentative() {
		return m.chain[1]
	}
	return m.chain[0]
}

// opener returns the level that the candidate i closes, or -1: the nearest of
// the marks, or else the nearest of the tentative ones.
func (m *scanner) opener(i int) int {
	c := &m.found[i]
	for _, chain := range m.chain {
		best := -1
		for _, shape := range table.openers[c.shape] {
			at := chain[shape]
			if at >= 0 && m.empty(at, c) {
				at = m.stack[at].under
			}
			if at > best && m.accepts(at, c) {
				best = at
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// empty reports whether nothing stands between a level's mark and c.
func (m *scanner) empty(at int, c *candidate) bool {
	o := &m.found[m.stack[at].mark]
	return o.block == c.block && c.Start <= o.End
}

// accepts reports whether c may close what stands at a level.
func (m *scanner) accepts(at int, c *candidate) bool {
	l := m.stack[at]
	o := &m.found[l.mark]
	kind, crosses := shapes[o.shape].kind, l.last != c.block
	if m.empty(at, c) {
		return false
	}
	if crosses && (c.open || c.doubt != sure) {
		return false
	}
	if shapes[c.shape].level == '\'' && c.left && !o.right {
		return false
	}
	if kind == apostrophe || o.tentative() {
		if crosses && (o.weak || !c.stopped || c.block != l.last+1) {
			return false
		}
		if c.doubt == inWord || o.right != c.left {
			return false
		}
	}
	if !o.tentative() {
		return true
	}
	if o.words >= c.Start && !crosses || m.wall > at && m.found[m.stack[m.wall].mark].block == c.block {
		return false
	}
	switch {
	case c.doubt == possessive, c.doubt == measure && o.shape != c.shape:
		return false
	case o.weak && o.letter:
		return c.doubt == sure && !c.figure && !c.letter && (c.stopped || !endsInS(m.blocks[c.block][:c.Start]))
	case o.weak:
		return c.doubt == sure && !c.figure
	}
	return true
}

// repeated reports whether a mark at the head of its block, others that are
// repeated aside, repeats the one of a quotation that is open since the block
// before.
func (m *scanner) repeated(i int) bool {
	c := &m.found[i]
	head := c.heads || i > 0 && m.found[i-1].repeats && m.found[i-1].block == c.block && m.found[i-1].End == c.Start
	if !head || c.block == 0 || c.tentative() {
		return false
	}
	at := m.chain[0][c.shape]
	if at < 0 || m.stack[at].last != c.block-1 {
		return false
	}
	m.stack[at].last = c.block
	return true
}

// inner reports whether a mark that could close opens an inner quotation: it
// has white space, an opening bracket or an opening mark before it and a word
// after it.
func (m *scanner) inner(i int) bool {
	c, s := &m.found[i], m.blocks[m.found[i].block]
	a, _ := utf8.DecodeLastRuneInString(s[:c.Start])
	b, _ := utf8.DecodeRuneInString(s[c.End:])
	if c.End == len(s) || b == utf8.RuneError || IsBlank(b) {
		return false
	}
	if i > 0 && m.found[i-1].block == c.block && m.found[i-1].End == c.Start && m.found[i-1].opened && m.found[i-1].pair < 0 {
		return true
	}
	if c.Start > 0 && !IsBlank(a) && !strings.ContainsRune("([{—–", a) {
		return false
	}
	// « mot ».
	return shapes[c.shape].side != closes || a != '\u00A0' && a != '\u202F' && !strings.ContainsRune(".,;:!?…)]}", b)
}

// lookAhead is how many candidates further a better mark is looked for.
const lookAhead = 64

// later reports whether a better mark than i closes what o opened before the
// next one of its level opens.
func (m *scanner) later(i, o int) bool {
	c, opener := &m.found[i], m.found[o].shape
	for j := i + 1; j < min(len(m.found), i+1+lookAhead); j++ {
		d := &m.found[j]
		if d.block != c.block {
			return false
		}
		if shapes[d.shape].level != shapes[c.shape].level || d.tentative() && d.shape != c.shape {
			continue
		}
		if d.open && !d.shut && !d.weak {
			return false
		}
		if d.shut && d.doubt == sure && table.closes[opener][d.shape] {
			return true
		}
	}
	return false
}
