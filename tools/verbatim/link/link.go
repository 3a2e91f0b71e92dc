// Package link resolves each use of a source to its passage, and knows both
// directions: what a page rests on, and who uses a passage.
//
// A page's quotations, citations and references are its uses (prose.Use). What
// one rests on is its proof: the use with the passage that it resolves to; of a
// reference there is no passage, and the proof says only that the source has a
// record. A passage has one piece, an unbroken span of the text, or several
// where the quotation leaves words out. What is locked of a proof is its record
// in evidence.json: with it the same words pass where the text is not at hand,
// and no others.
package link

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// Graph holds what was proven. Only Resolve can put a proof in.
type Graph struct {
	Site    *content.Site
	Sources []*Source // by ID

	Demonstration *Demonstration // nil where the configuration names none

	byID   map[string]*Source
	pages  map[string][]*Proof // by page path, in the order of the page
	others *Graph              // of the pages that are not among these; nil where all are
	share  share
	names  map[string][]string // of people, by ID
	known  []string            // names and terms of the site
	titled map[string]string   // IDs of people, by the titles of their pages

	index func() (of *textIndex, indexed []*Source) // of the texts at hand, made when it is asked; sources by their numbers in it
}

// Source is a source with what is held of it.
type Source struct {
	*content.Source
	Words      int        // of the text
	Paragraphs int        // of the text
	Digest     string     // SHA-256 of the text, hexadecimal
	Passages   []*Passage // in the order of the text
	References []*Proof   // by page

	text    *match.Text  // nil where the text is not at hand
	held    *reading     // of the evidence; nil where there is none
	options text.Options // what the record says of the text
	proofs  []*Proof
	failed  bool // a use of it was not proven, or its record does not fit the text
	unsaid  bool // the record is wrong about whose words are whose

	published []string // the paragraphs of a text beside the record
}

// Held reports whether text or evidence is at hand, so that words can be proven.
func (s *Source) Held() bool { return s.text != nil || s.locked() != nil }

// Options are how the source's text is read: what its record says of it.
func (s *Source) Options() text.Options { return s.options }

// FullText returns the text of the source, nil where it is not at hand.
func (s *Source) FullText() *match.Text { return s.text }

// AgainstText reports whether proofs were made with the full text.
func (s *Source) AgainstText() bool { return s.text != nil }

// Published returns the paragraphs of the text that is published beside the
// record, or nil where none is. The caller must not change them.
func (s *Source) Published() []string { return s.published }

// Passage is a span of a text that uses resolve to: one piece, or several
// round omissions.
type Passage struct {
	Source *Source
	Anchor string
	Pieces []evidence.Piece
	Uses   []*Proof // by page
}

// Speaker returns the ID of the person whose words the passage is; empty for
// the document's own words.
func (p *Passage) Speaker() string { return p.Pieces[0].Speaker }

// Label returns the label that the words stand under, where they are nobody's.
func (p *Passage) Label() string { return p.Pieces[0].Turn }

// Proof is a use of a source and what it rests on. A reference has no passage.
type Proof struct {
	Use     *prose.Use
	Anchor  string // on the use's page
	Speaker string // ID of the claimed speaker; empty for the document's own words, or nobody's
	Label   string // claimed of nobody's words: the label that they stand under
	Passage *Passage

	joint  bool // of several quotations, which readers take for one
	part   part // of one that is proven together with others
	named  bool // the page names who says it: a person, a label, or who wrote the document
	locked evidence.Locked
	result match.Result // of the match with the full text, where that is at hand
}

// Said returns the name that readers are shown as the speaker's: of a person, the
// label of nobody's words, or who wrote the document.
func (p *Proof) Said(graph *Graph) string {
	switch {
	case p.Speaker != "":
		return graph.Name(p.Speaker)
	case p.Passage.Label() != "":
		return p.Passage.Label()
	}
	return p.Passage.Source.Voice()
}

// Class says how the words differ from the text's, as evidence spells it:
// exact, typographic or marked.
func (p *Proof) Class() string { return p.locked.Class }

// Locked returns the record of the proof, as evidence has it. The caller must not
// change it.
func (p *Proof) Locked() evidence.Locked { return p.locked }

// Places returns where the text has the words, piece by piece; nothing where the
// text is not at hand.
func (p *Proof) Places() []text.Passage { return p.result.Passages }

// Marked reports whether readers see alterations in the words.
func (p *Proof) Marked() bool { return p.locked.Class == grammar.Marked.String() }

