package hint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// A Kind says what an alteration is, in one word that programs read.
type Kind string

// The kinds of alteration.
const (
	Rule        Kind = "rule"        // an omission, brackets or an edge that the rules refuse
	Negation    Kind = "negation"    // a negator hidden or added
	Number      Kind = "number"      // another number
	Name        Kind = "name"        // another name
	Tense       Kind = "tense"       // another tense, or singular for plural
	Case        Kind = "case"        // a capital for a small letter
	Spelling    Kind = "spelling"    // the same word in another spelling
	Apostrophe  Kind = "apostrophe"  // a contraction, or a possessive
	Space       Kind = "space"       // a space or hyphen within words
	LookAlike   Kind = "look-alike"  // a letter of another script
	Punctuation Kind = "punctuation" // marks only
	Order       Kind = "order"       // pieces in another order, or over a turn's end
	Part        Kind = "part"        // a word cut out of a longer one
	Label       Kind = "label"       // a speaker's label read as words
	Place       Kind = "place"       // it stands elsewhere in the text
	Speaker     Kind = "speaker"     // it is somebody else's
	Words       Kind = "words"       // other words
)

// A Nearest is the passage nearest to words that do not pass.
type Nearest struct {
	text.Passage
	Diff  []Edit    // word by word, from the text to the quotation
	Hints []string  // what kind of alteration, in words; the rules' own reasons first
	Kind  Kind      // of the first hint
	At    fold.Span // in Quote.Words, the words that differ; all of them where none do
}

// Explain says what is near a quotation that does not hold, and how the two
// differ. It returns the verdict of r, but [match.Altered] for
// [match.Missing] where a passage is near: one that shares at least half of
// the quotation's words in order, or a piece of a quotation with omissions.
// Near is nil where nothing is, and where r is [match.Verbatim] or
// [match.Ambiguous], which need no such explanation. No answer of Explain ever
// makes anything pass.
func Explain(t *match.Text, q match.Quote, r match.Result) (match.Verdict, *Nearest) {
	all := fold.Span{Start: 0, End: len(q.Words)}
	folded := q.Folded().Chars
	whole := []Edit{{Equal, q.Words, fold.Span{Start: 0, End: len(folded)}}}
	switch {
	case r.Verdict == match.WrongSpeaker:
		return r.Verdict, &Nearest{Passage: r.Passages[0], Diff: whole, Hints: speakerHints(r.Passages), Kind: Speaker, At: all}
	case r.Verdict != match.Missing:
		return r.Verdict, nil
	case r.Elsewhere: // it stands there, but not where it is said to
		return match.Altered, &Nearest{Passage: r.Passages[0], Diff: whole, Hints: placeHints(t, q, r.Passages), Kind: Place, At: all}
	}
	return explain(searched{t}, q, r)
}

// A searched is a text, with the ways of finding what is near.
type searched struct{ *match.Text }

func explain(t searched, q match.Quote, r match.Result) (match.Verdict, *Nearest) {
	copied := q.Folded()
	quote := copied.Chars
	h := &hinter{t: t, quote: quote, lang: t.Language()}
	for _, reason := range append(slices.Clone(r.Refused), r.Reason) {
		if reason != "" {
			h.add(Rule, "%s", reason)
		}
	}
	if len(t.Paragraphs()) == 0 || !fold.HasWord(quote) {
		return match.Missing, nil
	}
	all := fold.Span{Start: 0, End: len(q.Words)}
	if s, ok := t.overLabel(quote); ok {
		h.add(Label, "the words run over a speaker's label, which is not quotable")
		return match.Altered, &Nearest{Passage: t.PassageAt(s, max(0, t.UnitAt(t.At(s.Start)))), Hints: h.hints, Kind: h.kind, At: all,
			Diff: []Edit{{Equal, fold.Readable(quote), fold.Span{Start: 0, End: len(quote)}}}}
	}
	near, ok := t.nearest(withoutGaps(quote))
	pieces := h.pieces(q)
	if !ok && len(pieces) > 0 {
		near.Span, ok = pieces[0], true // one piece is found and another is not
	}
	if !ok || near.Start >= near.End {
		return match.Missing, nil
	}
	near.Span = t.withMarks(near.Span, quote)
	edits := diff(t.Chars[near.Start:near.End], quote)
	h.compare(edits, near.Span)
	h.lookAlikes()
	if q.Paragraph != "" {
		if _, known := t.Paragraph(q.Paragraph); !known {
			h.add(Place, "the text has no paragraph %q", q.Paragraph)
		}
	}
	found := &Nearest{Passage: t.PassageAt(t.RawSpan(near.Span), max(0, t.UnitAt(near.Start))), Diff: edits, Hints: h.hints, Kind: h.kind, At: all}
	if s, ok := h.differing(edits); ok {
		found.At = fold.Span{Start: copied.Start(s.Start), End: copied.End(s.End)}
	}
	return match.Altered, found
}

