package link

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/matter"
)

// Evidence is what is committed in place of a text: the passages that pages
// use, locked with the text's digest. The names prefix, exact and suffix are
// those of the W3C Web Annotation model's TextQuoteSelector.
type Evidence struct {
	Source     string   `json:"source"`
	SHA256     string   `json:"sha256"`     // of the text's bytes
	Words      int      `json:"words"`      // of the text
	Paragraphs int      `json:"paragraphs"` // of the text
	Proven     []Locked `json:"proven"`     // in the order of the text
}

// Locked is one quotation or citation as it was proven.
type Locked struct {
	Kind        string   `json:"kind"`  // quotation, citation
	Words       string   `json:"words"` // folded
	Fragment    string   `json:"fragment,omitempty"`
	Speaker     string   `json:"speaker,omitempty"`     // ID of the claimed speaker
	Class       string   `json:"class"`                 // exact, typographic, marked
	Alterations []string `json:"alterations,omitempty"` // names of the rules that were needed
	Pieces      []Piece  `json:"pieces"`
}

// Piece is an unbroken span of a text.
type Piece struct {
	Paragraph int    `json:"paragraph"`       // counted from 1
	Label     string `json:"label,omitempty"` // the number or letter that the text prints
	Start     int    `json:"start"`           // in words of the text, from 0
	End       int    `json:"end"`             // exclusive
	Speaker   string `json:"speaker,omitempty"`
	Turn      string `json:"turn,omitempty"` // the label of nobody's turn: Q
	Prefix    string `json:"prefix,omitempty"`
	Exact     string `json:"exact"`
	Suffix    string `json:"suffix,omitempty"`
}

// ContextWords is how many words of context a piece keeps on either side.
const ContextWords = 6

// Name returns what people call the piece's paragraph: the label that the text
// prints, else its count.
func (p Piece) Name() string {
	return match.Passage{Paragraph: p.Paragraph, Label: p.Label}.Name()
}

// digest returns the SHA-256 of data in hexadecimal.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// key identifies what was locked: with any of it changed it is another claim.
func (l Locked) key() [4]string { return [4]string{l.Kind, l.Fragment, l.Speaker, l.Words} }

// places returns what tells two passages of a text apart.
func (l Locked) places() []int {
	var places []int
	for _, piece := range l.Pieces {
		places = append(places, piece.Paragraph, piece.Start, piece.End)
	}
	return places
}

