package lsp

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// pieces are what texts are made of, one of each length in either encoding, and
// each end of a line.
var pieces = []string{"a", "é", "日", "「", "👍", "👩‍👩‍👧", "e\u0301", "\ufeff", "\U0010ffff", "\t", "\n", "\r\n", "\r", "\xff", "\xe3\x81", ""}

// Every place of every text of three pieces is found again from its position, in
// both encodings, and every position leads to a place.
func TestPositions(t *testing.T) {
	for _, one := range pieces {
		for _, two := range pieces {
			for _, three := range pieces {
				text := one + two + three
				for _, encoding := range []string{encodingUTF16, encodingUTF8} {
					checkPositions(t, text, encoding)
				}
			}
		}
	}
}

func checkPositions(t *testing.T, text, encoding string) {
	t.Helper()
	in := newLines([]byte(text), encoding)
	want := map[int]Position{}
	at := Position{}
	for i := 0; i < len(text); {
		want[i] = at
		char, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case strings.HasPrefix(text[i:], "\r\n"):
			size = 2
			at = Position{Line: at.Line + 1}
		case char == '\n' || char == '\r':
			at = Position{Line: at.Line + 1}
		case encoding == encodingUTF8:
			at.Character += size
		default:
			at.Character += len(utf16.Encode([]rune{char}))
		}
		i += size
	}
	want[len(text)] = at
	for offset, place := range want {
		if got := in.position(offset); got != place {
			t.Fatalf("%q, %s: offset %d is at %v, want %v", text, encoding, offset, got, place)
		}
		if got := in.offset(place); got != offset {
			t.Fatalf("%q, %s: %v is offset %d, want %d", text, encoding, place, got, offset)
		}
	}
	last := 0
	for line := -1; line <= at.Line+1; line++ {
		for character := -1; character < 12; character++ {
			offset := in.offset(Position{line, character})
			if _, ok := want[offset]; !ok && utf8.ValidString(text) {
				t.Fatalf("%q, %s: %d:%d is offset %d, inside of a character", text, encoding, line, character, offset)
			}
			if offset < last || offset > len(text) {
				t.Fatalf("%q, %s: %d:%d is offset %d, after %d", text, encoding, line, character, offset, last)
			}
			last = offset
		}
		last = min(last, in.offset(Position{line + 1, -1}))
	}
	for offset := -2; offset < len(text)+3; offset++ {
		if place := in.position(offset); !slices.ContainsFunc(mapValues(want), func(known Position) bool { return known == place }) {
			t.Fatalf("%q, %s: offset %d is at %v", text, encoding, offset, place)
		}
	}
}

func mapValues(of map[int]Position) (list []Position) {
	for _, value := range of {
		list = append(list, value)
	}
	return list
}

// Ranges that begin behind their end, and numbers beyond all text, are taken for
// the nearest that there is.
func TestSpan(t *testing.T) {
	in := newLines([]byte("日本\n👍x\n"), encodingUTF16)
	for _, row := range []struct {
		of         Range
		start, end int
	}{
		{Range{Position{0, 1}, Position{1, 2}}, 3, 11},
		{Range{Position{1, 2}, Position{0, 1}}, 3, 11},
		{Range{Position{1, 1}, Position{1, 1}}, 7, 7}, // half a surrogate pair
		{Range{Position{-5, -5}, Position{1 << 60, 1 << 60}}, 0, 13},
		{Range{Position{0, 1 << 60}, Position{0, 1 << 60}}, 6, 6},
	} {
		if start, end := in.span(row.of); start != row.start || end != row.end {
			t.Errorf("%v: %d to %d, want %d to %d", row.of, start, end, row.start, row.end)
		}
	}
}
