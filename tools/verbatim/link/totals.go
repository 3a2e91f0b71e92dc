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
	t := Totals{Sources: len(g.Sources)}
	for _, s := range g.Sources {
		t.Passages += len(s.Passages)
		if s.Held() {
			t.Held++
		}
	}
	for _, proofs := range g.pages {
		for _, p := range proofs {
			switch p.Use.Kind {
			case content.Quotation:
				t.Quotations++
				if p.Marked() {
					t.Marked++
				} else {
					t.Exact++
				}
			case content.Citation:
				t.Citations++
			case content.Reference:
				t.References++
				continue
			}
			if g.byID[p.Use.Source].AgainstText() {
				t.AgainstText++
			} else {
				t.AgainstEvidence++
			}
		}
	}
	return t
}