// comparePieces orders passages by where they stand in the text.
func comparePieces(a, b []Piece) int {
	return slices.CompareFunc(a, b, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}

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
func (p *Proof) claim() Locked {
	return Locked{Kind: p.Use.Kind.String(), Words: fold.Fold(p.words()), Fragment: p.paragraph(), Speaker: p.Speaker}
}

// quote is what is asked of the text. Whose words a citation rests on it does
// not say, so anybody's will do.
func (p *Proof) quote() match.Quote {
	return match.Quote{Words: p.words(), Speaker: p.Speaker, AnySpeaker: p.Use.Kind == content.Citation, Paragraph: p.paragraph()}
}

// readEvidence reads evidence.json. Every record in it must be proven by its
// own words: evidence that contradicts itself was not written by lock.
func readEvidence(source *content.Source, report finding.Report) *Evidence {
	file := source.Evidence
	wrong := func(offset int, message string) *Evidence {
		report(finding.Finding{Rule: finding.EvidenceForm, File: file, Span: finding.Span{Start: offset, End: offset},
			Message: message, Help: "restore the file, or write it anew: verbatim lock, with the text at hand"})
		return nil
	}
	evidence := &Evidence{}
	decoder := json.NewDecoder(bytes.NewReader(file.Data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(evidence); err != nil {
		return wrong(int(decoder.InputOffset()), "the evidence can't be read: "+strings.TrimPrefix(err.Error(), "json: "))
	}
	if evidence.Source != source.ID {
		return wrong(0, "the evidence is of another source: "+evidence.Source)
	}
	for _, locked := range evidence.Proven {
		if !locked.holds(source.Language) {
			at := max(bytes.Index(file.Data, quoted(locked.Words)), 0)
			return wrong(at, "the evidence contradicts itself: its passage does not prove its words")
		}
	}
	return evidence
}

// quoted returns words as the evidence writes them, to be found in its bytes.
func quoted(words string) []byte {
	data, err := matter.EncodeJSON(words, "")
	if err != nil {
		return nil
	}
	return bytes.TrimSpace(data)
}

// holds reports whether the pieces of a record prove its words.
func (l Locked) holds(language string) bool {
	if len(l.Pieces) == 0 {
		return false
	}
	var text strings.Builder
	for i, piece := range l.Pieces {
		if i > 0 {
			text.WriteString("\n\n")
		}
		text.WriteString(piece.Prefix + piece.Exact + piece.Suffix)
	}
	passages, _ := match.NewText(text.String(), match.Options{Language: language})
	switch passages.Match(match.Quote{Words: l.Words, AnySpeaker: true}).Verdict {
	case match.Verbatim, match.Ambiguous:
		return true
	}
	return false
}

// evidence returns what is to be locked now.
func (s *Source) evidence() Evidence {
	evidence := Evidence{Source: s.ID, SHA256: s.Digest, Words: s.Words, Paragraphs: s.Paragraphs, Proven: []Locked{}}
	seen := map[[4]string]bool{}
	for _, proof := range s.proofs {
		if !seen[proof.locked.key()] {
			seen[proof.locked.key()] = true
			evidence.Proven = append(evidence.Proven, proof.locked)
		}
	}
	slices.SortFunc(evidence.Proven, func(a, b Locked) int {
		ak, bk := a.key(), b.key()
		return cmp.Or(comparePieces(a.Pieces, b.Pieces), slices.Compare(ak[:], bk[:]))
	})
	return evidence
}

// Lock returns the bytes of each evidence.json that the texts at hand give, by
// the ID of the source. A source that nothing quotes or cites has none.
func (g *Graph) Lock() map[string][]byte {
	files := map[string][]byte{}
	for _, source := range g.Sources {
		if source.text == nil || len(source.proofs) == 0 {
			continue
		}
		data, err := matter.EncodeJSON(source.evidence(), "  ")
		if err != nil {
			panic(err) // plain structs of strings and numbers always encode
		}
		files[source.ID] = data
	}
	return files
}

// CheckLocks reports evidence that is not what Lock would write.
func (g *Graph) CheckLocks(report finding.Report) {
	const help = "run: verbatim lock"
	for id, want := range g.Lock() {
		source := g.byID[id]
		if source.Evidence == nil {
			report(finding.Finding{Rule: finding.EvidenceStale, File: source.Page.File,
				Message: "the source has no evidence.json: without its text nothing of it could be proven", Help: help})
			continue
		}
		got := source.Evidence.Data
		if bytes.Equal(got, want) {
			continue
		}
		at := 0
		for at < len(got) && at < len(want) && got[at] == want[at] {
			at++
		}
		line := source.Evidence.Position(at).Line
		at = source.Evidence.Offset(finding.Position{Line: line, Column: 1})
		otherText := source.locked != nil && source.locked.SHA256 != source.Digest
		if source.failed && !otherText {
			continue // no wonder, and reported where it can be mended
		}
		message := "the evidence is not what the text and the pages give"
		if otherText {
			message = fmt.Sprintf("the text is not the one that was locked: its SHA-256 begins %.12s, that of the evidence %.12s",
				source.Digest, source.locked.SHA256)
		}
		report(finding.Finding{Rule: finding.EvidenceStale, File: source.Evidence,
			Span:    finding.Span{Start: at, End: at + len(source.Evidence.Line(line))},
			Message: message,
			Related: []finding.Related{{Label: "should be", Text: strings.TrimSpace(finding.NewFile("", want).Line(line))}},
			Help:    help})
	}
}
