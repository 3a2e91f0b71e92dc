package fold

import (
	"strings"
	"unicode/utf8"
)

// A Mark is a quotation mark in a block of text. Span counts bytes. Pair is
// the index of the partner in the same result, or -1.
type Mark struct {
	Span
	Open bool
	Pair int
}

// MarkOf returns what a quotation mark folds to: " for a double one, ' for a
// single one, 0 for anything else.
func MarkOf(r rune) byte {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '｢', '｣', '〝', '〞', '〟', '＂', '❝', '❞', '⹂':
		return '"'
	case '\'', '‘', '’', '‚', '‛', '‹', '›', '＇', '❛', '❜':
		return '\''
	}
	return 0
}

func IsOpening(r rune) bool {
	return strings.ContainsRune("“„‟«「『｢〝❝⹂‘‚‛‹❛", r)
}
func IsClosing(r rune) bool { return strings.ContainsRune("”»」』｣〞〟❞’›❜", r) }

// closes reports whether c can close what o opened. Straight marks close
// straight ones; curly ones differ between languages (“x”, „x“, ”x”, »x«).
func closes(o, c rune) bool {
	switch o {
	case '"', '＂':
		return c == '"' || c == '＂'
	case '\'', '＇':
		return c == '\'' || c == '＇' || c == '’'
	case '“', '‟', '❝':
		return c == '”' || c == '❞' || c == '"'
	case '„', '⹂':
		return c == '“' || c == '”' || c == '‟'
	case '”':
		return c == '”'
	case '«':
		return c == '»'
	case '»':
		return c == '«' || c == '»'
	case '「':
		return c == '」'
	case '『':
		return c == '』'
	case '｢':
		return c == '｣'
	case '〝':
		return c == '〞' || c == '〟'
	case '‘', '‛', '❛':
		return c == '’' || c == '❜' || c == '\''
	case '‚':
		return c == '‘' || c == '’'
	case '‹':
		return c == '›'
	case '›':
		return c == '‹' || c == '›'
	}
	return false
}

// Marks returns the quotation marks of one block of text, in order: those of a
// paragraph, a heading, an attribute's value. Double marks, guillemets, low
// and corner brackets count always, single marks only where a partner closes
// in the same block. Apostrophes, primes, feet and inches never do. U+FFFC
// stands for something opaque and is no word character.
func Marks(s string) []Mark {
	if strings.IndexFunc(s, func(r rune) bool { return MarkOf(r) != 0 }) < 0 {
		return nil
	}
	var m scanner
	m.s = s
	m.candidates()
	m.pair()
	return m.result()
}

type candidate struct {
	Span
	r           rune
	open, shut  bool // what it can be by its place
	single      bool
	doubtful    bool // may close, but reads like an apostrophe, or inches
	inches      bool // if it closes nothing
	pair        int
	isOpen, out bool
}

type scanner struct {
	s string
	c []candidate
}

// elisions are words that begin with an apostrophe.
var elisions = map[string]bool{"tis": true, "twas": true, "twere": true, "twill": true, "til": true, "till": true,
	"em": true, "cause": true, "bout": true, "round": true, "n": true, "cos": true, "s": true, "kay": true, "neath": true}

// candidates finds every character that may be a quotation mark by its shape
// and its neighbours.
func (m *scanner) candidates() {
	s := m.s
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		kind := MarkOf(r)
		if kind == 0 {
			i += n
			continue
		}
		a, _ := utf8.DecodeLastRuneInString(s[:i])
		b, _ := utf8.DecodeRuneInString(s[i+n:])
		if i == 0 {
			a = 0
		}
		if i+n == len(s) {
			b = 0
		}
		c := candidate{Span: Span{i, i + n}, r: r, single: kind == '\'', pair: -1}
		left, right := a == 0 || IsBlank(a) || IsInvisible(a), b == 0 || IsBlank(b) || IsInvisible(b)
		i += n
		switch {
		case c.single && !m.singleAt(&c, a, b, left, right):
			continue
		case c.single:
		case strings.ContainsRune("「『｢〝", r):
			c.open = true
		case strings.ContainsRune("」』｣〞〟", r):
			c.shut = true
		case r == '"' && IsDigit(a):
			if m.feet(c.Start) {
				continue
			}
			// inches, unless it closes what is open
			c.shut, c.inches = true, true
			c.doubtful = IsBlank(b) && startsWithWord(s[c.End:])
		default:
			c.open = !right && (left || !IsWord(a)) && !(IsWord(a) || strings.ContainsRune(".,!?;:…)", a) && !IsWord(b))
			c.shut = !left
			switch r {
			case '“':
				c.open = true // also where a blank or another mark follows
				c.shut = !left
			case '„', '‟', '«', '❝', '⹂':
				c.open = true
				c.shut = r == '«' && !left || r == '‟' && !left
			case '”', '❞', '»':
				c.shut = true
				c.open = c.open && left && r != '❞'
			case '"':
				if left == right { // a mark that stands alone, or inside a word
					c.open, c.shut = true, true
				}
				if !left && !right && !IsWord(a) && !IsWord(b) {
					c.open, c.shut = true, true
				}
			}
		}
		m.c = append(m.c, c)
	}
}

