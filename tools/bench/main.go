// Command bench times verbatim and its peers on generated sites, always in turns
// and as ratios within one run: a second means nothing on a machine that others
// share. It prints tables in Markdown, and the command that made them.
//
//	go run ./tools/bench --topics 1000,10000 --rounds 5
//
// Run it in the project's folder; it builds the tool and the stock hugo of the
// module's version into a folder of its own, which it removes.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"
)

func main() {
	var topics []int
	var rounds, defects int
	cmd := &cobra.Command{
		Use: "bench", Args: cobra.NoArgs, SilenceUsage: true,
		RunE: func(*cobra.Command, []string) error { return bench(topics, rounds) },
	}
	cmd.Flags().IntSliceVar(&topics, "topics", []int{1000}, "`SIZES` of the sites, in topics, separated by commas")
	cmd.Flags().IntVar(&rounds, "rounds", 5, "how often each command runs: an odd `NUMBER`, for the median")
	generated := &cobra.Command{
		Use: "site DIR", Short: "write a generated site to an empty folder", Args: cobra.ExactArgs(1), SilenceUsage: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			return generate(os.DirFS("."), args[0], shape{topics: topics[0], defects: defects})
		},
	}
	generated.Flags().IntSliceVar(&topics, "topics", []int{100}, "how many `TOPICS`")
	generated.Flags().IntVar(&defects, "defects", 0, "`NUMBER` of topics whose first quotation is not in its source")
	cmd.AddCommand(generated)
	if err := cmd.Execute(); err != nil {
		os.Exit(1)
	}
}

// bench prints the tables.
func bench(topics []int, rounds int) (err error) {
	if rounds < 1 {
		return errors.New("no rounds, no median")
	}
	work, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	for name, of := range map[string]string{"verbatim": "./tools/verbatim", "hugo": "github.com/gohugoio/hugo"} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(work, name), of).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
	}
	fmt.Printf("    go run ./tools/bench --topics %s --rounds %d\n\n%s\n", commas(topics), rounds, machine())
	var all []series
	for _, n := range topics {
		site := &bed{work: work, dir: filepath.Join(work, fmt.Sprint(n))}
		if err := site.lay(n); err != nil {
			return err
		}
		measured, err := site.rounds(rounds)
		if err != nil {
			return err
		}
		all = append(all, series{n, measured})
		table(os.Stdout, n, measured)
	}
	exponents(os.Stdout, all)
	here := &bed{work: work}
	words := &writer{dir: work}
	words.put("source.txt", "The ferry sails at noon, and comes back before dark.\n")
	if words.err != nil {
		return words.err
	}
	started, err := here.started(4*rounds + 1) // they are short
	if err != nil {
		return err
	}
	startTable(os.Stdout, started)
	return nil
}
