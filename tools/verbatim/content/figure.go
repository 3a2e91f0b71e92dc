package content

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/figure"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// tableSource is a cell that names a source.
type tableSource struct {
	id   string
	file *finding.File
	at   finding.Span
}

// checkFigures reports what would be missing from the drawing of a figure.
func (s *Site) checkFigures(report finding.Report) {
	s.tabled = map[*prose.Page][]tableSource{}
	for _, page := range s.Pages {
		dir := "content" + page.Path
		if page.Section != "figures" || s.files[dir+"/_index.md"] {
			continue
		}
		about := func(message, help string) {
			span := finding.Span{}
			if title := page.FrontMatter.Get("title"); title != nil {
				span = title.Span
			}
			report(finding.Finding{Rule: finding.FigureData, File: page.File, Span: span, Message: message, Help: help})
		}
		if !s.files[dir+"/index.md"] {
			about("the figure has no folder, in which its data could lie",
				fmt.Sprintf("move the page to %s/index.md, and write data.csv beside it: %s", dir, figure.HeadForm))
			continue
		}
		var names []string
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			if path.Ext(name) == ".csv" && strings.HasPrefix(name, dir+"/") {
				names = append(names, name)
			}
		}
		if len(names) == 1 && path.Dir(names[0]) != dir {
			about("the data of the figure do not lie right beside its page: "+names[0], "move the file into the folder of the page")
		}
		switch len(names) {
		case 0:
			about("the figure has no data: no CSV lies beside its page", fmt.Sprintf("write %s/data.csv, which begins with %s", dir, figure.HeadForm))
		case 1:
		default:
			about(fmt.Sprintf("the figure has %d files of data, and only the first is drawn", len(names)), "give each a figure of its own: "+strings.Join(names, ", "))
		}
		for _, name := range names {
			if file := s.tables[name]; file != nil {
				table := figure.Check{Schema: s.schemas[rowSchema], Told: toldOf, Report: report,
					Source: func(cell *matter.Value) { s.named(page, file, cell, report) }}
				table.Table(file)
			}
		}
	}
}

// toldOf reports whether something is said of a cell where data is read.
func toldOf(text string) bool {
	_, hidden := hides(text, fold.IsControl)
	return hidden || matter.Formula(text)
}

// named keeps a source that a cell names, and reports one that is not there.
func (s *Site) named(page *prose.Page, file *finding.File, cell *matter.Value, report finding.Report) {
	id := cell.Text()
	if source := s.Sources[id]; source != nil && source.Page != nil {
		s.tabled[page] = append(s.tabled[page], tableSource{id, file, cell.Span})
		return
	}
	if s.Unread("/sources/" + id) {
		return // reported with the record
	}
	report(finding.Finding{Rule: finding.SourceUnknown, File: file, Span: cell.Span, Message: "no source has the ID " + id,
		Help: finding.DidYouMean(id, s.recordIDs(), "write its record: content/sources/"+id+"/index.md")})
}

// recordIDs returns the IDs of the sources that have a record.
func (s *Site) recordIDs() (ids []string) {
	for _, id := range slices.Sorted(maps.Keys(s.Sources)) {
		if s.Sources[id].Page != nil {
			ids = append(ids, id)
		}
	}
	return ids
}
