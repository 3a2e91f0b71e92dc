package match

import (
	"fmt"
	"slices"
	"strings"
	"summit-explainer/tools/verbatim/fold"
	"unicode"
)

// explain makes the result for words that do not pass: altered where a passage
// is near, else missing. Nothing in here makes anything pass.
func (t *Text) explain(q Quote, f *fold.Copy, hints []string) Result {
	r := Result{Verdict: Missing, Warnings: invisibles(q)}
	lang := q.Language
	if lang == "" {
		lang = t.options.Language
	}
	h := &hinter{t: t, q: q, quote: f.Chars, lang: fold.LanguagesOf(lang), hints: hints}
	if len(t.paragraphs) == 0 || !fold.HasWord(f.Chars) {
		if len(hints) > 0 {
			r.Nearest = nil
		}
		return r
	}
	near, ok := t.nearest(withoutGaps(f.Chars))
	pieces := h.pieces(f)
	switch {
	case ok:
		r.Verdict = Altered
	case len(pieces) > 0:
		r.Verdict = Altered // one piece is found and another is not
		near.Span = pieces[0]
	}
	if s, ok := t.overLabel(f.Chars); ok {
		h.add("the words run over a speaker's label, which is not quotable")
		r.Verdict = Altered
		r.Nearest = &Nearest{Passage: t.passage(s, max(0, t.unitAt(t.At(s.Start)))), Diff: []Edit{{Equal, fold.Readable(f.Chars)}}, Hints: h.hints}
		return r
	}
	if r.Verdict == Missing {
		return r
	}
	if near.Start >= near.End {
		return Result{Verdict: Missing, Warnings: r.Warnings}
	}
	text := t.Chars[near.Start:near.End]
	edits := diff(text, f.Chars)
	h.compare(edits, near.Span)
	h.lookAlikes()
	if q.Paragraph != "" {
		if _, known := t.Paragraph(q.Paragraph); !known {
			h.add("the text has no paragraph %q", q.Paragraph)
		}
	}
	r.Nearest = &Nearest{Passage: t.passage(t.rawSpan(near.Span), max(0, t.unitAt(near.Start))), Diff: edits, Hints: h.hints}
	return r
}

// overLabel finds words that stand in the text only if a speaker's label is
// read as words.
func (t *Text) overLabel(quote string) (fold.Span, bool) {
	if !t.options.Turns || !strings.Contains(quote, ":") {
		return fold.Span{}, false
	}
	whole := fold.Quotation(t.Raw())
	i := strings.Index(whole.Chars, quote)
	if i < 0 {
		return fold.Span{}, false
	}
	s := fold.Span{Start: whole.Start(i), End: whole.End(i + len(quote))}
	return s, t.unitAt(t.At(s.Start)) != t.unitAt(t.At(s.End)) || t.End(t.At(s.Start)) < s.Start
}

// withoutGaps drops omission marks, which no text need have.
func withoutGaps(s string) string {
	return strings.NewReplacer("[…]", " ", "(中略)", " ", "…", " ").Replace(s)
}

type hinter struct {
	t     *Text
	q     Quote
	quote string
	lang  fold.Languages
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
func (h *hinter) pieces(f *fold.Copy) (found []fold.Span) {
	p := compile(f, h.t.options.Strict, h.lang)
	if p == nil || len(p.segments) < 2 {
		return nil
	}
	x := &search{t: h.t, p: p}
	places := make([][]fold.Span, len(p.segments))
	all := true
	for i := range p.segments {
		g := &p.segments[i]
		for _, c := range x.candidates(g) {
			if !h.t.edge(c) || len(places[i]) >= maxFits {
				continue
			}
			rule := stepStart
			if i > 0 {
				rule = stepGap
			}
			n := x.push(node{q: int32(g.q.Start), t: int32(c), from: int32(c), prev: -1, rule: rule})
			for _, e := range x.run(g, []int32{n}) {
				if h.t.edge(int(x.nodes[e].t)) {
					places[i] = append(places[i], fold.Span{Start: c, End: int(x.nodes[e].t)})
				}
			}
		}
		if len(places[i]) == 0 {
			h.add("the piece %q is not in the text", strings.TrimSpace(fold.Readable(p.Chars[g.q.Start:g.q.End])))
			all = false
		} else if fold.CountWords(p.Chars[g.q.Start:g.q.End]) > 1 {
			found = append(found, places[i][0])
		}
	}
	if !all {
		return found
	}
	for i := 1; i < len(places); i++ {
		h.between(x, places[i-1], places[i])
		if g := p.segments[i]; i < len(places)-1 && !enough(p.Chars[g.q.Start:g.q.End]) {
			h.add("the piece %q is too short between two omissions: two words at least", p.Chars[g.q.Start:g.q.End])
		}
	}
	return found
}

// between says why an omission does not lead from one of a to one of b.
func (h *hinter) between(x *search, a, b []fold.Span) {
	order, turn := false, false
	for _, s := range a[:min(len(a), 32)] {
		for _, e := range b[:min(len(b), 32)] {
			switch {
			case h.t.unitAt(s.Start) != h.t.unitAt(e.Start):
				turn = true
			case e.Start < s.End:
				order = true
			default:
				left := h.t.Chars[s.End:e.Start]
				if i := s.End + firstWord(left); i < e.Start {
					if end := h.lang.NegatorAt(h.t.Chars, i); end > i {
						h.add("the omission leaves out %q", fold.Readable(h.t.Chars[i:end]))
						return
					}
				}
				if k := x.negatedBefore(e.Start); k >= s.End {
					h.add("the omission leaves out %q", fold.Readable(h.t.Chars[k:e.Start]))
					return
				}
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
	first := lex(h.quote)
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
	list := func(s string) map[string]int {
		m := map[string]int{}
		skip := 0
		fold.Tokens(s, func(start, _ int) bool {
			if start >= skip {
				if end := h.lang.NegatorAt(s, start); end > start {
					m[strings.ToLower(s[start:end])]++
					skip = end
				}
			}
			return true
		})
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
	case len(numbers(words)) > 0:
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
	case otherNumber(text, quote):
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

// speakerHints says whose words they are.
func speakerHints(claimed string, p []Passage) (hints []string) {
	for _, p := range p {
		h := "these are " + possessiveName(p.Speaker) + " words"
		if p.Speaker == "" {
			h = "these are the document's own words"
		}
		if !slices.Contains(hints, h) && len(hints) < 8 {
			hints = append(hints, h)
		}
	}
	return hints
}

func possessiveName(s string) string {
	return s + "'s"
}

// placeHints says where the words stand, when not in the place that is named.
func (t *Text) placeHints(q Quote, known bool, places []Passage) (hints []string) {
	switch {
	case q.Paragraph != "" && !known:
		hints = append(hints, fmt.Sprintf("the text has no paragraph %q", q.Paragraph))
	case q.Paragraph != "":
		for _, p := range places[:min(len(places), 8)] {
			name := p.Label
			if name == "" {
				name = fmt.Sprint(p.Paragraph)
			}
			hints = append(hints, fmt.Sprintf("the words stand in paragraph %s, not in %s", name, strings.TrimPrefix(q.Paragraph, "p")))
		}
	}
	if q.Prefix != "" || q.Suffix != "" {
		hints = append(hints, "the words stand in the text, but not between the prefix and suffix given")
	}
	return slices.Compact(hints)
}
