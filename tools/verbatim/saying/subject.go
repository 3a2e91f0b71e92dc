package saying

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// subject returns who says the quotation, by the verb of saying next to it: the
// nearest person named before the verb who is no object of a preposition, or,
// after a quotation, behind the verb. It is empty where that is not to be known,
// and where the speaker says it with others.
func (c *claim) subject(speaker string) string {
	if verb := c.before.lastOf(fold.Speech); verb >= 0 {
		who, known := c.sayer(c.before, c.named[0], verb, speaker)
		if !known || c.givesTo(c.before, c.named[0], verb, speaker) {
			return ""
		}
		return who
	}
	verb := c.after.firstOf(fold.Speech, 0)
	if verb < 0 {
		return ""
	}
	who, known := c.sayer(c.after, c.named[1], verb, speaker)
	switch {
	case c.givesTo(c.after, c.named[1], verb, speaker):
		return ""
	case known:
		return who
	}
	for _, place := range c.named[1] {
		if place.Start >= c.after.words[verb].End && (!c.isObject(c.after, place) || c.isAgent(c.after, verb, place)) {
			return place.one()
		}
	}
	if before := c.named[0]; !c.tongue.Spaced() && len(before) > 0 {
		return topic(c.before.text, before).one()
	}
	return ""
}

// sayer returns the person whom the words before a verb of saying make its subject,
// nobody where they name several, and whether they name anyone.
func (c *claim) sayer(text spokenText, named []mention, verb int, speaker string) (who string, known bool) {
	at := text.words[verb]
	end := len(named)
	for end > 0 && named[end-1].End > at.Start {
		end--
	}
	if end > 0 && !c.tongue.Spaced() {
		return topic(text.text, named[:end]).one(), true
	}
	for i := end - 1; i >= 0; i-- {
		if c.isObject(text, named[i]) || c.isClosed(text, named[i], at.Start) {
			continue
		}
		if c.isJoined(text.text, named[:i+1], speaker) {
			return "", true
		}
		return named[i].one(), true
	}
	return "", false
}

// isJoined reports whether the speaker is one of those whom the last of some names
// closes a list of: Abe, Trump and Moon said.
func (c *claim) isJoined(text string, named []mention, speaker string) bool {
	joined := false
	for i := len(named) - 1; i > 0; i-- {
		between := text[named[i-1].End:named[i].Start]
		for _, word := range c.tongue.Words(between) {
			first, _ := utf8.DecodeRuneInString(between[word.Start:])
			if word.Class&fold.Coordinator == 0 && !unicode.IsUpper(first) {
				return false
			}
			joined = joined || word.Class&fold.Coordinator != 0
		}
		if !joined {
			return false
		}
		if slices.Contains(named[i-1].people, speaker) {
			return true
		}
	}
	return false
}

// givesTo reports whether the words behind a verb give what is said to the speaker
// all the same: according to Trump, was told by Trump; Abe said that Trump wanted.
func (c *claim) givesTo(text spokenText, named []mention, verb int, speaker string) bool {
	for _, place := range named {
		switch {
		case place.Start < text.words[verb].End || place.owns || !slices.Contains(place.people, speaker):
		case c.isAgent(text, verb, place):
			return true
		case c.follows(text, place, fold.Relative) && wants(text, place):
			return true
		}
	}
	return false
}

// wants reports whether a verb of wanting or thinking follows a name.
func wants(text spokenText, place mention) bool {
	for i, word := range text.words {
		if word.Start >= place.End && text.is(i, fold.Thinking|fold.Volition) {
			return true
		}
	}
	return false
}

// agents are the words before the one who acts in a passive.
var agents = wordSet(`by von vom par por pelo pela da dal dalla door av af przez od`)

// isAgent reports whether a name is that of who says it though it stands behind
// the verb: after a word such as by, or a verb that ends with a preposition.
func (c *claim) isAgent(text spokenText, verb int, place mention) bool {
	prior := c.prior(text, place)
	if prior < 0 || place.owns {
		return false
	}
	for i := verb + 1; i < prior; i++ {
		if text.is(i, fold.Function) && !text.is(i, fold.Article) {
			return false
		}
	}
	word := strings.ToLower(text.text[text.words[prior].Start:text.words[prior].End])
	return agents[word] || text.is(prior, fold.Speech) && text.is(prior, fold.Function)
}

// isObject reports whether a preposition stands before a name: in a letter to Trump.
func (c *claim) isObject(text spokenText, place mention) bool {
	if !c.tongue.Spaced() {
		return objectBefore.MatchString(text.text[:place.Start])
	}
	const others = fold.Relative | fold.Coordinator | fold.Speech | fold.Auxiliary | fold.Modal | fold.Subject | fold.Negator
	prior := c.prior(text, place)
	if prior < 0 || !text.is(prior, fold.Function) || text.is(prior, others) {
		return false
	}
	return !agents[strings.ToLower(text.text[text.words[prior].Start:text.words[prior].End])]
}

// isClosed reports whether a name is the subject of a clause that a comma closes
// before the verb: Abe, whom Trump had met, said.
func (c *claim) isClosed(text spokenText, place mention, verb int) bool {
	return c.follows(text, place, fold.Relative) && strings.ContainsAny(text.text[place.End:verb], ",–—)")
}

// follows reports whether a name stands right after a word of a class.
func (c *claim) follows(text spokenText, place mention, class fold.Class) bool {
	prior := c.prior(text, place)
	return prior >= 0 && text.is(prior, class)
}

// prior returns the word on which a name hangs, articles and what it is titled
// passed over, or -1: to, of to US President Trump.
func (c *claim) prior(text spokenText, place mention) int {
	i, _ := slices.BinarySearchFunc(text.words, place.Start, func(word fold.Word, at int) int { return word.Start - at })
	for i--; i >= 0; i-- {
		word := text.text[text.words[i].Start:text.words[i].End]
		first, _ := utf8.DecodeRuneInString(word)
		gap := text.text[text.words[i].End:place.Start]
		switch {
		case strings.ContainsAny(gap[:min(len(gap), 2)], ",;:!?()—–"):
			return -1
		case text.is(i, fold.Article) || !text.is(i, fold.Function|fold.Speech|fold.Relative) && unicode.IsUpper(first):
			continue
		}
		return i
	}
	return -1
}

// In scripts without spaces particles say who does something: topicAfter follows a
// name that is the subject, a title in between; objectBefore precedes one that is not.
var (
	topicAfter   = regexp.MustCompile(`^[\p{Han}\p{Katakana}ー]{0,8}(?:は|が|も)`)
	objectBefore = regexp.MustCompile(`(?:给|給|对|對|向|致|与|與|和|跟|告诉|告訴)$`)
)

// topic returns the last of some mentions in a script without spaces that is a
// subject; the last one where none is marked.
func topic(text string, named []mention) mention {
	for _, marked := range []func(place mention) bool{
		func(place mention) bool { return topicAfter.MatchString(text[place.End:]) },
		func(place mention) bool { return !objectBefore.MatchString(text[:place.Start]) },
	} {
		for _, place := range slices.Backward(named) {
			if marked(place) {
				return place
			}
		}
	}
	return named[len(named)-1]
}

// one returns the person whom a place names by name, and no other; empty where
// something that is the person's is named.
func (m mention) one() string {
	if len(m.people) != 1 || m.owns || m.office {
		return ""
	}
	return m.people[0]
}
