package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

// edition says where and when a site is published.
type edition struct {
	baseURL string    // "" is that of the configuration
	date    time.Time // zero is that of the environment
	preview bool
	drafts  bool
}

// dateFlag adds the flag of commands whose findings depend on the date.
func (s *session) dateFlag(cmd *cobra.Command) {
	const usage = "take this `DAY`, or moment (RFC 3339), for today: what is due then is published (default $SOURCE_DATE_EPOCH, or now)"
	cmd.Flags().Func("date", usage, func(text string) error {
		at, ok := prose.ParseMoment(text)
		if s.edition.date = at; !ok || at.IsZero() {
			return errors.New("write a day, YYYY-MM-DD, or a moment, YYYY-MM-DDThh:mm:ssZ")
		}
		return nil
	})
}

// editionFlags adds the flags of commands that publish.
func (s *session) editionFlags(cmd *cobra.Command) {
	s.dateFlag(cmd)
	flags := cmd.Flags()
	flags.Func("base-url", "publish at this `ADDRESS`, with host, port and path (default baseURL of config.toml)", func(text string) (err error) {
		if s.edition.baseURL, err = content.ParseBaseURL(text); err != nil {
			return fmt.Errorf("%w; write it like https://example.org/summit/", err)
		}
		return nil
	})
	flags.BoolVar(&s.edition.preview, "preview", false, "say on each page that it is a preview, which search engines leave alone")
	flags.BoolVar(&s.edition.drafts, "drafts", false, "publish drafts, too")
}

// epoch is the variable by which all tools of a build are told the time
// (reproducible-builds.org).
const epoch = "SOURCE_DATE_EPOCH"

// given returns the date of the build, as a flag or the environment gives it; zero
// where neither does.
func (e edition) given() (time.Time, error) {
	since := os.Getenv(epoch)
	if !e.date.IsZero() || since == "" {
		return e.date, nil
	}
	seconds, err := strconv.ParseInt(since, 10, 64)
	at := time.Unix(seconds, 0).UTC()
	if err != nil || at.Year() < 1 || at.Year() > 9999 {
		return at, fmt.Errorf("%s is %q: write the seconds since 1970, or leave it out", epoch, since)
	}
	return at, nil
}

// moment returns when the site is published. Nothing else in the tool asks for
// the time, but to say how long it took.
func (e edition) moment() (prose.Moment, error) {
	at, err := e.given()
	if at.IsZero() && err == nil {
		at = time.Now().UTC().Truncate(time.Second)
	}
	return prose.Moment{At: at, Drafts: e.drafts}, err
}

// address sets where the site is published. The configuration says where
// production is.
func (e edition) address(config *content.Config) error {
	if e.preview && e.baseURL == "" {
		return errors.New("--preview: say with --base-url at which address the preview is")
	}
	if e.baseURL == "" {
		return nil
	}
	if e.preview && e.baseURL == config.BaseURL {
		return fmt.Errorf("--preview: %s is the address of production", e.baseURL)
	}
	if e.preview {
		config.Production = config.BaseURL
	}
	config.BaseURL = e.baseURL
	return nil
}

// hugo returns the flags with which the stock hugo renders the same.
func (e edition) hugo(selected *selection) []string {
	flags := []string{"--baseURL", selected.graph.Site.Config.BaseURL, "--clock", selected.at.Format(time.RFC3339)}
	if e.drafts {
		flags = append(flags, "--buildDrafts")
	}
	return flags
}

// selection is what of a project is published at a moment.
type selection struct {
	at      time.Time // what is due
	now     time.Time // what layouts take for the time
	project fs.FS
	graph   *link.Graph
	beyond  string    // what the stock hugo would publish of what is not due
	steady  time.Time // up to when the same is published, of the same files
}

// resolveDue reads the project and proves what it claims, and does so again with
// what is not due left out. What is found in that is reported without a name or a
// word of it: a build's messages are read by others than authors.
func (s *session) resolveDue(project, texts fs.FS) (*selection, error) {
	at, err := s.edition.moment()
	if err != nil {
		return nil, err
	}
	whole, out, err := s.whole(project, texts, at)
	if err != nil {
		return nil, err
	}
	if whole, err = s.lockOnTheWay(whole, project, texts, at); err != nil {
		return nil, err
	}
	site := whole.Site
	site.CheckDue(at, s.list.Report)
	found := &selection{at: at.At, project: project, graph: whole}
	if len(out) > 0 {
		if found, err = s.without(whole, at, out, project, texts); err != nil {
			return nil, err
		}
	}
	found.steady = site.Steady(at.At)
	if found.now = at.At; s.edition.date.IsZero() && os.Getenv(epoch) == "" {
		found.now = site.LastChange(at.At) // the clock says what is due, and nothing else
	}
	return found, s.edition.address(&found.graph.Site.Config)
}

// whole reads the project and proves what it claims, with what is not due, whose
// files it returns.
func (s *session) whole(project, texts fs.FS, at prose.Moment) (*link.Graph, map[string]bool, error) {
	site, err := desk.Load(project, nil, s.list)
	if err != nil {
		return nil, nil, err
	}
	s.baseURL = site.Explained()
	out := site.NotDue(at)
	graph, err := link.Resolve(site, texts, s.list.Report)
	if err != nil && len(out) > 0 {
		err = errors.New("not all texts can be read: run verbatim check, which says what is wrong")
	}
	return graph, out, err
}

