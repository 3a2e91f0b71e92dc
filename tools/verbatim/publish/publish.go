// Package publish writes what was read back into the published folder, whole or
// not at all.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Publish writes site into dir, whole or not at all: into a folder beside it
// first, which then takes its place. What was there before stays as it was
// until then, and comes back if the exchange fails.
func Publish(site fs.FS, dir string) (err error) {
	info, err := os.Lstat(dir)
	existed := err == nil
	switch {
	case existed && !info.IsDir():
		return fmt.Errorf("%s is not a folder, so nothing was published", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), ".public-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	whole := filepath.Join(fresh, "new")
	if err := write(site, whole); err != nil {
		return err
	}
	old := filepath.Join(fresh, "old")
	if existed {
		if err := os.Rename(dir, old); err != nil {
			return err
		}
	}
	if err := os.Rename(whole, dir); err != nil {
		if existed {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	return nil
}

// write writes the files of a site into a folder.
func write(site fs.FS, dir string) error {
	return fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
}
