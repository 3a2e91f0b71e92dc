package content

import (
	"path"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
)

// checkData refuses quotation marks in the values of a data file: they are
// published, and nothing there can be proven. The marks that CSV and JSON
// themselves are written with are not text.
func checkData(file *finding.File, language string, report finding.Report) {
	unproven := func(text string, at finding.Span) {
		if len(mark.FindIn(text, language)) > 0 {
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: file, Span: at,
				Message: "quotation marks in a data file, where nothing can be proven",
				Help:    "say it without quotation marks, and quote in the body of a page"})
		}
	}
	unreadable := func(at finding.Span, message, help string) {
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: at, Message: message, Help: help})
	}
	if path.Ext(file.Name) == ".csv" {
		if fault := matter.CSV(file, unproven); fault != nil {
			unreadable(fault.At, "the file can't be read as CSV: "+fault.Reason, "mend that line (RFC 4180)")
		}
		return
	}
	value, fault := matter.JSON(file)
	if fault != nil {
		unreadable(fault.At, "the file can't be read as JSON", "mend it there (RFC 8259)")
		return
	}
	value.Strings(unproven)
}
