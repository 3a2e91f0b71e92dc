// Package matter reads values with their places: the front matter of pages in
// YAML, TOML and JSON, as Hugo reads it, and files of data. JSON Schemas say
// what front matter may hold.
//
// A schema's violation is found in the plain value, and reported at the place
// of the very key or item. What a format allows and an author can't have meant
// (a key that is there twice, an octal number, an alias) is refused where it is
// read, since Hugo takes it in silence.
package matter

import "summit-explainer/tools/verbatim/finding"

// Value is a value that knows its place. A nil Value is a value that is not
// there: its methods return nothing.
type Value struct {
	Span   finding.Span
	scalar any // string, bool or float64; nil of null, of mappings and of lists
	fields []Field
	items  []*Value
}

// Field is a key of a mapping with its value.
type Field struct {
	Key   string
	KeyAt finding.Span
	Value *Value
}

// Get returns the value of a mapping's key, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	for _, field := range v.fields {
		if field.Key == key {
			return field.Value
		}
	}
	return nil
}

// Text returns the value if it is a string.
func (v *Value) Text() string {
	if v == nil {
		return ""
	}
	text, _ := v.scalar.(string)
	return text
}

// Scalar returns a string, a bool or a float64, or nil of a value that is none
// of these.
func (v *Value) Scalar() any {
	if v == nil {
		return nil
	}
	return v.scalar
}

// Fields returns the keys of a mapping with their values, in their order.
func (v *Value) Fields() []Field {
	if v == nil {
		return nil
	}
	return v.fields
}

// Items returns the elements of a sequence.
func (v *Value) Items() []*Value {
	if v == nil {
		return nil
	}
	return v.items
}

// Plain returns the value as JSON Schema wants it: maps, slices and scalars.
func (v *Value) Plain() any {
	if v == nil {
		return nil
	}
	switch {
	case v.fields != nil:
		mapping := make(map[string]any, len(v.fields))
		for _, field := range v.fields {
			mapping[field.Key] = field.Value.Plain()
		}
		return mapping
	case v.items != nil:
		list := make([]any, len(v.items))
		for i, item := range v.items {
			list[i] = item.Plain()
		}
		return list
	}
	return v.scalar
}

// Strings calls visit for every string in a value, keys included.
func (v *Value) Strings(visit func(text string, at finding.Span)) {
	if v == nil {
		return
	}
	for _, field := range v.fields {
		visit(field.Key, field.KeyAt)
		field.Value.Strings(visit)
	}
	for _, item := range v.items {
		item.Strings(visit)
	}
	if text, ok := v.scalar.(string); ok {
		visit(text, v.Span)
	}
}
