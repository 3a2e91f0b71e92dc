package public

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// declare resolves what an element says that it shows.
func (r *htmlReader) declare(elem *element) {
	if key, ok := elem.attrs.find("data-use"); ok {
		page, anchor, _ := strings.Cut(key, "#")
		if elem.proof = r.graph.Proof(page, anchor); elem.proof == nil {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the element shows a use that the graph does not hold: " + key, Help: "mend the layout"})
		}
	}
	for key := range strings.FieldsSeq(elem.attrs.get("data-passage")) {
		id, anchor, _ := strings.Cut(key, "#")
		source := r.graph.Source(id)
		var passage *link.Passage
		if source != nil {
			passage = source.Passage(anchor)
		}
		if passage == nil || len(elem.passed) > 0 && elem.passed[0].Source != source {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the element shows a passage that the graph does not hold, or passages of two sources: " + key, Help: "mend the layout"})
			continue
		}
		elem.passed = append(elem.passed, passage)
	}
	if keys, ok := elem.attrs.find("data-evidence"); ok {
		for key := range strings.FieldsSeq(keys) {
			page, anchor, _ := strings.Cut(key, "#")
			proof := r.graph.Proof(page, anchor)
			if proof == nil || proof.Passage == nil {
				r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
					Message: "the element shows the evidence of a use that the graph has not proven: " + key, Help: "mend the layout"})
				continue
			}
			elem.slip = append(elem.slip, proof)
		}
		r.slips[elem.attrs.get("id")] = found{r.file, elem.at, keys}
	}
	if key, ok := elem.attrs.find("data-read"); ok {
		if elem.read = r.readingOf(key); elem.read == nil || r.path != elem.read.source.Page.Path {
			elem.read = nil
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the element shows a paragraph of which no page uses anything, or away from its source's page: " + key, Help: "mend the layout"})
		}
	}
	if id, ok := elem.attrs.find("data-title"); ok {
		if source := r.graph.Source(id); source == nil {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
				Message: "the element shows the title of a source that the graph does not hold: " + id, Help: "mend the layout"})
		} else if elem.titled = r.titles[id]; elem.titled == nil {
			elem.titled = &title{id: id, text: source.Title}
		}
	}
	if key, ok := elem.attrs.find("data-text"); ok {
		id, number, _ := strings.Cut(key, "#")
		count, err := strconv.Atoi(number)
		if source := r.graph.Source(id); source != nil && err == nil && count > 0 && count <= len(source.Published()) {
			elem.text, elem.of, elem.number = &source.Published()[count-1], source, count
			r.paragraphs[id] = append(r.paragraphs[id], count)
			return
		}
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
			Message: "the element shows a paragraph of a text that is not published: " + key, Help: "mend the layout"})
	}
}

// declaresOnce reports an element that says that it shows two things, of which only
// one could be compared.
func (r *htmlReader) declaresOnce(elem *element) {
	var shown []string
	for _, key := range []string{"data-use", "data-passage", "data-evidence", "data-read", "data-text"} {
		if elem.declares(key) {
			shown = append(shown, key)
		}
	}
	if len(shown) > 1 {
		r.form(elem.at, fmt.Sprintf("<%s> declares that it shows two things: %s", elem.name, strings.Join(shown, ", ")))
	}
}

