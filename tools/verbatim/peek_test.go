package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// What an editor is told at once is what a check finds: of each mistake that stands in
// the body of one page, and of the page when it is mended.
func TestPeek(t *testing.T) {
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site, _ := smallSite(t)
	texts, err := fs.Sub(site, "texts")
	if err != nil {
		t.Fatal(err)
	}
	moment := func() (prose.Moment, error) {
		return prose.Moment{At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)}, nil
	}
	peeked := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range archive.Files {
			m := parseMistake(t, entry.Name, string(entry.Data))
			over := m.over(t, maps.Clone(site))
			if m.noText || len(over) != 1 {
				continue
			}
			for file, data := range over {
				d := desk.New(site, texts, moment)
				if d.Peek(file) != nil {
					t.Errorf("%s: nothing was checked, and something is known", m.name)
				}
				if _, err := d.Check(context.Background()); err != nil {
					t.Fatal(err)
				}
				d.Lay(file, data)
				found := d.Peek(file)
				if found == nil {
					continue
				}
				peeked++
				whole, err := d.Check(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(says(t, whole.Findings[file]), says(t, found.Findings)); diff != "" {
					t.Errorf("%s: a check finds (-), and at once is told (+):\n%s", m.name, diff)
				}
				d.Lay(file, site[file].Data)
				// Of a page that could not be read nothing is known.
				switch mended := d.Peek(file); {
				case (mended == nil) != (whole.Page(file) == nil):
					t.Errorf("%s, mended: %v", m.name, mended)
				case mended != nil && len(mended.Findings) > 0:
					t.Errorf("%s, mended: %s", m.name, says(t, mended.Findings))
				}
			}
		}
	}
	if peeked < 100 {
		t.Errorf("only %d mistakes are told at once", peeked)
	}
}

// Where more has changed than the body of one page, nothing is told at once.
func TestPeekOnlyBodies(t *testing.T) {
	site, _ := smallSite(t)
	texts, err := fs.Sub(site, "texts")
	if err != nil {
		t.Fatal(err)
	}
	const ferry, courier = "content/topics/ferry.md", "content/sources/courier/index.md"
	good := string(site[ferry].Data)
	for name, change := range map[string]func(d *desk.Desk){
		"front matter": func(d *desk.Desk) { d.Lay(ferry, []byte(strings.Replace(good, "weight: 1", "weight: 2", 1))) },
		"another page": func(d *desk.Desk) {
			d.Lay(ferry, []byte(good+"\n"))
			d.Lay("content/_index.md", site["content/_index.md"].Data)
		},
		"a text":         func(d *desk.Desk) { d.Lay(ferry, []byte(good+"\n")); d.LayText("courier/text.txt", []byte("x")) },
		"the disk":       func(d *desk.Desk) { d.Lay(ferry, []byte(good+"\n")); d.Touch("") },
		"a file let go":  func(d *desk.Desk) { d.Lay(ferry, []byte(good+"\n")); d.Lift(courier) },
		"no front":       func(d *desk.Desk) { d.Lay(ferry, []byte("x")) },
		"nothing at all": func(*desk.Desk) {},
	} {
		d := desk.New(site, texts, func() (prose.Moment, error) {
			return prose.Moment{At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)}, nil
		})
		if _, err := d.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
		if change(d); true {
			if found := d.Peek(ferry); found != nil {
				t.Errorf("%s: %v", name, found)
			}
		}
	}
	d := desk.New(site, texts, func() (prose.Moment, error) {
		return prose.Moment{At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)}, nil
	})
	if _, err := d.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.Lay(courier, append(slices.Clone(site[courier].Data), "More.\n"...))
	if d.Peek(courier) != nil {
		t.Error("a record is told at once, against which others are held")
	}
}

// BenchmarkPeek tells what is found in a topic of a site of 10,000 pages after a
// keystroke: the 95th percentile is what counts, in milliseconds; and what memory the
// site and its checks take.
func BenchmarkPeek(b *testing.B) {
	dir := b.TempDir()
	if err := layOut(dir); err != nil {
		b.Fatal(err)
	}
	large := newLargeSite(sitePages)
	large.write(b, dir)
	d := desk.New(os.DirFS(dir), os.DirFS(filepath.Join(dir, "texts")), func() (prose.Moment, error) {
		return prose.Moment{At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}, nil
	})
	state, err := d.Check(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	var page *prose.Page
	for _, one := range state.Site().Pages {
		if one.Section == "topics" && one.Path != "/topics" && (page == nil || len(one.Uses) > len(page.Uses)) {
			page = one
		}
	}
	var took []time.Duration
	var told []finding.Finding
	for i := 0; b.Loop(); i++ {
		d.Lay(page.File.Name, append(slices.Clone(page.File.Data), strings.Repeat("x", 1+i%9)+"\n"...))
		start := time.Now()
		seen := d.Peek(page.File.Name)
		took = append(took, time.Since(start))
		if seen == nil {
			b.Fatal("it is not told at once")
		}
		told = seen.Findings
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(len(told)), "findings")
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys)/1e6, "MB") // that the program has ever asked the system for
}
