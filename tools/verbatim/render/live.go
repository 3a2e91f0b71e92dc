package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/fsnotify/fsnotify"
	"github.com/gohugoio/hugo/cache/dynacache"
	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/types"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/resources/page/siteidentities"
	"github.com/spf13/afero"

	"summit-explainer/tools/verbatim/finding"
)

// Live is a project that Hugo has read, and renders again where it changes: of the pages
// that a change can reach those that are asked for, as Hugo's own server does. Hugo works
// on a copy of the project in memory, and so does whoever else asks for the project: both
// see the same bytes. But for Project and Published, whose files may be read while it
// works, its methods are for one goroutine.
type Live struct {
	mounts            []string
	source, published afero.Fs
	options           Options
	going             *progress
	files             int // of the project, at first
	sites             *hugolib.HugoSites
	keep              func() // the pictures that were drawn
	changes           []fsnotify.Event
	stale             bool // all that was rendered
}

// NewLive copies a project. Nothing is rendered yet.
func NewLive(project fs.FS, mounts []string) (*Live, error) {
	source, files, err := copyProject(project, mounts)
	if err == nil {
		err = afero.Walk(source, folder, func(name string, info fs.FileInfo, err error) error {
			if err != nil || info.IsDir() || !passedOver(name) {
				return err
			}
			return source.Remove(name)
		})
	}
	return &Live{mounts: mounts, source: source, files: files, published: afero.NewMemMapFs(), going: &progress{}}, err
}

// Project returns the copy.
func (l *Live) Project() fs.FS { return afero.NewIOFS(afero.NewBasePathFs(l.source, folder)) }

// Published returns what Hugo has published so far, some of it out of date.
func (l *Live) Published() fs.FS {
	return afero.NewIOFS(afero.NewBasePathFs(l.published, path.Join(folder, "public")))
}

// Follow brings the copy to where the project is, as far as bodies of pages and layouts
// were written, or a page was added, and returns the names of the files. Where more has
// changed of some files and folders, such as that one is gone, the copy is of no more use,
// and so is what was rendered: then anew is true.
func (l *Live) Follow(project fs.FS, names []string) (changed []string, anew bool, err error) {
	for _, name := range l.held(names) {
		written, other, err := l.follow(project, name)
		if err != nil || other {
			return nil, other, err
		}
		changed = append(changed, written...)
	}
	return changed, false, nil
}

// follow does so for a file or a folder.
func (l *Live) follow(project fs.FS, name string) (changed []string, anew bool, err error) {
	if passedOver(name) {
		return nil, false, nil
	}
	stat := fs.Lstat
	if slices.Contains(l.roots(), name) {
		stat = fs.Stat // these alone may be links
	}
	info, err := stat(project, name)
	known, unknown := l.source.Stat(path.Join(folder, name))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, unknown == nil, nil
	case err != nil:
		return nil, false, err
	case unknown == nil && known.IsDir() != info.IsDir():
		return nil, true, nil
	case info.IsDir():
		return l.followFolder(project, name, unknown == nil)
	case !info.Mode().IsRegular():
		return nil, unknown == nil, nil // links were not followed, and are reported
	case unknown != nil && !l.isPage(name):
		return nil, true, nil
	}
	data, err := fs.ReadFile(project, name)
	if err != nil {
		return nil, errors.Is(err, fs.ErrNotExist), ignoring(err, fs.ErrNotExist)
	}
	op := fsnotify.Create
	if unknown == nil {
		old, err := afero.ReadFile(l.source, path.Join(folder, name))
		if err != nil || bytes.Equal(old, data) {
			return nil, false, err
		}
		if !strings.HasPrefix(name, "layouts/") && !onlyBody(name, old, data) {
			return nil, true, nil
		}
		op = fsnotify.Write
	}
	l.changed(name, op)
	return []string{name}, false, afero.WriteFile(l.source, path.Join(folder, name), data, 0o644)
}

// frontMatter is what stands before the body of a page in YAML or TOML.
var frontMatter = regexp.MustCompile(`(?s)^(?:---.*?\n---|\+\+\+.*?\n\+\+\+)`)

// onlyBody reports whether of a page nothing but its body is another one. Front matter
// says where a page is, what it is published as and what stands where it is listed.
func onlyBody(name string, old, data []byte) bool {
	front := frontMatter.Find(data)
	return path.Ext(name) == ".md" && front != nil && bytes.Equal(frontMatter.Find(old), front)
}

