package main

import (
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/lsp"
)

func (s *session) lspCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "The language server, which editors start",
		Long: `The language server, which editors start: findings while you type, completion of
sources and of their words, the passage behind a quotation, fixes, another ID for a
source or a person over the whole site.

It speaks the Language Server Protocol 3.17 on standard input and output, and serves
the site that the editor's folder is, or lies in, or else the one in this folder.

Exit status: 0 where the editor shut it down, 2 where it left without.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			here, err := os.Getwd()
			if err != nil {
				return err
			}
			sparing()
			return lsp.Serve(os.Stdin, s.stdout, lsp.Options{Dir: here, Texts: s.texts, Moment: s.edition.moment, Version: cmd.Root().Version})
		},
	}
	s.dateFlag(cmd)
	return cmd
}

// sparing has memory collected earlier than a program that ends soon would: an editor's
// server stays for hours beside others, and half of what a check needs is waste when the
// next one begins. What the environment says counts.
func sparing() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(40)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(250 << 20)
	}
}
