package public

import (
	"net/url"
	"path"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// checkLinks resolves every internal link and anchor of a file.
func (c *checker) checkLinks() {
	for _, link := range c.links {
		name := strings.TrimPrefix(link.file.Name, "public/")
		to, ok := c.internal(name, link.href)
		if !ok {
			continue
		}
		file, err := url.PathUnescape(to.file)
		if err != nil {
			file = to.file
		}
		switch {
		case !c.files[file]:
			c.dead(link, "there is no published file at "+link.href)
		case to.fragment != "" && strings.HasSuffix(file, ".html"):
			fragment, err := url.PathUnescape(to.fragment)
			if err != nil || !c.site.ids[file][fragment] && !c.site.ids[file][to.fragment] {
				c.dead(link, "the page has no place "+link.href)
			}
		}
	}
}

// dead reports a link that leads nowhere, in the Markdown where it can be
// found there.
func (c *checker) dead(link found, message string) {
	reported := finding.Finding{Rule: finding.HTMLLink, File: link.file, Span: link.at, Message: message, Help: "mend the link, or the place that it leads to"}
	page := c.pageOf(link.file)
	to, _ := c.internal(strings.TrimPrefix(link.file.Name, "public/"), link.href)
	if page == nil {
		c.report(reported)
		return
	}
	for _, written := range page.Links {
		if written.Fragment != to.fragment || written.Path != "/"+strings.TrimSuffix(strings.TrimSuffix(to.file, "index.html"), "/") {
			continue
		}
		reported.Rule, reported.File, reported.Span = finding.LinkBroken, page.File, written.Span
		reported.Related = []finding.Related{{Label: "published in", File: link.file, Span: link.at}}
		if written.Fragment != "" {
			reported.Message = "the page has no place " + written.Destination
		}
		break
	}
	c.report(reported)
}

// target is a place of the published site.
type target struct{ file, fragment string }

// internal resolves an address as a browser would on the page name. It returns
// false for addresses on other hosts. In a preview the addresses of production are
// those by which its pages are known.
func (s *site) internal(from, href string) (target, bool) {
	config := &s.graph.Site.Config
	under, absolute := below(config.BaseURL, href)
	if !absolute && config.Production != "" {
		under, absolute = below(config.Production, href)
	}
	if i := strings.IndexAny(href, ":/?#"); !absolute && (strings.HasPrefix(href, "//") || i > 0 && href[i] == ':') {
		return target{}, false
	}
	if absolute {
		href = under
	}
	to, fragment, _ := strings.Cut(href, "#")
	to, _, _ = strings.Cut(to, "?")
	file := from
	switch {
	case absolute:
		file = strings.TrimPrefix(to, "/")
	case strings.HasPrefix(to, "/"):
		file = to // which is no file of the site, where it is not below the root
		if under, ok := strings.CutPrefix(to, s.root); ok {
			file = under
		}
	case to != "":
		file = path.Join(path.Dir(from), to)
		if strings.HasSuffix(to, "/") {
			file += "/"
		}
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return target{file, fragment}, true
}

// below returns what of an address follows that of a site, and whether it is one
// of the site's.
func below(site, href string) (string, bool) {
	under, ok := strings.CutPrefix(href, strings.TrimSuffix(site, "/"))
	return under, ok && (under == "" || strings.ContainsAny(under[:1], "/?#"))
}
