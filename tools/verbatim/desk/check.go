package desk

import (
	"io/fs"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/saying"
)

// Scope is the files and folders whose findings are asked for, by their names in
// the project. The empty scope holds everything.
type Scope []string

// Holds reports whether a file is one of the scope's, or in a folder of it.
func (s Scope) Holds(file string) bool {
	for _, name := range s {
		if name == "." || file == name || strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return len(s) == 0
}

// Only returns a report that takes the findings of the scope's files, and drops
// all others.
func (s Scope) Only(report finding.Report) finding.Report {
	return func(reported finding.Finding) {
		if s.Holds(reported.File.Name) {
			report(reported)
		}
	}
}

// Load reads a project, and sets the list to what the project says of rules. The
// findings are those of the scope: what other files say is read, and not reported.
func Load(project fs.FS, within Scope, list *finding.List) (*content.Site, error) {
	report := within.Only(list.Report)
	site, err := content.Load(project, list.Progress, report)
	if err != nil {
		return nil, err
	}
	saying.Check(site, report)
	list.SetLevels(site.Config.Levels)
	for _, page := range site.Pages {
		if within.Holds(page.File.Name) {
			list.Suppress(page.Suppressions...)
		}
	}
	return site, nil
}

// Resolve loads a project and proves what it claims.
func Resolve(project, texts fs.FS, within Scope, list *finding.List) (*link.Graph, error) {
	site, err := Load(project, within, list)
	if err != nil {
		return nil, err
	}
	graph, err := link.Resolve(site, texts, within.Only(list.Report))
	list.Keep(withoutEchoes(list.Sorted()))
	return graph, err
}

// Check finds all that can be found of a project without rendering it, at a
// moment: what verbatim check prints, and an editor shows. What is proven and not
// locked yet is a note, unless it has to be locked by now.
func Check(project, texts fs.FS, at prose.Moment, locked bool, within Scope, list *finding.List) (*link.Graph, error) {
	graph, err := Resolve(project, texts, within, list)
	if err != nil {
		return nil, err
	}
	graph.CheckLocks(locked, within.Only(list.Report))
	list.Keep(withoutEchoes(list.Sorted()))
	graph.Site.CheckDue(at, within.Only(list.Report))
	list.CheckSuppressions(Decided(graph, false))
	return graph, nil
}

// Decided returns which rules a run could have decided, so that a suppression
// of another is not taken for one that suppresses nothing. Edges are judged on
// full texts only.
func Decided(graph *link.Graph, rendered bool) func(finding.Rule) bool {
	return decided(graph.Totals(), rendered)
}

func decided(totals link.Totals, rendered bool) func(finding.Rule) bool {
	evidence := totals.AgainstEvidence > 0
	return func(rule finding.Rule) bool {
		switch rule {
		case finding.QuoteEdge, finding.CitationEdge:
			return !evidence
		case finding.HTMLID, finding.HTMLLink, finding.HTMLHost, finding.RenderWarning:
			return rendered
		}
		return true
	}
}