// withMarks widens a passage by the marks that stand just before and after it,
// as far as the quotation begins or ends with them: else a mark that the text
// has would be said to be missing.
func (t searched) withMarks(s fold.Span, quote string) fold.Span {
	tail := quote[len(strings.TrimRightFunc(quote, isMark)):]
	for at := s.End; at < len(t.Chars); {
		r, n := fold.After(t.Chars, at)
		if !isMark(r) || t.UnitAt(at) != t.UnitAt(s.Start) {
			break
		}
		if at += n; strings.ContainsRune(tail, r) {
			s.End = at
		}
	}
	head := quote[:len(quote)-len(strings.TrimLeftFunc(quote, isMark))]
	for at := s.Start; at > 0; {
		r, n := fold.Before(t.Chars, at)
		if !isMark(r) || t.UnitAt(at-n) != t.UnitAt(s.Start) {
			break
		}
		if at -= n; strings.ContainsRune(head, r) {
			s.Start = at
		}
	}
	return s
}

// isMark reports whether a character is a mark of punctuation.
func isMark(r rune) bool { return unicode.IsPunct(r) && !fold.IsSign(r) }

// differing is where in the folded quotation what differs most stands: negators
// before other words, and these before marks. Of what the quotation lacks it is
// the words on both sides.
func (h *hinter) differing(edits []Edit) (at fold.Span, ok bool) {
	best := -1
	for i, e := range edits {
		weight := 0
		switch {
		case e.Op == Equal:
			continue
		case h.negates(e.Words):
			weight = 3
		case fold.HasWord(e.Words):
			weight = 2
		case !isGap(e.Words):
			weight = 1
		}
		if weight > best {
			best, at, ok = weight, e.At, true
			if e.Op == Delete && i+1 < len(edits) && edits[i+1].Op == Insert {
				at = edits[i+1].At
			}
		}
	}
	if ok && at.Start == at.End {
		at.Start = fold.TokenStart(h.quote, len(strings.TrimRight(h.quote[:at.Start], " ")))
		at.End = fold.TokenEnd(h.quote, at.End+len(h.quote[at.End:])-len(strings.TrimLeft(h.quote[at.End:], " ")))
	}
	return at, ok
}

// overLabel finds words that stand in the text only if a speaker's label is
// read as words.
func (t searched) overLabel(quote string) (fold.Span, bool) {
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
	t     searched
	quote string         // folded
	lang  *fold.Language // nil where nothing is known of it
	hints []string
	kind  Kind // of the first hint
}

// most is how many hints one quotation gets.
const most = 12

// add adds a hint; %q sets words between quotation marks.
func (h *hinter) add(kind Kind, format string, args ...any) {
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
	if !slices.Contains(h.hints, s) && len(h.hints) < most {
		if h.kind == "" {
			h.kind = kind
		}
		h.hints = append(h.hints, s)
	}
}

// maxNamed is how many characters of words a hint shows.
const maxNamed = 80

// named sets words between quotation marks, and names a mark.
func named(words string) string {
	switch words = strings.TrimSpace(words); words {
	case `"`:
		return "a quotation mark"
	case "'":
		return "an apostrophe or single mark"
	}
	if runes := []rune(words); len(runes) > maxNamed {
		words = string(runes[:maxNamed/2]) + " … " + string(runes[len(runes)-maxNamed/2:])
	}
	return `"` + words + `"`
}

