package fold

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

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
	Interjections             []string            `json:"interjections"`
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
	for _, r := range l.ends {
		if r <= unicode.MaxASCII {
			l.endsASCII[r] = true
		}
	}
	l.innocent, l.abbreviations, l.beforeFigures = set(f.Exceptions.Words), set(f.Abbreviations), set(f.AbbreviationsBeforeFigure)
	l.titles, l.cased, l.sounds = set(f.Titles), set(f.Cased), set(f.Hesitations)
	for _, e := range f.EndingPairs {
		l.endings[e] = true
	}
	for _, s := range f.Interjections {
		l.interjections = append(l.interjections, Fold(s))
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
	l.addPhrase(words, class)
	if l.Tag == "el" && class&Turns != 0 && utf8.RuneCountInString(entry) > 3 { // capitals are often without accents
		for i, w := range words {
			words[i] = norm.NFC.String(strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(w)))
		}
		l.addPhrase(words, class)
	}
}

func (l *Language) addPhrase(words []string, class Class) {
	for i, p := range l.phrases[words[0]] {
		if slices.Equal(p.words, words) {
			l.phrases[words[0]][i].class |= class
			return
		}
	}
	l.phrases[words[0]] = append(l.phrases[words[0]], phrase{words: slices.Clone(words), class: class})
}
