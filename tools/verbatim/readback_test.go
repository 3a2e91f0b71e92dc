package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/render"
)

// lake is the site of the scripts as Hugo publishes it, with what was proven:
// tests change what a layout or a static file could have made otherwise.
var lake = sync.OnceValues(func() (fstest.MapFS, *link.Graph) {
	dir, err := os.MkdirTemp("", "lake")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for from, to := range map[string]string{"testdata/site": ".", "../../layouts": "layouts", "../../static": "static"} {
		if err := copyAll(from, filepath.Join(dir, to)); err != nil {
			panic(err)
		}
	}
	config, err := settings()
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644); err != nil {
		panic(err)
	}
	project := os.DirFS(dir)
	list := &finding.List{}
	graph, err := desk.Resolve(project, os.DirFS(filepath.Join(dir, "texts")), nil, list)
	if err != nil {
		panic(err)
	}
	html, err := render.HTML(project, withPictures(graph), list.Report)
	if err != nil {
		panic(err)
	}
	files := fstest.MapFS{}
	err = fs.WalkDir(html, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			data, err := fs.ReadFile(html, name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	for _, found := range list.Sorted() {
		if found.Severity == finding.Error {
			panic(found.File.Name + ": " + found.Message)
		}
	}
	return files, graph
})

// readBack returns what is found on the site with files put in the place of others.
func readBack(t testing.TB, changed fstest.MapFS) []finding.Finding {
	files, graph := lake()
	files = maps.Clone(files)
	maps.Copy(files, changed)
	var list finding.List
	if _, err := public.Check(files, graph, list.Report); err != nil {
		t.Fatal(err)
	}
	return list.Sorted()
}

// ferry is the page of the site that holds every kind of use.
const ferry = "topics/ferry/index.html"

// What layouts, static files or settings could do to proven words, one by one.
var sabotage = []struct {
	name, file, old, new string // * in file stands for what names it
	want                 finding.Rule
}{
	// What looks like a quotation.
	{"a block quotation", ferry, `</main>`, `<blockquote>We will surrender everything</blockquote><p>— Ida Marsh</p></main>`, finding.ReadBackMark},
	{"a figure of a quotation", ferry, `</main>`, `<figure class="quotation"><p>LIE</p><figcaption><a class="speaker" href="/people/ida-marsh/">Ida Marsh</a></figcaption></figure></main>`, finding.ReadBackMark},
	{"an inline quotation", ferry, `</main>`, `<p><span class="quotation">LIE</span></p></main>`, finding.ReadBackMark},
	{"a passage", ferry, `</main>`, `<div class="passage">LIE</div></main>`, finding.ReadBackMark},
	{"a citation", ferry, `</main>`, `<p><a class="citation" href="/sources/pier/">LIE</a></p></main>`, finding.ReadBackMark},
	{"the dress of a quotation on a citation", ferry, `class="citation v7" id="c-we-share`, `class="quotation" id="c-we-share`, finding.ReadBackMark},
	{"marks by the browser", ferry, `</main>`, `<p><q>LIE</q></p></main>`, finding.ReadBackMark},
	{"code of a layout", ferry, `</main>`, `<p><code>“LIE”</code></p></main>`, finding.ReadBackMark},
	{"a sample of a layout", ferry, `</main>`, `<p><samp>“LIE”</samp></p></main>`, finding.ReadBackMark},
	{"struck words on another page", ferry, `</main>`, `<p><del>“LIE”</del></p></main>`, finding.ReadBackMark},
	{"struck words of a layout", "corrections/index.html", `</main>`, `<p><del>“LIE”</del></p></main>`, finding.ReadBackMark},
	{"marks over a line break", ferry, `</main>`, `<p>‘LIE<br>more,’ he said.</p></main>`, finding.ReadBackMark},
	{"marks over two blocks", ferry, `</main>`, `<div>‘LIE</div><div>more,’ he said.</div></main>`, finding.ReadBackMark},
	{"straight marks over two blocks", ferry, `</main>`, `<div>'We lie,</div><div>and more,' he said.</div></main>`, finding.ReadBackMark},

	// Other documents in a page, and what browsers read in ways of their own.
	{"without scripts", ferry, `</main>`, `<noscript>&ldquo;LIE&rdquo;</noscript></main>`, finding.HTMLForm},
	{"a frame", ferry, `</main>`, `<iframe srcdoc="&amp;ldquo;LIE"></iframe></main>`, finding.HTMLForm},
	{"a template", ferry, `</main>`, `<template><p>LIE</p></template></main>`, finding.HTMLForm},
	{"an object", ferry, `</main>`, `<object data="/x.svg"></object></main>`, finding.HTMLForm},
	{"an element of one's own", ferry, `</main>`, `<x-quote>LIE</x-quote></main>`, finding.HTMLForm},
	{"a picture as its own address", ferry, `</main>`, `<img alt="x" src="data:image/svg+xml,%3Csvg%3E"></main>`, finding.HTMLForm},
	{"a page as its own address", ferry, `</main>`, `<p><a href="data:text/html,“LIE”">x</a></p></main>`, finding.HTMLForm},
	{"a program as an address", ferry, `</main>`, "<p><a href=\"java\nscript:a()\">x</a></p></main>", finding.HTMLForm},
	{"a candidate as its own address", ferry, `</main>`, `<img alt="x" src="/favicon.svg" srcset="/favicon.svg 1x, data:image/png;base64,x 2x"></main>`, finding.HTMLForm},
	{"a script", ferry, `</main>`, `</main><script>document.body.append("x")</script>`, finding.HTMLForm},
	{"a script of a host with a name like ours", ferry, `</main>`, `</main><script src="https://ferry.example.evil.example/x.js"></script>`, finding.HTMLForm},
	{"a script that is not there", ferry, `</main>`, `</main><script src="/x.js"></script>`, finding.HTMLForm},
	{"a list of scripts", ferry, `</main>`, `</main><script type="importmap">{}</script>`, finding.HTMLForm},
	{"an event", ferry, `<main `, `<main onclick="a()" `, finding.HTMLForm},
	{"a style", ferry, `<main `, `<main style="display:none" `, finding.HTMLForm},
	{"a style sheet on the page", ferry, `</head>`, `<style>.quotation{display:none}</style></head>`, finding.HTMLForm},
	{"a style sheet of another kind", ferry, `</head>`, `<link rel="stylesheet" href="/feed.json"></head>`, finding.HTMLForm},
	{"a comment", ferry, `</main>`, `<!-- > “LIE” --></main>`, finding.HTMLForm},
	{"character data", ferry, `</main>`, `<svg><![CDATA[“LIE”]]></svg></main>`, finding.HTMLForm},
	{"HTML in a drawing", ferry, `</main>`, `<svg><p>LIE</p></svg></main>`, finding.HTMLForm},
	{"a drawing's HTML", ferry, `</main>`, `<svg><foreignObject><p>LIE</p></foreignObject></svg></main>`, finding.HTMLForm},
	{"another character set", ferry, `<meta charset="utf-8">`, `<meta charset="shift_jis">`, finding.HTMLForm},
	{"another policy", ferry, `</head>`, `<meta http-equiv="content-type" content="text/html; charset=x"></head>`, finding.HTMLForm},
	{"a block in a paragraph", ferry, `<p>See <a`, `<p><ul></ul>See <a`, finding.HTMLForm},
	{"a link in a link", ferry, `>what was said</a>`, `>what <a href="/">was</a> said</a>`, finding.HTMLForm},
	{"words of a table outside its cells", ferry, `</main>`, `<table>LIE<tr><td>x</td></tr></table></main>`, finding.HTMLForm},
	{"an element of a table outside its cells", ferry, `</main>`, `<table><tr><p>LIE</p></tr></table></main>`, finding.HTMLForm},
	{"a cell outside a table", ferry, `</main>`, `<td>LIE</td></main>`, finding.HTMLForm},
	{"a page in a page", ferry, `</main>`, `<body class="x">LIE</body></main>`, finding.HTMLForm},
	{"a heading in a heading", ferry, `<h1>`, `<h1><h2>LIE</h2>`, finding.HTMLForm},
	{"an element closed by itself", ferry, `</main>`, `<span/>LIE</main>`, finding.HTMLForm},
	{"tags in a title", ferry, `<title>`, `<title><b>`, finding.HTMLForm},

	// Attributes.
	{"marks in a class", ferry, `class="page topic"`, `class="page “topic”"`, finding.ReadBackMark},
	{"marks in a source", ferry, `<blockquote cite="https://courier.example/talks-on-the-lake"`, `<blockquote cite="https://courier.example/“talks”"`, finding.ReadBackMark},
	{"marks in a name", ferry, `<meta name="DC.type"`, `<meta name="“LIE”"`, finding.ReadBackMark},
	{"marks in any attribute", ferry, `<main `, `<main data-said="“LIE”" `, finding.ReadBackMark},

	// Proven words, shown otherwise.
	{"a word hidden", ferry, `“Ice decides”</a>`, `“Ice <span hidden>never</span> decides”</a>`, finding.HTMLForm},
	{"a word added", ferry, `“Ice decides”</a>`, `“Ice never decides”</a>`, finding.ReadBackWords},
	{"a word struck", ferry, `“Ice decides”</a>`, `“Ice <s>decides</s>”</a>`, finding.HTMLForm},
	{"a name behind a quotation", ferry, `, and at the pier <span`, ` (Ida Marsh), and at the pier <span`, finding.ReadBackWords},
	{"a name in a number's place", ferry, `, and at the pier <span`, `<sup> Ida Marsh</sup>, and at the pier <span`, finding.ReadBackWords},
	{"a word before a quotation", ferry, `The Governor said <span`, `The Governor never said <span`, finding.ReadBackWords},
	{"the words before a quotation left out", ferry, `<p>The paper counted <span`, `<p><span`, finding.ReadBackWords},
	{"the words behind a quotation left out", ferry, ` (emphasis added).</p>`, `</p>`, finding.ReadBackWords},
	{"words turned", ferry, `“Ice decides”</a>`, `“<bdo dir="rtl">Ice decides</bdo>”</a>`, finding.HTMLForm},
	{"words in a direction", ferry, `“Ice decides”</a>`, `“<span dir="rtl">Ice decides</span>”</a>`, finding.HTMLForm},
	{"a field with a value", ferry, `“Ice decides”</a>`, `“Ice decides<input value="never">”</a>`, finding.HTMLForm},
	{"a picture of a word", ferry, `“Ice decides”</a>`, `“Ice decides<img alt="never" src="/favicon.svg">”</a>`, finding.HTMLForm},
	{"a name for those who listen", ferry, `“Ice decides”</a>`, `“<span aria-label="We decide">Ice decides</span>”</a>`, finding.HTMLForm},
	{"hidden from those who listen", ferry, `“Ice decides”</a>`, `“Ice <span aria-hidden="true">decides</span>”</a>`, finding.HTMLForm},
	{"a caption inside a quotation", ferry, `“Ice decides”</a>`, `“Ice <figcaption>never</figcaption> decides”</a>`, finding.HTMLForm},
	{"a caption inside a block quotation", ferry, `“We will never close`, `<figcaption>It is not so that</figcaption>“We will never close`, finding.HTMLForm},
	{"a quotation in a hidden part", ferry, `<div class="prose">`, `<div class="prose" hidden>`, finding.HTMLForm},
	{"a quotation in what opens later", ferry, `<div class="prose">`, `<div class="prose" popover>`, finding.HTMLForm},
	{"words in the figure", ferry, `<figcaption><span class="seal"`, `It is false: <figcaption><span class="seal"`, finding.HTMLForm},
	{"a word in a seal", ferry, `</svg>1d</a></span> <span>`, `</svg>1d denied by</a></span> <span>`, finding.HTMLForm},
	{"a character that turns words", ferry, `<p>Of fishing the paper`, "<p>Of \u202efishing the paper", finding.ReadBackWords},
	{"an empty letter", ferry, `<p>Of fishing the paper`, "<p>Of \u3164fishing the paper", finding.ReadBackWords},
	{"a hidden character in an attribute", ferry, `content="The ferry"`, "content=\"The \U000E0041ferry\"", finding.ReadBackWords},
	{"a link elsewhere", ferry, `<a href="/sources/courier/#w-ice-decides">“`, `<a href="/sources/courier/">“`, finding.ReadBackWords},

	// Whose words.
	{"another speaker before", ferry, `<span><a class="speaker" href="/people/ida-marsh/">Ida Marsh</a>, <a href="/sources/courier/#w-we`, `<span><strong>Tomas Vell</strong>, as told by <a class="speaker" href="/people/ida-marsh/">Ida Marsh</a>, <a href="/sources/courier/#w-we`, finding.ReadBackSpeaker},
	{"another speaker after", ferry, `Ida Marsh</a>, <a href="/sources/courier/#w-we-will-never-close-this-crossing-again"><cite`, `Ida Marsh</a> (for Tomas Vell), <a href="/sources/courier/#w-we-will-never-close-this-crossing-again"><cite`, finding.ReadBackSpeaker},
	{"another speaker in a link", ferry, `</cite>, paragraph 5</a></span></figcaption>`, `</cite>, paragraph 5, Tomas Vell</a></span></figcaption>`, finding.ReadBackSpeaker},
	{"no speaker", ferry, `<a class="speaker" href="/people/ida-marsh/">Ida Marsh</a>, <a href="/sources/courier/#w-we`, `<a href="/sources/courier/#w-we`, finding.ReadBackSpeaker},
	{"another speaker in the evidence", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in`, `<p class="place"><a class="speaker" href="/people/ida-marsh/">Ida Marsh</a>, in`, finding.ReadBackSpeaker},
	{"another speaker for machines", ferry, `"name":"Tomas Vell"},"text":"Ice decides"`, `"name":"Ida Marsh"},"text":"Ice decides"`, finding.ReadBackSpeaker},
	{"other words for machines", ferry, `"text":"Ice decides"`, `"text":"Ice never decides"`, finding.ReadBackWords},
	{"a quotation for machines that is none", ferry, `"url":"https://ferry.example/topics/ferry/#q-ice-decides"`, `"url":"https://ferry.example/topics/ferry/#main"`, finding.ReadBackMark},

	{"another speaker of a passage", "people/tomas-vell/index.html", `said by <a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>`, `said by <a class="speaker" href="/people/tomas-vell/">Ida Marsh</a>`, finding.ReadBackSpeaker},
	{"another speaker of a passage, and the page", "people/tomas-vell/index.html", `said by <a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>`, `said by <a class="speaker" href="/people/ida-marsh/">Ida Marsh</a>`, finding.ReadBackSpeaker},
	{"a speaker of nobody's passage", ferry, `<p class="place">The Oro Courier, <time datetime="2021-03-03">3 March 2021</time>, ¶&nbsp;3`, `<p class="place"><span class="speaker">Ida Marsh</span>, in The Oro Courier, <time datetime="2021-03-03">3 March 2021</time>, ¶&nbsp;3`, finding.ReadBackSpeaker},
	{"a speaker of a passage without the dress", "people/tomas-vell/index.html", `said by <a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>`, `said by Ida Marsh`, finding.ReadBackSpeaker},
	{"another speaker beside the right one", "people/tomas-vell/index.html", `said by <a class="speaker" href="/people/tomas-vell/">`, `said by MARSH to <a class="speaker" href="/people/tomas-vell/">`, finding.ReadBackSpeaker},
	{"another speaker in a link of a passage", "people/tomas-vell/index.html", `rel="external">at the publisher</a></p>`, `rel="external">as Ida Marsh said</a></p>`, finding.ReadBackSpeaker},
	{"no speaker of a passage", "people/tomas-vell/index.html", ` · said by <a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>`, ``, finding.ReadBackSpeaker},
	{"another speaker's page", ferry, `<span><a class="speaker" href="/people/ida-marsh/">`, `<span><a class="speaker" href="/people/tomas-vell/">`, finding.ReadBackSpeaker},
	{"another's passage on the page of a person", "people/tomas-vell/index.html", `data-passage="courier#w-ice-decides"`, `data-passage="courier#w-we-will-never-close-this-crossing-again"`, finding.ReadBackSpeaker},
	{"a passage in no list", "people/tomas-vell/index.html", `<ol class="passages">`, `<blockquote class="passage" data-passage="courier#w-ice-decides"></blockquote><ol class="passages">`, finding.ReadBackSpeaker},
	{"a speaker of a layout's words", ferry, `</main>`, `<p>LIE — <a class="speaker" href="/people/ida-marsh/">Ida Marsh</a></p></main>`, finding.ReadBackSpeaker},
	{"a speaker of a layout's words, in a list", ferry, `</main>`, `<ul><li>LIE — <span class="speaker">Ida Marsh</span></li></ul></main>`, finding.ReadBackSpeaker},
	{"another speaker in what evidence says", ferry, `<span class="verdict" id="h3">Proven, word for word</span>`, `<span class="verdict" id="h3">Said by Ida Marsh</span>`, finding.ReadBackSpeaker},
	{"more words for machines", ferry, `"text":"Ice decides"`, `"text":"Ice decides","description":"Ice never decides"`, finding.ReadBackMark},
	{"a list of words for machines", ferry, `"text":"Ice decides"`, `"text":["Ice never decides"]`, finding.ReadBackMark},
	{"no words for machines", ferry, `"text":"Ice decides"`, `"citation":"Ice never decides"`, finding.ReadBackMark},
	{"another speaker's page for machines", ferry, `people/tomas-vell/#person","@type":"Person","name":"Tomas Vell"},"text":"Ice`, `people/ida-marsh/#person","@type":"Person","name":"Tomas Vell"},"text":"Ice`, finding.ReadBackSpeaker},

	{"other words in the evidence", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, `<p class="own">The source’s words:</p><p>LIE</p><p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, finding.ReadBackWords},
	{"other words in the evidence, after its own", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, `<p class="own">The source’s words:</p><p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, finding.ReadBackWords},
	{"loose words in the evidence", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, `LIE<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, finding.HTMLForm},
	{"marked words in the evidence", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, `<p class="own">The source’s words: <mark>LIE</mark></p><p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in The`, finding.ReadBackMark},
	{"marked words of a layout", ferry, `</main>`, `<p>The source’s words: <mark>LIE</mark></p></main>`, finding.ReadBackMark},
	{"a speaker before a quotation", ferry, `“Ice decides”</a>`, `“Ice decides”</a> (<span class="speaker">Ida Marsh</span>)`, finding.ReadBackWords},

	// A slip for all that rests on a sentence.
	{"a citation marked as quoted", ferry, `<mark class="cited">We share the cost.</mark>`, `<mark>We share the cost.</mark>`, finding.ReadBackWords},
	{"a quotation marked as cited", ferry, `<mark>did not agree</mark>`, `<mark class="cited">did not agree</mark>`, finding.ReadBackWords},
	{"the evidence of fewer uses", ferry, `data-evidence="/topics/ferry#c-the-two-agreed-to-reopen-the-ferry-before-may /topics`, `data-evidence="/topics`, finding.ReadBackLost},
	{"the evidence of one more use", ferry, `data-evidence="/topics/ferry#q-did-not-agree"`, `data-evidence="/topics/ferry#q-did-not-agree /topics/ferry#c-we-share-the-cost"`, finding.ReadBackWords},
	{"the passages of two sources in one slip", ferry, `data-passage="courier#w-did-not-agree"`, `data-passage="courier#w-did-not-agree pier#w-we-share-the-cost"`, finding.ReadBackWords},
	{"words of two sentences in one slip", ferry, `data-evidence="/topics/ferry#q-did-not-agree">
<p class="head"><a href="#k6" aria-label="1e, back to the text">1e</a> <span class="verdict" id="h6">Proven, word for word</span> <button type="button" class="close" popovertarget="n6" popovertargetaction="hide">Close</button></p>
<blockquote class="passage" cite="https://courier.example/talks-on-the-lake" data-passage="courier#w-did-not-agree" lang="en">
<p>They <mark>did not agree</mark> on fishing rights.</p>`, `data-evidence="/topics/ferry#q-did-not-agree /topics/ferry#q-the-first-in-12-years-that-lasted-more-than-1-5-hours">
<p class="head"><a href="#k6" aria-label="1e, back to the text">1e</a> <span class="verdict" id="h6">Proven, word for word</span> <button type="button" class="close" popovertarget="n6" popovertargetaction="hide">Close</button></p>
<blockquote class="passage" cite="https://courier.example/talks-on-the-lake" data-passage="courier#w-the-first-in-12-years-that-lasted-more-than-1-5-hours courier#w-did-not-agree" lang="en">
<p>It was their fourth meeting, and <mark>the first in 12 years that lasted more than 1.5 hours</mark>.</p>
<p>They <mark>did not agree</mark> on fishing rights.</p>`, finding.ReadBackWords},
	{"a seal that says more", ferry, `</svg>2b</button>`, `</svg>2b or not</button>`, finding.HTMLForm},
	{"a number of a source that says more", ferry, `aria-label="Source 3">3</a>`, `aria-label="Source 3">3, which lies</a>`, finding.HTMLForm},

	{"a word in a number's place, that could be a name", ferry, `The Governor said <span`, `The Governor said <span class="ref">fake</span> <span`, finding.HTMLForm},
	{"a word in a seal's place", ferry, `The Governor said <span`, `The Governor said <span class="seal">not</span> <span`, finding.HTMLForm},
	{"a word behind a seal's number", ferry, `</svg>1c</button>`, `</svg>1no</button>`, finding.HTMLForm},
	{"two words behind a seal's number", ferry, `</svg>1c</button><a href="#n3"`, `</svg>1is</button><a href="#n3"`, finding.HTMLForm},
	{"the name of a slip as a number", ferry, `aria-label="Source 3">3</a>`, `aria-label="Source 3">3no</a>`, finding.HTMLForm},
	{"a number that says more to those who listen", "people/tomas-vell/index.html", `aria-label="Source 1">1`, `aria-label="which lies: 1">1`, finding.HTMLForm},
	{"a number that says more to those who point", ferry, `aria-label="Source 3">3`, `title="never said" aria-label="Source 3">3`, finding.HTMLForm},
	{"a seal that says more to those who point", ferry, `<button type="button" popovertarget="n3"`, `<button title="he never said so" type="button" popovertarget="n3"`, finding.HTMLForm},
	{"marked words in others", ferry, `<mark>Ice decides</mark>`, `<mark><mark class="cited">Ice decides</mark></mark>`, finding.HTMLForm},
	{"cited words in cited ones", ferry, `<mark class="cited">We share the cost.</mark>`, `<mark class="cited"><mark class="cited">We share the cost.</mark></mark>`, finding.HTMLForm},
	{"words that are cited and quoted", ferry, `<mark class="cited">We share the cost.</mark>`, `<mark class="cited quoted">We share the cost.</mark>`, finding.HTMLForm},
	{"the dress of a slip", ferry, `</main>`, `<div class="slip"><p>LIE</p></div></main>`, finding.ReadBackMark},
	{"what was shown, of nothing", ferry, `</main>`, `<p class="head"><span class="verdict">Proven, word for word</span> LIE</p></main>`, finding.ReadBackMark},
	{"what was shown, outside the head", ferry, `<p class="ways"><a href="/sources/courier/#w-ice-decides">`, `<p class="ways"><span class="verdict"></span><a href="/sources/courier/#w-ice-decides">`, finding.ReadBackMark},
	{"a word before what was shown", ferry, `<span class="verdict" id="h3">Proven`, `Not <span class="verdict" id="h3">Proven`, finding.ReadBackWords},
	{"a word before what was shown, as its name", ferry, `aria-label="1c, back to the text">1c</a>`, `aria-label="1c, back to the text">Not</a>`, finding.ReadBackWords},
	{"a word behind what was shown", ferry, `popovertarget="n3" popovertargetaction="hide">Close`, `popovertarget="n3" popovertargetaction="hide">It is not`, finding.ReadBackWords},
	{"what was shown, hidden", ferry, `<span class="verdict" id="h3">`, `<span class="verdict" hidden id="h3">`, finding.HTMLForm},
	{"the speaker in the evidence, hidden", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">`, `<p class="place" aria-hidden="true"><a class="speaker" href="/people/tomas-vell/">`, finding.HTMLForm},
	{"a name in a time's place", ferry, `<p class="place">The Oro Courier, <time datetime="2021-03-03">3 March 2021</time>, ¶&nbsp;4`, `<p class="place"><time datetime="2021-03-03">Ida Marsh</time>, ¶&nbsp;4`, finding.ReadBackSpeaker},
	{"words behind a time", ferry, `Tomas Vell</a>, in The Oro Courier, <time datetime="2021-03-03">3 March 2021`, `Tomas Vell</a>, in The Oro Courier, <time datetime="2021-03-03">3 March 2021, as Ida Marsh said`, finding.ReadBackSpeaker},
	{"a reference that shows a passage", ferry, `<span class="reference" id="r-little-in-it" data-use`, `<span class="reference" id="r-little-in-it" data-passage="courier#w-ice-decides" data-use`, finding.HTMLForm},

	// The text of a source, as far as pages use it.
	{"words in a gap's place, in other letters", "sources/courier/index.html", `<span class="run">`, `<span class="gap">Это ложь 5</span><span class="run">`, finding.HTMLForm},
	{"words in a gap's place, without blanks", "sources/courier/index.html", `<span class="run">`, `<span class="gap">これは嘘5</span><span class="run">`, finding.HTMLForm},
	{"a gap where nothing is left out", "sources/courier/index.html", `<span class="run">`, `<span class="gap">1 lie told</span><span class="run">`, finding.ReadBackWords},
	{"a gap of other words than are left out", "sources/courier/index.html", `⋯ 5 words</span> <sup>`, `⋯ 50 words</span> <sup>`, finding.ReadBackWords},
	{"a gap twice", "sources/courier/index.html", `<span class="gap">⋯ 5 words</span> <sup>`, `<span class="gap">5 he lied</span> <span class="gap">5 about this</span> <sup>`, finding.ReadBackWords},
	{"a name in a gap", "sources/courier/index.html", `⋯ 5 words</span> <sup>`, `⋯ 5 Tomas Vell</span> <sup>`, finding.HTMLForm},
	{"letters in a row", "sources/courier/index.html", `<sup>a</sup>`, `<sup>he</sup><sup>is</sup><sup>no</sup>`, finding.ReadBackWords},
	{"a letter twice", "sources/courier/index.html", `<sup>a</sup>`, `<sup>a</sup><sup>a</sup>`, finding.ReadBackWords},
	{"cited words read as quoted", "sources/courier/index.html", `<mark class="cited">It was`, `<mark class="quoted">It was`, finding.ReadBackWords},
	{"quoted words read as cited", "sources/courier/index.html", `<mark class="quoted">Ice decides`, `<mark class="cited">Ice decides`, finding.ReadBackWords},
	{"read words in a gap", "sources/courier/index.html", `<mark class="quoted">Ice decides</mark>`, `<span class="gap"><mark class="quoted">Ice decides</mark></span>`, finding.HTMLForm},
	{"a text that is not read at all", "sources/courier/index.html", `data-read="courier#4"`, `data-x="courier#4"`, finding.ReadBackLost},
	{"the place of a passage in a whole text, elsewhere", "sources/pier/index.html", `<span class="label">PREMIER MARSH:</span> <span id="w-we-share-the-cost"></span>`, `<span id="w-we-share-the-cost"></span><span class="label">PREMIER MARSH:</span> `, finding.ReadBackLost},
	{"another word read", "sources/courier/index.html", `Ice decides</mark>`, `Ice never decides</mark>`, finding.ReadBackWords},
	{"a word between what is read", "sources/courier/index.html", `<span class="run">`, `<span class="run">never `, finding.ReadBackWords},
	{"a word in a letter's place", "sources/courier/index.html", `<sup>a</sup>`, `<sup>It is a lie that</sup>`, finding.HTMLForm},
	{"a place elsewhere", "sources/courier/index.html", `<span id="w-did-not-agree"></span>`, ``, finding.ReadBackWords},
	{"a paragraph of nobody", "sources/courier/index.html", `data-read="courier#3"`, `data-read="courier#1"`, finding.ReadBackWords},
	{"a paragraph read on another page", ferry, `</main>`, `<p data-read="courier#3"><mark>LIE</mark></p></main>`, finding.ReadBackWords},
	{"a paragraph read hidden", "sources/courier/index.html", `<ol class="read">`, `<ol class="read" hidden>`, finding.HTMLForm},

	// Titles of sources.
	{"a title that is not declared", "sources/gazette/index.html", `<cite data-title="gazette" lang="en">`, `<cite lang="en">`, finding.ReadBackMark},
	{"a title with more", "sources/gazette/index.html", `summit on ice”?</cite></h1>`, `summit on ice”? “LIE”</cite></h1>`, finding.ReadBackWords},
	{"a title of another source", "sources/gazette/index.html", `<cite data-title="gazette" lang="en">`, `<cite data-title="pier" lang="en">`, finding.ReadBackWords},
	{"a title in prose", ferry, `</main>`, `<p>Ida Marsh: Was it a “summit on ice”?</p></main>`, finding.ReadBackMark},
	{"a title in a longer value", "sources/gazette/cite.json", `"title": "`, `"title": "Ida Marsh: `, finding.ReadBackMark},
	{"a title in a longer line", "sources/gazette/cite.ris", `TI  - `, `TI  - Ida Marsh: `, finding.ReadBackMark},

	// Other files.
	{"a feed's words", "feed.json", `“Ice decides”`, `“Ice never decides”`, finding.ReadBackWords},
	{"an index's speaker", "search/index.json", ``, `[{"kind": "quotation", "url": "/topics/ferry/#q-ice-decides", "text": "Ice decides", "by": "Ida Marsh"}]`, finding.ReadBackSpeaker},
	{"robots", "robots.txt", `User-agent: *`, `# “LIE”`, finding.ReadBackMark},
	{"a page of another kind", "x.xhtml", ``, `<p>LIE</p>`, finding.FileKind},
	{"a sibling of a page", "topics/ferry/index.html.br", ``, `x`, finding.FileKind},
	{"rules for hosts", "_redirects", ``, `/* https://evil.example/ 302`, finding.FileKind},
	{"a text that is none of ours", "sources/courier/text.txt", ``, `We will surrender everything`, finding.ReadBackEvidence},
}

