package link

import (
	"strings"

	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
)

// Found is a place of a source that holds words, or comes near them.
type Found struct {
	Source        *Source
	Exact         bool
	Paragraph     string // the label that the text prints, or its count
	Speaker       string // name of the person, or of who wrote the document
	Before, After string // context, as published
	Text          string // as published
	Hints         []string

	said     bool // by a person
	fragment string
}

// Find searches the texts at hand for words: the places where they stand come
// first, then the nearest passage of each other text, both in the order of the
// sources.
func (g *Graph) Find(words string) []Found {
	var exact, near []Found
	for _, s := range g.Sources {
		if s.text == nil {
			continue
		}
		quote := match.Quote{Words: words, AnySpeaker: true}
		result := s.text.Match(quote)
		switch {
		case result.Verdict == match.Verbatim:
			first, last := result.Passages[0], result.Passages[len(result.Passages)-1]
			first.End = last.End
			exact = append(exact, g.found(s, first))
		case result.Verdict == match.Ambiguous:
			for _, p := range result.Passages {
				f := g.found(s, p)
				f.fragment = "#p" + f.Paragraph
				exact = append(exact, f)
			}
		default:
			if _, nearest := hint.Explain(s.text, quote, result); nearest != nil {
				f := g.found(s, nearest.Passage)
				f.Exact, f.Hints = false, nearest.Hints
				near = append(near, f)
			}
		}
	}
	return append(exact, near...)
}

func (g *Graph) found(s *Source, p match.Passage) Found {
	piece := s.piece(p)
	f := Found{Source: s, Exact: true, Paragraph: piece.Name(), Speaker: s.Voice(), said: p.Speaker != "",
		Before: piece.Prefix, Text: piece.Exact, After: piece.Suffix}
	if f.said {
		f.Speaker = g.Name(p.Speaker)
	}
	return f
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
	return "[“" + markdown.Replace(levels.Replace(words)) + "”](source:" + f.Source.ID + f.fragment + title + ")"
}

// Block returns the passage as a block quotation.
func (f Found) Block() string {
	var b strings.Builder
	for paragraph := range strings.SplitSeq(f.Text, "\n\n") {
		if line := strings.Join(strings.Fields(paragraph), " "); line != "" {
			b.WriteString("> " + markdown.Replace(line) + "\n>\n")
		}
	}
	b.WriteString("> — [" + f.Speaker + "](source:" + f.Source.ID + f.fragment + ")\n")
	return b.String()
}
