package prose

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"summit-explainer/tools/verbatim/finding"
)

// markdown reads what Hugo renders: the same package with the extensions that
// config.toml leaves on.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithAttribute()),
)

// scheme is the scheme of links to sources.
const scheme = "source:"

type reader struct {
	page     *Page
	source   []byte // the body
	language string // of the page's prose
	report   finding.Report
	depth    int
	heading  string // the last heading of level 2 or less
	above    string // the last heading
	level    int    // of the last heading
	ids      headingIDs
	section  []*Part    // since the last heading
	items    []listItem // of section
	sections int        // that have ended
	inItem   int        // how many items are open

	shortcodes []finding.Span                     // in the body
	below      map[*ast.Blockquote]*ast.Paragraph // attributions outside of their quotations
}

func parseMarkdown(page *Page, report finding.Report) {
	in := &reader{page: page, source: page.File.Data[page.Body:], report: report, language: page.Language,
		ids: headingIDs{map[string]bool{}, map[string]int{}}, below: map[*ast.Blockquote]*ast.Paragraph{}}
	in.findShortcodes()
	if at, message := unreadable(in.source); message != "" {
		_, size := utf8.DecodeRune(in.source[at:])
		in.find(finding.MarkdownDepth, finding.Span{Start: at, End: at + size}, message, "write it flatter, or divide the paragraph")
		in.page.Unread = true
		return
	}
	document := markdown.Parser().Parse(text.NewReader(in.source))
	in.checkReferences(document)
	in.blocks(document)
	in.flush()
}

// find reports a finding on a span of the body.
func (r *reader) find(rule finding.Rule, span finding.Span, message, help string) {
	r.report(finding.Finding{Rule: rule, File: r.page.File, Span: r.inFile(span), Message: message, Help: help})
}

func (r *reader) inFile(span finding.Span) finding.Span {
	return finding.Span{Start: r.page.Body + span.Start, End: r.page.Body + span.End}
}

func (r *reader) blocks(parent ast.Node) {
	if r.depth++; r.depth > maxMarkdownDepth {
		r.find(finding.MarkdownDepth, blockSpan(parent, r.source), "the page is nested too deep to be read", "write it flatter")
		return
	}
	defer func() { r.depth-- }()
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		switch node := node.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			if block, ok := node.PreviousSibling().(*ast.Blockquote); ok && r.below[block] == node {
				continue // reported with the quotation
			}
			r.part(&Part{Run: r.inline(node), node: node})
		case *extast.Table:
			r.table(node)
		case *ast.Heading:
			r.flush()
			r.headed(node)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			r.codeBlock(node)
		case *ast.HTMLBlock:
			if r.comment(blockSpan(node, r.source), true) {
				continue
			}
			raw := blockSpan(node, r.source)
			r.find(finding.MarkdownHTML, raw, "raw HTML is not published", asMarkdown(string(r.source[raw.Start:raw.End])))
		case *ast.Blockquote:
			r.part(&Part{Kind: QuotePart, node: node})
			if below := r.misplaced(node); below != nil {
				r.below[node] = below
			}
		case *ast.ListItem:
			r.item(node)
		default:
			r.blocks(node)
		}
	}
}

// item reads a list item.
func (r *reader) item(item *ast.ListItem) {
	from, section, heading := len(r.section), r.sections, r.heading
	r.inItem++
	r.blocks(item)
	r.inItem--
	to := len(r.section)
	if r.sections != section { // a heading in it has ended the section
		from, to = 0, 0
	}
	r.items = append(r.items, listItem{from, to, r.inItem > 0, heading, r.inFile(blockSpan(item, r.source))})
}

// table reads a table cell by cell.
func (r *reader) table(table *extast.Table) {
	var head []string
	for line := table.FirstChild(); line != nil; line = line.NextSibling() {
		row := &Row{}
		column := 0
		for cell := line.FirstChild(); cell != nil; cell = cell.NextSibling() {
			p := &Part{Kind: CellPart, Run: r.inline(cell), Column: column, node: cell}
			if _, ok := line.(*extast.TableHeader); ok {
				head = append(head, string(p.Run.Text))
			} else {
				p.Row, row.Head = row, head
				row.Cells = append(row.Cells, p)
			}
			r.part(p)
			column++
		}
	}
}

