package content

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
)

// headed reads a heading. Quotations live in paragraphs: a heading becomes an
// anchor, an entry of a list, a title elsewhere, where it has no proof.
func (r *reader) headed(n *ast.Heading) {
	run := r.inline(n)
	if n.Level <= 2 {
		r.heading = strings.TrimSpace(string(run.text))
	}
	r.checkLevel(n)
	if id, ok := n.AttributeString("id"); ok {
		if id, ok := id.([]byte); ok {
			r.page.Anchors = append(r.page.Anchors, string(id))
		}
	}
	for _, l := range run.links {
		if strings.HasPrefix(string(l.node.Destination), scheme) {
			r.find(finding.QuoteForm, finding.Span{Start: l.start, End: l.end}, "a source is used in a heading", "use it in a paragraph")
		}
	}
	run.links = nil
	r.check(run)
}

// checkLevel reports a heading that leaves a level out: those who listen to
// the page would miss a part that is not there.
func (r *reader) checkLevel(n *ast.Heading) {
	above := max(r.level, 1) // the title
	r.level = n.Level
	span := blockSpan(n, r.source)
	switch {
	case n.Level == 1:
		r.find(finding.HeadingLevel, span, "a heading of level 1, which is the page’s title", "begin it with two number signs: ##")
	case n.Level > above+1:
		r.find(finding.HeadingLevel, span, "a heading of level "+strconv.Itoa(n.Level)+" below one of level "+strconv.Itoa(above),
			"begin it with "+strings.Repeat("#", above+1))
	}
}

// headingIDs makes the anchors of headings as Hugo does where autoIDType is
// github: letters, digits and _ in lower case, hyphens for blanks and hyphens,
// and a number where the page has the anchor already.
type headingIDs struct {
	taken map[string]bool
	last  map[string]int // the number that a repeated anchor got last
}

func (ids *headingIDs) Generate(value []byte, kind ast.NodeKind) []byte {
	var b strings.Builder
	for _, c := range string(bytes.TrimSpace(value)) {
		switch {
		case c == ' ' || c == '-':
			b.WriteByte('-')
		case c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(unicode.ToLower(c))
		}
	}
	base := b.String()
	if base == "" {
		base = "heading"
	}
	id := base
	for ids.taken[id] {
		ids.last[base]++
		id = base + "-" + strconv.Itoa(ids.last[base])
	}
	ids.taken[id] = true
	return []byte(id)
}

func (ids *headingIDs) Put(value []byte) { ids.taken[string(value)] = true }
