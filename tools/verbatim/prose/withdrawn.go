package prose

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// withdrawn reports whether marks are those of withdrawn wording: struck out
// on the page of corrections.
func (r *reader) withdrawn(run *Run, mark outerMark) bool {
	return r.page.Path == correctionsPath && slices.ContainsFunc(run.struck, func(struck [2]int) bool {
		return struck[0] <= mark.Start && mark.End <= struck[1]
	})
}

// withdraw counts withdrawn wording, which is exempt where its entry says when
// it was withdrawn, and leads to the page on which it stood.
func (r *reader) withdraw(run *Run, span finding.Span) {
	switch {
	case !dated.MatchString(run.unstruck()) && !dated.MatchString(r.above):
		r.find(finding.QuoteForm, span, "withdrawn wording without the date on which it was withdrawn",
			"write the day in the same paragraph, such as 2 May 2021")
	case !slices.ContainsFunc(run.Links, r.leadsToPage):
		r.find(finding.QuoteForm, span, "withdrawn wording without the page on which it stood",
			"link the page in the same paragraph: [the page](topics/ID.md)")
	default:
		r.page.Marks.Exempt[ExemptWithdrawn]++
	}
}

// dated finds a day as people write it: 2021-05-02, 2 May 2021, May 2, 2021,
// 2. Mai 2021, le 1er mai 2021, 2 de mayo de 2021, 02.05.2021, 2021年5月2日.
var dated = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b|\b\d{1,2}(?:er|º|st|nd|rd|th)?\.? (?:de )?\pL+\.? (?:de )?\d{4}\b|\pL+\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}\b|` +
	`\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일号號]`)

// unstruck returns the text without what is struck out: a date there was
// withdrawn, too.
func (r *Run) unstruck() string {
	text := slices.Clone(r.Text)
	for _, struck := range r.struck {
		for i := struck[0]; i < struck[1]; i++ {
			text[i] = ' '
		}
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

// leadsToPage reports whether a link leads to another page of this site.
func (r *reader) leadsToPage(link LinkRange) bool {
	destination := plain(link.node.Destination)
	to, _, _ := strings.Cut(destination, "#")
	scheme, _, hasScheme := strings.Cut(to, ":")
	if to == "" || hasScheme && !strings.Contains(scheme, "/") {
		return false
	}
	return path.Base(strings.TrimSuffix(to, ".md")) != path.Base(correctionsPath)
}
