package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// maxLabel is the greatest length of a speaker's label, in bytes; what is
// longer is a sentence with a colon in it.
const maxLabel = 80

// A labelKind says what the beginning of a paragraph is.
type labelKind uint8

const (
	noLabel      labelKind = iota
	listedLabel            // the record lists it
	guessedLabel           // it looks like one, and nothing is listed
	strangeLabel           // it looks like one, and the record does not list it
)

// labels finds the labels of one text.
type labels struct {
	listed map[string]string // by the label as compared, what the record has
	guess  bool              // nothing is listed, and labels are known by their form
	weak   bool              // names in small letters count among the forms
	off    bool              // the text has no turns

	language *fold.Language // of the text; nil where nothing is known of it
}

// newLabels prepares to read raw. Where nothing is listed, names in small
// letters before a colon count as labels only in a text that has two of them:
// a colon after two words is more often a sentence's.
func (t *Text) newLabels(raw string) *labels {
	l := &labels{guess: t.options.Speakers == nil, off: !t.HasTurns()}
	if l.off {
		return l
	}
	tag := t.options.Language
	if tag == "" {
		tag = "en"
	}
	l.language = fold.LanguageOf(tag)
	l.listed = make(map[string]string, len(t.options.Speakers))
	for label := range t.options.Speakers {
		l.listed[labelKey(label)] = label
	}
	if !l.guess {
		l.weak = true
		return l
	}
	found := 0
	for at := 0; at < len(raw) && found < 2; {
		from, to, next := block(raw, at)
		at = next
		if c := readLabel(raw[from:to]); c.label != "" && !c.strong {
			found++
		}
	}
	l.weak = found > 1
	return l
}

// labelKey is a label as it is compared: folded, without the signs round it.
func labelKey(label string) string {
	return strings.TrimSpace(fold.Fold(strings.Trim(label, labelSigns+" :：")))
}

// at returns the label that s begins with as the record lists it or the text
// prints it, and how many bytes it takes with its colon.
func (l *labels) at(s string) (label string, n int, is labelKind) {
	if l.off {
		return "", 0, noLabel
	}
	c := readLabel(s)
	if c.n > 0 {
		if listed, ok := l.listed[labelKey(c.label)]; ok {
			return listed, c.n, listedLabel
		}
	}
	if label, n := l.listedAt(s); n > 0 {
		return label, n, listedLabel
	}
	if !l.guess && c.label == "" {
		c = l.strange(s)
	}
	switch {
	case c.label == "" || !c.strong && !l.weak:
		return "", 0, noLabel
	case l.guess:
		return c.label, c.n, guessedLabel
	}
	return c.label, c.n, strangeLabel
}

// listedAt finds a listed label that has a form which no label has by itself:
// in small letters, with a comma, longer than others; before a colon, a stop, a
// dash, a bracket or a wide space.
func (l *labels) listedAt(s string) (label string, n int) {
	head := s[:min(len(s), 4*maxLabel)]
	lead := len(head) - len(strings.TrimLeftFunc(head, func(r rune) bool {
		return strings.ContainsRune(labelSigns, r) || fold.IsBlank(r) || fold.IsInvisible(r)
	}))
	if i := strings.IndexAny(head, ":：\n"); i > 0 && head[i] != '\n' {
		if listed, ok := l.listed[labelKey(head[:i])]; ok && labelKey(head[:i]) != "" {
			_, w := utf8.DecodeRuneInString(head[i:])
			return listed, i + w
		}
	}
	for _, listed := range l.listed {
		rest, ok := strings.CutPrefix(head[lead:], listed)
		if !ok || len(listed) <= n-lead {
			continue
		}
		r, w := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune(".．:：—–-(（　\t\n", r) || strings.HasPrefix(rest, "  ") {
			if r == '(' || r == '（' || r == '\n' {
				w = 0
			}
			label, n = listed, lead+len(listed)+w
		}
	}
	return label, n
}

