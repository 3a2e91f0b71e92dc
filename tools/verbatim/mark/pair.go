package mark

import (
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
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
	fold.Span
	shape       fold.Shape
	block       int
	open, shut  bool  // what it can be by its place
	weak        bool  // it opens only if a sure mark closes it: an elision, a letter
	letter      bool  // it is a letter of its word if it is alone
	left, right bool  // white space before and after
	inches      bool  // feet or inches if it closes nothing
	figure      bool  // after a figure of less than four digits
	stopped     bool  // after a comma, a full stop or the like
	heads       bool  // the first thing in its block
	ends        bool  // it closes by its place, though marks of its shape may open
	goesOn      bool  // it may head a block to say that a quotation goes on, though it closes
	doubt       doubt // of shut
	words       int   // an opening one that is weak: where the first letter after it stands
	pair        int
	opened      bool
	repeats     bool
	out         bool
}

// counts reports whether mark is a mark, now that pairs are known.
func (mark *candidate) counts() bool {
	if mark.pair >= 0 || mark.repeats {
		return true
	}
	switch mark.shape.Kind() {
	case fold.Apostrophe, fold.Makeshift:
		return false
	}
	return !mark.out && !mark.letter
}

// tentative reports whether mark opens only for a closing mark beyond doubt that
// stands after words.
func (mark *candidate) tentative() bool { return mark.weak || mark.shape.Kind() == fold.Makeshift }

// loose reports whether mark may be none, by its shape or by what follows it.
func (mark *candidate) loose() bool {
	return mark.tentative() || mark.shape.Kind() == fold.Apostrophe
}

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

	words   fold.Span // from Start on the first letter stands at End
	pending int       // `` and ,, that '' may close
	carried bool      // an earlier block has one that may be open

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
	for i := range m.chain {
		m.chain[i] = slices.Repeat([]int{-1}, fold.NumShapes)
	}
	for i := range m.found {
		mark := &m.found[i]
		at := -1
		if mark.shut {
			at = m.opener(i)
		}
		if at >= 0 && m.doubts(i, m.stack[at].mark) {
			mark.out = true
			continue
		}
		if at >= 0 && mark.open && m.inner(i) {
			at = -1
		}
		switch {
		case at >= 0:
			opener := m.stack[at].mark
			m.found[opener].pair, mark.pair = i, opener
			m.pop(at)
		case (mark.open || mark.goesOn) && m.repeated(i):
			mark.opened, mark.repeats = true, true
		case mark.open:
			mark.opened = true
			m.push(i)
		case mark.inches:
			mark.out = true
		}
	}
}

func (m *scanner) push(i int) {
	mark := &m.found[i]
	chain := m.chainOf(mark)
	m.stack = append(m.stack, level{mark: i, under: chain[mark.shape], wall: m.wall, last: mark.block})
	chain[mark.shape] = len(m.stack) - 1
	if mark.shape.Level() == '"' && !mark.tentative() {
		m.wall = len(m.stack) - 1
	}
}

// pop takes what lies at and above a level off the stack.
func (m *scanner) pop(at int) {
	for i := len(m.stack) - 1; i >= at; i-- {
		mark := &m.found[m.stack[i].mark]
		m.chainOf(mark)[mark.shape] = m.stack[i].under
		m.wall = m.stack[i].wall
	}
	m.stack = m.stack[:at]
}

func (m *scanner) chainOf(mark *candidate) []int {
	if mark.tentative() {
		return m.chain[1]
	}
	return m.chain[0]
}

