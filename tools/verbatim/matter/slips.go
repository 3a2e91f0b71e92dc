package matter

import (
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// keyed finds a line with a key and a value: what stands before the value, and it.
var keyed = regexp.MustCompile(`^(\s*(?:- )?[\w$-]+:[ \t]+)(\S.*?)\s*$`)

// inner finds an apostrophe inside a word, or behind one.
var inner = regexp.MustCompile(`[\pL\pN]'(?:[\pL\pN]| )`)

// slip reports one of the slips in a line of YAML that leave no doubt of what is meant,
// where the parser gave up: an apostrophe inside single quotation marks, a colon in a
// value, a line that is indented under a value.
func (r *yamlReader) slip(at finding.Span) bool {
	number := r.file.Position(at.Start).Line
	line := r.file.Line(number)
	found := keyed.FindStringSubmatchIndex(line)
	if found == nil {
		return false
	}
	start := r.file.Offset(finding.Position{Line: number, Column: 1})
	value := finding.Span{Start: start + found[4], End: start + found[5]}
	written := line[found[4]:found[5]]
	quoted := len(written) > 2 && written[0] == '\'' && written[len(written)-1] == '\''
	switch {
	case quoted && inner.MatchString(strings.ReplaceAll(written[1:len(written)-1], "''", "")):
		var edits []finding.Edit
		for i := 1; i < len(written)-1; i++ {
			if written[i] != '\'' {
				continue
			}
			if written[i+1] == '\'' && i+1 < len(written)-1 {
				i++ // written twice as it is
				continue
			}
			edits = append(edits, finding.Edit{Span: finding.Span{Start: value.Start + i, End: value.Start + i}, New: "'"})
		}
		first := edits[0].Span.Start
		r.mend(finding.Span{Start: first, End: first + 1}, "an apostrophe ends the value here, for a single quotation mark opened it",
			"write the apostrophe twice, or double quotation marks round the value", edits...)
	case strings.Contains(written, ": ") && !strings.ContainsAny(written[:1], `'"[{|>&*!`) && !strings.ContainsAny(written, `"\`):
		r.mend(value, "the value holds a colon and a space, which would make it a key", "put it in quotation marks",
			finding.Edit{Span: value, New: `"` + written + `"`})
	case r.goesOn(number):
		below := r.file.Line(number + 1)
		indent := len(below) - len(strings.TrimLeft(below, " "))
		from := r.file.Offset(finding.Position{Line: number + 1, Column: 1})
		to := len(line) - len(strings.TrimLeft(line, " "))
		r.mend(finding.Span{Start: from, End: from + indent}, "the line is indented below one that has a value already", "indent it as the line before it",
			finding.Edit{Span: finding.Span{Start: from + to, End: from + indent}})
	default:
		return false
	}
	return true
}

// goesOn reports whether the line below one is indented further, and has a key.
func (r *yamlReader) goesOn(number int) bool {
	line, below := r.file.Line(number), r.file.Line(number+1)
	indent := func(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }
	return indent(below) > indent(line) && keyed.MatchString(below)
}
