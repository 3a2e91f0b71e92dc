package content

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

const aPerson = "---\ntitle: Ida Marsh\nrole: Premier\ncountry: Arden\ndescription: The Premier of a country, who agreed to the talks on the lake.\nweight: 1\n---\n"

// lakeConfig returns the project's configuration with other words about the site.
func lakeConfig(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	tables := regexp.MustCompile(`(?m)^\[params\.(?:verbatim|event)\]\n(?:[^\[].*\n|\n)*`)
	config := tables.ReplaceAllString(string(data), "")
	for key, value := range map[string]string{"title": "The lake, explained", "baseURL": "https://lake.example/"} {
		config = regexp.MustCompile(`(?m)^`+key+` = .*$`).ReplaceAllLiteralString(config, fmt.Sprintf("%s = %q", key, value))
	}
	return config + `
[params.verbatim]
commitments = "What was agreed"
days = ["2018-04-17", "2018-04-18"]
where = "Lake Oro, Arden"

[params.event]
called = "the talks"
name = "Talks on the lake"
place = "The lake"
attendees = ["ida"]
`
}

// What the configuration says of the site itself is found where it can't be read,
// or would be left out in silence, once and at its place.
func TestParams(t *testing.T) {
	config := lakeConfig(t)
	const days, event, people = `days = ["2018-04-17", "2018-04-18"]`, "[params.event]", `attendees = ["ida"]`
	for _, test := range []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"one day", days, `days = ["2018-04-17", "2018-04-17"]`, ""},
		{"no days and no event", days + "\n", "", "the event has no days"},
		{"three days", days, `days = ["2018-04-17", "2018-04-18", "2018-04-19"]`, "days has 3 entries, and should have 2 or fewer"},
		{"a day alone", days, `days = ["2018-04-17"]`, "days has one entry, and should have 2 or more"},
		{"days as a string", days, `days = "2018-04-17"`, "days is a string, and should be a list"},
		{"days in words", days, `days = ["17 April 2018", "2018-04-18"]`, "an entry of days is not written as YYYY-MM-DD: 17 April 2018"},
		{"no such day", days, `days = ["2018-02-30", "2018-04-18"]`, "an entry of days is not a day of the calendar: 2018-02-30"},
		{"days in the wrong order", days, `days = ["2018-04-18", "2018-04-17"]`, "the last day is 2018-04-17, before the first: 2018-04-18"},
		{"dates of TOML", days, `days = [2018-04-17, 2018-04-18]`, "TOML reads 2018-04-17 as a date, where layouts want a string"},
		{"a misspelt key", "commitments =", "comitments =", "the key comitments is unknown"},
		{"a key in another case", "commitments =", "Commitments =", "the key Commitments is unknown"},
		{"a number for a place", `where = "Lake Oro, Arden"`, "where = 5", "where is a number, and should be a string"},
		{"a place without a value", `where = "Lake Oro, Arden"`, `where = ""`, "where is empty"},
		{"quotation marks", `where = "Lake Oro, Arden"`, `where = "“Lake” Oro"`, "quotation marks in the configuration, where nothing can be proven"},
		{"hosts", event, "[params.verbatim.security]\ncontact = \"mailto:a@b.example\"\n" + event, "contact is a string, and should be a list"},
		{"a host with its scheme", days, days + "\nhosts = [\"https://a.example/\"]", "an entry of hosts has another form than is expected: https://a.example/"},
		{"a misspelt table", event, "[params.evnt]", "the table params.evnt is not one that is read"},
		{"a table in another case", event, "[params.Event]", "the table params.Event is not one that is read"},
		{"a table of the site’s own", event, "[params.events]\nx = 1\n" + event, ""},
		{"a misspelt attendee", people, `attendees = ["idaa"]`, "an attendee of the event has no page: idaa"},
		{"attendees as a string", people, `attendees = "ida"`, "attendees is a string, and should be a list"},
		{"an attendee as a number", people, "attendees = [5]", "an entry of attendees is a number, and should be a string"},
		{"no attendees", people, "", ""},
		{"no name", "name = ", "nam = ", "the key nam is unknown"},
		{"a title as a number", "title = \"The lake, explained\"", "title = 5", "the title of the site is no text"},
		{"no title", "title = \"The lake, explained\"\n", "", "the configuration does not say what the site is called"},
		{"an empty title", "title = \"The lake, explained\"", "title = ' '", "the title of the site is no text"},
		{"no such language", `"en-US"`, `"en_US"`, "the language of the site is none: en_US"},
		{"no language at all", `"en-US"`, `"english language"`, "the language of the site is none: english language"},
		{"no address", `"https://lake.example/"`, `"mar-a-lago-2018.example"`, `the site can’t be published at "mar-a-lago-2018.example": it does not begin with https:// or http://`},
		{"a number for an address", `"https://lake.example/"`, "5", `the site can’t be published at "": it does not begin with https:// or http://`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(config, test.old) {
				t.Fatalf("config.toml has no %q", test.old)
			}
			changed := strings.Replace(config, test.old, test.new, 1)
			found := loaded(t, map[string]string{"config.toml": changed, "content/people/ida.md": aPerson, "content/_index.md": "---\ntitle: X Y\ndescription: A plain sentence that says what the site tells its readers.\n---\n"})
			var got []string
			for _, f := range found {
				got = append(got, f.Message)
				if f.File.Name != "config.toml" || f.Span.End > len(changed) {
					t.Errorf("%s is at %v of %s", f.Message, f.Span, f.File.Name)
				}
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("without an event", func(t *testing.T) {
		before, rest, _ := strings.Cut(config, event)
		_, after, _ := strings.Cut(rest, people)
		if found := loaded(t, map[string]string{"config.toml": strings.Replace(before, days, "", 1) + after, "content/people/ida.md": aPerson}); len(found) > 0 {
			t.Errorf("%s", place(found))
		}
	})
}

// An attendee who is not published while the home page is would be missing from
// the event.
func TestAttendeesDue(t *testing.T) {
	at := func(day string) prose.Moment {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return prose.Moment{At: when}
	}
	for _, test := range []struct {
		person, home string
		moment       prose.Moment
		want         int
	}{
		{"publishDate: 2026-05-01\n", "", at("2026-05-01"), 0},
		{"publishDate: 2026-05-01\n", "", at("2026-04-30"), 1},
		{"publishDate: 2026-05-01\n", "publishDate: 2026-05-01\n", at("2026-04-30"), 0},
		{"draft: true\n", "", at("2026-05-01"), 1},
		{"draft: true\n", "", prose.Moment{At: at("2026-05-01").At, Drafts: true}, 0},
	} {
		site := load(t, map[string]string{"config.toml": "[params.event]\nattendees = [\"ida\"]\n",
			"content/people/ida.md": strings.Replace(aPerson, "weight: 1\n", "weight: 1\n"+test.person, 1), "content/_index.md": "---\ntitle: X\n" + test.home + "---\n"})
		var list finding.List
		site.CheckDue(test.moment, list.Report)
		if found := list.Sorted(); len(found) != test.want {
			t.Errorf("%s%s: %v", test.person, test.home, found)
		}
	}
}
