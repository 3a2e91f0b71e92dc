package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// numbers: no cut between two numbers, or a number and its unit: “$5” of $5
// billion, 百人 of 五百人.
func (e *edges) numbers() string {
	s := e.t.Chars
	if e.t.Chars[e.Start:e.End] != "" && counts(e.t, s[e.Start:min(e.End, fold.TokenEnd(s, e.Start))], false) {
		if reason := e.signBefore(); reason != "" {
			return reason
		}
	}
	for _, at := range []int{e.Start, e.End} {
		if at <= e.unit.Start || at >= e.unit.End {
			continue
		}
		if reason := e.signOff(at); reason != "" {
			return reason
		}
		if e.decimal(at) {
			return "the quotation cuts a number in two"
		}
		left := lastWordEnd(s, at)
		right := at + firstWord(s[at:e.unit.End])
		if right >= e.unit.End || left <= e.unit.Start || strings.Trim(s[left:right], " -") != "" {
			continue
		}
		a, b := s[fold.TokenStart(s, left):left], s[right:fold.TokenEnd(s, right)]
		a, b = e.joined(a, left, b)
		if counts(e.t, a, false) && counts(e.t, b, true) {
			return "the quotation cuts a number: " + Quoted(a) + " belongs to " + Quoted(b)
		}
	}
	return ""
}

// signBefore says why no quotation begins with a number whose sign stands before
// it: minus, a per cent sign that is set first, a decimal point.
func (e *edges) signBefore() string {
	s := e.t.Chars
	for _, sign := range []string{"マイナス", "▲", "△", "分の", "分之"} {
		if strings.HasSuffix(s[:e.Start], sign) {
			return "the quotation cuts the sign off a number"
		}
	}
	if raw := e.t.Raw()[:e.t.Start(e.Start)]; strings.HasSuffix(strings.TrimRight(raw, " \u00a0\u202f"), "−") {
		return "the quotation cuts a sign off a number" // however it is spaced
	}
	before := strings.TrimRight(s[e.unit.Start:e.Start], " ")
	a, n := fold.Before(before, len(before))
	z, _ := fold.Before(before, len(before)-n)
	joined := e.unit.Start+len(before) == e.Start
	if a == '−' || a == '%' && !fold.IsDigit(z) || a == '.' && joined && !fold.IsWord(z) {
		return "the quotation cuts a sign off a number"
	}
	return ""
}

// signOff says why no quotation ends before a per cent sign, or begins behind
// the letters of a currency.
func (e *edges) signOff(at int) string {
	s := e.t.Chars
	if at == e.End {
		r, _ := fold.After(strings.TrimLeft(s[at:e.unit.End], " "), 0)
		if a, _ := fold.Before(s, at); fold.IsDigit(a) && (strings.ContainsRune("%‰¢°", r) && r != 0 || unicode.Is(unicode.Sc, r)) {
			return "the quotation cuts a sign off a number"
		}
		return ""
	}
	a, _ := fold.Before(s, at)
	b, n := fold.After(s, at)
	if c, _ := fold.After(s, at+n); unicode.IsLetter(a) && strings.ContainsRune("$€£¥", b) && fold.IsDigit(c) {
		return "the quotation cuts a sign off a number"
	}
	return ""
}

// decimal reports whether a place stands beside the point of a number: in the
// scripts whose figures are no tokens by themselves nothing else shows it.
func (e *edges) decimal(at int) bool {
	const points = ".,٫٬・·点點"
	s := e.t.Chars
	a, an := fold.Before(s, at)
	b, bn := fold.After(s, at)
	z, _ := fold.Before(s, at-an)
	c, _ := fold.After(s, at+bn)
	return at == e.Start && strings.ContainsRune(points, a) && a != 0 && unicode.IsNumber(z) && unicode.IsNumber(b) ||
		at == e.End && strings.ContainsRune(points, b) && b != 0 && unicode.IsNumber(a) && unicode.IsNumber(c)
}

// joined looks past what joins the parts of one number: three hundred and
// fifty, half a million.
func (e *edges) joined(a string, left int, b string) (before, after string) {
	s := e.t.Chars
	if word := strings.ToLower(a); word == "and" || word == "und" || word == "et" || word == "y" {
		end := lastWordEnd(s, fold.TokenStart(s, left))
		a = s[fold.TokenStart(s, end):end]
	}
	if word := strings.ToLower(b); word == "a" || word == "and" {
		at := left + strings.Index(s[left:], b) + len(b)
		if next := at + firstWord(s[at:]); next < len(s) {
			b = s[next:fold.TokenEnd(s, next)]
		}
	}
	return a, b
}

// counts reports whether a token is a number, in figures or words; unit says
// that a unit counts as well.
func counts(t *text.Text, token string, unit bool) bool {
	if first, _ := utf8.DecodeRuneInString(token); strings.ContainsFunc(token, unicode.IsNumber) && !unicode.IsLetter(first) {
		return true // but A320 is a name
	}
	if r, n := utf8.DecodeRuneInString(token); fold.Unspaced(r) != 0 {
		return n == len(token) && (strings.ContainsRune("〇一二三四五六七八九十百千万億兆亿萬両兩", r) || unit && strings.ContainsRune("円元", r))
	}
	if unit && unitWords[strings.ToLower(strings.Trim(token, ".%"))] {
		return true
	}
	l := t.Language()
	if l == nil {
		return false
	}
	if l.Tag == "ar" {
		token = strings.TrimPrefix(token, "و") // three and fifty
	}
	all, _ := l.ClassOf(token)
	return all&fold.Number != 0 && all&(fold.Function|fold.Article|fold.Referring) == 0
}

// unitWords follow a number, and change what it counts.
var unitWords = map[string]bool{"percent": true, "prozent": true, "pct": true, "procent": true, "prosent": true, "porcento": true,
	"million": true, "millions": true, "billion": true, "billions": true, "trillion": true, "trillions": true, "thousand": true, "hundred": true,
	"b": true, "per": true, "тыс": true, "млн": true, "млрд": true, "mln": true, "mio": true, "mrd": true, "lakh": true, "crore": true, "mn": true, "bn": true, "tn": true, "km": true, "kg": true, "m": true, "cm": true, "mm": true, "g": true, "t": true, "l": true}
