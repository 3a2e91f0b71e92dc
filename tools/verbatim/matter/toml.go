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
	in := &tomlReader{reader: &reader{file: file, report: func(finding.Finding) {}}, data: file.Data}
	return in.tree()
}

// readTOML reads front matter in TOML with the package that Hugo uses: first
// as a whole, which finds what is wrong, then expression by expression, which
// keeps places.
func readTOML(front *reader, data []byte) *Value {
	in := &tomlReader{reader: front, data: data}
	if at, deep := nested(data); deep {
		in.wrong(finding.Span{Start: in.start + at, End: in.start + at + 1}, "the front matter is nested too deep", "write it flatter")
		return nil
	}
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		in.syntax(err)
		return nil
	}
	root := in.tree()
	if in.tooDeep {
		in.wrong(finding.Span{Start: 0, End: in.start}, "the front matter is nested too deep", "write it flatter")
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
		switch expression := r.parser.Expression(); expression.Kind {
		case unstable.KeyValue:
			r.keyValue(table, expression)
		case unstable.Table:
			keys := r.keys(expression.Key())
			table = r.descend(root, keys)
		case unstable.ArrayTable:
			keys := r.keys(expression.Key())
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
		// The package counts columns in bytes, File.Offset in runes.
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
		key := it.Node()
		keys = append(keys, tomlKey{string(key.Data), r.span(key.Raw)})
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

// descend returns the table at a path of keys, and makes it where needed: of an
// array of tables the last, as TOML says.
func (r *tomlReader) descend(table *Value, keys []tomlKey) *Value {
	for _, key := range keys {
		next := table.Get(key.name)
		if next == nil {
			next = &Value{Span: key.at, fields: []Field{}}
			r.set(table, key.name, key.at, next)
		}
		if len(next.items) > 0 {
			next = next.items[len(next.items)-1]
		}
		table = next
	}
	return table
}

func (r *tomlReader) keyValue(table *Value, node *unstable.Node) {
	keys := r.keys(node.Key())
	last := keys[len(keys)-1]
	value := r.value(node.Value())
	if value.items != nil || value.Span.Start == value.Span.End {
		// The parser keeps no place of a list.
		start := last.at.End - r.start
		start += len(r.data[start:]) - len(bytes.TrimLeft(r.data[start:], " \t="))
		value.Span.Start = r.start + start
		value.Span.End = max(value.Span.End, value.Span.Start+1)
	}
	r.set(r.descend(table, keys[:len(keys)-1]), last.name, last.at, value)
}

func (r *tomlReader) value(node *unstable.Node) *Value {
	value := &Value{Span: r.span(node.Raw)}
	if r.depth++; r.depth > maxDepth {
		r.tooDeep = true
		r.depth--
		return value
	}
	defer func() { r.depth-- }()
	text := string(node.Data)
	switch node.Kind {
	case unstable.String:
		value.scalar = text
	case unstable.Bool:
		value.scalar = text == "true"
	case unstable.Integer, unstable.Float:
		value.scalar = r.number(text, value.Span)
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		r.wrong(value.Span, "TOML reads "+text+" as a date, where other formats hold a string", "put it in quotation marks: "+strconv.Quote(text))
		value.scalar = text
	case unstable.Array:
		value.items = []*Value{}
		for it := node.Children(); it.Next(); {
			item := r.value(it.Node())
			if len(value.items) == 0 {
				value.Span.Start = item.Span.Start
			}
			value.items = append(value.items, item)
			value.Span.End = item.Span.End
		}
		if len(value.items) == 0 {
			value.Span = finding.Span{}
		}
	case unstable.InlineTable:
		value.fields = []Field{}
		for it := node.Children(); it.Next(); {
			r.keyValue(value, it.Node())
		}
	}
	return value
}

func (r *tomlReader) number(text string, at finding.Span) any {
	if number, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(number, 0) && !math.IsNaN(number) && !strings.ContainsAny(text, "_xX") {
		return number
	}
	r.wrong(at, "the number "+text+" is not written in plain digits", "write it in plain decimal digits")
	return nil
}
