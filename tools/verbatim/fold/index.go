package fold

import "strings"

// An Index knows where each word of folded characters stands. Words are runs
// of letters and figures in small letters; in scripts without spaces, pairs of
// characters.
type Index struct {
	Starts []int32            // where each word begins, by its ordinal
	Places map[string][]int32 // the ordinals of each word, in order
}

// NewIndex makes the index of s.
func NewIndex(s string) *Index {
	x := &Index{Places: map[string][]int32{}}
	EachWord(s, func(start, end int) {
		key := indexKey(s, start, end)
		x.Places[key] = append(x.Places[key], int32(len(x.Starts)))
		x.Starts = append(x.Starts, int32(start))
	})
	return x
}

// Keys returns the keys under which the words of s are found, in order.
func Keys(s string) (keys []string) {
	EachWord(s, func(start, end int) { keys = append(keys, indexKey(s, start, end)) })
	return keys
}

// indexKey is the key of a word: a character of a script without spaces goes
// with the one after it, for alone it stands everywhere.
func indexKey(s string, start, end int) string {
	if r, _ := After(s, start); Unspaced(r) != 0 && end < len(s) {
		if next, n := After(s, end); Unspaced(next) != 0 {
			end += n
		}
	}
	return strings.ToLower(s[start:end])
}

// EachWord calls f for each run of letters and figures; in scripts without
// spaces, for each character.
func EachWord(s string, f func(start, end int)) {
	for i := 0; i < len(s); {
		if c := s[i]; c < 0x80 {
			if !alnum[c] {
				i++
				continue
			}
			start := i
			for i < len(s) && s[i] < 0x80 && alnum[s[i]] {
				i++
			}
			if i == len(s) || s[i] < 0x80 {
				f(start, i)
				continue
			}
			i = start
		}
		start := i
		for i < len(s) {
			r, n := After(s, i)
			if !IsWord(r) || r == '_' || Unspaced(r) != 0 && i > start {
				break
			}
			i += n
			if Unspaced(r) != 0 {
				break
			}
		}
		if i > start {
			f(start, i)
			continue
		}
		_, n := After(s, i)
		i += n
	}
}

// alnum are the letters and figures of ASCII.
var alnum = func() (t [128]bool) {
	for i := range t {
		t[i] = IsWord(rune(i)) && i != '_'
	}
	return
}()