// quotation reads a block quotation: paragraphs of words, then the attribution.
func (r *reader) quotation(block *ast.Blockquote) {
	span := blockSpan(block, r.source)
	if r.isBox(block, span) {
		return
	}
	said, last := r.attributed(block, span)
	if said == nil {
		return
	}
	link := said.Links[0]
	words := &Run{}
	for child := block.FirstChild(); child != ast.Node(last); child = child.NextSibling() {
		if child.Kind() != ast.KindParagraph {
			r.find(finding.QuoteForm, blockSpan(child, r.source), "a block quotation holds more than paragraphs of words", "move the rest out of it")
			return
		}
		paragraph := r.inline(child)
		if len(paragraph.Links) > 0 {
			r.find(finding.QuoteForm, finding.Span{Start: paragraph.Links[0].Start, End: paragraph.Links[0].End},
				"a link stands inside a block quotation", "link it from your own words; the quotation's words link to their source")
			return
		}
		words.join(paragraph)
	}
	if pairs := outerMarks(string(words.Text), r.language); len(pairs) == 1 && pairs[0].paired && pairs[0].Start == 0 && pairs[0].End == len(words.Text) {
		r.report(finding.Finding{Rule: finding.QuoteForm, File: r.page.File, Span: r.inFile(words.Span(0, len(words.Text))),
			Message: "quotation marks round a block quotation", Help: "remove them; the block says that the words are quoted",
			Fix: finding.Fix{Safe: true, Edits: []finding.Edit{
				{Span: r.inFile(words.Span(0, pairs[0].openEnd))},
				{Span: r.inFile(words.Span(pairs[0].closeStart, len(words.Text)))},
			}}})
		return
	}
	if len(words.Text) == 0 {
		r.find(finding.QuoteForm, span, "a block quotation without words", "write the words, or remove it")
		return
	}
	if !r.onlyWords(words, 0, len(words.Text)) {
		return
	}
	line, column := r.position(block.Pos())
	use := &Use{
		Kind: Quotation, Block: true, Page: r.page, Line: line, Column: column,
		Span: r.inFile(span), Own: string(words.Text), Words: string(words.Text), WordsAt: r.inFile(words.Span(0, len(words.Text))),
		Speaker: string(said.Text[link.From:link.To]), SaidAt: r.inFile(said.Span(link.From, link.To)),
	}
	use.SaidLine, use.SaidColumn = r.position(link.node.Pos())
	use.Emphasis = words.emphasisIn(0, len(words.Text))
	r.aim(use, link)
	r.page.Marks.Seen++
	r.page.Marks.Quotations++
	r.page.Uses = append(r.page.Uses, use)
}

// IsDash reports whether a text is a dash, with white space round it at most, as
// one stands before an attribution.
func IsDash(text string) bool {
	text = strings.TrimSpace(text)
	return text == "—" || text == "–" || text == "―" || text == "--"
}

// aim sets what the link's destination says.
func (r *reader) aim(use *Use, link LinkRange) {
	use.Source, use.Place, _ = strings.Cut(strings.TrimPrefix(plain(link.node.Destination), scheme), "#")
	use.Target = r.inFile(link.target)
}

// position returns the line and the column in bytes, both from 1, of an offset
// in the body: Hugo's way of counting, since its hooks look records up by it.
func (r *reader) position(offset int) (line, column int) {
	offset = min(max(offset, 0)+r.page.Body, len(r.page.File.Data))
	before := r.page.File.Data[:offset]
	return bytes.Count(before, []byte("\n")) + 1, offset - bytes.LastIndexByte(before, '\n')
}

// check classifies every quotation mark and every link of a block's text.
func (r *reader) check(p *Part, marks []outerMark) {
	run, text := p.Run, string(p.Run.Text)
	quoted := make([]quoting, len(run.Links))
	for _, mark := range r.withoutBroken(marks, append(r.brokenLinks(run), r.inShortcodes(run)...)) {
		r.mark(p, mark, quoted)
	}
	for i, link := range run.Links {
		destination := plain(link.node.Destination)
		if !strings.HasPrefix(destination, scheme) {
			r.link(link, destination)
			continue
		}
		if p.Kind != HeadingPart {
			run.Links[i].Use = r.use(run, text, link, quoted[i])
		}
	}
	r.checkDelimiters(run)
	r.checkDialect(p)
}

