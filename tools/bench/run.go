package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// What is timed. The names are those of the table.
const (
	checkCold = "`verbatim check`, no cache"
	checkSame = "`verbatim check`, nothing changed"
	checkOne  = "`verbatim check`, one page changed"
	linked    = "`verbatim link`"
	buildCold = "`verbatim build`, no cache"
	buildKept = "`verbatim build`, pictures kept"
	buildSame = "`verbatim build`, nothing changed"
	buildOne  = "`verbatim build`, one page changed"
	hugoCold  = "`hugo`, our layouts, no pictures kept"
	hugoSame  = "`hugo`, our layouts, pictures kept"
	hugoBare  = "`hugo`, bare layouts"
)

// compared are the ratios that the table gives, each command to its yardstick, with what
// they may be by wall time; 0 where nothing is said.
var compared = []ratio{
	{buildCold, hugoCold, 1.25}, {buildKept, hugoSame, 1.4}, {buildSame, hugoSame, 0.2}, {buildOne, hugoSame, 0.9}, {hugoSame, hugoBare, 4},
	{checkCold, hugoBare, 0.5}, {checkSame, hugoBare, 0.15}, {checkOne, hugoBare, 0}, {linked, hugoBare, 0},
}

// ratio is what a command takes of what its yardstick does.
type ratio struct {
	of, to string
	wanted float64
}

// cost is what a run took.
type cost struct {
	wall time.Duration
	cpu  time.Duration // of user and system, on all cores
	peak float64       // resident memory, in megabytes (10⁶ bytes)
}

// bed is a generated site with what runs on it.
type bed struct {
	work string // with the programs
	dir  string // of the site
	turn int    // how often a page was changed
}

// lay generates the site, locks its evidence, and lays beside it the same content
// under layouts that show no more than it.
func (b *bed) lay(topics int) error {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if err := generate(os.DirFS("."), b.dir, shape{topics: topics}); err != nil {
		return err
	}
	if _, err := b.run(b.dir, "kept", "verbatim", "lock"); err != nil {
		return err
	}
	bare := &writer{dir: b.dir + "-bare"}
	bare.put("hugo.toml", "baseURL = \"https://bench.example/\"\ntitle = \"The bench\"\ndisableKinds = [\"RSS\", \"taxonomy\", \"term\"]\n")
	bare.put("layouts/home.html", "<!doctype html><title>{{ .Title }}</title>{{ .Content }}")
	bare.put("layouts/section.html", "<!doctype html><title>{{ .Title }}</title>{{ .Content }}{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}")
	bare.put("layouts/page.html", "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}")
	if bare.err != nil {
		return bare.err
	}
	return os.CopyFS(filepath.Join(bare.dir, "content"), os.DirFS(filepath.Join(b.dir, "content")))
}

