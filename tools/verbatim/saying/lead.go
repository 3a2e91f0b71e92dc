package saying

import (
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// A lead is text that gives what follows it to somebody: a sentence without an end
// before a list, a table or a paragraph, a heading, a cell before others, the head
// of a column. Readers read on from it as if it were one sentence.
type lead struct {
	where string // what it is, for readers
	text  string // quoted words blanked out
	until int    // the part where what it introduces ends
	level int    // of a heading; 0 of another lead
	colon bool   // it ends with a colon
	next  bool   // only words that come right after it are its
	label string // the ID of the person whose name it is
	says  bool   // it has a verb of saying elsewhere

	since map[string]bool // of a heading: who has been named below it
	said  []claim         // what it says, in each language that it may be in
}

// read returns the lead with what it says.
func (s *speech) read(l lead) lead {
	for _, tongue := range tonguesOf(l.text, s.page.Language) {
		said := claim{tongue: tongue, where: l.where, before: readWords(tongue, lastSentence(tongue, l.text))}
		said.named[0] = s.names.in(said.before.text)
		l.said = append(l.said, said)
	}
	return l
}

// names reports whether a lead may give what it introduces to anybody.
func (l lead) names() bool {
	return l.label != "" || slices.ContainsFunc(l.said, func(said claim) bool { return len(said.named[0]) > 0 })
}

// maxCells is how many cells of a row are looked at for a name.
const maxCells = 20

// enter drops the leads that end before the part of that number, or at it.
func (s *speech) enter(i int, p *prose.Part) {
	s.leads = slices.DeleteFunc(s.leads, func(l lead) bool {
		if l.level > 0 {
			return p.Kind == prose.HeadingPart && p.Level <= l.level
		}
		return l.until <= i
	})
}

// leave adds the lead that the part of that number is for those after it.
func (s *speech) leave(i int, p *prose.Part) {
	if p.Run == nil || p.Kind == prose.CellPart && p.Row == nil {
		return
	}
	if p.Kind == prose.HeadingPart {
		s.leads = append(s.leads, s.read(lead{where: "the heading", text: string(p.Run.Text), level: p.Level, since: map[string]bool{}}))
		return
	}
	text := strings.TrimRightFunc(string(masked(p.Run)), unicode.IsSpace)
	if slices.ContainsFunc(s.leads, lead.names) { // else nobody asks who is named below them
		for _, place := range s.names.in(fold.Fold(text)) {
			for _, l := range s.leads {
				for _, id := range place.people {
					if l.since != nil {
						l.since[id] = true
					}
				}
			}
		}
	}
	next := lead{where: "the sentence", text: wholeRunes(text[max(0, len(text)-maxSentence):]), colon: fold.IsColon(lastChar(text))}
	if !next.colon && (quotes(p.Run, len(text), len(p.Run.Text)) || !s.breaksOff(&next, p.Kind == prose.ParagraphPart && !p.Listed)) {
		return
	}
	if n := p.Introduced(s.page.Parts[i+1:]); n > 0 {
		next.until = i + 1 + n
		s.leads = append(s.leads, s.read(next))
	}
}

// breaksOff reports whether a text ends with a verb of saying, or soon after one,
// and without an end of the sentence. Where verbs stand last, a full stop is none,
// if what was said comes next.
func (s *speech) breaksOff(l *lead, loose bool) bool {
	text := strings.TrimRightFunc(l.text, func(r rune) bool {
		return unicode.IsSpace(r) || fold.IsDash(r) || strings.ContainsRune(",，、…-", r)
	})
	for _, tongue := range tonguesOf(text, s.page.Language) {
		stopped := text
		if !tongue.Spaced() {
			stopped = strings.TrimRight(text, "。．.")
		}
		said := readWords(tongue, lastSentence(tongue, stopped))
		verb, last := said.lastOf(fold.Speech), len(said.words)-1
		rest := 0
		if loose || !tongue.Spaced() { // 述べました
			rest = 3
		}
		if verb >= 0 && last-verb <= rest && !strings.ContainsAny(said.between(verb, len(said.words)), clauseMarks) {
			l.text, l.next = stopped, stopped != text
			return true
		}
	}
	return false
}

// checkLed holds a quotation against what introduces it, where its own sentence
// does not say who said it: the nearest lead that names somebody decides.
func (s *speech) checkLed(p *prose.Part, use *prose.Use, before, after string) {
	speaker, ok := s.claimed(use)
	if !ok {
		return
	}
	leads := slices.Clone(s.leads)
	if p.Row != nil {
		leads = append(leads, s.tableLeads(p, speaker)...)
	}
	if !slices.ContainsFunc(leads, lead.names) { // as nearly everywhere
		return
	}
	if s.namesIn(s.withoutObjects(before)+" "+s.withoutObjects(s.sentence(after)), speaker) {
		return
	}
	weak := s.namesIn(before, speaker)
	voice := s.voices(use.Source)
	for _, l := range slices.Backward(leads) {
		switch {
		case l.next && fold.HasWord(before):
		case l.level > 0 && l.since[speaker]:
			return
		case speaker == "" && voice != "" && strings.Contains(l.text+before+after, voice):
			return
		case s.judgeLed(use, speaker, l, weak):
			return
		}
	}
}

// tableLeads are the leads that the row and the column of a cell are to it; none
// where the row names the speaker.
func (s *speech) tableLeads(p *prose.Part, speaker string) (leads []lead) {
	for i, cell := range p.Row.Cells[:min(len(p.Row.Cells), maxCells)] {
		if i != p.Column && s.namesIn(string(masked(cell.Run)), speaker) {
			return nil
		}
	}
	head := ""
	if p.Column < len(p.Row.Head) {
		head = p.Row.Head[p.Column]
	}
	if s.namesIn(head, speaker) {
		return []lead{s.read(lead{where: "the head of the column", text: head})}
	}
	if first := string(p.Row.Cells[0].Run.Text); p.Column > 0 {
		if id := s.bearerID(first); id != "" {
			says := s.holds(head, fold.Speech) || s.holds(p.Row.Head[0], fold.Speech)
			leads = append(leads, s.read(lead{where: "the row", text: first, label: id, says: says}))
		}
	}
	return append(leads, s.read(lead{where: "the head of the column", text: head}))
}

// judgeLed holds a quotation against one lead, and reports whether this names
// somebody, so that no other counts. It warns at most where the quotation's own
// sentence is weak: it names the speaker as somebody spoken to or of.
func (s *speech) judgeLed(use *prose.Use, speaker string, l lead, weak bool) (names bool) {
	for _, said := range l.said {
		for _, place := range said.named[0] {
			names = names || len(place.people) == 1 || slices.Contains(place.people, speaker)
		}
		switch {
		case l.label != "":
			said.says, said.weak, names = true, !l.says, true
		case l.level > 0 || l.where == "the head of the column":
			said.weak = said.subject(speaker) == ""
		case l.colon && said.before.firstOf(fold.Speech, 0) < 0:
			said.says = true
			label, end := labelAt(said.before.text)
			said.weak = end == 0 || s.bearer(label) == ""
		}
		said.weak = said.weak || weak
		if s.judge(use, speaker, &said) {
			return true
		}
	}
	return names
}

// namesIn reports whether a text names a person, given by ID.
func (s *speech) namesIn(text, person string) bool {
	return person != "" && slices.ContainsFunc(s.names.in(fold.Fold(text)), func(place mention) bool {
		return slices.Contains(place.people, person)
	})
}

// withoutObjects blanks out the people whom a text names as somebody who is spoken
// to or of: in a letter to Trump.
func (s *speech) withoutObjects(text string) string {
	text = fold.Fold(text)
	named := s.names.in(text)
	if len(named) == 0 {
		return text
	}
	out := []byte(text)
	for _, tongue := range tonguesOf(text, s.page.Language) {
		c := &claim{tongue: tongue, before: readWords(tongue, text)}
		if c.before.text != text {
			continue
		}
		for _, place := range named {
			if c.isObject(c.before, place) {
				copy(out[place.Start:place.End], strings.Repeat(" ", place.End-place.Start))
			}
		}
	}
	return string(out)
}

// sentence returns what precedes the first end of a sentence in a text, in
// whatever language it is.
func (s *speech) sentence(text string) string {
	for _, tongue := range tonguesOf(text, s.page.Language) {
		return firstSentence(tongue, text)
	}
	return text
}

// lastChar returns the last character of a text, or 0.
func lastChar(text string) rune {
	for _, char := range lastRune(text) {
		return char
	}
	return 0
}
