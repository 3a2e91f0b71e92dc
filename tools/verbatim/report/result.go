// Package report writes findings: as text for people, as JSON, as SARIF and as
// annotations of GitHub. It alone knows of terminals and colours.
package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// Result is what a run found, of which a writer shows the part that was asked
// for. The counts are of everything.
type Result struct {
	Findings   []finding.Finding // to show, in order
	More       []More            // what of them is left out, in order
	Suppressed []finding.Suppressed
	Coverage   *Coverage // of reading back; nil where nothing was
	Quiet      bool      // no summary
	BaseURL    string    // of the site, where the rules' pages are; "" where that is not known

	Errors, Warnings, Notes int
}

// More counts findings of one rule in one file that are left out, because so
// many of them say no more than some.
type More struct {
	Rule  finding.Rule
	File  *finding.File
	Count int
}

// Filter says what of the findings is to be shown.
type Filter struct {
	Rules    []finding.Rule   // none means all
	Severity finding.Severity // and above
	Each     int              // of one rule in one file; 0 means all
	Max      int              // 0 means all
}

// Select returns what the list holds, and what of it the filter shows.
func Select(list *finding.List, filter Filter) Result {
	result := Result{Suppressed: list.Suppressed()}
	type kind struct {
		rule finding.Rule
		file string
	}
	shown := map[kind]int{}
	for _, found := range list.Sorted() {
		switch found.Severity {
		case finding.Error:
			result.Errors++
		case finding.Warning:
			result.Warnings++
		default:
			result.Notes++
		}
		if found.Severity < filter.Severity || len(filter.Rules) > 0 && !slices.Contains(filter.Rules, found.Rule) {
			continue
		}
		of := kind{found.Rule, found.File.Name}
		if shown[of]++; filter.Each > 0 && shown[of] > filter.Each {
			result.leaveOut(found)
			continue
		}
		if filter.Max == 0 || len(result.Findings) < filter.Max {
			result.Findings = append(result.Findings, found)
		}
	}
	return result
}

// leaveOut counts a finding that is not shown.
func (r *Result) leaveOut(found finding.Finding) {
	for i := range r.More {
		if r.More[i].Rule == found.Rule && r.More[i].File.Name == found.File.Name {
			r.More[i].Count++
			return
		}
	}
	r.More = append(r.More, More{found.Rule, found.File, 1})
}

// String says what is left out, on one line.
func (m More) String() string {
	return fmt.Sprintf("%s: and %d more of %s", m.File.Name, m.Count, m.Rule)
}

// Summary counts the findings on one line.
func (r Result) Summary() string {
	summary := Count(r.Errors, "error", "errors") + ", " + Count(r.Warnings, "warning", "warnings")
	if r.Notes > 0 {
		summary += ", " + Count(r.Notes, "note", "notes")
	}
	if count := len(r.Suppressed); count > 0 {
		summary += fmt.Sprintf(", %d suppressed", count)
	}
	if shown := len(r.Findings); shown < r.Errors+r.Warnings+r.Notes {
		summary += fmt.Sprintf(" (%d shown)", shown)
	}
	return summary
}

// WriteCounts writes how many findings there are of each rule, the most first.
func WriteCounts(to io.Writer, result Result) error {
	counts := map[finding.Rule]int{}
	for _, found := range result.Findings {
		counts[found.Rule]++
	}
	for _, more := range result.More {
		counts[more.Rule] += more.Count
	}
	rules := slices.SortedFunc(maps.Keys(counts), func(a, b finding.Rule) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, rule := range rules {
		page, _ := finding.Explain(rule)
		if _, err := fmt.Fprintf(to, "%6d  %-20s %s\n", counts[rule], rule, page.Description); err != nil {
			return err
		}
	}
	if result.Quiet {
		return nil
	}
	_, err := fmt.Fprintln(to, result.Summary())
	return err
}

// Count says how many of a thing there are.
func Count(number int, one, many string) string {
	if number == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", number, many)
}

// Formats are the renderings that Write knows.
var Formats = []string{"text", "json", "sarif", "github"}

// Write writes the result in one of the Formats other than text.
func Write(to io.Writer, format string, result Result) error {
	switch format {
	case "json":
		return writeJSON(to, result)
	case "sarif":
		return writeSARIF(to, result)
	case "github":
		return writeGitHub(to, result)
	}
	return fmt.Errorf("there is no format %s", format)
}

// explained returns a finding's message and what explains it, a line for each:
// what the format has to say, what is related, what to do.
func explained(found finding.Finding, also ...string) string {
	lines := append([]string{found.Message}, also...)
	for _, related := range found.Related {
		lines = append(lines, strings.TrimSpace(related.Label+": "+where(related)))
	}
	if found.Help != "" {
		lines = append(lines, "help: "+found.Help)
	}
	return strings.Join(lines, "\n")
}

// where says what a related thing is: its text, and its place in a file.
func where(related finding.Related) string {
	if related.File == nil {
		return related.Text
	}
	at := related.File.Position(related.Span.Start)
	place := fmt.Sprintf("%s:%d:%d", related.File.Name, at.Line, at.Column)
	if related.Text == "" {
		return place
	}
	return related.Text + " (" + place + ")"
}

// fingerprints returns for each finding a name that stays the same when lines
// are added or removed elsewhere: of its rule, file, message and line, and of
// its place among those where all of that is the same.
func fingerprints(findings []finding.Finding) []string {
	seen := map[string]int{}
	var names []string
	for _, found := range findings {
		line := strings.TrimSpace(found.File.Line(found.File.Position(found.Span.Start).Line))
		key := strings.Join([]string{string(found.Rule), found.File.Name, found.Message, line}, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		seen[key]++
		names = append(names, hex.EncodeToString(sum[:16]))
	}
	return names
}
