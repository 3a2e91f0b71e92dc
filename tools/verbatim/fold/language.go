package fold

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A Word is a token of folded characters, with what its language says of it.
type Word struct {
	Span
	Class Class
}

// A Language is what is known of one language; see languages/README.md. Its
// methods take folded characters. It is safe for concurrent use.
type Language struct {
	Tag     string              // BCP 47, the primary subtag
	Scripts []string            // ISO 15924
	Past    map[string][]string // an auxiliary's forms that may stand for it in brackets

	latin         bool
	ends          string // the marks that end a sentence
	endsASCII     [unicode.MaxASCII + 1]bool
	spaced        bool // entries are whole words; else strings, looked for anywhere
	phrases       map[string][]phrase
	strings       map[rune][]phrase // by first character
	excused       map[rune][]string
	prefixes      []string // that negate the word they are joined to
	suffixes      []string
	innocent      map[string]bool // words that begin or end like an affix
	innocentStems []string
	endings       map[[2]string]bool
	abbreviations map[string]bool
	beforeFigures map[string]bool
	titles        map[string]bool
	cased         map[string]bool
	sounds        map[string]bool
	interjections []string
}

// A phrase is an entry of a list: words in small letters, or one string.
type phrase struct {
	words []string
	text  string
	class Class
}

// key is a token as the lists have it: in small letters, without the emphasis
// of plain text (_not_) and a note's figure (not⁴), and in Arabic and Hebrew
// without the marks of vowels.
func (l *Language) key(token string) string {
	plain := true
	for i := range len(token) {
		if c := token[i]; c >= 0x80 || c >= 'A' && c <= 'Z' || c == '_' || c == '*' {
			plain = false
			break
		}
	}
	if plain {
		return token
	}
	if l.Tag == "tr" {
		token = strings.ToLowerSpecial(unicode.TurkishCase, token)
	} else {
		token = strings.ToLower(token)
	}
	switch l.Tag {
	case "el":
		token = strings.ReplaceAll(token, "ς", "σ") // capitals do not tell them apart
	case "de":
		token = strings.ReplaceAll(token, "ß", "ss")
	}
	token = strings.Trim(token, "_*")
	token = strings.TrimRightFunc(token, func(r rune) bool { return unicode.Is(unicode.No, r) })
	if l.Tag == "ar" || l.Tag == "fa" || l.Tag == "he" {
		token = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, token)
	}
	return token
}

// Words returns the tokens of s in order, with their classes. Of two entries
// at one place the longer one counts.
func (l *Language) Words(s string) []Word {
	room := keyRooms.Get().(*[]string)
	defer keyRooms.Put(room)
	*room = slices.Grow((*room)[:0], len(s)/wordLength+1)
	return l.words(s, make([]Word, 0, len(s)/wordLength+1), *room)
}

// keyRooms keep the room for the keys of words, which nobody needs after them.
var keyRooms = sync.Pool{New: func() any { return new([]string) }}

// wordLength is the length of a word, in bytes, with the space behind it: a
// guess for the room that words take.
const wordLength = 5

// words is [Language.Words], in some room.
func (l *Language) words(s string, words []Word, keys []string) []Word {
	Tokens(s, func(start, end int) bool {
		words = append(words, Word{Span: Span{Start: start, End: end}})
		keys = append(keys, l.key(s[start:end]))
		return true
	})
	for i, w := range words {
		words[i].Class |= l.affixed(keys[i]) | l.compound(s[w.Start:w.End])
	}
	var excused []Span // by index
	for i := range words {
		for _, p := range l.phrases[keys[i]] {
			if n := len(p.words); i+n <= len(keys) && slices.Equal(keys[i:i+n], p.words) && !(n == 1 && l.isName(s, words[i].Start, keys[i])) {
				for k := i; k < i+n; k++ {
					words[k].Class |= p.class
				}
				if p.class&Cut != 0 {
					excused = append(excused, Span{Start: i, End: i + n})
				}
			}
		}
		if figure := i+1 < len(words) && words[i+1].Start < len(s) && IsDigit(rune(s[words[i+1].Start])); figure && l.beforeFigures[keys[i]+"."] && words[i].End < len(s) && s[words[i].End] == '.' {
			words[i].Class &^= Turns // No. 2375 negates nothing
		}
	}
	for _, e := range excused {
		for k := e.Start; k < e.End; k++ {
			words[k].Class = l.within(keys, k, e) | Cut
		}
	}
	if len(l.strings) > 0 {
		l.mark(s, words)
	}
	return words
}

// isName reports a capital inside a sentence on a word that means something else
// without it: May is a month there, and no verb.
func (l *Language) isName(s string, at int, key string) bool {
	r, _ := After(s, at)
	return at > 0 && unicode.IsUpper(r) && l.cased[key] && !l.Ends(s, at, true)
}

