package link

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/text"
)

// Evidence is what is committed in place of a text: the passages that pages
// use, locked with the text's digest. The names prefix, exact and suffix are
// those of the W3C Web Annotation model's TextQuoteSelector.
type Evidence struct {
	Source     string   `json:"source"`
	SHA256     string   `json:"sha256"`           // of the text's bytes
	Words      int      `json:"words"`            // of the text
	Paragraphs int      `json:"paragraphs"`       // of the text
	Extent     string   `json:"extent,omitempty"` // of a text that is a part of one: opening, excerpt
	Record     string   `json:"record"`           // SHA-256 of what the source's record says of the text
	Proven     []Locked `json:"proven"`           // in the order of the text
}

// Locked is one quotation or citation as it was proven, with the way from its
// words to those of the text.
type Locked struct {
	Kind        string   `json:"kind"`  // quotation, citation
	Words       string   `json:"words"` // as the page has them, in one line
	Fragment    string   `json:"fragment,omitempty"`
	Speaker     string   `json:"speaker,omitempty"`     // ID of the claimed speaker
	Class       string   `json:"class"`                 // exact, typographic, spoken, marked
	Alterations []string `json:"alterations,omitempty"` // see writeAlteration
	Pieces      []Piece  `json:"pieces"`
}

// Piece is an unbroken span of a text, in the sentences it stands in.
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
	Before    bool   `json:"before,omitempty"` // the sentence has more words before the prefix
	After     bool   `json:"after,omitempty"`  // and after the suffix
}

// MaxContext is how many words in a row evidence may show to say where a
// passage stands. A longer passage is shown without anything round it.
const MaxContext = 60

// ContextWords is how many words of context messages show on either side.
const ContextWords = 6

// Name returns what people call the piece's paragraph: the label that the text
// prints, else its count.
func (p Piece) Name() string {
	return text.Passage{Paragraph: p.Paragraph, Label: p.Label}.Name()
}

// whole returns the piece with what stands round it.
func (p Piece) whole() string { return p.Prefix + p.Exact + p.Suffix }

// digest returns the SHA-256 of data in hexadecimal.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// recordDigest returns the digest of what a record says of its text: with any
// of it changed other words may be somebody's, or proven. Names may be added to
// people's pages at any time, and are no part of it.
func recordDigest(options text.Options) string {
	options.Names, options.Known = nil, nil
	data, err := matter.EncodeJSON(options, "")
	if err != nil {
		panic(err) // plain strings and numbers always encode
	}
	return digest(data)
}

// claimed identifies what was locked: with any of it changed it is another
// claim.
type claimed struct{ kind, fragment, speaker, words string }

func (l Locked) key() claimed { return claimed{l.Kind, l.Fragment, l.Speaker, l.Words} }

func (c claimed) compare(other claimed) int {
	return cmp.Or(cmp.Compare(c.kind, other.kind), cmp.Compare(c.fragment, other.fragment),
		cmp.Compare(c.speaker, other.speaker), cmp.Compare(c.words, other.words))
}

// compareLocked is the order of records: that of the text, then of the claims.
func compareLocked(one, other Locked) int {
	return cmp.Or(comparePieces(one.Pieces, other.Pieces), one.key().compare(other.key()))
}

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
	return Locked{Kind: p.Use.Kind.String(), Words: inLine(p.words()), Fragment: p.paragraph(), Speaker: p.Speaker}
}

// quote is what is asked of the text. Whose words a citation rests on it does
// not say, so anybody's will do.
func (p *Proof) quote() match.Quote {
	return match.Quote{Words: inLine(p.words()), Speaker: p.Speaker, AnySpeaker: p.Use.Kind == content.Citation, Paragraph: p.paragraph()}
}

// inLine returns words as they read in one line: where a line ends in Markdown
// is no part of them. Between two characters of Chinese or Japanese it is
// nothing, and a space elsewhere.
func inLine(words string) string {
	words = strings.TrimSpace(words)
	if !strings.Contains(words, "\n") {
		return words
	}
	lines := strings.Split(words, "\n")
	line := strings.TrimSpace(lines[0])
	for _, next := range lines[1:] {
		if next = strings.TrimSpace(next); next == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(line)
		first, _ := utf8.DecodeRuneInString(next)
		if strings.Contains(fold.Fold(string(last)+"\n"+string(first)), " ") {
			line += " "
		}
		line += next
	}
	return line
}

// lock returns the record of a use that the text proves.
func (s *Source) lock(proof *Proof, result match.Result) *Locked {
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
		locked.Alterations = append(locked.Alterations, writeAlteration(alteration))
	}
	return &locked
}

// piece returns a passage of the text with its sentences, as it is locked.
func (s *Source) piece(passage text.Passage) Piece {
	raw := s.text.Raw()
	start, end := s.text.WordSpan(passage.Span)
	round := s.text.Around(passage.Span, MaxContext)
	return Piece{
		Paragraph: passage.Paragraph, Label: passage.Label, Start: start, End: end,
		Speaker: passage.Speaker, Turn: passage.Turn,
		Prefix: raw[round.Before.Start:passage.Start], Exact: raw[passage.Start:passage.End], Suffix: raw[passage.End:round.After.End],
		Before: round.CutBefore, After: round.CutAfter,
	}
}

// writeAlteration writes an alteration as evidence has it: the name of the rule,
// the bytes of the words, and the bytes of the pieces that these stand for. The
// pieces are counted as if they stood one behind the other.
func writeAlteration(a match.Alteration) string {
	return fmt.Sprintf("%s %d-%d %d-%d", a.Rule, a.Quote.Start, a.Quote.End, a.Text.Start, a.Text.End)
}

// readAlteration is the inverse of writeAlteration, and reads nothing else.
func readAlteration(written string) (a match.Alteration, err error) {
	rule, spans, _ := strings.Cut(written, " ")
	a.Rule = rule
	_, err = fmt.Sscanf(spans, "%d-%d %d-%d", &a.Quote.Start, &a.Quote.End, &a.Text.Start, &a.Text.End)
	if err != nil || writeAlteration(a) != written {
		return a, fmt.Errorf("%q is no alteration", written)
	}
	return a, nil
}

// evidence returns what is to be locked now.
func (s *Source) evidence() Evidence {
	evidence := Evidence{Source: s.ID, SHA256: s.Digest, Words: s.Words, Paragraphs: s.Paragraphs,
		Extent: s.options.Extent, Record: recordDigest(s.options), Proven: []Locked{}}
	seen := map[claimed]bool{}
	for _, proof := range s.proofs {
		if key := proof.locked.key(); !seen[key] {
			seen[key] = true
			evidence.Proven = append(evidence.Proven, proof.locked)
		}
	}
	slices.SortFunc(evidence.Proven, compareLocked)
	return evidence
}

// encode returns the bytes of evidence.json.
func (e Evidence) encode() []byte {
	data, err := matter.EncodeJSON(e, "  ")
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return data
}
