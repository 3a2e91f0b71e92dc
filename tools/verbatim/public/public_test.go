package public

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
)

// empty returns the graph of a site without sources, whose pages hold code and
// withdrawn wording.
func empty(t testing.TB) *link.Graph {
	project := fstest.MapFS{
		"config.toml":            {Data: []byte("baseURL = \"https://lake.example/\"\ntitle = \"x\"\n")},
		"content/_index.md":      {Data: []byte("---\ntitle: Home\ndescription: A home page.\n---\n\nSee `a “b”`, `“b” “c”` and `“c”`.\n")},
		"content/corrections.md": {Data: []byte("---\ntitle: Corrections\ndescription: What was wrong.\n---\n\nOn 2 May ~~“b”~~.\n")},
	}
	schemas, err := filepath.Glob("../../../static/schemas/*.json")
	if err != nil || len(schemas) == 0 {
		t.Fatal("no schemas", err)
	}
	for _, name := range schemas {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		project["static/schemas/"+filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	site, err := content.Load(project, nil, func(finding.Finding) {})
	if err != nil {
		t.Fatal(err)
	}
	graph, err := link.Resolve(site, nil, func(finding.Finding) {})
	if err != nil {
		t.Fatal(err)
	}
	return graph
}

// Marks wherever a reader may meet them; each file alone is a site.
func TestMarksAreFound(t *testing.T) {
	graph := empty(t)
	for _, test := range []struct {
		name, file, text string
		want             finding.Rule // "" for none
	}{
		{"plain text", "index.html", "<p>no marks, the leaders’ plan isn't one</p>", ""},
		{"text", "index.html", "<p>a “b” c</p>", finding.ReadBackMark},
		{"straight", "index.html", `<p>a "b" c</p>`, finding.ReadBackMark},
		{"as character references", "index.html", "<p>a &ldquo;b&#8221; c</p>", finding.ReadBackMark},
		{"across elements", "index.html", "<p>a <b>“</b>b<i>”</i> c</p>", finding.ReadBackMark},
		{"unpaired", "index.html", "<p>a “b c</p>", finding.ReadBackMark},
		{"Japanese", "index.html", "<p>「圧力」</p>", finding.ReadBackMark},
		{"code", "index.html", "<p><code>a “b”</code></p>", ""},
		{"attribute", "index.html", `<p><img alt="a “b”" src="#"></p>`, finding.ReadBackMark},
		{"description", "index.html", `<meta name="description" content="a “b”">`, finding.ReadBackMark},
		{"title", "index.html", "<title>a “b”</title>", finding.ReadBackMark},
		{"noscript", "index.html", "<noscript>a “b”</noscript>", finding.ReadBackMark},
		{"template", "index.html", "<template><p>“b”</p></template>", finding.ReadBackMark},
		{"withdrawn, on another page", "index.html", "<p><del>“b”</del></p>", finding.ReadBackMark},
		{"withdrawn, on its page", "corrections/index.html", "<p><del>“b”</del></p>", ""},
		{"linked data", "index.html", `<script type="application/ld+json">{"a": "the “b”"}</script>`, finding.ReadBackMark},
		{"a script on the page", "index.html", `<script>var a = "b"</script>`, finding.HTMLForm},
		{"a script that is on no list", "a.js", "var a = 1", finding.FileKind},
		{"a script with marks in an expression", "a.js", "document.body.append(/“LIE”/.source)", finding.FileKind},
		{"a script with markup", "a.js", `document.body.innerHTML = "&ldquo;LIE"`, finding.FileKind},
		{"a script with what is decoded", "a.js", `decodeURIComponent("%E2%80%9CLIE%E2%80%9D")`, finding.FileKind},
		{"a script with an element", "a.js", `list.append(element("q", {}, "LIE"))`, finding.FileKind},
		{"a script of another host", "a.js", `await import("https://evil.example/x.js")`, finding.FileKind},
		{"a script that puts characters together", "a.js", "x(String.fromCharCode(8220))", finding.FileKind},
		{"drawing in a page", "index.html", `<svg><title>a “b”</title><path d="M0 0"/></svg>`, finding.ReadBackMark},
		{"a declared use that is none", "index.html", `<p data-use="/x#q-y">a</p>`, finding.ReadBackWords},
		{"a declared passage that is none", "index.html", `<p data-passage="x#w-y">a</p>`, finding.ReadBackWords},
		{"the browser's own marks", "index.html", "<p><q>a</q></p>", finding.ReadBackMark},
		{"not closed", "index.html", "<p>a", finding.HTMLForm},
		{"closed by another", "index.html", "<div><p>a</div></p>", finding.HTMLForm},
		{"JSON", "a.json", `{"a": ["b", {"c": "“d”"}]}`, finding.ReadBackMark},
		{"JSON, a key", "a.json", `{"the “a”": 1}`, finding.ReadBackMark},
		{"JSON, nested without end", "a.json", strings.Repeat("[", 1<<20), finding.HTMLForm},
		{"manifest", "a.webmanifest", `{"name": "the “b”"}`, finding.ReadBackMark},
		{"feed under its own name", "a.atom", "<a>“b”</a>", finding.ReadBackMark},
		{"JSON, broken", "a.json", `{"a": `, finding.HTMLForm},
		{"feed", "a.xml", "<a><b>the &#8220;c&#8221;</b></a>", finding.ReadBackMark},
		{"feed, character data", "a.xml", "<a><![CDATA[<p>“c”</p>]]></a>", finding.ReadBackMark},
		{"feed, marks in pieces", "a.xml", "<a>‘c<!-- x --><![CDATA[ d’]]></a>", finding.ReadBackMark},
		{"feed, decoded twice", "a.xml", "<rss><description>&amp;ldquo;c&amp;rdquo;</description></rss>", finding.ReadBackMark},
		{"feed, markup decoded twice", "a.xml", "<rss><description>&lt;q&gt;c&lt;/q&gt;</description></rss>", finding.HTMLForm},
		{"XML that browsers draw", "a.xml", `<q xmlns="http://www.w3.org/1999/xhtml">c</q>`, finding.HTMLForm},
		{"XML with a style sheet", "a.xml", `<?xml-stylesheet href="a.css"?><a/>`, finding.HTMLForm},
		{"XML with entities", "a.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`, finding.HTMLForm},
		{"XML that is none", "a.xml", "Ida Marsh: LIE", finding.HTMLForm},
		{"XML without a root", "a.xml", `<?xml version="1.0"?><!-- LIE -->`, finding.HTMLForm},
		{"XML, empty", "a.atom", "", finding.HTMLForm},
		{"XML, words before the root", "a.xml", "“LIE”<a/>", finding.HTMLForm},
		{"XML, words after the root", "a.xml", "<a/>\nLIE", finding.HTMLForm},
		{"XML, character data after the root", "a.xml", "<a/><![CDATA[LIE]]>", finding.HTMLForm},
		{"XML with two roots", "a.xml", "<a/><b>LIE</b>", finding.HTMLForm},
		{"XML that begins twice", "a.xml", `<a><?xml version="1.0"?></a>`, finding.HTMLForm},
		{"XML, an attribute twice", "a.xml", `<a b="c" b="d"/>`, finding.HTMLForm},
		{"XML with blanks round its root", "a.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a/>\n", ""},
		{"drawing that is none", "a.svg", "Ida Marsh: “LIE”", finding.HTMLForm},
		{"drawing with words before it", "a.svg", `LIE<svg xmlns="http://www.w3.org/2000/svg"/>`, finding.HTMLForm},
		{"drawing of something else", "a.svg", `<text xmlns="http://www.w3.org/2000/svg">LIE</text>`, finding.HTMLForm},
		{"sitemap with other languages", "a.xml", `<urlset xmlns="x" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><xhtml:link rel="alternate" href="https://lake.example/"/></url></urlset>`, ""},
		{"drawing with HTML", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">c</p></foreignObject></svg>`, finding.HTMLForm},
		{"drawing, marks over spans", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>‘c<tspan> d</tspan><tspan>’</tspan></text></svg>`, finding.ReadBackMark},
		{"drawing that runs", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>`, finding.HTMLForm},
		{"drawing with a script", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>a()</script></svg>`, finding.HTMLForm},
		{"drawing that moves", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><animate attributeName="href" values="x"/></svg>`, finding.HTMLForm},
		{"drawing with a link", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><use href="b.svg#c"/></svg>`, finding.HTMLForm},
		{"drawing with a style", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style></svg>`, finding.HTMLForm},
		{"drawing of shapes", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>A seal</title><defs><path id="a" d="M0 0"/></defs><use href="#a" fill="url(#b)"/></svg>`, ""},
		{"JSON, decoded twice", "a.json", `{"summary": "&ldquo;c"}`, finding.ReadBackMark},
		{"JSON, a quotation by its type", "a.json", `{"@type": "Quotation", "text": "c"}`, finding.ReadBackMark},
		{"JSON, a quotation among its types", "a.json", `{"@type": ["CreativeWork", "Quotation"], "text": "c"}`, finding.ReadBackMark},
		{"JSON, a quotation by a prefix", "a.json", `{"@type": "schema:Quotation", "text": "c"}`, finding.ReadBackMark},
		{"JSON, a quotation by an address", "a.json", `{"@graph": [{"@type": "http://schema.org/Quotation", "text": "c"}]}`, finding.ReadBackMark},
		{"JSON, a quotation by another name", "a.json", `{"@context": {"Q": "https://schema.org/Quotation"}, "@type": "Q", "text": "c"}`, finding.ReadBackMark},
		{"JSON, a quotation by an alias", "a.json", `{"@context": "https://schema.org", "type": "Quotation", "text": "c"}`, finding.ReadBackMark},
		{"JSON, a quotation by an additional type", "a.json", `{"@type": "Thing", "additionalType": "https://schema.org/Quotation"}`, finding.ReadBackMark},
		{"JSON, a quotation by what it has", "a.json", `{"@type": "CreativeWork", "spokenByCharacter": {"name": "c"}}`, finding.ReadBackMark},
		{"JSON, a quotation of an index", "a.json", `{"kind": "quotation", "url": "/", "text": "c"}`, finding.ReadBackMark},
		{"JSON, another context", "a.json", `{"@context": ["https://schema.org", "https://x.example/"]}`, finding.ReadBackMark},
		{"JSON, another vocabulary", "a.json", `{"@vocab": "https://schema.org/"}`, finding.ReadBackMark},
		{"JSON, a type in another way", "a.json", `{"@id": "#a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": "c"}`, finding.ReadBackMark},
		{"JSON, linked data", "a.json", `{"@context": "https://schema.org", "@graph": [{"@type": ["Article", "WebPage"], "text": "c"}]}`, ""},
		{"Microdata", "index.html", `<p itemscope itemtype="https://schema.org/Quotation"><b itemprop="text">LIE</b></p>`, finding.HTMLForm},
		{"Microdata, a part", "index.html", `<p itemprop="text">LIE</p>`, finding.HTMLForm},
		{"RDFa", "index.html", `<p typeof="Quotation">LIE</p>`, finding.HTMLForm},
		{"RDFa, a part", "index.html", `<p property="text">LIE</p>`, finding.HTMLForm},
		{"RDFa, a vocabulary", "index.html", `<p vocab="https://schema.org/">LIE</p>`, finding.HTMLForm},
		{"RDFa in the head", "index.html", `<html><head><meta property="schema:text" content="LIE"></head></html>`, finding.HTMLForm},
		{"Open Graph", "index.html", `<html><head><meta property="og:title" content="a"></head></html>`, ""},
		{"RDFa in a drawing", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text typeof="Quotation">LIE</text></svg>`, finding.HTMLForm},
		{"RDF", "a.xml", `<RDF xmlns="x"><Quotation xmlns="https://schema.org/"/></RDF>`, finding.HTMLForm},
		{"robots", "robots.txt", "# the “b”", finding.ReadBackMark},
		{"feed, a piece of a page", "a.xml", "<a type=\"html\">&lt;p&gt;“c”&lt;/p&gt;</a>", finding.ReadBackMark},
		{"feed, code in a piece", "a.xml", "<a type=\"html\">&lt;code&gt;“c”&lt;/code&gt;</a>", ""},
		{"JSON, a piece of a page", "a.json", `{"content_html": "<p>a <b>“</b>b”</p>"}`, finding.ReadBackMark},
		{"JSON, code in a piece", "a.json", `{"content_html": "<code>“b”</code>"}`, ""},
		{"JSON, a quotation that is none", "a.json", `{"text": "“b”", "url": "https://lake.example/x/#q-y"}`, finding.ReadBackMark},
		{"JSON, twice", "a.json", `{} {}`, finding.HTMLForm},
		{"JSON, a string alone", "a.json", `"a “b”"`, finding.ReadBackMark},
		{"BibTeX", "a.bib", "@misc{a,\n  title = {{a “b”}},\n}", finding.ReadBackMark},
		{"RIS", "a.ris", "TI  - a “b”\r\n", finding.ReadBackMark},
		{"drawing", "a.svg", `<svg aria-label="a “b”"/>`, finding.ReadBackMark},
		{"CSV in another character set", "a.csv", "a,b\n\x93LIE\x94,1\n", finding.HTMLForm},
		{"CSV with controls", "a.csv", "a,b\n\u0093LIE\u0094,1\n", finding.HTMLForm},
		{"JSON with controls", "a.json", `{"a": "\u0093LIE\u0094"}`, finding.HTMLForm},
		{"a page in another character set", "index.html", "<p>\x93LIE\x94</p>", finding.HTMLForm},
		{"a page with controls", "index.html", "<p>\u0093LIE\u0094</p>", finding.HTMLForm},
		{"lines in another character set", "robots.txt", "# \x93LIE\x94", finding.HTMLForm},
		{"drawing in another character set", "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>\x93LIE\x94</text></svg>", finding.HTMLForm},
		{"a name with marks", "“LIE”.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, finding.ReadBackMark},
		{"a name with one mark", "a«.json", `{}`, finding.FileKind},
		{"a block quotation by its role", "index.html", `<div role="blockquote">LIE</div>`, finding.HTMLForm},
		{"a quotation by a second role", "index.html", `<div role="group Quotation">LIE</div>`, finding.HTMLForm},
		{"a description of a role", "index.html", `<div aria-roledescription="quotation of Ida Marsh">LIE</div>`, finding.HTMLForm},
		{"a drawing's role", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg" role="blockquote"/>`, finding.HTMLForm},
		{"a role that is a picture's", "index.html", `<svg role="img"><path d="M0 0"/></svg>`, ""},
		{"marked words", "index.html", `<p><mark>LIE</mark></p>`, finding.ReadBackMark},
		{"drawing, a mark in pieces", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>'</text><text>'</text><text>LIE</text></svg>`, finding.HTMLForm},
		{"drawing, angles in pieces", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;</text><text>&lt;</text></svg>`, finding.HTMLForm},
		{"drawing in a page, a mark in pieces", "index.html", `<svg><text>′</text><text>′</text><text>LIE</text></svg>`, finding.HTMLForm},
		{"drawing of numbers", "index.html", `<svg><text>−86.8</text></svg>`, ""},
		{"BibTeX, a command", "a.bib", "@misc{a,\n  title = {{\\enquote{LIE}}},\n}", finding.ReadBackMark},
		{"BibTeX, a mark by its name", "a.bib", "@misc{a,\n  note = {\\textquotedblleft LIE},\n}", finding.ReadBackMark},
		{"BibTeX, signs", "a.bib", "@misc{a,\n  title = {{R\\&D \\\\ 5\\%}},\n}", ""},
		{"Markdown in a feed", "a.json", `{"content_text": "> LIE\n> — Ida Marsh"}`, finding.ReadBackMark},
		{"CSV", "a.csv", "a\n\"the \"\"b\"\" c\"\n", finding.ReadBackMark},
		{"evidence of nothing", "sources/a/evidence.json", "{}", finding.ReadBackEvidence},
		{"link to nowhere", "index.html", `<a href="/nowhere/">a</a>`, finding.HTMLLink},
		{"absolute link to nowhere", "index.html", `<a href="https://lake.example/nowhere/">a</a>`, finding.HTMLLink},
		{"anchor to nowhere", "index.html", `<a href="#nowhere">a</a>`, finding.HTMLLink},
		{"links that hold", "index.html", `<p id="a"><a href="#a">a</a><a href="/">b</a><a href="https://lake.example/#a">c</a><a href="https://other.example/">d</a></p>`, ""},
		{"the same id twice", "index.html", `<p id="a">a</p><p id="a">b</p>`, finding.HTMLID},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			if _, err := Check(fstest.MapFS{test.file: {Data: []byte(test.text)}}, graph, list.Report); err != nil {
				t.Fatal(err)
			}
			var got []finding.Rule
			for _, reported := range list.Sorted() {
				got = append(got, reported.Rule)
				if reported.Span.Start < 0 || reported.Span.End > len(reported.File.Data) {
					t.Errorf("span %v of %d bytes", reported.Span, len(reported.File.Data))
				}
			}
			switch {
			case test.want == "" && len(got) > 0:
				t.Errorf("found %v: %s", got, list.Sorted()[0].Message)
			case test.want != "" && !slices.Contains(got, test.want):
				t.Errorf("found %v, want %s", got, test.want)
			}
		})
	}
}

// What is not read is not published, whatever it is called.
func TestKinds(t *testing.T) {
	graph := empty(t)
	for _, name := range strings.Fields(`a.htm a.xhtml a.opml a.rdf a.rss a.jsonfeed a.md a.pdf a.vtt a.ics a.yaml a.tsv a.jsonl a.php a.docx
		a.txt a .htaccess _headers _redirects .well-known/a.json .a/b.json a.html~ a.SVG a.JSON a.CSV a.XML a.Html index.html.br index.html.gz a.css.zst
		a.php.html a.gz.js a.xsl a.map a.woff2 a.mht a.swf CNAME topics/text.txt`) {
		var list finding.List
		if _, err := Check(fstest.MapFS{name: {Data: []byte("x")}}, graph, list.Report); err != nil {
			t.Fatal(err)
		}
		if found := list.Sorted(); len(found) != 1 || found[0].Rule != finding.FileKind {
			t.Errorf("%s: %v", name, found)
		}
	}
	for name, data := range map[string]string{"a.png": "GIF89a/*<script>", "b.gif": "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;", "c.gif": "GIF89a", "sources/x/text.txt": "x"} {
		var list finding.List
		if _, err := Check(fstest.MapFS{name: {Data: []byte(data)}}, graph, list.Report); err != nil {
			t.Fatal(err)
		}
		if wrong := len(list.Sorted()) > 0; wrong != (name != "b.gif") {
			t.Errorf("%s: %v", name, list.Sorted())
		}
	}
}

// The cases of the conformance suite are published as they were checked, under
// their own names, and their marks are counted; no other lines of JSON are.
func TestCases(t *testing.T) {
	graph := empty(t)
	for _, rule := range []string{"marks", "words"} {
		file := finding.NewFile("suite/"+rule+".jsonl", []byte(`{"rule": "`+rule+`", "text": "“a”"}`+"\n"))
		graph.Site.Suite = append(graph.Site.Suite, &content.Cases{Rule: rule, File: file, Marks: len(rule)})
	}
	marks, words := graph.Site.Suite[0].File.Data, graph.Site.Suite[1].File.Data
	for _, test := range []struct {
		name string
		data []byte
		want int // marks; 0 where the file is refused
	}{
		{"guide/conformance/marks.jsonl", marks, 5},
		{"guide/conformance/suite.jsonl", slices.Concat(marks, words), 10},
		{"guide/conformance/suite.jsonl", slices.Concat(words, marks), 0},
		{"guide/conformance/suite.jsonl", marks, 0},
		{"guide/conformance/marks.jsonl", words, 0},
		{"guide/conformance/marks.jsonl", marks[1:], 0},
		{"guide/conformance/other.jsonl", marks, 0},
		{"guide/marks.jsonl", marks, 0},
		{"marks.jsonl", marks, 0},
		{"guide/conformance/.jsonl", marks, 0},
	} {
		var list finding.List
		coverage, err := Check(fstest.MapFS{test.name: {Data: test.data}}, graph, list.Report)
		if err != nil {
			t.Fatal(err)
		}
		refused := slices.ContainsFunc(list.Sorted(), func(f finding.Finding) bool { return f.Rule == finding.FileKind })
		if refused != (test.want == 0) || coverage.Seen != test.want || coverage.Exempt[content.ExemptCase] != test.want {
			t.Errorf("%s of %s: %+v, %v", test.name, test.data, coverage, list.Sorted())
		}
	}
}

// What is looked at is counted: a checker that looks at nothing must not look
// clean.
func TestCoverage(t *testing.T) {
	site := fstest.MapFS{"index.html": {Data: []byte("<p>“a” <code>“b” “c”</code> 「d</p>")}}
	coverage, err := Check(site, empty(t), func(finding.Finding) {})
	if err != nil {
		t.Fatal(err)
	}
	if coverage.Pages != 1 || coverage.Files != 1 || coverage.Seen != 4 || len(coverage.Proven) != 0 || coverage.Exempt["code"] != 2 {
		t.Errorf("%+v", coverage)
	}
}

// Whatever a layout writes, nothing panics, spans lie in the file, and marks
// outside code are never passed over in silence.
func FuzzHTML(f *testing.F) {
	f.Add([]byte("<p>a “b” c</p>"))
	f.Add([]byte("<p data-use='/x#y'><a href=\"#z\">“b”</a></p></div>"))
	f.Add([]byte("<svg><title>&ldquo;</title><path/></svg><script>\"</script>"))
	f.Add([]byte("<!-- “a” --><![CDATA[“b”]]><p a=“ b=\"”\">"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Check(fstest.MapFS{"index.html": {Data: data}}, empty(t), func(reported finding.Finding) {
			if reported.Span.Start < 0 || reported.Span.Start > reported.Span.End || reported.Span.End > len(reported.File.Data) {
				t.Fatalf("span %v of %d bytes: %s", reported.Span, len(reported.File.Data), reported.Message)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever a data file holds, nothing panics and spans lie in it.
func FuzzData(f *testing.F) {
	for i, seed := range []string{
		`{"url": "/x/#q-y", "text": "“b”", "content_html": "<p>“c”"}`, `[{"a": ["\u201c"]}, "b", 1, null]`,
		"<a type=\"html\">&lt;p&gt;“c”<b d='“'/></a>", "a,b\n\"“c\",d", "title = {{a “b”}}",
	} {
		f.Add([]byte(seed), uint8(i))
	}
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		name := []string{"a.json", "a.xml", "a.csv", "a.bib"}[kind%4]
		_, err := Check(fstest.MapFS{name: {Data: data}}, empty(t), func(reported finding.Finding) {
			if reported.Span.Start < 0 || reported.Span.Start > reported.Span.End || reported.Span.End > len(reported.File.Data) {
				t.Fatalf("span %v of %d bytes: %s", reported.Span, len(reported.File.Data), reported.Message)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
