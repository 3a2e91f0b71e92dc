package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// A Skip is a span of the folded text that a quotation may leave out without a
// sign: a note mark, a stage direction that the record calls apparatus, the
// hyphen at a line's end.
type Skip struct {
	fold.Span
	Kind SkipKind
}

type SkipKind uint8

const (
	SkipNote SkipKind = iota
	SkipApparatus
	SkipHyphen
	SkipStop // the full stop of a title: Mr. Oda
)

// findSkips lists the skips of the text, in order.
func (t *Text) findSkips() {
	t.findSigns()
	t.findSuperscripts()
	t.findRepeated()
	for _, a := range t.options.Apparatus {
		if a = strings.TrimSpace(fold.Fold(a)); fold.HasWord(a) {
			t.findApparatus(a)
		}
	}
	slices.SortFunc(t.skips, func(a, b Skip) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	end := 0
	t.skips = slices.DeleteFunc(t.skips, func(k Skip) bool {
		if k.Start < end {
			return true // inside another
		}
		end = k.End
		return false
	})
}

func (t *Text) skip(from, to int, kind SkipKind) {
	t.skips = append(t.skips, Skip{fold.Span{Start: from, End: to}, kind})
}

// each calls f for every place of a byte in s.
func each(s string, b byte, f func(i int)) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], b)
		if i < 0 {
			return
		}
		f(from + i)
		from += i + 1
	}
}

// findSigns finds note marks in brackets and signs, hyphens at a line's end, and
// the stops of titles.
func (t *Text) findSigns() {
	s := t.Chars
	each(s, '[', func(i int) {
		if from, end := noteSpan(s, i); end > 0 {
			t.skip(from, end, SkipNote)
		}
	})
	for _, lead := range []byte{'*', 0xE2} { // of † and ‡
		each(s, lead, func(i int) {
			if end := signEnd(s, i); end > 0 {
				t.skip(i, end, SkipNote)
			}
		})
	}
	each(s, '.', func(i int) {
		if TitleStop(s, i) {
			t.skip(i, i+1, SkipStop)
		}
	})
	each(s, fold.LineHyphen, func(i int) { t.skip(i, i+1, SkipHyphen) })
}

// findRepeated finds the opening marks that are set again at the head of a paragraph
// whose quotation an earlier one has opened.
func (t *Text) findRepeated() {
	for _, h := range t.heads {
		at := int(h.at)
		if at == 0 || at >= len(t.Chars) || t.Chars[at] != '"' && t.Chars[at] != '\'' {
			continue
		}
		i := t.ParagraphAt(t.Start(at))
		if i == 0 || !opensWithMark(t.Raw()[t.Start(at):]) {
			continue
		}
		before := t.MarksOf(i - 1)
		for k := len(before) - 1; k >= 0; k-- {
			if before[k].Pair < 0 {
				if before[k].Open {
					t.skip(at, at+1, SkipNote)
				}
				break
			}
		}
	}
}

// findSuperscripts finds note marks in superscript figures.
func (t *Text) findSuperscripts() {
	s := t.Chars
	at := func(i int) {
		if i > 0 {
			if r, _ := fold.Before(s, i); isSuperscript(r) {
				return // not the first
			}
		}
		if end := superscriptEnd(s, i); end > 0 {
			t.skip(i, end, SkipNote)
		}
	}
	each(s, 0xC2, at) // ¹ ² ³
	each(s, 0xE2, func(i int) {
		if strings.HasPrefix(s[i:], "\xE2\x81") {
			at(i)
		}
	})
}

// fewEntries is how many entries of apparatus are looked for line by line; for more of
// them all lines are folded once.
const fewEntries = 8

// isLine reports whether folded words are a line of the text.
func (t *Text) isLine(words string) bool {
	if len(t.options.Apparatus) > fewEntries {
		return t.lines()[words]
	}
	for l := range strings.Lines(t.Raw()) {
		if mayFold(l, words) && strings.TrimSpace(fold.Fold(l)) == words {
			return true
		}
	}
	return false
}

// mayPassOver reports whether a record's apparatus is what it is for: bracketed
// matter or a whole line, and nothing that turns, counts or says something.
func (t *Text) mayPassOver(part string) bool {
	first, _ := fold.After(part, 0)
	last, _ := fold.Before(part, len(part))
	line := t.isLine(part)
	if !line && !(strings.ContainsRune("([〔「", first) && strings.ContainsRune(")]〕」.", last)) {
		return false
	}
	l := fold.LanguageOf(t.options.Language)
	if l == nil {
		l = fold.LanguageOf("en")
	}
	_, any := l.ClassOf(part)
	return any&(fold.Turns|fold.Speech) == 0 && (line || any&fold.Number == 0)
}

