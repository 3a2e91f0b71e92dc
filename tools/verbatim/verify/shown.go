package verify

import (
	"encoding/json"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/public"
)

// shownIn returns the words that an element shows, but for those of the elements
// that are left out.
func shownIn(n *html.Node, without func(*html.Node) bool) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			out.WriteString(n.Data)
		case n.DataAtom == atom.Br:
			out.WriteByte('\n')
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template || without != nil && n.Type == html.ElementNode && without(n):
		default:
			for child := range n.ChildNodes() {
				walk(child)
			}
		}
	}
	walk(n)
	return out.String()
}

// aside are the elements of a quotation that are none of its words: its caption,
// its seal.
func aside(n *html.Node) bool {
	return n.DataAtom == atom.Figcaption && n.Parent != nil && n.Parent.DataAtom == atom.Figure || class(n, "seal")
}

// loose returns the words of an element that stand outside its links, its seal and
// the name of its speaker.
func loose(n *html.Node) string {
	return shownIn(n, func(n *html.Node) bool { return n.DataAtom == atom.A || class(n, "speaker") || class(n, "seal") })
}

// within returns the elements below one that are such.
func within(n *html.Node, are func(*html.Node) bool) (found []*html.Node) {
	for below := range n.Descendants() {
		if below.Type == html.ElementNode && are(below) {
			found = append(found, below)
		}
	}
	return found
}

// use holds an element against the quotation that it says it shows, which is
// returned. A reference, which proves no words, is none.
func (r *reader) use(n *html.Node, key string, hidden bool) *Quotation {
	q := r.uses[key]
	if q == nil {
		if _, anchor, _ := strings.Cut(key, "#"); !strings.HasPrefix(anchor, "r-") {
			r.problem(Consistent, r.name, "it shows %s, which the manifest does not have", key)
		}
		return nil
	}
	wrong := func(what string) { r.problem(Consistent, r.name, "the %s %s %s", q.Kind, key, what) }
	quotes := q.Kind == prose.Quotation.String()
	words := evidence.InLine(shownIn(n, aside))
	inner := words
	if quotes {
		inner = prose.Inner(words)
	}
	switch {
	case bare(inner) != bare(q.Shown):
		wrong("is shown with other words: " + excerpt(words))
	case quotes && inner == words:
		wrong("is shown without its quotation marks: " + excerpt(words))
	}
	if hidden || !plainly(n) {
		wrong("is hidden from readers, or shown to some of them otherwise")
	}
	if !r.leadsTo(n, q) {
		wrong("does not lead to its passage")
	}
	if quotes && n.DataAtom == atom.Figure && !saidBy(n, q) {
		wrong("is shown without its speaker, " + q.Speaker)
	}
	for _, caption := range within(n, func(n *html.Node) bool { return n.DataAtom == atom.Figcaption }) {
		if words := loose(caption); fold.HasWord(words) {
			wrong("has a caption that says more than who said it, and where: " + excerpt(words))
		}
	}
	if id, _ := attr(n, "id"); r.path == pagePath(q.Page) && id == q.Anchor {
		r.mu.Lock()
		r.shown[key]++
		r.mu.Unlock()
	}
	return q
}

// plainly reports whether nothing inside an element shows its words otherwise than
// they stand there; captions and seals have names of their own.
func plainly(n *html.Node) bool {
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode || aside(child) {
			continue
		}
		for _, a := range child.Attr {
			if !public.Plain(child.Data, a.Key) {
				return false
			}
		}
		if !public.Plain(child.Data, "class") || !plainly(child) {
			return false
		}
	}
	return true
}

// dress are the classes of elements that readers take for proven, and what these
// declare.
var dress = map[string]string{"quotation": "data-use", "citation": "data-use", "reference": "data-use", "passage": "data-passage", "slip": "data-evidence"}

// alikeAt is what a page says of a thing that is said alike on the whole site.
type alikeAt struct{ file, what, said string }

// says notes what a page says of such a thing.
func (r *reader) says(what, said string) {
	r.mu.Lock()
	r.alike = append(r.alike, alikeAt{r.name, what, strings.Join(strings.Fields(said), " ")})
	r.mu.Unlock()
}

// unlike reports what is said otherwise than elsewhere. The words are the layouts'; what
// most say is right.
func (c *checker) unlike() {
	counts, usual := map[alikeAt]int{}, map[string]string{}
	for _, said := range c.alike {
		of := alikeAt{what: said.what, said: said.said}
		counts[of]++
		best := alikeAt{what: said.what, said: usual[said.what]}
		if counts[of] > counts[best] || counts[of] == counts[best] && of.said < best.said {
			usual[said.what] = said.said
		}
	}
	for _, said := range c.alike {
		if said.said != usual[said.what] {
			c.problem(Consistent, said.file, "%s is %s here, and elsewhere %s", said.what, excerpt(said.said), excerpt(usual[said.what]))
		}
	}
}

// numbered notes what a page says round a number: of a source, where it is heard, or of
// words that are left out.
func (r *reader) numbered(n *html.Node) {
	if label, ok := attr(n, "aria-label"); ok && class(n, "ref") {
		r.says("what the number of a source is called", strings.Replace(label, strings.TrimSpace(shownIn(n, nil)), "#", 1))
	}
	if class(n, "gap") {
		what := "what is said of words that are left out"
		said := shownIn(n, nil)
		if count := strings.TrimFunc(said, func(char rune) bool { return char < '0' || char > '9' }); count == "1" {
			what = "what is said of a word that is left out"
		}
		r.says(what, strings.Map(func(char rune) rune {
			if char >= '0' && char <= '9' {
				return -1
			}
			return char
		}, said))
	}
}