// Records returns what evidence has locked of the source; nothing where there is
// none that can be believed. The caller must not change it.
func (s *Source) Records() []evidence.Locked {
	if locked := s.locked(); locked != nil {
		return locked.Proven
	}
	return nil
}

// Source returns the source of that ID, or nil.
func (g *Graph) Source(id string) *Source { return g.byID[id] }

// Proofs returns the uses of a page in the page's order.
func (g *Graph) Proofs(page string) []*Proof {
	if proofs, ok := g.pages[page]; ok || g.others == nil {
		return proofs
	}
	return g.others.Proofs(page)
}

// Proof returns the use at an anchor of a page, or nil.
func (g *Graph) Proof(page, anchor string) *Proof {
	for _, proof := range g.pages[page] {
		if proof.Anchor == anchor {
			return proof
		}
	}
	return nil
}

// Passage returns the passage at an anchor of a source's page, or nil.
func (s *Source) Passage(anchor string) *Passage {
	for _, passage := range s.Passages {
		if passage.Anchor == anchor {
			return passage
		}
	}
	return nil
}

// Resolve finds the passage behind each quotation and citation of site. The
// full texts of sources that may not be republished are read from texts, as
// ID/text.txt; texts may be nil. What is neither in a text nor in evidence is
// reported, and is not in the graph.
func Resolve(site *content.Site, texts fs.FS, report finding.Report) (*Graph, error) {
	return ResolveOwn(site, texts, nil, report)
}

// ResolveOwn is Resolve for the part of the work that the files are for which own is
// true. Those who do the other parts report together with this one what Resolve
// reports. The graph holds of other files what was needed, and no more.
func ResolveOwn(site *content.Site, texts fs.FS, own func(file string) bool, report finding.Report) (*Graph, error) {
	graph := &Graph{Site: site, byID: map[string]*Source{}, pages: map[string][]*Proof{}, share: share{own: own}}
	graph.names, graph.known = names(site)
	graph.titled = titled(site)
	graph.index = sync.OnceValues(graph.indexTexts)
	for _, id := range slices.Sorted(maps.Keys(site.Sources)) {
		if site.Sources[id].Page == nil {
			continue
		}
		source := &Source{Source: site.Sources[id]}
		graph.Sources = append(graph.Sources, source)
		graph.byID[id] = source
	}
	var failed sync.Map // errors by source
	finding.Telling("sources", site.Progress, graph.Sources, report, func(source *Source, report finding.Report) {
		report = graph.share.asked(source.Page.File, report)
		if err := graph.read(source, texts, report); err != nil {
			failed.Store(source, err)
			return
		}
		source.checkTitle(report)
	})
	for _, source := range graph.Sources {
		if err, ok := failed.Load(source); ok {
			return nil, err.(error)
		}
	}
	graph.plan()
	graph.claim(site.Pages, report)
	for _, source := range graph.Sources {
		source.collect()
		if !graph.share.owns(source.Page.File) {
			continue
		}
		used := source.failed || len(source.proofs) > 0 || len(source.References) > 0
		site.InTables(source.ID, func(*finding.File, finding.Span) { used = true })
		if !used {
			report(finding.Finding{Rule: finding.SourceUnused, File: source.Page.File,
				Message: "no page uses the source " + source.ID, Help: "use it, or remove the record"})
		}
	}
	graph.checkPlaces(report)
	if graph.demonstrates() {
		graph.demonstrate(report)
	}
	return graph, nil
}

// claims are what a page claims, as far as it is proven.
type claims struct {
	page   *prose.Page
	proofs []*Proof  // of its uses, in its order
	joint  []*Proof  // of several of its quotations, or of some uses, where a share needs no more
	failed []*Source // of which it claims what is not proven
}

// claim proves what pages claim, each by itself, and reports what it can't. What
// is known of a source then is in the order of the pages.
func (g *Graph) claim(pages []*prose.Page, report finding.Report) {
	found := make([]*claims, len(pages))
	words, done := 0, atomic.Int64{}
	for i, page := range pages {
		found[i] = &claims{page: page}
		words += wordsOf(page)
	}
	finding.Each(found, report, func(found *claims, report finding.Report) {
		g.needed(found, report)
		if some := wordsOf(found.page); some > 0 && g.Site.Progress != nil {
			g.Site.Progress("quotations and citations", int(done.Add(int64(some))), words)
		}
	})
	for _, of := range found {
		g.pages[of.page.Path] = append(g.pages[of.page.Path], of.proofs...)
		for _, proof := range slices.Concat(of.joint, of.proofs) {
			if source := g.byID[proof.Use.Source]; proof.Use.Kind == prose.Reference {
				source.References = append(source.References, proof)
			} else {
				source.proofs = append(source.proofs, proof)
			}
		}
		for _, source := range of.failed {
			source.failed = true
		}
	}
}