// quoting says what the quotation marks of a link have been found to be.
type quoting int

const (
	unquoted  quoting = iota // there are none
	quotation                // one pair round all of it
	misquoted                // something else, and reported
)

// mark decides what a pair of quotation marks is, or an unpaired mark.
func (r *reader) mark(p *Part, mark outerMark, quoted []quoting) {
	run := p.Run
	span := run.Span(mark.Start, mark.End)
	if mark.paired {
		r.page.Quoted = append(r.page.Quoted, r.inFile(run.Span(mark.openEnd, mark.closeStart)))
	}
	r.page.Marks.Seen++
	if r.withdrawn(run, mark) {
		r.withdraw(run, span)
		return
	}
	if code, whole, ok := run.codeAt(mark.Start, mark.End); ok && mark.paired {
		if whole && isCode(string(run.Text[code[0]:code[1]])) {
			r.page.Marks.Exempt[ExemptCode]++
			return
		}
		if !run.linked(mark) {
			r.find(finding.QuoteUnsourced, span, "words in quotation marks are no code", "write them without back-quotes, and link them to their source: [“…”](source:ID \"Speaker\")")
			return
		}
	}
	if !mark.paired {
		r.report(finding.Finding{Rule: finding.QuoteUnpaired, File: r.page.File, Span: r.inFile(span),
			Message: "a quotation mark without its partner", Help: "write the other mark in the same paragraph, or an apostrophe as ’"})
		return
	}
	if p.Kind == HeadingPart {
		r.markInHeading(run, mark)
		return
	}
	for i, link := range run.Links {
		isSource := strings.HasPrefix(string(link.node.Destination), scheme)
		switch {
		case !isSource:
		case link.From == mark.Start && link.To == mark.End:
			quoted[i] = quotation
			r.page.Marks.Quotations++
			return
		case mark.Start <= link.From && link.To <= mark.End:
			r.report(finding.Finding{Rule: finding.QuoteForm, File: r.page.File, Span: r.inFile(span),
				Message: "the quotation marks stand outside the link", Help: "put them into the link's text: [“…”](source:…)",
				Fix: r.moveMarks(run, mark, link)})
			quoted[i] = misquoted
			return
		case link.From <= mark.Start && mark.End <= link.To:
			if quoted[i] != misquoted { // which is reported once
				r.report(r.beside(run, mark, link))
			}
			quoted[i] = misquoted
			return
		}
	}
	r.page.Unsourced = append(r.page.Unsourced, Unsourced{
		Own:   string(run.Text[mark.Start:mark.End]),
		Words: string(run.Text[mark.openEnd:mark.closeStart]),
		Span:  r.inFile(span),
	})
}

// use keeps a link to a source as what it claims, and returns it; nil where it
// can claim nothing. text is the run's.
func (r *reader) use(run *Run, text string, link LinkRange, quoted quoting) *Use {
	line, column := r.position(link.node.Pos())
	own := string(run.Text[link.From:link.To])
	use := &Use{Page: r.page, Line: line, Column: column, Own: own, Beside: BesideOf(text, link.From, link.To),
		Span: r.inFile(finding.Span{Start: link.Start, End: link.End})}
	r.aim(use, link)
	use.Struck = slices.ContainsFunc(run.struck, func(struck [2]int) bool { return struck[0] <= link.From && link.To <= struck[1] })
	title := plain(link.node.Title)
	switch {
	case strings.TrimSpace(own) == "":
		r.find(finding.QuoteForm, finding.Span{Start: link.Start, End: link.End}, "a link to a source has no text", "write the words that it supports")
		return nil
	case quoted == misquoted:
		return nil
	case quoted == quotation:
		marks := outerMarks(own, r.language)
		if !r.onlyWords(run, link.From+marks[0].openEnd, link.From+marks[0].closeStart) {
			return nil
		}
		if !run.notedAt(link.To) {
			use.Emphasis = run.emphasisIn(link.From+marks[0].openEnd, link.From+marks[0].closeStart)
		}
		use.Kind, use.Words, use.Speaker = Quotation, own[marks[0].openEnd:marks[0].closeStart], title
		use.WordsAt = r.inFile(run.Span(link.From+marks[0].openEnd, link.From+marks[0].closeStart))
		use.SaidAt = r.inFile(link.title)
	case title != "":
		use.Kind, use.Words, use.WordsAt = Citation, title, r.inFile(link.title)
	default:
		use.Kind = Reference
	}
	r.page.Uses = append(r.page.Uses, use)
	return use
}

