package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/kept"
)

// keeping has commands keep what they find out in a folder, and returns it.
func keeping(t *testing.T) string {
	t.Setenv("CI", "")
	t.Setenv("SOURCE_DATE_EPOCH", "")
	caches := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", caches)
	before := openStore
	openStore = kept.Open
	t.Cleanup(func() { openStore = before })
	return filepath.Join(caches, "verbatim")
}

// took is how long a command took, which is never the same.
var took = regexp.MustCompile(`\d+\.\d s`)

// doing runs a command, and returns all that came of it.
func doing(t *testing.T, args ...string) string {
	t.Helper()
	said, status := verbatim(args...)
	public := "nothing"
	if _, err := os.Stat("public"); err == nil {
		if public, err = kept.Tree(os.DirFS("public")); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%s\n%d\n%s", took.ReplaceAllString(said, "N s"), status, public)
}

// isKnown reports whether it is known what a command would find out.
func isKnown(t *testing.T, command string, about ...any) bool {
	t.Helper()
	s := &session{texts: "texts"}
	project, texts, err := (&session{texts: "texts", colour: "auto", stderr: os.Stderr}).open()
	if err != nil {
		t.Fatal(err)
	}
	run, _, _, err := s.recall(s.store(), command, project, texts, about...)
	if err != nil {
		t.Fatal(err)
	}
	return run.known() != nil
}

// entries returns the names of what is kept.
func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Base(name) != "swept" {
			names = append(names, name)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return names
}

// TestKeptIsNotTrusted builds and checks with nothing kept, with all that an earlier run
// kept, and with what was made of that by other hands: what comes of it is the same.
func TestKeptIsNotTrusted(t *testing.T) {
	t.Chdir(small(t))
	dir := keeping(t)
	t.Setenv("VERBATIM_TEXTS", "texts")
	verbatim("lock")
	edit := func(how func(names []string, data [][]byte)) func() {
		return func() {
			names := entries(t, dir)
			var data [][]byte
			for _, name := range names {
				entry, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				data = append(data, entry)
			}
			how(names, data)
			for i, name := range names {
				if err := os.WriteFile(name, data[i], 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	build := doing(t, "build", "--no-cache")
	check := doing(t, "check", "--no-cache")
	if len(entries(t, dir)) > 0 {
		t.Fatal("--no-cache keeps something")
	}
	for _, state := range []struct {
		name  string
		make  func()
		known bool
	}{
		{"empty", func() {}, false},
		{"full", func() {}, true},
		{"flipped", edit(func(_ []string, data [][]byte) {
			for _, entry := range data {
				entry[len(entry)-1] ^= 1
			}
		}), false},
		{"full again", func() {}, true},
		{"cut", edit(func(_ []string, data [][]byte) {
			for i := range data {
				data[i] = data[i][:len(data[i])/2]
			}
		}), false},
		{"swapped", edit(func(names []string, data [][]byte) {
			// Each entry in the place of another one of its kind.
			for kind := range map[string]bool{"runs": true, "pictures": true} {
				var of []int
				for i, name := range names {
					if strings.Contains(name, string(filepath.Separator)+kind+string(filepath.Separator)) {
						of = append(of, i)
					}
				}
				first := data[of[0]]
				for i := range of[1:] {
					data[of[i]] = data[of[i+1]]
				}
				data[of[len(of)-1]] = first
			}
		}), false},
		{"stale", edit(func(_ []string, data [][]byte) {
			for i := range data {
				data[i] = bytes.Replace(data[i], []byte("\ntool "), []byte("\ntool x"), 1)
			}
		}), false},
		{"full at last", func() {}, true},
	} {
		state.make()
		if got := isKnown(t, "check"); got != state.known {
			t.Errorf("%s: of check it is known: %v", state.name, got)
		}
		if got := isKnown(t, "build", false); got != state.known {
			t.Errorf("%s: of build it is known: %v", state.name, got)
		}
		if got := doing(t, "check"); got != check {
			t.Errorf("%s: check says\n%s\nand not\n%s", state.name, got, check)
		}
		if got := doing(t, "build"); got != build {
			t.Errorf("%s: build says\n%s\nand not\n%s", state.name, got, build)
		}
	}
}

// TestLockedKeepsNothing: what others prove they prove themselves.
func TestLockedKeepsNothing(t *testing.T) {
	t.Chdir(small(t))
	dir := keeping(t)
	t.Setenv("VERBATIM_TEXTS", "texts")
	verbatim("lock")
	for _, args := range [][]string{{"check", "--locked"}, {"build", "--locked"}} {
		if got := doing(t, args...); len(entries(t, dir)) > 0 {
			t.Errorf("%v keeps something: %s", args, got)
		}
	}
	t.Setenv("CI", "true")
	if doing(t, "check"); len(entries(t, dir)) > 0 {
		t.Error("on a server check keeps something")
	}
}

// TestKnownOfTheSame: nothing is taken for known once something that a run has seen is
// another, or where it would look is something new.
func TestKnownOfTheSame(t *testing.T) {
	t.Chdir(small(t))
	keeping(t)
	t.Setenv("VERBATIM_TEXTS", "texts")
	verbatim("lock")
	text, err := filepath.Glob("texts/*/text.txt")
	if err != nil || len(text) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	page, err := filepath.Glob("content/topics/[a-z]*.md")
	if err != nil || len(page) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	put := func(name, data string) func() error {
		return func() error {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return err
			}
			return os.WriteFile(name, []byte(data), 0o644)
		}
	}
	more := func(name string) func() error {
		return func() error {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, append(data, '\n'), 0o644)
		}
	}
	for name, change := range map[string]func() error{
		"a page":            more(page[0]),
		"a new page":        put("content/topics/another.md", "---\ntitle: Another\n---\n"),
		"a page less":       func() error { return os.Remove(page[0]) },
		"a text":            more(text[0]),
		"a text less":       func() error { return os.Remove(text[0]) },
		"settings":          more("config.toml"),
		"a page as a link":  func() error { return os.Symlink(filepath.Base(page[0]), "content/topics/another.md") },
		"a file beside it":  put("content/topics/note.txt", "x"),
		"a folder":          put("content/topics/new/index.md", "---\ntitle: New\n---\n"),
		"a record's text":   put("content/sources/ferry-report/text.txt", "x"),
		"published schemas": more("static/schemas/topic.json"),
	} {
		t.Run(name, func(t *testing.T) {
			whole := t.TempDir()
			if err := os.CopyFS(whole, os.DirFS(".")); err != nil {
				t.Fatal(err)
			}
			t.Chdir(whole)
			verbatim("check")
			if !isKnown(t, "check") {
				t.Fatal("what was found out is not known")
			}
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if isKnown(t, "check") {
				t.Error("it is taken for known")
			}
		})
	}
	doing(t, "build")
	for name, change := range map[string]func() error{
		"a layout":      more("layouts/page.html"),
		"a style sheet": more("static/css/base.css"),
		"a static file": put("static/new.json", "{}"),
	} {
		if !isKnown(t, "build", false) {
			doing(t, "build")
		}
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if isKnown(t, "build", false) {
			t.Errorf("%s: a build is taken for known", name)
		}
	}
	doing(t, "build")
	before := doing(t, "build", "--no-cache")
	for _, name := range []string{"public/index.html", "public/more.html"} {
		if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := doing(t, "build"); got != before {
			t.Errorf("with another %s a build says\n%s\nand not\n%s", name, got, before)
		}
	}
}

// edits is how many random edits TestEditsAlike makes, unless $VERBATIM_EDITS says so.
const edits = 12

// TestEditsAlike edits a site at random, each time in another place, and builds it with
// what the builds before it kept, and without: the folders and the words are the same.
func TestEditsAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds")
	}
	count := edits
	if given := os.Getenv("VERBATIM_EDITS"); given != "" {
		var err error
		if count, err = strconv.Atoi(given); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(small(t))
	keeping(t)
	t.Setenv("VERBATIM_TEXTS", "texts")
	verbatim("lock")
	var undo func() error
	chance := rand.New(rand.NewPCG(1, 2))
	pick := func(globs ...string) string {
		var names []string
		for _, glob := range globs {
			some, _ := filepath.Glob(glob)
			names = append(names, some...)
		}
		slices.Sort(names)
		return names[chance.IntN(len(names))]
	}
	change := func(name string, how func(string) string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		undo = func() error { return os.WriteFile(name, data, 0o644) }
		if err := os.WriteFile(name, []byte(how(string(data))), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	kinds := []func(number int) string{
		func(n int) string { // words of ours
			return change(pick("content/topics/[a-z]*.md"), func(s string) string { return s + fmt.Sprintf("\nSentence number %d.\n", n) })
		},
		func(int) string { // a quotation's words, most often to something that is not proven
			return change(pick("content/topics/[a-z]*.md"), func(s string) string { return strings.Replace(s, " the ", " that ", 1) })
		},
		func(n int) string { // what stands where a page is listed, and on its picture
			return change(pick("content/topics/[a-z]*.md", "content/people/[a-z]*.md"), func(s string) string {
				return regexp.MustCompile(`(?m)^(title: .*[a-z])`).ReplaceAllString(s, fmt.Sprintf("${1} %d", n))
			})
		},
		func(int) string { // a source
			return change(pick("texts/*/text.txt"), func(s string) string { return s + "\nMore was said.\n" })
		},
		func(int) string {
			return change(pick("layouts/*.html", "layouts/_partials/*.html"), func(s string) string { return "{{/* edited */}}" + s })
		},
		func(n int) string {
			return change("config.toml", func(s string) string {
				return regexp.MustCompile(`(?m)^title = ".*"`).ReplaceAllString(s, fmt.Sprintf(`title = "The ferry %d"`, n))
			})
		},
		func(int) string {
			return change("static/css/base.css", func(s string) string { return s + "\n" })
		},
		func(int) string { // back to what was built before
			if undo == nil || undo() != nil {
				return "nothing"
			}
			return "undone"
		},
	}
	for n := range count {
		edited := kinds[chance.IntN(len(kinds))](n)
		with := doing(t, "build")
		again := doing(t, "build")
		if err := os.RemoveAll("public"); err != nil {
			t.Fatal(err)
		}
		without := doing(t, "build", "--no-cache")
		// Where nothing is published the old site stands, which was removed here.
		cut := func(said string) string { return strings.TrimSpace(said) }
		if strings.HasSuffix(without, "\nnothing") {
			cut = func(said string) string { return said[:strings.LastIndex(said, "\n")] }
		}
		if cut(with) != cut(without) && !strings.Contains(with, ": written") || cut(again) != cut(without) {
			t.Fatalf("edit %d, of %s:\n%s\n%s\nand without what is kept\n%s", n, edited, with, again, without)
		}
	}
}
