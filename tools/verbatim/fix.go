package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/rogpeppe/go-internal/diff"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

// fixes says which fixes are made: the safe ones, and of the others those of the rules
// that are named, or all where these are only shown.
type fixes struct {
	unsafe bool
	rules  []string
}

// make reports whether the fix of a finding is made.
func (f fixes) make(found finding.Finding) bool {
	return found.Fix.Safe || f.unsafe && (len(f.rules) == 0 || slices.Contains(f.rules, string(found.Rule)))
}

// mend makes fixes, or shows them as a unified diff.
func (s *session) mend(show bool, which fixes) error {
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	files, err := mend(project, texts, which)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := files[name]
		if !s.scope.Holds(name) {
			continue
		}
		if show {
			if _, err := s.stdout.Write(diff.Diff("a/"+name, file.before, "b/"+name, file.after)); err != nil {
				return err
			}
			continue
		}
		onDisk := filepath.FromSlash(name)
		if now, err := os.ReadFile(onDisk); err != nil || !bytes.Equal(now, file.before) {
			return fmt.Errorf("%s was changed meanwhile, and is left as it is", name)
		}
		if err := replace(onDisk, file.after); err != nil {
			return err
		}
		fmt.Fprintf(s.said(), "%s: %s applied\n", name, report.Count(file.fixes, "fix", "fixes"))
	}
	return nil
}

// mended is a file that fixes change.
type mended struct {
	before, after []byte
	fixes         int
}

// rounds bounds how often what a fix has uncovered is fixed in its turn.
const rounds = 8

// mend returns the files that fixes change, with everything fixed
// that can be: what a fix uncovers is fixed in the same run, so that the next
// one finds nothing to do. A file with no fewer findings than before is left
// as it was.
func mend(project, texts fs.FS, which fixes) (map[string]*mended, error) {
	over := desk.Over{FS: project, Files: map[string][]byte{}}
	files := map[string]*mended{}
	refused := map[string]bool{}
	before, quoted, err := inspect(over, texts)
	if err != nil {
		return nil, err
	}
	for range rounds {
		old := maps.Clone(over.Files)
		tried := map[string]int{}
		for name, list := range byFile(before) {
			if edits, fixes := chosen(list, quoted[name], which); fixes > 0 && !refused[name] {
				over.Files[name] = finding.Apply(list[0].File.Data, edits)
				tried[name] = fixes
				if files[name] == nil {
					files[name] = &mended{before: list[0].File.Data}
				}
			}
		}
		if len(tried) == 0 {
			break
		}
		after, marks, err := inspect(over, texts)
		if err != nil {
			return nil, err
		}
		were, are := byFile(before), byFile(after)
		undone := false
		for name, fixes := range tried {
			if len(are[name]) < len(were[name]) {
				files[name].fixes += fixes
				continue
			}
			refused[name], undone = true, true
			if delete(over.Files, name); old[name] != nil {
				over.Files[name] = old[name]
			}
		}
		if undone {
			if after, marks, err = inspect(over, texts); err != nil {
				return nil, err
			}
		}
		before, quoted = after, marks
	}
	for name, file := range files {
		if file.after = over.Files[name]; file.after == nil {
			delete(files, name)
		}
	}
	return files, nil
}

// inspect returns the findings of a project, and where in each file words
// stand inside quotation marks.
func inspect(project, texts fs.FS) ([]finding.Finding, map[string][]finding.Span, error) {
	var list finding.List
	graph, err := desk.Resolve(project, texts, nil, &list)
	if err != nil {
		return nil, nil, err
	}
	quoted := map[string][]finding.Span{}
	for _, page := range graph.Site.Pages {
		quoted[page.File.Name] = page.Quoted
		for _, use := range page.Uses {
			if use.Kind != prose.Reference {
				quoted[page.File.Name] = append(quoted[page.File.Name], use.WordsAt)
			}
		}
	}
	return list.Sorted(), quoted, nil
}

// byFile divides findings by the name of their file, in their order.
func byFile(findings []finding.Finding) map[string][]finding.Finding {
	files := map[string][]finding.Finding{}
	for _, reported := range findings {
		files[reported.File.Name] = append(files[reported.File.Name], reported)
	}
	return files
}

// chosen returns the edits of those fixes of one file's findings that are made and
// don't touch each other, and the number of fixes. What is called safe never touches
// a word inside quotation marks.
func chosen(findings []finding.Finding, quoted []finding.Span, which fixes) (edits []finding.Edit, fixes int) {
	for _, reported := range findings {
		if !which.make(reported) || len(reported.Fix.Edits) == 0 {
			continue
		}
		if slices.ContainsFunc(reported.Fix.Edits, func(edit finding.Edit) bool {
			return slices.ContainsFunc(edits, func(other finding.Edit) bool {
				return edit.Span.Start <= other.Span.End && other.Span.Start <= edit.Span.End
			}) ||
				reported.Fix.Safe && changesWords(reported.File, edit, quoted)
		}) {
			continue
		}
		edits = append(edits, reported.Fix.Edits...)
		fixes++
	}
	return edits, fixes
}

// changesWords reports whether an edit would take a letter or a digit out of
// words inside quotation marks, or put one in.
func changesWords(file *finding.File, edit finding.Edit, quoted []finding.Span) bool {
	word := func(char rune) bool { return unicode.IsLetter(char) || unicode.IsNumber(char) }
	for _, words := range quoted {
		from, to := max(edit.Span.Start, words.Start), min(edit.Span.End, words.End)
		inside := from < to || edit.Span.Start == edit.Span.End && words.Start < edit.Span.Start && edit.Span.Start < words.End
		if inside && (strings.ContainsFunc(edit.New, word) || bytes.ContainsFunc(file.Data[from:max(from, to)], word)) {
			return true
		}
	}
	return false
}
