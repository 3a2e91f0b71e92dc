package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/public"
)

// strewn are pieces that layouts could strew about, by accident or not.
var strewn = []string{
	"<b>", "</b>", "</span>", "<span>", "<span hidden>", "<p>", "</p>", "<template>", "</template>", "<table>", "</table>", "<tr>", "<td>", "<!--", "-->", "<!-->", "--!>",
	"“", "”", "‘", "’", `"`, "'", "<", ">", "/", "=", " hidden", ` style="display:none"`, ` class="x"`, ` dir="rtl"`, "<svg>", "</svg>", "<title>", "</title>", "<br>", "<br/>", "&ldquo;",
	"&rdquo;", "<select>", "<option>", `<a href="/">`, "</a>", "never ", "not ", "<plaintext>", "<math>", "<mtext>", "\x00", "<![CDATA[", "]]>", "</body>", "</html>", "<body>", "<li>",
	"</li>", "<ul>", "<q>", "</q>", "<del>", "</del>", "<s>", "<textarea>", "<xmp>", "<noscript>", "</noscript>", "<style>", "</style>", "<script>", "</script>", "<frameset>", "<form>",
	"<button>", "</button>", "<h1>", "</h1>", "<caption>", "<col>", "<ruby>", "<rt>", "<rp>", "<bdo dir=rtl>", "<input value=never>", "<img alt=never src=/favicon.svg>", "<figure>", "</figure>",
	"<figcaption>", "</figcaption>", "<blockquote>", "</blockquote>", `<span class="quotation">`, "<code>", "</code>", "<nobr>", "<marquee>", "<object>", "<iframe>", "<desc>", "<foreignObject>",
	"\u202e", "\u3164", "\u200b", "\r", "\n", "&", ";", "&#0;", "&lt;", "<?x", "<!x", "</>", "</x", "<x-y>", "<image>", "<isindex>", "<details>", "<summary>", "<dialog>", "<hr>", "<wbr>", "<sup>", "</sup>",
	`<span class="seal">`, `<a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>`, "Tomas Vell",
}

// mutated changes a page a few times, as the recipe says: each step inserts a
// piece, removes some bytes, or copies some from elsewhere.
func mutated(page, recipe []byte) []byte {
	for steps := 0; len(recipe) >= 5 && steps < 6; steps++ {
		at := (int(recipe[1])<<8 | int(recipe[2])) % (len(page) + 1)
		size := int(recipe[3]) % 40
		end := min(len(page), at+size)
		switch recipe[0] % 4 {
		case 0, 1:
			page = slices.Insert(slices.Clone(page), at, []byte(strewn[int(recipe[4])%len(strewn)])...)
		case 2:
			page = slices.Delete(slices.Clone(page), at, end)
		case 3:
			to := int(recipe[4]) * len(page) / 256
			page = slices.Insert(slices.Clone(page), to, page[at:end]...)
		}
		recipe = recipe[5:]
	}
	return page
}

// FuzzReadBack shows that whatever small thing is changed on a page with proven
// words, reading back finds it, or a browser still shows the proven words, alone.
// What a browser shows is found out by building its tree, which reading back
// does not do.
func FuzzReadBack(f *testing.F) {
	change := newChanger(f)
	f.Add([]byte{0, 10, 10, 0, 3})
	f.Add([]byte{2, 30, 10, 9, 0, 0, 50, 0, 0, 40})
	f.Add([]byte{3, 30, 10, 30, 99, 3, 90, 2, 39, 12})
	f.Fuzz(func(t *testing.T, recipe []byte) { change.check(t, recipe) })
}

// TestReadBackChanged is the same for a fixed draw of recipes.
func TestReadBackChanged(t *testing.T) {
	change := newChanger(t)
	draw := rand.New(rand.NewPCG(9, 19))
	silent := 0
	for range 400 {
		recipe := make([]byte, 5*(1+draw.IntN(3)))
		for i := range recipe {
			recipe[i] = byte(draw.Uint32())
		}
		if change.check(t, recipe) {
			silent++
		}
	}
	if silent == 0 || silent == 400 {
		t.Errorf("of 400 changes %d were harmless", silent)
	}
}

// changer changes one page of the site, and reads it back.
type changer struct {
	page  []byte
	begin int // of what is changed: the prose, with quotations of both kinds
	end   int
	graph *link.Graph
	usual map[string]bool // what is found where the other pages are missing
}

func newChanger(t testing.TB) *changer {
	files, graph := lake()
	page := files[ferry].Data
	change := &changer{page: page, begin: bytes.Index(page, []byte(`<div class="prose">`)), end: bytes.Index(page, []byte("<section")), graph: graph}
	change.usual = change.proofs(t, page)
	return change
}

// proofs returns what rules of proof find on a page.
func (c *changer) proofs(t testing.TB, data []byte) map[string]bool {
	var list finding.List
	if _, err := public.Check(fstest.MapFS{ferry: {Data: data}}, c.graph, list.Report); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, one := range list.Sorted() {
		if one.Rule.Proof() {
			found[fmt.Sprint(one.Rule, one.Message, one.File.Name, one.File.Position(one.Span.Start).Line)] = true
		}
	}
	return found
}

