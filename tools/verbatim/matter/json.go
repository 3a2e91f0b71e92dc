package matter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// Fault says where a file stops being of its format, and why.
type Fault struct {
	At     finding.Span
	Reason string
}

// JSON reads a file of JSON (RFC 8259). Keys that are there twice are both
// there, since both are published; a number that is no float64 is a
// json.Number.
func JSON(file *finding.File) (*Value, *Fault) { return parseJSON(file.Data, 0) }

// parseJSON reads JSON that begins at start of its file.
func parseJSON(data []byte, start int) (*Value, *Fault) {
	// The decoder below keeps places, but goes on behind the first value. This
	// also bounds the recursion: encoding/json refuses what is nested too deep.
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		end := len(data)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			end = min(int(syntax.Offset), end)
		}
		return nil, &Fault{finding.Span{Start: start + max(end-1, 0), End: start + end}, strings.TrimPrefix(err.Error(), "json: ")}
	}
	in := &jsonReader{data: data, start: start, decoder: json.NewDecoder(bytes.NewReader(data))}
	in.decoder.UseNumber()
	return in.value(), nil
}

// JSONLines reads a file of JSON Lines: a value on each line.
func JSONLines(file *finding.File) ([]*Value, *Fault) {
	var values []*Value
	at := 0
	for line := range bytes.Lines(file.Data) {
		value, fault := parseJSON(line, at)
		if fault != nil {
			return nil, fault
		}
		values = append(values, value)
		at += len(line)
	}
	return values, nil
}

type jsonReader struct {
	data    []byte
	start   int // of data in its file
	decoder *json.Decoder
}

// token returns the next token with its place.
func (r *jsonReader) token() (json.Token, finding.Span) {
	before := int(r.decoder.InputOffset())
	token, err := r.decoder.Token()
	if err != nil {
		return nil, finding.Span{Start: r.start, End: r.start}
	}
	end := int(r.decoder.InputOffset())
	for before < end && strings.IndexByte(" \t\r\n,:", r.data[before]) >= 0 {
		before++
	}
	return token, finding.Span{Start: r.start + before, End: r.start + end}
}

// value reads a value of which it is known that it can be read.
func (r *jsonReader) value() *Value {
	token, at := r.token()
	value := &Value{Span: at}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			value.fields = []Field{}
			for r.decoder.More() {
				key, keyAt := r.token()
				name, _ := key.(string)
				value.fields = append(value.fields, Field{name, keyAt, r.value()})
			}
		} else {
			value.items = []*Value{}
			for r.decoder.More() {
				value.items = append(value.items, r.value())
			}
		}
		_, end := r.token()
		value.Span.End = end.End
	case json.Number:
		value.scalar = token
		if number, err := token.Float64(); err == nil {
			value.scalar = number
		}
	default:
		value.scalar = token
	}
	return value
}

// readJSON reads front matter in JSON, and refuses what JSON allows and front
// matter can't mean.
func readJSON(in *reader, data []byte) *Value {
	value, fault := parseJSON(data, in.start)
	if fault != nil {
		in.wrong(fault.At, "the front matter can't be read as JSON: "+fault.Reason, "mend the JSON there")
		return nil
	}
	in.refuse(value)
	return value
}

// refuse reports nesting without end, keys that are there twice, of which the
// first stays, and numbers beyond all measure.
func (r *reader) refuse(value *Value) {
	if number, ok := value.scalar.(json.Number); ok {
		r.wrong(value.Span, fmt.Sprintf("the number %s can't be read", number), "write a smaller number")
		value.scalar = nil
	}
	if value.fields == nil && value.items == nil {
		return
	}
	if r.depth++; r.depth == maxDepth+1 {
		r.wrong(finding.Span{Start: value.Span.Start, End: value.Span.Start + 1}, "the front matter is nested too deep", "write it flatter")
	}
	defer func() { r.depth-- }()
	all := value.fields
	value.fields = value.fields[:0]
	for _, field := range all {
		r.refuse(field.Value)
		r.set(value, field.Key, field.KeyAt, field.Value)
	}
	for _, item := range value.items {
		r.refuse(item)
	}
}

// EncodeJSON returns v as JSON in one line, or with an indent in several, with
// a line break at the end. Signs stay as they are: by itself encoding/json
// writes < > & as escapes, which people can't read.
func EncodeJSON(value any, indent string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(value)
	return out.Bytes(), err
}
