package link

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// A record says of its text what no text says of itself: whose the labels are,
// who is quoted, what language it is in. What it says is held against the text
// here; until it fits, the words in question are nobody's, and prove nothing.

// nobodys stands for the person of a label that is no name of that person. It
// shares no word with any label, so that match takes the words for nobody's.
const nobodys = "?"

// names returns the names of all people by ID, and what brackets may give
// though a text lacks it: these names and the terms of the glossary.
func names(site *content.Site) (of map[string][]string, known []string) {
	of = map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(site.People)) {
		of[id] = site.People[id].Names()
		known = append(known, of[id]...)
	}
	for _, page := range site.Pages {
		if page.Section == "glossary" && page.Path != "/glossary" {
			known = append(known, page.Title())
		}
	}
	return of, known
}

// titled returns the IDs of people by the titles of their pages; of two with one
// title the first.
func titled(site *content.Site) map[string]string {
	of := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(site.People)) {
		if title := site.People[id].Title(); of[title] == "" {
			of[title] = id
		}
	}
	return of
}

// options are what the record says of its text. One that lists no labels, of a
// text that has some, says of none of them whose they are.
func (g *Graph) options(s *Source, raw string) text.Options {
	options := text.Options{Apparatus: s.Apparatus, Language: s.Language, Spoken: s.Spoken, Extent: s.Extent, Names: maps.Clone(g.names), Known: g.known}
	if s.Turns() || len(capitals(raw)) > 1 {
		options.Speakers = map[string]string{}
		for _, label := range s.Labels {
			options.Speakers[label.Text] = label.Person
			switch page := g.Site.People[label.Person]; {
			case page == nil:
			case page.Bears(label.Text):
				// What the person's page says of titles match need not guess.
				bare := strings.ReplaceAll(label.Text, ".", "")
				options.Names[label.Person] = append(slices.Clone(options.Names[label.Person]), label.Text, bare)
			default:
				options.Speakers[label.Text] = nobodys
			}
		}
	}
	for _, attribution := range s.Attributions {
		options.Attributions = append(options.Attributions, text.Attribution{Speaker: attribution.Speaker, Words: attribution.Words})
	}
	return options
}

// checkNames reports labels that are no name of their person. It needs no text; where
// that is at hand, what it has no such label of is reported as that.
func (g *Graph) checkNames(s *Source, held *match.Text, report finding.Report) {
	for _, label := range s.Labels {
		page := g.Site.People[label.Person]
		if page == nil {
			// Reported with the front matter, unless the site has other ideas about that rule.
			_, changed := g.Site.Config.Levels[finding.FrontMatterLink]
			s.unsaid = s.unsaid || label.Person != "" && !changed
			continue
		}
		if page.Bears(label.Text) || held != nil && !slices.ContainsFunc(held.Units(), func(unit text.Unit) bool { return unit.Label == label.Text }) {
			continue
		}
		report(finding.Finding{Rule: finding.SourceLabel, File: s.Page.File, Span: label.At,
			Message: fmt.Sprintf("the label %s is not made of names and titles of %s", label.Text, page.Title()),
			Help: fmt.Sprintf("map it to the person whom it names, or to null for nobody; a name or title that is missing goes into names or titles of %s",
				page.File.Name)})
	}
}

// checkText reports what of the record does not fit the text.
func (g *Graph) checkText(s *Source, wrong []match.AttributionError, report finding.Report) {
	for _, mistake := range wrong {
		report(finding.Finding{Rule: finding.SourceAttribution, File: s.Page.File, Span: s.Attributions[mistake.Index].At,
			Message: "the attribution does not fit the text: " + mistake.Reason,
			Help:    "copy the words from inside the text's own quotation marks, enough of them to be there once"})
	}
	for i, attribution := range s.Attributions {
		if !slices.ContainsFunc(wrong, func(e match.AttributionError) bool { return e.Index == i }) {
			g.checkNaming(s, attribution, report)
		}
	}
	s.checkLabels(report)
	s.checkLanguage(report)
}

// at is where the record says whose its labels are, or its beginning.
func (s *Source) at() finding.Span {
	if s.LabelsAt != nil {
		return *s.LabelsAt
	}
	if kind := s.Page.FrontMatter.Get("kind"); kind != nil {
		return kind.Span
	}
	return s.Page.FrontMatter.Span
}

