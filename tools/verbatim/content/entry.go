package content

import (
	"fmt"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// dateForms are the dates of the timeline as authors write them, and as machines
// read them. The months are those that package time knows.
var dateForms = []struct{ written, iso string }{
	{"2 January 2006", time.DateOnly},
	{"January 2006", "2006-01"},
	{"2006", "2006"},
}

// EventDate reads the label of an event as a date, and returns its first day and
// the date as precise as it is (EDTF).
func EventDate(label string) (day time.Time, iso string, ok bool) {
	for _, form := range dateForms {
		if day, err := time.Parse(form.written, label); err == nil {
			return day, day.Format(form.iso), true
		}
	}
	return time.Time{}, "", false
}

// checkEntries reports what the tool would not read out of pages: an event
// without a date, a commitment without who made it. Nothing vanishes in
// silence.
func (s *Site) checkEntries(report finding.Report) {
	heading := s.Config.Params.Verbatim.Commitments
	for _, page := range s.Pages {
		entries := &entries{page: page, report: report}
		for _, entry := range page.Listed {
			switch {
			case page.Path == prose.TimelinePath:
				entries.event(entry)
			case page.Section == "topics" && page.Path != "/topics" && heading != "" && entry.Parts[0].Heading == heading:
				entries.commitment(entry)
			}
		}
		page.Listed = nil
	}
}

type entries struct {
	page   *prose.Page
	report finding.Report
	last   string // the date of the event before
}

const (
	eventForm      = "write it as **18 April 2018:** what happened, with [a citation or reference](source:ID)"
	commitmentForm = "write it as **who, how firmly:** what, with [a citation](source:ID \"supporting words\")"
)

// find reports a finding on the label of an entry, or on its beginning.
func (e *entries) find(rule finding.Rule, entry *prose.Listed, message, help string) {
	run := entry.Parts[0].Run
	end := run.Strong
	if end == 0 {
		end = max(len(firstLine(string(run.Text))), 1)
	}
	span := run.Span(0, min(end, len(run.Text)))
	e.report(finding.Finding{Rule: rule, File: e.page.File, Span: finding.Span{Start: e.page.Body + span.Start, End: e.page.Body + span.End}, Message: message, Help: help})
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func (e *entries) event(entry *prose.Listed) {
	if entry.Item == nil {
		e.find(finding.TimelineEntry, entry, "an entry of the timeline without a date", eventForm)
		return
	}
	label := entry.Item.Label
	_, iso, ok := EventDate(label)
	switch {
	case !ok:
		e.find(finding.TimelineEntry, entry, undated(label), dateHelp(label))
		return
	case later(e.last, iso):
		e.find(finding.TimelineEntry, entry, fmt.Sprintf("%s stands after %s: the timeline is not in order of time", label, e.last), "move the entry to its place")
	default:
		e.last = iso
	}
	switch {
	case len(entry.Uses()) == 0:
		e.find(finding.TimelineEntry, entry, "an entry of the timeline without a source", eventForm)
	case len(mark.Find(entry.Item.Text)) > 0:
		e.find(finding.TimelineEntry, entry, "a quotation in the timeline, whose drawing has no place for its proof", "say it in your own words, and cite what bears them")
	case matter.Formula(entry.Item.Text):
		e.find(finding.DataFormula, entry, "a spreadsheet would compute this entry", "begin it with a word: readers keep the timeline as a table")
	}
}

// later reports whether a date is later than the other one, as far as both are
// precise.
func later(date, other string) bool {
	length := min(len(date), len(other))
	return date[:length] > other[:length]
}

// undated says what is wrong with a label that is no date.
func undated(label string) string {
	fields := strings.Fields(label)
	if len(fields) == 3 {
		if _, _, ok := EventDate(fields[1] + " " + fields[2]); ok {
			return "there is no such day: " + label
		}
	}
	return "an entry of the timeline whose label is no date as the timeline has them: " + label
}

// dateHelp says how to write a date that is written in another way.
func dateHelp(label string) string {
	for _, form := range []string{"January 2, 2006", "Jan 2, 2006", "2 Jan 2006", time.DateOnly, "2 January, 2006", "2. January 2006", "2006-01"} {
		day, err := time.Parse(form, label)
		switch {
		case err != nil:
		case form == "2006-01":
			return "write it as " + day.Format("January 2006")
		default:
			return "write it as " + day.Format("2 January 2006")
		}
	}
	return "write a day, a month or a year: 18 April 2018, April 2018, 2018"
}

func (e *entries) commitment(entry *prose.Listed) {
	if entry.Item == nil {
		e.find(finding.CommitmentForm, entry, "a commitment that does not say whose it is, and how firm", commitmentForm)
		return
	}
	who, firmness, ok := strings.Cut(entry.Item.Label, ", ")
	if !ok || strings.TrimSpace(who) == "" || strings.TrimSpace(firmness) == "" {
		e.find(finding.CommitmentForm, entry, "a commitment that does not say both whose it is and how firm: "+entry.Item.Label, commitmentForm)
		return
	}
	for _, use := range entry.Uses() {
		if use.Kind != prose.Reference {
			return
		}
	}
	e.find(finding.CommitmentForm, entry, "a commitment without a citation", commitmentForm)
}
