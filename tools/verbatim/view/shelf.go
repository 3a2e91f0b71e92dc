package view

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// shelf is what a page shows of what it rests on: its sources by number, and for
// each sentence of theirs that it uses a slip, by letter.
type shelf struct {
	sources []*listedData
	numbers map[string]int         // of sources, by ID
	slips   map[string]*slipData   // by what tells them apart
	byID    map[string][]*slipData // by source, in the order in which the page comes to them
	on      map[*link.Proof]*slipData
	first   map[*slipData]*link.Proof
	again   map[*link.Proof]int
}

// listedData is a source of a page.
type listedData struct {
	ID         string      `json:"id"`
	Number     int         `json:"number"` // from 1
	Slips      []slipData  `json:"slips,omitempty"`
	References []placeData `json:"references,omitempty"`
}

// slipData is the evidence of all uses of a page that rest on one sentence.
type slipData struct {
	Number       int           `json:"number"`   // of the page's slips, from 1
	Name         string        `json:"name"`     // the number of the source, and a letter: 1a
	Passages     []string      `json:"passages"` // anchors
	Uses         []placeData   `json:"uses"`
	Texts        []stretchData `json:"texts"`
	Paragraph    string        `json:"paragraph"`
	TextFragment string        `json:"textFragment"`
	Speaker      string        `json:"speaker,omitempty"`
	Label        string        `json:"label,omitempty"`    // of a quotation of nobody's words: what they stand under
	Occasion     string        `json:"occasion,omitempty"` // of somebody's words
	By           string        `json:"by,omitempty"`       // how the text names the speaker, where not by name
	Exact        bool          `json:"exact,omitempty"`    // a quotation word for word rests on it
	Marked       bool          `json:"marked,omitempty"`   // one with marked changes
	Cited        bool          `json:"cited,omitempty"`    // a citation

	voice    string
	passages []*link.Passage
	quoted   map[*link.Passage]bool
}

// stretchData is a sentence, or what is shown of it.
type stretchData struct {
	Parts  []partData `json:"parts"`
	Before bool       `json:"before,omitempty"` // it has more words before
	After  bool       `json:"after,omitempty"`  // and after
}

// partData is a part of a sentence: quoted, cited, or ("") what stands round that.
type partData struct {
	Mark string `json:"mark,omitempty"`
	Text string `json:"text"`
}

// newShelf numbers what uses rest on, in their order: first the sources of which
// words are held, for these a reader can check here.
func newShelf(graph *link.Graph, proofs []*link.Proof) *shelf {
	s := &shelf{numbers: map[string]int{}, slips: map[string]*slipData{}, byID: map[string][]*slipData{}, on: map[*link.Proof]*slipData{}, first: map[*slipData]*link.Proof{}, again: map[*link.Proof]int{}}
	for _, held := range []bool{true, false} {
		for _, proof := range proofs {
			id := proof.Use.Source
			if graph.Source(id).Held() == held && s.numbers[id] == 0 {
				s.numbers[id] = len(s.sources) + 1
				s.sources = append(s.sources, &listedData{ID: id, Number: s.numbers[id]})
			}
		}
	}
	said := map[string]int{} // uses by what their seals are called
	for _, proof := range proofs {
		if proof.Passage == nil || s.on[proof] != nil {
			continue
		}
		s.put(proof)
		words := proof.Use.Kind.String() + fold.Fold(proof.Use.Words)
		if said[words]++; said[words] > 1 {
			s.again[proof] = said[words]
		}
	}
	for _, source := range s.sources {
		for i, slip := range s.byID[source.ID] {
			slip.Name = fmt.Sprint(source.Number) + evidence.Letters(i)
		}
	}
	return s
}

// put gives a use its slip: that of the sentence on which it rests, unless the
// words of somebody else stand there: one slip names one speaker.
func (s *shelf) put(proof *link.Proof) {
	passage := proof.Passage
	voice := spokenBy(proof)
	key, before := passage.Source.ID, ""
	for _, piece := range passage.Pieces {
		start, end := piece.Extent()
		if extent := fmt.Sprintf(" %d-%d", start, end); extent != before { // else of the same sentence
			key, before = key+extent, extent
		}
	}
	slip := s.slips[key]
	for slip != nil && slip.voice != voice && voice != "" && slip.voice != "" {
		key += "\n" + voice
		slip = s.slips[key]
	}
	if slip == nil {
		slip = &slipData{Number: len(s.slips) + 1, voice: voice, quoted: map[*link.Passage]bool{}}
		s.slips[key] = slip
		s.byID[passage.Source.ID] = append(s.byID[passage.Source.ID], slip)
		s.first[slip] = proof
	}
	if voice != "" {
		slip.voice = voice
	}
	if !slices.Contains(slip.passages, passage) {
		slip.passages = append(slip.passages, passage)
	}
	s.on[proof] = slip
	switch {
	case proof.Use.Kind == prose.Citation:
		slip.Cited = true
	case proof.Marked():
		slip.Marked, slip.quoted[passage] = true, true
	default:
		slip.Exact, slip.quoted[passage] = true, true
	}
	if proof.Use.Kind == prose.Quotation && (passage.Speaker() != "" || passage.Label() != "") {
		slip.Speaker, slip.Label, slip.Occasion = proof.Speaker, passage.Label(), occasion(passage)
		if attribution := attributed(passage); attribution != nil {
			slip.By = attribution.By
		}
	}
	slip.Uses = append(slip.Uses, whereOf(proof))
}

