package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// Below params four tables have a closed form, for the tool and the layouts read
// them: what is misspelt there would be missing from pages in silence, and what
// can't be read stops Hugo. A schema describes them. All else there is a site's own.

var ownTables = []string{"verbatim", "event", "publisher", "demonstration"}

// configFile is config.toml with its values.
type configFile struct {
	file *finding.File
	root *matter.Value
}

// at returns the value at a path of keys, and nil where there is none.
func (c configFile) at(key string, below ...string) *matter.Value {
	found := settings(c.root, key, below...)
	if len(found) == 0 {
		return nil
	}
	return found[len(found)-1].Value
}

// Setting returns where the configuration has a setting, at a path of keys: at its
// value, or at the file's beginning where it has none.
func (s *Site) Setting(key string, below ...string) (*finding.File, finding.Span) {
	if value := s.config.at(key, below...); value != nil {
		return s.config.file, value.Span
	}
	return s.config.file, finding.Span{}
}

// list returns the texts of the list at a path of keys.
func (c configFile) list(key string, below ...string) (texts []string) {
	for _, item := range c.at(key, below...).Items() {
		texts = append(texts, item.Text())
	}
	return texts
}

// checkParams reports what the configuration says of the site itself and does not
// say so that it is read.
func (s *Site) checkParams(report finding.Report) {
	r := &settingsReader{file: s.config.file, report: report}
	for _, params := range settings(s.config.root, "params") {
		r.tables(params.Value)
		s.schemas[paramsSchema].Check(r.file, params.Value, func(found finding.Finding) {
			found.Rule = finding.ConfigSetting
			report(found)
		})
	}
	r.days(s.config)
	s.checkPublisher(r)
	s.attending(func(id *matter.Value) {
		if name := id.Text(); name != "" && s.People[name] == nil && !s.Unread("/people/"+name) {
			r.wrong(id.Span, "an attendee of the event has no page: "+name, finding.DidYouMean(name, s.peopleIDs(), "write content/people/"+name+".md, or remove it here"))
		}
	})
	for _, path := range [][]string{{"title"}, {"params", "verbatim", "where"}, {"params", "event", "name"}, {"params", "event", "called"}, {"params", "event", "place"},
		{"params", "publisher", "name"}, {"params", "publisher", "about"}} {
		if value := s.config.at(path[0], path[1:]...); len(mark.FindIn(value.Text(), s.Config.Language())) > 0 {
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: r.file, Span: value.Span,
				Message: "quotation marks in the configuration, where nothing can be proven", Help: "say it without quotation marks"})
		}
	}
}

// AboutPath is the page that says who publishes the site.
const AboutPath = "/about"

// checkPublisher reports that the page that names the publisher has nobody to name.
func (s *Site) checkPublisher(r *settingsReader) {
	if s.Page(AboutPath) != nil && (s.Config.Params.Publisher.Name == "" || s.Config.Params.Publisher.Address == "") {
		r.report(finding.Finding{Rule: finding.PublisherMissing, File: r.file, Message: "nobody is named who publishes this site, and its page " + AboutPath + " says so",
			Help: "write [params.publisher] with a name, and an address to which readers can write: mailto: or https:"})
	}
}

// tables reports a table that is meant to be one of those that are read.
func (r *settingsReader) tables(params *matter.Value) {
	for _, field := range params.Fields() {
		meant := ""
		for _, name := range ownTables {
			if strings.EqualFold(field.Key, name) || finding.Misspelt(field.Key, []string{name}) != "" && params.Get(name) == nil && alike(field.Value, name) {
				meant = name
			}
		}
		if meant != "" && meant != field.Key {
			r.report(finding.Finding{Rule: finding.ConfigSetting, File: r.file, Span: field.KeyAt, Message: fmt.Sprintf("the table params.%s is not one that is read", field.Key),
				Help: "did you mean params." + meant + "?", Fix: finding.Respelling(r.file, field.KeyAt, field.Key, meant)})
		}
	}
}

// alike reports whether a table has a key that only the one of that name has.
func alike(table *matter.Value, name string) bool {
	keys := map[string][]string{"verbatim": {"commitments", "days", "where", "strengths", "accounts", "hosts", "security", "rules"}, "event": {"called", "attendees"}, "publisher": {"address"}, "demonstration": {"word", "instead"}}[name]
	return slices.ContainsFunc(table.Fields(), func(field matter.Field) bool { return slices.Contains(keys, field.Key) })
}

// days reports days that are no strings, or not in order, and an event without
// them. That each is a day the schema sees to.
func (r *settingsReader) days(config configFile) {
	const write = `write days = ["2018-04-17", "2018-04-18"] below [params.verbatim]`
	days := config.at("params", "verbatim", "days")
	items := days.Items()
	for _, item := range items {
		if item.Span.Start < len(r.file.Data) && strings.IndexByte(`"'`, r.file.Data[item.Span.Start]) < 0 && item.Text() != "" {
			r.wrong(item.Span, "TOML reads "+item.Text()+" as a date, where layouts want a string", "put it in quotation marks: \""+item.Text()+"\"")
			return
		}
	}
	if event := settings(config.root, "params", "event"); days == nil && len(event) > 0 {
		r.wrong(event[0].KeyAt, "the event has no days", write)
	}
	if len(items) == 2 && isDay(items[0].Text()) && isDay(items[1].Text()) && items[0].Text() > items[1].Text() {
		r.wrong(items[1].Span, fmt.Sprintf("the last day is %s, before the first: %s", items[1].Text(), items[0].Text()), "write the first day, then the last")
	}
}

// attending calls visit with each attendee of the event.
func (s *Site) attending(visit func(id *matter.Value)) {
	for _, id := range s.config.at("params", "event", "attendees").Items() {
		visit(id)
	}
}

// checkAttendees reports an attendee whose page is not published while the home
// page is: the event would go without.
func (s *Site) checkAttendees(m prose.Moment, report finding.Report) {
	if home := s.Page("/"); home != nil && m.At.Before(home.PublishDate) {
		m.At = home.PublishDate
	}
	s.attending(func(id *matter.Value) {
		if page := s.People[id.Text()]; page != nil && !page.Undated && !page.Due(m) {
			report(finding.Finding{Rule: finding.ConfigSetting, File: s.config.file, Span: id.Span, Message: "the page people/" + id.Text() + " is not published while the home page is",
				Help: "publish it no later and no shorter than the home page, or remove it here"})
		}
	})
}

// isDay reports whether a text is a day, as settings and records write it.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// peopleIDs returns the IDs of the people who have a page.
func (s *Site) peopleIDs() []string { return slices.Sorted(maps.Keys(s.People)) }
