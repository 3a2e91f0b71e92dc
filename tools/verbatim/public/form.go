package public

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/style"

	"golang.org/x/text/unicode/runenames"
)

// linkedData is the type of a script that is none.
const linkedData = "application/ld+json"

// void elements have no end.
var void = set("area base br col embed hr img input link meta source track wbr")

// Inline reports whether elements of that name do not end a run of text.
func Inline(name string) bool { return inline[name] }

// inline elements do not end a run of text; all others do.
var inline = set("svg use a abbr b bdi br button cite code data del dfn em i img input ins kbd label mark meter output progress q ruby rb rt rp s samp small span strong sub sup time u var wbr tspan")

// elements are those that a page may hold: browsers read them as we do, and
// they run and embed nothing. Others (iframe, template, noscript, bdo, style,
// custom elements) show in one browser what is hidden in the next.
var elements = set(`html head title meta link script body header nav main footer article section aside h1 h2 h3 h4 h5 h6 hgroup address
	p ol ul menu li dl dt dd div figure figcaption blockquote pre code kbd samp var a em strong i b u small span s del ins sub sup
	abbr cite dfn time data mark bdi ruby rb rt rp br wbr hr table caption colgroup col thead tbody tfoot tr th td img picture source
	details summary form search label input button fieldset legend output progress meter q`)

// drawing are the elements of SVG that a page or a picture may hold: shapes and
// words, and nothing that runs, moves, embeds or holds HTML.
var drawing = set(`svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol marker
	clippath lineargradient radialgradient stop pattern`)

// tabular are the elements in which a browser takes other children, and all
// words, for those of something outside the table.
var tabular = map[string]map[string]bool{
	"table": set("caption colgroup thead tbody tfoot tr"), "thead": set("tr"), "tbody": set("tr"), "tfoot": set("tr"),
	"tr": set("th td"), "colgroup": set("col"),
}

// parents are the only elements in which a browser takes these: elsewhere it
// drops their tags, with all that they declare.
var parents = map[string]map[string]bool{
	"html": set("-"), "head": set("html"), "body": set("html"),
	"caption": set("table"), "colgroup": set("table"), "thead": set("table"), "tbody": set("table"), "tfoot": set("table"),
	"tr": set("table thead tbody tfoot"), "td": set("tr"), "th": set("tr"), "col": set("colgroup"),
}

// headings end one another.
var headings = set("h1 h2 h3 h4 h5 h6")

// closing are the elements before which a browser closes an open paragraph.
var closing = set(`address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
	hgroup hr main menu nav ol p pre search section table ul li dt dd`)

// items are the elements that a browser closes before another of their kind,
// unless one of these lists stands between.
var items = map[string]string{"li": "ul ol menu", "dt": "dl", "dd": "dl"}

// allowed checks that browsers build of an element the same tree as we.
func (r *htmlReader) allowed(elem *element, selfClosing bool) {
	picture := r.inside("svg")
	switch {
	case elem.name == "q":
		r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: elem.at,
			Message: "<q> lets the browser draw quotation marks that nobody has checked", Help: "write the marks as text in <span class=\"quotation\">"})
	case picture && !drawing[elem.name] && elem.name != "a", !picture && elem.name != "svg" && !elements[elem.name]:
		r.form(elem.at, fmt.Sprintf("<%s> is no element that is read here", elem.name))
	case picture:
	case selfClosing && !void[elem.name] && elem.name != "svg":
		r.form(elem.at, fmt.Sprintf("<%s/> is left open by browsers", elem.name))
	case elem.name == "script" && !r.program(elem):
		r.form(elem.at, "a script on the page, or of a kind that is not read")
	case elem.name == "link" && strings.Contains(strings.ToLower(elem.attrs.get("rel")), "stylesheet") && !r.own(elem.attrs.get("href"), content.FormatCSS):
		r.form(elem.at, "a style sheet of another site: "+elem.attrs.get("href"))
	default:
		r.nested(elem)
	}
}

// nested reports an element that browsers move, or before which they close
// another.
func (r *htmlReader) nested(elem *element) {
	parent := r.parent().name
	switch children := tabular[parent]; {
	case children != nil && !children[elem.name]:
		r.form(elem.at, fmt.Sprintf("a browser moves <%s> out of <%s>", elem.name, parent))
	case parents[elem.name] != nil && !parents[elem.name][cmp.Or(parent, "-")]:
		r.form(elem.at, fmt.Sprintf("a browser drops <%s>, which is no child of <%s>", elem.name, cmp.Or(parent, "nothing")))
	case headings[elem.name] && headings[parent]:
		r.form(elem.at, fmt.Sprintf("<%s> ends the heading in which it stands", elem.name))
	case closing[elem.name] && r.inside("p"):
		r.form(elem.at, fmt.Sprintf("<%s> ends the paragraph in which it stands", elem.name))
	case (elem.name == "a" || elem.name == "button" || elem.name == "form") && r.inside(elem.name):
		r.form(elem.at, fmt.Sprintf("<%s> stands in another", elem.name))
	case r.item(elem.name):
		r.form(elem.at, fmt.Sprintf("<%s> ends another, in which it stands", elem.name))
	}
}

