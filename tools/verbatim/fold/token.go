package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsWord reports whether r is a part of a word: letters, marks, numbers, and
// the low line.
func IsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// isCJK reports the scripts and the punctuation that are set without spaces in
// Chinese and Japanese.
func isCJK(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0x303F && r != 0x3000, r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF:
		return true
	case r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF:
		return true
	case r >= 0xFF00 && r <= 0xFF9F, r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return false
}

func cjkBefore(b []byte) bool {
	if len(b) == 0 || b[len(b)-1] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeLastRune(b)
	return isCJK(r)
}

// Unspaced names the scripts that are written without spaces between words; it
// is 0 for all others. In these there is no rule of words.
func Unspaced(r rune) byte {
	switch {
	case r < 0x0E00:
		return 0
	case unicode.Is(unicode.Han, r):
		return 'h'
	case unicode.Is(unicode.Hiragana, r):
		return 'i'
	case unicode.Is(unicode.Katakana, r) || r == 'ー':
		return 'k'
	case unicode.Is(unicode.Thai, r):
		return 't'
	case unicode.Is(unicode.Lao, r):
		return 'l'
	case unicode.Is(unicode.Khmer, r):
		return 'c'
	case unicode.Is(unicode.Myanmar, r):
		return 'm'
	}
	return 0
}

func Before(s string, p int) (rune, int) {
	if p <= 0 {
		return 0, 0
	}
	if c := s[p-1]; c < utf8.RuneSelf || c == LineHyphen {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(s[:p])
}

func After(s string, p int) (rune, int) {
	if p >= len(s) {
		return 0, 0
	}
	if c := s[p]; c < utf8.RuneSelf || c == LineHyphen {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[p:])
}

// IsSpaced reports a word character of a script that puts spaces between words.
func IsSpaced(r rune) bool { return IsWord(r) && Unspaced(r) == 0 }

// letters are those of ASCII.
var letters = func() (t [256]bool) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = true, true
	}
	return
}()

// Boundary reports whether a token may end and another begin at p of the
// folded s. Tokens keep inner apostrophes and hyphens, decimal points,
// thousands separators, the points of initials, and signs beside numbers.
func Boundary(s string, p int) bool {
	if p <= 0 || p >= len(s) {
		return true
	}
	if letters[s[p-1]] {
		if letters[s[p]] {
			return false
		}
		if s[p] == ' ' {
			return true
		}
	} else if s[p-1] == ' ' && letters[s[p]] && p > 1 && letters[s[p-2]] {
		return true
	}
	a, an := Before(s, p)
	b, bn := After(s, p)
	if a == ' ' || b == ' ' || a == Break || b == Break {
		return !thousands(s, p, a, b) && !(a == ' ' && hanging(s, p))
	}
	if b >= 0x300 && unicode.IsMark(b) {
		return false
	}
	aw, bw := IsSpaced(a), IsSpaced(b)
	switch {
	case aw && bw:
		return false
	case a == LineHyphen || b == LineHyphen:
		return false
	case bw:
		z, _ := Before(s, p-an)
		if IsSign(a) && IsDigit(b) {
			return false
		}
		return !joins(s, p-an, z, a, b) && !(bound(a) && initials(s, p-an))
	case aw:
		if IsDigit(a) && (b == '%' || b == '‰' || b == '°' || b == '¢') {
			return false
		}
		c, _ := After(s, p+bn)
		return !joins(s, p, a, b, c)
	}
	if a == '.' && bound(b) && initials(s, p) {
		if c, _ := After(s, p+bn); IsSpaced(c) {
			return false // U.S.-led, the U.S.’s
		}
	}
	// a sign that belongs to a number of the same token
	if IsSign(b) {
		if c, _ := After(s, p+bn); IsDigit(c) && IsSign(a) {
			return false
		}
	}
	return true
}

// hanging reports whether p stands behind a hyphen and a space that part one
// word, non- binding; in pre- and post-war they do not.
func hanging(s string, p int) bool {
	if p < 3 || s[p-2] != '-' && s[p-2] != LineHyphen {
		return false
	}
	if r, _ := Before(s, p-2); !unicode.IsLetter(r) {
		return false
	}
	end := p
	for end < len(s) && letters[s[end]] {
		end++
	}
	switch strings.ToLower(s[p:end]) {
	case "and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "och", "og", "en", "of", "eller", "i", "lub", "ja", "tai":
		return false
	}
	return true
}

// bound reports what binds words into one.
func bound(r rune) bool { return r == '-' || r == '–' || r == '\'' }

