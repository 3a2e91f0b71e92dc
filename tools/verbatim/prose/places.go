package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"summit-explainer/tools/verbatim/finding"
)

// Places say where the parts of a published page were written.
type Places struct {
	page      *Page
	blocks    []*Run
	Addresses []Named // of links and pictures, as written
	IDs       []Named // that headings have been given
}

// Named is a part of a page's file, by what it is called.
type Named struct {
	Name string
	Span finding.Span
}

// Places reads the page's body once more, for who has to find what is wrong on
// the published page.
func (p *Page) Places() *Places {
	quiet := &Page{File: p.File, name: p.name, Body: p.Body, Path: p.Path, Marks: Marks{Exempt: map[string]int{}}}
	in := &reader{page: quiet, source: p.File.Data[p.Body:], report: func(finding.Finding) {}}
	places := &Places{page: p}
	if _, message := unreadable(in.source); message != "" {
		return places
	}
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(in.source)), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		named := func(list *[]Named, name string, at finding.Span) {
			*list = append(*list, Named{name, in.inFile(at)})
		}
		switch node := node.(type) {
		case *ast.Heading:
			if id, ok := node.AttributeString("id"); ok {
				if id, ok := id.([]byte); ok {
					named(&places.IDs, string(id), blockSpan(node, in.source))
				}
			}
			places.blocks = append(places.blocks, in.inline(node))
		case *ast.Paragraph, *ast.TextBlock, *extast.TableCell:
			run := in.inline(node)
			places.blocks = append(places.blocks, run)
			for _, link := range run.Links {
				named(&places.Addresses, plain(link.node.Destination), link.target)
			}
		case *ast.Image:
			named(&places.Addresses, plain(node.Destination), finding.Span{Start: node.Pos(), End: node.Pos() + 2})
		}
		return ast.WalkContinue, nil
	})
	return places
}

// Words returns where the words in the middle of a text were written: the
// words themselves, and what readers see before and after them. It returns
// false where that is not to be found, or not just once.
func (p *Places) Words(before, words, after string) (finding.Span, bool) {
	if words == "" {
		return finding.Span{}, false
	}
	// The more of what is before and after has to fit, the surer the place; but
	// the layouts may have put words of theirs near it.
	for _, reach := range []int{40, 20, 8} {
		head, tail := lastBytes(before, reach), firstBytes(after, reach)
		var found []finding.Span
		for _, run := range p.blocks {
			text := string(run.Text)
			for at := 0; ; {
				i := strings.Index(text[at:], head+words+tail)
				if i < 0 {
					break
				}
				from := at + i + len(head)
				span := run.Span(from, from+len(words))
				found = append(found, finding.Span{Start: p.page.Body + span.Start, End: p.page.Body + span.End})
				at += i + 1
			}
		}
		if len(found) > 1 {
			return finding.Span{}, false
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	return finding.Span{}, false
}

// lastBytes returns at most so many bytes from the end, from a whole character.
func lastBytes(text string, most int) string {
	return strings.ToValidUTF8(text[max(0, len(text)-most):], "")
}

func firstBytes(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
