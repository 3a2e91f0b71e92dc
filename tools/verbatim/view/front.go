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
	Said   []noteData  `json:"said"` // quotations set large
	Matrix []matrixRow `json:"matrix"`
	Notes  []noteData  `json:"notes"` // evidence of all of it, after that of the page's own uses
}

// matrixRow is a topic with its commitments. Which of them are one party's, and
// which everybody's, layouts know: it is said in the site's language.
type matrixRow struct {
	Page  string           `json:"page"`
	Items []commitmentData `json:"items"` // as the topic lists them
}

// mostSaid is how many quotations the home page sets large.
const mostSaid = 3

// telling is how many words a quotation has that can stand by itself.
const telling = 5

// front gathers quotations to be set large, and the commitments by topic. Its
// notes are numbered in the order in which the home page shows them.
func front(graph *link.Graph, commitments []commitmentData) frontData {
	shown := frontData{Said: []noteData{}, Matrix: []matrixRow{}, Notes: []noteData{}}
	show := func(proof *link.Proof) noteData {
		note := noteOf(proof, len(shown.Notes)+1)
		shown.Notes = append(shown.Notes, note)
		return note
	}
	for _, proof := range graph.Proofs("/") {
		if proof.Passage != nil {
			show(proof)
		}
	}
	topics := topicsOf(graph)
	for _, proof := range said(graph, topics) {
		shown.Said = append(shown.Said, show(proof))
	}
	byTopic := map[string][]commitmentData{}
	for _, commitment := range commitments {
		byTopic[commitment.Page] = append(byTopic[commitment.Page], commitment)
	}
	for _, topic := range topics {
		row := matrixRow{Page: topic.Path, Items: []commitmentData{}}
		for _, commitment := range byTopic[topic.Path] {
			if commitment.proof != nil && commitment.proof.Passage != nil {
				commitment.Note = show(commitment.proof).Note
			}
			row.Items = append(row.Items, commitment)
		}
		shown.Matrix = append(shown.Matrix, row)
	}
	return shown
}

// said returns the quotations to be set large: block quotations of speakers in
// the order of their topics and, where there are few, the longest of those inside
// a paragraph.
func said(graph *link.Graph, topics []*prose.Page) []*link.Proof {
	var blocks, inline []*link.Proof
	for _, topic := range topics {
		for _, proof := range graph.Proofs(topic.Path) {
			switch use := proof.Use; {
			case use.Block && proof.Speaker != "":
				blocks = append(blocks, proof)
			case use.Kind == prose.Quotation && !use.Block && len(strings.Fields(use.Words)) >= telling:
				inline = append(inline, proof)
			}
		}
	}
	chosen := firstWhole(blocks, mostSaid)
	slices.SortStableFunc(inline, func(a, b *link.Proof) int { return len(b.Use.Words) - len(a.Use.Words) })
	for _, proof := range inline {
		if len(chosen) == mostSaid {
			break
		}
		known := func(other *link.Proof) bool { return strings.Contains(other.Use.Words, proof.Use.Words) }
		if !slices.ContainsFunc(chosen, known) {
			chosen = append(chosen, proof)
		}
	}
	return chosen
}

// firstWhole returns the first quotations, so many at most, that are not just the
// beginning of a longer one. Of those that say the same the first counts.
func firstWhole(quotations []*link.Proof, most int) []*link.Proof {
	// By their words, so that all that begin alike stand together: to compare each
	// with each would take hours over a large site.
	byWords := make([]int, len(quotations))
	for i := range byWords {
		byWords[i] = i
	}
	words := func(i int) string { return quotations[i].Use.Words }
	slices.SortStableFunc(byWords, func(a, b int) int { return strings.Compare(words(a), words(b)) })
	var whole []*link.Proof
	for i, quotation := range quotations {
		if len(whole) == most {
			break
		}
		head := strings.TrimRight(words(i), ". …")
		at, _ := slices.BinarySearchFunc(byWords, head, func(other int, head string) int { return strings.Compare(words(other), head) })
		repeated := false
		for ; at < len(byWords) && !repeated && strings.HasPrefix(words(byWords[at]), head); at++ {
			other := byWords[at]
			longer := len(words(other)) - len(words(i))
			repeated = longer > 0 || longer == 0 && other < i
		}
		if !repeated {
			whole = append(whole, quotation)
		}
	}
	return whole
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