// strange finds what may be a label in a text whose labels are listed, and has
// none of the forms: a few words before a colon that are no sentence, a sign
// that begins turns, a name alone on its line.
func (l *labels) strange(s string) labelForm {
	line, _, _ := strings.Cut(s[:min(len(s), 2*maxLabel)], "\n")
	for _, sign := range []string{">>", "&gt;&gt;", "<v ", "――"} {
		if strings.HasPrefix(line, sign) {
			return labelForm{sign, len(sign), true}
		}
	}
	if inner, _, ok := strings.Cut(line, ":]"); ok && strings.HasPrefix(inner, "[") && len(strings.Fields(inner)) <= maxNameWords {
		return labelForm{inner[1:], len(inner) + 2, true} // [Kim Jong Un:]
	}
	if form := dashed(line); form.n > 0 {
		return form
	}
	i := colon(line)
	if i < 0 || strings.HasPrefix(line[i:], "://") {
		return labelForm{}
	}
	words := strings.Fields(line[:i])
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(line[:i], fold.IsBlank)); !unicode.IsLetter(last) && last != ')' && last != ']' || strings.ContainsFunc(line[:i], unspaced) && utf8.RuneCountInString(line[:i]) > maxNameRunes {
		return labelForm{}
	}
	if !strings.ContainsFunc(strings.Join(words, "x"), unicode.IsLetter) {
		return labelForm{}
	}
	if single := strings.Join(words, ""); utf8.RuneCountInString(single) == len(words) {
		words = []string{single} // В о п р о с:
	}
	if len(words) == 0 || len(words) > maxNameWords || strings.ContainsAny(line[:i], ".!?;,…") && !strings.Contains(line[:i], "hon.") {
		return labelForm{}
	}
	capitals := slices.ContainsFunc(words, func(w string) bool {
		return len([]rune(w)) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w)
	})
	if len(words) > 1 && !capitals && (words[0] == "A" || words[0] == "The") && strings.ToLower(line[len(words[0]):i]) == line[len(words[0]):i] {
		return labelForm{} // a list:
	}
	if l.language != nil && !capitals {
		const says = fold.Subject | fold.Referring | fold.Auxiliary
		if _, any := l.language.ClassOf(fold.Fold(line[:i])); any&says != 0 {
			return labelForm{} // let me say this:
		}
	}
	_, w := utf8.DecodeRuneInString(line[i:])
	return labelForm{line[:i], i + w, true}
}

// dashed finds a label before a dash, or in capitals before a stop: "BAŞKAN –",
// "M. Kim. –", "КИМ.".
func dashed(line string) labelForm {
	for _, sign := range []string{" – ", " — ", ".— ", ".—", ". – ", ". - "} {
		name, _, ok := strings.Cut(line, sign)
		if !ok || len(strings.Fields(name)) > maxNameWords || name == "" {
			continue
		}
		if sign[0] == '.' && shapeOf(strings.ReplaceAll(name, ".", "")) != noName || shapeOf(name) == strongName {
			return labelForm{name, len(name) + len(sign), true}
		}
	}
	name, rest, ok := strings.Cut(line, ". ")
	if ok && rest != "" && len([]rune(name)) > 2 && name == strings.ToUpper(name) && name != strings.ToLower(name) && !strings.ContainsAny(name, " .") {
		return labelForm{name, len(name) + 2, true}
	}
	return labelForm{}
}

// inLines counts the lines of a paragraph that begin with labels, up to two.
// Two begin turns; one alone may be a line's break in a sentence, and what
// follows it is nobody's. first says that the first line did, and was cut off.
func (l *labels) inLines(s string, first bool) (found int) {
	if l.off || strings.IndexByte(s, '\n') < 0 {
		return 0
	}
	lines, strange := 0, 0
	for rest := s; lines < 2; {
		i := strings.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		_, _, is := l.at(rest)
		if is == listedLabel || is == guessedLabel {
			lines++
		} else if is == strangeLabel && readLabel(rest).label != "" {
			strange++
		}
	}
	if lines > 0 && first {
		lines++
	}
	return max(lines, min(strange, 1))
}

// named reports whether a label is a name of its person: it shares a word with
// one, or two characters in a script without spaces.
func (t *Text) named(label, person string) bool {
	names := t.options.Names[person]
	if len(names) == 0 {
		names = []string{person}
	}
	for _, name := range names {
		if shareWord(label, name) && endsAsName(label, name) {
			return true
		}
	}
	return false
}

