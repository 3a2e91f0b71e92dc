// Package view is what templates are told of the graph: uses by place, pages and
// sources with their passages, the home page, pictures, texts that are published
// whole. It hands over numbers and names; the words of the site are the layouts'.
package view

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// DataFile is the name of the file in which Hugo's templates find the graph,
// as hugo.Data.verbatim.
const DataFile = "data/verbatim.json"

// data is the graph as templates see it: what they would have to compute is
// computed here, and what is not here they can't show.
type data struct {
	Uses        map[string]map[string]useData `json:"uses"` // by page path and line:column
	Pages       map[string]pageData           `json:"pages"`
	Sources     map[string]sourceData         `json:"sources"`
	People      map[string][]spokenData       `json:"people"`
	Commitments []commitmentData              `json:"commitments"`
	Front       frontData                     `json:"front"`
	Pictures    picturesData                  `json:"pictures"`
	Totals      link.Totals                   `json:"totals"`
	MostNotes   int                           `json:"mostNotes"` // on one page, the home page aside
}

type useData struct {
	Kind      string `json:"kind"` // quotation, citation, reference, attribution
	Page      string `json:"page"`
	Anchor    string `json:"anchor"`
	Source    string `json:"source"`
	Passage   string `json:"passage,omitempty"`
	Own       string `json:"own"`
	Words     string `json:"words,omitempty"`
	Speaker   string `json:"speaker,omitempty"`
	Class     string `json:"class,omitempty"` // exact, typographic, marked
	Paragraph string `json:"paragraph,omitempty"`
	Block     bool   `json:"block,omitempty"`
	Note      int    `json:"note,omitempty"` // of the page's notes, from 1
}

// noteData is the evidence of a use, as its page shows it.
type noteData struct {
	useData
	Pieces       []pieceData `json:"pieces"`
	TextFragment string      `json:"textFragment"`
	SHA256       string      `json:"sha256"`
	Occasion     string      `json:"occasion,omitempty"` // of somebody's words
}

type pageData struct {
	Exact      int        `json:"exact"`  // quotations proven word for word
	Marked     int        `json:"marked"` // quotations proven with marked changes
	Quotations int        `json:"quotations"`
	Citations  int        `json:"citations"`
	References int        `json:"references"`
	Minutes    int        `json:"minutes"` // of reading
	Sources    []string   `json:"sources"` // IDs, held ones first
	Notes      []noteData `json:"notes"`
}

type sourceData struct {
	Held       bool          `json:"held"`
	SHA256     string        `json:"sha256,omitempty"`
	Words      int           `json:"words,omitempty"`
	Paragraphs int           `json:"paragraphs,omitempty"`
	Passages   []passageData `json:"passages"`
	Rest       int           `json:"rest"`           // words of the text after the last passage
	Text       []textData    `json:"text,omitempty"` // the whole, where rights allow
	Uses       []useData     `json:"uses"`           // references only
}

type passageData struct {
	Anchor       string      `json:"anchor"`
	Speaker      string      `json:"speaker,omitempty"`
	Pieces       []pieceData `json:"pieces"`
	Uses         []useData   `json:"uses"`
	TextFragment string      `json:"textFragment"`
	Gap          int         `json:"gap"` // words of the text between the passage before and this one
}

type pieceData struct {
	Paragraph string `json:"paragraph"`
	Prefix    string `json:"prefix"`
	Exact     string `json:"exact"`
	Suffix    string `json:"suffix"`
	Before    bool   `json:"before,omitempty"` // words stand before the prefix
	After     bool   `json:"after,omitempty"`  // and after the suffix
}

type spokenData struct {
	Source string `json:"source"`
	Anchor string `json:"anchor"`
}

