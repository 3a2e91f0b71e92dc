package public

import (
	"fmt"
	"net/url"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// jsonReader reads a JSON file value by value.
type jsonReader struct {
	*checker
	file *finding.File
}

// json reads linked data, a feed, an index. An object whose url is the
// permalink of a quotation declares that its text is that quotation; the
// content_html of a feed's item is a piece of a page.
func (c *checker) json(file *finding.File) {
	value, fault := matter.JSON(file)
	if fault != nil {
		c.unreadable(file, fault.At.Start, "JSON")
		return
	}
	(&jsonReader{checker: c, file: file}).value(value)
}

// value reads every text in a value.
func (r *jsonReader) value(v *matter.Value) {
	if text, ok := v.Scalar().(string); ok {
		r.checker.value(r.file, v.Span, text, "a value")
	}
	for _, item := range v.Items() {
		r.value(item)
	}
	var proof *link.Proof
	for _, f := range v.Fields() {
		if address, ok := f.Value.Scalar().(string); ok && f.Key == "url" {
			proof = r.permalink(address)
		}
	}
	for _, f := range v.Fields() {
		r.checker.value(r.file, f.KeyAt, f.Key, "a name")
		text, ok := f.Value.Scalar().(string)
		switch {
		case ok && f.Key == "text" && proof != nil:
			r.quotation(text, f.Value.Span, proof)
		case ok && f.Key == "content_html":
			r.fragment(r.file, text)
		default:
			r.value(f.Value)
		}
	}
	r.claims(v, proof)
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
	if proof := r.graph.Proof(logical(to.file), anchor); proof != nil && proof.Use.Kind == prose.Quotation {
		return proof
	}
	return nil
}

// quotation compares a text with the quotation that it is declared to be.
func (r *jsonReader) quotation(text string, at finding.Span, proof *link.Proof) {
	shown := text
	if !proof.Use.Block {
		shown = "“" + shown + "”" // which the text of an inline quotation has
	}
	if proof.Marked() {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: at,
			Message: "a quotation with marked changes, which programs would take for the source’s own words: " + excerpt(text),
			Help:    "leave it out of what programs read"})
		return
	}
	r.visible(r.file, at, text)
	if fold.Fold(text) != fold.Fold(proof.Use.Words) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: at,
			Message: "the file shows other words than the quotation that was checked: " + excerpt(text), Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written in " + proof.Use.Page.File.Name, Text: excerpt(proof.Use.Own)}}})
		return
	}
	if err := proof.Holds(shown); err != nil {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: at,
			Message: fmt.Sprintf("the quotation is not proven as the file shows it: %v", err), Help: "mend the layout that shows it"})
		return
	}
	n := mark.Pairs(mark.Find(text))
	r.coverage.Seen += n
	r.coverage.Proven[classOf(proof)] += n
}
