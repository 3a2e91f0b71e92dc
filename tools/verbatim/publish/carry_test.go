//go:build darwin || freebsd || linux

package publish

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCarried: what the old site has, byte for byte, is the same file in the new one, but
// where somebody else could change it, or it is not as it would be written.
func TestCarried(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(old string) error
		carried bool
	}{
		{"the same", func(string) error { return nil }, true},
		{"other bytes", func(old string) error { return os.WriteFile(old, []byte("Words"), 0o644) }, false},
		{"longer", func(old string) error { return os.WriteFile(old, []byte("words "), 0o644) }, false},
		{"another mode", func(old string) error { return os.Chmod(old, 0o600) }, false},
		{"a second name", func(old string) error { return os.Link(old, old+"-backup") }, false},
		{"gone", os.Remove, false},
		{"a link", func(old string) error {
			if err := os.Rename(old, old+"-real"); err != nil {
				return err
			}
			return os.Symlink(filepath.Base(old)+"-real", old)
		}, false},
		{"a folder", func(old string) error {
			if err := os.Remove(old); err != nil {
				return err
			}
			return os.Mkdir(old, 0o755)
		}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			old, now := filepath.Join(dir, "old.css"), filepath.Join(dir, "new.css")
			if err := writeFile(old, []byte("words")); err != nil {
				t.Fatal(err)
			}
			if err := test.prepare(old); err != nil {
				t.Fatal(err)
			}
			if err := carryOrWrite(old, now, []byte("words")); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(now)
			if err != nil || string(data) != "words" {
				t.Errorf("%q, %v", data, err)
			}
			info, err := os.Lstat(now)
			if err != nil || info.Mode() != fileMode {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			before, err := os.Stat(old)
			if carried := err == nil && os.SameFile(before, info); carried != test.carried {
				t.Errorf("the same file: %v", carried)
			}
			if err := carryOrWrite(old, now, []byte("words")); err == nil {
				t.Error("what is there was overwritten")
			}
		})
	}
}
