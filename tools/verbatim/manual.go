package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (s *session) manualCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "manual DIR",
		Short: "Write the manual pages, and what shells complete",
		Long: `Write the manual pages of all commands to DIR/man1, and to DIR/completions what
bash, zsh, fish and PowerShell complete. The pages bear the date of
SOURCE_DATE_EPOCH, or today's.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return manual(cmd.Root(), args[0]) },
	}
}

// manual writes the manual.
func manual(root *cobra.Command, folder string) error {
	pages, completions := filepath.Join(folder, "man1"), filepath.Join(folder, "completions")
	for _, dir := range []string{pages, completions} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	root.DisableAutoGenTag = true // which has today's date
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "verbatim " + release, Manual: "verbatim"}, pages); err != nil {
		return err
	}
	for name, write := range map[string]func(string) error{
		"verbatim.bash": func(file string) error { return root.GenBashCompletionFileV2(file, true) },
		"_verbatim":     root.GenZshCompletionFile,
		"verbatim.fish": func(file string) error { return root.GenFishCompletionFile(file, true) },
		"verbatim.ps1":  root.GenPowerShellCompletionFileWithDesc,
	} {
		if err := write(filepath.Join(completions, name)); err != nil {
			return err
		}
	}
	return nil
}
