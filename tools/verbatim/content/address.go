package content

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
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
			case s.Page(at) == page:
				one(fmt.Sprintf("the alias %s is the page’s own address", alias))
			case s.Page(at) != nil:
				one(fmt.Sprintf("the alias %s covers a page: %s", alias, s.Page(at).File.Name))
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

// checkWeights reports pages of one section that claim the same place: Hugo would
// put the one that was published later first, and then go by their titles.
func (s *Site) checkWeights(report finding.Report) {
	taken := map[string]map[float64]*prose.Page{} // by section
	type claim struct {
		page   *prose.Page
		value  *matter.Value
		weight float64
	}
	var twice []claim
	for _, page := range s.Pages {
		value := page.FrontMatter.Get("weight")
		weight, ok := value.Scalar().(float64)
		if !ok || page.Path == "/" {
			continue
		}
		section := path.Dir(page.Path)
		switch {
		case taken[section] == nil:
			taken[section] = map[float64]*prose.Page{weight: page}
		case taken[section][weight] != nil:
			twice = append(twice, claim{page, value, weight})
		default:
			taken[section][weight] = page
		}
	}
	for _, claim := range twice {
		section := taken[path.Dir(claim.page.Path)]
		report(finding.Finding{Rule: finding.FrontMatterWeight, File: claim.page.File, Span: claim.value.Span,
			Message: fmt.Sprintf("the weight %v belongs to another page of the section: %s", claim.weight, section[claim.weight].File.Name),
			Help:    "give each page a place of its own; free: " + strings.Join(freePlaces(section), ", ")})
	}
}

// freePlaces returns the first three places of a section that no page has.
func freePlaces(taken map[float64]*prose.Page) (free []string) {
	for weight := 1; len(free) < 3; weight++ {
		if taken[float64(weight)] == nil {
			free = append(free, strconv.Itoa(weight))
		}
	}
	return free
}
