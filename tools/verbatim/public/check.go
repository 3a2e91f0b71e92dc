// Package public reads the rendered files back as readers will see them, before
// they are published.
//
// Check is the law of the site: in every published HTML, XML, JSON, SVG and
// CSV file each quotation mark, in text or in an attribute, lies in a proven
// element or is exempt, and is counted. Elements declare what they show:
//
//	data-use="/topics/ID#ANCHOR"   a quotation, citation or reference of a page
//	data-passage="ID#ANCHOR …"     passages of a source, with their sentences
//	data-evidence="/topics/ID#ANCHOR …"
//	                               the evidence of uses: their passages, and what was shown
//	data-read="ID#N"               what pages use of a paragraph of a text
//	data-text="ID#N"               a paragraph of a text that is published whole
//
// and are compared again, word by word, with what was proven. So are pieces of
// pages in feeds, and in JSON the text of an object whose url is the permalink
// of a quotation.
//
// The evidence of each quotation and citation is on its page once: a slip, which
// shows the passage and says what was shown of it; uses of one sentence share one. Beside the words stands a seal,
// the mark that opens the slip. What a slip says is in the layouts' language, and
// need only be said alike of what is alike.
package public

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/style"
)

// Coverage counts what reading back saw, in pairs of quotation marks (an
// unpaired mark counts as one).
type Coverage struct {
	Pages  int            // HTML files
	Files  int            // all files
	Seen   int            // all marks
	Proven map[string]int // inside proven elements, by class: exact, typographic, …, passage
	Exempt map[string]int // by reason
}

// checker holds what the whole site needs to know.
type checker struct {
	site     fs.FS
	graph    *link.Graph
	report   finding.Report
	coverage Coverage
	outside  bool // nothing is known of what is proven

	files      map[string]bool            // every published file
	ids        map[string]map[string]bool // of each HTML file
	links      []found
	shown      map[*link.Proof]int                           // how often a use was shown on its own page
	evident    map[*link.Proof]int                           // how often its evidence was shown there
	paragraphs map[string][]int                              // of published texts, by source, as they were shown
	read       map[string][]int                              // of texts as far as pages use them
	used       map[*link.Source][2]map[int]*evidence.Reading // what pages use, and what they quote
	titles     map[string]*title                             // of sources, those with quotation marks, by ID
	sources    map[*prose.Page]string                        // the Markdown of pages, without blanks
	styled     style.Places                                  // where the elements stand that style sheets may not touch
	found      map[*link.Passage]bool                        // on the page of its source
	closes     *string                                       // what stands in the head of evidence behind what was shown
	called     *string                                       // what the number of a source is called where it is heard, with # in its place
	verdicts   map[string]string                             // what evidence says, and of what it was said first
	places     map[*prose.Page]*prose.Places                 // of pages with findings
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
		coverage: Coverage{Proven: map[string]int{}, Exempt: map[string]int{}},
		files:    map[string]bool{}, ids: map[string]map[string]bool{}, shown: map[*link.Proof]int{},
		evident: map[*link.Proof]int{}, paragraphs: map[string][]int{}, read: map[string][]int{}, used: map[*link.Source][2]map[int]*evidence.Reading{},
		verdicts: map[string]string{}, places: map[*prose.Page]*prose.Places{},
		styled: style.Places{},
		found:  map[*link.Passage]bool{}, titles: titlesOf(graph), sources: map[*prose.Page]string{},
	}
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
	// Style sheets come last: what they may do depends on where proven words stand.
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(readAt(a), readAt(b)) })
	for _, name := range names {
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return checked.coverage, err
		}
		checked.file(finding.NewFile("public/"+name, data), name)
	}
	checked.checkFolders(names)
	checked.coverage.Files = len(names)
	checked.checkLinks()
	checked.checkLost()
	checked.checkRead()
	checked.checkSeen()
	return checked.coverage, nil
}

// checkSeen reports that nothing was looked at: then nothing was found, either.
func (c *checker) checkSeen() {
	quoted := 0
	for _, page := range c.graph.Site.Pages {
		for _, proof := range c.graph.Proofs(page.Path) {
			if proof.Use.Kind == prose.Quotation {
				quoted++
			}
		}
	}
	message := ""
	switch {
	case c.coverage.Files == 0:
		message = "nothing was published, and nothing was read back"
	case quoted > 0 && c.coverage.Seen == 0:
		message = fmt.Sprintf("pages have %d quotations, and not one quotation mark was seen on what was published", quoted)
	default:
		return
	}
	c.report(finding.Finding{Rule: finding.ReadBackLost, File: finding.NewFile("config.toml", nil), Message: message, Help: "mend the layouts"})
}

// checkFolders reports files that are folders, too: no disk can hold both.
func (c *checker) checkFolders(names []string) {
	for _, name := range names {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if c.files[dir] {
				c.report(finding.Finding{Rule: finding.FileKind, File: finding.NewFile("public/"+name, nil),
					Message: dir + " is published as a file, and as a folder of others", Help: "give one of them another address"})
			}
		}
	}
}

// readAt says when a file is read.
func readAt(name string) int {
	if content.FormatOf(name) == content.FormatCSS {
		return 1
	}
	return 0
}

// unproven reports the quotation marks of a string in which nothing can be proven.
func (c *checker) unproven(file *finding.File, span finding.Span, words, what, help string) {
	marks := mark.FindIn(words, c.graph.Site.Config.Language())
	if len(marks) == 0 {
		return
	}
	c.coverage.Seen += mark.Pairs(marks)
	c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: span, Message: what + ": " + excerpt(words), Help: help})
}

// excerpt returns text on one line, cut where messages would grow too long.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if chars := []rune(text); len(chars) > 80 {
		return string(chars[:77]) + "…"
	}
	return text
}

// sourceOf returns the ID of the source beside whose page a published file of
// that name lies.
func sourceOf(name, base string) (string, bool) {
	section, id := path.Split(path.Dir(name))
	return id, path.Base(name) == base && section == "sources/"
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
		for _, passage := range source.Passages {
			if c.files["sources/"+source.ID+"/index.html"] && !c.found[passage] {
				c.report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
					Message: "the page does not show a passage where its words begin: #" + passage.Anchor, Help: "mend the layout: data-read, or data-text, with the anchors of the passages"})
			}
		}
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