// wordsOf counts the quotations and citations of a page.
func wordsOf(page *prose.Page) (count int) {
	for _, use := range page.Uses {
		if use.Kind != prose.Reference {
			count++
		}
	}
	return count
}

// claims proves what a page claims, and reports what it can't.
func (g *Graph) claims(found *claims, report finding.Report) {
	anchors := map[string]int{}
	together := g.join(found, report)
	for _, use := range found.page.Uses {
		if proof := g.prove(use, together, found, report); proof != nil {
			proof.checkEmphasis(report)
			proof.Anchor = unique(anchors, prefix(use.Kind)+fold.Anchor(anchorWords(use)))
			found.proofs = append(found.proofs, proof)
		}
	}
	if !g.share.silent {
		g.unsourced(found.page, report)
	}
}

// prefix keeps the anchors of the three kinds apart, and from those of headings.
func prefix(kind prose.Kind) string {
	return [...]string{prose.Quotation: "q-", prose.Citation: "c-", prose.Reference: "r-"}[kind]
}

// anchorWords are the words that name a use: those that are proven, or a
// reference's own.
func anchorWords(use *prose.Use) string {
	if use.Kind == prose.Reference {
		return use.Own
	}
	return use.Words
}

// unique returns anchor, with a number where the page has it already.
func unique(taken map[string]int, anchor string) string {
	for {
		taken[anchor]++
		number := taken[anchor]
		if number == 1 {
			return anchor
		}
		if numbered := fmt.Sprintf("%s-%d", anchor, number); taken[numbered] == 0 {
			taken[numbered]++
			return numbered
		}
	}
}

// read takes what is held of a source: the text beside the record or in texts,
// and the evidence.
func (g *Graph) read(s *Source, texts fs.FS, report finding.Report) error {
	file, err := s.file(texts)
	if err != nil {
		return err
	}
	raw := ""
	if file != nil {
		raw = string(file.Data)
	}
	if s.Page.NoMatter { // what it says of the text is not known, and is reported once
		if s.failed = true; file != nil {
			s.text, _ = match.NewText(raw, g.options(s, raw))
		}
		return nil
	}
	inRecord := func(found finding.Finding) {
		s.failed = s.failed || found.Rule.Severity() == finding.Error
		s.unsaid = s.unsaid || found.Rule == finding.SourceLabel || found.Rule == finding.SourceAttribution
		report(found)
	}
	if file != nil || s.Evidence != nil {
		checkSeen(file, s.Evidence, inRecord)
	}
	var read *match.Text
	var wrong []match.AttributionError
	if file != nil {
		read, wrong = match.NewText(raw, g.options(s, raw))
	}
	sound := g.checkAttributions(s, read, inRecord)
	s.options = withoutUnsound(g.options(s, ""), sound)
	if s.Evidence != nil {
		s.held = &reading{of: s.Source, options: s.options, text: file != nil}
	}
	g.checkNames(s, read, inRecord)
	if file == nil {
		for _, found := range s.unread() {
			report(found)
		}
		if locked := s.locked(); locked != nil {
			s.Words, s.Paragraphs, s.Digest = locked.Words, locked.Paragraphs, locked.SHA256
		}
		return nil
	}
	if slices.Contains(sound, false) {
		read, _ = match.NewText(raw, withoutUnsound(g.options(s, raw), sound))
	}
	s.text = read
	if s.Text != nil {
		for _, paragraph := range read.Paragraphs() {
			s.published = append(s.published, read.Raw()[paragraph.Start:paragraph.End])
		}
	}
	s.Words, s.Paragraphs, s.Digest = read.Words(), len(read.Paragraphs()), evidence.Digest(file.Data)
	g.checkText(s, wrong, inRecord)
	return nil
}

