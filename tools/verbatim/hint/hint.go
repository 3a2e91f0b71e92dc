package hint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/runenames"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
)

// A Nearest is the passage nearest to words that do not pass.
type Nearest struct {
	match.Passage
	Diff  []Edit   // word by word, from the text to the quotation
	Hints []string // what kind of alteration, in words
}

// Explain says what is near a quotation that does not hold, and how the two
// differ. It returns the verdict of r, but [match.Altered] for
// [match.Missing] where a passage is near: one that shares at least half of
// the quotation's words in order, or a piece of a quotation with omissions.
// Near is nil where nothing is, and where r is [match.Verbatim] or
// [match.Ambiguous], which need no such explanation. No answer of Explain ever
// makes anything pass.
func Explain(t *match.Text, q match.Quote, r match.Result) (match.Verdict, *Nearest) {
	whole := []Edit{{Equal, q.Words}}
	switch {
	case r.Verdict == match.WrongSpeaker:
		return r.Verdict, &Nearest{Passage: r.Passages[0], Diff: whole, Hints: speakerHints(r.Passages)}
	case r.Verdict != match.Missing:
		return r.Verdict, nil
	case r.Elsewhere: // it stands there, but not where it is said to
		return match.Altered, &Nearest{Passage: r.Passages[0], Diff: whole, Hints: placeHints(t, q, r.Passages)}
	}
	return explain(text{t}, q, r)
}

// text is a text, with the ways of finding what is near.
type text struct{ *match.Text }

func explain(t text, q match.Quote, r match.Result) (match.Verdict, *Nearest) {
	quote := q.Folded().Chars
	h := &hinter{t: t, quote: quote, lang: t.Language(), hints: slices.Clone(r.Refused)}
	if r.Reason != "" {
		h.hints = append(h.hints, r.Reason)
	}
	if len(t.Paragraphs()) == 0 || !fold.HasWord(quote) {
		return match.Missing, nil
	}
	if s, ok := t.overLabel(quote); ok {
		h.add("the words run over a speaker's label, which is not quotable")
		return match.Altered, &Nearest{Passage: t.PassageAt(s, max(0, t.UnitAt(t.At(s.Start)))), Diff: []Edit{{Equal, fold.Readable(quote)}}, Hints: h.hints}
	}
	near, ok := t.nearest(withoutGaps(quote))
	pieces := h.pieces(q)
	if !ok && len(pieces) > 0 {
		near.Span, ok = pieces[0], true // one piece is found and another is not
	}
	if !ok || near.Start >= near.End {
		return match.Missing, nil
	}
	edits := diff(t.Chars[near.Start:near.End], quote)
	h.compare(edits, near.Span)
	h.lookAlikes()
	if q.Paragraph != "" {
		if _, known := t.Paragraph(q.Paragraph); !known {
			h.add("the text has no paragraph %q", q.Paragraph)
		}
	}
	return match.Altered, &Nearest{Passage: t.PassageAt(t.RawSpan(near.Span), max(0, t.UnitAt(near.Start))), Diff: edits, Hints: h.hints}
}

// overLabel finds words that stand in the text only if a speaker's label is
// read as words.
func (t text) overLabel(quote string) (fold.Span, bool) {
	if !t.HasTurns() || !strings.Contains(quote, ":") {
		return fold.Span{}, false
	}
	whole := fold.Quotation(t.Copy.Raw)
	i := strings.Index(whole.Chars, quote)
	if i < 0 {
		return fold.Span{}, false
	}
	s := fold.Span{Start: whole.Start(i), End: whole.End(i + len(quote))}
	return s, t.UnitAt(t.At(s.Start)) != t.UnitAt(t.At(s.End)) || t.End(t.At(s.Start)) < s.Start
}

// withoutGaps drops omission marks, which no text need have.
func withoutGaps(s string) string {
	return strings.NewReplacer("[…]", " ", "(中略)", " ", "…", " ").Replace(s)
}

// A hinter collects hints for one quotation.
type hinter struct {
	t     text
	quote string         // folded
	lang  *fold.Language // nil where nothing is known of it
	hints []string
}

// add adds a hint; %q sets words between quotation marks.
func (h *hinter) add(format string, args ...any) {
	for i, n := 0, 0; i+1 < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		if words, ok := args[n].(string); ok && format[i+1] == 'q' {
			args[n] = named(words)
		}
		n++
	}
	s := fmt.Sprintf(strings.ReplaceAll(format, "%q", "%s"), args...)
	if !slices.Contains(h.hints, s) && len(h.hints) < 12 {
		h.hints = append(h.hints, s)
	}
}

// named sets words between quotation marks, and names a mark.
func named(words string) string {
	switch words = strings.TrimSpace(words); words {
	case `"`:
		return "a quotation mark"
	case "'":
		return "an apostrophe or single mark"
	}
	return `"` + words + `"`
}

