package kept

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// entry returns the file of the only thing that a store keeps of a kind.
func entry(t *testing.T, s *Store, kind string) (name string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(s.dir, kind), func(at string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if name != "" {
				return errors.New("several entries")
			}
			name = at
		}
		return err
	})
	if err != nil || name == "" {
		t.Fatalf("no entry: %v", err)
	}
	return name
}

func TestKeptAndFound(t *testing.T) {
	s := &Store{t.TempDir(), "this"}
	if _, ok := s.Get("cards", "a"); ok {
		t.Error("an empty store has something")
	}
	for _, data := range []string{"", "one", strings.Repeat("two", 1000)} {
		s.Put("cards", "a", []byte(data))
		if got, ok := s.Get("cards", "a"); !ok || string(got) != data {
			t.Errorf("got %.20q, %v, want %.20q", got, ok, data)
		}
	}
	if _, ok := s.Get("cards", "b"); ok {
		t.Error("found under another key")
	}
	if _, ok := s.Get("runs", "a"); ok {
		t.Error("found as another kind")
	}
	if _, ok := (&Store{s.dir, "that"}).Get("cards", "a"); ok {
		t.Error("found by another tool")
	}
	var none *Store
	none.Put("cards", "a", []byte("one"))
	if _, ok := none.Get("cards", "a"); ok {
		t.Error("nothing keeps something")
	}
}

// TestPoisoned alters an entry in each way that loses its meaning: every byte of it,
// every length of it, and another entry in its place.
func TestPoisoned(t *testing.T) {
	s := &Store{t.TempDir(), "this"}
	s.Put("cards", "a", []byte("what was found"))
	name := entry(t, s, "cards")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	is := func(how string, data []byte) {
		t.Helper()
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get("cards", "a"); ok {
			t.Errorf("%s: believed as %q", how, got)
		}
	}
	for i := range whole {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 1
		is(fmt.Sprintf("byte %d flipped", i), flipped)
		is(fmt.Sprintf("cut at %d", i), whole[:i])
	}
	is("longer", append(bytes.Clone(whole), 'x'))
	other := &Store{t.TempDir(), "this"}
	other.Put("cards", "b", []byte("what was found elsewhere"))
	swapped, err := os.ReadFile(entry(t, other, "cards"))
	if err != nil {
		t.Fatal(err)
	}
	is("swapped", swapped)
	stale := &Store{t.TempDir(), "that"}
	stale.Put("cards", "a", []byte("what was found before"))
	if swapped, err = os.ReadFile(entry(t, stale, "cards")); err != nil {
		t.Fatal(err)
	}
	is("stale", swapped)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(name, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get("cards", "a"); ok {
		t.Error("a folder is believed")
	}
	s.Put("cards", "a", []byte("new")) // can't, and says nothing
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".new-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestTwoAtOnce has several write and read one entry: whoever finds one finds a whole one.
func TestTwoAtOnce(t *testing.T) {
	s := &Store{t.TempDir(), "this"}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			data := bytes.Repeat([]byte{byte('a' + i)}, 10_000+i)
			for range 50 {
				s.Put("cards", "a", data)
				got, ok := s.Get("cards", "a")
				if !ok || len(got) != 10_000+int(got[0]-'a') || bytes.Count(got, got[:1]) != len(got) {
					t.Errorf("%v, %d bytes", ok, len(got))
				}
			}
		})
	}
	all.Wait()
	entry(t, s, "cards")
}

func TestSweep(t *testing.T) {
	s := &Store{t.TempDir(), "this"}
	now := time.Now()
	for key, age := range map[string]time.Duration{"old": unused + time.Hour, "used": unused - time.Hour} {
		s.Put("cards", key, []byte(key))
		if err := os.Chtimes(s.name("cards", key), time.Time{}, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	s.sweep(now)
	if _, ok := s.Get("cards", "old"); ok {
		t.Error("what nobody asked for is still there")
	}
	if _, ok := s.Get("cards", "used"); !ok {
		t.Error("what is of use is gone")
	}
	s.sweep(now.Add(unused + day)) // it was asked for just now
	if _, ok := s.Get("cards", "used"); ok {
		t.Error("it is kept for ever")
	}
}

// TestBuildID compares the ID of this program with what go says of it.
func TestBuildID(t *testing.T) {
	got, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("go", "tool", "buildid", self).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.TrimSpace(string(want)) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, start := range map[string]string{
		"no ID": "\x7fELF and more", "cut": "\xff Go build ID: \"abc", "empty": "\xff Go build ID: \"\"\n \xff",
		"a note without a length": "\x04\x00\x00\x00Go\x00\x00abc", "a note that is cut": "\x20\x00\x00\x00\x04\x00\x00\x00Go\x00\x00abc",
	} {
		if got, err := buildID([]byte(start)); err == nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got, err := buildID([]byte("code\xff Go build ID: \"a/b\"\n \xffcode")); err != nil || got != "a/b" {
		t.Errorf("got %q, %v", got, err)
	}
}
