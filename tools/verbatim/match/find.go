package match

import (
	"strings"
	"unicode/utf8"
)

// A skip is a span of the folded text that a quotation may leave out.
type skip struct{ Span }

func (t *Text) findSkips() {}

// A fit is one way in which a quotation fits into the text.
type fit struct {
	pieces []Span // in the folded text
	unit   int
	cost   int
}

func (f fit) hull() Span { return Span{f.pieces[0].Start, f.pieces[len(f.pieces)-1].End} }

// rawSpan returns the raw bytes of a span of the folded text.
func (t *Text) rawSpan(s Span) Span { return Span{t.start(s.Start), t.end(s.End)} }

// Match decides whether the words of q stand verbatim in the text.
func (t *Text) Match(q Quote) Result {
	f := foldQuote(q.Words)
	if !hasWord(f.s) || len(t.paragraphs) == 0 {
		return Result{Verdict: Missing}
	}
	return t.judge(q, t.fits(f.s))
}

// judge chooses among fits by fragment, context, speaker, and then by cost.
func (t *Text) judge(q Quote, fits []fit) Result {
	var here, said []fit
	for _, f := range fits {
		if !t.placed(q, f) {
			continue
		}
		here = append(here, f)
		if q.AnySpeaker || sameSpeaker(q.Speaker, t.speakerOf(t.rawSpan(f.hull()), f.unit)) {
			said = append(said, f)
		}
	}
	switch {
	case len(said) > 0:
		said = cheapest(said)
		if len(said) == 1 {
			r := Result{Verdict: Verbatim, Class: Typographic}
			for _, p := range said[0].pieces {
				r.Passages = append(r.Passages, t.passage(t.rawSpan(p), said[0].unit))
			}
			if len(r.Passages) == 1 && t.Raw()[r.Passages[0].Start:r.Passages[0].End] == q.Words {
				r.Class = Exact
			}
			return r
		}
		return Result{Verdict: Ambiguous, Passages: t.places(said)}
	case len(here) > 0:
		return Result{Verdict: WrongSpeaker, Passages: t.places(cheapest(here))}
	}
	return Result{Verdict: Missing}
}

func (t *Text) places(fits []fit) (p []Passage) {
	for _, f := range fits {
		p = append(p, t.passage(t.rawSpan(f.hull()), f.unit))
	}
	return sortPassages(p)
}

// cheapest keeps the fits of least cost: what is read literally comes first.
func cheapest(fits []fit) []fit {
	least := fits[0].cost
	for _, f := range fits {
		least = min(least, f.cost)
	}
	var kept []fit
	for _, f := range fits {
		if f.cost == least {
			kept = append(kept, f)
		}
	}
	return kept
}

// sameSpeaker compares a claimed speaker with a text's: whole, case and
// typography aside.
func sameSpeaker(claimed, is string) bool {
	return claimed == is || strings.EqualFold(strings.TrimSpace(Fold(claimed)), strings.TrimSpace(Fold(is)))
}

// placed reports whether a fit is where fragment, prefix and suffix want it.
func (t *Text) placed(q Quote, f fit) bool {
	hull := t.rawSpan(f.hull())
	if q.Paragraph != "" {
		p, ok := t.Paragraph(q.Paragraph)
		if !ok || hull.Start < p.Start || hull.Start >= p.End {
			return false
		}
	}
	if q.Prefix != "" {
		want := strings.TrimSpace(Fold(q.Prefix))
		for n := 4*len(q.Prefix) + 64; ; n *= 2 {
			from := max(0, hull.Start-n)
			got := strings.TrimSpace(Fold(t.Raw()[from:hull.Start]))
			if len(got) < len(want)+8 && from > 0 {
				continue
			}
			if !strings.HasSuffix(got, want) {
				return false
			}
			break
		}
	}
	if q.Suffix != "" {
		want := strings.TrimSpace(Fold(q.Suffix))
		for n := 4*len(q.Suffix) + 64; ; n *= 2 {
			to := min(len(t.Raw()), hull.End+n)
			got := strings.TrimSpace(Fold(t.Raw()[hull.End:to]))
			if len(got) < len(want)+8 && to < len(t.Raw()) {
				continue
			}
			if !strings.HasPrefix(got, want) {
				return false
			}
			break
		}
	}
	return true
}

