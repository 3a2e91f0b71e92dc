package main

import (
	"bytes"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

// mostMistakes is how many there are at least.
const mostMistakes = 150

// mistake is an entry of testdata/mistakes: what an author does to the site of the
// scripts, and what is said of it. Its lines are
//
//	content/topics/ferry.md   the file that is changed, or written where it is not there
//	- old                     what is replaced, which stands there once
//	+ new                     by this; without old it is put at the end of a file
//	~ "\ufeff---\n"           the same as a literal of Go
//	times 3 "words "          this, so many times
//	remove content/…          the file is removed
//	link content/…            a symbolic link lies there
//	no text                   the texts that may not be published are not at hand
//	2 because …               it is so many mistakes, or can't be said in one finding
//	=                         the rest is what is said
type mistake struct {
	name   string // of the file and the entry
	edits  []mistakeEdit
	noText bool
	count  int
	lines  []string // the entry as it is written, to the =
	want   string
}

type mistakeEdit struct {
	file     string
	old, new string
	replaces bool
	gone     bool
	link     bool
}

// parseMistake reads an entry.
func parseMistake(t *testing.T, name, data string) *mistake {
	m := &mistake{name: name, count: 1}
	written, want, ok := strings.Cut(data, "\n=\n")
	if !ok {
		written = strings.TrimSuffix(data, "\n")
	}
	m.want, m.lines = want, strings.Split(written, "\n")
	edit := func() *mistakeEdit {
		if len(m.edits) == 0 {
			t.Fatalf("%s: no file is named", name)
		}
		return &m.edits[len(m.edits)-1]
	}
	last := ""
	for _, line := range m.lines {
		sign, rest, _ := strings.Cut(line, " ")
		switch {
		case sign == "-":
			if e := edit(); last == "+" {
				m.edits = append(m.edits, mistakeEdit{file: e.file, old: rest, replaces: true})
			} else if e.replaces {
				e.old += "\n" + rest
			} else {
				e.old, e.replaces = rest, true
			}
		case sign == "+" || sign == "~":
			e := edit()
			if sign == "~" {
				rest = literal(t, name, rest)
			}
			if last == "+" && sign == "+" {
				e.new += "\n"
			}
			e.new += rest
			sign = "+"
		case sign == "times":
			number, unit, _ := strings.Cut(rest, " ")
			edit().new += strings.Repeat(literal(t, name, unit), numberOf(t, name, number))
		case sign == "link":
			m.edits = append(m.edits, mistakeEdit{file: rest, link: true})
		case sign == "remove":
			m.edits = append(m.edits, mistakeEdit{file: rest, gone: true})
		case line == "no text":
			m.noText = true
		case strings.HasPrefix(rest, "because "):
			m.count = numberOf(t, name, sign)
		default:
			m.edits = append(m.edits, mistakeEdit{file: line})
		}
		last = sign
	}
	return m
}

// literal reads a literal of Go.
func literal(t *testing.T, name, written string) string {
	text, err := strconv.Unquote(written)
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, written)
	}
	return text
}

func numberOf(t *testing.T, name, written string) int {
	number, err := strconv.Atoi(written)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return number
}

// over returns the files of a site that the mistake changes; nil for one that is gone.
func (m *mistake) over(t *testing.T, site fs.FS) map[string][]byte {
	files := map[string][]byte{}
	for _, edit := range m.edits {
		if edit.gone || edit.link {
			files[edit.file] = nil
			continue
		}
		data, ok := files[edit.file]
		if !ok {
			data, _ = fs.ReadFile(site, edit.file)
		}
		switch {
		case !edit.replaces && data == nil:
			data = []byte(edit.new)
			if !bytes.HasSuffix(data, []byte("\n")) && edit.new != "" {
				data = append(data, '\n')
			}
		case !edit.replaces:
			data = append(bytes.TrimRight(slices.Clone(data), "\n"), "\n\n"+edit.new+"\n"...)
		case bytes.Count(data, []byte(edit.old)) != 1:
			t.Fatalf("%s: %q is %d times in %s", m.name, edit.old, bytes.Count(data, []byte(edit.old)), edit.file)
		default:
			data = bytes.Replace(data, []byte(edit.old), []byte(edit.new), 1)
		}
		files[edit.file] = data
	}
	return files
}

