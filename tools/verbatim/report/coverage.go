package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Coverage counts what reading back saw, in pairs of quotation marks (a mark
// without a partner counts as one). It is part of the proof: a checker that
// looks at nothing must not look clean.
type Coverage struct {
	Files  int            `json:"files"`  // that were read
	Seen   int            `json:"seen"`   // marks
	Proven map[string]int `json:"proven"` // by class: exact, typographic, …; passage where a source's own words are shown
	Exempt map[string]int `json:"exempt"` // by reason
}

// String says it on one line.
func (c Coverage) String() string {
	return fmt.Sprintf("%d seen, %s, %s; %s read", c.Seen, counted(c.Proven, "proven"), counted(c.Exempt, "exempt"), Count(c.Files, "file", "files"))
}

// counted says how many there are of a thing, and of which kinds.
func counted(kinds map[string]int, what string) string {
	sum := 0
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		sum += kinds[kind]
		parts = append(parts, fmt.Sprintf("%s %d", kind, kinds[kind]))
	}
	said := fmt.Sprintf("%d %s", sum, what)
	if len(parts) > 0 {
		said += " (" + strings.Join(parts, ", ") + ")"
	}
	return said
}
