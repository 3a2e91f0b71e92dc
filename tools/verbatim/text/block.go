package text

import (
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// block returns the next paragraph of raw from at on, without the white space
// round it, and where to look for the one after.
func block(raw string, at int) (from, to, next int) {
	for at < len(raw) && raw[at] <= ' ' && fold.IsBlank(rune(raw[at])) {
		at++
	}
	from, to = at, at
	for at < len(raw) {
		i := strings.IndexByte(raw[at:], '\n')
		end := len(raw)
		next = end
		if i >= 0 {
			end, next = at+i, at+i+1
		}
		line := trimRight(raw[at:end])
		if line == 0 && at > from {
			return from, to, next
		}
		if line > 0 {
			to = at + line
		}
		at = next
	}
	return from, to, len(raw)
}

// trimRight returns the length of a line without the white space at its end;
// it is 0 for a blank line.
func trimRight(line string) int {
	n := len(line)
	for n > 0 && (fold.IsBlank(rune(line[n-1])) && line[n-1] < utf8.RuneSelf || line[n-1] >= utf8.RuneSelf) {
		if line[n-1] < utf8.RuneSelf {
			n--
			continue
		}
		r, w := utf8.DecodeLastRuneInString(line[:n])
		if !fold.IsBlank(r) && r != 0xFEFF {
			break
		}
		n -= w
	}
	return n
}
