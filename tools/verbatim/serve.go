package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pkg/browser"
	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/preview"
	"summit-explainer/tools/verbatim/report"
)

// usualPort is where the stock hugo serves, too.
const usualPort = 1313

func (s *session) serveCommand() *cobra.Command {
	var bind string
	var port int
	var open bool
	cmd := &cobra.Command{
		Use:         "serve",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Show the site while it is being written, with what is found in it",
		Long: `Show the site while it is being written, with what is found in it: in the
terminal, and on the pages themselves. Each change of a file is followed, and pages
that are open in a browser with it. What can't be proven is shown without a seal.

Drafts are shown, and what is not due yet. Nothing is published, and no evidence is
written: verbatim build does both.

Exit status: 0 when it is stopped (Ctrl+C), 2 where it can't go on.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.serve(bind, port, cmd.Flags().Changed("port"), open)
		},
	}
	s.dateFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&bind, "bind", "127.0.0.1", "the `ADDRESS` of this computer at which pages are asked for; others can see them at 0.0.0.0")
	flags.IntVar(&port, "port", usualPort, "the port; 0 for one that is free")
	flags.BoolVar(&open, "open", false, "open the site in a browser")
	return cmd
}

// serve shows the site until a signal says that it is enough.
func (s *session) serve(bind string, port int, given, open bool) error {
	project, _, err := s.open()
	if err != nil {
		return err
	}
	config, err := content.ReadConfig(project)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(bind, strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) && !given {
		listener, err = net.Listen("tcp", net.JoinHostPort(bind, "0"))
	}
	if err != nil {
		return fmt.Errorf("--port %d: %w", port, err)
	}
	defer listener.Close()
	base := seenAt(bind, listener.Addr(), config.BaseURL)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	shown := &shownFindings{session: s, at: base, open: open}
	server, err := preview.New(preview.Options{Dir: ".", Texts: s.texts, Moment: s.edition.moment, Base: base, Found: shown.found})
	if err != nil {
		return err
	}
	s.step("reading, proving and rendering")
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	defer web.Close()
	failed := make(chan error, 2)
	go func() { failed <- web.Serve(listener) }()
	go func() { failed <- server.Run(ctx) }()
	return <-failed
}

// seenAt returns the address at which a site is seen that is published at another: with
// its path, so that links that hold it are right.
func seenAt(bind string, at net.Addr, published string) *url.URL {
	host, port, _ := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); bind == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	base := &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port), Path: "/"}
	if to, err := url.Parse(published); err == nil && to.Path != "" {
		base.Path = strings.TrimSuffix(to.Path, "/") + "/"
	}
	return base
}

// shownFindings writes what a preview finds.
type shownFindings struct {
	*session
	at   *url.URL
	open bool   // in a browser, the first time
	last string // what was written
	any  bool
}

// found writes what is found, where it is something else than before, and one line that
// says what it was found after.
func (s *shownFindings) found(list *finding.List, changed []string, took time.Duration, broken error) {
	s.step("")
	var text strings.Builder
	summary := ""
	if broken != nil {
		fmt.Fprintf(&text, "verbatim: %v\n", broken)
		summary = "the site can’t be read"
	} else {
		result := report.Select(list, report.Filter{Severity: finding.Note, Each: mostEach})
		result.Quiet, summary = true, result.Summary()
		if err := report.WriteText(&text, result, report.NewScreen(s.stdout, s.colour)); err != nil {
			s.warn(err)
		}
	}
	if s.last != text.String() {
		fmt.Fprint(s.stdout, text.String())
		if text.Len() > 0 {
			fmt.Fprintln(s.stdout)
		}
	}
	s.last = text.String()
	what := "all"
	if slices.Sort(changed); len(changed) > 0 {
		what = changed[0]
	}
	if len(changed) > 1 {
		what += fmt.Sprintf(" and %d more", len(changed)-1)
	}
	fmt.Fprintf(s.said(), "%s %s: %s; %.2f s\n", time.Now().Format(time.TimeOnly), report.Clean(what), summary, took.Seconds())
	if s.any {
		return
	}
	s.any = true
	fmt.Fprintf(s.stdout, "%s (Ctrl+C ends it)\n", s.at)
	if s.open {
		if err := browser.OpenURL(s.at.String()); err != nil {
			s.warn(fmt.Errorf("no browser can be opened: %w", err))
		}
	}
}