// findApparatus finds a part that the record calls apparatus. One of the spaces
// round it goes with it.
func (t *Text) findApparatus(part string) {
	s := t.Chars
	if !t.mayPassOver(part) {
		return
	}
	for from := 0; ; {
		i := strings.Index(s[from:], part)
		if i < 0 {
			return
		}
		i += from
		from = i + len(part)
		switch {
		case !fold.Boundary(s, i) || !fold.Boundary(s, from):
		case i > 0 && s[i-1] == ' ':
			t.skip(i-1, from, SkipApparatus)
		case from < len(s) && s[from] == ' ':
			t.skip(i, from+1, SkipApparatus)
		default:
			t.skip(i, from, SkipApparatus)
		}
	}
}

// maybeNotes finds what has the form of a note mark behind anything that is printed:
// a short number or a letter in brackets, signs, figures set high.
func (t *Text) maybeNotes() (notes []fold.Span) {
	s := t.Chars
	each(s, '[', func(i int) {
		k := strings.IndexByte(s[i:min(len(s), i+16)], ']')
		if k < 2 || i == 0 {
			return
		}
		content := s[i+1 : i+k]
		if letter := len(content) == 1 && content[0] >= 'a' && content[0] <= 'z'; !letter && strings.Trim(content, "0123456789, -") != "" {
			return
		}
		from := i
		if s[i-1] == ' ' && i > 1 {
			from--
		}
		notes = append(notes, fold.Span{Start: from, End: i + k + 1})
	})
	for at, r := range s {
		if at == 0 || !strings.ContainsRune("*†‡", r) && !isSuperscript(r) {
			continue
		}
		if before, _ := fold.Before(s, at); before != ' ' && before != fold.Break {
			notes = append(notes, fold.Span{Start: at, End: at + utf8.RuneLen(r)})
		}
	}
	return notes
}

// noteSpan returns where a note mark stands whose bracket opens at i: [4],
// [a], [13, 14], [13–15], with the space before it; the end is 0 where there is
// none. It stands behind a word or its punctuation, and no letter follows.
func noteSpan(s string, i int) (from, end int) {
	k := strings.IndexByte(s[i:min(len(s), i+16)], ']')
	if k < 0 {
		return 0, 0
	}
	content, end := s[i+1:i+k], i+k+1
	letter := len(content) == 1 && content[0] >= 'a' && content[0] <= 'c' // minister[s], agree[d] are words
	for part := range strings.FieldsFuncSeq(content, func(r rune) bool { return r == ',' || r == ' ' || r == '-' }) {
		if !letter && (len(part) > 3 || strings.Trim(part, "0123456789") != "") {
			return 0, 0
		}
	}
	if content == "" || content == "0" || !letter && !fold.IsDigit(rune(content[0])) {
		return 0, 0
	}
	from = i
	if i > 0 && s[i-1] == ' ' {
		from = i - 1
	}
	before, _ := fold.Before(s, from)
	behind, _ := fold.After(s, end)
	word := s[fold.TokenStart(s, from):from]
	switch {
	case before == 0 || before == ' ' || before == fold.Break || before == '(' || before == '[' || fold.IsSign(before) || fold.IsSpaced(behind):
		return 0, 0
	case from < i && (letter || behind != ' ' && behind != 0 && !strings.ContainsRune(".,;:)", behind) || len(word) < 3 && !strings.ContainsRune(".!?", before)), letter && !unicode.IsLetter(before) && !strings.ContainsRune(".!?", before):
		return 0, 0 // [4] behind a short word, or a letter, is a number that an editor supplied
	case from == i && utf8.RuneCountInString(word) < 2 && fold.IsSpaced(before) && len(content) < 3:
		return 0, 0 // a[10]
	}
	return from, end
}

// signEnd returns the end of the signs * † ‡ that are a note at i, or 0: behind
// a word or its punctuation, and before none.
func signEnd(s string, i int) int {
	end := i
	for end < len(s) {
		r, n := fold.After(s, end)
		if r != '*' && r != '†' && r != '‡' {
			break
		}
		end += n
	}
	before, _ := fold.Before(s, i)
	behind, _ := fold.After(s, end)
	if end == i || before == 0 || !unicode.IsLetter(before) && !strings.ContainsRune(`.,;:!?"'`, before) || before == '*' || fold.IsWord(behind) {
		return 0
	}
	return end
}

// Titles are the words whose full stop may be there or not.
var Titles = map[string]bool{"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Prof": true, "St": true}

// titleEnds are the last letters of the titles, and those of U.S.
var titleEnds = func() (t [256]bool) {
	t['U'], t['S'] = true, true
	for title := range Titles {
		t[title[len(title)-1]] = true
	}
	return
}()

