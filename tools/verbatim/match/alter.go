package match

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// A Rule names what an alteration is.
type Rule string

// The rules, typographic ones first. Each is a row of the grammar.
const (
	RuleUnicode    Rule = "unicode"      // NFC, Latin ligatures, full- and half-width forms
	RuleSpace      Rule = "white-space"  // a run of white space for another
	RuleInvisible  Rule = "invisible"    // soft hyphens, zero-width characters
	RuleMarks      Rule = "marks"        // quotation marks and apostrophes, white space inside them
	RuleDashes     Rule = "dashes"       // dashes, minus signs, hyphens between figures
	RuleDots       Rule = "dots"         // the text's own dots, set otherwise; dots at an edge
	RuleLineHyphen Rule = "line-hyphen"  // a hyphen at a line's end
	RuleEmphasis   Rule = "emphasis"     // Markdown
	RuleCase       Rule = "first-letter" // the first letter's case
	RuleClosing    Rule = "closing-mark" // a comma or full stop at the end
	RuleCut        Rule = "cut-marks"    // an inner quotation closed where the quotation is cut
	RuleApparatus  Rule = "apparatus"    // note marks and stage directions, left out
	RuleOmission   Rule = "omission"
	RuleBrackets   Rule = "brackets" // for none to three words
	RuleLetters    Rule = "letters"  // in brackets
	RuleSic        Rule = "sic"
)

// marked reports the rules that readers see applied.
func (r Rule) marked() bool {
	return r == RuleOmission || r == RuleBrackets || r == RuleLetters || r == RuleSic
}

func classOf(a []Alteration) Class {
	c := Exact
	for _, a := range a {
		if a.Rule.marked() {
			return Marked
		}
		c = Typographic
	}
	return c
}

var ruleOfStep = [...]Rule{
	stepStart: RuleDots, stepEqual: "", stepMark: RuleMarks, stepCase: RuleCase, stepHyphen: RuleLineHyphen,
	stepNote: RuleApparatus, stepStop: RuleClosing, stepShut: RuleCut, stepBracket: RuleBrackets,
	stepLetters: RuleLetters, stepSic: RuleSic, stepGap: RuleOmission, stepDots: RuleDots, stepLead: RuleDots,
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
		b.add(ruleOfStep[n.rule], b.quoteSpan(quote), b.textSpan(text))
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
	return fold.Span{Start: b.textAt(s.Start), End: b.textAt(s.End)}
}

// add appends an alteration, or lengthens the last one.
func (b *builder) add(rule Rule, quote, text fold.Span) {
	if b.q.Words[quote.Start:quote.End] == b.x.t.Raw()[text.Start:text.End] {
		return
	}
	if n := len(b.list); n > 0 {
		if l := &b.list[n-1]; l.Rule == rule && l.Quote.End == quote.Start && l.Text.End == text.Start {
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
func (b *builder) typographic(ours, theirs string) Rule {
	rule := typographic(ours, theirs)
	if (rule == RuleInvisible || rule == RuleSpace) && b.q.Markdown && strings.ContainsAny(ours, `*_\`) {
		return RuleEmphasis
	}
	return rule
}

// typographic names the rule by which two strings that are equal when folded
// differ.
func typographic(a, b string) Rule {
	both := a + b
	has := func(f func(rune) bool) bool { return strings.ContainsFunc(both, f) }
	switch {
	case has(func(r rune) bool { return r == '…' || r == '‥' }) || strings.Contains(both, ".") && (strings.Count(a, ".") > 1 || strings.Count(b, ".") > 1):
		return RuleDots
	case has(func(r rune) bool { return strings.ContainsRune("—―–−\u2010\u2011\u2012-－", r) }):
		return RuleDashes
	case has(func(r rune) bool { return fold.MarkOf(r) != 0 }):
		return RuleMarks
	case strings.Trim(both, " \t\r\n\v\f\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000") == "":
		return RuleSpace
	}
	if unblanked(a) == unblanked(b) {
		return RuleSpace
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
		return RuleInvisible
	}
	if unblanked(strip(a)) == unblanked(strip(b)) {
		return RuleSpace
	}
	return RuleUnicode
}

// unblanked returns s without white space.
func unblanked(s string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsBlank(r) {
			return -1
		}
		return r
	}, s)
}
