package link

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// What a use that is not proven may be: each kind has its own answer. Those of
// altered words are package hint's.
const (
	invented  = "invented"  // nothing like it is in a text at hand
	elsewhere = "source"    // it stands in another source
	speaker   = "speaker"   // it is somebody else's
	nobody    = "nobody"    // no record says whose it is
	drifted   = "drifted"   // the text has changed since it was locked
	ambiguous = "ambiguous" // it fits several places
	mosaic    = "mosaic"    // it is one quotation with those beside it
)

// rules are the names of one verdict for each kind of use.
type rules struct{ quotation, citation finding.Rule }

// of returns the rule for a use; a reference claims no words, and has none.
func (r rules) of(use *prose.Use) finding.Rule {
	if use.Kind == prose.Citation {
		return r.citation
	}
	return r.quotation
}

// verdicts are the rules of verdicts other than verbatim. A citation names no
// speaker; but somebody must have said its words.
var verdicts = map[match.Verdict]rules{
	match.Altered:      {finding.QuoteAltered, finding.CitationAltered},
	match.Missing:      {finding.QuoteMissing, finding.CitationMissing},
	match.Ambiguous:    {finding.QuoteAmbiguous, finding.CitationAmbiguous},
	match.WrongSpeaker: {finding.QuoteSpeaker, finding.CitationSpeaker},
}

// explain reports a use that the text does not prove.
func (s *Source) explain(proof *Proof, result match.Result, graph *Graph, report finding.Report) {
	use := proof.Use
	if graph.share.silent {
		return
	}
	if result.Verdict == match.WrongSpeaker && result.Passages[0].Nobodys && s.unsaid {
		return // reported with the record, which should say whose they are
	}
	verdict, near := hint.Explain(s.text, proof.quote(), result)
	found := finding.Finding{File: use.Page.File, Span: use.WordsAt, Rule: verdicts[verdict].of(use)}
	switch {
	case verdict == match.Ambiguous:
		s.explainPlaces(proof, result, &found)
	case verdict == match.WrongSpeaker:
		s.explainSpeaker(proof, result.Passages[0], graph, &found)
	case result.Elsewhere && near != nil:
		s.explainPlace(proof, near, &found)
	case s.wasLocked(proof):
		s.explainDrift(proof, near, graph, &found)
	case graph.explainSource(s, proof, &found):
	case verdict == match.Altered && near != nil:
		s.explainDifference(proof, result, near, graph, &found)
	default:
		s.explainMissing(proof, result, graph, &found)
	}
	report(found)
}

// explainPlaces says that a use fits several places.
func (s *Source) explainPlaces(proof *Proof, result match.Result, found *finding.Finding) {
	use := proof.Use
	found.Kind = ambiguous
	found.Message = fmt.Sprintf("the %s fits %d places of %s", use.Kind, len(result.Passages), s.ID)
	one := true
	for _, passage := range result.Passages {
		found.Related = append(found.Related, s.related("paragraph "+passage.Name(), passage))
		one = one && passage.Paragraph == result.Passages[0].Paragraph
	}
	more := "quote more words"
	if use.Kind == prose.Citation {
		more = "cite more words"
	}
	found.Help = more + ": they all stand in paragraph " + result.Passages[0].Name()
	if !one {
		found.Help = fmt.Sprintf("%s, or name the paragraph: (source:%s%s …)", more, s.ID, fragment(result.Passages[0]))
		found.Fix = s.onlyPlace(proof, result.Passages)
	}
}

// fragment is how a link names the paragraph of a passage.
func fragment(passage text.Passage) string { return "#p" + passage.Name() }

// explainPlace says that the words stand in the text, and not where the use
// says.
func (s *Source) explainPlace(proof *Proof, near *hint.Nearest, found *finding.Finding) {
	use := proof.Use
	found.Kind = string(hint.Place)
	found.Message = fmt.Sprintf("the words stand in paragraph %s of %s, not in %s", near.Name(), s.ID, strings.TrimPrefix(use.Place, "p"))
	found.Help = "write " + fragment(near.Passage)
	found.Related = append(found.Related, s.related(fmt.Sprintf("paragraph %s has", near.Name()), near.Passage))
	found.Fix = s.rightPlace(proof)
}