// checkLabels holds the labels of the record against those of the text.
func (s *Source) checkLabels(report finding.Report) {
	on := func(at finding.Span, message, help string) finding.Finding {
		return finding.Finding{Rule: finding.SourceLabel, File: s.Page.File, Span: at, Message: message, Help: help}
	}
	if !s.Turns() {
		if labels := capitals(s.text.Raw()); len(labels) > 1 {
			report(on(s.at(), fmt.Sprintf("the text has labels of speakers, and the record lists none: %s", some(labels)), speakersHelp(labels)))
		}
		return
	}
	listed := map[string]bool{}
	for _, label := range s.Labels {
		listed[label.Text] = false
	}
	unlisted := map[string]fold.Span{}
	var strange []string
	for i, turn := range s.turns() {
		label := turn.Label
		if _, ok := listed[label]; ok {
			listed[label] = true
		} else if _, seen := unlisted[label]; !seen {
			unlisted[label] = s.text.Turns()[i].Label
			strange = append(strange, label)
		}
	}
	if s.LabelsAt == nil {
		report(on(s.at(), "the record of a transcript does not list its speakers", speakersHelp(strange)))
		return
	}
	meant := map[string]bool{} // labels of the text that the record misspells
	for _, label := range s.Labels {
		if listed[label.Text] {
			continue
		}
		near := finding.Nearest(label.Text, strange)
		found := on(label.At, "the text has no label "+label.Text, finding.DidYouMean(label.Text, strange, "remove it, or write it as the text prints it, without its colon"))
		if near != "" {
			meant[near] = true
			found.Related = []finding.Related{s.begins("there", unlisted[near])}
			// Not safe: it says whose the words are.
			found.Fix = finding.Respelling(s.Page.File, label.At, label.Text, near)
			found.Fix.Safe = false
		}
		report(found)
	}
	for _, label := range strange {
		if meant[label] {
			continue
		}
		found := on(s.at(), "the text has a label that the record does not list: "+label,
			fmt.Sprintf("list it: %s: person-id, or %[1]s: null for nobody", key(label)))
		found.Related = []finding.Related{s.begins("there", unlisted[label])}
		report(found)
	}
}

// turns returns the units of the text that a label begins: one for each of its
// turns.
func (s *Source) turns() (turns []text.Unit) {
	for _, unit := range s.text.Units() {
		if unit.Label != "" {
			turns = append(turns, unit)
		}
	}
	return turns
}

// begins shows what begins at a place of the text, and where that is, if the
// text is a file of the project.
func (s *Source) begins(label string, at fold.Span) finding.Related {
	line, _, _ := strings.Cut(s.text.Raw()[at.Start:], "\n")
	words := strings.Fields(line)
	shown := strings.Join(words[:min(len(words), 2*contextWords)], " ")
	related := finding.Related{Label: label, Text: shown}
	if s.Text != nil {
		related.File, related.Span = s.Text, finding.Span(at)
	}
	return related
}

// speakersHelp prints the lines that list labels.
func speakersHelp(labels []string) string {
	if len(labels) == 0 {
		return "list them: speakers: {LABEL: person-id}, or LABEL: null for nobody"
	}
	var lines []string
	for _, label := range labels[:min(len(labels), maxNamed)] {
		lines = append(lines, key(label)+": person-id")
	}
	return "list them: speakers: {" + strings.Join(lines, ", ") + "}; null instead of an ID is nobody"
}

// key is a label as a key of YAML.
func key(label string) string {
	if strings.ContainsAny(label, `:#{}[],&*!|>'"%@`+"`") || strings.TrimSpace(label) != label {
		return fmt.Sprintf("%q", label)
	}
	return label
}

// maxNamed is how many things of a kind a message names.
const maxNamed = 5

// some names the first of several things.
func some(list []string) string {
	if len(list) <= maxNamed {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:maxNamed], ", "), len(list)-maxNamed)
}

// Labels returns what looks like labels in a text of which no record says that it
// has some: those in capitals, or of a script without, where there are several.
func Labels(raw string) []string {
	if labels := capitals(raw); len(labels) > 1 {
		return labels
	}
	return nil
}

// capitals returns what looks like labels in a text that is not read as one
// with turns: those in capitals, or of a script without. Others are as often
// words before a colon.
func capitals(raw string) (labels []string) {
	guessed, _ := match.NewText(raw, text.Options{Turns: true})
	for _, unit := range guessed.Units() {
		upper := unit.Label != "" && !strings.ContainsFunc(outsideParentheses(unit.Label), unicode.IsLower)
		if upper && !slices.Contains(labels, unit.Label) {
			labels = append(labels, unit.Label)
		}
	}
	return labels
}

// outsideParentheses cuts a label before what it says in parentheses.
func outsideParentheses(label string) string {
	if i := strings.IndexAny(label, "([（［"); i > 0 {
		return label[:i]
	}
	return label
}

// longText is the number of words from which a text that has hardly a word of
// its language is more than too short to tell.
const longText = 30

