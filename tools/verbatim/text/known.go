package text

import (
	"maps"
	"slices"
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
	if t.Known(words) {
		return true
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

// Known reports whether words are a name that is known beside the text: of a person,
// a place or a term.
func (t *Text) Known(words string) bool {
	is := func(name string) bool { return strings.EqualFold(fold.Fold(name), words) }
	if slices.ContainsFunc(t.options.Known, is) {
		return true
	}
	for person, names := range t.options.Names {
		if is(person) || slices.ContainsFunc(names, is) {
			return true
		}
	}
	return slices.Contains(slices.Collect(maps.Values(t.options.Speakers)), words)
}
