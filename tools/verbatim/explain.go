package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/finding"
)

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
			_, err := fmt.Fprintf(s.stdout, "%s (%s)\n\n%s\n\n%s", rule, kind, page.Description, page.Body)
			return err
		},
	}
}
