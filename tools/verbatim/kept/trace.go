package kept

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Trace is a file system that remembers what it was asked, and what it answered: all
// that a run knows of a site. Whoever asks the same of another file system and gets the
// same answers has the same site before them, as far as the run looked. What is opened
// is read whole. Its methods are safe for concurrent use.
type Trace struct {
	fs.FS

	mu    sync.Mutex
	asked map[question]answer
	lost  bool // what was answered can't be asked again
}

// question is what is asked of a file system.
type question struct{ Do, Name string }

// answer is the digest of what it says; of what is not there a digest of nothing.
type answer [sha256.Size]byte

// NewTrace returns a trace of a file system.
func NewTrace(of fs.FS) *Trace { return &Trace{FS: of, asked: map[question]answer{}} }

// ReadFile reads a file.
func (t *Trace) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(t.FS, name)
	t.note(question{"read", name}, readAnswer(data), err)
	return data, err
}

// ReadDir lists a folder.
func (t *Trace) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	listed, wrong := listAnswer(entries)
	t.note(question{"list", name}, listed, cmp.Or(err, wrong))
	return entries, err
}

// Stat says what a file or a folder is.
func (t *Trace) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(t.FS, name)
	t.note(question{"stat", name}, statAnswer(info), err)
	return info, err
}

// Open opens a file, and reads it.
func (t *Trace) Open(name string) (fs.File, error) {
	info, err := t.Stat(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Unwrap(err)}
	}
	if info.IsDir() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.lost = true // who reads on in a folder asks we know not what
		return t.FS.Open(name)
	}
	data, err := t.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &file{info, bytes.NewReader(data)}, nil
}

// file is one that is read already.
type file struct {
	info fs.FileInfo
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// note remembers an answer. Where it is not the one that was given before, the site
// changed while it was read.
func (t *Trace) note(asked question, said answer, err error) {
	said, ok := orMissing(said, err)
	t.mu.Lock()
	defer t.mu.Unlock()
	if before, again := t.asked[asked]; !ok || again && before != said {
		t.lost = true
	}
	t.asked[asked] = said
}

// orMissing returns the answer where something is not there, and reports whether it is
// an answer: errors of other kinds come and go.
func orMissing(said answer, err error) (answer, bool) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return answer{}, true
	case err != nil:
		return answer{}, false
	}
	return said, true
}

func readAnswer(data []byte) answer { return sha256.Sum256(data) }

func statAnswer(info fs.FileInfo) (said answer) {
	if info == nil {
		return said
	}
	size := info.Size()
	if !info.Mode().IsRegular() {
		size = 0
	}
	return sha256.Sum256(fmt.Appendf(nil, "%s %d", info.Mode().Type(), size))
}

func listAnswer(entries []fs.DirEntry) (answer, error) {
	var list bytes.Buffer
	for _, entry := range entries {
		size := int64(0)
		if entry.Type().IsRegular() { // some go by it
			info, err := entry.Info()
			if err != nil {
				return answer{}, err
			}
			size = info.Size()
		}
		fmt.Fprintf(&list, "%q %s %d\n", entry.Name(), entry.Type(), size)
	}
	return sha256.Sum256(list.Bytes()), nil
}

// GobEncode writes what was asked and answered. An error means that it can't be asked again.
func (t *Trace) GobEncode() ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lost {
		return nil, errors.New("the files changed while they were read")
	}
	var out bytes.Buffer
	err := gob.NewEncoder(&out).Encode(t.asked)
	return out.Bytes(), err
}

// GobDecode reads it.
func (t *Trace) GobDecode(data []byte) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(&t.asked)
}

// Same asks a file system what the trace was asked, on all cores, and reports whether it
// answers the same.
func (t *Trace) Same(now fs.FS) bool {
	questions := slices.Collect(maps.Keys(t.asked))
	var next atomic.Int64
	var all errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() error {
			for i := next.Add(1) - 1; i < int64(len(questions)); i = next.Add(1) - 1 {
				if again, ok := ask(now, questions[i]); !ok || again != t.asked[questions[i]] {
					next.Store(int64(len(questions))) // nothing more is to be asked
					return errors.New("another answer")
				}
			}
			return nil
		})
	}
	return all.Wait() == nil
}

// ask asks a file system, and reports whether there is an answer.
func ask(now fs.FS, asked question) (said answer, ok bool) {
	var err error
	switch asked.Do {
	case "read":
		var data []byte
		data, err = fs.ReadFile(now, asked.Name)
		said = readAnswer(data)
	case "list":
		var entries []fs.DirEntry
		if entries, err = fs.ReadDir(now, asked.Name); err == nil {
			said, err = listAnswer(entries)
		}
	case "stat":
		var info fs.FileInfo
		info, err = fs.Stat(now, asked.Name)
		said = statAnswer(info)
	default:
		return said, false
	}
	return orMissing(said, err)
}

// Tree returns the SHA-256 of all files below a folder, of their names and of their
// bytes. What is neither a file nor a folder is an error.
func Tree(of fs.FS) (string, error) {
	var names []string
	err := fs.WalkDir(of, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || entry.IsDir():
			return err
		case !entry.Type().IsRegular():
			return fmt.Errorf("%s is no file", name)
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return "", err
	}
	slices.Sort(names)
	sums := make([]answer, len(names))
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		all.Go(func() error {
			data, err := fs.ReadFile(of, name)
			sums[i] = sha256.Sum256(data)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return "", err
	}
	whole := sha256.New()
	for i, name := range names {
		fmt.Fprintf(whole, "%q %x\n", name, sums[i])
	}
	return fmt.Sprintf("%x", whole.Sum(nil)), nil
}
