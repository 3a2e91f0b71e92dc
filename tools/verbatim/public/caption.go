package public

import (
	"fmt"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// caption checks the caption of a quotation: a dash, the speaker, and where and
// when the words were said, in this order. Its links say no more than the title
// of the source or the page that they lead to, and the paragraph; what is no
// link is the occasion, or says nothing.
func (r *htmlReader) caption(elem *element, proof *link.Proof) {
	wrong := func(format string, values ...any) {
		r.report(finding.Finding{Rule: finding.ReadBackSpeaker, File: r.file, Span: elem.at,
			Message: "the caption of a quotation " + fmt.Sprintf(format, values...), Help: "mend the layout: a dash, the speaker, the source; nothing else"})
	}
	if proof.Passage == nil || proof.Use.Kind != prose.Quotation {
		return
	}
	source, speaker := proof.Passage.Source, proof.Said(r.graph)
	shown := strings.TrimSpace(r.shown(elem))
	if !strings.HasPrefix(strings.TrimLeftFunc(shown, func(char rune) bool { return unicode.IsSpace(char) || unicode.Is(unicode.Pd, char) }), speaker) {
		wrong("does not begin with the speaker, %s: %s", speaker, excerpt(shown))
		return
	}
	loose := r.beyond(elem)
	if source.Occasion != "" {
		loose = strings.ReplaceAll(loose, source.Occasion, "")
	}
	if fold.HasWord(loose) {
		wrong("says more than speaker, source and occasion: %s", excerpt(loose))
	}
	for _, said := range elem.links {
		if !r.names(said, source, proof.Use.Page) {
			wrong("has a link that says more than what it leads to: %s", excerpt(said))
		}
	}
}

// names reports whether the text of a link in a caption is the title of the
// source, with a paragraph, or that of the page of the quotation, or a name.
func (c *checker) names(said string, source *link.Source, page *prose.Page) bool {
	said = strings.Join(strings.Fields(said), " ")
	if said == page.Title() || said == "" {
		return true
	}
	rest, ok := strings.CutPrefix(said, strings.Join(strings.Fields(source.Title), " "))
	if !ok {
		return false
	}
	words := 0
	fold.Tokens(rest, func(start, end int) bool {
		words++
		return true
	})
	return words <= maxPlace && !c.people(rest)
}

// maxPlace is how many words a caption may need to name a paragraph: paragraph 9,
// Absatz 9 von 12.
const maxPlace = 4

// people reports whether text holds a word of a person's name.
func (c *checker) people(text string) bool {
	text = fold.Fold(text)
	for _, person := range c.graph.Site.People {
		for name := range strings.FieldsSeq(fold.Fold(person.Title())) {
			if strings.Contains(text, name) {
				return true
			}
		}
	}
	return false
}
