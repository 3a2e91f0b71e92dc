package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// elementKind is what an element of a quotation is.
type elementKind uint8

const (
	literal  elementKind = iota // characters that stand as they are
	quoting                     // one of a pair of inner quotation marks
	closing                     // a closing inner mark with a comma or full stop beside it
	broken                      // a hyphen at a line's end
	verse                       // a slash between two lines of verse
	title                       // the full stop of a title before a name
	bracket                     // [ ] or 〔 〕, read literally first
	trailing                    // dots at the very end: they say nothing
	tail                        // what closes the quotation or, before an omission, a piece
)

// An element is a part of a quotation that is read in one way or a few.
type element struct {
	kind    elementKind
	q       fold.Span // in the folded quotation
	s       string    // its characters; of brackets the content
	partner int       // quoting: the partner's folded offset
	flex    int       // literal: offset of a first letter whose case may change; -1
	down    bool      // flex: only a capital for a small letter, as after an omission
	left    bool      // bracket: a space before it is part of q
	right   bool      // bracket: and one after it
	join    join
	first   bool // bracket: nothing but marks stands before it in its piece
	edge    bool // bracket: it stands at the quotation's edge
	last    bool // tail: of the whole quotation
}

// join says to what a bracket is joined.
type join uint8

const (
	joinBefore join = 1 << iota // letters stand directly before it
	joinAfter
)

// A segment is what stands between two omission marks.
type segment struct {
	elements []element
	q        fold.Span
}

// A pattern is a quotation, compiled.
type pattern struct {
	*fold.Copy
	segments []segment
	gaps     []fold.Span // between the segments: the omission marks
	lead     int         // folded bytes of omission marks before the first segment
	language *fold.Language
	named    map[string]bool // what brackets hold: whether it is a name known here
	pairs    map[int]int     // folded offset of an inner quotation mark → its partner's
}

// stops are what may be added or dropped at the end.
const stops = ".,。、，"

// A reading says whether brackets and omission marks of a quotation are taken
// for the text's own, or for an editor's.
type reading bool

const (
	literally reading = false
	edited    reading = true
)

// compile reads a folded quotation. It returns nil where nothing can be found:
// there are no words outside brackets.
func compile(f *fold.Copy, how reading, o Options) *pattern {
	p := &pattern{Copy: f, pairs: map[int]int{}}
	s := f.Chars
	if strings.ContainsAny(s, `"'`) {
		found := mark.Find(f.Raw)
		for _, m := range found {
			if m.Pair >= 0 {
				p.pairs[f.At(m.Start)] = f.At(found[m.Pair].Start)
			}
		}
	}
	from := 0
	for {
		gap := fold.Span{Start: -1, End: -1}
		if how == edited {
			gap = nextGap(s, from)
		}
		end := len(s)
		if gap.Start >= 0 {
			end = gap.Start
		}
		if gap.Start >= 0 && strings.Trim(s[:end], ` "'`) == "" && len(p.segments) == 0 && from == 0 {
			p.lead, from = gap.End, gap.End // dots at the very start
			continue
		}
		if gap.Start >= 0 && strings.Trim(s[gap.End:], `"'.,。、 `) == "" {
			// dots at the very end, and what closes an inner quotation
			p.add(fold.Span{Start: from, End: end}, how, o.Strict, true)
			g := &p.segments[len(p.segments)-1]
			g.elements = append(g.elements, element{kind: trailing, q: gap, s: s[gap.Start:gap.End]})
			if gap.End < len(s) {
				g.elements = append(g.elements, element{kind: tail, q: fold.Span{Start: gap.End, End: len(s)}, s: s[gap.End:], last: true})
			}
			break
		}
		p.add(fold.Span{Start: from, End: end}, how, o.Strict, gap.Start < 0)
		if gap.Start < 0 {
			break
		}
		p.gaps = append(p.gaps, gap)
		from = gap.End
	}
	for i := range p.segments {
		if !p.segments[i].anchored() {
			return nil
		}
	}
	p.edges()
	return p
}

// anchored reports whether a segment has a word outside brackets.
func (g *segment) anchored() bool {
	for _, e := range g.elements {
		if e.kind == literal && fold.HasWord(e.s) {
			return true
		}
	}
	return false
}

// edges notes which brackets stand at the quotation's edge.
func (p *pattern) edges() {
	first, last := p.segments[0].elements, p.segments[len(p.segments)-1].elements
	for i := range first {
		if first[i].kind != quoting {
			first[i].edge = first[i].kind == bracket
			break
		}
	}
	for i := len(last) - 1; i >= 0; i-- {
		if k := last[i].kind; k != tail && k != trailing && k != quoting && k != closing {
			last[i].edge = last[i].edge || k == bracket
			break
		}
	}
}

