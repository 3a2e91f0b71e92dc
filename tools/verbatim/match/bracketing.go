package match

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// bracket reads one pair of brackets: literally; then, by what they hold and
// what they are joined to, as one of the kinds.
func (x *search) bracket(e *element, at int32, out []int32) []int32 {
	whole := x.p.Chars[e.q.Start:e.q.End]
	if strings.HasPrefix(x.t.Chars[x.nodes[at].t:], whole) {
		out = append(out, x.advance(at, len(whole), len(whole), stepEqual, 0))
	}
	for _, at := range x.past(at) {
		switch {
		case fold.IsNote(e.s) && e.s != "":
			out = x.nothing(e, at, noteBracket, out)
		case e.join&joinBefore != 0 && x.nodes[at].rule == stepNote:
			// letters behind a note that was dropped would make another word
		case e.join != 0:
			out = x.letters(e, at, out)
		default:
			out = x.nothing(e, at, glossBracket, out)
			out = x.instead(e, at, out)
		}
	}
	return out
}

// put adds a node for brackets that stand for the text up to end, if they may;
// stop is where the text goes on.
func (x *search) put(e *element, at int32, kind bracketKind, hidden fold.Span, stop int, cost int32, out []int32) []int32 {
	if kind != noteBracket && !x.afford(2*phraseReach) {
		return out
	}
	c := change{x.t, x.p, e.q, hidden, e}
	if reason := bracketReason(c, kind, c.whose()); reason != "" {
		x.refuse(reason)
		return out
	}
	n := x.nodes[at]
	return append(out, x.push(node{q: int32(e.q.End), t: int32(stop), cost: n.cost + costMarked + cost, prev: at, from: n.from, rule: bracketStep[kind]}))
}

// nothing reads brackets that stand for nothing; of the spaces round them the
// text has one.
func (x *search) nothing(e *element, at int32, kind bracketKind, out []int32) []int32 {
	t := int(x.nodes[at].t)
	stop := t
	if e.left && e.right {
		if !strings.HasPrefix(x.t.Chars[t:], " ") {
			return out
		}
		stop++
	}
	return x.put(e, at, kind, fold.Span{Start: t, End: t}, stop, 0, out)
}

// letters reads letters in brackets that are joined to a word: the case of its
// first letter, or its ending.
func (x *search) letters(e *element, at int32, out []int32) []int32 {
	t := int(x.nodes[at].t)
	if e.join == joinAfter {
		_, n := fold.After(x.t.Chars, t)
		if !fold.Boundary(x.t.Chars, t) {
			return out
		}
		return x.put(e, at, caseBracket, fold.Span{Start: t, End: t + n}, t+n, 0, out)
	}
	if e.join != joinBefore {
		return out // inside a word
	}
	end := t
	if !fold.Boundary(x.t.Chars, t) {
		end = fold.TokenEnd(x.t.Chars, t)
	}
	return x.put(e, at, endingBracket, fold.Span{Start: t, End: end}, end, 0, out)
}

// instead reads brackets that stand for words of the text.
func (x *search) instead(e *element, at int32, out []int32) []int32 {
	s, p := x.t.Chars, int(x.nodes[at].t)
	if e.left {
		if !strings.HasPrefix(s[p:], " ") {
			return out
		}
		p++
	}
	for end, k, characters := p, 0, 0; k < hiddenTokens && characters < bracketRunes; {
		if end > p && end < len(s) && s[end] == ' ' {
			end++
		}
		r, w := fold.After(s, end)
		if !fold.IsWord(r) || !x.t.edge(end) {
			break
		}
		if fold.Unspaced(r) == 0 {
			k++
			end = fold.TokenEnd(s, end)
		} else {
			characters++
			end += w
		}
		stop := end
		if e.right {
			if !strings.HasPrefix(s[end:], " ") {
				continue
			}
			stop++
		}
		out = x.put(e, at, nameBracket, fold.Span{Start: p, End: end}, stop, int32(2*(k+characters)), out)
	}
	return out
}
