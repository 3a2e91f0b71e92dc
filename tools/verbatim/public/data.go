package public

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/match"
)

func (c *checker) unreadable(file *finding.File, at int, as string) {
	c.report(finding.Finding{Rule: finding.HTMLForm, File: file, Span: finding.Span{Start: at, End: at},
		Message: "the published file can't be read as " + as, Help: "mend what writes it"})
}

func (c *checker) xml(file *finding.File) {
	d := xml.NewDecoder(bytes.NewReader(file.Data))
	for {
		start := int(d.InputOffset())
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.unreadable(file, start, "XML")
			return
		}
		span := finding.Span{Start: start, End: int(d.InputOffset())}
		switch t := token.(type) {
		case xml.CharData:
			c.text(file, span, string(t), "text")
		case xml.StartElement:
			for _, a := range t.Attr {
				c.text(file, span, a.Value, "the attribute "+a.Name.Local)
			}
		}
	}
}

func (c *checker) json(file *finding.File) {
	if !json.Valid(file.Data) {
		c.unreadable(file, 0, "JSON")
		return
	}
	d := json.NewDecoder(bytes.NewReader(file.Data))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		end := int(d.InputOffset())
		if s, ok := token.(string); ok {
			c.text(file, finding.Span{Start: max(0, end-len(s)-2), End: end}, s, "a value")
		}
	}
}

func (c *checker) csv(file *finding.File) {
	r := csv.NewReader(bytes.NewReader(file.Data))
	for {
		record, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.unreadable(file, int(r.InputOffset()), "CSV")
			return
		}
		for i, value := range record {
			line, column := r.FieldPos(i)
			at := file.Offset(finding.Position{Line: line, Column: 1}) + column - 1
			c.text(file, finding.Span{Start: at, End: at + len(value)}, value, "a value")
		}
	}
}

// generated is what a stylesheet can put on the page as text.
var generated = regexp.MustCompile(`(?:^|[;{\s])(?:content|quotes)\s*:\s*([^;}]*)`)

// marksInCSS are quotation marks as keywords and as escapes of a stylesheet.
var marksInCSS = regexp.MustCompile(`-quote|\\0*(?i:22|27|ab|bb|201[89a-f]|2039|203a|300[c-f])`)

// css refuses quotation marks that a stylesheet would draw. The straight marks
// that delimit its strings are not text.
func (c *checker) css(file *finding.File) {
	for _, at := range generated.FindAllSubmatchIndex(file.Data, -1) {
		value := file.Data[at[2]:at[3]]
		inner := bytes.Map(func(r rune) rune {
			if r == '"' || r == '\'' {
				return ' '
			}
			return r
		}, value)
		if len(match.Marks(string(inner))) > 0 || marksInCSS.Match(value) {
			c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: finding.Span{Start: at[2], End: at[3]},
				Message: "the stylesheet draws quotation marks that nobody has checked", Help: "write marks as text, inside a proven element"})
		}
	}
}
