package link

import (
	"summit-explainer/tools/verbatim/prose"
)

// Counts count what a page or the site claims, each use by itself.
type Counts struct {
	Exact      int `json:"exact"`  // quotations proven word for word
	Marked     int `json:"marked"` // quotations proven with marked changes
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
	References int `json:"references"`
}

// Add counts one use.
func (c *Counts) Add(proof *Proof) {
	switch proof.Use.Kind {
	case prose.Quotation:
		c.Quotations++
		if proof.Marked() {
			c.Marked++
		} else {
			c.Exact++
		}
	case prose.Citation:
		c.Citations++
	case prose.Reference:
		c.References++
	}
}

// Totals count what the site claims, and what of it was proven against what.
type Totals struct {
	Counts
	Sources  int `json:"sources"`
	Held     int `json:"held"`     // sources
	Passages int `json:"passages"` // of held sources

	// How one run checked is no part of what is published.
	AgainstText     int `json:"-"`
	AgainstEvidence int `json:"-"`
}

// Totals returns the counts of the whole graph; of one that holds a part of the proofs,
// those of its own pages.
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
			if !g.share.owns(proof.Use.Page.File) {
				continue
			}
			counts.Add(proof)
			if proof.Use.Kind == prose.Reference {
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
