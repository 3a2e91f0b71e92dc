package public

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// element is an open element of the page being read.
type element struct {
	name    string
	attrs   map[string]string
	at      finding.Span
	words   strings.Builder
	marked  strings.Builder // text inside <mark>
	hrefs   []string        // of links inside
	said    strings.Builder // text inside .speaker
	verdict strings.Builder // text inside .verdict
	proof   *link.Proof
	passed  *link.Passage
	slip    *link.Proof     // whose evidence the element shows
	within  []*link.Passage // passages shown inside it
	text    *string         // the paragraph of a published text that it shows
	exempt  string
}

// class reports whether the element has a class.
func (e *element) class(name string) bool {
	return slices.Contains(strings.Fields(e.attrs["class"]), name)
}

// block is the text between two boundaries of blocks: quotation marks pair
// only inside one, as in Markdown.
type block struct {
	text strings.Builder
	runs []textRun
}

// textRun is one text node of a block.
type textRun struct {
	from   int // of the block's text
	at     int // byte offset in the file
	proven bool
	exempt string
}

// htmlReader reads one page, or a piece of one that a feed carries.
type htmlReader struct {
	*checker
	file  *finding.File
	name  string
	path  string // logical path of the page, or ""
	stack []*element
	block block
	ids   map[string]bool
	opens map[string]bool // ids that a seal opens
	slips map[string]found
}

// void elements have no end.
var void = set("area base br col embed hr img input link meta source track wbr")

// inline elements do not end a run of text; all others do.
var inline = set("svg use a abbr b bdi bdo button cite code data del dfn em i ins kbd mark q ruby rb rt rp s samp small span strong sub sup time u var wbr tspan")

// attributes that readers never see as text, or that hold addresses.
var unseen = set("class id href src srcset integrity rel type lang charset name datetime cite style data-use data-passage data-evidence data-text popover popovertarget popovertargetaction viewbox d fill width height media property itemprop as crossorigin http-equiv sizes")

// set returns the words of a list.
func set(words string) map[string]bool {
	members := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		members[word] = true
	}
	return members
}

// html reads a page token by token: positions come for free, and a page whose
// elements do not nest, which a browser would repair in its own way, is a
// finding rather than a guess.
func (c *checker) html(file *finding.File, name string) {
	reader := c.reader(file, name)
	reader.path = logical(name)
	c.ids[name] = reader.ids
	reader.read()
}

// reader returns a reader for a page, or for a piece of one.
func (c *checker) reader(file *finding.File, name string) *htmlReader {
	return &htmlReader{checker: c, file: file, name: name, ids: map[string]bool{}, opens: map[string]bool{}, slips: map[string]found{}}
}

// logical returns the logical path of the page that a file is, or "".
func logical(name string) string {
	switch base, ok := strings.CutSuffix("/"+name, "/index.html"); {
	case !ok:
		return ""
	case base == "":
		return "/"
	default:
		return base
	}
}

// read reads the file to its end, and reports what was left open.
func (r *htmlReader) read() {
	tokenizer := html.NewTokenizer(bytes.NewReader(r.file.Data))
	offset := 0
	for {
		kind := tokenizer.Next()
		raw := len(tokenizer.Raw())
		if kind == html.ErrorToken {
			break
		}
		at := finding.Span{Start: offset, End: offset + raw}
		offset += raw
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(tokenizer.Token(), at, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			r.end(tokenizer.Token().Data, at)
		case html.TextToken:
			r.words(tokenizer.Token().Data, at)
		}
	}
	r.flush()
	for id, slip := range r.slips {
		if !r.opens[id] {
			r.report(finding.Finding{Rule: finding.ReadBackLost, File: r.file, Span: slip.at,
				Message: "no seal opens the evidence " + id, Help: "mend the layout: a button beside the words, with popovertarget"})
		}
	}
	for _, elem := range r.stack {
		r.form(elem.at, fmt.Sprintf("<%s> is never closed", elem.name))
	}
}

