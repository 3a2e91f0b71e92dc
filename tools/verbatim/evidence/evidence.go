// Package evidence is what evidence.json says, and how far it is believed: the
// passages of a source that pages use, each as it was proven, in place of a text
// that may not be published.
//
// It knows no pages. What it holds is read by whoever has none of the texts, and
// written by whoever has them; the same code judges both.
package evidence

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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

	Commitment Commitment `json:"commitment"` // to the text
}

// Locked is one quotation or citation as it was proven, with the way from its
// words to those of the text.
type Locked struct {
	Kind        string   `json:"kind"`  // quotation, citation
	Words       string   `json:"words"` // as the page has them, in one line
	Fragment    string   `json:"fragment,omitempty"`
	Speaker     string   `json:"speaker,omitempty"`     // ID of the claimed speaker
	Class       string   `json:"class"`                 // exact, typographic, spoken, marked
	Alterations []string `json:"alterations,omitempty"` // see WriteAlteration
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

// Name returns what people call the piece's paragraph: the label that the text
// prints, else its count.
func (p Piece) Name() string {
	return text.Passage{Paragraph: p.Paragraph, Label: p.Label}.Name()
}

// whole returns the piece with what stands round it.
func (p Piece) whole() string { return p.Prefix + p.Exact + p.Suffix }

// Digest returns the SHA-256 of data in hexadecimal.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// RecordDigest returns the digest of what a record says of its text: with any
// of it changed other words may be somebody's, or proven. Names may be added to
// people's pages at any time, and are no part of it.
func RecordDigest(options text.Options) string {
	options.Names, options.Known = nil, nil
	data, err := matter.EncodeJSON(options, "")
	if err != nil {
		panic(err) // plain strings and numbers always encode
	}
	return Digest(data)
}

// Key identifies what was locked: with any of it changed it is another claim. Two
// keys of one claim are equal.
type Key struct{ kind, fragment, speaker, words string }

// Key returns the key of the claim.
func (l Locked) Key() Key { return Key{l.Kind, l.Fragment, l.Speaker, l.Words} }

func (k Key) compare(other Key) int {
	return cmp.Or(cmp.Compare(k.kind, other.kind), cmp.Compare(k.fragment, other.fragment),
		cmp.Compare(k.speaker, other.speaker), cmp.Compare(k.words, other.words))
}

// Compare is the order of records, for package slices: that of the text, then of
// the claims.
func Compare(one, other Locked) int {
	return cmp.Or(ComparePieces(one.Pieces, other.Pieces), one.Key().compare(other.Key()))
}

// Places returns what tells two passages of a text apart: of each piece the
// paragraph, and where it starts and ends.
func (l Locked) Places() []int {
	var places []int
	for _, piece := range l.Pieces {
		places = append(places, piece.Paragraph, piece.Start, piece.End)
	}
	return places
}

// ComparePieces orders passages, for package slices, by where they stand in the
// text.
func ComparePieces(a, b []Piece) int {
	return slices.CompareFunc(a, b, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}

// InLine returns words as they read in one line: where a line ends in Markdown
// is no part of them. Between two characters of Chinese or Japanese it is
// nothing, and a space elsewhere.
func InLine(words string) string {
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

// WriteAlteration writes an alteration as evidence has it: the name of the rule,
// the bytes of the words, and the bytes of the pieces that these stand for. The
// pieces are counted as if they stood one behind the other.
func WriteAlteration(a match.Alteration) string {
	return fmt.Sprintf("%s %d-%d %d-%d", a.Rule, a.Quote.Start, a.Quote.End, a.Text.Start, a.Text.End)
}

// readAlteration is the inverse of WriteAlteration, and reads nothing else.
func readAlteration(written string) (a match.Alteration, err error) {
	rule, spans, _ := strings.Cut(written, " ")
	a.Rule = rule
	_, err = fmt.Sscanf(spans, "%d-%d %d-%d", &a.Quote.Start, &a.Quote.End, &a.Text.Start, &a.Text.End)
	if err != nil || WriteAlteration(a) != written {
		return a, fmt.Errorf("%q is no alteration", written)
	}
	return a, nil
}

// Encode returns the bytes of evidence.json, with its records in the order that
// they have.
func (e Evidence) Encode() []byte { return e.encode("  ") }

func (e Evidence) encode(indent string) []byte {
	data, err := matter.EncodeJSON(e, indent)
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return data
}
