package lsp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Limits of what is offered of a text: places that continue what is typed, beginnings
// of paragraphs where nothing is, single words where no place does.
const (
	maxPlaces    = 20
	maxBeginning = 40
	maxWords     = 30
	maxSentence  = 120 // words
	maxTyped     = 300 // bytes that are looked for
)

// words offers how a source goes on after what is typed. Write makes words of a text
// what a page has for them.
func (c *completing) words(source *link.Source, typed string, write func(string) string) {
	if cut := len(typed) - maxTyped; cut > 0 {
		typed = typed[cut:]
		if i := strings.IndexFunc(typed, unicode.IsSpace); i >= 0 {
			typed = typed[i+1:]
		}
		typed = strings.ToValidUTF8(typed, "")
	}
	of := &continuing{completing: c, source: source, text: source.FullText(), write: write, typed: strings.TrimLeftFunc(typed, unicode.IsSpace)}
	of.partial = of.typed[strings.LastIndexFunc(of.typed, unicode.IsSpace)+1:]
	if strings.TrimSpace(of.partial) != of.partial { // an ideographic space is longer than a byte
		_, size := utf8.DecodeRuneInString(of.partial)
		of.partial = of.partial[size:]
	}
	switch {
	case of.text == nil:
		of.locked()
	case strings.TrimSpace(fold.Fold(of.typed)) == "":
		of.beginnings()
	default:
		of.places()
	}
}

// continuing is what is offered of one text.
type continuing struct {
	*completing
	source  *link.Source
	text    *match.Text
	write   func(string) string
	typed   string
	partial string // its last word, as far as it is there: what is replaced
}

// offer offers raw words of the text for the last word that is typed.
func (o *continuing) offer(raw, detail, sort string) {
	words := o.write(whole(strings.Join(strings.Fields(raw), " "), o.typed))
	if words == "" || words == o.partial {
		return
	}
	label := []rune(words)
	if len(label) > maxTitle {
		label = append(label[:maxTitle], '…')
	}
	// What is typed may have other marks than the text, and is kept all the same.
	filter := words
	if !strings.HasPrefix(filter, o.partial) {
		filter = o.partial + " " + words
	}
	o.add(o.at-len(o.partial), o.at, words, completionItem{Label: string(label), Kind: kindText, Detail: detail, SortText: sort, FilterText: filter})
}

// whole cuts off a closing quotation mark of the text that nothing opens in what is
// offered, or in what is typed before it.
func whole(words, typed string) string {
	last := lastRune(words)
	opens := map[rune]string{'”': "“„", '’': "‘‚", '»': "«", '」': "「", '』': "『", '"': `"`}[last]
	if opens == "" || strings.ContainsAny(strings.TrimSuffix(words, string(last)), opens) || strings.ContainsAny(typed, opens) {
		return words
	}
	return strings.TrimSuffix(words, string(last))
}

// detail says where a passage stands, and whose words it is.
func (o *continuing) detail(at text.Paragraph, raw int) string {
	passage := o.text.PassageAt(fold.Span{Start: raw, End: raw}, max(0, o.text.UnitAt(o.text.At(raw))))
	passage.Label = at.Label
	who := o.source.Voice()
	switch {
	case passage.Speaker != "":
		who = o.state.Graph.Name(passage.Speaker)
	case passage.Turn != "":
		who = passage.Turn
	}
	return "paragraph " + passage.Name() + ", " + who
}

// places offers, for each place of the text that has what is typed, the words up to
// the end of the clause and of the sentence.
func (o *continuing) places() {
	key := fold.Fold(o.typed)
	if unicode.IsSpace(lastRune(o.typed)) {
		key += " "
	}
	found := o.after(key)
	if first, size := utf8.DecodeRuneInString(key); found == 0 && size > 0 {
		found = o.after(string(fold.OtherCase(first)) + key[size:])
	}
	if found == 0 {
		o.single()
	}
}

func lastRune(text string) rune {
	last, _ := utf8.DecodeLastRuneInString(text)
	return last
}

// after offers what follows the places that have the folded characters of a key, and
// counts these.
func (o *continuing) after(key string) (found int) {
	chars := o.text.Chars
	for at := 0; found < maxPlaces; {
		i := strings.Index(chars[at:], key)
		if i < 0 {
			break
		}
		from := at + i
		at = from + max(len(key), 1)
		if !fold.Boundary(chars, from) {
			continue
		}
		partial := fold.Fold(o.partial)
		if !strings.HasSuffix(key, partial) {
			continue
		}
		start := o.text.Start(from + len(key) - len(partial))
		known := fold.Span{Start: o.text.Start(from), End: max(o.text.End(from+len(strings.TrimRight(key, " "))), start)}
		rest := o.text.Around(known, maxSentence).After
		if rest.End <= start {
			continue
		}
		found++
		paragraph := o.text.Paragraphs()[o.text.ParagraphAt(known.Start)]
		detail := o.detail(paragraph, known.Start)
		raw := o.text.Raw()[start:rest.End]
		if clause := clauseOf(raw, len(o.partial)); clause < len(raw) {
			o.offer(raw[:clause], detail, "0")
		}
		o.offer(raw, detail, "0")
	}
	return found
}

// clauseOf returns where the first clause of a text ends that has more than some bytes.
func clauseOf(raw string, more int) int {
	for i, r := range raw {
		if i > more && strings.ContainsRune(",;:—–、，；：", r) {
			return i
		}
	}
	return len(raw)
}

// single offers the words of the text that begin as the last one that is typed.
func (o *continuing) single() {
	partial := fold.Fold(o.partial)
	if partial == "" {
		return
	}
	chars := o.text.Chars
	first, size := utf8.DecodeRuneInString(partial)
	offered := 0
	for _, key := range []string{partial, string(fold.OtherCase(first)) + partial[size:]} {
		for at := 0; offered < maxWords; {
			i := strings.Index(chars[at:], key)
			if i < 0 {
				break
			}
			from := at + i
			end := max(fold.TokenEnd(chars, from), from+len(key))
			at = end
			if !fold.Boundary(chars, from) || o.seen[chars[from:end]] {
				continue
			}
			offered++
			o.offer(o.text.Raw()[o.text.Start(from):o.text.End(end)], o.source.ID, "1")
		}
	}
}

// beginnings offers the first sentences of the text's paragraphs.
func (o *continuing) beginnings() {
	units := o.text.Units()
	for i, paragraph := range o.text.Paragraphs() {
		if i == maxBeginning {
			return
		}
		from, to := o.text.At(paragraph.Start), o.text.At(paragraph.End)
		for _, unit := range units {
			if from <= unit.Start && unit.Start < to {
				from = unit.Start // behind a label
				break
			}
		}
		start, one := o.text.Start(from), o.text.End(from+1)
		if rest := o.text.Around(fold.Span{Start: start, End: one}, maxSentence).After; start < one && one < rest.End {
			o.offer(o.text.Raw()[start:rest.End], o.detail(paragraph, start), "0")
		}
	}
}

// locked offers the passages of the evidence, where the text is not at hand: nothing
// else of it can be quoted.
func (o *continuing) locked() {
	key := fold.Fold(o.typed)
	for _, passage := range o.source.Passages {
		for _, piece := range passage.Pieces {
			if !strings.HasPrefix(fold.Fold(piece.Exact), key) {
				continue
			}
			kept := strings.TrimSuffix(o.typed, o.partial)
			if rest, ok := strings.CutPrefix(piece.Exact, kept); ok {
				o.offer(rest, "locked, paragraph "+piece.Name(), "0")
			}
		}
	}
}
