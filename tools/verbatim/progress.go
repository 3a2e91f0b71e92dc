package main

import (
	"fmt"
	"sync"
	"time"

	"summit-explainer/tools/verbatim/report"
)

// patience is how long a command works before it says what it is at.
const patience = time.Second

// steps tells people at a terminal what a command that takes its time is at.
type steps struct {
	mu    sync.Mutex
	name  string // what is done now; "" for nothing
	shown bool
	timer *time.Timer
}

// step says what is done from now on; "" that no more is, and takes away what was
// said.
func (s *session) step(name string) {
	if s.quiet || !report.NewScreen(s.stderr, s.colour).Terminal {
		return
	}
	p := &s.steps
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
	switch {
	case p.timer == nil:
		p.timer = time.AfterFunc(patience, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			s.draw()
		})
	case p.shown:
		s.draw()
	}
	if name == "" {
		p.timer.Stop()
		p.timer = nil
	}
}

// draw writes the line anew.
func (s *session) draw() {
	p := &s.steps
	if p.shown = p.name != ""; p.shown {
		fmt.Fprintf(s.stderr, "\r\x1b[K%s…", p.name)
	} else {
		fmt.Fprint(s.stderr, "\r\x1b[K")
	}
}
