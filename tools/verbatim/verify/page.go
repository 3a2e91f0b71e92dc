package verify

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/host"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/style"
)

// content looks at what a file says.
// That a build would not publish it is said only where nobody changed it since: a file
// that was is named already.
func (c *checker) content(name string, data []byte, changed bool) {
	if of, ok := host.Packed(name); ok {
		c.sibling(name, of, data)
		return
	}
	if !changed && !host.Told(name) {
		for _, forbidden := range c.law.Form(name, data) {
			c.problem(Unaltered, name, "no build publishes this: %s", forbidden)
		}
	}
	if i := slices.IndexFunc(c.manifest.Sources, func(s Source) bool { return name == textOf(s.ID) }); i >= 0 {
		c.publishes(c.manifest.Sources[i], data)
	}
	switch path.Ext(name) {
	case ".html":
		c.page(name, data)
	case ".css":
		c.mu.Lock()
		c.css[name] = data
		c.mu.Unlock()
	case ".js":
		if !public.Program(data) {
			c.problem(Unaltered, name, "it is a script that is on no list of those that were read")
		}
	case ".json":
		if slices.ContainsFunc(c.manifest.Sources, func(s Source) bool { return s.Evidence == name }) {
			c.believe(name, data)
			return
		}
		var value any
		if err := json.Unmarshal(data, &value); err != nil {
			c.problem(Unaltered, name, "it is no JSON: %v", err)
			return
		}
		c.json(name, value)
	case ".xml", ".atom", ".svg":
		c.xml(name, data)
	}
}

// sibling holds a compressed file, as it is in a folder, against what it stands for.
func (c *checker) sibling(name, of string, data []byte) {
	want, ok := c.manifest.Files[of]
	switch plain, err := host.Unpack(name, data); {
	case !ok:
		c.problem(Unaltered, name, "it is a compressed sibling of %s, which the manifest does not list", of)
	case err != nil:
		c.problem(Unaltered, name, "it can't be unpacked: %v", err)
	case FileOf(plain) != want:
		c.problem(Unaltered, name, "it unpacks to other words than %s has: readers whose browser takes it would see these", of)
	}
}

// json looks for quotations in data: pieces of pages, and objects whose url is the
// permalink of a quotation, of which text is the words.
func (c *checker) json(name string, value any) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			c.json(name, item)
		}
	case map[string]any:
		quoted := c.quotedIn(name, value)
		for key, item := range value {
			words, ok := item.(string)
			switch {
			case !ok:
				c.json(name, item)
			case key == "content_html":
				c.piece(name, words)
			case key != quoted:
				c.value(name, words)
			}
		}
	case string:
		c.value(name, value)
	}
}

// quotedIn holds an object whose url is the permalink of a quotation against it, and
// returns the key under which its words stand; "" where it has none.
func (c *checker) quotedIn(name string, object map[string]any) string {
	const key = "text"
	text, _ := object[key].(string)
	address, _ := object["url"].(string)
	if address == "" || text == "" {
		return ""
	}
	file, fragment, ours := c.manifest.internal(name, address)
	q := c.uses[pagePath(file)+"#"+fragment]
	switch {
	case !ours, q == nil && !strings.HasPrefix(fragment, "q-"):
		return ""
	case q == nil:
		c.problem(Consistent, name, "it gives words for the quotation at %s, which the manifest does not have: %s", address, excerpt(text))
	case q.Kind == prose.Quotation.String() && bare(text) != bare(q.Shown):
		c.problem(Consistent, name, "it gives other words for the quotation %s: %s", q.key(), excerpt(text))
	}
	return key
}

// value looks for quotation marks in a string of data, in which nothing can be proven
// but the title of a source.
func (c *checker) value(name, words string) {
	if len(mark.FindIn(words, c.law.Language)) == 0 || slices.Contains(slices.Collect(maps.Values(c.manifest.Titles)), words) {
		return
	}
	c.problem(Consistent, name, "a quotation mark that nothing proves, in a value: %s", excerpt(words))
}

