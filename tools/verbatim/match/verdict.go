package match

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// Match decides whether the words of q stand verbatim in the text. It is safe
// for concurrent use.
func (t *Text) Match(q Quote) Result {
	r := t.match(q)
	if r.Verdict != Verbatim {
		return r
	}
	if reason := reasonOf(t.Replay(q, r)); reason != "" { // braces, should the belt ever fail
		return Result{Verdict: Missing, Warnings: invisibles(q), Reason: reason}
	}
	return r
}

// reasonOf is what replay says against a result: a rule's reason, or its fault.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	if of := (*refusal)(nil); errors.As(err, &of) {
		return of.reason
	}
	return strings.TrimPrefix(err.Error(), "replay: ")
}

// match is Match without the last check. The readings of a quotation are tried
// in the order of how literally they take it, and an editor's signs are read as
// such only where they are not the text's own.
func (t *Text) match(q Quote) Result {
	best := Result{Verdict: Missing, Warnings: invisibles(q)}
	f := q.Folded()
	if best.Reason = refused(q, f); best.Reason != "" || len(t.Paragraphs()) == 0 {
		return best
	}
	j := judge{t: t, q: q}
	j.place, j.known = t.Paragraph(q.Paragraph)
	for _, try := range t.readings(q, f) {
		x := try()
		if x == nil {
			continue
		}
		fits := x.fits()
		r := j.of(x, fits)
		if x.over || x.cut && r.Verdict != Ambiguous && !(r.Verdict == Verbatim && x.within(r.Passages[0])) {
			return Result{Verdict: Missing, Warnings: invisibles(q), Reason: "the quotation can be read in too many ways: shorten it, or quote in pieces"}
		}
		if r.Verdict == Verbatim || r.Verdict == Ambiguous {
			return r
		}
		for _, reason := range append(r.Refused, x.refused...) {
			if len(best.Refused) < maxRefused && !slices.Contains(best.Refused, reason) {
				best.Refused = append(best.Refused, reason)
			}
		}
		if len(r.Passages) > 0 && len(best.Passages) == 0 {
			best.Verdict, best.Passages, best.Elsewhere = r.Verdict, r.Passages, r.Elsewhere
		}
	}
	if t.Options().Extent != "" && len(best.Passages) == 0 && len(best.Refused) == 0 {
		best.Reason = "not in the part of the text that is held: the " + t.Options().Extent
	}
	return best
}

// readings are the searches for a quotation, the most literal one first.
func (t *Text) readings(q Quote, f *fold.Copy) (list []func() *search) {
	literal := grammar.Compile(f, grammar.Literally, t.Options())
	list = append(list, func() *search {
		x := &search{t: t.Text, p: literal, bytes: q.Words}
		if literal == nil {
			x.p = &grammar.Pattern{Copy: f}
		}
		return x
	})
	var editors *grammar.Pattern
	if grammar.MayBeEdited(f.Chars) {
		editors = grammar.Compile(f, grammar.Edited, t.Options())
	}
	if editors != nil && editors.Edited() {
		list = append(list, func() *search {
			editors.Language = t.Language()
			return &search{t: t.Text, p: editors}
		})
	}
	if !t.Options().Spoken || q.Markdown {
		return list
	}
	for _, how := range []grammar.Reading{grammar.Literally, grammar.Edited} {
		if how == grammar.Edited && (editors == nil || !editors.Edited()) {
			continue
		}
		list = append(list, func() *search {
			heard := t.Heard()
			words, _ := f.Heard(nil)
			p := grammar.Compile(&words, how, t.Options())
			if p == nil {
				return nil
			}
			p.Language = t.Language()
			return &search{t: heard, base: t.Text, p: p, heard: true}
		})
	}
	return list
}

// refused says why words can't be a quotation at all; it is empty where they
// can.
func refused(q Quote, f *fold.Copy) (reason string) {
	if !fold.HasWord(f.Chars) {
		return "the quotation holds no words"
	}
	for _, r := range q.Words {
		if r < utf8.RuneSelf {
			continue
		}
		if fold.IsBidiControl(r) {
			return "the quotation holds " + fold.InvisibleName(r) + ", which changes the direction of what readers see"
		}
		if fold.IsHidden(r) {
			return "the quotation holds " + fold.InvisibleName(r) + ", which shows nothing and may hide anything"
		}
	}
	if strings.IndexByte(f.Chars, fold.BadQuote) >= 0 {
		return "the quotation holds bytes that are not UTF-8"
	}
	return ""
}

// A judge chooses among fits by fragment, context, speaker, and then by cost.
type judge struct {
	t     *Text
	q     Quote
	place text.Paragraph // that the fragment names
	known bool
}

func (j judge) of(x *search, fits []fit) Result {
	var here, said []fit
	var refused []string
	for _, f := range fits {
		hull := x.t.RawSpan(f.hull())
		if !j.there(hull) {
			continue
		}
		here = append(here, f)
		if f.copy.End > 0 {
			hull = f.copy // which is what is shown
		}
		v := x.t.VoiceOf(hull, f.unit)
		if !j.q.AnySpeaker && (v.Nobodys || !sameSpeaker(j.q.Speaker, v.Speaker)) {
			continue
		}
		reason := x.standing(f)
		if reason == "" && x.heard { // what was heard is judged as it is written, marks and all
			reason = reasonOf(j.t.Replay(j.q, x.verbatim(j.q, f)))
		}
		if reason != "" {
			if !slices.Contains(refused, reason) {
				refused = append(refused, reason)
			}
			continue
		}
		said = append(said, f)
	}
	switch {
	case len(said) > 0:
		said = x.onePlace(cheapest(said))
		if len(said) > 1 {
			return Result{Verdict: Ambiguous, Passages: x.places(said), Warnings: invisibles(j.q)}
		}
		return x.verbatim(j.q, said[0])
	case len(refused) > 0:
		return Result{Verdict: Missing, Refused: refused}
	case len(here) > 0:
		return Result{Verdict: WrongSpeaker, Passages: x.places(cheapest(here))}
	case len(fits) > 0:
		return Result{Verdict: Missing, Passages: x.places(cheapest(fits)), Elsewhere: true}
	}
	return Result{Verdict: Missing}
}

