package prose

import (
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// moveMarks returns the fix that moves quotation marks from just outside a
// link into its text.
func (r *reader) moveMarks(run *Run, mark outerMark, link LinkRange) finding.Fix {
	end := link.target.Start - len("](")
	if mark.openEnd != link.From || mark.closeStart != link.To || end < link.Start || string(r.source[end:link.target.Start]) != "](" {
		return finding.Fix{}
	}
	open, shut := run.Span(mark.Start, mark.openEnd), run.Span(mark.closeStart, mark.End)
	if open.End != link.Start || shut.Start != link.End {
		return finding.Fix{} // emphasis stands between: the author knows what it is for
	}
	inside := finding.Span{Start: link.Start + 1, End: link.Start + 1}
	return finding.Fix{Safe: true, Edits: []finding.Edit{
		{Span: r.inFile(open)},
		{Span: r.inFile(inside), New: string(r.source[open.Start:open.End])},
		{Span: r.inFile(finding.Span{Start: end, End: end}), New: string(r.source[shut.Start:shut.End])},
		{Span: r.inFile(shut)},
	}}
}

// beside returns the finding on a link that holds more than a quotation. Where that is
// words, the fix moves its brackets.
func (r *reader) beside(run *Run, mark outerMark, link LinkRange) finding.Finding {
	found := finding.Finding{Rule: finding.QuoteForm, File: r.page.File, Span: r.inFile(run.Span(mark.Start, mark.End)),
		Message: "this link to a source holds several quotations", Help: "link each quotation by itself: [“…”](source:…)"}
	before, after := string(run.Text[link.From:mark.Start]), string(run.Text[mark.End:link.To])
	if len(outerMarks(after, r.language)) > 0 {
		return found
	}
	found.Message, found.Help = "this link to a source holds other words beside its quotation", "put them outside of the link: [“…”](source:…)"
	span, shut := run.Span(mark.Start, mark.End), link.target.Start-len("](")
	if shut < link.Start || string(r.source[shut:link.target.Start]) != "](" ||
		string(r.source[link.Start+1:span.Start]) != before || string(r.source[span.End:shut]) != after || strings.ContainsAny(before+after, "*_`") {
		return found // emphasis stands between: the author knows what it is for
	}
	at := func(start, end int) finding.Span { return r.inFile(finding.Span{Start: start, End: end}) }
	found.Fix.Safe = true
	if before != "" {
		found.Fix.Edits = append(found.Fix.Edits, finding.Edit{Span: at(link.Start, link.Start+1)}, finding.Edit{Span: at(span.Start, span.Start), New: "["})
	}
	if after != "" {
		found.Fix.Edits = append(found.Fix.Edits, finding.Edit{Span: at(span.End, span.End), New: string(r.source[shut:link.End])}, finding.Edit{Span: at(shut, link.End)})
	}
	return found
}
