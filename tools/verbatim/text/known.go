package text

import (
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// NamesOf returns the names of a speaker.
func (t *Text) NamesOf(speaker string) []string {
	if names := t.options.Names[speaker]; len(names) > 0 || speaker == "" {
		return names
	}
	return []string{speaker}
}

// Names reports whether words are a known name, or stand in the text.
func (t *Text) Names(words string) bool {
	if t.part {
		return true // it may stand in the rest
	}
	for _, name := range t.options.Known {
		if strings.EqualFold(fold.Fold(name), words) {
			return true
		}
	}
	for _, names := range t.options.Names {
		for _, name := range names {
			if strings.EqualFold(fold.Fold(name), words) {
				return true
			}
		}
	}
	for from := 0; from <= len(t.Chars)-len(words); {
		i := indexFold(t.Chars[from:], words)
		if i < 0 {
			return false
		}
		i += from
		if fold.Boundary(t.Chars, i) && fold.Boundary(t.Chars, i+len(words)) {
			return true
		}
		from = i + 1
	}
	return false
}

// indexFold returns where words stand in s, the case of their first letter
// aside, or -1.
func indexFold(s, words string) int {
	i := strings.Index(s, words)
	r, n := utf8.DecodeRuneInString(words)
	if other := string(fold.OtherCase(r)); other != words[:n] {
		if j := strings.Index(s, other+words[n:]); j >= 0 && (i < 0 || j < i) {
			return j
		}
	}
	return i
}
