package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A place is what stands on both sides of a candidate. before and after are 0
// at the ends of the block. left and right report white space, and what looks
// like it.
type place struct {
	before, after rune
	left, right   bool
}

// candidates reads one more block, and finds everything in it that may be a
// quotation mark by its shape and its neighbours.
func (m *scanner) candidates(s string) {
	m.s, m.words, m.pending = s, Span{}, 0
	m.block++
	m.blocks = append(m.blocks, s)
	for i := 0; i < len(s); {
		if !mayMark[s[i]] {
			i++
			continue
		}
		id, n := m.shapeAt(i)
		if id == 0 || m.works && shapes[id].kind == work {
			i += n
			continue
		}
		if skip := m.insertion(i); skip > 0 {
			i += skip
			continue
		}
		c := candidate{Span: Span{i, i + n}, shape: id, block: m.block, pair: -1}
		i = c.End
		if !m.judge(&c) {
			continue
		}
		c.heads = strings.TrimLeftFunc(s[:min(c.Start, maxHead)], IsBlank) == "" && c.Start <= maxHead
		if c.open && c.tentative() {
			c.words = m.wordsAfter(c.End)
		}
		switch {
		case shapes[id].text == "``", shapes[id].text == ",,":
			m.pending++
		case shapes[id].text == "''":
			m.pending--
		}
		m.found = append(m.found, c)
	}
}

// maxHead is how many bytes of white space may stand before what heads a block.
const maxHead = 64

// mayMark says which bytes may begin a mark.
var mayMark = func() (t [256]bool) {
	for i := range t {
		t[i] = i >= utf8.RuneSelf || strings.IndexByte("\"'`,<>", byte(i)) >= 0
	}
	return
}()

// shapeAt returns the shape at i, or 0, and how many bytes to go on.
func (m *scanner) shapeAt(i int) (shapeID, int) {
	r, n := utf8.DecodeRuneInString(m.s[i:])
	var kind string
	switch Fullwidth(r) {
	case '`', ',', '<', '>':
		kind = string(Fullwidth(r))
	case '\'':
		if r == '\'' && m.twoApostrophes(i) {
			return table.sequences["''"], 2
		}
		return shapeOf(r), n
	default:
		return shapeOf(r), n
	}
	run := i + n
	for strings.HasPrefix(m.s[run:], m.s[i:i+n]) {
		run += n
	}
	switch (run - i) / n {
	case 1:
		return shapeOf(r), n
	case 2:
		return table.sequences[kind+kind], run - i
	}
	return 0, run - i
}

// twoApostrophes reports whether two apostrophes at i are one mark: they close
// what “ or ,, opened. Elsewhere they are two.
func (m *scanner) twoApostrophes(i int) bool {
	return m.pending > 0 && strings.HasPrefix(m.s[i:], "''") && !strings.HasPrefix(m.s[i:], "'''")
}

// loose reports a place where a mark opens with white space just inside (« mot »).
func (p place) loose() bool { return p.right && (p.left || isOpener(p.before)) }

// looseEnd reports a place where such a quotation closes.
func (p place) looseEnd() bool { return p.left && (p.right || isEnd(p.after)) }

// neighbours returns the place of a candidate.
func (m *scanner) neighbours(at Span) place {
	var p place
	if at.Start > 0 {
		p.before, _ = utf8.DecodeLastRuneInString(m.s[:at.Start])
	}
	if at.End < len(m.s) {
		p.after, _ = utf8.DecodeRuneInString(m.s[at.End:])
	}
	p.left = at.Start == 0 || IsBlank(p.before)
	p.right = at.End == len(m.s) || IsBlank(p.after)
	// what shows nothing is a blank towards the side that has none
	left, right := looksBlank(p.before), looksBlank(p.after)
	p.left, p.right = p.left || left && !right && !p.right, p.right || right && !left && !p.left
	return p
}

// looksBlank reports what shows nothing and is no white space: invisible
// characters, and the fillers of Hangul, which Unicode calls letters.
func looksBlank(r rune) bool {
	return r != 0 && IsInvisible(r) || isFiller(r)
}

// isFiller reports the letters that show nothing.
func isFiller(r rune) bool { return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 }

// spelt reports a word character of a script that spells with apostrophes, or
// may: there an apostrophe between two of them is no mark.
func spelt(r rune) bool {
	return IsSpaced(r) && !isFiller(r) && !unicode.Is(unicode.Hangul, r)
}

// isEnd reports punctuation that ends words.
func isEnd(r rune) bool { return strings.ContainsRune(".,;:!?…)]}。、，．！？）］", r) }

// begins reports whether a quotation may begin with r.
func begins(r rune) bool {
	return IsWord(r) || r != 0 && !IsBlank(r) && !isEnd(r) && r != utf8.RuneError || looksBlank(r)
}