// pieces looks for each piece of a quotation with omissions by itself, and
// says what keeps them from being one quotation. It returns the pieces found.
func (h *hinter) pieces(q match.Quote) (found []fold.Span) {
	pieces := h.t.Pieces(q)
	all := true
	for _, p := range pieces {
		if len(p.Places) == 0 {
			h.add("the piece %q is not in the text", strings.TrimSpace(fold.Readable(p.Words)))
			all = false
		} else if fold.CountWords(p.Words) > 1 {
			found = append(found, p.Places[0])
		}
	}
	if !all {
		return found
	}
	for i := 1; i < len(pieces); i++ {
		h.between(pieces[i-1].Places, pieces[i].Places)
		if pieces[i].Short {
			h.add("the piece %q is too short between two omissions: two words at least", pieces[i].Words)
		}
	}
	return found
}

// maxPlaces is how many places of a piece are compared with those of the next
// one: the reason is mostly the same for all of them.
const maxPlaces = 32

// between says why an omission does not lead from one of a to one of b.
func (h *hinter) between(a, b []fold.Span) {
	order, turn := false, false
	for _, s := range a[:min(len(a), maxPlaces)] {
		for _, e := range b[:min(len(b), maxPlaces)] {
			switch {
			case h.t.UnitAt(s.Start) != h.t.UnitAt(e.Start):
				turn = true
			case e.Start < s.End:
				order = true
			}
		}
	}
	switch {
	case order:
		h.add("the pieces are in another order in the text")
	case turn:
		h.add("the pieces are not in one turn or section of the text")
	}
}

// compare says what kind of alteration the edits are.
func (h *hinter) compare(edits []Edit, s fold.Span) {
	text := h.t.Chars[s.Start:s.End]
	h.negations(text)
	for i, e := range edits {
		if e.Op != Delete && e.Op != Insert {
			continue
		}
		if e.Op == Delete && i+1 < len(edits) && edits[i+1].Op == Insert {
			h.pair(e.Words, edits[i+1].Words)
		}
		if e.Op == Delete && (i+1 == len(edits) || edits[i+1].Op != Insert) {
			h.alone("the text", "the quotation", e.Words)
		}
		if e.Op == Insert && (i == 0 || edits[i-1].Op != Delete) {
			h.alone("the quotation", "the text", e.Words)
		}
	}
	if !slices.ContainsFunc(edits, func(e Edit) bool { return e.Op != Equal }) {
		if strings.IndexByte(text, fold.Break) >= 0 {
			h.add("the words run over the number of a paragraph: mark an omission there")
		} else {
			h.add("the words are the text's, but not in a way that can be quoted")
		}
	}
	// a word cut out of another
	first := fold.Lex(h.quote)
	if len(first) > 0 {
		for _, w := range []fold.Span{first[0], first[len(first)-1]} {
			word := h.quote[w.Start:w.End]
			if i := strings.Index(text, word); i >= 0 && fold.HasWord(word) {
				from, to := s.Start+i, s.Start+i+len(word)
				if !fold.Boundary(h.t.Chars, from) || !fold.Boundary(h.t.Chars, to) {
					h.add("%q is a part of %q", word, fold.Readable(h.t.Chars[fold.TokenStart(h.t.Chars, from+1):fold.TokenEnd(h.t.Chars, to-1)]))
				}
			}
		}
	}
}

// negations compares the negators of both.
func (h *hinter) negations(text string) {
	if h.lang == nil {
		return
	}
	list := func(s string) map[string]int {
		m := map[string]int{}
		for _, w := range h.lang.Words(s) {
			if w.Class&fold.Negator != 0 {
				m[strings.ToLower(s[w.Start:w.End])]++
			}
		}
		return m
	}
	a, b := list(text), list(h.quote)
	say := func(m, n map[string]int, format string) {
		var words []string
		for w, k := range m {
			if k > n[w] {
				words = append(words, w)
			}
		}
		slices.Sort(words)
		for _, w := range words {
			h.add(format, w)
		}
	}
	say(a, b, "the text says %q, the quotation does not")
	say(b, a, "the quotation says %q, the text does not")
}

// alone says what words are that only one of both has.
func (h *hinter) alone(has, lacks, words string) {
	switch {
	case len(fold.Numbers(words)) > 0:
		h.add("number: %s has %q, %s does not", has, words, lacks)
	case !fold.HasWord(words):
		h.add("%s has %q, %s does not", has, words, lacks)
	case isTitle(words) && strings.Count(words, " ") < 4:
		h.add("name: %s has %q, %s does not", has, words, lacks)
	}
}

// pair says how words of the text differ from those in their place.
func (h *hinter) pair(text, quote string) {
	switch {
	case strings.EqualFold(text, quote):
		h.add("case: the text has %q, the quotation %q", text, quote)
	case fold.OtherNumber(text, quote):
		h.add("number: the text has %q, the quotation %q", text, quote)
	case !fold.HasWord(text) && !fold.HasWord(quote):
		h.add("the text has %q, the quotation %q", text, quote)
	default:
		a, b := strings.Fields(text), strings.Fields(quote)
		if len(a) == len(b) && len(a) <= 4 {
			for i := range a {
				h.word(a[i], b[i])
			}
		} else if isTitle(text) && isTitle(quote) && len(a) <= 4 && len(b) <= 4 {
			h.add("name: the text has %q, the quotation %q", text, quote)
		}
	}
}

