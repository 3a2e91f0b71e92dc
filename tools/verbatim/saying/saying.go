package saying

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// clauseMarks end a part of a sentence.
const clauseMarks = ",;:.?!()—–，、；：。？！（）"

// reach is how many bytes before or after are looked at for a verb of saying: a
// few words are enough, and keep long paragraphs cheap.
const reach = 120

// checkSaying warns of words that are put into somebody's mouth without
// quotation marks, where a verb of saying shows it.
func (s *speech) checkSaying(p *prose.Part) {
	run, text := p.Run, string(masked(p.Run))
	for _, emphasised := range run.Emphasised {
		from, to := emphasised[0], emphasised[1]
		if !fold.HasWord(text[from:to]) || quotes(run, from, to) {
			continue
		}
		before, after := wholeRunes(text[max(0, from-reach):from]), wholeRunes(text[to:min(len(text), to+reach)])
		for _, tongue := range tonguesOf(before+text[from:to]+after, s.page.Language) {
			verb := verbBefore(tongue, before, text[from:to])
			if verb == "" {
				verb = verbAfter(tongue, before, text[from:to], after)
			}
			if verb != "" {
				s.find(finding.QuoteSaying, run.Span(from, to), "emphasis beside a verb of saying: "+verb,
					"quote the words and link them to their source, or say it without emphasis")
				break
			}
		}
	}
	for _, link := range run.Links {
		s.checkColon(p, link, text)
	}
	s.checkDashes(run, text)
}

// dashes finds words between dashes that stand to them as quotation marks do,
// with white space outside and none inside.
var dashes = regexp.MustCompile(`[\s:：][—―–](\pL[^—―–\n]*[^\s—―–])[—―–](?:[\s.,]|$)`)

// checkDashes warns of words between dashes beside a verb of saying.
func (s *speech) checkDashes(run *prose.Run, text string) {
	if !strings.Contains(text, "—") && !strings.Contains(text, "―") && !strings.Contains(text, "–") {
		return
	}
	for _, found := range dashes.FindAllStringSubmatchIndex(text, -1) {
		from, to := found[2], found[3]
		before, after := wholeRunes(text[max(0, found[0]+1-reach):found[0]+1]), wholeRunes(text[found[1]:min(len(text), found[1]+reach)])
		for _, tongue := range tonguesOf(before+after, s.page.Language) {
			verb := verbBefore(tongue, before, text[from:to])
			if verb == "" {
				verb = verbAfter(tongue, before, text[from:to]+",", after)
			}
			if verb != "" {
				s.find(finding.QuoteSaying, run.Span(from, to), "words between dashes beside a verb of saying: "+verb,
					"quote the words and link them to their source, or write a sentence")
				break
			}
		}
	}
}

// checkColon warns of a verb of saying and a colon before a link that is no
// quotation. text is that of the part, masked.
func (s *speech) checkColon(p *prose.Part, link prose.LinkRange, text string) {
	if link.Use == nil || link.Use.Kind == prose.Quotation || link.From == 0 {
		return
	}
	before := strings.TrimRightFunc(wholeRunes(text[max(0, link.From-reach):link.From]), unicode.IsSpace)
	label := s.apart(p) && !strings.Contains(strings.TrimRight(text[:link.From], ": "), ":")
	if label || !fold.IsColon(lastChar(before)) {
		return
	}
	for _, tongue := range tonguesOf(before, s.page.Language) {
		if verb := verbWithColon(tongue, before); verb != "" {
			s.find(finding.QuoteSaying, finding.Span{Start: link.Start, End: link.End}, "a verb of saying and a colon before words that are no quotation: "+verb,
				"quote the words, or say without the colon what was said")
			return
		}
	}
}

// wholeRunes leaves out the half of a character at an end.
func wholeRunes(text string) string { return strings.ToValidUTF8(text, "") }

// masked returns the text with quoted words blanked out: what others say in
// them is not said here. The mark that ends their sentence stays.
func masked(run *prose.Run) []byte {
	text := []byte(string(run.Text))
	for _, link := range run.Links {
		if link.Use != nil && link.Use.Kind == prose.Quotation {
			for i := link.From; i < link.To; i++ {
				text[i] = ' '
			}
			if endsSentence(link.Use.Words) && beginsSentence(string(run.Text[link.To:])) {
				text[link.To-1] = '.'
			}
		}
	}
	return text
}

// quotes reports whether a part of the text lies in a quotation, or has one in
// it.
func quotes(run *prose.Run, from, to int) bool {
	for _, link := range run.Links {
		if link.Use != nil && link.Use.Kind == prose.Quotation && link.From < to && from < link.To {
			return true
		}
	}
	return false
}

