package saying

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// scriptTags are the languages that are taken for those of words in a script
// which the page's own language is not written in.
var scriptTags = [...]struct {
	script *unicode.RangeTable
	tag    string
}{{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Cyrillic, "ru"}, {unicode.Latin, "en"}}

// tonguesOf returns the languages with lists in which a text may be read: the
// page's, and that of its script where the page's has another one.
func tonguesOf(text, language string) (tongues []*fold.Language) {
	own := fold.LanguageOf(language)
	if own != nil {
		tongues = append(tongues, own)
	}
	letters := firstLetters(text)
	for i, of := range scriptTags {
		letter := letters[i]
		if letter == 0 {
			continue
		}
		known := language != "" && of.tag == "en" // Latin letters of a language without lists
		if own != nil {
			known = own.Writes(letter)
		}
		if other := fold.LanguageOf(of.tag); !known && other != nil && !slices.Contains(tongues, other) {
			tongues = append(tongues, other)
		}
		if of.tag == "ja" {
			break // its Chinese characters are Japanese
		}
	}
	return tongues
}

// firstLetters returns the first letter of each script in a text, 0 where it has none.
func firstLetters(text string) (first [len(scriptTags)]rune) {
	for _, char := range text {
		if char < utf8.RuneSelf {
			if latin := &first[len(first)-1]; *latin == 0 && fold.IsWord(char) && char > '9' && char != '_' {
				*latin = char
			}
			continue
		}
		for i, of := range scriptTags {
			if first[i] == 0 && unicode.Is(of.script, char) {
				first[i] = char
			}
		}
	}
	return first
}

// spokenText is a text with what a language says of its words.
type spokenText struct {
	text  string // folded
	words []fold.Word
}

func readWords(tongue *fold.Language, text string) spokenText {
	folded := fold.Fold(text)
	return spokenText{folded, tongue.Words(folded)}
}

// is reports whether the word i is of a class.
func (t spokenText) is(i int, class fold.Class) bool { return t.words[i].Class&class != 0 }

// between returns what stands from the end of the word i to the beginning of
// the word j, or to the end of the text.
func (t spokenText) between(i, j int) string {
	if j < len(t.words) {
		return t.text[t.words[i].End:t.words[j].Start]
	}
	return t.text[t.words[i].End:]
}

// firstOf returns the first word of a class from i on, or -1.
func (t spokenText) firstOf(class fold.Class, i int) int {
	for ; i < len(t.words); i++ {
		if t.is(i, class) {
			return i
		}
	}
	return -1
}

// lastOf returns the last word of a class, or -1.
func (t spokenText) lastOf(class fold.Class) int {
	for i := len(t.words) - 1; i >= 0; i-- {
		if t.is(i, class) {
			return i
		}
	}
	return -1
}

// lastSentence returns what follows the last end of a sentence in a text;
// nothing where the text ends with one.
func lastSentence(tongue *fold.Language, text string) string {
	text = strings.TrimRight(fold.Fold(text), " ")
	next := text + " A" // as if another one began
	start := 0
	fold.Tokens(next, func(at, _ int) bool {
		if at > 0 && tongue.Ends(next, at, true) {
			start = at
		}
		return true
	})
	return text[min(start, len(text)):]
}

// firstSentence returns what precedes the first end of a sentence in a text,
// the mark included.
func firstSentence(tongue *fold.Language, text string) string {
	text = fold.Fold(text)
	end := len(text)
	fold.Tokens(text, func(at, _ int) bool {
		if at > 0 && tongue.Ends(text, at, true) {
			end = at
			return false
		}
		return true
	})
	return text[:end]
}
