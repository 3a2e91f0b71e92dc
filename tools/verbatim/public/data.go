package public

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

func (c *checker) unreadable(file *finding.File, at int, as string) {
	c.report(finding.Finding{Rule: finding.HTMLForm, File: file, Span: finding.Span{Start: at, End: at},
		Message: "the published file can't be read as " + as, Help: "mend what writes it"})
}

// xml reads a feed, a sitemap or a drawing. The text of an element of type
// html, as Atom has it (RFC 4287, 3.1.1), is a piece of a page.
func (c *checker) xml(file *finding.File) {
	d := xml.NewDecoder(bytes.NewReader(file.Data))
	var piece *strings.Builder
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
			if piece != nil {
				piece.Write(t)
				continue
			}
			c.text(file, span, string(t), "text")
		case xml.StartElement:
			if strings.HasSuffix(file.Name, ".svg") {
				attrs := map[string]string{}
				for _, a := range t.Attr {
					attrs[a.Name.Local] = a.Value
				}
				c.loads(file, span, t.Name.Local, attrs)
			}
			for _, a := range t.Attr {
				c.text(file, span, a.Value, "the attribute "+a.Name.Local)
				if a.Name.Local == "type" && a.Value == "html" {
					piece = new(strings.Builder)
				}
			}
		case xml.EndElement:
			if piece != nil {
				c.fragment(file, piece.String())
				piece = nil
			}
		}
	}
}

// lines reads a plain text, which can't prove anything.
func (c *checker) lines(file *finding.File) {
	at := 0
	for line := range strings.Lines(string(file.Data)) {
		c.text(file, finding.Span{Start: at, End: at + len(line)}, line, "a line")
		at += len(line)
	}
}

// fragment reads a piece of a page that another file carries.
func (c *checker) fragment(file *finding.File, s string) {
	c.reader(finding.NewFile(file.Name, []byte(s)), strings.TrimPrefix(file.Name, "public/")).read()
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
	c.cssHosts(file, string(file.Data), func(start, end int) finding.Span { return finding.Span{Start: start, End: end} })
	for _, at := range generated.FindAllSubmatchIndex(file.Data, -1) {
		value := file.Data[at[2]:at[3]]
		inner := bytes.Map(func(r rune) rune {
			if r == '"' || r == '\'' {
				return ' '
			}
			return r
		}, value)
		if len(fold.Marks(string(inner))) > 0 || marksInCSS.Match(value) {
			c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: finding.Span{Start: at[2], End: at[3]},
				Message: "the stylesheet draws quotation marks that nobody has checked", Help: "write marks as text, inside a proven element"})
		}
	}
}
