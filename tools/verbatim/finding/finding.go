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
	Off  Severity = iota // not reported
	Note                 // nothing is wrong: something is yet to be done
	Warning
	Error
)

// String returns the name that is printed, and written in config.toml.
func (s Severity) String() string {
	return [...]string{Off: "off", Note: "note", Warning: "warning", Error: "error"}[s]
}

// ParseSeverity returns the severity of that name.
func ParseSeverity(name string) (Severity, bool) {
	for _, severity := range []Severity{Off, Note, Warning, Error} {
		if severity.String() == name {
			return severity, true
		}
	}
	return Off, false
}

// Span is a half-open range of byte offsets into a File.
type Span struct{ Start, End int }

// Finding is one thing that an author must fix.
type Finding struct {
	Rule     Rule
	Note     bool     // nothing is wrong, whatever the rule: something is yet to be done
	Severity Severity // set by List.Sorted: the rule's, or what the site's configuration says
	File     *File
	Span     Span
	Message  string    // one sentence that can stand alone, without a full stop
	Related  []Related // what else is involved, first things first
	Help     string    // one imperative sentence; lines to write stand below it, each on a line
	Fix      Fix

	// Of words that are not proven: what is the matter, in one word that programs
	// read, and the difference from the text word by word.
	Kind       string
	Difference []Difference
}

// Difference is a step from a text's words to those of a quotation.
type Difference struct {
	Op    string // equal, delete (only the text has the words), insert (only the quotation)
	Words string
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
	Progress Progress // is told how far the work is that finds them

	mu           sync.Mutex
	findings     []Finding
	levels       map[Rule]Severity
	suppressions []*Suppression
}

// Report adds a finding.
func (l *List) Report(found Finding) {
	found.Message = shorten(found.Message)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = append(l.findings, found)
}

// maxMessage is the greatest length of a message, in characters: a value that
// it names may have any.
const maxMessage = 1000

// shorten leaves out the middle of a long message.
func shorten(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	runes := []rune(message)
	if len(runes) <= maxMessage {
		return message
	}
	return string(runes[:maxMessage/2]) + " … " + string(runes[len(runes)-maxMessage/2:])
}

// Keep drops the findings for which keep is false.
func (l *List) Keep(keep func(Finding) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = slices.DeleteFunc(l.findings, func(found Finding) bool { return !keep(found) })
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
	return slices.ContainsFunc(l.Sorted(), func(found Finding) bool { return found.Severity == Error })
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

// sorted divides the findings into those that are shown and those that a
// comment suppresses. Several steps may have found the same: what is alike in
// all that people see is shown once.
func (l *List) sorted() (sorted []Finding, suppressed []Suppressed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := slices.Clone(l.findings)
	slices.SortStableFunc(all, compare)
	all = slices.CompactFunc(all, func(one, other Finding) bool { return compare(one, other) == 0 })
	type line struct {
		file string
		line int
		rule Rule
	}
	at := map[line]*Suppression{}
	for _, suppression := range l.suppressions {
		if !suppression.Rule.Proof() {
			at[line{suppression.File.Name, suppression.Line, suppression.Rule}] = suppression
		}
	}
	for _, found := range all {
		found.Severity = found.Rule.Severity()
		if level, ok := l.levels[found.Rule]; ok && !found.Rule.Proof() {
			found.Severity = level
		}
		if found.Note {
			found.Severity = min(found.Severity, Note)
		}
		if found.Severity == Off {
			continue
		}
		if len(at) > 0 {
			if suppression := at[line{found.File.Name, found.File.Position(found.Span.Start).Line, found.Rule}]; suppression != nil {
				suppressed = append(suppressed, Suppressed{found, suppression.Reason})
				continue
			}
		}
		sorted = append(sorted, found)
	}
	return sorted, suppressed
}

// CheckSuppressions reports each suppression that suppresses nothing. Where
// decided is false of its rule, the run could not have found it.
func (l *List) CheckSuppressions(decided func(Rule) bool) {
	used := map[Suppression]bool{}
	for _, suppressed := range l.Suppressed() {
		used[Suppression{File: suppressed.File, Line: suppressed.File.Position(suppressed.Span.Start).Line, Rule: suppressed.Rule}] = true
	}
	l.mu.Lock()
	suppressions := l.suppressions
	l.mu.Unlock()
	for _, suppression := range suppressions {
		if used[Suppression{File: suppression.File, Line: suppression.Line, Rule: suppression.Rule}] || !decided(suppression.Rule) {
			continue
		}
		l.Report(Finding{Rule: RuleSuppression, File: suppression.File, Span: suppression.Span,
			Message: "the comment suppresses nothing: there is no finding of " + string(suppression.Rule) + " on its line",
			Help:    "remove the comment"})
	}
}

func compare(one, other Finding) int {
	return cmp.Or(
		strings.Compare(one.File.Name, other.File.Name),
		cmp.Compare(one.Span.Start, other.Span.Start),
		cmp.Compare(one.Span.End, other.Span.End),
		strings.Compare(string(one.Rule), string(other.Rule)),
		strings.Compare(one.Message, other.Message),
	)
}
