package match

import (
	"errors"
	"fmt"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// A Part is a piece of a text with what stands next to it, as it is known where
// the text is not at hand.
type Part struct{ Before, Exact, After string }

// Retrace replays alterations without the text: it applies them to words and
// compares the outcome with the pieces of a text, byte for byte, and holds each
// alteration against its row of the table as far as it can be judged by what
// stands round it. The texts of the alterations count the bytes of the pieces put
// one behind the other; an omission is an empty one between two of them. Of the
// options the language and the apparatus count.
//
// That the pieces stand in a text, who said them, and what lies between them,
// only [Text.Replay] can tell.
func Retrace(words string, pieces []Part, alterations []Alteration, o text.Options) (grammar.Class, error) {
	f := fold.Quotation(words)
	if reason := refused(Quote{Words: words}, f); reason != "" {
		return grammar.None, errors.New(reason)
	}
	r := retrace{words: words, parts: pieces, pattern: grammar.Compile(f, grammar.Edited, o)}
	if r.pattern == nil {
		r.pattern = &grammar.Pattern{Copy: f}
	}
	r.pattern.Language = fold.LanguageOf(orEnglish(o.Language))
	for _, piece := range pieces {
		r.text += piece.Exact
		r.joints = append(r.joints, len(r.text))
	}
	r.options = o
	for _, a := range alterations {
		if err := r.step(a); err != nil {
			return grammar.None, err
		}
	}
	if err := r.equal(len(words), len(r.text)); err != nil {
		return grammar.None, err
	}
	if r.gaps != len(pieces)-1 {
		return grammar.None, fmt.Errorf("%d omissions stand between %d pieces", r.gaps, len(pieces))
	}
	return classOf(alterations), nil
}

// orEnglish is what an empty tag means; see [Options].
func orEnglish(tag string) string {
	if tag == "" {
		return "en"
	}
	return tag
}

// folded returns a piece as a text. It is too short to tell its language by, and
// what brackets name may stand elsewhere.
func (r *retrace) folded(i int) *text.Text {
	if r.texts == nil {
		r.texts = make([]*text.Text, len(r.parts))
	}
	if r.texts[i] == nil {
		p := r.parts[i]
		r.texts[i] = text.NewPart(p.Before+p.Exact+p.After, text.Options{Language: r.options.Language, Apparatus: r.options.Apparatus}, r.pattern.Language)
	}
	return r.texts[i]
}

// A retrace is where the retracing of one quotation stands.
type retrace struct {
	words   string
	text    string // the pieces, one behind the other
	parts   []Part
	joints  []int        // where each piece ends
	texts   []*text.Text // the pieces that were asked for
	options text.Options
	pattern *grammar.Pattern
	at      int // bytes of the words that are behind it
	textAt  int
	gaps    int
}

// equal compares the bytes up to the next alteration, or to the end.
func (r *retrace) equal(to, textTo int) error {
	if to < r.at || textTo < r.textAt || to > len(r.words) || textTo > len(r.text) || r.words[r.at:to] != r.text[r.textAt:textTo] {
		return errors.New("the words do not lead to the passage")
	}
	r.at, r.textAt = to, textTo
	return nil
}

// step applies one alteration.
func (r *retrace) step(a Alteration) error {
	if err := r.equal(a.Quote.Start, a.Text.Start); err != nil {
		return err
	}
	if a.Quote.End < a.Quote.Start || a.Quote.End > len(r.words) || a.Text.End < a.Text.Start || a.Text.End > len(r.text) {
		return errors.New("an alteration is not in the words")
	}
	rule := grammar.RuleOf(a.Rule)
	if rule == nil {
		return fmt.Errorf("there is no rule %q", a.Rule)
	}
	ours, theirs := r.words[a.Quote.Start:a.Quote.End], r.text[a.Text.Start:a.Text.End]
	if ours == theirs && rule.Name != grammar.RuleOmission {
		return fmt.Errorf("the alteration %s changes nothing", a.Rule)
	}
	if rule.Alike != nil && !rule.Alike(ours, theirs, false) {
		return fmt.Errorf("the rule %s does not permit %q for %q", rule.Name, ours, theirs)
	}
	reason := ""
	switch {
	case rule.Name == grammar.RuleOmission:
		reason = r.omission(a)
	case rule.Permits != nil:
		reason = r.permit(rule, a)
	}
	if reason != "" {
		return fmt.Errorf("rule %s: %s", rule.Name, reason)
	}
	r.at, r.textAt = a.Quote.End, a.Text.End
	return nil
}

// omission holds an omission against what its neighbours show.
func (r *retrace) omission(a Alteration) string {
	r.gaps++
	switch {
	case r.gaps >= len(r.parts) || a.Text.Start != r.joints[r.gaps-1] || a.Text.End != a.Text.Start:
		return "it is not between two pieces"
	case r.pattern.Language == nil:
		return "no lists of words are known for the text's language"
	case r.gaps > 1 && !enough(fold.Fold(r.parts[r.gaps-1].Exact)):
		return "the piece before it is too short"
	}
	return ""
}

// permit holds any other alteration against its rule, in its piece. One that
// touches two pieces belongs to the one that it began in.
func (r *retrace) permit(rule *grammar.Rule, a Alteration) string {
	i := r.gaps
	if i >= len(r.parts) {
		return "it is in no piece"
	}
	from := r.joints[i] - len(r.parts[i].Exact)
	if a.Text.Start < from || a.Text.End > r.joints[i] {
		return "it is not in one piece"
	}
	t := r.folded(i)
	from -= len(r.parts[i].Before)
	c := grammar.Change{Text: t, Pattern: r.pattern,
		Ours:   fold.Span{Start: r.pattern.At(a.Quote.Start), End: r.pattern.At(a.Quote.End)},
		Theirs: fold.Span{Start: t.At(a.Text.Start - from), End: t.At(a.Text.End - from)}}
	c.Bracket = r.pattern.BracketAt(c.Ours)
	return rule.Permits(c)
}
