package public

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
)

// reading is a paragraph of a text of which a page shows what pages use.
type reading struct {
	source *link.Source
	number int
	words  string // that are to be marked, without blanks
	places []placed
}

// placed is an id inside it, and how many bytes of its words, without blanks, stand
// before.
type placed struct {
	id string
	at int
}

// readingOf returns the paragraph that a key names, ID#N, or nil where no page uses
// anything of it.
func (c *checker) readingOf(key string) *reading {
	id, number, _ := strings.Cut(key, "#")
	source := c.graph.Source(id)
	count, err := strconv.Atoi(number)
	if source == nil || err != nil {
		return nil
	}
	read := &reading{source: source, number: count}
	for _, held := range c.ranges(source) {
		if held.Paragraph == count {
			read.words += spaceless(held.Text)
		}
	}
	if read.words == "" {
		return nil
	}
	c.read[id] = append(c.read[id], count)
	return read
}

// ranges returns the words of a source that pages use.
func (c *checker) ranges(source *link.Source) []evidence.Range {
	if known, ok := c.used[source]; ok {
		return known
	}
	c.used[source] = evidence.Ranges(piecesOf(source.Passages))
	return c.used[source]
}

// reading compares a paragraph with the words of it that pages use, and the place of
// each passage with where its words begin.
func (r *htmlReader) reading(elem *element) {
	read := elem.read
	wrong := func(format string, values ...any) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("paragraph %d of %s ", read.number, read.source.ID) + fmt.Sprintf(format, values...), Help: "mend the layout"})
	}
	shown := spaceless(elem.marked.String())
	if shown != read.words {
		wrong("is shown with other words than pages use: %s", excerpt(elem.marked.String()))
		return
	}
	if said := elem.apartly.String(); strings.TrimSpace(said) != "" {
		wrong("is shown with words that are none of its own: %s", excerpt(said))
	}
	for _, passage := range read.source.Passages {
		if first := passage.Pieces[0]; first.Paragraph == read.number {
			words := spaceless(first.Exact)
			if !slices.ContainsFunc(read.places, func(place placed) bool {
				return place.id == passage.Anchor && strings.HasPrefix(shown[place.at:], words)
			}) {
				wrong("is shown without the place of a passage, where its words begin: #%s", passage.Anchor)
			}
		}
	}
}

// gaps are what stands between words that are read: that so many are left out, in at
// most so many words, or the letter of a sentence.
var (
	leftOut = regexp.MustCompile(`^\W*[0-9]+(?:[ \x{a0}]\p{L}+){0,2}$`)
	letter  = regexp.MustCompile(`^[a-z]{1,2}$`)
)

// Between reports whether an element that stands between words that are read says
// only that some are left out or, <sup>, which sentence begins.
func Between(name, said string) bool {
	form := leftOut
	if name == "sup" {
		form = letter
	}
	return form.MatchString(strings.TrimSpace(said))
}

// gap reports what says more between the words of a text than that some are left
// out, and which sentence begins.
func (r *htmlReader) gap(elem *element) {
	if said := elem.words.String(); !Between(elem.name, said) && slices.ContainsFunc(r.stack, func(open *element) bool { return open.read != nil }) {
		r.form(elem.at, "a gap that says more than how many words are left out: "+excerpt(said))
	}
}

// checkRead reports texts of which the page of the source shows not all that pages
// use, or not in order.
func (c *checker) checkRead() {
	for _, source := range c.graph.Sources {
		shown, ok := c.read[source.ID]
		if !ok {
			continue
		}
		var want []int
		for _, held := range c.ranges(source) {
			if len(want) == 0 || want[len(want)-1] != held.Paragraph {
				want = append(want, held.Paragraph)
			}
		}
		if !slices.Equal(shown, want) {
			c.report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
				Message: "the page does not show once and in order all paragraphs of which pages use words", Help: "mend the layout"})
		}
	}
}
