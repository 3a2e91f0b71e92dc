package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/mod/sumdb/dirhash"

	"summit-explainer/tools/verbatim/archetype"
	"summit-explainer/tools/verbatim/kept"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/render"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"verbatim": main})
}

// pictures are those that tests have drawn: a site that is rendered hundreds of times has
// the same ones each time.
var pictures *kept.Store

// withPictures returns what the renderer is told, with the pictures.
func withPictures(graph *link.Graph) render.Options {
	options := rendering(&selection{graph: graph})
	options.Kept = pictures
	return options
}

// tests run without what the user's own runs have kept, and leave nothing there.
type tests struct{ testscript.TestingM }

func (t tests) Run() int {
	dir, err := os.MkdirTemp("", "verbatim-pictures-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	pictures = kept.In(dir)
	openStore = func() *kept.Store { return nil }
	inALog = time.Hour
	return t.TestingM.Run()
}

// TestScripts runs the command as its users do, over a small invented site:
// testdata/site with the layouts, the schemas and the configuration of the
// real one. Each script is a behaviour, named subject first.
func TestScripts(t *testing.T) {
	project, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	caches := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			if err := layOut(env.WorkDir); err != nil {
				return err
			}
			env.Setenv("PROJECT", project)
			env.Setenv("XDG_CACHE_HOME", caches) // of all scripts: they run beside each other
			env.Setenv("CI", "")                 // which says that evidence has to be locked by now
			return copyAll(filepath.Join("testdata", "site"), env.WorkDir)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"edit":    edit,
			"digest":  digest,
			"bytes":   sizedFile,
			"hugo":    hugo,
			"example": example,
		},
	})
}

// layOut copies into a folder what every site has: the layouts and the static files
// of the project, and its settings as another site has them.
func layOut(dir string) error {
	for _, name := range []string{"layouts", "static"} {
		if err := copyAll(filepath.Join("..", "..", name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	config, err := settings()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644)
}

// settings returns the settings of the small site.
func settings() ([]byte, error) {
	config, err := os.ReadFile(filepath.Join("..", "..", "config.toml"))
	if err != nil {
		return nil, err
	}
	return archetype.Settings(config, "The ferry, explained", "https://ferry.example/", "2021-03-02")
}

func copyAll(from, to string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}

// status N COMMAND…: the command ends with that status, not just with some
// failure, and without a panic.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [arg...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
	if strings.Contains(ts.ReadFile("stderr"), "goroutine ") {
		ts.Fatalf("the command panicked")
	}
}

// edit FILE OLD NEW replaces the one OLD in the file; \n is a line break.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit file old new")
	}
	for i, text := range args[1:] {
		args[i+1] = strings.ReplaceAll(text, `\n`, "\n")
	}
	text := ts.ReadFile(args[0])
	if times := strings.Count(text, args[1]); times != 1 {
		ts.Fatalf("%q is %d times in %s", args[1], times, args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// digest DIR FILE NAME… writes one digest of everything in DIR, but for files of
// those names, to FILE.
func digest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: digest dir file [name...]")
	}
	dir := ts.MkAbs(args[0])
	files, err := dirhash.DirFiles(dir, "")
	ts.Check(err)
	files = slices.DeleteFunc(files, func(name string) bool { return slices.Contains(args[2:], name) })
	sum, err := dirhash.Hash1(files, func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) })
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(sum), 0o644))
}

// bytes FILE N BYTE… writes a file of N times the bytes, given in hexadecimal
// after a prefix of front matter where FILE is a page.
func sizedFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bytes file n hex")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	var unit []byte
	_, err = fmt.Sscanf(args[2], "%x", &unit)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(string(unit), size)), 0o644))
}

// hugo DIR [FLAG…] runs the stock hugo, of the version that the module requires,
// into a folder.
func hugo(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: hugo dir [flag...]")
	}
	cmd := exec.Command("go", "tool", "-n", "hugo")
	cmd.Dir = ts.Getenv("PROJECT")
	binary, err := cmd.Output()
	ts.Check(err)
	err = ts.Exec(strings.TrimSpace(string(binary)), append([]string{"--destination", ts.MkAbs(args[0]), "--quiet"}, args[1:]...)...)
	if neg != (err != nil) {
		ts.Fatalf("hugo: %v", err)
	}
}

// example FILE STREAM: the console block of the file shows what was printed.
func example(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: example file stdout|stderr")
	}
	_, block, _ := strings.Cut(ts.ReadFile(args[0]), "```console\n")
	block, _, _ = strings.Cut(block, "```")
	_, block, _ = strings.Cut(block, "\n") // the command
	if printed := ts.ReadFile(args[1]); block != printed {
		ts.Fatalf("%s shows:\n%s\nprinted is:\n%s", args[0], block, printed)
	}
}