// project returns the site with the mistake, and with files laid over it.
func (m *mistake) project(t *testing.T, site fstest.MapFS, over ...map[string][]byte) fstest.MapFS {
	project := maps.Clone(site)
	for _, files := range append([]map[string][]byte{m.over(t, project)}, over...) {
		for name, data := range files {
			if delete(project, name); data != nil {
				project[name] = memory(data)
			}
		}
	}
	for _, edit := range m.edits {
		if edit.link {
			project[edit.file] = &fstest.MapFile{Data: []byte("ferry.md"), Mode: fs.ModeSymlink | 0o777}
		}
	}
	return project
}

// found returns what check finds with the mistake, and with files laid over it.
func (m *mistake) found(t *testing.T, site fstest.MapFS, over ...map[string][]byte) []finding.Finding {
	project := m.project(t, site, over...)
	var texts fs.FS
	if !m.noText {
		var err error
		if texts, err = fs.Sub(project, "texts"); err != nil {
			t.Fatal(err)
		}
	}
	at := prose.Moment{At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)}
	var list finding.List
	if _, err := desk.Check(project, texts, at, false, nil, &list); err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	return list.Sorted()
}

// says writes findings as the terminal shows them, and the fix of each below it.
func says(t *testing.T, list []finding.Finding) string {
	var out strings.Builder
	for _, found := range list {
		var b bytes.Buffer
		if err := report.WriteText(&b, report.Result{Findings: []finding.Finding{found}}, report.Screen{}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if i := strings.LastIndex(text, "\n\n"); i >= 0 {
			text = text[:i+1] // without the summary
		}
		out.WriteString(text)
		if len(found.Fix.Edits) > 0 {
			out.WriteString(fixSays(found))
		}
	}
	return out.String()
}

// fixSays writes the lines that a fix changes.
func fixSays(found finding.Finding) string {
	kind := "unsafe fix"
	if found.Fix.Safe {
		kind = "fix"
	}
	before, after := strings.Split(string(found.File.Data), "\n"), strings.Split(string(finding.Apply(found.File.Data, found.Fix.Edits)), "\n")
	for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && len(after) > 0 && before[len(before)-1] == after[len(after)-1] {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	out := "  " + kind + ":\n"
	for _, line := range before {
		out += "  - " + line + "\n"
	}
	for _, line := range after {
		out += "  + " + line + "\n"
	}
	return out
}

// TestMistakes makes each mistake by itself and holds what is said of it against
// what should be: one finding, and where it has a fix, nothing is left after it.
func TestMistakes(t *testing.T) {
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site, _ := smallSite(t)
	seen, count, several := map[finding.Rule]bool{}, 0, 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, entry := range archive.Files {
			m := parseMistake(t, strings.TrimSuffix(filepath.Base(name), ".txtar")+": "+entry.Name, string(entry.Data))
			list := m.found(t, site)
			for _, found := range list {
				seen[found.Rule] = true
			}
			if count++; m.count > 1 {
				several++
			}
			if len(list) != m.count {
				t.Errorf("%s: %d findings, and it is %d mistakes\n%s", m.name, len(list), m.count, says(t, list))
			}
			m.mends(t, site, list)
			got := says(t, list)
			if *update {
				archive.Files[i].Data = []byte(strings.Join(m.lines, "\n") + "\n=\n" + got)
			} else if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", m.name, diff)
			}
		}
		if *update {
			if err := replace(name, txtar.Format(archive)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d mistakes, %d of them with more than one finding", count, several)
	if count < mostMistakes {
		t.Errorf("only %d mistakes", count)
	}
	for _, rule := range finding.Rules() {
		if !seen[rule] && !elsewhereFound(rule) {
			t.Errorf("no mistake breaks the rule %s", rule)
		}
	}
}

// mends checks that each fix of a mistake mends it, and breaks nothing.
func (m *mistake) mends(t *testing.T, site fstest.MapFS, list []finding.Finding) {
	for _, found := range list {
		if len(found.Fix.Edits) == 0 {
			continue
		}
		fixed := m.found(t, site, map[string][]byte{found.File.Name: finding.Apply(found.File.Data, found.Fix.Edits)})
		left := slices.DeleteFunc(fixed, func(f finding.Finding) bool { return f.Severity <= finding.Note })
		if len(left) >= len(list) {
			t.Errorf("%s: after the fix there is still\n%s", m.name, says(t, left))
		}
	}
}

// elsewhereFound reports the rules that only rendering can break.
func elsewhereFound(rule finding.Rule) bool {
	for _, prefix := range []string{"html-", "read-back-", "render"} {
		if strings.HasPrefix(string(rule), prefix) {
			return true
		}
	}
	return rule == finding.PublisherMissing // of a page that the small site does not have
}
