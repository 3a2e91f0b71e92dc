package prose

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

// maxCells is how many cells a table may have: the parser fills each of its rows
// to the width of its head, so that a page of a few kilobytes can ask for
// gigabytes.
const maxCells = 20000

// paired are the kinds of signs that the parser pairs.
var paired = [...]string{"brackets", "marks of emphasis"}

// pairedKind returns of which kind a sign is that the parser pairs, or -1.
func pairedKind(char rune) int {
	switch char {
	case '[', '<', '`':
		return 0
	case '*', '_', '~':
		return 1
	}
	return -1
}

// unreadable returns the place where a page goes beyond what prose can mean,
// and what is there, or "".
func unreadable(source []byte) (at int, message string) {
	line := lineStart{blank: true}
	var counts [len(paired)]int // since the last blank line
	var table tableSize
	for i, char := range string(source) {
		if char == '\n' {
			if line.blank {
				clear(counts[:])
				table = tableSize{}
			}
			table.lines, table.bars = table.lines+1, 0
			line = lineStart{blank: true}
			continue
		}
		line.read(char)
		if line.opened > maxMarkdownDepth && !ruled(source[i-min(i, maxMarkdownDepth):i+1]) {
			return i, "the page is nested too deep to be read"
		}
		if char == '|' && table.bar() > maxCells {
			return i, fmt.Sprintf("a table has more than %d cells", maxCells)
		}
		if kind := pairedKind(char); kind >= 0 {
			if counts[kind]++; counts[kind] > maxSigns {
				return i, fmt.Sprintf("a paragraph holds more than %d %s", maxSigns, paired[kind])
			}
		}
	}
	return 0, ""
}

// tableSize is how large a table a paragraph may turn out to be.
type tableSize struct {
	bars, widest int // on this line, and on the widest so far
	lines        int // before this one
}

// bar counts a bar, and returns how many cells there may be.
func (t *tableSize) bar() int {
	t.bars++
	t.widest = max(t.widest, t.bars+1)
	return t.widest * (t.lines + 1)
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