// compare says what kind of alteration the edits are.
func (h *hinter) compare(edits []Edit, s fold.Span) {
	text := h.t.Chars[s.Start:s.End]
	h.negations(text)
	for i, e := range edits {
		switch {
		case i == len(edits)-1 && i > 0 && closes(e.Words) && (e.Op == Insert || e.Op == Delete):
			// a quotation may end with another stop or comma than the text
		case e.Op == Delete && i+1 < len(edits) && edits[i+1].Op == Insert:
			h.pair(e.Words, edits[i+1].Words)
		case e.Op == Delete:
			h.alone("the text", "the quotation", e.Words)
		case e.Op == Insert && (i == 0 || edits[i-1].Op != Delete):
			h.alone("the quotation", "the text", e.Words)
		}
	}
	h.part(text, s)
	if len(h.hints) == 0 {
		h.brackets(edits)
	}
	if !slices.ContainsFunc(edits, func(e Edit) bool { return e.Op != Equal }) {
		if strings.IndexByte(text, fold.Break) >= 0 {
			h.add(Rule, "the words run over the number of a paragraph: mark an omission there")
		} else if len(h.hints) == 0 {
			h.add(Rule, "the words are the text's, but not in a way that can be quoted")
		}
	}
}

// brackets says what is wrong with an editor's brackets, where no rule has said
// it: the search never came to them.
func (h *hinter) brackets(edits []Edit) {
	for i, e := range edits {
		switch {
		case e.Op != Insert || !strings.ContainsAny(e.Words, "[〔"):
		case i > 0 && edits[i-1].Op == Delete:
			h.add(Rule, "the brackets in %q stand for %q of the text, and may not", e.Words, edits[i-1].Words)
		default:
			h.add(Rule, "the brackets in %q stand for no words of the text: what is not the source’s belongs outside the marks", e.Words)
		}
	}
}

// closes reports whether words are nothing but a comma or full stop.
func closes(words string) bool { return words != "" && strings.Trim(words, ".,。、") == "" }

// part says which word of the quotation is cut out of a longer one.
func (h *hinter) part(text string, s fold.Span) {
	lexed := fold.Lex(h.quote)
	if len(lexed) == 0 {
		return
	}
	for _, w := range []fold.Span{lexed[0], lexed[len(lexed)-1]} {
		word := h.quote[w.Start:w.End]
		i := strings.Index(text, word)
		if i < 0 || !fold.HasWord(word) {
			continue
		}
		from, to := s.Start+i, s.Start+i+len(word)
		if !fold.Boundary(h.t.Chars, from) || !fold.Boundary(h.t.Chars, to) {
			h.add(Part, "%q is a part of %q", word, fold.Readable(h.t.Chars[fold.TokenStart(h.t.Chars, from+1):fold.TokenEnd(h.t.Chars, to-1)]))
		}
	}
}

// negators counts the negators of words: single words where they negate by
// themselves, as not in did not, else the words that do it together.
func (h *hinter) negators(s string) map[string]int {
	found := map[string]int{}
	from, end, alone := -1, 0, false
	flush := func() {
		if from >= 0 && !alone {
			found[strings.ToLower(s[from:end])]++
		}
		from, alone = -1, false
	}
	for _, w := range h.lang.Words(s) {
		if w.Class&fold.Negator == 0 || from >= 0 && strings.TrimSpace(s[end:w.Start]) != "" {
			flush()
		}
		if w.Class&fold.Negator == 0 {
			continue
		}
		if from < 0 {
			from = w.Start
		}
		end = w.End
		if all, _ := h.lang.ClassOf(s[w.Start:w.End]); all&fold.Negator != 0 {
			found[strings.ToLower(s[w.Start:w.End])]++
			alone = true
		}
	}
	flush()
	return found
}

// negates reports whether words hold a negator.
func (h *hinter) negates(words string) bool { return h.lang != nil && len(h.negators(words)) > 0 }