// use compares an element that shows a use with what was proven.
func (r *htmlReader) use(elem *element) {
	proof, use := elem.proof, elem.proof.Use
	wrong := func(rule finding.Rule, message string) {
		r.report(finding.Finding{Rule: rule, File: r.file, Span: elem.at, Message: message, Help: "mend the layout that shows it",
			Related: []finding.Related{{Label: "written", Text: excerpt(use.Own), File: use.Page.File, Span: use.Span}}})
	}
	words, want := strings.TrimSpace(r.shown(elem)), use.Own
	if use.Kind == prose.Quotation && (use.Block || elem.name == "figure") {
		words, want = prose.Inner(words), use.Words // a block is written without marks
	}
	if strings.TrimSpace(fold.Fold(words)) != strings.TrimSpace(fold.Fold(want)) {
		wrong(finding.ReadBackWords, fmt.Sprintf("the page shows other words than the %s that was checked: %s", use.Kind, excerpt(r.shown(elem))))
		return
	}
	if own := use.Page.Path == r.path; own && elem.attrs.get("id") == proof.Anchor {
		r.sum.shown[proof]++
		if inline[elem.name] && elem.from <= len(r.block.text) { // else a block inside it has ended its line, which is a finding of its own
			r.block.uses = append(r.block.uses, inLine{proof, elem.at, elem.from, len(r.block.text)})
		}
	}
	if use.Kind == prose.Reference {
		return
	}
	if err := proof.Holds(r.shown(elem)); err != nil {
		wrong(finding.ReadBackWords, fmt.Sprintf("the %s is not proven as the page shows it: %v", use.Kind, err))
		return
	}
	if to := "#" + proof.Passage.Anchor; !r.leadsTo(elem, "/sources/"+use.Source, to) {
		wrong(finding.ReadBackWords, fmt.Sprintf("the %s does not lead to its passage", use.Kind))
	}
	if use.Kind == prose.Quotation && (use.Block || elem.name == "figure") {
		who := proof.Said(r.graph)
		if strings.TrimSpace(r.said(elem)) != who {
			wrong(finding.ReadBackSpeaker, fmt.Sprintf("the quotation is shown without its speaker, %s", who))
		}
	}
}

// leadsTo reports whether a link in e has the page of a source and the anchor.
// Addresses may have their signs escaped, as a browser does it.
func (r *htmlReader) leadsTo(elem *element, page, anchor string) bool {
	for _, href := range elem.hrefs {
		to, ok := r.internal(r.name, href)
		if ok && "/"+strings.TrimSuffix(unescaped(to.file), "/index.html") == page && "#"+unescaped(to.fragment) == anchor {
			return true
		}
	}
	return false
}

// passage compares an element that shows passages with the text or evidence: each
// of their sentences once, and marked just the words that they hold.
func (r *htmlReader) passage(elem *element) {
	for _, open := range r.stack {
		if open.slip != nil {
			open.within = append(open.within, elem.passed)
		}
	}
	var words []string
	for _, stretch := range evidence.Stretches(piecesOf(elem.passed)) {
		words = append(words, stretch.Text)
	}
	same := func(a, b string) bool {
		return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
	}
	if !same(r.shown(elem), strings.Join(words, " ")) || spaceless(r.marked(elem)) != wordsOfAll(elem.passed) {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("the page shows other words than the passage of %s: %s", elem.passed[0].Source.ID, excerpt(r.shown(elem))),
			Help:    "mend the layout that shows it"})
	}
}

// piecesOf returns the pieces of passages.
func piecesOf(passages []*link.Passage) (pieces []evidence.Piece) {
	for _, passage := range passages {
		pieces = append(pieces, passage.Pieces...)
	}
	return pieces
}

// wordsOfAll returns the words of passages of one source, those of two once, without
// blanks.
func wordsOfAll(passages []*link.Passage) string {
	var words strings.Builder
	for _, held := range evidence.Ranges(piecesOf(passages)) {
		words.WriteString(held.Text)
	}
	return spaceless(words.String())
}

