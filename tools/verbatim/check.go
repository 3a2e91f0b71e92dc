package main

import (
	"errors"
	"fmt"
	"time"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/report"

	"github.com/spf13/cobra"
)

func (s *session) checkCommand() *cobra.Command {
	var mend, diff bool
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Report all findings, without rendering",
		Long: `Report all findings, without rendering. Where files or folders are named,
everything is read all the same, and the findings of these files alone are
shown, counted and fixed.

With --fix it first applies the fixes that can't alter what a page claims:
misspelt keys and places, typographic marks, a paragraph's number where just one
is right, a misspelt source or speaker where the words are then proven. Of people
and references nothing is proven afterwards: there it only asks. Words inside
quotation marks are never touched.`,
		RunE: func(_ *cobra.Command, paths []string) (err error) {
			if s.scope, err = newScope(paths); err != nil {
				return err
			}
			if mend && diff {
				return errors.New("--fix makes the changes that --diff shows: write one of them")
			}
			if mend || diff {
				if err := s.mend(diff); err != nil || diff {
					return err
				}
			}
			return s.check()
		},
	}
	s.showFlags(cmd)
	s.dateFlag(cmd)
	cmd.Flags().BoolVar(&mend, "fix", false, "apply the safe fixes")
	cmd.Flags().BoolVar(&diff, "diff", false, "show the safe fixes as a unified diff, and change nothing")
	return cmd
}

// check reports the findings of the scope.
func (s *session) check() error {
	start := time.Now()
	at, err := s.edition.moment()
	if err != nil {
		return err
	}
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	graph, err := desk.Check(project, texts, at, s.scope, s.list)
	if err != nil {
		return err
	}
	s.baseURL = graph.Site.Config.BaseURL
	if err := s.findings(); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "checked: %s, %s; %.1f s\n", report.Count(len(graph.Site.Pages), "page", "pages"), totals(graph), time.Since(start).Seconds())
	return nil
}