// negations compares the negators of both.
func (h *hinter) negations(text string) {
	if h.lang == nil {
		return
	}
	a, b := h.negators(text), h.negators(h.quote)
	contracted(a, b)
	contracted(b, a)
	say := func(m, n map[string]int, format string) {
		var words []string
		for w, k := range m {
			if k > n[w] {
				words = append(words, w)
			}
		}
		slices.Sort(words)
		for _, w := range words {
			h.add(Negation, format, w)
		}
	}
	say(a, b, "the text says %q, the quotation does not")
	say(b, a, "the quotation says %q, the text does not")
}

// contracted drops from two counts of negators what one has in short: didn't negates as
// did not does, and is another word all the same.
func contracted(long, short map[string]int) {
	for word := range short {
		if strings.HasSuffix(word, "n't") && long[word] == 0 && long["not"] > short["not"] {
			long["not"]--
			delete(short, word)
		}
	}
}

// isGap reports whether words are nothing but the signs of an omission.
func isGap(words string) bool {
	return strings.Trim(words, "….[]() ") == "" && strings.ContainsAny(words, "….")
}

// signed reports whether words show an editor's hand: brackets, or an omission.
// What the rules have against these they say themselves.
func signed(words string) bool {
	return strings.Contains(words, "…") || strings.ContainsAny(words, "[]［］〔〕")
}

// alone says what words are that only one of both has.
func (h *hinter) alone(has, lacks, words string) {
	switch {
	case h.negates(words), has == "the quotation" && signed(words):
	case len(fold.Numbers(words)) > 0 && fold.CountWords(words) > 3:
		h.add(Number, "number: %s has %q, %s does not", has, strings.Join(slices.Sorted(maps.Keys(fold.Numbers(words))), ", "), lacks)
	case len(fold.Numbers(words)) > 0:
		h.add(Number, "number: %s has %q, %s does not", has, words, lacks)
	case !fold.HasWord(words):
		h.add(Punctuation, "%s has %q, %s does not", has, words, lacks)
	case h.isName(words):
		h.add(Name, "name: %s has %q, %s does not", has, words, lacks)
	default:
		h.add(Words, "%s has %q, %s does not", has, words, lacks)
	}
}

// pair says how words of the text differ from those in their place.
func (h *hinter) pair(text, quote string) {
	a, b := strings.Fields(text), strings.Fields(quote)
	switch {
	case signed(quote):
	case h.negates(text) != h.negates(quote):
		if strings.Trim(text, ".,;:") != "" && len(a) > 1 || len(b) > 1 {
			h.add(Words, "other words: the text has %q, the quotation %q", text, quote)
		}
	case strings.EqualFold(text, quote):
		h.add(Case, "case: the text has %q, the quotation %q", text, quote)
	case letters(text) == letters(quote) && letters(text) != "" && len(a)+len(b) > 2:
		h.add(Space, "a space, a hyphen or a mark: the text has %q, the quotation %q", text, quote)
	case fold.OtherNumber(text, quote):
		h.add(Number, "number: the text has %q, the quotation %q", text, quote)
	case !fold.HasWord(text) && !fold.HasWord(quote):
		h.add(Punctuation, "the text has %q, the quotation %q", text, quote)
	case len(a) == len(b) && len(a) <= 4:
		for i := range a {
			h.word(a[i], b[i])
		}
	case h.isName(text) && h.isName(quote):
		h.add(Name, "name: the text has %q, the quotation %q", text, quote)
	default:
		h.add(Words, "other words: the text has %q, the quotation %q", text, quote)
	}
}

// letters are the letters and figures of words, and nothing else.
func letters(words string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if fold.IsWord(r) {
			return r
		}
		return -1
	}, words))
}

// isName reports whether words are a name: each begins with a capital, and none
// is one that every sentence may begin with.
func (h *hinter) isName(words string) bool {
	list := strings.Fields(words)
	for _, word := range list {
		if first, _ := fold.After(word, 0); !unicode.IsUpper(first) {
			return false
		}
		if h.lang != nil {
			if all, _ := h.lang.ClassOf(strings.ToLower(word)); all != 0 {
				return false
			}
		}
	}
	return len(list) > 0 && len(list) <= 4
}
