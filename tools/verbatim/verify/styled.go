package verify

import (
	"maps"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/style"
)

// A style sheet can hide words, or draw others: what it may do to an element depends
// on where that stands, seen from proven words. The rules are those of the build.

// keep notes where an element and all round it and in it stand, which shows proven
// words. A feed has no style sheet of ours.
func (r *reader) keep(n *html.Node) {
	if r.path == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for round := range n.Ancestors() {
		if round.Type == html.ElementNode {
			r.styled.Keep(chainOf(round), style.RoundWords)
		}
	}
	r.styled.Keep(chainOf(n), style.ShowsWords)
	for below := range n.Descendants() {
		if below.Type != html.ElementNode {
			continue
		}
		where := style.WithinWords
		if n.DataAtom == atom.Figure && below.Parent == n {
			where = style.ShowsWords
		}
		for open := below; open != n; open = open.Parent {
			switch {
			case class(open, "seal"):
				where = 0
			case open.DataAtom == atom.Figcaption && where != 0:
				where = style.ShowsWords
			}
		}
		if where != 0 {
			r.styled.Keep(chainOf(below), where)
		}
	}
}

// chainOf returns an element with those that it stands in.
func chainOf(n *html.Node) *style.Chain {
	if n == nil || n.Type != html.ElementNode {
		return nil
	}
	attrs := attrsOf(n)
	return chainOf(n.Parent).With(style.SignOf(n.Data, strings.Fields(attrs["class"]), maps.All(attrs)))
}

func attrsOf(n *html.Node) map[string]string {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
	}
	return attrs
}

// sheets checks the style sheets, once all pages have been read.
func (c *checker) sheets() {
	for name, data := range c.css {
		loads := func(_ finding.Span, address string) {
			if file, _, ours := c.manifest.internal(name, address); !ours || c.manifest.Files[file] == (File{}) {
				c.problem(Unaltered, name, "it loads %s, which the manifest does not list", excerpt(address))
			}
		}
		style.Check(finding.NewFile(name, data), c.styled, loads, func(f finding.Finding) {
			c.problem(Consistent, name, "%s", f.Message)
		})
	}
}