// form reports that elements don't nest.
func (r *htmlReader) form(at finding.Span, message string) {
	r.report(finding.Finding{Rule: finding.HTMLForm, File: r.file, Span: at, Message: message, Help: "mend the layout"})
}

// start opens an element.
func (r *htmlReader) start(token html.Token, at finding.Span, selfClosing bool) {
	elem := &element{name: token.Data, attrs: map[string]string{}, at: at}
	for _, attr := range token.Attr {
		elem.attrs[attr.Key] = attr.Val
		// The content of <meta> is what search engines and messengers show.
		if !unseen[attr.Key] || elem.name == "meta" && attr.Key == "content" {
			r.text(r.file, at, attr.Val, "the attribute "+attr.Key+" of <"+elem.name+">")
		}
	}
	if !inline[elem.name] {
		r.flush()
	}
	r.identify(elem)
	r.loads(r.file, at, elem.name, elem.attrs)
	r.follow(elem)
	switch elem.name {
	case "q":
		r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: at,
			Message: "<q> lets the browser draw quotation marks that nobody has checked", Help: "write the marks as text in <span class=\"quotation\">"})
	case "code", "pre", "kbd", "samp", "script", "style":
		elem.exempt = "code"
	case "del", "s":
		// Only there is struck text what the site once said, and says no more.
		if r.path == "/corrections" {
			elem.exempt = "withdrawn wording"
		}
	}
	r.declare(elem)
	if void[elem.name] || selfClosing {
		return // nothing can stand inside, and no end comes
	}
	r.stack = append(r.stack, elem)
}

// identify takes the id of an element, which a page may have once.
func (r *htmlReader) identify(elem *element) {
	id, ok := elem.attrs["id"]
	if !ok {
		return
	}
	// A piece of a page that a feed carries has been read on its page.
	if r.ids[id] && path.Ext(r.name) == ".html" {
		r.report(r.written(finding.Finding{Rule: finding.HTMLID, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("the id %s is on this page twice", id), Help: "make one of them another"}, atID(id)))
	}
	r.ids[id] = true
}

// follow takes where an element leads to, for itself and for those that it stands
// in: a quotation must lead to its passage by a link anywhere inside.
func (r *htmlReader) follow(elem *element) {
	for _, key := range []string{"href", "src"} {
		if address, ok := elem.attrs[key]; ok {
			r.links = append(r.links, found{r.file, elem.at, address})
		}
	}
	if id, ok := elem.attrs["popovertarget"]; ok {
		r.opens[id] = r.opens[id] || elem.attrs["popovertargetaction"] != "hide"
		r.links = append(r.links, found{r.file, elem.at, "#" + id})
	}
	if elem.name != "a" {
		return
	}
	elem.hrefs = []string{elem.attrs["href"]}
	for _, open := range r.stack {
		open.hrefs = append(open.hrefs, elem.attrs["href"])
	}
}

// end closes an element, and compares what it showed with what it said that it
// would. Where another element is open, what stands between is given up: a
// browser would repair it in its own way.
func (r *htmlReader) end(name string, at finding.Span) {
	if void[name] {
		return
	}
	if len(r.stack) == 0 || r.stack[len(r.stack)-1].name != name {
		open := "nothing"
		if len(r.stack) > 0 {
			open = "<" + r.stack[len(r.stack)-1].name + ">"
		}
		r.form(at, fmt.Sprintf("</%s> closes %s", name, open))
		for i := len(r.stack) - 1; i >= 0; i-- {
			if r.stack[i].name == name {
				r.stack = r.stack[:i]
				break
			}
		}
		return
	}
	elem := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if !inline[name] {
		r.flush()
	}
	switch {
	case elem.proof != nil:
		r.use(elem)
	case elem.passed != nil:
		r.passage(elem)
	case elem.slip != nil:
		r.evidenceSlip(elem)
	case elem.text != nil:
		if elem.words.String() != *elem.text {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the page shows another paragraph than the published text: " + excerpt(elem.words.String()), Help: "mend the layout"})
		}
	case elem.name == "style":
		r.cssHosts(r.file, elem.words.String(), func(_, _ int) finding.Span { return elem.at })
	case elem.name == "script" && strings.HasSuffix(elem.attrs["type"], "json"):
		r.json(finding.NewFile(r.file.Name, []byte(elem.words.String())))
	}
}

