package matter

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
	name    string
	rule    *jsonschema.Schema
	outline outline
}

// outline is what messages need of a schema: its keys, and what they hold.
type outline struct {
	Properties map[string]outline `json:"properties"`
	Items      *outline           `json:"items"`
	Examples   []any              `json:"examples"`
}

// at returns the part of the schema that describes the value at a path.
func (o outline) at(path []string) outline {
	for _, step := range path {
		if o.Items != nil {
			item := *o.Items
			if len(item.Examples) == 0 && len(o.Examples) > 0 {
				item.Examples, _ = o.Examples[0].([]any)
			}
			o = item
		} else {
			o = o.Properties[step]
		}
	}
	return o
}

// keys returns the keys of a mapping, for did you mean.
func (o outline) keys() []string { return slices.Sorted(maps.Keys(o.Properties)) }

// example returns a value as one would write it, or "".
func (o outline) example() string {
	if len(o.Examples) == 0 {
		return ""
	}
	text, err := json.Marshal(o.Examples[0])
	if err != nil {
		return ""
	}
	return string(text)
}

// NewSchema reads a JSON Schema (draft 2020-12) of that file name.
func NewSchema(name string, data []byte) (*Schema, error) {
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
	s := &Schema{name: name, rule: rule}
	if err := json.Unmarshal(data, &s.outline); err != nil {
		return nil, err
	}
	return s, nil
}

// Check reports every violation at the value that violates.
func (s *Schema) Check(file *finding.File, matter *Value, report finding.Report) {
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
		if i, err := strconv.Atoi(step); err == nil && i < len(value.Items()) {
			value = value.Items()[i]
			continue
		}
		name = step
		value = value.Get(step)
	}
	if n := len(invalid.InstanceLocation); n > 0 && name != invalid.InstanceLocation[n-1] {
		name = "an entry of " + name
	}
	at := s.outline.at(invalid.InstanceLocation)
	see := "see " + s.name
	like := see
	if example := at.example(); example != "" {
		like = "write something like " + example + "; " + see
	}
	span := finding.Span{Start: 0, End: len(file.Line(1))}
	if value != nil && value != matter {
		span = value.Span
	}
	var fix finding.Fix
	one := func(span finding.Span, message, help string) {
		report(finding.Finding{Rule: finding.FrontMatterSchema, File: file, Span: span, Message: message, Help: help, Fix: fix})
	}
	missing := func(keys []string, why string) {
		for _, key := range keys {
			help := "write one; " + see
			if format := formatOf(file); format != nil {
				if example := s.outline.at(append(slices.Clone(invalid.InstanceLocation), key)).example(); example != "" {
					help = "add a line like " + fmt.Sprintf(format.line, key, example)
				}
			}
			one(span, fmt.Sprintf("the key %s is missing%s", key, why), help)
		}
	}
	switch k := invalid.ErrorKind.(type) {
	case *kind.Required:
		missing(k.Missing, "")
	case *kind.DependentRequired:
		missing(k.Missing, ", which "+k.Prop+" needs")
	case *kind.AdditionalProperties:
		for _, key := range k.Properties {
			keyAt, help := span, "remove it; "+see
			for _, f := range value.fields {
				if f.Key == key {
					keyAt = f.KeyAt
				}
			}
			if near := finding.Nearest(key, at.keys()); near != "" {
				help = "did you mean " + near + "?"
			}
			fix = finding.Respelling(file, keyAt, key, finding.Misspelt(key, at.keys()))
			one(keyAt, fmt.Sprintf("the key %s is unknown", key), help)
		}
	case *kind.Enum:
		var allowed []string
		for _, want := range k.Want {
			allowed = append(allowed, fmt.Sprint(want))
		}
		help := "write one of: " + strings.Join(allowed, ", ")
		if near := finding.Nearest(fmt.Sprint(k.Got), allowed); near != "" {
			help = "did you mean " + near + "? Allowed are: " + strings.Join(allowed, ", ")
		}
		fix = finding.Respelling(file, span, value.Text(), finding.Misspelt(value.Text(), allowed))
		written := value.Text()
		if written == "" {
			written = "this"
		}
		one(span, fmt.Sprintf("%s is not a value of %s", written, name), help)
	case *kind.Type:
		if k.Got == "null" {
			one(span, fmt.Sprintf("the key %s has no value", name), like)
			return
		}
		one(span, fmt.Sprintf("%s is %s, and should be %s", name, article(k.Got), article(k.Want...)), typeHelp(file, value, k, like))
	case *kind.Format:
		if k.Want == "date" {
			one(span, fmt.Sprintf("%s is not a day of the calendar: %v", name, k.Got), "write it as YYYY-MM-DD")
			return
		}
		one(span, fmt.Sprintf("%s is not a %s: %v", name, strings.ToUpper(k.Want), k.Got), like)
	case *kind.Pattern:
		one(span, fmt.Sprintf("%s has not the form that it should: %s", name, k.Got), like)
	case *kind.MinLength:
		one(span, fmt.Sprintf("%s has %d characters, and should have %d or more", name, k.Got, k.Want), "say more; "+see)
	case *kind.MaxLength:
		one(span, fmt.Sprintf("%s has %d characters, and should have %d or fewer", name, k.Got, k.Want), "say it shorter; "+see)
	case *kind.Minimum:
		one(span, fmt.Sprintf("%s is %s, and should be %s or more", name, k.Got.RatString(), k.Want.RatString()), like)
	case *kind.UniqueItems:
		if items := value.Items(); k.Duplicates[1] < len(items) {
			span = items[k.Duplicates[1]].Span
		}
		one(span, fmt.Sprintf("%s has the same entry twice", name), "remove one of them")
	default:
		one(span, fmt.Sprintf("%s is not as it should be", name), like)
	}
}

// typeHelp says how to write a value of the right type. It names what makes
// YAML read another type than the author meant.
func typeHelp(file *finding.File, value *Value, k *kind.Type, like string) string {
	written := strings.TrimSpace(string(file.Data[value.Span.Start:value.Span.End]))
	switch {
	case slices.Contains(k.Want, "string") && (k.Got == "number" || k.Got == "integer" || k.Got == "boolean"):
		return "put it in quotation marks: " + strconv.Quote(written)
	case slices.Contains(k.Want, "boolean") && k.Got == "string":
		return "write true or false, without quotation marks: any other word is no truth value, and Hugo takes it for false"
	case slices.Contains(k.Want, "array") && k.Got == "string":
		return "write a list: [" + written + "]"
	case slices.Contains(k.Want, "integer") && k.Got == "string" && strings.Trim(written, "'\"0123456789") == "":
		return "write the number without quotation marks"
	}
	return like
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
