package content

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// Days that are yet to come are found at their values, wherever on Earth today is.
func TestDays(t *testing.T) {
	for _, test := range []struct{ name, old, new, at, want string }{
		{"as they are", "", "", "2021-04-01T00:00:00Z", ""},
		{"a day before", "", "", "2021-03-31T09:00:00Z", "sources/x 5:11 accessed is 2021-04-01, and today is 2021-03-31; topics/a 6:11 reviewed is 2021-04-01, and today is 2021-03-31"},
		{"where the day begins first", "", "", "2021-03-31T10:00:00Z", ""},
		{"a month", "'2021-03'\naccessed: 2021-04-01", "'2021-05'", "2021-04-30T00:00:00Z", "sources/x 4:9 issued is 2021-05, and today is 2021-04-30"},
		{"in its month", "'2021-03'\naccessed: 2021-04-01", "'2021-05'", "2021-05-01T00:00:00Z", ""},
		{"a year", "'2021-03'\naccessed: 2021-04-01", "'2022'", "2021-12-30T00:00:00Z", "sources/x 4:9 issued is 2022, and today is 2021-12-30"},
		{"issued after it was read", "'2021-03'", "'2022'", "2021-12-30T00:00:00Z", ""},
		{"a page that waits", "weight: 4", "weight: 4\npublishDate: 2021-05-01", "2021-04-01T00:00:00Z", ""},
		{"a page that waits too short", "reviewed: 2021-04-01", "reviewed: 2021-05-03\npublishDate: 2021-05-01", "2021-04-01T00:00:00Z", "topics/a 6:11 reviewed is 2021-05-03, and the day on which the page is published is 2021-05-01"},
		{"a draft", "reviewed: 2021-04-01", "reviewed: 2021-05-03\ndraft: true", "2021-04-01T00:00:00Z", "topics/a 6:11 reviewed is 2021-05-03, and today is 2021-04-01"},
		{"no day", "2021-04-01", "2021-13-01", "2021-04-01T00:00:00Z", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(aTopic+aSource, test.old) {
				t.Fatalf("%q is not there", test.old)
			}
			at, err := time.Parse(time.RFC3339, test.at)
			if err != nil {
				t.Fatal(err)
			}
			changed := func(text string) string { return "---\n" + strings.Replace(text, test.old, test.new, 1) + "---\n" }
			site := load(t, map[string]string{"content/topics/a.md": changed(aTopic), "content/sources/x/index.md": changed(aSource)})
			var list finding.List
			site.CheckDue(prose.Moment{At: at}, list.Report)
			var got []string
			for _, f := range list.Sorted() {
				name := strings.NewReplacer("content/", "", "/index.md", "", ".md", "").Replace(f.File.Name)
				got = append(got, name+" "+place([]finding.Finding{f}))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSteady: up to the moment that Steady says, whatever depends on the time is as it was.
func TestSteady(t *testing.T) {
	site := load(t, map[string]string{
		"content/topics/a.md":        "---\n" + strings.Replace(aTopic, "weight: 4", "weight: 4\npublishDate: 2021-04-03T12:30:00Z\nexpiryDate: 2021-04-05T10:00:00Z", 1) + "---\n",
		"content/topics/b.md":        "---\n" + strings.Replace(aTopic, "2021-04-01", "2021-04-04", 1) + "---\n",
		"content/sources/x/index.md": "---\n" + aSource + "---\n",
	})
	says := func(at time.Time) string {
		var list finding.List
		site.CheckDue(prose.Moment{At: at}, list.Report)
		said := []string{site.LastChange(at).String()}
		for _, found := range list.Sorted() {
			said = append(said, found.File.Name+": "+found.Message)
		}
		for _, page := range site.Pages {
			if site.NotDue(prose.Moment{At: at})[page.File.Name] {
				said = append(said, page.File.Name+" is not due")
			}
		}
		return strings.Join(said, "\n")
	}
	begin := time.Date(2021, 3, 30, 0, 0, 0, 0, time.UTC)
	changes, steps := 0, 0
	for at := begin; at.Before(begin.AddDate(0, 0, 8)); steps++ {
		until := site.Steady(at)
		if !until.After(at) {
			t.Fatalf("at %s: steady up to %s", at, until)
		}
		for now := at; now.Before(until); now = now.Add(15 * time.Minute) {
			if diff := cmp.Diff(says(at), says(now)); diff != "" {
				t.Fatalf("from %s to %s: %s", at, now, diff)
			}
		}
		if diff := cmp.Diff(says(at), says(until.Add(-time.Nanosecond))); diff != "" {
			t.Fatalf("from %s to just before %s: %s", at, until, diff)
		}
		if says(at) != says(until) {
			changes++
		}
		at = until
	}
	if changes < 4 || steps > 8*4 {
		t.Errorf("%d changes in %d steps", changes, steps)
	}
}
