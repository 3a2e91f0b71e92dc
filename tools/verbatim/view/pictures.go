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
	Map      mapData      `json:"map"`
}

// pictures draws all of them.
func pictures(graph *link.Graph) picturesData {
	return picturesData{Timeline: timeline(graph), Who: who(graph), Map: quotationMap(graph)}
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

// mapData joins topics with the sources that they use.
type mapData struct {
	Topics  []placeData `json:"topics"`
	Sources []placeData `json:"sources"` // by date
	Years   []yearData  `json:"years"`
	Edges   []edgeData  `json:"edges"` // unproven ones first, so that proven ones lie on top
	Height  int         `json:"height"`
}

// placeData is a topic or source on the map.
type placeData struct {
	Page string `json:"page"`
	Y    int    `json:"y"`
	Held bool   `json:"held,omitempty"`
}

// yearData is a label beside the first of the sources that were issued in a year.
type yearData struct {
	Y    int    `json:"y"`
	Year string `json:"year"`
}

// edgeData joins a topic with a source, and counts the uses.
type edgeData struct {
	Topic      string `json:"topic"`
	Source     string `json:"source"`
	From       int    `json:"from"` // heights
	To         int    `json:"to"`
	Quotations int    `json:"quotations"`
	Citations  int    `json:"citations"`
	References int    `json:"references"`
}

// Measures of the map, in units of its drawing.
const (
	mapEdge   = 16 // above the first and below the last
	mapSource = 6  // at least, from one source to the next
	mapTopic  = 28 // at least, from one topic to the next
	mapYear   = 14 // at least, from one year's label to the next
)

// quotationMap sets topics by weight and the sources that they use by date.
func quotationMap(graph *link.Graph) mapData {
	drawn := mapData{Topics: []placeData{}, Sources: []placeData{}, Years: []yearData{}, Edges: []edgeData{}}
	topics := topicsOf(graph)
	edges := edgesOf(graph, topics)
	used := map[string]bool{}
	for key := range edges {
		used[key.source] = true
	}
	var sources []*link.Source
	for _, source := range graph.Sources {
		if used[source.ID] {
			sources = append(sources, source)
		}
	}
	slices.SortStableFunc(sources, func(a, b *link.Source) int { return strings.Compare(issued(a), issued(b)) })
	drawn.Height = 2*mapEdge + max(mapSource*(len(sources)-1), mapTopic*(len(topics)-1), 0)
	heights := map[string]int{} // of sources
	year, last := "", -mapEdge
	for i, source := range sources {
		height := drawn.height(i, len(sources))
		heights[source.ID] = height
		drawn.Sources = append(drawn.Sources, placeData{Page: source.Page.Path, Y: height, Held: source.Held()})
		if date := issued(source); len(date) >= len("2006") && date[:len("2006")] != year && height-last >= mapYear {
			year, last = date[:len("2006")], height
			drawn.Years = append(drawn.Years, yearData{height, year})
		}
	}
	for i, topic := range topics {
		height := drawn.height(i, len(topics))
		drawn.Topics = append(drawn.Topics, placeData{Page: topic.Path, Y: height})
		for _, source := range sources {
			if edge := edges[edgeKey{topic.Path, source.ID}]; edge != nil {
				edge.From, edge.To = height, heights[source.ID]
				drawn.Edges = append(drawn.Edges, *edge)
			}
		}
	}
	slices.SortStableFunc(drawn.Edges, func(a, b edgeData) int {
		return cmp.Compare(min(a.Quotations+a.Citations, 1), min(b.Quotations+b.Citations, 1))
	})
	return drawn
}

// issued is when a source was issued, as its record writes it: year first.
func issued(source *link.Source) string { return source.Page.FrontMatter.Get("issued").Text() }

// height returns where the place with an index stands among so many that share
// the map's height; one alone stands in the middle.
func (m mapData) height(index, places int) int {
	if places < 2 {
		return m.Height / 2
	}
	return mapEdge + index*(m.Height-2*mapEdge)/(places-1)
}

// edgeKey is a topic's path and a source's ID.
type edgeKey struct{ topic, source string }

// edgesOf counts the uses that topics make of sources.
func edgesOf(graph *link.Graph, topics []*prose.Page) map[edgeKey]*edgeData {
	edges := map[edgeKey]*edgeData{}
	for _, topic := range topics {
		for _, proof := range graph.Proofs(topic.Path) {
			key := edgeKey{topic.Path, proof.Use.Source}
			edge := edges[key]
			if edge == nil {
				edge = &edgeData{Topic: key.topic, Source: key.source}
				edges[key] = edge
			}
			switch proof.Use.Kind {
			case prose.Quotation:
				edge.Quotations++
			case prose.Citation:
				edge.Citations++
			case prose.Reference:
				edge.References++
			}
		}
	}
	return edges
}
