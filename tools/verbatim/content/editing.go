package content

import (
	"path"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// Reread reads a page's file once more, with its parts, for who has to find what
// stands at a place of it; nil where it can't be read. Nothing is reported.
func (s *Site) Reread(file *finding.File) *prose.Page {
	return s.Read(file, func(finding.Finding) {})
}

// Read reads a file as a page of the site, which it does not become; nil where it
// can't be read.
func (s *Site) Read(file *finding.File, report finding.Report) *prose.Page {
	place := s.placeOf(file.Name)
	return readPage(file, place, s.Config.Language(), s.schemas[schemaOf(place)], report)
}

// Alone reads a file as a page, and returns the site with it as its only page, in the
// place of the one at its address; nil where it can't be read.
func (s *Site) Alone(file *finding.File, report finding.Report) (*Site, *prose.Page) {
	page := s.Read(file, report)
	if page == nil {
		return nil, nil
	}
	alone := *s
	alone.Pages, alone.alone, alone.tabled = []*prose.Page{page}, page, map[*prose.Page][]tableSource{}
	if cells := s.tabled[s.Page(page.Path)]; cells != nil {
		alone.tabled[page] = cells
	}
	return &alone, page
}

// CheckBodies reports what the bodies of the pages say that the other pages, or what is
// read out of them, contradict.
func (s *Site) CheckBodies(report finding.Report) {
	s.checkReferences(report)
	s.checkEntries(report)
}

// placeOf returns a file's name as Hugo sees it, below content/.
func (s *Site) placeOf(name string) string {
	for _, mount := range s.Config.ContentMounts() {
		if below, ok := strings.CutPrefix(name, mount.Source+"/"); ok {
			return path.Join(mount.Target, below)
		}
	}
	return name
}

// SchemaFile returns the name of the JSON Schema that a page's front matter is held
// against.
func (s *Site) SchemaFile(name string) string {
	return path.Join("static/schemas", schemaOf(s.placeOf(name))+".json")
}

// Schema returns the JSON Schema that the front matter of a page of that name is
// held against.
func (s *Site) Schema(name string) *matter.Schema { return s.schemas[schemaOf(s.placeOf(name))] }

// InTables calls visit with the cells of figures that name a source.
func (s *Site) InTables(id string, visit func(file *finding.File, at finding.Span)) {
	for _, page := range s.Pages {
		for _, cell := range s.tabled[page] {
			if cell.id == id {
				visit(cell.file, cell.at)
			}
		}
	}
}

// EachID calls visit with the values of a page's front matter that name pages by
// their ID, and the section of these.
func EachID(page *prose.Page, visit func(id *matter.Value, section string)) {
	eachID(page, func(id idValue) { visit(id.value, id.section) })
}
