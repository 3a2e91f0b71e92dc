package fold

import (
	"strings"
	"unicode"
)

// colons are the characters that readers take for a colon: what Unicode calls
// one, what is one by compatibility, two dots above each other.
const colons = ":：﹕︓︰∶∷⫶⦂꞉ː𐞁˸׃։⁚⁝⸪⸫܃܄܅܆܇܈܉፡፥፦៖᛬᠄꛴𐫵𒑱𒑲𒑳𒑴𝪊≔⩴"

// IsColon reports a character that readers take for a colon.
func IsColon(r rune) bool { return r == ':' || r >= 0x80 && strings.ContainsRune(colons, r) }

// IsDash reports a dash, of any length: no hyphen, which joins words.
func IsDash(r rune) bool {
	switch r {
	case '-', '\u2010', '\u2011', '\u058A', '\u05BE', '\u1400', '\u1806', '\u2E17', '\u2E1A', '\u2E40', '\u2E5D', '\u30A0', '\uFE63', '\uFF0D', 0x10EAD:
		return false
	case '\u2212', '\u2500', '\u2501', '\u23AF': // a minus, lines of a box
		return true
	}
	return r >= 0x80 && unicode.Is(unicode.Pd, r)
}
