package link

import (
	"hash/maphash"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Which of many texts may hold words, an index says: of each pair of words that
// stand side by side in a text it knows in which. A text that lacks most of the
// pairs of a quotation does not hold it, and is not read.

// textIndex knows in which texts pairs of words stand. The zero value is empty.
type textIndex struct {
	seed    maphash.Seed
	pairs   []posting // by hash, then text
	singles []posting
}

// posting is a hash in its upper half, and a text's number in the lower.
type posting uint64

func (x *textIndex) posting(words string, text int) posting {
	return posting(maphash.String(x.seed, words)&^(1<<32-1) | uint64(text))
}

// newTextIndex makes the index of folded texts.
func newTextIndex(texts []string) *textIndex {
	index := &textIndex{seed: maphash.MakeSeed()}
	for i, chars := range texts {
		pairs, singles := index.of(chars, i)
		index.pairs, index.singles = append(index.pairs, pairs...), append(index.singles, singles...)
	}
	for _, list := range []*[]posting{&index.pairs, &index.singles} {
		slices.Sort(*list)
		*list = slices.Clip(slices.Compact(*list))
	}
	return index
}

// of returns the postings of a text, each once.
func (x *textIndex) of(chars string, text int) (pairs, singles []posting) {
	keys := fold.Keys(chars)
	for i, key := range keys {
		singles = append(singles, x.posting(key, text))
		if i > 0 {
			pairs = append(pairs, x.posting(keys[i-1]+" "+key, text))
		}
	}
	slices.Sort(pairs)
	slices.Sort(singles)
	return slices.Compact(pairs), slices.Compact(singles)
}

// enough is the share of its pairs of words that a text must have to be read:
// brackets, omissions and another spelling break some, in a quotation that holds.
const enough = 0.3

// texts returns the numbers of the texts that may hold words, in order.
func (x *textIndex) texts(words string) []int {
	list, asked := x.pairs, []posting(nil)
	for piece := range strings.SplitSeq(withoutBrackets(fold.Fold(words)), "…") {
		pairs, _ := x.of(piece, 0)
		asked = append(asked, pairs...)
	}
	if len(asked) == 0 {
		list = x.singles
		_, asked = x.of(fold.Fold(words), 0)
	}
	counts := map[int]int{}
	for _, one := range asked {
		at, _ := slices.BinarySearch(list, one)
		for ; at < len(list) && list[at]>>32 == one>>32; at++ {
			counts[int(list[at]&(1<<32-1))]++
		}
	}
	var found []int
	for text, count := range counts {
		if float64(count) >= enough*float64(len(asked)) {
			found = append(found, text)
		}
	}
	slices.Sort(found)
	return found
}

// withoutBrackets drops what an editor put between brackets.
func withoutBrackets(words string) string {
	for {
		from := strings.IndexAny(words, "[［〔")
		if from < 0 {
			return words
		}
		to := strings.IndexAny(words[from:], "]］〕")
		if to < 0 {
			return words
		}
		_, size := fold.After(words, from+to)
		words = words[:from] + "…" + words[from+to+size:]
	}
}

// place is where a text holds words.
type place struct {
	source   *Source
	passage  text.Passage
	fragment string // with its sign, where the words stand there more than once
}

// places returns where the texts at hand hold words, at most a few; not in the
// source that is given. Words that are nobody's are not among them.
func (g *Graph) places(words string, not *Source) (found []place) {
	for _, source := range g.mayHold(words) {
		if source == not {
			continue
		}
		if at, ok := source.place(words); ok {
			found = append(found, at)
		}
		if len(found) == maxOffers {
			break
		}
	}
	return found
}

// mayHold returns the sources whose texts may hold words, or something like them.
func (g *Graph) mayHold(words string) (sources []*Source) {
	index, indexed := g.index()
	for _, i := range index.texts(words) {
		sources = append(sources, indexed[i])
	}
	return sources
}

// indexTexts makes the index of the texts at hand.
func (g *Graph) indexTexts() (index *textIndex, indexed []*Source) {
	var texts []string
	for _, source := range g.Sources {
		if source.text != nil && !source.Page.NoMatter {
			indexed = append(indexed, source)
			texts = append(texts, source.text.Chars)
		}
	}
	return newTextIndex(texts), indexed
}

// place returns where the text holds words that are somebody's.
func (s *Source) place(words string) (place, bool) {
	result := s.text.Match(match.Quote{Words: words, AnySpeaker: true})
	somebodys := slices.DeleteFunc(slices.Clone(result.Passages), func(passage text.Passage) bool { return passage.Nobodys })
	switch {
	case result.Verdict == match.Verbatim && len(somebodys) == len(result.Passages):
		return place{s, somebodys[0], ""}, true
	case result.Verdict == match.Ambiguous && len(somebodys) > 0:
		return s.onlyOne(words, somebodys)
	}
	return place{}, false
}

// onlyOne returns the first of several places that a fragment names alone.
func (s *Source) onlyOne(words string, passages []text.Passage) (place, bool) {
	for _, passage := range passages {
		quote := match.Quote{Words: words, Speaker: passage.Speaker, Paragraph: "p" + passage.Name()}
		if s.text.Match(quote).Verdict == match.Verbatim {
			return place{s, passage, fragment(passage)}, true
		}
	}
	return place{}, false
}
