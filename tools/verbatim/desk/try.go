package desk

import (
	"bytes"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/saying"
)

// What one page says can be held against a site that has been read: most of what is
// found in a page is found so, and at once, however large the site.

// Try returns what Check would find in Markdown that stood in a page of the site,
// which stays as it is.
func Try(graph *link.Graph, markdown string) []finding.Finding {
	file := finding.NewFile("content/tried.md", []byte("---\ntitle: Tried\n---\n\n"+markdown+"\n"))
	var list finding.List
	if _, page := alone(graph, file, &list); page != nil {
		list.Keep(func(found finding.Finding) bool { return found.Span.Start >= page.Body && !found.Note })
	}
	return list.Sorted()
}

// alone holds a file against a site in the place of the page that it has there.
func alone(graph *link.Graph, file *finding.File, list *finding.List) (*link.Graph, *prose.Page) {
	report := Scope{file.Name}.Only(list.Report)
	list.SetLevels(graph.Site.Config.Levels)
	site, page := graph.Site.Alone(file, report)
	if page == nil {
		return nil, nil
	}
	site.CheckBodies(report)
	saying.Check(site, report)
	list.Suppress(page.Suppressions...)
	only := graph.Alone(site, page, report)
	list.Keep(withoutEchoes(list.Sorted()))
	return only, page
}

// Glance is what can be seen at once of a page whose body is another one now.
type Glance struct {
	Findings []finding.Finding // in its file
	Graph    *link.Graph       // as Graph.Alone returns it; nil where the page can't be read
	Page     *prose.Page
}

// Peek finds in a file what Check will, where nothing has changed since the last one but
// the body of its page; nil where more has, or where the file is what other pages are
// held against.
func (d *Desk) Peek(name string) *Glance {
	d.mu.Lock()
	last, only, project := d.last, d.onlyChanged(name), Over{d.project, d.files}
	d.mu.Unlock()
	if !only {
		return nil
	}
	old := last.pages[name]
	if old == nil || old.Section == "sources" || old.Section == "people" {
		return nil
	}
	data, err := project.ReadFile(name)
	if err != nil || !bytes.HasPrefix(data, old.File.Data[:old.Body]) {
		return nil
	}
	at, err := d.moment()
	if err != nil {
		return nil
	}
	return last.peek(finding.NewFile(name, data), at)
}

// besides are the rules by which other pages contradict front matter.
var besides = map[finding.Rule]bool{finding.FrontMatterAddress: true, finding.FrontMatterWeight: true, finding.FileName: true}

// peek looks at a page with another body.
func (s *State) peek(file *finding.File, at prose.Moment) *Glance {
	var list finding.List
	graph, page := alone(s.Graph, file, &list)
	if page != nil {
		graph.Site.CheckDue(at, Scope{file.Name}.Only(list.Report))
		for _, found := range s.Findings[file.Name] {
			if besides[found.Rule] {
				found.File = file
				list.Report(found)
			}
		}
		if len(page.Suppressions) > 0 { // else all of the site would be counted for nothing
			list.CheckSuppressions(Decided(s.Graph, false))
		}
	}
	return &Glance{list.Sorted(), graph, page}
}