// explainSpeaker says whose the words are.
func (s *Source) explainSpeaker(proof *Proof, passage text.Passage, graph *Graph, found *finding.Finding) {
	use := proof.Use
	found.Kind = speaker
	found.Related = append(found.Related, s.related("paragraph "+passage.Name(), passage))
	if use.Kind == prose.Quotation {
		found.Span = use.SaidAt
	}
	if passage.Nobodys {
		found.Kind = nobody
		s.explainNobody(proof, passage, graph, found)
		return
	}
	found.Message = fmt.Sprintf("these are %s words, not those of %s", graph.whose(passage), graph.claimed(proof))
	who := graph.Said(s, passage)
	found.Fix = s.naming(proof, passage, who)
	switch {
	case use.Block:
		found.Help = "write the attribution: — [" + who + "](source:" + s.ID + ")"
	case passage.Speaker != "":
		found.Help = fmt.Sprintf("name the speaker: (source:%s %q)", s.ID, who)
	case passage.Turn != "":
		found.Help = "leave the title out: without one the words are shown with the label " + passage.Turn
	default:
		found.Help = "leave the title out: without one the words are the document’s own"
	}
}

// naming returns the fix that names who says the words of a quotation, or nobody
// where they are the document's own or under a label: none where they are not proven
// then. It is not safe: it changes whose words the page says they are.
func (s *Source) naming(proof *Proof, passage text.Passage, who string) finding.Fix {
	use := proof.Use
	meant := *proof
	meant.Speaker, meant.Label = passage.Speaker, ""
	if meant.named = use.Block || passage.Speaker != ""; meant.named && passage.Speaker == "" {
		meant.Label = passage.Turn
	}
	data := use.Page.File.Data
	if use.Kind != prose.Quotation || markdown.Replace(who) != who || strings.Contains(who, `"`) || s.whose(&meant, s.text.Match(meant.quote())).Verdict != match.Verbatim {
		return finding.Fix{}
	}
	edit := finding.Edit{Span: use.SaidAt, New: who}
	written := use.Speaker != "" && string(data[use.SaidAt.Start:use.SaidAt.End]) == use.Speaker
	switch end := use.Target.End; {
	case written && (use.Block || passage.Speaker != ""):
	case written && string(data[end:use.SaidAt.Start]) == ` "` && string(data[use.SaidAt.End:min(use.SaidAt.End+2, len(data))]) == `")`:
		edit = finding.Edit{Span: finding.Span{Start: end, End: use.SaidAt.End + 1}}
	case use.Speaker == "" && !use.Block && use.Target != use.Span && end < len(data) && data[end] == ')':
		edit = finding.Edit{Span: finding.Span{Start: end, End: end}, New: fmt.Sprintf(" %q", who)}
	default:
		return finding.Fix{}
	}
	return finding.Fix{Edits: []finding.Edit{edit}}
}

// claimed is what a page calls the speaker of its quotation.
func (g *Graph) claimed(proof *Proof) string {
	switch {
	case proof.Speaker != "":
		return g.Name(proof.Speaker)
	case proof.Label != "":
		return proof.Label
	}
	return "the document"
}

// Said is the name in an attribution of a passage: of a person, the label of
// nobody, or who wrote the document.
func (g *Graph) Said(s *Source, passage text.Passage) string {
	switch {
	case passage.Speaker != "":
		return g.Name(passage.Speaker)
	case passage.Turn != "":
		return passage.Turn
	}
	return s.Voice()
}

// whose says whose the words of a passage are.
func (g *Graph) whose(passage text.Passage) string {
	if passage.Speaker != "" {
		return hint.Possessive(g.Name(passage.Speaker))
	}
	return hint.Possessive(passage.Turn)
}

