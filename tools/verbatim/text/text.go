package text

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// Options say how a text is to be read.
type Options struct {
	// Speakers maps labels as printed, without the colon, to speakers; an
	// empty speaker is nobody, as for Q. Where it is not nil the text has
	// turns, and words under a label that is not listed are nobody's.
	Speakers map[string]string
	// Turns says that the text has turns where Speakers is nil: labels are
	// known by their form, and each is its own speaker.
	Turns bool
	// Names are the names of a speaker, aliases included; of one that is not
	// a key the speaker itself is the name.
	Names map[string][]string
	// Known are names that brackets may give though the text lacks them:
	// people, places and terms of a site.
	Known []string
	// Attributions say whose the words inside the text's own quotation marks
	// are.
	Attributions []Attribution
	// Apparatus lists what is not text, "(Applause.)", page headings.
	Apparatus []string
	// Language is a BCP 47 tag; it chooses the lists. Empty is English where
	// the text has English function words, else no language.
	Language string
	// Strict lets the first letter's case change in brackets only.
	Strict bool
	// Spoken says that the words were heard: another hand may punctuate them
	// otherwise.
	Spoken bool
	// Extent says that the text is a part of one, "opening" or "excerpt": what
	// is not in it proves nothing.
	Extent string
	// MaxOmission is the length of an omission, in words, beyond which it is
	// warned of; 0 means 80.
	MaxOmission int
}

// An Attribution gives words inside a text's own quotation marks to a speaker.
type Attribution struct{ Speaker, Words string }

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
	Speaker   string // "" where the words are the document's own, or nobody's
	Label     string // of a turn, as printed
	Nobodys   bool   // the record does not say whose the turn is
}

// A Text is a text that was folded. It is safe for concurrent use.
type Text struct {
	fold.Copy
	options    Options
	paragraphs []Paragraph
	heads      []head // where paragraphs begin
	units      []Unit
	turns      []Turn
	owned      []owned // the attributions that hold, by place
	skips      []Skip  // what a quotation may leave out without a sign
	words      wordCounts
	marks      markCache
	language   func() *fold.Language
	index      func() *fold.Index
	spoken     func() *Text           // the same, folded as speech
	bare       func() *Text           // the same without note marks; nil where there are none
	lines      func() map[string]bool // the lines of the text, folded
	part       bool                   // a piece of a text that is not at hand; see [NewPart]
	opens      func() bool            // whether any mark may open without a partner
}

// A head is a place in the folded text where a paragraph begins, or where its
// words begin behind its number.
type head struct{ at, paragraph int32 }

// A markCache keeps the quotation marks of paragraphs that were asked for.
type markCache struct {
	mu sync.Mutex
	of map[int][]mark.Mark
}

