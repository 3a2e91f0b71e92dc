// Package finding holds what the tool reports: one thing that an author must
// fix, and the ways to say it.
package finding

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Severity says whether a finding stops publishing.
type Severity int

// The severities, in rising order.
const (
	Off Severity = iota // not reported
	Warning
	Error
)

// String returns the name that is printed, and written in config.toml.
func (s Severity) String() string {
	return [...]string{Off: "off", Warning: "warning", Error: "error"}[s]
}

// ParseSeverity returns the severity of that name.
func ParseSeverity(name string) (Severity, bool) {
	for _, s := range []Severity{Off, Warning, Error} {
		if s.String() == name {
			return s, true
		}
	}
	return Off, false
}

// Span is a half-open range of byte offsets into a File.
type Span struct{ Start, End int }

// Finding is one thing that an author must fix.
type Finding struct {
	Rule     Rule
	Severity Severity // set by List.Sorted: the rule's, or what the site's configuration says
	File     *File
	Span     Span
	Message  string    // one sentence that can stand alone, without a full stop
	Related  []Related // what else is involved, first things first
	Help     string    // one imperative sentence
	Fix      Fix
}

// Related is text that explains a finding: the passage of a source, say.
type Related struct {
	Label string // "the text has", "found in"
	Text  string
	File  *File // where it stands; nil where that is no file of the project
	Span  Span
}

// Fix is a change of the finding's file that mends it. The zero Fix is none.
type Fix struct {
	// Safe says that the change can't alter what the page claims: it may be
	// made without asking.
	Safe  bool
	Edits []Edit // independent edits of the same original, in its order
}

// Edit puts text in place of a span.
type Edit struct {
	Span Span
	New  string
}

// Report takes a finding. Implementations are safe for concurrent use.
type Report func(Finding)

// List collects findings. The zero value is ready; its methods are safe for
// concurrent use.
type List struct {
	mu           sync.Mutex
	findings     []Finding
	levels       map[Rule]Severity
	suppressions []*Suppression
}

// Report adds f.
func (l *List) Report(f Finding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = append(l.findings, f)
}

// SetLevels changes the severities of rules. Rules of proof keep theirs.
func (l *List) SetLevels(levels map[Rule]Severity) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.levels = levels
}

// Suppress adds suppressions. Rules of proof are not suppressed.
func (l *List) Suppress(suppressions ...*Suppression) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.suppressions = append(l.suppressions, suppressions...)
}

// Failed reports whether a finding of severity error is in the list.
func (l *List) Failed() bool {
	return slices.ContainsFunc(l.Sorted(), func(f Finding) bool { return f.Severity == Error })
}

// Sorted returns the findings that are neither switched off nor suppressed, by
// file name, place, rule and message, each once.
func (l *List) Sorted() []Finding {
	sorted, _ := l.sorted()
	return sorted
}

// Suppressed returns the findings that a comment suppresses, in the same order.
func (l *List) Suppressed() []Suppressed {
	_, suppressed := l.sorted()
	return suppressed
}

func (l *List) sorted() (sorted []Finding, suppressed []Suppressed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := slices.Clone(l.findings)
	slices.SortStableFunc(all, compare)
	all = slices.CompactFunc(all, func(a, b Finding) bool { return compare(a, b) == 0 })
	type line struct {
		file string
		line int
		rule Rule
	}
	at := map[line]*Suppression{}
	for _, s := range l.suppressions {
		if !s.Rule.Proof() {
			at[line{s.File.Name, s.Line, s.Rule}] = s
		}
	}
	for _, f := range all {
		f.Severity = f.Rule.Severity()
		if level, ok := l.levels[f.Rule]; ok && !f.Rule.Proof() {
			f.Severity = level
		}
		if f.Severity == Off {
			continue
		}
		if len(at) > 0 {
			if s := at[line{f.File.Name, f.File.Position(f.Span.Start).Line, f.Rule}]; s != nil {
				suppressed = append(suppressed, Suppressed{f, s.Reason})
				continue
			}
		}
		sorted = append(sorted, f)
	}
	return sorted, suppressed
}

// CheckSuppressions reports each suppression that suppresses nothing. Where
// decided is false of its rule, the run could not have found it.
func (l *List) CheckSuppressions(decided func(Rule) bool) {
	used := map[Suppression]bool{}
	for _, s := range l.Suppressed() {
		used[Suppression{File: s.File, Line: s.File.Position(s.Span.Start).Line, Rule: s.Rule}] = true
	}
	l.mu.Lock()
	suppressions := l.suppressions
	l.mu.Unlock()
	for _, s := range suppressions {
		if used[Suppression{File: s.File, Line: s.Line, Rule: s.Rule}] || !decided(s.Rule) {
			continue
		}
		l.Report(Finding{Rule: RuleSuppression, File: s.File, Span: s.Span,
			Message: "the comment suppresses nothing: there is no finding of " + string(s.Rule) + " on its line",
			Help:    "remove the comment"})
	}
}

func compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.File.Name, b.File.Name),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(string(a.Rule), string(b.Rule)),
		strings.Compare(a.Message, b.Message),
	)
}
