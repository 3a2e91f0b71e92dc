package fold

import (
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
	case r == '…' || r == '‥' || r == '．':
		return f.dots(i, to)
	case r == '\u2010' || r == '\u2011' || r == '－':
		return f.hyphen(i, to)
	case r == '—' || r == '―':
		return f.dash(i, to)
	case r == '–' || r == '−' || r == '\u2012':
		next, spaced, _ := f.next(end, to)
		last := f.last()
		switch {
		case r == '−' && IsDigit(next) && !spaced, IsDigit(last) && IsDigit(next) && !spaced && r != '−':
			f.put("-", i, end)
		case r == '–' && (spaced || (last == ' ' || last == 0) && !IsDigit(next)):
			f.around("—", i, end)
			return end
		default:
			f.put(f.raw[i:end], i, end)
		}
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
		r, n := utf8.DecodeRuneInString(f.raw[end:to])
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

// dash folds a run of long dashes.
func (f *Folder) dash(i, to int) int {
	j, end := i, i
	for j < to {
		r, w := utf8.DecodeRuneInString(f.raw[j:to])
		if r == '—' || r == '―' {
			end = j + w
		} else if !IsInvisible(r) {
			break
		}
		j += w
	}
	f.around("—", i, end)
	return end
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
	if r != 0x200C && r != 0x200D || !IsJoining(last) {
		return false
	}
	next, spaced, _ := f.next(end, to)
	return !spaced && IsJoining(next)
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
		if base, _ := utf8.DecodeLastRune(b); IsInvisible(r) && !f.spells(base, r, j+n, to) {
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
		if !IsInvisible(r) {
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