// opener returns the level that the candidate i closes, or -1: the nearest of
// the marks, or else the nearest of the tentative ones.
func (m *scanner) opener(i int) int {
	mark := &m.found[i]
	for _, chain := range m.chain {
		best := -1
		for _, shape := range mark.shape.Openers() {
			at := chain[shape]
			if at >= 0 && m.empty(at, mark) {
				at = m.stack[at].under
			}
			if at > best && m.accepts(at, i) {
				best = at
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// empty reports whether nothing stands between a level's mark and mark.
func (m *scanner) empty(at int, mark *candidate) bool {
	opener := &m.found[m.stack[at].mark]
	return opener.block == mark.block && mark.Start <= opener.End
}

// accepts reports whether the candidate i may close what stands at a level.
func (m *scanner) accepts(at, i int) bool {
	mark, last := &m.found[i], m.stack[at].last
	opener := &m.found[m.stack[at].mark]
	crosses, loose := last != mark.block, opener.loose()
	crossing := loose && !isTeX(opener.shape.Text(), mark.shape.Text())
	switch {
	case m.empty(at, mark), crosses && (mark.doubt != sure || mark.open && !m.closes(i)):
		return false
	case mark.goesOn && last == mark.block-1:
		return false
	case mark.shape.Level() == '\'' && mark.left && !opener.right:
		return false
	case loose && (mark.doubt == inWord || opener.right != mark.left):
		return false
	case crossing && crosses && (opener.weak || !mark.stopped || mark.block != last+1):
		return false
	}
	return !opener.tentative() || m.encloses(at, mark) && settles(opener, mark, m.blocks[mark.block][:mark.Start])
}

// isTeX reports whether two marks are a double one as TeX and typewriters write it:
// two characters each, which nothing else looks like.
func isTeX(opening, closing string) bool {
	return (opening == "``" || opening == ",,") && (closing == "''" || closing == "´´")
}

// closes reports whether a mark that could open as well closes what an earlier
// block opened: by its place, or because nothing in its own block closes it.
func (m *scanner) closes(i int) bool {
	mark := &m.found[i]
	if mark.ends || mark.shape.Kind() != fold.Always {
		return mark.ends
	}
	for j := i + 1; j < len(m.found) && m.found[j].block == mark.block; j++ {
		next := &m.found[j]
		if j > i+lookAhead || next.shut && mark.shape.ClosedBy(next.shape) {
			return false
		}
	}
	return true
}

// encloses reports whether words stand between a tentative mark at a level and
// the one that would close it, and no double mark that is open.
func (m *scanner) encloses(at int, mark *candidate) bool {
	opener := &m.found[m.stack[at].mark]
	end := mark.Start
	if opener.block != mark.block {
		end = len(m.blocks[opener.block])
	}
	return opener.words < end && (m.wall <= at || m.found[m.stack[m.wall].mark].block != mark.block)
}

// settles reports whether mark shows that a tentative opening mark was meant as
// one; before is what stands before mark in its block.
func settles(opener, mark *candidate, before string) bool {
	switch {
	case mark.doubt == possessive, mark.doubt == measure && opener.shape != mark.shape:
		return false
	case !opener.weak:
		return true
	case mark.doubt != sure || mark.figure:
		return false
	}
	return !opener.letter || !mark.letter && (mark.stopped || !endsInS(before))
}

// repeated reports whether a mark at the head of its block, others that are
// repeated aside, repeats the one of a quotation that is open since the block
// before: the opening mark, or the closing one, as French and Spanish do.
func (m *scanner) repeated(i int) bool {
	mark := &m.found[i]
	head := mark.heads || m.afterOpening(i) && m.found[i-1].repeats
	if !head || mark.block == 0 || mark.tentative() {
		return false
	}
	at := m.chain[0][mark.shape]
	if mark.goesOn {
		for _, shape := range mark.shape.Openers() {
			at = max(at, m.chain[0][shape])
		}
	}
	if at < 0 || m.stack[at].last != mark.block-1 {
		return false
	}
	m.stack[at].last = mark.block
	return true
}

// inner reports whether a mark that could close opens an inner quotation: it
// has white space, an opening bracket or an opening mark before it and a word
// after it.
func (m *scanner) inner(i int) bool {
	mark, block := &m.found[i], m.blocks[m.found[i].block]
	before, _ := utf8.DecodeLastRuneInString(block[:mark.Start])
	after, _ := utf8.DecodeRuneInString(block[mark.End:])
	if mark.End == len(block) || after == utf8.RuneError || fold.IsBlank(after) {
		return false
	}
	if m.afterOpening(i) {
		return true
	}
	if mark.Start > 0 && !fold.IsBlank(before) && !strings.ContainsRune("([{—–", before) {
		return false
	}
	// « mot ».
	return mark.shape.Side() != fold.Closes || before != '\u00A0' && before != '\u202F' && !isEnd(after)
}

// afterOpening reports whether an opening mark without a partner so far stands
// directly before the candidate i.
func (m *scanner) afterOpening(i int) bool {
	if i == 0 {
		return false
	}
	mark, before := &m.found[i], &m.found[i-1]
	return before.block == mark.block && before.End == mark.Start && before.opened && before.pair < 0 && !before.tentative()
}

// doubts reports whether the candidate i does not close what another opened,
// because a better mark does. A figure alone between marks is no measure.
func (m *scanner) doubts(i, opening int) bool {
	mark, opener := &m.found[i], &m.found[opening]
	if mark.doubt == sure || mark.doubt == measure && mark.block == opener.block && mark.Start-opener.End < yearFigures {
		return false
	}
	return m.later(i, opening)
}

// lookAhead is how many candidates further a better mark is looked for.
const lookAhead = 64

// later reports whether a better mark than i closes what was opened before the
// next one of its level opens.
func (m *scanner) later(i, opening int) bool {
	mark, opener := &m.found[i], &m.found[opening]
	for j := i + 1; j < min(len(m.found), i+1+lookAhead); j++ {
		next := &m.found[j]
		if next.block != mark.block {
			return false
		}
		if next.shape.Level() != mark.shape.Level() || next.tentative() && next.shape != mark.shape {
			continue
		}
		shuts := next.shut && (!next.left || opener.right)
		if next.open && !shuts && !next.weak {
			return false
		}
		if shuts && next.doubt == sure && opener.shape.ClosedBy(next.shape) {
			return true
		}
	}
	return false
}
