package fold

import (
	"strings"
	"unicode"
)

// Ends reports whether a sentence of the folded s ends before p, by the marks
// of the language: with closing marks and brackets behind it, and not at the
// stop of an abbreviation. With sure, a small letter that follows shows that
// it does not; without, the stop alone counts: what may be an end is one for
// an omission that must not pass over any.
func (l *Language) Ends(s string, p int, sure bool) bool {
	last := p
	for last > 0 && s[last-1] == ' ' {
		last--
	}
	if last > 0 && letters[s[last-1]] {
		return false // as nearly everywhere
	}
	end, inBrackets := p, false
	for end > 0 {
		r, n := Before(s, end)
		if r == Break {
			return true
		}
		if r == ']' { // a note mark behind the end
			if k := strings.LastIndexByte(s[:end], '['); k >= 0 && end-k < 8 && strings.Trim(s[k+1:end-1], "0123456789") == "" {
				end = k
				continue
			}
		}
		if r == ')' && sure {
			inBrackets = true
		}
		if unicode.Is(unicode.No, r) && end > n && l.IsEnd(lastRune(s[:end-n])) || r == '—' && l.IsEnd(lastRune(strings.TrimRight(s[:end-n], ` "'`))) {
			end -= n // a note's figure, or the dash of another speaker
			continue
		}
		if r != ' ' && r != '"' && r != '\'' && !strings.ContainsRune("()[]「」『』〔〕", r) {
			break
		}
		end -= n
	}
	if end == 0 {
		return true
	}
	r, n := Before(s, end)
	if !l.IsEnd(r) {
		return false
	}
	next, _ := After(s, p+firstWord(s[p:]))
	if sure && (unicode.IsLower(next) || inBrackets || r == '…') {
		return false // (God forbid!) and dots end no sentence for sure
	}
	if r != '.' {
		return true
	}
	if end == p {
		return false // 3.75, example.org
	}
	word := s[TokenStart(s, end-n):end]
	return !l.Abbreviated(word, IsDigit(next)) && !initial(word)
}

// IsEnd reports a mark that ends a sentence.
func (l *Language) IsEnd(r rune) bool {
	if r <= unicode.MaxASCII {
		return l.endsASCII[r]
	}
	return strings.ContainsRune(l.ends, r)
}

// initial reports one capital letter with its stop, which is somebody's
// initial far more often than a sentence's end.
func initial(word string) bool {
	r := []rune(strings.TrimSuffix(word, "."))
	return len(r) == 1 && unicode.IsUpper(r[0])
}

// firstWord returns the offset of the first word character of s, or its
// length.
func firstWord(s string) int {
	if i := strings.IndexFunc(s, IsWord); i >= 0 {
		return i
	}
	return len(s)
}

func lastRune(s string) rune {
	r, _ := Before(s, len(s))
	return r
}

// IsQuestion reports a question's mark, of any script; the semicolon is one in Greek.
func IsQuestion(r rune, l *Language) bool {
	switch r {
	case '?', '？', '؟', '⁇', '⁈', '⁉', '‽':
		return true
	case ';':
		return l != nil && l.Tag == "el"
	}
	return false
}
