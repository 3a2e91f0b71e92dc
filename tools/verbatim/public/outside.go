package public

import (
	"maps"
	"slices"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
)

// An Outside is a published site, seen by those who have nothing else of it.
type Outside struct {
	BaseURL  string            // at which it is published
	Language string            // of its prose (BCP 47)
	Hosts    []string          // from which its pages may load
	Files    map[string]bool   // that it has
	Titles   map[string]string // of sources that have quotation marks of their own, by ID
}

// Form returns what the law of the site forbids in a file whatever is proven, in
// clauses: what runs, hides, draws or loads something that is not the site's, and in
// data, where nothing can be proven, quotation marks. Whether the pages' own are
// proven it does not ask.
func (o Outside) Form(name string, data []byte) []string {
	format := content.FormatOf(name)
	if format == content.FormatCases || format == content.FormatCSS {
		return nil // told by their digests, and with all that the styles reach
	}
	known := &content.Site{}
	known.Config.BaseURL, known.Config.Locale, known.Config.Params.Verbatim.Hosts = o.BaseURL, o.Language, o.Hosts
	titles := map[string]*title{}
	for id, text := range o.Titles {
		titles[id] = &title{id: id, text: text, marks: mark.Pairs(mark.FindIn(text, "")), exempt: true}
	}
	site := siteOf(&link.Graph{Site: known}, o.Files, titles)
	site.outside = true
	rules := []finding.Rule{finding.HTMLForm, finding.HTMLHost, finding.FileKind, finding.FileName}
	if format != content.FormatHTML && format != content.FormatJSON && format != content.FormatText {
		rules = append(rules, finding.ReadBackMark)
	}
	said := map[string]bool{}
	report := func(found finding.Finding) {
		if slices.Contains(rules, found.Rule) {
			said[found.Message] = true
		}
	}
	file := site.checker(report)
	file.file(finding.NewFile("public/"+name, data), name)
	site.join(file, name, report)
	return slices.Sorted(maps.Keys(said))
}

// piece reads a piece of a page of which nobody knows what is proven: only its form
// is looked at.
func (c *checker) piece(read func()) {
	if !c.outside {
		read()
		return
	}
	report := c.report
	c.report = func(found finding.Finding) {
		if found.Rule != finding.ReadBackMark {
			report(found)
		}
	}
	read()
	c.report = report
}
