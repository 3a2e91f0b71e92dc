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
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"summit-explainer/tools/verbatim/content"
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

// site is what is known of a site before its files are read, and what all of them
// come to. While files are read only what has a lock changes.
type site struct {
	graph   *link.Graph
	outside bool              // nothing is known of what is proven
	files   map[string]bool   // every published file
	titles  map[string]*title // of sources, those with quotation marks, by ID
	texts   map[string]*title // those whose marks are their own, by what they say
	root    string            // the path under which the site is published, with a slash at its end
	host    string            // of its address
	people  func() []person

	used    sync.Map // what pages use of a source, and what they quote
	sources sync.Map // the Markdown of a page, without blanks
	places  sync.Map // of a page with findings

	standing sync.Mutex
	styled   style.Places // where the elements stand that style sheets may not touch

	all      sum
	ids      map[string]map[string]bool // of each HTML file
	closes   *string                    // what stands in the head of evidence behind what was shown
	called   *string                    // what the number of a source is called where it is heard, with # in its place
	verdicts map[string]string          // what evidence says, and of what it was said first
}

// sum is what files come to.
type sum struct {
	coverage   Coverage
	shown      map[*link.Proof]int    // how often a use was shown on its own page
	evident    map[*link.Proof]int    // how often its evidence was shown there
	paragraphs map[string][]int       // of published texts, by source, as they were shown
	read       map[string][]int       // of texts as far as pages use them
	found      map[*link.Passage]bool // on the page of its source
}

func newSum() sum {
	return sum{
		coverage: Coverage{Proven: map[string]int{}, Exempt: map[string]int{}}, shown: map[*link.Proof]int{}, evident: map[*link.Proof]int{},
		paragraphs: map[string][]int{}, read: map[string][]int{}, found: map[*link.Passage]bool{},
	}
}

// add adds what the next file comes to.
func (s *sum) add(next sum) {
	s.coverage.Pages += next.coverage.Pages
	s.coverage.Seen += next.coverage.Seen
	addCounts(s.coverage.Proven, next.coverage.Proven)
	addCounts(s.coverage.Exempt, next.coverage.Exempt)
	addCounts(s.shown, next.shown)
	addCounts(s.evident, next.evident)
	for id, numbers := range next.paragraphs {
		s.paragraphs[id] = append(s.paragraphs[id], numbers...)
	}
	for id, numbers := range next.read {
		s.read[id] = append(s.read[id], numbers...)
	}
	maps.Copy(s.found, next.found)
}

func addCounts[K comparable](counts, next map[K]int) {
	for key, count := range next {
		counts[key] += count
	}
}

// checker reads one file, while others are read.
type checker struct {
	*site
	sum
	report  finding.Report
	styled  style.Places    // of an HTML file, until it is read
	anchors map[string]bool // ids of an HTML file
	links   []found
	later   []func(report finding.Report) // what can be told only by what files before it say
}

// found is a link of a published file.
type found struct {
	file *finding.File
	at   finding.Span
	href string
}

// siteOf returns what is known of a site before its files are read.
func siteOf(graph *link.Graph, files map[string]bool, titles map[string]*title) *site {
	s := &site{
		graph: graph, files: files, titles: titles, texts: map[string]*title{}, root: "/", people: sync.OnceValue(func() []person { return peopleOf(graph.Site) }),
		styled: style.Places{}, all: newSum(), ids: map[string]map[string]bool{}, verdicts: map[string]string{},
	}
	if parsed, err := url.Parse(graph.Site.Config.BaseURL); err == nil {
		s.root, s.host = strings.TrimSuffix(parsed.Path, "/")+"/", parsed.Host
	}
	for _, id := range slices.Sorted(maps.Keys(titles)) {
		if named := titles[id]; named.exempt && s.texts[named.text] == nil {
			s.texts[named.text] = named
		}
	}
	return s
}

// once returns what is made of a key the first time that it is asked for.
func once[V any](made *sync.Map, key any, make func() V) V {
	known, _ := made.LoadOrStore(key, sync.OnceValue(make))
	return known.(func() V)()
}

// checker returns what reads one more file.
func (s *site) checker(report finding.Report) *checker {
	return &checker{site: s, sum: newSum(), report: report}
}

// join adds what the next file, in the order of all, comes to.
func (s *site) join(next *checker, name string, report finding.Report) {
	s.all.add(next.sum)
	if next.anchors != nil {
		s.ids[name] = next.anchors
	}
	for _, tell := range next.later {
		tell(report)
	}
}

