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
func writeGitHub(w io.Writer, r Result) error {
	var b strings.Builder
	for _, f := range r.Findings {
		start, end := f.File.Position(f.Span.Start), f.File.Position(max(f.Span.Start, f.Span.End))
		place := fmt.Sprintf("file=%s,line=%d,endLine=%d", commandProperty.Replace(f.File.Name), start.Line, end.Line)
		if start.Line == end.Line { // columns of several lines are not understood
			place += fmt.Sprintf(",col=%d,endColumn=%d", start.Column, max(end.Column, start.Column+1))
		}
		message := []string{f.Message}
		for _, related := range f.Related {
			message = append(message, strings.TrimSpace(related.Label+": "+related.Text))
		}
		if f.Help != "" {
			message = append(message, "help: "+f.Help)
		}
		fmt.Fprintf(&b, "::%s %s,title=%s::%s\n", f.Severity, place, commandProperty.Replace(string(f.Rule)),
			commandMessage.Replace(strings.Join(message, "\n")))
	}
	b.WriteString(r.Summary() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}