// file returns the text of a source, or nil where it is not at hand.
func (s *Source) file(texts fs.FS) (*finding.File, error) {
	if s.Text != nil || texts == nil {
		return s.Text, nil
	}
	name := path.Join(s.ID, "text.txt")
	info, err := fs.Stat(texts, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("the text of %s can't be read: %w", s.ID, err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("the text of %s can't be read: %s is no file", s.ID, name)
	case info.Size() > content.MaxText:
		return nil, fmt.Errorf("the text of %s has %d bytes, more than the %d that are allowed", s.ID, info.Size(), content.MaxText)
	}
	data, err := fs.ReadFile(texts, name)
	if err != nil {
		return nil, fmt.Errorf("the text of %s can't be read: %w", s.ID, err)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("the text of %s is not UTF-8", s.ID)
	}
	return finding.NewFile(name, data), nil
}

// prove returns what use rests on, or reports why it rests on nothing. Uses that
// were proven together with others are given with their place.
func (g *Graph) prove(use *prose.Use, together map[*prose.Use]part, found *claims, report finding.Report) *Proof {
	source := g.byID[use.Source]
	if source == nil {
		g.unknown(use, report)
		return nil
	}
	if source.Page.NoMatter {
		return nil // reported with the record
	}
	proof := &Proof{Use: use}
	if use.Kind == prose.Reference {
		if source.Held() {
			report(finding.Finding{Rule: finding.CitationUntitled, File: use.Page.File, Span: use.Span,
				Message: fmt.Sprintf("the words of %s are held, and this link to it cites none", source.ID),
				Help:    "add the supporting words as the link's title: (source:" + source.ID + " \"…\")"})
			return nil
		}
		if use.Place != "" {
			report(finding.Finding{Rule: finding.SourceParagraph, File: use.Page.File, Span: use.Target,
				Message: fmt.Sprintf("a reference names a paragraph, and no text of %s is held", source.ID),
				Help:    "remove #" + use.Place})
			return nil
		}
		return proof
	}
	if !source.Held() && source.Evidence != nil {
		found.failed = append(found.failed, source)
		return nil // reported once, with the evidence that can't be read
	}
	if !source.Held() {
		report(finding.Finding{Rule: finding.SourceUnheld, File: use.Page.File, Span: use.Span,
			Message: fmt.Sprintf("nothing can be proven from %s: neither its text nor evidence is held", source.ID),
			Help:    "say it in your own words and link them without a title, or get the text and lock it"})
		return nil
	}
	if use.Kind == prose.Quotation && !g.speaker(proof, source, report) {
		return nil
	}
	var joined bool
	proof.part, joined = together[use]
	if use.Kind == prose.Quotation && !use.Block && !joined && source.SaysNothing(use.Words) {
		report(finding.Finding{Rule: finding.QuoteForm, File: use.Page.File, Span: use.WordsAt,
			Message: "nothing but function words is quoted", Help: "quote enough of the passage that it says something, or leave the marks out"})
	}
	locked := source.lockedAs(proof, g, report)
	if locked == nil {
		found.failed = append(found.failed, source)
		return nil
	}
	proof.locked = *locked
	return proof
}

// speaker resolves the name that a quotation claims. The author of a source
// says what nobody else says in it.
func (g *Graph) speaker(proof *Proof, source *Source, report finding.Report) bool {
	name := strings.TrimSpace(proof.Use.Speaker)
	proof.named = name != ""
	if name == "" || name == source.Voice() {
		return true
	}
	if slices.ContainsFunc(source.Labels, func(label content.Label) bool { return label.Text == name && label.Person == "" }) {
		proof.Label = name
		return true
	}
	if id, ok := g.titled[name]; ok {
		proof.Speaker = id
		return true
	}
	g.nobodyCalled(proof, source, report)
	return false
}

// collect gathers the passages that the source's proofs resolve to, in the
// order of the text.
func (s *Source) collect() {
	byKey := map[string]*Passage{}
	for _, proof := range s.proofs {
		if proof.joint {
			continue
		}
		// With another mark at its edge it is shown as another.
		key := fmt.Sprint(proof.locked.Places())
		for _, piece := range proof.locked.Pieces {
			key += "\n" + piece.Exact
		}
		passage := byKey[key]
		if passage == nil {
			passage = &Passage{Source: s, Pieces: proof.locked.Pieces}
			byKey[key] = passage
			s.Passages = append(s.Passages, passage)
		}
		passage.Uses = append(passage.Uses, proof)
		proof.Passage = passage
	}
	slices.SortFunc(s.Passages, func(a, b *Passage) int { return evidence.ComparePieces(a.Pieces, b.Pieces) })
	anchors := map[string]int{}
	for _, passage := range s.Passages {
		passage.Anchor = unique(anchors, "w-"+fold.Anchor(passage.Pieces[0].Exact))
	}
}
