package content

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/matter"
)

type schemas map[string]*matter.Schema

var schemaNames = []string{"section", "page", "topic", "source", "person", "term", "figure"}

// Some schemas describe no front matter: a case of the conformance suite, a row of
// a figure's data, the settings of a site.
const (
	caseSchema   = "case"
	rowSchema    = "figure-row"
	paramsSchema = "params"
)

var otherSchemas = []string{caseSchema, rowSchema, paramsSchema}

func loadSchemas(project fs.FS) (schemas, error) {
	all := schemas{}
	for _, name := range slices.Concat(otherSchemas, schemaNames) {
		at := path.Join("static/schemas", name+".json")
		data, err := fs.ReadFile(project, at)
		if err != nil {
			return nil, fmt.Errorf("a schema can't be read: %w", err)
		}
		schema, err := matter.NewSchema(at, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		all[name] = schema
	}
	return all, nil
}

// MayPublish reports whether rights allow publishing a whole text: which do, the
// schema of records says.
func (s *Site) MayPublish(rights string) bool {
	return s.schemas["source"].Lists("publishable", rights)
}

// schemaOf names the schema for a page's front matter.
func schemaOf(name string) string {
	dir, base := path.Split(strings.TrimPrefix(name, "content/"))
	section, _, _ := strings.Cut(dir, "/")
	switch {
	case base == "_index.md":
		return "section"
	case section == "topics":
		return "topic"
	case section == "sources":
		return "source"
	case section == "people":
		return "person"
	case section == "glossary":
		return "term"
	case section == "figures":
		return "figure"
	}
	return "page"
}

// Rights returns what a record may say of the rights in its text, as the schema of
// records lists it.
func (s *Site) Rights() []string { return s.schemas["source"].Choices("rights") }