// fits returns every place where the folded words fit. What is not understood
// is read literally, and so refused.
func (t *Text) fits(s string) (fits []fit) {
	s = strings.Trim(s, " ")
	for _, o := range t.run(s, true, true) {
		fits = append(fits, fit{pieces: []Span{o.Span}, unit: o.unit, cost: o.cost})
	}
	if len(fits) > 0 || !strings.Contains(s, "…") {
		return fits
	}
	parts := strings.Split(strings.Trim(s, "… "), "…")
	var chains []fit
	for i, part := range parts {
		part = strings.Trim(part, " ")
		last := i == len(parts)-1
		if !hasWord(part) || i > 0 && !last && countWords(part) < 2 {
			return nil
		}
		found := t.run(part, true, last)
		var next []fit
		for _, o := range found {
			if i == 0 {
				next = append(next, fit{pieces: []Span{o.Span}, unit: o.unit, cost: 100 + o.cost})
				continue
			}
			for _, c := range chains {
				if c.unit == o.unit && c.hull().End < o.Start && len(next) < 1000 && !negated(t.s[c.hull().End:o.Start]) {
					next = append(next, fit{pieces: append(c.pieces[:len(c.pieces):len(c.pieces)], o.Span), unit: o.unit, cost: c.cost + o.cost})
				}
			}
		}
		chains = next
	}
	return chains
}

type occurrence struct {
	Span
	unit, cost int
}

// run finds the places of one unbroken stretch.
func (t *Text) run(s string, first, last bool) (found []occurrence) {
	core, shut := s, ""
	if last && (strings.HasSuffix(s, ".") || strings.HasSuffix(s, ",")) {
		core, shut = s[:len(s)-1], s[len(s)-1:]
	}
	r, at, n := firstLetter(core)
	if at != 0 || !first || t.options.Strict {
		n = 0
	}
	key := core[n:]
	if key == "" {
		return nil
	}
	for from := 0; from < len(t.s); {
		i := strings.Index(t.s[from:], key)
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		o := occurrence{Span: Span{i, i + len(key)}}
		if n > 0 {
			c, w := before(t.s, i)
			if c != r && c != flip(r) {
				continue
			}
			if c != r {
				o.cost++
			}
			o.Start -= w
		}
		if shut != "" {
			switch c, _ := after(t.s, o.End); c {
			case rune(shut[0]):
				o.End++
			case '?', '!', ';', ':':
				continue
			default:
				o.cost++
			}
		}
		if !boundary(t.s, o.Start) || !boundary(t.s, o.End) || utf8.RuneLen(r) < 0 {
			continue
		}
		o.unit = t.unitAt(o.Start)
		found = append(found, o)
	}
	return found
}

// attribute finds the words of the article's attributions.
func (t *Text) attribute() (errs []AttributionError) {
	for i, a := range t.options.Attributions {
		fits := t.fits(foldQuote(a.Words).s)
		switch {
		case !hasWord(a.Words) || len(fits) == 0:
			errs = append(errs, AttributionError{i, "not found"})
			continue
		case len(fits) > 1:
			errs = append(errs, AttributionError{i, "found twice"})
			continue
		}
		s := t.rawSpan(fits[0].hull())
		if !t.inMarks(s) {
			errs = append(errs, AttributionError{i, "not inside quotation marks"})
			continue
		}
		t.own(s, a.Speaker)
	}
	return errs
}

func (t *Text) own(s Span, speaker string) {
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
func (t *Text) inMarks(s Span) bool {
	i := t.paragraphAt(s.Start)
	p := t.paragraphs[i]
	for _, m := range Marks(t.Raw()[p.Start:p.End]) {
		if !m.Open || p.Start+m.End > s.Start {
			continue
		}
		if m.Pair < 0 {
			if m.Start == 0 && i+1 < len(t.paragraphs) && opensWithMark(t.Raw()[t.paragraphs[i+1].Start:]) {
				return s.End <= p.End
			}
			continue
		}
		if pair := Marks(t.Raw()[p.Start:p.End])[m.Pair]; p.Start+pair.Start >= s.End {
			return true
		}
	}
	return false
}

func opensWithMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return markOf(r) == '"' && !closer(r)
}

// Replay is not yet understood for any alteration, and so refuses.
func (t *Text) Replay(q Quote, r Result) error {
	if r.Class == Exact {
		return nil
	}
	return errReplay
}

// negated refuses any gap with a negation in it.
func negated(s string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		switch strings.Trim(w, ".,;:!?\"'") {
		case "no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "cannot", "without", "hardly", "under", "by":
			return true
		}
		if strings.HasSuffix(w, "n't") {
			return true
		}
	}
	return false
}
