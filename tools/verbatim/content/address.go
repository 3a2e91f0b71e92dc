package content

import (
	"fmt"
	"path"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// checkAddresses reports aliases that cover a page or each other. Hugo lets
// the last one win.
func (s *Site) checkAddresses(report finding.Report) {
	claimed := map[string]*prose.Page{}
	for _, page := range s.Pages {
		for _, value := range page.FrontMatter.Get("aliases").Items() {
			alias := value.Text()
			if !strings.HasPrefix(alias, "/") {
				continue // the schema says so
			}
			at := path.Clean(alias)
			one := func(message string) {
				report(finding.Finding{Rule: finding.FrontMatterAddress, File: page.File, Span: value.Span, Message: message, Help: "remove the alias, or give another"})
			}
			switch other := claimed[at]; {
			case s.paths[at] == page:
				one(fmt.Sprintf("the alias %s is the page’s own address", alias))
			case s.paths[at] != nil:
				one(fmt.Sprintf("the alias %s covers a page: %s", alias, s.paths[at].File.Name))
			case strings.ContainsAny(at, ".%"):
				one(fmt.Sprintf("the alias %s is the name of a file, and may cover one", alias))
			case s.files["content"+at]:
				one(fmt.Sprintf("the alias %s covers a folder or a file", alias))
			case other == page:
				one(fmt.Sprintf("the page claims the alias %s twice", alias))
			case other != nil:
				one(fmt.Sprintf("the alias %s belongs to another page: %s", alias, other.File.Name))
			default:
				claimed[at] = page
			}
		}
	}
}

// checkWeights reports pages of one section that claim the same place.
func (s *Site) checkWeights(report finding.Report) {
	type place struct {
		section string
		weight  float64
	}
	taken := map[place]*prose.Page{}
	for _, page := range s.Pages {
		value := page.FrontMatter.Get("weight")
		weight, ok := value.Scalar().(float64)
		if !ok || page.Path == "/" {
			continue
		}
		at := place{path.Dir(page.Path), weight}
		if other := taken[at]; other != nil {
			report(finding.Finding{Rule: finding.FrontMatterWeight, File: page.File, Span: value.Span,
				Message: fmt.Sprintf("the weight %v belongs to another page of the section: %s", weight, other.File.Name), Help: "give each page a place of its own"})
			continue
		}
		taken[at] = page
	}
}
