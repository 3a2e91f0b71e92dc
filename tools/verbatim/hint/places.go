package hint

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// maxHints is how many places are named: of more, the last ones help nobody.
const maxHints = 8

// speakerHints says whose words they are.
func speakerHints(places []text.Passage) (hints []string) {
	for _, p := range places {
		h := "these are " + Whose(p) + " words"
		if p.Nobodys {
			h = "nobody says whose words these are"
		}
		if !slices.Contains(hints, h) && len(hints) < maxHints {
			hints = append(hints, h)
		}
	}
	return hints
}

// Whose says whose the words of a passage are, by the names that the text was
// read with.
func Whose(p text.Passage) string {
	if p.Speaker == "" && p.Turn != "" {
		return Possessive(p.Turn)
	}
	return Possessive(p.Speaker)
}

// Possessive says whose words are, in English: Ida Marsh’s, James’, and the
// document’s own where name is empty.
func Possessive(name string) string {
	switch {
	case name == "":
		return "the document’s own"
	case strings.HasSuffix(name, "s"):
		return name + "’"
	}
	return name + "’s"
}

// placeHints says where the words stand, when not in the place that is named.
func placeHints(t *match.Text, q match.Quote, places []text.Passage) (hints []string) {
	_, known := t.Paragraph(q.Paragraph)
	switch {
	case q.Paragraph != "" && !known:
		hints = append(hints, fmt.Sprintf("the text has no paragraph %q", q.Paragraph))
	case q.Paragraph != "":
		for _, p := range places[:min(len(places), maxHints)] {
			hints = append(hints, fmt.Sprintf("the words stand in paragraph %s, not in %s", p.Name(), strings.TrimPrefix(q.Paragraph, "p")))
		}
	}
	if q.Prefix != "" || q.Suffix != "" {
		hints = append(hints, "the words stand in the text, but not between the prefix and suffix given")
	}
	return slices.Compact(hints)
}
