package match

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// Options say how a text is to be read.
type Options struct {
	// Turns says that a paragraph, or a line, that begins with an upper-case
	// label and a colon begins a speaker's turn.
	Turns bool
	// Speakers maps labels as printed, without the colon, to speakers. A
	// label that is not listed stands for itself; one that is listed need not
	// be in upper case.
	Speakers map[string]string
	// Attributions say whose the words inside an article's own quotation
	// marks are.
	Attributions []Attribution
	// Apparatus lists stage directions that are not text, "(Applause.)".
	Apparatus []string
	// Language is a BCP 47 tag; it chooses negators and conditions. Empty
	// means all that are known.
	Language string
	// Strict lets the first letter's case change in brackets only.
	Strict bool
	// MaxOmission is the length of an omission, in words, beyond which it is
	// warned of; 0 means 80.
	MaxOmission int
}

// An Attribution gives words inside an article's quotation marks to a speaker.
type Attribution struct{ Speaker, Words string }

// An AttributionError says why the attribution with an index does not hold:
// its words are not found, found twice, or not inside quotation marks.
type AttributionError struct {
	Index  int
	Reason string
}

func (e AttributionError) Error() string { return "attribution " + e.Reason }

// A Paragraph is a block of a text between blank lines.
type Paragraph struct {
	fold.Span
	Number  int    // from 1
	Label   string // the number or letter that the text prints: "5", "d", "三"; "" where none
	Speaker string // of its first words
}

// maxText is the greatest length of a text, in bytes. A longer one has no
// paragraphs, and nothing is found in it.
const maxText = 1 << 30

// A Unit is what a quotation may not run over the edges of: a speaker's turn;
// in an article or communique the paragraphs of a section.
type Unit struct {
	fold.Span        // in the folded text
	Speaker   string // "" where the words are the document's own
}

// A Text is a text that was folded. It is safe for concurrent use.
type Text struct {
	fold.Copy
	options    Options
	paragraphs []Paragraph
	units      []Unit
	turns      []Turn
	owned      []owned // the attributions that hold, by place
	skips      []skip  // what a quotation may leave out without a sign
	words      wordCounts
	marks      markCache
}

// A markCache keeps the quotation marks of paragraphs that were asked for.
type markCache struct {
	mu sync.Mutex
	of map[int][]fold.Mark
}

// marksOf returns the quotation marks of a paragraph, by its index. Their spans
// count from the paragraph's start.
func (t *Text) marksOf(i int) []fold.Mark {
	t.marks.mu.Lock()
	defer t.marks.mu.Unlock()
	m, ok := t.marks.of[i]
	if !ok {
		p := t.paragraphs[i]
		m = fold.Marks(t.Raw()[p.Start:p.End])
		if t.marks.of == nil {
			t.marks.of = map[int][]fold.Mark{}
		}
		t.marks.of[i] = m
	}
	return m
}

// owned is a span of the raw text that is somebody's.
type owned struct {
	fold.Span
	speaker string
}

// NewText folds a text. The errors name attributions that do not hold; the
// text is usable without them.
func NewText(raw string, o Options) (*Text, []AttributionError) {
	if o.MaxOmission <= 0 {
		o.MaxOmission = 80
	}
	t := &Text{options: o}
	t.Copy.Raw = raw
	if len(raw) > maxText {
		t.words.t = t
		return t, nil
	}
	f := fold.NewFolder(raw)
	t.read(f)
	t.Copy = f.Copy()
	t.words.t = t
	t.findSkips()
	return t, t.attribute()
}

// Raw returns the text as it was given.
func (t *Text) Raw() string { return t.Copy.Raw }

// Language returns the BCP 47 tag that the text was given, or "".
func (t *Text) Language() string { return t.options.Language }

// HasTurns reports whether labels begin speakers' turns in the text.
func (t *Text) HasTurns() bool { return t.options.Turns }

// Paragraphs returns the paragraphs in order. The caller must not change them.
func (t *Text) Paragraphs() []Paragraph { return t.paragraphs }

// Units returns the units in order. The caller must not change them.
func (t *Text) Units() []Unit { return t.units }

// Paragraph returns the paragraph that a fragment names: by the label that the
// text prints, else by its count where it prints none. A leading "p" may stand
// before either. A label that is printed twice names nothing.
func (t *Text) Paragraph(name string) (Paragraph, bool) {
	if p, ok := t.paragraph(name); ok {
		return p, true
	}
	if rest, ok := strings.CutPrefix(name, "p"); ok {
		return t.paragraph(rest)
	}
	return Paragraph{}, false
}

func (t *Text) paragraph(name string) (Paragraph, bool) {
	if name == "" {
		return Paragraph{}, false
	}
	found := -1
	for i, p := range t.paragraphs {
		if p.Label == name {
			if found >= 0 {
				return Paragraph{}, false
			}
			found = i
		}
	}
	if found >= 0 {
		return t.paragraphs[found], true
	}
	n := 0
	for _, c := range []byte(name) {
		if !fold.IsDigit(rune(c)) || n > len(t.paragraphs) {
			return Paragraph{}, false
		}
		n = 10*n + int(c-'0')
	}
	if name[0] == '0' || n < 1 || n > len(t.paragraphs) || t.paragraphs[n-1].Label != "" {
		return Paragraph{}, false
	}
	return t.paragraphs[n-1], true
}

