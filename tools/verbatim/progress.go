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

	"summit-explainer/tools/verbatim/finding"
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
	of          string // what is counted of it, in the plural
	done, total int    // a total of 0 is not known
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
	p.name, p.began, p.of, p.done, p.total = name, time.Now(), "", 0, 0
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

// far says how far a step is: a [finding.Progress].
func (s *session) far(of string, done, total int) {
	p := &s.steps
	p.mu.Lock()
	defer p.mu.Unlock()
	if of == p.of {
		done = max(done, p.done) // goroutines come as they come
	}
	p.of, p.done, p.total = of, done, total
	if total > 0 {
		p.done = min(done, total)
	}
	if p.shown && time.Since(p.drawn) > frame && s.terminal() {
		s.draw()
	}
}

func (s *session) screen() report.Screen { return report.NewScreen(s.stderr, s.colour) }

func (s *session) terminal() bool { return s.screen().Terminal }

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
		far = fmt.Sprintf(" %d of %d %s", p.done, p.total, p.of)
	case p.done > 0:
		far = fmt.Sprintf("… %d %s", p.done, p.of)
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
	line := []rune(p.name + bar + far)
	if columns := s.screen().Width; columns > 0 && len(line) >= columns {
		line = line[:columns-1] // the next could not be drawn over it
	}
	fmt.Fprintf(s.stderr, "\r\x1b[K%s", string(line))
}

// readings is a file system that tells how many of so many files were read; a total of 0
// is not known.
type readings struct {
	fs.FS
	total int
	done  *atomic.Int64
	far   finding.Progress
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
	c.far("files", int(c.done.Add(1)), c.total)
	return data, err
}

func (c readings) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(c.FS, name) }
func (c readings) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(c.FS, name) }

// width is that of a bar, in columns: there is room for what stands beside it.
const width = 16

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
