// Package view is what templates are told of the graph: uses by place, pages and
// sources with their passages, the home page, pictures, texts that are published
// whole. It hands over numbers and names; the words of the site are the layouts'.
package view

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
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
	Commitments []commitmentData              `json:"-"` // shown on the front page
	Front       frontData                     `json:"front"`
	Pictures    picturesData                  `json:"pictures"`
	Totals      link.Totals                   `json:"totals"`
	Coverage    coverageData                  `json:"coverage"`
	MostSlips   map[string]int                `json:"mostSlips"` // on one page, by section
	Suite       *suiteData                    `json:"suite,omitempty"`
	Production  string                        `json:"production,omitempty"` // of a preview: the address by which its pages are known
}

// useData is a quotation, citation or reference, or the attribution below a block.
type useData struct {
	Kind      string `json:"kind"` // quotation, citation, reference, attribution
	Page      string `json:"page"`
	Anchor    string `json:"anchor"`
	Source    string `json:"source"`
	Passage   string `json:"passage,omitempty"`
	Own       string `json:"own"`
	Words     string `json:"words,omitempty"`
	Said      string `json:"said,omitempty"` // the words as they are read out, where they are written otherwise
	Speaker   string `json:"speaker,omitempty"`
	Label     string `json:"label,omitempty"` // of a quotation of nobody's words: what they stand under
	Class     string `json:"class,omitempty"` // exact, typographic, marked
	Paragraph string `json:"paragraph,omitempty"`
	Number    int    `json:"number,omitempty"` // of the source on the page, from 1
	Slip      int    `json:"slip,omitempty"`   // of the page's slips, from 1
	Name      string `json:"name,omitempty"`   // of the slip: 1a
	First     bool   `json:"first,omitempty"`  // of those that share the slip
	Again     int    `json:"again,omitempty"`  // how many uses of the page have its words by now, where they are some
}

// placeData is where a use stands, for what leads to it.
type placeData struct {
	Kind   string `json:"kind"`
	Page   string `json:"page"`
	Anchor string `json:"anchor"`
}

// whereOf returns where a use stands.
func whereOf(proof *link.Proof) placeData {
	return placeData{proof.Use.Kind.String(), proof.Use.Page.Path, proof.Anchor}
}

// referenceData is a reference, and its words.
type referenceData struct {
	Page   string `json:"page"`
	Anchor string `json:"anchor"`
	Own    string `json:"own"`
}

// pageData is what a page rests on.
type pageData struct {
	link.Counts
	Minutes int          `json:"minutes"` // of reading
	Sources []listedData `json:"sources"` // held ones first
}

// sourceData is what is held of a source, and who uses it.
type sourceData struct {
	Held       bool                   `json:"held"`
	Extent     string                 `json:"extent,omitempty"` // opening or excerpt, where a part is held
	SHA256     string                 `json:"sha256,omitempty"`
	Words      int                    `json:"words,omitempty"`
	Paragraphs int                    `json:"paragraphs,omitempty"`
	Passages   map[string]passageData `json:"passages"`       // by anchor; of those that no page shows by themselves nothing is told
	Read       []readData             `json:"read,omitempty"` // the text, as far as pages use it
	Rest       int                    `json:"rest"`           // words of the text after that
	Text       []textData             `json:"text,omitempty"` // the whole, where rights allow
	Uses       []referenceData        `json:"uses"`
}

// passageData is a passage with everyone who uses it.
type passageData struct {
	Uses         []placeData   `json:"uses,omitempty"`
	Anchor       string        `json:"anchor,omitempty"` // of somebody's words, and all that follows
	Speaker      string        `json:"speaker,omitempty"`
	Paragraph    string        `json:"paragraph,omitempty"`
	Texts        []stretchData `json:"texts,omitempty"`
	TextFragment string        `json:"textFragment,omitempty"`
}

// spokenData leads to a passage that is somebody's words.
type spokenData struct {
	Source string `json:"source"`
	Anchor string `json:"anchor"`
}

// commitmentData is an item of what was agreed: *who, how firmly: what*.
type commitmentData struct {
	Page     string  `json:"page"`
	Who      string  `json:"who"`
	Firmness string  `json:"firmness"`
	Text     string  `json:"text"`
	Anchor   string  `json:"anchor,omitempty"`
	Strength int     `json:"strength,omitempty"` // bars of four; none where the site names no strengths
	Use      useData `json:"use"`                // on the front page

	proof *link.Proof
}