// verbBefore returns the verb of saying after which words stand, or "": right
// before them, or with those in between whom it is said to.
func verbBefore(tongue *fold.Language, before, words string) string {
	before = lastSentence(tongue, before)
	said := readWords(tongue, before)
	last := len(said.words) - 1
	if last < 0 {
		return ""
	}
	tail := strings.TrimLeft(said.between(last, last+1), "」』)）")
	marked := strings.ContainsAny(tail, ",:，、：—–")
	if !tongue.Spaced() {
		return unspacedBefore(said, strings.ContainsAny(tail, ":："), tongue.Tag == "ja")
	}
	verb := said.lastOf(fold.Speech)
	if verb < 0 || last-verb > 4 || verb < last && strings.ContainsAny(said.text[said.words[verb].End:said.words[last].Start], clauseMarks) {
		return ""
	}
	that := last > verb && said.is(last, fold.Relative)
	if !that && (!said.nominal(verb+1, last+1) || last-verb > 2 && !marked) || !marked && titled(tongue, words) {
		return ""
	}
	return phraseOf(said, verb)
}

// unspacedBefore is verbBefore in scripts without spaces. Where verbs stand
// last, what follows one without a colon is another matter.
func unspacedBefore(said spokenText, colon, verbLast bool) string {
	last := len(said.words) - 1
	verb := said.lastOf(fold.Speech)
	if verb < 0 || !colon && (verb < last || verbLast) || last-verb > 6 {
		return ""
	}
	return phraseOf(said, verb)
}

// verbWithColon returns the verb of saying of the clause before a colon, or "".
func verbWithColon(tongue *fold.Language, before string) string {
	said := readWords(tongue, lastSentence(tongue, before))
	if verb := said.lastOf(fold.Speech); verb >= 0 && len(said.words)-verb <= 8 {
		return phraseOf(said, verb)
	}
	return ""
}

// verbAfter returns the verb of saying that follows words, or "": after a comma
// or who says it, and in Japanese after a particle.
func verbAfter(tongue *fold.Language, before, words, after string) string {
	after = strings.TrimLeft(firstSentence(tongue, after), " 」』)）\"'")
	said := readWords(tongue, after)
	verb := said.firstOf(fold.Speech, 0)
	if verb < 0 {
		return ""
	}
	words = fold.Fold(words)
	comma := strings.ContainsAny(firstRune(after), ",，、—–") || strings.ContainsAny(lastRune(words), ",…—")
	follows := false
	switch {
	case !tongue.Spaced():
		quoted := strings.HasPrefix(after, "と") || strings.HasPrefix(after, "って")
		japanese := tongue.Tag == "ja"
		follows = japanese && quoted && verb < 8 || !japanese && comma && verb < 12
	case titled(tongue, words) || !said.startsWith(verb):
	case comma:
		end := verb
		for end+1 < len(said.words) && said.is(end+1, fold.Speech) {
			end++
		}
		follows = end+1 == len(said.words) || !said.is(end+1, fold.Relative)
	default:
		// Without a comma the words are a subject, unless they are a sentence of
		// their own: *Ice decides now* said the Governor.
		before = fold.Fold(before)
		follows = said.tags(verb) && fold.CountWords(words) >= 3 && lastRune(words) != "." && tongue.Ends(before, len(before), true)
	}
	if !follows {
		return ""
	}
	return phraseOf(said, verb)
}

// startsWith reports whether a verb is among the first words of a text, and no
// clause ends before it.
func (t spokenText) startsWith(verb int) bool {
	begin := len(t.text) - len(strings.TrimLeft(t.text, clauseMarks+" "))
	return verb <= 4 && !strings.ContainsAny(t.text[begin:max(begin, t.words[verb].Start)], clauseMarks)
}

// tags reports whether a clause says who said something, by its verb, and no
// more.
func (t spokenText) tags(verb int) bool {
	rest := t.text[t.words[verb].End:]
	if i := strings.IndexAny(rest, clauseMarks); i >= 0 {
		rest = rest[:i]
	}
	return t.nominal(0, verb) && verb+fold.CountWords(rest) <= 3
}

// nominal reports whether the words from i to j may name somebody: none of them
// is a function word other than an article or a pronoun.
func (t spokenText) nominal(i, j int) bool {
	for ; i < j; i++ {
		if t.is(i, fold.Function) && !t.is(i, fold.Article|fold.Referring|fold.FirstPerson|fold.ThirdPerson|fold.Subject) {
			return false
		}
	}
	return true
}

func firstRune(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

func lastRune(text string) string {
	_, size := utf8.DecodeLastRuneInString(text)
	return text[len(text)-size:]
}

// titled reports whether words look like the title of a newspaper or a book,
// which emphasis is for: capitals throughout, an article at the beginning or
// few words.
func titled(tongue *fold.Language, words string) bool {
	title := readWords(tongue, words)
	for i, word := range title.words {
		first, _ := utf8.DecodeRuneInString(title.text[word.Start:])
		if unicode.IsLower(first) && (i == 0 || word.Class&(fold.Function|fold.Article) == 0) {
			return false
		}
	}
	many := len(title.words)
	return many > 1 && (many <= 4 || title.is(0, fold.Article))
}

// phraseOf returns the verb at a word of the text, with what belongs to it.
func phraseOf(said spokenText, verb int) string {
	from, to := verb, verb
	for from > 0 && said.is(from-1, fold.Speech) {
		from--
	}
	for to+1 < len(said.words) && said.is(to+1, fold.Speech) {
		to++
	}
	return said.text[said.words[from].Start:said.words[to].End]
}
