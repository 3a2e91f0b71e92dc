package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/view"
)

func (s *session) linkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:         "link",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Write Hugo's data, for those who run the stock hugo afterwards",
		Long: `Write Hugo's data, for those who run the stock hugo afterwards.

Where an address, a date or drafts are asked for, it says with which flags hugo
renders the same site. What hugo would publish though it is not due is refused.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return s.link() },
	}
	s.editionFlags(cmd)
	s.lockedFlag(cmd)
	return cmd
}

// link writes the data, and says how hugo comes to the same site.
func (s *session) link() error {
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	s.step("reading and proving")
	selected, err := s.resolveDue(project, texts)
	if err != nil {
		return err
	}
	if err := s.findings(); err != nil {
		return err
	}
	if selected.beyond != "" {
		return fmt.Errorf("the stock hugo would publish %s: run verbatim build", selected.beyond)
	}
	if err := os.MkdirAll(filepath.Dir(view.DataFile), 0o755); err != nil {
		return err
	}
	if err := replace(view.DataFile, view.Data(selected.graph)); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "%s: %s\n", view.DataFile, totals(selected.graph.Totals()))
	if s.edition != (edition{}) {
		fmt.Fprintf(s.said(), "then: hugo %s\n", strings.Join(s.edition.hugo(selected), " "))
	}
	return nil
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