// Data returns the graph as the JSON of DataFile.
func Data(graph *link.Graph) []byte {
	all := data{
		Uses: map[string]map[string]useData{}, Pages: map[string]pageData{}, Sources: map[string]sourceData{},
		People: map[string][]spokenData{}, Commitments: []commitmentData{}, MostSlips: map[string]int{}, Totals: graph.Totals(), Coverage: coverage(graph),
		Suite: suite(graph.Site), Production: graph.Site.Config.Production,
	}
	for _, page := range graph.Site.Pages {
		all.addPage(graph, page)
	}
	var shelf *shelf
	all.Front, shelf = front(graph, all.Commitments)
	if home := all.Uses["/"]; home != nil { // what other pages rest on is numbered with its own
		for _, proof := range graph.Proofs("/") {
			home[place(proof.Use.Line, proof.Use.Column)] = shelf.use(proof)
		}
	}
	all.Front.Sources = shelf.list()
	all.Pictures = pictures(graph)
	for _, page := range graph.Site.Pages {
		slips := 0
		for _, source := range all.Pages[page.Path].Sources {
			slips += len(source.Slips)
		}
		section := page.Section
		if page.Path == "/"+section && path.Base(page.File.Name) != "_index.md" {
			section = "" // a page of the site itself, as Hugo has it
		}
		all.MostSlips[section] = max(all.MostSlips[section], slips)
	}
	for _, source := range graph.Sources {
		all.Sources[source.ID] = sourceOf(source)
		for _, passage := range source.Passages {
			if who := passage.Speaker(); who != "" {
				all.People[who] = append(all.People[who], spokenData{Source: source.ID, Anchor: passage.Anchor})
			}
		}
	}
	return encode(all)
}

// Page returns what the data says of one page, as the part of it that differs where
// nothing else has changed.
func Page(graph *link.Graph, page *prose.Page) []byte {
	all := data{Uses: map[string]map[string]useData{}, Pages: map[string]pageData{}}
	all.addPage(graph, page)
	return encode(struct {
		Uses  map[string]map[string]useData `json:"uses"`
		Pages map[string]pageData           `json:"pages"`
	}{all.Uses, all.Pages})
}

func encode(value any) []byte {
	encoded, err := matter.EncodeJSON(value, "") // nobody reads it but Hugo, and an indent can be as long as what it indents
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return encoded
}

// addPage adds the uses of a page, and what they come to.
func (d *data) addPage(graph *link.Graph, page *prose.Page) {
	uses := map[string]useData{}
	proofs := graph.Proofs(page.Path)
	shelf := newShelf(graph, proofs)
	counts := pageData{Minutes: minutes(page)}
	for _, proof := range proofs {
		use := proof.Use
		uses[place(use.Line, use.Column)] = shelf.use(proof)
		if use.Block {
			uses[place(use.SaidLine, use.SaidColumn)] = useData{Kind: "attribution", Page: page.Path, Anchor: proof.Anchor, Source: use.Source, Own: use.Speaker}
		}
		counts.Add(proof)
	}
	counts.Sources = shelf.list() // with the references by now
	d.Uses[page.Path], d.Pages[page.Path] = uses, counts
	d.Commitments = append(d.Commitments, commitmentsOf(graph, page)...)
}

// bars is how many say that something is as firm as can be.
const bars = 4

// commitmentsOf returns the items of a topic under the heading that the
// configuration names; none where it names none.
func commitmentsOf(graph *link.Graph, page *prose.Page) []commitmentData {
	heading := graph.Site.Config.Params.Verbatim.Commitments
	if page.Section != "topics" || heading == "" {
		return nil
	}
	var commitments []commitmentData
	for _, item := range page.Items {
		if item.Heading != heading {
			continue
		}
		commitment := commitmentData{Page: page.Path, Text: item.Text}
		commitment.Who, commitment.Firmness, _ = strings.Cut(item.Label, ", ")
		strengths := graph.Site.Config.Params.Verbatim.Strengths
		if i := slices.Index(strengths, commitment.Firmness); i >= 0 {
			commitment.Strength = bars - i*bars/len(strengths)
		}
		use := cmp.Or(item.Cited, item.Use)
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Use == use {
				commitment.Anchor, commitment.proof = proof.Anchor, proof
			}
		}
		commitments = append(commitments, commitment)
	}
	return commitments
}

