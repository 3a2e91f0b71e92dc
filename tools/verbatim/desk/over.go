package desk

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Over is a project with other contents of some files, by their names: of those
// that are on the disk, and of those that are not yet. Contents must not be
// changed while it is in use.
type Over struct {
	fs.FS
	Files map[string][]byte
}

// ReadFile returns a file's other contents, or those on the disk.
func (o Over) ReadFile(name string) ([]byte, error) {
	if data, ok := o.Files[name]; ok {
		return data, nil
	}
	return fs.ReadFile(o.FS, name)
}

// Open opens a file with its other contents, or as it is on the disk.
func (o Over) Open(name string) (fs.File, error) {
	if data, ok := o.Files[name]; ok {
		return &opened{laid{path.Base(name), int64(len(data))}, bytes.NewReader(data)}, nil
	}
	return o.FS.Open(name)
}

// Stat says of a file with other contents how long these are.
func (o Over) Stat(name string) (fs.FileInfo, error) {
	if data, ok := o.Files[name]; ok {
		return laid{path.Base(name), int64(len(data))}, nil
	}
	return fs.Stat(o.FS, name)
}

// ReadDir lists a folder, with the files that are not on the disk.
func (o Over) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	here := map[string]fs.DirEntry{}
	for file, data := range o.Files {
		below, ok := strings.CutPrefix(file, name+"/")
		if name == "." {
			below, ok = file, true
		}
		if !ok {
			continue
		}
		if first, _, deeper := strings.Cut(below, "/"); !deeper {
			here[first] = fs.FileInfoToDirEntry(laid{first, int64(len(data))})
		} else if here[first] == nil {
			here[first] = fs.FileInfoToDirEntry(folder(first))
		}
	}
	if err != nil && len(here) == 0 {
		return entries, err
	}
	var all []fs.DirEntry
	for _, entry := range entries {
		if other := here[entry.Name()]; other != nil {
			delete(here, entry.Name())
			// A link stays one, whatever an editor shows of it.
			if entry.Type().IsRegular() && !other.IsDir() {
				entry = other
			}
		}
		all = append(all, entry)
	}
	for _, entry := range here {
		all = append(all, entry)
	}
	slices.SortFunc(all, func(one, other fs.DirEntry) int { return strings.Compare(one.Name(), other.Name()) })
	return all, nil
}

// laid is what is known of a file with other contents.
type laid struct {
	name string
	size int64
}

func (l laid) Name() string     { return l.name }
func (l laid) Size() int64      { return l.size }
func (laid) Mode() fs.FileMode  { return 0o644 }
func (laid) ModTime() time.Time { return time.Time{} }
func (laid) IsDir() bool        { return false }
func (laid) Sys() any           { return nil }

// folder is one that holds nothing but files that are not on the disk yet.
type folder string

func (f folder) Name() string     { return string(f) }
func (folder) Size() int64        { return 0 }
func (folder) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (folder) ModTime() time.Time { return time.Time{} }
func (folder) IsDir() bool        { return true }
func (folder) Sys() any           { return nil }

// opened is a file with other contents, being read.
type opened struct {
	laid
	*bytes.Reader
}

func (o *opened) Stat() (fs.FileInfo, error) { return o.laid, nil }
func (o *opened) Close() error               { return nil }
func (o *opened) Size() int64                { return o.laid.size }