// inside reports whether an element of that name is open.
func (r *htmlReader) inside(name string) bool {
	for _, open := range r.stack {
		if open.name == name {
			return true
		}
	}
	return false
}

// item reports whether an item of a list stands in another without a list between.
func (r *htmlReader) item(name string) bool {
	lists, ok := items[name]
	if !ok {
		return false
	}
	for i := len(r.stack) - 1; i >= 0; i-- {
		if strings.Contains(lists, r.stack[i].name) {
			return false
		}
		if items[r.stack[i].name] == lists {
			return true
		}
	}
	return false
}

// program reports whether a script is a file of its own, or linked data.
func (r *htmlReader) program(elem *element) bool {
	source, ok := elem.attrs.find("src")
	switch elem.attrs.get("type") {
	case linkedData:
		return !ok
	case "", "module", "text/javascript":
		return ok && r.own(source, content.FormatScript)
	}
	return false
}

// own reports whether an address is of a file of this site that is read in that
// format.
func (r *htmlReader) own(address string, as content.Format) bool {
	to, own := r.internal(r.name, asBrowsers.Replace(strings.TrimSpace(address)))
	return own && r.files[to.file] && content.FormatOf(to.file) == as
}

// addresses are the attributes that hold one.
var addresses = set("href xlink:href src srcset imagesrcset action formaction poster cite data ping background longdesc")

// schemes are those of addresses that a page may hold.
var schemes = set("http https mailto tel")

// roles are what an element may be announced as beside what it is.
var roles = set("group img search status presentation none list navigation region")

// announces reports whether an attribute tells those who listen that an element
// is something else than it is: a quotation, say.
func announces(key, value string) bool {
	return key == "role" && !roles[strings.ToLower(strings.TrimSpace(value))] || key == "aria-roledescription" || key == "aria-brailleroledescription"
}

// attributes reads what attributes say, and refuses those that run or draw something.
func (r *htmlReader) attributes(elem *element) {
	for key, value := range elem.attrs.all() {
		switch {
		case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc":
			r.form(elem.at, fmt.Sprintf("the attribute %s of <%s>, which runs or draws what is not read", key, elem.name))
			continue
		case key == "popover" && elem.slip == nil && !(r.outside && elem.attrs.get("data-evidence") != ""):
			r.form(elem.at, fmt.Sprintf("<%s> shows what is in it only where it is opened, as evidence alone does", elem.name))
		case announces(key, value):
			r.form(elem.at, fmt.Sprintf("the attribute %s of <%s>, by which those who listen are told what it is not: %s", key, elem.name, excerpt(value)))
		case annotates(elem.name, key, value):
			r.form(elem.at, fmt.Sprintf("the attribute %s of <%s>, by which words say for machines what nobody has checked", key, elem.name))
		case key == "charset" && !strings.EqualFold(value, "utf-8"), key == "http-equiv" && !strings.EqualFold(value, "refresh"):
			r.form(elem.at, fmt.Sprintf("the attribute %s of <%s> has browsers read the page in another way: %s", key, elem.name, excerpt(value)))
		case addresses[key]:
			for part := range strings.SplitSeq(value, ",") {
				r.address(r.file, elem.at, part)
			}
		}
		r.attribute(elem, key, value)
	}
	if elem.name == "meta" && elem.attrs.get("http-equiv") != "" {
		_, address, _ := strings.Cut(strings.ToLower(elem.attrs.get("content")), "url=")
		r.address(r.file, elem.at, strings.Trim(address, `'" `))
	}
}

// attribute reads one attribute as words. A title of a source may stand there
// where the element declares it.
func (r *htmlReader) attribute(elem *element, key, value string) {
	if named := elem.titled; named != nil && value == named.text && named.exempt {
		r.exempt(named)
		return
	}
	r.text(r.file, elem.at, value, "the attribute ", key, " of <", elem.name, ">")
}

// address refuses an address that is a document by itself, or a program.
func (c *checker) address(file *finding.File, at finding.Span, address string) {
	address = strings.TrimFunc(asBrowsers.Replace(address), func(char rune) bool { return char <= ' ' })
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") || schemes[strings.ToLower(scheme)] {
		return
	}
	if parsed, err := url.Parse(address); err == nil && parsed.Scheme == "" {
		return
	}
	c.report(finding.Finding{Rule: finding.HTMLForm, File: file, Span: at,
		Message: "an address that holds what nobody reads: " + excerpt(address), Help: "write an address of http, https, mailto or tel, or one on this site"})
}

