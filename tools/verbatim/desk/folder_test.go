package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestFolder compares a folder with what is its root's to say: files and folders, links
// into the folder and out of it, what is not there, and names that are none.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	names := []string{"config.toml", "content/_index.md", "content/sources/pier/index.md", "content/sources/pier/text.txt", "layouts/_partials/meta/card.html"}
	for i := range mostHeld { // more than are held
		names = append(names, fmt.Sprintf("static/%d/one.txt", i))
	}
	for _, name := range names {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, []byte(name), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{
		"content/sources/up.toml":      "../../config.toml", // out of the folder that is held, not of the root
		"content/sources/out.toml":     filepath.Join(dir, "config.toml"),
		"content/sources/nowhere.toml": "gone.toml",
		"content/linked":               "sources",
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	folder, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	asked := append(names, ".", "content", "content/sources", "content/sources/pier", "content/linked", "content/linked/pier/index.md",
		"content/sources/up.toml", "content/sources/out.toml", "content/sources/nowhere.toml", "content/sources/pier/none", "content/none/none", "none", "none/none",
		"config.toml/below", "content/_index.md/below/it", "", "/", "content/", "content//sources", "content/../config.toml", "../"+filepath.Base(dir)+"/config.toml")
	for range 2 { // of what is held already, too
		for _, name := range asked {
			if want, got := look(root.FS(), name), look(folder, name); want != got {
				t.Errorf("%q: got\n%s, want\n%s", name, got, want)
			}
		}
	}
	if len(folder.held) > mostHeld {
		t.Errorf("%d folders are held, more than %d", len(folder.held), mostHeld)
	}
}

// look asks a file system all that can be asked about a name.
func look(of fs.FS, name string) string {
	data, unread := fs.ReadFile(of, name)
	said := fmt.Sprintf("%q %v\n", data, unread)
	entries, unlisted := fs.ReadDir(of, name)
	said += fmt.Sprintf("%v %v\n", entries, unlisted)
	info, unseen := fs.Stat(of, name)
	if info != nil {
		said += fmt.Sprint(info.Name(), info.Mode(), info.Size(), info.ModTime())
	}
	said += fmt.Sprintf(" %v\n", unseen)
	file, unopened := of.Open(name)
	if file != nil {
		file.Close()
	}
	return said + fmt.Sprint(unopened)
}

// TestFolderConforms is the standard library's test of file systems.
func TestFolderConforms(t *testing.T) {
	dir := t.TempDir()
	files := fstest.MapFS{"a": {Data: []byte("a")}, "b/c": {Data: []byte("c")}, "b/d/e": {Data: []byte("e")}, "b/d/f/g": {Data: []byte("g")}}
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	folder, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(folder, "a", "b/c", "b/d/e", "b/d/f/g"); err != nil {
		t.Error(err)
	}
	if _, err := OpenFolder(filepath.Join(dir, "a")); err == nil {
		t.Error("a file is opened as a folder")
	}
	for _, name := range []string{"b", "b/d"} {
		if folder.held[name] == nil {
			t.Errorf("%s is not held", name)
		}
	}
}
