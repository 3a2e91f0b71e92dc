package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

//go:embed panel.html
var panelHTML string

var panelTemplate = template.Must(template.New("panel").Parse(panelHTML))

// mostShown is how many findings a panel shows: whoever has more sees the next ones when
// the first are mended.
const mostShown = 50

// panelData is what a panel says.
type panelData struct {
	Summary string // how many there are; "" where there are none
	Worst   string
	Broken  string
	Here    []panelFinding // on the page that is shown
	There   []panelFinding
	More    int
}

// panelFinding is a finding as a panel shows it.
type panelFinding struct {
	Severity, Rule, About string
	Place                 string
	Page                  string // the address of the page; "" where there is none
	Message, Help         string
	Before, Words, After  string // its line
	Related               []string
}

// panel returns what is found, as HTML, first of the page at an address; nothing where
// nothing is.
func (s *Server) panel(now shown, address string) []byte {
	data := panelData{Broken: report.Clean(now.broken)}
	result := report.Result{Findings: now.findings}
	worst := slices.Clone(now.findings)
	slices.SortStableFunc(worst, func(one, other finding.Finding) int { return int(other.Severity) - int(one.Severity) })
	for _, found := range worst {
		switch found.Severity {
		case finding.Error:
			result.Errors++
		case finding.Warning:
			result.Warnings++
		case finding.Note:
			result.Notes++
		}
		if len(data.Here)+len(data.There) == mostShown {
			data.More++
			continue
		}
		one, here := s.panelFinding(now, found, address)
		if here {
			data.Here = append(data.Here, one)
		} else {
			data.There = append(data.There, one)
		}
	}
	if len(now.findings) > 0 {
		data.Summary = result.Summary()
	}
	switch {
	case result.Errors > 0 || now.broken != "":
		data.Worst = "error"
	case result.Warnings > 0:
		data.Worst = "warning"
	case result.Notes > 0:
		data.Worst = "note"
	default:
		return nil
	}
	var page bytes.Buffer
	if err := panelTemplate.Execute(&page, data); err != nil {
		panic(err) // nothing but strings and numbers
	}
	return page.Bytes()
}

// panelFinding returns a finding as a panel shows it, and whether it is of the page at an
// address.
func (s *Server) panelFinding(now shown, found finding.Finding, address string) (panelFinding, bool) {
	one := panelFinding{Severity: found.Severity.String(), Rule: string(found.Rule), Message: report.Clean(found.Message), Help: report.Clean(found.Help)}
	here := false
	if page := s.pageOf(now, found.File.Name); page != nil {
		one.Page = s.addressOf(page)
		here = one.Page == address
	}
	if now.state != nil && now.state.Site().Explained() != "" {
		one.About = found.Rule.Address(s.home().String())
	}
	one.Place = report.Clean(found.File.Name)
	if len(found.File.Data) > 0 {
		at := found.File.Position(found.Span.Start)
		one.Place += fmt.Sprintf(":%d:%d", at.Line, at.Column)
		line := found.File.Line(at.Line)
		start := found.Span.Start - found.File.Offset(finding.Position{Line: at.Line, Column: 1})
		if start >= 0 && start <= len(line) {
			end := min(len(line), start+max(0, found.Span.End-found.Span.Start))
			one.Before, one.Words, one.After = report.Clean(tail(line[:start])), report.Clean(line[start:end]), report.Clean(head(line[end:]))
		}
	}
	for _, related := range found.Related {
		if related.Text != "" {
			one.Related = append(one.Related, report.Clean(related.Label+": "+strings.Join(strings.Fields(related.Text), " ")))
		}
	}
	return one, here
}

// beside is how many characters of a line stand beside what is wrong in it.
const beside = 120

func tail(text string) string {
	if runes := []rune(text); len(runes) > beside {
		return "…" + string(runes[len(runes)-beside:])
	}
	return text
}

func head(text string) string {
	if runes := []rune(text); len(runes) > beside {
		return string(runes[:beside]) + "…"
	}
	return text
}

// pageOf returns the page that a file is, or lies beside; nil where there is none.
func (s *Server) pageOf(now shown, name string) *prose.Page {
	if now.state == nil {
		return nil
	}
	if page := now.state.Page(name); page != nil {
		return page
	}
	return now.state.Page(path.Join(path.Dir(name), "index.md"))
}
