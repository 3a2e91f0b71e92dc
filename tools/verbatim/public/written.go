package public

import (
	"net/url"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// written moves a finding from a published page to the line of the Markdown
// that caused it, where that can be found, and keeps the page as a related
// place.
func (c *checker) written(reported finding.Finding, find func(*prose.Places) (finding.Span, bool)) finding.Finding {
	page := c.pageOf(reported.File)
	if page == nil {
		return reported
	}
	span, ok := find(once(&c.site.places, page, page.Places))
	if !ok {
		return reported
	}
	reported.Related = append(reported.Related, finding.Related{Label: "published in", File: reported.File, Span: reported.Span})
	reported.File, reported.Span = page.File, span
	return reported
}

// pageOf returns the page that a published file shows, or nil.
func (s *site) pageOf(file *finding.File) *prose.Page {
	base, ok := strings.CutSuffix(strings.TrimPrefix(file.Name, "public"), "/index.html")
	if !ok {
		return nil
	}
	if base == "" {
		base = "/"
	}
	return s.graph.Site.Page(base)
}

// atAddress finds a link or picture by its address, where it was written just
// once.
func atAddress(address string) func(*prose.Places) (finding.Span, bool) {
	return func(places *prose.Places) (finding.Span, bool) { return only(places.Addresses, unescaped(address)) }
}

// atID finds the last heading that was given an id.
func atID(id string) func(*prose.Places) (finding.Span, bool) {
	return func(places *prose.Places) (span finding.Span, ok bool) {
		for _, named := range places.IDs {
			if named.Name == id {
				span, ok = named.Span, true
			}
		}
		return span, ok
	}
}

// only returns the one place of a name; what was written twice has none.
func only(list []prose.Named, name string) (span finding.Span, ok bool) {
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

// unescaped returns an address with its signs as they are, or as it is where it
// can't be read.
func unescaped(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		return plain
	}
	return address
}
