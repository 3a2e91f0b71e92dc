package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// kind is what an element of a quotation is.
type kind uint8

const (
	literal  kind = iota // characters that stand as they are
	quoting              // one of a pair of inner quotation marks
	broken               // a hyphen at a line's end
	bracket              // [ ] or 〔 〕, read literally first
	trailing             // dots at the very end: they say nothing
	tail                 // what closes the quotation or, before an omission, a piece
)

// An element is a part of a quotation that is read in one way or a few.
type element struct {
	kind  kind
	q     fold.Span // in the folded quotation
	s     string    // its characters; of brackets the content
	pair  int       // quoting: the partner's folded offset
	flex  int       // literal: offset of a first letter whose case may change; -1
	down  bool      // flex: only a capital for a small letter, as after an omission
	left  bool      // bracket: a space before it is part of q; joined: letters before it
	right bool
	join  join
	sic   bool // bracket: followed by [sic]
	last  bool // tail: of the whole quotation
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
	gaps     []fold.Span // between the segments: the omission marks, with a stop before them
	lead     int         // folded bytes of omission marks before the first segment
	language fold.Languages
}

// stops are what may be added or dropped at the end.
const stops = ".,。、"

// compile reads a folded quotation. It returns nil where nothing can be found:
// there are no words outside brackets.
func compile(f *fold.Copy, strict bool, lang fold.Languages) *pattern {
	p := &pattern{Copy: f, language: lang}
	s := f.Chars
	marks := map[int]int{} // folded offset → partner's
	if strings.ContainsAny(s, `"'`) {
		found := fold.Marks(f.Raw)
		for _, m := range found {
			if m.Pair >= 0 {
				marks[f.At(m.Start)] = f.At(found[m.Pair].Start)
			}
		}
	}
	from := 0
	for {
		gap := nextGap(s, from)
		end := len(s)
		if gap.Start >= 0 {
			end = gap.Start
		}
		if gap.Start >= 0 && !fold.HasWord(s[from:end]) && len(p.segments) == 0 && from == 0 {
			p.lead, from = gap.End, gap.End // dots at the very start
			continue
		}
		if gap.Start >= 0 && strings.Trim(s[gap.End:], `"'.,。、 `) == "" {
			// dots at the very end, and what closes an inner quotation
			p.add(fold.Span{Start: from, End: end}, strict, true, marks)
			g := &p.segments[len(p.segments)-1]
			g.elements = append(g.elements, element{kind: trailing, q: gap, s: s[gap.Start:gap.End]})
			if gap.End < len(s) {
				g.elements = append(g.elements, element{kind: tail, q: fold.Span{Start: gap.End, End: len(s)}, s: s[gap.End:], last: true, pair: -1})
			}
			break
		}
		p.add(fold.Span{Start: from, End: end}, strict, gap.Start < 0, marks)
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

// nextGap returns the next omission mark from i on, with the white space round
// it; Start is -1 where there is none.
func nextGap(s string, i int) fold.Span {
	for j := i; j < len(s); {
		r, n := fold.After(s, j)
		switch {
		case r == '…':
			return fold.Span{Start: j, End: j + n}
		case r == '[' || r == '(' || r == '〔':
			for _, m := range []string{"[…]", "[.…]", "(中略)", "[中略]", "〔…〕", "〔中略〕", "[後略]", "[前略]", "(前略)", "(後略)", "(略)", "[略]"} {
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

// add compiles one segment.
func (p *pattern) add(q fold.Span, strict, last bool, marks map[int]int) {
	s := p.Chars
	for q.Start < q.End && s[q.Start] == ' ' {
		q.Start++
	}
	for q.End > q.Start && s[q.End-1] == ' ' {
		q.End--
	}
	g := segment{q: q}
	// what closes it
	end := q.End
	if last {
		end = tailStart(s, q, marks)
	} else if strings.HasSuffix(s[q.Start:end], ".") || strings.HasSuffix(s[q.Start:end], "。") {
		_, n := fold.Before(s, end)
		end -= n
	}
	from := q.Start
	cut := func(to int) {
		if to > from {
			g.elements = append(g.elements, element{kind: literal, q: fold.Span{Start: from, End: to}, s: s[from:to], flex: -1})
		}
	}
	for i := q.Start; i < end; {
		r, n := fold.After(s, i)
		switch {
		case r == fold.LineHyphen:
			cut(i)
			g.elements = append(g.elements, element{kind: broken, q: fold.Span{Start: i, End: i + 1}})
			from = i + 1
		case r == '"' || r == '\'':
			if partner, ok := marks[i]; ok {
				cut(i)
				g.elements = append(g.elements, element{kind: quoting, q: fold.Span{Start: i, End: i + 1}, s: s[i : i+1], pair: partner})
				from = i + 1
			}
		case r == '[' || r == '〔' || r == '(':
			e, ok := p.bracket(fold.Span{Start: q.Start, End: end}, i, r)
			if ok {
				if e.q.Start < from { // the space before went to the bracket before
					e.q.Start, e.left = from, false
				}
				cut(e.q.Start)
				g.elements = append(g.elements, e)
				from, i = e.q.End, e.q.End
				continue
			}
		}
		i += n
	}
	cut(end)
	if end < q.End {
		g.elements = append(g.elements, element{kind: tail, q: fold.Span{Start: end, End: q.End}, s: s[end:q.End], last: last, pair: -1})
	}
	for i := range g.elements {
		if e := &g.elements[i]; e.kind == bracket && i+1 < len(g.elements) && g.elements[i+1].kind == bracket && p.language.IsNote(g.elements[i+1].s) {
			e.sic = true
		}
	}
	if !strict {
		g.flex(len(p.segments) > 0)
	}
	p.segments = append(p.segments, g)
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
func tailStart(s string, q fold.Span, marks map[int]int) int {
	end, stop := q.End, false
	for end > q.Start {
		r, n := fold.Before(s, end)
		partner, paired := marks[end-n]
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

// bracket reads the brackets that open at i, if they can be an editor's.
func (p *pattern) bracket(q fold.Span, i int, r rune) (element, bool) {
	s := p.Chars
	shut := "]"
	switch r {
	case '〔':
		shut = "〕"
	case '(':
		shut = ")"
	}
	n := utf8.RuneLen(r)
	k := strings.Index(s[i+n:q.End], shut)
	if k < 0 {
		return element{}, false
	}
	content := s[i+n : i+n+k]
	end := i + n + k + len(shut)
	if strings.ContainsAny(content, "[]〔〕…") || content == "" {
		return element{}, false
	}
	if r == '(' && !(p.language.IsNote(content) && content != "sic") && content != "sic" {
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
