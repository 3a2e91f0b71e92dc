package prose

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// opaque stands in a block's text for what is not text: code, a picture.
const opaque = "\ufffc"

// Run is the text of one block as readers will see it, without markup, each
// byte with the part of the body that it was read from.
type Run struct {
	Text       []byte
	Links      []LinkRange
	Breaks     []int    // of Text: where a line ends for readers, too
	Strong     int      // of Text: the end of strong emphasis that begins it; 0 for none
	Emphasised [][2]int // of Text: from and to

	read    []stretch // where the bytes of Text were read from
	struck  [][2]int  // of Text
	code    [][2]int  // of Text
	html    bool      // it holds raw HTML
	foreign []foreign
}

// foreign is a part of a run's text that is no plain words of it.
type foreign struct {
	from, to int
	what     string
}

// LinkRange is a link of a run.
type LinkRange struct {
	Use        *Use // what it claims of a source; nil where it claims nothing
	From, To   int  // bytes of the run's text
	Start, End int  // bytes of the body, brackets included

	node   *ast.Link
	target finding.Span
	title  finding.Span
}

// stretch is a part of a run's text, up to the next one, with the part of the body
// that it was read from.
type stretch struct {
	at   int // of the text
	from finding.Span
	each bool // its bytes are those of the body, one by one; else all of them were read from all of it
}

// at returns the part of the body that a byte of the text was read from.
func (r *Run) at(i int) finding.Span {
	k := sort.Search(len(r.read), func(k int) bool { return r.read[k].at > i }) - 1
	part := r.read[k]
	if !part.each {
		return part.from
	}
	start := part.from.Start + i - part.at
	return finding.Span{Start: start, End: start + 1}
}

func (r *Run) add(text string, from finding.Span) {
	if text == "" {
		return
	}
	r.read = append(r.read, stretch{at: len(r.Text), from: from})
	r.Text = append(r.Text, text...)
}

// copy adds a part of the body as it is.
func (r *Run) copy(source []byte, from finding.Span) {
	if from.Start >= from.End {
		return
	}
	r.read = append(r.read, stretch{at: len(r.Text), from: from, each: true})
	r.Text = append(r.Text, source[from.Start:from.End]...)
}

// join adds the text of another block, after a blank line.
func (r *Run) join(other *Run) {
	if len(r.Text) > 0 {
		r.add("\n\n", r.at(len(r.Text)-1))
	}
	from := len(r.Text)
	for _, part := range other.foreign {
		r.foreign = append(r.foreign, foreign{from + part.from, from + part.to, part.what})
	}
	for _, part := range other.Emphasised {
		r.Emphasised = append(r.Emphasised, [2]int{from + part[0], from + part[1]})
	}
	r.Text = append(r.Text, other.Text...)
	for _, part := range other.read {
		part.at += from
		r.read = append(r.read, part)
	}
}

// emphasisIn returns which of the bytes from one to another are emphasised;
// nothing where all are, or none.
func (r *Run) emphasisIn(from, to int) (parts [][2]int) {
	for _, part := range r.Emphasised {
		if part[0] <= from && to <= part[1] {
			return nil
		}
		if start, end := max(part[0], from), min(part[1], to); start < end {
			parts = append(parts, [2]int{start - from, end - from})
		}
	}
	return parts
}

// IsEmphasisNote reports whether the content of brackets says whose emphasis
// is: emphasis added, Hervorhebung im Original. [sic] says nothing of it.
func IsEmphasisNote(note string) bool {
	return fold.IsNote(note) && !strings.HasPrefix(strings.ToLower(note), "sic")
}

// maxNote is longer than any such note, in bytes.
const maxNote = 120

// notedAt reports whether a note in brackets that says whose emphasis is
// stands right at a place of the text.
func (r *Run) notedAt(at int) bool {
	rest := strings.TrimLeft(string(r.Text[at:min(len(r.Text), at+maxNote)]), " \n")
	open, size := utf8.DecodeRuneInString(rest)
	if size == 0 || !strings.ContainsRune("([（［〔", open) {
		return false
	}
	note := rest[size:]
	end := strings.IndexAny(note, ")]）］〕")
	return end > 0 && IsEmphasisNote(note[:end])
}

// linked reports whether a link to a source holds a pair of quotation marks, or
// stands in it.
func (r *Run) linked(mark outerMark) bool {
	for _, link := range r.Links {
		if link.From < mark.End && mark.Start < link.To && strings.HasPrefix(string(link.node.Destination), scheme) {
			return true
		}
	}
	return false
}

