package main

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// At two addresses the same site differs by the address alone, and in those kinds
// of file only that hold addresses.
func TestAddresses(t *testing.T) {
	withWaiting(t, "publishDate: 2020-01-01")
	build := func(args ...string) map[string]string {
		if out, status := verbatim(append([]string{"build", "--texts", "texts"}, args...)...); status != clean {
			t.Fatal(out)
		}
		files := map[string]string{}
		err := fs.WalkDir(os.DirFS("public"), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := os.ReadFile("public/" + name)
			files[name] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	one := build("--base-url", "https://one.example/alpha/")
	other := build("--base-url", "http://two.example:8443/b/c/")
	if len(one) != len(other) {
		t.Errorf("%d files, and %d", len(one), len(other))
	}
	same := strings.NewReplacer("http://two.example:8443/b/c/", "https://one.example/alpha/", "/b/c/", "/alpha/")
	var kinds []string
	for name, data := range one {
		if data == other[name] {
			continue
		}
		if kind := path.Ext(name); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		if same.Replace(other[name]) != data {
			t.Errorf("%s differs in more than the address", name)
		}
	}
	slices.Sort(kinds)
	// What has no extension is _headers, whose paths begin with that of the address.
	if want := []string{"", ".bib", ".html", ".json", ".ris", ".txt", ".xml"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds of file that differ: %q, want %q", kinds, want)
	}
	if one["sources/xylo-source/text.txt"] != other["sources/xylo-source/text.txt"] {
		t.Error("a source's text differs")
	}
}
