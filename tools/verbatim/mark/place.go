package mark

import (
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
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
func (m *scanner) candidates(block string) {
	m.s, m.words = block, fold.Span{}
	m.carried, m.pending = m.pending > 0 || m.carried, 0
	m.block++
	m.blocks = append(m.blocks, block)
	for i := 0; ; {
		for i < len(block) && !mayMark[block[i]] {
			i++
		}
		if i == len(block) {
			break
		}
		shape, size := m.shapeAt(i)
		if shape == 0 || m.works && shape.Kind() == fold.WorkTitle {
			i += size
			continue
		}
		if skip := m.insertion(i); skip > 0 {
			i += skip
			continue
		}
		mark := candidate{Span: fold.Span{Start: i, End: i + size}, shape: shape, block: m.block, pair: -1}
		i = mark.End
		if !m.judge(&mark) {
			continue
		}
		mark.heads = mark.Start <= maxHead && strings.TrimLeftFunc(block[:mark.Start], fold.IsBlank) == ""
		mark.goesOn = mark.heads && goesOn(mark.shape, block[mark.End:])
		if mark.open && mark.tentative() {
			mark.words = m.wordsAfter(mark.End)
		}
		switch shape.Text() {
		case "``", ",,":
			m.pending++
		case "''", "´´":
			if m.pending == 0 {
				m.carried = false
			}
			m.pending = max(0, m.pending-1)
		}
		if len(m.found) == cap(m.found) { // doubled, for a block may hold nothing else
			m.found = slices.Grow(m.found, max(8, len(m.found)))
		}
		m.found = append(m.found, mark)
	}
}

// goesOn reports whether a mark that heads a block and closes may say that a
// quotation goes on: words follow it. Corner brackets never do.
func goesOn(shape fold.Shape, rest string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, fold.IsBlank))
	return shape.Kind() == fold.Always && shape.Side() == fold.Closes && shape.MayOpen() && (fold.IsWord(next) || isOpener(next))
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
func (m *scanner) shapeAt(i int) (fold.Shape, int) {
	char, size := utf8.DecodeRuneInString(m.s[i:])
	narrow := fold.Fullwidth(char)
	switch {
	case isApostrophe(char):
		if second := m.twoApostrophes(i, i+size); second > 0 {
			return fold.ShapeOfTwo('\''), size + second
		}
		return fold.ShapeOf(char), size
	case !strings.ContainsRune("`,<>´", narrow):
		return fold.ShapeOf(char), size
	}
	end := i + size
	for strings.HasPrefix(m.s[end:], m.s[i:i+size]) {
		end += size
	}
	switch (end - i) / size {
	case 1:
		return fold.ShapeOf(char), size
	case 2:
		return fold.ShapeOfTwo(narrow), end - i
	}
	return 0, end - i
}

// isApostrophe reports an apostrophe of which two may stand for a double mark.
func isApostrophe(char rune) bool { return char == '\'' || char == '＇' || char == '’' }

