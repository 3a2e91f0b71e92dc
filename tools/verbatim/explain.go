package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
)

// exampleTexts are the texts that the examples of rules quote: those of the site that
// they are tested on.
//
//go:embed testdata/site/texts/*/text.txt testdata/site/content/sources/*/text.txt
var exampleTexts embed.FS

func (s *session) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Say what a rule means, with a wrong and a right example",
		Long: `Say what a rule means, with a wrong and a right example.

Without a rule it lists all of them.`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return completeRules(cmd, args, word)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, rule := range finding.Rules() {
					page, _ := finding.Explain(rule)
					fmt.Fprintf(s.stdout, "%-20s %-8s %s\n", rule, rule.Severity(), page.Description)
				}
				return nil
			}
			if err := known(args[0]); err != nil {
				return err
			}
			rule := finding.Rule(args[0])
			page, _ := finding.Explain(rule)
			kind := rule.Severity().String()
			if rule.Proof() {
				kind += ", a rule of proof"
			}
			_, err := fmt.Fprintf(s.stdout, "%s (%s)\n\n%s\n\n%s\n%s", rule, kind, page.Description, page.Body, explained(rule, page))
			return err
		},
	}
}

// quotedSource finds the sources that an example uses.
var quotedSource = regexp.MustCompile(`source:([a-z0-9-]+)`)

// explained is what is shown below a rule's examples: what is said of the wrong one, the
// texts that they quote, and where the page is read.
func explained(rule finding.Rule, page finding.Explanation) string {
	var out strings.Builder
	if page.Found != "" {
		out.WriteString("## Said of the wrong one\n\n" + indented(page.Found))
	}
	var sources []string
	for _, found := range quotedSource.FindAllStringSubmatch(page.Body, -1) {
		if !slices.Contains(sources, found[1]) {
			sources = append(sources, found[1])
		}
	}
	for _, id := range sources {
		for _, name := range []string{"testdata/site/texts/" + id + "/text.txt", "testdata/site/content/sources/" + id + "/text.txt"} {
			if text, err := exampleTexts.ReadFile(name); err == nil && !strings.Contains(page.Body, "sources/"+id+"/text.txt") {
				out.WriteString("\n## The text of " + id + "\n\n" + indented(string(text)))
			}
		}
	}
	if address := rule.Address(content.Explained(hereabouts())); address != "" {
		out.WriteString("\n" + address + "\n")
	}
	return out.String()
}

// hereabouts returns the folder of the site that the command was started in, or the
// folder itself where there is none: rules are explained anywhere.
func hereabouts() fs.FS {
	here, err := os.Getwd()
	if err != nil {
		return os.DirFS(".")
	}
	if root, err := siteAbove(here); err == nil {
		here = root
	}
	return os.DirFS(here)
}

// indented returns lines as they are shown inside of others.
func indented(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		if strings.TrimSpace(line) != "" {
			out.WriteString("    ")
		}
		out.WriteString(line)
	}
	return out.String()
}
