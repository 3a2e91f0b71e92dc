package match

import (
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// past returns the node and those that follow it when the text's notes at its
// place are left out.
func (x *search) past(at int32) []int32 {
	set := []int32{at}
	if r := x.nodes[at].rule; len(x.t.Skips()) == 0 || r == stepStart || r == stepGap {
		return set
	}
	for {
		n := x.nodes[set[len(set)-1]]
		s := x.t.SkipFrom(int(n.t))
		if s >= len(x.t.Skips()) || x.t.Skips()[s].Start != int(n.t) || x.t.Skips()[s].Kind == text.SkipHyphen {
			return set
		}
		set = append(set, x.advance(set[len(set)-1], 0, x.t.Skips()[s].End-x.t.Skips()[s].Start, skipStep[x.t.Skips()[s].Kind], costSilent))
	}
}

// quoting reads one mark of a pair: the text has a mark in the same place.
// Whether that is of a pair too is asked when the whole has been read.
func (x *search) quoting(e *grammar.Element, at int32, out []int32) []int32 {
	for _, at := range x.past(at) {
		n := x.nodes[at]
		if int(n.t) >= len(x.t.Chars) {
			continue
		}
		switch c := x.t.Chars[n.t]; c {
		case e.Chars[0]:
			out = append(out, x.advance(at, 1, 1, stepEqual, 0))
		case '"', '\'':
			out = append(out, x.advance(at, 1, 1, stepMark, 0))
		}
	}
	return out
}

// closing reads a closing inner mark with a comma or full stop beside it: the
// two may change sides, as houses differ.
func (x *search) closing(e *grammar.Element, at int32, out []int32) []int32 {
	for _, at := range x.past(at) {
		s := x.t.Chars[x.nodes[at].t:]
		switch {
		case strings.HasPrefix(s, e.Chars):
			out = append(out, x.advance(at, 2, 2, stepEqual, 0))
		case len(s) < 2:
		case isMark(s[0]) && !isMark(e.Chars[0]) && s[1] == e.Chars[0], isMark(s[1]) && !isMark(e.Chars[1]) && s[0] == e.Chars[1]:
			out = append(out, x.advance(at, 2, 2, stepSides, 0))
		}
	}
	// one of the two alone: the mark as any other, the stop as text
	mark, stop := grammar.Element{Kind: grammar.Quoting, Chars: e.Chars[:1]}, e.Chars[1:]
	if !isMark(e.Chars[0]) {
		mark.Chars, stop = e.Chars[1:], ""
		if s := x.t.Chars[x.nodes[at].t:]; s == "" || s[0] != e.Chars[0] {
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
func (x *search) title(e *grammar.Element, at int32, out []int32) []int32 {
	if s := x.t.Chars[x.nodes[at].t:]; strings.HasPrefix(s, ".") {
		return append(out, x.advance(at, 1, 1, stepEqual, 0))
	}
	return append(out, x.advance(at, 1, 0, stepTitle, costSilent))
}

// verse reads a slash between two lines of verse: the text has it, or a line's
// end.
func (x *search) verse(e *grammar.Element, at int32, out []int32) []int32 {
	n := x.nodes[at]
	s := x.t.Chars[n.t:]
	if strings.HasPrefix(s, e.Chars) {
		out = append(out, x.advance(at, len(e.Chars), len(e.Chars), stepEqual, 0))
	}
	width := 0
	if strings.HasPrefix(s, " ") {
		width = 1
	}
	from, to := x.t.End(int(n.t)), x.t.Start(int(n.t)+width)
	if from <= to && strings.ContainsAny(x.t.Raw()[from:to], "\n\u2028") {
		out = append(out, x.advance(at, len(e.Chars), width, stepVerse, costSilent))
	}
	return out
}

// broken reads a hyphen at a line's end of the quotation.
func (x *search) broken(e *grammar.Element, at int32, out []int32) []int32 {
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
	if fold.KeepsHyphen(x.p.Chars, e.Span.Start) {
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
func (x *search) tail(e *grammar.Element, at int32, out []int32) []int32 {
	set := []int32{at}
	for _, r := range e.Chars {
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
				if x.t.Edge(int(n.t)) || x.added(m) {
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
// end there, and the text does not ask.
func (x *search) mayStop(p int) bool {
	if !x.t.Edge(p) {
		return false
	}
	return !grammar.AsksBehind(x.t, p)
}
