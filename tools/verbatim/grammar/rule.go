package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// A Class says how a verbatim quotation differs from the text's bytes.
type Class int

const (
	None        Class = iota // not verbatim
	Exact                    // byte for byte
	Typographic              // in typography only; nothing that readers are shown
	Spoken                   // the words are exact, the punctuation of a spoken source is ours
	Marked                   // in brackets or omission marks that readers see
)

// String returns the class's name.
func (c Class) String() string {
	names := [...]string{"none", "exact", "typographic", "spoken", "marked"}
	if c < 0 || int(c) >= len(names) {
		return "unknown"
	}
	return names[c]
}

// An Example is a quotation and the text it is from.
type Example struct{ Text, Quote string }

// A Rule is a row of the grammar: one difference between a quotation and its
// text that an editor permits. The search proposes alterations, replay
// holds them against the table, and the guide shows it; adding a rule is one
// entry here, with the step of the search that proposes it.
type Rule struct {
	Name     string
	Class    Class  // what a quotation is that needs it
	Accepts  string // what may stand for what
	Why      string // why an editor agrees
	Accepted Example
	Refused  Example

	// Alike holds the bytes of the quotation against those of the text, for
	// rules of typography; markdown says that emphasis is formatting.
	Alike func(ours, theirs string, markdown bool) bool
	// Permits holds the change in its sentence; it returns a reason where the
	// rule refuses.
	Permits func(c Change) string
}

// A Change is an alteration where it stands: the folded characters of the
// quotation and of the text, each with what is round them.
type Change struct {
	Text         *text.Text
	Pattern      *Pattern
	Ours, Theirs fold.Span
	Bracket      *Element // of brackets
}

// bare is the change as it is without the text's note marks.
func (c Change) bare() Change {
	if bare := c.Text.Bare(); bare != c.Text {
		c.Text, c.Theirs = bare, c.Text.BareSpan(c.Theirs)
	}
	return c
}

// The names of the rules, as results, evidence and the guide spell them.
const (
	RuleUnicode    = "unicode"
	RuleSpace      = "white-space"
	RuleInvisible  = "invisible"
	RuleMarks      = "marks"
	RuleSides      = "mark-sides"
	RuleCut        = "cut-marks"
	RuleDashes     = "dashes"
	RuleLineHyphen = "line-hyphen"
	RuleVerse      = "verse"
	RuleDots       = "dots"
	RuleEmphasis   = "emphasis"
	RuleCase       = "first-letter"
	RuleClosing    = "closing-mark"
	RuleApparatus  = "apparatus"
	RuleDirection  = "stage-direction"
	RuleTitles     = "titles"
	RuleSpoken     = "spoken"
	RuleOmission   = "omission"
	RuleBrackets   = "brackets"
	RuleLetters    = "letters"
	RuleSic        = "sic"
)

// Rules returns the table of the grammar, typographic rules first.
func Rules() []Rule { return rules }

// RuleOf returns the rule of a name.
func RuleOf(name string) *Rule {
	for i := range rules {
		if rules[i].Name == name {
			return &rules[i]
		}
	}
	return nil
}

var rules []Rule

func init() { rules = append(append(typography(), silences()...), alterations()...) } // some rules look others up

