package view

import (
	"cmp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// picturesData are the site's pictures as numbers: templates draw them, and
// print the tables behind them. Lengths are in units of the drawing.
type picturesData struct {
	Timeline timelineData `json:"timeline"`
	Who      whoData      `json:"who"`
	Edges    []edgeData   `json:"edges"` // by topic, then by source
}

// pictures draws all of them.
func pictures(graph *link.Graph) picturesData {
	return picturesData{Timeline: timeline(graph), Who: who(graph), Edges: edges(graph)}
}

// whoData says who said what about what: uses of passages by topic and by whose
// words they are.
type whoData struct {
	Voices []voiceData `json:"voices"`
	Rows   []whoRow    `json:"rows"`
}

// voiceData is whose words a passage is: of a document that is nobody's in
// particular it has the name only.
type voiceData struct {
	Person string `json:"person,omitempty"` // ID
	Name   string `json:"name"`
}

// whoRow is a topic; its cells are in the order of the voices.
type whoRow struct {
	Page  string    `json:"page"`
	Cells []whoCell `json:"cells"`
}

// whoCell counts the uses of a voice.
type whoCell struct {
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
}

// who counts the uses of each voice by topic.
func who(graph *link.Graph) whoData {
	drawn := whoData{Voices: []voiceData{}, Rows: []whoRow{}}
	topics := topicsOf(graph)
	known := map[voiceData]int{}
	for _, id := range firstTwo(graph) { // they have a column, though nothing of theirs is held
		voice := voiceData{Person: id, Name: graph.Name(id)}
		known[voice] = 0
		drawn.Voices = append(drawn.Voices, voice)
	}
	for _, topic := range topics {
		for _, proof := range graph.Proofs(topic.Path) {
			if proof.Passage == nil {
				continue // a reference is in nobody's words
			}
			voice := voiceOf(graph, proof.Passage)
			if _, ok := known[voice]; !ok {
				known[voice] = 0
				drawn.Voices = append(drawn.Voices, voice)
			}
		}
	}
	// People first, then documents, by name.
	slices.SortFunc(drawn.Voices, func(a, b voiceData) int {
		if (a.Person == "") != (b.Person == "") {
			return strings.Compare(b.Person, a.Person)
		}
		return strings.Compare(a.Name, b.Name)
	})
	for i, voice := range drawn.Voices {
		known[voice] = i
	}
	for _, topic := range topics {
		row := whoRow{Page: topic.Path, Cells: make([]whoCell, len(drawn.Voices))}
		for _, proof := range graph.Proofs(topic.Path) {
			if proof.Passage == nil {
				continue
			}
			cell := &row.Cells[known[voiceOf(graph, proof.Passage)]]
			if proof.Use.Kind == prose.Quotation {
				cell.Quotations++
			} else {
				cell.Citations++
			}
		}
		drawn.Rows = append(drawn.Rows, row)
	}
	return drawn
}

// firstTwo returns the IDs of the two people who come first in their section.
func firstTwo(graph *link.Graph) (ids []string) {
	for id := range graph.Site.People {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(weight(graph.Site.People[a]), weight(graph.Site.People[b])), strings.Compare(a, b))
	})
	return ids[:min(2, len(ids))]
}

// voiceOf returns whose words a passage is: a person's, or those of whoever
// wrote the document.
func voiceOf(graph *link.Graph, passage *link.Passage) voiceData {
	if id := passage.Speaker(); id != "" {
		return voiceData{Person: id, Name: graph.Name(id)}
	}
	return voiceData{Name: cmp.Or(passage.Source.Author, passage.Source.Publisher)}
}

// edgeData joins a topic with a source, and counts the uses.
type edgeData struct {
	Topic      string `json:"topic"`
	Source     string `json:"source"`
	Quotations int    `json:"quotations"`
	Citations  int    `json:"citations"`
	References int    `json:"references"`
}

// edges counts the uses that topics make of sources: topics by weight, sources by ID.
func edges(graph *link.Graph) []edgeData {
	joined := []edgeData{}
	for _, topic := range topicsOf(graph) {
		from := len(joined)
		known := map[string]int{}
		for _, proof := range graph.Proofs(topic.Path) {
			id := proof.Use.Source
			if _, ok := known[id]; !ok {
				known[id] = len(joined)
				joined = append(joined, edgeData{Topic: topic.Path, Source: id})
			}
			switch edge := &joined[known[id]]; proof.Use.Kind {
			case prose.Quotation:
				edge.Quotations++
			case prose.Citation:
				edge.Citations++
			case prose.Reference:
				edge.References++
			}
		}
		slices.SortFunc(joined[from:], func(a, b edgeData) int { return strings.Compare(a.Source, b.Source) })
	}
	return joined
}
