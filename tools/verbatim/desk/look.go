package desk

import (
	"path"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// Place is a part of a file.
type Place struct {
	File *finding.File
	Span finding.Span
}

// Spot is what stands at a place of a file, and of what it speaks.
type Spot struct {
	Span    finding.Span  // of the whole
	Use     *prose.Use    // of a source
	Proof   *link.Proof   // what the use rests on; nil where it is not proven
	Source  *link.Source  // that is used, or whose text it is
	Passage *link.Passage // in a text: one that is used
	Page    *prose.Page   // to which it leads
	ID      finding.Span  // of an ID, where one is written; else empty
	Said    bool          // of a use: the name of the speaker
}

// At returns what stands at a byte offset of a page or a text, or nil. Texts that
// lie outside of the project are asked for with TextAt.
func (s *State) At(name string, offset int) *Spot {
	if dir, base := path.Split(name); base == "text.txt" {
		return s.TextAt(path.Base(dir), offset)
	}
	page := s.pages[name]
	if page == nil {
		return nil
	}
	if offset < page.Body {
		return s.inFront(page, offset)
	}
	for _, use := range page.Uses {
		if holds(use.Span, offset) {
			return s.ofUse(page, use, offset)
		}
	}
	return s.ofLink(page, offset)
}

func holds(span finding.Span, offset int) bool { return span.Start <= offset && offset <= span.End }

// ofUse is the spot of a use.
func (s *State) ofUse(page *prose.Page, use *prose.Use, offset int) *Spot {
	spot := &Spot{Span: use.Span, Use: use, Source: s.Graph.Source(use.Source)}
	if spot.Source != nil {
		spot.Page = spot.Source.Page
	}
	for _, proof := range s.Graph.Proofs(page.Path) {
		if proof.Use == use {
			spot.Proof = proof
		}
	}
	switch {
	case holds(use.Target, offset):
		spot.ID = idIn(page.File, use.Target, "source:"+use.Source, use.Source)
	case use.SaidAt != use.Span && holds(use.SaidAt, offset) && spot.Proof != nil && spot.Proof.Speaker != "":
		spot.Said, spot.Page, spot.Span = true, s.Site().People[spot.Proof.Speaker], use.SaidAt
	}
	return spot
}

// idIn returns where an ID stands in what is written round it, inside a span.
func idIn(file *finding.File, span finding.Span, written, id string) finding.Span {
	at := strings.LastIndex(string(file.Data[span.Start:min(span.End, len(file.Data))]), written)
	if at < 0 || id == "" {
		return finding.Span{}
	}
	end := span.Start + at + len(written)
	return finding.Span{Start: end - len(id), End: end}
}

// ofLink is the spot of a link to another page. Its words stand in the parts of the
// page, which have been let go, and are read again.
func (s *State) ofLink(page *prose.Page, offset int) *Spot {
	again := s.Site().Reread(page.File)
	if again == nil {
		return nil
	}
	for _, part := range again.Parts {
		if part.Run == nil {
			continue
		}
		for _, written := range part.Run.Links {
			whole := finding.Span{Start: page.Body + written.Start, End: page.Body + written.End}
			if !holds(whole, offset) {
				continue
			}
			for _, to := range page.Links {
				if whole.Start <= to.Span.Start && to.Span.End <= whole.End && s.Site().Page(to.Path) != nil {
					leads := s.Site().Page(to.Path)
					spot := &Spot{Span: whole, Page: leads, ID: segment(page.File, to.Span, leads.ID())}
					if leads.Section == "sources" {
						spot.Source = s.Graph.Source(leads.ID())
					}
					return spot
				}
			}
		}
	}
	return nil
}

// segment returns where a part of an address stands in a span of a file.
func segment(file *finding.File, span finding.Span, part string) finding.Span {
	address := string(file.Data[span.Start:span.End])
	at := 0
	for name := range strings.SplitSeq(address, "/") {
		plain, _, _ := strings.Cut(name, "#")
		if strings.TrimSuffix(plain, ".md") == part {
			return finding.Span{Start: span.Start + at, End: span.Start + at + len(part)}
		}
		at += len(name) + 1
	}
	return finding.Span{}
}

// inFront is the spot of an ID in front matter. All else there speaks of the page.
func (s *State) inFront(page *prose.Page, offset int) *Spot {
	spot := &Spot{Page: page}
	if page.Section == "sources" {
		spot.Source = s.Graph.Source(page.ID())
	}
	content.EachID(page, func(id *matter.Value, section string) {
		if to := s.Site().Page("/" + section + "/" + id.Text()); to != nil && holds(id.Span, offset) {
			spot = &Spot{Span: id.Span, Page: to, ID: idIn(page.File, id.Span, id.Text(), id.Text())}
		}
	})
	return spot
}

// TextAt returns what stands at a byte offset of the text of a source.
func (s *State) TextAt(id string, offset int) *Spot {
	source := s.Graph.Source(id)
	if source == nil {
		return nil
	}
	spot := &Spot{Source: source, Page: source.Page}
	for _, passage := range source.Passages {
		for _, piece := range passage.Uses[0].Places() {
			span := finding.Span{Start: piece.Start, End: piece.End}
			// Of passages one in another the shorter one is meant.
			if holds(span, offset) && (spot.Passage == nil || span.End-span.Start < spot.Span.End-spot.Span.Start) {
				spot.Passage, spot.Span = passage, span
			}
		}
	}
	return spot
}

// UsesOf returns where pages use a source, proven or not, by page.
func (s *State) UsesOf(source string) (places []Place) {
	for _, page := range s.Site().Pages {
		for _, use := range page.Uses {
			if use.Source == source {
				places = append(places, Place{page.File, use.Span})
			}
		}
	}
	return append(places, s.LinksTo("/sources/"+source)...)
}

// UsesOfPassage returns where pages use words of a passage: those that share a word
// of the text with it.
func (s *State) UsesOfPassage(passage *link.Passage) (places []Place) {
	for _, other := range passage.Source.Passages {
		if !overlap(passage, other) {
			continue
		}
		for _, proof := range other.Uses {
			places = append(places, Place{proof.Use.Page.File, proof.Use.Span})
		}
	}
	return places
}

// overlap reports whether two passages of a source share a word.
func overlap(one, other *link.Passage) bool {
	for _, piece := range one.Pieces {
		for _, with := range other.Pieces {
			if piece.Start < with.End && with.Start < piece.End {
				return true
			}
		}
	}
	return false
}

// LinksTo returns where pages lead to another one, and where their front matter
// names it.
func (s *State) LinksTo(to string) (places []Place) {
	for _, page := range s.Site().Pages {
		content.EachID(page, func(id *matter.Value, section string) {
			if "/"+section+"/"+id.Text() == to {
				places = append(places, Place{page.File, id.Span})
			}
		})
		for _, link := range page.Links {
			if link.Path == to && page.Path != to {
				places = append(places, Place{page.File, link.Span})
			}
		}
	}
	return places
}

// SaidBy returns where pages name a person as the speaker of a quotation.
func (s *State) SaidBy(person string) (places []Place) {
	for _, page := range s.Site().Pages {
		for _, proof := range s.Graph.Proofs(page.Path) {
			if proof.Speaker == person {
				places = append(places, Place{page.File, proof.Use.SaidAt})
			}
		}
	}
	return places
}

// TextFile returns the text of a source as a file: the one beside its record, or the
// one that lies in the folder of texts; nil where it is not at hand.
func (s *State) TextFile(source *link.Source) *finding.File {
	switch {
	case source.Text != nil:
		return source.Text
	case source.FullText() == nil:
		return nil
	}
	return finding.NewFile(source.ID+"/text.txt", []byte(source.FullText().Raw()))
}
