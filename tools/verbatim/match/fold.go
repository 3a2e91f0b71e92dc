package match

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Bytes of the folded copy that stand for no character. None of them occurs in
// UTF-8 but the line feed, and folding leaves no line feed.
const (
	hardBreak  = '\n' // between units, and before a numbered paragraph: nothing matches it
	lineHyphen = 0xFF // a hyphen at a line's end, read with and without
	badText    = 0xFE // a byte that is not UTF-8, in a text
	badQuote   = 0xFD // the same in a quotation: the two are never equal
)

// A corner is a place where folding changes the distance between folded and
// raw bytes. Between two corners as far apart in both, bytes correspond one to
// one; otherwise the two stretches correspond as wholes.
type corner struct{ fold, raw uint32 }

// A folded is a folded copy with its way back to the bytes it came from.
type folded struct {
	s       string
	corners []corner
	raw     string
}

// start returns the raw offset at which the folded character at p begins,
// after anything invisible.
func (f *folded) start(p int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].fold) > p }) - 1
	var c corner // both begin together
	if i >= 0 {
		c = f.corners[i]
	}
	if i+1 < len(f.corners) {
		if n := f.corners[i+1]; n.raw-c.raw != n.fold-c.fold {
			return int(c.raw)
		}
	}
	r := int(c.raw) + p - int(c.fold)
	for r > 0 && r < len(f.raw) && inRune(f.raw, r) {
		r--
	}
	return r
}

// end returns the raw offset at which the folded character before p ends.
func (f *folded) end(p int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].fold) >= p })
	if i < len(f.corners) && int(f.corners[i].fold) == p {
		return int(f.corners[i].raw)
	}
	var c corner
	if i > 0 {
		c = f.corners[i-1]
	}
	if i < len(f.corners) {
		if n := f.corners[i]; n.raw-c.raw != n.fold-c.fold {
			return int(n.raw)
		}
	}
	r := int(c.raw) + p - int(c.fold)
	for r < len(f.raw) && inRune(f.raw, r) {
		r++
	}
	return r
}

// at returns the folded offset of the first folded character that begins at or
// after the raw offset r.
func (f *folded) at(r int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].raw) >= r })
	if i < len(f.corners) && int(f.corners[i].raw) == r {
		return int(f.corners[i].fold)
	}
	var c corner
	if i > 0 {
		c = f.corners[i-1]
	}
	if i < len(f.corners) {
		if n := f.corners[i]; n.raw-c.raw != n.fold-c.fold && r > int(c.raw) {
			return int(n.fold)
		}
	}
	return min(int(c.fold)+r-int(c.raw), len(f.s))
}

// inRune reports whether r is inside a character of several bytes.
func inRune(s string, r int) bool {
	if utf8.RuneStart(s[r]) {
		return false
	}
	for b := r - 1; b >= 0 && b > r-utf8.UTFMax; b-- {
		if utf8.RuneStart(s[b]) {
			_, n := utf8.DecodeRuneInString(s[b:])
			return b+n > r
		}
	}
	return false
}

// Classes of ASCII bytes: what the fast path copies, and what it looks at.
const (
	plain = iota
	blank // white space
	dot
	hyphen
	other // not ASCII, or a control
)

var classes = func() (t [256]uint8) {
	for i := range t {
		switch {
		case i >= utf8.RuneSelf || invisible(rune(i)):
			t[i] = other
		case i == ' ' || i >= '\t' && i <= '\r':
			t[i] = blank
		}
	}
	t['.'], t['-'] = dot, hyphen
	return
}()

// A folder makes a folded copy. Texts and quotations go through the same code.
type folder struct {
	raw     string
	buf     []byte
	corners []corner
	bad     byte // what a byte that is not UTF-8 becomes
	tight   bool // white space that follows is dropped
}

// turn notes that the next folded byte comes from the raw offset r.
func (f *folder) turn(r int) {
	c := corner{uint32(len(f.buf)), uint32(r)}
	if n := len(f.corners); n > 0 && f.corners[n-1] == c || n == 0 && c.fold == c.raw && r == 0 {
		return
	}
	f.corners = append(f.corners, c)
}

