package view

import (
	"fmt"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// quotation is what a topic of a test quotes.
type quotation struct {
	words string
	block bool // by somebody
}

// quoting returns the graph of a site whose topics quote these words, each from a
// source of its own.
func quoting(t testing.TB, topics [][]quotation) *link.Graph {
	t.Helper()
	site := &content.Site{Sources: map[string]*content.Source{}}
	for i, quotations := range topics {
		id := fmt.Sprintf("source-%05d", i)
		topic := &prose.Page{Path: fmt.Sprintf("/topics/%05d", i), Section: "topics"}
		var text strings.Builder // each in a paragraph, in the topic and in the source
		for _, quoted := range quotations {
			span := finding.Span{Start: text.Len(), End: text.Len() + len(quoted.words)}
			text.WriteString(quoted.words + "\n\n")
			topic.Uses = append(topic.Uses, &prose.Use{Kind: prose.Quotation, Page: topic, Words: quoted.words, Own: quoted.words, Block: quoted.block, Source: id, Span: span})
		}
		topic.File = finding.NewFile("topic.md", []byte(text.String()))
		site.Pages = append(site.Pages, topic)
		site.Sources[id] = &content.Source{ID: id, Language: "en", Text: finding.NewFile("text.txt", []byte(text.String())),
			Page: &prose.Page{Path: "/sources/" + id, Section: "sources", File: finding.NewFile("index.md", nil)}}
	}
	graph, err := link.Resolve(site, nil, func(reported finding.Finding) { t.Fatal(reported.Message) })
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range site.Pages {
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Use.Block {
				proof.Speaker = "somebody"
			}
		}
	}
	return graph
}

func TestSaid(t *testing.T) {
	block := func(words string) quotation { return quotation{words, true} }
	inline := func(words string) quotation { return quotation{words, false} }
	tests := []struct {
		name   string
		topics [][]quotation
		want   string
	}{
		{"blocks in the order of topics", [][]quotation{{block("We meet. It is late."), block("Ice decides.")}, {block("They agreed."), block("Somebody paid.")}},
			"We meet. It is late."},
		{"where there is none, the longest of those in a paragraph",
			[][]quotation{{inline("the ferry runs again when the ice"), inline("too short to stand")}, {inline("the ferry runs again when the ice allows")}}, "the ferry runs again when the ice allows"},
		{"a block before longer ones in a paragraph",
			[][]quotation{{inline("the ferry runs again when the ice"), inline("too short to stand")}, {block("Ice decides.")}, {inline("the ferry runs again when the ice allows")}},
			"Ice decides."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			graph := quoting(t, test.topics)
			if got := said(graph, topicsOf(graph)).Use.Words; got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
