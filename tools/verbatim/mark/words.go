package mark

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// What the words beside a mark say of it.

// opaque stands for something whose words are not there.
const opaque = '\uFFFC'

// isWordly reports a word character that shows.
func isWordly(char rune) bool { return fold.IsWord(char) && !fold.IsFiller(char) }

// isOpener reports brackets and marks that stand before what they open.
func isOpener(char rune) bool {
	return strings.ContainsRune("([{（［｛", char) || fold.IsOpening(char)
}

// looksBlank reports what shows nothing and is no white space: invisible
// characters, and the fillers of Hangul, which Unicode calls letters.
func looksBlank(char rune) bool {
	return char != 0 && fold.IsInvisible(char) || fold.IsFiller(char)
}

// spelt reports a word character of a script that spells with apostrophes, or
// may: there an apostrophe between two of them is no mark.
func spelt(char rune) bool {
	return fold.IsSpaced(char) && char != '_' && !fold.IsFiller(char) && !unicode.Is(unicode.Hangul, char)
}

// isEnd reports punctuation that ends words.
func isEnd(char rune) bool { return strings.ContainsRune(".,;:!?…)]}。、，．！？）］", char) }

// begins reports whether a quotation may begin with r.
func begins(char rune) bool {
	return fold.IsWord(char) || char != 0 && !fold.IsBlank(char) && !isEnd(char) && char != utf8.RuneError || looksBlank(char)
}

// beforeWord reports whether white space and then a word follow; rest is what
// follows the mark.
func (at place) beforeWord(rest string) bool {
	if !fold.IsBlank(at.after) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, fold.IsBlank))
	return fold.IsWord(next)
}

// hebrew reports a place between two letters of Hebrew.
func hebrew(at place) bool {
	return at.before >= 0x5D0 && at.before <= 0x5EA && at.after >= 0x5D0 && at.after <= 0x5EA
}

const vowels = "aeiouāēīōūAEIOUĀĒĪŌŪ"

// longVowel reports a vowel after which scholars write hamza: wuzarāʼ.
func longVowel(char rune) bool { return strings.ContainsRune("āīūĀĪŪ", char) }

// transliterated reports a word with letters that only scholars write in Latin
// script, for Arabic and the like: Rāfiʿ, Ṭāʾif.
func transliterated(word string) bool {
	return strings.ContainsAny(strings.Trim(word, "ʾʿ"), "āīūēōḥṣḍṭẓḏṯġḫšǧčʾʿ")
}

// okina reports whether ‘ between two letters may be one of its word: between
// vowels, or after the o and g of Uzbek; but not where a capital follows.
func okina(before, after rune) bool {
	if unicode.IsLower(before) && unicode.IsUpper(after) {
		return false
	}
	return strings.ContainsRune("oOgG", before) || strings.ContainsRune(vowels, before) && strings.ContainsRune(vowels, after)
}

// maxWord is the length in bytes of the longest word that is looked up.
const maxWord = 16

// wordAfter returns the word that begins text, in lower case; it is empty where
// the word is longer than any that is looked up.
func wordAfter(text string) string {
	text = text[:min(len(text), maxWord)]
	end := strings.IndexFunc(text, func(r rune) bool { return !fold.IsWord(r) })
	if end < 0 && len(text) < maxWord {
		end = len(text)
	}
	return strings.ToLower(text[:max(end, 0)])
}

// wordBefore returns the word that ends text, in lower case, or the end of it.
func wordBefore(text string) string {
	text = text[max(0, len(text)-maxWord):]
	if i := strings.LastIndexFunc(text, func(r rune) bool { return !fold.IsWord(r) }); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		text = text[i+size:]
	}
	return strings.ToLower(text)
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// elisions are words that begin with an apostrophe.
var elisions = words(`
	tis twas twere twill twould tisn twasn til till em cause cos cuz bout round n s t d m ll re ve kay neath gainst
	im er ere ello ow ave alf ome nuff tween twixt cept scuse spect nother mid mongst bove pon fraid fore sup phone
	hood burbs copter gator
	k r ie der ns z nen nem ner ne rein raus rauf runter
	sto sta sti ste na nu ndrangheta ndrina vec`)

// elided reports whether the word at i of the block is one that begins with an
// apostrophe; years of two figures are. A word with a mark right behind it is
// none (the letter 't'), nor is an initial ('K. K. K.').
func (m *scanner) elided(i int) bool {
	word := wordAfter(m.s[i:])
	if end := i + len(word); end < len(m.s) {
		next, _ := utf8.DecodeRuneInString(m.s[end:])
		if fold.ShapeOf(next).Level() == '\'' || next == '.' && len(word) == 1 {
			return false
		}
	}
	if elisions[word] {
		return true
	}
	word = strings.TrimSuffix(word, "s")
	return len(word) == 2 && fold.IsDigit(rune(word[0])) && fold.IsDigit(rune(word[1]))
}

// clips are words that end with an apostrophe.
var clips = words(`o an th wi ol ole lil mo po fo sho de tha gran han lan ca va fa sta da di be to tho thro altho
	awa fu ha ta ma d l qu c j t n`)

