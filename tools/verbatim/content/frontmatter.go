package content

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"summit-explainer/tools/verbatim/finding"
)

// Value is a value of front matter that knows its place. A nil Value is a
// value that is not there: its methods return nothing.
type Value struct {
	Data   any // string, bool, float64, nil; []*Value; *Mapping
	Span   finding.Span
	fields []field
	items  []*Value
}

type field struct {
	key   string
	at    finding.Span
	value *Value
}

// Get returns the value of a mapping's key, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	for _, f := range v.fields {
		if f.key == key {
			return f.value
		}
	}
	return nil
}

// Text returns the value if it is a string.
func (v *Value) Text() string {
	if v == nil {
		return ""
	}
	text, _ := v.Data.(string)
	return text
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
		m := make(map[string]any, len(v.fields))
		for _, f := range v.fields {
			m[f.key] = f.value.Plain()
		}
		return m
	case v.items != nil:
		s := make([]any, len(v.items))
		for i, item := range v.items {
			s[i] = item.Plain()
		}
		return s
	}
	return v.Data
}

// strings calls visit for every string in v, keys included.
func (v *Value) strings(visit func(text string, at finding.Span)) {
	if v == nil {
		return
	}
	for _, f := range v.fields {
		visit(f.key, f.at)
		f.value.strings(visit)
	}
	for _, item := range v.items {
		item.strings(visit)
	}
	if text, ok := v.Data.(string); ok {
		visit(text, v.Span)
	}
}

const fence = "---"

// parseFrontMatter splits a page at its fences and reads the YAML between. The
// offset of the body follows the closing fence and its line break.
func parseFrontMatter(file *finding.File, report finding.Report) (matter *Value, body int, ok bool) {
	fail := func(span finding.Span, message, help string) (*Value, int, bool) {
		report(finding.Finding{Rule: finding.FrontMatterForm, File: file, Span: span, Message: message, Help: help})
		return nil, 0, false
	}
	first := file.Line(1)
	open := finding.Span{Start: 0, End: len(first)}
	if strings.TrimRight(first, " \t") != fence {
		switch {
		case strings.HasPrefix(first, "\ufeff"):
			return fail(finding.Span{Start: 0, End: 3}, "the file begins with a byte order mark", "save it as UTF-8 without one")
		case strings.TrimSpace(first) == "+++" || strings.HasPrefix(first, "{"):
			return fail(open, "the front matter is not YAML", "write it between two lines of three hyphens")
		}
		return fail(open, "the page has no front matter", "begin it with a line of three hyphens, then the title")
	}
	start := bytes.IndexByte(file.Data, '\n') + 1
	end := -1
	if start > 0 {
		for at := start; at < len(file.Data); {
			next := bytes.IndexByte(file.Data[at:], '\n')
			line := file.Data[at:]
			if next >= 0 {
				line = line[:next]
			}
			if string(bytes.TrimRight(line, " \t\r")) == fence {
				end = at
				body = at + len(line)
				if next >= 0 {
					body++
				}
				break
			}
			if next < 0 {
				break
			}
			at += next + 1
		}
	}
	if end < 0 {
		return fail(open, "the front matter never ends", "close it with a line of three hyphens")
	}
	r := yamlReader{file: file, start: start}
	matter, err := r.read(file.Data[start:end])
	if err != nil {
		span := finding.Span{Start: start, End: start + len(file.Line(2))}
		message := "the front matter can't be read"
		var located *yamlError
		var syntax *yaml.SyntaxError
		switch {
		case errors.As(err, &located):
			span, message = located.span, located.message
		case errors.As(err, &syntax):
			message = syntax.GetMessage()
			if tk := syntax.GetToken(); tk != nil {
				span = r.span(tk)
			}
		}
		return fail(span, message, "mend the YAML there")
	}
	if matter.fields == nil {
		return fail(open, "the front matter is empty", "give it at least a title")
	}
	return matter, body, true
}

type yamlError struct {
	span    finding.Span
	message string
}

func (e *yamlError) Error() string { return e.message }

type yamlReader struct {
	file  *finding.File
	start int // of the YAML in file
	depth int
}

// read parses the YAML that Hugo will read with the same package. It refuses
// what makes a value mean more than it shows: anchors, aliases, tags, merges.
func (r *yamlReader) read(data []byte) (_ *Value, err error) {
	// The parser has been seen to index out of range on hostile input.
	defer func() {
		if p := recover(); p != nil {
			err = &yamlError{finding.Span{Start: r.start, End: r.start}, "the front matter can't be read as YAML"}
		}
	}()
	parsed, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	if len(parsed.Docs) == 0 || parsed.Docs[0].Body == nil {
		return &Value{}, nil
	}
	value, err := r.value(parsed.Docs[0].Body)
	if err != nil {
		return nil, err
	}
	if value.fields == nil && parsed.Docs[0].Body.Type() != ast.NullType && parsed.Docs[0].Body.Type() != ast.CommentType {
		return nil, &yamlError{value.Span, "the front matter is not a list of keys and values"}
	}
	return value, nil
}

