package public

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
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

func (e *element) class(name string) bool {
	for _, c := range strings.Fields(e.attrs["class"]) {
		if c == name {
			return true
		}
	}
	return false
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

var void = set("area base br col embed hr img input link meta source track wbr")

// inline elements do not end a run of text; all others do.
var inline = set("svg use a abbr b bdi bdo button cite code data del dfn em i ins kbd mark q ruby rb rt rp s samp small span strong sub sup time u var wbr tspan")

// attributes that readers never see as text, or that hold addresses.
var unseen = set("class id href src srcset integrity rel type lang charset name datetime cite style data-use data-passage data-evidence data-text popover popovertarget popovertargetaction viewbox d fill width height media property itemprop as crossorigin http-equiv sizes")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// html reads a page token by token: positions come for free, and a page whose
// elements do not nest, which a browser would repair in its own way, is a
// finding rather than a guess.
func (c *checker) html(file *finding.File, name string) {
	r := c.reader(file, name)
	r.path = logical(name)
	c.ids[name] = r.ids
	r.read()
}

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

func (r *htmlReader) read() {
	z := html.NewTokenizer(bytes.NewReader(r.file.Data))
	offset := 0
	for {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == html.ErrorToken {
			break
		}
		at := finding.Span{Start: offset, End: offset + raw}
		offset += raw
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token(), at, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			r.end(z.Token().Data, at)
		case html.TextToken:
			r.words(z.Token().Data, at)
		}
	}
	r.flush()
	for id, slip := range r.slips {
		if !r.opens[id] {
			r.report(finding.Finding{Rule: finding.ReadBackLost, File: r.file, Span: slip.at,
				Message: "no seal opens the evidence " + id, Help: "mend the layout: a button beside the words, with popovertarget"})
		}
	}
	for _, e := range r.stack {
		r.form(e.at, fmt.Sprintf("<%s> is never closed", e.name))
	}
}

func (r *htmlReader) form(at finding.Span, message string) {
	r.report(finding.Finding{Rule: finding.HTMLForm, File: r.file, Span: at, Message: message, Help: "mend the layout"})
}

func (r *htmlReader) start(t html.Token, at finding.Span, selfClosing bool) {
	e := &element{name: t.Data, attrs: map[string]string{}, at: at}
	for _, a := range t.Attr {
		e.attrs[a.Key] = a.Val
		if !unseen[a.Key] || t.Data == "meta" && (a.Key == "content") {
			r.text(r.file, at, a.Val, "the attribute "+a.Key+" of <"+t.Data+">")
		}
	}
	if !inline[e.name] {
		r.flush()
	}
	if id, ok := e.attrs["id"]; ok {
		// A piece of a page that a feed carries has been read on its page.
		if r.ids[id] && path.Ext(r.name) == ".html" {
			r.report(r.written(finding.Finding{Rule: finding.HTMLID, File: r.file, Span: at,
				Message: fmt.Sprintf("the id %s is on this page twice", id), Help: "make one of them another"}, atID(id)))
		}
		r.ids[id] = true
	}
	r.loads(r.file, at, e.name, e.attrs)
	for _, key := range []string{"href", "src"} {
		if address, ok := e.attrs[key]; ok {
			r.links = append(r.links, found{r.file, at, address})
		}
	}
	if id, ok := e.attrs["popovertarget"]; ok {
		r.opens[id] = r.opens[id] || e.attrs["popovertargetaction"] != "hide"
		r.links = append(r.links, found{r.file, at, "#" + id})
	}
	switch e.name {
	case "q":
		r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: at,
			Message: "<q> lets the browser draw quotation marks that nobody has checked", Help: "write the marks as text in <span class=\"quotation\">"})
	case "a":
		for _, open := range r.stack {
			open.hrefs = append(open.hrefs, e.attrs["href"])
		}
		e.hrefs = []string{e.attrs["href"]}
	case "code", "pre", "kbd", "samp", "script", "style":
		e.exempt = "code"
	case "del", "s":
		if r.path == "/corrections" {
			e.exempt = "withdrawn wording"
		}
	}
	r.declare(e)
	if void[e.name] || selfClosing {
		return
	}
	r.stack = append(r.stack, e)
}

