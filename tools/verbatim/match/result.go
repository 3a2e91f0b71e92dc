package match

import (
	"slices"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// A Quote is a quotation, or the supporting words of a citation.
type Quote struct {
	Words      string // what stands between the marks, without them
	Speaker    string // claimed; "" claims the document's own words
	AnySpeaker bool   // the speaker is not claimed (a citation)
	Paragraph  string // fragment; "" anywhere
	// Prefix and Suffix are what stands directly before and after the words,
	// as in a TextQuoteSelector of the W3C Web Annotation Data Model; they
	// must be exact after folding, white space between aside.
	Prefix, Suffix string
	Markdown       bool // emphasis in Words is formatting
}

// Folded returns the folded words of the quotation.
func (q Quote) Folded() *fold.Copy {
	if q.Markdown {
		return fold.Markdown(q.Words)
	}
	return fold.Quotation(q.Words)
}

// A Verdict says whether a quotation holds. Verdicts are tested in this order.
type Verdict int

const (
	Verbatim     Verdict = iota // it stands in one place
	WrongSpeaker                // it fits, but only in somebody else's words
	Ambiguous                   // it fits in several places, and nothing decides
	Altered                     // it fits nowhere, but a near passage exists; only package hint looks for one
	Missing                     // it fits nowhere, or not in the paragraph or context named
)

// String returns the verdict's name, as findings and JSON spell it.
func (v Verdict) String() string {
	names := [...]string{"verbatim", "wrong-speaker", "ambiguous", "altered", "missing"}
	if v < 0 || int(v) >= len(names) {
		return "unknown"
	}
	return names[v]
}

// An Alteration is one permitted difference between quotation and text: the
// bytes Quote of the quotation's words stand for the bytes Text of the text.
// Outside alterations the two are equal, byte for byte.
type Alteration struct {
	Rule  string    // the name of a row of [Rules]
	Quote fold.Span // in Quote.Words
	Text  fold.Span // in the raw text
}

// A Warning is something that an editor should look at; the quotation passes.
type Warning struct {
	Code    string // short and stable: "edge-negator", "long-omission", …
	Message string
	Span    fold.Span // in the raw text, or in the quotation for "invisible" and "look-alike"
}

// A Result is what Match found.
type Result struct {
	Verdict     Verdict
	Class       grammar.Class
	Passages    []text.Passage // verbatim: the pieces in order; ambiguous: every place; wrong-speaker and missing: where it stands all the same
	Alterations []Alteration   // verbatim: what leads from the quotation to the text's bytes, in order
	Warnings    []Warning
	Reason      string   // not verbatim: why such words can't be quoted from any text; "" where they could
	Refused     []string // not verbatim: what the rules do not permit where the words nearly fit
	Elsewhere   bool     // not verbatim: the words stand in Passages, but not where fragment or context say
}

// sortPassages orders passages by place and drops repeated ones.
func sortPassages(p []text.Passage) []text.Passage {
	slices.SortFunc(p, func(a, b text.Passage) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return slices.CompactFunc(p, func(a, b text.Passage) bool { return a.Span == b.Span })
}
