package find

import (
	"cmp"
	"math"
	"slices"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// maxSentence is how many words of a sentence are shown.
const maxSentence = 120

// inText returns the sentences of a text that have any of the words, by the order
// of the text. Several words in one sentence are one place.
func (f *finder) inText(source *link.Source, asked []term) []*place {
	held := source.FullText()
	var places []*place
	for _, one := range f.occurrences(source, asked) {
		if last := len(places) - 1; last >= 0 && one.span.Start < places[last].sentence.End {
			places[last].at = append(places[last].at, one)
			continue
		}
		places = append(places, &place{source: source, asked: asked, sentence: sentenceOf(held, one.span), at: []occurrence{one}})
	}
	for _, p := range places {
		p.words = closest(p.at)
	}
	result := held.Match(match.Quote{Words: f.search.Words, AnySpeaker: true})
	switch {
	case result.Verdict == match.Verbatim:
		hull := fold.Span{Start: result.Passages[0].Start, End: result.Passages[len(result.Passages)-1].End}
		places = standing(places, source, asked, hull, result)
	case result.Verdict == match.Ambiguous:
		for _, passage := range result.Passages {
			places = standing(places, source, asked, passage.Span, result)
		}
	}
	return f.said(places)
}

// sentenceOf returns the sentence that holds a span of the raw text.
func sentenceOf(held *match.Text, span fold.Span) fold.Span {
	round := held.Around(span, maxSentence)
	return fold.Span{Start: min(span.Start, round.Before.Start), End: max(span.End, round.After.End)}
}

// standing notes where words stand as they were given: in the place that there is, or
// in one of its own, where they go over the end of a sentence.
func standing(places []*place, source *link.Source, asked []term, words fold.Span, result match.Result) []*place {
	for _, p := range places {
		if p.sentence.Start <= words.Start && words.End <= p.sentence.End {
			if p.exact == nil {
				p.exact, p.words = &result, words
			}
			return places
		}
	}
	return append(places, &place{source: source, asked: asked, sentence: sentenceOf(source.FullText(), words), words: words, exact: &result})
}

// said returns the places whose words are those of the voice that was asked for. A
// sentence that the text prints twice in one paragraph is one.
func (f *finder) said(places []*place) (kept []*place) {
	type key struct {
		paragraph int
		sentence  string
	}
	seen := map[key]bool{}
	for _, p := range places {
		held := p.source.FullText()
		passage := passageAt(held, p.words)
		one := key{passage.Paragraph, fold.Fold(held.Raw()[p.sentence.Start:p.sentence.End])}
		if f.who.is(p.source, passage) && !seen[one] {
			seen[one] = true
			kept = append(kept, p)
		}
	}
	return kept
}

// passageAt returns a span of the raw text as a passage.
func passageAt(held *match.Text, words fold.Span) text.Passage {
	return held.PassageAt(words, max(0, held.UnitAt(held.At(words.Start))))
}

// occurrences returns where a text has the words, in its order.
func (f *finder) occurrences(source *link.Source, asked []term) (found []occurrence) {
	held := source.FullText()
	index := held.Index()
	for word, ordinals := range index.Places {
		i := f.which(asked, word, source.Language)
		if i < 0 {
			continue
		}
		f.counts[asked[i].word] += len(ordinals)
		for _, ordinal := range ordinals {
			start := int(index.Starts[ordinal])
			found = append(found, occurrence{ordinal, held.RawSpan(fold.Span{Start: start, End: start + len(word)}), i, word == asked[i].word})
		}
	}
	slices.SortFunc(found, func(a, b occurrence) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return found
}

// closest returns the shortest span that has every word that a sentence has.
func closest(at []occurrence) fold.Span {
	first, last := window(at)
	return fold.Span{Start: at[first].span.Start, End: at[last].span.End}
}

// window returns the first and the last of the fewest words in a row that have every
// term that all of them have.
func window(at []occurrence) (first, last int) {
	all := map[int]bool{}
	for _, one := range at {
		all[one.term] = true
	}
	counts := map[int]int{}
	last, length := len(at)-1, int32(math.MaxInt32)
	from := 0
	for to, one := range at {
		counts[one.term]++
		for len(counts) == len(all) {
			if reach := one.ordinal - at[from].ordinal; reach < length {
				first, last, length = from, to, reach
			}
			if counts[at[from].term]--; counts[at[from].term] == 0 {
				delete(counts, at[from].term)
			}
			from++
		}
	}
	return first, last
}

// score says how well a place fits: which of the words it has, a rare one counting for
// more, how close they stand, and whether in the form that was asked for.
func (f *finder) score(p *place) {
	same, found := map[int]float64{}, map[int]bool{}
	for _, one := range p.at {
		found[one.term] = true
		if one.same {
			same[one.term] = 0.1
		}
	}
	for i := range found {
		p.hit.score += (1 + same[i]) / (1 + math.Log1p(float64(f.counts[p.asked[i].word])))
	}
	p.hit.All = len(found) == len(p.asked) || p.exact != nil
	if len(p.at) > 1 && len(found) > 1 {
		first, last := window(p.at)
		p.hit.score *= 1 + 0.5*float64(len(found))/float64(p.at[last].ordinal-p.at[first].ordinal+1)
	}
	if p.record != nil { // what can be quoted is better than what stands beside it
		p.hit.score *= (1 + float64(p.record.fitting)) / float64(1+len(found))
	}
	p.hit.Exact = p.hit.Exact || p.exact != nil
	p.first = p.hit.Exact && len(p.asked) > 1
}
