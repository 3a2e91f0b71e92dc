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
	r := &jsonReader{data: data, start: start, decoder: json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	return r.value(), nil
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
	v := &Value{Span: at}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			v.fields = []Field{}
			for r.decoder.More() {
				key, keyAt := r.token()
				name, _ := key.(string)
				v.fields = append(v.fields, Field{name, keyAt, r.value()})
			}
		} else {
			v.items = []*Value{}
			for r.decoder.More() {
				v.items = append(v.items, r.value())
			}
		}
		_, end := r.token()
		v.Span.End = end.End
	case json.Number:
		v.scalar = token
		if number, err := token.Float64(); err == nil {
			v.scalar = number
		}
	default:
		v.scalar = token
	}
	return v
}

// readJSON reads front matter in JSON, and refuses what JSON allows and front
// matter can't mean.
func readJSON(r *reader, data []byte) *Value {
	value, fault := parseJSON(data, r.start)
	if fault != nil {
		r.wrong(fault.At, "the front matter can't be read as JSON: "+fault.Reason, "mend the JSON there")
		return nil
	}
	r.refuse(value)
	return value
}

// refuse reports nesting without end, keys that are there twice, of which the
// first stays, and numbers beyond all measure.
func (r *reader) refuse(v *Value) {
	if number, ok := v.scalar.(json.Number); ok {
		r.wrong(v.Span, fmt.Sprintf("the number %s can't be read", number), "write a smaller number")
		v.scalar = nil
	}
	if v.fields == nil && v.items == nil {
		return
	}
	if r.depth++; r.depth == maxDepth+1 {
		r.wrong(finding.Span{Start: v.Span.Start, End: v.Span.Start + 1}, "the front matter is nested too deep", "write it flatter")
	}
	defer func() { r.depth-- }()
	all := v.fields
	v.fields = v.fields[:0]
	for _, f := range all {
		r.refuse(f.Value)
		r.set(v, f.Key, f.KeyAt, f.Value)
	}
	for _, item := range v.items {
		r.refuse(item)
	}
}

// EncodeJSON returns v as JSON in one line, or with an indent in several, with
// a line break at the end. Signs stay as they are: by itself encoding/json
// writes < > & as escapes, which people can't read.
func EncodeJSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	err := e.Encode(v)
	return b.Bytes(), err
}
