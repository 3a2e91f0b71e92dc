package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/report"
)

// circumstances are those that no build may depend on, each unlike any that a
// build is likely to have. What the site is, flags say.
var circumstances = []string{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOGC=20", "HUGO_TITLE=another", "HUGO_BASEURL=https://another.example/",
	"HUGO_ENVIRONMENT=development", "HUGO_PARAMS_VERBATIM_WHERE=elsewhere"}

// again is the second build, as long as it runs.
type again struct {
	context context.Context
	stop    context.CancelFunc
	running sync.Mutex
}

// end ends the second build, and waits until nothing of it is left.
func (a *again) end() {
	a.stop()
	a.running.Lock()
}

// reproduce builds the site once more under other circumstances: by another
// process, from a copy in another folder with files of another age, without the
// texts. It reports where the two differ.
func (s *session) reproduce(first fs.FS, selected *selection) error {
	s.again.running.Lock()
	defer s.again.running.Unlock()
	dir, err := os.MkdirTemp("", "another folder ü-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyAged(dir, selected.graph.Site.Config); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := s.edition.again(selected)
	if s.compress {
		args = append(args, "--compress")
	}
	second := exec.CommandContext(s.again.context, self, args...)
	if shell, err := exec.LookPath("sh"); err == nil {
		second = exec.CommandContext(s.again.context, shell, append([]string{"-c", `umask 077; exec "$0" "$@"`, self}, second.Args[1:]...)...)
	}
	var said bytes.Buffer
	second.Dir, second.Stderr, second.Env = dir, &said, otherwise()
	if err := second.Run(); err != nil {
		if s.again.context.Err() == nil {
			s.stderr.Write(said.Bytes())
		}
		return fmt.Errorf("the site can't be built again under other circumstances: %w", err)
	}
	differences, files, err := compare(first, os.DirFS(filepath.Join(dir, destination)))
	if err != nil {
		return err
	}
	for _, difference := range differences[:min(len(differences), mostDifferences)] {
		fmt.Fprintln(s.stderr, difference)
	}
	if len(differences) > 0 {
		fmt.Fprintf(s.stderr, "%s of %d differ, and nothing was published\n", report.Count(len(differences), "file", "files"), files)
		return errFound
	}
	fmt.Fprintf(s.said(), "reproduced: %s, the same bytes under other circumstances\n", report.Count(files, "file", "files"))
	return nil
}

// otherwise returns the environment of the second build.
func otherwise() []string {
	processors := 1
	if runtime.GOMAXPROCS(0) == 1 {
		processors = 16
	}
	kept := slices.DeleteFunc(os.Environ(), func(set string) bool {
		return strings.HasPrefix(set, "VERBATIM_") || strings.HasPrefix(set, "HOME=") || strings.HasPrefix(set, epoch+"=")
	})
	return append(append(kept, circumstances...), fmt.Sprint("GOMAXPROCS=", processors))
}

// mostDifferences is how many files are named that differ: what comes after them
// has the same cause.
const mostDifferences = 10

// again returns the arguments with which the same site is built.
func (e edition) again(selected *selection) []string {
	args := []string{"build", "--texts=", "--severity=error", "--date", selected.at.Format(time.RFC3339), "--base-url", selected.graph.Site.Config.BaseURL}
	if e.preview {
		args = append(args, "--preview")
	}
	if e.drafts {
		args = append(args, "--drafts")
	}
	return args
}

// copyAged copies what a build reads from the working directory into another,
// as files of another age.
func copyAged(dir string, config content.Config) error {
	roots := []string{"config.toml", "content", "layouts", "static"}
	for _, mount := range config.ContentMounts() {
		roots = append(roots, mount.Source)
	}
	aged := time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC)
	for _, root := range roots {
		err := filepath.WalkDir(filepath.FromSlash(root), func(name string, entry fs.DirEntry, err error) error {
			to := filepath.Join(dir, name)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // a folder that is mounted may be absent
			case err != nil:
				return err
			case entry.IsDir():
				return os.MkdirAll(to, 0o755)
			case !entry.Type().IsRegular():
				return nil // reported
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if err := os.WriteFile(to, data, 0o600); err != nil {
				return err
			}
			return os.Chtimes(to, aged, aged)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// compare returns a line for each file in which two sites differ, and how many
// files they have.
func compare(one, other fs.FS) (differences []string, files int, err error) {
	names := map[string]bool{}
	for _, site := range []fs.FS{one, other} {
		err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				names[name] = true
			}
			return err
		})
		if err != nil {
			return nil, 0, err
		}
	}
	for name := range names {
		a, missing := fs.ReadFile(one, name)
		b, extra := fs.ReadFile(other, name)
		shown := path.Join(destination, name)
		switch {
		case missing != nil:
			differences = append(differences, shown+": only the second build has it")
		case extra != nil:
			differences = append(differences, shown+": only the first build has it")
		case !bytes.Equal(a, b):
			differences = append(differences, shown+firstDifference(a, b))
		}
	}
	slices.Sort(differences)
	return differences, len(names), nil
}

// firstDifference says where two files begin to differ, and what is there.
func firstDifference(one, other []byte) string {
	at := 0
	for at < len(one) && at < len(other) && one[at] == other[at] {
		at++
	}
	line := bytes.Count(one[:at], []byte("\n")) + 1
	column := at - bytes.LastIndexByte(one[:at], '\n')
	return fmt.Sprintf(":%d:%d: %q, then %q", line, column, near(one, at), near(other, at))
}

// near returns some bytes of the line from shortly before an offset.
func near(data []byte, at int) []byte {
	const before, after = 20, 40
	start, end := max(0, at-before, bytes.LastIndexByte(data[:at], '\n')+1), min(len(data), at+after)
	if i := bytes.IndexByte(data[at:end], '\n'); i >= 0 {
		end = at + i
	}
	return data[start:end]
}
