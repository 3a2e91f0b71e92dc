package saying

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

const (
	maxLabelWords = 14 // with what stands beside the name
	maxNameWords  = 8
	maxAside      = 6 // words beside a name: when and where
	maxMiddle     = 2 // words between the first and the last of a name
	maxTitles     = 4 // words before a name
)

// bearer returns the name of the person whose label it is, or "".
func (s *speech) bearer(label string) string {
	if id := s.bearerID(label); id != "" {
		return s.people[id].Title()
	}
	return ""
}

// bearerID returns the ID of the person whose label it is, or "".
func (s *speech) bearerID(label string) string {
	if known, ok := s.bearers[label]; ok {
		return known
	}
	if s.bearers == nil {
		s.bearers = map[string]string{}
	}
	s.bearers[label] = s.findBearer(strings.Join(strings.Fields(prose.OutsideParentheses(label)), " "))
	return s.bearers[label]
}

// findBearer looks for a name by itself, and beside a date or a place: Donald Trump,
// 2018; On 17 April, Donald Trump.
func (s *speech) findBearer(label string) string {
	unspaced := strings.ContainsFunc(label, func(r rune) bool { return fold.Unspaced(r) != 0 })
	if !unspaced && fold.CountWords(label) > maxLabelWords {
		return ""
	}
	if id := s.named(label); id != "" {
		return id
	}
	pieces := strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune(",，、،", r) })
	for _, i := range []int{0, len(pieces) - 1} {
		if len(pieces) < 2 {
			break
		}
		aside := strings.Join(slices.Delete(slices.Clone(pieces), i, i+1), " ")
		if id := s.named(strings.TrimSpace(pieces[i])); id != "" && fold.CountWords(aside) <= maxAside && !s.namesOther(aside, id) {
			return id
		}
	}
	words := strings.Fields(label)
	from, to := 0, len(words)
	for to > 0 && s.isDate(words[to-1]) {
		to--
	}
	for from < to && s.isDate(words[from]) {
		from++
	}
	if aside := slices.Concat(words[:from], words[to:]); slices.ContainsFunc(aside, isFigure) {
		return s.named(strings.Join(words[from:to], " "))
	}
	return ""
}

// named returns the ID of the person whom a text names, and nothing else, or "". A
// title such as Mr. is no part of a name, nor is the letter of another one.
func (s *speech) named(text string) string {
	if fold.CountWords(text) > maxNameWords && !strings.ContainsFunc(text, func(r rune) bool { return fold.Unspaced(r) != 0 }) {
		return ""
	}
	for _, tongue := range tonguesOf(text, s.page.Language) {
		if title, name, ok := strings.Cut(text, " "); ok && tongue.Title(title) {
			text = name
			break
		}
	}
	words := slices.DeleteFunc(strings.Fields(text), func(word string) bool {
		return utf8.RuneCountInString(strings.TrimSuffix(word, ".")) == 1 && unicode.IsUpper([]rune(word)[0])
	})
	short := strings.Join(words, " ")
	for _, id := range slices.Sorted(maps.Keys(s.people)) {
		if page := s.people[id]; page.Bears(text) || short != "" && page.Bears(short) || s.spellsOut(words, page.Title()) {
			return id
		}
	}
	return ""
}

// spellsOut reports whether words are a name with more in the middle, and titles
// before it: Former President Donald John Trump.
func (s *speech) spellsOut(words []string, name string) bool {
	parts := strings.Fields(strings.ToLower(fold.Fold(name)))
	if len(parts) < 2 || len(words) < 2 {
		return false
	}
	is := func(word, part string) bool { return strings.ToLower(fold.Fold(word)) == part }
	first := slices.IndexFunc(words, func(word string) bool { return is(word, parts[0]) })
	if first < 0 || first > maxTitles || !is(words[len(words)-1], parts[len(parts)-1]) || len(words)-first-len(parts) > maxMiddle {
		return false
	}
	for i, word := range words {
		lower := strings.ToLower(word)
		if !unicode.IsUpper([]rune(word)[0]) && i > first || i < first && lower != "of" && lower != "the" && (lower == word || s.holds(word, fold.Function)) {
			return false
		}
	}
	return true
}

// namesOther reports whether a text names somebody else than a person.
func (s *speech) namesOther(text, person string) bool {
	return slices.ContainsFunc(s.names.in(fold.Fold(text)), func(place mention) bool { return !slices.Contains(place.people, person) })
}

// isDate reports a word that dates are made of: a figure, a month, on.
func (s *speech) isDate(word string) bool {
	word = strings.Trim(word, ".,")
	if isFigure(word) || dateWords[strings.ToLower(word)] {
		return true
	}
	for _, tongue := range tonguesOf(word, s.page.Language) {
		if all, _ := tongue.ClassOf(fold.Fold(word)); all&fold.Function != 0 && all&fold.Coordinator == 0 {
			return true
		}
	}
	return false
}
