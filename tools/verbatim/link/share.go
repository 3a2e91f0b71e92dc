package link

import (
	"slices"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// The proof of a large site can be shared among machines, file by file. Each proves
// what its own pages claim. What is found of a source, or of a link to a place, may
// rest on what others claim, too: of these as much is proven again as that takes, and
// nothing is said of it.

// share is a part of the work of Resolve. The zero share is all of it.
type share struct {
	own     func(file string) bool // nil where all files are
	whole   map[*prose.Page]bool   // pages of others of which every use is needed
	sources map[*Source]bool       // of which every use is needed, whoever's
	silent  bool                   // nobody asks why a use is not proven
}

// owns reports whether what is found of a file, or of what it says, is found here.
func (s *share) owns(file *finding.File) bool { return s.own == nil || s.own(file.Name) }

// asked returns a report for what is found of a file: none where others find it.
func (s *share) asked(file *finding.File, report finding.Report) finding.Report {
	if s.owns(file) {
		return report
	}
	return func(finding.Finding) {}
}

// demonstrates reports whether what is found of the demonstration is found here.
func (g *Graph) demonstrates() bool { return g.share.own == nil || g.share.own("config.toml") }

// plan finds out what of the others' pages has to be proven, too.
func (g *Graph) plan() {
	if g.share.own == nil {
		return
	}
	g.share.whole, g.share.sources = map[*prose.Page]bool{}, map[*Source]bool{}
	for _, source := range g.Sources {
		if g.share.owns(source.Page.File) {
			g.share.sources[source] = true
		}
	}
	for _, page := range g.Site.Pages {
		if !g.share.owns(page.File) {
			continue
		}
		g.eachPlace(page, func(_ prose.Link, to *prose.Page, fragment string) {
			if slices.Contains(to.Anchors, fragment) {
				return
			}
			g.share.whole[to] = true
			if to.Section == "sources" && g.byID[to.ID()] != nil {
				g.share.sources[g.byID[to.ID()]] = true
			}
		})
	}
	page := g.Site.Page(g.Site.Config.Params.Demonstration.Page)
	if page == nil || !g.demonstrates() {
		return
	}
	g.share.whole[page] = true
	for _, use := range page.Uses {
		if source := g.byID[use.Source]; source != nil {
			g.share.sources[source] = true
		}
	}
}

// needed proves what a page claims, as far as that is needed here.
func (g *Graph) needed(found *claims, report finding.Report) {
	if g.share.owns(found.page.File) {
		g.claims(found, report)
		return
	}
	silent := *g
	silent.share.silent = true
	ignore := func(finding.Finding) {}
	if g.share.whole[found.page] {
		silent.claims(found, ignore)
		return
	}
	asked := func(use *prose.Use) bool { return g.share.sources[g.byID[use.Source]] }
	if !slices.ContainsFunc(found.page.Uses, asked) {
		return
	}
	together := silent.join(found, ignore)
	for _, use := range found.page.Uses {
		if !asked(use) {
			continue
		}
		if proof := silent.prove(use, together, found, ignore); proof != nil {
			found.joint = append(found.joint, proof)
		}
	}
}
