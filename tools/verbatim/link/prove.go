package link

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
)

// rules are the names of one verdict for each kind of use.
type rules struct{ quotation, citation finding.Rule }

func (r rules) of(use *content.Use) finding.Rule {
	if use.Kind == content.Citation {
		return r.citation
	}
	return r.quotation
}

var verdicts = map[match.Verdict]rules{
	match.Altered:      {finding.QuoteAltered, finding.CitationAltered},
	match.Missing:      {finding.QuoteMissing, finding.CitationMissing},
	match.Ambiguous:    {finding.QuoteAmbiguous, finding.CitationAmbiguous},
	match.WrongSpeaker: {finding.QuoteSpeaker, finding.QuoteSpeaker},
}

// match proves a use against the full text. What Text.Match calls verbatim it
// has replayed already.
func (s *Source) match(proof *Proof, g *Graph, report finding.Report) *Locked {
	use := proof.Use
	f := finding.Finding{File: use.Page.File, Span: use.WordsAt}
	if use.Place != "" {
		if _, ok := s.text.Paragraph(use.Place); !ok {
			f.Rule, f.Span = finding.SourceParagraph, use.Target
			f.Message = fmt.Sprintf("%s has no paragraph %s", s.ID, use.Place)
			f.Help = fmt.Sprintf("it has %d paragraphs; without #%s the words are looked for in all of them", s.Paragraphs, use.Place)
			f.Fix = s.rightPlace(proof)
			report(f)
			return nil
		}
	}
	result := s.text.Match(proof.quote())
	if result.Verdict != match.Verbatim {
		s.explain(proof, result, g, f, report)
		return nil
	}
	for _, w := range result.Warnings {
		report(finding.Finding{Rule: rules{finding.QuoteEdge, finding.CitationEdge}.of(use), File: f.File, Span: f.Span,
			Message: w.Message, Help: "read the passage again, and quote more where the sense needs it"})
	}
	proof.result = result
	locked := proof.claim()
	locked.Class = result.Class.String()
	for _, a := range result.Alterations {
		if !slices.Contains(locked.Alterations, string(a.Rule)) {
			locked.Alterations = append(locked.Alterations, string(a.Rule))
		}
	}
	for _, p := range result.Passages {
		locked.Pieces = append(locked.Pieces, s.piece(p))
	}
	return &locked
}

func (s *Source) piece(p match.Passage) Piece {
	raw := s.text.Raw()
	start, end := s.text.WordSpan(p.Span)
	before, after := s.text.Context(p.Span, ContextWords)
	return Piece{
		Paragraph: p.Paragraph, Label: p.Label, Start: start, End: end, Speaker: p.Speaker,
		Prefix: raw[before.Start:p.Start], Exact: raw[p.Start:p.End], Suffix: raw[p.End:after.End],
	}
}

// rightPlace returns the fix for a fragment that names no paragraph, where the
// words stand in just one.
func (s *Source) rightPlace(proof *Proof) finding.Fix {
	quote := proof.quote()
	quote.Paragraph = ""
	result := s.text.Match(quote)
	if result.Verdict != match.Verbatim {
		return finding.Fix{}
	}
	use := proof.Use
	return finding.Respelling(use.Page.File, use.Target, "#"+use.Place, fmt.Sprintf("#p%d", result.Passages[0].Paragraph))
}

// onlyPlace returns the fix that adds the one fragment with which an ambiguous
// use is proven.
func (s *Source) onlyPlace(proof *Proof, passages []match.Passage) finding.Fix {
	use := proof.Use
	var right []int
	for _, p := range passages {
		quote := proof.quote()
		quote.Paragraph = fmt.Sprintf("p%d", p.Paragraph)
		if s.text.Match(quote).Verdict == match.Verbatim && !slices.Contains(right, p.Paragraph) {
			right = append(right, p.Paragraph)
		}
	}
	if use.Place != "" || len(right) != 1 {
		return finding.Fix{}
	}
	return finding.Respelling(use.Page.File, use.Target, "source:"+use.Source, fmt.Sprintf("source:%s#p%d", use.Source, right[0]))
}

