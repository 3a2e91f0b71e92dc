package publish

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	old := fstest.MapFS{"index.html": {Data: []byte("old")}, "gone/index.html": {Data: []byte("old")}}
	fresh := fstest.MapFS{"index.html": {Data: []byte("new")}}
	for _, site := range []fstest.MapFS{old, fresh} {
		if err := Publish(site, dir); err != nil {
			t.Fatal(err)
		}
	}
	if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err != nil || string(data) != "new" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gone")); err == nil {
		t.Error("a page that was withdrawn is still there")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".public-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPublishRefuses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(dir, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Publish(fstest.MapFS{"index.html": {}}, dir); err == nil {
		t.Error("a file was taken for a folder")
	}
	if data, err := os.ReadFile(dir); err != nil || string(data) != "mine" {
		t.Errorf("the file is %q, %v", data, err)
	}
}
