package prose

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
)

// A block quotation ends with a paragraph that says whose words it holds. Most that do
// not have it all the same, in another form: what that is can be told, and mended.

// attributed returns the attribution of a block quotation with its paragraph, or reports
// what there is in its place.
func (r *reader) attributed(block *ast.Blockquote, span finding.Span) (said *Run, last *ast.Paragraph) {
	last, ok := block.LastChild().(*ast.Paragraph)
	if ok {
		said = r.inline(last)
	}
	if said != nil && block.ChildCount() > 1 && len(said.Links) == 1 && isAttribution(said) && IsDash(string(said.Text[:said.Links[0].From])) {
		return said, last
	}
	found := finding.Finding{Rule: finding.QuoteAttribution, File: r.page.File, Span: r.inFile(span),
		Message: "a block quotation does not say whose words it holds", Help: "end it with a paragraph of its own: — [Speaker](source:ID)"}
	switch list, isList := block.LastChild().(*ast.List); {
	case isList:
		r.asList(block, list, &found)
	case said != nil && len(said.Links) == 1 && isAttribution(said):
		r.asParagraph(block, said, &found)
	case said != nil && block.ChildCount() > 1 && len(said.Links) == 0 && beginsWithDash(string(said.Text)):
		name := strings.TrimSpace(strings.TrimLeft(string(said.Text), "—–―- "))
		found.Span = r.inFile(said.Span(0, len(said.Text)))
		found.Message, found.Help = "the attribution does not lead to a source", "link the name: — ["+name+"](source:ID)"
	case said == nil || len(said.Links) == 0:
		if below := r.below[block]; below != nil {
			r.asBelow(block, below, &found)
		}
	}
	r.report(found)
	return nil, nil
}

// isAttribution reports whether a run ends with a link to a source.
func isAttribution(run *Run) bool {
	if len(run.Links) == 0 {
		return false
	}
	link := run.Links[len(run.Links)-1]
	return strings.HasPrefix(string(link.node.Destination), scheme) && link.To == len(run.Text)
}

func beginsWithDash(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "—") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "―") || strings.HasPrefix(text, "--")
}

// lineOf returns where the line of the body that holds an offset begins, and the signs
// of the block before its words.
func (r *reader) lineOf(offset int) (start int, signs string) {
	start = bytes.LastIndexByte(r.source[:offset], '\n') + 1
	end := start
	for end < offset && (r.source[end] == '>' || r.source[end] == ' ') {
		end++
	}
	return start, string(r.source[start:end])
}

// parted returns the edit that puts a blank line of the block before a line.
func (r *reader) parted(start int, signs string) finding.Edit {
	at := finding.Span{Start: start, End: start}
	return finding.Edit{Span: r.inFile(at), New: strings.TrimRight(signs, " ") + "\n"}
}

// asList tells of an attribution that a hyphen has made an item of a list.
func (r *reader) asList(block *ast.Blockquote, list *ast.List, found *finding.Finding) {
	item := list.FirstChild()
	if list.ChildCount() != 1 || list.IsOrdered() || item.ChildCount() != 1 {
		return
	}
	said := r.inline(item.FirstChild())
	if len(said.Links) != 1 || !isAttribution(said) || said.Links[0].From != 0 {
		return
	}
	link := said.Links[0]
	start, signs := r.lineOf(link.Start)
	mark := start + len(signs)
	if mark >= link.Start || strings.TrimSpace(string(r.source[mark:link.Start])) != string(list.Marker) {
		return
	}
	found.Span = r.inFile(finding.Span{Start: mark, End: link.End})
	found.Message, found.Help = "a hyphen stands before the attribution, and makes it a list", "write a dash: — "+string(r.source[link.Start:link.End])
	found.Fix = finding.Fix{Safe: true, Edits: []finding.Edit{{Span: r.inFile(finding.Span{Start: mark, End: mark + 1}), New: "—"}}}
	if before := bytes.TrimRight(r.source[:start], "\n"); block.ChildCount() > 1 && len(bytes.Trim(before[bytes.LastIndexByte(before, '\n')+1:], "> ")) > 0 {
		found.Message += ", and no blank line stands before it"
		found.Fix.Edits = append([]finding.Edit{r.parted(start, signs)}, found.Fix.Edits...)
	}
}

// asParagraph tells of an attribution in the paragraph of the words, or without a dash.
func (r *reader) asParagraph(block *ast.Blockquote, said *Run, found *finding.Finding) {
	link := said.Links[0]
	before := string(said.Text[:link.From])
	own := before[strings.LastIndexByte(before, '\n')+1:] // on the line of the link
	glued := len(own) < len(before)
	if dash := strings.TrimSpace(own); !IsDash(own) && dash != "-" && dash != "" || !glued && block.ChildCount() == 1 {
		return
	}
	start, signs := r.lineOf(link.Start)
	from := finding.Span{Start: start + len(signs), End: link.End}
	found.Span = r.inFile(from)
	var edits []finding.Edit
	switch {
	case glued:
		found.Message, found.Help = "the attribution is no paragraph of its own", "write a line with nothing but > before it"
		edits = append(edits, r.parted(start, signs))
		fallthrough
	default:
		if IsDash(own) {
			break
		}
		at := finding.Span{Start: from.Start, End: link.Start}
		edits = append(edits, finding.Edit{Span: r.inFile(at), New: "— "})
		if !glued {
			found.Message, found.Help = "no dash stands before the attribution", "write — "+string(r.source[link.Start:link.End])
		}
	}
	found.Fix = finding.Fix{Safe: true, Edits: edits}
}

// misplaced returns the paragraph right below a block quotation that is its attribution.
func (r *reader) misplaced(block *ast.Blockquote) *ast.Paragraph {
	below, ok := block.NextSibling().(*ast.Paragraph)
	if !ok {
		return nil
	}
	// Reading it once more must not report anything twice.
	quiet := *r
	quiet.report = func(finding.Finding) {}
	page := *r.page
	quiet.page = &page
	said := quiet.inline(below)
	if len(said.Links) != 1 || !isAttribution(said) || !IsDash(string(said.Text[:said.Links[0].From])) {
		return nil
	}
	if last, ok := block.LastChild().(*ast.Paragraph); !ok || len(quiet.inline(last).Links) > 0 {
		return nil
	}
	return below
}

// asBelow tells of an attribution that stands below its block.
func (r *reader) asBelow(block *ast.Blockquote, below *ast.Paragraph, found *finding.Finding) {
	span := blockSpan(below, r.source)
	found.Span = r.inFile(span)
	found.Message, found.Help = "the attribution stands below its quotation, not in it", "write > before it, and before the blank line above it"
	end := blockSpan(block, r.source).End
	if between := r.source[end:span.Start]; string(between) == "\n\n" {
		found.Fix = finding.Fix{Safe: true, Edits: []finding.Edit{{Span: r.inFile(finding.Span{Start: end, End: span.Start}), New: "\n>\n> "}}}
	}
}
