package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/find"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/report"

	"github.com/spf13/cobra"
)

func (s *session) checkCommand() *cobra.Command {
	var mend, diff, unsafe, uncited bool
	var stdin, shard string
	var merge bool
	cmd := &cobra.Command{
		Use:         "check [PATH...|-]",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Report all findings, without rendering",
		Long: `Report all findings, without rendering. Where files or folders are named,
everything is read all the same, and the findings of these files alone are
shown, counted and fixed. With - one page is read from standard input, in the
place of the file that --stdin-filename names.

With --fix it first applies the fixes that can't alter what a page claims:
misspelt keys and places, typographic marks, a paragraph's number where just one
is right, a misspelt source or speaker where the words are then proven. Of people
and references nothing is proven afterwards: there it only asks. Words inside
quotation marks are never touched.

Other fixes change what a page says: the words of a quotation, whose they are, where
they stand. --unsafe-fixes shows them, too, in the diff; with --fix it makes those of
the rules that --rule names.

A large site is checked on several machines: --shard 2/4 proves the second of four
parts, and writes what it found to standard output, as JSON that
static/schemas/shard.json describes. --merge reads the files of all shards, in a
checkout of the same commit, and reports what one run would. --format, --severity
and what else is about showing is asked of --merge; --locked and --date of --shard.
A shard ends with 1 where an error is in it; only --merge says of all that it is
clean.`,
		RunE: func(cmd *cobra.Command, paths []string) (err error) {
			s.show.results = true
			switch {
			case cmd.Flags().Changed("shard"):
				return s.checkShard(cmd, shard, paths)
			case merge:
				return s.merge(cmd, paths)
			}
			if slices.Equal(paths, []string{"-"}) {
				paths, err = s.readPage(cmd.InOrStdin(), stdin)
			} else if stdin != "" {
				err = errors.New("--stdin-filename names what - reads: verbatim check - --stdin-filename NAME")
			}
			if err != nil {
				return err
			}
			if s.scope, err = s.newScope(paths); err != nil {
				return err
			}
			if mend && s.page != nil {
				return errors.New("what - reads is in no file: --diff shows the changes that --fix would make")
			}
			if mend && diff {
				return errors.New("--fix makes the changes that --diff shows: write one of them")
			}
			if unsafe && !diff && (!mend || len(s.show.rules) == 0) {
				return errors.New("--unsafe-fixes change what pages say: look at them with --diff, and name those to be made: --fix --unsafe-fixes --rule RULE")
			}
			if mend || diff {
				if err := s.mend(diff, fixes{unsafe, s.show.rules}); err != nil || diff {
					return err
				}
			}
			if uncited && !s.text() {
				return errors.New("--uncited is text: leave --format out")
			}
			return s.check(uncited)
		},
	}
	s.showFlags(cmd)
	s.dateFlag(cmd)
	s.lockedFlag(cmd)
	s.workFlags(cmd)
	cmd.Flags().BoolVar(&mend, "fix", false, "apply the safe fixes")
	cmd.Flags().BoolVar(&unsafe, "unsafe-fixes", false, "with --diff show the fixes that change what a page says, too; with --fix make those of the rules of --rule")
	cmd.Flags().StringVar(&stdin, "stdin-filename", "", "the `NAME` of the page that - reads, as the site has it: content/topics/ferry.md")
	cmd.Flags().BoolVar(&uncited, "uncited", false, "list the sentences of texts at hand that no page uses, too")
	cmd.Flags().StringVar(&shard, "shard", "", "check this part of so many, `I/N`, and write what is found for --merge")
	cmd.Flags().BoolVar(&merge, "merge", false, "report what the shards found whose files are named in the place of paths")
	cmd.Flags().BoolVar(&diff, "diff", false, "show the safe fixes as a unified diff, and change nothing")
	return cmd
}

// check reports the findings of the scope.
func (s *session) check(uncited bool) error {
	start := time.Now()
	collectLate()
	at, err := s.edition.moment()
	if err != nil {
		return err
	}
	s.step("reading and proving")
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	store := s.store()
	if uncited {
		store = nil // the sentences are not kept
	}
	run, project, texts, err := s.recall(store, "check", s.counting(project, 0), texts)
	if err != nil {
		return err
	}
	found := run.known()
	if found != nil {
		s.list, s.baseURL = found.List, found.BaseURL
	} else {
		graph, err := desk.Check(project, texts, at, s.lockedByNow(), s.scope, s.list)
		if err != nil {
			return err
		}
		s.baseURL = graph.Site.Explained()
		if uncited {
			s.uncited(graph)
		}
		found = &outcome{Until: graph.Site.Steady(at.At), BaseURL: s.baseURL,
			Did: fmt.Sprintf("checked: %s, %s", report.Count(len(graph.Site.Pages), "page", "pages"), totals(graph.Totals()))}
		run.keep(s.list, *found)
	}
	if err := s.findings(); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "%s; %.1f s\n", found.Did, time.Since(start).Seconds())
	return nil
}

// uncited lists the sentences of texts that no page uses.
func (s *session) uncited(graph *link.Graph) {
	s.step("")
	sentences, texts := 0, 0
	for _, source := range graph.Sources {
		if !source.AgainstText() {
			continue
		}
		texts++
		for _, one := range find.UncitedIn(graph, source) {
			sentences++
			fmt.Fprintf(s.stdout, "%s, paragraph %s: %s\n", source.ID, report.Clean(one.Paragraph), report.Clean(one.Words))
		}
	}
	fmt.Fprintf(s.stdout, "uncited: %s of %s at hand\n\n", report.Count(sentences, "sentence", "sentences"), report.Count(texts, "text", "texts"))
}

// collectLate has garbage collected once 64 MB are in use, and no earlier: where little
// changed a check is done before.
var collectLate = sync.OnceFunc(func() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(64<<20)
	runtime.AddCleanup(new(*byte), func(struct{}) { // at the first collection
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}, struct{}{})
})
