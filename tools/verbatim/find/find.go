// Package find looks in what is held of the sources for words that an author
// remembers: where something like them stands, and what a page would have to say
// to quote it.
//
// Whether words are verbatim package match decides, and what a page may say is
// decided where pages are checked. Here is only guessed what somebody means: by
// the stems of the words, and how close together they stand.
package find

import (
	"cmp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Search is what is looked for.
type Search struct {
	Words   string
	Source  string // ID; empty for all
	Speaker string // a name, an ID or a label; empty for anybody
	Max     int    // of hits; 0 for all
	Block   bool   // block quotations are offered
	// Passes reports whether a page may say this. What may not is never offered.
	Passes func(markdown string) bool
}

// Answer is what was found, the best first.
type Answer struct {
	Hits []Hit
	More int // hits that are not among them
	// References are to sources of which nothing is held, where nothing else has all
	// the words: their records speak of them.
	References []Reference

	Texts, Evidence, Bare int // sources that were looked through, by what is held of them
}

// Hit is a passage: the sentence that the words stand in.
type Hit struct {
	Source    *link.Source
	Paragraph string // the label that the text prints, or its count
	Speaker   string // name of the person, label of nobody, or who wrote the document; empty where nobody says
	Person    string // ID of the person, where it is one
	// The sentence as published; in the middle what is offered, or where the words stand.
	Before, Words, After string
	Locked               bool     // nothing but evidence is held
	All                  bool     // it has all the words that say something
	Exact                bool     // it has them as they were given
	Hints                []string // how they turn the sense of it round, where they do
	Markdown             string   // that passes; empty where nothing does

	score float64
}

// Reference is a link to a source of which nothing can be quoted.
type Reference struct {
	Source   *link.Source
	Markdown string
}

// least is the share of the best score that is worth showing.
const least = 1.0 / 3

// In looks for words in what a graph holds of its sources.
func In(graph *link.Graph, search Search) (*Answer, error) {
	who, err := voices(graph, search.Speaker)
	if err != nil {
		return nil, err
	}
	sources, err := chosen(graph, search.Source)
	if err != nil {
		return nil, err
	}
	f := &finder{graph: graph, search: search, who: who, stems: stems{}, counts: map[string]int{}}
	answer := &Answer{}
	var places []*place
	for _, source := range sources {
		switch asked := f.terms(source); {
		case source.FullText() != nil:
			answer.Texts++
			places = append(places, f.inText(source, asked)...)
		case source.Held():
			answer.Evidence++
			places = append(places, f.inEvidence(source, asked)...)
		default:
			answer.Bare++
		}
	}
	f.rank(answer, places)
	if search.Speaker == "" && !slices.ContainsFunc(answer.Hits, func(hit Hit) bool { return hit.All }) {
		f.refer(answer, sources)
	}
	return answer, nil
}

// All reports whether a passage has all the words that were looked for.
func (a *Answer) All() bool {
	return slices.ContainsFunc(a.Hits, func(hit Hit) bool { return hit.All })
}

// finder is one search.
type finder struct {
	graph  *link.Graph
	search Search
	who    *voice
	stems  stems
	counts map[string]int // how often a word that was asked for stands in all that is held
}

// place is where words stand: a sentence, and what of it fits.
type place struct {
	source   *link.Source
	asked    []term
	sentence fold.Span // of the raw text
	at       []occurrence
	exact    *match.Result // where the words stand as they were given
	words    fold.Span     // of the raw text: what fits
	record   *record       // nil where the text is at hand

	hit   Hit
	first bool // it has several words as they were given
}

// occurrence is a word of a text that was asked for.
type occurrence struct {
	ordinal int32     // among the words of the text
	span    fold.Span // raw
	term    int
	same    bool // in the very form that was asked for
}

// rank puts the places in order, and makes hits of the first of them.
func (f *finder) rank(answer *Answer, places []*place) {
	best := 0.0
	for _, p := range places {
		f.score(p)
		best = max(best, p.hit.score)
	}
	places = slices.DeleteFunc(places, func(p *place) bool { return !p.first && p.hit.score < least*best })
	slices.SortStableFunc(places, func(a, b *place) int {
		if a.first != b.first {
			if a.first {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.hit.score, a.hit.score)
	})
	explained := map[*link.Source]bool{}
	for _, p := range places {
		if f.search.Max > 0 && len(answer.Hits) == f.search.Max {
			answer.More++
			continue
		}
		if p.record != nil {
			f.offerRecord(p)
		} else {
			if f.offer(p); !p.hit.Exact && !explained[p.source] {
				explained[p.source] = true
				f.explain(p)
			}
		}
		answer.Hits = append(answer.Hits, p.hit)
	}
}

// explain says where the words are those of a passage but for its negation: nobody
// sees that at a glance.
func (f *finder) explain(p *place) {
	if !p.hit.All {
		return
	}
	quote := match.Quote{Words: f.search.Words, AnySpeaker: true}
	held := p.source.FullText()
	if _, near := hint.Explain(held, quote, held.Match(quote)); near != nil && near.Kind == hint.Negation && near.Start < p.sentence.End && near.End > p.sentence.Start {
		p.hit.Hints = near.Hints
	}
}

// show fills a hit with a passage of the text.
func (f *finder) show(p *place, passage text.Passage) {
	raw := p.source.FullText().Raw()
	p.hit.Source, p.hit.Paragraph, p.hit.Person = p.source, passage.Name(), passage.Speaker
	if p.hit.Speaker = f.graph.Said(p.source, passage); passage.Nobodys {
		p.hit.Speaker = ""
	}
	from, to := min(p.sentence.Start, passage.Start), max(p.sentence.End, passage.End)
	p.hit.Before, p.hit.Words, p.hit.After = raw[from:passage.Start], raw[passage.Start:passage.End], raw[passage.End:to]
}

// refer adds the sources of which nothing is held whose records have all the words.
func (f *finder) refer(answer *Answer, sources []*link.Source) {
	for _, source := range sources {
		asked := f.terms(source)
		if source.Held() || len(asked) == 0 || f.search.Max > 0 && len(answer.References) == f.search.Max {
			continue
		}
		said := source.Title + " " + source.Page.FrontMatter.Get("description").Text()
		found := map[int]bool{}
		for _, key := range fold.Keys(fold.Fold(said)) {
			if i := f.which(asked, key, "en"); i >= 0 {
				found[i] = true
			}
		}
		markdown := "[in your own words](source:" + source.ID + ")"
		if len(found) == len(asked) && f.search.Passes(markdown) {
			answer.References = append(answer.References, Reference{source, markdown})
		}
	}
}

// oneLine returns words with any white space between them as one space.
func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }
