package main

import (
	"os"
	"path/filepath"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// scope is the files and folders whose findings are asked for, by their names in
// the project. The empty scope holds everything.
type scope []string

// newScope reads paths as they were given in a folder of the project, or in one below
// it.
func (s *session) newScope(paths []string) (scope, error) {
	var names scope
	for _, path := range paths {
		name, err := inSite(path, s.below)
		if err != nil {
			return nil, err
		}
		// A misspelt name would look clean.
		if _, given := s.page[name]; !given {
			if _, err := os.Stat(filepath.FromSlash(name)); err != nil {
				return nil, err
			}
		}
		names = append(names, name)
	}
	return names, nil
}

// holds reports whether a file is one of the scope's, or in a folder of it.
func (s scope) holds(file string) bool {
	for _, name := range s {
		if name == "." || file == name || strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return len(s) == 0
}

// only returns a report that takes the findings of the scope's files, and drops
// all others.
func (s scope) only(report finding.Report) finding.Report {
	return func(reported finding.Finding) {
		if s.holds(reported.File.Name) {
			report(reported)
		}
	}
}
