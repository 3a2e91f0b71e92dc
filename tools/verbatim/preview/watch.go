package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// watcher tells of changes below the folders that it watches.
type watcher struct {
	*fsnotify.Watcher
	dir, texts string
	changes    chan changes
}

// newWatcher watches until the context ends.
func newWatcher(ctx context.Context, dir, texts string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("files can’t be watched: %w", err)
	}
	w := &watcher{Watcher: notify, dir: dir, texts: texts, changes: make(chan changes)}
	if err := w.below(dir); err != nil {
		notify.Close()
		return nil, err
	}
	if texts != "" {
		if err := w.below(texts); err != nil {
			notify.Close()
			return nil, err
		}
	}
	go w.run(ctx)
	return w, nil
}

// below watches a folder and those in it.
func (w *watcher) below(folder string) error {
	return filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone meanwhile
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case name == filepath.Join(w.dir, "public"), name != folder && strings.HasPrefix(entry.Name(), "."):
			return filepath.SkipDir
		}
		if err := w.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s can’t be watched: %w", name, err)
		}
		return nil
	})
}

// run gathers what happens.
func (w *watcher) run(ctx context.Context) {
	defer w.Close()
	var now changes
	var first time.Time
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.Events:
			if !w.take(event, &now) {
				continue
			}
		case <-w.Errors:
			// Some of what happened is not known, such as when there was too much.
			now = changes{names: []string{"."}, texts: true}
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
	if event.Op == fsnotify.Chmod {
		return false
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
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
