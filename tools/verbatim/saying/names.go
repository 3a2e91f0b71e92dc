package saying

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// names finds the people of a site in prose: by name, by the first or last
// word of one, by office.
type names struct {
	titled   map[string]string   // IDs, by the title of the page
	spaced   map[string][]called // by the first word
	unspaced []called
}

// called is one way to call a person.
type called struct {
	words  []string // folded; one string in a script without spaces
	person string   // ID
	office bool
}

// mention is a place that names people: one, or several that it may mean.
type mention struct {
	fold.Span
	people []string // IDs
	office bool     // by office alone
	owns   bool     // a possessive: what is said there is somebody else's
}

func newNames(people map[string]*prose.Page) *names {
	known := &names{titled: map[string]string{}, spaced: map[string][]called{}}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		if title := people[id].Title(); known.titled[title] == "" {
			known.titled[title] = id
		}
		for i, name := range people[id].Names() {
			known.addName(id, fold.Fold(name), i == 0)
		}
		office, _, _ := strings.Cut(people[id].FrontMatter.Get("role").Text(), ",")
		office, _, _ = strings.Cut(office, " of ")
		known.add(called{words: tokensOf(fold.Fold(office)), person: id, office: true})
	}
	return known
}

// addName adds a name, and of one in parts, as the title of a page is, its first and
// last.
func (n *names) addName(id, name string, inParts bool) {
	if strings.ContainsFunc(name, func(r rune) bool { return fold.Unspaced(r) != 0 }) {
		name = prose.Squeeze(name)
		n.unspaced = append(n.unspaced, called{words: []string{name}, person: id})
		if runes := []rune(name); len(runes) == 4 && unicode.Is(unicode.Han, runes[0]) { // 安倍晋三
			n.unspaced = append(n.unspaced, called{words: []string{string(runes[:2])}, person: id})
		}
		return
	}
	parts := tokensOf(name)
	n.add(called{words: parts, person: id})
	if len(parts) < 2 || !inParts {
		return
	}
	if first := parts[0]; utf8.RuneCountInString(first) >= 2 {
		n.add(called{words: []string{first}, person: id})
	}
	if last := parts[len(parts)-1]; utf8.RuneCountInString(last) >= 3 { // Kim Jong Un is not called Un
		n.add(called{words: []string{last}, person: id})
	}
}

func (n *names) add(way called) {
	if len(way.words) > 0 {
		n.spaced[way.words[0]] = append(n.spaced[way.words[0]], way)
	}
}

func tokensOf(text string) (tokens []string) {
	fold.Tokens(text, func(start, end int) bool {
		tokens = append(tokens, text[start:end])
		return true
	})
	return tokens
}

// in returns where a folded text names people, in order.
func (n *names) in(text string) (found []mention) {
	spans := fold.TokenSpans(text)
	for i := 0; i < len(spans); {
		place, length := n.at(text, spans[i:])
		if length == 0 {
			i++
			continue
		}
		found = append(found, place)
		i += length
	}
	for _, way := range n.unspaced {
		for at := 0; ; {
			i := strings.Index(text[at:], way.words[0])
			if i < 0 {
				break
			}
			at += i + len(way.words[0])
			found = append(found, mention{Span: fold.Span{Start: at - len(way.words[0]), End: at}, people: []string{way.person}})
		}
	}
	slices.SortStableFunc(found, func(one, other mention) int { return cmp.Compare(one.Start, other.Start) })
	return withoutOffices(text, found)
}

// at returns whom the words at the beginning of spans name, and how many words
// do: the longest way to call somebody counts.
func (n *names) at(text string, spans []fold.Span) (place mention, length int) {
	word := text[spans[0].Start:spans[0].End]
	stem, _ := ownerless(word)
	for _, way := range n.ways(stem) {
		count := len(way.words)
		if count < length || count > len(spans) {
			continue
		}
		owns, fits := false, true
		for i, want := range way.words {
			got := text[spans[i].Start:spans[i].End]
			if i == count-1 {
				got, owns = ownerless(got)
			}
			fits = fits && (got == want || got == strings.ToUpper(want) || way.office && strings.EqualFold(got, want))
		}
		if !fits {
			continue
		}
		if count > length {
			place, length = mention{Span: fold.Span{Start: spans[0].Start, End: spans[count-1].End}, office: true}, count
		}
		place.owns, place.office = owns, place.office && way.office
		if !slices.Contains(place.people, way.person) {
			place.people = append(place.people, way.person)
		}
	}
	return place, length
}

// ways returns the ways to call somebody that begin with a word, as it is or in
// capitals or small letters.
func (n *names) ways(word string) []called {
	if ways := n.spaced[word]; ways != nil {
		return ways
	}
	first, size := utf8.DecodeRuneInString(word)
	return n.spaced[string(unicode.ToUpper(first))+strings.ToLower(word[size:])]
}

// ownerless returns a word without the ending of a possessive, and whether it
// had one.
func ownerless(word string) (stem string, owns bool) {
	for _, ending := range []string{"'s", "'S", "'"} {
		if stem, owns := strings.CutSuffix(word, ending); owns {
			return stem, true
		}
	}
	return word, false
}

// withoutOffices drops offices that stand right before a name: President Trump
// is one person.
func withoutOffices(text string, found []mention) []mention {
	var kept []mention
	for i, place := range found {
		if place.office && i+1 < len(found) && strings.TrimSpace(text[place.End:found[i+1].Start]) == "" {
			continue
		}
		kept = append(kept, place)
	}
	return kept
}
