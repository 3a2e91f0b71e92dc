package prose

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// PartKind says what block a part of a page is.
type PartKind int

// The kinds of parts.
const (
	ParagraphPart PartKind = iota // or the text of a list item
	HeadingPart
	CellPart
	QuotePart // it has no run
	CodePart  // of marks alone
)

// Part is a block of a page with its text. Quotation marks are paired over all
// parts of a section: what opens in one paragraph, item or cell may close in
// another, and no heading stands between.
type Part struct {
	Kind    PartKind
	Run     *Run   // its text; nil of a block quotation
	Heading string // the heading of level 2 above it
	Row     *Row   // of a cell; nil of one in the head
	Column  int    // of a cell, from 0
	Entry   bool   // it begins with the label of an Item
	Listed  bool   // it stands in a list
	Uses    []*Use // in its order

	Level int // of a heading

	node ast.Node
}

// Introduced returns how many of the parts that follow p stand in the block right
// after it: a paragraph, or all of a list or a table. After a cell it is the rest
// of its row.
func (p *Part) Introduced(after []*Part) (n int) {
	if len(after) == 0 || after[0].Kind == HeadingPart {
		return 0
	}
	round := map[ast.Node]bool{}
	for node := p.node.Parent(); node != nil; node = node.Parent() {
		round[node] = true
	}
	block := after[0].node
	for !round[block.Parent()] {
		block = block.Parent()
	}
	if p.Row != nil && after[0].Row == p.Row {
		block = block.Parent()
	}
	for n < len(after) && isWithin(after[n].node, block) {
		n++
	}
	return n
}

// isWithin reports whether a node is another, or stands in it.
func isWithin(node, other ast.Node) bool {
	for ; node != nil; node = node.Parent() {
		if node == other {
			return true
		}
	}
	return false
}

// Row is a row of a table's body.
type Row struct {
	Head  []string // the words of the head, by column
	Cells []*Part
}

// Listed is an item of a list that stands in no other, with its parts.
type Listed struct {
	Heading string       // the heading of level 2 above it
	At      finding.Span // in the page's file
	Parts   []*Part      // none where it begins with no text: a block quotation, code, a heading
	Item    *Item        // what is read out of it; nil where it has no label
}

// Uses returns what it claims of sources, in its order.
func (l *Listed) Uses() (uses []*Use) {
	for _, p := range l.Parts {
		uses = append(uses, p.Uses...)
	}
	return uses
}

// part adds a block to the section that is being read.
func (r *reader) part(p *Part) {
	p.Heading = r.heading
	p.Listed = r.inItem > 0
	r.section = append(r.section, p)
}

// flush ends a section: its quotation marks are paired, its links and items
// become what they claim.
func (r *reader) flush() {
	section, items := r.section, r.items
	r.section, r.items = nil, nil
	r.sections++
	marks := r.pairs(section)
	for _, p := range section {
		before := len(r.page.Uses)
		switch p.Kind {
		case QuotePart:
			r.quotation(p.node.(*ast.Blockquote))
		default:
			r.check(p, marks[p])
		}
		p.Uses = r.page.Uses[before:len(r.page.Uses):len(r.page.Uses)]
	}
	for _, item := range items {
		listed := &Listed{Heading: item.heading, At: item.at}
		if item.from < item.to && section[item.from].Run != nil {
			listed.Parts = section[item.from:item.to]
			listed.Item = r.entry(listed.Parts)
		}
		if item.inner {
			continue
		}
		r.page.Listed = append(r.page.Listed, listed)
		if listed.Item != nil {
			r.page.Items = append(r.page.Items, *listed.Item)
		}
	}
	r.page.Parts = append(r.page.Parts, section...)
}

// pairs returns the outermost quotation marks of each part, and reports the
// pairs that reach from one part into another.
func (r *reader) pairs(section []*Part) map[*Part][]outerMark {
	var texts []string
	var parts []*Part
	for _, p := range section {
		if p.Run != nil {
			texts, parts = append(texts, string(p.Run.Text)), append(parts, p)
		}
	}
	marks := mark.FindAcross(texts, r.language)
	outer := map[*Part][]outerMark{}
	end := 0    // of the last outer pair
	across := 0 // the last mark of the last outer pair over several parts
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
			if mark.Pair > i && mark.Pair > across {
				across = mark.Pair
				r.overParts(p, mark.Span, parts[marks[across].Block], marks[across].Span)
			}
		case mark.Pair > i:
			partner := marks[mark.Pair]
			outer[p] = append(outer[p], outerMark{Span: fold.Span{Start: mark.Start, End: partner.End}, paired: true, openEnd: mark.End, closeStart: partner.Start})
			end = partner.End
		}
	}
	return outer
}

// overParts reports a pair of quotation marks over several parts, of which the
// first holds the opening mark and the last the closing one: no link can hold it.
func (r *reader) overParts(first *Part, open fold.Span, last *Part, shut fold.Span) {
	opening, closing := first.Run.Span(open.Start, open.End), last.Run.Span(shut.Start, shut.End)
	r.page.Marks.Seen++
	r.page.Quoted = append(r.page.Quoted, r.inFile(finding.Span{Start: opening.End, End: max(opening.End, closing.Start)}))
	one, help := "paragraph", ", or a block quotation: > before each line, and at its end — [Speaker](source:ID)"
	switch {
	case first.Kind == CellPart && last.Kind == CellPart:
		one, help = "cell", ""
	case first.Kind != ParagraphPart || last.Kind != ParagraphPart:
		one = "block"
	}
	r.report(finding.Finding{Rule: finding.QuoteForm, File: r.page.File, Span: r.inFile(opening),
		Message: fmt.Sprintf("a quotation runs over %ss: it opens in one and closes in another", one),
		Related: []finding.Related{{Label: "it closes at", File: r.page.File, Span: r.inFile(closing)}},
		Help: fmt.Sprintf(`write one pair of marks in each %s, [%s…%s](source:ID "Speaker")%s`, one,
			first.Run.Text[open.Start:open.End], last.Run.Text[shut.Start:shut.End], help)})
}

// listItem is a list item among the parts of a section.
type listItem struct {
	from, to int  // the same where it has no part, or a heading has ended the section
	inner    bool // in another item
	heading  string
	at       finding.Span
}

// entry returns what is read out of a list item that begins with a label; nil of
// another.
func (r *reader) entry(parts []*Part) *Item {
	if parts[0].Run == nil || parts[0].Run.Strong == 0 {
		return nil
	}
	label, rest, ok := strings.Cut(string(parts[0].Run.Text), ":")
	if !ok {
		return nil
	}
	item := &Item{Heading: parts[0].Heading, Label: strings.Join(strings.Fields(label), " "), Text: strings.Join(strings.Fields(rest), " ")}
	for _, p := range parts {
		for _, use := range p.Uses {
			if item.Use == nil {
				item.Use = use
			}
			if item.Cited == nil && use.Kind != Reference {
				item.Cited = use
			}
		}
	}
	parts[0].Entry = true
	return item
}
