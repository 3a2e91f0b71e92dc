package match

import (
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// attribute finds the words of the article's attributions.
func (t *Text) attribute() (errs []AttributionError) {
	for i, a := range t.options.Attributions {
		f := fold.Quotation(a.Words)
		p := compile(f, true, fold.LanguagesOf(t.options.Language))
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

// inMarks reports whether s stands inside a pair of the text's own marks. An
// opening mark at a paragraph's start may stay open where the next paragraph
// opens again.
func (t *Text) inMarks(s fold.Span) bool {
	i := t.paragraphAt(s.Start)
	p := t.paragraphs[i]
	marks := t.marksOf(i)
	for _, m := range marks {
		if !m.Open || p.Start+m.End > s.Start {
			continue
		}
		if m.Pair < 0 {
			if m.Start == 0 && i+1 < len(t.paragraphs) && opensWithMark(t.Raw()[t.paragraphs[i+1].Start:]) && s.End <= p.End {
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
