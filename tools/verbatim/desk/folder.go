package desk

import (
	"io/fs"
	"os"
	"strings"
	"sync"
)

// mostHeld is how many folders a [Folder] holds open.
const mostHeld = 64

// Folder is a folder as a file system that can't be left, for one run. An [os.Root] goes
// through every folder of a name, each time; here those near the top, in which most of a
// site lies, stay open. Its methods are safe for concurrent use.
type Folder struct {
	root *os.Root
	all  fs.FS // of the root: it has the last word, on links out of a folder and on errors

	mu   sync.Mutex
	held map[string]fs.FS // by name; nil where there is no such folder
}

// OpenFolder opens a folder. An error means that there is none, or that it can't be read.
func OpenFolder(name string) (*Folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &Folder{root: root, all: root.FS(), held: map[string]fs.FS{}}, nil
}

// in returns the folder to ask for a file, and the file's name there.
func (f *Folder) in(name string) (here fs.FS, rest string) {
	top, rest, ok := strings.Cut(name, "/")
	if second, below, deeper := strings.Cut(rest, "/"); deeper {
		top, rest = top+"/"+second, below
	}
	if !ok || !fs.ValidPath(name) {
		return f.all, name
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	here, known := f.held[top]
	if !known && len(f.held) < mostHeld {
		if folder, err := f.root.OpenRoot(top); err == nil {
			here = folder.FS()
		}
		f.held[top] = here
	}
	if here == nil {
		return f.all, name
	}
	return here, rest
}

// ask asks the nearest folder that is open, and the root where that has no answer.
func ask[T any](f *Folder, name string, do func(fs.FS, string) (T, error)) (T, error) {
	if here, rest := f.in(name); here != f.all {
		if said, err := do(here, rest); err == nil {
			return said, nil
		}
	}
	return do(f.all, name)
}

// Open opens a file or a folder.
func (f *Folder) Open(name string) (fs.File, error) { return ask(f, name, fs.FS.Open) }

// ReadFile reads a file.
func (f *Folder) ReadFile(name string) ([]byte, error) { return ask(f, name, fs.ReadFile) }

// ReadDir lists a folder.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) { return ask(f, name, fs.ReadDir) }

// Stat says what a file or a folder is.
func (f *Folder) Stat(name string) (fs.FileInfo, error) { return ask(f, name, fs.Stat) }
