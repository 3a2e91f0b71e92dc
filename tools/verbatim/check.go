package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

func (s *session) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Report all findings, without rendering",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			start := time.Now()
			_, graph, err := s.resolve()
			if err != nil {
				return err
			}
			graph.CheckLocks(s.list.Report)
			if err := s.findings(); err != nil {
				return err
			}
			fmt.Fprintf(s.stdout, "checked: %s, %s; %.1f s\n", count(len(graph.Site.Pages), "page"), totals(graph), time.Since(start).Seconds())
			return nil
		},
	}
}
