package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// maxLabel is the greatest length of a speaker's label, in bytes; what is
// longer is a sentence with a colon in it.
const maxLabel = 80

// A labelKind says what the beginning of a paragraph is.
type labelKind uint8

const (
	noLabel      labelKind = iota
	listedLabel            // the record lists it
	guessedLabel           // it looks like one, and nothing is listed
	strangeLabel           // it looks like one, and the record does not list it
)

// labels finds the labels of one text.
type labels struct {
	listed map[string]string // by the label as compared, what the record has
	guess  bool              // nothing is listed, and labels are known by their form
	weak   bool              // names in small letters count among the forms
	strong bool              // a label in capitals is among those that are guessed
	boxes  bool              // two paragraphs begin with one in brackets or marks
	off    bool              // the text has no turns

	language *fold.Language // of the text; nil where nothing is known of it
}

// newLabels prepares to read raw. Where nothing is listed, names in small
// letters before a colon count as labels only in a text that has two of them:
// a colon after two words is more often a sentence's.
func (t *Text) newLabels(raw string) *labels {
	l := &labels{guess: t.options.Speakers == nil, off: !t.HasTurns()}
	if l.off {
		return l
	}
	tag := t.options.Language
	if tag == "" {
		tag = "en"
	}
	l.language = fold.LanguageOf(tag)
	l.listed = make(map[string]string, len(t.options.Speakers))
	for label := range t.options.Speakers {
		l.listed[labelKey(label)] = label
	}
	if !l.guess {
		l.weak = true
		return l
	}
	weak, strong, boxes := 0, 0, 0
	for at := 0; at < len(raw) && (weak < 2 || boxes < 2); {
		from, to, next := block(raw, at)
		at = next
		for line := range strings.Lines(raw[from:to]) {
			if enclosed(firstLine(line)).n > 0 {
				boxes++
			}
			if c := readLabel(line); c.label != "" && !c.strong {
				weak++
			} else if c.label != "" {
				strong++
			}
		}
	}
	l.strong, l.boxes = strong > 0, boxes > 1
	l.weak = weak > 1 || strong > 0 // beside labels in capitals another one is one, too
	return l
}

// labelKey is a label as it is compared: folded, without the signs round it.
func labelKey(label string) string {
	return strings.TrimSpace(fold.Fold(strings.Trim(label, labelSigns+" :：")))
}

// at returns the label that s begins with as the record lists it or the text
// prints it, and how many bytes it takes with its colon.
func (l *labels) at(s string) (label string, n int, is labelKind) {
	if l.off {
		return "", 0, noLabel
	}
	c := readLabel(s)
	if c.n > 0 && len(l.listed) > 0 {
		if listed, ok := l.listed[labelKey(c.label)]; ok {
			return listed, c.n, listedLabel
		}
	}
	if label, n := l.listedAt(s); n > 0 {
		return label, n, listedLabel
	}
	switch {
	case c.label != "":
	case !l.guess:
		c = l.strange(s)
	default:
		if l.strong { // among labels in capitals a name before a dash is one, too
			c = dashed(firstLine(s))
		}
		if l.boxes && c.n == 0 {
			c = enclosed(firstLine(s))
		}
	}
	switch {
	case c.label == "" || !c.strong && !l.weak:
		return "", 0, noLabel
	case l.guess:
		return c.label, c.n, guessedLabel
	}
	return c.label, c.n, strangeLabel
}

// openings and closings are the brackets that stand round labels.
const (
	openings = "（(［[〈《＜<"
	closings = "）)］]〉》＞>】〕◇"
)

// firstLine is as much of the first line as may hold a label.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s[:min(len(s), 2*maxLabel)], "\n")
	return line
}

// enclosures are what stands round a name in capitals that has no colon, or one
// behind the marks.
var enclosures = [][2]string{{"[", "]"}, {"<", ">"}, {`"`, `":`}, {"“", "”:"}, {"«", "»:"}}

// directions are what brackets in capitals say that is no label, in transcripts in English.
var directions = []string{"APPLAUSE", "LAUGHTER", "LAUGHS", "CROSSTALK", "INAUDIBLE", "UNINTELLIGIBLE", "MUSIC", "PAUSE", "SILENCE", "BREAK", "END", "CHEERS", "CHEERING", "BEGIN", "VIDEO", "SIC"}

