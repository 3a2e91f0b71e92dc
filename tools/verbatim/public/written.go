package public

import (
	"net/url"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
)

// written moves a finding from a published page to the line of the Markdown
// that caused it, where that can be found, and keeps the page as a related
// place.
func (c *checker) written(f finding.Finding, find func(*content.Places) (finding.Span, bool)) finding.Finding {
	page := c.pageOf(f.File)
	if page == nil {
		return f
	}
	if c.places[page] == nil {
		c.places[page] = page.Places()
	}
	span, ok := find(c.places[page])
	if !ok {
		return f
	}
	f.Related = append(f.Related, finding.Related{Label: "published in", File: f.File, Span: f.Span})
	f.File, f.Span = page.File, span
	return f
}

// pageOf returns the page that a published file shows, or nil.
func (c *checker) pageOf(file *finding.File) *content.Page {
	base, ok := strings.CutSuffix(strings.TrimPrefix(file.Name, "public"), "/index.html")
	if !ok {
		return nil
	}
	if base == "" {
		base = "/"
	}
	return c.graph.Site.Page(base)
}

// atAddress finds a link or picture by its address, where it was written just
// once.
func atAddress(address string) func(*content.Places) (finding.Span, bool) {
	return func(p *content.Places) (finding.Span, bool) { return only(p.Addresses, unescaped(address)) }
}

// atID finds the last heading that was given an id.
func atID(id string) func(*content.Places) (finding.Span, bool) {
	return func(p *content.Places) (span finding.Span, ok bool) {
		for _, named := range p.IDs {
			if named.Name == id {
				span, ok = named.Span, true
			}
		}
		return span, ok
	}
}

func only(list []content.Named, name string) (span finding.Span, ok bool) {
	for _, named := range list {
		if unescaped(named.Name) == name {
			if ok {
				return finding.Span{}, false
			}
			span, ok = named.Span, true
		}
	}
	return span, ok
}

func unescaped(address string) string {
	if s, err := url.PathUnescape(address); err == nil {
		return s
	}
	return address
}