// relations are words of a label that say it is somebody else's: his wife's, his
// son's, his spokesman's.
var relations = map[string]bool{"mrs": true, "miss": true, "not": true, "jr": true, "sr": true, "junior": true,
	"wife": true, "son": true, "daughter": true, "aide": true, "spokesman": true, "spokeswoman": true,
	"spokesperson": true, "adviser": true, "advisor": true, "lawyer": true, "widow": true, "mother": true, "father": true, "portavoz": true,
	"sprecher": true, "sprecherin": true, "夫人": true}

// endsAsName reports whether a label in a script with spaces ends with a word of
// the name, as titles stand before it, and says of no word that it is another's.
func endsAsName(label, name string) bool {
	if i := strings.IndexAny(label, "([（［"); i > 0 {
		label = label[:i]
	}
	words := map[string]bool{}
	fold.Tokens(strings.ToLower(fold.Fold(name)), func(start, end int) bool {
		words[strings.ToLower(fold.Fold(name))[start:end]] = true
		return true
	})
	low := strings.ToLower(fold.Fold(label))
	last, ok := "", true
	fold.Tokens(low, func(start, end int) bool {
		last = strings.Trim(low[start:end], ".")
		ok = ok && !(relations[last] && !words[last])
		return true
	})
	return ok && (words[last] || strings.ContainsFunc(label, unspaced) || strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }))
}

// shareWord reports whether two names have a word in common, case aside; in
// scripts without spaces two characters, in one that sets names together any
// part that long.
func shareWord(a, b string) bool {
	a, b = strings.ToLower(fold.Fold(a)), strings.ToLower(fold.Fold(b))
	shared := false
	fold.Tokens(a, func(start, end int) bool {
		word := strings.Trim(a[start:end], ".")
		fold.Tokens(b, func(from, to int) bool {
			shared = shared || word == strings.Trim(b[from:to], ".")
			return !shared
		})
		return !shared
	})
	if shared && !strings.ContainsFunc(a, unspaced) {
		return true
	}
	ra := []rune(a)
	for i := 0; i+1 < len(ra); i++ {
		if (unspaced(ra[i]) && unspaced(ra[i+1]) || unicode.Is(unicode.Hangul, ra[i]) && unicode.Is(unicode.Hangul, ra[i+1])) && strings.Contains(b, string(ra[i:i+2])) {
			return true
		}
	}
	return false
}

func unspaced(r rune) bool { return fold.Unspaced(r) != 0 }

// labelSigns are set round labels, and are no part of them.
const labelSigns = "*_>○◯●◎◆■□▶—–-【】〔〕　"

// A labelForm is what looks like a label at the beginning of a paragraph or
// line.
type labelForm struct {
	label  string
	n      int  // bytes, with its colon and the signs round it
	strong bool // by its form alone: capitals, signs, a script without capitals
}

