package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// other folds what is not ASCII.
func (f *Folder) other(i, to int) int {
	r, n := utf8.DecodeRuneInString(f.raw[i:to])
	end := i + n
	if stable(r) {
		if end = f.run(i, to); end > i {
			f.tight = false
			return end
		}
		end = i + n
	}
	switch {
	case r == utf8.RuneError && n == 1:
		f.turn(i)
		f.buf = append(f.buf, f.bad)
		f.turn(end)
		f.tight = false
		return end
	case IsBlank(r):
		return f.blank(i, to)
	case IsInvisible(r) && !f.spells(f.last(), r, end, to):
		f.drop(i, end)
		return end
	case r == '，' || r == '．': // in Japanese these are 、 and 。, in Chinese they are not
		sign := map[rune]string{'，': "、", '．': "。"}[r]
		next, _, _ := f.next(end, to)
		if isKana(f.last()) || isKana(next) && r == '，' {
			f.put(sign, i, end)
			f.tight = false
			return end
		}
		if r == '．' {
			return f.dots(i, to)
		}
		return f.cluster(i, to)
	case r == '…' || r == '‥':
		return f.dots(i, to)
	case isDash(r):
		return f.dash(i, to)
	case isDrawn(r):
		f.drop(i, end)
		return end
	case r == '_' || r == '*':
		return f.emphasis(i, to)
	case r == 'ĳ' || r == 'Ĳ':
		f.put(string(appendWide(nil, r)), i, end)
		f.tight = false
		return end
	case (r == 'ʼ' || r == '´' || r == '\u1FFD') && unicode.IsLetter(f.last()): // the last is another way to write the second
		if next, spaced, _ := f.next(end, to); !spaced && unicode.IsLetter(next) {
			f.put("'", i, end) // don´t
			f.tight = false
			return end
		}
		return f.cluster(i, to)
	case r == '〜' || r == '～':
		f.put("〜", i, end)
		f.tight = false
		return end
	case r == '״' || r == '׳': // as they are typed
		f.put(map[rune]string{'״': `"`, '׳': "'"}[r], i, end)
		f.tight = false
		return end
	}
	if m := MarkOf(r); m != 0 {
		return f.mark(r, m, i, end, to)
	}
	return f.cluster(i, to)
}

// stable reports letters and signs that folding leaves alone, and that combine
// with nothing before them: the quick path of scripts that are not Latin.
func stable(r rune) bool {
	switch {
	case r < 0xC0:
		return false
	case r == 'Ĳ' || r == 'ĳ' || r == 0x0640:
		return false
	case r < 0x250, r >= 0x391 && r <= 0x3C9, r >= 0x400 && r <= 0x481, r >= 0x48A && r <= 0x52F:
		return true
	case r >= 0x5D0 && r <= 0x5EA, r >= 0x620 && r <= 0x64A:
		return true
	case r == '、' || r == '。' || r == '・' || r == 'ー', r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA:
		return true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3:
		return true
	}
	return false
}

// run copies a run of stable characters, as far as nothing combines with the
// last one.
func (f *Folder) run(i, to int) (end int) {
	last := i
	for end = i; end < to; {
		r, n := ideograph(f.raw[end:to]), 3
		if r == 0 {
			r, n = utf8.DecodeRuneInString(f.raw[end:to])
		}
		if !stable(r) {
			break
		}
		last = end
		end += n
	}
	if end < to && classes[f.raw[end]] == other && f.combines(end, to) {
		end = last
	}
	f.buf = append(f.buf, f.raw[i:end]...)
	return end
}

// ideograph decodes the first character of s if it is one of U+3000–U+CFFF, most
// of which Chinese, Japanese and Korean are written with; else it returns 0.
func ideograph(s string) rune {
	if len(s) < 3 || s[0] < 0xE3 || s[0] > 0xEC || s[1]&0xC0 != 0x80 || s[2]&0xC0 != 0x80 {
		return 0
	}
	return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
}

