package report

import (
	"fmt"
	"io"
	"strings"
)

// What a workflow command can't hold, by its two parts.
var (
	commandMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub writes annotations as workflow commands of GitHub Actions, and
// the counts as a plain line of the log.
func writeGitHub(to io.Writer, result Result) error {
	var out strings.Builder
	for _, found := range result.Findings {
		start, end := found.File.Position(found.Span.Start), found.File.Position(max(found.Span.Start, found.Span.End))
		place := fmt.Sprintf("file=%s,line=%d,endLine=%d", commandProperty.Replace(found.File.Name), start.Line, end.Line)
		if start.Line == end.Line { // columns of several lines are not understood
			place += fmt.Sprintf(",col=%d,endColumn=%d", start.Column, max(end.Column, start.Column+1))
		}
		message := []string{found.Message}
		for _, related := range found.Related {
			message = append(message, strings.TrimSpace(related.Label+": "+related.Text))
		}
		if found.Help != "" {
			message = append(message, "help: "+found.Help)
		}
		fmt.Fprintf(&out, "::%s %s,title=%s::%s\n", found.Severity, place, commandProperty.Replace(string(found.Rule)),
			commandMessage.Replace(strings.Join(message, "\n")))
	}
	for _, more := range result.More {
		fmt.Fprintf(&out, "::notice file=%s,title=%s::%s\n", commandProperty.Replace(more.File.Name), commandProperty.Replace(string(more.Rule)), commandMessage.Replace(more.String()))
	}
	out.WriteString(result.Summary() + "\n")
	_, err := io.WriteString(to, out.String())
	return err
}
