//go:build linux

package publish

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	made      = regexp.MustCompile(`(?:mkdirat\(AT_FDCWD<[^>]*>, "([^"]+)"|openat\(AT_FDCWD<[^>]*>, "([^"]+)", [A-Z_|]*O_CREAT)`)
	synced    = regexp.MustCompile(`fsync\(\d+<([^>]+)>`)
	allSynced = regexp.MustCompile(`syncfs(?:\(\d+<[^>]*>\)| resumed>\)) += 0\n`)
	exchanged = regexp.MustCompile(`rename[a-z0-9]*\(AT_FDCWD<[^>]*>, "(\.public-\d+)/new", AT_FDCWD<[^>]*>, "public"`)
)

// TestSynced reads from a trace what a power cut would show: all of the new site
// is on disk before the exchange, and the exchange before anything of the old
// site is deleted.
func TestSynced(t *testing.T) {
	strace := strace(t)
	for _, name := range []string{"exchange", "two renames", "file by file"} {
		s := scenarios[name]
		in, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		trace := filepath.Join(t.TempDir(), "trace")
		s.begin(t, filepath.Join(in, "public"))
		if said, err := s.run(strace, in, trace, "-y"); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		data, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		places := exchanged.FindAllStringSubmatchIndex(string(data), -1)
		if places == nil {
			t.Fatalf("%s: the trace has no exchange:\n%s", name, data)
		}
		first, last := places[0], places[len(places)-1]
		before, after := string(data[:first[0]]), string(data[last[1]:])
		place := string(data[first[2]:first[3]])

		// What was made before all was synced is on disk, and else what was synced itself.
		rest := before
		if all := allSynced.FindAllStringIndex(before, -1); all != nil {
			rest = before[all[len(all)-1][1]:]
		}
		if (rest == before) != (name == "file by file") {
			t.Errorf("%s: all synced: %v", name, rest != before)
		}
		onDisk := map[string]bool{}
		for _, call := range synced.FindAllStringSubmatch(before, -1) {
			onDisk[call[1]] = true
		}
		checked := 0
		for _, call := range made.FindAllStringSubmatch(before, -1) {
			if path := filepath.Join(in, call[1]+call[2]); strings.HasPrefix(path, filepath.Join(in, place)) {
				checked++
				if !onDisk[path] && strings.Contains(rest, call[0]) {
					t.Errorf("%s: not on disk before the exchange: %s", name, path)
				}
			}
		}
		if checked < len(site("new")) {
			t.Errorf("%s: the trace has %d files and folders", name, checked)
		}
		kept, _, deleted := strings.Cut(after, "unlinkat(")
		if call := synced.FindStringSubmatch(kept); !deleted || call == nil || call[1] != in {
			t.Errorf("%s: deleted before the exchange is on disk:\n%s", name, kept)
		}
	}
}
