//go:build withdeploy

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program: it returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	d := deployment{stdout: stdout, stderr: stderr}
	cmd := &cobra.Command{
		Use:   "deploy [DIR]",
		Short: "Bring a published folder to a store of objects",
		Long: `Bring a published folder to a store of objects: to the first target in [deployment]
of config.toml, or to the one named. DIR is public, if none is given.

Only what is as it was published, and whose quotations are consistent with the
committed roots, is deployed: as verbatim verify says it. Only what changed is sent,
and in an order in which no page that readers had before leads to where nothing is:
new files, new pages, what changed, the manifest; then what is no longer of the site
is deleted, pages first. Each step begins when the one before it is done. Cut off, it
goes on where it was when it is run again.

Files of which only the type or the cache rule would change are not sent again, but
with --force. At the end the store is listed once more: it has what the folder has.

Exit status: 0 deployed, 1 the folder is not what was published, 2 it could not be
deployed.`,
		Args:          cobra.MaximumNArgs(1),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			d.folder = "public"
			if len(args) > 0 {
				d.folder = args[0]
			}
			d.mostDeletesGiven = cmd.Flags().Changed("max-deletes")
			return d.run(ctx)
		},
	}
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.Flags().StringVar(&d.config, "config", "config.toml", "the `FILE` with [deployment]")
	cmd.Flags().StringVar(&d.target, "target", "", "the `NAME` of the target")
	cmd.Flags().StringVar(&d.key, "key", "", "deploy only what is signed with this `KEY`, or with that in @FILE")
	cmd.Flags().BoolVar(&d.dryRun, "dry-run", false, "say what would be done, and do nothing")
	cmd.Flags().BoolVar(&d.force, "force", false, "send all files, also those that are there")
	cmd.Flags().IntVar(&d.mostDeletes, "max-deletes", 0, "refuse to delete more files than this; -1: any number (default: maxDeletes of [deployment], or 256)")
	err := cmd.Execute()
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errAltered):
		return 1
	case ctx.Err() != nil:
		err = errors.New("interrupted; run it again to go on")
	}
	fmt.Fprintf(stderr, "deploy: %s\n", report.Clean(err.Error()))
	return 2
}
