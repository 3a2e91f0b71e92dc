package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isDash reports every dash, hyphen and minus.
func isDash(r rune) bool {
	switch r {
	case '-', '\u2010', '\u2011', '\u2012', '–', '—', '―', '−', '－':
		return true
	}
	return false
}

// isHyphen reports those that join words.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' || r == '－' }

// dash folds a run of dashes. Between figures every dash is one, and so is the
// minus before a figure; inside a compound hyphen and en dash are; between
// words long ones, several, and those with spaces round them are.
func (f *Folder) dash(i, to int) int {
	first, _ := utf8.DecodeRuneInString(f.raw[i:to])
	n, end, long := 0, i, false
	for j := i; j < to; {
		r, w := utf8.DecodeRuneInString(f.raw[j:to])
		if isDash(r) {
			n++
			end = j + w
			long = long || r == '—' || r == '―'
		} else if !silent(r) {
			break
		}
		j += w
	}
	if before := f.word(); before == '-' || before == '—' || before == '−' { // one run with the dash before
		f.unblank()
		i = f.unput()
		n, long = n+1, long || before == '—'
	}
	next, spaced, lines := f.next(end, to)
	last := f.last()
	apart := last == ' ' || last == 0 || last == Break
	before := f.word()
	switch {
	case n == 1 && !long && apart && !spaced && IsDigit(next):
		f.put("-", i, end) // a sign
	case IsDigit(before) && IsDigit(next) && last != Break:
		f.around("-", i, end)
		return end
	case n > 1 || long:
		f.around("—", i, end)
		return end
	case lines && isHyphen(first) && IsWord(last) && unicode.IsLetter(next) && !isCJK(next):
		return f.lineEnd(i, end, to)
	case apart && spaced && next != 0 && last == ' ' && !f.affix():
		f.around("—", i, end)
		return end
	case first == '–' && (spaced || apart):
		f.around("—", i, end)
		return end
	case first == '−' && !(IsWord(last) && IsWord(next)):
		f.put("−", i, end)
	default:
		f.put("-", i, end)
	}
	f.tight = false
	return end
}

// word returns the last folded character, a space aside.
func (f *Folder) word() rune {
	b := f.buf
	if len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	r, _ := utf8.DecodeLastRune(b)
	return r
}

// affixes are what a hyphen joins to the next word, though spaces stand round
// it: non - binding is no dash.
var affixes = map[string]bool{"non": true, "un": true, "anti": true, "pre": true, "post": true, "re": true, "co": true, "de": true,
	"ex": true, "sub": true, "semi": true, "pro": true, "inter": true, "multi": true, "mis": true, "dis": true, "in": true, "nicht": true}

// kept are the affixes that keep their hyphen at a line's end: without it
// re-sign would be another word.
var kept = map[string]bool{"non": true, "un": true, "anti": true, "pre": true, "re": true, "co": true}

// KeepsHyphen reports whether the hyphen that stands at i of the folded s at a
// line's end is the word's, and may not be dropped.
func KeepsHyphen(s string, i int) bool {
	b := s[max(0, i-16):i]
	return kept[strings.ToLower(b[strings.LastIndexAny(b, " \"'(—-")+1:])]
}

// affix reports whether the last folded word is one.
func (f *Folder) affix() bool {
	b := strings.TrimRight(string(f.buf[max(0, len(f.buf)-16):]), " ")
	return affixes[strings.ToLower(b[strings.LastIndexAny(b, " \"'(—")+1:])]
}

// lineEnd folds a hyphen at a line's end with the white space behind it: it may
// be the line's or the word's.
func (f *Folder) lineEnd(i, end, to int) int {
	for end < to {
		r, n := utf8.DecodeRuneInString(f.raw[end:to])
		if !IsBlank(r) && !silent(r) {
			break
		}
		end += n
	}
	f.turn(i)
	f.buf = append(f.buf, LineHyphen)
	f.turn(end)
	f.tight = false
	return end
}

// maxEmphasis is how far the end of an emphasis is looked for, in bytes.
const maxEmphasis = 400

// emphasis folds the marks with which a plain text emphasises words, _not_ and
// *not*: in a text they are dropped, as a pair. A quotation keeps its own,
// unless it is Markdown.
func (f *Folder) emphasis(i, to int) int {
	mark := f.raw[i]
	end := i
	for end < to && f.raw[end] == mark {
		end++
	}
	marks := f.raw[i:end]
	if f.bad == badText && end-i <= 3 {
		if f.closes == i && i > 0 {
			f.drop(i, end)
			return end
		}
		before, _ := utf8.DecodeLastRuneInString(f.raw[:i])
		behind, _ := utf8.DecodeRuneInString(f.raw[end:to])
		if (i == 0 || !IsWord(before)) && IsWord(behind) {
			if k := emphasisEnd(f.raw[end:min(to, end+maxEmphasis)], marks); k > 0 {
				f.closes = end + k
				f.drop(i, end)
				return end
			}
		}
	}
	f.put(marks, i, end)
	f.tight = false
	return end
}

// emphasisEnd returns where the marks stand that end an emphasis, or -1: behind
// a word or its mark, and before none.
func emphasisEnd(s, marks string) int {
	for from := 0; ; {
		k := strings.Index(s[from:], marks)
		if k < 0 {
			return -1
		}
		k += from
		from = k + len(marks)
		before, _ := utf8.DecodeLastRuneInString(s[:k])
		behind, _ := utf8.DecodeRuneInString(s[from:])
		if strings.Contains(s[:k], "\n\n") {
			return -1
		}
		if k > 0 && !IsBlank(before) && (from == len(s) || !IsWord(behind)) && (from >= len(s) || s[from] != marks[0]) {
			return k
		}
	}
}
