package content

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// opaque stands in a block's text for what is not text: code, a picture.
const opaque = "\ufffc"

// run is the text of one block as readers will see it, without markup, each
// byte with the part of the body that it was read from.
type run struct {
	text    []byte
	offsets []finding.Span
	links   []linkRange
	struck  [][2]int // of text

	emphasised [][2]int // of text
}

// linkRange is a link of a run.
type linkRange struct {
	node       *ast.Link
	from, to   int // of the run's text
	start, end int // of the body, brackets included
	target     finding.Span
	title      finding.Span
}

func (r *run) add(s string, from finding.Span) {
	for i := range len(s) {
		r.text = append(r.text, s[i])
		r.offsets = append(r.offsets, from)
	}
}

// span returns the part of the body that text[from:to] was read from.
func (r *run) span(from, to int) finding.Span {
	if from >= to || to > len(r.offsets) {
		return finding.Span{}
	}
	return finding.Span{Start: r.offsets[from].Start, End: r.offsets[to-1].End}
}

// segment adds a part of the body, resolving backslash escapes and character
// references as CommonMark's renderers do.
func (r *run) segment(source []byte, s text.Segment, raw bool) {
	for i := s.Start; i < s.Stop; {
		b := source[i]
		if !raw && b == '\\' && i+1 < s.Stop && util.IsPunct(source[i+1]) {
			r.add(string(source[i+1]), finding.Span{Start: i, End: i + 2})
			i += 2
			continue
		}
		if !raw && b == '&' {
			if end := bytes.IndexByte(source[i:min(s.Stop, i+40)], ';'); end > 0 {
				reference := source[i : i+end+1]
				if resolved := util.ResolveEntityNames(util.ResolveNumericReferences(reference)); !bytes.Equal(resolved, reference) {
					r.add(string(resolved), finding.Span{Start: i, End: i + end + 1})
					i += end + 1
					continue
				}
			}
		}
		r.text = append(r.text, b)
		r.offsets = append(r.offsets, finding.Span{Start: i, End: i + 1})
		i++
	}
}

// plain resolves escapes and character references in a link's title or
// destination.
func plain(b []byte) string {
	var r run
	r.segment(b, text.NewSegment(0, len(b)), false)
	return string(bytes.TrimSpace(r.text))
}

// inline reads the text of a block.
func (r *reader) inline(block ast.Node) *run {
	out := &run{}
	r.inlines(out, block)
	return out
}

func (r *reader) inlines(out *run, parent ast.Node) {
	if r.depth++; r.depth > 4*maxMarkdownDepth {
		return
	}
	defer func() { r.depth-- }()
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			out.segment(r.source, n.Segment, n.IsRaw())
			if n.SoftLineBreak() || n.HardLineBreak() {
				out.add("\n", finding.Span{Start: n.Segment.Stop, End: n.Segment.Stop})
			}
		case *ast.String:
			out.add(string(n.Value), at(n))
		case *ast.CodeSpan:
			r.code(n)
			out.add(opaque, at(n))
		case *ast.Link:
			l := linkRange{node: n, from: len(out.text), start: n.Pos()}
			r.inlines(out, n)
			l.to = len(out.text)
			r.locate(out, &l)
			out.links = append(out.links, l)
		case *ast.Image:
			r.image(n)
			out.add(opaque, at(n))
		case *ast.AutoLink:
			address := n.URL(r.source)
			if n.AutoLinkType == ast.AutoLinkURL {
				r.link(linkRange{node: &ast.Link{}, target: finding.Span{Start: at(n).Start, End: at(n).Start + len(address) + 2}}, string(address))
			}
			out.add(opaque, at(n))
		case *ast.RawHTML:
			raw := finding.Span{Start: n.Segments.At(0).Start, End: n.Segments.At(n.Segments.Len() - 1).Stop}
			if !r.comment(raw, false) {
				r.find(finding.MarkdownHTML, raw, "raw HTML is not published", "write it as Markdown")
			}
		case *ast.Emphasis:
			from := len(out.text)
			r.inlines(out, n)
			out.emphasised = append(out.emphasised, [2]int{from, len(out.text)})
			r.checkNested(out, n, from)
		case *extast.Strikethrough:
			from := len(out.text)
			r.inlines(out, n)
			out.struck = append(out.struck, [2]int{from, len(out.text)})
		default:
			r.inlines(out, n)
		}
	}
}

