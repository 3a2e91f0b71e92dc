package content

import (
	"bytes"
	"fmt"
	"strings"
)

// maxMarkdownDepth is deeper than any prose, and keeps recursion bounded. The
// parser's work grows with the square of the containers that a line opens:
// 64 KB of them take it half a second.
const maxMarkdownDepth = 64

// maxSigns is how many signs of one kind a paragraph may hold: more than prose
// can mean. A table is one paragraph, so that only signs count that the parser
// tries to pair with those before them, and never quotation marks and
// apostrophes: it takes them for words.
const maxSigns = 1000

// paired are the signs that the parser pairs, by what they are called.
var paired = []struct{ signs, name string }{
	{"[<`", "brackets"},
	{"*_~", "marks of emphasis"},
}

// unreadable returns the place where a page goes beyond what prose can mean,
// and what is there, or "".
func unreadable(source []byte) (at int, message string) {
	line := lineStart{blank: true}
	counts := make([]int, len(paired)) // since the last blank line
	for i, char := range string(source) {
		if char == '\n' {
			if line.blank {
				clear(counts)
			}
			line = lineStart{blank: true}
			continue
		}
		line.read(char)
		if line.opened > maxMarkdownDepth && !ruled(source[i-min(i, maxMarkdownDepth):i+1]) {
			return i, "the page is nested too deep to be read"
		}
		for kind, of := range paired {
			if !strings.ContainsRune(of.signs, char) {
				continue
			}
			if counts[kind]++; counts[kind] > maxSigns {
				return i, fmt.Sprintf("a paragraph holds more than %d %s", maxSigns, of.name)
			}
		}
	}
	return 0, ""
}

// lineStart counts the containers that a line opens: block quotations and
// lists, by the signs that stand before all words.
type lineStart struct {
	opened int
	figure bool // the character before is one: a full stop after it makes a list
	words  bool // have begun, and what follows opens nothing
	blank  bool // nothing but white space so far
}

func (l *lineStart) read(char rune) {
	figure := false
	switch {
	case char == ' ' || char == '\t' || char == '\r':
		l.figure = false
		return
	case l.words:
	case strings.ContainsRune(">-+*", char), l.figure && (char == '.' || char == ')'):
		l.opened++
	case '0' <= char && char <= '9':
		figure = true
	default:
		l.words = true
	}
	l.figure, l.blank = figure, false
}

// ruled reports whether these bytes are part of a thematic break or of a table's rule,
// which may be long: one character repeated.
func ruled(part []byte) bool {
	last := part[len(part)-1]
	return (last == '-' || last == '*') && len(bytes.Trim(part, string(last))) == 0
}
