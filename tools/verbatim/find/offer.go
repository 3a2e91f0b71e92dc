package find

import (
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

const (
	fewest  = 3  // words that are offered, where the author gave one of them
	near    = 8  // words to the edge of a clause that are taken along
	longest = 24 // words that are offered, where fewer will do
)

// offer finds what of a place a page may quote, and shows that. As few words as stand
// there once are best, and as a clause has them; then the whole sentence; and what
// stands in several paragraphs is offered with the number of one.
func (f *finder) offer(p *place) {
	held := p.source.FullText()
	f.show(p, passageAt(held, p.words))
	o := &offering{finder: f, place: p, held: held, tried: map[string]bool{}}
	a, b := held.At(p.sentence.Start), held.At(p.sentence.End)
	for _, span := range fold.TokenSpans(held.Chars[a:max(a, b)]) {
		o.tokens = append(o.tokens, fold.Span{Start: a + span.Start, End: a + span.End})
	}
	whole := p.sentence
	ways := []func() bool{o.given, o.clause, o.shortest, func() bool { return o.try(whole, "") }}
	if f.search.Block {
		ways = []func() bool{func() bool { return o.try(whole, "") }, o.given, o.clause, o.shortest}
	}
	// First the words of who says what fits, and only then with what another says round it.
	for _, o.only = range []bool{true, false} {
		for _, way := range append(ways, o.numbered) {
			if way() {
				return
			}
		}
	}
}

// offering is the search for what of a place may be quoted.
type offering struct {
	*finder
	*place
	held   *match.Text
	tokens []fold.Span // of the sentence, in the folded text
	tried  map[string]bool
	only   bool // words of who says what fits are offered, and no others
}

// try offers a span of the raw text, where a page may quote it.
func (o *offering) try(words fold.Span, fragment string) bool {
	passage := passageAt(o.held, words)
	raw := o.held.Raw()[words.Start:words.End]
	if o.only && passage.Speaker != passageAt(o.held, o.words).Speaker {
		return false
	}
	if passage.Nobodys || !o.who.is(o.source, passage) || !o.once(passage, link.Claimed(oneLine(raw)), fragment) {
		return false
	}
	markdown := o.markdown(passage, raw, fragment)
	if o.tried[markdown] || !o.search.Passes(markdown) {
		o.tried[markdown] = true
		return false
	}
	o.show(o.place, passage)
	o.hit.Markdown = markdown
	return true
}

// once reports whether words are proven in one place. It spares a page.
func (o *offering) once(passage text.Passage, words, fragment string) bool {
	quote := match.Quote{Words: words, Speaker: passage.Speaker, Paragraph: strings.TrimPrefix(fragment, "#")}
	return o.held.Match(quote).Verdict == match.Verbatim
}

// markdown returns a passage as a quotation.
func (f *finder) markdown(passage text.Passage, source *link.Source, raw, fragment string) string {
	target := "source:" + source.ID + fragment
	if f.search.Block {
		var out strings.Builder
		for paragraph := range strings.SplitSeq(raw, "\n\n") {
			if line := oneLine(paragraph); line != "" {
				out.WriteString("> " + link.Quoted(line) + "\n>\n")
			}
		}
		return out.String() + "> — [" + f.graph.Said(source, passage) + "](" + target + ")"
	}
	if passage.Speaker != "" {
		target += fmt.Sprintf(" %q", f.graph.Name(passage.Speaker))
	}
	return "[“" + link.Quoted(oneLine(raw)) + "”](" + target + ")"
}

func (o *offering) markdown(passage text.Passage, raw, fragment string) string {
	return o.finder.markdown(passage, o.source, raw, fragment)
}

// given offers the very words that the author gave, where these are more than one.
func (o *offering) given() bool {
	if o.exact == nil || fold.CountWords(fold.Fold(o.search.Words)) < 2 {
		return false
	}
	if o.exact.Verdict == match.Verbatim && len(o.exact.Passages) > 1 {
		return false // with something left out, which they show
	}
	return o.try(o.words, "")
}

// run returns the first and the last token of what fits.
func (o *offering) run() (first, last int) {
	from, to := o.held.At(o.words.Start), o.held.At(o.words.End)
	last = -1
	for i, token := range o.tokens {
		if token.Start < to && token.End > from {
			if last < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// few returns how many words are offered at least, of which a run is what fits: two
// of the author's are enough.
func (o *offering) few(first, last int) int {
	if last > first {
		return 2
	}
	return min(fewest, len(o.tokens))
}

// spanning offers a run of tokens.
func (o *offering) spanning(first, last int) bool {
	return o.try(o.held.RawSpan(fold.Span{Start: o.tokens[first].Start, End: o.tokens[last].End}), "")
}

// toEdges returns a run as far as the clause goes that it stands in, on the sides
// where its edge is near.
func (o *offering) toEdges(first, last int) (int, int) {
	from, to := first, last
	for i := first; i >= 0 && i >= first-near; i-- {
		if o.edge(i) {
			from = i
			break
		}
	}
	for i := last; i < len(o.tokens) && i <= last+near; i++ {
		if o.edge(i + 1) {
			to = i
			break
		}
	}
	if to-from+1 > longest {
		return first, last
	}
	return from, to
}

// edge reports whether more than a space stands before a token, or nothing.
func (o *offering) edge(i int) bool {
	if i == 0 || i == len(o.tokens) {
		return true
	}
	between := o.held.Chars[o.tokens[i-1].End:o.tokens[i].Start]
	return strings.Trim(between, " ") != ""
}

// clause offers what fits with what is left of its clause.
func (o *offering) clause() bool {
	first, last := o.run()
	if last < 0 {
		return false
	}
	few := o.few(first, last)
	first, last = o.toEdges(first, last)
	return last-first+1 >= few && o.spanning(first, last)
}

// shortest offers the fewest words in a row that have what fits and stand once: with
// a clause's edge where it is near, and with none that say nothing at either end,
// where there are such.
func (o *offering) shortest() bool {
	first, last := o.run()
	if last < 0 {
		return false
	}
	fewest, most := max(o.few(first, last), last-first+1), min(len(o.tokens), max(longest, last-first+1))
	for _, plain := range []bool{true, false} {
		for length := fewest; length <= most; length++ {
			for from := max(0, last-length+1); from <= first && from+length <= len(o.tokens); from++ {
				to := from + length - 1
				if o.says(from, to) != plain || !o.standsOnce(from, to) {
					continue
				}
				if a, b := o.toEdges(from, to); (a != from || b != to) && o.spanning(a, b) || o.spanning(from, to) {
					return true
				}
			}
		}
	}
	return false
}

// says reports whether a run begins and ends with words that say something.
func (o *offering) says(from, to int) bool {
	word := func(i int) string { return o.held.Chars[o.tokens[i].Start:o.tokens[i].End] }
	return !o.source.SaysNothing(word(from)) && !o.source.SaysNothing(word(to))
}

// standsOnce reports whether a run stands in one place.
func (o *offering) standsOnce(from, to int) bool {
	words := o.held.RawSpan(fold.Span{Start: o.tokens[from].Start, End: o.tokens[to].End})
	return o.once(passageAt(o.held, words), link.Claimed(oneLine(o.held.Raw()[words.Start:words.End])), "")
}

// numbered offers what stands in several paragraphs with the number of this one.
func (o *offering) numbered() bool {
	fragment := "#p" + passageAt(o.held, o.words).Name()
	return o.exact != nil && fold.CountWords(fold.Fold(o.search.Words)) > 1 && o.try(o.words, fragment) || o.try(o.sentence, fragment)
}