// readLabel finds what looks like a label in any script and form: "Q", ">>
// TRUMP:", "**ABE:**", "REPORTER (through interpreter):", "00:12 TRUMP:",
// "記者：", "○安倍総理　", "Mr. SMITH. I yield".
func readLabel(s string) labelForm {
	s = s[:min(len(s), 2*maxLabel)]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "：") && !strings.HasPrefix(s, "○") && !strings.HasPrefix(s, "◯") && !strings.HasPrefix(s, "Q") && !strings.HasPrefix(s, "A") && strings.IndexByte(s, '.') < 0 {
		return labelForm{}
	}
	rest := strings.TrimLeftFunc(s, func(r rune) bool {
		return strings.ContainsRune(labelSigns, r) || fold.IsBlank(r) || fold.IsInvisible(r)
	})
	signed := len(rest) < len(s)
	rest = rest[timeEnd(rest):]
	lead := len(s) - len(rest)
	if c, ok := askedLabel(rest); ok {
		return labelForm{c.label, lead + c.n, true}
	}
	if c, ok := yieldedLabel(rest); ok {
		return labelForm{c.label, lead + c.n, true}
	}
	if strings.HasPrefix(s, "○") || strings.HasPrefix(s, "◯") {
		// the minutes of Japanese assemblies: ○, the name, a wide space
		if name, _, ok := strings.Cut(rest, "）"); ok && strings.Contains(name, "（") && len(name) <= maxLabel {
			return labelForm{name + "）", lead + len(name) + len("）"), true}
		}
		if i := strings.IndexAny(rest, "　 "); i > 0 && i <= maxLabel {
			return labelForm{rest[:i], lead + i, true}
		}
	}
	i := colon(rest)
	if i <= 0 {
		return labelForm{}
	}
	label := strings.TrimRightFunc(rest[:i], fold.IsBlank)
	_, w := utf8.DecodeRuneInString(rest[i:])
	end := i + w
	for _, closing := range []string{"**", "__", "*", "_"} {
		if strings.HasPrefix(rest[end:], closing) {
			end += len(closing)
			break
		}
	}
	form := shapeOf(label)
	clock := i > 0 && fold.IsDigit(rune(rest[i-1])) && end < len(rest) && fold.IsDigit(rune(rest[end]))
	if form == noName || clock || strings.HasPrefix(rest[end:], "//") {
		return labelForm{}
	}
	return labelForm{strings.Trim(label, "*_"), lead + end, form == strongName || signed}
}

// timeEnd returns where a time that stands before a label ends: "00:12 ",
// "[1:02:03] ".
func timeEnd(s string) int {
	t := strings.TrimLeft(s, "[(")
	u := strings.TrimLeft(t, "0123456789:.")
	if len(u) == len(t) || !strings.Contains(t[:len(t)-len(u)], ":") {
		return 0
	}
	u = strings.TrimLeft(u, "])")
	v := strings.TrimLeft(u, " \t")
	if len(v) == len(u) {
		return 0
	}
	return len(s) - len(v)
}

// askedLabel reads Q and A, which stand with a stop or alone.
func askedLabel(s string) (labelForm, bool) {
	if len(s) < 2 || s[0] != 'Q' && s[0] != 'A' {
		return labelForm{}, false
	}
	rest := s[1:]
	switch {
	case rest[0] == '.' && len(rest) > 1 && fold.IsBlank(rune(rest[1])):
		return labelForm{s[:1], 2, true}, true
	case s[0] == 'Q' && blankFirst(rest), strings.HasPrefix(rest, "  ") || strings.HasPrefix(rest, "\t"):
		return labelForm{s[:1], 1, true}, true
	}
	return labelForm{}, false
}

func blankFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return fold.IsBlank(r)
}

// yieldedLabel reads a name in capitals with a full stop, as the record of the
// American Congress prints it: "Mr. SMITH. I yield", "The PRESIDENT. Thank you".
func yieldedLabel(s string) (labelForm, bool) {
	words := strings.SplitAfterN(s[:min(len(s), maxLabel)], " ", 7)
	n := 0
	for i, w := range words {
		n += len(w)
		w = strings.TrimRight(w, " ")
		name := strings.TrimSuffix(w, ".")
		capitals := len([]rune(name)) > 1 && name == strings.ToUpper(name) && strings.ContainsFunc(name, unicode.IsUpper) && !strings.Contains(name, ".")
		switch {
		case (capitals || isMac(name)) && strings.HasSuffix(w, ".") && i > 0 && i+1 < len(words) && (!strings.HasPrefix(s, "The ") || offices[name]):
			return labelForm{strings.TrimSuffix(strings.TrimRight(s[:n], " "), "."), n, true}, true
		case i > 1 && strings.HasSuffix(w, ".") && strings.Contains(s[:n], " of ") && strings.ToUpper(words[1]) == words[1] && i+1 < len(words):
			return labelForm{strings.TrimSuffix(strings.TrimRight(s[:n], " "), "."), n, true}, true // Mr. KIM of Ohio.
		case capitals || isMac(name):
		case i == 0 && len(w) > 1 && unicode.IsUpper([]rune(w)[0]):
		case i > 0 && (w == "of" || w == "pro" || w == "tempore" || strings.Contains(s[:n], " of ")):
		default:
			return labelForm{}, false
		}
	}
	return labelForm{}, false
}

