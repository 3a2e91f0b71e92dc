package fold

import (
	"unicode"
	"unicode/utf8"
)

// blank folds a run of white space, invisible characters in it included.
func (f *Folder) blank(i, to int) int {
	from, lines := i, false
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		if !IsBlank(r) {
			if !silent(r) {
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
		drop = (isCJK(Fullwidth(r)) || isCJK(r)) && !unicode.IsMark(r) && r != 'ﾞ' && r != 'ﾟ' // which would join the one before
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
	marks := 0
	for j := i; j < to; {
		r, n := utf8.DecodeRuneInString(f.raw[j:to])
		j += n
		switch r = Fullwidth(r); {
		case r == '?' || r == '!' || r == ';' || r == ':' || r == 0x037E: // the last is Greek, and folds to a semicolon
			marks++
		case silent(r):
		default:
			return marks > 0 && (IsBlank(r) || MarkOf(r) != 0 || r == ')')
		}
	}
	return marks > 0
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
		case IsBlank(r) || silent(r):
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
		from := f.rawEnd(i)
		f.turn(from)
		f.buf = append(f.buf, '.') // of no bytes: all of them are the mark's
		f.turn(from)
		f.buf = append(f.buf, "…"...)
		f.tight = true
		f.turn(end)
	default:
		f.around("…", i, end)
	}
	return end
}

// around emits a sign that takes the white space on both its sides with it.
func (f *Folder) around(s string, from, to int) {
	f.unblank()
	f.tight = true
	f.turn(f.rawEnd(from))
	f.buf = append(f.buf, s...)
	f.turn(to)
}

// unput takes back the last folded character, and returns where its raw bytes
// begin.
func (f *Folder) unput() (from int) {
	_, n := utf8.DecodeLastRune(f.buf)
	at := len(f.buf) - n
	c := Copy{corners: f.corners, Raw: f.raw}
	from = c.Start(at)
	f.buf = f.buf[:at]
	for k := len(f.corners); k > 0 && int(f.corners[k-1].fold) > at; k-- {
		f.corners = f.corners[:k-1]
	}
	return from
}

// done returns where the raw bytes end that the folded ones so far stand for.
func (f *Folder) done() int {
	done := len(f.buf)
	if n := len(f.corners); n > 0 {
		done += int(f.corners[n-1].raw) - int(f.corners[n-1].fold)
	}
	return done
}

// rawEnd returns where the raw bytes behind the folded ones end; from is where
// the next ones begin, with only white space between. What a mark has taken with
// it stays the mark's.
func (f *Folder) rawEnd(from int) int {
	done := f.done()
	for from > done {
		r, n := utf8.DecodeLastRuneInString(f.raw[:from])
		if !IsBlank(r) && !silent(r) {
			break
		}
		from -= n
	}
	return from
}

// An outlook remembers what is between a place and the next visible character,
// so that a long run of what shows nothing is looked over once, not from each of
// its characters.
type outlook struct {
	from, to, end int // what was looked over, and where it had to stop
	blank, line   int // where the last white space and line's end in it begin, or -1
	r             rune
}

// next returns the next visible character from i on, folded in width, and
// whether white space or the end came first.
func (f *Folder) next(i, to int) (r rune, spaced, lines bool) {
	a := &f.ahead
	if i < a.from || i > a.to || to != a.end || a.to == 0 {
		*a = outlook{from: i, to: i, end: to, blank: -1, line: -1}
		for a.to < to {
			r, n := utf8.DecodeRuneInString(f.raw[a.to:to])
			if IsBlank(r) {
				a.blank = a.to
				if r == '\n' || r == '\r' {
					a.line = a.to
				}
			} else if !silent(r) {
				a.r = Fullwidth(r)
				break
			}
			a.to += n
		}
	}
	return a.r, a.blank >= i || a.to == to, a.line >= i
}

// last returns the last folded character.
func (f *Folder) last() rune {
	if len(f.buf) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(f.buf)
	return r
}
