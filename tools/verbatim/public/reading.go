package public

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// reading is a paragraph of a text of which a page shows what pages use.
type reading struct {
	source *link.Source
	number int
	want   *evidence.Reading
	quoted string // of its words, those that quotations rest on
	places []placed
	said   []placed // gaps and letters between its words: their names, and where they stand
}

// placed is an id inside it, or what stands between its words, and how many bytes of
// these, without blanks, stand before.
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
	used := c.readings(source)
	if used.all[count] == nil {
		return nil
	}
	read := &reading{source: source, number: count, want: used.all[count]}
	if of := used.quoted[count]; of != nil {
		read.quoted = of.Words
	}
	c.read[id] = append(c.read[id], count)
	return read
}

// readings are what pages use of the paragraphs of a source, and what they quote.
type readings struct{ all, quoted map[int]*evidence.Reading }

func (s *site) readings(source *link.Source) readings {
	return once(&s.used, source, func() readings {
		var of []*link.Passage
		for _, passage := range source.Passages {
			if slices.ContainsFunc(passage.Uses, func(proof *link.Proof) bool { return proof.Use.Kind == prose.Quotation }) {
				of = append(of, passage)
			}
		}
		return readings{evidence.Readings(piecesOf(source.Passages)), evidence.Readings(piecesOf(of))}
	})
}

// reading compares a paragraph with the words of it that pages use, and the place of
// each passage with where its words begin.
func (r *htmlReader) reading(elem *element) {
	read := elem.read
	wrong := func(format string, values ...any) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("paragraph %d of %s ", read.number, read.source.ID) + fmt.Sprintf(format, values...), Help: "mend the layout"})
	}
	shown := spaceless(r.marked(elem))
	if shown != read.want.Words {
		wrong("is shown with other words than pages use: %s", excerpt(r.marked(elem)))
		return
	}
	if spaceless(r.quoted(elem)) != read.quoted {
		wrong("marks other words as quoted than are: %s", excerpt(r.quoted(elem)))
	}
	if said := r.apartly(elem); strings.TrimSpace(said) != "" {
		wrong("is shown with words that are none of its own: %s", excerpt(said))
	}
	piece := 0
	for _, passage := range read.source.Passages {
		at, ok := read.want.Begins[piece]
		if piece += len(passage.Pieces); ok && !slices.Contains(read.places, placed{passage.Anchor, at}) {
			wrong("is shown without the place of a passage, where its words begin: #%s", passage.Anchor)
		} else if ok {
			r.found[passage] = true
		}
	}
	for i, said := range read.said {
		if slices.Contains(read.said[:i], said) || !Left(read.want, said.id, said.at) {
			wrong("says between its words what is not so there: %s", excerpt(said.id))
		}
	}
}

// placesIn notes which passages have their place in a paragraph of a text that is
// published whole, right where their words begin.
func (r *htmlReader) placesIn(elem *element) {
	words := r.shown(elem)
	for _, passage := range elem.of.Passages {
		first := passage.Pieces[0]
		for _, place := range elem.places {
			if r.path == elem.of.Page.Path && place.id == passage.Anchor && first.Paragraph == elem.number &&
				strings.HasSuffix(words[:place.at], first.Prefix) && strings.HasPrefix(words[place.at:], first.Exact+first.Suffix) {
				r.found[passage] = true
			}
		}
	}
}

// gaps are what stands between words that are read: that so many are left out, in at
// most so many words, or the letter of a sentence.
var (
	leftOut = regexp.MustCompile(`^[\s\p{Z}\p{P}\p{S}]*([0-9]+)(?:[ \x{a0}]\p{L}+){0,2}$`)
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

// Left reports whether as many words are left out of what is read as is said after
// so many bytes of its words, or that sentence begins there.
func Left(read *evidence.Reading, said string, at int) bool {
	said = counted(said)
	return read.Gaps[at] > 0 && said == strconv.Itoa(read.Gaps[at]) || said == read.Letters[at]
}

// counted returns the number of words of a gap, or the letter of a sentence.
func counted(said string) string {
	said = strings.TrimSpace(said)
	if count := leftOut.FindStringSubmatch(said); count != nil {
		return count[1]
	}
	return said
}

// gap reports what says more between the words of a text than that some are left
// out, and which sentence begins.
func (r *htmlReader) gap(elem *element) {
	said := r.shown(elem)
	for _, open := range r.stack {
		switch {
		case open.read == nil:
		case !Between(elem.name, said) || r.named(said) != "":
			r.form(elem.at, "a gap that says more than how many words are left out: "+excerpt(said))
		default:
			open.read.said = append(open.read.said, placed{counted(said), len(spaceless(r.marked(open)))})
		}
	}
}

// checkRead reports texts of which the page of the source shows not all that pages
// use, or not in order.
func (s *site) checkRead(report finding.Report) {
	for _, source := range s.graph.Sources {
		shown, ok := s.all.read[source.ID]
		if !ok {
			continue
		}
		if !slices.Equal(shown, slices.Sorted(maps.Keys(s.readings(source).all))) {
			report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
				Message: "the page does not show once and in order all paragraphs of which pages use words", Help: "mend the layout"})
		}
	}
}