// within returns the classes that a word has by entries which are not shorter
// than an exception that it stands in: those the exception does not excuse.
func (l *Language) within(keys []string, k int, e Span) (class Class) {
	for from := max(0, k-maxPhrase); from <= k; from++ {
		for _, p := range l.phrases[keys[from]] {
			to := from + len(p.words)
			if k < to && to <= len(keys) && slices.Equal(keys[from:to], p.words) && (to-from > e.End-e.Start || from < e.Start || to > e.End) {
				class |= p.class
			}
		}
	}
	return class
}

// maxPhrase is the greatest length of an entry, in words, less one.
const maxPhrase = 7

// compound is what the parts of a word with hyphens turn: not-so-good.
func (l *Language) compound(word string) (class Class) {
	if !l.spaced || strings.IndexByte(word, '-') < 0 && strings.IndexByte(word, LineHyphen) < 0 && strings.IndexByte(word, '/') < 0 {
		return 0
	}
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' || r == 0xFFFD }) { // a line's hyphen is no UTF-8
		for _, p := range l.phrases[l.key(part)] {
			if len(p.words) == 1 {
				class |= p.class & Turns
			}
		}
	}
	return class
}

// affixed is the class of a word that negates by what it ends with: n't.
func (l *Language) affixed(word string) Class {
	if l.spaced && strings.HasSuffix(word, "n't") {
		return Negator
	}
	stem, owns := strings.CutSuffix(word, "'s")
	if l.Tag != "en" || !owns {
		return 0
	}
	var class Class
	for _, p := range l.phrases[stem] { // nobody's
		if len(p.words) == 1 {
			class |= p.class & Turns
		}
	}
	return class
}

// A stretch is where an entry stands.
type stretch struct {
	Span
	class Class
}

// overruled reports whether an entry that turns the sense holds s, and is longer
// than an exception of so many bytes: 不同意 refuses, though 不同的 is excused.
func overruled(found []stretch, s Span, length int) bool {
	return slices.ContainsFunc(found, func(f stretch) bool {
		return f.class&Turns != 0 && f.Start <= s.Start && s.End <= f.End && f.End-f.Start > length
	})
}

// mark gives their classes to words in which strings stand.
func (l *Language) mark(s string, words []Word) {
	var found, excused []stretch
	for i, r := range s {
		for _, p := range l.strings[r] {
			if strings.HasPrefix(s[i:], p.text) {
				found = append(found, stretch{Span{Start: i, End: i + len(p.text)}, p.class})
			}
		}
		for _, e := range l.excused[r] {
			if strings.HasPrefix(s[i:], e) {
				excused = append(excused, stretch{Span{Start: i, End: i + len(e)}, Cut})
			}
		}
	}
	kept := found[:0]
	for _, f := range found {
		if !slices.ContainsFunc(excused, func(e stretch) bool {
			return e.Start <= f.Start && f.End <= e.End && f.End-f.Start < e.End-e.Start && !overruled(found, f.Span, e.End-e.Start)
		}) {
			kept = append(kept, f)
		}
	}
	for _, f := range append(kept, excused...) {
		i, _ := slices.BinarySearchFunc(words, f.Start, func(w Word, at int) int {
			if w.End <= at {
				return -1
			}
			return 1
		})
		for ; i < len(words) && words[i].Start < f.End; i++ {
			words[i].Class |= f.class
		}
	}
}

// longestString is the greatest length of an entry that is a string, in bytes.
const longestString = 64

// Covered reports whether an entry of a class, in a script without spaces, holds a
// span of s and more; an empty one it has on both sides.
func (l *Language) Covered(s string, span Span, class Class) bool {
	if l.spaced {
		return false
	}
	empty := span.Start == span.End
	for i := span.Start; ; {
		r, _ := After(s, i)
		for _, p := range l.strings[r] {
			end := i + len(p.text)
			longer := i < span.Start && end >= span.End && (!empty || end > span.End) || i == span.Start && end > span.End && !empty
			if p.class&class != 0 && longer && strings.HasPrefix(s[i:], p.text) {
				return true
			}
		}
		_, n := Before(s, i)
		if i -= n; n == 0 || span.Start-i > longestString {
			return false
		}
	}
}

// ClassOf returns what all words of s are, and what any of them is; both are
// zero where s holds none.
func (l *Language) ClassOf(s string) (all, any Class) {
	var words [2]Word // mostly it is one
	var keys [2]string
	for i, w := range l.words(s, words[:0], keys[:0]) {
		if any |= w.Class; i == 0 {
			all = w.Class
		}
		all &= w.Class
	}
	return all, any
}

// Negating reports whether a word begins or ends with letters that negate, and
// is none of those that only look so.
func (l *Language) Negating(word string) bool {
	word = l.key(word)
	if l.innocent[word] {
		return false
	}
	for _, stem := range l.innocentStems {
		if strings.HasPrefix(word, stem) {
			return false
		}
	}
	for _, p := range l.prefixes {
		if len(word) > len(p) && strings.HasPrefix(word, p) {
			return true
		}
	}
	for _, p := range l.suffixes {
		if len(word) > len(p) && strings.HasSuffix(word, p) {
			return true
		}
	}
	return false
}

