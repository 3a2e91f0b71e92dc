package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// splitLabel returns the printed label and the bytes it takes with its signs
// and the white space after them.
func splitLabel(s string) (label string, n int) {
	t := s
	paren := false
	if r, w := utf8.DecodeRuneInString(t); r == '(' || r == '（' {
		paren = true
		t = t[w:]
	}
	if r, _ := utf8.DecodeRuneInString(t); r >= 'ぁ' && r <= 0x9FFF && !strings.ContainsRune(numerals, r) {
		return "", 0 // most paragraphs of Japanese
	}
	end := 0
	for i, r := range t {
		if i > 24 || !fold.IsWord(r) && r != '.' && r != '．' {
			break
		}
		if (r == '.' || r == '．') && !fold.IsDigit(after0(t[i+utf8.RuneLen(r):])) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if end == 0 || end > len(t) {
		return "", 0
	}
	r, w := utf8.DecodeRuneInString(t[end:])
	closed := r == ')' || r == '）'
	stop := r == '.' || r == '．' || r == '、'
	if paren && !closed || !closed && !stop {
		return "", 0
	}
	rest := t[end+w:]
	trimmed := strings.TrimLeftFunc(rest, fold.IsBlank)
	if len(trimmed) == len(rest) && r != '、' && r != '）' && r != '．' || trimmed == "" {
		return "", 0
	}
	label = fold.Fold(t[:end])
	if !labelShape(label, closed) {
		return "", 0
	}
	return label, len(s) - len(trimmed)
}

const numerals = "〇一二三四五六七八九十百"

func after0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return fold.Fullwidth(r)
}

// labelShape reports whether l looks like a number or letter of a paragraph. A
// capital with a full stop is more often somebody's initial, and is none.
func labelShape(l string, closed bool) bool {
	switch {
	case strings.Trim(l, "0123456789.") == "":
		for _, part := range strings.Split(l, ".") {
			if len(part) == 0 || len(part) > 3 {
				return false
			}
		}
		return true
	case len(l) == 1 && l[0] >= 'a' && l[0] <= 'z':
		return true
	case len(l) == 1 && l[0] >= 'A' && l[0] <= 'Z':
		return closed
	case strings.Trim(l, "ivxl") == "" && len(l) <= 6:
		return true
	case strings.Trim(l, "IVXL") == "" && len(l) <= 6:
		return true
	case strings.Trim(l, numerals) == "" && utf8.RuneCountInString(l) <= 4:
		return true
	}
	return false
}

// isHeading reports a block that is a heading, or a line like one: a single
// short line that begins with a capital or a number and ends without a
// sentence's mark. No quotation runs from it into the paragraph below.
func isHeading(s string) bool {
	if len(s) > 120 || strings.IndexByte(s, '\n') >= 0 || len(s) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune(".!?:;,…。！？：；、，”’\"'」』)）]—–-", last) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !(unicode.IsUpper(r) || unicode.IsNumber(r) || fold.Unspaced(r) != 0) {
		return false
	}
	if fold.Unspaced(r) != 0 {
		return utf8.RuneCountInString(s) <= 30
	}
	return strings.Count(s, " ") < 14
}
