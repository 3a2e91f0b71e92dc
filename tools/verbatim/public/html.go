package public

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/style"
)

// htmlReader reads one page, or a piece of one that a feed carries.
type htmlReader struct {
	*checker
	file   *finding.File
	name   string
	path   string // logical path of the page, or ""
	stack  []*element
	texts  []textNode
	block  block
	blocks []block // those that were read
	ids    map[string]bool
	opens  map[string]bool // ids that a seal opens
	slips  map[string]found
	seals  []sealed
}

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
	c.anchors, c.styled = reader.ids, style.Places{}
	reader.read()
	c.standing.Lock()
	defer c.standing.Unlock()
	c.site.styled.Add(c.styled)
	c.styled = nil // pages have many of the same
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
		raw := tokenizer.Raw()
		if kind == html.ErrorToken {
			break
		}
		at := finding.Span{Start: offset, End: offset + len(raw)}
		offset = at.End
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(tokenizer.Token(), at, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			r.end(tokenizer.Token().Data, at)
		case html.TextToken:
			plain := bytes.IndexByte(raw, '<') < 0
			r.words(tokenizer.Token().Data, at, plain)
		case html.CommentToken:
			r.form(at, "a comment, which not all browsers end at the same place")
		}
	}
	r.flush()
	r.marks()
	r.lettered()
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

// form reports what browsers would read in ways of their own.
func (r *htmlReader) form(at finding.Span, message string) { r.report(misshapen(r.file, at, message)) }

func misshapen(file *finding.File, at finding.Span, message string) finding.Finding {
	return finding.Finding{Rule: finding.HTMLForm, File: file, Span: at, Message: message, Help: "mend the layout"}
}

// nothing is what the root stands in.
var nothing element

// parent returns the innermost open element, or one without a name.
func (r *htmlReader) parent() *element {
	if len(r.stack) == 0 {
		return &nothing
	}
	return r.stack[len(r.stack)-1]
}

// leave closes all open elements but so many.
func (r *htmlReader) leave(open int) {
	for _, elem := range r.stack[open:] {
		elem.texts.end = len(r.texts)
	}
	r.stack = r.stack[:open]
}

// start opens an element.
func (r *htmlReader) start(token html.Token, at finding.Span, selfClosing bool) {
	elem := &element{name: token.Data, attrs: attributesOf(token.Attr), at: at, from: len(r.block.text), texts: textSpan{len(r.texts), open}}
	elem.classes = strings.Fields(elem.attrs.get("class"))
	if !inline[elem.name] {
		r.flush()
		elem.from = 0
	}
	r.allowed(elem, selfClosing)
	r.declare(elem)
	r.declaresOnce(elem)
	r.place(elem)
	r.attributes(elem)
	r.identify(elem)
	r.loads(r.file, at, elem.name, elem.attrs)
	r.follow(elem)
	switch elem.name {
	case "code", "pre", "kbd", "samp":
		elem.exempt = "code"
		if _, finding := r.parent().attrs.find("data-finding"); finding {
			elem.exempt = link.ExemptDemonstration
		}
	case "del", "s":
		// Only there is struck text what the site once said, and says no more.
		if r.path == "/corrections" {
			elem.exempt = "withdrawn wording"
		}
	case "br":
		r.words("\n", at, true)
	}
	if void[elem.name] || selfClosing {
		return // nothing can stand inside, and no end comes
	}
	elem.in = r.parent().in.within(elem)
	r.stack = append(r.stack, elem)
}

// identify takes the id of an element, which a page may have once.
func (r *htmlReader) identify(elem *element) {
	id, ok := elem.attrs.find("id")
	if !ok {
		return
	}
	// A piece of a page that a feed carries has been read on its page.
	if r.ids[id] && path.Ext(r.name) == ".html" {
		r.report(r.written(finding.Finding{Rule: finding.HTMLID, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("the id %s is on this page twice", id), Help: "make one of them another"}, atID(id)))
	}
	r.ids[id] = true
	for _, open := range r.stack {
		switch {
		case open.read != nil:
			open.read.places = append(open.read.places, placed{id, len(spaceless(r.marked(open)))})
		case open.text != nil:
			open.places = append(open.places, placed{id, len(r.shown(open))})
		}
	}
}

// follow takes where an element leads to, for itself and for those that it stands
// in: a quotation must lead to its passage by a link anywhere inside.
func (r *htmlReader) follow(elem *element) {
	for _, key := range []string{"href", "src"} {
		if address, ok := elem.attrs.find(key); ok {
			r.links = append(r.links, found{r.file, elem.at, address})
		}
	}
	if id, ok := elem.attrs.find("popovertarget"); ok {
		r.opens[id] = r.opens[id] || elem.attrs.get("popovertargetaction") != "hide"
		r.links = append(r.links, found{r.file, elem.at, "#" + id})
	}
	if elem.name != "a" {
		return
	}
	href := elem.attrs.get("href")
	elem.hrefs = []string{href}
	for _, open := range r.stack {
		if open.proof != nil || open.slip != nil {
			open.hrefs = append(open.hrefs, href)
		}
	}
}

