// Package public reads the rendered files back as readers will see them, and
// publishes them whole or not at all.
//
// Check is the law of the site: in every published HTML, XML, JSON, SVG and
// CSV file each quotation mark, in text or in an attribute, lies in a proven
// element or is exempt, and is counted. Elements declare what they show:
//
//	data-use="/topics/ID#ANCHOR"   a quotation, citation or reference of a page
//	data-passage="ID#ANCHOR"       a passage of a source, with its context
//	data-evidence="/topics/ID#ANCHOR"
//	                               the evidence of a use: its passage, and what was shown
//	data-text="ID#N"               a paragraph of a text that is published whole
//
// and are compared again, word by word, with what was proven. So are pieces of
// pages in feeds, and in JSON the text of an object whose url is the permalink
// of a quotation.
//
// The evidence of each quotation and citation is on its page once: a slip, which
// shows the passage and says what was shown of it. Beside the words stands a seal,
// the mark that opens the slip. What a slip says is in the layouts' language, and
// need only be said alike of what is alike.
package public

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// Coverage counts what reading back saw, in pairs of quotation marks (an
// unpaired mark counts as one).
type Coverage struct {
	Pages  int            // HTML files
	Files  int            // all files
	Seen   int            // all marks
	Proven int            // inside proven elements
	Exempt map[string]int // by reason
}

// checker holds what the whole site needs to know.
type checker struct {
	site     fs.FS
	graph    *link.Graph
	report   finding.Report
	coverage Coverage

	files      map[string]bool            // every published file
	ids        map[string]map[string]bool // of each HTML file
	links      []found
	shown      map[*link.Proof]int               // how often a use was shown on its own page
	evident    map[*link.Proof]int               // how often its evidence was shown there
	paragraphs map[string][]int                  // of published texts, by source, as they were shown
	titles     []string                          // of sources, those with quotation marks, longest first
	verdicts   map[string]string                 // what evidence says, and of what it was said first
	places     map[*content.Page]*content.Places // of pages with findings
}

// found is a link of a published file.
type found struct {
	file *finding.File
	at   finding.Span
	href string
}

// Check reads every file of site and reports what readers must not see.
func Check(site fs.FS, graph *link.Graph, report finding.Report) (Coverage, error) {
	checked := &checker{
		site: site, graph: graph, report: report,
		coverage: Coverage{Exempt: map[string]int{}},
		files:    map[string]bool{}, ids: map[string]map[string]bool{}, shown: map[*link.Proof]int{},
		evident: map[*link.Proof]int{}, paragraphs: map[string][]int{},
		verdicts: map[string]string{}, places: map[*content.Page]*content.Places{},
	}
	for _, source := range graph.Sources {
		if len(fold.Marks(source.Title)) > 0 {
			checked.titles = append(checked.titles, source.Title)
		}
	}
	slices.SortFunc(checked.titles, func(a, b string) int { return len(b) - len(a) })
	var names []string
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			checked.files[name] = true
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return checked.coverage, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return checked.coverage, err
		}
		checked.file(finding.NewFile("public/"+name, data), name)
	}
	checked.coverage.Files = len(names)
	checked.checkLinks()
	checked.checkLost()
	return checked.coverage, nil
}

// file reads one file by its kind.
func (c *checker) file(file *finding.File, name string) {
	switch path.Ext(name) {
	case ".html":
		c.coverage.Pages++
		c.html(file, name)
	case ".xml", ".svg", ".rss", ".atom", ".xsl":
		c.xml(file)
	case ".json", ".webmanifest", ".jsonld", ".geojson", ".map":
		if id, ok := evidenceOf(name); ok {
			c.evidence(file, id)
			return
		}
		c.json(file)
	case ".csv":
		c.csv(file)
	case ".css":
		c.css(file)
	case ".bib", ".ris":
		c.lines(file)
	}
}

// text checks a string in which nothing can be proven: an attribute, a title,
// a value of a data file.
func (c *checker) text(file *finding.File, span finding.Span, words, where string) {
	rest := c.withoutTitles(words)
	marks := fold.Marks(rest)
	if len(marks) == 0 {
		return
	}
	n := pairs(marks)
	c.coverage.Seen += n
	c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: span,
		Message: fmt.Sprintf("a quotation mark in %s, where nothing is proven: %s", where, excerpt(words)),
		Help:    "show quotations only through the partials that declare what they show"})
}

// withoutTitles returns s with the titles of sources taken out: their marks
// are their own, and counted as exempt.
func (c *checker) withoutTitles(words string) string {
	for _, title := range c.titles {
		for strings.Contains(words, title) {
			count := pairs(fold.Marks(title))
			c.coverage.Seen += count
			c.coverage.Exempt["title of a source"] += count
			words = strings.Replace(words, title, "\ufffc", 1)
		}
	}
	return words
}

// pairs counts pairs and unpaired marks.
func pairs(marks []fold.Mark) int {
	count := 0
	for i, mark := range marks {
		if mark.Pair <= i {
			count++ // an unpaired mark, or the second of a pair
		}
	}
	return count
}

// excerpt returns text on one line, cut where messages would grow too long.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if chars := []rune(text); len(chars) > 80 {
		return string(chars[:77]) + "…"
	}
	return text
}

// evidenceOf returns the ID of the source whose evidence a published file is.
func evidenceOf(name string) (string, bool) {
	dir, base := path.Split(name)
	section, id := path.Split(strings.TrimSuffix(dir, "/"))
	return id, base == "evidence.json" && section == "sources/"
}

// evidence checks that what is published as evidence is what was checked.
func (c *checker) evidence(file *finding.File, id string) {
	source := c.graph.Source(id)
	if source == nil || source.Evidence == nil || !bytes.Equal(source.Evidence.Data, file.Data) {
		c.report(finding.Finding{Rule: finding.ReadBackEvidence, File: file,
			Message: "the published evidence is not the evidence that was checked", Help: "publish evidence.json as it is"})
	}
}

// checkLost reports uses that the layouts did not show on their own page, or
// without their evidence, and published texts with a paragraph left out.
func (c *checker) checkLost() {
	for _, page := range c.graph.Site.Pages {
		for _, proof := range c.graph.Proofs(page.Path) {
			lost := func(what string, times int) {
				if times == 1 {
					return
				}
				message := fmt.Sprintf("%s the %s is not on the published page", what, proof.Use.Kind)
				if times > 1 {
					message = fmt.Sprintf("%s the %s is on the published page %d times", what, proof.Use.Kind, times)
				}
				c.report(finding.Finding{Rule: finding.ReadBackLost, File: page.File, Span: proof.Use.Span,
					Message: strings.TrimSpace(message), Help: "mend the layouts: each use is shown once, with its anchor and its evidence"})
			}
			lost("", c.shown[proof])
			if proof.Passage != nil {
				lost("the evidence of", c.evident[proof])
			}
		}
	}
	for _, source := range c.graph.Sources {
		shown := c.paragraphs[source.ID]
		whole := len(shown) == 0 || len(shown) == len(source.Published())
		for i, times := range shown {
			whole = whole && times == i+1
		}
		if !whole {
			c.report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
				Message: "the page does not show the published text whole and in order", Help: "mend the layout"})
		}
	}
}