// declare resolves what an element says that it shows.
func (r *htmlReader) declare(e *element) {
	if key, ok := e.attrs["data-use"]; ok {
		page, anchor, _ := strings.Cut(key, "#")
		if e.proof = r.graph.Proof(page, anchor); e.proof == nil {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
				Message: "the element shows a use that the graph does not hold: " + key, Help: "mend the layout"})
		}
	}
	if key, ok := e.attrs["data-passage"]; ok {
		id, anchor, _ := strings.Cut(key, "#")
		if source := r.graph.Source(id); source != nil {
			e.passed = source.Passage(anchor)
		}
		if e.passed == nil {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
				Message: "the element shows a passage that the graph does not hold: " + key, Help: "mend the layout"})
		}
	}
	if key, ok := e.attrs["data-evidence"]; ok {
		page, anchor, _ := strings.Cut(key, "#")
		if e.slip = r.graph.Proof(page, anchor); e.slip == nil || e.slip.Passage == nil {
			e.slip = nil
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
				Message: "the element shows the evidence of a use that the graph has not proven: " + key, Help: "mend the layout"})
		}
		r.slips[e.attrs["id"]] = found{r.file, e.at, key}
	}
	if key, ok := e.attrs["data-text"]; ok {
		id, number, _ := strings.Cut(key, "#")
		n, err := strconv.Atoi(number)
		if source := r.graph.Source(id); source != nil && err == nil && n > 0 && n <= len(source.Published()) {
			e.text = &source.Published()[n-1]
			r.paragraphs[id] = append(r.paragraphs[id], n)
			return
		}
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
			Message: "the element shows a paragraph of a text that is not published: " + key, Help: "mend the layout"})
	}
}

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
	e := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if !inline[name] {
		r.flush()
	}
	switch {
	case e.proof != nil:
		r.use(e)
	case e.passed != nil:
		r.passage(e)
	case e.slip != nil:
		r.evidenceSlip(e)
	case e.text != nil:
		if e.words.String() != *e.text {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
				Message: "the page shows another paragraph than the published text: " + excerpt(e.words.String()), Help: "mend the layout"})
		}
	case e.name == "style":
		r.cssHosts(r.file, e.words.String(), func(_, _ int) finding.Span { return e.at })
	case e.name == "script" && strings.HasSuffix(e.attrs["type"], "json"):
		r.json(finding.NewFile(r.file.Name, []byte(e.words.String())))
	}
}