// put emits s for raw[from:to].
func (f *folder) put(s string, from, to int) {
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
func (f *folder) drop(from, to int) {
	if n := len(f.corners); f.tight && n > 0 && f.corners[n-1] == (corner{uint32(len(f.buf)), uint32(from)}) {
		f.corners[n-1].raw = uint32(to)
		return
	}
	f.turn(from)
	f.turn(to)
}

// fold appends the folded form of raw[from:to].
func (f *folder) fold(from, to int) {
	s := f.raw[:to]
	f.turn(from)
	f.tight = true
	lead := len(f.buf)
	for i := from; i < to; {
		switch classes[s[i]] {
		case plain:
			j := i + 1
			for j < to {
				c := classes[s[j]]
				if c == plain || c == blank && s[j] == ' ' && j+1 < to && classes[s[j+1]] == plain {
					j++
					continue
				}
				if c == dot && !(j+1 < to && (s[j+1] == '.' || classes[s[j+1]] >= blank)) {
					j++
					continue
				}
				break
			}
			if j < to && classes[s[j]] == other && f.combines(j, to) {
				j--
				f.buf = append(f.buf, s[i:j]...)
				i = f.cluster(j, to)
				continue
			}
			f.buf = append(f.buf, s[i:j]...)
			f.tight = false
			i = j
		case blank:
			i = f.blank(i, to)
		case dot:
			i = f.dots(i, to)
		case hyphen:
			i = f.hyphen(i, to)
		default:
			i = f.other(i, to)
		}
	}
	if n := len(f.buf); n > lead && f.buf[n-1] == ' ' {
		f.unblank()
	}
	f.turn(to)
}

// unblank takes back a space that turned out to belong to what follows it.
func (f *folder) unblank() {
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

// blank folds a run of white space, invisible characters in it included.
func (f *folder) blank(i, to int) int {
	from, lines := i, false
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		if !isBlank(r) {
			if !invisible(r) {
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
		drop = isCJK(fullwidth(r)) || isCJK(r)
	}
	if drop {
		f.drop(from, i)
		return i
	}
	f.put(" ", from, i)
	return i
}

// dots folds a run of dots: three are an omission mark, however they are set.
func (f *folder) dots(i, to int) int {
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
		case isBlank(r) || invisible(r):
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
func (f *folder) around(s string, from, to int) {
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
func (f *folder) rawEnd(from int) int {
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(f.raw[:from])
		if !isBlank(r) && !invisible(r) {
			break
		}
		from -= n
	}
	return from
}

// next returns the next visible character from i on, folded in width, and
// whether white space or the end came first.
func (f *folder) next(i, to int) (r rune, spaced, lines bool) {
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		switch {
		case isBlank(r):
			spaced = true
			lines = lines || r == '\n' || r == '\r'
		case invisible(r):
		default:
			return fullwidth(r), spaced, lines
		}
		i += n
	}
	return 0, true, lines
}

// last returns the last folded character.
func (f *folder) last() rune {
	if len(f.buf) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(f.buf)
	return r
}

// hyphen folds a hyphen: two or more are a dash; one between letters at a
// line's end may be the line's or the word's.
func (f *folder) hyphen(i, to int) int {
	n, j, end := 0, i, i
	for j < to {
		r, w := utf8.DecodeRuneInString(f.raw[j:to])
		if r == '-' || r == '\u2010' || r == '\u2011' || r == '－' {
			n++
			end = j + w
		} else if !invisible(r) {
			break
		}
		j += w
	}
	if n > 1 {
		f.around("—", i, end)
		return end
	}
	r, _, lines := f.next(end, to)
	figures := digit(f.last()) && digit(r) // a span of years is never one number
	if lines && (figures || wordy(f.last()) && unicode.IsLetter(r) && !isCJK(r)) {
		for end < to {
			r, n := utf8.DecodeRuneInString(f.raw[end:to])
			if !isBlank(r) && !invisible(r) {
				break
			}
			end += n
		}
		f.turn(i)
		if figures {
			f.buf = append(f.buf, '-')
		} else {
			f.buf = append(f.buf, lineHyphen)
		}
		f.turn(end)
		f.tight = false
		return end
	}
	f.put("-", i, end)
	f.tight = false
	return end
}

// other folds what is not ASCII.
func (f *folder) other(i, to int) int {
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
	case isBlank(r):
		return f.blank(i, to)
	case invisible(r) && !f.spells(f.last(), r, end, to):
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
		case r == '−' && digit(next) && !spaced, digit(last) && digit(next) && !spaced && r != '−':
			f.put("-", i, end)
		case r == '–' && (spaced || (last == ' ' || last == 0) && !digit(next)):
			f.around("—", i, end)
			return end
		default:
			f.put(f.raw[i:end], i, end)
		}
		f.tight = false
		return end
	}
	if m := markOf(r); m != 0 {
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
func (f *folder) run(i, to int) (end int) {
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
func (f *folder) dash(i, to int) int {
	j, end := i, i
	for j < to {
		r, w := utf8.DecodeRuneInString(f.raw[j:to])
		if r == '—' || r == '―' {
			end = j + w
		} else if !invisible(r) {
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
func (f *folder) mark(r rune, m byte, i, end, to int) int {
	next, spaced, _ := f.next(end, to)
	open, shut := opener(r), closer(r)
	last := f.last()
	outer := last == 0 || last == ' ' || last == '—' || last == '(' || last == '['
	if shut && last == ' ' && (spaced || !wordy(next)) {
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

// maxCluster is how many characters are composed as one. No script combines as
// many; of more the Stream-Safe Text Format would insert joiners.
const maxCluster = 8

// cluster folds a character with what combines with it: width and Latin
// ligatures, then NFC.
func (f *folder) cluster(i, to int) int {
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
		if r == utf8.RuneError && n == 1 || r < utf8.RuneSelf && !invisible(r) {
			break
		}
		if base, _ := utf8.DecodeLastRune(b); invisible(r) && !f.spells(base, r, j+n, to) {
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
func (f *folder) combines(i, to int) bool {
	for i < to {
		r, n := utf8.DecodeRuneInString(f.raw[i:to])
		if !invisible(r) {
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
	return utf8.AppendRune(b, fullwidth(r))
}

// fullwidth returns r with full- and half-width forms folded.
func fullwidth(r rune) rune {
	if r >= 0xFF01 && r <= 0xFFEE {
		if w := width.LookupRune(r).Folded(); w != 0 {
			return w
		}
	}
	return r
}

// Fold returns the folded characters of s as a key for comparison: two strings
// with the same key differ in typography only. Case is kept. The result is in
// Unicode Normalization Form C; folding it again changes nothing.
func Fold(s string) string {
	f := foldQuote(s)
	if strings.IndexByte(f.s, lineHyphen) < 0 && strings.IndexByte(f.s, badQuote) < 0 {
		return f.s
	}
	var b strings.Builder
	for i := range len(f.s) {
		switch f.s[i] {
		case lineHyphen:
			b.WriteByte('-')
		case badQuote:
			b.WriteString("\uFFFD")
		default:
			b.WriteByte(f.s[i])
		}
	}
	return b.String()
}

// foldQuote folds the words of a quotation.
func foldQuote(s string) *folded {
	f := folder{raw: s, bad: badQuote, buf: make([]byte, 0, len(s))}
	f.fold(0, len(s))
	return &folded{s: string(f.buf), corners: f.corners, raw: s}
}

// isBlank reports white space, that of Unicode's White_Space.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// invisible reports characters that show nothing and spell nothing. The two
// joiners are among them; see spells.
func invisible(r rune) bool {
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

// bidirectional reports the characters of Unicode's Bidi_Control.
func bidirectional(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// spells reports whether a joiner behind last stands in a script that spells
// with it, between two of its letters.
func (f *folder) spells(last, r rune, end, to int) bool {
	if r != 0x200C && r != 0x200D || !joining(last) {
		return false
	}
	next, spaced, _ := f.next(end, to)
	return !spaced && joining(next)
}

func joining(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
		unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Tibetan, unicode.Nko) ||
		unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Inherited, r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
