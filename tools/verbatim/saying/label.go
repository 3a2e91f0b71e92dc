package saying

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// maxLabelBytes is longer than any label of a speaker.
const maxLabelBytes = 120

// maxLead is how many words may stand between a label and the quotation or
// citation that supports it.
const maxLead = 4

// checkLabels looks for the ways in which transcripts, plays and novels put
// words into a mouth: a name before a colon or dash, a label in capitals, a
// dash before all words.
func (s *speech) checkLabels(p, next *prose.Part) {
	if s.apart(p) {
		return
	}
	text := string(p.Run.Text)
	for _, from := range append([]int{0}, p.Run.Breaks...) {
		from += len(text[from:]) - len(strings.TrimLeftFunc(text[from:], unicode.IsSpace))
		if p.Kind != prose.CellPart && s.dashed(p, from) {
			continue
		}
		label, end := labelAt(text[from:])
		if end == 0 || s.parenthesis(text[from+len(label):]) {
			continue
		}
		span := p.Run.Span(from, from+len(label))
		person := s.bearer(label)
		switch supported := s.supported(p, next, from+end); {
		case supported:
		case person != "" && p.Kind == prose.HeadingPart:
			s.find(finding.QuoteSaying, span, "a heading that begins like what "+person+" said",
				"name the subject, and quote in a paragraph")
		case person != "":
			s.find(finding.QuoteLabel, span, "a label of "+person+", and behind it words that nothing proves",
				"quote the words behind the label, or cite what bears them: [“…”](source:ID \"Speaker\"); or write a sentence")
		case inCapitals(label) && strings.ContainsAny(text[from+len(label):from+end], ":："):
			s.find(finding.QuoteSaying, span, "a label in capitals, as transcripts have it: "+label,
				"quote the words behind it, or write the label in small letters")
		}
	}
}

// apart reports the parts that have labels by their form: commitments, and the
// timeline.
func (s *speech) apart(p *prose.Part) bool {
	return p.Entry && (s.page.Path == prose.TimelinePath || s.page.Section == "topics" && s.commitments != "" && p.Heading == s.commitments)
}

// labelAt returns the label that begins a text, and where what follows it and
// its colon or dash begins; 0 where there is none.
func labelAt(text string) (label string, end int) {
	head := text[:min(len(text), maxLabelBytes)]
	for i, char := range head {
		size := len(string(char))
		rest := head[i:]
		switch {
		case char == ':' || char == '：' || char == '—' || char == '―':
		case char == '–' && i > 0 && fold.IsBlank(rune(head[i-1])):
		case (strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "-- ")) && i > 0 && head[i-1] == ' ':
			size = strings.IndexByte(rest, ' ')
		case strings.ContainsRune(".;!?。！？\n", char) && !strings.HasPrefix(rest, ". "):
			return "", 0
		default:
			continue
		}
		return strings.TrimSpace(head[:i]), i + size
	}
	return "", 0
}

// parenthesis reports whether a text begins with words between two dashes: Abe
// — the first to come — had asked. In the first person they are no parenthesis.
func (s *speech) parenthesis(text string) bool {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	dash := firstRune(text)
	if dash != "—" && dash != "–" {
		return false
	}
	inside, _, ok := strings.Cut(text[len(dash):], dash)
	return ok && !strings.ContainsAny(inside, ".:!?") && !s.holds(inside, fold.FirstPerson)
}

// bearer returns the name of the person whose label it is, or "".
func (s *speech) bearer(label string) string {
	if id := s.bearerID(label); id != "" {
		return s.people[id].Title()
	}
	return ""
}

// bearerID returns the ID of the person whose label it is, or "". A title such as
// Mr. is no part of a name.
func (s *speech) bearerID(label string) string {
	if known, ok := s.bearers[label]; ok {
		return known
	}
	if s.bearers == nil {
		s.bearers = map[string]string{}
	}
	s.bearers[label] = s.findBearer(label)
	return s.bearers[label]
}

