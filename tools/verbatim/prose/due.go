package prose

import (
	"regexp"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
)

// Moment is when a site is published, and whether its drafts are.
type Moment struct {
	At     time.Time
	Drafts bool
}

// Due reports whether the page is published at a moment: from its publishDate on,
// until its expiryDate.
func (p *Page) Due(m Moment) bool {
	return !p.Undated && (m.Drafts || !p.Draft) && !m.At.Before(p.PublishDate) && (p.ExpiryDate.IsZero() || m.At.Before(p.ExpiryDate))
}

// readDue reads what the front matter says of when the page is published.
func readDue(page *Page, report finding.Report) {
	draft, isBool := page.FrontMatter.Get("draft").Scalar().(bool)
	page.Draft = draft
	known := map[string]bool{"draft": isBool}
	page.PublishDate, known["publishDate"] = dateOf(page, "publishDate", report)
	page.ExpiryDate, known["expiryDate"] = dateOf(page, "expiryDate", report)
	if known["expiryDate"] && !page.PublishDate.Before(page.ExpiryDate) {
		report(onValue(page, finding.FrontMatterOrder, page.FrontMatter.Get("expiryDate"),
			"the page expires before it is published", "mend one of the two dates"))
	}
	for _, field := range page.FrontMatter.Fields() {
		if dueKey.MatchString(plainKey.Replace(field.Key)) && !known[field.Key] {
			page.Undated = true
		}
	}
}

// dateOf reads a day, which begins at midnight UTC, or a moment (RFC 3339).
func dateOf(page *Page, key string, report finding.Report) (time.Time, bool) {
	value := page.FrontMatter.Get(key)
	written := value.Text()
	if written == "" {
		return time.Time{}, false
	}
	when, ok := ParseMoment(written)
	if !ok && strings.Contains("0123456789", written[:1]) { // the schema speaks of any other form
		report(onValue(page, finding.FrontMatterValue, value, key+" is not a moment of the calendar: "+written,
			"write it as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"))
	}
	return when, ok
}

// ParseMoment reads a day, which begins at midnight UTC, or a moment (RFC 3339).
func ParseMoment(text string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if when, err := time.Parse(layout, text); err == nil {
			return when.UTC(), true
		}
	}
	return time.Time{}, false
}

// A key that is misspelt, or has a value that can't be read, must not publish a
// page that was meant to wait. These are the keys that may be meant so, and what
// they may look like in front matter that can't be read at all.
var (
	plainKey = strings.NewReplacer("_", "", "-", "", " ", "")
	dueKey   = regexp.MustCompile(`(?i)^(?:un|is)?(?:publish(?:ed|ing)?(?:date|day|on|at|from|until|time)?|pubdate|expir[a-z]*|drafts?|embargo[a-z]*|date)$`)
	dueWord  = regexp.MustCompile(`(?i)\b(?:un)?publish(?:ed)?[ _-]?(?:date|on|at)|\bexpir(?:y|es|ation)|\bdraft|\bembargo`)
)

// SpeaksOfDates reports whether front matter that can't be read may say when its
// page is published.
func SpeaksOfDates(front []byte) bool { return dueWord.Match(front) }
