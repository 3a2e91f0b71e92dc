package link

import "summit-explainer/tools/verbatim/content"

// Totals count what the site claims, and what of it was proven against what.
type Totals struct {
	Exact      int `json:"exact"`
	Marked     int `json:"marked"`
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
	References int `json:"references"`
	Sources    int `json:"sources"`
	Held       int `json:"held"`     // sources
	Passages   int `json:"passages"` // of held sources

	// How one run checked is no part of what is published.
	AgainstText     int `json:"-"`
	AgainstEvidence int `json:"-"`
}

// Totals returns the counts of the whole graph.
func (g *Graph) Totals() Totals {
	counts := Totals{Sources: len(g.Sources)}
	for _, source := range g.Sources {
		counts.Passages += len(source.Passages)
		if source.Held() {
			counts.Held++
		}
	}
	for _, proofs := range g.pages {
		for _, proof := range proofs {
			switch proof.Use.Kind {
			case content.Quotation:
				counts.Quotations++
				if proof.Marked() {
					counts.Marked++
				} else {
					counts.Exact++
				}
			case content.Citation:
				counts.Citations++
			case content.Reference:
				counts.References++
				continue
			}
			if g.byID[proof.Use.Source].AgainstText() {
				counts.AgainstText++
			} else {
				counts.AgainstEvidence++
			}
		}
	}
	return counts
}
