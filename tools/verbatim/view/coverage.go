package view

import (
	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
)

// coverageData counts the quotation marks that authors wrote, in pairs, and what
// accounts for them: what is known before anything is rendered. What reading the
// finished pages back saw is in the build's own report.
type coverageData struct {
	Quotations int            `json:"quotations"` // pairs round quotations
	Classes    map[string]int `json:"classes"`    // quotations by class: exact, typographic, …
	Exempt     map[string]int `json:"exempt"`     // pairs, by reason
}

// coverage counts the marks of all pages.
func coverage(graph *link.Graph) coverageData {
	counts := coverageData{Classes: map[string]int{}, Exempt: map[string]int{}}
	for _, page := range graph.Site.Pages {
		counts.Quotations += page.Marks.Quotations
		for reason, number := range page.Marks.Exempt {
			if number > 0 {
				counts.Exempt[reason] += number
			}
		}
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Use.Kind == prose.Quotation {
				counts.Classes[proof.Class()]++
			}
		}
	}
	if shown := graph.Demonstration; shown != nil {
		if pairs := mark.Pairs(mark.FindIn(shown.Finding, graph.Site.Config.Language())); pairs > 0 {
			counts.Exempt[link.ExemptDemonstration] += pairs
		}
	}
	for _, cases := range published(graph.Site) {
		counts.Exempt[content.ExemptCase] += cases.Marks
	}
	return counts
}
