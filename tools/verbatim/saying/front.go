package saying

import (
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// checkFrontMatter refuses a label in front of a text that layouts show by itself,
// in titles, lists and feeds, where nothing can be proven. The title of a source
// is its own.
func (s *speech) checkFrontMatter() {
	record := s.page.Section == "sources" && s.page.Path != "/sources"
	for _, field := range s.page.FrontMatter.Fields() {
		if record && slices.Contains([]string{"title", "attributions", "speakers", "apparatus"}, field.Key) {
			continue
		}
		field.Value.Strings(func(text string, at finding.Span) {
			for line := range strings.Lines(text) {
				line = strings.TrimLeftFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*_#>", r) })
				label, end := labelAt(line)
				if end == 0 || !fold.HasWord(line[end:]) || s.parenthesis(line[len(label):]) {
					continue
				}
				if person := s.bearer(strings.Trim(label, "*_ ")); person != "" {
					s.report(finding.Finding{Rule: finding.QuoteLabel, File: s.page.File, Span: at,
						Message: "a label of " + person + " in front matter, where nothing can be proven",
						Help:    "write a sentence, or name the subject; quote in the body"})
					return
				}
			}
		})
	}
}