// read finds paragraphs and units and folds them.
func (t *Text) read(f *fold.Folder) {
	raw := t.Raw()
	open := false // whether a unit is open
	heading := false
	for at := 0; at < len(raw); {
		from, to, next := block(raw, at)
		at = next
		if from == to {
			continue
		}
		p := Paragraph{Span: fold.Span{Start: from, End: to}, Number: len(t.paragraphs) + 1}
		body := from
		turned := false
		if t.options.Turns {
			if label, n := turnLabel(raw[from:to], t.options.Speakers); n > 0 {
				t.turn(f, from, n, label)
				turned, open = true, true
				body += n
			}
		}
		p.Label = printedLabel(raw[body:to])
		inTurn := len(t.units) > 0 && t.units[len(t.units)-1].Speaker != ""
		head := !inTurn && !turned && p.Label == "" && isHeading(raw[from:to]) && !goesOn(raw, next)
		switch {
		case turned:
		case !open || head || heading:
			t.unit(f, from, "")
			open = true
		case p.Label != "":
			f.Stop(body)
		}
		heading = head
		p.Speaker = t.units[len(t.units)-1].Speaker
		t.paragraphs = append(t.paragraphs, p)
		t.lines(f, body, to)
	}
	if n := len(t.units); n > 0 {
		t.units[n-1].End = f.Size()
	}
}

// goesOn reports whether the block after at begins with a small letter: what
// stands before it is no heading.
func goesOn(raw string, at int) bool {
	from, _, _ := block(raw, at)
	r, _ := utf8.DecodeRuneInString(raw[from:])
	return unicode.IsLower(r)
}

// lines folds a paragraph; in a transcript a line of it may begin a turn.
func (t *Text) lines(f *fold.Folder, from, to int) {
	if t.options.Turns {
		for at := from; ; {
			i := strings.IndexByte(t.Raw()[at:to], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			if label, n := turnLabel(t.Raw()[at:to], t.options.Speakers); n > 0 {
				f.Add(from, at)
				t.turn(f, at, n, label)
				from = at + n
				at = from
			}
		}
	}
	f.Add(from, to)
}

// unit begins a unit.
func (t *Text) unit(f *fold.Folder, at int, speaker string) {
	if n := len(t.units); n > 0 {
		t.units[n-1].End = f.Size()
		f.Stop(at)
	}
	t.units = append(t.units, Unit{fold.Span{Start: f.Size(), End: f.Size()}, speaker})
}

func (t *Text) name(label string) string {
	if s, ok := t.options.Speakers[label]; ok {
		return s
	}
	return label
}

// block returns the next paragraph of raw from at on, without the white space
// round it, and where to look for the one after.
func block(raw string, at int) (from, to, next int) {
	for at < len(raw) && raw[at] <= ' ' && fold.IsBlank(rune(raw[at])) {
		at++
	}
	from, to = at, at
	for at < len(raw) {
		i := strings.IndexByte(raw[at:], '\n')
		end := len(raw)
		next = end
		if i >= 0 {
			end, next = at+i, at+i+1
		}
		line := trimRight(raw[at:end])
		if line == 0 && at > from {
			return from, to, next
		}
		if line > 0 {
			to = at + line
		}
		at = next
	}
	return from, to, len(raw)
}

// trimRight returns the length of a line without the white space at its end;
// it is 0 for a blank line.
func trimRight(line string) int {
	n := len(line)
	for n > 0 && (fold.IsBlank(rune(line[n-1])) && line[n-1] < utf8.RuneSelf || line[n-1] >= utf8.RuneSelf) {
		if line[n-1] < utf8.RuneSelf {
			n--
			continue
		}
		r, w := utf8.DecodeLastRuneInString(line[:n])
		if !fold.IsBlank(r) && r != 0xFEFF {
			break
		}
		n -= w
	}
	return n
}

// paragraphAt returns the index of the paragraph that holds the raw offset r.
func (t *Text) paragraphAt(r int) int {
	i := sort.Search(len(t.paragraphs), func(i int) bool { return t.paragraphs[i].End > r })
	return min(i, len(t.paragraphs)-1)
}

// UnitAt returns the index of the unit that holds the folded offset p.
func (t *Text) UnitAt(p int) int {
	return sort.Search(len(t.units), func(i int) bool { return t.units[i].Start > p }) - 1
}

// speakerOf returns whose the raw span s of unit u is.
func (t *Text) speakerOf(s fold.Span, u int) string {
	i := sort.Search(len(t.owned), func(i int) bool { return t.owned[i].End >= s.End })
	for ; i < len(t.owned); i++ {
		if t.owned[i].Start <= s.Start {
			return t.owned[i].speaker
		}
	}
	return t.units[u].Speaker
}
