package link

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// filler makes a text of so many words, few of which are common. Each text has
// the same words in another order.
func filler(words int, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var out strings.Builder
	for i := range words {
		fmt.Fprintf(&out, "word%d", min(rng.IntN(6000), rng.IntN(6000)))
		out.WriteString(map[bool]string{true: ".\n\n", false: " "}[i%90 == 89])
	}
	return out.String()
}

// searchable is a graph of so many texts, and nothing else.
func searchable(texts ...string) *Graph {
	graph := &Graph{Site: &content.Site{People: map[string]*prose.Page{}}, byID: map[string]*Source{}}
	for i, raw := range texts {
		text, _ := match.NewText(raw, text.Options{Language: "en"})
		source := &Source{Source: &content.Source{ID: fmt.Sprintf("source-%d", i), Publisher: "P", Page: &prose.Page{}}, text: text}
		graph.Sources = append(graph.Sources, source)
		graph.byID[source.ID] = source
	}
	graph.index = sync.OnceValues(graph.indexTexts)
	return graph
}

// The index leaves out no text that holds words, whatever an editor or a printer
// did to them.
func TestPlaces(t *testing.T) {
	graph := searchable(
		"Oda came to the port. He will sign the treaty that both had wanted for so long.",
		"The mutual recog-\nnition of licenses, U.S.–Japan style, was the plan[4] of May. 首相は、拉致問題の解決を強く求めた。",
		"Nothing of this.", filler(3000, 5),
	)
	for words, want := range map[string]string{
		"will sign the treaty":       "source-0",
		"[Oda] will sign the treaty": "source-0",
		"the treaty":                 "source-0",
		"[Oda] will sign the treaty that both had wanted for so long": "source-0",
		"mutual recognition of licenses":                              "source-1",
		"the plan of May":                                             "source-1",
		"拉致問題の解決":                                                     "source-1",
		"licenses":                                                    "source-1",
		"a treaty that nobody ever saw":                               "",
		"treaty the sign will":                                        "",
	} {
		got := ""
		for _, at := range graph.places(words, nil) {
			got += at.source.ID
		}
		if got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
	if got := graph.places("will sign the treaty", graph.Sources[0]); got != nil {
		t.Errorf("the source itself: %v", got)
	}
}

// Whatever stands in a text is found by the index, at any cut.
func TestIndexFindsCopies(t *testing.T) {
	raws := []string{filler(500, 1), filler(500, 2), filler(500, 3)}
	graph := searchable(raws...)
	rng := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		i := rng.IntN(len(raws))
		words := strings.Fields(raws[i])
		from, size := rng.IntN(len(words)-30), 3+rng.IntN(20)
		index, _ := graph.index()
		found := index.texts(strings.Join(words[from:from+size], " "))
		if len(found) == 0 || found[0] > i || found[len(found)-1] < i {
			t.Fatalf("%v of text %d: in %v", words[from:from+size], i, found)
		}
	}
}

// BenchmarkElsewhere resolves altered quotations over one text and over a
// hundred, of 5,000 words each: the search in other sources must cost next to
// nothing beside that in the source itself.
func BenchmarkElsewhere(b *testing.B) {
	const quotations = 4380
	for _, sources := range []int{1, 100} {
		b.Run(fmt.Sprint(sources), func(b *testing.B) {
			var raws []string
			for i := range sources {
				raws = append(raws, filler(5000, uint64(i)))
			}
			for b.Loop() {
				graph := searchable(raws...)
				rng := rand.New(rand.NewPCG(1, 2))
				found := 0
				for range quotations {
					i := rng.IntN(sources)
					words := strings.Fields(raws[i])
					from, size := rng.IntN(len(words)-50), 10+rng.IntN(30)
					quoted := append([]string{}, words[from:from+size]...)
					quoted[size/2] = "zebra"
					use := &prose.Use{Kind: prose.Quotation, Words: strings.Join(quoted, " "),
						Page: &prose.Page{File: finding.NewFile("page", nil)}}
					graph.Sources[i].lockedAs(&Proof{Use: use}, graph, func(f finding.Finding) { found++ })
				}
				if found != quotations {
					b.Fatalf("%d findings", found)
				}
			}
		})
	}
}
