package fold

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Class is what a language says of a word: a set of bits.
type Class uint32

// The classes. A word may be of several: "as" limits and subordinates.
const (
	Negator     Class = 1 << iota // not, never, 不: none may be hidden or added
	Restrictor                    // only, unless, alleged, refuse: none may be hidden inside a sentence
	Caution                       // but, before: hidden by an omission it is a warning
	Speech                        // a verb of saying
	Thinking                      // a verb of thinking, knowing, hoping
	Modal                         // an auxiliary that is no form of be, have, do
	Auxiliary                     // any auxiliary
	Volition                      // a verb of wanting or trying
	Subject                       // a pronoun that is a subject
	Relative                      // who, that, because: what follows it has its subject there
	Coordinator                   // and, or
	Number                        // a number word
	Article                       // a, the
	Referring                     // a pronoun or the like: points at what brackets may name
	FirstPerson                   // I, me, my
	ThirdPerson                   // he, this: needs what went before
	Particle                      // up, off: belongs to the verb before it
	Function                      // one of the commonest words, which say nothing alone
	Asking                        // か, 吗: makes a question of what it ends
	Indefinite                    // someone, all: points at nobody in particular
	Cut                           // part of a string that looks like a negator and is none: whole or not at all
)

// Turns are the classes that turn the sense of a sentence: what a mark, a
// bracket or an edge may not tamper with.
const Turns = Negator | Restrictor

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
	spaced        bool   // entries are whole words; else strings, looked for anywhere
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
}

// A phrase is an entry of a list: words in small letters, or one string.
type phrase struct {
	words []string
	text  string
	class Class
}

// languageFile is the form of the data; its fields are described in
// languages/README.md.
type languageFile struct {
	Scripts           []string `json:"scripts"`
	Matching          string   `json:"matching"`
	Negators          []string `json:"negators"`
	NegatorStrings    []string `json:"negator_strings"`
	Restrictors       []string `json:"restrictors"`
	RestrictorStrings []string `json:"restrictor_strings"`
	NegatingPrefixes  []string `json:"negating_prefixes"`
	NegatingSuffixes  []string `json:"negating_suffixes"`
	Exceptions        struct {
		Words   []string `json:"words"`
		Strings []string `json:"strings"`
	} `json:"exceptions"`
	ExceptionStems            []string            `json:"exception_stems"`
	Cautions                  []string            `json:"cautions"`
	Referring                 []string            `json:"referring"`
	FirstPerson               []string            `json:"first_person"`
	ThirdPerson               []string            `json:"third_person"`
	SubjectPronouns           []string            `json:"subject_pronouns"`
	Auxiliaries               []string            `json:"auxiliaries"`
	Modals                    []string            `json:"modals"`
	PastOf                    map[string][]string `json:"past_of"`
	VolitionVerbs             []string            `json:"volition_verbs"`
	Articles                  []string            `json:"articles"`
	NumberWords               []string            `json:"number_words"`
	SentenceEnd               []string            `json:"sentence_end"`
	Abbreviations             []string            `json:"abbreviations"`
	AbbreviationsBeforeFigure []string            `json:"abbreviations_before_figures"`
	Titles                    []string            `json:"titles"`
	SpeechVerbs               []string            `json:"speech_verbs"`
	ThinkingVerbs             []string            `json:"thinking_verbs"`
	Relatives                 []string            `json:"relatives"`
	Coordinators              []string            `json:"coordinators"`
	Particles                 []string            `json:"particles"`
	Cased                     []string            `json:"cased"`
	Hesitations               []string            `json:"hesitations"`
	EndingPairs               [][2]string         `json:"ending_pairs"`
	FunctionWords             []string            `json:"function_words"`
	QuestionParticles         []string            `json:"question_particles"`
	Indefinites               []string            `json:"indefinites"`
}

//go:embed languages/*.json
var languageFiles embed.FS

// languages keeps what was read, by primary subtag: a *Language, nil where
// there are no lists.
var languages sync.Map

// LanguageOf returns what is known of the language of a BCP 47 tag, or nil. A
// language is read the first time it is asked for.
func LanguageOf(tag string) *Language {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	if primary == "no" || primary == "nn" {
		primary = "nb" // the lists of Norwegian hold both written forms
	}
	if l, ok := languages.Load(primary); ok {
		return l.(*Language)
	}
	var l *Language
	if f, err := readLanguage(primary); err == nil {
		l = newLanguage(primary, f)
	}
	kept, _ := languages.LoadOrStore(primary, l)
	return kept.(*Language)
}

// Tags returns the primary subtags of the languages that have lists.
func Tags() (tags []string) {
	files, _ := languageFiles.ReadDir("languages")
	for _, f := range files {
		tags = append(tags, strings.TrimSuffix(f.Name(), ".json"))
	}
	return tags
}

func readLanguage(tag string) (f languageFile, err error) {
	data, err := languageFiles.ReadFile("languages/" + tag + ".json")
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(data, &f)
}

