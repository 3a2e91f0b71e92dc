package evidence

import "strings"

// Reading is a paragraph of a text as far as pieces hold its words.
type Reading struct {
	Words   string         // of the pieces, each once and in order, without blanks
	Begins  map[int]int    // bytes of Words before a piece that begins here, by its index
	Gaps    map[int]int    // how many words are left out there, by bytes of Words before
	Letters map[int]string // which sentence begins there
}

// Readings returns the paragraphs of which pieces of one text hold words, by number.
// What is left out before the first of a paragraph's words is no gap of it.
func Readings(pieces []Piece) map[int]*Reading {
	all := map[int]*Reading{}
	end, stretch := 0, -1
	for _, held := range Ranges(pieces) {
		read := all[held.Paragraph]
		switch {
		case read == nil:
			read = &Reading{Begins: map[int]int{}, Gaps: map[int]int{}, Letters: map[int]string{}}
			all[held.Paragraph] = read
		case held.Start > end:
			read.Gaps[len(read.Words)] = held.Start - end
		}
		if held.Stretch != stretch {
			stretch, read.Letters[len(read.Words)] = held.Stretch, Letters(len(read.Letters))
		}
		for _, part := range held.Parts {
			for _, i := range part.Begins {
				read.Begins[i] = len(read.Words)
			}
			read.Words += strings.Join(strings.Fields(part.Text), "")
		}
		end = max(end, held.End)
	}
	return all
}

// Letters names an index: a to z, aa, ab, …
func Letters(index int) string {
	name := string(rune('a' + index%26))
	if index >= 26 {
		name = Letters(index/26-1) + name
	}
	return name
}
