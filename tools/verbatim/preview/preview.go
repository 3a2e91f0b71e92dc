// Package preview shows a site while it is being written: as pages that follow each
// change of a file, with what is found in them.
//
// A page never shows a proof that is out of date. Where files have changed, the pages
// that are open hide their seals until what is found out anew is known; a page that
// cannot be rendered is not shown at all, but what stands in its way; and where the
// preview has ended, pages say so.
package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/kept"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/view"
)

// Options say what is shown, and where.
type Options struct {
	Dir    string // the site's folder, which is watched
	Texts  string // folder of texts; "" where there is none
	Moment func() (prose.Moment, error)
	Host   string // at which the site is seen, with its port

	Kept *kept.Store // in which pictures are found that were drawn before; nil for none

	// Found is told what is found whenever that is known anew.
	Found func(Found)
}

// Found is what is found in a site, or why nothing can be known of it.
type Found struct {
	At      *url.URL // where the site is seen
	List    *finding.List
	Broken  error
	Changed []string // the files that have changed; none at first
	Took    time.Duration
}

// Server shows a site. It is an http.Handler.
type Server struct {
	Options
	asked chan asked // pages that are to be rendered

	// Run alone uses these.
	watch   *watcher
	project *os.Root
	texts   *os.Root // nil where there is no folder of texts
	live    *render.Live
	desk    *desk.Desk
	seen    map[string]fs.FileInfo // the folders that the site is made of, as they were
	version int                    // counts the changes
	anew    bool                   // the site is to be read anew, for what is held of it is not known
	waiting []asked
	since   time.Time // when something changed, and is not known yet
	changed []string  // what

	mu    sync.Mutex
	base  *url.URL // the address of the site's home page
	shown shown
	fresh map[string]bool // addresses that were rendered since something changed
	open  map[*open]bool
}

// shown is what readers see.
type shown struct {
	known    bool // nothing has changed since
	early    string
	site     fs.FS // the published files
	state    *desk.State
	findings []finding.Finding
	broken   string // why there are no pages; "" where there are
}

// asked is somebody who waits for a page.
type asked struct {
	address string
	done    chan struct{}
}

// open is a page that somebody looks at.
type open struct {
	address string
	news    chan struct{}
}

// New returns a server of a site. It shows nothing before Run.
func New(o Options) *Server {
	// The folder in which the program works may go away.
	if at, err := filepath.Abs(o.Dir); err == nil {
		o.Dir = at
	}
	if at, err := filepath.Abs(o.Texts); err == nil && o.Texts != "" {
		o.Texts = at
	}
	return &Server{Options: o, asked: make(chan asked), open: map[*open]bool{}}
}

// Run reads the site, follows its files and answers whoever asks for pages, until the
// context ends.
func (s *Server) Run(ctx context.Context) error {
	watch, err := newWatcher(ctx, s.Dir, s.Texts)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.watch = watch
	s.mu.Unlock()
	s.begin(nil)
	defer s.leave()
	if err := s.start(); err != nil {
		return err
	}
	moved := time.NewTicker(often)
	defer moved.Stop()
	done := make(chan checked, 1)
	checking := false
	check := func() {
		if checking {
			return
		}
		checking = true
		on, of := s.desk, s.version
		go func() { done <- s.check(ctx, on, of) }()
	}
	check()
	for {
		select {
		case <-ctx.Done():
			return nil
		case changed := <-watch.changes:
			watch.stirred.Store(false)
			if s.takes(changed) {
				check()
			}
		case <-moved.C:
			if !s.same() && s.takes(changes{}) {
				check()
			}
		case one := <-done:
			checking = false
			switch {
			case ctx.Err() != nil:
				return nil
			case s.anew: // and that is not known until something changes
			case one.of != s.version:
				check() // something has changed meanwhile
			case one.err != nil:
				s.breaks(one.err)
			default:
				if err := s.complete(one); err != nil {
					s.fails(err)
				}
			}
		case one := <-s.asked:
			if !s.same() && s.takes(changes{}) {
				check()
			}
			if err := s.wanted(one); err != nil {
				s.fails(err)
			}
		}
	}
}

// often is how long it takes at most until it is seen that a folder is another one.
const often = 500 * time.Millisecond

// takes follows changes, and reports whether the site is to be checked.
func (s *Server) takes(now changes) bool {
	again, err := s.follow(now)
	if err == nil && !again {
		err = s.answer()
	}
	if err != nil {
		s.fails(err)
	}
	return err == nil && again
}

// checked is what is known of a site.
type checked struct {
	of    int // the version of the files
	state *desk.State
	data  []byte // for templates
	as    map[string]any
	err   error
}

// check finds out what is known of a site.
func (s *Server) check(ctx context.Context, on *desk.Desk, of int) (found checked) {
	found.of = of
	if found.state, found.err = on.Check(ctx); found.err == nil {
		found.data = view.Data(s.here(found.state.Graph))
		found.err = json.Unmarshal(found.data, &found.as)
	}
	return found
}

