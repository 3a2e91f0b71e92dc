package content

import "summit-explainer/tools/verbatim/finding"

// moveMarks returns the fix that moves quotation marks from just outside a
// link into its text.
func (r *reader) moveMarks(run *run, mark outerMark, link linkRange) finding.Fix {
	end := link.target.Start - len("](")
	if mark.openEnd != link.from || mark.closeStart != link.to || end < link.start || string(r.source[end:link.target.Start]) != "](" {
		return finding.Fix{}
	}
	open, shut := run.span(mark.Start, mark.openEnd), run.span(mark.closeStart, mark.End)
	if open.End != link.start || shut.Start != link.end {
		return finding.Fix{} // emphasis stands between: the author knows what it is for
	}
	inside := finding.Span{Start: link.start + 1, End: link.start + 1}
	return finding.Fix{Safe: true, Edits: []finding.Edit{
		{Span: r.inFile(open)},
		{Span: r.inFile(inside), New: string(r.source[open.Start:open.End])},
		{Span: r.inFile(finding.Span{Start: end, End: end}), New: string(r.source[shut.Start:shut.End])},
		{Span: r.inFile(shut)},
	}}
}