// words takes a text node, for each element that it stands in.
func (r *htmlReader) words(text string, at finding.Span) {
	run := textRun{from: r.block.text.Len(), at: at.Start}
	inMark, inSpeaker, inCaption, inVerdict := false, false, false, false
	for _, elem := range r.stack {
		inMark = inMark || elem.name == "mark"
		inSpeaker = inSpeaker || elem.class("speaker")
		inCaption = inCaption || elem.name == "figcaption" // says whose the words are, and is none of them
		inVerdict = inVerdict || elem.class("verdict")
		if elem.exempt != "" {
			run.exempt = elem.exempt
		}
		if elem.proof != nil && elem.proof.Use.Kind == content.Quotation && !inCaption || elem.passed != nil || elem.text != nil {
			run.proven = true
		}
	}
	for _, elem := range r.stack {
		if !inCaption {
			elem.words.WriteString(text)
		}
		if inMark {
			elem.marked.WriteString(text)
		}
		if inSpeaker {
			elem.said.WriteString(text)
		}
		if inVerdict {
			elem.verdict.WriteString(text)
		}
	}
	if last := len(r.stack) - 1; last >= 0 && (r.stack[last].name == "script" || r.stack[last].name == "style") {
		return // a program, not words; linked data is read at its end
	}
	r.block.text.WriteString(text)
	r.block.runs = append(r.block.runs, run)
}

// flush ends a block: every quotation mark in it is accounted for.
func (r *htmlReader) flush() {
	text := r.block.text.String()
	runs := r.block.runs
	r.block = block{}
	if strings.TrimSpace(text) == "" {
		return
	}
	at := func(offset int) textRun {
		run := runs[0]
		for _, next := range runs {
			if next.from > offset {
				break
			}
			run = next
		}
		return run
	}
	marks := fold.Marks(text)
	if len(marks) == 0 {
		return
	}
	titles := r.titleSpans(text)
	for i, mark := range marks {
		run := at(mark.Start)
		last := mark.Pair <= i // count a pair once, at its end
		reason := run.exempt
		for _, title := range titles {
			if title.Start <= mark.Start && mark.End <= title.End {
				reason = "title of a source"
			}
		}
		if last {
			r.coverage.Seen++
		}
		switch {
		case run.proven:
			if last {
				r.coverage.Proven++
			}
		case reason != "":
			if last {
				r.coverage.Exempt[reason]++
			}
		default:
			place := run.at + max(0, bytes.Index(r.file.Data[run.at:], []byte(text[mark.Start:mark.End])))
			r.report(r.written(finding.Finding{Rule: finding.ReadBackMark, File: r.file,
				Span:    finding.Span{Start: place, End: place + mark.End - mark.Start},
				Message: "a quotation mark that nothing proves: " + excerpt(around(text, mark.Span)),
				Help:    "quote in the body of a page, as a link to the source; layouts show quotations only by data-use"},
				func(places *content.Places) (finding.Span, bool) {
					return places.Words(text[:mark.Start], text[mark.Start:mark.End], text[mark.End:])
				}))
		}
	}
}

// around returns a span with some forty bytes on either side, as valid UTF-8.
func around(text string, at fold.Span) string {
	start, end := max(0, at.Start-40), min(len(text), at.End+40)
	return strings.ToValidUTF8(text[start:end], "")
}

// titleSpans returns where titles of sources stand in text.
func (r *htmlReader) titleSpans(text string) []fold.Span {
	var spans []fold.Span
	for _, title := range r.titles {
		for from := 0; ; {
			i := strings.Index(text[from:], title)
			if i < 0 {
				break
			}
			spans = append(spans, fold.Span{Start: from + i, End: from + i + len(title)})
			from += i + len(title)
		}
	}
	return spans
}
