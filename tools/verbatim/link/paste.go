package link

import (
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// markdown escapes what CommonMark would read as markup.
var markdown = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, "`", "\\`", `&`, `\&`, `~`, `\~`)

// levels changes double quotation marks to single ones, as inner quotations
// have it.
var levels = strings.NewReplacer("“", "‘", "”", "’")

// Quoted returns words of a text as a page quotes them: what would be read as markup
// is escaped, and the text's own marks are inner ones.
func Quoted(words string) string { return markdown.Replace(levels.Replace(words)) }

// Cited returns words of a text as the title of a citation has them.
func Cited(words string) string { return markdown.Replace(strings.ReplaceAll(words, `"`, "'")) }

// Claimed returns words of a text as they are claimed by what Quoted writes.
func Claimed(words string) string { return levels.Replace(words) }

// Try proves what a page claims that is no part of the site: the graph stays as it
// is.
func (g *Graph) Try(page *prose.Page, report finding.Report) {
	for _, use := range page.Uses {
		if source := g.byID[use.Source]; source != nil {
			proofs, references, failed := source.proofs, source.References, source.failed
			defer func() { source.proofs, source.References, source.failed = proofs, references, failed }()
		}
	}
	g.claims(page, report)
}
