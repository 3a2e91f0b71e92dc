package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"summit-explainer/tools/verbatim/finding"
)

// Result is what a run found, of which a writer shows the part that was asked
// for. The counts are of everything.
type Result struct {
	Findings         []finding.Finding // to show, in order
	Suppressed       []finding.Suppressed
	Errors, Warnings int
	BaseURL          string // of the site, where the rules' pages are; "" where that is not known
}

// Filter says what of the findings is to be shown.
type Filter struct {
	Rules    []finding.Rule   // none means all
	Severity finding.Severity // and above
	Max      int              // 0 means all
}

// Select returns what the list holds, and what of it the filter shows.
func Select(list *finding.List, filter Filter) Result {
	r := Result{Suppressed: list.Suppressed()}
	for _, f := range list.Sorted() {
		if f.Severity == finding.Error {
			r.Errors++
		} else {
			r.Warnings++
		}
		if f.Severity >= filter.Severity && (len(filter.Rules) == 0 || slices.Contains(filter.Rules, f.Rule)) &&
			(filter.Max == 0 || len(r.Findings) < filter.Max) {
			r.Findings = append(r.Findings, f)
		}
	}
	return r
}

// Summary counts the findings on one line.
func (r Result) Summary() string {
	s := Count(r.Errors, "error", "errors") + ", " + Count(r.Warnings, "warning", "warnings")
	if n := len(r.Suppressed); n > 0 {
		s += fmt.Sprintf(", %d suppressed", n)
	}
	if shown := len(r.Findings); shown < r.Errors+r.Warnings {
		s += fmt.Sprintf(" (%d shown)", shown)
	}
	return s
}

// Count says how many of a thing there are.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Formats are the renderings that Write knows.
var Formats = []string{"text", "json", "sarif", "github"}

// Write writes the result in one of the Formats other than text.
func Write(w io.Writer, format string, r Result) error {
	switch format {
	case "json":
		return writeJSON(w, r)
	case "sarif":
		return writeSARIF(w, r)
	case "github":
		return writeGitHub(w, r)
	}
	return fmt.Errorf("there is no format %s", format)
}

// helpURL returns the address of a rule's page, or "".
func (r Result) helpURL(rule finding.Rule) string {
	if r.BaseURL == "" {
		return ""
	}
	return strings.TrimSuffix(r.BaseURL, "/") + "/guide/rules/" + string(rule) + "/"
}

// fingerprints returns for each finding a name that stays the same when lines
// are added or removed elsewhere: of its rule, file, message and line, and of
// its place among those where all of that is the same.
func fingerprints(findings []finding.Finding) []string {
	seen := map[string]int{}
	var names []string
	for _, f := range findings {
		line := strings.TrimSpace(f.File.Line(f.File.Position(f.Span.Start).Line))
		key := strings.Join([]string{string(f.Rule), f.File.Name, f.Message, line}, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		seen[key]++
		names = append(names, hex.EncodeToString(sum[:16]))
	}
	return names
}