// explainNobody prints what the record lacks to say whose the words are.
func (s *Source) explainNobody(proof *Proof, passage text.Passage, graph *Graph, found *finding.Finding) {
	unit := s.text.Units()[max(0, s.text.UnitAt(s.text.At(passage.Start)))]
	if unit.Nobodys {
		found.Message = fmt.Sprintf("nobody says whose these words are: %s does not map their label, %s, to anybody who bears it", s.ID, unit.Label)
		found.Help = fmt.Sprintf("mend the label in speakers of %s: %s: person-id, or null for nobody", s.Page.File.Name, key(unit.Label))
		return
	}
	found.Message = "these words stand inside quotation marks of the text, and its record does not say whose they are"
	who := proof.Speaker
	if who == "" {
		who = graph.onlyNamed(s, passage)
	}
	found.Help = fmt.Sprintf("say it under attributions in %s, or quote them with the text’s marks and the words round them:\n- speaker: %s\n  words: %s",
		s.Page.File.Name, who, scalar(s.inner(passage)))
}

// onlyNamed returns the ID of the one person whom the paragraph of a passage
// names outside its marks, or what stands for one.
func (g *Graph) onlyNamed(s *Source, passage text.Passage) string {
	paragraph := s.text.Paragraphs()[passage.Paragraph-1]
	outside := outsideMarks(s.text.Raw()[paragraph.Start:paragraph.End], s.Language)
	who := "person-id"
	for id, page := range g.Site.People {
		if named(outside, page, s.text.Language()) {
			if who != "person-id" {
				return "person-id"
			}
			who = id
		}
	}
	return who
}

// inner returns what stands between the text's marks round a passage, on one
// line: the words that an attribution gives to somebody.
func (s *Source) inner(passage text.Passage) string {
	paragraph := s.text.Paragraphs()[passage.Paragraph-1]
	raw := s.text.Raw()[paragraph.Start:paragraph.End]
	words := raw[passage.Start-paragraph.Start : min(passage.End, paragraph.End)-paragraph.Start]
	marks := mark.FindIn(raw, s.Language)
	for _, mark := range marks {
		if !mark.Open || mark.Pair < 0 {
			continue
		}
		from, to := mark.End, marks[mark.Pair].Start
		if from+paragraph.Start <= passage.Start && passage.End <= to+paragraph.Start {
			words = raw[from:to]
			break
		}
	}
	return strings.Join(strings.Fields(words), " ")
}

