package link

import (
	"strings"
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
