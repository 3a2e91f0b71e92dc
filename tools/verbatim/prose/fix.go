package prose

import "summit-explainer/tools/verbatim/finding"

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
