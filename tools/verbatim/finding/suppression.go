package finding

import (
	"regexp"
	"strings"
)

// Suppression is an HTML comment in a page that takes the findings of one rule
// from one line:
//
//	<!-- verbatim: RULE because REASON -->
type Suppression struct {
	File   *File
	Span   Span // of the comment
	Line   int  // whose findings it suppresses, from 1
	Rule   Rule
	Reason string
}

// Suppressed is a finding that is not shown, and why.
type Suppressed struct {
	Finding
	Reason string
}

var (
	suppressing = regexp.MustCompile(`^<!--\s*verbatim:`)
	suppression = regexp.MustCompile(`^<!--\s*verbatim:\s*([a-z0-9-]+)\s+because\s+(\S[^\n]*?)\s*-->\s*$`)
)

// ParseSuppression reads the raw HTML at span as a suppression. It returns
// false where it is not meant as one. One that is meant as one but can't be is
// reported, and nil. A block is about the next line that has words, any other
// comment about the line that it is on.
func ParseSuppression(file *File, span Span, block bool, report Report) (*Suppression, bool) {
	text := string(file.Data[span.Start:span.End])
	if !suppressing.MatchString(text) {
		return nil, false
	}
	wrong := func(message, help string) (*Suppression, bool) {
		report(Finding{Rule: RuleSuppression, File: file, Span: span, Message: message, Help: help})
		return nil, true
	}
	parts := suppression.FindStringSubmatch(text)
	if parts == nil || strings.Contains(parts[2], "--") {
		return wrong("the suppression does not name one rule and a reason", "write it on one line: <!-- verbatim: RULE because REASON -->")
	}
	rule := Rule(parts[1])
	switch {
	case !rule.Known():
		return wrong("there is no rule "+parts[1], DidYouMean(parts[1], Rules(), "the names of rules stand behind findings, in brackets"))
	case rule.Proof():
		return wrong(parts[1]+" is a rule of proof, and can't be suppressed", "mend what it finds, and remove the comment")
	}
	kept := &Suppression{File: file, Span: span, Line: file.Position(span.Start).Line, Rule: rule, Reason: parts[2]}
	if block {
		kept.Line = nextLine(file, span.End)
	}
	return kept, true
}

// nextLine returns the number of the first line with words behind an offset: a
// comment that has a line of its own is about that one.
func nextLine(file *File, offset int) int {
	line := file.Position(offset).Line + 1
	for line < len(file.lines()) && strings.TrimSpace(file.Line(line)) == "" {
		line++
	}
	return line
}
