package public

import (
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// Namespaces whose elements browsers draw, wherever they stand.
const (
	xhtmlSpace = "http://www.w3.org/1999/xhtml"
	svgSpace   = "http://www.w3.org/2000/svg"
	mathSpace  = "http://www.w3.org/1998/Math/MathML"
)

// xmlElement is an open element of an XML file.
type xmlElement struct {
	name string
	at   finding.Span
	text *strings.Builder // of its block
	html bool             // its text is a piece of a page
}

// xmlReader reads a feed, a sitemap or a drawing.
type xmlReader struct {
	*checker
	file    *finding.File
	drawing bool
	rooted  bool // the root has been seen
	stack   []xmlElement
}

// xml reads an XML file. The text of an element of type html, as Atom has it
// (RFC 4287, 3.1.1), is a piece of a page.
func (c *checker) xml(file *finding.File) {
	reader := &xmlReader{checker: c, file: file, drawing: path.Ext(file.Name) == ".svg"}
	decoder := xml.NewDecoder(bytes.NewReader(file.Data))
	for {
		start := int(decoder.InputOffset())
		token, err := decoder.Token()
		if err == io.EOF {
			if !reader.rooted {
				c.unreadable(file, start, "XML: it has no element")
			}
			return
		}
		if err != nil {
			c.unreadable(file, start, "XML")
			return
		}
		reader.token(token, finding.Span{Start: start, End: int(decoder.InputOffset())})
	}
}

// refuse reports what an XML file must not hold.
func (r *xmlReader) refuse(at finding.Span, what string) {
	r.report(finding.Finding{Rule: finding.HTMLForm, File: r.file, Span: at,
		Message: "the file holds " + what, Help: "leave it out: XML files hold feeds, lists and shapes, and what readers see of them is text"})
}

func (r *xmlReader) token(token xml.Token, at finding.Span) {
	switch token := token.(type) {
	case xml.CharData:
		if len(r.stack) > 0 {
			r.stack[len(r.stack)-1].text.Write(token)
		} else if len(bytes.Trim(token, " \t\r\n")) > 0 {
			r.unreadable(r.file, at.Start, "XML: words stand outside its root element")
		}
	case xml.ProcInst:
		switch {
		case token.Target != "xml":
			r.refuse(at, "an instruction to programs, "+token.Target)
		case at.Start > 0:
			r.unreadable(r.file, at.Start, "XML: it begins twice")
		}
	case xml.Directive:
		r.refuse(at, "a document type, which can change what its text says")
	case xml.StartElement:
		r.start(token, at)
	case xml.EndElement:
		r.end()
	}
}

// start opens an element. Inside a line of text, spans are part of its block.
func (r *xmlReader) start(token xml.StartElement, at finding.Span) {
	name := token.Name.Local
	if len(r.stack) == 0 {
		r.root(name, at)
	}
	elem := xmlElement{name: name, at: at, text: new(strings.Builder)}
	if len(r.stack) > 0 {
		open := r.stack[len(r.stack)-1]
		if r.drawing && name == "tspan" {
			elem.text = open.text
		}
		if open.html {
			r.refuse(at, "<"+name+"> in a text that is a piece of a page")
		}
	}
	switch {
	case name == "q" || name == "blockquote" || isQuotation(name),
		token.Name.Space == xhtmlSpace && !alternate(token),
		token.Name.Space == mathSpace,
		token.Name.Space == svgSpace && !r.drawing,
		r.drawing && (!drawing[strings.ToLower(name)] || token.Name.Space != "" && token.Name.Space != svgSpace):
		r.refuse(at, "<"+name+">, which browsers draw or run")
	}
	var attrs attributes
	for i, attr := range token.Attr {
		if slices.ContainsFunc(token.Attr[:i], func(other xml.Attr) bool { return other.Name == attr.Name }) {
			r.unreadable(r.file, at.Start, "XML: an attribute stands twice, "+attr.Name.Local)
		}
		attrs = attrs.with(attr.Name.Local, attr.Value)
		r.attribute(attr, at)
		elem.html = elem.html || attr.Name.Local == "type" && attr.Value == "html"
	}
	if r.drawing {
		r.loads(r.file, at, name, attrs)
	}
	r.stack = append(r.stack, elem)
}

// alternate reports whether an element is the link of HTML by which a sitemap
// names a page in another language: any other fetches, or runs.
func alternate(token xml.StartElement) bool {
	related := false
	for _, attr := range token.Attr {
		switch attr.Name.Local {
		case "rel":
			related = attr.Value == "alternate"
		case "hreflang", "href":
		default:
			return false
		}
	}
	return token.Name.Local == "link" && related
}

// root takes the first element outside all others, of which there is one.
func (r *xmlReader) root(name string, at finding.Span) {
	switch {
	case r.rooted:
		r.unreadable(r.file, at.Start, "XML: it has two root elements")
	case r.drawing && name != "svg":
		r.unreadable(r.file, at.Start, "a drawing: its root is <"+name+">")
	}
	r.rooted = true
}

// attribute reads an attribute; in a drawing it runs nothing, and refers to
// nothing outside.
func (r *xmlReader) attribute(attr xml.Attr, at finding.Span) {
	key := strings.ToLower(attr.Name.Local)
	inner := strings.TrimSpace(strings.ToLower(attr.Value))
	switch {
	case strings.HasPrefix(key, "on") && r.drawing, key == "style", key == "base":
		r.refuse(at, "the attribute "+attr.Name.Local+", which draws, runs or moves something")
	case r.drawing && key == "href" && !strings.HasPrefix(inner, "#"):
		r.refuse(at, "a reference to another file: "+excerpt(attr.Value))
	case r.drawing && !drawn[key] && attr.Name.Space != "xmlns":
		r.refuse(at, "the attribute "+attr.Name.Local+", which is none of a shape")
	case r.drawing && !spoken[key] && !plainStyle(attr.Value):
		r.refuse(at, "a value that can fetch another file: "+excerpt(attr.Value))
	case announces(key, attr.Value):
		r.refuse(at, "the attribute "+attr.Name.Local+", by which those who listen are told what something is not")
	case annotates("", key, attr.Value):
		r.refuse(at, "the attribute "+attr.Name.Local+", by which words say for machines what nobody has checked")
	case addresses[key]:
		r.address(r.file, at, attr.Value)
	}
	r.value(r.file, at, attr.Value, "the attribute "+attr.Name.Local)
}

// end closes an element, and reads its text, whatever pieces it came in.
func (r *xmlReader) end() {
	elem := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if r.drawing && elem.name == "text" && signsOnly(elem.text.String()) {
		r.refuse(elem.at, "signs without words, which could be set together: "+excerpt(elem.text.String()))
	}
	switch {
	case len(r.stack) > 0 && elem.text == r.stack[len(r.stack)-1].text:
	case elem.html:
		r.fragment(r.file, elem.text.String())
	case strings.TrimSpace(elem.text.String()) != "":
		r.value(r.file, elem.at, strings.TrimSpace(elem.text.String()), "the text of <"+elem.name+">")
	}
}