type commitmentData struct {
	Page     string `json:"page"`
	Who      string `json:"who"`
	Firmness string `json:"firmness"`
	Text     string `json:"text"`
	Anchor   string `json:"anchor,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Note     int    `json:"note,omitempty"` // of the front page's notes

	proof *link.Proof
}

// Data returns the graph as the JSON of DataFile.
func Data(g *link.Graph) []byte {
	d := data{
		Uses: map[string]map[string]useData{}, Pages: map[string]pageData{}, Sources: map[string]sourceData{},
		People: map[string][]spokenData{}, Commitments: []commitmentData{}, Totals: g.Totals(),
	}
	for _, page := range g.Site.Pages {
		d.addPage(g, page)
	}
	d.Front = front(g, d.Commitments)
	d.Pictures = pictures(g)
	for _, page := range d.Pages {
		d.MostNotes = max(d.MostNotes, len(page.Notes))
	}
	for _, s := range g.Sources {
		d.Sources[s.ID] = sourceOf(s)
		for _, p := range s.Passages {
			if who := p.Speaker(); who != "" {
				d.People[who] = append(d.People[who], spokenData{Source: s.ID, Anchor: p.Anchor})
			}
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return b.Bytes()
}

func (d *data) addPage(g *link.Graph, page *content.Page) {
	uses := map[string]useData{}
	counts := pageData{Sources: []string{}, Notes: []noteData{}, Minutes: minutes(page)}
	for _, p := range g.Proofs(page.Path) {
		use, shown := p.Use, useOf(p)
		if p.Passage != nil {
			shown.Note = len(counts.Notes) + 1
			counts.Notes = append(counts.Notes, noteOf(p, shown.Note))
		}
		uses[place(use.Line, use.Column)] = shown
		if use.Block {
			uses[place(use.SaidLine, use.SaidColumn)] = useData{Kind: "attribution", Page: page.Path, Anchor: p.Anchor, Source: use.Source, Own: use.Speaker}
		}
		switch use.Kind {
		case content.Quotation:
			counts.Quotations++
			if p.Marked() {
				counts.Marked++
			} else {
				counts.Exact++
			}
		case content.Citation:
			counts.Citations++
		case content.Reference:
			counts.References++
		}
		if !slices.Contains(counts.Sources, use.Source) {
			counts.Sources = append(counts.Sources, use.Source)
		}
	}
	slices.SortStableFunc(counts.Sources, func(a, b string) int {
		switch held := g.Source(a).Held(); {
		case held == g.Source(b).Held():
			return 0
		case held:
			return -1
		}
		return 1
	})
	d.Uses[page.Path], d.Pages[page.Path] = uses, counts
	if heading := g.Site.Config.Params.Verbatim.Commitments; page.Section == "topics" && heading != "" {
		for _, item := range page.Items {
			if item.Heading != heading {
				continue
			}
			c := commitmentData{Page: page.Path, Text: item.Text}
			c.Who, c.Firmness, _ = strings.Cut(item.Label, ", ")
			for _, p := range g.Proofs(page.Path) {
				if p.Use == item.Use {
					c.Anchor, c.Kind, c.proof = p.Anchor, p.Use.Kind.String(), p
				}
			}
			d.Commitments = append(d.Commitments, c)
		}
	}
}

// place is how the render hooks look a use up.
func place(line, column int) string { return fmt.Sprintf("%d:%d", line, column) }

func useOf(p *link.Proof) useData {
	use := p.Use
	d := useData{Kind: use.Kind.String(), Page: use.Page.Path, Anchor: p.Anchor, Source: use.Source,
		Own: strings.Join(strings.Fields(use.Own), " "), Speaker: p.Speaker, Block: use.Block}
	if p.Passage != nil {
		d.Passage, d.Words, d.Class = p.Passage.Anchor, strings.TrimSpace(use.Words), p.Class()
		d.Paragraph = p.Passage.Pieces[0].Name()
	}
	return d
}

// occasion returns where or when the words of a passage were spoken, as the
// source's record says; empty where it does not, or where nobody spoke them.
func occasion(p *link.Passage) string {
	if p.Speaker() == "" {
		return ""
	}
	for _, a := range p.Source.Attributions {
		if a.Speaker == p.Speaker() && strings.Contains(fold.Fold(a.Words), fold.Fold(p.Pieces[0].Exact)) {
			return a.Occasion
		}
	}
	return p.Source.Occasion
}

// note is the evidence of the use, under a number of the page that shows it.
func noteOf(p *link.Proof, number int) noteData {
	d := noteData{useData: useOf(p), TextFragment: textFragment(p.Passage.Pieces), SHA256: p.Passage.Source.Digest, Occasion: occasion(p.Passage)}
	d.Note = number
	for _, piece := range p.Passage.Pieces {
		d.Pieces = append(d.Pieces, pieceOf(piece))
	}
	return d
}

func pieceOf(p link.Piece) pieceData {
	// Context that is shorter than it may be has met an edge of the paragraph.
	cut := func(context string) bool { return len(strings.Fields(context)) >= link.ContextWords }
	return pieceData{p.Name(), p.Prefix, p.Exact, p.Suffix, cut(p.Prefix), cut(p.Suffix)}
}

// target is the destination and title of a Markdown link, which nobody reads.
var target = regexp.MustCompile(`\]\([^)]*\)`)

// minutes is how long the page takes to read, at least one.
func minutes(page *content.Page) int {
	const rate = 230 // words a minute
	n := len(bytes.Fields(target.ReplaceAll(page.File.Data[page.Body:], nil)))
	return max(1, (n+rate/2)/rate)
}

func sourceOf(s *link.Source) sourceData {
	d := sourceData{Held: s.Held(), SHA256: s.Digest, Words: s.Words, Paragraphs: s.Paragraphs, Passages: []passageData{}, Uses: []useData{}}
	end := 0
	for _, p := range s.Passages {
		passage := passageData{Anchor: p.Anchor, Speaker: p.Speaker(), TextFragment: textFragment(p.Pieces)}
		passage.Gap = max(p.Pieces[0].Start-end, 0)
		for _, piece := range p.Pieces {
			passage.Pieces = append(passage.Pieces, pieceOf(piece))
			end = max(end, piece.End)
		}
		for _, use := range p.Uses {
			passage.Uses = append(passage.Uses, useOf(use))
		}
		d.Passages = append(d.Passages, passage)
	}
	d.Rest = max(s.Words-end, 0)
	d.Text = fullText(s)
	for _, r := range s.References {
		d.Uses = append(d.Uses, useOf(r))
	}
	return d
}

// textFragment returns the fragment that leads browsers to the pieces on the
// publisher's own page, as the WICG's URL Fragment Text Directives have it.
func textFragment(pieces []link.Piece) string {
	var directives []string
	for _, p := range pieces {
		words := strings.Fields(p.Exact)
		const whole, edge = 12, 4 // words: a long passage is named by its edges
		if strings.Contains(p.Exact, "\n") || len(words) > whole {
			n := min(edge, len(words)/2)
			if n > 0 {
				directives = append(directives, "text="+escape(strings.Join(words[:n], " "))+","+escape(strings.Join(words[len(words)-n:], " ")))
				continue
			}
		}
		directives = append(directives, "text="+escape(strings.Join(words, " ")))
	}
	return "#:~:" + strings.Join(directives, "&")
}

// escape percent-encodes a text directive's words; a hyphen would otherwise
// mark context.
func escape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "-", "%2D")
}