// evidenceSlip compares the evidence of uses with what was proven: their passages,
// compared word by word like any other, of these marked as quoted what is, and no
// more said of them than was shown.
func (r *htmlReader) evidenceSlip(elem *element) {
	wrong := func(proof *link.Proof, rule finding.Rule, message string) {
		r.report(unlike(r.file, elem.at, proof, rule, message))
	}
	first := elem.slip[0]
	var passages, quoted []*link.Passage
	for _, proof := range elem.slip {
		passages = append(passages, proof.Passage)
		if proof.Use.Kind == prose.Quotation {
			quoted = append(quoted, proof.Passage)
		}
	}
	if len(elem.within) != 1 || !sameSet(elem.within[0], passages) {
		wrong(first, finding.ReadBackWords, fmt.Sprintf("the evidence of the %s does not show its passage", first.Use.Kind))
	} else if got := spaceless(r.quoted(elem)); got != wordsOfAll(quoted) {
		wrong(first, finding.ReadBackWords, "the evidence marks other words as quoted than are: "+excerpt(r.quoted(elem)))
	}
	for _, passage := range passages {
		if !slices.Equal(extentsOf(passage), extentsOf(passages[0])) {
			wrong(first, finding.ReadBackWords, "one slip is the evidence of words of several sentences: "+excerpt(passage.Pieces[0].Exact))
			break
		}
	}
	site, file, at := r.site, r.file, elem.at
	said, shown := strings.Join(strings.Fields(r.verdictOf(elem)), " "), shownOfAll(elem.slip)
	r.later = append(r.later, func(report finding.Report) {
		if message := site.verdict(said, shown); message != "" {
			report(unlike(file, at, first, finding.ReadBackWords, message))
		}
	})
	leads := false
	for _, proof := range elem.slip {
		named := proof.Speaker != "" || proof.Passage.Label() != ""
		who, said := proof.Said(r.graph), strings.TrimSpace(r.said(elem))
		switch {
		case proof.Use.Kind != prose.Quotation || said == who:
		case named:
			wrong(proof, finding.ReadBackSpeaker, "the evidence is shown without its speaker, "+who)
		case said != "":
			wrong(proof, finding.ReadBackSpeaker, fmt.Sprintf("the evidence is shown as the words of %s, and they are of %s", excerpt(said), who))
		}
		leads = leads || r.leadsTo(elem, "/sources/"+proof.Use.Source, "#"+proof.Passage.Anchor)
		if proof.Use.Page.Path == r.path {
			r.evident[proof]++
		}
	}
	if !leads {
		wrong(first, finding.ReadBackWords, fmt.Sprintf("the evidence of the %s does not lead to its passage", first.Use.Kind))
	}
}

// unlike is what is found of evidence that says something else than was proven.
func unlike(file *finding.File, at finding.Span, proof *link.Proof, rule finding.Rule, message string) finding.Finding {
	return finding.Finding{Rule: rule, File: file, Span: at, Message: message, Help: "mend the layout that shows it",
		Related: []finding.Related{{Label: "written in " + proof.Use.Page.File.Name, Text: excerpt(proof.Use.Own)}}}
}

// extentsOf returns where the sentences of a passage stand, in words of the text.
func extentsOf(passage *link.Passage) (extents []int) {
	for _, piece := range passage.Pieces {
		if start, end := piece.Extent(); len(extents) < 2 || extents[len(extents)-2] != start || extents[len(extents)-1] != end {
			extents = append(extents, start, end)
		}
	}
	return extents
}

// sameSet reports whether two lists hold the same passages.
func sameSet(a, b []*link.Passage) bool {
	for _, pair := range [][2][]*link.Passage{{a, b}, {b, a}} {
		for _, passage := range pair[0] {
			if !slices.Contains(pair[1], passage) {
				return false
			}
		}
	}
	return true
}

// shownOfAll returns what was shown of uses.
func shownOfAll(proofs []*link.Proof) string {
	var kinds []string
	for _, proof := range proofs {
		if kind := shownOf(proof); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return strings.Join(kinds, ", ")
}

// verdict says what is wrong with what the evidence of a use says was shown, or
// "". The words are the layouts', in whatever language; but one thing is said in
// one way on the whole site, and another thing in another.
func (s *site) verdict(said, shown string) string {
	if said == "" {
		return "the evidence does not say what was shown: " + shown
	}
	if other, ok := s.verdicts[said]; ok && other != shown {
		return fmt.Sprintf("the evidence says %s, which is said of %s, and what was shown is: %s", excerpt(said), other, shown)
	}
	for words, of := range s.verdicts {
		if of == shown && words != said {
			return fmt.Sprintf("the evidence says %s, and elsewhere, of %s: %s", excerpt(said), shown, excerpt(words))
		}
	}
	s.verdicts[said] = shown
	return ""
}

// shownOf returns what was shown of a use.
func shownOf(proof *link.Proof) string {
	switch {
	case proof.Use.Kind == prose.Citation:
		return "the source’s words"
	case proof.Marked():
		return "a quotation with marked changes"
	}
	return "a quotation word for word"
}