// Check reads every file of published and reports what readers must not see.
func Check(published fs.FS, graph *link.Graph, report finding.Report) (Coverage, error) {
	files := map[string]bool{}
	var names []string
	err := fs.WalkDir(published, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files[name] = true
			names = append(names, name)
		}
		return err
	})
	checked := siteOf(graph, files, titlesOf(graph))
	if err != nil {
		return checked.all.coverage, err
	}
	// Style sheets come last: what they may do depends on where proven words stand.
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(readAt(a), readAt(b)) })
	sheets := slices.IndexFunc(names, func(name string) bool { return readAt(name) > 0 })
	if sheets < 0 {
		sheets = len(names)
	}
	pages, err := checked.readAll(published, names[:sheets], report)
	if err == nil {
		_, err = checked.readAll(published, names[sheets:], report)
	}
	if err != nil {
		return checked.all.coverage, err
	}
	checked.checkFolders(names, report)
	checked.all.coverage.Files = len(names)
	finding.Each(pages, report, func(page *checker, report finding.Report) {
		page.report = report
		page.checkLinks()
	})
	checked.checkLost(report)
	checked.checkRead(report)
	checked.checkSeen(report)
	return checked.all.coverage, nil
}

// readAll reads files on all cores, and joins what they come to in their order.
func (s *site) readAll(published fs.FS, names []string, report finding.Report) ([]*checker, error) {
	type file struct {
		name string
		read *checker
		err  error
	}
	var all []*file
	for _, name := range names {
		all = append(all, &file{name: name})
	}
	finding.Each(all, report, func(one *file, report finding.Report) {
		data, err := fs.ReadFile(published, one.name)
		if err != nil {
			one.err = err
			return
		}
		one.read = s.checker(report)
		one.read.file(finding.NewFile("public/"+one.name, data), one.name)
	})
	var read []*checker
	for _, one := range all {
		if one.err != nil {
			return nil, one.err
		}
		s.join(one.read, one.name, report)
		read = append(read, one.read)
	}
	return read, nil
}

// checkSeen reports that nothing was looked at: then nothing was found, either.
func (s *site) checkSeen(report finding.Report) {
	quoted := 0
	for _, page := range s.graph.Site.Pages {
		for _, proof := range s.graph.Proofs(page.Path) {
			if proof.Use.Kind == prose.Quotation {
				quoted++
			}
		}
	}
	message := ""
	switch {
	case s.all.coverage.Files == 0:
		message = "nothing was published, and nothing was read back"
	case quoted > 0 && s.all.coverage.Seen == 0:
		message = fmt.Sprintf("pages have %d quotations, and not one quotation mark was seen on what was published", quoted)
	default:
		return
	}
	report(finding.Finding{Rule: finding.ReadBackLost, File: finding.NewFile("config.toml", nil), Message: message, Help: "mend the layouts"})
}

// checkFolders reports files that are folders, too: no disk can hold both.
func (s *site) checkFolders(names []string, report finding.Report) {
	for _, name := range names {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if s.files[dir] {
				report(finding.Finding{Rule: finding.FileKind, File: finding.NewFile("public/"+name, nil),
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
func (s *site) checkLost(report finding.Report) {
	for _, page := range s.graph.Site.Pages {
		for _, proof := range s.graph.Proofs(page.Path) {
			lost := func(what string, times int) {
				if times == 1 {
					return
				}
				message := fmt.Sprintf("%s the %s is not on the published page", what, proof.Use.Kind)
				if times > 1 {
					message = fmt.Sprintf("%s the %s is on the published page %d times", what, proof.Use.Kind, times)
				}
				report(finding.Finding{Rule: finding.ReadBackLost, File: page.File, Span: proof.Use.Span,
					Message: strings.TrimSpace(message), Help: "mend the layouts: each use is shown once, with its anchor and its evidence"})
			}
			lost("", s.all.shown[proof])
			if proof.Passage != nil {
				lost("the evidence of", s.all.evident[proof])
			}
		}
	}
	for _, source := range s.graph.Sources {
		for _, passage := range source.Passages {
			if s.files["sources/"+source.ID+"/index.html"] && !s.all.found[passage] {
				report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
					Message: "the page does not show a passage where its words begin: #" + passage.Anchor, Help: "mend the layout: data-read, or data-text, with the anchors of the passages"})
			}
		}
		shown := s.all.paragraphs[source.ID]
		whole := len(shown) == 0 || len(shown) == len(source.Published())
		for i, times := range shown {
			whole = whole && times == i+1
		}
		if !whole {
			report(finding.Finding{Rule: finding.ReadBackLost, File: source.Page.File,
				Message: "the page does not show the published text whole and in order", Help: "mend the layout"})
		}
	}
}