// checkLanguage warns of a text that is not in the language of its record.
func (s *Source) checkLanguage(report finding.Report) {
	language := s.Page.FrontMatter.Get("language")
	if language == nil || s.text.Language() != nil || fold.LanguageOf(s.Language) == nil || s.Words < longText {
		return
	}
	report(finding.Finding{Rule: finding.SourceLanguage, File: s.Page.File, Span: language.Span,
		Message: fmt.Sprintf("the text has hardly a word of the language %s", s.Language),
		Help:    "name the language that it is in; until then neither omissions nor brackets can be judged in it"})
}

// checkNaming reports an attribution whose speaker the text does not name
// beside the words: outside the marks, in their paragraph.
func (g *Graph) checkNaming(s *Source, attribution content.Attribution, report finding.Report) {
	page := g.Site.People[attribution.Speaker]
	if page == nil {
		return // reported with the record
	}
	result := s.text.Match(match.Quote{Words: attribution.Words, AnySpeaker: true})
	for _, passage := range result.Passages {
		paragraph := s.text.Paragraphs()[passage.Paragraph-1]
		outside := outsideMarks(s.text.Raw()[paragraph.Start:paragraph.End], s.Language)
		wrong := finding.Finding{Rule: finding.SourceAttribution, File: s.Page.File, Span: attribution.ByAt,
			Related: []finding.Related{s.related(fmt.Sprintf("paragraph %s has", passage.Name()), passage)}}
		switch {
		case attribution.By != "" && !phrase(outside, attribution.By):
			wrong.Message = fmt.Sprintf("the paragraph does not say %s outside its quotation marks", attribution.By)
			wrong.Help = "copy the words with which it names the speaker"
		case attribution.By == "" && !named(outside, page, fold.LanguageOf(s.Language)):
			wrong.Message = fmt.Sprintf("the text does not name %s beside these words", page.Title())
			wrong.Help = fmt.Sprintf("attribute them to whom it names, or add to the attribution how it names the speaker (by: he said), or to names of %s another name", page.File.Name)
		default:
			continue
		}
		report(wrong)
		return
	}
}

// outsideMarks returns what stands outside the quotation marks of a paragraph.
// A mark without a partner stays open to its end.
func outsideMarks(paragraph, language string) string {
	var out strings.Builder
	at := 0
	marks := mark.FindIn(paragraph, language)
	for _, mark := range marks {
		if mark.Start < at || !mark.Open {
			continue
		}
		out.WriteString(paragraph[at:mark.Start] + " … ")
		at = len(paragraph)
		if mark.Pair >= 0 {
			at = marks[mark.Pair].End
		}
	}
	return out.String() + paragraph[min(at, len(paragraph)):]
}

// phrase reports whether words stand in a text, as whole tokens.
func phrase(text, words string) bool {
	text, words = fold.Fold(text), fold.Fold(words)
	if !fold.HasWord(words) {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		i += from
		if fold.Boundary(text, i) && fold.Boundary(text, i+len(words)) {
			return true
		}
		from = i + 1
	}
}

// named reports whether a text names a person: by a whole name, or by one word
// of it that no other name goes before. Donald Trump is not named by Ivanka
// Trump.
func named(text string, page *prose.Page, language *fold.Language) bool {
	for _, name := range page.Names() {
		if phrase(text, name) {
			return true
		}
	}
	return namedInPart(fold.Fold(text), page, language)
}

// namedInPart looks for one word of a name.
func namedInPart(text string, page *prose.Page, language *fold.Language) bool {
	own := map[string]bool{}
	for _, name := range page.Names() {
		fold.Tokens(fold.Fold(name), func(start, end int) bool {
			if word := fold.Fold(name)[start:end]; isName(word) {
				own[possessor(word)] = true
			}
			return true
		})
	}
	before, end := "", 0
	found := false
	fold.Tokens(text, func(start, stop int) bool {
		word := text[start:stop]
		apart := strings.TrimSpace(text[end:start]) != "" // a mark stands between
		if own[possessor(word)] {
			found = found || apart || before == "" || !isName(before) || own[possessor(before)] || common(before, page, language)
		}
		before, end = word, stop
		return !found
	})
	return found
}

// isName reports whether a word is one of a name: it has a capital, and is more
// than an initial.
func isName(word string) bool {
	first, size := fold.After(word, 0)
	return unicode.IsUpper(first) && len(strings.TrimRight(word, ".")) > size
}

// possessor drops the ending of a possessive.
func possessor(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(word), "'s"), "'")
}

// common reports whether a word with a capital is no name: a title, or one of
// the words that begin sentences.
func common(word string, page *prose.Page, language *fold.Language) bool {
	if page.Bears(word+" "+page.Title()) || language != nil && language.Title(word) {
		return true
	}
	if language == nil {
		return false
	}
	all, _ := language.ClassOf(strings.ToLower(word))
	return all != 0
}