// link keeps a link that leads to this site, and refuses schemes that a
// browser would run.
func (r *reader) link(link LinkRange, destination string) {
	r.checkWritten(link.node.Destination, link.target)
	r.checkWritten(link.node.Title, link.title)
	if marks := outerMarks(plain(link.node.Title), r.language); len(marks) > 0 {
		r.page.Marks.Seen += len(marks)
		r.find(finding.QuoteUnsourced, link.title, "quotation marks in the title of a link", "say it without quotation marks")
	}
	if r.isEmpty(link, destination) {
		return
	}
	parsed, err := url.Parse(destination)
	if err != nil { // layouts could not read it, either
		r.find(finding.LinkBroken, link.target, "the address of the link can’t be read: "+destination, "copy it from the browser")
		return
	}
	name, _, hasScheme := strings.Cut(destination, ":")
	if hasScheme && !strings.ContainsAny(name, "/?#") {
		switch strings.ToLower(name) {
		case "http", "https":
			switch {
			case parsed.Hostname() == "":
				r.find(finding.LinkBroken, link.target, "the link names no host: "+destination, "copy the address from the browser")
				return
			case strings.ContainsFunc(parsed.Host, func(char rune) bool { return char >= 0x80 }): // which look like others
				r.find(finding.LinkBroken, link.target, "the host of the link has letters that are not ASCII: "+destination, "copy the address from the browser, which writes them as xn--")
				return
			case parsed.User != nil: // which is there to deceive readers
				r.find(finding.LinkBroken, link.target, "the link has a name before its host: "+destination, "copy the address from the browser")
				return
			}
			r.page.External = append(r.page.External, Link{Destination: destination, Span: r.inFile(link.target)})
		case "mailto":
		default:
			r.find(finding.LinkBroken, link.target, fmt.Sprintf("the scheme %s: is not allowed in a link", name), "link to a page, or with https")
		}
		return
	}
	to, fragment, _ := strings.Cut(destination, "#")
	kept := Link{Destination: destination, Fragment: fragment, Span: r.inFile(link.target)}
	switch {
	case strings.HasPrefix(to, "/"):
		kept.Path = path.Clean(to)
		if strings.HasSuffix(to, ".md") {
			kept.Path = logicalPath("content" + kept.Path)
		}
	case to != "":
		kept.Path = path.Join("/", path.Dir(strings.TrimPrefix(r.page.name, "content/")), to)
		if strings.HasSuffix(to, ".md") {
			kept.Path = logicalPath("content" + kept.Path)
		}
	default:
		kept.Path = r.page.Path
	}
	r.page.Links = append(r.page.Links, kept)
}

// blockSpan returns the span of a block's lines in the body.
func blockSpan(block ast.Node, source []byte) finding.Span {
	start := min(max(block.Pos(), 0), len(source)) // behind a tab it may be said to stand past the end
	span := finding.Span{Start: start, End: start}
	_ = ast.Walk(block, func(part ast.Node, entering bool) (ast.WalkStatus, error) {
		if part.Type() == ast.TypeBlock && entering {
			if lines := part.Lines(); lines != nil && lines.Len() > 0 {
				span.Start = min(span.Start, lines.At(0).Start)
				span.End = max(span.End, lines.At(lines.Len()-1).Stop)
			}
		}
		return ast.WalkContinue, nil
	})
	span.End = start + len(bytes.TrimRight(source[start:max(span.End, start)], "\n"))
	return span
}

// comment keeps a suppression, and reports whether raw HTML is one: it is not
// published, and says nothing to readers. A block is about the line below it.
func (r *reader) comment(span finding.Span, block bool) bool {
	suppression, ok := finding.ParseSuppression(r.page.File, r.inFile(span), block, r.report)
	if suppression != nil {
		r.page.Suppressions = append(r.page.Suppressions, suppression)
	}
	return ok
}
