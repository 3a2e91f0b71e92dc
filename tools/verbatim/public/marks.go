package public

import (
	"bytes"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
)

// sourceWords is the class of what is shown of a source outside quotations: the
// passages that uses rest on, and texts that are published whole.
const sourceWords = "passage"

// classOf returns the class of a quotation, under which its marks are counted.
func classOf(proof *link.Proof) string {
	if class := proof.Class(); class != "" {
		return class
	}
	return "locked" // by an earlier version, without its class
}

// block is the text between two boundaries of blocks: quotation marks pair
// inside one, as in Markdown, and over several as mark.FindAcross says.
type block struct {
	text     []byte
	runs     []textRun
	uses     []inLine
	language string
}

// textRun is one text node of a block.
type textRun struct {
	from   int    // of the block's text
	at     int    // byte offset in the file
	proven string // the class of what proves it
	titled *title // the title of a source that it declares to be
	exempt string
	of     *element // that is exempt
	seal   bool     // the number of a note
}

// run returns the text node in which an offset of the block's text lies.
func (b *block) run(offset int) textRun {
	run := b.runs[0]
	for _, next := range b.runs {
		if next.from > offset {
			break
		}
		run = next
	}
	return run
}

// flush ends a block.
func (r *htmlReader) flush() {
	done := r.block
	r.block = block{}
	if len(bytes.TrimSpace(done.text)) == 0 {
		return
	}
	r.beside(&done)
	r.blocks = append(r.blocks, done)
}

// language returns that of the text that is being read; of a piece of a page
// that is the site's.
func (r *htmlReader) language() string {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if language, ok := r.stack[i].attrs.find("lang"); ok {
			return language
		}
	}
	return r.graph.Site.Config.Language()
}

// marks accounts for every quotation mark of the page.
func (r *htmlReader) marks() {
	for start := 0; start < len(r.blocks); {
		end := start
		var texts []string
		for ; end < len(r.blocks) && r.blocks[end].language == r.blocks[start].language; end++ {
			texts = append(texts, string(r.blocks[end].text))
		}
		marks := mark.FindAcross(texts, r.blocks[start].language)
		for i, mark := range marks {
			// A pair counts once, at its end.
			r.mark(&r.blocks[start+mark.Block], mark, mark.Pair <= i)
		}
		start = end
	}
}

// mark accounts for one quotation mark, and counts it where it is the last of
// its pair.
func (r *htmlReader) mark(in *block, mark mark.InBlock, last bool) {
	run := in.run(mark.Start)
	count := 0
	if last {
		count = 1
	}
	r.coverage.Seen += count
	switch {
	case run.proven != "":
		r.coverage.Proven[run.proven] += count
		return
	case run.titled != nil && run.titled.exempt:
		r.coverage.Exempt[exemptTitle] += count
		return
	case run.exempt != "" && r.authored(run.of):
		r.coverage.Exempt[run.exempt] += count
		return
	}
	text := string(in.text)
	place := run.at + max(0, bytes.Index(r.file.Data[run.at:], []byte(text[mark.Start:mark.End])))
	r.report(r.written(finding.Finding{Rule: finding.ReadBackMark, File: r.file,
		Span:    finding.Span{Start: place, End: place + mark.End - mark.Start},
		Message: "a quotation mark that nothing proves: " + excerpt(around(text, mark.Span)),
		Help:    "quote in the body of a page, as a link to the source; layouts show quotations only by data-use"},
		func(places *prose.Places) (finding.Span, bool) {
			return places.Words(text[:mark.Start], text[mark.Start:mark.End], text[mark.End:])
		}))
}

// authored reports whether the words of an exempt element are an author's: they
// stand in the Markdown of the page, where they were read, and no layout added
// them; or those of the build, of a quotation that it was made to refuse. A piece of a page that a feed carries is any page's.
func (r *htmlReader) authored(elem *element) bool {
	if elem.exempt == link.ExemptDemonstration {
		shown := r.graph.Demonstration
		return shown != nil && strings.TrimSpace(r.shown(elem)) == shown.Finding
	}
	words := spaceless(r.shown(elem))
	if page := r.pageOf(r.file); page != nil {
		return r.holds(page, words)
	}
	for _, page := range r.graph.Site.Pages {
		if r.path == "" && r.holds(page, words) {
			return true
		}
	}
	return false
}

// holds reports whether the Markdown of a page has these words, blanks apart.
// In a cell of a table a bar is escaped.
func (s *site) holds(page *prose.Page, words string) bool {
	source := once(&s.sources, page, func() string {
		return strings.ReplaceAll(spaceless(string(page.File.Data[page.Body:])), `\|`, "|")
	})
	return strings.Contains(source, words) || strings.Contains(source, strings.ReplaceAll(words, `\|`, "|"))
}

func spaceless(text string) string { return strings.Join(strings.Fields(text), "") }

// around returns a span with some forty bytes on either side, as valid UTF-8.
func around(text string, at fold.Span) string {
	start, end := max(0, at.Start-40), min(len(text), at.End+40)
	return strings.ToValidUTF8(text[start:end], "")
}
