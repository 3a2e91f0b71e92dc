package publish

import (
	"bytes"
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
// and has all of them on disk when it returns. What the old folder has, byte for byte,
// is the same file in both. It says how far it is.
func write(site fs.FS, dir, old string, step func(func() error) error, progress func(done, total int)) (err error) {
	on, err := openDisk(filepath.Dir(dir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, on.Close()) }()
	folders, files, err := list(site)
	if err != nil {
		return err
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, name := range folders {
		if err := step(func() error { return makeFolder(at(name)) }); err != nil {
			return err
		}
	}
	for i, name := range files {
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		had := filepath.Join(old, filepath.FromSlash(name))
		if err := step(func() error { return carryOrWrite(had, at(name), data) }); err != nil {
			return err
		}
		progress(i+1, len(files))
	}
	if err := step(on.sync); !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	for _, name := range files {
		if err := step(func() error { return syncFile(at(name)) }); err != nil {
			return err
		}
	}
	for _, name := range slices.Backward(folders) {
		if err := step(func() error { return syncFolder(at(name)) }); err != nil {
			return err
		}
	}
	return step(func() error { return syncFolder(filepath.Dir(dir)) })
}

// list returns the folders of a site, each before what is in it, and the files.
func list(site fs.FS) (folders, files []string, err error) {
	err = fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			folders = append(folders, name)
		} else {
			files = append(files, name)
		}
		return nil
	})
	return folders, files, err
}

func makeFolder(name string) error {
	if err := os.Mkdir(name, folderMode); err != nil {
		return err
	}
	return os.Chmod(name, folderMode)
}

// carryOrWrite gives an old file that has the same bytes a second name, which takes a
// tenth of the time, or writes the file.
func carryOrWrite(old, name string, data []byte) error {
	info, same := has(old, data)
	if !same || os.Link(old, name) != nil {
		return writeFile(name, data)
	}
	// Whoever put another file in its place meanwhile did not have it proven.
	if now, err := os.Lstat(name); err == nil && os.SameFile(info, now) && now.ModTime().Equal(info.ModTime()) {
		return nil
	}
	if err := os.Remove(name); err != nil {
		return err
	}
	return writeFile(name, data)
}

// has reports whether a file has these bytes, and is one that could have been written
// now: ours, with the mode of what is published, and with no name elsewhere, by which
// somebody would change it.
func has(name string, data []byte) (fs.FileInfo, bool) {
	info, err := os.Lstat(name)
	if err != nil || info.Mode() != fileMode || info.Size() != int64(len(data)) || !oursAlone(info) {
		return nil, false
	}
	had, err := os.ReadFile(name)
	return info, err == nil && bytes.Equal(had, data)
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
	return errors.Join(err, file.Close())
}

// syncFile has a file on disk. Some systems do that only for whoever may write it.
func syncFile(name string) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
