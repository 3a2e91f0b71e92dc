package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/kept"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/publish"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/report"
	"summit-explainer/tools/verbatim/view"
)

// destination is the folder of the published site.
const destination = "public"

func (s *session) buildCommand() *cobra.Command {
	var reproduce bool
	cmd := &cobra.Command{
		Use:         "build",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Check, link, render, read back and publish to public/",
		Long: `Check, link, render, read back and publish to public/.

The new site takes the place of the old one whole or not at all; what a build
that was killed left behind is put back or removed by the next command. One
build at a time. A folder that can't be replaced (a link, a mount, somebody
else's) is refused before anything is rendered.

Exit status: 0 published, 1 findings of severity error, 2 the tool could not do
its work; 129, 130, 143 stopped by SIGHUP, SIGINT, SIGTERM. Where only the old
site could not be removed, that is said, and the status is 0.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return s.build(reproduce) },
	}
	s.showFlags(cmd)
	s.editionFlags(cmd)
	cmd.Flags().BoolVar(&reproduce, "reproduce", false, "build twice, under other circumstances the second time, and publish only what is the same, byte for byte")
	s.lockedFlag(cmd)
	s.workFlags(cmd)
	cmd.Flags().BoolVar(&s.compress, "compress", false, "publish each text compressed, too, as .gz, .br and .zst beside it, for servers that send these")
	cmd.Flags().StringVar(&s.sign, "sign", "", "sign the manifest with the key in `FILE`, which verbatim keygen makes")
	return cmd
}

// build is the way of the data from files to the published folder.
func (s *session) build(reproduce bool) error {
	start := time.Now()
	signals := askedToEnd()
	defer signal.Stop(signals)
	publishing, err := publish.Begin(destination)
	if err != nil {
		return err
	}
	defer func() { s.warn(publishing.Close()) }()
	publishing.Progress = func(done, total int) { s.far("files", done, total) }
	s.again.context, s.again.stop = context.WithCancel(context.Background())
	defer s.again.stop()
	go s.endOn(signals, publishing)
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	s.step("reading and proving")
	store := s.store()
	known := store
	if reproduce || s.sign != "" {
		known = nil // what is built twice, or signed, is built
	}
	run, project, texts, err := s.recall(known, "build", s.counting(project, 0), texts, s.compress)
	if err != nil {
		return err
	}
	if found := run.known(); found != nil && standing(found.Public) {
		s.list, s.baseURL, s.coverage = found.List, found.BaseURL, found.Coverage
		if err := s.findings(); err != nil {
			return err
		}
		s.warn(publishing.Close())
		s.built(found, start)
		return nil
	}
	selected, err := s.resolveDue(project, texts)
	if err != nil {
		return err
	}
	graph := selected.graph
	if s.list.Failed() {
		return s.findings()
	}
	s.step("rendering")
	options := rendering(selected)
	options.Kept = store
	pages := len(graph.Site.Pages)
	options.Progress = func(done int) { s.far("pages", done, pages) }
	if os.Getenv("GOGC") == "" {
		// Graph, Hugo's pages and what it publishes are held together from here on:
		// collecting garbage twice as often takes a quarter from the peak of memory, and
		// adds a twentieth to the time.
		defer debug.SetGCPercent(debug.SetGCPercent(50))
	}
	html, err := render.HTML(selected.project, options, s.list.Report)
	if err != nil {
		return err
	}
	if s.list.Failed() {
		return s.findings()
	}
	s.step("reading back")
	coverage, err := public.Check(s.counting(html, filesOf(html)), graph, s.list.Report)
	if err != nil {
		return err
	}
	s.coverage = &report.Coverage{Files: coverage.Files, Seen: coverage.Seen, Proven: coverage.Proven, Exempt: coverage.Exempt}
	s.list.CheckSuppressions(desk.Decided(graph, true))
	if err := s.findings(); err != nil {
		return err
	}
	s.step("publishing")
	whole, added, err := s.hosted(html, selected, reproduce)
	if err != nil {
		return err
	}
	if err := publishing.Commit(whole); err != nil {
		return err
	}
	s.warn(publishing.Close())
	found := outcome{Until: selected.steady, BaseURL: s.baseURL, Coverage: s.coverage, Added: added,
		Did: fmt.Sprintf("%s: %s, %s", destination, report.Count(coverage.Pages, "page", "pages"), totals(graph.Totals()))}
	if run.store != nil {
		if found.Public, err = kept.Tree(whole); err == nil {
			run.keep(s.list, found)
		}
	}
	s.built(&found, start)
	return nil
}

// standing reports whether the folder holds what a build published, and nothing else.
func standing(digest string) bool {
	now, err := kept.Tree(os.DirFS(destination))
	return err == nil && now == digest
}

// built says what a build did, and how long that took.
func (s *session) built(found *outcome, start time.Time) {
	s.step("")
	fmt.Fprintf(s.said(), "%s; %.1f s\n", found.Did, time.Since(start).Seconds())
	fmt.Fprintf(s.said(), "marks: %s\n", s.coverage)
	fmt.Fprint(s.said(), found.Added)
}

// rendering returns what the renderer is told beside the project's files.
func rendering(selected *selection) render.Options {
	config := selected.graph.Site.Config
	o := render.Options{DataFile: view.DataFile, Data: view.Data(selected.graph), BaseURL: config.BaseURL, Now: selected.now}
	for _, mount := range config.ContentMounts() {
		o.Mounts = append(o.Mounts, mount.Source)
	}
	return o
}

// totals says what a site holds and what it was proven against.
func totals(counts link.Totals) string {
	return fmt.Sprintf("%s, %s, %s, %s; %d proven against full text, %d against evidence",
		report.Count(counts.Quotations, "quotation", "quotations"), report.Count(counts.Citations, "citation", "citations"),
		report.Count(counts.References, "reference", "references"), report.Count(counts.Sources, "source", "sources"),
		counts.AgainstText, counts.AgainstEvidence)
}
