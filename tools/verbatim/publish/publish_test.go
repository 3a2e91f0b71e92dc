package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// helping names what a copy of the test program does instead of testing.
const helping = "VERBATIM_PUBLISH_HELPER"

// helpers are what it may do. They work on public/ in their folder.
var helpers = map[string]func() int{}

// Publishing stays on one thread where it is traced: calls are counted for each.
func init() {
	if os.Getenv(helping) != "" {
		runtime.LockOSThread()
	}
}

func TestMain(m *testing.M) {
	if what := os.Getenv(helping); what != "" {
		os.Exit(helpers[what]())
	}
	os.Exit(m.Run())
}

// site returns a site of some thirty files, no two versions of which share one
// file's content.
func site(version string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, name := range []string{"index.html", "404.html", "css/main.css", "sitemap.xml"} {
		files[name] = &fstest.MapFile{Data: []byte(version + " " + name)}
	}
	for i := range 8 {
		for _, name := range []string{"index.html", "cite.bib", "figures/data.csv"} {
			name = fmt.Sprintf("topics/%d/%s", i%4, strings.Replace(name, ".", fmt.Sprintf("-%d.", i/4), 1))
			files[name] = &fstest.MapFile{Data: []byte(strings.Repeat(version+" "+name+"\n", 100))}
		}
	}
	for _, name := range []string{"css/same.css", "topics/0/same.csv"} { // in every version
		files[name] = &fstest.MapFile{Data: []byte(name)}
	}
	files[version+".html"] = &fstest.MapFile{Data: []byte(version)}
	return files
}

// put writes a site into a folder as publishing would, without any of its code.
func put(t testing.TB, version, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, site(version)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			return os.Chmod(name, 0o755)
		}
		return errors.Join(err, os.Chmod(name, 0o644))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// holds says which version a folder holds, every name, mode and byte of it;
// "nothing" where there is no folder, and what is wrong where it is no version.
func holds(dir string) string {
	there := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if info.Mode() != fs.ModeDir|0o755 {
				return fmt.Errorf("%s: mode %v", name, info.Mode())
			}
			return nil
		}
		if info.Mode() != 0o644 {
			return fmt.Errorf("%s: mode %v", name, info.Mode())
		}
		data, err := os.ReadFile(name)
		name, _ = filepath.Rel(dir, name)
		there[filepath.ToSlash(name)] = string(data)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(there) == 0:
		return "nothing"
	case err != nil:
		return err.Error()
	}
	for _, version := range []string{"old", "new"} {
		want := map[string]string{}
		for name, file := range site(version) {
			want[name] = string(file.Data)
		}
		if maps.Equal(there, want) {
			return version
		}
	}
	return fmt.Sprintf("no version: %q", slices.Sorted(maps.Keys(there)))
}

// beside lists what lies beside the published folder.
func beside(t testing.TB, parent string) []string {
	t.Helper()
	entries, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if entry.Name() != "public" {
			names = append(names, entry.Name())
		}
	}
	return names
}

// is fails unless the folder holds the version, and nothing lies beside it.
func is(t testing.TB, dir, version string) {
	t.Helper()
	if got := holds(dir); got != version {
		t.Errorf("%s is %s, want %s", dir, got, version)
	}
	if left := beside(t, filepath.Dir(dir)); len(left) > 0 {
		t.Errorf("left beside it: %v", left)
	}
}

// published publishes a version in one go.
func published(dir, version string) error {
	transaction, err := Begin(dir)
	if err != nil {
		return err
	}
	return errors.Join(transaction.Commit(site(version)), transaction.Close())
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, version := range []string{"old", "new", "new", "old"} {
		if err := published(dir, version); err != nil {
			t.Fatal(err)
		}
		is(t, dir, version)
	}
}

// stopping is a site that is closed from outside when its nth file is read.
type stopping struct {
	fs.FS
	n     int
	close func()
}

func (s *stopping) ReadFile(name string) ([]byte, error) {
	if s.n--; s.n == 0 {
		s.close()
	}
	return fs.ReadFile(s.FS, name)
}

