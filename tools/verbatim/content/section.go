package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// partKind says what block a part of a page is.
type partKind int

const (
	paragraphPart partKind = iota
	headingPart
	cellPart
	quotePart
	codePart // of marks alone
)

// part is a block of a page with its text. Quotation marks are paired over all
// parts of a section: what opens in one paragraph, item or cell may close in
// another, and no heading stands between.
type part struct {
	kind    partKind
	run     *run
	quote   *ast.Blockquote
	heading string // the heading of level 2 above it
	row     *row   // of a cell
	column  int    // of a cell
	entry   bool   // it begins with the label of an Item
	uses    []*Use // in its order
}

// row is a row of a table's body.
type row struct {
	head  []string // the words of the head, by column
	cells []*part
}

// part adds a block to the section that is being read.
func (r *reader) part(p *part) {
	p.heading = r.heading
	r.section = append(r.section, p)
}

// flush ends a section: its quotation marks are paired, its links and items
// become what they claim.
func (r *reader) flush() {
	section, items := r.section, r.items
	r.section, r.items = nil, nil
	marks := r.pairs(section)
	for _, p := range section {
		before := len(r.page.Uses)
		switch p.kind {
		case quotePart:
			r.quotation(p.quote)
		default:
			r.check(p, marks[p])
		}
		p.uses = r.page.Uses[before:len(r.page.Uses):len(r.page.Uses)]
	}
	for _, item := range items {
		kept := r.entry(section[item.from:item.to])
		if !item.inner && section[item.from].run != nil {
			r.page.listed = append(r.page.listed, &listed{section[item.from:item.to], kept})
		}
	}
	r.page.parts = append(r.page.parts, section...)
}

// pairs returns the outermost quotation marks of each part, and reports the
// pairs that reach from one part into another.
func (r *reader) pairs(section []*part) map[*part][]outerMark {
	var texts []string
	var parts []*part
	for _, p := range section {
		if p.run != nil {
			texts, parts = append(texts, string(p.run.text)), append(parts, p)
		}
	}
	marks := mark.FindAcross(texts, r.language)
	outer := map[*part][]outerMark{}
	end := 0 // of the last outer pair
	for i, mark := range marks {
		if i == 0 || marks[i-1].Block != mark.Block {
			end = 0
		}
		p := parts[mark.Block]
		switch {
		case mark.Repeats || mark.Start < end:
		case mark.Pair < 0:
			outer[p] = append(outer[p], outerMark{Span: mark.Span})
		case marks[mark.Pair].Block != mark.Block:
			if mark.Pair > i {
				last := marks[mark.Pair]
				r.overBlocks(p.run.span(mark.Start, mark.End), parts[last.Block].run.span(last.Start, last.End))
			}
		case mark.Pair > i:
			partner := marks[mark.Pair]
			outer[p] = append(outer[p], outerMark{Span: fold.Span{Start: mark.Start, End: partner.End}, paired: true, openEnd: mark.End, closeStart: partner.Start})
			end = partner.End
		}
	}
	return outer
}

// overBlocks reports a pair of quotation marks over several blocks: no link
// can hold it.
func (r *reader) overBlocks(open, shut finding.Span) {
	r.page.Marks.Seen++
	r.page.Quoted = append(r.page.Quoted, r.inFile(finding.Span{Start: open.End, End: max(open.End, shut.Start)}))
	r.find(finding.QuoteForm, finding.Span{Start: open.Start, End: max(open.End, shut.End)},
		"a quotation that opens in one block and closes in another",
		"write it as a block quotation: > before each line, and at its end — [Speaker](source:ID)")
}

// listItem is a list item among the parts of a section.
type listItem struct {
	from, to int
	inner    bool // in another item
}

// entry keeps a list item that begins with a label, and returns it.
func (r *reader) entry(parts []*part) *Item {
	if parts[0].run == nil || parts[0].run.strong == 0 {
		return nil
	}
	label, rest, ok := strings.Cut(string(parts[0].run.text), ":")
	if !ok {
		return nil
	}
	item := Item{Heading: parts[0].heading, Label: label, Text: strings.Join(strings.Fields(rest), " ")}
	for _, p := range parts {
		if len(p.uses) > 0 {
			item.Use = p.uses[0]
			break
		}
	}
	parts[0].entry = true
	r.page.Items = append(r.page.Items, item)
	return &item
}
