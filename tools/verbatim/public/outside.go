package public

import (
	"maps"
	"slices"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/style"
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
	site := &content.Site{}
	site.Config.BaseURL, site.Config.Locale, site.Config.Params.Verbatim.Hosts = o.BaseURL, o.Language, o.Hosts
	c := &checker{
		graph: &link.Graph{Site: site}, outside: true,
		coverage: Coverage{Proven: map[string]int{}, Exempt: map[string]int{}},
		files:    o.Files, ids: map[string]map[string]bool{}, shown: map[*link.Proof]int{},
		evident: map[*link.Proof]int{}, paragraphs: map[string][]int{}, verdicts: map[string]string{},
		places: map[*prose.Page]*prose.Places{}, styled: style.Places{}, titles: map[string]*title{}, sources: map[*prose.Page]string{},
	}
	for id, text := range o.Titles {
		c.titles[id] = &title{id: id, text: text, marks: mark.Pairs(mark.FindIn(text, "")), exempt: true}
	}
	rules := []finding.Rule{finding.HTMLForm, finding.HTMLHost, finding.FileKind, finding.FileName}
	if format != content.FormatHTML && format != content.FormatJSON && format != content.FormatText {
		rules = append(rules, finding.ReadBackMark)
	}
	said := map[string]bool{}
	c.report = func(found finding.Finding) {
		if slices.Contains(rules, found.Rule) {
			said[found.Message] = true
		}
	}
	c.file(finding.NewFile("public/"+name, data), name)
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
