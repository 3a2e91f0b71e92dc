package public

import (
	"net/url"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// checkLinks resolves every internal link and anchor of the site.
func (c *checker) checkLinks() {
	for _, l := range c.links {
		name := strings.TrimPrefix(l.file.Name, "public/")
		to, ok := c.internal(name, l.href)
		if !ok {
			continue
		}
		file, err := url.PathUnescape(to.file)
		if err != nil {
			file = to.file
		}
		switch {
		case !c.files[file]:
			c.dead(l, "there is no published file at "+l.href)
		case to.fragment != "" && strings.HasSuffix(file, ".html"):
			fragment, err := url.PathUnescape(to.fragment)
			if err != nil || !c.ids[file][fragment] && !c.ids[file][to.fragment] {
				c.dead(l, "the page has no place "+l.href)
			}
		}
	}
}

// dead reports a link that leads nowhere, in the Markdown where it can be
// found there.
func (c *checker) dead(l found, message string) {
	f := finding.Finding{Rule: finding.HTMLLink, File: l.file, Span: l.at, Message: message, Help: "mend the link, or the place that it leads to"}
	name := "/" + strings.TrimPrefix(l.file.Name, "public/")
	page := c.graph.Site.Page(strings.TrimSuffix(name, "/index.html"))
	if name == "/index.html" {
		page = c.graph.Site.Page("/")
	}
	if page != nil {
		_, fragment, _ := strings.Cut(l.href, "#")
		for _, written := range page.Links {
			if written.Fragment != "" && written.Fragment == fragment {
				f.Rule, f.File, f.Span = finding.LinkBroken, page.File, written.Span
				f.Message = "the page has no place " + written.Destination
			}
		}
	}
	c.report(f)
}
