package matter

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"summit-explainer/tools/verbatim/finding"
)

// TOML reads a file that is known to be TOML 1.0. Dates are strings, as they
// are written, and numbers in other than plain decimal digits nothing.
func TOML(file *finding.File) *Value {
	r := &tomlReader{reader: &reader{file: file, report: func(finding.Finding) {}}, data: file.Data}
	return r.tree()
}

// readTOML reads front matter in TOML with the package that Hugo uses: first
// as a whole, which finds what is wrong, then expression by expression, which
// keeps places.
func readTOML(m *reader, data []byte) *Value {
	r := &tomlReader{reader: m, data: data}
	if at, deep := nested(data); deep {
		r.wrong(finding.Span{Start: r.start + at, End: r.start + at + 1}, "the front matter is nested too deep", "write it flatter")
		return nil
	}
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		r.syntax(err)
		return nil
	}
	root := r.tree()
	if r.tooDeep {
		r.wrong(finding.Span{Start: 0, End: r.start}, "the front matter is nested too deep", "write it flatter")
		return nil
	}
	return root
}

type tomlReader struct {
	*reader
	data    []byte
	parser  unstable.Parser
	tooDeep bool
}

// tree reads what is known to be TOML.
func (r *tomlReader) tree() *Value {
	root := &Value{Span: finding.Span{Start: r.start, End: r.start + len(r.data)}, fields: []Field{}}
	table := root
	r.parser.Reset(r.data)
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.KeyValue:
			r.keyValue(table, e)
		case unstable.Table:
			keys := r.keys(e.Key())
			table = r.descend(root, keys)
		case unstable.ArrayTable:
			keys := r.keys(e.Key())
			last := keys[len(keys)-1]
			parent := r.descend(root, keys[:len(keys)-1])
			list := parent.Get(last.name)
			if list == nil {
				list = &Value{Span: last.at, items: []*Value{}}
				r.set(parent, last.name, last.at, list)
			}
			table = &Value{Span: last.at, fields: []Field{}}
			list.items = append(list.items, table)
		}
	}
	return root
}

func (r *tomlReader) syntax(err error) {
	at := finding.Span{Start: r.start, End: r.start + 1}
	message := "the front matter can't be read as TOML"
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		row, column := decode.Position()
		line := r.file.Position(r.start).Line + row - 1
		// The package counts columns in bytes.
		begin := r.file.Offset(finding.Position{Line: line, Column: 1})
		at.Start = min(begin+max(column-1, 0), begin+len(r.file.Line(line)))
		at.End = min(at.Start+1, len(r.file.Data))
		message += ": " + strings.TrimPrefix(decode.Error(), "toml: ")
	}
	r.wrong(at, message, "mend the TOML there")
}

type tomlKey struct {
	name string
	at   finding.Span
}

func (r *tomlReader) keys(it unstable.Iterator) []tomlKey {
	var keys []tomlKey
	for it.Next() {
		n := it.Node()
		keys = append(keys, tomlKey{string(n.Data), r.span(n.Raw)})
	}
	if len(keys) > maxDepth {
		r.tooDeep = true
		keys = keys[:maxDepth]
	}
	return keys
}

func (r *tomlReader) span(raw unstable.Range) finding.Span {
	start := r.start + int(raw.Offset)
	return finding.Span{Start: start, End: start + int(raw.Length)}
}

// descend returns the table of that name below v, and makes it where needed.
func (r *tomlReader) descend(v *Value, keys []tomlKey) *Value {
	for _, key := range keys {
		next := v.Get(key.name)
		if next == nil {
			next = &Value{Span: key.at, fields: []Field{}}
			r.set(v, key.name, key.at, next)
		}
		if len(next.items) > 0 {
			next = next.items[len(next.items)-1]
		}
		v = next
	}
	return v
}

func (r *tomlReader) keyValue(table *Value, n *unstable.Node) {
	keys := r.keys(n.Key())
	last := keys[len(keys)-1]
	value := r.value(n.Value())
	if value.items != nil || value.Span.Start == value.Span.End {
		// The parser keeps no place of a list.
		start := last.at.End - r.start
		start += len(r.data[start:]) - len(bytes.TrimLeft(r.data[start:], " \t="))
		value.Span.Start = r.start + start
		value.Span.End = max(value.Span.End, value.Span.Start+1)
	}
	r.set(r.descend(table, keys[:len(keys)-1]), last.name, last.at, value)
}

func (r *tomlReader) value(n *unstable.Node) *Value {
	v := &Value{Span: r.span(n.Raw)}
	if r.depth++; r.depth > maxDepth {
		r.tooDeep = true
		r.depth--
		return v
	}
	defer func() { r.depth-- }()
	text := string(n.Data)
	switch n.Kind {
	case unstable.String:
		v.scalar = text
	case unstable.Bool:
		v.scalar = text == "true"
	case unstable.Integer, unstable.Float:
		v.scalar = r.number(text, v.Span)
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		r.wrong(v.Span, "TOML reads "+text+" as a date, where other formats hold a string", "put it in quotation marks: "+strconv.Quote(text))
		v.scalar = text
	case unstable.Array:
		v.items = []*Value{}
		for it := n.Children(); it.Next(); {
			item := r.value(it.Node())
			if len(v.items) == 0 {
				v.Span.Start = item.Span.Start
			}
			v.items = append(v.items, item)
			v.Span.End = item.Span.End
		}
		if len(v.items) == 0 {
			v.Span = finding.Span{}
		}
	case unstable.InlineTable:
		v.fields = []Field{}
		for it := n.Children(); it.Next(); {
			r.keyValue(v, it.Node())
		}
	}
	return v
}

func (r *tomlReader) number(text string, at finding.Span) any {
	if number, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(number, 0) && !math.IsNaN(number) && !strings.ContainsAny(text, "_xX") {
		return number
	}
	r.wrong(at, "the number "+text+" is not written in plain digits", "write it in plain decimal digits")
	return nil
}