// MarksOf returns the quotation marks of a paragraph, by its index. Their spans
// count from the paragraph's start.
func (t *Text) MarksOf(i int) []mark.Mark {
	t.marks.mu.Lock()
	defer t.marks.mu.Unlock()
	m, ok := t.marks.of[i]
	if !ok {
		p := t.paragraphs[i]
		m = mark.Find(t.Raw()[p.Start:p.End])
		if t.marks.of == nil {
			t.marks.of = map[int][]mark.Mark{}
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

// noteSigns are the bytes that every note mark has one of; the last are those of the
// figures from four on that are set high.
var noteSigns = []string{"[", "*", "†", "‡", "¹", "²", "³", "\xE2\x81"}

// New folds a text. Of the options the attributions are not its own: who finds
// their words tells it by [Text.Own].
func New(raw string, o Options) *Text {
	if o.MaxOmission <= 0 {
		o.MaxOmission = 80
	}
	t := &Text{options: o}
	t.Copy.Raw = raw
	t.words.t = t
	t.language = sync.OnceValue(t.known)
	t.opens = sync.OnceValue(func() bool { return mark.MayStandAlone(raw) })
	t.index = sync.OnceValue(func() *fold.Index { return fold.NewIndex(t.Chars) })
	if o.Spoken {
		t.spoken = sync.OnceValue(t.heard)
	}
	t.lines = sync.OnceValue(func() map[string]bool {
		lines := map[string]bool{}
		for l := range strings.Lines(raw) {
			lines[strings.TrimSpace(fold.Fold(l))] = true
		}
		return lines
	})
	if len(raw) > maxText {
		return t
	}
	f := fold.NewFolder(raw)
	t.read(f)
	t.Copy = f.Copy()
	for i, h := range t.heads { // until now in raw bytes
		t.heads[i] = head{int32(t.At(int(h.at))), int32(t.At(int(h.paragraph)))}
	}
	t.findSkips()
	if slices.ContainsFunc(noteSigns, func(sign string) bool { return strings.Contains(t.Chars, sign) }) {
		t.bare = sync.OnceValue(t.unmarked)
	}
	return t
}

// NewPart folds a piece of a text that is not at hand, in a language that is
// known; what is not in the piece may stand in the rest.
func NewPart(raw string, o Options, l *fold.Language) *Text {
	t := New(raw, o)
	t.part = true
	t.language = func() *fold.Language { return l }
	return t
}

// Heard returns the text as it is heard, for one that was spoken; see
// [fold.Copy.Heard].
func (t *Text) Heard() *Text { return t.spoken() }

// Options returns how the text is read.
func (t *Text) Options() Options { return t.options }

// IsPart reports whether the text is a piece of one that is not at hand.
func (t *Text) IsPart() bool { return t.part }

// Raw returns the text as it was given.
func (t *Text) Raw() string { return t.Copy.Raw }

// Language returns the language that the text is read in, or nil where nothing
// is known of it.
func (t *Text) Language() *fold.Language { return t.language() }

// Index returns where the words of the folded text stand. It is made the first
// time it is asked for, and takes up to as much memory as the text.
func (t *Text) Index() *fold.Index { return t.index() }

// HasTurns reports whether labels begin speakers' turns in the text.
func (t *Text) HasTurns() bool { return t.options.Turns || t.options.Speakers != nil }

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
	r := reader{t: t, f: f, labels: t.newLabels(raw), apparatus: map[string]bool{}}
	for _, a := range t.options.Apparatus {
		if a = strings.TrimSpace(fold.Fold(a)); t.mayPassOver(a) {
			r.apparatus[a] = true
		}
	}
	for at := 0; at < len(raw); {
		from, to, next := block(raw, at)
		at = next
		if from < to {
			r.paragraph(from, to, next)
		}
	}
	if n := len(t.units); n > 0 {
		t.units[n-1].End = f.Size()
	}
}

// A reader reads the paragraphs of a text one after the other.
type reader struct {
	t       *Text
	f       *fold.Folder
	labels  *labels
	open    bool // whether a unit is open
	heading bool // whether the block before is one
	ended   bool // whether the block before ends with a mark
	turned  bool // whether a page turns before the block: apparatus stands there

	apparatus map[string]bool // blocks that are no text, folded
}

// paragraph reads the block raw[from:to]; next is where the one after is
// looked for.
func (r *reader) paragraph(from, to, next int) {
	t, raw := r.t, r.t.Raw()
	body := from
	if r.open && r.isApparatus(raw[from:to]) {
		// a page's number between two halves of a sentence ends nothing
		t.paragraphs = append(t.paragraphs, Paragraph{Span: fold.Span{Start: from, End: to}, Number: len(t.paragraphs) + 1, Speaker: t.units[len(t.units)-1].Speaker})
		r.lines(body, to, 0)
		r.turned = true
		return
	}
	label, n, is := r.labels.at(raw[from:to])
	if is != noLabel {
		r.turn(fold.Span{Start: from, End: from + n}, label, is)
		body += n
	}
	p := Paragraph{Span: fold.Span{Start: from, End: to}, Number: len(t.paragraphs) + 1}
	var width int
	p.Label, width = splitLabel(raw[body:to])
	inTurn := len(t.units) > 0 && t.units[len(t.units)-1].Label != ""
	if inTurn && is == noLabel && r.labels.interrupts(raw[from:to]) && !r.goesOn(next) {
		r.turn(fold.Span{Start: from, End: from}, "", strangeLabel) // a heading, a name alone on its line: what follows is nobody's
	}
	head := !inTurn && is == noLabel && p.Label == "" && isHeading(raw[from:to]) && !r.goesOn(next)
	switch {
	case is != noLabel:
	case !r.open || head || r.heading:
		r.unit(from, Unit{})
	case !r.ended && !(r.turned && beginsSmall(raw[from:])):
		r.f.Stop(from) // nothing goes on over a block without an end
	}
	r.open, r.heading, r.ended, r.turned = true, head, hasEnd(raw[from:to]), false
	p.Speaker = t.units[len(t.units)-1].Speaker
	t.paragraphs = append(t.paragraphs, p)
	r.lines(body, to, width)
}

// lines folds a paragraph; in a transcript a line of it may begin a turn.
func (r *reader) lines(from, to, width int) {
	raw := r.t.Raw()
	start := from
	if found := r.labels.inLines(raw[from:to], from > r.t.paragraphs[len(r.t.paragraphs)-1].Start); found > 0 {
		for at := from; ; {
			i := strings.IndexByte(raw[at:to], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			if label, n, is := r.labels.at(raw[at:to]); is != noLabel {
				if found == 1 {
					is = strangeLabel
				}
				r.f.Add(from, at)
				r.turn(fold.Span{Start: at, End: at + n}, label, is)
				from = at + n
				at = from
			}
		}
	}
	from = r.inline(from, to)
	r.f.Add(from, to)
	r.t.heads = append(r.t.heads, head{int32(start), int32(start)})
	if width > 0 {
		r.t.heads = append(r.t.heads, head{int32(start + width), int32(start)})
	}
}

// inline ends the turn where a label in capitals stands behind the end of a
// sentence, in the middle of a paragraph; whose words follow it nobody says.
func (r *reader) inline(from, to int) int {
	if r.labels.off {
		return from
	}
	raw := r.t.Raw()
	for at := from; at < to; {
		i := strings.IndexAny(raw[at:to], `.?!"]`)
		if i < 0 {
			break
		}
		at += i + 1
		rest := strings.TrimLeft(raw[at:to], " [(")
		start := to - len(rest)
		if start == at || rest == "" || start-at > 3 || isSmall(rest[0]) || len(rest) > 1 && isSmall(rest[1]) {
			continue // nothing in capitals
		}
		form := readLabel(rest)
		if form.label == "" || !form.strong || form.label != strings.ToUpper(form.label) || form.label == strings.ToLower(form.label) {
			continue
		}
		r.f.Add(from, at)
		r.turn(fold.Span{Start: start, End: start + form.n}, form.label, strangeLabel)
		from = start + form.n
		at = from
	}
	return from
}

// isSmall reports a small letter of ASCII.
func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }

// turn begins the turn of a label that stands at a span of the raw text.
func (r *reader) turn(at fold.Span, label string, is labelKind) {
	u := Unit{Label: label}
	switch {
	case is == guessedLabel:
		u.Speaker = label
	case is == strangeLabel:
		u.Nobodys = true
	default:
		u.Speaker = r.t.options.Speakers[label]
		u.Nobodys = u.Speaker != "" && !r.t.named(label, u.Speaker)
		if u.Nobodys {
			u.Speaker = ""
		}
	}
	r.t.turns = append(r.t.turns, Turn{at, u.Speaker})
	r.unit(at.Start, u)
	r.open = true
}

// unit begins a unit.
func (r *reader) unit(at int, u Unit) {
	t := r.t
	if n := len(t.units); n > 0 {
		t.units[n-1].End = r.f.Size()
		r.f.Stop(at)
	}
	u.Span = fold.Span{Start: r.f.Size(), End: r.f.Size()}
	t.units = append(t.units, u)
}

// goesOn reports whether the block after at begins with a small letter: what
// stands before it is no heading.
func (r *reader) goesOn(at int) bool {
	raw := r.t.Raw()
	from, to, next := block(raw, at)
	for from < to && r.isApparatus(raw[from:to]) {
		from, to, next = block(raw, next)
	}
	return beginsSmall(raw[from:])
}

// isApparatus reports a block that the record calls apparatus.
func (r *reader) isApparatus(s string) bool {
	for part := range r.apparatus {
		if mayFold(s, part) && strings.TrimSpace(fold.Fold(s)) == part {
			return true
		}
	}
	return false
}

// mayFold reports whether s may be part when it is folded, by the first character
// alone: a letter or figure of ASCII stays what it is, unless an accent follows.
func mayFold(s, part string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	if s == "" {
		return part == ""
	}
	return len(s) < 2 || !isPlain(s[0]) || s[1] < ' ' || s[1] >= 0x7F || part != "" && part[0] == s[0]
}

// isPlain reports a letter or figure of ASCII.
func isPlain(c byte) bool { return c < utf8.RuneSelf && c != '_' && fold.IsWord(rune(c)) }

func beginsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// hasEnd reports whether a block ends with a mark, closing marks and brackets
// aside.
func hasEnd(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return fold.IsBlank(r) || fold.MarkOf(r) != 0 || strings.ContainsRune(")]）］〕*_", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsPunct(r)
}

// ParagraphAt returns the index of the paragraph that holds the raw offset r.
func (t *Text) ParagraphAt(r int) int {
	i := sort.Search(len(t.paragraphs), func(i int) bool { return t.paragraphs[i].End > r })
	return min(i, len(t.paragraphs)-1)
}

// UnitAt returns the index of the unit that holds the folded offset p.
func (t *Text) UnitAt(p int) int {
	return sort.Search(len(t.units), func(i int) bool { return t.units[i].Start > p }) - 1
}

// HeadAt returns where the paragraph begins whose first character, or whose
// first character behind its number, stands at p.
func (t *Text) HeadAt(p int) (paragraph int, ok bool) {
	i, ok := slices.BinarySearchFunc(t.heads, int32(p), func(h head, p int32) int { return int(h.at) - int(p) })
	if !ok {
		return 0, false
	}
	return int(t.heads[i].paragraph), true
}

// RawSpan returns the raw bytes of a span of the folded text.
func (t *Text) RawSpan(s fold.Span) fold.Span {
	return fold.Span{Start: t.Start(s.Start), End: t.End(s.End)}
}
