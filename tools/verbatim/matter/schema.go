package matter

import (
	"cmp"
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

// outline is what messages need of a schema: its keys, and what they hold. What
// it defines is for whoever reads front matter.
type outline struct {
	Properties map[string]outline `json:"properties"`
	Required   []string           `json:"required"`
	About      string             `json:"description"`
	Items      *outline           `json:"items"`
	Examples   []any              `json:"examples"`
	Enum       []any              `json:"enum"`
	Defined    map[string]outline `json:"$defs"`
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
	compiler.UseLoader(nothing{}) // by itself it reads any file that a schema names
	if err := compiler.AddResource(name, document); err != nil {
		return nil, err
	}
	rule, err := compiler.Compile(name)
	if err != nil {
		return nil, err
	}
	schema := &Schema{name: name, rule: rule}
	if err := json.Unmarshal(data, &schema.outline); err != nil {
		return nil, err
	}
	return schema, nil
}

// nothing is what schemas may refer to outside themselves.
type nothing struct{}

func (nothing) Load(address string) (any, error) {
	return nil, fmt.Errorf("it refers to another file, %s", address)
}

// Required returns the keys that front matter must have, in the schema's order.
func (s *Schema) Required() []string { return s.outline.Required }

// Describe returns what the schema says of a key, and whether it has it.
func (s *Schema) Describe(key string) (string, bool) {
	of, ok := s.outline.Properties[key]
	return of.About, ok
}

// Choices returns the words that the value of a key is one of; nil where it may be
// others.
func (s *Schema) Choices(key string) (words []string) {
	for _, word := range s.outline.Properties[key].Enum {
		if text, ok := word.(string); ok {
			words = append(words, text)
		}
	}
	return words
}

// Lists reports whether the schema's definition of that name lists a word.
func (s *Schema) Lists(name, word string) bool {
	return slices.Contains(s.outline.Defined[name].Enum, any(word))
}

// Check reports every violation at the value that violates.
func (s *Schema) Check(file *finding.File, matter *Value, report finding.Report) {
	err := s.rule.Validate(matter.Plain())
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return
	}
	leaves := leavesOf(invalid, nil)
	named := map[string][]string{} // missing keys that an unknown one stands for, by where
	missing := func(at string) (keys []string) {
		for _, leaf := range leaves {
			if required, ok := leaf.ErrorKind.(*kind.Required); ok && pathOf(leaf) == at {
				keys = append(keys, required.Missing...)
			}
		}
		return keys
	}
	tell := func(all []finding.Finding) {
		for _, found := range all {
			found.Rule, found.File = finding.FrontMatterSchema, file
			report(found)
		}
	}
	for _, leaf := range leaves {
		if unknown, ok := leaf.ErrorKind.(*kind.AdditionalProperties); ok {
			all, also := s.violation(file, matter, leaf.InstanceLocation).unknown(unknown.Properties, missing(pathOf(leaf)))
			named[pathOf(leaf)] = append(named[pathOf(leaf)], also...)
			tell(all)
		}
	}
	for _, leaf := range leaves {
		wrong := s.violation(file, matter, leaf.InstanceLocation)
		switch is := leaf.ErrorKind.(type) {
		case *kind.AdditionalProperties:
		case *kind.Required:
			tell(wrong.missing(slices.DeleteFunc(slices.Clone(is.Missing), func(key string) bool { return slices.Contains(named[pathOf(leaf)], key) }), ""))
		default:
			tell(wrong.findings(leaf.ErrorKind))
		}
	}
}

// pathOf is where a value stands, as one word.
func pathOf(invalid *jsonschema.ValidationError) string {
	return strings.Join(invalid.InstanceLocation, "/")
}

// leavesOf adds the leaves of the tree of errors: the rest says only that something
// below is wrong.
func leavesOf(invalid *jsonschema.ValidationError, all []*jsonschema.ValidationError) []*jsonschema.ValidationError {
	for _, cause := range invalid.Causes {
		all = leavesOf(cause, all)
	}
	if len(invalid.Causes) == 0 {
		all = append(all, invalid)
	}
	return all
}