// offices are those whose holder the record of Congress calls by them.
var offices = map[string]bool{"PRESIDENT": true, "SPEAKER": true, "CHAIRMAN": true, "CHAIRWOMAN": true, "CHAIR": true, "CLERK": true, "OFFICER": true, "TEMPORE": true}

// colon returns where the colon of a label stands in s, or -1: what stands in
// parentheses or brackets before it is passed over.
func colon(s string) int {
	depth := 0
	for i, r := range s {
		if i > maxLabel {
			break
		}
		switch r {
		case '(', '[', '（', '［':
			depth++
		case ')', ']', '）', '］':
			depth--
		case ':', '：', '﹕', '︰', '׃', '꞉', '∶':
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// A nameShape says how much something looks like a name.
type nameShape uint8

const (
	noName nameShape = iota
	weakName
	strongName
)

// maxNameWords is how many words a label has, and maxNameRunes how many
// characters where words have no spaces.
const (
	maxNameWords = 5
	maxNameRunes = 12
)

// shapeOf says whether a label has the form of a name or an office: a few
// words with capitals, or few characters of a script without capitals, and no
// mark of a sentence. What it says in parentheses is no part of it.
func shapeOf(label string) nameShape {
	bare := label
	for {
		i := strings.IndexAny(bare, "([（［")
		if i < 0 {
			break
		}
		j := strings.IndexAny(bare[i:], ")]）］")
		if j < 0 {
			return noName
		}
		_, w := utf8.DecodeRuneInString(bare[i+j:])
		if strings.TrimSpace(bare[:i]) == "" && strings.TrimSpace(bare[i+j+w:]) == "" {
			bare = strings.Trim(bare, "()[]（）［］") // (UNKNOWN):
			break
		}
		bare = bare[:i] + bare[i+j+w:]
	}
	if strings.ContainsFunc(bare, func(r rune) bool {
		return strings.ContainsRune("!?;…。！？；、，\"", r) || fold.MarkOf(r) == '"'
	}) {
		return noName
	}
	words := strings.Fields(strings.ReplaceAll(bare, ",", " "))
	if len(words) == 0 || len(words) > maxNameWords {
		return noName
	}
	var cased, upper, other int
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’“‘#&"))
		switch {
		case unicode.IsUpper(r):
			cased++
			if w == strings.ToUpper(w) || isMac(w) {
				upper++
			}
		case unicode.IsLower(r):
			if !slices.Contains(nameParticles, strings.ToLower(w)) {
				return noName
			}
		case unicode.IsLetter(r):
			other++
		}
	}
	switch {
	case other > 0 && cased == 0:
		if utf8.RuneCountInString(bare) > maxNameRunes {
			return noName
		}
		return strongName
	case cased == 0:
		return noName
	case upper == cased:
		return strongName
	}
	return weakName
}

// isMac reports a name like McKAY or MacDONALD, in capitals but for its head.
func isMac(w string) bool {
	for _, head := range []string{"Mc", "Mac", "De", "La", "O’", "O'"} {
		if rest, ok := strings.CutPrefix(w, head); ok && rest != "" && rest == strings.ToUpper(rest) {
			return true
		}
	}
	return false
}

// nameParticles are the small words of names and offices.
var nameParticles = []string{"of", "the", "for", "and", "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "zu", "ter", "ten", "y", "e", "und", "et", "pro", "tempore"}

// interrupts reports whether a block of a transcript that has no label ends the
// turn before all the same: a heading, a name alone on its line, a line of
// signs, or matter in brackets that is the transcriber's.
func (l *labels) interrupts(s string) bool {
	if l.off {
		return false
	}
	first, _, more := strings.Cut(s, "\n")
	first = strings.TrimSpace(first)
	switch {
	case strings.HasPrefix(first, "#"), !fold.HasWord(fold.Fold(s)):
		return true
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"), strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]"), strings.HasPrefix(s, "（") && strings.HasSuffix(s, "）"):
		return true
	case more && !hasEnd(first) && shapeOf(first) == strongName && len(strings.Fields(first)) <= maxNameWords:
		return true
	}
	return isHeading(s) && shapeOf(s) != noName
}
