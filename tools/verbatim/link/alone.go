package link

import (
	"maps"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// Alone proves what one page claims that is no part of the site, or is another there,
// and reports what it can't, and what is proven and not locked yet. The site is the
// graph's with that page as its only one. The graph stays as it is; the one returned
// knows of the page, and sends whoever asks for another to it.
func (g *Graph) Alone(site *content.Site, page *prose.Page, report finding.Report) *Graph {
	alone := *g
	alone.Site, alone.byID, alone.pages, alone.others = site, maps.Clone(g.byID), map[string][]*Proof{}, g
	alone.titled = titled(site)
	for _, use := range page.Uses {
		if source := g.byID[use.Source]; source != nil && alone.byID[use.Source] == source {
			own := *source
			own.proofs, own.References = nil, nil
			alone.byID[use.Source] = &own
		}
	}
	alone.claim([]*prose.Page{page}, report)
	alone.checkPlaces(report)
	for id, source := range alone.byID {
		if source != g.byID[id] && source.text != nil && source.locked() != nil && !source.OtherText() && !source.locked().Stale(source.options) {
			source.unlocked(func(found finding.Finding) {
				found.Note, found.Help = true, toBeDone
				report(found)
			})
		}
	}
	return &alone
}

// Settle gives the uses of a page that was proven alone their passages, among those
// that the other pages use.
func (g *Graph) Settle(page *prose.Page) {
	for id, source := range g.byID {
		before := g.others.byID[id]
		if source == before {
			continue
		}
		own := source.proofs
		source.proofs, source.Passages = nil, nil
		for _, proof := range before.proofs {
			if proof.Use.Page.Path != page.Path {
				other := *proof
				source.proofs = append(source.proofs, &other)
			}
		}
		source.proofs = append(source.proofs, own...)
		source.collect()
	}
}
