package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pkg/browser"
	"github.com/spf13/cobra"

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
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if _, _, err := s.open(); err != nil {
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
	shown := &shownFindings{session: s, open: open}
	server := preview.New(preview.Options{Dir: ".", Texts: s.texts, Moment: s.edition.moment, Host: hostOf(bind, listener.Addr()), Kept: s.store(), Found: shown.found})
	s.step("reading, proving and rendering")
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	defer web.Close()
	failed := make(chan error, 2)
	go func() { failed <- web.Serve(listener) }()
	go func() { failed <- server.Run(ctx) }()
	return <-failed
}

// hostOf returns the host at which people of this computer see what listens at an address.
func hostOf(bind string, at net.Addr) string {
	host, port, _ := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); bind == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// shownFindings writes what a preview finds.
type shownFindings struct {
	*session
	open bool   // in a browser, the first time
	last string // what was written
	at   string // where it was said that the site is
}

// found writes what is found, where it is something else than before, and one line that
// says what it was found after.
func (s *shownFindings) found(now preview.Found) {
	s.step("")
	var text strings.Builder
	summary := ""
	if now.Broken != nil {
		fmt.Fprintf(&text, "verbatim: %s\n", report.Clean(now.Broken.Error()))
		summary = "the site can’t be read"
	} else {
		result := report.Select(now.List, report.Filter{Severity: finding.Note, Each: mostEach})
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
	if len(now.Changed) > 0 {
		what = now.Changed[0]
	}
	if more := len(now.Changed) - 1; more > 0 {
		what += fmt.Sprintf(" and %d more", more)
	}
	fmt.Fprintf(s.said(), "%s %s: %s; %.2f s\n", time.Now().Format(time.TimeOnly), report.Clean(what), summary, now.Took.Seconds())
	if s.at == now.At.String() {
		return
	}
	first := s.at == ""
	s.at = now.At.String()
	fmt.Fprintf(s.stdout, "%s (Ctrl+C ends it)\n", s.at)
	if s.open && first {
		if err := browser.OpenURL(s.at); err != nil {
			s.warn(fmt.Errorf("no browser can be opened: %w", err))
		}
	}
}
