package public

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
)

// exemptTitle is the reason for which the marks of a source's title prove nothing.
const exemptTitle = "title of a source"

// title is the title of a source. Its quotation marks are its own where they
// are paired, and where the text, if we hold it, has the title too: anybody can
// write a record.
type title struct {
	id, text string
	marks    int // pairs
	exempt   bool
}

// titlesOf returns the titles of the sources that have quotation marks, by ID.
func titlesOf(graph *link.Graph) map[string]*title {
	titles := map[string]*title{}
	for _, source := range graph.Sources {
		marks := mark.FindIn(source.Title, source.Language)
		if len(marks) == 0 {
			continue
		}
		paired := !slices.ContainsFunc(marks, func(m mark.Mark) bool { return m.Pair < 0 })
		named := &title{id: source.ID, text: source.Title, marks: mark.Pairs(marks), exempt: paired}
		if text := source.FullText(); text != nil && named.exempt {
			named.exempt = strings.Contains(fold.Fold(text.Raw()), fold.Fold(source.Title))
		}
		titles[source.ID] = named
	}
	return titles
}

// exempt counts the marks of a title that is shown whole.
func (c *checker) exempt(named *title) {
	c.coverage.Seen += named.marks
	c.coverage.Exempt[exemptTitle] += named.marks
}

// whole returns the title that a string is, or nil. A file of data can't
// declare what a string is.
func (s *site) whole(text string) *title { return s.texts[text] }

// title checks that an element that declares the title of a source shows it
// whole, and nothing else; in the title of a page the site's may follow.
func (r *htmlReader) title(elem *element) {
	shown := strings.TrimSpace(r.shown(elem))
	if shown == elem.titled.text || elem.name == "title" && strings.HasPrefix(shown, elem.titled.text) && len(mark.Find(strings.TrimPrefix(shown, elem.titled.text))) == 0 {
		return
	}
	r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
		Message: fmt.Sprintf("the page shows other words than the title of %s: %s", elem.titled.id, excerpt(shown)), Help: "mend the layout"})
}
