package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/report"
)

func (s *session) lockCommand() *cobra.Command {
	var accepted []string
	cmd := &cobra.Command{
		Use:         "lock",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Write the evidence of every source whose text is at hand",
		Long: `Write the evidence of every source whose text is at hand: the passages that
pages use, with the text's digest, so that everybody can check the site without
the text. Evidence that can't be read is written anew.

What no proof depends on may be unfinished: locking does not wait for it. A
quotation that is not proven stops it.

A text that is not the one that was locked is refused, and what changed is
listed. --accept-text says that you have looked, and that it is right.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return s.lock(accepted) },
	}
	cmd.Flags().StringSliceVar(&accepted, "accept-text", nil, "lock the changed text of the source with this `ID`")
	return cmd
}

// lock writes the evidence. Where something is found that evidence depends on,
// nothing is written.
func (s *session) lock(accepted []string) error {
	_, graph, err := s.resolve()
	if err != nil {
		return err
	}
	for _, id := range accepted {
		if source := graph.Source(id); source == nil || !source.AgainstText() {
			return fmt.Errorf("--accept-text %s: no text of a source with this ID is at hand", id)
		}
	}
	files := graph.Lock(s.list.Report)
	graph.ReportOtherTexts(accepted, s.list.Report)
	s.list.Keep(stopsLocking)
	if err := s.findings(); err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no text is at hand that pages quote or cite: name its folder with --texts")
	}
	for _, id := range slices.Sorted(maps.Keys(files)) {
		if err := s.writeEvidence(graph.Source(id), files[id]); err != nil {
			return err
		}
	}
	return nil
}

// lockedFlag adds the flag of commands that would write evidence, or say that it is
// still to be written.
func (s *session) lockedFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.locked, "locked", false, "write no evidence: what is proven has to be locked by now (default where $CI is set)")
}

// lockedByNow reports whether evidence has to be there: others prove the site with
// what was committed, and a server has nobody to commit anything.
func (s *session) lockedByNow() bool {
	ci := os.Getenv("CI")
	return s.locked || ci != "" && ci != "0" && ci != "false"
}

// lockProven writes the evidence of what a build has just proven, where it is
// another than is there: it reports whether it did, and whether something stood in
// the way, such as what is wrong with it. Where it may not name what it wrote it counts it.
func (s *session) lockProven(graph *link.Graph, files map[string][]byte, wrong []finding.Finding, named bool) (wrote, stopped bool, err error) {
	var found finding.List
	graph.ReportOtherTexts(nil, found.Report)
	if slices.ContainsFunc(slices.Concat(s.list.Sorted(), wrong, found.Sorted()), stopsLocking) {
		return false, true, nil
	}
	count := 0
	for _, id := range slices.Sorted(maps.Keys(files)) {
		name := evidenceName(id)
		if old, err := os.ReadFile(name); err == nil && evidence.Same(old, files[id]) {
			continue
		}
		if err := replace(name, files[id]); err != nil {
			return false, false, fmt.Errorf("%w: with --locked nothing is written", err)
		}
		if count++; named {
			fmt.Fprintf(s.said(), "%s: written\n", name)
		}
	}
	if count > 0 && !named {
		fmt.Fprintf(s.said(), "locked: the evidence of %s\n", report.Count(count, "source", "sources"))
	}
	return count > 0, false, nil
}

// evidenceName returns the name of the evidence of the source of an ID.
func evidenceName(id string) string { return filepath.Join("content", "sources", id, "evidence.json") }

// stopsLocking reports whether evidence depends on what was found: on each
// quotation and citation, and on each page's having been read. Words without a
// source have no evidence. That evidence is not as it should be does not stop
// who mends it, but for another text.
func stopsLocking(found finding.Finding) bool {
	if filepath.Base(found.File.Name) == "evidence.json" {
		return found.Rule == finding.EvidenceStale
	}
	return found.Rule.Proof() && found.Rule != finding.QuoteUnsourced
}

// writeEvidence writes one evidence.json, where it is another than is there, and
// says what was done.
func (s *session) writeEvidence(source *link.Source, data []byte) error {
	name := evidenceName(source.ID)
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		fmt.Fprintf(s.said(), "%s: as it was\n", name)
		return nil
	}
	if err := replace(name, data); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "%s: written\n", name)
	if source.OtherText() {
		for _, change := range source.Changes() {
			fmt.Fprintf(s.stdout, "  %s: %s\n", change.Label, strings.Join(strings.Fields(change.Text), " "))
		}
	}
	return nil
}
