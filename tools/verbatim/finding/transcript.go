package finding

import (
	"regexp"
	"sync"
)

// The parts of a transcript that are not words: the speaker's label that a
// line begins with, and what the transcriber noted in brackets. They are made where a
// transcript is shown.
var (
	transcriptLabel = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^\p{Lu}[\p{Lu}\p{M}\p{Nd} .'’\-–&,/()#]{0,80}(?:Mc\p{Lu}{1,40}|Mac\p{Lu}{1,40})?[:：]`)
	})
	transcriptNote = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\((?:Applause|Laughter|Crosstalk|Inaudible|Pause|As interpreted)[^()\n]{0,80}\)|` +
			`\[(?:Applause|Laughter|Crosstalk|Inaudible|Pause)[^\[\]\n]{0,80}\]`)
	})
)

// Token is a span of a transcript: a label, a direction, or words ("").
type Token struct{ Kind, Text string }

// Transcript divides the paragraph of a transcript into its tokens, which
// together are the paragraph. In a terminal they colour lines of text.txt; the
// site shows the same tokens.
func Transcript(paragraph string) []Token {
	var tokens []Token
	add := func(kind, text string) {
		if last := len(tokens) - 1; last >= 0 && tokens[last].Kind == kind {
			tokens[last].Text += text
		} else if text != "" {
			tokens = append(tokens, Token{kind, text})
		}
	}
	words := func(text string) {
		at := 0
		for _, note := range transcriptNote().FindAllStringIndex(text, -1) {
			add("", text[at:note[0]])
			add("direction", text[note[0]:note[1]])
			at = note[1]
		}
		add("", text[at:])
	}
	at := 0
	for _, label := range transcriptLabel().FindAllStringIndex(paragraph, -1) {
		words(paragraph[at:label[0]])
		add("label", paragraph[label[0]:label[1]])
		at = label[1]
	}
	words(paragraph[at:])
	return tokens
}
