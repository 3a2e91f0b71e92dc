package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/text"
)

// ElementKind is what an element of a quotation is.
type ElementKind uint8

const (
	Literal  ElementKind = iota // characters that stand as they are
	Quoting                     // one of a pair of inner quotation marks
	Closing                     // a closing inner mark with a comma or full stop beside it
	Broken                      // a hyphen at a line's end
	Verse                       // a slash between two lines of verse
	Title                       // the full stop of a title before a name
	Bracket                     // [ ] or 〔 〕, read literally first
	Trailing                    // dots at the very end: they say nothing
	tail                        // what closes the quotation or, before an omission, a piece
)

// An Element is a part of a quotation that is read in one way or a few.
type Element struct {
	Kind        ElementKind
	Span        fold.Span // in the folded quotation
	Chars       string    // its characters; of brackets the content
	Partner     int       // quoting: the partner's folded offset
	Flex        int       // literal: offset of a first letter whose case may change; -1
	Down        bool      // flex: only a capital for a small letter, as after an omission
	SpaceBefore bool      // bracket: a space before it is part of q
	SpaceAfter  bool      // bracket: and one after it
	Join        Join
	first       bool // bracket: nothing but marks stands before it in its piece
	edge        bool // bracket: it stands at the quotation's edge
	last        bool // tail: of the whole quotation
}

// Join says to what a bracket is joined.
type Join uint8

const (
	JoinBefore Join = 1 << iota // letters stand directly before it
	JoinAfter
)

// A Segment is what stands between two omission marks.
type Segment struct {
	Elements []Element
	Span     fold.Span
}

// A Pattern is a quotation, compiled.
type Pattern struct {
	*fold.Copy
	Segments []Segment
	Gaps     []fold.Span // between the segments: the omission marks
	Lead     int         // folded bytes of omission marks before the first segment
	Language *fold.Language
	named    map[string]bool // what brackets hold: whether it is a name known here
	pairs    map[int]int     // folded offset of an inner quotation mark → its partner's
}

// stops are what may be added or dropped at the end.
const stops = ".,。、，"

// A Reading says whether brackets and omission marks of a quotation are taken
// for the text's own, or for an editor's.
type Reading bool

const (
	Literally Reading = false
	Edited    Reading = true
)

// Compile reads a folded quotation. It returns nil where nothing can be found:
// there are no words outside brackets.
func Compile(f *fold.Copy, how Reading, o text.Options) *Pattern {
	p := &Pattern{Copy: f}
	s := f.Chars
	if strings.ContainsAny(s, `"'`) {
		found := mark.Find(f.Raw)
		at := func(m mark.Mark) int { return f.At(m.End) - 1 } // white space just inside is a part of it
		for _, m := range found {
			if m.Pair >= 0 {
				if p.pairs == nil {
					p.pairs = map[int]int{}
				}
				p.pairs[at(m)] = at(found[m.Pair])
			}
		}
	}
	from := 0
	for {
		gap := fold.Span{Start: -1, End: -1}
		if how == Edited {
			gap = nextGap(s, from)
		}
		end := len(s)
		if gap.Start >= 0 {
			end = gap.Start
		}
		if gap.Start >= 0 && strings.Trim(s[:end], ` "'`) == "" && len(p.Segments) == 0 && from == 0 {
			p.Lead, from = gap.End, gap.End // dots at the very start
			continue
		}
		if gap.Start >= 0 && strings.Trim(s[gap.End:], `"'.,。、 `) == "" {
			// dots at the very end, and what closes an inner quotation
			p.add(fold.Span{Start: from, End: end}, how, o.Strict, true)
			g := &p.Segments[len(p.Segments)-1]
			g.Elements = append(g.Elements, Element{Kind: Trailing, Span: gap, Chars: s[gap.Start:gap.End]})
			if gap.End < len(s) {
				g.Elements = append(g.Elements, Element{Kind: tail, Span: fold.Span{Start: gap.End, End: len(s)}, Chars: s[gap.End:], last: true})
			}
			break
		}
		p.add(fold.Span{Start: from, End: end}, how, o.Strict, gap.Start < 0)
		if gap.Start < 0 {
			break
		}
		p.Gaps = append(p.Gaps, gap)
		from = gap.End
	}
	for i := range p.Segments {
		if !p.Segments[i].anchored() {
			return nil
		}
	}
	p.edges()
	return p
}

