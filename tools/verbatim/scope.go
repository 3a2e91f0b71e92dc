package main

import (
	"os"
	"path/filepath"

	"summit-explainer/tools/verbatim/desk"
)

// newScope reads paths as they were given in a folder of the project, or in one below
// it.
func (s *session) newScope(paths []string) (desk.Scope, error) {
	var names desk.Scope
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
