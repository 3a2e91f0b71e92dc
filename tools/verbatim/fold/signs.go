package fold

import (
	"unicode/utf8"
)

// blank folds a run of white space, invisible characters in it included.
func (f *Folder) blank(i, to int) int {
	from, lines := i, false
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		if !IsBlank(r) {
			if !IsInvisible(r) {
				break
			}
		}
		lines = lines || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085'
		i += n
	}
	if i == to {
		f.turn(from)
		return i
	}
	drop := f.tight
	if !drop && lines && cjkBefore(f.buf) {
		r, _ := utf8.DecodeRuneInString(f.raw[i:to])
		drop = isCJK(Fullwidth(r)) || isCJK(r)
	}
	if drop || f.spacedMark(i, to) {
		f.drop(from, i)
		return i
	}
	f.put(" ", from, i)
	return i
}

// spacedMark reports whether a mark stands at i that French sets a space
// before: ? ! ; : and nothing of the same word behind it.
func (f *Folder) spacedMark(i, to int) bool {
	if last := f.last(); last == 0 || last == Break || last == ' ' {
		return false
	}
	for j := i; j < to; j++ {
		switch f.raw[j] {
		case '?', '!', ';', ':':
			continue
		case ' ', '\n', '\t', '\r', ')', '"':
			return j > i
		}
		r, _ := utf8.DecodeRuneInString(f.raw[j:to])
		return j > i && (IsBlank(r) || MarkOf(r) != 0)
	}
	return i < to
}

// dots folds a run of dots: three are an omission mark, however they are set.
func (f *Folder) dots(i, to int) int {
	n, j, end := 0, i, i
	for j < to {
		r, w := utf8.DecodeRuneInString(f.raw[j:to])
		switch {
		case r == '.' || r == '．':
			n++
		case r == '…':
			n += 3
		case r == '‥':
			n += 2
		case IsBlank(r) || IsInvisible(r):
			j += w
			continue
		default:
			w = 0
		}
		if w == 0 {
			break
		}
		j += w
		end = j
	}
	switch {
	case n < 3:
		_, w := utf8.DecodeRuneInString(f.raw[i:to])
		if f.raw[i:i+w] == "‥" {
			f.put("‥", i, i+w)
		} else {
			f.put(".", i, i+w)
		}
		f.tight = false
		return i + w
	case n == 4 && f.raw[i] == '.': // a full stop, then the mark
		f.unblank()
		f.turn(f.rawEnd(i))
		f.buf = append(f.buf, '.')
		f.turn(i + 1)
		f.around("…", i+1, end)
	case n == 4:
		f.unblank()
		f.turn(f.rawEnd(i))
		f.buf = append(f.buf, '.')
		f.around("…", end, end)
	default:
		f.around("…", i, end)
	}
	return end
}

// around emits a sign that takes the white space on both its sides with it.
func (f *Folder) around(s string, from, to int) {
	f.unblank()
	f.tight = true
	if n := len(f.corners); s == "—" && f.last() == '—' && n > 0 && int(f.corners[n-1].fold) == len(f.buf) {
		f.corners[n-1].raw = uint32(to) // one dash with the one before
		return
	}
	f.turn(f.rawEnd(from))
	f.buf = append(f.buf, s...)
	f.turn(to)
}

// rawEnd returns where the raw bytes behind the folded ones end; from is where
// the next ones begin, with only white space between.
func (f *Folder) rawEnd(from int) int {
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(f.raw[:from])
		if !IsBlank(r) && !IsInvisible(r) {
			break
		}
		from -= n
	}
	return from
}

// maxAhead is how far, in bytes, the next visible character is looked for: what
// has so much between is not set together, and looking on from each of them
// would take the square of their number.
const maxAhead = 256

// next returns the next visible character from i on, folded in width, and
// whether white space or the end came first.
func (f *Folder) next(i, to int) (r rune, spaced, lines bool) {
	for to = min(to, i+maxAhead); i < to; {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		switch {
		case IsBlank(r):
			spaced = true
			lines = lines || r == '\n' || r == '\r'
		case IsInvisible(r):
		default:
			return Fullwidth(r), spaced, lines
		}
		i += n
	}
	return 0, true, lines
}

// last returns the last folded character.
func (f *Folder) last() rune {
	if len(f.buf) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(f.buf)
	return r
}