// check changes the page, and reports whether nothing was found; then the words
// must be there.
func (c *changer) check(t *testing.T, recipe []byte) bool {
	data := slices.Concat(c.page[:c.begin], mutated(c.page[c.begin:c.end], recipe), c.page[c.end:])
	for found := range c.proofs(t, data) {
		if !c.usual[found] {
			return false
		}
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	failed := t.Failed()
	seen := shownWords{graph: c.graph, t: t}
	seen.read(root, shownState{})
	for _, proof := range c.graph.Proofs("/topics/ferry") {
		if !seen.uses[proof] {
			t.Errorf("not shown: %s", proof.Use.Own)
		}
	}
	if t.Failed() && !failed {
		t.Logf("%v: %s", recipe, changedPart(c.page, data))
	}
	return true
}

// changedPart returns what of a page differs from another, with some context.
func changedPart(page, data []byte) []byte {
	start := 0
	for start < min(len(page), len(data)) && page[start] == data[start] {
		start++
	}
	end := 0
	for end < min(len(page), len(data))-start && page[len(page)-1-end] == data[len(data)-1-end] {
		end++
	}
	return data[max(0, start-80):min(len(data), len(data)-end+80)]
}

// shownWords reads the tree of a page as a browser builds it.
type shownWords struct {
	graph *link.Graph
	t     *testing.T
	uses  map[*link.Proof]bool
}

// shownState is what an element inherits.
type shownState struct{ proven, exempt bool }

func attribute(node *html.Node, key string) string {
	for _, attr := range node.Attr {
		if attr.Key == key {
			return attr.Val
		}
	}
	return ""
}

// shownIn returns what a node shows, captions and seals left out.
func shownIn(node *html.Node) string {
	switch {
	case node.Type == html.TextNode:
		return node.Data
	case node.Type == html.CommentNode, node.Data == "figcaption", node.Data == "script", node.Data == "template":
		return ""
	}
	var said strings.Builder
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		said.WriteString(shownIn(child))
	}
	return said.String()
}

// letterless finds the one mark that is a letter: between two others, and after g also
// at the end of a word, as in Uzbek; the ʻokina of Hawaiian as it is mostly typed.
var letterless = regexp.MustCompile(`(\pL)‘(\pL)|([gG])‘`)

func (s *shownWords) read(node *html.Node, in shownState) {
	if s.uses == nil {
		s.uses = map[*link.Proof]bool{}
	}
	if node.Type == html.TextNode && !in.proven && !in.exempt && strings.ContainsAny(letterless.ReplaceAllString(node.Data, "$1$3$2"), "“”‘‚„«»「」") {
		s.t.Errorf("marks that nothing proves: %q", node.Data)
	}
	if node.Type == html.ElementNode {
		for _, attr := range node.Attr {
			if attr.Key == "style" || strings.HasPrefix(attr.Key, "on") || attr.Key != "data-title" && strings.ContainsAny(attr.Val, "“”「」") {
				s.t.Errorf("an attribute %s on <%s>", attr.Key, node.Data)
			}
		}
		s.element(node, &in)
		s.declared(node, &in)
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		s.read(child, in)
	}
}

// element names elements that show what nothing proves.
func (s *shownWords) element(node *html.Node, in *shownState) {
	switch node.Data {
	case "q", "iframe", "object", "embed", "style", "template", "noscript", "bdo", "plaintext", "xmp", "textarea":
		s.t.Errorf("<%s>", node.Data)
	case "script":
		in.exempt = true
		if attribute(node, "type") != "application/ld+json" {
			s.t.Error("a script")
		}
	case "blockquote":
		if !in.proven && attribute(node, "data-passage") == "" {
			s.t.Errorf("a block quotation that nothing proves: %q", shownIn(node))
		}
	case "cite":
		in.exempt = in.exempt || attribute(node, "data-title") != ""
	}
}

// declared compares what an element shows with what it declares to show.
func (s *shownWords) declared(node *html.Node, in *shownState) {
	if key := attribute(node, "data-use"); key != "" {
		page, anchor, _ := strings.Cut(key, "#")
		proof := s.graph.Proof(page, anchor)
		if proof == nil {
			s.t.Errorf("no use: %s", key)
			return
		}
		said := shownIn(node)
		if fold.Fold(prose.Inner(strings.TrimSpace(said))) != fold.Fold(prose.Inner(proof.Use.Own)) && fold.Fold(prose.Inner(strings.TrimSpace(said))) != fold.Fold(proof.Use.Words) {
			s.t.Errorf("%q is shown for %q", said, proof.Use.Own)
		}
		if attribute(node, "id") == anchor {
			s.uses[proof] = true
		}
		in.proven = proof.Use.Kind == prose.Quotation
		s.plain(node)
	}
	if keys := attribute(node, "data-passage"); keys != "" {
		var pieces []evidence.Piece
		for _, key := range strings.Fields(keys) {
			id, anchor, _ := strings.Cut(key, "#")
			source := s.graph.Source(id)
			if source == nil || source.Passage(anchor) == nil {
				s.t.Errorf("no passage: %s", key)
				return
			}
			pieces = append(pieces, source.Passage(anchor).Pieces...)
		}
		want := ""
		for _, stretch := range evidence.Stretches(pieces) {
			want += stretch.Text
		}
		if strings.Join(strings.Fields(shownIn(node)), "") != strings.Join(strings.Fields(want), "") {
			s.t.Errorf("%q is shown for %q", shownIn(node), want)
		}
		in.proven = true
	}
}

// plain checks that nothing in a quotation hides or turns words.
func (s *shownWords) plain(node *html.Node) {
	for _, attr := range node.Attr {
		if attr.Key == "hidden" || attr.Key == "dir" || attr.Key == "style" || attr.Key == "inert" {
			s.t.Errorf("%s on <%s> in a quotation", attr.Key, node.Data)
		}
	}
	if slices.Contains([]string{"s", "del", "bdo", "input", "img", "ruby", "rt", "select", "svg", "button"}, node.Data) {
		s.t.Errorf("<%s> in a quotation", node.Data)
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && child.Data != "figcaption" {
			s.plain(child)
		}
	}
}