// typography are the differences of setting: the same signs, set otherwise.
func typography() []Rule {
	return []Rule{
		{Name: RuleUnicode, Class: Typographic,
			Accepts:  "The same characters in another form: Unicode Normalization Form C, Latin ligatures, full- and half-width forms, variation selectors, tatweel.",
			Why:      "Readers see the same letters; how a program stores them is nobody's choice of words.",
			Accepted: Example{"The ﬁrst café opens.", "first café opens"}, Refused: Example{"an area of 3 m²", "an area of 3 m2"},
			Alike: func(ours, theirs string, _ bool) bool {
				a, b := plainForm(ours), plainForm(theirs)
				return a == b || Unblanked(bare(a)) == "" && Unblanked(bare(b)) == "" // neither shows anything
			}},
		{Name: RuleSpace, Class: Typographic,
			Accepts:  "A run of white space for another; none between Chinese or Japanese characters for a line's end; a space before ? ! ; : » or after «.",
			Why:      "Lines break where the page ends, and houses space their marks as they like.",
			Accepted: Example{"We will\n go now.", "We will go now"}, Refused: Example{"We have every one.", "We have everyone"},
			Alike: func(ours, theirs string, _ bool) bool { return Unblanked(bare(ours)) == Unblanked(bare(theirs)) }},
		{Name: RuleInvisible, Class: Typographic,
			Accepts:  "Soft hyphens, zero-width characters, word joiners and byte order marks on either side.",
			Why:      "They show nothing and spell nothing.",
			Accepted: Example{"de\u00ADnu\u00ADclear zone", "denuclear zone"}, Refused: Example{"We can\u200Bnot go.", "We can not go"},
			Alike: func(ours, theirs string, _ bool) bool {
				return norm.NFC.String(bare(ours)) == norm.NFC.String(bare(theirs))
			}},
		{Name: RuleMarks, Class: Typographic,
			Accepts:  "An apostrophe, straight or curly; any pair of quotation marks for any other in the same place.",
			Why:      "Marks follow the house and the level of the quotation, not the speaker.",
			Accepted: Example{"She called it “our ‘plan’” today.", "called it ‘our “plan”’ today"}, Refused: Example{"She called it “a plan” today.", "called it a plan today"},
			Alike: func(ours, theirs string, _ bool) bool {
				return marksIn(bare(ours)) == marksIn(bare(theirs)) && marksIn(bare(ours)) > 0
			}},
		{Name: RuleSides, Class: Typographic,
			Accepts:  "A comma or full stop on the other side of a closing inner mark.",
			Why:      "American houses put it inside, British ones outside; nobody spoke it.",
			Accepted: Example{"She called it ‘our plan,’ and left.", "called it ‘our plan’, and left"}, Refused: Example{"Is it ‘our plan’? She left.", "it ‘our plan?’ She left"},
			Alike: func(ours, theirs string, _ bool) bool {
				return marksAnd(ours, ".,．，") && marksAnd(theirs, ".,．，")
			}},
		{Name: RuleCut, Class: Typographic,
			Accepts:  "A closing inner mark, where the quotation is cut inside an inner quotation of the text.",
			Why:      "What was opened must be closed, and the text closes it further on.",
			Accepted: Example{"She said ‘we will go in May’ to all.", "She said ‘we will go’"}, Refused: Example{"She said we will go.", "She ‘said’ we will go"},
			Alike: func(ours, theirs string, _ bool) bool { return marksIn(bare(ours)) > 0 && theirs == "" }},
		{Name: RuleDashes, Class: Typographic,
			Accepts:  "Any dash for any other, with spaces or without; a minus, hyphen or en dash before a figure or between figures; hyphen or en dash in a compound.",
			Why:      "Which dash is set, and how it is spaced, is the printer's.",
			Accepted: Example{"The talks—long ones—ended.", "The talks – long ones – ended"}, Refused: Example{"They will re-sign it.", "They will resign it"},
			Alike: func(ours, theirs string, _ bool) bool {
				return onlyOf(ours, dashes) && onlyOf(theirs, dashes) && Unblanked(bare(ours)) != "" && Unblanked(bare(theirs)) != ""
			}},
		{Name: RuleLineHyphen, Class: Typographic,
			Accepts:  "A hyphen at a line's end, with and without.",
			Why:      "Only the text's printer knows whether it is the word's or the line's.",
			Accepted: Example{"mutual recog-\nnition of licenses", "mutual recognition of licenses"}, Refused: Example{"mutual re-sign of licenses", "mutual resign of licenses"},
			Alike: func(ours, theirs string, _ bool) bool { return onlyOf(ours, dashes) && onlyOf(theirs, dashes) }},
		{Name: RuleVerse, Class: Typographic,
			Accepts:  "A slash between spaces for the end of a line of verse.",
			Why:      "Every manual sets verse so when it runs on in a line.",
			Accepted: Example{"buds of May,\nAnd summer ends", "buds of May, / And summer ends"}, Refused: Example{"buds of May, and summer ends", "buds of May, / and summer ends"},
			Alike: func(ours, theirs string, _ bool) bool {
				return onlyOf(ours, "/／") && ours != "" && Unblanked(bare(theirs)) == "" && strings.ContainsAny(theirs, "\n\u2028")
			}},
		{Name: RuleDots, Class: Typographic,
			Accepts:  "The text's own dots, set otherwise; dots at the very start or end, which say nothing.",
			Why:      "Three dots are one sign, and every quotation leaves something out at its ends.",
			Accepted: Example{"We will ... see.", "We will … see"}, Refused: Example{"We will see.", "We will … see"},
			Alike: func(ours, theirs string, _ bool) bool { return isOmission(ours) && onlyOf(theirs, ".…‥．・") }},
		{Name: RuleEmphasis, Class: Typographic,
			Accepts:  "Markdown's emphasis, where the quotation is Markdown; the emphasis marks of a plain text.",
			Why:      "It is formatting, not words.",
			Accepted: Example{"We will never go.", "We will *never* go"}, Refused: Example{"We will never go.", "We will *always* go"},
			Alike: func(ours, theirs string, markdown bool) bool {
				if theirs = Unstarred.Replace(theirs); markdown {
					ours = Unstarred.Replace(ours)
				}
				return Unblanked(bare(ours)) == Unblanked(bare(theirs))
			}},
	}
}