func TestSabotage(t *testing.T) {
	for _, found := range readBack(t, nil) {
		t.Errorf("untouched: %s: %s", found.File.Name, found.Message)
	}
	files, _ := lake()
	for _, test := range sabotage {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(test.new)
			if test.old != "" {
				whole := string(files[test.file].Data)
				if !strings.Contains(whole, test.old) {
					t.Fatalf("%s has no %q", test.file, test.old)
				}
				data = []byte(strings.Replace(whole, test.old, test.new, 1))
			}
			found := readBack(t, fstest.MapFS{test.file: {Data: data}})
			if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Rule == test.want && f.Rule.Proof() }) {
				t.Errorf("want %s, found %v", test.want, found)
			}
		})
	}
}

// What moves a part of the frame away moves proven words nowhere.
func TestMoved(t *testing.T) {
	files, _ := lake()
	for _, class := range []string{"skip", "hidden", "seals"} {
		page := strings.Replace(string(files[ferry].Data), `<div class="prose">`, `<div class="prose `+class+`">`, 1)
		if !slices.ContainsFunc(readBack(t, fstest.MapFS{ferry: {Data: []byte(page)}}), func(f finding.Finding) bool { return f.Rule == finding.ReadBackMark }) {
			t.Errorf("class %s: nothing found", class)
		}
	}
}

