package matter

import (
	"bytes"
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// format is a language of front matter.
type format struct {
	name  string
	fence string // opens the front matter; JSON needs none but its brace
	line  string // how a key is set, for help
	read  func(*reader, []byte) *Value
}

var (
	yamlFormat = &format{"YAML", "---", "%s: %s", readYAML}
	tomlFormat = &format{"TOML", "+++", "%s = %s", readTOML}
	jsonFormat = &format{"JSON", "{", "%q: %s", readJSON}
)

// formatOf returns the format that a file's first line opens, or nil.
func formatOf(file *finding.File) *format {
	first := file.Line(1)
	switch {
	case strings.TrimRight(first, " \t") == yamlFormat.fence:
		return yamlFormat
	case strings.TrimRight(first, " \t") == tomlFormat.fence:
		return tomlFormat
	case strings.HasPrefix(first, jsonFormat.fence):
		return jsonFormat
	}
	return nil
}

// MaxBytes is the longest front matter in bytes, MaxLines in lines: far more
// than a record needs, and little enough for parsers whose work grows with the
// square.
const (
	MaxBytes = 16 << 10
	MaxLines = 1000
)

// maxDepth is far beyond what any schema allows, and keeps recursion bounded.
const maxDepth = 16

// reader reads front matter. It reports what is wrong with the form.
type reader struct {
	file   *finding.File
	start  int // of the front matter in file
	report finding.Report
	depth  int
}

func (r *reader) wrong(at finding.Span, message, help string) {
	r.report(finding.Finding{Rule: finding.FrontMatterForm, File: r.file, Span: at, Message: message, Help: help})
}

// mend reports what is wrong and can be put right without changing what is said.
func (r *reader) mend(at finding.Span, message, help string, edits ...finding.Edit) {
	r.report(finding.Finding{Rule: finding.FrontMatterForm, File: r.file, Span: at, Message: message, Help: help, Fix: finding.Fix{Safe: len(edits) > 0, Edits: edits}})
}

// set adds a key to a mapping. Of a key that is there twice the first counts.
func (r *reader) set(mapping *Value, key string, at finding.Span, value *Value) {
	if mapping.Get(key) != nil {
		r.wrong(at, fmt.Sprintf("the key %s is there twice", key), "keep one of them")
		return
	}
	mapping.fields = append(mapping.fields, Field{key, at, value})
}

// Read splits a page where Hugo splits it, and reads the front
// matter. The offset of the body follows the closing fence and its line break;
// it is -1 where there is none. The value is nil where none can be read.
func Read(file *finding.File, report finding.Report) (matter *Value, body int) {
	in := &reader{file: file, report: report}
	open := finding.Span{Start: 0, End: len(file.Line(1))}
	format := formatOf(file)
	if format == nil {
		switch first := file.Line(1); {
		case strings.HasPrefix(first, "\ufeff"):
			mark := finding.Span{Start: 0, End: len("\ufeff")}
			in.mend(mark, "the file begins with a byte order mark", "save it as UTF-8 without one", finding.Edit{Span: mark})
		case strings.TrimSpace(first) == "" && bytes.HasPrefix(bytes.TrimSpace(file.Data), []byte(yamlFormat.fence)):
			in.wrong(open, "a blank line stands before the front matter", "begin the file with the line of three hyphens")
		default:
			in.wrong(open, "the page has no front matter", "begin it with a line of three hyphens, then the title")
		}
		return nil, -1
	}
	in.start = len(format.fence)
	var end int
	if format == jsonFormat {
		in.start = 0
		end = closingBrace(file.Data)
		if end < 0 {
			in.wrong(open, "the front matter never ends", "close it with a brace")
			return nil, -1
		}
		body = afterBreak(file.Data, end)
	} else {
		in.start = afterBreak(file.Data, len(file.Line(1)))
		end = closingFence(file.Data, in.start, format.fence)
		if end < 0 {
			in.wrong(open, "the front matter never ends", "close it with the line that opened it: "+format.fence)
			return nil, -1
		}
		body = afterBreak(file.Data, end+len(format.fence))
		if rest := strings.TrimSpace(file.Line(file.Position(end).Line)[len(format.fence):]); rest != "" {
			in.wrong(finding.Span{Start: end, End: end + len(format.fence)}, "the front matter ends in a line that goes on",
				"write "+format.fence+" alone on its line; what follows is the page")
			return nil, body
		}
	}
	if end-in.start > MaxBytes {
		in.wrong(open, fmt.Sprintf("the front matter has %d bytes, more than the %d that are allowed", end-in.start, MaxBytes), "move what readers read into the body")
		return nil, body
	}
	if lines := bytes.Count(file.Data[in.start:end], []byte("\n")); lines > MaxLines {
		in.wrong(open, fmt.Sprintf("the front matter has %d lines, more than the %d that are allowed", lines, MaxLines), "move what readers read into the body")
		return nil, body
	}
	matter = format.read(in, file.Data[in.start:end])
	if matter != nil && len(matter.fields) == 0 {
		in.wrong(open, "the front matter is empty", "give it at least a title")
		return nil, body
	}
	return matter, body
}

// afterBreak returns the offset after the line break at offset, if one is there.
func afterBreak(data []byte, offset int) int {
	if bytes.HasPrefix(data[offset:], []byte("\r\n")) {
		return offset + 2
	}
	if bytes.HasPrefix(data[offset:], []byte("\n")) {
		return offset + 1
	}
	return offset
}

// closingFence returns the offset of the first line from start that begins
// with fence, or -1. Hugo closes at such a line, too, whatever follows on it.
func closingFence(data []byte, start int, fence string) int {
	for at := start; at < len(data); {
		if bytes.HasPrefix(data[at:], []byte(fence)) {
			return at
		}
		next := bytes.IndexByte(data[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return -1
}

// closingBrace returns the offset after the brace that closes the one with
// which data begins, or -1. Braces in strings don't count.
func closingBrace(data []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch char := data[i]; {
		case char == '\\':
			i++
		case char == '"':
			quoted = !quoted
		case char == '{' && !quoted:
			depth++
		case char == '}' && !quoted:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// nested reports whether brackets, braces and the dashes of one line open more
// than front matter can mean. Parsers recurse into each, and a stack that
// overflows can't be recovered from. Brackets in strings count, too: so many
// of them mean nothing there either.
func nested(data []byte) (at int, ok bool) {
	open, dashes := 0, 0
	for i, char := range data {
		switch char {
		case '[', '{':
			open++
		case ']', '}':
			open = max(open-1, 0)
		case '-', '?', ':':
			dashes++
		case '\n':
			dashes = 0
		case ' ', '\t':
		default:
			dashes = 0
		}
		if open > maxDepth*4 || dashes > maxDepth*4 {
			return i, true
		}
	}
	return 0, false
}