func (s *speech) findBearer(label string) string {
	for _, tongue := range tonguesOf(label, s.page.Language) {
		if title, name, ok := strings.Cut(label, " "); ok && tongue.Title(title) {
			label = name
			break
		}
	}
	if fold.CountWords(label) > 8 && !strings.ContainsFunc(label, func(r rune) bool { return fold.Unspaced(r) != 0 }) {
		return ""
	}
	for _, id := range slices.Sorted(maps.Keys(s.people)) {
		if s.people[id].Bears(label) {
			return id
		}
	}
	return ""
}

// inCapitals reports whether a label has letters and no small ones, in a script
// that has both; of one letter it is one of question or answer.
func inCapitals(label string) bool {
	label = prose.OutsideParentheses(label)
	letters := 0
	for _, char := range label {
		switch {
		case unicode.IsUpper(char):
			letters++
		case unicode.IsLetter(char):
			return false
		}
	}
	return letters > 1 && fold.CountWords(label) <= 6 || label == "Q" || label == "A"
}

// supported reports whether a quotation or a citation follows a label, a few
// words of ours aside; where nothing follows in its block, in the next one.
func (s *speech) supported(p, next *prose.Part, from int) bool {
	text := string(p.Run.Text)
	if !fold.HasWord(text[from:]) {
		switch {
		case next == nil:
			return false
		case next.Kind == prose.QuotePart:
			return len(next.Uses) > 0
		case next.Run == nil:
			return false
		}
		p, from, text = next, 0, string(next.Run.Text)
	}
	for _, link := range p.Run.Links {
		if link.Use == nil || link.Use.Kind == prose.Reference || link.From < from {
			continue
		}
		lead := text[from:link.From]
		if fold.CountWords(fold.Fold(lead)) > maxLead {
			return false
		}
		for _, tongue := range tonguesOf(lead, s.page.Language) {
			if _, class := tongue.ClassOf(fold.Fold(lead)); class&fold.FirstPerson != 0 {
				return false
			}
		}
		return true
	}
	return false
}

// dashed reports a block that begins with a dash, as dialogue does.
func (s *speech) dashed(p *prose.Part, from int) bool {
	text := string(p.Run.Text)
	rest := strings.TrimLeft(text[from:], "—–―-")
	if dash := text[from : len(text)-len(rest)]; !prose.IsDash(dash) || !fold.HasWord(rest) {
		return false
	}
	lead := len(text) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	for _, link := range p.Run.Links {
		if link.From == lead && link.Use != nil && link.Use.Kind != prose.Reference {
			return true
		}
	}
	s.find(finding.QuoteSaying, p.Run.Span(from, len(text)-len(rest)), "a block that begins with a dash, as dialogue does",
		"quote the words and link them to their source, or write a sentence")
	return true
}

// checkRow looks at a row of a table: a person, and what the person said.
func (s *speech) checkRow(row *prose.Row) {
	if len(row.Cells) < 2 {
		return
	}
	person := s.bearer(string(row.Cells[0].Run.Text))
	for i, cell := range row.Cells {
		text := string(cell.Run.Text)
		if !fold.HasWord(text) || slices.ContainsFunc(cell.Uses, func(use *prose.Use) bool { return use.Kind != prose.Reference }) {
			continue
		}
		said := i < len(row.Head) && s.holds(row.Head[i], fold.Speech) || i > 0 && person != "" && s.holds(text, fold.FirstPerson)
		if said {
			s.find(finding.QuoteSaying, cell.Run.Span(0, len(text)), "a cell of what somebody said, without a quotation or a citation",
				"quote the words and link them to their source: [“…”](source:ID \"Speaker\")")
		}
	}
}

// holds reports whether a text holds a word of a class.
func (s *speech) holds(text string, class fold.Class) bool {
	for _, tongue := range tonguesOf(text, s.page.Language) {
		if _, any := tongue.ClassOf(fold.Fold(text)); any&class != 0 {
			return true
		}
	}
	return false
}