// place is how the render hooks look a use up.
func place(line, column int) string { return fmt.Sprintf("%d:%d", line, column) }

// useOf returns a use as pages show it.
func useOf(proof *link.Proof) useData {
	use := proof.Use
	shown := useData{Kind: use.Kind.String(), Page: use.Page.Path, Anchor: proof.Anchor, Source: use.Source,
		Own: ownWords(proof), Speaker: proof.Speaker}
	if proof.Passage != nil {
		shown.Passage, shown.Words, shown.Class = proof.Passage.Anchor, strings.TrimSpace(use.Words), proof.Class()
		shown.Paragraph = proof.Passage.Pieces[0].Name()
		if use.Kind == prose.Quotation {
			shown.Label = proof.Passage.Label()
		}
	}
	return shown
}

// ownWords returns what the page says of its own, on one line.
func ownWords(proof *link.Proof) string { return strings.Join(strings.Fields(proof.Use.Own), " ") }

// occasion returns where or when the words of a passage were spoken, as the
// source's record says; empty where it does not, or where nobody spoke them.
func occasion(passage *link.Passage) string {
	if passage.Speaker() == "" {
		return ""
	}
	if attribution := attributed(passage); attribution != nil {
		return attribution.Occasion
	}
	return passage.Source.Occasion
}

// attributed returns the attribution of the record by which a passage is its
// speaker's, or nil.
func attributed(passage *link.Passage) *content.Attribution {
	for i, attribution := range passage.Source.Attributions {
		if attribution.Speaker == passage.Speaker() && strings.Contains(fold.Fold(attribution.Words), fold.Fold(passage.Pieces[0].Exact)) {
			return &passage.Source.Attributions[i]
		}
	}
	return nil
}

// target is the destination and title of a Markdown link, which nobody reads.
var target = regexp.MustCompile(`\]\([^)]*\)`)

// minutes is how long the page takes to read, at least one.
func minutes(page *prose.Page) int {
	const rate = 230 // words a minute
	words := len(bytes.Fields(target.ReplaceAll(page.File.Data[page.Body:], nil)))
	return max(1, (words+rate/2)/rate)
}

// sourceOf returns what the page of a source shows.
func sourceOf(source *link.Source) sourceData {
	shown := sourceData{Held: source.Held(), Extent: source.Extent, SHA256: source.Digest, Words: source.Words, Paragraphs: source.Paragraphs, Passages: map[string]passageData{}, Uses: []referenceData{}}
	if shown.Text = fullText(source); shown.Text == nil {
		shown.Read, shown.Rest = read(source)
	}
	for _, found := range source.Passages {
		passage := passageData{}
		if found.Speaker() != "" || shown.Text != nil {
			for _, use := range found.Uses {
				passage.Uses = append(passage.Uses, whereOf(use))
			}
		}
		if found.Speaker() != "" {
			quoted := slices.ContainsFunc(found.Uses, func(use *link.Proof) bool { return use.Use.Kind == prose.Quotation })
			passage.Anchor, passage.Speaker, passage.Paragraph = found.Anchor, found.Speaker(), found.Pieces[0].Name()
			passage.Texts, passage.TextFragment = texts(found.Pieces, func(int) bool { return quoted }), textFragment(found.Pieces)
		}
		shown.Passages[found.Anchor] = passage
	}
	for _, reference := range source.References {
		shown.Uses = append(shown.Uses, referenceData{reference.Use.Page.Path, reference.Anchor, ownWords(reference)})
	}
	return shown
}

// textFragment returns the fragment that leads browsers to the pieces on the
// publisher's own page, as the WICG's URL Fragment Text Directives have it.
func textFragment(pieces []evidence.Piece) string {
	var directives []string
	for _, piece := range pieces {
		words := strings.Fields(piece.Exact)
		const whole, edge = 12, 4 // words: a long passage is named by its edges
		if strings.Contains(piece.Exact, "\n") || len(words) > whole {
			shown := min(edge, len(words)/2)
			if shown > 0 {
				directives = append(directives, "text="+escape(strings.Join(words[:shown], " "))+","+escape(strings.Join(words[len(words)-shown:], " ")))
				continue
			}
		}
		directives = append(directives, "text="+escape(strings.Join(words, " ")))
	}
	return "#:~:" + strings.Join(directives, "&")
}

// escape percent-encodes a text directive's words; a hyphen would otherwise
// mark context.
func escape(words string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(words), "+", "%20"), "-", "%2D")
}
