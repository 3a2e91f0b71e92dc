package match

import (
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// An AttributionError says why the attribution with an index does not hold:
// its words are not found, found twice, or not inside quotation marks.
type AttributionError struct {
	Index  int
	Reason string
}

func (e AttributionError) Error() string { return "attribution " + e.Reason }

// A Text is a text in which quotations are looked for. It is safe for concurrent
// use.
type Text struct{ *text.Text }

// NewText folds a text. The errors name attributions that do not hold; the
// text is usable without them.
func NewText(raw string, o text.Options) (*Text, []AttributionError) {
	t := &Text{text.New(raw, o)}
	return t, t.attribute()
}

// attribute finds the words of the record's attributions.
func (t *Text) attribute() (errs []AttributionError) {
	for i, a := range t.Options().Attributions {
		f := fold.Quotation(a.Words)
		p := grammar.Compile(f, grammar.Literally, text.Options{Strict: true})
		x, fits := &search{t: t.Text, p: p}, []fit(nil)
		if p != nil && len(t.Paragraphs()) > 0 {
			fits = x.fits()
		}
		if len(fits) > 0 && !x.cut {
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
		if !t.InMarks(s) {
			errs = append(errs, AttributionError{i, "not inside quotation marks"})
			continue
		}
		t.Own(s, a.Speaker)
	}
	return errs
}
