// Package kept keeps between runs what takes its time to make: pictures, and what a
// run found out. It is a folder of the user's caches, which may be deleted at any
// time, and nothing depends on what is in it.
//
// What is kept is believed only where it is what was put there, by this very tool,
// under this very key: an entry begins with all three, and one that was swapped, cut,
// altered or written by another version is none. Several runs may use the folder at
// once: an entry appears whole or not at all, and the last one stands. Who can forge
// both an entry and its digest is not kept out: they could forge the tool as well.
package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Store is a folder in which things are kept. A nil Store keeps nothing and has nothing.
// Its methods are safe for concurrent use.
type Store struct {
	dir  string
	tool string
}

// Open returns the store of the user that the program runs as, or nil where the system
// names no folder for caches or it is not known which version of the tool this is.
func Open() *Store {
	caches, err := os.UserCacheDir()
	if err != nil || !filepath.IsAbs(caches) {
		return nil
	}
	return In(caches)
}

// In returns the store in a folder of caches, or nil where it is not known which version
// of the tool this is.
func In(caches string) *Store {
	tool, err := tool()
	if err != nil {
		return nil
	}
	store := &Store{filepath.Join(caches, "verbatim"), tool}
	store.sweep(time.Now())
	return store
}

// Get returns what was put under a key of a kind, and whether anything was. It must not
// be changed.
func (s *Store) Get(kind, key string) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	name := s.name(kind, key)
	entry, err := os.ReadFile(name)
	if err != nil || len(entry) < len(s.header(kind, key, nil)) {
		return nil, false
	}
	data := entry[len(s.header(kind, key, nil)):]
	if !bytes.HasPrefix(entry, s.header(kind, key, data)) {
		return nil, false
	}
	if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > day {
		_ = os.Chtimes(name, time.Time{}, time.Now()) // so that sweep leaves what is of use
	}
	return data, true
}

// Put keeps data under a key of a kind. That it could not says nobody: it is made again.
func (s *Store) Put(kind, key string, data []byte) {
	if s == nil {
		return
	}
	name := s.name(kind, key)
	if os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return
	}
	_, err = file.Write(append(s.header(kind, key, data), data...))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
}

// name returns the file of an entry. Keys may have any length and any characters.
func (s *Store) name(kind, key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(s.dir, kind, hex.EncodeToString(sum[:1]), hex.EncodeToString(sum[1:]))
}

// header returns what an entry begins with, which has the same length for all data.
func (s *Store) header(kind, key string, data []byte) []byte {
	return fmt.Appendf(nil, "verbatim 1\ntool %s\n%s %x\nsha256 %x\n\n", s.tool, kind, sha256.Sum256([]byte(key)), sha256.Sum256(data))
}

// What nobody asked for in so long is removed, and that is looked for once a day.
const (
	day    = 24 * time.Hour
	unused = 30 * day
)

// sweep removes what was of no use for long.
func (s *Store) sweep(now time.Time) {
	swept := filepath.Join(s.dir, "swept")
	if info, err := os.Stat(swept); err == nil && now.Sub(info.ModTime()) < day {
		return
	}
	if os.MkdirAll(s.dir, 0o700) != nil || os.WriteFile(swept, nil, 0o600) != nil || os.Chtimes(swept, time.Time{}, now) != nil {
		return
	}
	_ = filepath.WalkDir(s.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == swept {
			return nil
		}
		if info, err := entry.Info(); err == nil && now.Sub(info.ModTime()) > unused {
			_ = os.Remove(name)
		}
		return nil
	})
}
