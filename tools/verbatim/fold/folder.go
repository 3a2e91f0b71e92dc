package fold

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// Classes of ASCII bytes: what the fast path copies, and what it looks at.
const (
	plain = iota
	query // ? ! ; : before which French sets a space
	dot
	hyphen
	space
	blank // other white space
	other // not ASCII, or a control
	classCount
)

var classes = func() (t [256]uint8) {
	for i := range t {
		switch {
		case i >= utf8.RuneSelf || IsInvisible(rune(i)):
			t[i] = other
		case i == ' ':
			t[i] = space
		case i >= '\t' && i <= '\r':
			t[i] = blank
		}
	}
	t['.'], t['-'] = dot, hyphen
	for _, c := range "?!;:" {
		t[c] = query
	}
	t['_'], t['*'] = other, other // they may be emphasis
	return
}()

// A Folder makes a folded copy. Texts and quotations go through the same code.
type Folder struct {
	raw     string
	buf     []byte
	corners []corner
	bad     byte // what a byte that is not UTF-8 becomes
	tight   bool // white space that follows is dropped
	ahead   outlook
	closes  int // where the marks stand that end an emphasis
}

// turn notes that the next folded byte comes from the raw offset r.
func (f *Folder) turn(r int) {
	c := corner{uint32(len(f.buf)), uint32(r)}
	if n := len(f.corners); n > 0 && f.corners[n-1] == c || n == 0 && c.fold == c.raw && r == 0 {
		return
	}
	f.corners = append(f.corners, c)
}

// put emits s for raw[from:to].
func (f *Folder) put(s string, from, to int) {
	if f.raw[from:to] == s {
		f.buf = append(f.buf, s...)
		return
	}
	f.turn(from)
	f.buf = append(f.buf, s...)
	f.turn(to)
}

// drop emits nothing for raw[from:to]. Behind a sign that takes white space
// with it, what is dropped belongs to the sign.
func (f *Folder) drop(from, to int) {
	if n := len(f.corners); f.tight && n > 0 && f.corners[n-1] == (corner{uint32(len(f.buf)), uint32(from)}) {
		f.corners[n-1].raw = uint32(to)
		return
	}
	f.turn(from)
	f.turn(to)
}

// fold appends the folded form of raw[from:to].
func (f *Folder) fold(from, to int) {
	s := f.raw[:to]
	f.turn(from)
	f.tight = true
	lead := len(f.buf)
	for i := from; i < to; {
		switch classes[s[i]] {
		case plain, query:
			j := copied(s, i+1)
			if j < to && classes[s[j]] == other && f.combines(j, to) {
				j--
				f.buf = append(f.buf, s[i:j]...)
				i = f.cluster(j, to)
				continue
			}
			f.buf = append(f.buf, s[i:j]...)
			f.tight = false
			i = j
		case space, blank:
			i = f.blank(i, to)
		case dot:
			i = f.dots(i, to)
		case hyphen:
			i = f.dash(i, to)
		default:
			i = f.other(i, to)
		}
	}
	if n := len(f.buf); n > lead && f.buf[n-1] == ' ' {
		f.unblank()
	}
	f.turn(to)
}

// copied returns where the characters of s from j on end that folding copies as
// they are: plain ones, single spaces between them, stops inside words, and
// those with a space behind.
func copied(s string, j int) int {
	for j < len(s) {
		j = copiedPart(s, j)
		if j+2 >= len(s) || s[j] != '.' || s[j+1] != ' ' || classes[s[j+2]] != plain {
			break
		}
		j += 2
	}
	return j
}

// copiedPart is [copied] up to a stop that has a space behind it; j is in s.
func copiedPart(s string, j int) int {
	goes := goesOn[s[j]]
	for k, c := range []byte(s[j+1:]) {
		if goes&bits[c] == 0 {
			return j + k
		}
		goes = goesOn[c]
	}
	if goes&atEnd == 0 {
		return len(s) - 1
	}
	return len(s)
}

// bits has a bit for the class of each byte. goesOn has the bits of those before
// which a byte is copied as it is, and atEnd where it is at the end.
var bits, goesOn = func() (bits, goesOn [256]uint8) {
	for i, c := range classes {
		bits[i] = 1 << c
		switch c {
		case plain, query:
			goesOn[i] = 0xFF
		case space:
			goesOn[i] = 1 << plain
		case dot:
			goesOn[i] = 1<<plain | 1<<query | atEnd
		}
	}
	return
}()

const atEnd = 1 << classCount

// unblank takes back a space that turned out to belong to what follows it.
func (f *Folder) unblank() {
	n := len(f.buf)
	if n == 0 || f.buf[n-1] != ' ' {
		return
	}
	for k := len(f.corners); k > 0 && int(f.corners[k-1].fold) >= n; k-- {
		f.corners = f.corners[:k-1]
	}
	f.buf = f.buf[:n-1]
	// the raw offset is put right by the next call of turn
}

// rooms keeps the room in which texts are folded, up to keepRoom bytes: a
// folded text is as long as the text, and is copied to its size when it is done.
var rooms = sync.Pool{New: func() any { return new(Folder) }}

const keepRoom = 16 << 20

// NewFolder returns a folder for a text, to be filled part by part.
func NewFolder(raw string) *Folder { return newFolder(raw, badText) }

func newFolder(raw string, bad byte) *Folder {
	f := rooms.Get().(*Folder)
	*f = Folder{raw: raw, bad: bad, buf: slices.Grow(f.buf[:0], len(raw)), corners: f.corners[:0]}
	return f
}

// free keeps the folder's room for another text.
func (f *Folder) free() {
	if f.raw = ""; cap(f.buf) <= keepRoom {
		rooms.Put(f)
	}
}

// Size returns how many bytes have been folded so far.
func (f *Folder) Size() int { return len(f.buf) }

// Stop ends what can be quoted in one piece; what follows begins at the raw
// offset at.
func (f *Folder) Stop(at int) {
	f.turn(f.rawEnd(at))
	f.buf = append(f.buf, Break)
	f.turn(at)
}

// Add folds raw[from:to] as what follows the parts before: with a space
// between, but in Chinese and Japanese.
func (f *Folder) Add(from, to int) {
	if n := len(f.buf); n > 0 && f.buf[n-1] != Break {
		r, _ := utf8.DecodeRuneInString(f.raw[from:to])
		if !(cjkBefore(f.buf) && isCJK(r)) && f.buf[n-1] != ' ' {
			f.turn(f.rawEnd(from))
			f.buf = append(f.buf, ' ')
			f.turn(from)
		}
	}
	f.fold(from, to)
}

// Copy returns the folded copy. The folder must not be used after it.
func (f *Folder) Copy() Copy {
	c := Copy{Chars: string(f.buf), corners: append(make([]corner, 0, len(f.corners)), f.corners...), Raw: f.raw}
	f.free()
	return c
}