// explain reports a use that the text does not prove.
func (s *Source) explain(proof *Proof, result match.Result, g *Graph, f finding.Finding, report finding.Report) {
	use := proof.Use
	verdict, near := hint.Explain(s.text, proof.quote(), result)
	f.Rule = verdicts[verdict].of(use)
	kind := use.Kind.String()
	switch verdict {
	case match.Ambiguous:
		f.Message = fmt.Sprintf("the %s fits %d places of %s", kind, len(result.Passages), s.ID)
		f.Help = "quote more words, or name the paragraph"
		for _, p := range result.Passages {
			f.Related = append(f.Related, s.related(fmt.Sprintf("paragraph %d", p.Paragraph), p))
		}
		if len(result.Passages) > 0 {
			f.Help += fmt.Sprintf(": (source:%s#p%d …)", s.ID, result.Passages[0].Paragraph)
			f.Fix = s.onlyPlace(proof, result.Passages)
		}
	case match.WrongSpeaker:
		f.Span = use.SaidAt
		whose := hint.Possessive("")
		if len(result.Passages) > 0 {
			p := result.Passages[0]
			if p.Speaker != "" {
				whose = hint.Possessive(g.Name(p.Speaker))
			}
			f.Related = append(f.Related, s.related(fmt.Sprintf("paragraph %d", p.Paragraph), p))
			if p.Speaker == "" {
				f.Help = "leave the title out: without one the words are the document’s own"
			} else {
				f.Help = fmt.Sprintf("name the speaker: (source:%s %q)", s.ID, g.Name(p.Speaker))
			}
			if use.Block {
				f.Help = "write the attribution: — [" + g.Name(p.Speaker) + "](source:" + s.ID + ")"
				if p.Speaker == "" {
					f.Help = "write the attribution: — [" + s.Voice() + "](source:" + s.ID + ")"
				}
			}
		}
		claimed := "the document"
		if proof.Speaker != "" {
			claimed = g.Name(proof.Speaker)
		}
		f.Message = fmt.Sprintf("these are %s words, not those of %s", whose, claimed)
	default:
		f.Message = fmt.Sprintf("the %s is not in %s", kind, s.ID)
		if verdict == match.Altered {
			f.Message = fmt.Sprintf("the %s differs from %s", kind, s.ID)
		}
		f.Help = "copy the words from the source, or say it in your own"
		if near != nil {
			if len(near.Hints) > 0 {
				f.Message += ": " + strings.Join(near.Hints, "; ")
			}
			f.Related = append(f.Related, s.related(fmt.Sprintf("paragraph %d has", near.Paragraph), near.Passage))
		}
		f.Related = append(f.Related, g.elsewhere(s, proof)...)
	}
	report(f)
}

// elsewhere says which other sources hold the words.
func (g *Graph) elsewhere(not *Source, proof *Proof) []finding.Related {
	var found []finding.Related
	for _, s := range g.Sources {
		if s == not || s.text == nil {
			continue
		}
		r := s.text.Match(match.Quote{Words: proof.Use.Words, AnySpeaker: true})
		if r.Verdict != match.Verbatim {
			continue
		}
		related := s.related("found in "+s.ID, r.Passages[0])
		if who := r.Passages[0].Speaker; who != "" {
			related.Text += " (said by " + g.Name(who) + ")"
		}
		found = append(found, related)
	}
	return found
}

// related shows a passage, with its place where the text is a file of the
// project.
func (s *Source) related(label string, p match.Passage) finding.Related {
	related := finding.Related{Label: label, Text: s.around(p)}
	if s.Text != nil {
		related.File, related.Span = s.Text, finding.Span{Start: p.Start, End: p.End}
	}
	return related
}

// around returns a passage of the text with a little context, on one line.
func (s *Source) around(p match.Passage) string {
	before, after := s.text.Context(p.Span, ContextWords)
	return strings.Join(strings.Fields(s.text.Raw()[before.Start:after.End]), " ")
}

// Name returns the name of a person, or a label of the text as it is.
func (g *Graph) Name(id string) string {
	if page := g.Site.People[id]; page != nil {
		return page.Title()
	}
	if id == "" {
		return "the document"
	}
	return id
}

// lookUp proves a use against the evidence: it passes only as what was locked.
func (s *Source) lookUp(proof *Proof, report finding.Report) *Locked {
	claim := proof.claim()
	var near []string
	for i, l := range s.locked.Proven {
		if l.key() == claim.key() {
			return &s.locked.Proven[i]
		}
		near = append(near, l.Words)
	}
	use := proof.Use
	f := finding.Finding{Rule: rules{finding.QuoteNotLocked, finding.CitationNotLocked}.of(use), File: use.Page.File, Span: use.WordsAt,
		Message: fmt.Sprintf("this %s was never proven: it is not in the evidence of %s, and the text is not at hand", use.Kind, s.ID),
		Help:    "restore the words, or lock with the text at hand: verbatim lock --texts DIR"}
	if words := content.Nearest(claim.Words, near); words != "" {
		f.Related = append(f.Related, finding.Related{Label: "locked is", Text: words})
	}
	report(f)
	return nil
}

// Holds proves the words of a quotation once more, as a page shows them. Of a
// citation readers see our own words: those of its title are proven again. Words
// that are shown as they were written are only replayed, without a second search;
// where Hugo set them in another way (marks, blanks, lines) they are looked for.
func (p *Proof) Holds(shown string) error {
	quote, source := p.quote(), p.Passage.Source
	if p.Use.Kind == content.Quotation {
		quote.Words = strings.TrimSpace(shown)
		if fold.Fold(quote.Words) != fold.Fold(p.Use.Words) {
			quote.Words = content.Inner(quote.Words) // in a paragraph the marks are shown
		}
	}
	if source.text == nil {
		if fold.Fold(quote.Words) != p.locked.Words {
			return fmt.Errorf("the evidence of %s holds other words", source.ID)
		}
		return nil
	}
	if quote.Words == p.Use.Words {
		return source.text.Replay(quote, p.result)
	}
	result := source.text.Match(quote)
	if result.Verdict != match.Verbatim {
		return fmt.Errorf("the text of %s says: %s", source.ID, result.Verdict)
	}
	var pieces []Piece
	for _, passage := range result.Passages {
		pieces = append(pieces, source.piece(passage))
	}
	if comparePieces(pieces, p.Passage.Pieces) != 0 {
		return fmt.Errorf("the words stand elsewhere in %s", source.ID)
	}
	return nil
}
