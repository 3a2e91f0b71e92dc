package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The folders in one beside the published folder.
const (
	fresh = "new"
	old   = "old"
)

// prefix begins the name of each folder beside dir; a number follows.
func prefix(dir string) string { return "." + filepath.Base(dir) + "-" }

// Recover puts back what stood in dir where publishing was cut off, and removes
// what it left. Where another run is publishing there is nothing to do: it began
// with just that.
func Recover(dir string) error {
	if places, err := leftovers(dir); err != nil || len(places) == 0 {
		return err
	}
	held, err := lock(filepath.Dir(dir))
	if errors.Is(err, errHeld) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(settle(dir), held.Close())
}

// settle leaves dir alone, with nothing beside it. The lock is held.
func settle(dir string) error {
	if err := restore(dir); err != nil {
		return err
	}
	return sweep(dir)
}

// restore puts an old site back where nothing has taken its place: the latest,
// should there be several.
func restore(dir string) error {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	places, err := leftovers(dir)
	if err != nil {
		return err
	}
	for _, place := range places {
		kept := filepath.Join(place, old)
		switch there, err := exists(kept); {
		case err != nil:
			return err
		case !there:
			continue
		}
		if err := os.Rename(kept, dir); err != nil {
			return fmt.Errorf("%s is kept in %s, and could not be put back: %w", dir, kept, err)
		}
		// On disk it must be back before what would have replaced it is deleted.
		return errors.Join(syncFolder(filepath.Dir(dir)), syncFolder(place))
	}
	return nil
}

// sweep removes what lies beside dir and has been replaced, or never was whole.
func sweep(dir string) error {
	places, err := leftovers(dir)
	if err != nil || len(places) == 0 {
		return err
	}
	// On disk, too, dir must hold the other site before this one is deleted.
	if err := syncFolder(filepath.Dir(dir)); err != nil {
		return fmt.Errorf("%s is kept: %w", strings.Join(places, ", "), err)
	}
	var errs []error
	for _, place := range places {
		errs = append(errs, remove(place))
	}
	return errors.Join(errs...)
}

// remove removes a folder that lies beside the published one. An old site gets
// another name first: so nobody ever puts back the half of one.
func remove(place string) error {
	unneeded, kept := filepath.Join(place, fresh), filepath.Join(place, old)
	toKeep, err := exists(kept)
	if err != nil {
		return err
	}
	if toKeep {
		undone, err := exists(unneeded)
		if err != nil {
			return err
		}
		if undone {
			return fmt.Errorf("%s is a site that was not put back, since something else has taken its place: it is kept until you remove %s", kept, place)
		}
		if err := os.Rename(kept, unneeded); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(unneeded); err != nil {
		return err
	}
	return os.Remove(place)
}

// leftovers returns the folders beside dir that are ours, the latest first:
// their name is of our form, and nothing is in them that we would not make.
func leftovers(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return nil, err
	}
	var places []string
	changed := map[string]int64{}
	for _, entry := range entries {
		number, ok := strings.CutPrefix(entry.Name(), prefix(dir))
		if !ok || number == "" || strings.Trim(number, "0123456789") != "" || !entry.IsDir() {
			continue
		}
		place := filepath.Join(filepath.Dir(dir), entry.Name())
		inside, err := os.ReadDir(place)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed by its run meanwhile
		}
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(inside, func(e fs.DirEntry) bool { return e.Name() != fresh && e.Name() != old }) {
			continue
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		changed[place] = info.ModTime().UnixNano()
		places = append(places, place)
	}
	slices.SortFunc(places, func(a, b string) int { return cmp.Compare(changed[b], changed[a]) })
	return places, nil
}

// exists reports whether there is something of that name.
func exists(name string) (bool, error) {
	_, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