// enclosed finds a name in brackets or marks at the head of a line, with words
// behind it: [TRUMP] We …, <TRUMP> We …, "TRUMP": We …, 【記者】….
func enclosed(line string) labelForm {
	for _, e := range enclosures {
		inner, found := strings.CutPrefix(line, e[0])
		name, rest, closed := strings.Cut(inner, e[1])
		if found && closed && strings.TrimSpace(rest) != "" && shapeOf(name) == strongName && !strings.ContainsAny(name, "0123456789") &&
			!slices.ContainsFunc(strings.Fields(name), func(w string) bool { return slices.Contains(directions, w) }) {
			return labelForm{name, len(line) - len(rest), true}
		}
	}
	return boxed(line)
}

// boxed finds a few characters of Chinese or Japanese in brackets, or behind a sign and
// before a wide space, at the head of a line: 【質問】, （問）, ■記者　.
func boxed(line string) labelForm {
	first, n := utf8.DecodeRuneInString(line)
	rest := line[n:]
	i := -1
	switch {
	case strings.ContainsRune("（［【〔〈《＜", first):
		i = strings.IndexAny(rest, "）］】〕〉》＞")
	case strings.ContainsRune("■□◆◇●◎▶", first):
		i = strings.IndexAny(rest, "　◇:：")
	}
	if i <= 0 || !strings.ContainsFunc(rest[:i], unspaced) || utf8.RuneCountInString(rest[:i]) > maxNameRunes || strings.ContainsAny(rest[:i], "。、") {
		return labelForm{}
	}
	_, w := utf8.DecodeRuneInString(rest[i:])
	if strings.TrimSpace(rest[i+w:]) == "" {
		return labelForm{} // a heading
	}
	return labelForm{rest[:i], n + i + w, true}
}

// listedAt finds a listed label that has a form which no label has by itself:
// in small letters, with a comma, longer than others; before a colon, a stop, a
// dash, a bracket or a wide space.
func (l *labels) listedAt(s string) (label string, n int) {
	if len(l.listed) == 0 {
		return "", 0
	}
	head := s[:min(len(s), 4*maxLabel)]
	lead := len(head) - len(strings.TrimLeftFunc(head, func(r rune) bool {
		return strings.ContainsRune(labelSigns+openings, r) || fold.IsBlank(r) || fold.IsInvisible(r)
	}))
	if i := strings.IndexAny(head, ":：\n"); i > 0 && head[i] != '\n' {
		if listed, ok := l.listed[labelKey(head[:i])]; ok && labelKey(head[:i]) != "" {
			_, w := utf8.DecodeRuneInString(head[i:])
			return listed, i + w
		}
	}
	for _, listed := range l.listed {
		rest, ok := strings.CutPrefix(head[lead:], listed)
		if !ok || len(listed) <= n-lead {
			continue
		}
		r, w := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune(closings, r) && strings.ContainsAny(head[:lead], openings+"【〔◇") {
			label, n = listed, lead+len(listed)+w // （記者）, 【記者】
			continue
		}
		if strings.ContainsRune(".．:：—–-(（　\t\n", r) || strings.HasPrefix(rest, "  ") {
			if r == '(' || r == '（' || r == '\n' {
				w = 0
			}
			label, n = listed, lead+len(listed)+w
		}
	}
	return label, n
}

// strange finds what may be a label in a text whose labels are listed, and has
// none of the forms: a few words before a colon that are no sentence, a sign
// that begins turns, a name alone on its line.
func (l *labels) strange(s string) labelForm {
	line := firstLine(s)
	for _, sign := range []string{">>", "&gt;&gt;", "<v ", "――"} {
		if strings.HasPrefix(line, sign) {
			return labelForm{sign, len(sign), true}
		}
	}
	if inner, _, ok := strings.Cut(line, ":]"); ok && strings.HasPrefix(inner, "[") && len(strings.Fields(inner)) <= maxNameWords {
		return labelForm{inner[1:], len(inner) + 2, true} // [Kim Jong Un:]
	}
	if form := dashed(line); form.n > 0 {
		return form
	}
	if form := boxed(line); form.n > 0 {
		return form
	}
	i := colon(line)
	if i < 0 || strings.HasPrefix(line[i:], "://") {
		return labelForm{}
	}
	words := strings.Fields(line[:i])
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(line[:i], fold.IsBlank)); !unicode.IsLetter(last) && last != ')' && last != ']' || strings.ContainsFunc(line[:i], unspaced) && utf8.RuneCountInString(line[:i]) > maxNameRunes {
		return labelForm{}
	}
	if !strings.ContainsFunc(strings.Join(words, "x"), unicode.IsLetter) {
		return labelForm{}
	}
	if single := strings.Join(words, ""); utf8.RuneCountInString(single) == len(words) {
		words = []string{single} // В о п р о с:
	}
	if len(words) == 0 || len(words) > maxNameWords || strings.ContainsAny(line[:i], ".!?;,…") && !strings.Contains(line[:i], "hon.") {
		return labelForm{}
	}
	capitals := slices.ContainsFunc(words, func(w string) bool {
		return len([]rune(w)) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w)
	})
	if len(words) > 1 && !capitals && (words[0] == "A" || words[0] == "The") && strings.ToLower(line[len(words[0]):i]) == line[len(words[0]):i] {
		return labelForm{} // a list:
	}
	if l.language != nil && !capitals {
		const says = fold.Subject | fold.Referring | fold.Auxiliary
		if _, any := l.language.ClassOf(fold.Fold(line[:i])); any&says != 0 {
			return labelForm{} // let me say this:
		}
	}
	_, w := utf8.DecodeRuneInString(line[i:])
	return labelForm{line[:i], i + w, true}
}

