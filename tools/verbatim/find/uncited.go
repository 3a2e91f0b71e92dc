package find

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// Uncited is a sentence of a source's text of which no page uses a word.
type Uncited struct {
	Paragraph string // the label that the text prints, or its count
	Words     string // as published, on one line
}

// UncitedIn returns the sentences of a text that no page uses, in the order of the text.
// A sentence that stands several times counts once, and is used where any of them is.
// What ends as no sentence does, such as a headline or a date, is none.
func UncitedIn(graph *link.Graph, source *link.Source) (list []Uncited) {
	t := source.FullText()
	if t == nil {
		return nil
	}
	var used []fold.Span
	for _, page := range graph.Site.Pages {
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Use.Source != source.ID {
				continue
			}
			for _, piece := range proof.Places() {
				used = append(used, piece.Span)
			}
		}
	}
	language := t.Language()
	known, cited := map[string]bool{}, map[string]bool{} // sentences, by their characters
	var chars []string                                   // of the list
	for _, unit := range t.Units() {
		for at := unit.Start; at < unit.End; {
			sentence := t.Sentence(language, at)
			sentence.Start = at
			if sentence.End <= at {
				break
			}
			at = sentence.End
			said := strings.TrimSpace(t.Chars[sentence.Start:sentence.End])
			if !isSentence(language, said) {
				continue
			}
			span := t.RawSpan(sentence)
			if slices.ContainsFunc(used, func(one fold.Span) bool { return one.Start < span.End && span.Start < one.End }) {
				cited[said] = true
			}
			if !known[said] {
				known[said] = true
				in := t.Paragraphs()[t.ParagraphAt(span.Start)]
				list = append(list, Uncited{cmp.Or(in.Label, strconv.Itoa(in.Number)), strings.Join(strings.Fields(t.Raw()[span.Start:span.End]), " ")})
				chars = append(chars, said)
			}
		}
	}
	kept := list[:0]
	for i, one := range list {
		if !cited[chars[i]] {
			kept = append(kept, one)
		}
	}
	return kept
}

// isSentence reports whether folded characters say something and end as a sentence does.
func isSentence(language *fold.Language, chars string) bool {
	bare := strings.TrimRight(chars, ` "')]」』〕`)
	last, _ := fold.Before(bare, len(bare))
	return language.IsEnd(last) && fold.HasWord(bare)
}
