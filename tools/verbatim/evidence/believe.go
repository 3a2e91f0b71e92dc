package evidence

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/text"
)

// Evidence is believed as far as it proves itself: it says nothing that it need
// not say, each record leads from its words to its passage by the rules, and all
// of them can be of one text. The same code holds what is about to be written,
// so that nothing is locked that could not be read again.
//
// What is consistent with itself may still be a forgery; only the text can tell,
// or what was fixed elsewhere.

// Fault is what is wrong with evidence.
type Fault struct {
	Record int    // its index; -1 for the file
	Reason string // a clause without a full stop
}

// Message says what is wrong by itself.
func (f *Fault) Message() string {
	if f.Record < 0 {
		return f.Reason
	}
	return "the evidence contradicts itself: " + f.Reason
}

func (f *Fault) at(record int) *Fault {
	if f != nil {
		f.Record = record
	}
	return f
}

func faulty(format string, args ...any) *Fault {
	return &Fault{-1, fmt.Sprintf(format, args...)}
}

// Parse reads the bytes of evidence.json, or returns what is wrong and at which
// byte. What lock would write in another way it did not write: keys that are
// unknown, there twice, in another case or order. White space says nothing. What
// has been read is not believed yet.
func Parse(data []byte) (*Evidence, int, *Fault) {
	if at := bytes.Index(data, []byte("<<<<<<<")); at >= 0 && (at == 0 || data[at-1] == '\n') {
		return nil, at, faulty("the evidence holds both sides of a merge")
	}
	evidence := &Evidence{}
	if json.Unmarshal(data, evidence) == nil {
		if isSpaced(data, evidence.compact()) {
			return evidence, 0, nil
		}
	}
	// Something is wrong: the decoder knows where.
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&Evidence{}); err != nil {
		return nil, int(decoder.InputOffset()), faulty("the evidence can't be read: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	end := int(decoder.InputOffset())
	if rest := bytes.TrimLeft(data[end:], " \t\r\n"); len(rest) > 0 {
		return nil, len(data) - len(rest), faulty("more follows than the evidence")
	}
	return nil, 0, faulty("the evidence is not as lock writes it")
}

// SaidBy reports whether a file says just this, but for white space: to read it would
// give the same evidence.
func (e Evidence) SaidBy(data []byte) bool {
	compact := e.compact()
	// What is no UTF-8 would be read as another character than it is.
	return !bytes.Contains(compact, []byte(`\ufffd`)) && isSpaced(data, compact)
}

// compact returns the evidence as JSON in one line.
func (e Evidence) compact() []byte { return bytes.TrimSpace(e.encode("")) }

// isSpaced reports whether JSON is what compact JSON is, but for white space.
func isSpaced(data, compact []byte) bool {
	quoted := false
	for i := 0; i < len(data); i++ {
		c := data[i]
		if !quoted && (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
			continue
		}
		if len(compact) == 0 || compact[0] != c {
			return false
		}
		compact = compact[1:]
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\\' && i+1 < len(data): // what it escapes is no end
			if i++; len(compact) == 0 || compact[0] != data[i] {
				return false
			}
			compact = compact[1:]
		}
	}
	return len(compact) == 0
}

// Same reports whether two files differ in white space at most.
func Same(one, other []byte) bool {
	if bytes.Equal(one, other) {
		return json.Valid(one)
	}
	var compact bytes.Buffer
	return json.Compact(&compact, other) == nil && json.Valid(one) && isSpaced(one, compact.Bytes())
}

// Read reads the evidence.json of the source of that ID, or reports why it can't
// be believed: in the file, or in the record where that has changed since. With
// the text at hand it can be written anew, and what is said of it counts less: it
// is returned as well where just the record has changed.
func Read(file *finding.File, source string, record *finding.File, options text.Options, textAtHand bool, report finding.Report) *Evidence {
	help := "restore the file, or get the text and write it anew: verbatim lock --texts DIR"
	if textAtHand {
		help = "write it anew: verbatim lock"
	}
	evidence, at, wrong := Parse(file.Data)
	if wrong == nil && evidence.Source == source && evidence.Stale(options) {
		if textAtHand {
			return evidence
		}
		report(finding.Finding{Rule: finding.EvidenceStale, File: record, Message: StaleRecord,
			Help: "restore the record, or get the text and lock again: verbatim lock --texts DIR"})
		return nil
	}
	if wrong == nil {
		if wrong = evidence.Believe(source, options); wrong != nil {
			at = StandsAt(file.Data, evidence.Proven, wrong.Record)
		}
	}
	if wrong == nil {
		return evidence
	}
	at = min(at, len(file.Data))
	report(finding.Finding{Rule: finding.EvidenceForm, File: file, Span: finding.Span{Start: at, End: at}, Message: wrong.Message(), Help: help})
	return nil
}

// StaleRecord says that evidence was made with another record.
const StaleRecord = "the record has changed since the evidence was locked: its language, speakers, attributions or the like"

// Stale reports whether evidence was made with another record than there is.
func (e *Evidence) Stale(options text.Options) bool {
	return e.Extent != options.Extent || e.Record != RecordDigest(options)
}

