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

// of returns the rule for a use; a reference claims no words, and has none.
func (r rules) of(use *content.Use) finding.Rule {
	if use.Kind == content.Citation {
		return r.citation
	}
	return r.quotation
}

// verdicts are the rules of verdicts other than verbatim. A citation names no
// speaker, so that only a quotation can have the wrong one.
var verdicts = map[match.Verdict]rules{
	match.Altered:      {finding.QuoteAltered, finding.CitationAltered},
	match.Missing:      {finding.QuoteMissing, finding.CitationMissing},
	match.Ambiguous:    {finding.QuoteAmbiguous, finding.CitationAmbiguous},
	match.WrongSpeaker: {finding.QuoteSpeaker, finding.QuoteSpeaker},
}

// match proves a use against the full text. What Text.Match calls verbatim it
// has replayed already.
func (s *Source) match(proof *Proof, graph *Graph, report finding.Report) *Locked {
	use := proof.Use
	reported := finding.Finding{File: use.Page.File, Span: use.WordsAt}
	if use.Place != "" {
		if _, ok := s.text.Paragraph(use.Place); !ok {
			reported.Rule, reported.Span = finding.SourceParagraph, use.Target
			reported.Message = fmt.Sprintf("%s has no paragraph %s", s.ID, use.Place)
			reported.Help = fmt.Sprintf("it has %d paragraphs; without #%s the words are looked for in all of them", s.Paragraphs, use.Place)
			reported.Fix = s.rightPlace(proof)
			report(reported)
			return nil
		}
	}
	result := s.text.Match(proof.quote())
	if result.Verdict != match.Verbatim {
		s.explain(proof, result, graph, reported, report)
		return nil
	}
	for _, warning := range result.Warnings {
		report(finding.Finding{Rule: rules{finding.QuoteEdge, finding.CitationEdge}.of(use), File: reported.File, Span: reported.Span,
			Message: warning.Message, Help: "read the passage again, and quote more where the sense needs it"})
	}
	proof.result = result
	locked := proof.claim()
	locked.Class = result.Class.String()
	for _, alteration := range result.Alterations {
		if !slices.Contains(locked.Alterations, string(alteration.Rule)) {
			locked.Alterations = append(locked.Alterations, string(alteration.Rule))
		}
	}
	for _, passage := range result.Passages {
		locked.Pieces = append(locked.Pieces, s.piece(passage))
	}
	return &locked
}

