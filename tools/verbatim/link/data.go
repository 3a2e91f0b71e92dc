package link

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
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
	Totals      Totals                        `json:"totals"`
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
	Class     string `json:"class,omitempty"`
	Paragraph string `json:"paragraph,omitempty"`
	Block     bool   `json:"block,omitempty"`
}

type pageData struct {
	Quotations int      `json:"quotations"`
	Citations  int      `json:"citations"`
	References int      `json:"references"`
	Sources    []string `json:"sources"` // IDs, held ones first
}

type sourceData struct {
	Held       bool          `json:"held"`
	SHA256     string        `json:"sha256,omitempty"`
	Words      int           `json:"words,omitempty"`
	Paragraphs int           `json:"paragraphs,omitempty"`
	Passages   []passageData `json:"passages"`
	Uses       []useData     `json:"uses"` // references only
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
}

// Totals count what the site claims, and what of it was proven against what.
type Totals struct {
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
	References int `json:"references"`
	Sources    int `json:"sources"`

	// How one run checked is no part of what is published.
	AgainstText     int `json:"-"`
	AgainstEvidence int `json:"-"`
}

// Totals returns the counts of the whole graph.
func (g *Graph) Totals() Totals {
	t := Totals{Sources: len(g.Sources)}
	for _, proofs := range g.pages {
		for _, p := range proofs {
			switch p.Use.Kind {
			case content.Quotation:
				t.Quotations++
			case content.Citation:
				t.Citations++
			case content.Reference:
				t.References++
				continue
			}
			if g.byID[p.Use.Source].AgainstText() {
				t.AgainstText++
			} else {
				t.AgainstEvidence++
			}
		}
	}
	return t
}

// Data returns the graph as the JSON of DataFile.
func (g *Graph) Data() []byte {
	d := data{
		Uses: map[string]map[string]useData{}, Pages: map[string]pageData{}, Sources: map[string]sourceData{},
		People: map[string][]spokenData{}, Commitments: []commitmentData{}, Totals: g.Totals(),
	}
	for _, page := range g.Site.Pages {
		d.addPage(g, page)
	}
	for _, s := range g.Sources {
		d.Sources[s.ID] = s.data()
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

func (d *data) addPage(g *Graph, page *content.Page) {
	uses := map[string]useData{}
	counts := pageData{Sources: []string{}}
	for _, p := range g.pages[page.Path] {
		use := p.Use
		uses[place(use.Line, use.Column)] = p.data()
		if use.Block {
			uses[place(use.SaidLine, use.SaidColumn)] = useData{Kind: "attribution", Page: page.Path, Anchor: p.Anchor, Source: use.Source, Own: use.Speaker}
		}
		switch use.Kind {
		case content.Quotation:
			counts.Quotations++
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
		switch held := g.byID[a].Held(); {
		case held == g.byID[b].Held():
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
			for _, p := range g.pages[page.Path] {
				if p.Use == item.Use {
					c.Anchor, c.Kind = p.Anchor, p.Use.Kind.String()
				}
			}
			d.Commitments = append(d.Commitments, c)
		}
	}
}

// place is how the render hooks look a use up.
func place(line, column int) string { return fmt.Sprintf("%d:%d", line, column) }

func (p *Proof) data() useData {
	use := p.Use
	d := useData{Kind: use.Kind.String(), Page: use.Page.Path, Anchor: p.Anchor, Source: use.Source,
		Own: strings.Join(strings.Fields(use.Own), " "), Speaker: p.Speaker, Block: use.Block}
	if p.Passage != nil {
		d.Passage, d.Words, d.Class = p.Passage.Anchor, strings.TrimSpace(use.Words), p.locked.Class
		d.Paragraph = p.Passage.Pieces[0].name()
	}
	return d
}

// name is what the text calls the piece's paragraph: its label, or its count.
func (p Piece) name() string {
	if p.Label != "" {
		return p.Label
	}
	return fmt.Sprint(p.Paragraph)
}

func (s *Source) data() sourceData {
	d := sourceData{Held: s.Held(), SHA256: s.Digest, Words: s.Words, Paragraphs: s.Paragraphs, Passages: []passageData{}, Uses: []useData{}}
	end := 0
	for _, p := range s.Passages {
		passage := passageData{Anchor: p.Anchor, Speaker: p.Speaker(), TextFragment: textFragment(p.Pieces)}
		passage.Gap = max(p.Pieces[0].Start-end, 0)
		for _, piece := range p.Pieces {
			passage.Pieces = append(passage.Pieces, pieceData{piece.name(), piece.Prefix, piece.Exact, piece.Suffix})
			end = max(end, piece.End)
		}
		for _, use := range p.Uses {
			passage.Uses = append(passage.Uses, use.data())
		}
		d.Passages = append(d.Passages, passage)
	}
	for _, r := range s.References {
		d.Uses = append(d.Uses, r.data())
	}
	return d
}

// textFragment returns the fragment that leads browsers to the pieces on the
// publisher's own page, as the WICG's URL Fragment Text Directives have it.
func textFragment(pieces []Piece) string {
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
