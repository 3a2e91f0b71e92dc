// Package finding holds what is wrong, and how it is said.
//
// A finding is one thing an author must fix. It is a value: the steps of the
// tool report findings, a List collects and sorts them, a writer renders them.
// What keeps the tool itself from working is an error, never a finding.
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
	Warning Severity = iota
	Error
)

// String returns the name that is printed.
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Span is a half-open range of byte offsets into a File.
type Span struct{ Start, End int }

// Finding is one thing that an author must fix.
type Finding struct {
	Rule    Rule
	File    *File
	Span    Span
	Message string    // one sentence that can stand alone, without a full stop
	Related []Related // what else is involved, first things first
	Help    string    // one imperative sentence
}

// Related is text that explains a finding: the passage of a source, say.
type Related struct {
	Label string // "the text has", "found in"
	Text  string
}

// Severity returns the severity of the finding's rule.
func (f Finding) Severity() Severity { return f.Rule.Severity() }

// Report takes a finding. Implementations are safe for concurrent use.
type Report func(Finding)

// List collects findings. The zero value is ready; its methods are safe for
// concurrent use.
type List struct {
	mu       sync.Mutex
	findings []Finding
}

// Report adds f.
func (l *List) Report(f Finding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = append(l.findings, f)
}

// Failed reports whether a finding of severity error is in the list.
func (l *List) Failed() bool {
	return l.Count(Error) > 0
}

// Count returns the number of findings of severity s.
func (l *List) Count(s Severity) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, f := range l.findings {
		if f.Severity() == s {
			n++
		}
	}
	return n
}

// Sorted returns the findings by file name, place, rule and message, each once.
func (l *List) Sorted() []Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	sorted := slices.Clone(l.findings)
	slices.SortFunc(sorted, compare)
	return slices.CompactFunc(sorted, func(a, b Finding) bool { return compare(a, b) == 0 })
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
