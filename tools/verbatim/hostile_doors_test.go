package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// door is a way into the site: files in which somebody else's words end up.
type door struct {
	page         string // the kind of page that each payload has for its own
	edits        []edited
	harmless     string // what anybody may say there
	harmlessFile string
	evidence     bool // the evidence is read as it is, without the texts
	alone        bool // it can hide what others say
}

// edited is one place of a door. In what is new, {} stands for what is said.
type edited struct {
	file     string
	old, new string // without old, new is added at the end
	as       func(string) string
	dir      bool // file is a folder, and the payload names the file
	named    bool // {} stands in the name of the file
	whole    bool // nothing of the file is left
}

// How files write a string.
func inJSON(said string) string {
	data, err := json.Marshal(said)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func inCSV(said string) string { return `"` + strings.ReplaceAll(said, `"`, `""`) + `"` }

// inTitle writes the title of a link.
func inTitle(said string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(said) + `"`
}

// inMarkdown writes words that say nothing in Markdown.
func inMarkdown(said string) string {
	var out strings.Builder
	for _, char := range said {
		if char < 0x80 && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", char) {
			out.WriteByte('\\')
		}
		out.WriteRune(char)
	}
	return out.String()
}

// value is a door in front matter or settings: a string, whatever it holds. A
// JSON string is one of YAML and, but for surrogates, of TOML.
func value(file, old, new, harmless string) door {
	return door{harmless: harmless, edits: []edited{{file: file, old: old, new: new, as: inJSON}}}
}

// written is a door for Markdown, text or data as it is.
func written(file, old, new, harmless string) door {
	return door{harmless: harmless, edits: []edited{{file: file, old: old, new: new}}}
}

// atEnd is a door at the end of a page.
func atEnd(file, new, harmless string) door { return written(file, "", "\n"+new+"\n", harmless) }

// beside is a door for a whole file.
func beside(dir, file, harmless string) door {
	return door{harmless: harmless, harmlessFile: file, edits: []edited{{file: dir, dir: true, new: "{}", whole: true}}}
}

// named is a door for the name of a file.
func named(file, data, harmless string) door {
	return door{harmless: harmless, edits: []edited{{file: file, named: true, new: data, whole: true}}}
}

// inEvidence is a door in evidence of which there is no text.
func inEvidence(old, new, harmless string) door {
	one := written("content/sources/courier/evidence.json", old, new, harmless)
	one.evidence, one.alone = true, true // its parts are held against each other
	one.edits[0].as = inJSON
	return one
}

// alone marks a door that changes the whole page, or the whole site.
func alone(one door) door {
	one.alone = true
	return one
}

// own returns the files of a page of one kind that only one payload has. What
// it is called stands for @@, and its number for 1@@.
func own(kind, number string) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range ownFiles[kind] {
		from := kind + ".md"
		if path.Ext(name) != ".md" {
			from = path.Base(name)
		}
		data, err := os.ReadFile(path.Join("testdata/hostile/pages", from))
		if err != nil {
			panic(err)
		}
		text := strings.ReplaceAll(string(data), "1@@", "1"+number)
		files[strings.ReplaceAll(name, "@@", "own-"+number)] = []byte(strings.ReplaceAll(text, "@@", "own-"+number))
	}
	return files
}

var ownFiles = map[string][]string{
	"topic": {topic}, "person": {guest}, "source": {ledger}, "term": {term}, "page": {page},
	"figure": {tides, chart, "content/figures/@@/chart.svg"},
}

// inOwn has each payload of a door write on a page of its own.
func inOwn(kind string, one door) door {
	one.page = kind
	return one
}