// ignoring returns an error, but for one kind of it.
func ignoring(err, kind error) error {
	if errors.Is(err, kind) {
		return nil
	}
	return err
}

func (l *Live) followFolder(project fs.FS, name string, known bool) (changed []string, anew bool, err error) {
	entries, err := fs.ReadDir(project, name)
	if err != nil {
		return nil, errors.Is(err, fs.ErrNotExist), ignoring(err, fs.ErrNotExist)
	}
	if !known {
		return nil, len(entries) > 0, nil
	}
	here := map[string]bool{}
	for _, entry := range entries {
		here[entry.Name()] = true
		written, other, err := l.follow(project, path.Join(name, entry.Name()))
		if err != nil || other {
			return nil, other, err
		}
		changed = append(changed, written...)
	}
	before, err := afero.ReadDir(l.source, path.Join(folder, name))
	if err != nil {
		return nil, false, err
	}
	for _, entry := range before {
		if !here[entry.Name()] {
			return nil, true, nil
		}
	}
	return changed, false, nil
}

// isPage reports whether a file that is not there yet makes a page, and nothing else: in
// a folder that is there, and beside whose page it does not lie.
func (l *Live) isPage(name string) bool {
	dir, base := path.Split(name)
	if path.Ext(base) != ".md" || base == "index.md" || base == "_index.md" || strings.HasPrefix(name, "layouts/") || strings.HasPrefix(name, "static/") ||
		strings.ContainsFunc(name, func(char rune) bool { return char >= utf8.RuneSelf }) {
		return false
	}
	here := path.Join(folder, dir)
	info, err := l.source.Stat(here)
	_, bundle := l.source.Stat(path.Join(here, "index.md"))
	return err == nil && info.IsDir() && bundle != nil
}

// passedOver reports the files that editors lay beside those that they write.
func passedOver(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#")
}

// roots are the files and folders of which a project is made.
func (l *Live) roots() []string {
	return append([]string{"config.toml", "content", "layouts", "static"}, l.mounts...)
}

