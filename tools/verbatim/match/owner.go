package match

import (
	"sort"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// A voice says whose words a passage is.
type voice struct {
	speaker string // "" for the document's own words
	label   string // of a turn
	nobodys bool   // nobody says whose they are
}

// voiceOf returns whose the raw span s of unit u is. Words inside the text's
// own quotation marks are not those of who writes or speaks round them: they
// are whose the record's attributions say, or nobody's. With one of the marks
// round them taken along, they are shown as a quotation within, and the words
// are again the turn's or the author's.
func (t *Text) voiceOf(s fold.Span, u int) voice {
	i := sort.Search(len(t.owned), func(i int) bool { return t.owned[i].End >= s.End })
	for ; i < len(t.owned); i++ {
		if t.owned[i].Start <= s.Start {
			return voice{speaker: t.owned[i].speaker}
		}
	}
	unit := t.units[u]
	return voice{unit.Speaker, unit.Label, unit.Nobodys || t.inMarks(s)}
}

// attribute finds the words of the record's attributions.
func (t *Text) attribute() (errs []AttributionError) {
	for i, a := range t.options.Attributions {
		f := fold.Quotation(a.Words)
		p := compile(f, literally, Options{Strict: true})
		var fits []fit
		if p != nil && len(t.paragraphs) > 0 {
			fits = (&search{t: t, p: p}).fits()
		}
		if len(fits) > 0 {
			fits = cheapest(fits)
		}
		switch {
		case len(fits) == 0:
			errs = append(errs, AttributionError{i, "not found"})
			continue
		case len(fits) > 1:
			errs = append(errs, AttributionError{i, "found twice"})
			continue
		}
		s := t.RawSpan(fits[0].hull())
		if !t.inMarks(s) {
			errs = append(errs, AttributionError{i, "not inside quotation marks"})
			continue
		}
		t.own(s, a.Speaker)
	}
	return errs
}

// own notes whose a span is, in order of place.
func (t *Text) own(s fold.Span, speaker string) {
	at := len(t.owned)
	for at > 0 && t.owned[at-1].End > s.End {
		at--
	}
	t.owned = append(t.owned, owned{})
	copy(t.owned[at+1:], t.owned[at:])
	t.owned[at] = owned{s, speaker}
}

// inMarks reports whether s stands inside a pair of the text's own marks, with
// neither of them. An opening mark without a partner stays open to the
// paragraph's end, as where a quotation goes on in the next paragraph.
func (t *Text) inMarks(s fold.Span) bool {
	i := t.paragraphAt(s.Start)
	p := t.paragraphs[i]
	marks := t.marksOf(i)
	for _, m := range marks {
		if !m.Open || p.Start+m.End > s.Start {
			continue
		}
		if m.Pair < 0 {
			if s.End <= p.End && (m.Start > 0 || i+1 < len(t.paragraphs) && opensWithMark(t.Raw()[t.paragraphs[i+1].Start:])) {
				return true
			}
			continue
		}
		if p.Start+marks[m.Pair].Start >= s.End {
			return true
		}
	}
	return false
}

func opensWithMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return fold.MarkOf(r) == '"' && !fold.IsClosing(r)
}
