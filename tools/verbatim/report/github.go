package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// What a workflow command can't hold, by its two parts.
var (
	commandMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub writes annotations as workflow commands of GitHub Actions, and
// the counts as a plain line of the log. A title is the rule, and what is the
// matter with words that are not proven.
func writeGitHub(to io.Writer, result Result) error {
	var out strings.Builder
	for _, found := range result.Findings {
		start, end := found.File.Position(found.Span.Start), found.File.Position(max(found.Span.Start, found.Span.End))
		place := fmt.Sprintf("file=%s,line=%d,endLine=%d", commandProperty.Replace(found.File.Name), start.Line, end.Line)
		if start.Line == end.Line { // columns of several lines are not understood
			place += fmt.Sprintf(",col=%d,endColumn=%d", start.Column, max(end.Column, start.Column+1))
		}
		title := string(found.Rule)
		if found.Kind != "" {
			title += " (" + found.Kind + ")"
		}
		var also []string
		if len(found.Difference) > 0 {
			also = append(also, "difference: "+wordDiff(found.Difference))
		}
		command := found.Severity.String()
		if found.Severity == finding.Note {
			command = "notice"
		}
		fmt.Fprintf(&out, "::%s %s,title=%s::%s\n", command, place, commandProperty.Replace(title), commandMessage.Replace(explained(found, also...)))
	}
	for _, more := range result.More {
		fmt.Fprintf(&out, "::notice file=%s,title=%s::%s\n", commandProperty.Replace(more.File.Name), commandProperty.Replace(string(more.Rule)), commandMessage.Replace(more.String()))
	}
	out.WriteString(result.Summary() + "\n")
	_, err := io.WriteString(to, out.String())
	return err
}

// sameWords is how many words that are the same stand on either side of a
// difference.
const sameWords = 6

// wordDiff writes a difference on one line: [-of the text-] {+of the page+}.
func wordDiff(steps []finding.Difference) string {
	var parts []string
	for i, step := range steps {
		switch step.Op {
		case "delete":
			parts = append(parts, "[-"+step.Words+"-]")
		case "insert":
			parts = append(parts, "{+"+step.Words+"+}")
		default:
			parts = append(parts, same(step.Words, i > 0, i < len(steps)-1))
		}
	}
	return strings.Join(parts, " ")
}

// same shortens words that are the same in both: what stands far from a
// difference before and after them is left out.
func same(words string, before, after bool) string {
	all := strings.Fields(words)
	head, tail := 0, 0
	if before {
		head = sameWords
	}
	if after {
		tail = sameWords
	}
	if len(all) <= head+tail+1 {
		return words
	}
	kept := append(slices.Clone(all[:head]), "…")
	return strings.Join(append(kept, all[len(all)-tail:]...), " ")
}
