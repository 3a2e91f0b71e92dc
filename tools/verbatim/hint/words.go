package hint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/runenames"

	"summit-explainer/tools/verbatim/fold"
)

// verbs are pairs of one verb in two tenses that no ending shows.
var verbs = [][]string{
	{"is", "was", "are", "were", "be", "been", "am"}, {"has", "had", "have"}, {"will", "would"}, {"can", "could"}, {"may", "might"}, {"shall", "should"},
	{"do", "does", "did", "done"}, {"go", "goes", "went", "gone"}, {"say", "says", "said"}, {"make", "makes", "made"}, {"take", "takes", "took", "taken"},
	{"come", "comes", "came"}, {"give", "gives", "gave", "given"}, {"see", "sees", "saw", "seen"}, {"hold", "holds", "held"}, {"meet", "meets", "met"},
	{"keep", "keeps", "kept"}, {"find", "finds", "found"}, {"know", "knows", "knew", "known"}, {"think", "thinks", "thought"}, {"bring", "brings", "brought"},
	{"stand", "stands", "stood"}, {"build", "builds", "built"}, {"speak", "speaks", "spoke", "spoken"}, {"begin", "begins", "began", "begun"}, {"become", "becomes", "became"},
}

// word says how one word differs from another.
func (h *hinter) word(a, b string) {
	x, y := strings.ToLower(a), strings.ToLower(b)
	stem := func(w string) string {
		for _, end := range []string{"ied", "ies", "ing", "ed", "es", "s", "d", "y", "e"} {
			if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
				return strings.TrimSuffix(w, end)
			}
		}
		return w
	}
	switch {
	case a == b:
	case x == y:
		h.add(Case, "case: the text has %q, the quotation %q", a, b)
	case slices.ContainsFunc(verbs, func(forms []string) bool { return slices.Contains(forms, x) && slices.Contains(forms, y) }):
		h.add(Tense, "tense or number: the text has %q, the quotation %q", a, b)
	case strings.ReplaceAll(x, "-", "") == strings.ReplaceAll(y, "-", ""):
		h.add(Space, "a hyphen: the text has %q, the quotation %q", a, b)
	case strings.Contains(x, "'") != strings.Contains(y, "'"):
		h.add(Apostrophe, "an apostrophe: the text has %q, the quotation %q", a, b)
	case stem(x) == stem(y):
		h.add(Tense, "tense or number: the text has %q, the quotation %q", a, b)
	case h.isName(a) && h.isName(b):
		h.add(Name, "name: the text has %q, the quotation %q", a, b)
	case skeleton(x) == skeleton(y):
		h.add(Spelling, "spelling: the text has %q, the quotation %q", a, b)
	case !fold.HasWord(a) && !fold.HasWord(b):
		h.add(Punctuation, "the text has %q, the quotation %q", a, b)
	case !lookAlike(b): // those are named by themselves
		h.add(Words, "another word: the text has %q, the quotation %q", a, b)
	}
}

// skeleton makes the spelling variants of English alike.
func skeleton(w string) string {
	return strings.NewReplacer("our", "or", "isation", "ization", "ise", "ize", "ising", "izing", "yse", "yze", "re", "er", "ce", "se", "ll", "l", "ogue", "og", "mme", "m").Replace(w)
}

// lookAlikes names letters of another script inside a word of the quotation.
func (h *hinter) lookAlikes() {
	fold.Tokens(h.quote, func(start, end int) bool {
		w := h.quote[start:end]
		latin, other := scripts(w)
		if other == 0 || !latin && !strings.ContainsFunc(h.t.Chars, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			return true
		}
		if b, ok := twins[other]; ok {
			h.add(LookAlike, "%s where the text has %s", runeName(other), runeName(b))
		} else if latin {
			h.add(LookAlike, "%s stands among Latin letters", runeName(other))
		}
		return true
	})
}

// scripts says whether a word has Latin letters, and the last letter of another
// script that is like it; 0 where there is none.
func scripts(word string) (latin bool, other rune) {
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee):
			other = r
		}
	}
	return latin, other
}

// lookAlike reports whether a word mixes Latin letters with others like them.
func lookAlike(word string) bool {
	latin, other := scripts(word)
	return latin && other != 0
}

// twins are letters that look like Latin ones.
var twins = func() map[rune]rune {
	m := map[rune]rune{}
	a, b := []rune("аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅαορνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), []rune("aeopcyxijsdhlABEKMHOPCTYXIJSaopvikABEZHIKMNOPTYX")
	for i, r := range a {
		m[r] = b[i]
	}
	return m
}()

// runeName names a character as Unicode does: "U+0430 CYRILLIC SMALL LETTER A".
func runeName(r rune) string { return fmt.Sprintf("U+%04X %s", r, runenames.Name(r)) }
