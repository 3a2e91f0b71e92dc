package desk

import (
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/saying"
)

// Try returns what Check would find in Markdown that stood in a page of the site,
// which stays as it is.
func Try(graph *link.Graph, markdown string) []finding.Finding {
	file := finding.NewFile("content/tried.md", []byte("---\ntitle: Tried\n---\n\n"+markdown+"\n"))
	var list finding.List
	site := *graph.Site
	list.SetLevels(site.Config.Levels)
	page := site.Read(file, list.Report)
	if page != nil {
		site.Pages = []*prose.Page{page}
		saying.Check(&site, list.Report)
		graph.Try(page, list.Report)
		list.Keep(func(found finding.Finding) bool { return found.Span.Start >= page.Body })
	}
	return list.Sorted()
}