// Files of the site that have doors.
const (
	topic   = "content/topics/@@.md"
	guest   = "content/people/@@.md"
	ledger  = "content/sources/@@/index.md"
	term    = "content/glossary/@@.md"
	tides   = "content/figures/@@/index.md"
	chart   = "content/figures/@@/data.csv"
	page    = "content/@@.md"
	config  = "config.toml"
	drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>`
	about   = "How the harbour was kept open, in one plain sentence for all readers."
)

// doors are all ways in that we know of.
var doors = map[string]door{
	// Front matter.
	"topic title":        inOwn("topic", value(topic, "title: A topic @@", "title: {}", "The pier")),
	"topic description":  inOwn("topic", value(topic, "description: How the harbour was kept open, in one plain sentence for readers of @@.", "description: {}", about)),
	"topic subject":      inOwn("topic", value(topic, "subject: Transport", "subject: {}", "Roads")),
	"topic weight":       inOwn("topic", written(topic, "weight: 1", "weight: {}", "3")),
	"topic reviewed":     inOwn("topic", value(topic, "reviewed: 2021-04-01", "reviewed: {}", "2021-04-02")),
	"topic people":       inOwn("topic", value(topic, "people: [odd-guest]", "people: [{}]", "odd-guest")),
	"topic related":      inOwn("topic", value(topic, "related: [ferry]", "related: [{}]", "ferry")),
	"topic alias":        inOwn("topic", value(topic, "---\n\nAt", "aliases: [{}]\n---\n\nAt", "/harbour/")),
	"topic embargo":      inOwn("topic", value(topic, "---\n\nAt", "publishDate: {}\n---\n\nAt", "2021-04-01")),
	"title line":         inOwn("figure", written(tides, "title: A figure @@", "{}", "title: Waters")),
	"topic key":          inOwn("topic", written(topic, "---\n\nAt", "{}\n---\n\nAt", "draft: false")),
	"home title":         value("content/_index.md", "title: The lake talks", "title: {}", "The talks"),
	"home description":   value("content/_index.md", "description: What two leaders said and agreed on the lake in March 2021, with every quotation proven.", "description: {}", about),
	"section title":      value("content/glossary/_index.md", "title: Glossary", "title: {}", "Terms"),
	"page title":         value("content/search.md", "title: Search", "title: {}", "Find"),
	"page key":           alone(written("content/search.md", "title: Search", "title: Search\n{}", "draft: false")),
	"page description":   value("content/search.md", "description: Find a topic, a quotation, a person or a term on this small site by its words.", "description: {}", about),
	"person name":        inOwn("person", value(guest, "names: [Other name @@]", "names: [{}]", "Other")),
	"person titles":      inOwn("person", value(guest, "titles: [Master]", "titles: [{}]", "Master")),
	"person role":        inOwn("person", value(guest, "role: Pilot of the harbour", "role: {}", "Pilot")),
	"person country":     inOwn("person", value(guest, "country: Arden", "country: {}", "Velmar")),
	"person native":      inOwn("person", value(guest, "native: 客 @@", "native: {}", "客人")),
	"person language":    inOwn("person", value(guest, "native_language: ja", "native_language: {}", "zh")),
	"person description": inOwn("person", value(guest, "description: The pilot of the harbour, in one plain sentence for readers of @@.", "description: {}", about)),
	"source title":       inOwn("source", value(ledger, "title: A document @@", "title: {}", "Book of the Harbour")),
	"source publisher":   inOwn("source", value(ledger, "publisher: Harbour of Arden", "publisher: {}", "Harbour")),
	"source author":      inOwn("source", value(ledger, "author: Clerk of the Harbour", "author: {}", "Clerk")),
	"source issued":      inOwn("source", value(ledger, "issued: '2021-03-04'", "issued: {}", "2021-03")),
	"source accessed":    inOwn("source", value(ledger, "accessed: '2021-04-01'", "accessed: {}", "2021-04-02")),
	"source address":     inOwn("source", value(ledger, "source_url: https://harbour.example/@@", "source_url: {}", "https://harbour.example/book")),
	"source archive":     inOwn("source", value(ledger, "archive_url: https://archive.example/@@", "archive_url: {}", "https://archive.example/book")),
	"source language":    inOwn("source", value(ledger, "language: en", "language: {}", "fr")),
	"source rights":      inOwn("source", value(ledger, "rights: public-text", "rights: {}", "copyright")),
	"source rights note": inOwn("source", value(ledger, "rights_note: Free to use, says the harbour.", "rights_note: {}", "Free")),
	"source kind":        inOwn("source", value(ledger, "kind: article", "kind: {}", "blog")),
	"source occasion":    inOwn("source", value(ledger, "occasion: before the clerk", "occasion: {}", "at noon")),
	"source description": inOwn("source", value(ledger, "description: What the clerk of the harbour wrote down, in one plain sentence for @@.", "description: {}", about)),
	"source apparatus":   inOwn("source", value(ledger, `apparatus: ["(Bell.)"]`, "apparatus: [{}]", "(Bell.)")),
	"source attribution": value("content/sources/courier/index.md", "    by: he said", "    by: he said\n    occasion: {}", "on the pier"),
	"source extent":      inOwn("source", value(ledger, "kind: article", "kind: article\nextent: {}", "opening")),
	"term title":         inOwn("term", value(term, "title: A term @@", "title: {}", "Snow")),
	"term native":        inOwn("term", value(term, "native: 氷", "native: {}", "雪")),
	"term description":   inOwn("term", value(term, "description: What lies on the lake in winter, in one plain sentence for readers of @@.", "description: {}", about)),
	"figure title":       inOwn("figure", value(tides, "title: A figure @@", "title: {}", "Waters")),
	"figure description": inOwn("figure", value(tides, "description: How high the water of the lake stood, in one plain sentence for readers of @@.", "description: {}", about)),
	"figure unit":        inOwn("figure", value(tides, "unit: feet", "unit: {}", "metres")),
	"speaker": {alone: true, harmless: "Odd Visitor", edits: []edited{
		{file: "content/people/odd-guest.md", old: "title: Odd Guest", new: "title: {}", as: inJSON},
		{file: "content/topics/harbour.md", old: `"Odd Guest"`, new: "{}", as: inTitle},
	}},

	// Markdown.
	"body":             inOwn("topic", atEnd(topic, "{}", "All is well.")),
	"person body":      inOwn("person", atEnd(guest, "{}", "All is well.")),
	"source body":      inOwn("source", atEnd(ledger, "{}", "All is well.")),
	"term body":        inOwn("term", atEnd(term, "{}", "All is well.")),
	"figure body":      inOwn("figure", atEnd(tides, "{}", "All is well.")),
	"home body":        atEnd("content/_index.md", "{}", "All is well."),
	"search body":      alone(atEnd("content/search.md", "{}", "All is well.")),
	"corrections body": atEnd("content/corrections.md", "{}", "All is well."),
	"heading":          inOwn("topic", atEnd(topic, "## {}", "At night")),
	"link text":        inOwn("topic", atEnd(topic, "See [{}](ferry.md).", "the ferry")),
	"link":             inOwn("topic", atEnd(topic, "See [the harbour]({}).", "https://harbour.example/")),
	"link title":       {page: "topic", harmless: "its page", edits: []edited{{file: topic, new: "\nSee [the pier](https://pier.example/ {}).\n", as: inTitle}}},
	"reference":        inOwn("topic", atEnd(topic, "It was [{}](source:gazette) then.", "seen")),
	"reference place":  inOwn("topic", atEnd(topic, "It was [written]({}) then.", "source:gazette")),
	"picture":          inOwn("figure", atEnd(tides, "![The tide]({})", "chart.svg")),
	"picture text": {page: "figure", harmless: "A chart of tides", edits: []edited{
		{file: tides, new: "\n![{}](chart.svg)\n"},
	}},
	"code":         inOwn("person", atEnd(guest, "Written `{}` in full.", "x = 1")),
	"withdrawn":    written("content/corrections.md", "a “frozen” ferry", "{}", "a “frozen” boat"),
	"timeline":     written("content/timeline.md", "the harbour [was", "{} [was", "the pier"),
	"timeline day": written("content/timeline.md", "**1 March 2021:**", "**{}:**", "28 February 2021"),
	"who agreed":   written("content/topics/ferry.md", "**Arden, promised:**", "**{}, promised:**", "Velmar"),
	"what agreed":  written("content/topics/ferry.md", "the cost is [shared]", "{} [shared]", "all cost is"),

	// Texts, and what is held of them.
	"text":         written("content/sources/ledger/text.txt", "The clerk closed the book at dusk.", "{}", "The clerk went home."),
	"text context": written("content/sources/ledger/text.txt", "Before noon", "Before {} noon", "high"),
	"text kept":    written("texts/courier/text.txt", "on fishing rights", "on {} fishing rights", "all"),
	"text label": {alone: true, harmless: "ODD GUEST", edits: []edited{
		{file: "content/sources/ledger/text.txt", old: "ODD GUEST:", new: "{}:"},
		{file: "content/sources/ledger/index.md", old: "  ODD GUEST:", new: "  {}:", as: inJSON},
	}},
	"words quoted": {alone: true, harmless: "foul", edits: []edited{
		{file: "content/sources/ledger/text.txt", old: "in all weathers", new: "in all {} weathers"},
		{file: "content/topics/harbour.md", old: "in all weathers", new: "in all {} weathers", as: inMarkdown},
	}},
	"evidence before":  inEvidence(`"They "`, "{}", "They "),
	"evidence after":   inEvidence(`" on fishing rights."`, "{}", " on fishing rights."),
	"evidence exact":   inEvidence(`"exact": "did not agree"`, `"exact": {}`, "did not agree"),
	"evidence words":   inEvidence(`"words": "did not agree"`, `"words": {}`, "did not agree"),
	"evidence source":  inEvidence(`"source": "courier"`, `"source": {}`, "courier"),
	"evidence digest":  inEvidence(`"45f7ee3ed5fb1e0c943c72f3eb9cdceca91564caf10e1cd76fd55f6c87c47636"`, "{}", "45f7ee3ed5fb1e0c943c72f3eb9cdceca91564caf10e1cd76fd55f6c87c47636"),
	"evidence class":   inEvidence("\"words\": \"It was their fourth meeting\",\n      \"class\": \"exact\"", "\"words\": \"It was their fourth meeting\",\n      \"class\": {}", "exact"),
	"evidence speaker": inEvidence("\"words\": \"Ice decides\",\n      \"speaker\": \"tomas-vell\"", "\"words\": \"Ice decides\",\n      \"speaker\": {}", "tomas-vell"),

	// Data.
	"cell":             {page: "figure", harmless: "First gauge", edits: []edited{{file: chart, old: "Old gauge", new: "{}", as: inCSV}}},
	"cell of a year":   {page: "figure", harmless: "2007", edits: []edited{{file: chart, old: "2008", new: "{}", as: inCSV}}},
	"cell of a value":  {page: "figure", harmless: "4.6", edits: []edited{{file: chart, old: "4.5", new: "{}", as: inCSV}}},
	"cell of a source": {page: "figure", harmless: "courier", edits: []edited{{file: chart, old: "New gauge,gazette", new: "New gauge,{}", as: inCSV}}},
	"head of a column": {page: "figure", harmless: "water", edits: []edited{{file: chart, old: "height", new: "{}", as: inCSV}}},
	"data":             {page: "figure", harmless: "A note", edits: []edited{{file: "content/figures/@@/extra.json", new: `{"note": {}}`, as: inJSON, whole: true}}},
	"name in data":     {page: "figure", harmless: "name", edits: []edited{{file: "content/figures/@@/other.json", new: `{{}: 1}`, as: inJSON, whole: true}}},

	// Files.
	"file":               beside("static", "mark.svg", drawing),
	"resource":           inOwn("figure", beside("content/figures/@@", "mark.svg", drawing)),
	"name of a file":     named("static/{}", drawing, "sign.svg"),
	"name of a resource": named("content/figures/tides/{}", drawing, "sign.svg"),
	"name of a page":     named("content/glossary/{}.md", "---\ntitle: Fog\ndescription: "+about+"\n---\n\nIt [hides much](source:gazette).\n", "fog"),
	"name of a folder":   named("content/{}/_index.md", "---\ntitle: Fog\ndescription: "+about+"\n---\n\nIt [hides much](source:gazette).\n", "weather"),

	// Settings.
	"site title":    value(config, `title = "Mar-a-Lago 2018, explained"`, "title = {}", "The lake, explained"),
	"site language": value(config, `locale = "en-US"`, "locale = {}", "en-GB"),
	"site address":  alone(value(config, `baseURL = "https://mar-a-lago-2018.example/"`, "baseURL = {}", "https://lake.example/")),
	"site place":    value(config, `where = "Palm Beach, Florida"`, "where = {}", "Lake Oro"),
	"event name":    value(config, `name = "Meeting of Donald Trump and Shinzo Abe at Mar-a-Lago"`, "name = {}", "Talks on the lake"),
	"event called":  value(config, `called = "the summit"`, "called = {}", "the talks"),
	"event place":   value(config, `place = "Mar-a-Lago"`, "place = {}", "Lake Oro"),
	"event people":  value(config, "attendees = []", "attendees = [{}]", "ida-marsh"),
	"event days":    value(config, `days = ["2018-04-17", "2018-04-18"]`, `days = [{}, "2021-03-02"]`, "2021-03-02"),
	"hosts":         value(config, "[params.verbatim]", "[params.verbatim]\nhosts = [{}]", "pictures.example"),
	"setting":       alone(written(config, "enableRobotsTXT = true", "enableRobotsTXT = true\n{}", `copyright = "none"`)),
	"schema":        alone(written("static/schemas/term.json", `"$schema":`, `{} "$schema":`, `"$comment": "none",`)),
}

// TestDoors shows that every door is open: harmless words come through all of
// them, with the schemas and without, so that a payload is refused for what it
// says and for nothing else.
func TestDoors(t *testing.T) {
	for _, bare := range []bool{false, true} {
		for _, evidence := range []bool{false, true} {
			t.Run(fmt.Sprintf("bare=%v,evidence=%v", bare, evidence), func(t *testing.T) {
				t.Parallel()
				v := newVariant(bare)
				for i, name := range slices.Sorted(maps.Keys(doors)) {
					door := doors[name]
					if door.evidence != evidence || door.harmless == "" {
						continue
					}
					v.open(t, &payload{Door: name, File: door.harmlessFile, Say: door.harmless, mark: fmt.Sprintf("hx%04d", i)})
				}
				_, found := v.build(t)
				for _, f := range found {
					t.Errorf("%s %s:%d: %s", f.Rule, f.File.Name, f.File.Position(f.Span.Start).Line, f.Message)
				}
			})
		}
	}
}
