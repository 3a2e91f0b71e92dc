package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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

// EventLabel divides the label of an event into its date and, behind a comma, the
// name by which the pictures call it: an event with a name is a turning point.
func EventLabel(label string) (date, name string) {
	if date, name, ok := strings.Cut(label, ", "); ok {
		if _, _, dated := EventDate(date); dated {
			return date, strings.TrimSpace(name)
		}
	}
	return label, ""
}

// MaxEventName is how long the name of a turning point may be, in runes: it stands
// on a line.
const MaxEventName = 32

// EventDate reads the label of an event as a date, and returns its first day and
// the date as precise as it is (EDTF). It is what readers see: package time would
// take 01 MAY 2021, too.
func EventDate(label string) (day time.Time, iso string, ok bool) {
	for _, form := range dateForms {
		if day, err := time.Parse(form.written, label); err == nil && day.Format(form.written) == label {
			return day, day.Format(form.iso), true
		}
	}
	return time.Time{}, "", false
}

// checkEntries reports what the tool would not read out of pages: an event
// without a date, a commitment without who made it, and either where it does not
// look for them. Nothing vanishes in silence.
func (s *Site) checkEntries(report finding.Report) {
	heading := s.Config.Params.Verbatim.Commitments
	parties := s.parties()
	for _, page := range s.Pages {
		entries := &entries{page: page, parties: parties, strengths: s.Config.Params.Verbatim.Strengths, report: report}
		switch {
		case page.Path == prose.TimelinePath:
			entries.timeline()
		case page.Section == "topics" && page.Path != "/topics" && heading != "":
			entries.commitments(heading)
		}
		page.Listed = nil
	}
}

// together is what the layouts call all parties at once.
const together = "Both"

// parties returns who may commit to something: the countries of people, and all
// of them.
func (s *Site) parties() []string {
	names := []string{together}
	for _, id := range slices.Sorted(maps.Keys(s.People)) {
		if country := s.People[id].FrontMatter.Get("country").Text(); country != "" && !slices.Contains(names, country) {
			names = append(names, country)
		}
	}
	return names
}

type entries struct {
	page      *prose.Page
	parties   []string
	strengths []string
	report    finding.Report
	last      string // the date of the event before
}

const (
	eventForm      = "write it as - **18 April 2018:** what happened, with [a citation or reference](source:ID)"
	commitmentForm = "write it as - **who, how firmly:** what, with [a citation](source:ID \"supporting words\") or a reference"
)

// find reports a finding on the label of an entry, or on its beginning.
func (e *entries) find(rule finding.Rule, entry *prose.Listed, message, help string) {
	if len(entry.Parts) == 0 {
		e.report(finding.Finding{Rule: rule, File: e.page.File, Span: entry.At, Message: message, Help: help})
		return
	}
	run := entry.Parts[0].Run
	end := run.Strong
	if end == 0 {
		end = max(len(firstLine(string(run.Text))), 1)
	}
	e.on(rule, run, 0, end, message, help)
}

// on reports a finding on a part of a text.
func (e *entries) on(rule finding.Rule, run *prose.Run, from, to int, message, help string) {
	span := run.Span(from, min(to, len(run.Text)))
	e.report(finding.Finding{Rule: rule, File: e.page.File, Span: finding.Span{Start: e.page.Body + span.Start, End: e.page.Body + span.End}, Message: message, Help: help})
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func (e *entries) event(entry *prose.Listed) {
	if entry.Item == nil {
		message := "an entry of the timeline without a date"
		if len(entry.Parts) > 0 && dated(entry.Parts[0].Run, 0) {
			message = "an entry of the timeline whose date is not in strong emphasis"
		}
		e.find(finding.TimelineEntry, entry, message, eventForm)
		return
	}
	label, name := EventLabel(entry.Item.Label)
	_, iso, ok := EventDate(label)
	switch {
	case !ok:
		e.find(finding.TimelineEntry, entry, undated(label), dateHelp(label))
		return
	case later(e.last, iso):
		e.find(finding.TimelineEntry, entry, fmt.Sprintf("%s stands after %s: the timeline is not in order of time", label, e.last), "move the entry to its place")
	case !strings.HasPrefix(e.last, iso): // a month says no more than its last day
		e.last = iso
	}
	switch {
	case utf8.RuneCountInString(name) > MaxEventName:
		e.find(finding.TimelineEntry, entry, fmt.Sprintf("the name of a turning point has more than %d characters: %s", MaxEventName, name), "say it shorter: it stands in a picture")
	case entry.Item.Text == "":
		e.find(finding.TimelineEntry, entry, "an entry of the timeline that does not say what happened", eventForm)
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
	if _, _, ok := EventDate(strings.Join(fields[min(1, len(fields)):], " ")); ok && len(fields) == 3 && otherwise(label) == "" {
		return "there is no such day: " + label
	}
	return undatedLabel + label
}

const undatedLabel = "an entry of the timeline whose label is no date as the timeline has them: "

// Other ways to write a day and a month.
var (
	dayForms = []string{"2 January 2006", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 Jan 2006", "2 Jan. 2006", "2 January, 2006", "2. January 2006",
		"Monday, 2 January 2006", "Monday 2 January 2006", "Monday, January 2, 2006", "2006-01-02", "2006/01/02"}
	monthForms = []string{"January 2006", "January, 2006", "Jan 2006", "Jan. 2006", "2006-01"}
)

// otherwise returns the date that a label writes in another way, as the timeline
// has it, or "".
func otherwise(label string) string {
	label = strings.Join(strings.Fields(label), " ")
	for _, forms := range []struct {
		written []string
		meant   string
	}{{dayForms, "2 January 2006"}, {monthForms, "January 2006"}} {
		for _, form := range forms.written {
			if day, err := time.Parse(form, label); err == nil {
				return day.Format(forms.meant)
			}
		}
	}
	return ""
}

// dateHelp says how to write a date that is written in another way.
func dateHelp(label string) string {
	if date := otherwise(label); date != "" {
		return "write it as " + date
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
	also, _, _ := strings.Cut(firmness, ", ")
	meant := finding.Misspelt(who, e.parties)
	switch {
	case slices.Contains(e.parties, also):
		e.find(finding.CommitmentForm, entry, fmt.Sprintf("a commitment of two parties, of which only %s would be named: %s", who, entry.Item.Label), "write an item for each, or "+together)
	case meant != "" && meant != who && !slices.Contains(e.parties, who):
		e.find(finding.CommitmentForm, entry, "a commitment of a party that is called otherwise elsewhere: "+who, "did you mean "+meant+"?")
	case len(e.strengths) > 0 && !slices.Contains(e.strengths, firmness):
		e.find(finding.CommitmentForm, entry, "a commitment that is not as firm as the site knows them: "+firmness,
			finding.DidYouMean(firmness, e.strengths, "the configuration names the strengths: "+strings.Join(e.strengths, ", ")))
	case entry.Item.Text == "":
		e.find(finding.CommitmentForm, entry, "a commitment that does not say to what, right behind its label", commitmentForm)
	case len(mark.FindIn(entry.Item.Text, e.page.Language)) > 0:
		e.find(finding.CommitmentForm, entry, "a quotation in a commitment, which the home page shows without the quotation’s proof", "say it in your own words, and cite what bears them")
	case entry.Item.Cited == nil && entry.Item.Use == nil:
		e.find(finding.CommitmentForm, entry, "a commitment without a citation or a reference", commitmentForm)
	}
}
