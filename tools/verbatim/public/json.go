package public

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// jsonReader reads a JSON file value by value.
type jsonReader struct {
	*checker
	file *finding.File
	d    *json.Decoder
}

// member is a string in an object.
type member struct {
	name, value string
	at          finding.Span
}

// json reads linked data, a feed, an index. An object whose url is the
// permalink of a quotation declares that its text is that quotation; the
// content_html of a feed's item is a piece of a page.
func (c *checker) json(file *finding.File) {
	r := &jsonReader{checker: c, file: file, d: json.NewDecoder(bytes.NewReader(file.Data))}
	r.d.UseNumber()
	if !json.Valid(file.Data) { // which also bounds how deep it is nested
		c.unreadable(file, 0, "JSON")
		return
	}
	s, err := r.value()
	if err != nil {
		c.unreadable(file, int(r.d.InputOffset()), "JSON")
		return
	}
	if s != nil {
		r.text(file, s.at, s.value, "a value")
	}
}

// value reads one value, and returns it where it is a string.
func (r *jsonReader) value() (*member, error) {
	token, err := r.d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case string:
		end := int(r.d.InputOffset())
		return &member{value: t, at: finding.Span{Start: max(0, end-len(t)-2), End: end}}, nil
	case json.Delim:
		if t == '{' {
			return nil, r.object()
		}
		for r.d.More() {
			s, err := r.value()
			if err != nil {
				return nil, err
			}
			if s != nil {
				r.text(r.file, s.at, s.value, "a value")
			}
		}
		_, err = r.d.Token()
		return nil, err
	}
	return nil, nil
}

func (r *jsonReader) object() error {
	var members []member
	var proof *link.Proof
	for r.d.More() {
		name, err := r.value()
		if err != nil {
			return err
		}
		s, err := r.value()
		if err != nil {
			return err
		}
		r.text(r.file, name.at, name.value, "a name")
		if s == nil {
			continue
		}
		s.name = name.value
		members = append(members, *s)
		if s.name == "url" {
			proof = r.permalink(s.value)
		}
	}
	for _, m := range members {
		switch {
		case m.name == "text" && proof != nil:
			r.quotation(m, proof)
		case m.name == "content_html":
			r.fragment(r.file, m.value)
		default:
			r.text(r.file, m.at, m.value, "a value")
		}
	}
	_, err := r.d.Token()
	return err
}

// permalink returns the quotation at an address of this site, or nil.
func (r *jsonReader) permalink(address string) *link.Proof {
	to, ok := r.internal(strings.TrimPrefix(r.file.Name, "public/"), address)
	if !ok || to.fragment == "" {
		return nil
	}
	anchor, err := url.PathUnescape(to.fragment)
	if err != nil {
		anchor = to.fragment
	}
	if proof := r.graph.Proof(logical(to.file), anchor); proof != nil && proof.Use.Kind == content.Quotation {
		return proof
	}
	return nil
}

// quotation compares a text with the quotation that it is declared to be.
func (r *jsonReader) quotation(m member, proof *link.Proof) {
	shown := m.value
	if !proof.Use.Block {
		shown = "“" + shown + "”" // which the text of an inline quotation has
	}
	if fold.Fold(m.value) != fold.Fold(proof.Use.Words) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: m.at,
			Message: "the file shows other words than the quotation that was checked: " + excerpt(m.value), Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written in " + proof.Use.Page.File.Name, Text: excerpt(proof.Use.Own)}}})
		return
	}
	if err := proof.Holds(shown); err != nil {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: m.at,
			Message: fmt.Sprintf("the quotation is not proven as the file shows it: %v", err), Help: "mend the layout that shows it"})
		return
	}
	n := pairs(fold.Marks(m.value))
	r.coverage.Seen += n
	r.coverage.Proven += n
}
