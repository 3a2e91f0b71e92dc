package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/report"
)

// show says how findings are shown. Whatever it leaves out still counts: for
// the summary and for the exit status.
type show struct {
	format   string
	severity string
	rules    []string
	each     int
	max      int
	counts   bool // only how many of each rule
	results  bool // findings are what the command is asked for
}

// mostEach is how many findings of one rule in one file are shown where nobody
// asks for more: what comes after them has the same cause.
const mostEach = 100

// showFlags adds the flags of commands that show findings.
func (s *session) showFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&s.show.format, "format", "text", "how to write findings: "+strings.Join(report.Formats, ", "))
	flags.StringVar(&s.show.severity, "severity", "note", "show findings of this severity and above: note, warning, error")
	flags.StringSliceVar(&s.show.rules, "rule", nil, "show the findings of these rules only")
	flags.IntVar(&s.show.each, "each", mostEach, "show this many findings of one rule in one file at most (0: all)")
	flags.IntVar(&s.show.max, "max", 0, "show this many findings at most (0: all)")
	flags.BoolVar(&s.show.counts, "statistics", false, "show only how many findings there are of each rule")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.Formats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("severity", cobra.FixedCompletions([]string{"note", "warning", "error"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("rule", completeRules)
	cmd.PreRunE = func(*cobra.Command, []string) error { return s.show.check() }
}

// completeRules offers the names of rules to the shell.
func completeRules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, rule := range finding.Rules() {
		page, _ := finding.Explain(rule)
		names = append(names, cobra.CompletionWithDesc(string(rule), page.Description))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// check refuses values that mean nothing.
func (o show) check() error {
	if !slices.Contains(report.Formats, o.format) {
		return fmt.Errorf("--format %s: write one of %s", o.format, strings.Join(report.Formats, ", "))
	}
	if severity, ok := finding.ParseSeverity(o.severity); !ok || severity == finding.Off {
		return fmt.Errorf("--severity %s: write note, warning or error", o.severity)
	}
	if o.counts && o.format != "text" {
		return fmt.Errorf("--statistics are text: take them from what --format %s writes", o.format)
	}
	for flag, value := range map[string]int{"max": o.max, "each": o.each} {
		if value < 0 {
			return fmt.Errorf("--%s %d: write 0 for all, or more", flag, value)
		}
	}
	for _, name := range o.rules {
		if err := known(name); err != nil {
			return err
		}
	}
	return nil
}

// known returns an error where there is no rule of that name.
func known(name string) error {
	if finding.Rule(name).Known() {
		return nil
	}
	return fmt.Errorf("there is no rule %s: %s", name, finding.DidYouMean(name, finding.Rules(), "run verbatim explain for all of them"))
}

// filter is what of the findings is shown; check has refused what means nothing.
func (o show) filter() report.Filter {
	filter := report.Filter{Each: o.each, Max: o.max}
	filter.Severity, _ = finding.ParseSeverity(o.severity)
	for _, name := range o.rules {
		filter.Rules = append(filter.Rules, finding.Rule(name))
	}
	return filter
}

// findings writes what was found: to standard output where a program reads it, or
// where it is what was asked for; else it stands in the way of that, and goes to
// standard error. It returns errFound where that stops the command.
func (s *session) findings() error {
	s.step("")
	result := report.Select(s.list, s.show.filter())
	result.BaseURL, result.Coverage, result.Quiet = s.baseURL, s.coverage, s.quiet
	to := s.stderr
	if s.show.results {
		to = s.stdout
	}
	var err error
	if s.show.counts {
		err = report.WriteCounts(to, result)
	} else if s.text() {
		err = report.WriteText(to, result, report.NewScreen(to, s.colour))
	} else {
		err = report.Write(s.stdout, s.show.format, result)
	}
	if err != nil {
		return err
	}
	if result.Errors > 0 {
		return errFound
	}
	return nil
}

// text reports whether findings are written for people.
func (s *session) text() bool { return s.show.format == "" || s.show.format == "text" }

// said is where a command says what it has done: not among findings that a
// program reads.
func (s *session) said() io.Writer {
	if s.quiet {
		return io.Discard
	}
	if s.text() {
		return s.stdout
	}
	return s.stderr
}
