package view

import (
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// readData is a paragraph of a text, as far as pages use its words.
type readData struct {
	Paragraph int           `json:"paragraph"`     // from 1
	Name      string        `json:"name"`          // as the text prints it
	Gap       int           `json:"gap,omitempty"` // words that no page uses, since the paragraph before
	Ranges    []rangeData   `json:"ranges"`
	Readers   []readersData `json:"readers"`
}

// rangeData is words of a paragraph without a gap.
type rangeData struct {
	Gap    int         `json:"gap,omitempty"`    // words that no page uses, since the range before
	Letter string      `json:"letter,omitempty"` // of the sentence that begins to be read here
	Parts  []rangePart `json:"parts"`
}

// rangePart is words of a range that the same pages use.
type rangePart struct {
	Text   string   `json:"text"`
	Quoted bool     `json:"quoted,omitempty"`
	Pages  int      `json:"pages"`            // how many use them
	Begins []string `json:"begins,omitempty"` // anchors of the passages that begin with it
}

// readersData are the pages that use a sentence.
type readersData struct {
	Letter string      `json:"letter"`
	Uses   []placeData `json:"uses"` // one for each page: a quotation where it has one
}

// read returns the text of a source as far as pages use it, and how many words
// stand behind that.
func read(source *link.Source) (paragraphs []readData, rest int) {
	var pieces []evidence.Piece
	var passages []*link.Passage // of each piece
	first := map[int]bool{}      // pieces with which a passage begins
	for _, passage := range source.Passages {
		for i, piece := range passage.Pieces {
			first[len(pieces)] = i == 0
			pieces, passages = append(pieces, piece), append(passages, passage)
		}
	}
	paragraphs = []readData{}
	end, stretch := 0, -1
	var at map[string]int // the pages that use the sentence
	for _, found := range evidence.Ranges(pieces) {
		last := len(paragraphs) - 1
		gap := max(found.Start-end, 0)
		if last < 0 || paragraphs[last].Paragraph != found.Paragraph {
			paragraphs = append(paragraphs, readData{Paragraph: found.Paragraph, Name: found.Name, Gap: gap})
			gap, last = 0, last+1
		}
		paragraph := &paragraphs[last]
		shown := rangeData{Gap: gap}
		if found.Stretch != stretch {
			stretch, shown.Letter = found.Stretch, evidence.Letters(len(paragraph.Readers))
			paragraph.Readers, at = append(paragraph.Readers, readersData{Letter: shown.Letter}), map[string]int{}
		}
		readers := &paragraph.Readers[len(paragraph.Readers)-1]
		for _, part := range found.Parts {
			words := rangePart{Text: part.Text}
			using := map[string]bool{}
			for _, i := range part.Pieces {
				for _, proof := range passages[i].Uses {
					using[proof.Use.Page.Path] = true
					words.Quoted = words.Quoted || proof.Use.Kind == prose.Quotation
					readers.add(proof, at)
				}
			}
			for _, i := range part.Begins {
				if first[i] {
					words.Begins = append(words.Begins, passages[i].Anchor)
				}
			}
			words.Pages = len(using)
			shown.Parts = append(shown.Parts, words)
		}
		paragraph.Ranges = append(paragraph.Ranges, shown)
		end = max(end, found.End)
	}
	return paragraphs, max(source.Words-end, 0)
}

// add names a page that uses the sentence; at says where it names which.
func (r *readersData) add(proof *link.Proof, at map[string]int) {
	use := whereOf(proof)
	known, ok := at[use.Page]
	switch {
	case !ok:
		at[use.Page] = len(r.Uses)
		r.Uses = append(r.Uses, use)
	case proof.Use.Kind == prose.Quotation && r.Uses[known].Kind != use.Kind:
		r.Uses[known] = use
	}
}
