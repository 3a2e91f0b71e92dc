package kept

import (
	"bytes"
	"encoding/gob"
	"io"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
)

// again writes a trace and reads it, as from one run to the next.
func again(t *testing.T, trace *Trace) (*Trace, error) {
	t.Helper()
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(trace); err != nil {
		return nil, err
	}
	var read Trace
	return &read, gob.NewDecoder(&data).Decode(&read)
}

func TestTrace(t *testing.T) {
	files := func() fstest.MapFS {
		return fstest.MapFS{"a/one": {Data: []byte("1")}, "a/two": {Data: []byte("22")}, "b": {Data: []byte("b")}, "picture": {Data: []byte("p")}, "unread": {Data: []byte("u")}}
	}
	trace := NewTrace(files())
	for _, ask := range []func() error{
		func() error { _, err := fs.ReadFile(trace, "b"); return err },
		func() error { _, err := fs.ReadDir(trace, "a"); return err },
		func() error { _, err := fs.Stat(trace, "a/one"); return err },
		func() error {
			file, err := trace.Open("picture")
			if err != nil {
				return err
			}
			first := make([]byte, 1)
			_, err = io.ReadFull(file, first)
			if string(first) != "p" {
				t.Errorf("read %q", first)
			}
			return err
		},
	} {
		if err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := fs.ReadFile(trace, "missing"); !os.IsNotExist(err) {
		t.Errorf("what is missing is there: %v", err)
	}
	if _, err := trace.Open("missing too"); !os.IsNotExist(err) {
		t.Errorf("what is missing is there: %v", err)
	}
	read, err := again(t, trace)
	if err != nil {
		t.Fatal(err)
	}
	if !read.Same(files()) {
		t.Error("the same files are taken for others")
	}
	for name, change := range map[string]func(fstest.MapFS){
		"a file":                   func(m fstest.MapFS) { m["b"] = &fstest.MapFile{Data: []byte("c")} },
		"a file is gone":           func(m fstest.MapFS) { delete(m, "b") },
		"a file is a folder":       func(m fstest.MapFS) { delete(m, "b"); m["b/c"] = &fstest.MapFile{} },
		"a file is a link":         func(m fstest.MapFS) { m["a/two"] = &fstest.MapFile{Data: []byte("one"), Mode: fs.ModeSymlink} },
		"another in a folder":      func(m fstest.MapFS) { m["a/three"] = &fstest.MapFile{} },
		"longer in a folder":       func(m fstest.MapFS) { m["a/two"] = &fstest.MapFile{Data: []byte("222")} },
		"what was missing":         func(m fstest.MapFS) { m["missing"] = &fstest.MapFile{} },
		"what was missing, too":    func(m fstest.MapFS) { m["missing too"] = &fstest.MapFile{} },
		"a picture behind its top": func(m fstest.MapFS) { m["picture"] = &fstest.MapFile{Data: []byte("pq")} },
	} {
		now := files()
		change(now)
		if read.Same(now) {
			t.Errorf("%s: taken for the same", name)
		}
	}
	now := files()
	now["unread"] = &fstest.MapFile{Data: []byte("other")}
	if !read.Same(now) {
		t.Error("what nobody asked is looked at")
	}
}

// TestTraceLost: what can't be asked again is not kept.
func TestTraceLost(t *testing.T) {
	files := fstest.MapFS{"a/one": {Data: []byte("1")}}
	changing := NewTrace(files)
	_, _ = fs.ReadFile(changing, "a/one")
	files["a/one"] = &fstest.MapFile{Data: []byte("2")}
	_, _ = fs.ReadFile(changing, "a/one")
	folder := NewTrace(files)
	if _, err := folder.Open("a"); err != nil {
		t.Fatal(err)
	}
	failing := NewTrace(files)
	if _, err := fs.ReadFile(failing, "a"); err == nil {
		t.Fatal("a folder was read")
	}
	for name, trace := range map[string]*Trace{"changing": changing, "a folder": folder, "failing": failing} {
		if _, err := again(t, trace); err == nil {
			t.Errorf("%s: it can be kept", name)
		}
	}
}

func TestTree(t *testing.T) {
	files := fstest.MapFS{"a/one": {Data: []byte("1")}, "b": {Data: []byte("b")}}
	whole, err := Tree(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]fstest.MapFS{
		"less":    {"b": {Data: []byte("b")}},
		"more":    {"a/one": {Data: []byte("1")}, "b": {Data: []byte("b")}, "c": {}},
		"other":   {"a/one": {Data: []byte("2")}, "b": {Data: []byte("b")}},
		"named":   {"a/two": {Data: []byte("1")}, "b": {Data: []byte("b")}},
		"swapped": {"a/one": {Data: []byte("b")}, "b": {Data: []byte("1")}},
	} {
		if sum, err := Tree(other); err != nil || sum == whole {
			t.Errorf("%s: %v, %v", name, sum == whole, err)
		}
	}
	files["c"] = &fstest.MapFile{Data: []byte("b"), Mode: fs.ModeSymlink}
	if _, err := Tree(files); err == nil {
		t.Error("a link is taken for a file")
	}
}