// rounds times each command so often, forwards and backwards in turns, so that
// what the machine does meanwhile falls on all of them.
func (b *bed) rounds(rounds int) (map[string][]cost, error) {
	type task struct {
		name string
		run  func() (cost, error)
	}
	tool := func(cache, command string) func() (cost, error) {
		return func() (cost, error) { return b.run(b.dir, cache, "verbatim", command) }
	}
	hugo := func(dir, cache string) func() (cost, error) {
		return func() (cost, error) {
			return b.run(dir, cache, "hugo", "--quiet", "--destination", filepath.Join(b.work, "stock"))
		}
	}
	changed := func(run func() (cost, error)) func() (cost, error) {
		return func() (cost, error) {
			if err := b.change(); err != nil {
				return cost{}, err
			}
			return run()
		}
	}
	// Where a page was changed since, it is known only to the run after the next.
	same := func(run func() (cost, error)) func() (cost, error) {
		turn := -1
		return func() (cost, error) {
			if turn != b.turn {
				turn = b.turn
				if took, err := run(); err != nil {
					return took, err
				}
			}
			return run()
		}
	}
	kept := hugo(b.dir, "pictures")
	// What runs found out is not known, and what they drew is.
	drawn := func() (cost, error) {
		if err := os.RemoveAll(filepath.Join(b.work, "cache-drawn", "verbatim", "runs")); err != nil {
			return cost{}, err
		}
		return tool("drawn", "build")()
	}
	tasks := []task{
		{checkCold, tool("", "check")}, {checkSame, same(tool("kept", "check"))}, {checkOne, changed(tool("kept", "check"))},
		{buildCold, tool("", "build")}, {buildKept, drawn}, {buildSame, same(tool("kept", "build"))}, {buildOne, changed(tool("kept", "build"))},
		{linked, tool("kept", "link")},
		{hugoCold, hugo(b.dir, "")}, {hugoSame, kept}, {hugoBare, hugo(b.dir+"-bare", "")},
	}
	// What is kept is there.
	for _, first := range []func() (cost, error){tool("kept", "link"), tool("kept", "check"), tool("kept", "build"), kept} {
		if _, err := first(); err != nil {
			return nil, err
		}
	}
	pictures := filepath.Join(b.work, "cache-drawn") // drawn once, for both
	if err := errors.Join(os.RemoveAll(pictures), os.CopyFS(pictures, os.DirFS(filepath.Join(b.work, "cache-kept")))); err != nil {
		return nil, err
	}
	all := map[string][]cost{}
	for range rounds {
		for _, task := range tasks {
			took, err := task.run()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", task.name, err)
			}
			all[task.name] = append(all[task.name], took)
		}
		slices.Reverse(tasks)
	}
	return all, nil
}

// What is timed of the start, in the project's own site, with its names in the table.
const hugoVersion = "`hugo version`"

var starts = map[string][]string{
	"`verbatim explain RULE`": {"explain", "quote-altered"},
	"`verbatim match`":        {"match", "--text", "source.txt", "The ferry sails at noon"},
	"`verbatim check FILE`":   {"check", ""},
}

// started times, so often in turns, the commands that authors wait for.
func (b *bed) started(rounds int) (map[string][]cost, error) {
	pages, err := filepath.Glob("content/topics/[a-z]*.md")
	if err != nil || len(pages) == 0 {
		return nil, fmt.Errorf("the site has no topics: %w", err)
	}
	all := map[string][]cost{}
	for round := range rounds + 1 {
		for name, args := range starts {
			args = slices.Clone(args)
			for i, arg := range args {
				switch {
				case arg == "":
					args[i] = pages[0]
				case strings.HasSuffix(arg, ".txt"):
					args[i] = filepath.Join(b.work, arg)
				}
			}
			took, err := b.run(".", "start", "verbatim", args...)
			if err != nil {
				return nil, err
			}
			if round > 0 { // what is kept is there from then on
				all[name] = append(all[name], took)
			}
		}
		took, err := b.run(".", "start", "hugo", "version")
		if err != nil {
			return nil, err
		}
		if round > 0 {
			all[hugoVersion] = append(all[hugoVersion], took)
		}
	}
	return all, nil
}

// change writes another word of our own into a topic.
func (b *bed) change() error {
	b.turn++
	name := filepath.Join(b.dir, "content", "topics", "topic-00000.md")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	text, _, _ := strings.Cut(string(data), "\n\nTurn ")
	return os.WriteFile(name, []byte(strings.TrimSpace(text)+fmt.Sprintf("\n\nTurn %d.\n", b.turn)), 0o644)
}

// run runs a program in a folder, with a folder of caches by that name, or with
// none before and none after.
func (b *bed) run(dir, cache, program string, args ...string) (cost, error) {
	name := filepath.Join(b.work, "cache-"+cache)
	if cache == "" {
		if err := os.RemoveAll(name); err != nil {
			return cost{}, err
		}
	}
	cmd := exec.Command(filepath.Join(b.work, program), args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+name, "HUGO_CACHEDIR="+filepath.Join(name, "hugo"), "VERBATIM_TEXTS=", "CI=")
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := cost{wall: time.Since(start)}
	if err != nil {
		return took, fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, out[max(0, len(out)-2000):])
	}
	took.cpu, took.peak = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peak(cmd.ProcessState)
	return took, nil
}
