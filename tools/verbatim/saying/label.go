package saying

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		if p.Kind != prose.CellPart && s.dashed(p, text, from) {
			continue
		}
		label, end := labelAt(text[from:])
		if end == 0 || s.parenthesis(text[from+len(label):]) {
			continue
		}
		span := p.Run.Span(from, from+len(label))
		person := s.bearer(label)
		switch supported := s.supported(p, next, text, from+end); {
		case supported:
		case person != "" && p.Kind == prose.HeadingPart:
			s.find(finding.QuoteSaying, span, "a heading that begins like what "+person+" said",
				"name the subject, and quote in a paragraph")
		case person != "":
			s.find(finding.QuoteLabel, span, "a label of "+person+", and behind it words that nothing proves",
				"quote the words behind the label, or cite what bears them: [“…”](source:ID \"Speaker\"); or write a sentence")
		case inCapitals(label) && strings.ContainsFunc(text[from+len(label):from+end], fold.IsColon):
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
// its colon or dash begins; 0 where there is none. A line break in it is a space.
func labelAt(text string) (label string, end int) {
	head := wholeRunes(text[:min(len(text), maxLabelBytes)])
	for i, char := range head {
		if strings.ContainsRune(";!?。！？", char) {
			return "", 0
		}
		if size := labelEnd(head, i, char); size > 0 {
			return strings.TrimSpace(head[:i]), i + size
		}
	}
	return "", 0
}

// labelEnd returns how long the colon or dash is that ends a label at a place, or
// 0. A short dash has a space before it, a hyphen on both sides.
func labelEnd(head string, i int, char rune) int {
	size := utf8.RuneLen(char)
	before, _ := utf8.DecodeLastRuneInString(head[:i])
	spaced := i > 0 && unicode.IsSpace(before)
	switch {
	case fold.IsColon(char), fold.IsDash(char) && (isLong(char) || spaced):
		return size
	case unicode.Is(unicode.Pd, char) && spaced:
		rest := strings.TrimLeftFunc(head[i:], func(r rune) bool { return unicode.Is(unicode.Pd, r) })
		if strings.TrimLeftFunc(rest, unicode.IsSpace) != rest {
			return len(head) - i - len(rest)
		}
	}
	return 0
}

// isLong reports a dash that needs no space: two words stand apart by it.
func isLong(dash rune) bool {
	switch dash {
	case '—', '―', '⸺', '⸻', '︱', '﹘', '─', '━':
		return true
	}
	return false
}

// parenthesis reports whether a text begins with words between two dashes: Abe
// — the first to come — had asked. In the first person they are no parenthesis.
func (s *speech) parenthesis(text string) bool {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	dash := firstRune(text)
	if dash == "" || !fold.IsDash([]rune(dash)[0]) {
		return false
	}
	inside, _, ok := strings.Cut(text[len(dash):], dash)
	return ok && !strings.ContainsAny(inside, ".:!?") && !s.holds(inside, fold.FirstPerson)
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
// words of ours aside; where nothing follows in its block, in the next one. text is
// that of the block.
func (s *speech) supported(p, next *prose.Part, text string, from int) bool {
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
func (s *speech) dashed(p *prose.Part, text string, from int) bool {
	rest := strings.TrimLeftFunc(text[from:], func(r rune) bool { return r == '-' || fold.IsDash(r) })
	if dash := text[from : len(text)-len(rest)]; dash == "" || dash == "-" || !fold.HasWord(rest) {
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