// What a style sheet could do, one by one: it stands after the site's own.
func TestSheets(t *testing.T) {
	files, _ := lake()
	name := ""
	for file := range files {
		if path.Ext(file) == ".css" {
			name = file
		}
	}
	for _, sheet := range []string{
		`.quotation::after{content:" and surrender"}`, `h1::after{content:"“"}`, `h1::after{content:"\201c"}`, `h1::after{c\6fntent:"“"}`,
		`h1::after{--q:"“";content:var(--q)}`, `h1::after{content:";“x”"}`, `h1::after{--q:"surrender";content:var(--q)}`, `ul{list-style-type:"“"}`,
		`ul{list-style:"never "}`, `@counter-style x{system:cyclic;symbols:"“"}`, `h1::after{content:attr(class)}`, `h1::after{content:attr(data-said)}`,
		`h1::after{content:url("data:image/svg+xml,x")}`, `h1{background:url(data:image/svg+xml,x)}`, `h1::after{content:"″"}`, `h1::after{content:open-quote}`,
		`q{quotes:"“" "”"}`, `h1::after{content:counter(x,upper-alpha)}`, `@font-face{font-family:x;src:url(/x.woff2)}`, `@import "/x.css";`, `@import url(/x.css);`,
		`@property --x{syntax:"<string>";inherits:true;initial-value:"surrender"}`, `@namespace "x";`,
		`.quotation{display:none}`, `.quotation em{display:none}`, `em{visibility:hidden}`, `.quotation em{font-size:0}`, `em{font-size:.01px}`, `em{font:0/1 serif}`,
		`.quotation a{transform:scaleX(-1)}`, `em{opacity:0}`, `.quotation{direction:rtl}`, `em{unicode-bidi:bidi-override}`, `em{order:1}`, `.hang{text-indent:-99em}`,
		`em{clip-path:inset(50%)}`, `em{position:absolute;left:-99em}`, `[data-use] em{display:none}`, `* {display:none}`, `*{color:transparent}`, `em{color:transparent}`,
		`em{color:var(--paper)}`, `em{background:var(--ink)}`, `em{text-decoration:line-through}`, `em{text-transform:uppercase}`, `em{margin-left:-9em}`,
		`em{letter-spacing:-1em}`, `.quotation em::before{content:"";position:absolute;inset:0;background:var(--paper)}`, `figure.quotation blockquote{max-height:1em;overflow:hidden}`,
		`.prose{overflow:hidden;height:2em}`, `.prose::first-line{font-size:0}`, `p::first-letter{visibility:hidden}`, `figcaption .speaker{display:none}`, `figcaption>span{display:none}`,
		`.prose{text-transform:uppercase}`, `body{direction:rtl}`, `@media all{.quotation em{display:none}}`, `@supports(top:0){em{display:none}}`, `.prose{& em{display:none}}`,
		`.prose{em{display:none}}`, `.prose>p>span:nth-child(2) em{display:none}`, `h2+p em{display:none}`, `:is(.x,.quotation) em{display:none}`, `.passage mark{display:none}`,
		`em{--ink:#fdfcf9}`, `em{all:unset}`, `em{-webkit-text-security:disc}`, `em{-webkit-text-fill-color:transparent}`, `em{font-family:Wingdings}`, `em{float:right}`,
		`p{display:flex;flex-direction:row-reverse}`, `em{hyphenate-character:"x"}`, `em{zoom:0}`, `em{content-visibility:hidden}`, `.quotation a{content:"x"}`, `:root{--small:0}`, `.slip{clip-path:inset(50%)}`,
		`em{font-size:calc(1em - 1em)}`, `em{font-size:clamp(0px,0px,0px)}`, `e\6d{display:none}`, `EM{display:none}`, `.QUOTATION em{display:none}`, `@MEDIA all{em{DISPLAY:NONE}}`, `em{text-combine-upright:all}`,
		// Signs that are drawn, of which there is a list.
		`.standfirst::before{content:"<<"}`, `.standfirst::after{content:">>"}`, `.kicker::before{content:",,"}`, `.kicker::before{content:"≪"}`, `.kicker::before{content:"⋘"}`,
		`.kicker::before{content:"\2c2c"}`, `.kicker::before{content:"→"}`, `.kicker::before{content:"<" "<"}`, `.kicker::before{content:counter(part)}`, `ul{list-style-type:"<<"}`,
		`ul{list-style:"- "}`, `.kicker::before{--q:"<<";content:var(--q)}`, `ul{--q:"- ";list-style:var(--q)}`,
		// What stands round proven words.
		`.prose{text-indent:-9999px}`, `.prose{margin-inline-start:-9999px}`, `.prose{font-size:.01px}`, `.prose{word-spacing:-1em}`, `.prose{line-height:0}`, `.prose{letter-spacing:-1em}`,
		`.prose{display:flex;flex-direction:row-reverse}`, `.prose{display:flex;flex-flow:wrap-reverse}`, `.page{display:flex;flex-wrap:wrap-reverse}`, `.prose{box-shadow:inset 0 0 0 99em #000}`,
		`.prose{font-family:"Wingdings"}`, `.prose{font-family:Lie}`, `.prose{--f:Lie;font-family:var(--f)}`, `.prose{font:1em/1.5 "Lie"}`, `.prose{font:0/0 serif}`, `.prose{font-size-adjust:0}`,
		`.prose{padding-inline-start:999rem}`, `.prose{position:absolute;left:-999rem}`, `.prose{position:relative;left:-99em}`, `.prose{inset:0}`, `.prose{translate:-99em}`,
		`.prose{height:1px}`, `.prose{max-height:1em}`, `.prose{width:0}`, `.prose{max-width:1px}`, `.prose{display:none}`, `.prose{columns:99}`, `.prose{clip:rect(0,0,0,0)}`, `.prose{float:right}`, `.prose{grid-row:1}`,
		`.prose{color:#fdfcf9}`, `.prose{color:transparent}`, `.prose{background:#1c1a16}`, `.prose{background:linear-gradient(#000,#000)}`, `.prose{background:url(/favicon.svg)}`,
		`.prose{filter:blur(9px)}`, `.prose{backdrop-filter:blur(9px)}`, `.prose{mask:none}`, `.prose{mix-blend-mode:difference}`, `.prose{perspective:1px}`, `.prose{offset-path:none}`,
		`.prose{animation:rise 1s infinite}`, `@keyframes rise{to{opacity:0}}`, `.prose{transition:all 1s}`, `.prose{text-shadow:0 0 9px #000}`, `.prose{writing-mode:vertical-rl}`,
		// What could lie over them.
		`.kicker{position:fixed;inset:0;background:var(--paper)}`, `.kicker{position:absolute}`, `.kicker{position:sticky;top:0}`, `.kicker{z-index:9}`, `.kicker{margin-bottom:-99rem}`,
		`.skip{background:var(--paper)}`, `.skip{inset:0}`, `.skip{inset-inline-start:0;background:var(--paper);padding:9rem}`, `.seals{background:var(--paper);width:99rem;height:99rem}`,
		`[href="#main"]{background:var(--paper)}`, `.kicker::before{content:"";position:fixed;inset:0;background:var(--paper)}`, `.kicker::before{content:"";background:var(--paper)}`,
		`li::before{width:99rem;height:99rem}`, `.kicker{box-shadow:0 0 0 99rem var(--paper)}`, `.kicker{outline:99rem solid var(--paper)}`, `.kicker{border:99rem solid var(--paper)}`,
		`.verdict{display:none}`, `.slip .speaker{display:none}`, `.text .gap{display:none}`, `.text sup{font-size:0}`, `mark.cited{display:none}`,
		`.slip::backdrop{background:var(--paper)}`, `.kicker{transform:scale(99)}`, `.kicker{height:0}`, `.kicker{overflow:hidden}`,
	} {
		t.Run(sheet, func(t *testing.T) {
			data := append(slices.Clip(files[name].Data), sheet...)
			found := readBack(t, fstest.MapFS{name: {Data: data}})
			if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Rule.Proof() }) {
				t.Errorf("found %v", found)
			}
		})
	}
	for _, sheet := range []string{
		`.masthead{display:none}`, `h1::after{content:"…" / ""}`, `.prose a[rel=external]::after{content:" (" attr(href) ")"}`,
		`em{font-style:normal;font-weight:700}`, `.quotation{margin:1rem 2em;font-size:1.2em;line-height:1.3}`, `ol{list-style:decimal}`, `figcaption{display:flex;gap:1em}`,
		`.seal{position:relative;top:-1px}`, `.near li{display:flex}`, `@page{margin:2cm}`, `li::marker{color:var(--soft)}`, `.prose{columns:2;color:var(--ink)}`,
		`h1{font-family:"Iowan Old Style",serif;font-feature-settings:"liga" 1}`,
	} {
		data := append(slices.Clip(files[name].Data), sheet...)
		for _, found := range readBack(t, fstest.MapFS{name: {Data: data}}) {
			t.Errorf("%s: %s", sheet, found.Message)
		}
	}
}
