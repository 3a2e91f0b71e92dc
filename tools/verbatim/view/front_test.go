package view

import (
	"fmt"
	"slices"
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
		want   []string
	}{
		{"blocks in the order of topics", [][]quotation{{block("We meet. It is late."), block("Ice decides.")}, {block("They agreed."), block("Somebody paid.")}},
			[]string{"We meet. It is late.", "Ice decides.", "They agreed."}},
		{"the longest of those that begin alike", [][]quotation{{block("We meet.")}, {block("We meet. It is late.")}, {block("We meet")}},
			[]string{"We meet. It is late."}},
		{"the first of those that say the same", [][]quotation{{block("We meet.")}, {block("We meet.")}}, []string{"We meet."}},
		{"where there are few, the longest of those in a paragraph",
			[][]quotation{{inline("the ferry runs again when the ice"), inline("too short to stand")}, {block("Ice decides.")}, {inline("the ferry runs again when the ice allows")}},
			[]string{"Ice decides.", "the ferry runs again when the ice allows"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			graph := quoting(t, test.topics)
			var got []string
			for _, proof := range said(graph, topicsOf(graph)) {
				got = append(got, proof.Use.Words)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// BenchmarkSaid: all topics quote one of two blocks, and ten times something else;
// the time for each topic stays the same, however many there are.
func BenchmarkSaid(b *testing.B) {
	for _, size := range []int{1000, 4000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			var topics [][]quotation
			for i := range size {
				topic := []quotation{{[]string{"We meet on the ice.", "We meet on the ice. It is late."}[i%2], true}}
				for j := range 10 {
					topic = append(topic, quotation{fmt.Sprintf("number %d of topic %d runs to the other shore", j, i), false})
				}
				topics = append(topics, topic)
			}
			graph := quoting(b, topics)
			pages := topicsOf(graph)
			for b.Loop() {
				if got := len(said(graph, pages)); got != mostSaid {
					b.Fatalf("%d quotations", got)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/topic")
		})
	}
}