// lockOnTheWay writes the evidence of what was proven, unless that has to be there
// by now, and returns the graph with what is locked.
func (s *session) lockOnTheWay(whole *link.Graph, project, texts fs.FS, at prose.Moment) (*link.Graph, error) {
	var wrong []finding.Finding
	collect := func(found finding.Finding) { wrong = append(wrong, found) }
	byNow, files := s.lockedByNow(), whole.Lock(collect)
	if !byNow {
		wrote, stopped, err := s.lockProven(whole, files, wrong, len(whole.Site.NotDue(at)) == 0)
		if err != nil {
			return nil, err
		}
		if wrote {
			s.list = &finding.List{}
			if whole, _, err = s.whole(project, texts, at); err != nil {
				return nil, err
			}
			wrong = nil
			files = whole.Lock(collect)
		}
		byNow = !stopped
	}
	for _, found := range wrong {
		s.list.Report(found)
	}
	whole.CheckLocked(files, byNow, s.list.Report)
	if !byNow { // what stands in the way is what there is to say
		s.list.Keep(func(found finding.Finding) bool { return !found.Note })
	}
	return whole, nil
}

// without resolves the project anew without some of its files.
func (s *session) without(whole *link.Graph, at prose.Moment, out map[string]bool, project, texts fs.FS) (*selection, error) {
	over := map[string][]byte{}
	found := &selection{at: at.At}
	var divided []string
	for id, data := range whole.Shown(func(page *prose.Page) bool { return !out[page.File.Name] }) {
		over["content/sources/"+id+"/evidence.json"] = data
		divided = append(divided, id)
	}
	cut, err := whole.Site.Without(project, out, over)
	if err != nil {
		return nil, err
	}
	slices.Sort(divided)
	switch {
	case len(divided) > 0:
		found.beyond = "the whole evidence of " + strings.Join(divided, ", ") + ", which pages claim that are not due"
	case cut.Makes():
		found.beyond = "a page for a folder of which nothing is due"
	}
	all := s.list
	all.CheckSuppressions(desk.Decided(whole, false))
	s.list = &finding.List{}
	found.project = cut
	if found.graph, err = desk.Resolve(cut, texts, nil, s.list); err != nil {
		return nil, err
	}
	if len(found.graph.Site.NotDue(at)) > 0 {
		return nil, errors.New("pages were changed while they were read: build again")
	}
	found.graph.CheckLocks(true, s.list.Report)
	s.leads(whole, at, out)
	s.unread(over)
	s.unnamed(all, out, whole.Site.Undated())
	return found, nil
}

// place is where a finding stands.
type place struct {
	file string
	at   finding.Span
}

func placeOf(found finding.Finding) place { return place{found.File.Name, found.Span} }

// leads says where pages lead to what is not due, and not that it is not there.
func (s *session) leads(whole *link.Graph, at prose.Moment, out map[string]bool) {
	leads := map[place]finding.Finding{}
	whole.Site.CheckDue(at, func(found finding.Finding) {
		if !out[found.File.Name] {
			leads[placeOf(found)] = found
		}
	})
	s.list.Keep(func(found finding.Finding) bool { _, ok := leads[placeOf(found)]; return !ok })
	for _, found := range leads {
		s.list.Report(found)
	}
}

// unread shows nothing of evidence that could not be divided into what is
// published and what is not.
func (s *session) unread(over map[string][]byte) {
	var files []*finding.File
	s.list.Keep(func(found finding.Finding) bool {
		_, divided := over[found.File.Name]
		if path.Base(found.File.Name) != "evidence.json" || divided {
			return true
		}
		files = append(files, finding.NewFile(found.File.Name, nil))
		return false
	})
	for _, file := range files {
		s.list.Report(finding.Finding{Rule: finding.EvidenceForm, File: file,
			Message: "the evidence is not as it should be, and holds what pages claim that are not due", Help: seeCheck})
	}
}

const seeCheck = "run verbatim check, which shows more"

// unnamed reports how often each rule found something that is not due, or that
// would not be found without it. A build is never less strict than a check: what a
// date publishes must not be found broken on that date.
func (s *session) unnamed(all *finding.List, out map[string]bool, undated int) {
	named := map[string]bool{}
	key := func(found finding.Finding) string {
		return fmt.Sprint(placeOf(found), found.Rule, found.Message)
	}
	for _, found := range s.list.Sorted() {
		named[key(found)] = true
	}
	counts := map[finding.Rule]int{}
	for _, found := range all.Sorted() {
		if out[found.File.Name] || !named[key(found)] && found.Rule != finding.RuleSuppression {
			counts[found.Rule]++
		}
	}
	if undated > 0 {
		counts[finding.FrontMatterForm] = max(counts[finding.FrontMatterForm], undated)
	}
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		s.list.Report(finding.Finding{Rule: rule, File: finding.NewFile("content", nil),
			Message: report.Count(counts[rule], "finding", "findings") + " in what is not due", Help: seeCheck})
	}
}
