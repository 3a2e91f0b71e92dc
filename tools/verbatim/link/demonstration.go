package link

import (
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// Demonstration is a quotation of the site, and the same one with a word changed,
// with what the build says to that.
type Demonstration struct {
	Proof   *Proof
	Words   string    // with the word changed
	At      fold.Span // of that word, in bytes of Words
	Finding string    // as a terminal shows it, without the page's own line
}

// ExemptDemonstration is why the quotation marks of that finding prove nothing.
const ExemptDemonstration = "demonstration"

// demonstrate makes the demonstration that the configuration names, and reports
// what keeps it from showing anything. What is said to the changed words comes from
// the sentences that are locked, so that it is the same with the text and without.
func (g *Graph) demonstrate(report finding.Report) {
	asked := g.Site.Config.Params.Demonstration
	if asked.Page == "" {
		return
	}
	wrong := func(key, message, help string) {
		file, at := g.Site.Setting("params", "demonstration", key)
		report(finding.Finding{Rule: finding.ConfigSetting, File: file, Span: at, Message: message, Help: help})
	}
	page := g.Site.Page(asked.Page)
	if page == nil {
		wrong("page", "there is no page "+asked.Page, "name the path of a page that quotes: /topics/ID")
		return
	}
	d := &Demonstration{}
	failed := false
	for _, proof := range g.Proofs(page.Path) {
		if strings.HasPrefix(fold.Fold(evidence.InLine(proof.words())), fold.Fold(asked.Words)) && proof.Passage != nil && proof.Use.Kind == prose.Quotation && d.Proof == nil {
			d.Proof = proof
		}
	}
	for _, use := range page.Uses {
		failed = failed || use.Source != "" && g.byID[use.Source] != nil && g.byID[use.Source].failed
	}
	if d.Proof == nil {
		if !failed { // else reported with the quotation
			wrong("words", asked.Page+" has no proven quotation that begins with these words: "+asked.Words, "copy its first words")
		}
		return
	}
	words := evidence.InLine(d.Proof.words())
	at := fold.Span{Start: -1}
	fold.EachWord(words, func(start, end int) {
		if at.Start < 0 && words[start:end] == asked.Word {
			at = fold.Span{Start: start, End: end}
		}
	})
	switch {
	case at.Start < 0:
		wrong("word", "the quotation does not have the word "+asked.Word, "name a word of it")
		return
	case len(mark.FindIn(asked.Instead, g.Site.Config.Language())) > 0:
		wrong("instead", "the word holds a quotation mark, which nothing would prove", "choose a word without")
		return
	case len(mark.FindIn(words, g.Site.Config.Language())) > 0:
		wrong("words", "the quotation holds quotation marks, which the changed one would have without a proof", "name another quotation")
		return
	}
	d.Words = words[:at.Start] + asked.Instead + words[at.End:]
	d.At = fold.Span{Start: at.Start, End: at.Start + len(asked.Instead)}
	found := d.altered(g)
	if found == nil || found.Rule != finding.QuoteAltered {
		wrong("instead", "the quotation would pass, or would be refused for something else, with the word "+asked.Instead, "choose a word that says something else")
		return
	}
	// The text has more sentences than those that are locked, where it is at hand.
	if source := d.Proof.Passage.Source; source.text != nil {
		if whole := d.against(source.text, source.options, g); whole == nil || whole.Rule != finding.QuoteAltered {
			wrong("instead", "the quotation would pass, or would be refused for something else, for the text has these words elsewhere, with the word "+asked.Instead, "choose a word that says something else")
			return
		}
	}
	d.Finding = asShown(*found, d.Proof)
	g.Demonstration = d
}

// altered returns what is said to the changed words, or nil where they would pass.
func (d *Demonstration) altered(g *Graph) *finding.Finding {
	source := d.Proof.Passage.Source
	raw, options := sentencesAlone(d.Proof.Passage.Pieces, source.options)
	alone, _ := match.NewText(raw, options)
	return d.against(alone, options, g)
}

// against returns what is said to the changed words where the source has that text.
func (d *Demonstration) against(held *match.Text, options text.Options, g *Graph) (found *finding.Finding) {
	source := d.Proof.Passage.Source
	use := *d.Proof.Use
	use.Words, use.Place = d.Words, ""
	changed := *d.Proof
	changed.Use, changed.part = &use, part{}
	alone := Source{Source: source.Source, Words: source.Words, Paragraphs: source.Paragraphs, text: held, options: options}
	only := &Graph{Site: g.Site, byID: map[string]*Source{source.ID: &alone}, names: g.names, known: g.known}
	only.index = func() (*textIndex, []*Source) { return newTextIndex(nil), nil }
	if alone.match(&changed, only, func(reported finding.Finding) {
		if reported.Rule.Severity() == finding.Error && found == nil {
			found = &reported
		}
	}) != nil {
		return nil
	}
	return found
}

// sentencesAlone returns a text that has the sentences of the pieces, each in its
// paragraph, and nothing else; and what the record says of them.
func sentencesAlone(pieces []evidence.Piece, options text.Options) (string, text.Options) {
	var raw strings.Builder
	paragraph := 1
	for _, stretch := range evidence.Stretches(pieces) {
		for ; paragraph < stretch.Paragraph; paragraph++ {
			raw.WriteString("·\n\n")
		}
		raw.WriteString(strings.TrimSpace(stretch.Text) + " ")
	}
	var attributions []text.Attribution
	for _, attribution := range options.Attributions {
		if strings.Contains(fold.Fold(raw.String()), fold.Fold(attribution.Words)) {
			attributions = append(attributions, attribution)
		}
	}
	options.Attributions = attributions
	return raw.String(), options
}

// asShown returns a finding as a terminal has it, on a line for each thing that it
// says.
func asShown(found finding.Finding, proof *Proof) string {
	use := proof.Use
	at := use.Page.File.Position(use.WordsAt.Start)
	lines := []string{fmt.Sprintf("%s:%d:%d: error: %s [%s]", use.Page.File.Name, at.Line, at.Column, found.Message, found.Rule)}
	for _, related := range found.Related {
		lines = append(lines, "  "+related.Label+": "+strings.Join(strings.Fields(related.Text), " "))
	}
	if found.Help != "" {
		lines = append(lines, "  help: "+found.Help)
	}
	return strings.Join(lines, "\n")
}
