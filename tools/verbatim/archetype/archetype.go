// Package archetype makes new pages, records of sources and sites, as Hugo's
// archetypes do. What can be derived is there; what only an author knows is an
// empty value with a comment that says what belongs there, and verbatim check
// reports it until it is filled in.
package archetype

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// File is a file to be written, by its name in the site's folder.
type File struct {
	Name string
	Data []byte
}

// maxID is the length of an ID in bytes that addresses are still read out with.
const maxID = 60

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// ID returns the ID of a page: the one that is asked for, or one made of the letters
// and digits of its title, small and without diacritics. A title in another script
// gives none.
func ID(asked, title string) (string, error) {
	if asked != "" {
		if !idForm.MatchString(asked) {
			return "", fmt.Errorf("--id %s: an ID is small letters a to z, digits and hyphens", asked)
		}
		return asked, nil
	}
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			return -1
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return unicode.ToLower(r)
		}
		return '-'
	}, norm.NFD.String(title))
	words := strings.FieldsFunc(plain, func(r rune) bool { return r == '-' })
	id := strings.Join(words, "-")
	for len(id) > maxID && len(words) > 1 {
		words = words[:len(words)-1]
		id = strings.Join(words, "-")
	}
	if id == "" || len(id) > maxID {
		return "", fmt.Errorf("no ID can be made of %q: name one with --id", title)
	}
	return id, nil
}

// A value of front matter.
type value struct {
	key  string
	is   any    // a string, number, list of strings or yaml.MapSlice
	note string // what to fill in, where the schema does not say it well enough
}

// page returns a page: what its schema requires, in that order, then what else is
// given, then the body. What is required and not given is to be filled in.
func page(schema *matter.Schema, given []value, body string) []byte {
	var out bytes.Buffer
	out.WriteString("---\n")
	write := func(key string, of value) {
		if of.is == nil {
			note := of.note
			if note == "" {
				note, _ = schema.Describe(key)
			}
			fmt.Fprintf(&out, "%s: '' # fill in: %s\n", key, strings.TrimSuffix(note, "."))
			return
		}
		out.WriteString(encoded(key, of.is))
	}
	required := schema.Required()
	for _, key := range required {
		at := slices.IndexFunc(given, func(v value) bool { return v.key == key })
		if at < 0 {
			write(key, value{})
		} else {
			write(key, given[at])
		}
	}
	for _, of := range given {
		if !slices.Contains(required, of.key) && of.is != nil {
			write(of.key, of)
		}
	}
	out.WriteString("---\n")
	if body != "" {
		out.WriteString("\n" + body)
	}
	return out.Bytes()
}

// encoded writes a key with its value as YAML.
func encoded(key string, is any) string {
	if list, ok := is.([]string); ok {
		flow, err := yaml.MarshalWithOptions(list, yaml.Flow(true))
		if err != nil {
			return ""
		}
		return key + ": " + string(flow)
	}
	data, err := yaml.Marshal(yaml.MapSlice{{Key: key, Value: is}})
	if err != nil {
		return ""
	}
	return string(data)
}

// Topic returns a new topic, with the headings that the site's topics have.
func Topic(site *content.Site, id, title, today string) File {
	name := "content/topics/" + id + ".md"
	subjects := map[string]bool{}
	for _, page := range site.Pages {
		if page.Section == "topics" {
			subjects[page.FrontMatter.Get("subject").Text()] = true
		}
	}
	delete(subjects, "")
	subject := value{key: "subject"}
	if len(subjects) > 0 {
		subject.note = "the group of topics to which it belongs, such as " + strings.Join(slices.Sorted(maps.Keys(subjects)), ", ")
	}
	var body strings.Builder
	for i, heading := range headings(site) {
		if i > 0 {
			body.WriteByte('\n')
		}
		body.WriteString("## " + heading + "\n")
	}
	return File{name, page(site.Schema(name), []value{
		{key: "title", is: title}, subject, {key: "weight", is: free(site, "topics")}, {key: "reviewed", is: today},
	}, body.String())}
}

// Person returns the page of a new person.
func Person(site *content.Site, id, title string) File {
	name := "content/people/" + id + ".md"
	return File{name, page(site.Schema(name), []value{{key: "title", is: title}, {key: "weight", is: free(site, "people")}}, "")}
}

// Term returns the page of a new term of the glossary.
func Term(site *content.Site, id, title string) File {
	name := "content/glossary/" + id + ".md"
	return File{name, page(site.Schema(name), []value{{key: "title", is: title}}, "")}
}

// Figure returns the page of a new figure and its data, which may be nil: then a
// table to fill in is made.
func Figure(site *content.Site, id, title string, data []byte) []File {
	folder := "content/figures/" + id + "/"
	if data == nil {
		data = []byte("year,value,source\n")
	}
	return []File{
		{folder + "index.md", page(site.Schema(folder+"index.md"), []value{{key: "title", is: title}}, "")},
		{folder + "data.csv", data},
	}
}

// free returns the first weight of a section behind all that are taken.
func free(site *content.Site, section string) int {
	last := 0
	for _, page := range site.Pages {
		if page.Section != section {
			continue
		}
		if weight, ok := page.FrontMatter.Get("weight").Scalar().(float64); ok && weight < 1<<31 {
			last = max(last, int(weight))
		}
	}
	return last + 1
}

// headings returns the headings that most topics of a site have, in the order in
// which a topic has them; of a site without topics what a topic answers.
func headings(site *content.Site) []string {
	topics, counts := 0, map[string]int{}
	var longest []string
	for _, page := range site.Pages {
		if page.Section != "topics" || page.Path == "/topics" {
			continue
		}
		topics++
		var here []string
		for _, heading := range headingsOf(site.Reread(page.File)) {
			if !slices.Contains(here, heading) {
				here = append(here, heading)
				counts[heading]++
			}
		}
		if len(here) > len(longest) {
			longest = here
		}
	}
	common := slices.DeleteFunc(slices.Clone(longest), func(heading string) bool { return 2*counts[heading] <= topics })
	if topics > 1 && len(common) > 0 {
		return common
	}
	agreed := cmp.Or(site.Config.Params.Verbatim.Commitments, "What was agreed")
	return []string{"What was said", agreed, "Why it matters", "What happened next", "Where sources disagree"}
}

// headingsOf returns the headings of level 2 of a page, which may be nil.
func headingsOf(page *prose.Page) (all []string) {
	if page == nil {
		return nil
	}
	for _, part := range page.Parts {
		if part.Kind == prose.HeadingPart && part.Level == 2 && part.Run != nil {
			all = append(all, string(part.Run.Text))
		}
	}
	return all
}