// end closes an element, and compares what it showed with what it said that it
// would. Where another element is open, what stands between is given up: a
// browser would repair it in its own way.
func (r *htmlReader) end(name string, at finding.Span) {
	if void[name] {
		r.form(at, fmt.Sprintf("</%s> closes nothing", name))
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
				r.leave(i)
				break
			}
		}
		return
	}
	elem := r.stack[len(r.stack)-1]
	r.leave(len(r.stack) - 1)
	if !inline[name] {
		r.flush()
	}
	r.closed(elem)
}

// closed compares an element with what it declared.
func (r *htmlReader) closed(elem *element) {
	if elem.name == "a" && !elem.class("speaker") {
		for i := len(r.stack) - 1; i >= 0 && !r.stack[i].class("seal"); i-- {
			if r.stack[i].name == "figcaption" {
				r.stack[i].links = append(r.stack[i].links, r.shown(elem))
			}
		}
	}
	r.attributed(elem)
	if elem.class("gap") || elem.name == "sup" {
		r.gap(elem)
	}
	if elem.name == "text" && signsOnly(r.shown(elem)) {
		r.form(elem.at, "a drawing has signs without words, which could be set together: "+excerpt(r.shown(elem)))
	}
	switch {
	case elem.name == "figcaption" && r.parent().proof != nil:
		r.caption(elem, r.parent().proof)
	case elem.numbers():
		r.numbered(elem)
	case elem.class("head") && r.parent().declares("data-evidence"):
		r.head(elem)
	}
	switch {
	case elem.proof != nil:
		r.use(elem)
	case elem.passed != nil:
		r.passage(elem)
	case elem.slip != nil:
		r.evidenceSlip(elem)
	case elem.read != nil:
		r.reading(elem)
	case elem.text != nil:
		r.placesIn(elem)
		if shown := r.shown(elem); shown != *elem.text {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the page shows another paragraph than the published text: " + excerpt(shown), Help: "mend the layout"})
		}
	case elem.titled != nil:
		r.title(elem)
	case elem.name == "script" && elem.attrs.get("type") == linkedData:
		r.json(finding.NewFile(r.file.Name, []byte(elem.script)))
	}
}

// words takes a text node, for each element that it stands in. Plain says that
// no sign of its source could begin a tag.
func (r *htmlReader) words(text string, at finding.Span, plain bool) {
	parent := r.parent()
	if parent.name == "script" {
		parent.script += text // a program, not words; linked data is read at its end
		return
	}
	if !plain {
		r.form(at, fmt.Sprintf("the text of <%s> holds <, which not all browsers read alike", parent.name))
	}
	if blank := strings.TrimSpace(text) == ""; !blank && (tabular[parent.name] != nil || parent.name == "figure" && parent.proof != nil || parent.slip != nil) {
		r.form(at, fmt.Sprintf("words stand in <%s>, where none are expected: %s", parent.name, excerpt(text)))
	}
	r.texts = append(r.texts, textNode{text, &parent.in})
	if loose := parent.in.loose; loose != nil {
		loose.credit.loose.WriteString(text)
	}
	run := r.run(at)
	switch {
	case run.proven != sourceWords: // a source may hold such characters; what we write may not
		r.visible(r.file, at, text)
	case fold.Disguise(text) >= 0:
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: at,
			Message: "the source’s words hold a character that shows other words than stand there: " + excerpt(text), Help: "remove the character from the text"})
	}
	if len(r.block.runs) == 0 {
		r.block.language = r.language()
	}
	r.block.text = append(r.block.text, text...)
	r.block.runs = append(r.block.runs, run)
}

// run returns what accounts for the quotation marks of a text node.
func (r *htmlReader) run(at finding.Span) textRun {
	run := textRun{from: len(r.block.text), at: at.Start}
	run.seal = r.parent().in.seal > 0
	inCaption, inMark := false, false
	for _, elem := range slices.Backward(r.stack) {
		inMark = inMark || elem.name == "mark"
		if run.exempt == "" {
			run.exempt, run.of = elem.exempt, elem
		}
		if run.titled == nil {
			run.titled = elem.titled
		}
		switch {
		case elem.passed != nil || elem.text != nil || elem.read != nil && inMark:
			run.proven = sourceWords
		case elem.proof != nil && elem.proof.Use.Kind == prose.Quotation && !inCaption:
			run.proven = classOf(elem.proof)
		}
		inCaption = inCaption || elem.name == "figcaption"
	}
	return run
}