// singleAt decides whether a single mark can be a quotation mark.
func (m *scanner) singleAt(c *candidate, a, b rune, left, right bool) bool {
	if strings.ContainsRune("‚‹›", c.r) {
		c.open = c.r != '›' || left
		c.shut = c.r == '›' || c.r == '‹' && !left
		return true
	}
	if IsWord(a) && IsWord(b) && Unspaced(a) == 0 && Unspaced(b) == 0 {
		return false // inside a word
	}
	if IsDigit(a) && c.r == '\'' && m.feetAfter(c.End) {
		return false
	}
	switch c.r {
	case '‘', '‛', '❛':
		c.open, c.shut = !right || left, c.r == '‘' && !left
	case '’', '❜':
		c.shut = !left
	default:
		c.open = (left || !IsSpaced(a)) && !right
		c.shut = !left
		if a == utf8.RuneError || a == '\uFFFC' {
			c.open, c.shut = !right && IsWord(b), true
		}
	}
	if c.open && m.elided(c.End) {
		c.open = false
	}
	// the leaders’ plan, runnin’ late
	if c.shut && IsWord(a) && IsBlank(b) {
		stem := m.s[:c.Start]
		c.doubtful = startsWithWord(m.s[c.End:]) && (a == 's' || a == 'S' || a == 'z' || a == 'x' || strings.HasSuffix(stem, "in") || strings.HasSuffix(stem, " o") || strings.HasSuffix(stem, " an") || strings.HasSuffix(stem, " th"))
	}
	return c.open || c.shut
}

// startsWithWord reports whether a word follows, white space aside.
func startsWithWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, IsBlank))
	return IsWord(r)
}

// elided reports whether the word at i is one that begins with an apostrophe.
func (m *scanner) elided(i int) bool {
	j := i
	for j < len(m.s) && IsWord(rune(m.s[j])) {
		j++
	}
	w := strings.ToLower(m.s[i:j])
	if elisions[w] {
		return true
	}
	d := strings.TrimRight(w, "s")
	return len(d) == 2 && IsDigit(rune(d[0])) && IsDigit(rune(d[1]))
}

// feet reports whether the double mark at i follows feet and inches (6' 2").
func (m *scanner) feet(i int) bool {
	s := strings.TrimRight(m.s[:i], "0123456789½¼¾./")
	s = strings.TrimRight(s, " -\u00A0\u202F")
	if s == "" || len(s) == i {
		return false
	}
	if strings.HasSuffix(s, "'") || strings.HasSuffix(s, "′") || strings.HasSuffix(s, "’") {
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "'′’"))
		return IsDigit(r)
	}
	return false
}

// feetAfter reports whether inches follow the feet that end at i.
func (m *scanner) feetAfter(i int) bool {
	t := strings.TrimLeft(m.s[i:], " -\u00A0\u202F")
	u := strings.TrimLeft(t, "0123456789½¼¾./")
	return len(u) < len(t) && (strings.HasPrefix(u, `"`) || strings.HasPrefix(u, "″") || strings.HasPrefix(u, "”") || strings.HasPrefix(u, "''"))
}

// pair pairs the candidates: the nearest open one that the mark can close.
// What lies open between the two stays alone.
func (m *scanner) pair() {
	var stack []int
	open := map[rune]int{} // marks on the stack, by shape
	for i := range m.c {
		c := &m.c[i]
		if c.out {
			continue
		}
		at := -1
		if c.shut && anyCloses(open, c.r) {
			for k := len(stack) - 1; k >= 0; k-- {
				if o := &m.c[stack[k]]; closes(o.r, c.r) && c.Start > o.End {
					at = k
					break
				}
			}
			if at >= 0 && c.doubtful && m.later(i, stack[at]) {
				c.out = true
				continue
			}
			if at >= 0 && c.open && m.inner(c) {
				at = -1
			}
		}
		switch {
		case at >= 0:
			o := stack[at]
			m.c[o].pair, c.pair = i, o
			m.c[o].isOpen = true
			for _, k := range stack[at:] {
				open[m.c[k].r]--
			}
			stack = stack[:at]
		case c.open:
			c.isOpen = true
			open[c.r]++
			stack = append(stack, i)
		case c.inches:
			c.out = true
		}
	}
}

func anyCloses(open map[rune]int, c rune) bool {
	for o, n := range open {
		if n > 0 && closes(o, c) {
			return true
		}
	}
	return false
}

// inner reports whether a mark that could close opens an inner quotation: it
// has white space or an opening bracket before it and a word after it.
func (m *scanner) inner(c *candidate) bool {
	a, _ := utf8.DecodeLastRuneInString(m.s[:c.Start])
	b, _ := utf8.DecodeRuneInString(m.s[c.End:])
	return (c.Start == 0 || IsBlank(a) || strings.ContainsRune("([{—–", a)) && b != utf8.RuneError && !IsBlank(b) && c.End < len(m.s)
}

// lookAhead is how many marks further a better one is looked for.
const lookAhead = 64

// later reports whether a better mark than i closes what o opened before the
// next one of its kind opens.
func (m *scanner) later(i, o int) bool {
	for j := i + 1; j < min(len(m.c), i+1+lookAhead); j++ {
		c := &m.c[j]
		if c.single != m.c[i].single {
			continue
		}
		if c.open && !c.shut {
			return false
		}
		if c.shut && closes(m.c[o].r, c.r) && !c.doubtful {
			return true
		}
	}
	return false
}

func (m *scanner) result() []Mark {
	index := make([]int, len(m.c))
	n := 0
	for i, c := range m.c {
		index[i] = -1
		if c.out || c.single && c.pair < 0 && !strings.ContainsRune("‹›", c.r) {
			continue
		}
		index[i] = n
		n++
	}
	marks := make([]Mark, 0, n)
	for i, c := range m.c {
		if index[i] < 0 {
			continue
		}
		k := Mark{Span: c.Span, Open: c.isOpen, Pair: -1}
		if c.pair >= 0 {
			k.Pair = index[c.pair]
		}
		marks = append(marks, k)
	}
	return marks
}