// anchored reports whether a segment has a word outside brackets.
func (g *Segment) anchored() bool {
	for _, e := range g.Elements {
		if e.Kind == Literal && fold.HasWord(e.Chars) {
			return true
		}
	}
	return false
}

// edges notes which brackets stand at the quotation's edge.
func (p *Pattern) edges() {
	first, last := p.Segments[0].Elements, p.Segments[len(p.Segments)-1].Elements
	for i := range first {
		if first[i].Kind != Quoting {
			first[i].edge = first[i].Kind == Bracket
			break
		}
	}
	for i := len(last) - 1; i >= 0; i-- {
		if k := last[i].Kind; k != tail && k != Trailing && k != Quoting && k != Closing {
			last[i].edge = last[i].edge || k == Bracket
			break
		}
	}
}

// Edited reports whether the quotation has anything that only an editor could
// have put there.
func (p *Pattern) Edited() bool {
	if len(p.Gaps) > 0 || p.Lead > 0 {
		return true
	}
	for _, e := range p.Segments[0].Elements {
		if e.Kind == Bracket || e.Kind == Trailing {
			return true
		}
	}
	return false
}

// editorial are the characters with which every sign of an editor begins.
var editorial = []string{"[", "(", "〔", "<", "…", "・"}

// MayBeEdited reports whether folded words may hold the sign of an editor.
func MayBeEdited(s string) bool {
	return slices.ContainsFunc(editorial, func(sign string) bool { return strings.Contains(s, sign) })
}

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
	p    *Pattern
	how  Reading
	g    Segment
	from int // where the literal characters begin that are not yet an element
	end  int // of the segment, without its tail
}

// add compiles one segment.
func (p *Pattern) add(q fold.Span, how Reading, strict, last bool) {
	s := p.Chars
	for q.Start < q.End && s[q.Start] == ' ' {
		q.Start++
	}
	for q.End > q.Start && s[q.End-1] == ' ' {
		q.End--
	}
	c := segmenter{p: p, how: how, g: Segment{Span: q}, from: q.Start, end: q.End}
	if last {
		c.end = p.tailStart(q)
	} else if strings.HasSuffix(s[q.Start:q.End], ".") || strings.HasSuffix(s[q.Start:q.End], "。") {
		_, n := fold.Before(s, q.End)
		c.end -= n
	}
	shut := -1 // where the last bracket closes: those that nothing closes are looked for once
	if how == Edited {
		shut = q.Start + strings.LastIndexAny(s[q.Start:c.end], "]〕)")
	}
	for i := q.Start; i < c.end; {
		if spells[s[i]] {
			i++
			continue
		}
		r, n := fold.After(s, i)
		switch {
		case r == fold.LineHyphen:
			c.put(Element{Kind: Broken, Span: fold.Span{Start: i, End: i + 1}})
		case (r == ' ' || r == '/') && verseEnd(s, i) > 0:
			n = verseEnd(s, i) - i
			c.put(Element{Kind: Verse, Span: fold.Span{Start: i, End: i + n}, Chars: s[i : i+n]})
		case r == '.' && i+1 < c.end && !strings.HasPrefix(s[i:], "..") && text.TitleStop(s, i) && text.Titles[s[fold.TokenStart(s, i):i]]:
			c.put(Element{Kind: Title, Span: fold.Span{Start: i, End: i + 1}, Chars: "."})
		case r == '"' || r == '\'':
			n = c.mark(i)
		case (r == '.' || r == ',') && i+1 < c.end && c.closes(i+1):
			c.put(Element{Kind: Closing, Span: fold.Span{Start: i, End: i + 2}, Chars: s[i : i+2], Partner: p.pairs[i+1]})
			n = 2
		case how == Edited && (r == '[' || r == '〔' || r == '(') && i < shut:
			if e, ok := p.bracket(fold.Span{Start: q.Start, End: c.end}, i, r); ok {
				if e.Span.Start < c.from { // the space before went to the bracket before
					e.Span.Start, e.SpaceBefore = c.from, false
				}
				c.cut(e.Span.Start)
				e.first = c.bare()
				c.put(e)
				n = e.Span.End - i
			}
		}
		i += n
	}
	c.cut(c.end)
	if c.end < q.End {
		c.put(Element{Kind: tail, Span: fold.Span{Start: c.end, End: q.End}, Chars: s[c.end:q.End], last: last})
	}
	if !strict {
		c.g.flex(len(p.Segments) > 0)
	}
	p.Segments = append(p.Segments, c.g)
}

// spells says which bytes are letters and figures: no element but a literal one
// begins with them.
var spells = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = fold.IsWord(rune(c))
	}
	return
}()

