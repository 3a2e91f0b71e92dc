package finding

import "strings"

// Nearest returns the name that word is probably a misspelling of, or "".
func Nearest(word string, names []string) string {
	best, _ := nearest(word, names)
	return best
}

// Misspelt returns the one name that word is surely a misspelling of, or "":
// it differs by one letter, or two exchanged, and no other name is as near.
func Misspelt(word string, names []string) string {
	best, alone := nearest(word, names)
	if !alone || len(word) < 3 || distance(strings.ToLower(word), strings.ToLower(best)) > 1 {
		return ""
	}
	return best
}

// nearest returns the first of the nearest names, and whether it is the only
// one.
func nearest(word string, names []string) (best string, alone bool) {
	least := max(1, len(word)/3) + 1
	for _, name := range names {
		if len(name)-len(word) > least || len(word)-len(name) > least {
			continue
		}
		switch d := distance(strings.ToLower(word), strings.ToLower(name)); {
		case d < least:
			best, least, alone = name, d, true
		case d == least && name != best:
			alone = false
		}
	}
	return best, alone && best != ""
}

func OrNearestRule(word, help string) string {
	var names []string
	for _, r := range Rules() {
		names = append(names, string(r))
	}
	if near := Nearest(word, names); near != "" {
		return "did you mean " + near + "?"
	}
	return help
}

// distance is the optimal string alignment distance of a and b, in bytes.
func distance(a, b string) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
