package main

import (
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"summit-explainer/tools/verbatim/publish"
)

// askedToEnd returns the signals that ask a program to end, from now on.
func askedToEnd() chan os.Signal {
	signals := make(chan os.Signal, 1)
	for _, asked := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(asked) { // nohup means it
			signal.Notify(signals, asked)
		}
	}
	return signals
}

// endOn ends publishing and the program on the first signal. Rendering can't be
// stopped: so the program ends here, and whoever else would end it waits.
func (s *session) endOn(signals <-chan os.Signal, publishing *publish.Transaction) {
	received := (<-signals).(syscall.Signal)
	s.ending.Lock()
	s.again.end()
	err := publishing.Close()
	line := fmt.Sprintf("%v: %s is as it was", received, destination)
	if publishing.Published() {
		line = fmt.Sprintf("%v: %s is the new site", received, destination)
	}
	if err != nil {
		line += "; " + strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	s.step("")
	fmt.Fprintf(s.stderr, "verbatim: %s\n", line)
	os.Exit(128 + int(received))
}

// warn says what is wrong beside the work, which is done all the same.
func (s *session) warn(err error) {
	if err != nil {
		fmt.Fprintf(s.stderr, "verbatim: warning: %v\n", err)
	}
}
