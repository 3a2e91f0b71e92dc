package prose

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
	checkLanguages(page, report)
	checkHosts(page, report)
	checkDates(page, report)
	readDue(page, report)
}

// onValue is a finding on a value of a page's front matter.
func onValue(page *Page, rule finding.Rule, value *matter.Value, message, help string) finding.Finding {
	return finding.Finding{Rule: rule, File: page.File, Span: value.Span, Message: message, Help: help}
}

func checkLanguages(page *Page, report finding.Report) {
	for _, key := range []string{"language", "native_language"} {
		value := page.FrontMatter.Get(key)
		tag := value.Text()
		if tag == "" || !languageForm(tag) {
			continue
		}
		if _, err := language.Parse(tag); err != nil {
			help := "write a tag of BCP 47, such as en or ja"
			if spoken := spokenIn(tag); spoken != "" {
				help = "did you mean " + spoken + "?"
			}
			report(onValue(page, finding.FrontMatterValue, value, "there is no language "+tag, help))
		}
	}
}

// spokenIn returns the language of a country, or "": countries are often taken
// for languages (jp, cn, kr).
func spokenIn(country string) string {
	region, err := language.ParseRegion(country)
	if err != nil || !region.IsCountry() {
		return ""
	}
	unknown, err := language.Compose(region)
	if err != nil {
		return ""
	}
	if base, sure := unknown.Base(); sure >= language.Low {
		return base.String()
	}
	return ""
}

func checkHosts(page *Page, report finding.Report) {
	for _, key := range []string{"source_url", "archive_url"} {
		value := page.FrontMatter.Get(key)
		// A name and a password before the host are there to deceive readers.
		if address, err := url.Parse(value.Text()); err == nil && address.IsAbs() && (address.Hostname() == "" || address.User != nil) {
			report(onValue(page, finding.FrontMatterValue, value, key+" names no host: "+value.Text(), "copy the address from the browser"))
		}
	}
}

// checkDates reports days that are none, and days in the wrong order.
func checkDates(page *Page, report finding.Report) {
	issued, accessed := page.FrontMatter.Get("issued"), page.FrontMatter.Get("accessed")
	if day := issued.Text(); len(day) == len(time.DateOnly) && dateForm(day) {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			report(onValue(page, finding.FrontMatterValue, issued, "issued is not a day of the calendar: "+day,
				"write the day that the document names, or only its month"))
		}
	}
	if from, read := issued.Text(), accessed.Text(); dateForm(from) && dateForm(read) {
		// A month or a year is compared with the month or year.
		if length := min(len(from), len(read)); from[:length] > read[:length] {
			report(onValue(page, finding.FrontMatterOrder, accessed,
				fmt.Sprintf("the document was read on %s, before it was issued: %s", read, from), "mend one of the two dates"))
		}
	}
}

// dateForm reports whether s has the form of an EDTF year, month or day.
func dateForm(text string) bool {
	if len(text) != 4 && len(text) != 7 && len(text) != 10 {
		return false
	}
	for i := range len(text) {
		if (i == 4 || i == 7) != (text[i] == '-') || text[i] != '-' && (text[i] < '0' || text[i] > '9') {
			return false
		}
	}
	return true
}

// languageForm reports whether the schema has nothing to say about the form.
func languageForm(tag string) bool {
	first, _, _ := strings.Cut(tag, "-")
	return (len(first) == 2 || len(first) == 3) && strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") == ""
}

// checkFrontMatterMarks refuses quotation marks in front matter: text rendered
// from there has no position, so nothing could be proven in it. The title of a
// source is its own, and exempt; what its record copies from the text is held
// against that elsewhere.
func checkFrontMatterMarks(page *Page, report finding.Report) {
	isRecord := page.Section == "sources" && page.Path != "/sources"
	check := func(text string, at finding.Span) {
		if marks := outerMarks(text, page.Language); len(marks) > 0 {
			page.Marks.Seen += len(marks)
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: page.File, Span: at,
				Message: "quotation marks in front matter, where nothing can be proven", Help: "say it without quotation marks, and quote in the body"})
		}
	}
	for _, field := range page.FrontMatter.Fields() {
		switch {
		case isRecord && field.Key == "title":
			marks := len(outerMarks(field.Value.Text(), ""))
			page.Marks.Seen += marks
			page.Marks.Exempt[ExemptTitle] += marks
		case isRecord && field.Key == "attributions":
			for _, item := range field.Value.Items() {
				for _, part := range item.Fields() {
					if part.Key != "words" && part.Key != "by" {
						part.Value.Strings(check)
					}
				}
			}
		default:
			field.Value.Strings(check)
		}
	}
}
