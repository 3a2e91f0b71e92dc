package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"summit-explainer/tools/verbatim/finding"
)

// Schema checks the front matter of one kind of page. It is the JSON Schema
// (draft 2020-12) of that name in static/schemas/, which editors read, too.
type Schema struct {
	name string
	rule *jsonschema.Schema
	keys []string // the top-level keys, for did you mean
}

type schemas map[string]*Schema

var schemaNames = []string{"section", "page", "topic", "source", "person", "term", "figure"}

func loadSchemas(project fs.FS) (schemas, error) {
	all := schemas{}
	for _, name := range schemaNames {
		at := path.Join("static/schemas", name+".json")
		data, err := fs.ReadFile(project, at)
		if err != nil {
			return nil, fmt.Errorf("a schema can't be read: %w", err)
		}
		schema, err := newSchema(at, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		all[name] = schema
	}
	return all, nil
}

func newSchema(name string, data []byte) (*Schema, error) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(name, document); err != nil {
		return nil, err
	}
	rule, err := compiler.Compile(name)
	if err != nil {
		return nil, err
	}
	var outline struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal(data, &outline); err != nil {
		return nil, err
	}
	s := &Schema{name: name, rule: rule}
	for key := range outline.Properties {
		s.keys = append(s.keys, key)
	}
	slices.Sort(s.keys)
	return s, nil
}

// check reports every violation at the value that violates.
func (s *Schema) check(file *finding.File, matter *Value, report finding.Report) {
	err := s.rule.Validate(matter.Plain())
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		s.report(file, matter, invalid, report)
	}
}

func (s *Schema) report(file *finding.File, matter *Value, invalid *jsonschema.ValidationError, report finding.Report) {
	if len(invalid.Causes) > 0 {
		for _, cause := range invalid.Causes {
			s.report(file, matter, cause, report)
		}
		return
	}
	value, name := matter, ""
	for _, step := range invalid.InstanceLocation {
		name = step
		if i, err := strconv.Atoi(step); err == nil && i < len(value.Items()) {
			value = value.Items()[i]
			continue
		}
		value = value.Get(step)
	}
	one := func(span finding.Span, message, help string) {
		report(finding.Finding{Rule: finding.FrontMatterSchema, File: file, Span: span, Message: message, Help: help})
	}
	help := "see " + s.name
	span := finding.Span{Start: 0, End: len(fence)}
	if value != nil && value != matter {
		span = value.Span
	}
	switch k := invalid.ErrorKind.(type) {
	case *kind.Required:
		for _, key := range k.Missing {
			one(span, fmt.Sprintf("the key %s is missing", key), "add a line: "+key+": …")
		}
	case *kind.AdditionalProperties:
		for _, key := range k.Properties {
			at, hint := span, "remove it; "+help
			for _, f := range value.fields {
				if f.key == key {
					at = f.at
				}
			}
			if near := Nearest(key, s.keys); near != "" {
				hint = "did you mean " + near + "?"
			}
			one(at, fmt.Sprintf("the key %s is unknown", key), hint)
		}
	case *kind.Enum:
		var allowed []string
		for _, want := range k.Want {
			allowed = append(allowed, fmt.Sprint(want))
		}
		hint := "write one of: " + strings.Join(allowed, ", ")
		if near := Nearest(fmt.Sprint(k.Got), allowed); near != "" {
			hint = "did you mean " + near + "? Allowed are: " + strings.Join(allowed, ", ")
		}
		one(span, fmt.Sprintf("%s is not a value of %s", fmt.Sprint(k.Got), name), hint)
	case *kind.Type:
		one(span, fmt.Sprintf("%s is %s, and should be %s", name, article(k.Got), article(k.Want...)), help)
	case *kind.Format:
		one(span, fmt.Sprintf("%s is not a %s: %v", name, k.Want, k.Got), help)
	case *kind.Pattern:
		one(span, fmt.Sprintf("%s has not the form that it should: %s", name, k.Got), help)
	case *kind.MinLength:
		one(span, fmt.Sprintf("%s has %d characters, and should have %d or more", name, k.Got, k.Want), help)
	case *kind.MaxLength:
		one(span, fmt.Sprintf("%s has %d characters, and should have %d or fewer", name, k.Got, k.Want), help)
	default:
		one(span, fmt.Sprintf("%s is not as it should be", name), help)
	}
}

func article(types ...string) string {
	var words []string
	for _, t := range types {
		switch t {
		case "null":
			words = append(words, "nothing")
		case "array":
			words = append(words, "a list")
		case "object":
			words = append(words, "a mapping")
		case "integer":
			words = append(words, "an integer")
		default:
			words = append(words, "a "+t)
		}
	}
	return strings.Join(words, " or ")
}

// Nearest returns the name that word is probably a misspelling of, or "".
func Nearest(word string, names []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, name := range names {
		if d := distance(strings.ToLower(word), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b, in bytes.
func distance(a, b string) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
