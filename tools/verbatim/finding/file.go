package finding

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// File is a named sequence of bytes that spans point into. It is the one place
// where byte offsets become lines and columns.
type File struct {
	Name string // with forward slashes, relative to the project's folder
	Data []byte

	found  sync.Once // lines have been
	starts []int     // byte offset of the start of each line
}

// NewFile returns a File of that name and content.
func NewFile(name string, data []byte) *File { return &File{Name: name, Data: data} }

// lines returns the byte offset of the start of each line. Most files are never
// asked for a place.
func (f *File) lines() []int {
	f.found.Do(func() {
		f.starts = append(make([]int, 0, bytes.Count(f.Data, []byte("\n"))+1), 0)
		for i, char := range f.Data {
			if char == '\n' {
				f.starts = append(f.starts, i+1)
			}
		}
	})
	return f.starts
}

// Position is a place as people and editors name it: both count from 1, the
// column in runes.
type Position struct{ Line, Column int }

// Position returns the place of a byte offset. An offset outside the file
// gives the nearest end of it.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Data))
	line := sort.SearchInts(f.lines(), offset+1) - 1
	return Position{line + 1, utf8.RuneCount(f.Data[f.lines()[line]:offset]) + 1}
}

// Offset returns the byte offset of the line and column, which count from 1,
// the column in runes. A place outside the file gives the nearest end.
func (f *File) Offset(place Position) int {
	if place.Line < 1 {
		return 0
	}
	if place.Line > len(f.lines()) {
		return len(f.Data)
	}
	start := f.lines()[place.Line-1]
	line := f.Line(place.Line)
	for i := range line {
		if place.Column <= 1 {
			return start + i
		}
		place.Column--
	}
	return start + len(line)
}

// Line returns the line of that number, from 1, without its line break.
func (f *File) Line(number int) string {
	if number < 1 || number > len(f.lines()) {
		return ""
	}
	end := len(f.Data)
	if number < len(f.lines()) {
		end = f.lines()[number] - 1
	}
	line := f.Data[f.lines()[number-1]:end]
	if length := len(line); length > 0 && line[length-1] == '\r' {
		line = line[:length-1]
	}
	return string(line)
}

// UTF16 returns the column of a byte offset in UTF-16 code units, from 1, as
// SARIF and editors count.
func (f *File) UTF16(offset int) int {
	offset = min(max(offset, 0), len(f.Data))
	start := f.lines()[f.Position(offset).Line-1]
	column := 1
	for _, char := range string(f.Data[start:offset]) {
		column += utf16.RuneLen(char)
	}
	return column
}
