package prose

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/matter"
)

// named are the names of a person's page: its title, the name in its own
// script, and the other ones.
func named(page *Page) (names []*matter.Value) {
	front := page.FrontMatter
	for _, value := range append([]*matter.Value{front.Get("title"), front.Get("native")}, front.Get("names").Items()...) {
		if value.Text() != "" {
			names = append(names, value)
		}
	}
	return names
}

// Names returns the names of a person: the title of the page first, then the
// name in its own script and the other ones.
func (p *Page) Names() (names []string) {
	for _, value := range named(p) {
		names = append(names, value.Text())
	}
	return names
}

// nameKey is a name as it is compared: folded, in small letters.
func nameKey(name string) string { return strings.ToLower(fold.Fold(name)) }

// CheckNames reports names that two people share, who are given by ID: a
// quotation that names one of them would name the other, too.
func CheckNames(people map[string]*Page, report finding.Report) {
	taken := map[string]*Page{}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		page := people[id]
		for _, value := range named(page) {
			key := nameKey(value.Text())
			if other := taken[key]; other != nil && other != page {
				report(onValue(page, finding.PersonName, value, fmt.Sprintf("%s is a name of somebody else, too: %s", value.Text(), other.File.Name),
					"write a name that only one of the two has, with a middle name or an office"))
				continue
			}
			taken[key] = page
		}
	}
}

// Bears reports whether a label of a text is a name of the person: all of it is
// a name, or words of one name and of the person's titles. What it says in
// parentheses (through an interpreter) is no part of it.
func (p *Page) Bears(label string) bool {
	label = nameKey(OutsideParentheses(label))
	var titles []string
	for _, title := range append(p.FrontMatter.Get("titles").Items(), p.FrontMatter.Get("role")) {
		titles = append(titles, nameKey(title.Text()))
	}
	unspaced := strings.ContainsFunc(label, func(r rune) bool { return fold.Unspaced(r) != 0 })
	for _, name := range p.Names() {
		name = nameKey(name)
		if label == name || unspaced && joined(Squeeze(label), Squeeze(name), titles) || !unspaced && spelt(label, name, titles) {
			return true
		}
	}
	return false
}

// spelt reports whether each word of a label is one of a name or of the titles,
// and one of them is one of the name.
func spelt(label, name string, titles []string) bool {
	known, found := map[string]bool{"the": true}, false
	for _, title := range titles {
		for _, word := range words(title) {
			known[word] = true
		}
	}
	parts := words(name)
	for _, word := range words(label) {
		ofName := slices.Contains(parts, word)
		if !ofName && !known[word] {
			return false
		}
		found = found || ofName && !known[word]
	}
	return found
}

// joined reports whether a label of a script without spaces is a name, or two
// characters or more of its beginning or end, and for the rest titles.
func joined(label, name string, titles []string) bool {
	runes := []rune(name)
	for size := len(runes); size >= 2; size-- {
		for _, part := range []string{string(runes[:size]), string(runes[len(runes)-size:])} {
			before, after, ok := strings.Cut(label, part)
			if ok && made(before, titles) && made(after, titles) {
				return true
			}
		}
	}
	return false
}

// made reports whether text is made of whole titles.
func made(text string, titles []string) bool {
	if text == "" {
		return true
	}
	return slices.ContainsFunc(titles, func(title string) bool {
		rest, ok := strings.CutPrefix(text, Squeeze(title))
		return ok && title != "" && made(rest, titles)
	})
}

// Squeeze drops what stands between the parts of a name: 安倍 晋三, ドナルド・トランプ.
func Squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsBlank(r) || r == '・' || r == '·' {
			return -1
		}
		return r
	}, name)
}

// words returns the words of a name, without the stops of abbreviations.
func words(name string) (list []string) {
	fold.Tokens(name, func(start, end int) bool {
		list = append(list, strings.Trim(name[start:end], "."))
		return true
	})
	return list
}

// OutsideParentheses drops what stands in parentheses or brackets.
func OutsideParentheses(text string) string {
	var out strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("([（［", r):
			depth++
		case strings.ContainsRune(")]）］", r) && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}
