package matter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// readJSON reads a JSON object (RFC 8259), with the package that Hugo uses.
func readJSON(m *matterReader, data []byte) *Value {
	var whole map[string]any
	if err := json.Unmarshal(data, &whole); err != nil {
		at := finding.Span{Start: m.start, End: m.start + 1}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at.Start = m.start + max(int(syntax.Offset)-1, 0)
			at.End = at.Start + 1
		}
		m.wrong(at, "the front matter can't be read as JSON: "+strings.TrimPrefix(err.Error(), "json: "), "mend the JSON there")
		return nil
	}
	r := &jsonReader{matterReader: m, data: data, d: json.NewDecoder(bytes.NewReader(data))}
	r.d.UseNumber()
	return r.value()
}

type jsonReader struct {
	*matterReader
	data []byte
	d    *json.Decoder
}

// token returns the next token with its place.
func (r *jsonReader) token() (json.Token, finding.Span) {
	before := int(r.d.InputOffset())
	token, err := r.d.Token()
	if err != nil {
		return nil, finding.Span{Start: r.start, End: r.start}
	}
	end := int(r.d.InputOffset())
	for before < end && strings.IndexByte(" \t\r\n,:", r.data[before]) >= 0 {
		before++
	}
	return token, finding.Span{Start: r.start + before, End: r.start + end}
}

// value reads a value of which it is known that it can be read.
func (r *jsonReader) value() *Value {
	token, at := r.token()
	v := &Value{Span: at}
	switch t := token.(type) {
	case json.Delim:
		if r.depth++; r.depth == maxDepth+1 {
			r.wrong(at, "the front matter is nested too deep", "write it flatter")
		}
		defer func() { r.depth-- }()
		if t == '{' {
			v.fields = []Field{}
			for r.d.More() {
				key, keyAt := r.token()
				name, _ := key.(string)
				r.set(v, name, keyAt, r.value())
			}
		} else {
			v.items = []*Value{}
			for r.d.More() {
				v.items = append(v.items, r.value())
			}
		}
		_, end := r.token()
		v.Span.End = end.End
	case json.Number:
		number, err := t.Float64()
		if err != nil {
			r.wrong(at, fmt.Sprintf("the number %s can't be read", t), "write a smaller number")
			return v
		}
		v.scalar = number
	default:
		v.scalar = token
	}
	return v
}