// dashed finds a label before a dash, or in capitals before a stop: "BAŞKAN –",
// "M. Kim. –", "КИМ.".
func dashed(line string) labelForm {
	for _, sign := range []string{" – ", " — ", ".— ", ".—", ". – ", ". - ", "—", "–", " - ", "― "} {
		name, _, ok := strings.Cut(line, sign)
		if !ok || len(strings.Fields(name)) > maxNameWords || name == "" {
			continue
		}
		if sign[0] == '.' && shapeOf(strings.ReplaceAll(name, ".", "")) != noName || shapeOf(name) == strongName {
			return labelForm{name, len(name) + len(sign), true}
		}
	}
	name, rest, ok := strings.Cut(line, ". ")
	if ok && rest != "" && len([]rune(name)) > 2 && name == strings.ToUpper(name) && name != strings.ToLower(name) && !strings.ContainsAny(name, " .") {
		return labelForm{name, len(name) + 2, true}
	}
	return labelForm{}
}

// inLines counts the lines of a paragraph that begin with labels, up to two.
// Two begin turns; one alone may be a line's break in a sentence, and what
// follows it is nobody's. first says that the first line did, and was cut off.
func (l *labels) inLines(s string, first bool) (found int) {
	if l.off || strings.IndexByte(s, '\n') < 0 {
		return 0
	}
	lines, strange := 0, 0
	for rest := s; lines < 2; {
		i := strings.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		_, _, is := l.at(rest)
		if is == listedLabel || is == guessedLabel {
			lines++
		} else if is == strangeLabel && readLabel(rest).label != "" {
			strange++
		}
	}
	if lines > 0 && first {
		lines++
	}
	return max(lines, min(strange, 1))
}

// named reports whether a label is a name of its person: it shares a word with
// one, or two characters in a script without spaces.
func (t *Text) named(label, person string) bool {
	names := t.options.Names[person]
	if len(names) == 0 {
		names = []string{person}
	}
	for _, name := range names {
		if shareWord(label, name) && endsAsName(label, name) {
			return true
		}
	}
	return false
}

// relations are words of a label that say it is somebody else's: his wife's, his
// son's, his spokesman's.
var relations = map[string]bool{"mrs": true, "miss": true, "not": true, "jr": true, "sr": true, "junior": true,
	"wife": true, "son": true, "daughter": true, "aide": true, "spokesman": true, "spokeswoman": true,
	"spokesperson": true, "adviser": true, "advisor": true, "lawyer": true, "widow": true, "mother": true, "father": true, "portavoz": true,
	"sprecher": true, "sprecherin": true, "夫人": true, "interpreter": true, "translator": true, "lady": true}

// endsAsName reports whether a label in a script with spaces ends with a word of
// the name, as titles stand before it, and says of no word that it is another's.
func endsAsName(label, name string) bool {
	if i := strings.IndexAny(label, "([（［"); i > 0 {
		label = label[:i]
	}
	label, _, _ = strings.Cut(label, " of ") // Mr. KIM of Ohio
	words := map[string]bool{}
	person := plainLower(name)
	fold.Tokens(person, func(start, end int) bool { words[strings.Trim(person[start:end], ".")] = true; return true })
	low := plainLower(label)
	last, ok := "", true
	fold.Tokens(low, func(start, end int) bool {
		last = strings.Trim(low[start:end], ".")
		ok = ok && !(relations[last] && !words[last])
		return true
	})
	if strings.ContainsFunc(label, joined) {
		return ok && (words[last] || onlyTitles(label, name))
	}
	return ok && words[last]
}