func newLanguage(tag string, f languageFile) *Language {
	l := &Language{Tag: tag, Scripts: f.Scripts, ends: Fold(strings.Join(f.SentenceEnd, "")), Past: f.PastOf,
		spaced: f.Matching == "words", phrases: map[string][]phrase{}, strings: map[rune][]phrase{}, excused: map[rune][]string{},
		prefixes: f.NegatingPrefixes, suffixes: f.NegatingSuffixes, innocentStems: f.ExceptionStems, endings: map[[2]string]bool{}}
	set := func(list []string) map[string]bool {
		m := make(map[string]bool, len(list))
		for _, w := range list {
			m[Fold(w)] = true
		}
		return m
	}
	l.latin = slices.Contains(f.Scripts, "Latn")
	l.innocent, l.abbreviations, l.beforeFigures = set(f.Exceptions.Words), set(f.Abbreviations), set(f.AbbreviationsBeforeFigure)
	l.titles, l.cased, l.sounds = set(f.Titles), set(f.Cased), set(f.Hesitations)
	for _, e := range f.EndingPairs {
		l.endings[e] = true
	}
	for _, list := range []struct {
		entries []string
		class   Class
	}{
		{f.Negators, Negator}, {f.Restrictors, Restrictor}, {f.Cautions, Caution}, {f.SpeechVerbs, Speech}, {f.ThinkingVerbs, Thinking},
		{f.Modals, Modal | Auxiliary}, {f.Auxiliaries, Auxiliary}, {f.VolitionVerbs, Volition}, {f.SubjectPronouns, Subject},
		{f.Relatives, Relative}, {f.Coordinators, Coordinator}, {f.NumberWords, Number}, {f.Articles, Article}, {f.Referring, Referring},
		{f.FirstPerson, FirstPerson}, {f.ThirdPerson, ThirdPerson}, {f.Particles, Particle}, {f.FunctionWords, Function},
		{f.QuestionParticles, Asking},
		{f.Indefinites, Indefinite},
	} {
		stems := tag == "ko" && list.class&(Speech|Thinking|Volition|Modal) != 0
		for _, entry := range list.entries {
			l.add(entry, list.class, l.spaced && !(stems && utf8.RuneCountInString(entry) > 1))
		}
	}
	for _, s := range f.NegatorStrings {
		l.add(s, Negator, false)
	}
	for _, s := range f.RestrictorStrings {
		l.add(s, Restrictor, false)
	}
	for _, s := range f.Exceptions.Strings {
		first := []rune(Fold(s))[0]
		l.excused[first] = append(l.excused[first], Fold(s))
	}
	for _, s := range f.Exceptions.Strings {
		if l.spaced {
			l.add(s, Cut, true) // United States: no verb of saying
		}
	}
	for _, byFirst := range l.phrases {
		slices.SortFunc(byFirst, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return l
}

// add puts an entry where it is looked for. One that has several classes is
// one phrase.
func (l *Language) add(entry string, class Class, spaced bool) {
	entry = Fold(entry)
	if entry == "" {
		return
	}
	if !spaced {
		first := []rune(entry)[0]
		for i, p := range l.strings[first] {
			if p.text == entry {
				l.strings[first][i].class |= class
				return
			}
		}
		l.strings[first] = append(l.strings[first], phrase{text: entry, class: class})
		return
	}
	var words []string
	Tokens(entry, func(start, end int) bool { words = append(words, l.key(entry[start:end])); return true })
	if len(words) == 0 {
		return
	}
	for i, p := range l.phrases[words[0]] {
		if slices.Equal(p.words, words) {
			l.phrases[words[0]][i].class |= class
			return
		}
	}
	l.phrases[words[0]] = append(l.phrases[words[0]], phrase{words: words, class: class})
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
	var words []Word
	var keys []string
	Tokens(s, func(start, end int) bool {
		words = append(words, Word{Span: Span{Start: start, End: end}})
		keys = append(keys, l.key(s[start:end]))
		return true
	})
	for i, w := range words {
		words[i].Class |= l.affixed(keys[i])
		if r, _ := After(s, w.Start); unicode.IsUpper(r) && l.cased[keys[i]] && w.Start > 0 && !l.Ends(s, w.Start, true) {
			keys[i] = "" // May, within a sentence, is a month
		}
	}
	var excused []Span // by index
	for i := 0; i < len(words); i++ {
		if keys[i] == "" {
			continue
		}
		for _, p := range l.phrases[keys[i]] {
			if n := len(p.words); i+n <= len(keys) && slices.Equal(keys[i:i+n], p.words) {
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

// affixed is the class of a word that negates by what it ends with: n't.
func (l *Language) affixed(word string) Class {
	if l.spaced && strings.HasSuffix(word, "n't") {
		return Negator
	}
	return 0
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

// ClassOf returns what all words of s are, and what any of them is; both are
// zero where s holds none.
func (l *Language) ClassOf(s string) (all, any Class) {
	for i, w := range l.Words(s) {
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
