package content

import (
	"fmt"
	"path"

	"golang.org/x/text/unicode/runenames"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
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
	value := func(text string, at finding.Span) {
		unproven(text, at)
		seen(file, text, at, fold.IsControl, report)
		computed(file, text, at, report)
	}
	if path.Ext(file.Name) == ".csv" {
		if fault := matter.CSV(file, value); fault != nil {
			unreadable(fault.At, "the file can't be read as CSV: "+fault.Reason, "mend that line (RFC 4180)")
		}
		return
	}
	data, fault := matter.JSON(file)
	if fault != nil {
		unreadable(fault.At, "the file can't be read as JSON", "mend it there (RFC 8259)")
		return
	}
	data.Strings(func(text string, at finding.Span) {
		unproven(text, at)
		seen(file, text, at, fold.IsControl, report)
	})
}

// seen reports a character of a value that readers can't see, or that is a control.
func seen(file *finding.File, text string, at finding.Span, control func(rune) bool, report finding.Report) {
	if char, ok := hides(text, control); ok {
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: at,
			Message: fmt.Sprintf("a character that readers can’t see: U+%04X %s", char, runenames.Name(char)), Help: "remove the character"})
	}
}

// hides returns the first character of a value that readers can't see, or that is
// a control.
func hides(text string, control func(rune) bool) (char rune, ok bool) {
	for _, char := range text {
		if fold.IsBidiControl(char) || fold.IsHidden(char) || control(char) || char == 0x2028 || char == 0x2029 {
			return char, true
		}
	}
	return 0, false
}

// computed reports a value that a spreadsheet takes for a formula.
func computed(file *finding.File, text string, at finding.Span, report finding.Report) {
	if matter.Formula(text) {
		report(finding.Finding{Rule: finding.DataFormula, File: file, Span: at,
			Message: "a spreadsheet would compute this value", Help: "begin it with a word: only numbers have a sign"})
	}
}

// checkTitles reports titles of topics that are formulas: they stand in tables,
// which readers keep.
func (s *Site) checkTitles(report finding.Report) {
	for _, page := range s.Pages {
		if title := page.FrontMatter.Get("title"); page.Section == "topics" && title != nil {
			computed(page.File, title.Text(), title.Span, report)
		}
	}
}