// onlyWords reports whether quoted words, from one byte of the text to another,
// are words and nothing else: what is struck out, set as code or shown is not
// what the source says.
func (r *reader) onlyWords(run *Run, from, to int) bool {
	for _, part := range run.foreign {
		if part.from < to && from < part.to {
			r.find(finding.QuoteForm, run.Span(part.from, part.to), part.what+" inside quoted words",
				"quote the words as the source has them, and nothing else")
			return false
		}
	}
	return true
}

// Span returns the part of the body that the bytes of Text from one to another
// were read from; nothing where they are none.
func (r *Run) Span(from, to int) finding.Span {
	if from >= to || to > len(r.Text) {
		return finding.Span{}
	}
	return finding.Span{Start: r.at(from).Start, End: r.at(to - 1).End}
}

// segment adds a part of the body, resolving backslash escapes and character
// references as CommonMark's renderers do.
func (r *Run) segment(source []byte, part text.Segment, raw bool) {
	plain := part.Start // from where on bytes are as they are
	for i := part.Start; i < part.Stop && !raw; i++ {
		if char := source[i]; char != '\\' && char != '&' {
			continue
		}
		end, resolved := i, ""
		if source[i] == '\\' {
			if i+1 < part.Stop && util.IsPunct(source[i+1]) {
				end, resolved = i+2, string(source[i+1])
			}
		} else if length := bytes.IndexByte(source[i:min(part.Stop, i+40)], ';'); length > 0 {
			reference := source[i : i+length+1]
			if read := util.ResolveEntityNames(util.ResolveNumericReferences(reference)); !bytes.Equal(read, reference) {
				end, resolved = i+length+1, string(read)
			}
		}
		if end > i {
			r.copy(source, finding.Span{Start: plain, End: i})
			r.add(resolved, finding.Span{Start: i, End: end})
			plain, i = end, end-1
		}
	}
	r.copy(source, finding.Span{Start: plain, End: part.Stop})
}

// plain resolves escapes and character references in a link's title or
// destination.
func plain(written []byte) string {
	if !bytes.ContainsAny(written, `\&`) {
		return string(bytes.TrimSpace(written))
	}
	var out Run
	out.segment(written, text.NewSegment(0, len(written)), false)
	return string(bytes.TrimSpace(out.Text))
}

// inline reads the text of a block.
func (r *reader) inline(block ast.Node) *Run {
	out := &Run{}
	r.inlines(out, block)
	return out
}

func (r *reader) inlines(out *Run, parent ast.Node) {
	if r.depth++; r.depth > 4*maxMarkdownDepth {
		return
	}
	defer func() { r.depth-- }()
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		switch node := node.(type) {
		case *ast.Text:
			out.segment(r.source, node.Segment, node.IsRaw())
			if node.SoftLineBreak() || node.HardLineBreak() {
				out.add("\n", finding.Span{Start: node.Segment.Stop, End: node.Segment.Stop})
			}
			if node.HardLineBreak() {
				out.Breaks = append(out.Breaks, len(out.Text))
			}
		case *ast.String:
			out.add(string(node.Value), at(node, 0))
		case *ast.CodeSpan:
			r.code(out, node)
		case *ast.Link:
			link := LinkRange{node: node, From: len(out.Text), Start: node.Pos()}
			r.inlines(out, node)
			link.To = len(out.Text)
			r.locate(out, &link)
			out.Links = append(out.Links, link)
		case *ast.Image:
			r.image(node)
			out.opaque(at(node, len("![")), "a picture")
		case *ast.AutoLink:
			address := node.URL(r.source)
			if node.AutoLinkType == ast.AutoLinkURL {
				r.link(LinkRange{node: &ast.Link{}, target: at(node, len(address)+len("<>"))}, string(address))
			}
			out.opaque(at(node, len(address)+len("<>")), "a bare address")
		case *ast.RawHTML:
			raw := finding.Span{Start: node.Segments.At(0).Start, End: node.Segments.At(node.Segments.Len() - 1).Stop}
			closes := strings.HasPrefix(string(r.source[raw.Start:raw.End]), "</")
			if !r.comment(raw, false) && !(closes && out.html) { // with what it closes it is one
				out.html = true
				r.find(finding.MarkdownHTML, raw, "raw HTML is not published", asMarkdown(string(r.source[raw.Start:raw.End])))
			}
		case *ast.Emphasis:
			from := len(out.Text)
			r.inlines(out, node)
			out.Emphasised = append(out.Emphasised, [2]int{from, len(out.Text)})
			if from == 0 && node.Level == 2 {
				out.Strong = len(out.Text)
			}
			r.checkNested(out, node, from)
		case *extast.Strikethrough:
			from := len(out.Text)
			r.inlines(out, node)
			out.struck = append(out.struck, [2]int{from, len(out.Text)})
			r.checkStruck(out, node, from)
			out.foreign = append(out.foreign, foreign{from, len(out.Text), "strikethrough"})
		default:
			r.inlines(out, node)
		}
	}
}

