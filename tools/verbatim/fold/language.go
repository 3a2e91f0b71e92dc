package fold

import "strings"

// A language is what is known of a language's negations and conditions. Words
// are folded and in lower case; a phrase is words with single spaces.
type language struct {
	negators   []string
	suffixes   []string // of a word that negates: "n't"
	prefixes   []string // letters that negate at a word's start, or at its end
	conditions []string
	notes      []string // in brackets or parentheses: stands for nothing

	denies, limits *lexicon // negators and conditions, made from the lists
}

// languages by primary subtag. A word after which something is denied, refused
// or excepted is a negator here: leaving it out turns the sense.
var languages = map[string]*language{
	"en": {
		negators: []string{"not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot", "without",
			"hardly", "scarcely", "barely", "rarely", "seldom", "except", "no one", "no longer", "not at all", "by no means",
			"under no circumstances", "in no way", "on no account", "at no time", "in no case", "to no avail", "not ever", "nor ever", "never again", "far from", "anything but",
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
		negators: []string{"ない", "なかった", "なく", "なけれ", "なし", "ず", "ずに", "ぬ", "まい", "ません", "ませんでした", "ありません", "ありませんでした", "しない", "しません", "しなかった", "されない", "できない", "できません", "いない", "いません", "決して", "けっして",
			"必ずしも", "いかなる場合も", "いかなる場合にも", "一切", "到底", "まったく", "全く", "否", "いいえ", "ではない", "ではなく", "ではありません", "はない", "はありません", "以外", "を除き", "を除く"},
		conditions: []string{"もし", "場合", "限り", "ならば", "なら", "れば", "たら", "仮に", "とすれば", "ない限り"},
		notes:      []string{"ママ", "まま", "原文ママ", "原文のまま", "傍点筆者", "傍点引用者", "傍線筆者", "傍線引用者", "強調筆者", "強調引用者", "強調は引用者", "強調は筆者"},
	},
}

// LanguagesOf returns what is known of the languages that a tag names; of all that
// are known where it names none.
func LanguagesOf(tag string) []*language {
	primary, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if l, ok := languages[strings.ToLower(primary)]; ok {
		return []*language{l}
	}
	return everyLanguage
}

var everyLanguage = []*language{languages["en"], languages["ja"]}

// Languages finds the negators and conditions of languages.
type Languages []*language

// A lexicon has phrases by their first byte, and by their last.
type lexicon struct{ first, last [256][]string }

func newLexicon(list []string) *lexicon {
	x := &lexicon{}
	for _, p := range list {
		x.first[p[0]] = append(x.first[p[0]], p)
		x.last[p[len(p)-1]] = append(x.last[p[len(p)-1]], p)
	}
	return x
}

func init() {
	for _, l := range languages {
		l.denies, l.limits = newLexicon(l.negators), newLexicon(l.conditions)
	}
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// begin returns the end of the longest phrase of x that begins at i, or -1.
func (x *lexicon) begin(s string, i int) (end int) {
	end = -1
	if i >= len(s) {
		return end
	}
	for _, p := range x.first[lower(s[i])] {
		end = max(end, phraseAt(s, i, p))
	}
	return end
}

// finish returns the start of the longest phrase of x that ends at i, or -1.
func (x *lexicon) finish(s string, i int) (start int) {
	start = -1
	if i <= 0 || i > len(s) {
		return start
	}
	for _, p := range x.last[lower(s[i-1])] {
		if k := i - len(p); k >= 0 && (start < 0 || k < start) && phraseAt(s, k, p) == i {
			start = k
		}
	}
	return start
}

// IsNote reports whether the content of brackets stands for nothing.
func (p Languages) IsNote(content string) bool {
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
	if !Boundary(s, i) || !Boundary(s, end) {
		return -1
	}
	return end
}

// NegatorAt returns the end of the negator that begins at i, or -1.
func (p Languages) NegatorAt(s string, i int) (end int) {
	end = -1
	for _, l := range p {
		end = max(end, l.denies.begin(s, i))
	}
	if end < 0 {
		j := TokenEnd(s, i)
		if p.negating(s[i:j]) {
			end = j
		}
	}
	return end
}

// NegatorBefore returns the start of the negator that ends at i, or -1.
func (p Languages) NegatorBefore(s string, i int) (start int) {
	start = -1
	for _, l := range p {
		if k := l.denies.finish(s, i); k >= 0 && (start < 0 || k < start) {
			start = k
		}
	}
	if start < 0 {
		j := TokenStart(s, i)
		if p.negating(s[j:i]) {
			start = j
		}
	}
	return start
}

// negating reports a single word that negates by its ending.
func (p Languages) negating(word string) bool {
	for _, l := range p {
		for _, x := range l.suffixes {
			if n := len(word) - len(x); n >= 0 && strings.EqualFold(word[n:], x) {
				return true
			}
		}
	}
	return false
}

// Count counts the negators in the folded s.
func (p Languages) Count(s string) int { return len(p.Negators(s)) }

// Negators returns the negators in the folded s, in small letters.
func (p Languages) Negators(s string) (found []string) {
	skip := 0
	Tokens(s, func(start, _ int) bool {
		if start < skip {
			return true
		}
		if end := p.NegatorAt(s, start); end >= 0 {
			found = append(found, strings.ToLower(s[start:end]))
			skip = end
		}
		return true
	})
	return found
}

// ConditionAt returns the condition that begins, or ends, at i.
func (p Languages) ConditionAt(s string, i int, ends bool) (found string) {
	for _, l := range p {
		c := ""
		if ends {
			if k := l.limits.finish(s, i); k >= 0 {
				c = s[k:i]
			}
		} else if k := l.limits.begin(s, i); k >= 0 {
			c = s[i:k]
		}
		if len(c) > len(found) {
			found = c
		}
	}
	return found
}

// Affix reports letters that negate a word they are joined to.
func (p Languages) Affix(letters string) bool {
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

func TokenEnd(s string, i int) int {
	for i < len(s) {
		_, n := After(s, i)
		i += n
		if Boundary(s, i) {
			break
		}
	}
	return i
}

func TokenStart(s string, i int) int {
	for i > 0 {
		_, n := Before(s, i)
		i -= n
		if Boundary(s, i) {
			break
		}
	}
	return i
}