// visible reports characters that show nothing and turn or hide what stands
// beside them.
func (c *checker) visible(file *finding.File, at finding.Span, text string) {
	if plainASCII(text) {
		return
	}
	for i, char := range text {
		found := finding.Finding{File: file, Span: at, Help: "remove the character"}
		switch {
		case fold.IsBidiControl(char) || fold.IsHidden(char):
			found.Rule, found.Message = finding.ReadBackWords, "a character that readers can’t see turns or hides what stands beside it: "+runeName(char)
		case fold.IsControl(char):
			found.Rule, found.Message = finding.HTMLForm, "a control character: "+runeName(char)
		default:
			continue
		}
		end := i + utf8.RuneLen(char)
		c.report(c.written(found, func(places *prose.Places) (finding.Span, bool) {
			return places.Words(text[:i], text[i:end], text[end:])
		}))
		return
	}
}

// plainASCII reports whether a text holds nothing but the characters of ASCII that
// are none of control.
func plainASCII[Text string | []byte](text Text) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || fold.IsControl(rune(text[i])) {
			return false
		}
	}
	return true
}

// Inside elements that show proven words stand only those that change nothing
// of them, and that nothing can hide.
var (
	phrases  = set("a em strong i b span br p sup")
	ownWords = set("a em strong i b span br sup sub code abbr small kbd cite")
	copied   = set("p span mark br")
	readOnly = set("span mark br sup")
	captions = set("a span em strong i b time cite button svg use sup")

	plainly    = set("class id lang href rel data-title")
	inCaptions = set("class id lang href rel data-title type popovertarget popovertargetaction aria-label aria-hidden width height datetime viewbox")
	declared   = set("class id lang href rel cite data-use data-passage data-text data-read")
)

// Plain reports whether an element with an attribute may stand inside one that shows
// proven words: it changes nothing of them, and hides none.
func Plain(name, attribute string) bool {
	return (phrases[name] || ownWords[name] || copied[name] || name == "blockquote") && (plainly[attribute] || declared[attribute])
}

// place checks an element against those that it stands in: what looks like a
// quotation is one that was proven, and shows its words plainly.
func (r *htmlReader) place(elem *element) {
	if what := r.undressed(elem); what != "" {
		r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: elem.at,
			Message: what + " that nothing proves", Help: "quote in the body of a page, as a link to the source; layouts show quotations only by data-use"})
	}
	if style.Covers(elem.name, elem.classes) {
		r.keep(elem, style.LiesOver)
	}
	if what := r.parent(); what.slip != nil {
		r.inSlip(elem, what)
	}
	r.inEvidence(elem)
	if r.parent().in.seal > 0 || elem.numbers() {
		r.only(elem, captions, inCaptions, "a seal or a number")
	}
	if elem.name == "mark" && (r.parent().in.mark || r.parent().in.gap) {
		r.form(elem.at, "a <mark> in another, or in what stands between words")
	}
	if elem.name == "mark" && elem.class("cited") && elem.class("quoted") {
		r.form(elem.at, "a <mark> that says of its words that they are cited, and that they are quoted")
	}
	if elem.name == "figcaption" && r.parent().name != "figure" {
		r.form(elem.at, "a <figcaption> that is no child of a figure")
	}
	if elem.shows() {
		r.plain(elem, declared)
		r.keepRound()
		r.keep(elem, style.ShowsWords)
		r.unhidden(elem)
	}
	for i, open := range slices.Backward(r.stack) {
		switch {
		case open.name == "figcaption" && i > 0 && r.stack[i-1].proof != nil:
			r.only(elem, captions, inCaptions, "a caption")
			if !elem.class("seal") && !slices.ContainsFunc(r.stack[i:], func(open *element) bool { return open.class("seal") }) {
				r.keep(elem, style.ShowsWords)
			}
			return
		case open.shows():
			r.within(elem, open, i == len(r.stack)-1)
			return
		}
	}
}

// shows reports whether an element declares that it shows proven words.
func (e *element) shows() bool {
	return e.proof != nil || e.passed != nil || e.text != nil || e.read != nil
}