// there reports whether a span begins in the paragraph that is named, and
// stands between the prefix and suffix that are given.
func (j judge) there(hull fold.Span) bool {
	if j.q.Paragraph != "" && !(j.known && j.place.Start <= hull.Start && hull.Start < j.place.End) {
		return false
	}
	return j.t.between(j.q, hull)
}

// standing says why a fit may not stand where it does: its edges cut what
// belongs together, or a capital or stop makes a part look whole.
func (x *search) standing(f fit) string {
	t, s := x.t, f.hull()
	if x.base != nil { // what was heard is judged as it is written
		raw := t.RawSpan(s)
		t, s = x.base, fold.Span{Start: x.base.At(raw.Start), End: x.base.At(raw.End)}
	}
	if reason := grammar.EdgeReason(t, s); reason != "" {
		return reason
	}
	changed := false
	for i := 1; i < len(f.nodes); i++ {
		n, m := x.nodes[f.nodes[i]], x.nodes[f.nodes[i-1]]
		switch n.rule {
		case stepCase:
			c := grammar.Change{Text: x.t, Pattern: x.p, Ours: fold.Span{Start: int(m.q), End: int(n.q)}, Theirs: fold.Span{Start: int(m.t), End: int(n.t)}}
			if reason := grammar.CaseChange(c); reason != "" {
				return reason
			}
			r, _ := fold.After(x.p.Chars, int(m.q))
			changed = changed || fold.OtherCase(r) != r && r < fold.OtherCase(r)
		case stepStop:
			r, _ := fold.After(x.p.Chars, int(m.q))
			shown := x.p.Start(int(m.q)) < x.p.End(int(n.q)) // not in dots before it, which say that it goes on: … .
			changed = changed || n.q > m.q && (r == '.' || r == '。') && shown
		case stepLetters:
			b, _ := fold.After(x.p.Chars, int(m.q)+1)
			changed = changed || i < 4 && unicode.IsUpper(b)
		}
	}
	if changed {
		if reason, _ := grammar.Whole(t, s); reason != "" {
			return reason
		}
	}
	return ""
}

// onePlace keeps one of several places that are one: whole sentences of one
// speaker in one paragraph that say the same.
func (x *search) onePlace(fits []fit) []fit {
	if len(fits) < 2 {
		return fits
	}
	first := x.t.RawSpan(fits[0].hull())
	voice := x.t.VoiceOf(first, fits[0].unit)
	for _, f := range fits {
		s := x.t.RawSpan(f.hull())
		if x.t.ParagraphAt(s.Start) != x.t.ParagraphAt(first.Start) || x.t.VoiceOf(s, f.unit) != voice || f.unit != fits[0].unit || len(f.pieces) > 1 {
			return fits
		}
	}
	return fits[:1]
}

// verbatim makes the result for the one fit that is left.
func (x *search) verbatim(q Quote, f fit) Result {
	r := Result{Verdict: Verbatim}
	if f.copy.End > 0 {
		r.Passages = []text.Passage{x.t.PassageAt(f.copy, f.unit)}
	} else {
		for _, p := range f.pieces {
			r.Passages = append(r.Passages, x.t.PassageAt(x.t.RawSpan(p), f.unit))
		}
		r.Alterations = x.alterations(q, f)
	}
	r.Class = classOf(r.Alterations)
	r.Warnings = append(invisibles(q), x.warnings(f)...)
	return r
}

func (x *search) places(fits []fit) (p []text.Passage) {
	for _, f := range fits {
		p = append(p, x.t.PassageAt(x.t.RawSpan(f.hull()), f.unit))
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
		if f.cost == least && !slices.ContainsFunc(kept[max(0, len(kept)-4):], func(k fit) bool { return slices.Equal(k.pieces, f.pieces) }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// sameSpeaker compares a claimed speaker with a text's: whole, case and
// typography aside.
func sameSpeaker(claimed, is string) bool {
	return claimed == is || strings.EqualFold(strings.TrimSpace(fold.Fold(claimed)), strings.TrimSpace(fold.Fold(is)))
}

// between reports whether the quotation's prefix and suffix stand directly
// before and after s.
func (t *Text) between(q Quote, s fold.Span) bool {
	raw := t.Raw()
	if want := strings.TrimSpace(fold.Fold(q.Prefix)); want != "" {
		for n := 4*len(q.Prefix) + 64; ; n *= 2 {
			from := max(0, s.Start-n)
			got := strings.TrimSpace(fold.Fold(raw[from:s.Start]))
			if from == 0 || len(got) >= len(want)+16 {
				if !strings.HasSuffix(got, want) {
					return false
				}
				break
			}
		}
	}
	if want := strings.TrimSpace(fold.Fold(q.Suffix)); want != "" {
		for n := 4*len(q.Suffix) + 64; ; n *= 2 {
			to := min(len(raw), s.End+n)
			got := strings.TrimSpace(fold.Fold(raw[s.End:to]))
			if to == len(raw) || len(got) >= len(want)+16 {
				if !strings.HasPrefix(got, want) {
					return false
				}
				break
			}
		}
	}
	return true
}