// StandsAt returns the byte of evidence.json at which the record of that index
// stands: where its words do.
func StandsAt(data []byte, records []Locked, index int) int {
	at := 0
	for i := 0; i <= index && i < len(records); i++ {
		words, err := matter.EncodeJSON(records[i].Words, "")
		if err != nil {
			return at
		}
		found := bytes.Index(data[at:], append([]byte(`"words": `), bytes.TrimSpace(words)...))
		if found < 0 {
			return at
		}
		at += found
		if i < index {
			at++
		}
	}
	return at
}

// Believe says what evidence of the source of that ID contradicts: itself, or what
// the source's record says; nil where it can be believed.
func (e *Evidence) Believe(id string, options text.Options) *Fault {
	switch {
	case e.Source != id:
		return faulty("the evidence is of another source: %s", e.Source)
	case len(e.SHA256) != 64 || strings.Trim(e.SHA256, "0123456789abcdef") != "" || strings.Trim(e.SHA256, e.SHA256[:1]) == "":
		return faulty("sha256 is not the digest of a text")
	case e.Words < 1 || e.Paragraphs < 1:
		return faulty("the text has %d words and %d paragraphs", e.Words, e.Paragraphs)
	case e.Stale(options):
		return faulty("%s", StaleRecord)
	}
	if e.Proven == nil {
		return faulty("there is no list of what was proven")
	}
	b := believer{Evidence: e, options: options, needed: map[int]bool{}}
	for i, locked := range e.Proven {
		if i > 0 && Compare(e.Proven[i-1], locked) >= 0 {
			return faulty("the records are not in the order of the text, each once").at(i)
		}
		if wrong := b.record(locked); wrong != nil {
			return wrong.at(i)
		}
	}
	if wrong := e.committed(); wrong != nil {
		return wrong
	}
	b.shown = e.shownWords()
	for i, locked := range e.Proven {
		for _, piece := range locked.Pieces {
			if wrong := b.stands(piece, locked.Kind == citation); wrong != nil {
				return wrong.at(i)
			}
		}
	}
	if len(b.needed) < len(b.shown) {
		return faulty("words of the text are shown that nothing needs")
	}
	return b.agree()
}

// A believer holds evidence against itself.
type believer struct {
	*Evidence
	options text.Options
	shown   map[int]shown // words of the text, counted from 0
	needed  map[int]bool  // that are of a piece or round it
}

// shown is a word that a commitment shows.
type shown struct {
	text string
	of   *Sentence
}

// shownWords returns the words that the commitment shows, by their place.
func (e *Evidence) shownWords() map[int]shown {
	count := 0
	for _, s := range e.Commitment.Shown {
		for _, run := range s.Shown {
			count += len(run.Lengths)
		}
	}
	words := make(map[int]shown, count)
	for i := range e.Commitment.Shown {
		s := &e.Commitment.Shown[i]
		for _, run := range s.Shown {
			at := 0
			for k, length := range run.Lengths {
				words[s.Start+run.Start+k] = shown{run.Text[at : at+length], s}
				at += length
			}
		}
	}
	return words
}

// stands says where a piece is not what the text has at its place, or is not the
// words of whose turn that is.
func (b *believer) stands(p Piece, cited bool) *Fault {
	from, to := p.shown(func(i int) string { return b.shown[i].text })
	var has strings.Builder
	turn := b.shown[p.Start].of
	for i := from; i < to; i++ {
		word, ok := b.shown[i]
		switch {
		case !ok:
			return faulty("word %d of the text is not shown", i)
		case turn == nil || i < p.End && word.of.Turn != turn.Turn:
			return faulty("the passage is of two turns")
		}
		b.needed[i] = true
		has.WriteString(word.text)
	}
	before, after, ok := strings.Cut(has.String(), p.whole())
	end := p.End + words(p.Suffix)
	s, last := b.shown[p.Start].of, b.shown[end-1].of
	if end < to && len(after) <= len(b.shown[end].text) {
		after = "" // of the next word only a mark before it is the piece's
	}
	switch {
	case !ok || fold.HasWord(after) || fold.HasWord(strings.Replace(before, s.Label, "", 1)) || !p.After && strings.TrimSpace(after) != "":
		return faulty("the text has %q there", has.String())
	case p.Paragraph != s.Paragraph || p.Label != s.Label:
		return faulty("the passage is in paragraph %s", text.Passage{Paragraph: s.Paragraph, Label: s.Label}.Name())
	case p.Before != (from > s.Start):
		return faulty("what stands before the passage in its sentence is shown otherwise than it is")
	case p.After != (end < last.Start+last.Words):
		return faulty("what stands behind the passage in its sentence is shown otherwise than it is")
	}
	return b.spoken(p, s.Turn, cited)
}

// The kinds of what is locked, as pages call them.
const (
	quotation = "quotation"
	citation  = "citation"
)

