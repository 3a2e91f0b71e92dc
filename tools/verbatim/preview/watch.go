package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Whoever saves a file often does so in several steps: what has changed is told when
// nothing more happens for a moment, and not much later where more does all the time.
const (
	settle = 15 * time.Millisecond
	atMost = 10 * settle
)

// changes are files and folders that may have changed.
type changes struct {
	names []string // in the site, with slashes
	texts bool     // in the folder of texts
}

// watcher tells of changes of a site's files and of the texts.
type watcher struct {
	*fsnotify.Watcher
	dir, texts string
	changes    chan changes

	stirred atomic.Bool // something has happened that was not handed over
	bell    string      // a folder outside of the site: what is made there is heard in its turn
	rings   atomic.Int64
	rung    sync.Map // from the names of files in it to channels that are closed then

	mu  sync.Mutex
	all []string // below which all folders are watched, as the system names them
}

// newWatcher returns what watches until the context ends, once it is told to follow.
func newWatcher(ctx context.Context, dir, texts string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("files can’t be watched: %w", err)
	}
	w := &watcher{Watcher: notify, dir: dir, texts: texts, changes: make(chan changes)}
	if w.bell, err = os.MkdirTemp("", "verbatim-"); err == nil {
		err = w.Add(w.bell)
	}
	if err != nil {
		notify.Close()
		return nil, fmt.Errorf("files can’t be watched: %w", err)
	}
	go w.run(ctx)
	return w, nil
}

// patience is how long it is waited for what the system tells.
const patience = time.Second

// hear waits until all that has happened before has been heard of: the system tells what
// happens in order.
func (w *watcher) hear(ctx context.Context) {
	name := filepath.Join(w.bell, strconv.FormatInt(w.rings.Add(1), 10))
	heard := make(chan struct{})
	w.rung.Store(name, heard)
	defer w.rung.Delete(name)
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		return // what changes is heard of a little later then
	}
	defer os.Remove(name)
	select {
	case <-heard:
	case <-ctx.Done():
	case <-time.After(patience):
	}
}

// follow watches the folders that a site is made of, with those that are mounted, and the
// one of the texts with that in which it lies: each as what is there now.
func (w *watcher) follow(mounts []string) error {
	var roots []string
	for _, name := range append([]string{"content", "layouts", "static"}, mounts...) {
		roots = append(roots, filepath.Join(w.dir, filepath.FromSlash(name)))
	}
	if w.texts != "" {
		roots = append(roots, filepath.Clean(w.texts))
	}
	w.mu.Lock()
	w.all = roots
	w.mu.Unlock()
	err := w.Add(w.dir)
	if err == nil && w.texts != "" {
		err = w.Add(filepath.Dir(w.texts))
	}
	if err != nil {
		return fmt.Errorf("files can’t be watched: %w", err)
	}
	for _, root := range roots {
		if err := w.below(root); err != nil {
			return err
		}
	}
	return nil
}

// roots returns the folders below which all is watched.
func (w *watcher) roots() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.all)
}

// isRoot reports whether a folder is one below which all is watched, or in one.
func (w *watcher) isRoot(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(w.all, func(root string) bool {
		return name == root || strings.HasPrefix(name, root+string(filepath.Separator))
	})
}

// below watches a folder, which may be a link, and those in it, which may not.
func (w *watcher) below(folder string) error {
	entries, err := os.ReadDir(folder)
	if err == nil {
		if err = w.Add(folder); err == nil {
			// What was made before it was watched is read after.
			entries, err = os.ReadDir(folder)
		}
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil // gone meanwhile: the folder that it was in is watched
	}
	if err != nil {
		return fmt.Errorf("%s can’t be watched: %w", folder, err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			if err := w.below(filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// run gathers what happens.
func (w *watcher) run(ctx context.Context) {
	defer os.RemoveAll(w.bell)
	defer w.Close()
	var now changes
	var first time.Time
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.Events:
			if filepath.Dir(event.Name) == w.bell {
				if heard, ok := w.rung.LoadAndDelete(event.Name); ok {
					close(heard.(chan struct{}))
				}
				continue
			}
			if !w.take(event, &now) {
				continue
			}
			w.stirred.Store(true)
		case <-w.Errors:
			// Some of what happened is not known, such as when there was too much.
			now = changes{names: []string{"."}, texts: true}
			w.stirred.Store(true)
		case <-settled:
			select {
			case w.changes <- now:
			case <-ctx.Done():
				return
			}
			now, first, settled = changes{}, time.Time{}, nil
			continue
		}
		if first.IsZero() {
			first = time.Now()
		}
		settled = time.After(max(0, min(settle, atMost-time.Since(first))))
	}
}

// take takes what has happened, and reports whether it may matter.
func (w *watcher) take(event fsnotify.Event, now *changes) bool {
	if event.Has(fsnotify.Create) {
		if info, err := os.Stat(event.Name); err == nil && info.IsDir() && w.isRoot(filepath.Clean(event.Name)) {
			_ = w.below(event.Name) // else its files are found when it changes again
		}
	}
	name, ours := below(w.dir, event.Name)
	if ours {
		now.names = append(now.names, name)
	}
	_, text := below(w.texts, event.Name)
	now.texts = now.texts || text
	return ours || text
}

// below returns the name of a file in a folder.
func below(folder, name string) (string, bool) {
	if folder == "" {
		return "", false
	}
	at, err := filepath.Rel(folder, name)
	at = filepath.ToSlash(at)
	return at, err == nil && fs.ValidPath(at)
}