// silences are the small differences that no reader is shown: a first letter, a
// closing mark, a note left out.
func silences() []Rule {
	return []Rule{
		{Name: RuleCase, Class: Typographic,
			Accepts:  "The first letter in the other case, unless the word has another meaning so.",
			Why:      "A quotation fits into the sentence round it.",
			Accepted: Example{"They left. The port is open.", "the port is open"}, Refused: Example{"The Port is open.", "the port is open"},
			Alike: func(ours, theirs string, _ bool) bool {
				a, b := []rune(narrow(bare(Unstarred.Replace(ours)))), []rune(narrow(bare(Unstarred.Replace(theirs))))
				return len(a) == len(b) && len(a) > 0 && len(a) <= 4 && fold.SameLetter(a[0], b[0]) && strings.EqualFold(string(a[1:]), string(b[1:]))
			},
			Permits: CaseChange},
		{Name: RuleClosing, Class: Typographic,
			Accepts:  "A comma or full stop at the end, added or dropped, or one for the other, unless the text asks there; no other mark comes, and none changes.",
			Why:      "The sentence round the quotation ends it.",
			Accepted: Example{"We won; they lost.", "We won."}, Refused: Example{"You will pay?", "You will pay."},
			Permits: closingReason,
			Alike: func(ours, theirs string, _ bool) bool {
				return onlyOf(ours, ".,。、．，…‥") && onlyOf(theirs, ".,。、．，")
			}},
		{Name: RuleApparatus, Class: Typographic,
			Accepts:  "Note marks of the text, left out; and a mark that opens a quotation again at the head of a paragraph.",
			Why:      "They are about the words, and no part of them.",
			Accepted: Example{"The plan[4] stands.", "The plan stands"}, Refused: Example{"The plan [of May] stands.", "The plan stands"},
			Permits: passedOver(text.SkipNote)},
		{Name: RuleTitles, Class: Typographic,
			Accepts:  "Mr, Mrs, Ms, Dr, Prof and St with or without their full stop; US for the text's U.S.",
			Why:      "Houses differ, and nobody speaks the stop.",
			Accepted: Example{"Mr. Oda came.", "Mr Oda came"}, Refused: Example{"The US plan came.", "The U.S. plan came"},
			Alike: func(ours, theirs string, _ bool) bool { return onlyOf(ours, ".") && onlyOf(theirs, ".") }},
		{Name: RuleSpoken, Class: Spoken,
			Accepts:  "In a source that was spoken: other commas, full stops, semicolons, colons and dashes, and the capital that follows.",
			Why:      "The typist punctuates, not the speaker.",
			Permits:  spokenReason,
			Accepted: Example{"Well, we will see. It is open.", "Well we will see, it is open"}, Refused: Example{"No. More boats come.", "No more boats come"}},
	}
}