// code counts the quotation marks of a code span: they are exempt.
func (r *reader) code(n *ast.CodeSpan) {
	var code run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if text, ok := c.(*ast.Text); ok {
			code.segment(r.source, text.Segment, true)
		}
	}
	r.page.Marks.Exempt["code"] += len(outerMarks(string(code.text)))
}

// image reads a picture, whose texts can prove nothing.
func (r *reader) image(n *ast.Image) {
	begins := finding.Span{Start: n.Pos(), End: n.Pos() + len("![")}
	alternative := string(r.inline(n).text)
	if strings.TrimSpace(alternative) == "" {
		r.find(finding.ImageAlt, begins, "a picture without alternative text", "say in the brackets what the picture shows")
	}
	for _, text := range []string{alternative, plain(n.Title)} {
		if len(outerMarks(text)) > 0 {
			r.find(finding.QuoteUnsourced, begins, "quotation marks in the text of an image", "describe the image without quoting")
		}
	}
	r.link(linkRange{node: &ast.Link{}, target: begins}, plain(n.Destination))
}

// at is the place of a node that stands in a run as one opaque character.
func at(n ast.Node) finding.Span {
	start := max(n.Pos(), 0)
	return finding.Span{Start: start, End: start}
}

// locate finds the parts of an inline link, which the parser does not keep.
func (r *reader) locate(out *run, l *linkRange) {
	l.end = l.start + 1
	if l.to > l.from {
		l.end = out.offsets[l.to-1].End
	}
	whole := finding.Span{Start: l.start, End: l.end}
	l.target, l.title = whole, whole
	open := bytes.Index(r.source[l.end:], []byte("]("))
	if l.node.Reference != nil || open < 0 {
		return
	}
	at := l.end + open + 2
	if i := bytes.Index(r.source[at:], l.node.Destination); i >= 0 {
		l.target = finding.Span{Start: at + i, End: at + i + len(l.node.Destination)}
		at = l.target.End
	}
	if len(l.node.Title) > 0 {
		if i := bytes.Index(r.source[at:], l.node.Title); i >= 0 {
			l.title = finding.Span{Start: at + i, End: at + i + len(l.node.Title)}
			at = l.title.End
		}
	}
	if i := bytes.IndexByte(r.source[at:], ')'); i >= 0 {
		at += i + 1
	}
	l.end = at
}

// outerMark is a pair of quotation marks that stands in no other, or a mark
// without a partner.
type outerMark struct {
	fold.Span           // the pair with its marks
	paired              bool
	openEnd, closeStart int // of the words between
}

func outerMarks(s string) []outerMark {
	marks := fold.Marks(s)
	var outer []outerMark
	end := 0
	for i, m := range marks {
		if m.Start < end {
			continue
		}
		if m.Pair <= i {
			outer = append(outer, outerMark{Span: m.Span})
			continue
		}
		partner := marks[m.Pair]
		outer = append(outer, outerMark{Span: fold.Span{Start: m.Start, End: partner.End}, paired: true, openEnd: m.End, closeStart: partner.Start})
		end = partner.End
	}
	return outer
}

// Inner returns the words between the quotation marks that enclose s, or s
// itself where none do.
func Inner(s string) string {
	if marks := outerMarks(s); len(marks) == 1 && marks[0].paired && marks[0].Start == 0 && marks[0].End == len(s) {
		return s[marks[0].openEnd:marks[0].closeStart]
	}
	return s
}
