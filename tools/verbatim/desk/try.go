package desk

import (
	"bytes"

	"summit-explainer/tools/verbatim/content"
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
	_, page := alone(graph, file, &list)
	if page != nil {
		list.Keep(func(found finding.Finding) bool { return found.Span.Start >= page.Body && !found.Note })
	}
	return list.Sorted()
}

// alone holds a file against a site in the place of the page that it has there.
func alone(graph *link.Graph, file *finding.File, list *finding.List) (*content.Site, *prose.Page) {
	report := Scope{file.Name}.Only(list.Report)
	list.SetLevels(graph.Site.Config.Levels)
	site, page := graph.Site.Alone(file, report)
	if page == nil {
		return nil, nil
	}
	site.CheckBodies(report)
	saying.Check(site, report)
	list.Suppress(page.Suppressions...)
	graph.Alone(site, page, report)
	list.Keep(withoutEchoes(list.Sorted()))
	return site, page
}

// Peek returns what Check will find in a file, where nothing has changed since the last
// one but the body of its page; false where more has, or where the file is what other
// pages are held against.
func (d *Desk) Peek(name string) ([]finding.Finding, bool) {
	d.mu.Lock()
	last, data, only := d.last, d.files[name], d.onlyChanged(name)
	d.mu.Unlock()
	if data == nil || !only {
		return nil, false
	}
	old := last.pages[name]
	if old == nil || old.Section == "sources" || old.Section == "people" || !bytes.HasPrefix(data, old.File.Data[:old.Body]) {
		return nil, false
	}
	at, err := d.moment()
	if err != nil {
		return nil, false
	}
	return last.peek(finding.NewFile(name, data), at), true
}

// besides are the rules by which other pages contradict front matter.
var besides = map[finding.Rule]bool{finding.FrontMatterAddress: true, finding.FrontMatterWeight: true, finding.FileName: true}

// peek finds what is found in a page with another body.
func (s *State) peek(file *finding.File, at prose.Moment) []finding.Finding {
	var list finding.List
	if site, page := alone(s.Graph, file, &list); page != nil {
		site.CheckDue(at, Scope{file.Name}.Only(list.Report))
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
	return list.Sorted()
}
