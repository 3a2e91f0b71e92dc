package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
)

func (s *session) lockCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lock",
		Short: "Write the evidence of every source whose text is at hand",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, graph, err := s.resolve()
			if err != nil {
				return err
			}
			if err := s.findings(); err != nil {
				return err
			}
			files := graph.Lock()
			if len(files) == 0 {
				return errors.New("no text is at hand that pages quote or cite: name its folder with --texts")
			}
			for _, id := range slices.Sorted(maps.Keys(files)) {
				name := filepath.Join("content", "sources", id, "evidence.json")
				if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, files[id]) {
					fmt.Fprintf(s.stdout, "%s: as it was\n", name)
					continue
				}
				if err := replace(name, files[id]); err != nil {
					return err
				}
				fmt.Fprintf(s.stdout, "%s: written\n", name)
			}
			return nil
		},
	}
}
