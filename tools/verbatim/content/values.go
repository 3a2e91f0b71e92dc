package content

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// checkValues reports values that have the form which the schema asks for, and
// can't be: no such day, no such language, an address that names no host.
func checkValues(page *Page, report finding.Report) {
	front := page.FrontMatter
	one := func(rule finding.Rule, v *matter.Value, message, help string) {
		report(finding.Finding{Rule: rule, File: page.File, Span: v.Span, Message: message, Help: help})
	}
	for _, key := range []string{"language", "native_language"} {
		v := front.Get(key)
		tag := v.Text()
		if tag == "" || !languageForm(tag) {
			continue
		}
		if _, err := language.Parse(tag); err != nil {
			help := "write a tag of BCP 47, such as en or ja"
			// Countries are often taken for languages: jp, cn, kr.
			if region, err := language.ParseRegion(tag); err == nil && region.IsCountry() {
				if und, err := language.Compose(region); err == nil {
					if base, sure := und.Base(); sure >= language.Low {
						help = "did you mean " + base.String() + "?"
					}
				}
			}
			one(finding.FrontMatterValue, v, "there is no language "+tag, help)
		}
	}
	for _, key := range []string{"source_url", "archive_url"} {
		v := front.Get(key)
		if u, err := url.Parse(v.Text()); err == nil && u.IsAbs() && (u.Hostname() == "" || u.User != nil) {
			one(finding.FrontMatterValue, v, key+" names no host: "+v.Text(), "copy the address from the browser")
		}
	}
	issued, accessed := front.Get("issued"), front.Get("accessed")
	if day := issued.Text(); len(day) == len(time.DateOnly) && dateForm(day) {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			one(finding.FrontMatterValue, issued, "issued is not a day of the calendar: "+day, "write the day that the document names, or only its month")
		}
	}
	if i, a := issued.Text(), accessed.Text(); dateForm(i) && dateForm(a) {
		// A month or a year is compared with the month or year.
		if n := min(len(i), len(a)); i[:n] > a[:n] {
			one(finding.FrontMatterOrder, accessed, fmt.Sprintf("the document was read on %s, before it was issued: %s", a, i), "mend one of the two dates")
		}
	}
	if v := front.Get("publishDate"); v.Text() != "" {
		when, ok := publishDate(v.Text())
		if !ok && strings.Contains("0123456789", v.Text()[:1]) {
			one(finding.FrontMatterValue, v, "publishDate is not a moment of the calendar: "+v.Text(), "write it as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
		}
		page.PublishDate = when
	}
	page.Draft, _ = front.Get("draft").Scalar().(bool)
}

// publishDate reads a day, or a moment (RFC 3339).
func publishDate(s string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if when, err := time.Parse(layout, s); err == nil {
			return when.UTC(), true
		}
	}
	return time.Time{}, false
}

// dateForm reports whether s has the form of an EDTF year, month or day.
func dateForm(s string) bool {
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return false
	}
	for i := range len(s) {
		if (i == 4 || i == 7) != (s[i] == '-') || s[i] != '-' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// languageForm reports whether the schema has nothing to say about the form.
func languageForm(s string) bool {
	first, _, _ := strings.Cut(s, "-")
	return (len(first) == 2 || len(first) == 3) && strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") == ""
}

// checkFrontMatterMarks refuses quotation marks in front matter: text rendered
// from there has no position, so nothing could be proven in it. The title of a
// source is its own, and exempt.
func checkFrontMatterMarks(page *Page, report finding.Report) {
	isRecord := page.Section == "sources" && page.Path != "/sources"
	check := func(text string, at finding.Span, help string) {
		if len(outerMarks(text)) > 0 {
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: page.File, Span: at,
				Message: "quotation marks in front matter, where nothing can be proven", Help: help})
		}
	}
	for _, f := range page.FrontMatter.Fields() {
		switch {
		case isRecord && f.Key == "title":
			page.Marks.Exempt["title of a source"] += len(outerMarks(f.Value.Text()))
		case isRecord && f.Key == "attributions":
			// Words of the text, proven when the text is read.
		default:
			f.Value.Strings(func(text string, at finding.Span) {
				check(text, at, "say it without quotation marks, and quote in the body")
			})
		}
	}
}
