package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/report"
)

func (s *session) findCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "find WORDS…",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Where the sources say this, and the Markdown to paste",
		Long: `Where the sources say this, and the Markdown to paste: exact places first,
then the nearest of each source. Only texts at hand are searched.

Exit status: 0 where the words stand somewhere, 1 otherwise, 2 unusable.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			project, texts, err := s.open()
			if err != nil {
				return err
			}
			// An author who searches is in the middle of writing: findings can wait.
			ignore := func(finding.Finding) {}
			site, err := content.Load(project, ignore)
			if err != nil {
				return err
			}
			graph, err := link.Resolve(site, texts, ignore)
			if err != nil {
				return err
			}
			return s.find(graph, strings.Join(args, " "))
		},
	}
}

func (s *session) find(graph *link.Graph, words string) error {
	searched := 0
	for _, source := range graph.Sources {
		if source.AgainstText() {
			searched++
		}
	}
	if searched == 0 {
		return fmt.Errorf("no text is at hand to search: name its folder with --texts")
	}
	exact := false
	for _, place := range graph.Find(words) {
		how := "nearest: " + strings.Join(place.Hints, "; ")
		if place.Exact {
			how, exact = "exact", true
		}
		fmt.Fprintf(s.stdout, "%s, paragraph %s, %s (%s)\n", place.Source.ID, place.Paragraph, place.Speaker, strings.TrimSuffix(how, ": "))
		fmt.Fprintf(s.stdout, "  %s\n\n", strings.Join(strings.Fields(place.Before+"["+place.Text+"]"+place.After), " "))
		if !place.Proves {
			continue // what is pasted must pass
		}
		fmt.Fprintf(s.stdout, "    %s\n\n", place.Inline())
		for line := range strings.Lines(place.Block()) {
			fmt.Fprintf(s.stdout, "    %s", line)
		}
		fmt.Fprintln(s.stdout)
	}
	if !exact {
		fmt.Fprintf(s.stdout, "the words stand in none of %s searched\n", report.Count(searched, "text", "texts"))
		return errFound
	}
	return nil
}
