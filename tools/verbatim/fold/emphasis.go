package fold

import (
	"strings"
	"unicode/utf8"
)

// Markdown folds the words of a quotation in which Markdown's emphasis is
// formatting: it becomes characters that folding drops, so that offsets stay
// those of the words.
func Markdown(words string) *Copy {
	f := Quotation(unformatted(words))
	f.Raw = words
	return f
}

// unformatted blanks the emphasis of Markdown, and the backslashes of its
// escapes, with a character that folding drops. Offsets do not change.
func unformatted(s string) string {
	if !strings.ContainsAny(s, `*_\`) {
		return s
	}
	b := []byte(s)
	type run struct {
		at, n       int
		open, close bool
	}
	var stack []run
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", b[i+1]) >= 0:
			b[i] = formatting
			i += 2
		case c == '*' || c == '_':
			j := i
			for j < len(b) && b[j] == c {
				j++
			}
			a, _ := utf8.DecodeLastRuneInString(s[:i])
			d, _ := utf8.DecodeRuneInString(s[j:])
			spaceA, spaceD := i == 0 || IsBlank(a), j == len(s) || IsBlank(d)
			left := !spaceD && (IsWord(d) || spaceA || !IsWord(a))
			right := !spaceA && (IsWord(a) || spaceD || !IsWord(d))
			r := run{i, j - i, left, right}
			if c == '_' {
				r.open = left && (!right || !IsWord(a))
				r.close = right && (!left || !IsWord(d))
			}
			for r.close && r.n > 0 {
				k := len(stack) - 1
				for k >= 0 && s[stack[k].at] != c {
					k--
				}
				if k < 0 {
					break
				}
				o := &stack[k]
				n := min(o.n, r.n)
				for m := range n {
					b[o.at+o.n-1-m] = formatting
					b[r.at+m] = formatting
				}
				o.n -= n
				r.at += n
				r.n -= n
				stack = stack[:k+1]
				if o.n == 0 {
					stack = stack[:k]
				}
			}
			if r.open && r.n > 0 {
				stack = append(stack, r)
			}
			i = j
		default:
			i++
		}
	}
	return string(b)
}

// formatting is a character that folding drops: a control that shows nothing.
const formatting = 0x01
