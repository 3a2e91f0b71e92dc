package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"summit-explainer/tools/verbatim/archetype"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// The files that are laid over a project are found, listed and read as though they
// were on the disk: a file system as package fs has it.
func TestOver(t *testing.T) {
	disk := fstest.MapFS{"content/a.md": {Data: []byte("a")}, "content/b/c.md": {Data: []byte("c")}, "content/l.md": {Data: []byte("a.md"), Mode: fs.ModeSymlink}}
	over := Over{disk, map[string][]byte{"content/a.md": []byte("longer"), "content/b/d.md": []byte("d"), "content/e/f.md": []byte("f"), "content/l.md": []byte("x")}}
	var names []string
	err := fs.WalkDir(over, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Type().IsRegular() {
			info, err := entry.Info()
			if err != nil {
				return err
			}
			data, err := fs.ReadFile(over, name)
			if err != nil || int64(len(data)) != info.Size() {
				t.Errorf("%s has %d bytes, and says %d: %v", name, len(data), info.Size(), err)
			}
			file, err := over.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			if info, err := file.Stat(); err != nil || info.Size() != int64(len(data)) || info.Name() != entry.Name() {
				t.Errorf("%s when open: %v, %v", name, info, err)
			}
		}
		names = append(names, fmt.Sprint(name, " ", entry.Type()))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	want := "content d---------;content/a.md ----------;content/b d---------;content/b/c.md ----------;content/b/d.md ----------;content/e d---------;content/e/f.md ----------;content/l.md L---------"
	if got := strings.Join(names, ";"); got != want {
		t.Errorf("it holds %s", got)
	}
	if _, err := over.ReadDir("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func moment() (prose.Moment, error) {
	at, _ := prose.ParseMoment("2026-11-20")
	return prose.Moment{At: at}, nil
}

// site is the small site of the command's tests.
func site(t testing.TB) fs.FS {
	files := fstest.MapFS{}
	for from, to := range map[string]string{"../testdata/site": "", "../../../static": "static/", "../../../layouts": "layouts/"} {
		err := fs.WalkDir(os.DirFS(from), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(os.DirFS(from), name)
			files[to+name] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile("../../../config.toml")
	if err == nil {
		config, err = archetype.Settings(config, "The ferry, explained", "https://ferry.example/", "2021-03-02")
	}
	if err != nil {
		t.Fatal(err)
	}
	files["config.toml"] = &fstest.MapFile{Data: config, Mode: 0o644}
	return files
}

func texts(t testing.TB, project fs.FS) fs.FS {
	in, err := fs.Sub(project, "texts")
	if err != nil {
		t.Fatal(err)
	}
	return in
}

const ferry = "content/topics/ferry.md"

// Whoever asks while others write gets an answer of the files as they were at some
// moment after the question, and at the end all agree.
func TestConcurrent(t *testing.T) {
	project := site(t)
	desk := New(project, texts(t, project), moment)
	good, err := fs.ReadFile(project, ferry)
	if err != nil {
		t.Fatal(err)
	}
	bad := []byte(strings.Replace(string(good), "did not agree", "did agree", 1))
	var group sync.WaitGroup
	for writer := range 2 {
		group.Go(func() {
			for i := range 10 {
				if (i+writer)%2 == 0 {
					desk.Lay(ferry, bad)
				} else {
					desk.Lift(ferry)
				}
				time.Sleep(time.Duration(i) * time.Millisecond)
			}
		})
	}
	for range 4 {
		group.Go(func() {
			for range 3 {
				state, err := desk.Check(context.Background())
				if err != nil {
					t.Error(err)
					return
				}
				wrong := string(state.Page(ferry).File.Data) == string(bad)
				if found := len(state.Findings[ferry]) > 0; found != wrong {
					t.Errorf("found: %v, wrong: %v", found, wrong)
				}
			}
		})
	}
	group.Wait()
	desk.Lay(ferry, bad)
	state, err := desk.Check(context.Background())
	if err != nil || len(state.Findings[ferry]) != 1 || state.Findings[ferry][0].Rule != finding.QuoteAltered {
		t.Errorf("at the end: %v, %v", state.Findings, err)
	}
	if desk.Last() != state {
		t.Error("the last state is another one")
	}
	if again, _ := desk.Check(context.Background()); again != state {
		t.Error("what has not changed is checked again")
	}
}

// slow is a file system that can be read only when it is told so.
type slow struct {
	fs.FS
	gate chan struct{}
}

func (s slow) Open(name string) (fs.File, error) {
	<-s.gate
	return s.FS.Open(name)
}

// What is out of date is not read to its end, and who does not wait any more is let
// go.
func TestCancel(t *testing.T) {
	files := slow{site(t), make(chan struct{})}
	desk := New(files, nil, moment)
	gone, leave := context.WithCancel(context.Background())
	leave()
	if _, err := desk.Check(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("who does not wait: %v", err)
	}
	first := desk.now()
	files.gate <- struct{}{}
	desk.Touch("")
	select {
	case files.gate <- struct{}{}: // the file that was being opened
		<-first.done
	case <-first.done:
	}
	if !errors.Is(first.err, context.Canceled) {
		t.Errorf("what is out of date ended with %v", first.err)
	}
	close(files.gate)
	if state, err := desk.Check(context.Background()); err != nil || state.Page(ferry) == nil {
		t.Errorf("after that: %v, %v", state, err)
	}
}

// A project that can't be read is an error, and what was known stays.
func TestUnreadable(t *testing.T) {
	desk := New(site(t), nil, moment)
	if desk.Last() != nil {
		t.Error("something is known before anything was read")
	}
	state, err := desk.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	desk.Lay("config.toml", []byte("title = "))
	if _, err := desk.Check(context.Background()); err == nil || desk.Last() != state {
		t.Errorf("with a broken configuration: %v", err)
	}
	desk.Lift("config.toml")
	if _, err := desk.Check(context.Background()); err != nil {
		t.Error(err)
	}
}