// twoApostrophes returns the length of the second of two apostrophes, at the places
// i and next, that are one mark: they close what two grave accents or two commas
// opened, in an earlier block only after a word. Elsewhere they are two, and it is 0.
func (m *scanner) twoApostrophes(i, next int) int {
	second, size := utf8.DecodeRuneInString(m.s[next:])
	third, _ := utf8.DecodeRuneInString(m.s[next+size:])
	if !isApostrophe(second) || isApostrophe(third) || m.pending <= 0 && !m.carried {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(m.s[:i]); m.pending <= 0 && (i == 0 || fold.IsBlank(before)) {
		return 0
	}
	return size
}

// loose reports a place where a mark opens with white space just inside (« mot »).
func (at place) loose() bool { return at.right && (at.left || isOpener(at.before)) }

// looseEnd reports a place where such a quotation closes.
func (at place) looseEnd() bool { return at.left && (at.right || isEnd(at.after)) }

// neighbours returns the place of a candidate.
func (m *scanner) neighbours(of fold.Span) place {
	var at place
	if of.Start > 0 {
		at.before, _ = utf8.DecodeLastRuneInString(m.s[:of.Start])
	}
	if of.End < len(m.s) {
		at.after, _ = utf8.DecodeRuneInString(m.s[of.End:])
	}
	at.left = of.Start == 0 || fold.IsBlank(at.before)
	at.right = of.End == len(m.s) || fold.IsBlank(at.after)
	// what shows nothing is a blank towards the side that has none
	left, right := looksBlank(at.before), looksBlank(at.after)
	at.left, at.right = at.left || left && !right && !at.right, at.right || right && !left && !at.left
	return at
}

// judge says what a candidate can be by its place, and reports whether it can
// be anything.
func (m *scanner) judge(mark *candidate) bool {
	at := m.neighbours(mark.Span)
	mark.left, mark.right = at.left, at.right
	mark.figure = m.figureBefore(mark.Start)
	mark.stopped = isEnd(at.before)
	switch mark.shape.Kind() {
	case fold.Apostrophe:
		m.singleAt(mark, at)
	case fold.TurnedComma:
		m.turnedAt(mark, at)
	case fold.Makeshift:
		m.makeshiftAt(mark, at)
	default:
		m.doubleAt(mark, at)
	}
	return mark.open || mark.shut
}

// doubleAt decides what a mark can be that is one always.
func (m *scanner) doubleAt(mark *candidate, at place) {
	if m.spelling(mark, at) {
		return
	}
	word, wordNext := isWordly(at.before), isWordly(at.after)
	opening := !at.right && (at.left || !word) && (wordNext || !word && !strings.ContainsRune(".,!?;:…)", at.before))
	switch mark.shape.Side() {
	case fold.Opens: // also where a blank or another mark follows
		mark.open = true
		mark.shut = !at.left && mark.shape.MayClose()
		mark.ends = mark.shut && !opening && !wordNext
	case fold.Closes:
		mark.shut = true
		mark.open = opening && at.left && mark.shape.MayOpen()
		mark.ends = at.looseEnd()
	case fold.Either:
		mark.open, mark.shut = opening, !at.left
		if at.left == at.right { // it stands alone, or inside a word
			mark.open, mark.shut = true, true
		}
		mark.ends = !at.left && isEnd(at.after)
	}
}

// spelling decides what a double mark can be that is written for gershayim or
// inches, and reports whether it is one of these.
func (m *scanner) spelling(mark *candidate, at place) bool {
	straight := mark.shape.Text() == `"`
	switch {
	case straight && hebrew(at):
		mark.open, mark.weak, mark.letter = true, true, true // unless a mark closes it
		return true
	case !fold.IsDigit(at.before) || !straight && mark.shape.Text() != `”`:
		return false
	}
	feet := m.feetBefore(mark.Start)
	switch {
	case straight && feet:
		return true
	case straight || feet: // it may close what is open
		mark.shut, mark.inches = true, true
		if at.beforeWord(m.s[mark.End:]) {
			mark.doubt = measure
		}
		return true
	}
	return false
}

// singleAt decides what a single mark can be that may be an apostrophe.
func (m *scanner) singleAt(mark *candidate, at place) {
	if m.apostropheAt(mark, at) {
		return
	}
	switch {
	case at.before == utf8.RuneError, at.before == opaque:
		mark.open, mark.shut = !at.right && fold.IsWord(at.after), true
	default:
		mark.open = at.loose() || !at.right && (at.left || at.opensTight())
		mark.shut = at.looseEnd() || !at.left && (at.right || !mark.open || !isOpener(at.before))
	}
	mark.weak = mark.open && (at.right || m.elided(mark.End))
	m.doubt(mark, at)
}

// apostropheAt reports whether a single mark is one inside a word, or feet; it
// may yet close what ‘ opened before its word (‘yes’man).
func (m *scanner) apostropheAt(mark *candidate, at place) bool {
	switch {
	case spelt(at.before) && spelt(at.after):
		if !fold.IsDigit(at.before) && !fold.IsDigit(at.after) && !m.contracts(mark.Span) {
			mark.shut, mark.doubt = true, inWord
		}
		return true
	case at.left && at.right && m.afterFigure(mark.Start): // 5 ' 6
		return true
	case at.before == opaque && contractions[wordAfter(m.s[mark.End:])]:
		return true
	}
	return m.isFeet(mark, at)
}

// opensTight reports whether a single mark without white space beside it may
// open a quotation.
func (at place) opensTight() bool {
	return !spelt(at.before) && (begins(at.after) || !isEnd(at.before) && !fold.IsClosing(at.before))
}

// doubt says why a single mark that may close may be an apostrophe, or feet.
func (m *scanner) doubt(mark *candidate, at place) {
	if !mark.shut || !at.beforeWord(m.s[mark.End:]) {
		return
	}
	switch {
	case mark.figure:
		mark.doubt = measure
	case isWordly(at.before) && clipped(m.s[:mark.Start]):
		mark.doubt = possessive
	}
}

// turnedAt decides what ‘ and its like can be. Inside a word it may be an
// okina (Hawai‘i) or a letter of Uzbek (O‘zbekiston, bog‘), if it has no
// partner; an apostrophe it is never.
func (m *scanner) turnedAt(mark *candidate, at place) {
	switch {
	case spelt(at.before) && spelt(at.after):
		mark.open = true
		mark.letter = okina(at.before, at.after)
		mark.weak = mark.letter
	case at.left || isOpener(at.before) || strings.ContainsRune("—–―-/", at.before) && !at.right:
		mark.open = true
	case at.right || isEnd(at.after) || isWordly(at.before) && !isWordly(at.after):
		mark.shut = true
		mark.letter = at.before == 'g' || at.before == 'G'
	default:
		mark.open = true
	}
}

// isChevron reports the makeshifts for guillemets.
func isChevron(text string) bool {
	return text == "<<" || text == ">>" || strings.Contains("≪≫⋘⋙⪡⪢", text)
}

// makeshiftAt decides what a makeshift can be: it opens before a word and
// closes after one.
func (m *scanner) makeshiftAt(mark *candidate, at place) {
	text := mark.shape.Text()
	switch {
	case isChevron(text) && (at.loose() || at.looseEnd()):
		mark.open, mark.shut = mark.shape.Side() == fold.Opens, mark.shape.Side() == fold.Closes
		return
	case at.left && at.right:
		return
	case spelt(at.before) && spelt(at.after):
		if text == "״" {
			mark.open, mark.weak, mark.letter = true, true, true
		}
		return
	}
	if mark.shape.MayOpen() && at.opensWords() {
		mark.open, mark.weak = true, m.elided(mark.End)
	}
	if mark.shape.MayClose() && !at.left && !spelt(at.after) && !isOpener(at.before) {
		mark.shut = !strings.Contains("ʼʾʿ", text) || !longVowel(at.before)
		if strings.Contains("ʾʿ", text) { // letters of Arabic words
			mark.shut = mark.shut && !transliterated(wordBefore(m.s[:mark.Start]))
		}
		if strings.Contains("ʼ´`", text) { // apostrophes, to some
			m.doubt(mark, at)
		}
		if mark.figure {
			mark.inches, mark.doubt = true, measure
		}
	}
}

// opensWords reports whether a makeshift may open a quotation: a word follows,
// and none, nor the end of one, stands directly before.
func (at place) opensWords() bool {
	switch {
	case at.right || !begins(at.after):
		return false
	case at.left, strings.ContainsRune(",;:、，：；", at.before):
		return true
	}
	return !spelt(at.before) && !isEnd(at.before) && at.before != opaque && !fold.IsClosing(at.before)
}
