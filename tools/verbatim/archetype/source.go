package archetype

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/text"
)

// Source is the record of a new source in the making, with its text.
type Source struct {
	ID     string
	Record File
	Text   string
	Public bool // the text lies beside the record: its rights allow it

	Language string  // BCP 47; empty where it can't be told
	Labels   []Label // of a text with turns
	Words    int
	Blocks   int // paragraphs
	Digest   string
}

// Label is a label that begins turns of a text.
type Label struct {
	Text   string
	Person string // ID of the one person of the site whose names it is made of; "" for nobody
}

// Request is what is asked for of a new source.
type Request struct {
	ID     string // "" for one made of where the document is from, and its date
	File   string // from which the document was read
	Rights string // as the schema has them; "" where nobody has said
	Today  string // YYYY-MM-DD
}

// NewSource returns the record of a document.
func NewSource(site *content.Site, document *Document, asked Request) (*Source, error) {
	id, err := sourceID(document, asked)
	if err != nil {
		return nil, err
	}
	source := &Source{ID: id, Text: document.Text, Language: document.Language, Digest: evidence.Digest([]byte(document.Text))}
	if source.Language == "" || fold.LanguageOf(source.Language) == nil {
		source.Language = cmp.Or(text.Tongue(document.Text), source.Language)
	}
	source.Public = site.MayPublish(asked.Rights)
	for _, label := range link.Labels(document.Text) {
		source.Labels = append(source.Labels, Label{label, bearer(site, label)})
	}
	held, _ := match.NewText(document.Text, text.Options{Language: source.Language, Turns: len(source.Labels) > 0})
	source.Words, source.Blocks = held.Words(), len(held.Paragraphs())
	source.Record = File{"content/sources/" + id + "/index.md", nil}
	schema := site.Schema(source.Record.Name)
	source.Record.Data = page(schema, source.values(schema, document, asked), "")
	return source, nil
}

// values are what is known of a document.
func (s *Source) values(schema *matter.Schema, document *Document, asked Request) []value {
	given := []value{
		{key: "title", is: some(document.Title)}, {key: "publisher", is: some(document.Publisher)}, {key: "author", is: some(document.Author)},
		{key: "issued", is: some(document.Issued)}, {key: "source_url", is: some(document.Address)},
		{key: "language", is: some(s.Language)},
		{key: "rights", is: some(asked.Rights), note: "under what rights the text may be used: " + strings.Join(schema.Choices("rights"), ", ")},
		{key: "kind", note: "what the document is: " + strings.Join(schema.Choices("kind"), ", ")},
	}
	if document.Address != "" {
		given = append(given, value{key: "accessed", is: asked.Today})
	}
	if len(s.Labels) == 0 {
		return given
	}
	given[slices.IndexFunc(given, func(v value) bool { return v.key == "kind" })].is = "transcript"
	var speakers yaml.MapSlice
	for _, label := range s.Labels {
		var person any
		if label.Person != "" {
			person = label.Person
		}
		speakers = append(speakers, yaml.MapItem{Key: label.Text, Value: person})
	}
	return append(given, value{key: "speakers", is: speakers})
}

// some returns a text as a value, or nothing where there is none.
func some(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// sourceID makes the ID of a source: of whom it is from and when, as far as is known.
func sourceID(document *Document, asked Request) (string, error) {
	if asked.ID != "" {
		return ID(asked.ID, "")
	}
	from := nameOf(document, asked.File)
	if document.Issued != "" && !strings.Contains(from, document.Issued) {
		from += "-" + document.Issued
	}
	id, err := ID("", from)
	if err != nil {
		return "", fmt.Errorf("no ID can be made of %q: name one with --id", path.Base(asked.File))
	}
	return id, nil
}

// bearer returns the ID of the one person of whose names and titles a label is made,
// or "".
func bearer(site *content.Site, label string) string {
	found := ""
	for id, page := range site.People {
		if !page.Bears(label) {
			continue
		}
		if found != "" {
			return ""
		}
		found = id
	}
	return found
}

// Summary says what was read, in lines.
func (s *Source) Summary(converted string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "  %d words in %d paragraphs, %s, SHA-256 %s\n", s.Words, s.Blocks, cmp.Or(s.Language, "in a language that could not be told"), s.Digest)
	if converted != "" {
		fmt.Fprintf(&out, "  made from %s: read it over, and take out what is not the document's own\n", converted)
	}
	for _, label := range s.Labels {
		fmt.Fprintf(&out, "  label %s: %s\n", label.Text, cmp.Or(label.Person, "nobody; to name a person, write the ID into the record"))
	}
	return out.String()
}
