package matter

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"summit-explainer/tools/verbatim/finding"
)

// readYAML parses the YAML that Hugo will read with the same package. It
// refuses what makes a value mean more than it shows: anchors, aliases, tags,
// merges, numbers that are not decimal.
func readYAML(front *reader, data []byte) (matter *Value) {
	in := &yamlReader{front}
	if at, deep := nested(data); deep {
		in.wrong(finding.Span{Start: in.start + at, End: in.start + at + 1}, "the front matter is nested too deep", "write it flatter")
		return nil
	}
	first := finding.Span{Start: in.start, End: in.start + len(in.file.Line(2))}
	// The parser has been seen to index out of range on hostile input.
	defer func() {
		if gaveUp := recover(); gaveUp != nil {
			in.wrong(first, "the front matter can't be read as YAML", "mend the YAML")
			matter = nil
		}
	}()
	parsed, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		in.syntax(data, first, err)
		return nil
	}
	if len(parsed.Docs) == 0 || parsed.Docs[0].Body == nil {
		return &Value{}
	}
	body := parsed.Docs[0].Body
	value := in.value(body)
	if value.fields == nil && body.Type() != ast.NullType && body.Type() != ast.CommentType {
		in.wrong(value.Span, "the front matter is not a list of keys and values", "write each line as a key, a colon and a value")
		return nil
	}
	return value
}

type yamlReader struct{ *reader }

// syntax reports where the parser gave up. A tab is the usual reason.
func (r *yamlReader) syntax(data []byte, first finding.Span, err error) {
	at := 0
	for line := range strings.Lines(string(data)) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if tab := strings.IndexByte(indent, '\t'); tab >= 0 && strings.TrimSpace(line) != "" {
			at += r.start + tab
			r.wrong(finding.Span{Start: at, End: at + 1}, "a tab indents this line, and YAML allows only spaces", "indent it with spaces")
			return
		}
		at += len(line)
	}
	message, help, span := "the front matter can't be read as YAML", "mend the YAML there", first
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.GetMessage()
		if tk := syntax.GetToken(); tk != nil {
			span = r.span(tk)
			if r.slip(span) {
				return
			}
		}
		for _, plain := range yamlFaults {
			if strings.Contains(message, plain.parser) {
				message, help = plain.message, plain.help
				break
			}
		}
	}
	r.wrong(span, message, help)
}

// yamlFaults says plainly what the parser says of the faults that authors make.
var yamlFaults = []struct{ parser, message, help string }{
	{"mapping value is not allowed", "the value holds a colon and a space, or the next line is indented otherwise", "put the value in quotation marks, or indent the lines alike"},
	{"could not find end character of", "the quotation mark that opens this value never closes", "write the other quotation mark at its end"},
	{"sequence end token", "the list that opens here never ends", "close it with ]"},
	{"mapping end token", "the mapping that opens here never ends", "close it with }"},
	{"is a reserved character", "the value begins with a character that YAML keeps for itself", "put the value in quotation marks"},
	{"unexpected directive", "the value begins with a character that YAML keeps for itself", "put the value in quotation marks"},
	{"unknown escape character", "a backslash stands before a character that it can't stand before", "write the backslash twice, or single quotation marks round the value"},
	{"non-map value is specified", "the line has no key, among lines that have one", "write a key, a colon and a space before it, or indent it below its key"},
	{"unexpected key name", "the line has no colon and space after its key", "write it as key: value"},
}

func (r *yamlReader) value(node ast.Node) *Value {
	at := r.span(node.GetToken())
	if r.depth++; r.depth > maxDepth {
		r.depth--
		r.wrong(at, "the front matter is nested too deep", "write it flatter")
		return &Value{Span: at}
	}
	defer func() { r.depth-- }()
	switch node := node.(type) {
	case *ast.MappingNode:
		return r.mapping(node.Values, at)
	case *ast.MappingValueNode:
		return r.mapping([]*ast.MappingValueNode{node}, at)
	case *ast.SequenceNode:
		list := &Value{Span: at, items: []*Value{}}
		for _, item := range node.Values {
			value := r.value(item)
			list.items = append(list.items, value)
			list.Span.End = max(list.Span.End, value.Span.End)
		}
		return list
	case *ast.StringNode:
		return &Value{scalar: node.Value, Span: at}
	case *ast.LiteralNode:
		return &Value{scalar: node.Value.Value, Span: r.span(node.Value.GetToken())}
	case *ast.BoolNode:
		return &Value{scalar: node.Value, Span: at}
	case *ast.IntegerNode:
		return r.number(node, at, node.Value)
	case *ast.FloatNode:
		return r.number(node, at, node.Value)
	case *ast.InfinityNode, *ast.NanNode:
		r.wrong(at, "the number can't be read", "write it in digits")
		return &Value{Span: at}
	case *ast.NullNode, *ast.CommentGroupNode:
		return &Value{Span: at}
	case *ast.AnchorNode:
		r.wrong(at, "anchors and aliases are not allowed in front matter", "write the value out")
		return r.value(node.Value)
	case *ast.AliasNode:
		r.wrong(at, "anchors and aliases are not allowed in front matter", "write the value out, or in quotation marks if it is text")
		return &Value{Span: at}
	case *ast.TagNode:
		r.wrong(at, "tags are not allowed in front matter", "write the value alone; what is in quotation marks is a string")
		return &Value{Span: at}
	}
	r.wrong(at, fmt.Sprintf("a %s is not allowed in front matter", strings.ToLower(node.Type().String())), "write strings, numbers, lists and mappings")
	return &Value{Span: at}
}

// number takes decimal numbers only: YAML reads 010 as eight and 1_0 as ten.
func (r *yamlReader) number(node ast.Node, at finding.Span, value any) *Value {
	decimal := &Value{Span: at}
	var number float64
	switch value := value.(type) {
	case int64:
		number = float64(value)
	case uint64:
		number = float64(value)
	case float64:
		number = value
	}
	written := node.GetToken().Value
	if plain, err := strconv.ParseFloat(written, 64); err != nil || plain != number || math.IsInf(plain, 0) || strings.ContainsAny(written, "_xX") {
		r.wrong(at, fmt.Sprintf("YAML reads %s as the number %v", written, number), "write the number in plain digits, or put it in quotation marks")
		return decimal
	}
	decimal.scalar = number
	return decimal
}

func (r *yamlReader) mapping(values []*ast.MappingValueNode, at finding.Span) *Value {
	whole := &Value{Span: at, fields: []Field{}}
	for _, pair := range values {
		keyAt := r.span(pair.Key.GetToken())
		key, ok := pair.Key.(*ast.StringNode)
		if !ok {
			r.wrong(keyAt, "the key is not a plain word", "write the key as a word")
			continue
		}
		value := r.value(pair.Value)
		if value.scalar == nil && value.fields == nil && value.items == nil {
			value.Span = keyAt
		}
		r.set(whole, key.Value, keyAt, value)
		whole.Span.Start = min(whole.Span.Start, keyAt.Start)
		whole.Span.End = max(whole.Span.End, value.Span.End)
	}
	return whole
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