// start takes the site as it is, with its settings.
func (s *Server) start() (err error) {
	s.leave()
	s.look()
	if s.project, err = os.OpenRoot(s.Dir); err != nil {
		return err
	}
	var texts fs.FS
	if s.Texts != "" {
		if s.texts, err = os.OpenRoot(s.Texts); err != nil {
			return fmt.Errorf("the folder of texts can't be read: %w", err)
		}
		texts = s.texts.FS()
	}
	config, err := content.ReadConfig(s.project.FS())
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.base = seenAt(s.Host, config.BaseURL)
	s.mu.Unlock()
	var mounts []string
	for _, mount := range config.ContentMounts() {
		mounts = append(mounts, mount.Source)
	}
	if err := s.watch.follow(mounts); err != nil {
		return err
	}
	s.look()
	if s.live, err = render.NewLive(s.project.FS(), mounts); err != nil {
		return err
	}
	s.desk = desk.New(s.live.Project(), texts, s.Moment)
	return nil
}

// seenAt returns the address at which a site is seen that is published at another: with
// its path, so that links that hold it are right.
func seenAt(host, published string) *url.URL {
	base := &url.URL{Scheme: "http", Host: host, Path: "/"}
	if to, err := url.Parse(published); err == nil && to.Path != "" {
		base.Path = strings.TrimSuffix(path.Clean("/"+to.Path), "/") + "/"
	}
	return base
}

// leave lets go of what start took.
func (s *Server) leave() {
	if s.live != nil {
		s.live.Close()
	}
	for _, root := range []*os.Root{s.project, s.texts} {
		if root != nil {
			root.Close()
		}
	}
	s.live, s.project, s.texts = nil, nil, nil
}

// look keeps in mind which folders the site is made of.
func (s *Server) look() {
	s.seen = map[string]fs.FileInfo{}
	roots := append([]string{s.Dir, filepath.Join(s.Dir, "content"), filepath.Join(s.Dir, "layouts")}, s.watch.roots()...)
	if s.Texts != "" {
		roots = append(roots, s.Texts)
	}
	for _, at := range roots {
		s.seen[at], _ = os.Stat(at) // nil where it is not there
	}
}

// same reports whether the folders are still where they were: no watcher tells of a link,
// or a folder far above, that is another one now.
func (s *Server) same() bool {
	for at, then := range s.seen {
		now, err := os.Stat(at)
		if (err == nil) != (then != nil) || err == nil && !os.SameFile(now, then) {
			return false
		}
	}
	return true
}

// begin says that something has changed, and that what is shown may not be true any more.
func (s *Server) begin(changed []string) {
	if s.since.IsZero() {
		s.since = time.Now()
	}
	for _, name := range changed {
		if !slices.Contains(s.changed, name) {
			s.changed = append(s.changed, name)
		}
	}
	s.version++
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh = map[string]bool{}
	s.shown.known, s.shown.early = false, ""
	s.tell()
}

// follow takes the changes of files, and shows at once what can be: the page whose body
// was written. It reports whether the site is to be checked.
func (s *Server) follow(now changes) (bool, error) {
	if s.anew {
		s.begin(now.names)
		s.anew = false
		return true, s.start()
	}
	changed, anew, err := s.live.Follow(s.project.FS(), now.names)
	if err != nil {
		s.begin(now.names)
		return false, err
	}
	if anew || !s.same() {
		s.begin(now.names)
		return true, s.start()
	}
	if now.texts {
		s.desk.Touch("")
		changed = append(changed, s.Texts)
	}
	if len(changed) == 0 {
		return false, nil
	}
	s.begin(changed)
	for _, name := range changed {
		s.desk.Touch(name)
	}
	if len(changed) == 1 && s.live.Started() && s.shown.broken == "" {
		return true, s.glance(changed[0])
	}
	return true, nil
}

// glance shows the page of a file whose body alone has changed.
func (s *Server) glance(name string) error {
	seen := s.desk.Peek(name)
	if seen == nil || seen.Graph == nil || seen.Page == nil || seen.Page.Path == "/" { // the home page numbers what other pages use, too
		return nil
	}
	seen.Graph.Settle(seen.Page)
	var part map[string]any
	if err := json.Unmarshal(view.Page(seen.Graph, seen.Page), &part); err != nil {
		return err
	}
	if err := s.live.Part(part); err != nil {
		return err
	}
	var list finding.List
	address := s.addressOf(seen.Page)
	if err := s.live.Render([]string{address}, list.Report); err != nil || list.Failed() {
		return err // said with what a check finds
	}
	last := s.desk.Last()
	findings := slices.Clone(seen.Findings)
	for file, found := range last.Findings {
		if file != name {
			findings = append(findings, found...)
		}
	}
	s.rendered(address)
	s.show(shown{early: address, site: s.live.Published(), state: last, findings: findings})
	return nil
}

