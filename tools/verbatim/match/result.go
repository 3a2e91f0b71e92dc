package match

import (
	"slices"
	"strconv"
	"sync"

	"summit-explainer/tools/verbatim/fold"
)

// A Quote is a quotation, or the supporting words of a citation.
type Quote struct {
	Words      string // what stands between the marks, without them
	Speaker    string // claimed; "" claims the document's own words
	AnySpeaker bool   // the speaker is not claimed (a citation)
	Paragraph  string // fragment; "" anywhere
	// Prefix and Suffix are what stands directly before and after the words,
	// as in a TextQuoteSelector of the W3C Web Annotation Data Model; they
	// must be exact after folding, white space between aside.
	Prefix, Suffix string
	Markdown       bool // emphasis in Words is formatting
}

// Folded returns the folded words of the quotation.
func (q Quote) Folded() *fold.Copy {
	if q.Markdown {
		return fold.Markdown(q.Words)
	}
	return fold.Quotation(q.Words)
}

// A Verdict says whether a quotation holds. Verdicts are tested in this order.
type Verdict int

const (
	Verbatim     Verdict = iota // it stands in one place
	WrongSpeaker                // it fits, but only in somebody else's words
	Ambiguous                   // it fits in several places, and nothing decides
	Altered                     // it fits nowhere, but a near passage exists; only package hint looks for one
	Missing                     // it fits nowhere, or not in the paragraph or context named
)

// String returns the verdict's name, as findings and JSON spell it.
func (v Verdict) String() string {
	names := [...]string{"verbatim", "wrong-speaker", "ambiguous", "altered", "missing"}
	if v < 0 || int(v) >= len(names) {
		return "unknown"
	}
	return names[v]
}

// A Class says how a verbatim quotation differs from the text's bytes.
type Class int

const (
	None        Class = iota // not verbatim
	Exact                    // byte for byte
	Typographic              // in typography only; nothing that readers are shown
	Spoken                   // the words are exact, the punctuation of a spoken source is ours
	Marked                   // in brackets or omission marks that readers see
)

// String returns the class's name.
func (c Class) String() string {
	names := [...]string{"none", "exact", "typographic", "spoken", "marked"}
	if c < 0 || int(c) >= len(names) {
		return "unknown"
	}
	return names[c]
}

// A Passage is a span of a text that a quotation, or a piece of it, is.
type Passage struct {
	fold.Span
	Paragraph int    // number of the paragraph it begins in, from 1
	Label     string // that paragraph's printed label
	Speaker   string // "" for the document's own words, or nobody's
	Turn      string // the label of the turn, where it is nobody's by name: "Q"
	Nobodys   bool   // nobody says whose words they are
}

// Name returns what people call the passage's paragraph: the label that the
// text prints, else its count.
func (p Passage) Name() string {
	if p.Label != "" {
		return p.Label
	}
	return strconv.Itoa(p.Paragraph)
}

// An Alteration is one permitted difference between quotation and text: the
// bytes Quote of the quotation's words stand for the bytes Text of the text.
// Outside alterations the two are equal, byte for byte.
type Alteration struct {
	Rule  string    // the name of a row of [Rules]
	Quote fold.Span // in Quote.Words
	Text  fold.Span // in the raw text
}

// A Warning is something that an editor should look at; the quotation passes.
type Warning struct {
	Code    string // short and stable: "edge-negator", "long-omission", …
	Message string
	Span    fold.Span // in the raw text, or in the quotation for "invisible" and "look-alike"
}

// A Result is what Match found.
type Result struct {
	Verdict     Verdict
	Class       Class
	Passages    []Passage    // verbatim: the pieces in order; ambiguous: every place; wrong-speaker and missing: where it stands all the same
	Alterations []Alteration // verbatim: what leads from the quotation to the text's bytes, in order
	Warnings    []Warning
	Reason      string   // not verbatim: why such words can't be quoted from any text; "" where they could
	Refused     []string // not verbatim: what the rules do not permit where the words nearly fit
	Elsewhere   bool     // not verbatim: the words stand in Passages, but not where fragment or context say
}

