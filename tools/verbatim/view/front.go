package view

import (
	"math"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// frontData is what the home page shows of other pages.
type frontData struct {
	Hero          *heroData          `json:"hero,omitempty"`
	Demonstration *demonstrationData `json:"demonstration,omitempty"`
	Matrix        []matrixRow        `json:"matrix"`
	Sources       []listedData       `json:"sources"` // of all of it, after those of the page's own uses
}

// heroData is the quotation that the home page shows beside its source.
type heroData struct {
	useData
	Occasion     string        `json:"occasion,omitempty"`
	Texts        []stretchData `json:"texts"`
	TextFragment string        `json:"textFragment"`
}

// demonstrationData is the same quotation with one word changed.
type demonstrationData struct {
	Before  string `json:"before"`
	Instead string `json:"instead"`
	After   string `json:"after"`
	Finding string `json:"finding"`
}

// matrixRow is a topic with its commitments. Which of them are one party's, and
// which everybody's, layouts know: it is said in the site's language.
type matrixRow struct {
	Page  string           `json:"page"`
	Items []commitmentData `json:"items"` // as the topic lists them
}

// strongest returns how firm the firmest of a topic's commitments is.
func (r matrixRow) strongest() (most int) {
	for _, item := range r.Items {
		most = max(most, item.Strength)
	}
	return most
}

// telling is how many words a quotation has that can stand by itself.
const telling = 5

// front gathers the quotation that is set large, and the commitments by topic. Its
// sources are numbered in the order in which the home page comes to them.
func front(graph *link.Graph, commitments []commitmentData) (shown frontData, shelf *shelf) {
	shown = frontData{Matrix: []matrixRow{}}
	uses := slices.Clone(graph.Proofs("/"))
	topics := topicsOf(graph)
	hero := said(graph, topics)
	if graph.Demonstration != nil {
		d := graph.Demonstration
		hero = d.Proof
		shown.Demonstration = &demonstrationData{Before: d.Words[:d.At.Start], Instead: d.Words[d.At.Start:d.At.End], After: d.Words[d.At.End:], Finding: d.Finding}
	}
	if hero != nil {
		pieces := hero.Passage.Pieces
		shown.Hero = &heroData{useData: useOf(hero), Occasion: occasion(hero.Passage), Texts: texts(pieces, func(int) bool { return true }), TextFragment: textFragment(pieces)}
	}
	byTopic := map[string][]commitmentData{}
	for _, commitment := range commitments {
		byTopic[commitment.Page] = append(byTopic[commitment.Page], commitment)
	}
	for _, topic := range topics {
		row := matrixRow{Page: topic.Path, Items: []commitmentData{}}
		row.Items = append(row.Items, byTopic[topic.Path]...)
		shown.Matrix = append(shown.Matrix, row)
	}
	slices.SortStableFunc(shown.Matrix, func(a, b matrixRow) int { return b.strongest() - a.strongest() })
	for _, row := range shown.Matrix {
		for _, item := range row.Items {
			if item.proof != nil {
				uses = append(uses, item.proof)
			}
		}
	}
	shelf = newShelf(graph, uses)
	for _, row := range shown.Matrix {
		for i := range row.Items {
			if proof := row.Items[i].proof; proof != nil {
				row.Items[i].Use = shelf.use(proof)
			}
		}
	}
	return shown, shelf
}

// said returns the quotation to be set large: the first block quotation of a
// speaker, in the order of the topics, or the longest inside a paragraph; nil where
// there is none.
func said(graph *link.Graph, topics []*prose.Page) (longest *link.Proof) {
	for _, topic := range topics {
		for _, proof := range graph.Proofs(topic.Path) {
			switch use := proof.Use; {
			case use.Block && proof.Speaker != "" && proof.Passage != nil:
				return proof
			case use.Kind == prose.Quotation && !use.Block && proof.Passage != nil && len(strings.Fields(use.Words)) >= telling && (longest == nil || len(use.Words) > len(longest.Use.Words)):
				longest = proof
			}
		}
	}
	return longest
}

// topicsOf returns the topics by weight.
func topicsOf(graph *link.Graph) []*prose.Page {
	var topics []*prose.Page
	for _, page := range graph.Site.Pages {
		if page.Section == "topics" && page.Path != "/topics" {
			topics = append(topics, page)
		}
	}
	slices.SortStableFunc(topics, func(a, b *prose.Page) int { return weight(a) - weight(b) })
	return topics
}

// weight is a page's place in its section; pages without one come last.
func weight(page *prose.Page) int {
	if weight, ok := page.FrontMatter.Get("weight").Plain().(float64); ok {
		return int(weight)
	}
	return math.MaxInt32
}