// piece returns a passage of the text with its context, as it is locked.
func (s *Source) piece(passage match.Passage) Piece {
	raw := s.text.Raw()
	start, end := s.text.WordSpan(passage.Span)
	before, after := s.text.Context(passage.Span, ContextWords)
	return Piece{
		Paragraph: passage.Paragraph, Label: passage.Label, Start: start, End: end, Speaker: passage.Speaker,
		Prefix: raw[before.Start:passage.Start], Exact: raw[passage.Start:passage.End], Suffix: raw[passage.End:after.End],
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
	for _, passage := range passages {
		quote := proof.quote()
		quote.Paragraph = fmt.Sprintf("p%d", passage.Paragraph)
		if s.text.Match(quote).Verdict == match.Verbatim && !slices.Contains(right, passage.Paragraph) {
			right = append(right, passage.Paragraph)
		}
	}
	if use.Place != "" || len(right) != 1 {
		return finding.Fix{}
	}
	return finding.Respelling(use.Page.File, use.Target, "source:"+use.Source, fmt.Sprintf("source:%s#p%d", use.Source, right[0]))
}

// explain reports a use that the text does not prove.
func (s *Source) explain(proof *Proof, result match.Result, graph *Graph, reported finding.Finding, report finding.Report) {
	use := proof.Use
	verdict, near := hint.Explain(s.text, proof.quote(), result)
	reported.Rule = verdicts[verdict].of(use)
	kind := use.Kind.String()
	switch verdict {
	case match.Ambiguous:
		reported.Message = fmt.Sprintf("the %s fits %d places of %s", kind, len(result.Passages), s.ID)
		reported.Help = "quote more words, or name the paragraph"
		for _, passage := range result.Passages {
			reported.Related = append(reported.Related, s.related(fmt.Sprintf("paragraph %d", passage.Paragraph), passage))
		}
		if len(result.Passages) > 0 {
			reported.Help += fmt.Sprintf(": (source:%s#p%d …)", s.ID, result.Passages[0].Paragraph)
			reported.Fix = s.onlyPlace(proof, result.Passages)
		}
	case match.WrongSpeaker:
		reported.Span = use.SaidAt
		whose := hint.Possessive("")
		if len(result.Passages) > 0 {
			passage := result.Passages[0]
			if passage.Speaker != "" {
				whose = hint.Possessive(graph.Name(passage.Speaker))
			}
			reported.Related = append(reported.Related, s.related(fmt.Sprintf("paragraph %d", passage.Paragraph), passage))
			if passage.Speaker == "" {
				reported.Help = "leave the title out: without one the words are the document’s own"
			} else {
				reported.Help = fmt.Sprintf("name the speaker: (source:%s %q)", s.ID, graph.Name(passage.Speaker))
			}
			if use.Block {
				reported.Help = "write the attribution: — [" + graph.Name(passage.Speaker) + "](source:" + s.ID + ")"
				if passage.Speaker == "" {
					reported.Help = "write the attribution: — [" + s.Voice() + "](source:" + s.ID + ")"
				}
			}
		}
		claimed := "the document"
		if proof.Speaker != "" {
			claimed = graph.Name(proof.Speaker)
		}
		reported.Message = fmt.Sprintf("these are %s words, not those of %s", whose, claimed)
	default:
		reported.Message = fmt.Sprintf("the %s is not in %s", kind, s.ID)
		if verdict == match.Altered {
			reported.Message = fmt.Sprintf("the %s differs from %s", kind, s.ID)
		}
		reported.Help = "copy the words from the source, or say it in your own"
		if near != nil {
			if len(near.Hints) > 0 {
				reported.Message += ": " + strings.Join(near.Hints, "; ")
			}
			reported.Related = append(reported.Related, s.related(fmt.Sprintf("paragraph %d has", near.Paragraph), near.Passage))
		}
		reported.Related = append(reported.Related, graph.elsewhere(s, proof)...)
	}
	report(reported)
}

// elsewhere says which other sources hold the words.
func (g *Graph) elsewhere(not *Source, proof *Proof) []finding.Related {
	var found []finding.Related
	for _, source := range g.Sources {
		if source == not || source.text == nil {
			continue
		}
		result := source.text.Match(match.Quote{Words: proof.Use.Words, AnySpeaker: true})
		if result.Verdict != match.Verbatim {
			continue
		}
		related := source.related("found in "+source.ID, result.Passages[0])
		if who := result.Passages[0].Speaker; who != "" {
			related.Text += " (said by " + g.Name(who) + ")"
		}
		found = append(found, related)
	}
	return found
}

// related shows a passage, with its place where the text is a file of the
// project.
func (s *Source) related(label string, passage match.Passage) finding.Related {
	related := finding.Related{Label: label, Text: s.around(passage)}
	if s.Text != nil {
		related.File, related.Span = s.Text, finding.Span{Start: passage.Start, End: passage.End}
	}
	return related
}

// around returns a passage of the text with a little context, on one line.
func (s *Source) around(passage match.Passage) string {
	before, after := s.text.Context(passage.Span, ContextWords)
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
	for i, locked := range s.locked.Proven {
		if locked.key() == claim.key() {
			return &s.locked.Proven[i]
		}
		near = append(near, locked.Words)
	}
	use := proof.Use
	reported := finding.Finding{Rule: rules{finding.QuoteNotLocked, finding.CitationNotLocked}.of(use), File: use.Page.File, Span: use.WordsAt,
		Message: fmt.Sprintf("this %s was never proven: it is not in the evidence of %s, and the text is not at hand", use.Kind, s.ID),
		Help:    "restore the words, or lock with the text at hand: verbatim lock --texts DIR"}
	if words := finding.Nearest(claim.Words, near); words != "" {
		reported.Related = append(reported.Related, finding.Related{Label: "locked is", Text: words})
	}
	report(reported)
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
