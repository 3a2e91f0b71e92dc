package fold

import (
	"maps"
	"strings"
)

// OtherNumber reports whether both a and b hold numbers, and not the same.
func OtherNumber(a, b string) bool {
	m, n := Numbers(a), Numbers(b)
	return len(m) > 0 && len(n) > 0 && !maps.Equal(m, n)
}

// Numbers returns the numbers of s, in figures or words, each with its count.
func Numbers(s string) map[string]int {
	var found map[string]int
	add := func(w string) {
		if found == nil {
			found = map[string]int{}
		}
		found[w]++
	}
	Tokens(s, func(start, end int) bool {
		w := strings.ToLower(s[start:end])
		if strings.ContainsAny(w, "0123456789") {
			add(strings.NewReplacer(",", "", " ", "").Replace(w))
			return true
		}
		for _, part := range strings.Split(w, "-") {
			if v, ok := numerals[part]; ok {
				add(v)
			}
		}
		return true
	})
	return found
}

// numerals are number words with their value.
var numerals = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
	"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
	"hundred": "hundred", "hundreds": "hundreds", "thousand": "thousand", "thousands": "thousands", "million": "million", "millions": "millions", "billion": "billion", "billions": "billions", "trillion": "trillion", "trillions": "trillions",
	"dozen": "dozen", "dozens": "dozens", "half": "half", "twice": "twice", "thrice": "thrice", "zero": "0",
	"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
	"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10", "百": "hundred", "千": "thousand", "万": "man", "億": "oku", "兆": "cho",
}
