package content

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"summit-explainer/tools/verbatim/finding"
)

// checkData refuses quotation marks in the values of a data file: they are
// published, and nothing there can be proven. The marks that CSV and JSON
// themselves are written with are not text.
func checkData(file *finding.File, report finding.Report) {
	mark := func(text string, span finding.Span) {
		if len(outerMarks(text)) > 0 {
			report(finding.Finding{Rule: finding.QuoteUnsourced, File: file, Span: span,
				Message: "quotation marks in a data file, where nothing can be proven",
				Help:    "say it without quotation marks, and quote in the body of a page"})
		}
	}
	if bytes.HasSuffix([]byte(file.Name), []byte(".csv")) {
		checkCSV(file, mark, report)
		return
	}
	checkJSON(file, mark, report)
}

func checkCSV(file *finding.File, mark func(string, finding.Span), report finding.Report) {
	r := csv.NewReader(bytes.NewReader(file.Data))
	for {
		record, err := r.Read()
		if err == io.EOF {
			return
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			at := file.Offset(finding.Position{Line: parse.Line, Column: 1}) + max(parse.Column-1, 0)
			report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: finding.Span{Start: at, End: at + 1},
				Message: fmt.Sprintf("the file can't be read as CSV: %v", parse.Err), Help: "mend that line (RFC 4180)"})
			return
		}
		for i, value := range record {
			line, column := r.FieldPos(i)
			at := file.Offset(finding.Position{Line: line, Column: 1}) + column - 1
			mark(value, finding.Span{Start: at, End: min(at+len(value), len(file.Data))})
		}
	}
}

func checkJSON(file *finding.File, mark func(string, finding.Span), report finding.Report) {
	var any json.RawMessage
	if err := json.Unmarshal(file.Data, &any); err != nil {
		at := len(file.Data)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = min(int(syntax.Offset), at)
		}
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: finding.Span{Start: max(at-1, 0), End: at},
			Message: "the file can't be read as JSON", Help: "mend it there (RFC 8259)"})
		return
	}
	d := json.NewDecoder(bytes.NewReader(file.Data))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		if text, ok := token.(string); ok {
			end := int(d.InputOffset())
			mark(text, finding.Span{Start: max(end-len(text)-2, 0), End: end})
		}
	}
}
