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
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
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
	Base   *url.URL // the address at which the site is seen

	// Found is told what is found whenever that is known anew: after which files have
	// changed, none at first, and after what time; or why nothing can be known.
	Found func(list *finding.List, changed []string, took time.Duration, broken error)
}

// Server shows a site. It is an http.Handler.
type Server struct {
	Options
	project, texts fs.FS
	asked          chan asked // pages that are to be rendered

	// Run alone uses these.
	live    *render.Live
	desk    *desk.Desk
	version int // counts the changes
	waiting []asked
	fresh   map[string]bool // addresses that were rendered since something changed
	since   time.Time       // when something changed, and is not known yet
	changed []string        // what

	mu    sync.Mutex
	shown shown
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
func New(o Options) (*Server, error) {
	s := &Server{Options: o, asked: make(chan asked), open: map[*open]bool{}}
	here, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, err
	}
	if s.project = here.FS(); o.Texts == "" {
		return s, nil
	}
	there, err := os.OpenRoot(o.Texts)
	if err != nil {
		return nil, err
	}
	s.texts = there.FS()
	return s, nil
}

// Run reads the site, follows its files and answers whoever asks for pages, until the
// context ends.
func (s *Server) Run(ctx context.Context) error {
	watch, err := newWatcher(ctx, s.Dir, s.Texts)
	if err != nil {
		return err
	}
	s.begin(nil)
	if err := s.start(); err != nil {
		return err
	}
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
			again, err := s.follow(changed)
			if err != nil {
				return err
			}
			if again {
				check()
			}
		case one := <-done:
			checking = false
			switch {
			case ctx.Err() != nil:
				return nil
			case one.of != s.version:
				check() // something has changed meanwhile
			case one.err != nil:
				s.breaks(one.err)
			default:
				if err := s.complete(one); err != nil {
					return err
				}
			}
		case one := <-s.asked:
			if err := s.wanted(one); err != nil {
				return err
			}
		}
	}
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
func (s *Server) start() error {
	config, err := content.ReadConfig(s.project)
	if err != nil {
		return err
	}
	var mounts []string
	for _, mount := range config.ContentMounts() {
		mounts = append(mounts, mount.Source)
	}
	if s.live != nil {
		s.live.Close()
	}
	if s.live, err = render.NewLive(s.project, mounts); err != nil {
		return err
	}
	s.desk = desk.New(s.live.Project(), s.texts, s.Moment)
	return nil
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
	s.fresh = map[string]bool{}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown.known, s.shown.early = false, ""
	s.tell()
}

// follow takes the changes of files, and shows at once what can be: the page whose body
// was written. It reports whether the site is to be checked.
func (s *Server) follow(now changes) (bool, error) {
	changed, err := s.live.Follow(s.project, now.names)
	if err != nil {
		return false, err
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
	if slices.Contains(changed, "config.toml") {
		if err := s.start(); err != nil {
			s.breaks(err)
			return false, nil
		}
		return true, nil
	}
	if len(changed) == 1 && s.live.Started() && s.shown.broken == "" {
		if err := s.glance(changed[0]); err != nil {
			return true, err
		}
	}
	return true, nil
}

// glance shows the page of a file whose body alone has changed.
func (s *Server) glance(name string) error {
	seen := s.desk.Peek(name)
	if seen == nil || seen.Graph == nil || seen.Page == nil {
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
	s.fresh[address] = true
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
	s.Found(list, s.changed, time.Since(s.since), nil)
	s.since, s.changed = time.Time{}, nil
	for _, one := range s.waiting {
		if err := s.wanted(one); err != nil {
			return err
		}
	}
	s.waiting = nil
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
		other, err := s.live.Data(known.as)
		if err != nil {
			return err
		}
		if other {
			s.fresh = map[string]bool{}
		}
	} else if err := s.live.Options(render.Options{DataFile: view.DataFile, Data: known.data, BaseURL: s.Base.String(), Now: known.state.Site().LastChange(at.At)}); err != nil {
		return err
	}
	for _, address := range addresses {
		s.fresh[address] = true
	}
	return s.live.Render(addresses, report)
}

// here returns a graph of the site at the address at which it is seen.
func (s *Server) here(graph *link.Graph) *link.Graph {
	site, other := *graph.Site, *graph
	site.Config.Production, site.Config.BaseURL = site.Config.BaseURL, s.Base.String()
	other.Site = &site
	return &other
}

// wanted renders a page that somebody asked for, where that is to be done yet. Who asks
// for one of which nothing is known waits.
func (s *Server) wanted(one asked) error {
	s.mu.Lock()
	known, broken := s.shown.known || s.shown.early == one.address, s.shown.broken != ""
	s.mu.Unlock()
	if !known {
		s.waiting = append(s.waiting, one)
		return nil
	}
	defer close(one.done)
	if broken || s.fresh[one.address] {
		return nil
	}
	s.fresh[one.address] = true
	var list finding.List
	if err := s.live.Render([]string{one.address}, list.Report); err != nil {
		return err
	}
	if list.Failed() {
		s.mu.Lock()
		now := s.shown
		s.mu.Unlock()
		now.broken, now.findings = "The site can’t be rendered", append(slices.Clone(now.findings), list.Sorted()...)
		s.show(now)
	}
	return nil
}

// breaks shows why nothing is known.
func (s *Server) breaks(err error) {
	s.show(shown{known: true, broken: err.Error()})
	for _, one := range s.waiting {
		close(one.done)
	}
	s.waiting = nil
	s.Found(nil, s.changed, time.Since(s.since), err)
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
		select {
		case one.news <- struct{}{}:
		default:
		}
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
	return strings.TrimSuffix(path.Join(s.Base.Path, page.Path), "/") + "/"
}