// clipped reports whether the word at the end of text may end with an
// apostrophe: a possessive (leaders’, Bosch’, Alice’), a dropped letter
// (runnin’, ol’).
func clipped(text string) bool {
	word := wordBefore(text)
	if endsInS(word) || clips[word] {
		return true
	}
	for _, end := range []string{"in", "ce", "sch", "ß"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// endsInS reports whether text ends in a letter of the sound of s.
func endsInS(text string) bool {
	return text != "" && strings.IndexByte("sxzSXZ", text[len(text)-1]) >= 0
}

// contractions are what follows an apostrophe inside a word.
var contractions = words("s t d m re ve ll em all n er am y clock")

// contracts reports whether the apostrophe at a span, inside a word, is surely
// one: it’s, O’Brien, d’Arc, qu’il.
func (m *scanner) contracts(at fold.Span) bool {
	return contractions[wordAfter(m.s[at.End:])] || utf8.RuneCountInString(wordBefore(m.s[:at.Start])) < 3
}

// insertion returns the length of an n between two apostrophes at i that joins
// two words (rock ’n’ roll, also as word processors set it: ‘n’), or 0.
func (m *scanner) insertion(i int) int {
	first, size := utf8.DecodeRuneInString(m.s[i:])
	letter := i + size
	if letter+1 >= len(m.s) || m.s[letter] != 'n' && m.s[letter] != 'N' {
		return 0
	}
	second, size := utf8.DecodeRuneInString(m.s[letter+1:])
	if !mayElide(first) || !mayElide(second) {
		return 0
	}
	end := letter + 1 + size
	before, _ := utf8.DecodeLastRuneInString(blankOff(m.s[:i]))
	after, size := utf8.DecodeRuneInString(m.s[end:])
	if fold.IsBlank(after) {
		after, _ = utf8.DecodeRuneInString(m.s[end+size:])
	}
	if !fold.IsWord(before) || !fold.IsWord(after) {
		return 0
	}
	return end - i
}

// mayElide reports a character that is set for an apostrophe, rightly or not.
func mayElide(char rune) bool {
	shape := fold.ShapeOf(char)
	return shape.Level() == '\'' && shape.Kind() != fold.Always
}

// blankOff returns text without one blank at its end.
func blankOff(text string) string {
	if last, size := utf8.DecodeLastRuneInString(text); fold.IsBlank(last) {
		return text[:len(text)-size]
	}
	return text
}

// wordsAfter returns where the first letter stands from i on, or the length of
// the block.
func (m *scanner) wordsAfter(i int) int {
	if i < m.words.Start || i > m.words.End {
		m.words = fold.Span{Start: i, End: len(m.s)}
		for offset, char := range m.s[i:] {
			if unicode.IsLetter(char) && !fold.IsFiller(char) && fold.ShapeOf(char) == 0 {
				m.words.End = i + offset
				break
			}
		}
	}
	return m.words.End
}

const figures = "0123456789½¼¾./"

// yearFigures is how many digits a year has, and a measure has not.
const yearFigures = 4

// figureBefore reports whether a figure ends at i that is no year.
func (m *scanner) figureBefore(i int) bool {
	digits := 0
	for digits < yearFigures && i > digits && fold.IsDigit(rune(m.s[i-digits-1])) {
		digits++
	}
	return digits > 0 && digits < yearFigures
}

// afterFigure reports whether white space and before it a digit stand before i.
func (m *scanner) afterFigure(i int) bool {
	text := blankOff(m.s[:i])
	return text != "" && fold.IsDigit(rune(text[len(text)-1]))
}

// feetBefore reports whether the figure that ends at i is one of inches, with
// feet before it (6' 2).
func (m *scanner) feetBefore(i int) bool {
	text := strings.TrimRight(m.s[:i], figures)
	text = strings.TrimRight(text, " -\u00A0\u202F")
	feet, size := utf8.DecodeLastRuneInString(text)
	if len(text) == i || feet != '\'' && feet != '′' && feet != '’' {
		return false
	}
	return len(text) > size && fold.IsDigit(rune(text[len(text)-size-1]))
}

// isFeet reports whether a single mark is feet or minutes: inches follow, or
// it is one of two that are inches themselves (6' 2 and two apostrophes).
func (m *scanner) isFeet(mark *candidate, at place) bool {
	if fold.IsDigit(at.before) {
		return m.feetAfter(mark.End) || at.after == '\'' && m.feetBefore(mark.Start)
	}
	return at.before == '\'' && mark.Start > 1 && fold.IsDigit(rune(m.s[mark.Start-2])) && m.feetBefore(mark.Start-1)
}

// feetAfter reports whether inches follow the feet that end at i.
func (m *scanner) feetAfter(i int) bool {
	figure := strings.TrimLeft(m.s[i:], " -\u00A0\u202F")
	rest := strings.TrimLeft(figure, figures)
	if len(rest) == len(figure) {
		return false
	}
	for _, inches := range []string{`"`, "″", "”", "''"} {
		if strings.HasPrefix(rest, inches) {
			return true
		}
	}
	return false
}