// verbs are pairs of one verb in two tenses that no ending shows.
var verbs = [][]string{
	{"is", "was", "are", "were", "be", "been", "am"}, {"has", "had", "have"}, {"will", "would"}, {"can", "could"}, {"may", "might"}, {"shall", "should"},
	{"do", "does", "did", "done"}, {"go", "goes", "went", "gone"}, {"say", "says", "said"}, {"make", "makes", "made"}, {"take", "takes", "took", "taken"},
	{"come", "comes", "came"}, {"give", "gives", "gave", "given"}, {"see", "sees", "saw", "seen"}, {"hold", "holds", "held"}, {"meet", "meets", "met"},
	{"keep", "keeps", "kept"}, {"find", "finds", "found"}, {"know", "knows", "knew", "known"}, {"think", "thinks", "thought"}, {"bring", "brings", "brought"},
	{"stand", "stands", "stood"}, {"build", "builds", "built"}, {"speak", "speaks", "spoke", "spoken"}, {"begin", "begins", "began", "begun"}, {"become", "becomes", "became"},
}

func (h *hinter) word(a, b string) {
	if a == b {
		return
	}
	x, y := strings.ToLower(a), strings.ToLower(b)
	for _, v := range verbs {
		if slices.Contains(v, x) && slices.Contains(v, y) {
			h.add("tense or number: the text has %q, the quotation %q", a, b)
			return
		}
	}
	stem := func(w string) string {
		for _, end := range []string{"ied", "ies", "ing", "ed", "es", "s", "d", "y", "e"} {
			if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
				return strings.TrimSuffix(w, end)
			}
		}
		return w
	}
	switch {
	case x == y:
		h.add("case: the text has %q, the quotation %q", a, b)
	case strings.ReplaceAll(x, "-", "") == strings.ReplaceAll(y, "-", ""):
		h.add("a hyphen: the text has %q, the quotation %q", a, b)
	case strings.Contains(x, "'") != strings.Contains(y, "'"):
		h.add("an apostrophe: the text has %q, the quotation %q", a, b)
	case stem(x) == stem(y):
		h.add("tense or number: the text has %q, the quotation %q", a, b)
	case isTitle(a) && isTitle(b):
		h.add("name: the text has %q, the quotation %q", a, b)
	case skeleton(x) == skeleton(y):
		h.add("spelling: the text has %q, the quotation %q", a, b)
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
		latin, other := false, rune(0)
		for _, r := range w {
			switch {
			case unicode.Is(unicode.Latin, r):
				latin = true
			case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee):
				other = r
			}
		}
		if other == 0 || !latin && !strings.ContainsFunc(h.t.Chars, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			return true
		}
		if b, ok := twins[other]; ok {
			h.add("%s where the text has %s", runeName(other), runeName(b))
		} else if latin {
			h.add("%s stands among Latin letters", runeName(other))
		}
		return true
	})
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

// maxHints is how many places are named: of more, the last ones help nobody.
const maxHints = 8

// speakerHints says whose words they are.
func speakerHints(places []match.Passage) (hints []string) {
	for _, p := range places {
		h := "these are " + Possessive(p.Speaker) + " words"
		if !slices.Contains(hints, h) && len(hints) < maxHints {
			hints = append(hints, h)
		}
	}
	return hints
}

// Possessive says whose words are, in English: Ida Marsh’s, James’, and the
// document’s own where name is empty.
func Possessive(name string) string {
	switch {
	case name == "":
		return "the document’s own"
	case strings.HasSuffix(name, "s"):
		return name + "’"
	}
	return name + "’s"
}

// placeHints says where the words stand, when not in the place that is named.
func placeHints(t *match.Text, q match.Quote, places []match.Passage) (hints []string) {
	_, known := t.Paragraph(q.Paragraph)
	switch {
	case q.Paragraph != "" && !known:
		hints = append(hints, fmt.Sprintf("the text has no paragraph %q", q.Paragraph))
	case q.Paragraph != "":
		for _, p := range places[:min(len(places), maxHints)] {
			hints = append(hints, fmt.Sprintf("the words stand in paragraph %s, not in %s", p.Name(), strings.TrimPrefix(q.Paragraph, "p")))
		}
	}
	if q.Prefix != "" || q.Suffix != "" {
		hints = append(hints, "the words stand in the text, but not between the prefix and suffix given")
	}
	return slices.Compact(hints)
}

// runeName names a character as Unicode does: "U+0430 CYRILLIC SMALL LETTER A".
func runeName(r rune) string { return fmt.Sprintf("U+%04X %s", r, runenames.Name(r)) }
