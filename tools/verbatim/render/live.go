package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"

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
	sites             *hugolib.HugoSites
	changes           []fsnotify.Event
	stale             bool // all that was rendered
}

// NewLive copies a project. Nothing is rendered yet.
func NewLive(project fs.FS, mounts []string) (*Live, error) {
	source, err := copyProject(project, mounts)
	return &Live{mounts: mounts, source: source, published: afero.NewMemMapFs(), going: &progress{}}, err
}

// Project returns the copy.
func (l *Live) Project() fs.FS { return afero.NewIOFS(afero.NewBasePathFs(l.source, folder)) }

// Published returns what Hugo has published so far, some of it out of date.
func (l *Live) Published() fs.FS {
	return afero.NewIOFS(afero.NewBasePathFs(l.published, path.Join(folder, "public")))
}

// Follow brings files and folders of the copy to where they are in the project, and
// returns the names of the files that are others now, were added or are gone.
func (l *Live) Follow(project fs.FS, names []string) (changed []string, err error) {
	for _, name := range l.held(names) {
		there := map[string]bool{}
		err := fs.WalkDir(project, name, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // gone, or gone meanwhile
			case err != nil:
				return err
			case !entry.Type().IsRegular():
				return nil
			}
			data, err := fs.ReadFile(project, name)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			there[name] = true
			op := fsnotify.Write
			if old, err := afero.ReadFile(l.source, path.Join(folder, name)); err != nil {
				op = fsnotify.Create
			} else if bytes.Equal(old, data) {
				return nil
			}
			changed = append(changed, name)
			l.changed(name, op)
			return afero.WriteFile(l.source, path.Join(folder, name), data, 0o644)
		})
		if err != nil {
			return changed, err
		}
		err = afero.Walk(l.source, path.Join(folder, name), func(at string, info fs.FileInfo, err error) error {
			name := strings.TrimPrefix(at, folder+"/")
			if err != nil || info.IsDir() || there[name] {
				return nil // what is not there is not to be taken away
			}
			changed = append(changed, name)
			l.changed(name, fsnotify.Remove)
			return l.source.Remove(at)
		})
		if err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// held returns which of some files and folders Hugo reads, and what it reads in others.
func (l *Live) held(names []string) (list []string) {
	in := func(name, folder string) bool {
		return folder == "." || name == folder || strings.HasPrefix(name, folder+"/")
	}
	for _, root := range append([]string{"config.toml", "content", "layouts", "static"}, l.mounts...) {
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
	l.changes = slices.DeleteFunc(l.changes, func(before fsnotify.Event) bool {
		if before.Name == at && before.Op == fsnotify.Create && op == fsnotify.Write {
			op = fsnotify.Create
		}
		return before.Name == at
	})
	l.changes = append(l.changes, fsnotify.Event{Name: at, Op: op})
	if strings.HasPrefix(name, "static/") {
		l.Close() // what becomes of these is settled when Hugo reads its settings
	}
}

// Options sets what Hugo sees beside the project's folders. It reads its settings the
// next time that something is rendered, and renders all.
func (l *Live) Options(o Options) error {
	l.Close()
	l.options = o
	return afero.WriteFile(l.source, path.Join(folder, o.DataFile), o.Data, 0o644)
}

// Close lets go of what Hugo holds.
func (l *Live) Close() {
	if l.sites != nil {
		l.sites.Close()
	}
	l.sites = nil
}

// Data has templates find other data, as JSON decodes, and reports whether it is other
// data: then whatever was rendered is out of date.
func (l *Live) Data(now map[string]any) (bool, error) {
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
	asked := types.NewEvictingQueue[string](len(addresses) + len(l.changes) + 1)
	for _, address := range addresses {
		asked.Add(address)
	}
	sound := len(changes) == 0
	_, err := l.work(report, func() error {
		gone := l.gone(l.changes)
		for _, some := range changes {
			if err := l.sites.Build(hugolib.BuildCfg{NoBuildLock: true, RecentlyTouched: asked}, some...); err != nil {
				return err
			}
		}
		l.changes, sound = nil, true
		for _, name := range gone {
			if err := l.published.Remove(path.Join(folder, "public", name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
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

// apart divides changes into those that Hugo takes at once. What is gone comes first:
// else Hugo would render it. Of other files in one folder it takes the first, and passes
// over the others.
func apart(changes []fsnotify.Event) (steps [][]fsnotify.Event) {
	var gone, others []fsnotify.Event
	for _, change := range changes {
		if change.Op.Has(fsnotify.Remove) {
			gone = append(gone, change)
		} else {
			others = append(others, change)
		}
	}
	count := map[string]int{}
	for _, change := range others {
		folder := path.Dir(change.Name)
		step := count[folder]
		if count[folder]++; step == len(steps) {
			steps = append(steps, nil)
		}
		steps[step] = append(steps[step], change)
	}
	if len(gone) > 0 {
		steps = slices.Insert(steps, 0, gone)
	}
	return steps
}

// first has Hugo read the project, and renders all of it.
func (l *Live) first(report finding.Report) error {
	l.changes, l.stale, l.published = nil, false, afero.NewMemMapFs()
	if checkPartials(l.Project(), report) {
		return nil
	}
	failed, err := l.work(report, func() (err error) {
		flags := config.New()
		flags.Set("internal", hmaps.Params{"running": true, "watch": true, "fastRenderMode": true})
		flags.Set("disableLiveReload", true)
		l.sites, err = open(l.options, counted{l.source, l.going}, counted{l.published, l.going}, l.going, flags)
		if err == nil {
			err = l.sites.Build(hugolib.BuildCfg{NoBuildLock: true})
		}
		return err
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
	}, l.going, patience, memory)
	if halted := (*stopped)(nil); errors.As(err, &halted) {
		return true, err
	}
	if err != nil {
		l.stale = true // nobody knows what was rendered, and what was not
	}
	reportLog(l.Project(), l.going.log(), err, report)
	return err != nil, nil
}

// gone returns the published files of pages that there are no more.
func (l *Live) gone(changes []fsnotify.Event) (names []string) {
	removed := map[string]bool{}
	for _, change := range changes {
		if change.Op.Has(fsnotify.Remove) {
			removed[change.Name] = true
		}
	}
	if len(removed) == 0 {
		return nil
	}
	at, err := url.Parse(l.options.BaseURL)
	if err != nil {
		return nil
	}
	for _, site := range l.sites.Sites {
		for _, page := range site.Pages() {
			if page.File() == nil || !removed[page.File().Filename()] {
				continue
			}
			for _, format := range page.OutputFormats() {
				name := strings.TrimPrefix(format.RelPermalink(), at.Path)
				if strings.HasSuffix(name, "/") || name == "" {
					name += "index.html"
				}
				names = append(names, name)
			}
		}
	}
	return names
}
