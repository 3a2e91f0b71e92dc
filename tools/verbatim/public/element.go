package public

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/style"
)

// element is an open element of the page being read.
type element struct {
	name    string
	attrs   attributes
	classes []string
	at      finding.Span
	in      inside
	chain   *style.Chain // nil until a style sheet may want to know
	round   bool         // it is noted that proven words stand in it
	texts   textSpan     // what stands in it
	script  string       // what a script holds, which is none of the words
	hrefs   []string     // of links inside, where proven words are to lead to their passage
	links   []string     // of a caption: what its links say
	proof   *link.Proof
	passed  []*link.Passage
	slip    []*link.Proof     // whose evidence the element shows
	within  [][]*link.Passage // of a slip: passages shown inside it, by element
	text    *string           // the paragraph of a published text that it shows
	of      *link.Source      // of text
	number  int               // and where it stands there
	places  []placed          // ids inside it
	read    *reading          // the paragraph of a text of which it shows what pages use
	titled  *title            // of a source, which the element declares to be
	exempt  string
	credit  credit // of one that holds a passage
	from    int    // where it begins in the text of its block
}

// attributes are those of an element, each once: of two, browsers take the first.
type attributes []html.Attribute

func attributesOf(attrs []html.Attribute) attributes {
	for i, attr := range attrs {
		if slices.ContainsFunc(attrs[:i], func(other html.Attribute) bool { return other.Key == attr.Key }) {
			return attributesOf(slices.Delete(attrs, i, i+1))
		}
	}
	return attrs
}

// find returns the value of an attribute, and whether it is there.
func (a attributes) find(key string) (string, bool) {
	for i := range a {
		if a[i].Key == key {
			return a[i].Val, true
		}
	}
	return "", false
}

func (a attributes) get(key string) string {
	value, _ := a.find(key)
	return value
}

// with returns the attributes with one more, in the place of another of its name.
func (a attributes) with(key, value string) attributes {
	for i := range a {
		if a[i].Key == key {
			a[i].Val = value
			return a
		}
	}
	return append(a, html.Attribute{Key: key, Val: value})
}

func (a attributes) all() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for i := range a {
			if !yield(a[i].Key, a[i].Val) {
				return
			}
		}
	}
}

// inside says what an element is together with those that it stands in. Depths
// count from the root, which has 1; 0 is none.
type inside struct {
	depth                             int
	caption, firstCaption, seal, link int // depths of the innermost and the outermost of these
	mark, quoted, gap, speaker        bool
	verdict, evidence, apart          bool
	loose                             *element // which is told of words that are not read by themselves
}

// within returns what an element is inside another.
func (in inside) within(elem *element) inside {
	in.depth++
	switch elem.name {
	case "figcaption":
		in.caption = in.depth
		if in.firstCaption == 0 {
			in.firstCaption = in.depth
		}
	case "a":
		in.link = in.depth
	case "mark":
		in.mark = true
		in.quoted = in.quoted || !elem.class("cited")
	}
	if elem.numbers() {
		in.seal = in.depth
	}
	in.gap = in.gap || elem.class("gap") || elem.name == "sup"
	in.speaker = in.speaker || elem.class("speaker")
	in.verdict = in.verdict || elem.class("verdict")
	in.evidence = in.evidence || elem.declares("data-evidence")
	in.apart = in.apart || elem.apart()
	switch {
	case elem.apart():
		in.loose = nil
	case elem.holds():
		in.loose = elem
	}
	return in
}

// class reports whether the element has a class.
func (e *element) class(name string) bool { return slices.Contains(e.classes, name) }

// declares reports whether an element has an attribute.
func (e *element) declares(key string) bool {
	_, ok := e.attrs.find(key)
	return ok
}

// textNode is a text node of a page, and what it stands in.
type textNode struct {
	text string
	in   *inside
}

// textSpan is the text nodes of an element, by their number on the page.
type textSpan struct{ start, end int }

// open is the end of an element that is not closed yet.
const open = -1

// gather returns those texts of an element that are wanted, one after another.
func (r *htmlReader) gather(elem *element, wanted func(in *inside) bool) string {
	end := elem.texts.end
	if end == open {
		end = len(r.texts)
	}
	first, more := "", strings.Builder{}
	for _, node := range r.texts[elem.texts.start:end] {
		switch {
		case !wanted(node.in):
		case more.Len() > 0:
			more.WriteString(node.text)
		case first == "":
			first = node.text
		default:
			more.WriteString(first)
			more.WriteString(node.text)
		}
	}
	if more.Len() > 0 {
		return more.String()
	}
	return first
}

// shown returns what an element shows. A caption says whose the words of its figure
// are, and is none of them; a seal in it is none of its own.
func (r *htmlReader) shown(elem *element) string {
	depth := elem.in.depth
	return r.gather(elem, func(in *inside) bool {
		inCaption := in.firstCaption > 0 && in.firstCaption <= depth
		return in.caption <= depth && !(in.seal > depth && inCaption)
	})
}

// marked returns the text inside <mark>.
func (r *htmlReader) marked(elem *element) string {
	return r.gather(elem, func(in *inside) bool { return in.mark })
}

// quoted returns, of what is marked, what is not marked as cited.
func (r *htmlReader) quoted(elem *element) string {
	return r.gather(elem, func(in *inside) bool { return in.quoted })
}

// apartly returns the text outside <mark>, gaps and letters.
func (r *htmlReader) apartly(elem *element) string {
	return r.gather(elem, func(in *inside) bool { return !in.mark && !in.gap })
}

// said returns the text inside .speaker.
func (r *htmlReader) said(elem *element) string {
	return r.gather(elem, func(in *inside) bool { return in.speaker })
}

// verdictOf returns the text inside .verdict.
func (r *htmlReader) verdictOf(elem *element) string {
	return r.gather(elem, func(in *inside) bool { return in.verdict })
}

// beyond returns the text of a caption outside links, seals and .speaker.
func (r *htmlReader) beyond(elem *element) string {
	depth := elem.in.depth
	return r.gather(elem, func(in *inside) bool { return in.link <= depth && !in.speaker && in.seal < depth })
}