// maxDepth is far beyond what any schema allows, and keeps recursion bounded.
const maxDepth = 32

func (r *yamlReader) value(node ast.Node) (*Value, error) {
	at := r.span(node.GetToken())
	if r.depth++; r.depth > maxDepth {
		return nil, &yamlError{at, "the front matter is nested too deep"}
	}
	defer func() { r.depth-- }()
	switch n := node.(type) {
	case *ast.MappingNode:
		return r.mapping(n.Values, at)
	case *ast.MappingValueNode:
		return r.mapping([]*ast.MappingValueNode{n}, at)
	case *ast.SequenceNode:
		v := &Value{Span: at, items: []*Value{}}
		for _, item := range n.Values {
			value, err := r.value(item)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, value)
			v.Span.End = max(v.Span.End, value.Span.End)
		}
		return v, nil
	case *ast.StringNode:
		return &Value{Data: n.Value, Span: at}, nil
	case *ast.LiteralNode:
		return &Value{Data: n.Value.Value, Span: r.span(n.Value.GetToken())}, nil
	case *ast.BoolNode:
		return &Value{Data: n.Value, Span: at}, nil
	case *ast.IntegerNode:
		switch number := n.Value.(type) {
		case int64:
			return &Value{Data: float64(number), Span: at}, nil
		case uint64:
			return &Value{Data: float64(number), Span: at}, nil
		}
		return nil, &yamlError{at, "the number can't be read"}
	case *ast.FloatNode:
		if math.IsInf(n.Value, 0) || math.IsNaN(n.Value) {
			return nil, &yamlError{at, "the number can't be read"}
		}
		return &Value{Data: n.Value, Span: at}, nil
	case *ast.NullNode:
		return &Value{Span: at}, nil
	case *ast.AnchorNode, *ast.AliasNode:
		return nil, &yamlError{at, "anchors and aliases are not allowed in front matter"}
	case *ast.TagNode:
		return nil, &yamlError{at, "tags are not allowed in front matter"}
	case *ast.CommentGroupNode:
		return &Value{Span: at}, nil
	}
	return nil, &yamlError{at, fmt.Sprintf("a %s is not allowed in front matter", strings.ToLower(node.Type().String()))}
}

func (r *yamlReader) mapping(values []*ast.MappingValueNode, at finding.Span) (*Value, error) {
	v := &Value{Span: at, fields: []field{}}
	for _, pair := range values {
		keyAt := r.span(pair.Key.GetToken())
		key, ok := pair.Key.(*ast.StringNode)
		if !ok {
			return nil, &yamlError{keyAt, "the key is not a plain word"}
		}
		if v.Get(key.Value) != nil {
			return nil, &yamlError{keyAt, fmt.Sprintf("the key %s is there twice", key.Value)}
		}
		value, err := r.value(pair.Value)
		if err != nil {
			return nil, err
		}
		if value.Data == nil && value.fields == nil && value.items == nil {
			value.Span = keyAt
		}
		v.fields = append(v.fields, field{key.Value, keyAt, value})
		v.Span.Start = min(v.Span.Start, keyAt.Start)
		v.Span.End = max(v.Span.End, value.Span.End)
	}
	return v, nil
}

// span returns the place of a token, without the blanks round it.
func (r *yamlReader) span(tk *token.Token) finding.Span {
	if tk == nil || tk.Position == nil {
		return finding.Span{Start: r.start, End: r.start}
	}
	line := r.file.Position(r.start).Line + tk.Position.Line - 1
	start := r.file.Offset(finding.Position{Line: line, Column: tk.Position.Column})
	length := len(strings.TrimSpace(tk.Origin))
	if length == 0 {
		length = len(tk.Value)
	}
	// A comment or the rest of the mapping may trail in a token's origin.
	if rest := r.file.Line(line); tk.Type != token.LiteralType && tk.Type != token.FoldedType {
		lineEnd := r.file.Offset(finding.Position{Line: line, Column: 1}) + len(rest)
		return finding.Span{Start: start, End: min(start+length, max(lineEnd, start))}
	}
	return finding.Span{Start: start, End: min(start+length, len(r.file.Data))}
}

// checkFrontMatterMarks refuses quotation marks in front matter: text rendered
// from there has no position, so nothing could be proven in it. The title of a
// source is its own, and exempt.
func checkFrontMatterMarks(page *Page, report finding.Report) {
	isRecord := page.Section == "sources" && page.Path != "/sources"
	check := func(text string, at finding.Span, help string) {
		if len(outerMarks(text)) > 0 {
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: page.File, Span: at,
				Message: "quotation marks in front matter, where nothing can be proven", Help: help})
		}
	}
	for _, f := range page.FrontMatter.fields {
		switch {
		case isRecord && f.key == "title":
			page.Marks.Exempt["title of a source"] += len(outerMarks(f.value.Text()))
		case isRecord && f.key == "attributions":
			// Words of the text, proven when the text is read.
		default:
			f.value.strings(func(text string, at finding.Span) {
				check(text, at, "say it without quotation marks, and quote in the body")
			})
		}
	}
}