// opaque adds what is shown and is no text.
func (r *Run) opaque(from finding.Span, what string) {
	r.foreign = append(r.foreign, foreign{len(r.Text), len(r.Text) + len(opaque), what})
	r.add(opaque, from)
}

// image reads a picture, whose texts can prove nothing.
func (r *reader) image(image *ast.Image) {
	begins := at(image, len("!["))
	alternative := string(r.inline(image).Text)
	if strings.TrimSpace(alternative) == "" {
		r.find(finding.ImageAlt, begins, "a picture without alternative text", "say in the brackets what the picture shows")
	}
	for _, text := range []string{alternative, plain(image.Title)} {
		if marks := outerMarks(text, r.language); len(marks) > 0 {
			r.page.Marks.Seen += len(marks)
			r.find(finding.QuoteUnsourced, begins, "quotation marks in the text of an image", "describe the image without quoting")
		}
	}
	r.checkWritten(image.Destination, begins)
	r.checkWritten(image.Title, begins)
	r.link(LinkRange{node: &ast.Link{}, target: begins}, plain(image.Destination))
}

// at is the first so many bytes of a node.
func at(node ast.Node, length int) finding.Span {
	start := max(node.Pos(), 0)
	return finding.Span{Start: start, End: start + length}
}

// locate finds the parts of an inline link, which the parser does not keep. It
// searches from the end of the link's text, in the order in which CommonMark
// has them; of a reference link, whose parts stand elsewhere, all of them are
// the whole.
func (r *reader) locate(out *Run, link *LinkRange) {
	link.End = link.Start + 1
	if link.To > link.From {
		link.End = out.at(link.To - 1).End
	}
	whole := finding.Span{Start: link.Start, End: link.End}
	link.target, link.title = whole, whole
	open := bytes.Index(r.source[link.End:], []byte("]("))
	if link.node.Reference != nil || open < 0 {
		return
	}
	at := link.End + open + 2
	if i := bytes.Index(r.source[at:], link.node.Destination); i >= 0 {
		link.target = finding.Span{Start: at + i, End: at + i + len(link.node.Destination)}
		at = link.target.End
	}
	if len(link.node.Title) > 0 {
		if i := bytes.Index(r.source[at:], link.node.Title); i >= 0 {
			link.title = finding.Span{Start: at + i, End: at + i + len(link.node.Title)}
			at = link.title.End
		}
	}
	if i := bytes.IndexByte(r.source[at:], ')'); i >= 0 {
		at += i + 1
	}
	link.End = at
}

// outerMark is a pair of quotation marks that stands in no other, or a mark
// without a partner.
type outerMark struct {
	fold.Span           // the pair with its marks
	paired              bool
	openEnd, closeStart int // of the words between
}

// outerMarks returns those of a block by itself.
func outerMarks(text, language string) []outerMark {
	marks := mark.FindIn(text, language)
	var outer []outerMark
	end := 0
	for i, mark := range marks {
		if mark.Start < end {
			continue
		}
		if mark.Pair <= i {
			outer = append(outer, outerMark{Span: mark.Span})
			continue
		}
		partner := marks[mark.Pair]
		outer = append(outer, outerMark{Span: fold.Span{Start: mark.Start, End: partner.End}, paired: true, openEnd: mark.End, closeStart: partner.Start})
		end = partner.End
	}
	return outer
}

// Inner returns the words between the quotation marks that enclose a text, or
// all of it where none do.
func Inner(text string) string {
	if marks := outerMarks(text, ""); len(marks) == 1 && marks[0].paired && marks[0].Start == 0 && marks[0].End == len(text) {
		return text[marks[0].openEnd:marks[0].closeStart]
	}
	return text
}
