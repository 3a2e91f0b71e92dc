// Package desk holds a site in memory while it is being written: its files with
// what an editor shows laid over them, what is found in them, and who uses what.
//
// What is known at one moment is a State, which never changes. A Desk makes a new
// one when it is asked and something has changed; what it was about to find out of
// older files it lets go.
//
// A check that is too long for one machine is shared: each does a Shard of it, and what
// they found is merged.
package desk

import (
	"context"
	"io/fs"
	"maps"
	"sync"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// Desk is a site that changes. Its methods are safe for concurrent use.
type Desk struct {
	project, texts fs.FS
	moment         func() (prose.Moment, error)
	one            chan struct{} // held by the check that runs

	mu      sync.Mutex
	version int               // counts the changes
	touched map[string]int    // the versions of the last changes of files; of "" where it is not known of which
	files   map[string][]byte // laid over the project; replaced, and never changed
	laid    map[string][]byte // over the folder of texts, likewise
	last    *State
	run     *run // the newest check
}

// run is a check of the files as they were at a version.
type run struct {
	version int
	cancel  context.CancelFunc
	done    chan struct{}
	state   *State
	err     error
}

// State is what is known of a site at one moment.
type State struct {
	Graph    *link.Graph
	Findings map[string][]finding.Finding // by the names of their files, in order

	version int // of the files that it is of
	project fs.FS
	pages   map[string]*prose.Page // by the names of their files
}

// New returns a desk for a project and the folder of texts, which may be nil. What
// is due is asked of moment at each check.
func New(project, texts fs.FS, moment func() (prose.Moment, error)) *Desk {
	return &Desk{project: project, texts: texts, moment: moment, one: make(chan struct{}, 1), touched: map[string]int{}}
}

// Lay lays other contents over a file, which need not be on the disk. They must not
// be changed afterwards.
func (d *Desk) Lay(name string, data []byte) {
	d.change(name, func() { d.files = with(d.files, name, data) })
}

// LayText lays other contents over a text of the folder of texts, as ID/text.txt.
func (d *Desk) LayText(name string, data []byte) {
	d.change("", func() { d.laid = with(d.laid, name, data) })
}

// Lift shows a file or a text as it is on the disk again.
func (d *Desk) Lift(name string) {
	d.change("", func() { d.files, d.laid = with(d.files, name, nil), with(d.laid, name, nil) })
}

// Touch says that a file of the project has changed, or with "" that anything may have.
func (d *Desk) Touch(name string) { d.change(name, func() {}) }

// with returns files with another one; with nil for its contents without it.
func with(files map[string][]byte, name string, data []byte) map[string][]byte {
	now := map[string][]byte{}
	maps.Copy(now, files)
	if now[name] = data; data == nil {
		delete(now, name)
	}
	return now
}

func (d *Desk) change(name string, files func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	files()
	d.version++
	d.touched[name] = d.version
	if d.run != nil {
		d.run.cancel()
	}
}

// onlyChanged reports whether there was a check, and this file has changed since, and
// no other.
func (d *Desk) onlyChanged(name string) bool {
	if d.last == nil || d.touched[name] <= d.last.version {
		return false
	}
	for other, version := range d.touched {
		if version > d.last.version && other != name {
			return false
		}
	}
	return true
}

// Project returns the files as they are now, with what is laid over them.
func (d *Desk) Project() fs.FS {
	d.mu.Lock()
	defer d.mu.Unlock()
	return Over{d.project, d.files}
}

// Last returns what was found out last, which may be out of date; nil where nothing
// was.
func (d *Desk) Last() *State {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last
}

// Check returns what is found in the files as they are now. Who asks while that is
// being found out gets the same answer; where files change meanwhile, it is found
// out anew.
func (d *Desk) Check(ctx context.Context) (*State, error) {
	for {
		asked := d.now()
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-asked.done:
		}
		d.mu.Lock()
		current := asked.version == d.version
		d.mu.Unlock()
		if current {
			return asked.state, asked.err
		}
	}
}

// now returns the check of the files as they are now, and begins it where nobody has.
func (d *Desk) now() *run {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.run != nil && d.run.version == d.version {
		return d.run
	}
	ctx, cancel := context.WithCancel(context.Background())
	begun := &run{version: d.version, cancel: cancel, done: make(chan struct{})}
	d.run = begun
	project, texts := Over{d.project, d.files}, d.texts
	if texts != nil {
		texts = Over{texts, d.laid}
	}
	go func() {
		defer close(begun.done)
		defer cancel()
		begun.state, begun.err = d.check(ctx, project, texts)
		if begun.err != nil {
			return
		}
		begun.state.version = begun.version
		d.mu.Lock()
		defer d.mu.Unlock()
		d.last = begun.state
	}()
	return begun
}

// check finds out what is found in a project. There is one at a time: what is out
// of date ends at the next file that it would read, and the next begins then.
func (d *Desk) check(ctx context.Context, project Over, texts fs.FS) (*State, error) {
	select {
	case d.one <- struct{}{}:
		defer func() { <-d.one }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	at, err := d.moment()
	if err != nil {
		return nil, err
	}
	if texts != nil {
		texts = until{texts, ctx}
	}
	var list finding.List
	graph, err := Check(until{project, ctx}, texts, at, false, nil, &list)
	if err != nil {
		return nil, err
	}
	state := &State{Graph: graph, Findings: map[string][]finding.Finding{}, project: project, pages: map[string]*prose.Page{}}
	for _, found := range list.Sorted() {
		state.Findings[found.File.Name] = append(state.Findings[found.File.Name], found)
	}
	for _, page := range graph.Site.Pages {
		state.pages[page.File.Name] = page
	}
	return state, nil
}

// Page returns the page of a file, or nil.
func (s *State) Page(name string) *prose.Page { return s.pages[name] }

// Site returns what the files say.
func (s *State) Site() *content.Site { return s.Graph.Site }

// until is a file system that can't be read any more once something has ended.
type until struct {
	fs.FS
	ctx context.Context
}

func (u until) Open(name string) (fs.File, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	return u.FS.Open(name)
}

func (u until) ReadFile(name string) ([]byte, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.ReadFile(u.FS, name)
}

func (u until) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.ReadDir(u.FS, name)
}

func (u until) Stat(name string) (fs.FileInfo, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.Stat(u.FS, name)
}
