package matter

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
)

// writtenDates are the forms in which authors write days and months, with the form
// that is asked for. Of two numbers either may be the month.
var writtenDates = []struct{ form, iso string }{
	{"2 January 2006", time.DateOnly}, {"2 Jan 2006", time.DateOnly}, {"January 2, 2006", time.DateOnly}, {"Jan 2, 2006", time.DateOnly},
	{"January 2 2006", time.DateOnly}, {"2006-1-2", time.DateOnly}, {"2006/1/2", time.DateOnly}, {"2006.1.2", time.DateOnly}, {"2.1.2006", time.DateOnly},
	{"2/1/2006", time.DateOnly}, {"1/2/2006", time.DateOnly}, {"2-1-2006", time.DateOnly}, {"1-2-2006", time.DateOnly},
	{"January 2006", "2006-01"}, {"Jan 2006", "2006-01"}, {"2006/1", "2006-01"}, {"2006-1", "2006-01"},
}

// dates returns what a date may mean, as ISO 8601 has it: one where its form leaves no
// doubt.
func dates(written string) (all []string) {
	for _, one := range writtenDates {
		if day, err := time.Parse(one.form, strings.TrimSpace(written)); err == nil && !slices.Contains(all, day.Format(one.iso)) {
			all = append(all, day.Format(one.iso))
		}
	}
	return all
}

// isoForm is how a day, a month or a year looks, whether or not there is one.
var isoForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}){0,2}$`)

// notDate returns the finding on a value that is no date of the form that is asked for,
// with a fix where no doubt is left which is meant.
func (v *violation) notDate(written, form string) []finding.Finding {
	if isoForm.MatchString(written) {
		return v.one(v.name+" is not a day of the calendar: "+written, "write a day that there is, as "+form)
	}
	meant := dates(written)
	found := v.one(v.name+" is not written as "+form+": "+written, "write it as "+form)
	if len(meant) > 0 {
		found[0].Help = "write " + strings.Join(meant, ", or ")
	}
	if raw := string(v.file.Data[v.span.Start:v.span.End]); len(meant) == 1 && strings.Trim(raw, `'"`) == written {
		found[0].Fix = finding.Fix{Safe: true, Edits: []finding.Edit{{Span: v.span, New: strings.Replace(raw, written, meant[0], 1)}}}
	}
	return found
}
