package saying

import (
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// checkSpeakers holds the people whom a sentence names against the speakers of
// its quotations: readers believe the sentence, and see the proof after a click
// only.
func (s *speech) checkSpeakers(p *prose.Part) {
	text := masked(p.Run)
	for _, link := range p.Run.Links {
		if link.Use == nil || link.Use.Kind != prose.Quotation {
			continue
		}
		before, after := wholeRunes(string(text[max(0, link.From-maxSentence):link.From])), wholeRunes(string(text[link.To:min(len(text), link.To+maxSentence)]))
		if !s.checkSpeaker(link.Use, before, after) {
			s.checkLed(p, link.Use, before, after)
		}
	}
}

// maxSentence is how many bytes of a sentence are read on either side of a
// quotation.
const maxSentence = 600

// endsSentence reports whether quoted words end with a mark that ends a
// sentence.
func endsSentence(words string) bool {
	return strings.HasSuffix(words, ".") || strings.HasSuffix(words, "。")
}

// beginsSentence reports whether a text goes on with a capital, or not at all.
func beginsSentence(text string) bool {
	for _, char := range text {
		if unicode.IsSpace(char) {
			continue
		}
		return unicode.IsUpper(char)
	}
	return true
}

// claim is a sentence round a quotation, in one language, or what introduces the
// quotation.
type claim struct {
	tongue        *fold.Language
	where         string // what it is, for readers
	before, after spokenText
	named         [2][]mention // of people, before and after
	says          bool         // it gives words to somebody, whatever its verbs
	weak          bool         // it may not: a warning at most
}

// checkSpeaker holds one quotation against its sentence, and reports whether it
// found something.
func (s *speech) checkSpeaker(use *prose.Use, before, after string) bool {
	speaker, ok := s.claimed(use)
	if !ok {
		return false
	}
	if voice := s.voices(use.Source); speaker == "" && voice != "" && strings.Contains(before+after, voice) {
		return false
	}
	if beginsSentence(after) && (endsSentence(use.Words) || strings.ContainsAny(lastRune(use.Words), "?!？！") && !s.tagged(after)) {
		after = ""
	}
	for _, tongue := range tonguesOf(before+use.Words+after, s.page.Language) {
		sentence, rest := fold.Fold(lastSentence(tongue, before)), fold.Fold(firstSentence(tongue, after))
		said := &claim{tongue: tongue, where: "the sentence", named: [2][]mention{s.names.in(sentence), s.names.in(rest)}}
		if others, _ := said.whom(speaker); len(others) == 0 {
			continue // as nearly everywhere
		}
		said.before, said.after = readWords(tongue, sentence), readWords(tongue, rest)
		if s.judge(use, speaker, said) {
			return true
		}
	}
	return false
}

// tagged reports whether a text begins with a few words of who said what stands
// before it, and no more in the sentence.
func (s *speech) tagged(after string) bool {
	for _, tongue := range tonguesOf(after, s.page.Language) {
		said := readWords(tongue, firstSentence(tongue, after))
		if len(said.words) <= maxTag && said.firstOf(fold.Speech, 0) >= 0 {
			return true
		}
	}
	return false
}

// maxTag is how many words say who said something.
const maxTag = 6

// claimed returns the ID of the person whose words a quotation claims to be,
// empty for the document's own; false where it names nobody who is known.
func (s *speech) claimed(use *prose.Use) (id string, ok bool) {
	name := strings.TrimSpace(use.Speaker)
	if name == "" || name == s.voices(use.Source) {
		return "", true
	}
	id, ok = s.names.titled[name]
	return id, ok
}

// whom returns the IDs of those whom a sentence names by name, each once and apart
// from others, but for the speaker, and whether it names the speaker.
func (c *claim) whom(speaker string) (others []string, present bool) {
	for _, named := range c.named {
		for _, place := range named {
			switch {
			case slices.Contains(place.people, speaker):
				present = true
			case len(place.people) == 1 && !place.office && !slices.Contains(others, place.people[0]):
				others = append(others, place.people[0])
			}
		}
	}
	return others, present
}

// judge reports what a sentence says of the speaker and the link does not, and
// whether it has.
func (s *speech) judge(use *prose.Use, speaker string, said *claim) bool {
	saying := said.says || said.before.firstOf(fold.Speech, 0) >= 0 || said.after.firstOf(fold.Speech, 0) >= 0
	if label, end := labelAt(said.before.text); end > 0 && s.bearer(label) != "" {
		saying = true
	}
	others, present := said.whom(speaker)
	if !saying || len(others) == 0 {
		return false
	}
	if speaker != "" && !present {
		rule := finding.QuoteSpeaker
		if said.weak {
			rule = finding.QuoteProseSpeaker
		}
		s.report(finding.Finding{Rule: rule, File: s.page.File, Span: placeOf(use),
			Message: said.where + " names " + s.list(others) + ", and not " + s.people[speaker].Title() + ", whose words the link says these are",
			Help:    "name the speaker in the sentence, or write a sentence of its own"})
		return true
	}
	subject := said.subject(speaker)
	if subject == "" || subject == speaker {
		return false
	}
	whose := "the document’s own words"
	if speaker != "" {
		whose = "words of " + s.people[speaker].Title()
	}
	s.report(finding.Finding{Rule: finding.QuoteProseSpeaker, File: s.page.File, Span: placeOf(use),
		Message: said.where + " gives these words to " + s.people[subject].Title() + ", and the link says that they are " + whose,
		Help:    "say in the sentence whose words they are"})
	return true
}

// placeOf is what a finding on a quotation underlines.
func placeOf(use *prose.Use) finding.Span {
	if use.Block {
		return use.SaidAt
	}
	return use.Span
}

// list names people.
func (s *speech) list(ids []string) string {
	var titles []string
	for _, id := range ids {
		titles = append(titles, s.people[id].Title())
	}
	return strings.Join(titles, ", ")
}
