// Package prose reads one Markdown file into a page whose every value and use of
// a source knows its place. Of other files it knows nothing.
//
// Pages are CommonMark with tables and strikethrough and begin with YAML, TOML
// or JSON front matter, which the JSON Schemas in static/schemas describe.
//
// A Use is a place of a page that quotes a source, cites it or refers to it: a
// link whose scheme is source, or a block quotation. What it claims is known
// here; whether it is true is found out by whoever has the texts. Words in
// quotation marks that are no use are kept as Unsourced, since those who have
// the texts can say where they stand; marks that can prove nothing at all are
// findings at once. An Item is a line of a list that layouts make more of.
//
// The parts of a page, its blocks with their text, are kept for those who read
// on: what its words say of its uses, and of people, is a question of its own.
package prose

import (
	"path"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// Page is one Markdown file.
type Page struct {
	File        *finding.File
	name        string        // of the file as Hugo sees it: below content/, where it may be mounted
	Path        string        // Hugo's logical path: / for the home page, /topics/ID
	Section     string        // the first element of Path
	FrontMatter *matter.Value // a mapping; never nil
	NoMatter    bool          // it has front matter that can't be read
	Body        int           // byte offset of the body in File
	Draft       bool          // published only where drafts are
	PublishDate time.Time     // not published before; zero where there is none
	ExpiryDate  time.Time     // not published from then on; zero where there is none
	Undated     bool          // it says when it is published, and not in a way that can be read
	Uses        []*Use        // in the order of the page
	Links       []Link        // to other pages and places of this site
	External    []Link        // to other sites
	Anchors     []string      // of the headings
	Unread      bool          // the body goes beyond what can be read
	Unsourced   []Unsourced
	Items       []Item
	Marks       Marks

	Language string    // of its prose (BCP 47); empty where nothing says which
	Parts    []*Part   // the blocks of its body, in its order; nil once they have been checked
	Listed   []*Listed // the items of its lists, likewise

	Quoted       []finding.Span // the words inside quotation marks of the body, used or not
	Suppressions []*finding.Suppression
}

// correctionsPath is the page on which withdrawn wording may stand, struck out.
const correctionsPath = "/corrections"

// TimelinePath is the page whose items are events.
const TimelinePath = "/timeline"

// Marks counts the quotation marks of a page, in front matter and body: each
// outermost pair once, and each mark without a partner. A block quotation
// counts as a pair. What is seen and neither a quotation nor exempt is a
// finding.
type Marks struct {
	Seen       int            // all of them
	Quotations int            // round quotations; whether they hold is proven elsewhere
	Exempt     map[string]int // by the reason for which they prove nothing: Exempt…
}

// The reasons for which quotation marks are exempt.
const (
	ExemptCode      = "code"
	ExemptTitle     = "title of a source"
	ExemptWithdrawn = "withdrawn wording"
)

// ID returns the last element of the page's path.
func (p *Page) ID() string { return path.Base(p.Path) }

// Title returns the title of the front matter.
func (p *Page) Title() string { return p.FrontMatter.Get("title").Text() }

// Kind says what a use claims.
type Kind int

const (
	// Quotation claims that the words between the marks are verbatim.
	Quotation Kind = iota
	// Citation claims that the words of the link's title are verbatim.
	Citation
	// Reference claims nothing.
	Reference
)

// String returns the kind's name.
func (k Kind) String() string {
	return [...]string{"quotation", "citation", "reference"}[k]
}

// Use is a place of a page that quotes, cites or refers to a source.
type Use struct {
	Kind    Kind
	Block   bool // a block quotation
	Page    *Page
	Span    finding.Span // the whole link or block
	Line    int          // where Hugo's render hook finds it: from 1
	Column  int          // in bytes, from 1
	Own     string       // the link's text as readers see it, marks included
	Words   string       // the words that must be verbatim, without marks
	Struck  bool         // it is struck out
	WordsAt finding.Span
	Source  string // ID
	Target  finding.Span
	Place   string // the fragment: a paragraph
	Speaker string // the name claimed; empty for the document's own words
	SaidAt  finding.Span
	Beside  Beside // of one inside a line

	// Emphasis is where words of a quotation are emphasised and others are not,
	// and no note behind it says whose emphasis it is: offsets into Words, from
	// and to.
	Emphasis [][2]int

	// Of a block quotation, where the hook finds the attribution's link.
	SaidLine, SaidColumn int
}

// Fragment returns the fragment of the link, with its sign, or nothing.
func (u *Use) Fragment() string {
	if u.Place == "" {
		return ""
	}
	return "#" + u.Place
}

// Link is a link to another page or place of this site.
type Link struct {
	Destination string // as written
	Path        string // the page's logical path or the resource's file name below content/
	Fragment    string
	Span        finding.Span
}

// Unsourced are words in quotation marks without a source. Whoever has the
// texts reports them, with the link that would prove them.
type Unsourced struct {
	Own   string // with the marks
	Words string
	Span  finding.Span
}

// Item is a list item that begins with a label in strong emphasis and a colon, and
// stands in no other: a commitment of a topic, an event of the timeline.
type Item struct {
	Heading string // the heading of level 2 above it
	Label   string
	Text    string // the rest, as readers see it, with single spaces
	Use     *Use   // the first of the item; nil where there is none
	Cited   *Use   // the first that is no reference; nil where there is none
}

// logicalPath returns Hugo's logical path of a Markdown file below content/.
func logicalPath(name string) string {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "content"), ".md")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "/_index"), "/index")
	if name == "" {
		return "/"
	}
	return name
}

// Parse reads one Markdown file. It returns nil where no front matter begins
// the file. Front matter that can't be read leaves a page without keys.
func Parse(file *finding.File, schema *matter.Schema, report finding.Report) *Page {
	return ParseAs(file, file.Name, "", schema, report)
}

// ParseAs is Parse for the file of that name below content/, where it may be
// mounted, on a site in a language (BCP 47), empty where that is not known.
func ParseAs(file *finding.File, name, language string, schema *matter.Schema, report finding.Report) *Page {
	front, body := matter.Read(file, report)
	if body < 0 {
		return nil
	}
	page := &Page{File: file, name: name, Path: logicalPath(name), FrontMatter: front, Body: body, Marks: Marks{Exempt: map[string]int{}}}
	page.Section, _, _ = strings.Cut(strings.TrimPrefix(page.Path, "/"), "/")
	page.Language = language
	if own := front.Get("language").Text(); own != "" && page.Section != "sources" { // of a source it is the document's
		page.Language = own
	}
	if front == nil {
		page.FrontMatter, page.NoMatter = &matter.Value{}, true
		page.Undated = SpeaksOfDates(file.Data[:body])
	} else {
		schema.Check(file, front, report)
		checkValues(page, report)
		checkFrontMatterMarks(page, report)
	}
	checkHidden(page, report)
	parseMarkdown(page, report)
	return page
}
