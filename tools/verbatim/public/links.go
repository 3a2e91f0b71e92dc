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
	page := c.pageOf(l.file)
	to, _ := c.internal(strings.TrimPrefix(l.file.Name, "public/"), l.href)
	if page == nil {
		c.report(f)
		return
	}
	for _, written := range page.Links {
		if written.Fragment != to.fragment || written.Path != "/"+strings.TrimSuffix(strings.TrimSuffix(to.file, "index.html"), "/") {
			continue
		}
		f.Rule, f.File, f.Span = finding.LinkBroken, page.File, written.Span
		f.Related = []finding.Related{{Label: "published in", File: l.file, Span: l.at}}
		if written.Fragment != "" {
			f.Message = "the page has no place " + written.Destination
		}
		break
	}
	c.report(f)
}