// judge says what a candidate can be by its place, and reports whether it can
// be anything.
func (m *scanner) judge(c *candidate) bool {
	p := m.neighbours(c.Span)
	c.left, c.right = p.left, p.right
	c.figure = m.figureBefore(c.Start)
	c.stopped = isEnd(p.before)
	switch shapes[c.shape].kind {
	case apostrophe:
		m.singleAt(c, p)
	case turned:
		m.turnedAt(c, p)
	case makeshift:
		m.makeshiftAt(c, p)
	default:
		m.doubleAt(c, p)
	}
	return c.open || c.shut
}

// doubleAt decides what a mark can be that is one always.
func (m *scanner) doubleAt(c *candidate, p place) {
	s := &shapes[c.shape]
	switch feet := IsDigit(p.before) && m.feetBefore(c.Start); {
	case s.text == `"` && hebrew(p):
		c.open, c.weak, c.letter = true, true, true // gershayim, unless a mark closes it
		return
	case s.text == `"` && feet:
		return
	case s.text == `"` && IsDigit(p.before), s.text == `”` && feet:
		c.shut, c.inches = true, true
		if p.beforeWord(m.s[c.End:]) {
			c.doubt = measure
		}
		return
	}
	a, b := isWordly(p.before), isWordly(p.after)
	opening := !p.right && (p.left || !a) && (b || !a && !strings.ContainsRune(".,!?;:…)", p.before))
	switch s.side {
	case opens: // also where a blank or another mark follows
		c.open = true
		c.shut = !p.left && len(table.openers[c.shape]) > 0
	case closes:
		c.shut = true
		c.open = opening && p.left && s.closedBy != ""
	case either:
		c.open, c.shut = opening, !p.left
		if p.left == p.right { // it stands alone, or inside a word
			c.open, c.shut = true, true
		}
	}
}

// singleAt decides what a single mark can be that may be an apostrophe.
func (m *scanner) singleAt(c *candidate, p place) {
	switch {
	case spelt(p.before) && spelt(p.after):
		if !IsDigit(p.before) && !IsDigit(p.after) && !m.contracts(c.Span) {
			c.shut, c.doubt = true, inWord
		}
		return
	case m.isFeet(c, p), p.left && m.afterFigure(c.Start), p.before == opaque && contractions[wordAfter(m.s[c.End:])]:
		return
	}
	c.open = p.loose() || !p.right && (p.left || !spelt(p.before) && begins(p.after))
	c.shut = !p.left || p.looseEnd()
	if p.before == utf8.RuneError || p.before == opaque {
		c.open, c.shut = !p.right && IsWord(p.after), true
	}
	c.weak = c.open && (p.right || m.elided(c.End))
	m.doubts(c, p)
}

// doubts says why a single mark that may close may be an apostrophe, or feet.
func (m *scanner) doubts(c *candidate, p place) {
	if !c.shut || !p.beforeWord(m.s[c.End:]) {
		return
	}
	switch {
	case c.figure:
		c.doubt = measure
	case isWordly(p.before) && clipped(m.s[:c.Start]):
		c.doubt = possessive
	}
}

// turnedAt decides what ‘ and its like can be. Inside a word it may be an
// okina (Hawai‘i) or a letter of Uzbek (O‘zbekiston, bog‘), if it has no
// partner; an apostrophe it is never.
func (m *scanner) turnedAt(c *candidate, p place) {
	switch {
	case spelt(p.before) && spelt(p.after):
		c.open = true
		c.letter = okina(p.before, p.after)
		c.weak = c.letter
	case p.left || isOpener(p.before):
		c.open = true
	case p.right || isEnd(p.after) || isWordly(p.before) && !isWordly(p.after):
		c.shut = true
		c.letter = p.before == 'g' || p.before == 'G'
		m.doubts(c, p)
	default:
		c.open = true
	}
}

// isChevron reports the makeshifts for guillemets.
func isChevron(text string) bool {
	return text == "<<" || text == ">>" || text == "≪" || text == "≫"
}

// makeshiftAt decides what a makeshift can be: it opens before a word and
// closes after one.
func (m *scanner) makeshiftAt(c *candidate, p place) {
	s := &shapes[c.shape]
	mayOpen, mayShut := s.closedBy != "", len(table.openers[c.shape]) > 0
	switch {
	case isChevron(s.text) && (p.loose() || p.looseEnd()):
		c.open, c.shut = s.side == opens, s.side == closes
		return
	case p.left && p.right:
		return
	case spelt(p.before) && spelt(p.after):
		if s.text == "״" {
			c.open, c.weak, c.letter = true, true, true
		}
		return
	}
	if mayOpen && !p.right && begins(p.after) {
		c.open = p.left || strings.ContainsRune(",;:、，：；", p.before) ||
			!spelt(p.before) && !isEnd(p.before) && p.before != opaque && !IsClosing(p.before)
		c.weak = c.open && m.elided(c.End)
	}
	if mayShut && !p.left && !spelt(p.after) && !isOpener(p.before) {
		c.shut = s.text != "ʼ" || !longVowel(p.before)
		m.doubts(c, p)
		if c.figure {
			c.inches, c.doubt = true, measure
		}
	}
}
