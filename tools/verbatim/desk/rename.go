package desk

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// Renaming is what gives a source or a person another ID everywhere.
type Renaming struct {
	Edits    map[*finding.File][]finding.Edit // in the order of each file
	From, To string                           // of the file or the folder itself
	Text     bool                             // its text lies in the folder of texts, and is to be renamed there, too
}

// idForm is the form of an ID, which is the name of a file and a part of an address.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// Rename gives the source or the person that has a page another ID. What is locked
// of passages is locked under the new one: the evidence names both.
func (s *State) Rename(page *prose.Page, id string) (*Renaming, error) {
	section, old := page.Section, page.ID()
	switch {
	case section != "sources" && section != "people" || page.Path == "/"+section:
		return nil, fmt.Errorf("%s is the page of neither a source nor a person", page.File.Name)
	case !idForm.MatchString(id):
		return nil, fmt.Errorf("%q is no ID: use lower-case ASCII letters, digits and hyphens", id)
	case s.taken(section, id):
		return nil, fmt.Errorf("there is a page %s/%s already", section, id)
	}
	renaming := &Renaming{Edits: map[*finding.File][]finding.Edit{}}
	for _, other := range s.Site().Pages {
		edits := renamed(other, section, old, id)
		slices.SortFunc(edits, func(one, other finding.Edit) int { return one.Span.Start - other.Span.Start })
		edits = slices.CompactFunc(edits, func(one, other finding.Edit) bool { return one == other })
		if len(edits) > 0 {
			renaming.Edits[other.File] = edits
		}
	}
	if section == "sources" {
		s.Site().InTables(old, func(file *finding.File, at finding.Span) {
			renaming.Edits[file] = append(renaming.Edits[file], finding.Edit{Span: idIn(file, at, old, old), New: id})
		})
	}
	for _, source := range s.Graph.Sources {
		if source.Evidence == nil {
			continue
		}
		if now := relocked(source, section, old, id); now != nil {
			whole := finding.Span{Start: 0, End: len(source.Evidence.Data)}
			renaming.Edits[source.Evidence] = []finding.Edit{{Span: whole, New: string(now)}}
		}
	}
	renaming.From, renaming.To = page.File.Name, path.Join(path.Dir(page.File.Name), id+".md")
	if path.Base(page.File.Name) == "index.md" {
		renaming.From = path.Dir(page.File.Name)
		renaming.To = path.Join(path.Dir(renaming.From), id)
	}
	source := s.Graph.Source(old)
	renaming.Text = section == "sources" && source != nil && source.AgainstText() && source.Text == nil
	return renaming, nil
}

// taken reports whether a page or a file has an ID already.
func (s *State) taken(section, id string) bool {
	if s.Site().Page("/"+section+"/"+id) != nil {
		return true
	}
	for _, name := range []string{id, id + ".md"} {
		if _, err := fs.Stat(s.project, path.Join("content", section, name)); err == nil {
			return true
		}
	}
	return false
}

// renamed returns the edits of one page.
func renamed(page *prose.Page, section, old, id string) (edits []finding.Edit) {
	put := func(span finding.Span) {
		if span.Start < span.End {
			edits = append(edits, finding.Edit{Span: span, New: id})
		}
	}
	content.EachID(page, func(value *matter.Value, of string) {
		if of == section && value.Text() == old {
			put(idIn(page.File, value.Span, old, old))
		}
	})
	for _, to := range page.Links {
		if to.Path == "/"+section+"/"+old {
			put(segment(page.File, to.Span, old))
		}
	}
	if section != "sources" {
		return edits
	}
	used := false
	for _, use := range page.Uses {
		if use.Source == old {
			used = true
			put(idIn(page.File, use.Target, "source:"+old, old))
		}
	}
	if !used {
		return edits
	}
	// Of a link whose address stands elsewhere only that place can be changed.
	definition := regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]+\]:[ \t]*<?source:(` + regexp.QuoteMeta(old) + `)(?:[#>\s]|$)`)
	for _, at := range definition.FindAllSubmatchIndex(page.File.Data[page.Body:], -1) {
		put(finding.Span{Start: page.Body + at[2], End: page.Body + at[3]})
	}
	return edits
}

// relocked returns the evidence of a source as it is with a new ID, or nil where
// nothing in it changes. What can't be read is left to whoever reports it.
func relocked(source *link.Source, section, old, id string) []byte {
	if section == "sources" && source.ID != old {
		return nil
	}
	locked, _, wrong := evidence.Parse(source.Evidence.Data)
	if wrong != nil {
		return nil
	}
	if section == "sources" {
		locked.Source = id
		return locked.Encode()
	}
	options := source.Options()
	other := speaking(options, old, id)
	if evidence.RecordDigest(options) == evidence.RecordDigest(other) {
		return nil // it says nothing of the person
	}
	if !locked.Stale(options) {
		locked.Record = evidence.RecordDigest(other)
	}
	for i := range locked.Proven {
		proven := &locked.Proven[i]
		if proven.Speaker == old {
			proven.Speaker = id
		}
		proven.Pieces = slices.Clone(proven.Pieces)
		for j := range proven.Pieces {
			if proven.Pieces[j].Speaker == old {
				proven.Pieces[j].Speaker = id
			}
		}
	}
	slices.SortFunc(locked.Proven, evidence.Compare)
	return locked.Encode()
}

// speaking returns options in which a person has another ID.
func speaking(options text.Options, old, id string) text.Options {
	options.Speakers = maps.Clone(options.Speakers)
	for label, person := range options.Speakers {
		if person == old {
			options.Speakers[label] = id
		}
	}
	options.Attributions = slices.Clone(options.Attributions)
	for i := range options.Attributions {
		if options.Attributions[i].Speaker == old {
			options.Attributions[i].Speaker = id
		}
	}
	return options
}
