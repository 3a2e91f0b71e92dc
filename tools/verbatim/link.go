package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/view"
)

func (s *session) linkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "link",
		Short: "Write Hugo's data, for those who run the stock hugo afterwards",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, graph, err := s.resolve()
			if err != nil {
				return err
			}
			graph.CheckLocks(s.list.Report)
			if err := s.findings(); err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Dir(view.DataFile), 0o755); err != nil {
				return err
			}
			if err := replace(view.DataFile, view.Data(graph)); err != nil {
				return err
			}
			fmt.Fprintf(s.stdout, "%s: %s\n", view.DataFile, totals(graph))
			return nil
		},
	}
}

// replace writes a file so that nobody ever sees half of it. A file that was
// there keeps its permissions.
func replace(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".verbatim-")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if _, err := file.Write(data); err != nil {
		file.Close()
		return err
	}
	if err := file.Chmod(mode); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
