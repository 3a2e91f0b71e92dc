package prose

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
func (r *reader) headed(heading *ast.Heading) {
	run := r.inline(heading)
	r.above = strings.TrimSpace(string(run.Text))
	if heading.Level <= 2 {
		r.heading = strings.TrimSpace(string(run.Text))
	}
	r.checkLevel(heading)
	if id := r.ids.of(heading, r.source); id != "" {
		r.page.Anchors = append(r.page.Anchors, id)
	}
	for _, link := range run.Links {
		if strings.HasPrefix(string(link.node.Destination), scheme) {
			r.find(finding.QuoteForm, finding.Span{Start: link.Start, End: link.End}, "a source is used in a heading", "use it in a paragraph")
		}
	}
	r.part(&Part{Kind: HeadingPart, Run: run, Level: heading.Level, node: heading})
	r.flush()
}

// markInHeading reports a pair of quotation marks in a heading, once: a link to
// a source round it or in it has been reported.
func (r *reader) markInHeading(run *Run, mark outerMark) {
	if !run.linked(mark) {
		r.find(finding.QuoteUnsourced, run.Span(mark.Start, mark.End), "quotation marks in a heading, where nothing can be proven",
			"say it without quotation marks, and quote in a paragraph")
	}
}

// checkLevel reports a heading that leaves a level out: those who listen to
// the page would miss a part that is not there.
func (r *reader) checkLevel(heading *ast.Heading) {
	above := max(r.level, 1) // the title
	r.level = heading.Level
	span := blockSpan(heading, r.source)
	switch {
	case heading.Level == 1:
		r.relevel(heading, span, "a heading of level 1, which is the page’s title", 2)
	case heading.Level > above+1:
		r.relevel(heading, span, "a heading of level "+strconv.Itoa(heading.Level)+" below one of level "+strconv.Itoa(above), above+1)
	}
}

// relevel reports a heading that should have another level. The fix is safe: it makes no
// claim of another kind.
func (r *reader) relevel(heading *ast.Heading, span finding.Span, message string, level int) {
	signs := strings.Repeat("#", level)
	found := finding.Finding{Rule: finding.HeadingLevel, File: r.page.File, Span: r.inFile(span), Message: message, Help: "begin it with " + signs}
	old := strings.Repeat("#", heading.Level)
	if at := span.Start; strings.HasPrefix(string(r.source[at:]), old) {
		found.Fix = finding.Fix{Safe: true, Edits: []finding.Edit{{Span: r.inFile(finding.Span{Start: at, End: at + len(old)}), New: signs}}}
	}
	r.report(found)
}

// headingIDs makes the anchors of headings as Hugo does where autoIDType is
// github: letters, digits and _ in lower case, hyphens for blanks and hyphens,
// and a number where the page has the anchor already.
type headingIDs struct {
	taken map[string]bool
	last  map[string]int // the number that a repeated anchor got last
}

// of returns the anchor of a heading, or "" where it has none.
func (ids *headingIDs) of(heading *ast.Heading, source []byte) string {
	if own, ok := heading.AttributeString("id"); ok {
		id, _ := own.([]byte)
		ids.taken[string(id)] = true
		return string(id)
	}
	text := string(util.ResolveEntityNames(headingText(heading.FirstChild(), source, true)))
	if heading.Lines().Len() > 1 { // underlined: Hugo takes the last line alone
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	if text == "" {
		return ""
	}
	var out strings.Builder
	for _, char := range strings.TrimSpace(text) {
		switch {
		case char == ' ' || char == '-':
			out.WriteByte('-')
		case char == '_' || unicode.IsLetter(char) || unicode.IsDigit(char):
			out.WriteRune(unicode.ToLower(char))
		}
	}
	base := out.String()
	if base == "" { // nothing but punctuation: Hugo’s own name for it
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
func headingText(node ast.Node, source []byte, siblings bool) []byte {
	var text []byte
	for ; node != nil; node = node.NextSibling() {
		switch node := node.(type) {
		case *ast.Text:
			text = append(text, node.Segment.Value(source)...)
			if node.HardLineBreak() || node.SoftLineBreak() {
				text = append(text, '\n')
			}
		case *ast.String:
			text = append(text, node.Value...)
		case *ast.RawHTML:
			// It is a finding, and is not published.
		default:
			text = append(text, headingText(node.FirstChild(), source, false)...)
		}
		if !siblings {
			break
		}
	}
	return text
}