// Prefix reports whether letters negate a word that they are put before, as 不
// does.
func (l *Language) Prefix(letters string) bool { return slices.Contains(l.prefixes, l.key(letters)) }

// Ending reports whether the letters put may stand in brackets for the letters
// of a word's end.
func (l *Language) Ending(letters, put string) bool { return l.endings[[2]string{letters, put}] }

// HasEndings reports whether letters may be changed in brackets at all.
func (l *Language) HasEndings() bool { return len(l.endings) > 0 }

// Cased reports whether a word has another meaning with another first letter.
func (l *Language) Cased(word string) bool { return l.cased[l.key(word)] }

// Abbreviated reports whether a word, with its full stop, is an abbreviation,
// which ends no sentence; figure says whether a figure follows.
func (l *Language) Abbreviated(word string, figure bool) bool {
	word = l.key(word)
	return l.abbreviations[word] && (figure || !l.beforeFigures[word]) || l.titles[word]
}

// Title reports whether a word, with its full stop, is a title before a name.
func (l *Language) Title(word string) bool { return l.titles[l.key(word)] }

// Sound reports whether a word is a sound of hesitation.
func (l *Language) Sound(word string) bool { return l.sounds[l.key(word)] }

// Interjects reports whether folded words that a transcript has in brackets say what
// others do or call out in between.
func (l *Language) Interjects(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(l.interjections, func(entry string) bool {
		for from := 0; ; {
			i := strings.Index(s[from:], entry)
			if i < 0 {
				return false
			}
			at, end := from+i, from+i+len(entry)
			before, _ := Before(s, at)
			after, _ := After(s, end)
			if !l.spaced || !IsWord(before) && !IsWord(after) {
				return true
			}
			from = end
		}
	})
}

//go:embed languages/notes.txt
var noteList string

// notes are what editors put in brackets for nothing, one a line, in all
// languages and whatever the text's: [sic] stands in German as well.
var notes = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(noteList) {
		m[strings.ToLower(Fold(strings.TrimSpace(line)))] = true
	}
	return m
})

// IsNote reports whether the content of brackets stands for nothing.
func IsNote(content string) bool {
	return notes()[strings.ToLower(strings.Trim(content, " .!*:、。"))]
}

// Spaced reports whether the language's entries are whole words, with spaces
// between.
func (l *Language) Spaced() bool { return l.spaced }

// scriptTables are the scripts of ISO 15924 that languages here are written in.
var scriptTables = map[string]*unicode.RangeTable{
	"Latn": unicode.Latin, "Cyrl": unicode.Cyrillic, "Grek": unicode.Greek, "Arab": unicode.Arabic, "Hebr": unicode.Hebrew, "Deva": unicode.Devanagari,
	"Thai": unicode.Thai, "Hang": unicode.Hangul, "Hani": unicode.Han, "Hira": unicode.Hiragana, "Kana": unicode.Katakana,
}

// NegatesVerbs reports whether verbs of the language are negated by letters
// joined to them, so that one left out whole takes its negation along.
func (l *Language) NegatesVerbs() bool {
	switch l.Tag {
	case "cs", "fa", "fi", "tr":
		return true
	}
	return false
}

// Prepositions reports whether small words stand before what they belong to,
// not behind it.
func (l *Language) Prepositions() bool {
	switch l.Tag {
	case "hi", "ko", "tr", "fi":
		return false
	}
	return l.spaced
}

// Inflects reports whether a name has another form where it is an object, so that
// it can't stand for a pronoun in any place.
func (l *Language) Inflects() bool {
	switch l.Tag {
	case "de", "ru", "uk", "pl", "cs", "el", "fi", "tr", "ko", "ar", "he", "hi":
		return true
	}
	return false
}

// OwnScript reports whether no other language that has lists is written in the
// language's script.
func (l *Language) OwnScript() bool {
	return slices.ContainsFunc(l.Scripts, func(s string) bool { return s == "Hebr" || s == "Thai" || s == "Hang" || s == "Grek" || s == "Deva" })
}

// Writes reports whether a letter is of a script in which the language is
// written.
func (l *Language) Writes(r rune) bool {
	if r < 0x80 {
		return l.latin
	}
	return slices.ContainsFunc(l.Scripts, func(script string) bool {
		table := scriptTables[script]
		return table != nil && unicode.Is(table, r)
	})
}

//go:embed languages/negators.txt
var negatorList string

// foreignNegators are the negators of all languages that are one word of three
// letters or more, with the languages.
var foreignNegators = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(negatorList) {
		word, tags, _ := strings.Cut(strings.TrimSpace(line), "\t")
		m[word] = tags
	}
	return m
})

// ForeignNegator reports whether a word negates in another language and is no
// word of this one's lists.
func (l *Language) ForeignNegator(word string) bool {
	tags, ok := foreignNegators()[l.key(word)]
	return ok && !strings.Contains(" "+tags+" ", " "+l.Tag+" ")
}
