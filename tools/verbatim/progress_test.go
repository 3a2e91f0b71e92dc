package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgressInALog plays a long command: a log has a line for each step that takes its
// time, and one each half minute of it; what is short is not worth one.
func TestProgressInALog(t *testing.T) {
	before := inALog
	t.Cleanup(func() { inALog = before })
	inALog = 30 * time.Second
	for _, quiet := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			s := &session{stderr: &log, quiet: quiet}
			s.step("reading")
			time.Sleep(20 * time.Second)
			s.step("rendering")
			s.far("files", 40, 0) // of which nobody knows how many they are
			s.far("pages", 1, 9)
			time.Sleep(20 * time.Second)
			s.far("pages", 5, 9)
			s.far("pages", 3, 9) // which comes late
			time.Sleep(30 * time.Second)
			s.step("writing")
			time.Sleep(time.Second)
			s.step("")
			time.Sleep(time.Hour)
			s.step("short")
			time.Sleep(time.Second)
			s.step("")
			want := "rendering 1 of 9 pages\nrendering 5 of 9 pages\nwriting…\n"
			if quiet {
				want = ""
			}
			if log.String() != want {
				t.Errorf("quiet %v: got\n%s\nwant\n%s", quiet, log.String(), want)
			}
			var timings bytes.Buffer
			s.steps.timings(&timings)
			if got := strings.Join(strings.Fields(timings.String()), " "); got != "20.00 s reading 50.00 s rendering 1.00 s writing 1.00 s short" {
				t.Errorf("timings: %s", got)
			}
		})
	}
}

// TestTimings: where the time went is said behind everything else, with -q, too.
func TestTimings(t *testing.T) {
	t.Chdir(small(t))
	t.Setenv("CI", "")
	var out, errs bytes.Buffer
	if status := run([]string{"check", "-q", "--timings", "--texts", "texts"}, &out, &errs); status != clean {
		t.Fatalf("status %d: %s%s", status, out.String(), errs.String())
	}
	if !regexp.MustCompile(`^ *\d+\.\d\d s  reading and proving\n$`).MatchString(errs.String()) || out.Len() > 0 {
		t.Errorf("said %q and %q", out.String(), errs.String())
	}
}
