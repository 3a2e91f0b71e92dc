package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"summit-explainer/tools/verbatim/desk"
)

// newScope reads paths as they were given in the project's folder.
func newScope(paths []string) (desk.Scope, error) {
	var names desk.Scope
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		name := path
		if filepath.IsAbs(path) {
			if name, err = filepath.Rel(here, path); err != nil {
				return nil, err
			}
		}
		name = filepath.ToSlash(filepath.Clean(name))
		if !fs.ValidPath(name) {
			return nil, fmt.Errorf("%s is not in the project's folder", path)
		}
		// A misspelt name would look clean.
		if _, err := os.Stat(path); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}
