package match

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// bracket reads one pair of brackets: literally; then, by what they hold and
// what they are joined to, as one of the kinds.
func (x *search) bracket(e *grammar.Element, at int32, out []int32) []int32 {
	whole := x.p.Chars[e.Span.Start:e.Span.End]
	if strings.HasPrefix(x.t.Chars[x.nodes[at].t:], whole) {
		out = append(out, x.advance(at, len(whole), len(whole), stepEqual, 0))
	}
	for _, at := range x.past(at) {
		switch {
		case fold.IsNote(e.Chars) && e.Chars != "":
			out = x.nothing(e, at, grammar.NoteBracket, out)
		case e.Join&grammar.JoinBefore != 0 && x.nodes[at].rule == stepNote:
			// letters behind a note that was dropped would make another word
		case e.Join != 0:
			out = x.letters(e, at, out)
		default:
			out = x.nothing(e, at, grammar.GlossBracket, out)
			out = x.instead(e, at, out)
		}
	}
	return out
}

// put adds a node for brackets that stand for the text up to end, if they may;
// stop is where the text goes on.
func (x *search) put(e *grammar.Element, at int32, kind grammar.BracketKind, hidden fold.Span, stop int, cost int32, out []int32) []int32 {
	if kind != grammar.NoteBracket && !x.afford(2*text.PhraseReach) {
		return out
	}
	// What is heard has no capitals: replay judges them as they are written.
	capital := x.heard && kind == grammar.CaseBracket && strings.EqualFold(e.Chars, x.t.Chars[hidden.Start:hidden.End])
	c := grammar.Change{Text: x.t, Pattern: x.p, Ours: e.Span, Theirs: hidden, Bracket: e}
	if reason := grammar.BracketReason(c, kind, c.Whose()); reason != "" && !capital {
		x.refuse(reason)
		return out
	}
	n := x.nodes[at]
	return append(out, x.push(node{q: int32(e.Span.End), t: int32(stop), cost: n.cost + costMarked + cost, prev: at, from: n.from, rule: bracketStep[kind]}))
}

// nothing reads brackets that stand for nothing; of the spaces round them the
// text has one.
func (x *search) nothing(e *grammar.Element, at int32, kind grammar.BracketKind, out []int32) []int32 {
	t := int(x.nodes[at].t)
	stop := t
	if e.SpaceBefore && e.SpaceAfter {
		if !strings.HasPrefix(x.t.Chars[t:], " ") {
			return out
		}
		stop++
	}
	return x.put(e, at, kind, fold.Span{Start: t, End: t}, stop, 0, out)
}

// letters reads letters in brackets that are joined to a word: the case of its
// first letter, or its ending.
func (x *search) letters(e *grammar.Element, at int32, out []int32) []int32 {
	t := int(x.nodes[at].t)
	if e.Join == grammar.JoinAfter {
		_, n := fold.After(x.t.Chars, t)
		if !fold.Boundary(x.t.Chars, t) {
			return out
		}
		return x.put(e, at, grammar.CaseBracket, fold.Span{Start: t, End: t + n}, t+n, 0, out)
	}
	if e.Join != grammar.JoinBefore {
		return out // inside a word
	}
	end := t
	if !fold.Boundary(x.t.Chars, t) {
		end = fold.TokenEnd(x.t.Chars, t)
	}
	return x.put(e, at, grammar.EndingBracket, fold.Span{Start: t, End: end}, end, 0, out)
}

// instead reads brackets that stand for words of the text.
func (x *search) instead(e *grammar.Element, at int32, out []int32) []int32 {
	s, p := x.t.Chars, int(x.nodes[at].t)
	if e.SpaceBefore {
		if !strings.HasPrefix(s[p:], " ") {
			return out
		}
		p++
	}
	for end, k, characters := p, 0, 0; k < grammar.HiddenTokens && characters < grammar.BracketRunes; {
		if end > p && end < len(s) && s[end] == ' ' {
			end++
		}
		r, w := fold.After(s, end)
		if !fold.IsWord(r) || !x.t.Edge(end) {
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
		if e.SpaceAfter {
			if !strings.HasPrefix(s[end:], " ") {
				continue
			}
			stop++
		}
		kind := grammar.NameBracket
		if k == 1 && grammar.OtherLetter(s[p:end], e.Chars) {
			kind = grammar.CaseBracket // [A] carrier
		}
		out = x.put(e, at, kind, fold.Span{Start: p, End: end}, stop, int32(2*(k+characters)), out)
	}
	return out
}
