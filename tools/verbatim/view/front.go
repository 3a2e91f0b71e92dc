package view

import (
	"math"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/link"
)

// frontData is what the home page shows of other pages.
type frontData struct {
	Said    []noteData  `json:"said"`    // quotations set large
	Parties []string    `json:"parties"` // the matrix's columns
	Matrix  []matrixRow `json:"matrix"`  // by topic
	Notes   []noteData  `json:"notes"`   // evidence of all of it, after that of the page's own uses
}

// matrixRow is a topic with its commitments.
type matrixRow struct {
	Page  string           `json:"page"`
	Both  []commitmentData `json:"both"`
	Cells []matrixCell     `json:"cells"` // one for each party; none where nobody committed to anything alone
}

type matrixCell struct {
	Party string           `json:"party"`
	Items []commitmentData `json:"items"` // none: nothing is proven of this party
}

// both is how commitments name all parties together.
const both = "Both"

// mostSaid is how many quotations the home page sets large.
const mostSaid = 3

// telling is how many words a quotation has that can stand by itself.
const telling = 5

// front gathers the commitments by topic and party, and the block quotations of
// speakers. Of several quotations that begin alike it takes the longest.
func front(g *link.Graph, commitments []commitmentData) frontData {
	d := frontData{Said: []noteData{}, Parties: partiesOf(g), Matrix: []matrixRow{}, Notes: []noteData{}}
	number := 0
	for _, p := range g.Proofs("/") {
		if p.Passage != nil {
			number++
			d.Notes = append(d.Notes, noteOf(p, number))
		}
	}
	show := func(p *link.Proof) noteData {
		number++
		d.Notes = append(d.Notes, noteOf(p, number))
		return d.Notes[len(d.Notes)-1]
	}
	topics := topicsOf(g)
	for _, p := range said(g, topics) {
		if len(d.Said) < mostSaid {
			d.Said = append(d.Said, show(p))
		}
	}
	for _, c := range commitments {
		if c.Who != both && !slices.Contains(d.Parties, c.Who) {
			d.Parties = append(d.Parties, c.Who)
		}
	}
	for _, topic := range topics {
		row := matrixRow{Page: topic.Path, Both: []commitmentData{}}
		cells := make([]matrixCell, len(d.Parties))
		alone := false
		for i, party := range d.Parties {
			cells[i] = matrixCell{Party: party, Items: []commitmentData{}}
		}
		for _, c := range commitments {
			if c.Page != topic.Path {
				continue
			}
			if c.proof != nil && c.proof.Passage != nil {
				c.Note = show(c.proof).Note
			}
			if c.Who == both {
				row.Both = append(row.Both, c)
				continue
			}
			i := slices.Index(d.Parties, c.Who)
			cells[i].Items = append(cells[i].Items, c)
			alone = true
		}
		if alone {
			row.Cells = cells
		}
		d.Matrix = append(d.Matrix, row)
	}
	return d
}

// said returns block quotations of speakers, in the order of their topics.
func said(g *link.Graph, topics []*content.Page) []*link.Proof {
	var all, kept []*link.Proof
	for _, topic := range topics {
		for _, p := range g.Proofs(topic.Path) {
			if p.Use.Block && p.Speaker != "" {
				all = append(all, p)
			}
		}
	}
	for i, p := range all {
		shown := true
		for j, other := range all {
			longer := len(other.Use.Words) > len(p.Use.Words) || len(other.Use.Words) == len(p.Use.Words) && j < i
			head := strings.TrimRight(p.Use.Words, ". …")
			shown = shown && !(longer && strings.HasPrefix(other.Use.Words, head))
		}
		if shown {
			kept = append(kept, p)
		}
	}
	// Where there are few, the longest of those inside a paragraph follow.
	var short []*link.Proof
	for _, topic := range topics {
		for _, p := range g.Proofs(topic.Path) {
			if p.Use.Kind == content.Quotation && !p.Use.Block && len(strings.Fields(p.Use.Words)) >= telling {
				short = append(short, p)
			}
		}
	}
	slices.SortStableFunc(short, func(a, b *link.Proof) int { return len(b.Use.Words) - len(a.Use.Words) })
	for _, p := range short {
		known := func(other *link.Proof) bool { return strings.Contains(other.Use.Words, p.Use.Words) }
		if !slices.ContainsFunc(kept, known) {
			kept = append(kept, p)
		}
	}
	return kept
}

// topicsOf returns the topics by weight.
func topicsOf(g *link.Graph) []*content.Page { return section(g, "topics") }

func section(g *link.Graph, name string) []*content.Page {
	var pages []*content.Page
	for _, page := range g.Site.Pages {
		if page.Section == name && page.Path != "/"+name {
			pages = append(pages, page)
		}
	}
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return weight(a) - weight(b) })
	return pages
}

// weight is a page's place in its section; pages without one come last.
func weight(page *content.Page) int {
	if w, ok := page.FrontMatter.Get("weight").Plain().(float64); ok {
		return int(w)
	}
	return math.MaxInt32
}

// partiesOf returns the countries of the two people who come first, in order:
// the columns of the matrix, whether or not they committed to anything.
func partiesOf(g *link.Graph) []string {
	var parties []string
	for i, page := range section(g, "people") {
		country := page.FrontMatter.Get("country").Text()
		if i < 2 && country != "" && !slices.Contains(parties, country) {
			parties = append(parties, country)
		}
	}
	return parties
}