// alterations are those that readers see.
func alterations() []Rule {
	return []Rule{
		{Name: RuleDirection, Class: Marked,
			Accepts:  "What the record calls apparatus: stage directions, page headings, passed over.",
			Why:      "Somebody else put it between the words, and the slip says that it stands there.",
			Accepted: Example{"Good morning. (Applause.) We will go.", "Good morning. We will go"}, Refused: Example{"Good morning. (Laughter.) We will go.", "Good morning. We will go"},
			Permits: passedOver(text.SkipApparatus)},
		{Name: RuleOmission, Class: Marked,
			Accepts:  "Dots for words left out between two pieces of one turn or section: whole sentences, or words on which the rest of their sentence does not depend.",
			Why:      "Readers see the gap, and what is kept means there what it means here.",
			Accepted: Example{"We met, after a long night in Alder, the crew.", "We met … the crew"}, Refused: Example{"We will not sign it.", "We will … sign it"},
			Alike:   func(ours, theirs string, _ bool) bool { return isOmission(ours) },
			Permits: GapReason},
		{Name: RuleBrackets, Class: Marked,
			Accepts:  "In brackets, what a word such as he or this points at, instead of it or directly behind it; for an auxiliary its past.",
			Why:      "The reader lacks what the text said before, and sees that an editor supplied it.",
			Accepted: Example{"Oda came. He will sign it.", "[Oda] will sign it"}, Refused: Example{"Oda will abandon it.", "Oda will [keep] it"},
			Alike:   func(ours, theirs string, _ bool) bool { return bracketed(ours) },
			Permits: bracketsReason},
		{Name: RuleLetters, Class: Marked,
			Accepts:  "In brackets, a first letter in the other case, or another ending of the word before them.",
			Why:      "The word is the same, and the reader sees what was fitted.",
			Accepted: Example{"They expect the port to open.", "They expect[ed] the port to open"}, Refused: Example{"It is unlawful to go.", "It is [la]wful to go"},
			Alike: func(ours, theirs string, _ bool) bool {
				return bracketed(ours) && (Unblanked(theirs) == theirs || utf8.RuneCountInString(Unblanked(theirs)) == 1)
			},
			Permits: bracketsReason},
		{Name: RuleSic, Class: Marked,
			Accepts:  "[sic], [emphasis added] and their like, for nothing.",
			Why:      "They speak of the quotation, not in it.",
			Accepted: Example{"She recieved it today.", "She recieved [sic] it today"}, Refused: Example{"She recieved it today.", "She received [sic] it today"},
			Alike: func(ours, theirs string, _ bool) bool { return bracketed(ours) && Unblanked(bare(theirs)) == "" }},
	}
}

// bracketsReason holds brackets against every kind that they can be.
func bracketsReason(c Change) string {
	kinds := []BracketKind{NameBracket}
	switch {
	case c.Bracket == nil:
		return "there are no brackets in the quotation"
	case c.Bracket.Join&JoinBefore != 0:
		kinds = []BracketKind{EndingBracket}
	case c.Bracket.Join != 0:
		kinds = []BracketKind{CaseBracket}
	case !fold.HasWord(c.Text.Chars[c.Theirs.Start:c.Theirs.End]):
		kinds = []BracketKind{GlossBracket}
	case OtherLetter(c.Bracket.Chars, strings.TrimSpace(c.Text.Chars[c.Theirs.Start:c.Theirs.End])):
		kinds = []BracketKind{CaseBracket}
	}
	reason := ""
	for _, kind := range kinds {
		if reason = BracketReason(c, kind, c.Whose()); reason == "" {
			return ""
		}
	}
	return reason
}

// CaseChange refuses the other case of a first letter that makes another word:
// polish, china, Sie.
func CaseChange(c Change) string {
	c = c.bare()
	l := c.Text.Language()
	if l == nil {
		l = fold.LanguageOf(c.Text.Options().Language) // too short to be known by its words
	}
	if strings.HasPrefix(c.Text.Options().Language, "tr") && dotless(c.Pattern.Chars[c.Ours.Start:c.Ours.End], c.Text.Chars[c.Theirs.Start:c.Theirs.End]) {
		return "in Turkish i and ı are two letters, and so are their capitals İ and I"
	}
	if l == nil {
		return ""
	}
	word := c.Text.Chars[fold.TokenStart(c.Text.Chars, c.Theirs.End):fold.TokenEnd(c.Text.Chars, c.Theirs.Start)]
	if l.Tag == "de" && polite[strings.ToLower(word)] {
		return Quoted(word) + " is somebody else with another first letter"
	}
	if class, _ := l.ClassOf(word); class&(fold.Function|fold.Referring|fold.Relative) != 0 {
		return "" // it is no IT
	}
	if l.Cased(word) {
		return Quoted(word) + " has another meaning with another first letter"
	}
	if theirs, _ := fold.After(c.Text.Chars, c.Theirs.Start); unicode.IsUpper(theirs) && l.Tag != "de" && !strings.HasSuffix(c.Text.Chars[:c.Theirs.Start], `"`) && !c.Text.Begins(l, c.Theirs.Start) && c.Text.UnitAt(c.Theirs.Start) >= 0 {
		return Quoted(word) + " is a name: it keeps its capital"
	}
	return ""
}

