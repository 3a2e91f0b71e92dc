package link

import (
	"strings"

	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Found is a place of a source that holds words, or comes near them.
type Found struct {
	Source        *Source
	Exact         bool
	Proves        bool   // Inline and Block are proven as they are
	Paragraph     string // the label that the text prints, or its count
	Speaker       string // name of the person, label of nobody, or who wrote the document
	Before, After string // context, as published
	Text          string // as published
	Hints         []string

	said     bool // by a person
	fragment string
}

// Find searches the texts at hand for words: the places where they stand come
// first, then the nearest passage of each other text, both in the order of the
// sources. Words that are nobody's are not offered: nothing could be proven by
// them.
func (g *Graph) Find(words string) []Found {
	var exact, near []Found
	for _, source := range g.Sources {
		if source.text == nil {
			continue
		}
		quote := match.Quote{Words: words, AnySpeaker: true}
		result := source.text.Match(quote)
		switch {
		case result.Verdict == match.Verbatim:
			first, last := result.Passages[0], result.Passages[len(result.Passages)-1]
			first.End = last.End
			exact = append(exact, g.found(source, first, ""))
		case result.Verdict == match.Ambiguous:
			for _, passage := range result.Passages {
				exact = append(exact, g.found(source, passage, fragment(passage)))
			}
		default:
			if _, nearest := hint.Explain(source.text, quote, result); nearest != nil {
				place := g.found(source, nearest.Passage, "")
				place.Exact, place.Hints = false, nearest.Hints
				near = append(near, place)
			}
		}
	}
	return append(exact, near...)
}

// found is a passage of a source as a place that holds the words.
func (g *Graph) found(source *Source, passage text.Passage, fragment string) Found {
	raw := source.text.Raw()
	before, after := source.text.Context(passage.Span, contextWords)
	place := Found{Source: source, Exact: true, Paragraph: passage.Name(), Speaker: g.said(source, passage), said: passage.Speaker != "",
		Before: raw[before.Start:passage.Start], Text: raw[passage.Start:passage.End], After: raw[passage.End:after.End], fragment: fragment}
	if passage.Nobodys {
		place.Speaker = "nobody"
		return place
	}
	quote := match.Quote{Words: levels.Replace(place.Text), Speaker: passage.Speaker, Paragraph: strings.TrimPrefix(fragment, "#")}
	place.Proves = source.text.Match(quote).Verdict == match.Verbatim
	return place
}

// markdown escapes what CommonMark would read as markup.
var markdown = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, "`", "\\`", `&`, `\&`, `~`, `\~`)

// levels changes double quotation marks to single ones, as inner quotations
// have it.
var levels = strings.NewReplacer("“", "‘", "”", "’")

// Inline returns the passage as an inline quotation.
func (f Found) Inline() string {
	title := ""
	if f.said {
		title = ` "` + f.Speaker + `"`
	}
	words := strings.Join(strings.Fields(f.Text), " ")
	return "[“" + Quoted(words) + "”](source:" + f.Source.ID + f.fragment + title + ")"
}

// Block returns the passage as a block quotation.
func (f Found) Block() string {
	var out strings.Builder
	for paragraph := range strings.SplitSeq(f.Text, "\n\n") {
		if line := strings.Join(strings.Fields(paragraph), " "); line != "" {
			out.WriteString("> " + markdown.Replace(line) + "\n>\n")
		}
	}
	out.WriteString("> — [" + f.Speaker + "](source:" + f.Source.ID + f.fragment + ")\n")
	return out.String()
}

// Quoted returns words of a text as a page quotes them: what would be read as markup
// is escaped, and the text's own marks are inner ones.
func Quoted(words string) string { return markdown.Replace(levels.Replace(words)) }

// Cited returns words of a text as the title of a citation has them.
func Cited(words string) string { return markdown.Replace(strings.ReplaceAll(words, `"`, "'")) }
