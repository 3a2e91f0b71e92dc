package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"summit-explainer/tools/verbatim/report"
)

// How long a command works before it says what it is at: to people at a terminal, and
// where lines stay, as in a server's log, in which one a moment would bury what was found.
const (
	patience = time.Second
	frame    = 100 * time.Millisecond // between two drawings
)

var inALog = 30 * time.Second // tests, which compare all that is said, wait longer

// steps tells people what a command that takes its time is at, and how far it is; and
// afterwards where the time went.
type steps struct {
	mu          sync.Mutex
	name        string // what is done now; "" for nothing
	began       time.Time
	done, total int // of it; a total of 0 is not known
	past        []pastStep
	timer       *time.Timer
	shown       bool      // it takes its time
	drawn       time.Time // on a terminal, the last time
}

// pastStep is a step that is over.
type pastStep struct {
	name string
	took time.Duration
}

// step says what is done from now on; "" that no more is, and takes away what was
// said.
func (s *session) step(name string) {
	p := &s.steps
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.name != "" {
		p.past = append(p.past, pastStep{p.name, time.Since(p.began)})
	}
	p.name, p.began, p.done, p.total = name, time.Now(), 0, 0
	s.clear()
	switch {
	case s.quiet:
	case name == "":
		if p.timer != nil {
			p.timer.Stop()
		}
		p.timer, p.shown = nil, false
	case p.timer == nil:
		wait := patience
		if !s.terminal() {
			wait = inALog
		}
		p.timer = time.AfterFunc(wait, s.late)
	case p.shown:
		s.draw()
	}
}

// far says how far a step is: how many of what it has to do are done. It may be called
// by several goroutines at once.
func (s *session) far(done, total int) {
	p := &s.steps
	p.mu.Lock()
	defer p.mu.Unlock()
	if total == p.total {
		done = max(done, p.done) // goroutines come as they come
	}
	p.done, p.total = done, total // of another total another thing is counted
	if total > 0 {
		p.done = min(done, total)
	}
	if p.shown && time.Since(p.drawn) > frame && s.terminal() {
		s.draw()
	}
}

func (s *session) terminal() bool { return report.NewScreen(s.stderr, s.colour).Terminal }

// late shows what is done, since it takes its time; in a log again and again.
func (s *session) late() {
	p := &s.steps
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.name == "" {
		return
	}
	p.shown = true
	s.draw()
	if !s.terminal() {
		p.timer = time.AfterFunc(inALog, s.late)
	}
}

// draw shows the step: on a terminal in the place of what it showed before.
func (s *session) draw() {
	p := &s.steps
	p.drawn = time.Now()
	far := "…"
	switch {
	case p.total > 0:
		far = fmt.Sprintf(" %d of %d", p.done, p.total)
	case p.done > 0:
		far = fmt.Sprintf("… %d", p.done)
	}
	if !s.terminal() {
		fmt.Fprintf(s.stderr, "%s%s\n", p.name, far)
		return
	}
	bar := ""
	if p.total > 0 {
		full := width * p.done / p.total
		bar = " [" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "]"
	}
	fmt.Fprintf(s.stderr, "\r\x1b[K%s%s%s", p.name, bar, far)
}

// readings is a file system that tells how many of so many files were read; a total of 0
// is not known.
type readings struct {
	fs.FS
	total int
	done  *atomic.Int64
	far   func(done, total int)
}

// counting returns files, of which s tells how many were read.
func (s *session) counting(files fs.FS, total int) fs.FS {
	return readings{files, total, &atomic.Int64{}, s.far}
}

// filesOf counts the files of a site. What can't be listed is said by who reads it.
func filesOf(site fs.FS) (count int) {
	_ = fs.WalkDir(site, ".", func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			count++
		}
		return err
	})
	return count
}

func (c readings) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(c.FS, name)
	c.far(int(c.done.Add(1)), c.total)
	return data, err
}

func (c readings) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(c.FS, name) }
func (c readings) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(c.FS, name) }

// width is that of a bar, in columns: with what stands beside it no line is too long.
const width = 24

// clear takes away what a terminal shows.
func (s *session) clear() {
	if s.steps.shown && s.terminal() {
		fmt.Fprint(s.stderr, "\r\x1b[K")
	}
}

// timings writes where the time went.
func (p *steps) timings(to io.Writer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, step := range p.past {
		fmt.Fprintf(rows, "%.2f s\t  %s\n", step.took.Seconds(), step.name)
	}
	_ = rows.Flush()
}
