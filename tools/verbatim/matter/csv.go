package matter

import (
	"bytes"
	"encoding/csv"
	"errors"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// formula is how a value begins that a spreadsheet computes, in a column of its own
// or, where a spreadsheet parts columns otherwise, behind a semicolon or a tab; and
// number is what begins so, and computes nothing.
var (
	formula = regexp.MustCompile(`(?:^|[;\t\r\n])[\p{Zs}\pC]*([=+@＝＋＠－-][^;\t\r\n]*)`)
	number  = regexp.MustCompile(`^[+-](?:\d[\d.,]*(?:[eE][+-]?\d+)?%?)?$|^-+$`)
)

// Formula reports whether a spreadsheet would compute a value rather than show
// it: a formula can fetch from elsewhere, and start programs.
func Formula(value string) bool {
	return slices.ContainsFunc(formula.FindAllStringSubmatch(value, -1), func(found []string) bool {
		return !number.MatchString(strings.TrimSpace(found[1]))
	})
}

// CSV calls visit for every value of a file of comma-separated values
// (RFC 4180), up to where it stops being one. A value's place holds the
// quotation marks round it, where it has any.
func CSV(file *finding.File, visit func(text string, at finding.Span)) *Fault {
	return Rows(file, func(row []*Value) {
		for _, value := range row {
			visit(value.Text(), value.Span)
		}
	})
}

// Rows is CSV row by row. Lines without anything are no rows.
func Rows(file *finding.File, visit func(row []*Value)) *Fault {
	offset := func(line, column int) int { // the package counts columns in bytes
		return file.Offset(finding.Position{Line: line, Column: 1}) + max(column-1, 0)
	}
	records := csv.NewReader(bytes.NewReader(file.Data))
	for {
		record, err := records.Read()
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			at := offset(wrong.Line, wrong.Column)
			return &Fault{finding.Span{Start: at, End: at + 1}, wrong.Err.Error()}
		}
		if err != nil {
			return nil // the end: bytes in memory give no other error
		}
		row := make([]*Value, len(record))
		for i, value := range record {
			at := offset(records.FieldPos(i))
			row[i] = &Value{Span: finding.Span{Start: at, End: min(at+cellBytes(file.Data[at:], value), len(file.Data))}, scalar: value}
		}
		visit(row)
	}
}

// cellBytes returns how many bytes of a file a cell has that begins it.
func cellBytes(data []byte, value string) int {
	if !bytes.HasPrefix(data, []byte(`"`)) {
		return len(value)
	}
	for i := 1; i < len(data); i++ {
		if data[i] != '"' {
			continue
		}
		if i++; i == len(data) || data[i] != '"' {
			return i
		}
	}
	return len(data)
}

// Row returns the cells of a row by the names of their columns, as a schema
// describes them. There is a name for each.
func Row(names []string, cells []*Value) *Value {
	row := &Value{fields: make([]Field, len(cells))}
	for i, cell := range cells {
		row.fields[i] = Field{Key: names[i], KeyAt: cell.Span, Value: cell}
	}
	return row
}