// edited reports whether the quotation has anything that only an editor could
// have put there.
func (p *pattern) edited() bool {
	if len(p.gaps) > 0 || p.lead > 0 {
		return true
	}
	for _, e := range p.segments[0].elements {
		if e.kind == bracket || e.kind == trailing {
			return true
		}
	}
	return false
}

// editorial are the characters with which every sign of an editor begins.
const editorial = "[(〔<…・"

// omissions are the signs of an omission besides the bare dots, folded.
var omissions = []string{"[…]", "[.…]", "(…)", "<…>", "〔…〕", "(中略)", "[中略]", "〔中略〕", "(略)", "[略]", "〔略〕",
	"(前略)", "[前略]", "〔前略〕", "(後略)", "[後略]", "〔後略〕", "・・・"}

// nextGap returns the next omission mark from i on, with the white space round
// it; Start is -1 where there is none.
func nextGap(s string, i int) fold.Span {
	for j := i; j < len(s); {
		r, n := fold.After(s, j)
		switch r {
		case '…':
			return fold.Span{Start: j, End: j + n}
		case '[', '(', '〔', '<', '・':
			for _, m := range omissions {
				if strings.HasPrefix(s[j:], m) {
					g := fold.Span{Start: j, End: j + len(m)}
					if g.Start > i && s[g.Start-1] == ' ' {
						g.Start--
					}
					if g.End < len(s) && s[g.End] == ' ' {
						g.End++
					}
					return g
				}
			}
		}
		j += n
	}
	return fold.Span{Start: -1, End: -1}
}

// A segmenter compiles one segment.
type segmenter struct {
	p    *pattern
	how  reading
	g    segment
	from int // where the literal characters begin that are not yet an element
	end  int // of the segment, without its tail
}

// add compiles one segment.
func (p *pattern) add(q fold.Span, how reading, strict, last bool) {
	s := p.Chars
	for q.Start < q.End && s[q.Start] == ' ' {
		q.Start++
	}
	for q.End > q.Start && s[q.End-1] == ' ' {
		q.End--
	}
	c := segmenter{p: p, how: how, g: segment{q: q}, from: q.Start, end: q.End}
	if last {
		c.end = p.tailStart(q)
	} else if strings.HasSuffix(s[q.Start:q.End], ".") || strings.HasSuffix(s[q.Start:q.End], "。") {
		_, n := fold.Before(s, q.End)
		c.end -= n
	}
	shut := -1 // where the last bracket closes: those that nothing closes are looked for once
	if how == edited {
		shut = strings.LastIndexAny(s[:c.end], "]〕)")
	}
	for i := q.Start; i < c.end; {
		r, n := fold.After(s, i)
		switch {
		case r == fold.LineHyphen:
			c.put(element{kind: broken, q: fold.Span{Start: i, End: i + 1}})
		case (r == ' ' || r == '/') && verseEnd(s, i) > 0:
			n = verseEnd(s, i) - i
			c.put(element{kind: verse, q: fold.Span{Start: i, End: i + n}, s: s[i : i+n]})
		case r == '.' && i+1 < c.end && !strings.HasPrefix(s[i:], "..") && titleStop(s, i) && titles[s[fold.TokenStart(s, i):i]]:
			c.put(element{kind: title, q: fold.Span{Start: i, End: i + 1}, s: "."})
		case r == '"' || r == '\'':
			n = c.mark(i)
		case (r == '.' || r == ',') && i+1 < c.end && c.closes(i+1):
			c.put(element{kind: closing, q: fold.Span{Start: i, End: i + 2}, s: s[i : i+2], partner: p.pairs[i+1]})
			n = 2
		case how == edited && (r == '[' || r == '〔' || r == '(') && i < shut:
			if e, ok := p.bracket(fold.Span{Start: q.Start, End: c.end}, i, r); ok {
				if e.q.Start < c.from { // the space before went to the bracket before
					e.q.Start, e.left = c.from, false
				}
				c.cut(e.q.Start)
				e.first = c.bare()
				c.put(e)
				n = e.q.End - i
			}
		}
		i += n
	}
	c.cut(c.end)
	if c.end < q.End {
		c.put(element{kind: tail, q: fold.Span{Start: c.end, End: q.End}, s: s[c.end:q.End], last: last})
	}
	if !strict {
		c.g.flex(len(p.segments) > 0)
	}
	p.segments = append(p.segments, c.g)
}