// violation is a value that is not as the schema says.
type violation struct {
	schema *Schema
	file   *finding.File
	path   []string // of the value, from the whole
	value  *Value
	name   string // what messages call it
	span   finding.Span
	like   string // help that shows what one would write
	about  string // what the schema says that it is; may be empty
}

func (s *Schema) violation(file *finding.File, matter *Value, path []string) *violation {
	wrong := &violation{schema: s, file: file, path: path, value: matter}
	for _, step := range path {
		if i, err := strconv.Atoi(step); err == nil && i < len(wrong.value.Items()) {
			wrong.value = wrong.value.Items()[i]
			continue
		}
		wrong.name = step
		wrong.value = wrong.value.Get(step)
	}
	if steps := len(path); steps > 0 && wrong.name != path[steps-1] {
		wrong.name = "an entry of " + wrong.name
	}
	wrong.about = strings.TrimSuffix(s.outline.at(path).About, ".")
	wrong.like = wrong.see()
	if example := s.outline.at(path).example(); example != "" {
		wrong.like = "write something like " + example + "; " + wrong.see()
	}
	wrong.span = finding.Span{Start: 0, End: len(file.Line(1))}
	if wrong.value != nil && wrong.value != matter {
		wrong.span = wrong.value.Span
	}
	return wrong
}

// see says where the schema is.
func (v *violation) see() string { return "see " + v.schema.name }

// findings says in words what the validator says in types, one for each key or
// value.
func (v *violation) findings(what jsonschema.ErrorKind) []finding.Finding {
	message, help := " is not as it should be", v.like
	if text, ok := v.value.Scalar().(string); ok && text == "" {
		return v.one(v.name+" is empty", "fill it in: "+cmp.Or(v.about, v.like))
	}
	switch is := what.(type) {
	case *kind.DependentRequired:
		return v.missing(is.Missing, ", which "+is.Prop+" needs")
	case *kind.Enum:
		return v.notAllowed(is)
	case *kind.Type:
		return v.wrongType(is)
	case *kind.UniqueItems:
		return v.twice(is)
	case *kind.Format:
		if is.Want == "date" {
			return v.notDate(fmt.Sprint(is.Got), "YYYY-MM-DD")
		}
		message = fmt.Sprintf(" is not a %s: %v", strings.ToUpper(is.Want), is.Got)
	case *kind.Pattern:
		if example := v.schema.outline.at(v.path).example(); isoForm.MatchString(strings.Trim(example, `"`)) {
			return v.notDate(is.Got, "YYYY-MM-DD, or only YYYY-MM or YYYY")
		}
		message = " has another form than is expected: " + is.Got
	case *kind.MinLength:
		message, help = fmt.Sprintf(" has %d characters, and should have %d or more", is.Got, is.Want), "say more; "+v.see()
	case *kind.MaxLength:
		message, help = fmt.Sprintf(" has %d characters, and should have %d or fewer", is.Got, is.Want), "say it shorter; "+v.see()
	case *kind.MinItems:
		message = fmt.Sprintf(" has %s, and should have %d or more", entries(is.Got), is.Want)
	case *kind.MaxItems:
		message = fmt.Sprintf(" has %s, and should have %d or fewer", entries(is.Got), is.Want)
	case *kind.Minimum:
		message = fmt.Sprintf(" is %s, and should be %s or more", is.Got.RatString(), is.Want.RatString())
	}
	return v.one(v.name+message, help)
}

// entries says how many entries a list has.
func entries(count int) string {
	if count == 1 {
		return "one entry"
	}
	return fmt.Sprintf("%d entries", count)
}

// one returns a finding on the value.
func (v *violation) one(message, help string) []finding.Finding {
	return []finding.Finding{{Span: v.span, Message: message, Help: help}}
}

func (v *violation) missing(keys []string, why string) (all []finding.Finding) {
	for _, key := range keys {
		help := "write one; " + v.see()
		if format := formatOf(v.file); format != nil {
			if example := v.schema.outline.at(append(slices.Clone(v.path), key)).example(); example != "" {
				help = "add a line like " + fmt.Sprintf(format.line, key, example)
			}
		}
		all = append(all, v.one(fmt.Sprintf("the key %s is missing%s", key, why), help)...)
	}
	return all
}

