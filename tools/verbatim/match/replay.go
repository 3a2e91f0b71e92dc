package match

import (
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// Replay applies the alterations of r to the words of q and compares the
// outcome with the text's bytes, from the first piece's start to the last
// one's end. It also holds each alteration against its row of the table, and
// the pieces against their unit, their edges and the speaker. It shares nothing
// with the search but the table: an error is a fault of the search, and the
// quotation must not be taken for verbatim.
func (t *Text) Replay(q Quote, r Result) error {
	if r.Verdict != Verbatim || len(r.Passages) == 0 {
		return fmt.Errorf("replay: the verdict is %v", r.Verdict)
	}
	p := replay{t: t.Text, q: q, at: r.Passages[0].Start, end: r.Passages[len(r.Passages)-1].End}
	if p.at < 0 || p.end > len(t.Raw()) || p.at >= p.end {
		return fmt.Errorf("replay: passage %d–%d is not in the text", p.at, p.end)
	}
	if err := p.place(r.Passages); err != nil {
		return err
	}
	class := grammar.Exact
	for i, a := range r.Alterations {
		if err := p.equal(a.Quote.Start, a.Text.Start); err != nil {
			return err
		}
		rule := grammar.RuleOf(a.Rule)
		if rule == nil {
			return fmt.Errorf("replay: there is no rule %s", a.Rule)
		}
		if err := p.permit(rule, a, r.Passages, i); err != nil {
			return err
		}
		class = max(class, rule.Class)
		p.words, p.at = a.Quote.End, a.Text.End
	}
	if err := p.equal(len(q.Words), p.end); err != nil {
		return err
	}
	if class != r.Class {
		return fmt.Errorf("replay: class is %v, not %v", class, r.Class)
	}
	if p.gaps != len(r.Passages)-1 {
		return fmt.Errorf("replay: %d omissions between %d pieces", p.gaps, len(r.Passages))
	}
	return nil
}

// A replay is where the replaying of one result stands.
type replay struct {
	t       *text.Text
	q       Quote
	pattern *grammar.Pattern
	words   int // bytes of the quotation that are behind it
	at, end int // in the text
	gaps    int
}

// place holds the pieces against what no quotation may run over.
func (p *replay) place(pieces []text.Passage) error {
	unit := -1
	for i, piece := range pieces {
		f := fold.Span{Start: p.t.At(piece.Start), End: p.t.At(piece.End)}
		u := p.t.UnitAt(f.Start)
		switch {
		case piece.Start >= piece.End || i > 0 && piece.Start < pieces[i-1].End:
			return fmt.Errorf("replay: piece %d is not in order", i)
		case u < 0 || unit >= 0 && u != unit || u != p.t.UnitAt(max(f.Start, f.End-1)):
			return fmt.Errorf("replay: piece %d runs over a turn or section", i)
		case !p.t.Edge(f.Start) || !p.t.Edge(f.End):
			return fmt.Errorf("replay: piece %d cuts a token", i)
		case i > 0 && i < len(pieces)-1 && !enough(p.t.Chars[f.Start:f.End]):
			return fmt.Errorf("replay: piece %d is too short", i)
		case strings.IndexByte(p.t.Chars[f.Start:max(f.Start, f.End)], fold.Break) >= 0:
			return fmt.Errorf("replay: piece %d runs over a block without an end", i)
		}
		unit = u
	}
	hull := fold.Span{Start: pieces[0].Start, End: pieces[len(pieces)-1].End}
	v := p.t.VoiceOf(hull, unit)
	if !p.q.AnySpeaker && (v.Nobodys || !sameSpeaker(p.q.Speaker, v.Speaker)) {
		return fmt.Errorf("replay: these are not the words of %q", p.q.Speaker)
	}
	if reason := grammar.EdgeReason(p.t, fold.Span{Start: p.t.At(hull.Start), End: p.t.At(hull.End)}); reason != "" {
		return fmt.Errorf("replay: %s", reason)
	}
	return nil
}

// equal compares the bytes between two alterations.
func (p *replay) equal(to, textTo int) error {
	if to < p.words || textTo < p.at || to > len(p.q.Words) || textTo > p.end || p.q.Words[p.words:to] != p.t.Raw()[p.at:textTo] {
		return fmt.Errorf("replay: quotation %d–%d is not text %d–%d", p.words, to, p.at, textTo)
	}
	return nil
}

// permit holds one alteration against its rule.
func (p *replay) permit(rule *grammar.Rule, a Alteration, pieces []text.Passage, i int) error {
	if a.Quote.End < a.Quote.Start || a.Text.End < a.Text.Start || a.Quote.End > len(p.q.Words) || a.Text.End > p.end {
		return fmt.Errorf("replay: alteration %v is not in order", a)
	}
	ours, theirs := p.q.Words[a.Quote.Start:a.Quote.End], p.t.Raw()[a.Text.Start:a.Text.End]
	if rule.Alike != nil {
		o, t := ours, theirs
		if p.q.Markdown {
			o, t = grammar.Unstarred.Replace(ours), grammar.Unstarred.Replace(theirs)
		}
		if !rule.Alike(o, t, p.q.Markdown) {
			return fmt.Errorf("replay: rule %s does not permit %q for %q", rule.Name, ours, theirs)
		}
	}
	if rule.Name == grammar.RuleOmission {
		p.gaps++
		if p.gaps >= len(pieces) || a.Text.Start != pieces[p.gaps-1].End || a.Text.End != pieces[p.gaps].Start {
			return fmt.Errorf("replay: omission %d is not between its pieces", p.gaps)
		}
	}
	if rule.Permits == nil {
		return nil
	}
	if p.pattern == nil {
		p.compile()
	}
	c := grammar.Change{Text: p.t, Pattern: p.pattern,
		Ours:   fold.Span{Start: p.pattern.At(a.Quote.Start), End: p.pattern.At(a.Quote.End)},
		Theirs: fold.Span{Start: p.t.At(a.Text.Start), End: p.t.At(a.Text.End)}}
	c.Bracket = p.pattern.BracketAt(c.Ours)
	if reason := rule.Permits(c); reason != "" {
		return &refusal{rule.Name, reason}
	}
	return nil
}

// A refusal is a rule's own reason against an alteration, in words for people.
type refusal struct{ rule, reason string }

func (r *refusal) Error() string { return fmt.Sprintf("replay: rule %s: %s", r.rule, r.reason) }

// compile reads the quotation once more, for rules that ask what is round a
// change.
func (p *replay) compile() {
	p.pattern = grammar.Compile(p.q.Folded(), grammar.Edited, p.t.Options())
	if p.pattern == nil {
		p.pattern = &grammar.Pattern{Copy: p.q.Folded()}
	}
	p.pattern.Language = p.t.Language()
}