// verseEnd returns the end of the sign that stands at i between two lines of
// verse, or 0: a slash or two between spaces, a slash or a space between two
// Chinese or Japanese characters.
func verseEnd(s string, i int) int {
	if i+1 < len(s) && spells[s[i+1]] {
		return 0
	}
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
		c.g.Elements = append(c.g.Elements, Element{Kind: Literal, Span: fold.Span{Start: c.from, End: to}, Chars: c.p.Chars[c.from:to], Flex: -1})
	}
	c.from = to
}

// put adds an element, after the literal characters before it.
func (c *segmenter) put(e Element) {
	c.cut(e.Span.Start)
	c.g.Elements = append(c.g.Elements, e)
	c.from = e.Span.End
}

// mark makes an element of the inner quotation mark at i, and of the comma or
// full stop behind a closing one; it returns the bytes that it took.
func (c *segmenter) mark(i int) int {
	partner, ok := c.p.pairs[i]
	if !ok {
		return 1
	}
	if c.closes(i) && i+1 < c.end && (c.p.Chars[i+1] == '.' || c.p.Chars[i+1] == ',') {
		c.put(Element{Kind: Closing, Span: fold.Span{Start: i, End: i + 2}, Chars: c.p.Chars[i : i+2], Partner: partner})
		return 2
	}
	c.put(Element{Kind: Quoting, Span: fold.Span{Start: i, End: i + 1}, Chars: c.p.Chars[i : i+1], Partner: partner})
	return 1
}

// closes reports whether a mark that closes an inner quotation stands at i.
func (c *segmenter) closes(i int) bool {
	partner, ok := c.p.pairs[i]
	return ok && partner < i
}

// bare reports whether nothing but marks has been read of the segment.
func (c *segmenter) bare() bool {
	for _, e := range c.g.Elements {
		if e.Kind != Quoting {
			return false
		}
	}
	return true
}

// flex marks the first letter of a segment whose case may change.
func (g *Segment) flex(down bool) {
	for i := range g.Elements {
		e := &g.Elements[i]
		if e.Kind == Quoting {
			continue
		}
		if e.Kind != Literal {
			return
		}
		for k, r := range e.Chars {
			if unicode.IsLetter(r) {
				if !down || unicode.IsUpper(r) {
					e.Flex, e.Down = k, down
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
func (p *Pattern) tailStart(q fold.Span) int {
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
func (p *Pattern) bracket(q fold.Span, i int, r rune) (Element, bool) {
	s, shut := p.Chars, bracketPairs[r]
	n := utf8.RuneLen(r)
	k := strings.Index(s[i+n:q.End], shut)
	if k < 0 {
		return Element{}, false
	}
	content := s[i+n : i+n+k]
	end := i + n + k + len(shut)
	if strings.ContainsAny(content, "[]〔〕…") || r == '(' && !isRoundNote(content) {
		return Element{}, false
	}
	e := Element{Kind: Bracket, Span: fold.Span{Start: i, End: end}, Chars: content, Flex: -1}
	a, _ := fold.Before(s, i)
	b, _ := fold.After(s, end)
	if i > q.Start && fold.IsSpaced(a) {
		e.Join |= JoinBefore
	}
	if end < q.End && fold.IsSpaced(b) {
		e.Join |= JoinAfter
	}
	if content == "" && e.Join != JoinBefore {
		return Element{}, false
	}
	if e.Join == 0 {
		if i > q.Start && s[i-1] == ' ' {
			e.Span.Start--
			e.SpaceBefore = true
		}
		if end < q.End && s[end] == ' ' {
			e.Span.End++
			e.SpaceAfter = true
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

// BracketAt returns the brackets of an editor that stand in a span of the
// folded quotation, or nil.
func (p *Pattern) BracketAt(s fold.Span) *Element {
	before := func(of fold.Span, start int) int { return of.End - start - 1 }
	first, _ := slices.BinarySearchFunc(p.Segments, s.Start, func(g Segment, start int) int { return before(g.Span, start) })
	for _, g := range p.Segments[first:] {
		if g.Span.Start >= s.End {
			break
		}
		from, _ := slices.BinarySearchFunc(g.Elements, s.Start, func(e Element, start int) int { return before(e.Span, start) })
		for k := range g.Elements[from:] {
			e := &g.Elements[from+k]
			if e.Span.Start >= s.End {
				break
			}
			if e.Kind == Bracket {
				return e
			}
		}
	}
	return nil
}
