//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/mod/sumdb/dirhash"
)

// small returns a folder with the small site of the scripts.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for from, to := range map[string]string{"testdata/site": "", "../../layouts": "layouts", "../../static": "static"} {
		if err := copyAll(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile("../../config.toml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "config.toml"), unattended(config), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// hash is one digest of a folder, and fails if anything lies beside it.
func hash(t *testing.T, dir string) string {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(dir, ".public-*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	sum, err := dirhash.HashDir(filepath.Join(dir, "public"), "", dirhash.Hash1)
	if err != nil {
		t.Error(err)
	}
	return sum
}

// heard lets a build hear of a hangup where the tests themselves are to outlive
// one, as under nohup: what is ignored here would be ignored there, too.
func heard(t *testing.T) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(hangups) })
}

// Asked to end, a build says so in one line, and ends at once with the status
// that shells give: here while nobody reads what it writes.
func TestSignals(t *testing.T) {
	heard(t)
	dir := small(t)
	page := filepath.Join(dir, "content", "topics", "ferry.md")
	words, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, append(words, []byte(strings.Repeat("\nThey “agreed”.\n", 500))...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "public"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := hash(t, dir)
	for asked, want := range map[syscall.Signal]string{
		syscall.SIGINT:  "interrupt: public is as it was",
		syscall.SIGTERM: "terminated: public is as it was",
		syscall.SIGHUP:  "hangup: public is as it was",
	} {
		build := exec.Command("verbatim", "build", "--format", "json", "--each", "0")
		build.Dir = dir
		var said bytes.Buffer
		build.Stderr = &said
		out, err := build.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := build.Start(); err != nil {
			t.Fatal(err)
		}
		// More is written than a pipe holds: the build waits for a reader.
		if _, err := io.ReadFull(out, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		if err := build.Process.Signal(asked); err != nil {
			t.Fatal(err)
		}
		_ = build.Wait()
		if code := build.ProcessState.ExitCode(); code != 128+int(asked) || said.String() != "verbatim: "+want+"\n" {
			t.Errorf("%v: exit status %d, said: %s", asked, code, &said)
		}
		if hash(t, dir) != before {
			t.Errorf("%v: the folder is another", asked)
		}
	}
}

// In the middle of publishing, too, nothing is left behind.
func TestSignalsWhilePublishing(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		missing := t.Skipf
		if os.Getenv("VERBATIM_STRACE") != "" {
			missing = t.Fatalf
		}
		missing("NOT TESTED, for want of strace: %v", err)
	}
	heard(t)
	verbatim, err := exec.LookPath("verbatim")
	if err != nil {
		t.Fatal(err)
	}
	dir := small(t)
	build := func(args ...string) (string, int) {
		cmd := exec.Command(args[0], append(args[1:], "build", "--texts", "texts")...)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := build(verbatim); code != 0 {
		t.Fatal(out)
	}
	old := hash(t, dir)
	for call, asked := range map[string]syscall.Signal{"fsync": syscall.SIGTERM, "renameat2": syscall.SIGINT, "unlinkat": syscall.SIGHUP} {
		trace := filepath.Join(t.TempDir(), "trace")
		out, code := build(strace, "-f", "-qq", "-o", trace, "-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:signal=%d:when=1", call, asked), verbatim)
		data, err := os.ReadFile(trace)
		if err != nil || !strings.Contains(string(data), "--- SIG") {
			t.Fatalf("%s: no signal came: %v", call, err)
		}
		lines := strings.Count(out, "verbatim: ")
		switch {
		case code == 128+int(asked) && lines == 1:
		case code == 0 && lines == 0: // it had ended before the signal was heard
		default:
			t.Errorf("%s: exit status %d, said: %s", call, code, out)
		}
		if hash(t, dir) != old {
			t.Errorf("%s: the folder is another", call)
		}
	}
}