// xml looks for pieces of pages in a feed, and for programs.
func (c *checker) xml(name string, data []byte) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var piece *strings.Builder
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.problem(Unaltered, name, "it is no XML: %v", err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			c.program(name, strings.ToLower(token.Name.Local), func(yield func(string, string) bool) {
				for _, attr := range token.Attr {
					if !yield(strings.ToLower(attr.Name.Local), attr.Value) {
						return
					}
				}
			})
			if slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == "type" && a.Value == "html" }) {
				piece = &strings.Builder{}
			}
		case xml.CharData:
			if piece != nil {
				piece.Write(token)
			}
		case xml.EndElement:
			if piece != nil {
				c.piece(name, piece.String())
				piece = nil
			}
		}
	}
}

// program reports elements and attributes that run something, or load a page into
// the page: the site has none.
func (c *checker) program(file, name string, attrs func(func(string, string) bool)) {
	source, kind := "", ""
	for key, value := range attrs {
		switch {
		case strings.HasPrefix(key, "on"):
			c.problem(Unaltered, file, "a <%s> has a handler, %s", name, key)
		case runs(value):
			c.problem(Unaltered, file, "a <%s> leads to a script, or to a page of its own", name)
		case key == "src":
			source = value
		case key == "type":
			kind = strings.ToLower(value)
		}
	}
	switch {
	case nowhere[name] || strings.Contains(name, "-") && path.Ext(file) == ".html":
		c.problem(Unaltered, file, "there is a <%s>, which the site has nowhere", name)
	case name == "script":
		to, _, ours := c.manifest.internal(file, source)
		_, listed := c.manifest.Files[to]
		if !strings.HasSuffix(kind, "json") && (source == "" || !ours || !listed) {
			c.problem(Unaltered, file, "there is a script that is not the site's: %s", excerpt(source))
		}
	}
}

// nowhere are elements that run something, hold a page of their own, or are shown to
// some readers only.
var nowhere = map[string]bool{"iframe": true, "frame": true, "frameset": true, "object": true, "embed": true, "base": true, "portal": true, "foreignobject": true,
	"noscript": true, "template": true, "q": true, "bdo": true, "marquee": true}

// runs reports whether a value is an address that runs, or holds, something by
// itself. Browsers leave out blanks and line ends.
func runs(value string) bool {
	value = strings.ToLower(strings.Join(strings.FieldsFunc(value, func(char rune) bool { return char <= ' ' }), ""))
	return strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:") || strings.HasPrefix(value, "data:")
}

// page reads a page as its readers do.
func (c *checker) page(name string, data []byte) {
	c.read(&reader{checker: c, name: name, path: pagePath(name)}, string(data))
}

// piece reads a piece of a page, which a feed carries.
func (c *checker) piece(name, text string) { c.read(&reader{checker: c, name: name}, text) }

func (c *checker) read(r *reader, text string) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		c.problem(Unaltered, r.name, "it is no page: %v", err)
		return
	}
	r.walk(root, state{language: "en"})
	r.flush()
	r.marks()
}

// reader reads one page.
type reader struct {
	*checker
	name   string
	path   string // logical, of a whole page
	block  block
	blocks []block

	paragraph int // that was read last of a text
}

// block is what stands between two boundaries of blocks.
type block struct {
	text     []byte
	runs     []run
	language string
}

// run is a piece of a block's text that is proven, or exempt, or is not.
type run struct {
	from   int
	proven bool
}

// state is what is known of the elements in which something stands.
type state struct {
	language string
	proven   bool // marks in it are accounted for
	hidden   bool
	reading  bool       // of a text, as far as pages use it: marks in it are proven
	quoting  *Quotation // that an element shows
}

// walk reads a tree.
func (r *reader) walk(n *html.Node, in state) {
	switch n.Type {
	case html.TextNode:
		if len(r.block.text) == 0 {
			r.block.language = in.language
		}
		r.block.runs = append(r.block.runs, run{len(r.block.text), in.proven})
		r.block.text = append(r.block.text, n.Data...)
		return
	case html.ElementNode:
		r.linkedData(n)
		if !public.Inline(n.Data) {
			r.flush()
			defer r.flush()
		}
		in = r.element(n, in)
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template {
			return // no words of the page; a template's are nobody's to see
		}
	}
	for child := range n.ChildNodes() {
		r.walk(child, in)
	}
}

