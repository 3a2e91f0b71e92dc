package link

import (
	"strings"

	"golang.org/x/text/unicode/bidi"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/matter"
)

// checkSeen reports what makes readers see other words of a source than are
// proven, where it stands: in the text, or in the evidence where there is no
// other. A quotation may hold no such character, and here it would stand round it.
func checkSeen(text, evidence *finding.File, report finding.Report) {
	found := func(file *finding.File, span finding.Span, char rune) {
		message := "a character that readers can’t see, and that turns or hides what stands beside it: "
		if fold.IsControl(char) {
			message = "a control character: "
		}
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: span,
			Message: message + fold.InvisibleName(char), Help: "remove it from the text: no word is lost with it"})
	}
	if text != nil {
		start := 0
		for line := range strings.Lines(string(text.Data)) {
			if at, char := unseen(line); at >= 0 {
				found(text, finding.Span{Start: start + at, End: start + at + len(string(char))}, char)
			}
			start += len(line)
		}
		return
	}
	value, fault := matter.JSON(evidence)
	if fault != nil {
		return // reported with what else is wrong with it
	}
	value.Strings(func(words string, at finding.Span) {
		if i, char := unseen(words); i >= 0 {
			found(evidence, at, char)
		}
	})
}

// unseen finds the first such character of a line, or says -1. Marks of direction
// belong to lines that have a letter written from right to left.
func unseen(line string) (at int, char rune) {
	rightToLeft := strings.ContainsFunc(line, func(r rune) bool {
		properties, _ := bidi.LookupRune(r)
		return !fold.IsBidiMark(r) && (properties.Class() == bidi.R || properties.Class() == bidi.AL)
	})
	at = fold.Disguise(line)
	other := strings.IndexFunc(line, func(r rune) bool { return fold.IsControl(r) || fold.IsBidiMark(r) && !rightToLeft })
	if other >= 0 && (at < 0 || other < at) {
		at = other
	}
	if at >= 0 {
		char = []rune(line[at:])[0]
	}
	return at, char
}