// complete shows what is known now of the whole site.
func (s *Server) complete(known checked) error {
	state := known.state
	list := &finding.List{}
	list.SetLevels(state.Site().Config.Levels)
	for _, name := range slices.Sorted(maps.Keys(state.Findings)) {
		for _, found := range state.Findings[name] {
			list.Report(found)
		}
	}
	var said finding.List
	if err := s.render(known, said.Report); err != nil {
		return err
	}
	for _, found := range said.Sorted() {
		if !slices.ContainsFunc(state.Findings[found.File.Name], isError) { // else it is said better there
			list.Report(found)
		}
	}
	now := shown{known: true, site: s.live.Published(), state: state, findings: list.Sorted()}
	if said.Failed() || !s.live.Started() {
		now.broken = "The site can’t be rendered"
	}
	s.show(now)
	s.Found(Found{s.base, list, nil, s.changed, time.Since(s.since)})
	s.since, s.changed = time.Time{}, nil
	return s.answer()
}

// answer answers whoever waits, as far as it is known what with.
func (s *Server) answer() error {
	waiting := s.waiting
	s.waiting = nil
	for i, one := range waiting {
		if err := s.wanted(one); err != nil {
			s.waiting = append(s.waiting, waiting[i:]...)
			return err
		}
	}
	return nil
}

func isError(found finding.Finding) bool { return found.Severity == finding.Error }

// render renders what somebody looks at.
func (s *Server) render(known checked, report finding.Report) error {
	at, err := s.Moment()
	if err != nil {
		return err
	}
	addresses := s.addresses()
	if s.live.Started() {
		other, err := s.live.Data(known.data, known.as)
		if err != nil {
			return err
		}
		if other {
			s.mu.Lock()
			s.fresh = map[string]bool{}
			s.mu.Unlock()
		}
	} else {
		s.live.Options(render.Options{DataFile: view.DataFile, Data: known.data, BaseURL: s.base.String(), Now: known.state.Site().LastChange(at.At), Kept: s.Kept})
	}
	s.rendered(addresses...)
	return s.live.Render(addresses, report)
}

// rendered keeps in mind which pages are as the files are.
func (s *Server) rendered(addresses ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, address := range addresses {
		s.fresh[address] = true
	}
}

// here returns a graph of the site at the address at which it is seen.
func (s *Server) here(graph *link.Graph) *link.Graph {
	site, other := *graph.Site, *graph
	site.Config.Production, site.Config.BaseURL = site.Config.BaseURL, s.home().String()
	other.Site = &site
	return &other
}

// wanted renders a page that somebody asked for, where that is to be done yet. Who asks
// for one of which nothing is known waits.
func (s *Server) wanted(one asked) error {
	s.mu.Lock()
	known, broken, fresh := s.shown.known || s.shown.early == one.address, s.shown.broken != "", s.fresh[one.address]
	s.mu.Unlock()
	if !known || s.watch.stirred.Load() {
		s.waiting = append(s.waiting, one)
		return nil
	}
	if !broken && !fresh {
		var list finding.List
		if err := s.live.Render([]string{one.address}, list.Report); err != nil {
			s.waiting = append(s.waiting, one)
			return err
		}
		s.rendered(one.address)
		if list.Failed() {
			s.mu.Lock()
			now := s.shown
			s.mu.Unlock()
			now.broken, now.findings = "The site can’t be rendered", append(slices.Clone(now.findings), list.Sorted()...)
			s.show(now)
		}
	}
	close(one.done)
	return nil
}

// fails shows why nothing can be known. What is held of the site is let go: after the
// next change it is read anew.
func (s *Server) fails(err error) {
	s.anew = true
	s.breaks(err)
}

// breaks shows why nothing is known.
func (s *Server) breaks(err error) {
	s.show(shown{known: true, broken: err.Error()})
	for _, one := range s.waiting {
		close(one.done)
	}
	s.waiting = nil
	s.Found(Found{s.base, nil, err, s.changed, time.Since(s.since)})
	s.since, s.changed = time.Time{}, nil
}

// show shows something else from now on.
func (s *Server) show(now shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = now
	s.tell()
}

// tell wakes whoever looks at a page. The caller holds the lock.
func (s *Server) tell() {
	for one := range s.open {
		one.wake()
	}
}

// wake has a page told what is known of it now.
func (o *open) wake() {
	select {
	case o.news <- struct{}{}:
	default:
	}
}

// addresses returns the pages that somebody looks at.
func (s *Server) addresses() (list []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for one := range s.open {
		list = append(list, one.address)
	}
	return list
}

// addressOf returns the path of a page's address.
func (s *Server) addressOf(page *prose.Page) string {
	return strings.TrimSuffix(path.Join(s.home().Path, page.Path), "/") + "/"
}

// home returns the address of the home page.
func (s *Server) home() *url.URL {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base
}