// joined reports a letter of a script in which a name and a title are set together.
func joined(r rune) bool { return unspaced(r) || unicode.Is(unicode.Hangul, r) }

// onlyTitles reports whether a label that shares letters with a name has nothing else
// but titles: 安倍総理 is 安倍晋三, 安倍昭恵 is somebody else.
func onlyTitles(label, name string) bool {
	letters := func(s string) []rune {
		return []rune(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, fold.Fold(s)))
	}
	rest, n := letters(label), letters(name)
	from, length := 0, 0
	for i := range rest {
		for j := range n {
			k := 0
			for i+k < len(rest) && j+k < len(n) && rest[i+k] == n[j+k] {
				k++
			}
			if k > length {
				from, length = i, k
			}
		}
	}
	return titlesOnly(string(rest[:from])) && titlesOnly(string(rest[from+length:]))
}

// titlesOnly reports whether letters are titles and nothing else.
func titlesOnly(s string) bool {
	for s != "" {
		title := ""
		for _, t := range officials {
			if strings.HasPrefix(s, t) && len(t) > len(title) {
				title = t
			}
		}
		if title == "" {
			return false
		}
		s = s[len(title):]
	}
	return true
}

// officials are the titles and offices that stand beside names in Chinese, Japanese
// and Korean. Whoever bears another one is named in the record by an alias.
var officials = strings.Fields(`内閣 総理 大臣 首相 大統領 国務 外務 防衛 財務 経済 産業 官房 長官 副 前 元 議員 衆議院 参議院 委員 委員長 議長 会長 社長 代表 知事 市長 大使 報道官
	君 氏 さん 様 殿 先生 博士 教授 記者 主席 总统 總統 总理 總理 首席 部长 部長 外长 外長 国务卿 國務卿 书记 書記 总书记 總書記 委员 委员长 委員長 议长 議長 议员 議員 发言人 發言人 女士 主任 司长 司長 大臣 殿下 陛下
	일본 한국 미국 중국 대통령 총리 수상 장관 외무 외교 국무 의원 의장 위원장 위원 총재 대사 대변인 시장 지사 회장 사장 교수 박사 씨 님 전 부
	日本 米国 米 韓国 中国 美国 美國`)

// plainLower is a name in small letters, without the dots that Turkish tells i by: in
// capitals its names are often set as in English.
func plainLower(name string) string {
	return undotted.Replace(strings.ToLower(fold.Fold(name)))
}

var undotted = strings.NewReplacer("ı", "i", "i\u0307", "i")

// shareWord reports whether two names have a word in common, case aside; in
// scripts without spaces two characters, in one that sets names together any
// part that long.
func shareWord(a, b string) bool {
	a, b = plainLower(a), plainLower(b)
	shared := false
	fold.Tokens(a, func(start, end int) bool {
		word := strings.Trim(a[start:end], ".")
		fold.Tokens(b, func(from, to int) bool {
			shared = shared || word == strings.Trim(b[from:to], ".")
			return !shared
		})
		return !shared
	})
	if shared && !strings.ContainsFunc(a, unspaced) {
		return true
	}
	ra := []rune(a)
	for i := 0; i+1 < len(ra); i++ {
		if (unspaced(ra[i]) && unspaced(ra[i+1]) || unicode.Is(unicode.Hangul, ra[i]) && unicode.Is(unicode.Hangul, ra[i+1])) && strings.Contains(b, string(ra[i:i+2])) {
			return true
		}
	}
	return false
}

// interrupts reports whether a block of a transcript that has no label ends the
// turn before all the same: a heading, a name alone on its line, a line of
// signs, or matter in brackets that is the transcriber's.
func (l *labels) interrupts(s string) bool {
	if l.off {
		return false
	}
	first, _, more := strings.Cut(s, "\n")
	first = strings.TrimSpace(first)
	switch {
	case strings.HasPrefix(first, "#"), !isPlain(s[0]) && !fold.HasWord(fold.Fold(s)):
		return true
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"), strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]"), strings.HasPrefix(s, "（") && strings.HasSuffix(s, "）"):
		return true
	case more && !hasEnd(first) && shapeOf(first) == strongName && len(strings.Fields(first)) <= maxNameWords:
		return true
	}
	return isHeading(s) && shapeOf(s) != noName
}
