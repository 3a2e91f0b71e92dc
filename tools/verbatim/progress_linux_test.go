package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"
)

// pseudoterminal opens a terminal, and what reads all that was written to it (pty(7)).
func pseudoterminal(t *testing.T) (terminal *os.File, written func() string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { terminal.Close() })
	return terminal, func() string {
		const end = "\x04"
		fmt.Fprint(terminal, end)
		var all []byte
		for !strings.HasSuffix(string(all), end) { // the system takes its time
			if _, err := unix.Poll([]unix.PollFd{{Fd: int32(master.Fd()), Events: unix.POLLIN}}, 10_000); err != nil && err != unix.EINTR {
				t.Fatal(err)
			}
			data := make([]byte, 1<<12)
			switch n, err := unix.Read(int(master.Fd()), data); {
			case err == nil:
				all = append(all, data[:n]...)
			case err != unix.EINTR:
				t.Fatalf("after %q: %v", all, err)
			}
		}
		return strings.TrimSuffix(string(all), end)
	}
}

// TestProgressAtATerminal plays commands at a terminal: one line, drawn over and over,
// of which nothing is left in the end. What is short, or asked to be quiet, draws none.
func TestProgressAtATerminal(t *testing.T) {
	t.Setenv("COLUMNS", "")
	terminal, written := pseudoterminal(t)
	play := func(quiet bool, step time.Duration) string {
		synctest.Test(t, func(t *testing.T) {
			s := &session{stderr: terminal, quiet: quiet}
			s.step("proving")
			s.far("files", 7, 0)
			time.Sleep(step)
			s.far("files", 9, 0)
			time.Sleep(step)
			s.far("pages", 3, 12)
			s.far("pages", 4, 12) // too soon to be drawn
			time.Sleep(step)
			s.far("pages", 2, 12) // comes late
			time.Sleep(step)
			s.step("writing")
			time.Sleep(step)
			s.step("")
			time.Sleep(time.Hour)
		})
		return written()
	}
	bar := func(full int) string {
		return " [" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "] "
	}
	const over = "\r\x1b[K"
	want := over + "proving… 7 files" + over + "proving… 9 files" + over + "proving" + bar(4) + "3 of 12 pages" +
		over + "proving" + bar(5) + "4 of 12 pages" + over + over + "writing…" + over
	if got := play(false, 2*time.Second); got != want {
		t.Errorf("drawn\n%q\nwant\n%q", got, want)
	}
	if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 10}); err != nil {
		t.Fatal(err)
	}
	want = over + "proving… " + over + "proving… " + over + "proving [" + over + "proving [" + over + over + "writing…" + over
	if got := play(false, 2*time.Second); got != want {
		t.Errorf("in ten columns drawn\n%q\nwant\n%q", got, want)
	}
	if got := play(false, 100*time.Millisecond); got != "" {
		t.Errorf("what is short draws %q", got)
	}
	if got := play(true, time.Minute); got != "" {
		t.Errorf("what is quiet draws %q", got)
	}
}