// words takes a text node.
func (r *htmlReader) words(s string, at finding.Span) {
	run := textRun{from: r.block.text.Len(), at: at.Start}
	inMark, inSpeaker, inCaption, inVerdict := false, false, false, false
	for _, e := range r.stack {
		inMark = inMark || e.name == "mark"
		inSpeaker = inSpeaker || e.class("speaker")
		inCaption = inCaption || e.name == "figcaption"
		inVerdict = inVerdict || e.class("verdict")
		if e.exempt != "" {
			run.exempt = e.exempt
		}
		if e.proof != nil && e.proof.Use.Kind == content.Quotation && !inCaption || e.passed != nil || e.text != nil {
			run.proven = true
		}
	}
	for _, e := range r.stack {
		if !inCaption {
			e.words.WriteString(s)
		}
		if inMark {
			e.marked.WriteString(s)
		}
		if inSpeaker {
			e.said.WriteString(s)
		}
		if inVerdict {
			e.verdict.WriteString(s)
		}
	}
	if len(r.stack) > 0 && (r.stack[len(r.stack)-1].name == "script" || r.stack[len(r.stack)-1].name == "style") {
		return // a program, not words; linked data is read at its end
	}
	r.block.text.WriteString(s)
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
	for i, m := range marks {
		run := at(m.Start)
		last := m.Pair <= i // count a pair once, at its end
		reason := run.exempt
		for _, t := range titles {
			if t.Start <= m.Start && m.End <= t.End {
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
			place := run.at + max(0, bytes.Index(r.file.Data[run.at:], []byte(text[m.Start:m.End])))
			r.report(r.written(finding.Finding{Rule: finding.ReadBackMark, File: r.file,
				Span:    finding.Span{Start: place, End: place + m.End - m.Start},
				Message: "a quotation mark that nothing proves: " + excerpt(around(text, m.Span)),
				Help:    "quote in the body of a page, as a link to the source; layouts show quotations only by data-use"},
				func(p *content.Places) (finding.Span, bool) {
					return p.Words(text[:m.Start], text[m.Start:m.End], text[m.End:])
				}))
		}
	}
}

func around(s string, at fold.Span) string {
	start, end := max(0, at.Start-40), min(len(s), at.End+40)
	return strings.ToValidUTF8(s[start:end], "")
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

// use compares an element that shows a use with what was proven.
func (r *htmlReader) use(e *element) {
	proof, use := e.proof, e.proof.Use
	wrong := func(rule finding.Rule, message string) {
		r.report(finding.Finding{Rule: rule, File: r.file, Span: e.at, Message: message, Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written", Text: excerpt(use.Own), File: use.Page.File, Span: use.Span}}})
	}
	words, want := strings.TrimSpace(e.words.String()), use.Own
	if use.Kind == content.Quotation && (use.Block || e.name == "figure") {
		words, want = content.Inner(words), use.Words // a block is written without marks
	}
	if strings.TrimSpace(fold.Fold(words)) != strings.TrimSpace(fold.Fold(want)) {
		wrong(finding.ReadBackWords, fmt.Sprintf("the page shows other words than the %s that was checked: %s", use.Kind, excerpt(e.words.String())))
		return
	}
	if own := use.Page.Path == r.path; own && e.attrs["id"] == proof.Anchor {
		r.shown[proof]++
	}
	if use.Kind == content.Reference {
		return
	}
	if err := proof.Holds(e.words.String()); err != nil {
		wrong(finding.ReadBackWords, fmt.Sprintf("the %s is not proven as the page shows it: %v", use.Kind, err))
		return
	}
	if to := "#" + proof.Passage.Anchor; !r.leadsTo(e, "/sources/"+use.Source, to) {
		wrong(finding.ReadBackWords, fmt.Sprintf("the %s does not lead to its passage", use.Kind))
	}
	if use.Kind == content.Quotation && (use.Block || e.name == "figure") {
		who := proof.Passage.Source.Voice()
		if person := r.graph.Site.People[proof.Speaker]; person != nil {
			who = person.Title()
		}
		if strings.TrimSpace(e.said.String()) != who {
			wrong(finding.ReadBackSpeaker, fmt.Sprintf("the quotation is shown without its speaker, %s", who))
		}
	}
}

// leadsTo reports whether a link in e has the page of a source and the anchor.
func (r *htmlReader) leadsTo(e *element, page, anchor string) bool {
	for _, href := range e.hrefs {
		if to, ok := r.internal(r.name, href); ok && "/"+strings.TrimSuffix(to.file, "/index.html") == page && "#"+to.fragment == anchor {
			return true
		}
	}
	return false
}

// passage compares an element that shows a passage with the text or evidence.
func (r *htmlReader) passage(e *element) {
	for _, open := range r.stack {
		open.within = append(open.within, e.passed)
	}
	var words, marked strings.Builder
	for _, p := range e.passed.Pieces {
		words.WriteString(p.Prefix + p.Exact + p.Suffix + " ")
		marked.WriteString(p.Exact + " ")
	}
	same := func(a, b string) bool {
		return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
	}
	if !same(e.words.String(), words.String()) || !same(spaced(e.marked.String(), e.passed), marked.String()) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: e.at,
			Message: fmt.Sprintf("the page shows other words than the passage of %s: %s", e.passed.Source.ID, excerpt(e.words.String())),
			Help:    "mend the layout that shows it"})
	}
}

// evidenceSlip compares the evidence of a use with what was proven: the passage
// itself, compared word by word like any other, and no more said of it than was
// shown.
func (r *htmlReader) evidenceSlip(e *element) {
	proof := e.slip
	wrong := func(rule finding.Rule, message string) {
		r.report(finding.Finding{Rule: rule, File: r.file, Span: e.at, Message: message, Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written in " + proof.Use.Page.File.Name, Text: excerpt(proof.Use.Own)}}})
	}
	if len(e.within) != 1 || e.within[0] != proof.Passage {
		wrong(finding.ReadBackWords, fmt.Sprintf("the evidence of the %s does not show its passage", proof.Use.Kind))
	}
	if message := r.verdict(proof, strings.Join(strings.Fields(e.verdict.String()), " ")); message != "" {
		wrong(finding.ReadBackWords, message)
	}
	if person := r.graph.Site.People[proof.Speaker]; person != nil && strings.TrimSpace(e.said.String()) != person.Title() {
		wrong(finding.ReadBackSpeaker, "the evidence is shown without its speaker, "+person.Title())
	}
	if !r.leadsTo(e, "/sources/"+proof.Use.Source, "#"+proof.Passage.Anchor) {
		wrong(finding.ReadBackWords, fmt.Sprintf("the evidence of the %s does not lead to its passage", proof.Use.Kind))
	}
	if proof.Use.Page.Path == r.path {
		r.evident[proof]++
	}
}

// verdict says what is wrong with what the evidence of a use says was shown, or
// "". The words are the layouts', in whatever language; but one thing is said in
// one way on the whole site, and another thing in another.
func (c *checker) verdict(proof *link.Proof, said string) string {
	shown := shownOf(proof)
	if said == "" {
		return "the evidence does not say what was shown: " + shown
	}
	if other, ok := c.verdicts[said]; ok && other != shown {
		return fmt.Sprintf("the evidence says %s, which is said of %s, and what was shown is: %s", excerpt(said), other, shown)
	}
	for words, of := range c.verdicts {
		if of == shown && words != said {
			return fmt.Sprintf("the evidence says %s, and elsewhere, of %s: %s", excerpt(said), shown, excerpt(words))
		}
	}
	c.verdicts[said] = shown
	return ""
}

// shownOf returns what was shown of a use.
func shownOf(proof *link.Proof) string {
	switch {
	case proof.Use.Kind == content.Citation:
		return "the source’s words"
	case proof.Marked():
		return "a quotation with marked changes"
	}
	return "a quotation word for word"
}

// spaced puts a space between the marked pieces, which no text node separates.
func spaced(s string, p *link.Passage) string {
	var b strings.Builder
	for _, piece := range p.Pieces {
		if rest, ok := strings.CutPrefix(s, piece.Exact); ok {
			b.WriteString(piece.Exact + " ")
			s = rest
		}
	}
	return b.String() + s
}

// target is a place of the published site.
type target struct{ file, fragment string }

// internal resolves an address as a browser would on the page name. It returns
// false for addresses on other hosts.
func (c *checker) internal(from, href string) (target, bool) {
	base := strings.TrimSuffix(c.graph.Site.Config.BaseURL, "/")
	href, wasAbsolute := strings.CutPrefix(href, base)
	if !wasAbsolute || base == "" {
		if i := strings.IndexAny(href, ":/?#"); strings.HasPrefix(href, "//") || i > 0 && href[i] == ':' {
			return target{}, false
		}
	}
	to, fragment, _ := strings.Cut(href, "#")
	to, _, _ = strings.Cut(to, "?")
	file := from
	switch {
	case wasAbsolute && base != "" && to == "":
		file = ""
	case strings.HasPrefix(to, "/"):
		file = to[1:]
	case to != "":
		file = path.Join(path.Dir(from), to)
		if strings.HasSuffix(to, "/") {
			file += "/"
		}
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return target{file, fragment}, true
}
