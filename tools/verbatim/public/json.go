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
	reader := &jsonReader{checker: c, file: file, d: json.NewDecoder(bytes.NewReader(file.Data))}
	reader.d.UseNumber()
	if !json.Valid(file.Data) { // which also bounds how deep it is nested
		c.unreadable(file, 0, "JSON")
		return
	}
	root, err := reader.value()
	if err != nil {
		c.unreadable(file, int(reader.d.InputOffset()), "JSON")
		return
	}
	if root != nil {
		reader.text(file, root.at, root.value, "a value")
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
			parent, err := r.value()
			if err != nil {
				return nil, err
			}
			if parent != nil {
				r.text(r.file, parent.at, parent.value, "a value")
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
		parent, err := r.value()
		if err != nil {
			return err
		}
		r.text(r.file, name.at, name.value, "a name")
		if parent == nil {
			continue
		}
		parent.name = name.value
		members = append(members, *parent)
		if parent.name == "url" {
			proof = r.permalink(parent.value)
		}
	}
	for _, entry := range members {
		switch {
		case entry.name == "text" && proof != nil:
			r.quotation(entry, proof)
		case entry.name == "content_html":
			r.fragment(r.file, entry.value)
		default:
			r.text(r.file, entry.at, entry.value, "a value")
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
func (r *jsonReader) quotation(entry member, proof *link.Proof) {
	shown := entry.value
	if !proof.Use.Block {
		shown = "“" + shown + "”" // which the text of an inline quotation has
	}
	if fold.Fold(entry.value) != fold.Fold(proof.Use.Words) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: entry.at,
			Message: "the file shows other words than the quotation that was checked: " + excerpt(entry.value), Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written in " + proof.Use.Page.File.Name, Text: excerpt(proof.Use.Own)}}})
		return
	}
	if err := proof.Holds(shown); err != nil {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: entry.at,
			Message: fmt.Sprintf("the quotation is not proven as the file shows it: %v", err), Help: "mend the layout that shows it"})
		return
	}
	count := pairs(fold.Marks(entry.value))
	r.coverage.Seen += count
	r.coverage.Proven += count
}
