package text

import (
	"sort"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// A Voice says whose words a passage is.
type Voice struct {
	Speaker string // "" for the document's own words
	Label   string // of a turn
	Nobodys bool   // nobody says whose they are
}

// VoiceOf returns whose the raw span s of unit u is. Words inside the text's
// own quotation marks are not those of who writes or speaks round them: they
// are whose the record's attributions say, or nobody's. With one of the marks
// round them taken along, they are shown as a quotation within, and the words
// are again the turn's or the author's.
func (t *Text) VoiceOf(s fold.Span, u int) Voice {
	i := sort.Search(len(t.owned), func(i int) bool { return t.owned[i].End >= s.End })
	var of *owned // the closest round it
	for ; i < len(t.owned) && (of == nil || t.owned[i].End-s.Start < of.End-of.Start); i++ {
		if o := &t.owned[i]; o.Start <= s.Start && (of == nil || o.End-o.Start < of.End-of.Start) {
			of = o
		}
	}
	if of != nil {
		return Voice{Speaker: of.speaker, Nobodys: t.inMarksOf(s, of.Span)}.known()
	}
	unit := t.units[u]
	return Voice{unit.Speaker, unit.Label, unit.Nobodys || t.InMarks(s) || unit.Label != "" && t.interjected(s)}
}

// known returns the voice without a name where nobody says whose it is.
func (v Voice) known() Voice {
	if v.Nobodys {
		v.Speaker = ""
	}
	return v
}

// inMarksOf reports whether s stands inside a pair of marks that are within a span:
// who says the span quotes somebody there.
func (t *Text) inMarksOf(s, within fold.Span) bool {
	i := t.ParagraphAt(s.Start)
	p, marks := t.paragraphs[i], t.MarksOf(i)
	for _, m := range marks {
		if m.Pair < 0 || !m.Open {
			continue
		}
		shut := marks[m.Pair]
		if p.Start+m.Start >= within.Start && p.Start+shut.End <= within.End && p.Start+m.End <= s.Start && p.Start+shut.Start >= s.End {
			return true
		}
	}
	return false
}

// maxInterjection is how far from words, in bytes, the brackets round them are looked
// for.
const maxInterjection = 600

// interjected reports whether s stands in brackets in which a transcript has what
// others say or do during a turn: (Kim [SPD]: …), （…と呼ぶ者あり）.
func (t *Text) interjected(s fold.Span) bool {
	p := t.paragraphs[t.ParagraphAt(s.Start)]
	raw := t.Raw()
	from, to := max(p.Start, s.Start-maxInterjection), min(max(s.End, p.End), s.End+maxInterjection)
	after := raw[s.End:to]
	if i := strings.IndexAny(after, ")]）］"); i >= 0 {
		after = after[:i]
	}
	depth := 0
	for i := s.Start; i > from; {
		r, n := utf8.DecodeLastRuneInString(raw[from:i])
		i -= n
		switch r {
		case ')', ']', '）', '］':
			depth++
		case '(', '[', '（', '［':
			if depth--; depth >= 0 {
				continue
			}
			depth = 0
			before := raw[i+n : s.Start]
			if called(before) || t.Language() != nil && t.Language().Interjects(fold.Fold(before+raw[s.Start:s.End]+after)) {
				return true
			}
		}
	}
	return false
}

// called reports whether what stands between a bracket and words in it ends with a
// colon, or has one before a space: a name, perhaps.
func called(s string) bool {
	return strings.Contains(s, ": ") || strings.Contains(s, "：") || strings.HasSuffix(s, ":")
}

// Own notes whose a span is, in order of place.
func (t *Text) Own(s fold.Span, speaker string) {
	at := len(t.owned)
	for at > 0 && t.owned[at-1].End > s.End {
		at--
	}
	t.owned = append(t.owned, owned{})
	copy(t.owned[at+1:], t.owned[at:])
	t.owned[at] = owned{s, speaker}
}

// InMarks reports whether s stands inside a pair of the text's own marks, with
// neither of them, or reaches from inside one into another. A mark without a
// partner may be either end of what goes on in another paragraph: in doubt what
// stands before a closing one, behind an opening one, or between two is inside.
func (t *Text) InMarks(s fold.Span) bool {
	i := t.ParagraphAt(s.Start)
	p := t.paragraphs[i]
	marks := t.MarksOf(i)
	alone := [2]bool{} // before and behind
	begins, ends := -1, -1
	for k, m := range marks {
		start, end := p.Start+m.Start, p.Start+m.End
		if m.Pair < 0 {
			alone[0] = alone[0] || end <= s.Start && (!m.Open || m.Start > 0 || t.goesOnQuoted(i))
			alone[1] = alone[1] || start >= s.End
			if m.Open && end <= s.Start && s.End <= p.End || !m.Open && start >= s.End {
				return true
			}
			continue
		}
		if !m.Open {
			continue
		}
		shut := p.Start + marks[m.Pair].Start
		if end <= s.Start && shut >= s.End {
			return true
		}
		if end <= s.Start && s.Start < shut {
			begins = k
		}
		if end <= s.End && s.End <= shut {
			ends = k
		}
	}
	return alone[0] && alone[1] || begins >= 0 && ends >= 0 && begins != ends || t.carried(i, s)
}

// goesOnQuoted reports whether the next paragraph opens again what is open at
// the end of paragraph i.
func (t *Text) goesOnQuoted(i int) bool {
	return i+1 < len(t.paragraphs) && opensWithMark(t.Raw()[t.paragraphs[i+1].Start:])
}

// maxCarried is how many paragraphs a quotation is followed that its marks open
// in one and close in another.
const maxCarried = 50

// carried reports whether paragraph i, in which s stands before any mark, is in
// the middle of a quotation that an earlier paragraph opened.
func (t *Text) carried(i int, s fold.Span) bool {
	if i == 0 || !t.opens() {
		return false
	}
	for _, m := range t.MarksOf(i) {
		if t.paragraphs[i].Start+m.Start < s.Start {
			return false // its own marks tell
		}
	}
	unit := t.UnitAt(t.At(s.Start))
	for k := i - 1; k >= max(0, i-maxCarried); k-- {
		if t.UnitAt(t.At(t.paragraphs[k].Start)) != unit && t.UnitAt(t.At(t.paragraphs[k].End-1)) != unit {
			return false
		}
		marks := t.MarksOf(k)
		for j := len(marks) - 1; j >= 0; j-- {
			if marks[j].Pair < 0 {
				return marks[j].Open && t.Raw()[t.paragraphs[k].Start+marks[j].Start] != '\''
			}
		}
		if len(marks) > 0 {
			return false
		}
	}
	return false
}

func opensWithMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return fold.MarkOf(r) == '"' && !fold.IsClosing(r)
}
