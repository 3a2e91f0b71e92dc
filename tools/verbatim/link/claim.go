package link

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// paragraph names the paragraph in which the words are looked for; "" is any.
func (p *Proof) paragraph() string {
	if p.Use.Place != "" {
		return p.Use.Place
	}
	return p.part.paragraph
}

// words are those that must be verbatim.
func (p *Proof) words() string {
	if p.part.tagged {
		return strings.TrimRight(p.Use.Words, ", ")
	}
	return p.Use.Words
}

// claim is the record of a use before anything is known of the text.
func (p *Proof) claim() evidence.Locked {
	return evidence.Locked{Kind: p.Use.Kind.String(), Words: evidence.InLine(p.words()), Fragment: p.paragraph(), Speaker: p.Speaker}
}

// quote is what is asked of the text. Whose words a citation rests on it does
// not say, so anybody's will do.
func (p *Proof) quote() match.Quote {
	return match.Quote{Words: evidence.InLine(p.words()), Speaker: p.Speaker, AnySpeaker: p.Use.Kind == prose.Citation, Paragraph: p.paragraph()}
}

// lock returns the record of a use that the text proves.
func (s *Source) lock(proof *Proof, result match.Result) *evidence.Locked {
	locked := proof.claim()
	locked.Class = result.Class.String()
	from := 0 // where a piece begins among the bytes of all
	var joints []int
	for _, passage := range result.Passages {
		piece := s.piece(passage)
		locked.Pieces = append(locked.Pieces, piece)
		joints = append(joints, from)
		from += len(piece.Exact)
	}
	at := 0 // the piece that the text has come to
	inPieces := func(raw int) int {
		for at+1 < len(joints) && raw >= result.Passages[at+1].Start {
			at++
		}
		return joints[at] + min(raw, result.Passages[at].End) - result.Passages[at].Start
	}
	for _, alteration := range result.Alterations {
		alteration.Text.Start = inPieces(alteration.Text.Start)
		alteration.Text.End = inPieces(alteration.Text.End)
		locked.Alterations = append(locked.Alterations, evidence.WriteAlteration(alteration))
	}
	return &locked
}

// piece returns a passage of the text with its sentences, as it is locked.
func (s *Source) piece(passage text.Passage) evidence.Piece {
	raw := s.text.Raw()
	start, end := s.text.WordSpan(passage.Span)
	round := s.text.Around(passage.Span, evidence.MaxContext)
	return evidence.Piece{
		Paragraph: passage.Paragraph, Label: passage.Label, Start: start, End: end,
		Speaker: passage.Speaker, Turn: passage.Turn,
		Prefix: raw[round.Before.Start:passage.Start], Exact: raw[passage.Start:passage.End], Suffix: raw[passage.End:round.After.End],
		Before: round.CutBefore, After: round.CutAfter,
	}
}

// evidence returns what is to be locked now.
func (s *Source) evidence() evidence.Evidence {
	now := evidence.Evidence{Source: s.ID, SHA256: s.Digest, Words: s.Words, Paragraphs: s.Paragraphs,
		Extent: s.options.Extent, Record: evidence.RecordDigest(s.options), Proven: []evidence.Locked{}}
	seen := map[evidence.Key]bool{}
	for _, proof := range s.proofs {
		if key := proof.locked.Key(); !seen[key] {
			seen[key] = true
			now.Proven = append(now.Proven, proof.locked)
		}
	}
	slices.SortFunc(now.Proven, evidence.Compare)
	now.Commit(s.text.Text)
	return now
}
