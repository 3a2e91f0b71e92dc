package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/report"
)

// only refuses flags of check that mean nothing for a part of it.
func only(cmd *cobra.Command, of, help string, names ...string) error {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s can't be asked of --%s: %s", name, of, help)
		}
	}
	return nil
}

// checkShard writes what is found in a shard.
func (s *session) checkShard(cmd *cobra.Command, text string, paths []string) error {
	start := time.Now()
	shard, err := desk.ParseShard(text)
	if err != nil {
		return fmt.Errorf("--shard: %w", err)
	}
	if err := only(cmd, "shard", "it checks the whole site, and writes what --merge reads", "merge", "fix", "diff", "unsafe-fixes", "uncited", "stdin-filename"); err != nil {
		return err
	}
	if err := only(cmd, "shard", "all that is found is written; ask it of --merge", "format", "severity", "rule", "each", "max", "statistics"); err != nil {
		return err
	}
	if len(paths) > 0 {
		return fmt.Errorf("--shard checks the whole site: leave %s out", paths[0])
	}
	s.show.format = "json" // nothing else goes to standard output
	at, err := s.edition.moment()
	if err != nil {
		return err
	}
	date := ""
	if given, err := s.edition.given(); err == nil && !given.IsZero() {
		date = given.Format(time.RFC3339)
	}
	s.step("reading and proving")
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	under, err := desk.NewConditions(project, texts, version(), date, s.lockedByNow())
	if err != nil {
		return err
	}
	result, err := desk.CheckShard(project, texts, at, shard, under, s.far)
	if err != nil {
		return err
	}
	data, err := result.Encode()
	if err != nil {
		return err
	}
	config, err := content.ReadConfig(project)
	if err != nil {
		return err
	}
	s.step("")
	if _, err := s.stdout.Write(data); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "checked: shard %s of %s, %s; %.1f s\n", shard, report.Count(result.Pages, "page", "pages"), totals(result.Totals), time.Since(start).Seconds())
	if result.Failed(config.Levels) {
		return errFound
	}
	return nil
}

// merge reports what shards found, as one run would.
func (s *session) merge(cmd *cobra.Command, names []string) error {
	start := time.Now()
	if err := only(cmd, "merge", "it reports what shards found", "fix", "diff", "unsafe-fixes", "uncited", "stdin-filename"); err != nil {
		return err
	}
	if err := only(cmd, "merge", "ask it of --shard, for nothing is found here", "date", "locked"); err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("--merge: name the files that the shards wrote: verbatim check --merge shard-*.json")
	}
	var files []*desk.ShardFile
	for _, name := range names {
		at := name
		if !filepath.IsAbs(at) {
			at = filepath.Join(s.below, at)
		}
		data, err := os.ReadFile(at)
		if err != nil {
			return fmt.Errorf("the result of a shard can't be read: %w", err)
		}
		file, err := desk.ReadShardFile(name, data)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	merged, err := desk.Merge(project, texts, files, version(), s.list)
	if err != nil {
		return err
	}
	s.baseURL = merged.Explained
	if err := s.findings(); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "checked: %s, %s; %.1f s\n", report.Count(merged.Pages, "page", "pages"), totals(merged.Totals), time.Since(start).Seconds())
	return nil
}
