package link

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// unsourced reports words in quotation marks without a source. Where a source
// holds those very words, the finding offers the link.
func (g *Graph) unsourced(page *prose.Page, report finding.Report) {
	for _, loose := range page.Unsourced {
		reported := finding.Finding{Rule: finding.QuoteUnsourced, File: page.File, Span: loose.Span,
			Message: "words in quotation marks without a source",
			Help:    "link them: [“…”](source:ID \"Speaker\"); what is no quotation is *emphasised*"}
		mention := fold.CountWords(fold.Fold(loose.Words)) == 1
		if mention {
			reported.Help = "a word as a word is *emphasised*; a quotation is linked: [“…”](source:ID \"Speaker\")"
		}
		offers := g.offers(loose)
		if len(offers) > 0 {
			reported.Help = "link them: " + offers[0]
			if mention {
				reported.Help = "a word as a word is *emphasised*; a quotation is linked: " + offers[0]
			}
			if string(page.File.Data[loose.Span.Start:loose.Span.End]) == loose.Own {
				// Not safe: whether they are meant as a quotation is not for a tool to say.
				reported.Fix.Edits = []finding.Edit{{Span: loose.Span, New: offers[0]}}
			}
		}
		if len(offers) == 0 {
			g.almost(loose, &reported)
		}
		for _, offer := range offers[min(len(offers), 1):] {
			reported.Related = append(reported.Related, finding.Related{Label: "or", Text: offer})
		}
		report(reported)
	}
}

// maxOffers is how many links a finding offers: more would be a search.
const maxOffers = 3

// offers returns the links that would prove the words. A single short word is
// everywhere, and says nothing.
func (g *Graph) offers(loose prose.Unsourced) []string {
	if len(strings.Fields(loose.Words)) < 2 && utf8.RuneCountInString(loose.Words) < 4 {
		return nil
	}
	use := &prose.Use{Own: loose.Own}
	var offers []string
	for _, at := range g.places(loose.Words, nil) {
		offers = append(offers, g.link(use, at.source, at.passage, at.fragment))
	}
	for _, source := range g.Sources {
		if locked := source.quoted(loose.Words); locked != nil && len(offers) < maxOffers {
			offers = append(offers, g.link(use, source, text.Passage{Speaker: locked.Pieces[0].Speaker}, ""))
		}
	}
	return offers
}

// almost offers the passage that differs from loose words in a few of them.
func (g *Graph) almost(loose prose.Unsourced, found *finding.Finding) {
	if fold.CountWords(fold.Fold(loose.Words)) < 4 {
		return
	}
	for _, source := range g.mayHold(loose.Words) {
		quote := match.Quote{Words: loose.Words, AnySpeaker: true}
		verdict, near := hint.Explain(source.text, quote, source.text.Match(quote))
		if verdict != match.Altered || near == nil || near.Nobodys || !alike(near) {
			continue
		}
		words := strings.Join(strings.Fields(source.text.Raw()[near.Start:near.End]), " ")
		proof := &Proof{Use: &prose.Use{Words: words}, Speaker: near.Speaker}
		if _, ok := source.proves(proof); !ok {
			continue
		}
		found.Message += ", and almost those of " + source.ID
		if len(near.Hints) > 0 {
			found.Message += ": " + called(proof.Use, near.Hints)
		}
		for _, edit := range near.Diff {
			found.Difference = append(found.Difference, finding.Difference{Op: string(edit.Op), Words: edit.Words})
		}
		found.Help = "copy the words, and link them: " + g.link(&prose.Use{Own: "“" + Quoted(words) + "”"}, source, near.Passage, "")
		found.Related = append(found.Related, source.related(fmt.Sprintf("paragraph %s has", near.Name()), near.Passage))
		return
	}
}

// quoted returns the record of a quotation of just these words, where the
// source's text is not at hand.
func (s *Source) quoted(words string) *evidence.Locked {
	if s.text != nil {
		return nil
	}
	folded := fold.Fold(words)
	records := s.Records()
	for i, locked := range records {
		if locked.Kind == prose.Quotation.String() && fold.Fold(locked.Words) == folded && len(locked.Pieces) > 0 {
			return &records[i]
		}
	}
	return nil
}

// paragraphAnchor is the form of a paragraph's anchor on a source's page.
var paragraphAnchor = regexp.MustCompile(`^p[0-9]+$`)

// checkPlaces reports links to places that no page has: neither a heading nor
// a use nor a passage nor a part of the layouts.
func (g *Graph) checkPlaces(report finding.Report) {
	places := map[string]map[string]bool{}
	of := func(page *prose.Page) map[string]bool {
		known := places[page.Path]
		if known != nil {
			return known
		}
		known = map[string]bool{}
		for _, anchor := range page.Anchors {
			known[anchor] = true
		}
		for _, proof := range g.Proofs(page.Path) {
			known[proof.Anchor] = true
		}
		if page.Section == "sources" && g.byID[page.ID()] != nil {
			for _, passage := range g.byID[page.ID()].Passages {
				known[passage.Anchor] = true
			}
		}
		places[page.Path] = known
		return known
	}
	for _, page := range g.Site.Pages {
		if !g.share.owns(page.File) {
			continue
		}
		g.eachPlace(page, func(link prose.Link, to *prose.Page, fragment string) {
			known := of(to)
			if known[fragment] {
				return
			}
			help := "link to the page, or to one of its headings"
			if near := finding.Nearest(fragment, slices.Sorted(maps.Keys(known))); near != "" {
				help = "did you mean #" + near + "?"
			}
			report(finding.Finding{Rule: finding.LinkBroken, File: page.File, Span: link.Span,
				Message: "the page has no place " + link.Destination, Help: help,
				Fix: finding.Respelling(page.File, link.Span, "#"+fragment, respelt(fragment, known))})
		})
	}
}

// eachPlace calls visit for each link of a page to a place of a page, but for those
// that layouts may make.
func (g *Graph) eachPlace(page *prose.Page, visit func(link prose.Link, to *prose.Page, fragment string)) {
	for _, link := range page.Links {
		to := g.Site.Page(link.Path)
		if to == nil || to.Unread || link.Fragment == "" {
			continue
		}
		fragment, err := url.PathUnescape(link.Fragment)
		if err != nil {
			fragment = link.Fragment
		}
		if g.Site.LayoutAnchors[fragment] || to.Section == "sources" && paragraphAnchor.MatchString(fragment) {
			continue
		}
		visit(link, to, fragment)
	}
}

// respelt returns the fragment of the one place that a misspelt one means, or
// "".
func respelt(fragment string, known map[string]bool) string {
	if near := finding.Misspelt(fragment, slices.Sorted(maps.Keys(known))); near != "" {
		return "#" + near
	}
	return ""
}
