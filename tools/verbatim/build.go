package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/view"
)

// destination is the folder of the published site.
const destination = "public"

func (s *session) buildCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Check, link, render, read back and publish to public/",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return s.build() },
	}
	s.showFlags(cmd)
	return cmd
}

// build is the way of the data from files to the published folder.
func (s *session) build() error {
	start := time.Now()
	project, graph, err := s.resolve()
	if err != nil {
		return err
	}
	graph.CheckLocks(s.list.Report)
	if s.list.Failed() {
		return s.findings()
	}
	html, err := render.HTML(project, view.DataFile, view.Data(graph), s.list.Report)
	if err != nil {
		return err
	}
	if s.list.Failed() {
		return s.findings()
	}
	coverage, err := public.Check(html, graph, s.list.Report)
	if err != nil {
		return err
	}
	s.list.CheckSuppressions(decided(graph, true))
	if err := s.findings(); err != nil {
		return err
	}
	if err := public.Publish(html, destination); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "%s: %s, %s; %.1f s\n", destination, count(coverage.Pages, "page"), totals(graph), time.Since(start).Seconds())
	return nil
}

// totals says what a graph holds and what it was proven against.
func totals(graph *link.Graph) string {
	counts := graph.Totals()
	return fmt.Sprintf("%s, %s, %s, %s; %d proven against full text, %d against evidence",
		count(counts.Quotations, "quotation"), count(counts.Citations, "citation"), count(counts.References, "reference"),
		count(counts.Sources, "source"), counts.AgainstText, counts.AgainstEvidence)
}

func count(number int, noun string) string { return countOf(number, noun, noun+"s") }

func countOf(number int, one, many string) string {
	if number == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", number, many)
}