// Whenever it is stopped, nothing is left of what was written.
func TestStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, "old", dir)
	for n := range len(site("new")) {
		transaction, err := Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		stop := func() {
			if err := transaction.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := transaction.Commit(&stopping{site("new"), n + 1, stop}); !errors.Is(err, errClosed) || transaction.Published() {
			t.Errorf("file %d: %v", n+1, err)
		}
		is(t, dir, "old")
	}
}

// A run that began earlier is never overtaken: so what it read is never older
// than what is there.
func TestTwoRuns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := "another run is at work on " + dir + ": start this one again when it has ended"
	if _, err := Begin(dir); err == nil || err.Error() != want {
		t.Errorf("the second run: %v", err)
	}
	if err := Recover(dir); err != nil {
		t.Errorf("another command: %v", err)
	}
	if err := errors.Join(first.Commit(site("old")), first.Close()); err != nil {
		t.Fatal(err)
	}
	if err := published(dir, "new"); err != nil {
		t.Fatal(err)
	}
	is(t, dir, "new")
}

// leave makes what a run that was cut off leaves: folders below one beside dir.
func leave(t testing.TB, dir string, versions map[string]string) string {
	t.Helper()
	place, err := os.MkdirTemp(filepath.Dir(dir), prefix(dir))
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range versions {
		put(t, version, filepath.Join(place, name))
	}
	return place
}

func TestRecover(t *testing.T) {
	for name, test := range map[string]struct {
		public string            // the version there
		left   map[string]string // what is left, and its version
		want   string
	}{
		"while writing":              {"old", map[string]string{fresh: "new"}, "old"},
		"while writing the first":    {"", map[string]string{fresh: "new"}, "nothing"},
		"before writing":             {"old", nil, "old"},
		"after the exchange":         {"new", map[string]string{fresh: "old"}, "new"},
		"between two renames":        {"", map[string]string{fresh: "new", old: "old"}, "old"},
		"after two renames":          {"new", map[string]string{old: "old"}, "new"},
		"put back, new only deleted": {"", map[string]string{old: "old"}, "old"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if test.public != "" {
				put(t, test.public, dir)
			}
			leave(t, dir, test.left)
			for range 2 {
				if err := Recover(dir); err != nil {
					t.Fatal(err)
				}
				is(t, dir, test.want)
			}
		})
	}
}

// Between two renames somebody else made the folder: the old site is kept.
func TestRecoverKeeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, "new", dir)
	place := leave(t, dir, map[string]string{fresh: "new", old: "old"})
	for _, run := range []func() error{func() error { return Recover(dir) }, func() error { return published(dir, "new") }} {
		if err := run(); err == nil || !strings.Contains(err.Error(), "it is kept until you remove "+place) {
			t.Errorf("said: %v", err)
		}
		if got := holds(filepath.Join(place, old)); got != "old" {
			t.Errorf("the old site is %s", got)
		}
		if got := holds(dir); got != "new" {
			t.Errorf("the folder is %s", got)
		}
	}
}

// What is not ours is left alone, whatever its name.
func TestSweepLeavesOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	others := []string{".public-", ".public-2024", ".public-backup", ".publication-1", ".public-7x"}
	for _, name := range others {
		put(t, "old", filepath.Join(filepath.Dir(dir), name))
	}
	if err := published(dir, "new"); err != nil {
		t.Fatal(err)
	}
	if left := beside(t, filepath.Dir(dir)); !slices.Equal(left, slices.Sorted(slices.Values(others))) {
		t.Errorf("left of %v: %v", others, left)
	}
}

func TestRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		make func(dir string) error
		want string
	}{
		"a file":          {func(dir string) error { return os.WriteFile(dir, []byte("mine"), 0o644) }, "not a folder"},
		"a link":          {func(dir string) error { return os.Symlink(t.TempDir(), dir) }, "is a link"},
		"a dangling link": {func(dir string) error { return os.Symlink("nowhere", dir) }, "is a link"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if err := test.make(dir); err != nil {
				t.Fatal(err)
			}
			before, err := os.Lstat(dir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Begin(dir); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("said: %v", err)
			}
			if after, err := os.Lstat(dir); err != nil || !os.SameFile(before, after) {
				t.Errorf("it is not what it was: %v", err)
			}
			if left := beside(t, filepath.Dir(dir)); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}