// verseEnd returns the end of the sign that stands at i between two lines of
// verse, or 0: a slash or two between spaces, a slash or a space between two
// Chinese or Japanese characters.
func verseEnd(s string, i int) int {
	for _, sign := range []string{" / ", " // "} {
		if strings.HasPrefix(s[i:], sign) {
			return i + len(sign)
		}
	}
	if i == 0 || s[i] != '/' && s[i] != ' ' {
		return 0
	}
	a, _ := fold.Before(s, i)
	b, _ := fold.After(s, i+1)
	if fold.Unspaced(a) != 0 && fold.Unspaced(b) != 0 {
		return i + 1
	}
	return 0
}

// cut makes an element of the literal characters up to to.
func (c *segmenter) cut(to int) {
	if to > c.from {
		c.g.elements = append(c.g.elements, element{kind: literal, q: fold.Span{Start: c.from, End: to}, s: c.p.Chars[c.from:to], flex: -1})
	}
	c.from = to
}

// put adds an element, after the literal characters before it.
func (c *segmenter) put(e element) {
	c.cut(e.q.Start)
	c.g.elements = append(c.g.elements, e)
	c.from = e.q.End
}

// mark makes an element of the inner quotation mark at i, and of the comma or
// full stop behind a closing one; it returns the bytes that it took.
func (c *segmenter) mark(i int) int {
	partner, ok := c.p.pairs[i]
	if !ok {
		return 1
	}
	if c.closes(i) && i+1 < c.end && (c.p.Chars[i+1] == '.' || c.p.Chars[i+1] == ',') {
		c.put(element{kind: closing, q: fold.Span{Start: i, End: i + 2}, s: c.p.Chars[i : i+2], partner: partner})
		return 2
	}
	c.put(element{kind: quoting, q: fold.Span{Start: i, End: i + 1}, s: c.p.Chars[i : i+1], partner: partner})
	return 1
}

// closes reports whether a mark that closes an inner quotation stands at i.
func (c *segmenter) closes(i int) bool {
	partner, ok := c.p.pairs[i]
	return ok && partner < i
}

// bare reports whether nothing but marks has been read of the segment.
func (c *segmenter) bare() bool {
	for _, e := range c.g.elements {
		if e.kind != quoting {
			return false
		}
	}
	return true
}

// flex marks the first letter of a segment whose case may change.
func (g *segment) flex(down bool) {
	for i := range g.elements {
		e := &g.elements[i]
		if e.kind == quoting {
			continue
		}
		if e.kind != literal {
			return
		}
		for k, r := range e.s {
			if unicode.IsLetter(r) {
				if !down || unicode.IsUpper(r) {
					e.flex, e.down = k, down
				}
				return
			}
			if fold.IsWord(r) {
				return
			}
		}
	}
}

// tailStart returns where the marks that close a quotation begin: at most one
// comma or full stop, with closing marks of inner quotations round it.
func (p *pattern) tailStart(q fold.Span) int {
	s := p.Chars
	end, stop := q.End, false
	for end > q.Start {
		r, n := fold.Before(s, end)
		partner, paired := p.pairs[end-n]
		switch {
		case (r == '"' || r == '\'') && paired && partner < end-n:
		case strings.ContainsRune(stops, r) && !stop && r != 0:
			stop = true
		default:
			return end
		}
		end -= n
	}
	return q.End
}

// bracketPairs are the brackets that an editor may set, by the opening one.
var bracketPairs = map[rune]string{'[': "]", '〔': "〕", '(': ")"}

// bracket reads the brackets that open at i, if they can be an editor's. Round
// ones hold nothing but a note.
func (p *pattern) bracket(q fold.Span, i int, r rune) (element, bool) {
	s, shut := p.Chars, bracketPairs[r]
	n := utf8.RuneLen(r)
	k := strings.Index(s[i+n:q.End], shut)
	if k < 0 {
		return element{}, false
	}
	content := s[i+n : i+n+k]
	end := i + n + k + len(shut)
	if strings.ContainsAny(content, "[]〔〕…") || r == '(' && !isRoundNote(content) {
		return element{}, false
	}
	e := element{kind: bracket, q: fold.Span{Start: i, End: end}, s: content, flex: -1}
	a, _ := fold.Before(s, i)
	b, _ := fold.After(s, end)
	if i > q.Start && fold.IsSpaced(a) {
		e.join |= joinBefore
	}
	if end < q.End && fold.IsSpaced(b) {
		e.join |= joinAfter
	}
	if content == "" && e.join != joinBefore {
		return element{}, false
	}
	if e.join == 0 {
		if i > q.Start && s[i-1] == ' ' {
			e.q.Start--
			e.left = true
		}
		if end < q.End && s[end] == ' ' {
			e.q.End++
			e.right = true
		}
	}
	return e, true
}

// isRoundNote reports the notes that stand in round brackets, too.
func isRoundNote(content string) bool {
	switch content {
	case "sic", "sic!", "ママ", "原文ママ", "まま":
		return true
	}
	return false
}