// TitleStop reports whether the full stop at i is a title's before a name, or
// one of U.S.
func TitleStop(s string, i int) bool {
	if i < 1 || !titleEnds[s[i-1]] || i+1 < len(s) && s[i+1] != ' ' && s[i+1] != 'S' || s[i-1] == ' ' || s[i-1] >= 0x80 {
		return false
	}
	if s[i-1] != 'U' && s[i-1] != 'S' && (i > 5 && s[i-3] != ' ' && s[i-4] != ' ' && s[i-5] != ' ' || s[i-1] < 'a') {
		return false // no title is so long
	}
	from := fold.TokenStart(s, i)
	if Titles[s[from:i]] {
		behind, _ := fold.After(s, i+1)
		name, _ := fold.After(s, i+2)
		return behind == ' ' && unicode.IsUpper(name)
	}
	for _, at := range []int{i - 3, i - 1} {
		if at >= 0 && strings.HasPrefix(s[at:], "U.S.") && fold.Boundary(s, at) {
			return true
		}
	}
	return false
}

func isSuperscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || r >= '⁴' && r <= '⁹'
}

// superscriptEnd returns the end of the note mark in superscript figures at i,
// or 0. Behind a figure, a short word or a unit it is an exponent.
func superscriptEnd(s string, i int) int {
	j := i
	for j < len(s) {
		r, n := fold.After(s, j)
		if !isSuperscript(r) {
			break
		}
		j += n
	}
	if j == i || i == 0 {
		return 0
	}
	if r, _ := fold.After(s, j); fold.IsWord(r) && fold.Unspaced(r) == 0 {
		return 0
	}
	a, _ := fold.Before(s, i)
	if strings.ContainsRune(`.,;:!?"'。、」』`, a) {
		return j
	}
	if !unicode.IsLetter(a) {
		return 0
	}
	k := i
	for k > 0 {
		r, n := fold.Before(s, k)
		if !unicode.IsLetter(r) {
			break
		}
		k -= n
	}
	if w := s[k:i]; utf8.RuneCountInString(w) < 3 || units[strings.ToLower(w)] || counting(w) {
		return 0 // ten²
	}
	if before := strings.TrimRight(s[:k], " "); before != "" && counting(before[fold.TokenStart(before, len(before)):]) {
		return 0 // ten hectares²
	}
	if z, _ := fold.Before(s, len(strings.TrimRight(s[:k], " "))); fold.IsDigit(z) {
		return 0 // 30 hectares²
	}
	return j
}

// counting reports a number in English words, before which a figure set high is
// no note's.
func counting(word string) bool {
	all, _ := fold.LanguageOf("en").ClassOf(word)
	return all&fold.Number != 0 && all&(fold.Function|fold.Article|fold.Referring|fold.Indefinite) == 0
}

var units = map[string]bool{"mol": true, "sin": true, "cos": true, "tan": true, "log": true, "sec": true, "rad": true, "feet": true, "foot": true, "inch": true, "inches": true, "yard": true, "yards": true,
	"mile": true, "miles": true, "metre": true, "metres": true, "meter": true, "meters": true, "kilometre": true, "kilometres": true, "kilometer": true, "kilometers": true,
	"acre": true, "acres": true, "hectare": true, "hectares": true}

// Skips returns what a quotation may leave out without a sign, in order of place.
// The caller must not change it.
func (t *Text) Skips() []Skip { return t.skips }

// SkipFrom returns the index of the first skip that begins at or after p.
func (t *Text) SkipFrom(p int) int {
	i, _ := slices.BinarySearchFunc(t.skips, p, func(k Skip, p int) int { return k.Start - p })
	return i
}

// Skipped reports whether p is inside something that may be left out.
func (t *Text) Skipped(p int) bool {
	i := t.SkipFrom(p+1) - 1
	return i >= 0 && t.skips[i].End > p
}

// Edge reports whether a quotation may begin or end at p of the folded text.
func (t *Text) Edge(p int) bool {
	if p > 0 && p < len(t.Chars) {
		if len(t.skips) > 0 {
			if i := t.SkipFrom(p); i < len(t.skips) && t.skips[i].Start == p && t.skips[i].Kind == SkipNote {
				return true
			}
		}
		if t.Chars[p] == '\'' || t.Chars[p-1] == '\'' {
			if t.possessive(p) {
				return false
			}
		}
	}
	return fold.Boundary(t.Chars, p)
}

// possessive reports whether an apostrophe beside p belongs to the word on its
// other side: the leaders’ plan, ’tis.
func (t *Text) possessive(p int) bool {
	a, an := fold.Before(t.Chars, p)
	b, bn := fold.After(t.Chars, p)
	at := -1
	switch {
	case b == '\'' && (a == 's' || a == 'S'):
		if c, _ := fold.After(t.Chars, p+bn); c == ' ' {
			if d, _ := fold.After(t.Chars, p+bn+1); fold.IsWord(d) {
				at = p
			}
		}
	case a == '\'' && fold.IsSpaced(b):
		if z, _ := fold.Before(t.Chars, p-an); !fold.IsWord(z) {
			at = p - an
		}
	}
	if at < 0 {
		return false
	}
	raw := t.Start(at)
	i := t.ParagraphAt(raw)
	_, found := slices.BinarySearchFunc(t.MarksOf(i), raw-t.paragraphs[i].Start, func(m mark.Mark, r int) int { return m.Start - r })
	return !found
}