// initials reports whether initials with their points end at p: U.S.
func initials(s string, p int) bool {
	if p < 4 || s[p-1] != '.' || !letters[s[p-2]] {
		return false
	}
	a, _ := Before(s, p-2)
	return a == '.'
}

// IsSign reports what changes the number after it.
func IsSign(r rune) bool {
	switch r {
	case '-', '+', '−', '±', '$', '€', '£', '¥', '<', '>', '≤', '≥', '≈', '~', '〜', '▲', '△':
		return true
	}
	return r > 0x7F && unicode.Is(unicode.Sc, r)
}

// joins reports whether the character c at p keeps a and b one token.
func joins(s string, p int, a, c, b rune) bool {
	if !IsSpaced(a) || !IsSpaced(b) {
		return false
	}
	switch c {
	case '\'', '-', '–', '·', '‧', '־', 0x200C, 0x200D:
		return true
	case '"':
		return unicode.Is(unicode.Hebrew, a) && unicode.Is(unicode.Hebrew, b) // gershayim
	case '.':
		if IsDigit(a) && IsDigit(b) {
			return true
		}
		if unicode.IsLetter(a) && unicode.IsLetter(b) {
			_, n := Before(s, p)
			z, _ := Before(s, p-n)
			return !IsWord(z) // a single letter: initials
		}
	case ',', ':', '٫', '٬':
		return IsDigit(a) && IsDigit(b)
	case '/', '*', '^':
		return true
	case ')', '(':
		return unicode.IsLetter(a) && unicode.IsLetter(b) // (un)willing
	case '&', '@':
		return unicode.IsLetter(a) && unicode.IsLetter(b)
	}
	return false
}

// thousands reports whether p is beside a space that separates thousands.
func thousands(s string, p int, a, b rune) bool {
	if a != ' ' && b != ' ' {
		return false // a hard break
	}
	q := p // offset of the space
	if a == ' ' {
		q = p - 1
	}
	if q < 1 || !IsDigit(rune(s[q-1])) {
		return false
	}
	t := s[q+1:]
	if len(t) < 3 || !IsDigit(rune(t[0])) || !IsDigit(rune(t[1])) || !IsDigit(rune(t[2])) || len(t) > 3 && IsDigit(rune(t[3])) {
		return false
	}
	n := 0
	for i := q - 1; i >= 0 && IsDigit(rune(s[i])); i-- {
		n++
	}
	return n <= 3
}

// TokenSpans returns where the tokens of s stand that hold a word character.
func TokenSpans(s string) []Span {
	spans := make([]Span, 0, len(s)/wordLength+1)
	Tokens(s, func(start, end int) bool {
		spans = append(spans, Span{Start: start, End: end})
		return true
	})
	return spans
}

// Tokens calls f for each token of s that holds a word character, until f
// returns false. In scripts without spaces each character is a token.
func Tokens(s string, f func(start, end int) bool) {
	for i := 0; i < len(s); {
		r, n := After(s, i)
		if !IsWord(r) {
			i += n
			continue
		}
		start := i
		i += n
		for i < len(s) {
			if letters[s[i-1]] && letters[s[i]] {
				i++
				continue
			}
			if Boundary(s, i) {
				break
			}
			_, n := After(s, i)
			i += n
		}
		// signs before
		for start > 0 && !Boundary(s, start) {
			_, n := Before(s, start)
			start -= n
		}
		if !f(start, i) {
			return
		}
	}
}

// CountWords counts the words of the folded s; a character of a script without
// spaces counts as one.
func CountWords(s string) (n int) {
	Tokens(s, func(int, int) bool { n++; return true })
	return n
}

// HasWord reports whether s holds anything that can be quoted.
func HasWord(s string) bool { return strings.IndexFunc(s, IsWord) >= 0 }

// Lex splits folded characters into words and single other characters, white
// space aside.
func Lex(s string) (spans []Span) {
	for i := 0; i < len(s); {
		r, n := After(s, i)
		if r == ' ' || r == Break {
			i += n
			continue
		}
		start := i
		i += n
		if IsWord(r) || IsSign(r) || r == '\'' {
			for i < len(s) && !Boundary(s, i) {
				_, n := After(s, i)
				i += n
			}
		}
		spans = append(spans, Span{Start: start, End: i})
	}
	return spans
}

// TokenEnd returns where the token that holds the character at i ends.
func TokenEnd(s string, i int) int {
	for i < len(s) {
		_, n := After(s, i)
		i += n
		if Boundary(s, i) {
			break
		}
	}
	return i
}

// TokenStart returns where the token that holds the character before i begins.
func TokenStart(s string, i int) int {
	for i > 0 {
		_, n := Before(s, i)
		i -= n
		if Boundary(s, i) {
			break
		}
	}
	return i
}
