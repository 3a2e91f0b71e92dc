package finding

import (
	"bytes"
	"strings"
)

// What may be a misspelling is asked about, and what surely is one is mended:
// DidYouMean asks in a finding's help, with the name that Nearest returns;
// Respelling mends, with the name that Misspelt returns.

// Nearest returns the name that word is probably a misspelling of, or "". A
// third of its letters may be wrong.
func Nearest(word string, names []string) string {
	best, _ := nearest(word, names)
	return best
}

// DidYouMean returns a help line that asks whether the nearest of the names was
// meant, or otherwise where none is near.
func DidYouMean[Name ~string](word string, names []Name, otherwise string) string {
	plain := make([]string, len(names))
	for i, name := range names {
		plain[i] = string(name)
	}
	if near := Nearest(word, plain); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// Misspelt returns the one name that word is surely a misspelling of, or "":
// it differs by one letter, or two exchanged, and no other name is as near. A
// figure is no letter: names that differ in one are names of two things.
func Misspelt(word string, names []string) string {
	best, alone := nearest(word, names)
	if !alone || len(word) < 3 || distance(strings.ToLower(word), strings.ToLower(best)) > 1 || figures(word) != figures(best) {
		return ""
	}
	return best
}

// figures are the figures of a word, in order.
func figures(word string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, word)
}

// nearest returns the first of the nearest names, and whether it is the only
// one.
func nearest(word string, names []string) (best string, alone bool) {
	least := max(1, len(word)/3) + 1
	for _, name := range names {
		if len(name)-len(word) > least || len(word)-len(name) > least {
			continue // so many letters at least are wrong: there is no need to count
		}
		switch wrong := distance(strings.ToLower(word), strings.ToLower(name)); {
		case wrong < least:
			best, least, alone = name, wrong, true
		case wrong == least && name != best:
			alone = false
		}
	}
	return best, alone && best != ""
}

// Respelling returns the safe fix that puts right, an identifier, in the place
// of wrong, its misspelling, inside span. Where right is "", or wrong is not
// there just once as it is (it may be written with escapes), there is no fix.
func Respelling(file *File, span Span, wrong, right string) Fix {
	if right == "" || wrong == "" || span.Start < 0 || span.End > len(file.Data) || span.Start > span.End {
		return Fix{}
	}
	part := file.Data[span.Start:span.End]
	at := bytes.Index(part, []byte(wrong))
	if at < 0 || bytes.Count(part, []byte(wrong)) != 1 {
		return Fix{}
	}
	start := span.Start + at
	return Fix{Safe: true, Edits: []Edit{{Span{start, start + len(wrong)}, right}}}
}

// distance is the optimal string alignment distance of two words, in bytes: how
// many letters are wrong, missing or too many, or pairs of them exchanged.
func distance(word, name string) int {
	var before []int // the row of word[:i-2]
	last := make([]int, len(name)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(word); i++ {
		row := make([]int, len(name)+1)
		row[0] = i
		for j := 1; j <= len(name); j++ {
			cost := 1
			if word[i-1] == name[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && word[i-1] == name[j-2] && word[i-2] == name[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(name)]
}
