package match

import "strings"

// A language is what is known of a language's negations and conditions. Words
// are folded and in lower case; a phrase is words with single spaces.
type language struct {
	negators   []string
	suffixes   []string // of a word that negates: "n't"
	prefixes   []string // letters that negate at a word's start, or at its end
	conditions []string
	notes      []string // in brackets or parentheses: stands for nothing
}

// languages by primary subtag. A word after which something is denied, refused
// or excepted is a negator here: leaving it out turns the sense.
var languages = map[string]*language{
	"en": {
		negators: []string{"not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot", "without",
			"hardly", "scarcely", "barely", "rarely", "seldom", "except", "no one", "no longer", "not at all", "by no means",
			"under no circumstances", "in no way", "on no account", "at no time", "in no case", "to no avail", "far from", "anything but",
			"rather than", "instead of", "other than", "short of", "least of all", "unable to", "unwilling to", "unlikely to",
			"refuse to", "refuses to", "refused to", "refusing to", "fail to", "fails to", "failed to", "failing to",
			"decline to", "declines to", "declined to", "declining to", "ceased to", "cease to", "stopped short of", "nay", "ain't", "nought", "naught", "not yet", "yet to"},
		suffixes:   []string{"n't"},
		prefixes:   []string{"un", "in", "im", "il", "ir", "non", "non-", "dis", "mis", "de", "anti", "anti-", "less", "n't", "not", "nt", "never", "no"},
		conditions: []string{"if", "unless", "until", "provided", "providing", "only if", "only when", "only", "except", "in case", "in the event", "as long as", "so long as", "on condition", "subject to", "assuming", "supposing", "almost", "nearly", "allegedly", "reportedly", "perhaps", "maybe", "but for"},
		notes: []string{"sic", "emphasis added", "emphasis mine", "emphasis ours", "emphasis in original", "emphasis in the original", "emphasis supplied",
			"italics added", "italics mine", "italics in original", "italics in the original", "original emphasis", "my emphasis", "our emphasis"},
	},
	"ja": {
		negators: []string{"ない", "なかった", "なく", "なけれ", "なし", "ず", "ずに", "ぬ", "まい", "ません", "ませんでした", "決して", "けっして",
			"必ずしも", "いかなる場合も", "いかなる場合にも", "一切", "到底", "まったく", "全く", "否", "いいえ", "ではない", "ではなく", "ではありません", "はない", "はありません", "以外", "を除き", "を除く"},
		conditions: []string{"もし", "場合", "限り", "ならば", "なら", "れば", "たら", "仮に", "とすれば", "ない限り"},
		notes:      []string{"ママ", "まま", "原文ママ", "原文のまま", "傍点筆者", "傍点引用者", "傍線筆者", "傍線引用者", "強調筆者", "強調引用者", "強調は引用者", "強調は筆者"},
	},
}

// spoken returns what is known of the languages that a tag names; of all that
// are known where it names none.
func spoken(tag string) []*language {
	primary, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if l, ok := languages[strings.ToLower(primary)]; ok {
		return []*language{l}
	}
	return everyLanguage
}

var everyLanguage = []*language{languages["en"], languages["ja"]}

// A phrase list finds phrases at the edges of folded words.
type phrases []*language

func (p phrases) negators(f func(string) bool) bool {
	for _, l := range p {
		for _, n := range l.negators {
			if f(n) {
				return true
			}
		}
	}
	return false
}

func (p phrases) conditions(f func(string) bool) bool {
	for _, l := range p {
		for _, n := range l.conditions {
			if f(n) {
				return true
			}
		}
	}
	return false
}

// isNote reports whether the content of brackets stands for nothing.
func (p phrases) isNote(content string) bool {
	c := strings.ToLower(strings.Trim(content, " .!*:、。"))
	for _, l := range everyLanguage {
		for _, n := range l.notes {
			if c == n {
				return true
			}
		}
	}
	return false
}

// at returns the phrase's end where the folded s has it, in words, at i.
func phraseAt(s string, i int, phrase string) int {
	end := i + len(phrase)
	if end > len(s) || !strings.EqualFold(s[i:end], phrase) {
		return -1
	}
	if !boundary(s, i) || !boundary(s, end) {
		return -1
	}
	return end
}

// negatorAt returns the end of the negator that begins at i, or -1.
func (p phrases) negatorAt(s string, i int) (end int) {
	end = -1
	p.negators(func(n string) bool {
		end = max(end, phraseAt(s, i, n))
		return false
	})
	if end < 0 {
		j := tokenEnd(s, i)
		if p.negating(s[i:j]) {
			end = j
		}
	}
	return end
}

// negatorBefore returns the start of the negator that ends at i, or -1.
func (p phrases) negatorBefore(s string, i int) (start int) {
	start = -1
	p.negators(func(n string) bool {
		if k := i - len(n); k >= 0 && phraseAt(s, k, n) == i && (start < 0 || k < start) {
			start = k
		}
		return false
	})
	if start < 0 {
		j := tokenStart(s, i)
		if p.negating(s[j:i]) {
			start = j
		}
	}
	return start
}

// negating reports a single word that negates by its ending.
func (p phrases) negating(word string) bool {
	w := strings.ToLower(word)
	for _, l := range p {
		for _, x := range l.suffixes {
			if strings.HasSuffix(w, x) {
				return true
			}
		}
	}
	return false
}

// count counts the negators in the folded s.
func (p phrases) count(s string) (n int) {
	skip := 0
	tokens(s, func(start, _ int) bool {
		if start < skip {
			return true
		}
		if end := p.negatorAt(s, start); end >= 0 {
			n++
			skip = end
		}
		return true
	})
	return n
}

// conditionAt reports whether a condition begins, or ends, at i.
func (p phrases) conditionAt(s string, i int, ends bool) (found string) {
	p.conditions(func(c string) bool {
		k := i
		if ends {
			k -= len(c)
		}
		if k >= 0 && phraseAt(s, k, c) >= 0 && len(c) > len(found) {
			found = c
		}
		return false
	})
	return found
}

// affix reports letters that negate a word they are joined to.
func (p phrases) affix(letters string) bool {
	l := strings.ToLower(letters)
	for _, x := range p {
		for _, a := range x.prefixes {
			if l == a {
				return true
			}
		}
	}
	return false
}

func tokenEnd(s string, i int) int {
	for i < len(s) {
		_, n := after(s, i)
		i += n
		if boundary(s, i) {
			break
		}
	}
	return i
}

func tokenStart(s string, i int) int {
	for i > 0 {
		_, n := before(s, i)
		i -= n
		if boundary(s, i) {
			break
		}
	}
	return i
}