// held returns which of some files and folders Hugo reads, and what it reads in others.
func (l *Live) held(names []string) (list []string) {
	in := func(name, folder string) bool {
		return folder == "." || name == folder || strings.HasPrefix(name, folder+"/")
	}
	for _, root := range l.roots() {
		for _, name := range names {
			if in(name, root) {
				list = append(list, name)
			} else if in(root, name) {
				list = append(list, root)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// changed takes a change for the next rendering.
func (l *Live) changed(name string, op fsnotify.Op) {
	at := path.Join(folder, name)
	if !slices.ContainsFunc(l.changes, func(before fsnotify.Event) bool { return before.Name == at }) {
		l.changes = append(l.changes, fsnotify.Event{Name: at, Op: op})
	}
}

// Options sets what Hugo sees beside the project's folders. It reads its settings the
// next time that something is rendered, and renders all.
func (l *Live) Options(o Options) {
	l.Close()
	l.options = o
}

// Close lets go of what Hugo holds.
func (l *Live) Close() {
	if l.sites != nil {
		l.sites.Close()
	}
	l.sites = nil
}

// Data has templates find other data, which is given as JSON and as that decodes, and
// reports whether it is other data: then whatever was rendered is out of date.
func (l *Live) Data(data []byte, now map[string]any) (bool, error) {
	l.options.Data = data // for when all is read anew
	known, err := l.data()
	if err != nil || reflect.DeepEqual(known, now) {
		return false, err
	}
	for key := range known {
		delete(known, key)
	}
	for key, value := range now {
		known[key] = value
	}
	l.stale = true
	return true, nil
}

// Part has templates find other data at some keys of some objects of the data.
func (l *Live) Part(now map[string]any) error {
	known, err := l.data()
	for key, part := range now {
		within, ok := known[key].(map[string]any)
		with, also := part.(map[string]any)
		if !ok || !also {
			return errors.New("data has no " + key)
		}
		for key, value := range with {
			within[key] = value
		}
	}
	return err
}

// data returns what templates find.
func (l *Live) data() (map[string]any, error) {
	name := strings.TrimSuffix(path.Base(l.options.DataFile), path.Ext(l.options.DataFile))
	known, ok := l.sites.Data()[name].(map[string]any)
	if !ok {
		return nil, errors.New("no data was read")
	}
	return known, nil
}

// Started reports whether Hugo has read the project.
func (l *Live) Started() bool { return l.sites != nil }

// Render has Hugo take what has changed, and renders the pages at some addresses, as
// paths on its host, where that reaches them. The first time all is rendered. What Hugo
// complains of is reported; an error means that it did not come to an end.
func (l *Live) Render(addresses []string, report finding.Report) error {
	changes := apart(l.changes)
	if l.sites == nil || len(changes) > most {
		l.Close()
		return l.first(report)
	}
	asked := types.NewEvictingQueue[string](4*len(addresses) + len(l.changes) + 1)
	for _, address := range addresses {
		// What lies beside a page may have been written when that was rendered.
		for _, one := range []string{address, address[:strings.LastIndex(address, "/")+1]} {
			asked.Add(one).Add((&url.URL{Path: one}).EscapedPath()) // as Hugo writes them
		}
	}
	sound := len(changes) == 0
	_, err := l.work(report, func() error {
		for _, some := range changes {
			if err := l.sites.Build(hugolib.BuildCfg{NoBuildLock: true, RecentlyTouched: asked}, some...); err != nil {
				return err
			}
		}
		l.changes, sound = nil, true
		if l.stale {
			// What layouts make of data, such as styles, is kept under a name.
			l.sites.MemCache.ClearMatching(func(name string, _ dynacache.PartitionManager) bool {
				return strings.HasPrefix(name, "/res")
			}, func(any, any) bool { return true })
			what := &hugolib.WhatChanged{}
			what.Add(siteidentities.Data)
			if err := l.sites.Build(hugolib.BuildCfg{NoBuildLock: true, WhatChanged: what, RecentlyTouched: asked}); err != nil {
				return err
			}
			l.stale = false
			return nil
		}
		if len(changes) > 0 {
			return nil // what was asked for is rendered
		}
		return l.sites.Build(hugolib.BuildCfg{NoBuildLock: true, PartialReRender: true, RecentlyTouched: asked})
	})
	if !sound {
		l.sites = nil // what it holds after that nobody knows: next time it begins anew
	}
	return err
}

// most is in how many steps Hugo takes changes before it is better to begin anew.
const most = 8

// apart divides changes into those that Hugo takes at once: of files in one folder it
// takes the first, and passes over the others.
func apart(changes []fsnotify.Event) (steps [][]fsnotify.Event) {
	count := map[string]int{}
	for _, change := range changes {
		folder := path.Dir(change.Name)
		step := count[folder]
		if count[folder]++; step == len(steps) {
			steps = append(steps, nil)
		}
		steps[step] = append(steps[step], change)
	}
	return steps
}

// first has Hugo read the project, and renders all of it.
func (l *Live) first(report finding.Report) error {
	l.changes, l.stale, l.published = nil, false, afero.NewMemMapFs()
	if checkPartials(l.Project(), report) {
		return nil
	}
	if err := afero.WriteFile(l.source, path.Join(folder, l.options.DataFile), l.options.Data, 0o644); err != nil {
		return err
	}
	failed, err := l.work(report, func() (err error) {
		flags := config.New()
		flags.Set("internal", hmaps.Params{"running": true, "watch": true, "fastRenderMode": true})
		flags.Set("disableLiveReload", true)
		l.sites, err = open(l.options, counted{l.source, l.going}, counted{l.published, l.going}, l.going, flags)
		if err != nil {
			return err
		}
		l.keep = keepPictures(l.sites, l.options.Kept)
		return l.sites.Build(hugolib.BuildCfg{NoBuildLock: true})
	})
	if failed || err != nil {
		l.sites = nil
	}
	return err
}

// work watches Hugo, and reports what it says, and whether it failed.
func (l *Live) work(report finding.Report, work func() error) (failed bool, err error) {
	l.going.clear()
	err = watch(func() (err error) {
		defer func() {
			if lost := recover(); lost != nil {
				err = fmt.Errorf("it failed: %v", lost)
			}
		}()
		return work()
	}, l.going, patience, allowed(l.files))
	if halted := (*stopped)(nil); errors.As(err, &halted) {
		return true, err
	}
	if err != nil {
		l.stale = true // nobody knows what was rendered, and what was not
	} else {
		l.keep()
	}
	reportLog(l.Project(), l.going.log(), err, report)
	return err != nil, nil
}
