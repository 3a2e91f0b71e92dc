package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// bracketTokens is how many tokens of the text brackets may stand for, and
// bracketRunes how many characters where a script has no words.
const (
	bracketTokens  = 3
	bracketRunes   = 8
	bracketLetters = 6 // of a word, for letters in brackets
)

// bracket reads one pair of brackets: literally; then, by what they hold and
// what they are joined to, as a note, as letters of a word, or as none to
// three tokens.
func (x *search) bracket(g *segment, i int, e *element, at int32, out []int32) []int32 {
	whole := x.p.Chars[e.q.Start:e.q.End]
	if strings.HasPrefix(x.t.Chars[x.nodes[at].t:], whole) {
		out = append(out, x.advance(at, len(whole), len(whole), stepEqual, 0))
	}
	for _, at := range x.past(at) {
		switch {
		case x.p.language.IsNote(e.s):
			out = x.nothing(e, at, stepSic, out)
		case e.join != 0:
			out = x.letters(e, at, out)
		default:
			out = x.free(g, i, e, at, out)
		}
	}
	return out
}

// nothing reads brackets that stand for nothing; of the spaces round them the
// text has one.
func (x *search) nothing(e *element, at int32, rule step, out []int32) []int32 {
	n := x.nodes[at]
	w := 0
	if e.left && e.right {
		if !strings.HasPrefix(x.t.Chars[n.t:], " ") {
			return out
		}
		w = 1
	}
	return append(out, x.push(node{int32(e.q.End), n.t + int32(w), n.cost + costMarked, at, n.from, 0, rule}))
}

// letters reads letters in brackets that are joined to a word: they stand for
// letters of that word. A single one at its start stands for the same letter.
func (x *search) letters(e *element, at int32, out []int32) []int32 {
	for _, r := range e.s {
		if !unicode.IsLetter(r) && r != '\'' && r != '-' {
			return out
		}
	}
	t, n := x.t, x.nodes[at]
	p := int(n.t)
	if e.join&joinBefore == 0 && !fold.Boundary(t.Chars, p) {
		return out
	}
	one := e.join&joinBefore == 0 && utf8.RuneCountInString(e.s) == 1
	end := p
	for k := 0; k <= bracketLetters; k++ {
		hidden := t.Chars[p:end]
		ok := e.join&joinAfter != 0 || fold.Boundary(t.Chars, end)
		if one {
			ok = ok && strings.EqualFold(hidden, e.s)
		}
		if ok && !strings.EqualFold(hidden, e.s) {
			ok = !x.p.language.Affix(hidden) && !x.p.language.Affix(e.s) && x.sameNegation(e, p)
		}
		if ok {
			cost := int32(costMarked + k)
			out = append(out, x.push(node{int32(e.q.End), int32(end), n.cost + cost, at, n.from, 0, stepLetters}))
		}
		r, w := fold.After(t.Chars, end)
		if !unicode.IsLetter(r) && r != '\'' || fold.Unspaced(r) != 0 {
			break
		}
		end += w
	}
	return out
}

// sameNegation compares the word of the text at p with the quotation's word,
// its bracketed letters included.
func (x *search) sameNegation(e *element, p int) bool {
	s := x.p.Chars
	from, to := e.q.Start, e.q.End
	for from > 0 {
		r, n := fold.Before(s, from)
		if !fold.IsSpaced(r) && r != '\'' && r != '-' {
			break
		}
		from -= n
	}
	for to < len(s) {
		r, n := fold.After(s, to)
		if !fold.IsSpaced(r) && r != '\'' && r != '-' {
			break
		}
		to += n
	}
	ours := s[from:e.q.Start] + e.s + s[e.q.End:to]
	theirs := x.t.Chars[fold.TokenStart(x.t.Chars, p):p] + x.t.Chars[p:fold.TokenEnd(x.t.Chars, p)]
	if fold.Boundary(x.t.Chars, p) && e.join&joinBefore != 0 {
		theirs = x.t.Chars[fold.TokenStart(x.t.Chars, p):p]
	}
	return x.p.language.Count(ours) == x.p.language.Count(theirs)
}