// element looks at one element, and returns what is known inside it.
func (r *reader) element(n *html.Node, in state) state {
	r.program(r.name, n.Data, func(yield func(string, string) bool) {
		for _, attr := range n.Attr {
			if !yield(attr.Key, attr.Val) {
				return
			}
		}
	})
	r.follow(n)
	r.dressed(n)
	r.numbered(n)
	if r.path != "" {
		if style.Covers(n.Data, strings.Fields(attrsOf(n)["class"])) {
			r.mu.Lock()
			r.styled.Keep(chainOf(n), style.LiesOver)
			r.mu.Unlock()
		}
	}
	if language, ok := attr(n, "lang"); ok {
		in.language = language
	}
	in.hidden = in.hidden || hides(n)
	switch n.Data {
	case "code", "pre", "kbd", "samp":
		in.proven = true
	case "del", "s":
		in.proven = in.proven || r.path == "/corrections"
	case "mark":
		in.proven = in.proven || in.reading
	case "figcaption":
		if in.quoting != nil {
			in.proven = false
		}
	}
	r.attributes(n, in)
	if key, ok := attr(n, "data-use"); ok {
		if q := r.use(n, key, in.hidden); q != nil {
			in.quoting, in.proven = q, q.Kind == prose.Quotation.String()
			r.keep(n)
		}
	}
	if key, ok := attr(n, "data-passage"); ok {
		r.passage(n, key, in.hidden)
		r.keep(n)
		in.proven = true
	}
	if key, ok := attr(n, "data-evidence"); ok {
		r.slip(n, key)
	}
	if id, ok := attr(n, "data-title"); ok {
		in.proven = r.title(n, id) || in.proven
	}
	if key, ok := attr(n, "data-read"); ok {
		r.keep(n)
		in.reading = r.readPart(n, key, in.hidden)
	}
	if id, ok := attr(n, "data-text"); ok {
		in.proven = r.wholeText(n, id) || in.proven
	}
	return in
}

// hides reports whether an element hides what stands in it from some readers, or
// shows it only where they ask. Evidence opens, and its words are shown elsewhere.
func hides(n *html.Node) bool {
	for _, key := range []string{"hidden", "style", "inert", "aria-hidden"} {
		if _, ok := attr(n, key); ok && n.DataAtom != atom.Svg {
			return true
		}
	}
	_, opens := attr(n, "popover")
	_, evidence := attr(n, "data-evidence")
	_, open := attr(n, "open")
	dir, turned := attr(n, "dir")
	return opens && !evidence || n.DataAtom == atom.Details && !open || n.DataAtom == atom.Progress || n.DataAtom == atom.Meter || turned && dir != "ltr"
}

// flush ends a block.
func (r *reader) flush() {
	if len(bytes.TrimSpace(r.block.text)) > 0 {
		r.blocks = append(r.blocks, r.block)
	}
	r.block = block{}
}

// marks reports the quotation marks of the page that nothing proves.
func (r *reader) marks() {
	for start := 0; start < len(r.blocks); {
		end := start
		var texts []string
		for ; end < len(r.blocks) && r.blocks[end].language == r.blocks[start].language; end++ {
			texts = append(texts, string(r.blocks[end].text))
		}
		for _, mark := range mark.FindAcross(texts, r.blocks[start].language) {
			b := &r.blocks[start+mark.Block]
			at, _ := slices.BinarySearchFunc(b.runs, mark.Start, func(r run, at int) int { return r.from - at - 1 })
			if !b.runs[max(at-1, 0)].proven {
				r.problem(Consistent, r.name, "a quotation mark that nothing proves: %s", excerpt(around(string(b.text), mark.Span)))
			}
		}
		start = end
	}
}

// around returns a span with some words on either side.
func around(text string, at fold.Span) string {
	return strings.ToValidUTF8(text[max(0, at.Start-40):min(len(text), at.End+40)], "")
}

// attr returns an attribute.
func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// class reports whether an element has a class.
func class(n *html.Node, name string) bool {
	classes, _ := attr(n, "class")
	return slices.Contains(strings.Fields(classes), name)
}
