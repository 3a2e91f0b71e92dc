package fold

import (
	"fmt"
	"unicode"
	"unicode/utf8"
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

// IsControl reports a control character that is no blank. Those beyond ASCII are
// mostly marks of an old character set that was read as another.
func IsControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r >= 0x7f && r <= 0x9f
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

// IsDigit reports a decimal figure of any script.
func IsDigit(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r)
}

// InvisibleName names a character that shows nothing: "U+200B ZERO WIDTH SPACE".
// It knows these alone, for the names of all characters are a megabyte.
func InvisibleName(r rune) string {
	if name, ok := invisibleNames[r]; ok {
		return fmt.Sprintf("U+%04X %s", r, name)
	}
	if r >= 0xE0000 && r <= 0xE007F {
		return fmt.Sprintf("U+%04X TAG CHARACTER", r)
	}
	return fmt.Sprintf("U+%04X", r)
}

// invisibleNames are the names that Unicode gives.
var invisibleNames = map[rune]string{
	0xAD: "SOFT HYPHEN", 0x034F: "COMBINING GRAPHEME JOINER", 0x061C: "ARABIC LETTER MARK", 0x115F: "HANGUL CHOSEONG FILLER", 0x1160: "HANGUL JUNGSEONG FILLER",
	0x180E: "MONGOLIAN VOWEL SEPARATOR", 0x200B: "ZERO WIDTH SPACE", 0x200C: "ZERO WIDTH NON-JOINER", 0x200D: "ZERO WIDTH JOINER", 0x200E: "LEFT-TO-RIGHT MARK",
	0x200F: "RIGHT-TO-LEFT MARK", 0x202A: "LEFT-TO-RIGHT EMBEDDING", 0x202B: "RIGHT-TO-LEFT EMBEDDING", 0x202C: "POP DIRECTIONAL FORMATTING", 0x202D: "LEFT-TO-RIGHT OVERRIDE",
	0x202E: "RIGHT-TO-LEFT OVERRIDE", 0x2060: "WORD JOINER", 0x2061: "FUNCTION APPLICATION", 0x2062: "INVISIBLE TIMES", 0x2063: "INVISIBLE SEPARATOR", 0x2064: "INVISIBLE PLUS",
	0x2066: "LEFT-TO-RIGHT ISOLATE", 0x2067: "RIGHT-TO-LEFT ISOLATE", 0x2068: "FIRST STRONG ISOLATE", 0x2069: "POP DIRECTIONAL ISOLATE", 0x3164: "HANGUL FILLER",
	0xFEFF: "ZERO WIDTH NO-BREAK SPACE", 0xFFA0: "HALFWIDTH HANGUL FILLER",
}

// IsHidden reports characters that show nothing and can hide anything: tag
// characters, and letters that are blank.
func IsHidden(r rune) bool {
	return r >= 0xE0000 && r <= 0xE007F || IsFiller(r)
}

// Disguise returns where a text of somebody else’s holds the first character that
// makes readers see other words than stand there, or -1: what turns letters round,
// and letters that show nothing. Marks of direction turn nothing but what has no
// direction itself; and flags are spelt with tags.
func Disguise(text string) int {
	flag := false
	for i, r := range text {
		tag := r >= 0xE0000 && r <= 0xE007F
		if IsBidiControl(r) && !IsBidiMark(r) || IsHidden(r) && !(tag && flag) {
			return i
		}
		flag = r == 0x1F3F4 || tag && flag
	}
	return -1
}

// IsBidiMark reports the marks of direction, with which Arabic and Hebrew are written.
func IsBidiMark(r rune) bool { return r == 0x061C || r == 0x200E || r == 0x200F }

// IsFiller reports the letters that show nothing: the fillers of Hangul.
func IsFiller(r rune) bool { return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 }