// within checks an element inside one that shows proven words.
func (r *htmlReader) within(elem, open *element, child bool) {
	where := style.WithinWords
	switch {
	case open.name == "figure" && child && (elem.name == "blockquote" || elem.name == "figcaption"):
		r.plain(elem, declared)
		where = style.ShowsWords
	case open.read != nil:
		r.only(elem, readOnly, plainly, "what is read of a source")
	case open.proof == nil:
		r.only(elem, copied, plainly, "the words of a source")
	case open.proof.Use.Kind == prose.Quotation:
		r.only(elem, phrases, plainly, "a quotation")
	default:
		r.only(elem, ownWords, plainly, "a "+open.proof.Use.Kind.String())
	}
	r.keep(elem, where)
}

// keep notes where an element stands, for the style sheets.
func (r *htmlReader) keep(elem *element, where style.Where) {
	if strings.HasPrefix(r.file.Name, "public/") && !strings.HasSuffix(r.file.Name, ".html") {
		return // a piece that a feed carries has no style sheet of ours
	}
	r.styled.Keep(r.chain(elem, len(r.stack)), where)
}

// chain returns an element with the open ones that it stands in, which are so many.
func (r *htmlReader) chain(elem *element, round int) *style.Chain {
	if elem.chain == nil {
		var parent *style.Chain
		if round > 0 {
			parent = r.chain(r.stack[round-1], round-1)
		}
		elem.chain = parent.With(style.SignOf(elem.name, elem.classes, elem.attrs.all()))
	}
	return elem.chain
}

// keepRound notes what an element that shows proven words stands in.
func (r *htmlReader) keepRound() {
	whole := r.stack
	for i, elem := range whole {
		if !elem.round {
			r.stack = whole[:i]
			r.keep(elem, style.RoundWords)
			elem.round = true
		}
	}
	r.stack = whole
}

// undressed returns what an element looks like without being it, or "".
func (r *htmlReader) undressed(elem *element) string {
	for _, kind := range []prose.Kind{prose.Quotation, prose.Citation, prose.Reference} {
		if elem.class(kind.String()) && (elem.proof == nil || elem.proof.Use.Kind != kind) {
			return "an element of class " + kind.String()
		}
	}
	parent := r.parent()
	switch {
	case elem.class("slip") && !elem.declares("data-evidence"):
		return "an element of class slip"
	case elem.class("verdict") && !(parent.class("head") && parent.name == "p" && len(r.stack) > 1 && r.stack[len(r.stack)-2].declares("data-evidence")):
		return "an element of class verdict"
	case elem.class("passage") && elem.passed == nil:
		return "an element of class passage"
	case elem.name == "mark" && !slices.ContainsFunc(r.stack, func(open *element) bool { return open.passed != nil || open.text != nil || open.read != nil }):
		return "a <mark>"
	case elem.name == "blockquote" && !elem.shows() && !(parent.name == "figure" && parent.proof != nil):
		return "a <blockquote>"
	}
	return ""
}

// inEvidence checks an element inside the evidence of a use: what was shown and who
// said it are as visible there as the passage.
func (r *htmlReader) inEvidence(elem *element) {
	if !r.parent().in.evidence {
		return
	}
	for _, key := range []string{"hidden", "inert", "aria-hidden"} {
		if value, ok := elem.attrs.find(key); ok && value != "false" && elem.name != "svg" {
			r.form(elem.at, fmt.Sprintf("a part of the evidence is hidden by the attribute %s of <%s>", key, elem.name))
		}
	}
	if elem.class("verdict") || elem.class("speaker") {
		r.keep(elem, style.ShowsWords)
	}
}

// unhidden reports an attribute that hides an element that shows proven words.
func (r *htmlReader) unhidden(elem *element) {
	for _, open := range append(r.stack[:len(r.stack):len(r.stack)], elem) {
		for _, key := range []string{"hidden", "inert", "aria-hidden"} {
			if value, ok := open.attrs.find(key); ok && value != "false" {
				r.form(elem.at, fmt.Sprintf("proven words are hidden by the attribute %s of <%s>", key, open.name))
			}
		}
	}
}

// only reports an element that is not one of those that may stand there.
func (r *htmlReader) only(elem *element, names, keys map[string]bool, where string) {
	if !names[elem.name] {
		r.form(elem.at, fmt.Sprintf("<%s> stands in %s, where it can change what readers see", elem.name, where))
	}
	r.plain(elem, keys)
}

// plain reports an attribute that could change what readers see of an element.
func (r *htmlReader) plain(elem *element, keys map[string]bool) {
	for key := range elem.attrs.all() {
		if !keys[key] {
			r.form(elem.at, fmt.Sprintf("the attribute %s of <%s> can change what readers see of proven words", key, elem.name))
		}
	}
}

// runeName names a character as Unicode does: "U+202E RIGHT-TO-LEFT OVERRIDE".
func runeName(char rune) string { return fmt.Sprintf("U+%04X %s", char, runenames.Name(char)) }
