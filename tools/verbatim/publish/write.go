package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Modes of what is published. They are set, not asked for: a web server runs as
// somebody else, and under umask 077 it could read nothing.
const (
	folderMode = 0o755
	fileMode   = 0o644
)

// write writes the files of a site into a new folder, each in a step of its own,
// and has all of them on disk when it returns.
func write(site fs.FS, dir string, step func(func() error) error) error {
	folders := []string{filepath.Dir(dir)}
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			folders = append(folders, to)
			return step(func() error { return makeFolder(to) })
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		return step(func() error { return writeFile(to, data) })
	})
	if err != nil {
		return err
	}
	for _, folder := range slices.Backward(folders) {
		if err := step(func() error { return syncFolder(folder) }); err != nil {
			return err
		}
	}
	return nil
}

func makeFolder(name string) error {
	if err := os.Mkdir(name, folderMode); err != nil {
		return err
	}
	return os.Chmod(name, folderMode)
}

// writeFile writes a file that is not there yet: where a system takes two names
// for one, none overwrites the other.
func writeFile(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Chmod(fileMode)
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