// dressed reports an element that looks like one that is proven, and is not.
func (r *reader) dressed(n *html.Node) {
	for name, declares := range dress {
		key, ok := attr(n, declares)
		if q := r.uses[key]; class(n, name) && (!ok || declares == "data-use" && q != nil && q.Kind != name || declares == "data-use" && q == nil && name != "reference") {
			r.problem(Consistent, r.name, "an element looks like a %s that nothing proves: %s", name, excerpt(shownIn(n, nil)))
		}
	}
	if class(n, "verdict") {
		head := n.Parent
		evident := head != nil && head.DataAtom == atom.P && class(head, "head") && head.Parent != nil
		if evident {
			_, evident = attr(head.Parent, "data-evidence")
		}
		if !evident {
			r.problem(Consistent, r.name, "it says what was shown, and not in the head of evidence: %s", excerpt(shownIn(n, nil)))
		}
	}
	if n.DataAtom == atom.Mark {
		marks := false
		for round := range n.Ancestors() {
			_, whole := attr(round, "data-text")
			_, read := attr(round, "data-read")
			marks = marks || whole || read || passed(round)
		}
		if !marks {
			r.problem(Consistent, r.name, "words are marked as proven, and stand in no passage: %s", excerpt(shownIn(n, nil)))
		}
	}
	if n.DataAtom == atom.Blockquote && !class(n, "passage") && (n.Parent == nil || !class(n.Parent, "quotation")) {
		r.problem(Consistent, r.name, "a block quotation that nothing proves: %s", excerpt(shownIn(n, nil)))
	}
}

// linkedData reads what a page says to programs.
func (r *reader) linkedData(n *html.Node) {
	kind, _ := attr(n, "type")
	if n.DataAtom != atom.Script || kind != "application/ld+json" || n.FirstChild == nil {
		return
	}
	var value any
	if err := json.Unmarshal([]byte(n.FirstChild.Data), &value); err != nil {
		r.problem(Unaltered, r.name, "its linked data is no JSON: %v", err)
		return
	}
	r.json(r.name, value)
}

// saidBy reports whether an element names the speaker of a quotation, and nobody
// else.
func saidBy(n *html.Node, q *Quotation) bool {
	speakers := within(n, func(n *html.Node) bool { return class(n, "speaker") })
	return len(speakers) == 1 && strings.TrimSpace(shownIn(speakers[0], nil)) == q.Speaker
}

// leadsTo reports whether a link of an element leads to the passage of a quotation.
func (r *reader) leadsTo(n *html.Node, q *Quotation) bool {
	links := within(n, func(n *html.Node) bool { return n.DataAtom == atom.A })
	if n.DataAtom == atom.A {
		links = append(links, n)
	}
	return slices.ContainsFunc(links, func(link *html.Node) bool {
		href, _ := attr(link, "href")
		file, fragment, ok := r.manifest.internal(r.name, href)
		return ok && file == fileOf("/sources/"+q.Source) && fragment == q.Passage
	})
}

// title holds an element against the title of the source that it says it shows. In
// the title of a page the site's name may follow.
// It reports whether the quotation marks in it are the title's.
func (r *reader) title(n *html.Node, id string) bool {
	want, ok := r.manifest.Titles[id]
	if r.path == "/sources/"+id && (n.DataAtom == atom.H1 || n.Parent != nil && n.Parent.DataAtom == atom.H1) {
		r.mu.Lock()
		r.heads[id] = strings.TrimSpace(shownIn(n, nil))
		r.mu.Unlock()
	}
	if !ok {
		return false // it has no marks of its own, and those of the element are looked at
	}
	shown := strings.TrimSpace(shownIn(n, nil))
	if n.DataAtom == atom.Meta {
		shown, _ = attr(n, "content")
	}
	if shown != want && (n.DataAtom != atom.Title || !strings.HasPrefix(shown, want)) {
		r.problem(Consistent, r.name, "it shows other words than the title of %s: %s", id, excerpt(shown))
	}
	return true
}

// spoken are attributes whose words readers see or hear, or are shown elsewhere.
var spoken = []string{"content", "alt", "title", "aria-label", "aria-description", "placeholder", "label", "value"}

// attributes reports the quotation marks of attributes, in which nothing can be
// proven.
func (r *reader) attributes(n *html.Node, in state) {
	if _, titled := attr(n, "data-title"); titled || in.proven {
		return
	}
	for _, key := range spoken {
		if words, ok := attr(n, key); ok && len(mark.FindIn(words, in.language)) > 0 {
			r.problem(Consistent, r.name, "a quotation mark that nothing proves, in the attribute %s: %s", key, excerpt(words))
		}
	}
}

// follow reports an address of the site at which nothing was published.
func (r *reader) follow(n *html.Node) {
	for _, key := range []string{"href", "src"} {
		address, ok := attr(n, key)
		if !ok {
			continue
		}
		file, _, ours := r.manifest.internal(r.name, address)
		if _, listed := r.manifest.Files[file]; ours && !listed {
			r.problem(Unaltered, r.name, "it leads to %s, which the manifest does not list", address)
		}
	}
}

// internal resolves an address on a page of the site, as browsers do; ours is false
// for what is not below the site's address.
func (m *Manifest) internal(from, address string) (file, fragment string, ours bool) {
	base, err := url.Parse(m.Address)
	if err != nil {
		return "", "", false
	}
	to, err := base.ResolveReference(&url.URL{Path: onHost(from)}).Parse(strings.TrimSpace(address))
	if err != nil || to.Host != base.Host || to.Scheme != base.Scheme {
		return "", "", false
	}
	under, ok := strings.CutPrefix(to.Path, base.Path)
	if !ok {
		return "", "", false
	}
	if under == "" || strings.HasSuffix(under, "/") {
		under += "index.html"
	}
	return path.Clean(under), to.Fragment, true
}