// record says what one record contradicts.
func (b *believer) record(l Locked) *Fault {
	isQuotation := l.Kind == quotation
	switch {
	case !isQuotation && l.Kind != citation:
		return faulty("there is nothing that is a %q", l.Kind)
	case l.Words != InLine(l.Words):
		return faulty("the words are not in one line")
	case len(l.Pieces) == 0:
		return faulty("the record has no passage")
	case !isQuotation && l.Speaker != "":
		return faulty("a citation claims no speaker")
	}
	for i, piece := range l.Pieces {
		if wrong := b.piece(piece); wrong != nil {
			return wrong
		}
		if isQuotation && piece.Speaker != l.Speaker {
			return faulty("the passage is not the claimed speaker’s")
		}
		if i > 0 && (piece.Start <= l.Pieces[i-1].End || piece.Paragraph < l.Pieces[i-1].Paragraph) {
			return faulty("the pieces of the passage are not in order, with words between them")
		}
	}
	if first := l.Pieces[0]; l.Fragment != "" && !first.isNamed(l.Fragment) && !first.isNamed(strings.TrimPrefix(l.Fragment, "p")) {
		return faulty("the passage is not in paragraph %s", l.Fragment)
	}
	return l.retrace(b.options)
}

// retrace says where the words of a record do not lead to its pieces.
func (l Locked) retrace(options text.Options) *Fault {
	var parts []match.Part
	for _, piece := range l.Pieces {
		parts = append(parts, match.Part{Before: piece.Prefix, Exact: piece.Exact, After: piece.Suffix})
	}
	var alterations []match.Alteration
	for _, written := range l.Alterations {
		alteration, err := readAlteration(written)
		if err != nil {
			return faulty("%v", err)
		}
		alterations = append(alterations, alteration)
	}
	class, err := match.Retrace(l.Words, parts, alterations, options)
	if err != nil {
		return faulty("the passage does not prove the words: %v", err)
	}
	if class.String() != l.Class {
		return faulty("the words are %s, not %s", class, l.Class)
	}
	return nil
}

// isNamed reports whether a fragment names the piece's paragraph.
func (p Piece) isNamed(name string) bool { return name == p.Name() }

// piece says what a piece contradicts by itself.
func (b *believer) piece(p Piece) *Fault {
	prefix, exact, suffix := words(p.Prefix), words(p.Exact), words(p.Suffix)
	all := prefix + exact + suffix
	switch {
	case p.Paragraph < 1 || p.Paragraph > b.Paragraphs:
		return faulty("the text has no paragraph %d", p.Paragraph)
	case p.Start < 0 || p.End > b.Evidence.Words || p.Start >= p.End:
		return faulty("words %d to %d are not in a text of %d words", p.Start, p.End, b.Evidence.Words)
	case exact != p.End-p.Start:
		return faulty("the passage has %d words, and its place in the text %d", exact, p.End-p.Start)
	case prefix > p.Start || p.End+suffix > b.Evidence.Words:
		return faulty("what stands round the passage is longer than the text")
	case all > MaxContext && prefix+suffix > 0:
		return faulty("%d words in a row are shown, more than %d", all, MaxContext)
	case words(p.whole()) != all:
		return faulty("the passage begins or ends inside a word")
	case (p.Before || p.After) && all < MaxContext:
		return faulty("the sentence is cut, and need not be")
	}
	if p.Speaker != "" && p.Turn != "" {
		return faulty("the passage is somebody’s and nobody’s")
	}
	return nil
}

// spoken says where the speaker of a piece is another than the source's record
// gives the words of its turn to, or those that it attributes to somebody. What is
// cited may stand inside marks of the turn, and be nobody's for that.
func (b *believer) spoken(p Piece, turn string, cited bool) *Fault {
	exact := fold.Fold(p.Exact)
	if p.Speaker != "" && p.Turn == "" && slices.ContainsFunc(b.options.Attributions, func(a text.Attribution) bool {
		return a.Speaker == p.Speaker && strings.Contains(fold.Fold(a.Words), exact)
	}) {
		return nil
	}
	person, listed := b.options.Speakers[turn]
	nobodys := ""
	switch {
	case listed && person == "":
		nobodys = turn
	case cited && listed && p.Speaker == "" && p.Turn == turn:
		return nil
	}
	if p.Speaker != person || p.Turn != nobodys || turn != "" && !listed {
		return faulty("the source’s record gives the passage to %q, not to %q", cmp.Or(person, nobodys), cmp.Or(p.Speaker, p.Turn))
	}
	return nil
}

// words counts the words of a part of a text.
func words(s string) int { return fold.CountWords(fold.Fold(s)) }

// agree says where two records give one passage to two speakers.
func (b *believer) agree() *Fault {
	type span struct {
		start int
		exact string
	}
	type voice struct{ speaker, turn string }
	voices := map[span]voice{}
	for i, locked := range b.Proven {
		for _, piece := range locked.Pieces {
			key, whose := span{piece.Start, piece.Exact}, voice{piece.Speaker, piece.Turn}
			if known, ok := voices[key]; ok && known != whose {
				return faulty("the passage is %q’s here, and %q’s in another record", whose.speaker, known.speaker).at(i)
			}
			voices[key] = whose
		}
	}
	return nil
}