func (v *violation) notAllowed(enum *kind.Enum) []finding.Finding {
	var allowed []string
	for _, want := range enum.Want {
		allowed = append(allowed, fmt.Sprint(want))
	}
	help := "write one of: " + strings.Join(allowed, ", ")
	if near := finding.Nearest(fmt.Sprint(enum.Got), allowed); near != "" {
		help = "did you mean " + near + "? Allowed are: " + strings.Join(allowed, ", ")
	}
	written := cmp.Or(v.value.Text(), "this")
	found := v.one(fmt.Sprintf("%s is not a value of %s", written, v.name), help)
	found[0].Fix = finding.Respelling(v.file, v.span, v.value.Text(), finding.Misspelt(v.value.Text(), allowed))
	return found
}

func (v *violation) wrongType(types *kind.Type) []finding.Finding {
	if types.Got == "null" {
		return v.one(fmt.Sprintf("the key %s has no value", v.name), v.like)
	}
	found := v.one(fmt.Sprintf("%s is %s, and should be %s", v.name, article(types.Got), article(types.Want...)), typeHelp(v.file, v.value, types, v.like))
	found[0].Fix = v.retyped(types)
	return found
}

// truths are words that authors take for truth values.
var truths = map[string]string{"yes": "true", "on": "true", "no": "false", "off": "false"}

// retyped returns the fix that has a value read as the type that it should be of.
func (v *violation) retyped(types *kind.Type) finding.Fix {
	written := strings.TrimSpace(string(v.file.Data[v.value.Span.Start:v.value.Span.End]))
	fix := finding.Fix{Safe: true}
	with := ""
	switch {
	case formatOf(v.file) != yamlFormat || written == "":
	case slices.Contains(types.Want, "string") && slices.Contains([]string{"number", "integer"}, types.Got):
		with = strconv.Quote(written)
	case slices.Contains(types.Want, "array") && types.Got == "string" && strings.Trim(written, "abcdefghijklmnopqrstuvwxyz0123456789-") == "":
		with = "[" + written + "]"
	case slices.Contains(types.Want, "boolean"):
		with = truths[strings.ToLower(written)]
		fix.Safe = false // whether a page is published hangs on it
	}
	if with != "" {
		fix.Edits = []finding.Edit{{Span: v.value.Span, New: with}}
	}
	if len(fix.Edits) == 0 {
		return finding.Fix{}
	}
	return fix
}

func (v *violation) twice(unique *kind.UniqueItems) []finding.Finding {
	found := v.one(fmt.Sprintf("%s has the same entry twice", v.name), "remove one of them")
	if items := v.value.Items(); unique.Duplicates[1] < len(items) {
		found[0].Span = items[unique.Duplicates[1]].Span
	}
	return found
}

// typeHelp says how to write a value of the right type. It names what makes
// YAML read another type than the author meant.
func typeHelp(file *finding.File, value *Value, types *kind.Type, like string) string {
	written := strings.TrimSpace(string(file.Data[value.Span.Start:value.Span.End]))
	switch {
	case slices.Contains(types.Want, "string") && (types.Got == "number" || types.Got == "integer" || types.Got == "boolean"):
		return "put it in quotation marks: " + strconv.Quote(written)
	case slices.Contains(types.Want, "boolean") && types.Got == "string":
		return "write true or false, without quotation marks: any other word is no truth value, and Hugo takes it for false"
	case slices.Contains(types.Want, "array") && types.Got == "string":
		return "write a list: [" + written + "]"
	case slices.Contains(types.Want, "integer") && types.Got == "string" && strings.Trim(written, "'\"0123456789") == "":
		return "write the number without quotation marks"
	}
	return like
}

// typeNames are what authors call the types of JSON that they would not know.
var typeNames = map[string]string{"null": "nothing", "array": "a list", "object": "a mapping", "integer": "an integer"}

// article returns the names of types, with an article each.
func article(types ...string) string {
	var words []string
	for _, name := range types {
		words = append(words, cmp.Or(typeNames[name], "a "+name))
	}
	return strings.Join(words, " or ")
}
