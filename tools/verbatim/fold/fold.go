package fold

import (
	"strings"
	"unicode/utf8"
)

// Bytes of the folded copy that stand for no character. None of them occurs in
// UTF-8 but the line feed, and folding leaves no line feed.
const (
	Break      = '\n' // between units, and before a numbered paragraph: nothing matches it
	LineHyphen = 0xFF // a hyphen at a line's end, read with and without
	badText    = 0xFE // a byte that is not UTF-8, in a text
	BadQuote   = 0xFD // the same in a quotation: the two are never equal
)

// Fold returns the folded characters of s as a key for comparison: two strings
// with the same key differ in typography only. Case is kept. The result is in
// Unicode Normalization Form C; folding it again changes nothing.
func Fold(s string) string {
	if s == "" || classes[s[0]] <= query && copied(s, 1) == len(s) {
		return s
	}
	f := newFolder(s, BadQuote)
	f.fold(0, len(s))
	chars := string(f.buf)
	f.free()
	if strings.IndexByte(chars, LineHyphen) < 0 && strings.IndexByte(chars, BadQuote) < 0 {
		return chars
	}
	var b strings.Builder
	for i := range len(chars) {
		switch chars[i] {
		case LineHyphen:
			b.WriteByte('-')
		case BadQuote:
			b.WriteString("\uFFFD")
		default:
			b.WriteByte(chars[i])
		}
	}
	return b.String()
}

// Quotation folds the words of a quotation.
func Quotation(s string) *Copy {
	f := Folder{raw: s, bad: BadQuote, buf: make([]byte, 0, len(s))}
	f.fold(0, len(s))
	return &Copy{Chars: string(f.buf), corners: f.corners, Raw: s}
}

// Readable replaces the bytes of a folded copy that are no characters.
func Readable(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, Break) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := After(s, i)
		switch {
		case r == LineHyphen:
			b.WriteByte('-')
		case r == Break:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}