// free reads brackets that stand for none to three tokens. They may not hide
// or add a negator, nor give one number for another.
func (x *search) free(g *segment, i int, e *element, at int32, out []int32) []int32 {
	t, n := x.t, x.nodes[at]
	p := int(n.t)
	lang := x.p.language
	added := lang.Count(e.s)
	begins := n.rule == stepStart || n.rule == stepGap
	ends := i+1 == len(g.elements) || g.elements[i+1].kind == tail || g.elements[i+1].kind == trailing
	figures := strings.Trim(e.s, "0123456789") == "" // a note mark that the text does not have
	if begins && x.replaces(e, p, true) {
		return out
	}
	if added == 0 && !figures && !(ends && x.replaces(e, p, false)) {
		out = x.nothing(e, at, stepBracket, out)
	}
	if e.left {
		if !strings.HasPrefix(t.Chars[p:], " ") {
			return out
		}
		p++
	}
	var last byte // the script of the token before
	for end, k, runes := p, 0, 0; ; {
		if end > p && last == 0 {
			end += len(t.Chars[end:]) - len(strings.TrimLeft(t.Chars[end:], " ,—"))
		}
		r, w := fold.After(t.Chars, end)
		if !fold.IsWord(r) && !fold.IsSign(r) || !t.edge(end) {
			break
		}
		// a word is a token; so is a run of a script without words, and there
		// brackets may stand for any part of it
		kind := fold.Unspaced(r)
		if kind == 0 || kind != last {
			k++
		}
		last = kind
		if kind == 0 {
			end = fold.TokenEnd(t.Chars, end)
		} else {
			end += w
			runes++
		}
		if k > bracketTokens || runes > bracketRunes {
			break
		}
		if kind != 0 && !fold.Boundary(t.Chars, end) {
			continue
		}
		hidden := fold.Span{Start: p, End: end}
		stop := end
		if e.right {
			if !strings.HasPrefix(t.Chars[end:], " ") {
				continue
			}
			stop++
		}
		if ends && x.replaces(e, end, false) {
			continue
		}
		if x.hides(hidden) != added || !e.sic && fold.OtherNumber(e.s, t.Chars[p:end]) {
			continue
		}
		if added > 0 && !slices.Equal(lang.Negators(e.s), lang.Negators(t.Chars[p:end])) {
			continue // a never for a not hides the one and adds the other
		}
		cost := int32(costMarked + 2*(k+runes))
		if strings.EqualFold(e.s, t.Chars[p:end]) {
			cost = costMarked - 1 // the very words, bracketed
		}
		out = append(out, x.push(node{int32(e.q.End), int32(stop), n.cost + cost, at, n.from, 0, stepBracket}))
	}
	return out
}

// hides counts the negators of the text that a span hides, wholly or in part.
func (x *search) hides(s fold.Span) (n int) {
	t := x.t.Chars
	from := s.Start
	for range bracketRunes { // a phrase may begin before the span
		k := from
		for k > 0 && (t[k-1] == ' ') {
			k--
		}
		if k == 0 || t[k-1] == fold.Break {
			break
		}
		from = fold.TokenStart(t, k)
	}
	for i := from; i < s.End; {
		end := x.p.language.NegatorAt(t, i)
		if end > s.Start && fold.Boundary(t, i) {
			n++
			i = end
			continue
		}
		i = fold.TokenEnd(t, i)
	}
	return n
}

// replaces reports whether brackets at a quotation's edge in truth stand in
// place of more than they are read for: among the three tokens before or after
// p, with nothing but spaces between, is a negator or another number.
func (x *search) replaces(e *element, p int, before bool) bool {
	t := x.t.Chars
	from, to := p, p
	for range bracketTokens {
		k := from
		if before {
			for k > 0 && t[k-1] == ' ' {
				k--
			}
			end := k
			if k = fold.TokenStart(t, k); k == end {
				break
			}
			if r, _ := fold.After(t, k); !fold.IsWord(r) && !fold.IsSign(r) {
				break
			}
			if x.p.language.NegatorBefore(t, end) >= 0 {
				return true
			}
			from = k
			continue
		}
		for k = to; k < len(t) && t[k] == ' '; k++ {
		}
		if r, _ := fold.After(t, k); !fold.IsWord(r) && !fold.IsSign(r) {
			break
		}
		if x.p.language.NegatorAt(t, k) >= 0 {
			return true
		}
		to = fold.TokenEnd(t, k)
	}
	return !e.sic && fold.OtherNumber(e.s, t[from:to])
}
