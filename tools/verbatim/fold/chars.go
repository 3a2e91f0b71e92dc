package fold

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// IsBlank reports white space, that of Unicode's White_Space.
func IsBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// IsInvisible reports characters that show nothing and spell nothing. The two
// joiners are among them; see spells.
func IsInvisible(r rune) bool {
	switch {
	case r < 0xAD:
		return r < ' ' && !(r >= '\t' && r <= '\r') || r == 0x7F // controls
	case r == 0xAD, r == 0x034F, r == 0x061C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E:
		return true
	case r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// IsBidiControl reports the characters of Unicode's Bidi_Control.
func IsBidiControl(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func IsJoining(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
		unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Tibetan, unicode.Nko) ||
		unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Inherited, r)
}

func IsDigit(r rune) bool { return r >= '0' && r <= '9' }

// RuneName names a character as Unicode does: "U+0430 CYRILLIC SMALL LETTER A".
func RuneName(r rune) string { return fmt.Sprintf("U+%04X %s", r, runenames.Name(r)) }

// IsHidden reports characters that show nothing and can hide anything: tag
// characters, and letters that are blank.
func IsHidden(r rune) bool {
	return r >= 0xE0000 && r <= 0xE007F || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}
