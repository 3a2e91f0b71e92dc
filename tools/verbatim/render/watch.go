package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/afero"

	"summit-explainer/tools/verbatim/finding"
)

// Hugo can stop for ever where pages fail to render, and take all memory where
// a partial includes itself. It is watched: as long as it opens, writes or says
// something it goes on.
const (
	patience  = time.Minute      // without progress
	impatient = 10 * time.Second // after Hugo has said what is wrong
)

// allowed returns how many bytes of the heap Hugo may take for a project of so many files:
// half as much again as a build of ten thousand topics was seen to take, and for a small
// site what no template takes that comes to an end.
func allowed(files int) uint64 { return max(4<<30, uint64(files)<<20) }

// progress counts what Hugo does, and keeps what it says.
type progress struct {
	steps atomic.Int64
	pages atomic.Int64
	told  func(pages int) // nil where nobody asks
	lock  sync.Mutex
	said  bytes.Buffer
}

// Write takes what Hugo says.
func (p *progress) Write(text []byte) (int, error) {
	p.steps.Add(1)
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.said.Write(text)
}

// log returns what Hugo has said so far.
func (p *progress) log() string {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.said.String()
}

// clear forgets what was said.
func (p *progress) clear() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.said.Reset()
}

// counted is a file system that counts what is opened in it.
type counted struct {
	afero.Fs
	progress *progress
}

func (c counted) Open(name string) (afero.File, error) {
	c.progress.steps.Add(1)
	return c.Fs.Open(name)
}

// written counts the pages that are written.
func (p *progress) written(name string) {
	if p.told != nil && path.Base(name) == "index.html" {
		p.told(int(p.pages.Add(1)))
	}
}

func (c counted) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	c.progress.steps.Add(1)
	if flag&os.O_CREATE != 0 {
		c.progress.written(name)
	}
	return c.Fs.OpenFile(name, flag, mode)
}

func (c counted) Create(name string) (afero.File, error) {
	c.progress.steps.Add(1)
	c.progress.written(name)
	return c.Fs.Create(name)
}

// stopped says that Hugo neither came to an end nor went on. Its goroutines are
// left where they are.
type stopped struct{ reason string }

func (s *stopped) Error() string { return "Hugo stopped: " + s.reason }

// watch runs work until it ends, or until it makes no progress for as long as
// limit says or takes more than that many bytes of the heap.
func watch(work func() error, p *progress, limit time.Duration, bytes uint64) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	tick := time.NewTicker(min(limit/4, 250*time.Millisecond))
	defer tick.Stop()
	last, since := p.steps.Load(), time.Now()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
		}
		if now := p.steps.Load(); now != last {
			last, since = now, time.Now()
		}
		if used := heap(); used > bytes {
			return &stopped{fmt.Sprintf("it needs more than %d MB of memory; a template may repeat itself without end", bytes>>20) + firstError(p.log())}
		}
		wait := limit
		if strings.Contains(p.log(), "ERROR") {
			wait = min(limit, impatient)
		}
		if quiet := time.Since(since); quiet > wait {
			return &stopped{fmt.Sprintf("it has done nothing for %d s", int(quiet.Seconds())) + firstError(p.log())}
		}
	}
}

// firstError returns the first thing that Hugo says is wrong, to be said after
// something else, or "".
func firstError(log string) string {
	for line := range strings.Lines(log) {
		if _, said, ok := strings.Cut(line, "ERROR "); ok {
			return "; it said: " + strings.TrimSpace(said)
		}
	}
	return ""
}

// heap returns the bytes of the heap that are in use.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// included finds the partials that a template names outright.
var included = regexp.MustCompile(`\b(?:partial|partialCached)\s+"([^"]+)"`)

// checkPartials reports a partial that includes itself, by way of others or not:
// Hugo would run it until memory or time is at an end. It reports whether there
// is one. Names that a template computes are not known here.
func checkPartials(project fs.FS, report finding.Report) bool {
	const root = "layouts/_partials/"
	uses := map[string][]string{}
	places := map[string][]int{}
	files := map[string]*finding.File{}
	fs.WalkDir(project, strings.TrimSuffix(root, "/"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // what can't be read is said when it is copied
		}
		data, err := fs.ReadFile(project, name)
		if err != nil {
			return nil
		}
		name = strings.TrimPrefix(name, root)
		files[name] = finding.NewFile(root+name, data)
		for _, at := range included.FindAllSubmatchIndex(data, -1) {
			used := string(data[at[2]:at[3]])
			if path.Ext(used) == "" {
				used += ".html"
			}
			uses[name], places[name] = append(uses[name], used), append(places[name], at[2])
		}
		return nil
	})
	circular := false
	const open, closed = 1, 2
	state := map[string]int{}
	var visit func(name string)
	visit = func(name string) {
		state[name] = open
		for i, used := range uses[name] {
			switch state[used] {
			case open:
				circular = true
				at := places[name][i]
				report(finding.Finding{Rule: finding.Render, File: files[name], Span: finding.Span{Start: at, End: at + len(used)},
					Message: "a partial includes itself by this one: " + used, Help: "let it end: call another partial, or range over a list"})
			case 0:
				visit(used)
			}
		}
		state[name] = closed
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if state[name] == 0 {
			visit(name)
		}
	}
	return circular
}