// polite are the German pronouns that with a capital are those one speaks to.
var polite = map[string]bool{"sie": true, "ihr": true, "ihnen": true, "ihre": true, "ihrem": true, "ihren": true, "ihrer": true, "ihres": true}

// dotless reports whether two letters are the two Turkish ones that other languages
// take for one.
func dotless(ours, theirs string) bool {
	dotted := func(s string) bool { return strings.ContainsAny(s, "iİ") }
	plain := func(s string) bool { return strings.ContainsAny(s, "Iı") }
	return dotted(ours) && plain(theirs) || plain(ours) && dotted(theirs)
}

// passedOver makes the permission for what a quotation leaves out without a
// sign: the whole span is made of such parts of the text.
func passedOver(kind text.SkipKind) func(c Change) string {
	return func(c Change) string {
		s, t := c.Theirs, c.Text
		for i := t.SkipFrom(s.Start); i < len(t.Skips()) && t.Skips()[i].Start == s.Start && t.Skips()[i].Kind == kind && s.Start < s.End; i++ {
			s.Start = t.Skips()[i].End
		}
		if s.Start == s.End && c.Ours.Start == c.Ours.End {
			return ""
		}
		return "the text has nothing there that may be passed over"
	}
}

const dashes = "-\u2010\u2011\u2012–—―−－〜～"

// onlyOf reports whether s is made of some characters, white space and what
// shows nothing aside.
func onlyOf(s, set string) bool {
	for _, r := range s {
		if !strings.ContainsRune(set, r) && !fold.IsBlank(r) && !fold.IsInvisible(r) && noSelector(r) >= 0 {
			return false
		}
	}
	return true
}

// isOmission reports the signs of an omission, with the stop of the sentence
// before them.
func isOmission(s string) bool {
	dots := strings.Trim(Unblanked(bare(strings.Map(noSelector, s))), ",;:。、，．")
	signs := []string{"…", "‥", "...", "．．．", "・・・", "略"}
	return onlyOf(dots, ".…‥．・[］［]()（）〔〕<>＜＞中略前後") && slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(dots, sign) })
}

func bracketed(s string) bool {
	return strings.ContainsAny(s, "[［〔(（") && strings.ContainsAny(s, "]］〕)）")
}

// marksIn counts the quotation marks of s; it is -1 where s holds anything but
// marks and white space.
func marksIn(s string) (n int) {
	for _, r := range s {
		if fold.MarkOf(r) != 0 || r == '״' || r == '׳' {
			n++
		} else if !fold.IsBlank(r) {
			return -1
		}
	}
	return n
}

// marksAnd reports whether s is one quotation mark and one of some others.
func marksAnd(s, set string) bool {
	marks, others := 0, 0
	for _, r := range bare(s) {
		switch {
		case fold.MarkOf(r) != 0:
			marks++
		case strings.ContainsRune(set, r):
			others++
		case !fold.IsBlank(r):
			return false
		}
	}
	return marks == 1 && others == 1
}

// plainForm folds width, Latin ligatures, variation selectors and tatweel by
// Unicode's compatibility mappings, and nothing else; the result is in NFC.
func plainForm(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch r {
		case '〜':
			return '~'
		case '、':
			return ','
		case '。':
			return '.'
		}
		if r == 0x0640 {
			return -1
		}
		return noSelector(r)
	}, narrow(bare(s))))
}

// noSelector drops Unicode's variation selectors.
func noSelector(r rune) rune {
	if r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF {
		return -1
	}
	return r
}

// narrow folds width and Latin ligatures by Unicode's compatibility mappings,
// and nothing else; the result is in NFC.
func narrow(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0xFF00 && r <= 0xFFEF || r >= 0xFB00 && r <= 0xFB06 || r == 'ĳ' || r == 'Ĳ' {
			b.WriteString(norm.NFKC.String(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// bare drops what shows nothing.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsInvisible(r) {
			return -1
		}
		return r
	}, s)
}

// Unblanked returns s without white space.
func Unblanked(s string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsBlank(r) {
			return -1
		}
		return r
	}, s)
}

// Unstarred drops what Markdown's emphasis and escapes are made of.
var Unstarred = strings.NewReplacer("*", "", "_", "", `\`, "")