// mark folds a quotation mark: all double ones are one character, all single
// ones another, which is the apostrophe too. White space just inside belongs
// to the mark.
func (f *Folder) mark(r rune, m byte, i, end, to int) int {
	next, spaced, _ := f.next(end, to)
	open, shut := IsOpening(r), IsClosing(r)
	last := f.last()
	outer := last == 0 || last == ' ' || last == '—' || last == '(' || last == '['
	if shut && last == ' ' && (spaced || !IsWord(next)) {
		f.unblank()
		i = f.rawEnd(i)
	}
	sign := `"`
	if m == '\'' {
		sign = "'"
	}
	f.put(sign, i, end)
	f.tight = open && outer && spaced && next != 0
	return end
}

// spells reports whether a joiner behind last stands in a script that spells
// with it, between two of its letters.
func (f *Folder) spells(last, r rune, end, to int) bool {
	if r != 0x200C && r != 0x200D {
		return false
	}
	next, spaced, _ := f.next(end, to)
	if r == 0x200D && isPicture(last) && isPicture(next) {
		return !spaced // it makes one picture of two
	}
	return !spaced && IsJoining(last) && IsJoining(next)
}

// isKana reports the letters that only Japanese has.
func isKana(r rune) bool { return r >= 0x3041 && r <= 0x30FF && r != '・' }

// isPicture reports the characters of which emoji are joined: among the ornaments
// are quotation marks, and of these none is.
func isPicture(r rune) bool {
	return ShapeOf(r) == 0 && (r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2190 || r == 0x2B1B)
}

// silent reports what folding drops: what shows nothing, and what says how a
// character is drawn.
func silent(r rune) bool { return IsInvisible(r) || isDrawn(r) }

// isDrawn reports what says how a character is drawn, and spells nothing: a
// variation selector, tatweel.
func isDrawn(r rune) bool {
	return r == 0x0640 || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// maxCluster is how many characters are composed as one. No script combines as
// many; of more the Stream-Safe Text Format would insert joiners.
const maxCluster = 8

// cluster folds a character with what combines with it: width and Latin
// ligatures, then NFC.
func (f *Folder) cluster(i, to int) int {
	r, n := utf8.DecodeRuneInString(f.raw[i:to])
	end := i + n
	if r < 0x300 && (end == to || classes[f.raw[end]] != other) {
		f.put(f.raw[i:end], i, end)
		f.tight = false
		return end
	}
	f.tight = false
	var b []byte
	b = appendWide(b, r)
	for j := end; j < to; {
		r, n := utf8.DecodeRuneInString(f.raw[j:to])
		if r == utf8.RuneError && n == 1 || r < utf8.RuneSelf && !IsInvisible(r) {
			break
		}
		if base, _ := utf8.DecodeLastRune(b); isDrawn(r) || IsInvisible(r) && !f.spells(base, r, j+n, to) {
			j += n
			continue
		}
		if r != 'ﾞ' && r != 'ﾟ' && norm.NFC.PropertiesString(f.raw[j:to]).BoundaryBefore() {
			break
		}
		b = appendWide(b, r)
		j += n
		end = j
	}
	if utf8.RuneCount(b) <= maxCluster && !norm.NFC.IsNormal(b) {
		b = norm.NFC.Bytes(b)
	}
	f.put(string(b), i, end)
	return end
}

// combines reports whether what follows i, invisible characters aside, combines
// with the character before.
func (f *Folder) combines(i, to int) bool {
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		if !silent(r) {
			return r >= 0x300 && !stable(r) && !(r == utf8.RuneError && n == 1) && (r == 'ﾞ' || r == 'ﾟ' || !norm.NFC.PropertiesString(f.raw[i:to]).BoundaryBefore())
		}
		i += n
	}
	return false
}

// appendWide appends r with its width and Latin ligatures folded.
func appendWide(b []byte, r rune) []byte {
	switch r {
	case 'ﾞ':
		return append(b, "\u3099"...)
	case 'ﾟ':
		return append(b, "\u309A"...)
	}
	switch r {
	case 'ĳ':
		return append(b, "ij"...)
	case 'Ĳ':
		return append(b, "IJ"...)
	}
	if r >= 0xFB00 && r <= 0xFB06 {
		return append(b, [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xFB00]...)
	}
	return utf8.AppendRune(b, Fullwidth(r))
}

// Fullwidth returns r with full- and half-width forms folded.
func Fullwidth(r rune) rune {
	if r >= 0xFF01 && r <= 0xFFEE {
		if w := width.LookupRune(r).Folded(); w != 0 {
			return w
		}
	}
	return r
}
