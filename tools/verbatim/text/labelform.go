package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

func unspaced(r rune) bool { return fold.Unspaced(r) != 0 }

// labelSigns are set round labels, and are no part of them.
const labelSigns = "*_>○◯●◎◆◇■□▶—–-【】〔〕　"

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
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "：") && !strings.HasPrefix(s, "○") && !strings.HasPrefix(s, "◯") && !strings.ContainsAny(s[:min(len(s), 3)], "QAＱＡ") && strings.IndexByte(s, '.') < 0 {
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
	if wide, n := utf8.DecodeRuneInString(s); wide == 'Ｑ' || wide == 'Ａ' {
		if stop, w := utf8.DecodeRuneInString(s[n:]); strings.ContainsRune(".．　", stop) && w > 0 {
			return labelForm{s[:n], n + w, true}, true
		}
	}
	if len(s) < 2 || s[0] != 'Q' && s[0] != 'A' {
		return labelForm{}, false
	}
	rest := s[1:]
	switch {
	case rest[0] == '.' && blankFirst(rest[1:]):
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
	s = s[:min(len(s), maxLabel)]
	if !strings.Contains(s, ". ") {
		return labelForm{}, false
	}
	words := strings.SplitAfterN(s, " ", 7)
	n := 0
	for i, w := range words {
		n += len(w)
		w = strings.TrimRight(w, " ")
		name := strings.TrimSuffix(w, ".")
		capitals := len([]rune(name)) > 1 && !isSmall(name[1]) && name == strings.ToUpper(name) && strings.ContainsFunc(name, unicode.IsUpper) && !strings.Contains(name, ".")
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
var offices = map[string]bool{"MINISTER": true, "SECRETARY": true, "GOVERNOR": true, "AMBASSADOR": true, "MODERATOR": true, "CHANCELLOR": true, "GENERAL": true, "SECRETARY-GENERAL": true, "COMMISSIONER": true, "PRESIDENT": true, "SPEAKER": true, "CHAIRMAN": true, "CHAIRWOMAN": true, "CHAIR": true, "CLERK": true, "OFFICER": true, "TEMPORE": true}

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
