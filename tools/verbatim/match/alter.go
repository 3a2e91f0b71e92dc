package match

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
)

// classOf returns the class of a quotation with these alterations: the highest
// of their rules.
func classOf(list []Alteration) grammar.Class {
	class := grammar.Exact
	for _, a := range list {
		if r := grammar.RuleOf(a.Rule); r != nil {
			class = max(class, r.Class)
		}
	}
	return class
}

// alterations lists what leads from the quotation's bytes to the text's.
func (x *search) alterations(q Quote, f fit) []Alteration {
	b := builder{x: x, q: q, fit: f}
	// white space and invisible characters before the first folded one
	if lead := x.p.Start(0); lead > 0 {
		at := x.t.Start(f.hull().Start)
		b.add(b.typographic(q.Words[:lead], ""), fold.Span{Start: 0, End: lead}, fold.Span{Start: at, End: at})
	}
	for i := 1; i < len(f.nodes); i++ {
		m, n := x.nodes[f.nodes[i-1]], x.nodes[f.nodes[i]]
		quote, text := fold.Span{Start: int(m.q), End: int(n.q)}, fold.Span{Start: int(m.t), End: int(n.t)}
		if n.rule == stepEqual {
			b.equal(quote, text)
			continue
		}
		raw := b.textSpan(text)
		if n.rule == stepVerse { // between two characters of Chinese or Japanese a line's end is no character
			raw = fold.Span{Start: x.t.End(text.Start), End: x.t.Start(text.End)}
			b.past = raw.End
		}
		b.add(ruleOfStep[n.rule], b.quoteSpan(quote), raw)
	}
	// white space and invisible characters after the last folded one
	end := b.quoteAt(len(x.p.Chars))
	if end < len(q.Words) {
		at := x.t.End(f.hull().End)
		b.add(b.typographic(q.Words[end:], ""), fold.Span{Start: end, End: len(q.Words)}, fold.Span{Start: at, End: at})
	}
	return b.list
}

type builder struct {
	x    *search
	q    Quote
	fit  fit
	list []Alteration
	past int // where the text of the last alteration ends
}

// quoteAt returns where the folded offset p is in the quotation: characters
// that show nothing belong to the one after them.
func (b *builder) quoteAt(p int) int {
	if p == 0 {
		return b.x.p.Start(0)
	}
	return b.x.p.End(p)
}

// textAt does the same for the text; a piece begins with its first character.
func (b *builder) textAt(p int) int {
	for _, s := range b.fit.pieces {
		if s.Start == p {
			return b.x.t.Start(p)
		}
	}
	return b.x.t.End(p)
}

func (b *builder) quoteSpan(s fold.Span) fold.Span {
	return fold.Span{Start: b.quoteAt(s.Start), End: b.quoteAt(s.End)}
}
func (b *builder) textSpan(s fold.Span) fold.Span {
	return fold.Span{Start: max(b.past, b.textAt(s.Start)), End: max(b.past, b.textAt(s.End))}
}

// add appends an alteration, or lengthens the last one.
func (b *builder) add(rule string, quote, text fold.Span) {
	if b.q.Words[quote.Start:quote.End] == b.x.t.Raw()[text.Start:text.End] {
		return
	}
	if n := len(b.list); n > 0 {
		brackets := rule == grammar.RuleBrackets || rule == grammar.RuleLetters // each is judged by itself
		if l := &b.list[n-1]; l.Rule == rule && !brackets && l.Quote.End == quote.Start && l.Text.End == text.Start {
			l.Quote.End, l.Text.End = quote.End, text.End
			return
		}
	}
	b.list = append(b.list, Alteration{rule, quote, text})
}

// equal compares the raw bytes of stretches that are equal when folded.
func (b *builder) equal(quote, text fold.Span) {
	qs, ts := b.quoteSpan(quote), b.textSpan(text)
	if b.q.Words[qs.Start:qs.End] == b.x.t.Raw()[ts.Start:ts.End] {
		return
	}
	s := b.x.p.Chars
	for i, j := quote.Start, text.Start; i < quote.End; {
		_, n := fold.After(s, i)
		n = min(n, quote.End-i)
		qs, ts := b.quoteSpan(fold.Span{Start: i, End: i + n}), b.textSpan(fold.Span{Start: j, End: j + n})
		i, j = i+n, j+n
		theirs, ours := b.x.t.Raw()[ts.Start:ts.End], b.q.Words[qs.Start:qs.End]
		if ours != theirs {
			b.add(b.typographic(ours, theirs), qs, ts)
		}
	}
}

// typographic names the rule; what Markdown shows as formatting is emphasis.
func (b *builder) typographic(ours, theirs string) string {
	if b.x.heard && !plainlyAlike(ours, theirs) {
		return grammar.RuleSpoken
	}
	rule := typographic(ours, theirs)
	if (rule == grammar.RuleInvisible || rule == grammar.RuleSpace) && (b.q.Markdown && strings.ContainsAny(ours, `*_\`) || strings.ContainsAny(theirs, "*_")) {
		return grammar.RuleEmphasis
	}
	return rule
}

// typographic names the rule by which two strings that are equal when folded
// differ.
func typographic(a, b string) string {
	if stop := strings.TrimFunc(b, fold.IsInvisible); (stop == "." || stop == "。") && strings.TrimFunc(a, fold.IsInvisible) == "" {
		return grammar.RuleClosing // the stop that dots have taken in: calm ….
	}
	both := a + b
	has := func(f func(rune) bool) bool { return strings.ContainsFunc(both, f) }
	switch {
	case has(func(r rune) bool { return r == '…' || r == '‥' }) || strings.Contains(both, ".") && (strings.Count(a, ".") > 1 || strings.Count(b, ".") > 1):
		return grammar.RuleDots
	case has(func(r rune) bool { return strings.ContainsRune("—―–−\u2010\u2011\u2012-－", r) }):
		return grammar.RuleDashes
	case has(func(r rune) bool { return fold.MarkOf(r) != 0 }):
		return grammar.RuleMarks
	}
	if grammar.Unblanked(a) == grammar.Unblanked(b) {
		return grammar.RuleSpace
	}
	strip := func(s string) string {
		return strings.Map(func(r rune) rune {
			if fold.IsInvisible(r) || r == '*' || r == '_' || r == '\\' {
				return -1
			}
			return r
		}, s)
	}
	if strip(a) == strip(b) {
		return grammar.RuleInvisible
	}
	if grammar.Unblanked(strip(a)) == grammar.Unblanked(strip(b)) {
		return grammar.RuleSpace
	}
	return grammar.RuleUnicode
}

// plainlyAlike reports what needs no other rule than those of writing: letters
// and the marks that speech may lack are the same on both sides.
func plainlyAlike(ours, theirs string) bool {
	kept := func(s string) string {
		return strings.Map(func(r rune) rune {
			if fold.IsWord(r) || strings.ContainsRune(grammar.SpokenMarks, r) {
				return r
			}
			return -1
		}, fold.Fold(s))
	}
	return kept(ours) == kept(theirs)
}
