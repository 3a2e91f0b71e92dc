package text

import (
	"strconv"
	"sync"

	"summit-explainer/tools/verbatim/fold"
)

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

// PassageAt makes a passage of a raw span in unit u.
func (t *Text) PassageAt(s fold.Span, u int) Passage {
	p := t.paragraphs[t.ParagraphAt(s.Start)]
	v := t.VoiceOf(s, u)
	passage := Passage{Span: s, Paragraph: p.Number, Label: p.Label, Speaker: v.Speaker, Nobodys: v.Nobodys}
	if v.Nobodys {
		passage.Speaker = "" // not even of whose turn they are a part
	}
	if passage.Speaker == "" {
		passage.Turn = v.Label
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
	i := t.ParagraphAt(r)
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
	p := t.paragraphs[t.ParagraphAt(s.Start)]
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
	p = t.paragraphs[t.ParagraphAt(max(s.End-1, s.Start))]
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
