package find

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// record is what evidence has locked: without the text a page may say this again,
// and nothing else.
type record struct {
	locked               *evidence.Locked
	before, words, after string
	fitting              int // how many of the words that were asked for it has itself
}

// compare is the order of records of one sentence, the best first: the one that has most of
// the words itself, quotations before citations, short ones before long ones.
func (r *record) compare(other *record) int {
	return cmp.Or(cmp.Compare(other.fitting, r.fitting), -strings.Compare(r.locked.Kind, other.locked.Kind), cmp.Compare(len(r.words), len(other.words)))
}

// inEvidence returns the records of a source that have any of the words, or stand in
// a sentence that has. Of several in one sentence the best is taken.
func (f *finder) inEvidence(source *link.Source, asked []term) (places []*place) {
	best := map[string]int{} // by paragraph and sentence
	for _, locked := range source.Records() {
		p := f.inRecord(source, asked, &locked)
		if len(p.at) == 0 || !f.who.is(source, p.record.passage()) {
			continue
		}
		key := locked.Pieces[0].Name() + " " + fold.Fold(p.record.before+p.record.words+p.record.after)
		if i, ok := best[key]; ok {
			if p.record.compare(places[i].record) < 0 {
				places[i] = p
			}
			continue
		}
		best[key] = len(places)
		places = append(places, p)
	}
	for _, p := range places {
		for _, one := range p.at {
			f.counts[asked[one.term].word]++
		}
	}
	return places
}

// inRecord returns a record as a place.
func (f *finder) inRecord(source *link.Source, asked []term, locked *evidence.Locked) *place {
	first, last := locked.Pieces[0], locked.Pieces[len(locked.Pieces)-1]
	p := &place{source: source, asked: asked, record: &record{locked: locked, before: first.Prefix, after: last.Suffix}}
	var exact []string
	for _, piece := range locked.Pieces {
		exact = append(exact, piece.Exact)
	}
	p.record.words = strings.Join(exact, " … ")
	ordinal := int32(0)
	for i, part := range []string{p.record.words, p.record.before, p.record.after} {
		for _, key := range fold.Keys(fold.Fold(part)) {
			ordinal++
			i := f.which(asked, key, source.Language)
			if i >= 0 && !slices.ContainsFunc(p.at, func(one occurrence) bool { return one.term == i }) {
				p.at = append(p.at, occurrence{ordinal: ordinal, term: i, same: key == asked[i].word})
			}
		}
		if i == 0 {
			p.record.fitting = len(p.at)
		}
	}
	p.hit.Exact = strings.Contains(fold.Fold(p.record.words), fold.Fold(f.search.Words))
	return p
}

// passage returns whose the words of a record are.
func (r *record) passage() text.Passage {
	piece := r.locked.Pieces[0]
	return text.Passage{Paragraph: piece.Paragraph, Label: piece.Label, Speaker: piece.Speaker, Turn: piece.Turn}
}

// offerRecord shows a record, and offers what a page may say again.
func (f *finder) offerRecord(p *place) {
	passage, locked := p.record.passage(), p.record.locked
	p.hit.Source, p.hit.Locked, p.hit.Paragraph = p.source, true, passage.Name()
	p.hit.Speaker, p.hit.Person = f.graph.Said(p.source, passage), passage.Speaker
	p.hit.Before, p.hit.Words, p.hit.After = p.record.before, p.record.words, p.record.after
	fragment := ""
	if locked.Fragment != "" {
		fragment = "#" + locked.Fragment
	}
	markdown := fmt.Sprintf("[in your own words](source:%s%s \"%s\")", p.source.ID, fragment, link.Cited(locked.Words))
	if locked.Kind == prose.Quotation.String() {
		markdown = f.markdown(passage, p.source, locked.Words, fragment)
	}
	if f.search.Passes(markdown) {
		p.hit.Markdown = markdown
	}
}
