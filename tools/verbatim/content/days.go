package content

import (
	"fmt"
	"time"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// ahead is how far the clocks of the places are ahead of UTC where a day begins
// first: an author there writes a date of today that UTC does not have yet.
const ahead = 14 * time.Hour

// checkDays reports days in front matter on which something was done, and which
// are yet to come. Of a page that is not due yet they may be those up to the day on
// which it will be.
func (s *Site) checkDays(m prose.Moment, report finding.Report) {
	for _, page := range s.Pages {
		at, called := m.At, "today"
		if at.Before(page.PublishDate) {
			at, called = page.PublishDate, "the day on which the page is published"
		}
		last := at.Add(ahead).UTC().Format(time.DateOnly)
		for _, key := range []string{"issued", "accessed", "reviewed"} {
			value := page.FrontMatter.Get(key)
			if !isEDTF(value.Text()) || !later(value.Text(), last) {
				continue
			}
			if accessed := page.FrontMatter.Get("accessed").Text(); key == "issued" && isEDTF(accessed) && later(value.Text(), accessed) {
				continue // which is reported as an order that can't be
			}
			report(finding.Finding{Rule: finding.FrontMatterOrder, File: page.File, Span: value.Span,
				Message: fmt.Sprintf("%s is %s, and %s is %s", key, value.Text(), called, at.UTC().Format(time.DateOnly)), Help: "write the day on which that was"})
		}
	}
}

// isEDTF reports whether a text is a day, a month or a year.
func isEDTF(text string) bool {
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(form, text); err == nil {
			return true
		}
	}
	return false
}