// spokenBy tells apart whose words a use shows: those of a person, of who stands in a
// label, of the source itself; or "", for what is cited of the source itself may stand
// beside anybody's words in its sentence.
func spokenBy(proof *link.Proof) string {
	speaker, label := proof.Passage.Speaker(), proof.Passage.Label()
	if proof.Use.Kind == prose.Citation && speaker == "" && label == "" {
		return ""
	}
	return speaker + "\n" + label
}

// use returns a use as the page shows it.
func (s *shelf) use(proof *link.Proof) useData {
	shown := useOf(proof)
	shown.Number = s.numbers[proof.Use.Source]
	if slip := s.on[proof]; slip != nil {
		shown.Slip, shown.Name, shown.First = slip.Number, slip.Name, s.first[slip] == proof
		shown.Again = s.again[proof]
		if said := readOut(shown.Words); said != shown.Words {
			shown.Said = said
		}
	} else {
		source := s.sources[shown.Number-1]
		if place := whereOf(proof); !slices.Contains(source.References, place) {
			source.References = append(source.References, place)
		}
	}
	return shown
}

// What is not read out: marks round words, of single ones those that begin a word, and
// more than one blank.
var (
	signs  = regexp.MustCompile(`["“”„«»「」『』‘‚‹›]`)
	begins = regexp.MustCompile(`(^|[^\p{L}])['’]`)
	blanks = regexp.MustCompile(`\s+`)
)

// readOut returns words as they are read out, in the name of a button.
func readOut(words string) string {
	words = begins.ReplaceAllString(signs.ReplaceAllString(words, ""), "$1")
	return strings.TrimSuffix(blanks.ReplaceAllString(words, " "), ".")
}

// list returns the sources with their slips, and with the references to them.
func (s *shelf) list() []listedData {
	list := []listedData{}
	for _, source := range s.sources {
		shown := *source
		for _, slip := range s.byID[source.ID] {
			shown.Slips = append(shown.Slips, slip.filled())
		}
		list = append(list, shown)
	}
	return list
}

// filled returns a slip with its sentence, in which the words that were proven are
// marked.
func (slip *slipData) filled() slipData {
	filled := *slip
	slices.SortFunc(slip.passages, func(a, b *link.Passage) int { return evidence.ComparePieces(a.Pieces, b.Pieces) })
	filled.Paragraph, filled.TextFragment = slip.passages[0].Pieces[0].Name(), textFragment(slip.passages[0].Pieces)
	var pieces []evidence.Piece
	quoted := map[int]bool{}
	for _, passage := range slip.passages {
		filled.Passages = append(filled.Passages, passage.Anchor)
		for _, piece := range passage.Pieces {
			quoted[len(pieces)] = slip.quoted[passage]
			pieces = append(pieces, piece)
		}
	}
	filled.Texts = texts(pieces, func(piece int) bool { return quoted[piece] })
	return filled
}

// texts returns the sentences of pieces, divided where one of these begins or ends;
// of each is asked whether a quotation rests on it.
func texts(pieces []evidence.Piece, quoted func(piece int) bool) (all []stretchData) {
	for _, stretch := range evidence.Stretches(pieces) {
		shown := stretchData{Before: stretch.Before, After: stretch.After}
		edges := []int{0, len(stretch.Text)}
		for _, span := range stretch.Spans {
			edges = append(edges, span.Start, span.End)
		}
		slices.Sort(edges)
		edges = slices.Compact(edges)
		for i := 1; i < len(edges); i++ {
			part := partData{Text: stretch.Text[edges[i-1]:edges[i]]}
			for piece, span := range stretch.Spans {
				switch in := span.Start <= edges[i-1] && edges[i] <= span.End; {
				case in && quoted(piece):
					part.Mark = "quoted"
				case in && part.Mark == "":
					part.Mark = "cited"
				}
			}
			if last := len(shown.Parts) - 1; last >= 0 && shown.Parts[last].Mark == part.Mark {
				shown.Parts[last].Text += part.Text
				continue
			}
			shown.Parts = append(shown.Parts, part)
		}
		all = append(all, shown)
	}
	return all
}
