package content

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

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
	if id := r.ids.of(n, r.source); id != "" {
		r.page.Anchors = append(r.page.Anchors, id)
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

// of returns the anchor of a heading, or "" where it has none.
func (ids *headingIDs) of(n *ast.Heading, source []byte) string {
	if own, ok := n.AttributeString("id"); ok {
		id, _ := own.([]byte)
		ids.taken[string(id)] = true
		return string(id)
	}
	text := string(util.ResolveEntityNames(headingText(n.FirstChild(), source, true)))
	if n.Lines().Len() > 1 {
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range strings.TrimSpace(text) {
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
	return id
}

// headingText returns the text from which Hugo makes an anchor: of a link, of
// emphasis or of code it takes the first part alone.
func headingText(n ast.Node, source []byte, siblings bool) []byte {
	var text []byte
	for ; n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			text = append(text, n.Segment.Value(source)...)
			if n.HardLineBreak() || n.SoftLineBreak() {
				text = append(text, '\n')
			}
		case *ast.String:
			text = append(text, n.Value...)
		case *ast.RawHTML:
			// It is a finding, and is not published.
		default:
			text = append(text, headingText(n.FirstChild(), source, false)...)
		}
		if !siblings {
			break
		}
	}
	return text
}
