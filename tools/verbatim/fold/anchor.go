package fold

import (
	"strings"
	"unicode"
)

// anchorLength is the greatest length of an anchor, in runes.
const anchorLength = 60

// Anchor returns a URL fragment made of folded words: lower-case letters and
// digits, a hyphen between words; Chinese and Japanese are kept as they are.
// It has at most 60 runes and is cut at a word. It is empty only where words
// holds no letter and no digit.
func Anchor(words string) string {
	var b strings.Builder
	runes, cut := 0, 0 // cut: bytes up to the last whole word
	gap := false
	for _, r := range Fold(words) {
		if r == '\'' {
			continue // leaders’ → leaders, Japan’s → japans
		}
		if !IsWord(r) || r == '_' {
			gap = true
			continue
		}
		r = unicode.ToLower(r)
		if b.Len() > 0 && (gap || Unspaced(r) != 0) {
			cut = b.Len()
		}
		need := 1
		if gap && b.Len() > 0 {
			need = 2
		}
		if runes+need > anchorLength {
			if cut > 0 {
				return b.String()[:cut]
			}
			return b.String()
		}
		if need == 2 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		runes += need
		gap = false
	}
	return b.String()
}

// SameLetter reports whether two characters are one letter in two cases, the
// Turkish ones with and without a dot included.
func SameLetter(a, b rune) bool {
	if a > b {
		a, b = b, a
	}
	return a == b || OtherCase(a) == b || OtherCase(b) == a || a == 'i' && b == 'İ' || a == 'I' && b == 'ı'
}

// OtherCase returns r in the other case.
func OtherCase(r rune) rune {
	if l := unicode.ToLower(r); l != r {
		return l
	}
	return unicode.ToUpper(r)
}
