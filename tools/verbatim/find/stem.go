package find

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kljensen/snowball"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// stemmed are the languages whose words are found in all their forms, by tag.
var stemmed = map[string]string{
	"en": "english", "es": "spanish", "fr": "french", "hu": "hungarian", "nb": "norwegian", "no": "norwegian", "ru": "russian", "sv": "swedish",
}

// british are spellings that would have a stem of their own.
var british = regexp.MustCompile(`(is)(?:ations?|e|ed|es|ing)$|^(?:def|off|lic|pret)(enc)es?$|^...+(our)(?:s|ed|ing|able|ite)?$`)

// stems are those of words, by language and word: a text has few different ones.
type stems map[[2]string]string

// of returns what is alike in all forms of a word, which is in small letters.
func (s stems) of(word, tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	key := [2]string{tag, word}
	if stem, ok := s[key]; ok {
		return stem
	}
	stem := word
	if name, ok := stemmed[tag]; ok {
		if tag == "en" {
			stem = american(stem)
		}
		if shorter, err := snowball.Stem(stem, name, true); err == nil {
			stem = shorter
		}
	}
	s[key] = stem
	return stem
}

// american returns a word as it is spelt in the United States.
func american(word string) string {
	at := british.FindStringSubmatchIndex(word)
	for i, with := range []string{"iz", "ens", "or"} {
		if at != nil && at[2*i+2] >= 0 {
			return word[:at[2*i+2]] + with + word[at[2*i+3]:]
		}
	}
	return word
}

// term is a word that is looked for.
type term struct{ word, stem string }

// terms returns the words that are looked for in a source: those that say something
// in its language, or all where none does.
func (f *finder) terms(source *link.Source) (asked []term) {
	keys := fold.Keys(fold.Fold(f.search.Words))
	says := slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return source.SaysNothing(key) || utf8.RuneCountInString(key) == 1 && key[0] >= 'a' && key[0] <= 'z'
	})
	if len(says) == 0 {
		says = keys
	}
	for _, key := range says {
		one := term{key, f.stems.of(key, source.Language)}
		if !slices.ContainsFunc(asked, func(other term) bool { return other.stem == one.stem }) {
			asked = append(asked, one)
		}
	}
	return asked
}

// which returns the number of the term that a word of a text is a form of, or -1.
func (f *finder) which(asked []term, word, tag string) int {
	for i, one := range asked {
		// No stemmer changes the beginning of a word.
		if one.word[0] == word[0] && (one.word == word || f.stems.of(word, tag) == one.stem) {
			return i
		}
	}
	return -1
}