// PassageAt makes a passage of a raw span in unit u.
func (t *Text) PassageAt(s fold.Span, u int) Passage {
	p := t.paragraphs[t.paragraphAt(s.Start)]
	v := t.voiceOf(s, u)
	passage := Passage{Span: s, Paragraph: p.Number, Label: p.Label, Speaker: v.speaker, Nobodys: v.nobodys}
	if v.speaker == "" {
		passage.Turn = v.label
	}
	return passage
}

// wordCounts counts words up to each paragraph, the first time it is asked.
type wordCounts struct {
	t      *Text
	once   sync.Once
	before []uint32 // words before each paragraph, and of the whole
}

func (w *wordCounts) counts() []uint32 {
	w.once.Do(func() {
		n := 0
		w.before = append(w.before, 0)
		for _, p := range w.t.paragraphs {
			n += fold.CountWords(w.t.slice(p.Span))
			w.before = append(w.before, uint32(n))
		}
	})
	return w.before
}

// slice returns the folded characters of a raw span.
func (t *Text) slice(s fold.Span) string {
	from, to := t.At(s.Start), t.At(s.End)
	return t.Chars[from:max(from, to)]
}

// Words returns the number of the text's words, speakers' labels aside. A
// character of a script without spaces counts as a word.
func (t *Text) Words() int {
	c := t.words.counts()
	return int(c[len(c)-1])
}

// WordSpan returns the offsets, in words from 0, of the words that a span of
// the raw text touches; end is exclusive.
func (t *Text) WordSpan(s fold.Span) (start, end int) {
	return t.wordsBefore(s.Start, false), t.wordsBefore(s.End, true)
}

func (t *Text) wordsBefore(r int, touched bool) int {
	if len(t.paragraphs) == 0 {
		return 0
	}
	r = min(max(r, 0), len(t.Raw()))
	i := t.paragraphAt(r)
	p := t.paragraphs[i]
	n := int(t.words.counts()[i])
	from, at := t.At(p.Start), t.At(r)
	fold.Tokens(t.Chars[from:max(from, t.At(p.End))], func(start, end int) bool {
		if from+end > at && !(touched && from+start < at) {
			return false
		}
		n++
		return true
	})
	return n
}

// Context returns the spans of up to so many words before and after s, inside
// its paragraph and its turn.
func (t *Text) Context(s fold.Span, words int) (before, after fold.Span) {
	before, after = fold.Span{Start: s.Start, End: s.Start}, fold.Span{Start: s.End, End: s.End}
	if len(t.paragraphs) == 0 || s.Start < 0 || s.End > len(t.Raw()) || s.Start > s.End {
		return before, after
	}
	p := t.paragraphs[t.paragraphAt(s.Start)]
	from, at := max(t.At(p.Start), 0), t.At(s.Start)
	if u := t.UnitAt(at); u >= 0 {
		from = max(from, t.units[u].Start)
	}
	var starts []int
	if from < at {
		fold.Tokens(t.Chars[from:at], func(start, _ int) bool { starts = append(starts, start); return true })
	}
	if n := len(starts); n > 0 && words > 0 {
		before.Start = min(t.Start(from+starts[max(0, n-words)]), s.Start)
	}
	p = t.paragraphs[t.paragraphAt(max(s.End-1, s.Start))]
	at, to := t.At(s.End), t.At(p.End)
	if u := t.UnitAt(at); u >= 0 && t.units[u].End >= at {
		to = min(to, t.units[u].End)
	}
	n, end := 0, -1
	if at < to {
		fold.Tokens(t.Chars[at:to], func(_, e int) bool {
			n++
			if n <= words {
				end = e
			}
			return n <= words
		})
		switch {
		case end >= 0 && n <= words:
			end = to - at // with what closes the paragraph
		case words <= 0:
			end = -1
		}
	}
	if end >= 0 {
		after.End = max(t.End(at+end), s.End)
	}
	return before, after
}

// sortPassages orders passages by place and drops repeated ones.
func sortPassages(p []Passage) []Passage {
	slices.SortFunc(p, func(a, b Passage) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return slices.CompactFunc(p, func(a, b Passage) bool { return a.Span == b.Span })
}
