package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What the words beside a mark say of it.

// opaque stands for something whose words are not there.
const opaque = '\uFFFC'

// isWordly reports a word character that shows.
func isWordly(r rune) bool { return IsWord(r) && !isFiller(r) }

// isOpener reports brackets, dashes and marks that stand before what they open.
func isOpener(r rune) bool { return strings.ContainsRune("([{（［｛—–―-/", r) || IsOpening(r) }

// beforeWord reports whether white space and then a word follow; rest is what
// follows the mark.
func (p place) beforeWord(rest string) bool {
	if !IsBlank(p.after) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, IsBlank))
	return IsWord(r)
}

// hebrew reports a place between two letters of Hebrew.
func hebrew(p place) bool {
	return p.before >= 0x5D0 && p.before <= 0x5EA && p.after >= 0x5D0 && p.after <= 0x5EA
}

const vowels = "aeiouāēīōūAEIOUĀĒĪŌŪ"

// longVowel reports a vowel after which scholars write hamza: wuzarāʼ.
func longVowel(r rune) bool { return strings.ContainsRune("āīūĀĪŪ", r) }

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

// wordAfter returns the word that begins s, in lower case; it is empty where
// the word is longer than any that is looked up.
func wordAfter(s string) string {
	s = s[:min(len(s), maxWord)]
	i := strings.IndexFunc(s, func(r rune) bool { return !IsWord(r) })
	if i < 0 && len(s) < maxWord {
		i = len(s)
	}
	return strings.ToLower(s[:max(i, 0)])
}

// wordBefore returns the word that ends s, in lower case, or the end of it.
func wordBefore(s string) string {
	s = s[max(0, len(s)-maxWord):]
	i := strings.LastIndexFunc(s, func(r rune) bool { return !IsWord(r) })
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	return strings.ToLower(s)
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
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
// apostrophe; years of two figures are.
func (m *scanner) elided(i int) bool {
	w := wordAfter(m.s[i:])
	if elisions[w] {
		return true
	}
	w = strings.TrimSuffix(w, "s")
	return len(w) == 2 && IsDigit(rune(w[0])) && IsDigit(rune(w[1]))
}

// clips are words that end with an apostrophe.
var clips = words(`o an th wi ol ole lil mo po fo sho de tha gran han lan ca va fa sta da di be to tho thro altho
	awa fu ha ta ma d l qu c j t n`)

// clipped reports whether the word at the end of s may end with an apostrophe:
// a possessive (leaders’, Bosch’, Alice’), a dropped letter (runnin’, ol’).
func clipped(s string) bool {
	w := wordBefore(s)
	return endsInS(w) || strings.HasSuffix(w, "in") || strings.HasSuffix(w, "ce") || strings.HasSuffix(w, "sch") || strings.HasSuffix(w, "ß") || clips[w]
}

// endsInS reports whether s ends in a letter of the sound of s.
func endsInS(s string) bool {
	return s != "" && strings.IndexByte("sxzSXZ", s[len(s)-1]) >= 0
}

// contractions are what follows an apostrophe inside a word.
var contractions = words("s t d m re ve ll em all n er am y clock")

// contracts reports whether the apostrophe at a span, inside a word, is surely
// one: it’s, O’Brien, d’Arc, qu’il.
func (m *scanner) contracts(at Span) bool {
	return contractions[wordAfter(m.s[at.End:])] || utf8.RuneCountInString(wordBefore(m.s[:at.Start])) < 3
}

// insertion returns the length of an n between two apostrophes at i that joins
// two words (rock ’n’ roll, also as word processors set it: ‘n’), or 0.
func (m *scanner) insertion(i int) int {
	s := m.s
	a, n := utf8.DecodeRuneInString(s[i:])
	j := i + n
	if j+1 >= len(s) || s[j] != 'n' && s[j] != 'N' {
		return 0
	}
	b, n := utf8.DecodeRuneInString(s[j+1:])
	if shapes[shapeOf(a)].level != '\'' || shapes[shapeOf(b)].level != '\'' {
		return 0
	}
	end := j + 1 + n
	before, _ := utf8.DecodeLastRuneInString(oneBlankOff(s[:i]))
	_, blank := utf8.DecodeRuneInString(s[end:])
	if r, _ := utf8.DecodeRuneInString(s[end:]); !IsBlank(r) {
		blank = 0
	}
	after, _ := utf8.DecodeRuneInString(s[end+blank:])
	if !IsWord(before) || !IsWord(after) {
		return 0
	}
	return end - i
}

// oneBlankOff returns s without a blank at its end.
func oneBlankOff(s string) string {
	if r, n := utf8.DecodeLastRuneInString(s); IsBlank(r) {
		return s[:len(s)-n]
	}
	return s
}

// wordsAfter returns where the first letter stands from i on, or the length of
// the block.
func (m *scanner) wordsAfter(i int) int {
	if i < m.words.Start || i > m.words.End {
		m.words = Span{i, len(m.s)}
		for k, r := range m.s[i:] {
			if unicode.IsLetter(r) && !isFiller(r) && shapeOf(r) == 0 {
				m.words.End = i + k
				break
			}
		}
	}
	return m.words.End
}

const figures = "0123456789½¼¾./"

// figureBefore reports whether a figure ends at i that is no year: it has less
// than four digits.
func (m *scanner) figureBefore(i int) bool {
	n := 0
	for n < 4 && i > n && IsDigit(rune(m.s[i-n-1])) {
		n++
	}
	return n > 0 && n < 4
}

// afterFigure reports whether white space and before it a digit stand before i.
func (m *scanner) afterFigure(i int) bool {
	s := oneBlankOff(m.s[:i])
	return s != "" && IsDigit(rune(s[len(s)-1]))
}

// feetBefore reports whether the figure that ends at i is one of inches, with
// feet before it (6' 2).
func (m *scanner) feetBefore(i int) bool {
	s := strings.TrimRight(m.s[:i], figures)
	s = strings.TrimRight(s, " -\u00A0\u202F")
	if s == "" || len(s) == i {
		return false
	}
	r, n := utf8.DecodeLastRuneInString(s)
	if r != '\'' && r != '′' && r != '’' {
		return false
	}
	return len(s) > n && IsDigit(rune(s[len(s)-n-1]))
}

// isFeet reports whether a single mark is feet or minutes: inches follow, or
// it is one of two that are inches themselves (6' 2”).
func (m *scanner) isFeet(c *candidate, p place) bool {
	if IsDigit(p.before) {
		return m.feetAfter(c.End) || p.after == '\'' && m.feetBefore(c.Start)
	}
	return p.before == '\'' && c.Start > 1 && IsDigit(rune(m.s[c.Start-2])) && m.feetBefore(c.Start-1)
}

// feetAfter reports whether inches follow the feet that end at i.
func (m *scanner) feetAfter(i int) bool {
	t := strings.TrimLeft(m.s[i:], " -\u00A0\u202F")
	u := strings.TrimLeft(t, figures)
	if len(u) == len(t) {
		return false
	}
	for _, inches := range []string{`"`, "″", "”", "''"} {
		if strings.HasPrefix(u, inches) {
			return true
		}
	}
	return false
}