// scalar is a line of text as a value of YAML.
func scalar(text string) string {
	plain := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(`:#'"`, r) }) < 0 &&
		!strings.ContainsAny(text[:min(1, len(text))], "-?,[]{}&*!|>%@` ") && strings.TrimSpace(text) == text && strings.Trim(text, "0123456789.,") != ""
	if plain {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// wasLocked reports whether the evidence says that the use was proven.
func (s *Source) wasLocked(proof *Proof) bool {
	claim := proof.claim()
	return slices.ContainsFunc(s.Records(), func(locked evidence.Locked) bool { return locked.Key() == claim.Key() })
}

// explainDrift says that the text has changed since the use was locked.
func (s *Source) explainDrift(proof *Proof, near *hint.Nearest, graph *Graph, found *finding.Finding) {
	found.Kind = drifted
	found.Message = fmt.Sprintf("the %s was locked, and %s no longer has it", proof.Use.Kind, s.ID)
	found.Help = "compare the text with the publisher’s: restore it, or quote what it says now and lock it"
	if near != nil {
		s.differs(proof, near, graph, found)
		if len(near.Hints) > 0 {
			found.Message += ": " + called(proof.Use, near.Hints)
		}
	}
}

// explainSource says that the words stand in another source, and prints the
// link to it. It reports whether they do.
func (g *Graph) explainSource(not *Source, proof *Proof, found *finding.Finding) bool {
	places := g.places(proof.Use.Words, not)
	if len(places) == 0 {
		return false
	}
	use := proof.Use
	found.Kind, found.Rule = elsewhere, verdicts[match.Missing].of(use)
	for i, at := range places {
		source, passage := at.source, at.passage
		who := g.Said(source, passage)
		if i == 0 {
			found.Message = fmt.Sprintf("the %s is not in %s, but in %s, %s words", use.Kind, not.ID, source.ID, g.whose(passage))
			found.Help = "link it there: " + g.link(use, source, passage, at.fragment)
			found.Fix = g.relinked(use, at)
		}
		related := source.related("found in "+source.ID, passage)
		if passage.Speaker != "" {
			related.Text += " (said by " + who + ")"
		}
		found.Related = append(found.Related, related)
	}
	return true
}

// relinked returns the fix that has a use lead to where its words stand, as whose they
// are there: it is not safe, for it changes what the page claims of both.
func (g *Graph) relinked(use *prose.Use, at place) finding.Fix {
	data := use.Page.File.Data
	target := finding.Edit{Span: use.Target, New: "source:" + at.source.ID + at.fragment}
	switch {
	case string(data[use.Target.Start:use.Target.End]) != "source:"+use.Source+use.Fragment():
	case use.Block:
		return finding.Fix{Edits: []finding.Edit{{Span: use.SaidAt, New: g.Said(at.source, at.passage)}, target}}
	case use.Kind == prose.Citation:
		return finding.Fix{Edits: []finding.Edit{target}}
	case use.Target.End < use.Span.End && strings.HasPrefix(string(data[use.Span.Start:use.Target.Start]), "["):
		target.Span.End = use.Span.End - len(")") // the title with it
		if at.passage.Speaker != "" {
			target.New += fmt.Sprintf(" %q", g.Name(at.passage.Speaker))
		}
		return finding.Fix{Edits: []finding.Edit{target}}
	}
	return finding.Fix{}
}

// link returns a use as a link to a passage of a source.
func (g *Graph) link(use *prose.Use, source *Source, passage text.Passage, place string) string {
	target := "source:" + source.ID + place
	switch {
	case use.Block:
		return "— [" + g.Said(source, passage) + "](" + target + ")"
	case use.Kind == prose.Citation:
		return fmt.Sprintf("[%s](%s %q)", use.Own, target, use.Words)
	case passage.Speaker != "":
		target += fmt.Sprintf(" %q", g.Name(passage.Speaker))
	}
	return "[" + use.Own + "](" + target + ")"
}

// differs puts the difference from the nearest passage into a finding, and its
// span on the words that differ.
func (s *Source) differs(proof *Proof, near *hint.Nearest, graph *Graph, found *finding.Finding) {
	for _, edit := range near.Diff {
		found.Difference = append(found.Difference, finding.Difference{Op: string(edit.Op), Words: edit.Words})
	}
	found.Span = within(proof.Use, near.At)
	related := s.related(fmt.Sprintf("paragraph %s has", near.Name()), near.Passage)
	if proof.Use.Kind == prose.Quotation && near.Speaker != "" && near.Speaker != proof.Speaker {
		related.Text += " (said by " + graph.Said(s, near.Passage) + ")"
	}
	found.Related = append(found.Related, related)
}

// within returns the span in the page of a part of a use's words: all of them
// where it can't be told which they are.
func within(use *prose.Use, part fold.Span) finding.Span {
	file, at := use.Page.File, use.WordsAt
	written := string(file.Data[at.Start:at.End])
	if offset := strings.Index(written, use.Words); offset >= 0 && strings.Count(written, use.Words) == 1 {
		return finding.Span{Start: at.Start + offset + part.Start, End: at.Start + offset + part.End}
	}
	words := use.Words[part.Start:part.End]
	if words != "" && strings.Count(written, words) == 1 {
		start := at.Start + strings.Index(written, words)
		return finding.Span{Start: start, End: start + len(words)}
	}
	return at
}

// explainDifference says how the words differ from the nearest passage.
func (s *Source) explainDifference(proof *Proof, result match.Result, near *hint.Nearest, graph *Graph, found *finding.Finding) {
	use := proof.Use
	s.differs(proof, near, graph, found)
	found.Kind = string(near.Kind)
	found.Message = fmt.Sprintf("the %s differs from %s", use.Kind, s.ID)
	if len(near.Hints) > 0 {
		found.Message += ": " + called(use, near.Hints)
	}
	switch {
	case len(result.Refused) > 0:
		found.Help = "close the marks, say it in your own words, and open them again: “…” and “…”"
	default:
		found.Help = "copy the words from the source, or say it in your own"
	}
	s.correct(proof, near, graph, found)
}

// maxHints is how many hints a message holds: the first ones say most.
const maxHints = 3

// called puts hints into a message. They speak of a quotation, whatever the use.
func called(use *prose.Use, hints []string) string {
	all := strings.Join(hints[:min(len(hints), maxHints)], "; ")
	return strings.ReplaceAll(all, "the quotation", "the "+use.Kind.String())
}

// correct prints the use with the words of the text, where these would be
// proven. The fix is not safe: it puts other words on the page.
func (s *Source) correct(proof *Proof, near *hint.Nearest, graph *Graph, found *finding.Finding) {
	use := proof.Use
	if near.Nobodys || !alike(near) {
		return
	}
	words := strings.Join(strings.Fields(s.text.Raw()[near.Start:near.End]), " ")
	quote := proof.quote()
	quote.Words = levels.Replace(words)
	if use.Kind == prose.Citation {
		quote.Words = strings.ReplaceAll(words, `"`, "'")
	}
	if s.text.Match(quote).Verdict != match.Verbatim {
		return
	}
	written := markdown.Replace(quote.Words)
	found.Help += "; the text has: " + quote.Words
	found.Fix = finding.Fix{Edits: []finding.Edit{{Span: use.WordsAt, New: written}}}
	if use.Kind == prose.Quotation && !use.Block {
		corrected := *use
		corrected.Own = strings.Replace(use.Own, use.Words, written, 1)
		found.Help = strings.TrimSuffix(found.Help, quote.Words) + graph.link(&corrected, s, near.Passage, use.Fragment())
	}
}

// alike reports whether a passage is so near that it is what was meant: it has three of
// four words of the quotation, or all but one; another form of a word is that word.
func alike(near *hint.Nearest) bool {
	same, all, gone := 0, 0, ""
	for _, edit := range near.Diff {
		count := fold.CountWords(edit.Words)
		switch edit.Op {
		case hint.Equal:
			same, all = same+count, all+count
		case hint.Delete:
			gone = edit.Words
		case hint.Insert:
			if all += count; finding.Nearest(edit.Words, []string{gone}) != "" {
				same += count
			}
		}
	}
	return all-same <= max(1, all/4)
}

// explainMissing says that nothing like the words is in a text at hand.
func (s *Source) explainMissing(proof *Proof, result match.Result, graph *Graph, found *finding.Finding) {
	found.Kind, found.Rule = invented, verdicts[match.Missing].of(proof.Use)
	found.Message = fmt.Sprintf("the %s is not in %s", proof.Use.Kind, s.ID)
	switch {
	case len(result.Refused) > 0:
		found.Kind = string(hint.Rule)
		found.Message += ": " + strings.Join(result.Refused[:min(len(result.Refused), maxHints)], "; ")
	case result.Reason != "":
		found.Message += ": " + result.Reason
	default:
		if others := graph.texts() - 1; others > 0 {
			found.Message += fmt.Sprintf(", nor in any other text at hand (%d)", others)
		}
	}
	found.Help = "copy the words from the source, or say it in your own"
}

// texts counts the texts at hand.
func (g *Graph) texts() (count int) {
	for _, source := range g.Sources {
		if source.text != nil {
			count++
		}
	}
	return count
}

// related shows a passage, with its place where the text is a file of the
// project.
func (s *Source) related(label string, passage text.Passage) finding.Related {
	related := finding.Related{Label: label, Text: s.around(passage)}
	if s.Text != nil {
		related.File, related.Span = s.Text, finding.Span{Start: passage.Start, End: passage.End}
	}
	return related
}

// contextWords is how many words of context messages show on either side.
const contextWords = 6

// around returns a passage of the text with a little context, on one line.
func (s *Source) around(passage text.Passage) string {
	before, after := s.text.Context(passage.Span, contextWords)
	return strings.Join(strings.Fields(s.text.Raw()[before.Start:after.End]), " ")
}
