package link

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// match proves a use against the full text. What Text.Match calls verbatim it
// has replayed already.
func (s *Source) match(proof *Proof, graph *Graph, report finding.Report) *evidence.Locked {
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
	if result.Verdict == match.Verbatim {
		result = s.whose(proof, result)
	}
	if result.Verdict != match.Verbatim {
		s.explain(proof, result, graph, report)
		return nil
	}
	for _, warning := range result.Warnings {
		report(finding.Finding{Rule: rules{finding.QuoteEdge, finding.CitationEdge}.of(use), File: reported.File, Span: reported.Span,
			Message: warning.Message, Help: "read the passage again, and quote more where the sense needs it"})
	}
	proof.result = result
	return s.lock(proof, result)
}

// whose refuses words that are nobody's, or of a label that the attribution does
// not name: a citation claims no speaker, and a label of nobody is none.
func (s *Source) whose(proof *Proof, result match.Result) match.Result {
	for _, passage := range result.Passages {
		labelled := proof.Use.Kind == prose.Quotation && proof.Speaker == "" && proof.named && passage.Turn != proof.Label
		if passage.Nobodys || labelled {
			return match.Result{Verdict: match.WrongSpeaker, Passages: result.Passages, Warnings: result.Warnings}
		}
	}
	return result
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
	return finding.Respelling(use.Page.File, use.Target, "#"+use.Place, fragment(result.Passages[0]))
}

// onlyPlace returns the fix that adds the one fragment with which an ambiguous
// use is proven.
func (s *Source) onlyPlace(proof *Proof, passages []text.Passage) finding.Fix {
	use := proof.Use
	var right []string
	for _, passage := range passages {
		quote := proof.quote()
		quote.Paragraph = "p" + passage.Name()
		if s.text.Match(quote).Verdict == match.Verbatim && !slices.Contains(right, passage.Name()) {
			right = append(right, passage.Name())
		}
	}
	if use.Place != "" || len(right) != 1 {
		return finding.Fix{}
	}
	return finding.Respelling(use.Page.File, use.Target, "source:"+use.Source, "source:"+use.Source+"#p"+right[0])
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
// Words that differ in typography alone are the same; which they are is told by
// the passage.
func (s *Source) lookUp(proof *Proof, report finding.Report) *evidence.Locked {
	claim := proof.claim()
	var near []string
	var alike *evidence.Locked
	records := s.Records()
	for i, locked := range records {
		if proof.named && proof.Speaker == "" && locked.Pieces[0].Turn != proof.Label {
			continue
		}
		if locked.Key() == claim.Key() {
			return &records[i]
		}
		near = append(near, locked.Words)
		same := claim
		same.Words = locked.Words
		if alike == nil && locked.Key() == same.Key() && fold.Fold(locked.Words) == fold.Fold(claim.Words) {
			alike = &records[i]
		}
	}
	if alike != nil {
		locked := *alike
		if locked.Class == grammar.Exact.String() || locked.Class == grammar.Typographic.String() {
			if locked.Class = grammar.Typographic.String(); claim.Words == locked.Pieces[0].Exact {
				locked.Class = grammar.Exact.String()
			}
		}
		return &locked
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
	if p.Use.Kind == prose.Quotation {
		quote.Words = evidence.InLine(shown)
		if fold.Fold(quote.Words) != fold.Fold(evidence.InLine(p.Use.Words)) {
			quote.Words = prose.Inner(quote.Words) // in a paragraph the marks are shown
		}
		if p.part.tagged {
			quote.Words = strings.TrimRight(quote.Words, ", ")
		}
	}
	if source.text == nil {
		if fold.Fold(quote.Words) != fold.Fold(p.locked.Words) {
			return fmt.Errorf("the evidence of %s holds other words", source.ID)
		}
		return nil
	}
	if quote.Words == p.quote().Words {
		return source.text.Replay(quote, p.result)
	}
	result := source.text.Match(quote)
	if result.Verdict != match.Verbatim {
		return fmt.Errorf("the text of %s says: %s", source.ID, result.Verdict)
	}
	var pieces []evidence.Piece
	for _, passage := range result.Passages {
		pieces = append(pieces, source.piece(passage))
	}
	if evidence.ComparePieces(pieces, p.Passage.Pieces) != 0 {
		return fmt.Errorf("the words stand elsewhere in %s", source.ID)
	}
	return nil
}
