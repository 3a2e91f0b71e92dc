package lsp

import (
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// Position is a place as the protocol has it: lines and characters from 0, the
// characters in units of the encoding that was agreed on.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Range is from one position up to another.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// The encodings in which characters are counted.
const (
	encodingUTF8  = "utf-8"
	encodingUTF16 = "utf-16" // the one that every client has
)

// lines is a text with its way from byte offsets to positions and back. It is the one
// place where they meet. Lines end as the protocol has it: \n, \r\n, or \r alone,
// which package finding does not know, for pages with such lines are not read.
type lines struct {
	data   []byte
	starts []int // byte offset of the start of each line
	utf8   bool  // characters are bytes; else UTF-16 code units
}

func newLines(data []byte, encoding string) *lines {
	text := &lines{data: data, starts: []int{0}, utf8: encoding == encodingUTF8}
	for i, char := range data {
		if char == '\n' || char == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			text.starts = append(text.starts, i+1)
		}
	}
	return text
}

// line returns the bytes of a line, from and to, without its end.
func (t *lines) line(number int) (from, to int) {
	from, to = t.starts[number], len(t.data)
	if number+1 < len(t.starts) {
		to = t.starts[number+1]
	}
	for to > from && (t.data[to-1] == '\n' || t.data[to-1] == '\r') {
		to--
	}
	return from, to
}

// position returns the place of a byte offset. One outside of the text gives the
// nearest end of it, one inside of a character or a line's end the beginning of it.
func (t *lines) position(offset int) Position {
	offset = min(max(offset, 0), len(t.data))
	number := sort.SearchInts(t.starts, offset+1) - 1
	from, to := t.line(number)
	offset = min(offset, to)
	if t.utf8 {
		return Position{number, t.whole(offset, from, to) - from}
	}
	units := 0
	for at := from; at < offset; {
		char, size := utf8.DecodeRune(t.data[at:to])
		if at+size > offset {
			break
		}
		units += max(utf16.RuneLen(char), 1)
		at += size
	}
	return Position{number, units}
}

// offset returns the byte offset of a place. One behind a line's end gives that end,
// one outside of the text the nearest end of it, one inside of a character (half a
// surrogate pair, say) the beginning of it.
func (t *lines) offset(place Position) int {
	if place.Line < 0 {
		return 0
	}
	if place.Line >= len(t.starts) {
		return len(t.data)
	}
	at, to := t.line(place.Line)
	if t.utf8 {
		return t.whole(at+min(max(place.Character, 0), to-at), at, to)
	}
	for left := place.Character; left > 0 && at < to; {
		char, size := utf8.DecodeRune(t.data[at:to])
		if left -= max(utf16.RuneLen(char), 1); left < 0 {
			break
		}
		at += size
	}
	return at
}

// whole returns the beginning of the character that an offset of a line, from one
// offset to another, is inside of. Bytes that are no character are one each.
func (t *lines) whole(offset, from, to int) int {
	for at := offset - 1; at >= from && at > offset-utf8.UTFMax && offset < to; at-- {
		if _, size := utf8.DecodeRune(t.data[at:to]); at+size > offset {
			return at
		}
	}
	return offset
}

// span returns the byte offsets of a range, in order.
func (t *lines) span(of Range) (start, end int) {
	start, end = t.offset(of.Start), t.offset(of.End)
	return min(start, end), max(start, end)
}

func (t *lines) rangeOf(start, end int) Range {
	return Range{t.position(start), t.position(max(start, end))}
}
