package finding

import "github.com/alecthomas/chroma/v2"

// transcript reads the text of a transcript: speakers' labels, what the
// transcriber noted between them, and words. In a terminal it colours lines of
// text.txt; the site shows the same tokens.
var transcript = chroma.MustNewLexer(
	&chroma.Config{Name: "Transcript", Filenames: []string{"text.txt"}},
	func() chroma.Rules {
		return chroma.Rules{
			"root": {
				{Pattern: `^\p{Lu}[\p{Lu}\p{M}\d .'’\-–&,/()#]{0,80}(?:Mc\p{Lu}{1,40}|Mac\p{Lu}{1,40})?[:：]`, Type: chroma.NameEntity},
				{Pattern: `\((?:Applause|Laughter|Crosstalk|Inaudible|Pause|As interpreted)[^()\n]{0,80}\)|\[(?:Applause|Laughter|Crosstalk|Inaudible|Pause)[^\[\]\n]{0,80}\]`, Type: chroma.Comment},
				{Pattern: `[^(\[\n]+`, Type: chroma.Text},
				{Pattern: `[(\[\n]`, Type: chroma.Text},
			},
		}
	},
)

// Token is a span of a transcript: a label, a direction, or words ("").
type Token struct{ Kind, Text string }

// Transcript divides the paragraph of a transcript into its tokens, which
// together are the paragraph.
func Transcript(paragraph string) []Token {
	words := []Token{{Text: paragraph}}
	iterator, err := transcript.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: false}, paragraph)
	if err != nil {
		return words
	}
	var tokens []Token
	n := 0
	for t := iterator(); t != chroma.EOF; t = iterator() {
		kind := ""
		switch t.Type {
		case chroma.NameEntity:
			kind = "label"
		case chroma.Comment:
			kind = "direction"
		}
		n += len(t.Value)
		if last := len(tokens) - 1; last >= 0 && tokens[last].Kind == kind {
			tokens[last].Text += t.Value
			continue
		}
		tokens = append(tokens, Token{kind, t.Value})
	}
	if n != len(paragraph) {
		return words
	}
	return tokens
}
