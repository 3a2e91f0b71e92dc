// Package stream answers questions about quotations, one JSON object a line (JSON
// Lines), each as soon as it is known: what verbatim match --jsonl speaks.
package stream

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/text"
)

// maxLine is the greatest length of a line of a stream, in bytes.
const maxLine = 64 << 20

// keepTexts bounds the bytes of raw texts that a stream keeps folded.
const keepTexts = 512 << 20

// Form is a request as the help of the command shows it.
const Form = `  {"id", "text" | "text_file", "quote", "speaker"?, "paragraph"?,
   "prefix"?, "suffix"?, "markdown"?, "language"?, "spoken"?, "extent"?,
   "speakers"?: {label: name or null}, "attributions"?: [{"speaker", "words"}],
   "apparatus"?: [words]}`

// A request is one line of a stream. A speaker of "" claims the document's own
// words; where there is none the speaker is not claimed.
type request struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	TextFile  *string         `json:"text_file"`
	Quote     *string         `json:"quote"`
	Speaker   *string         `json:"speaker"`
	Paragraph label           `json:"paragraph"`
	Prefix    string          `json:"prefix"`
	Suffix    string          `json:"suffix"`
	Markdown  bool            `json:"markdown"`
	Knowledge
}

// Knowledge is what is known of a text beside its words, as a source's record
// has it.
type Knowledge struct {
	Language     string             `json:"language"`
	Spoken       bool               `json:"spoken"`
	Extent       string             `json:"extent"`
	Speakers     map[string]*string `json:"speakers"`
	Attributions []attribution      `json:"attributions"`
	Apparatus    []string           `json:"apparatus"`
}

// An attribution is a [text.Attribution].
type attribution struct {
	Speaker string `json:"speaker"`
	Words   string `json:"words"`
}

// Read folds a text with what is known of it. Without "speakers" its labels are
// recognised by their form, and each is its own speaker.
func (k Knowledge) Read(raw string) (*match.Text, error) {
	options := text.Options{Turns: true, Language: k.Language, Spoken: k.Spoken, Extent: k.Extent, Apparatus: k.Apparatus}
	if k.Speakers != nil {
		options.Speakers = map[string]string{}
		for label, name := range k.Speakers {
			if options.Speakers[label] = ""; name != nil {
				options.Speakers[label] = *name
			}
		}
	}
	for _, a := range k.Attributions {
		options.Attributions = append(options.Attributions, text.Attribution(a))
	}
	if at := strings.IndexFunc(raw, fold.IsControl); at >= 0 {
		r, _ := utf8.DecodeRuneInString(raw[at:])
		return nil, fmt.Errorf("the text holds the control character %U at byte %d: it was read in another encoding than its own", r, at)
	}
	text, wrong := match.NewText(raw, options)
	if len(wrong) > 0 {
		return nil, fmt.Errorf("the words of attribution %d are %s", wrong[0].Index+1, wrong[0].Reason)
	}
	return text, nil
}

// A label is a string, or a number as it is written.
type label string

func (n *label) UnmarshalJSON(written []byte) error {
	if len(written) > 0 && (written[0] == '-' || written[0] >= '0' && written[0] <= '9') {
		*n = label(written)
		return nil
	}
	return json.Unmarshal(written, (*string)(n))
}

// A Response is one line of a stream's answer. Offsets are bytes of the text;
// those of an alteration's quote are bytes of the quotation.
type Response struct {
	ID          json.RawMessage      `json:"id"`
	Verdict     string               `json:"verdict,omitempty"`
	Class       string               `json:"class,omitempty"`
	Passages    []responsePassage    `json:"passages"`
	Alterations []responseAlteration `json:"alterations"`
	Reason      string               `json:"reason,omitempty"` // why such words can't be quoted from any text
	Nearest     *responseNearest     `json:"nearest,omitempty"`
	Warnings    []responseWarning    `json:"warnings,omitempty"`
}

// A responsePassage is a span of the text as published.
type responsePassage struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Paragraph string `json:"paragraph"` // its printed label, else its count
	Speaker   string `json:"speaker"`
	Exact     string `json:"exact"`
}

// A responseAlteration is a [match.Alteration].
type responseAlteration struct {
	Rule  string `json:"rule"`
	Quote [2]int `json:"quote"`
	Text  [2]int `json:"text"`
}

// A responseNearest is a [hint.Nearest].
type responseNearest struct {
	Start int            `json:"start"`
	End   int            `json:"end"`
	Exact string         `json:"exact"`
	Diff  []responseEdit `json:"diff"`
	Hints []string       `json:"hints"`
}

// A responseEdit is a [hint.Edit].
type responseEdit struct {
	Op    hint.Op `json:"op"`
	Words string  `json:"words"`
}

// A responseWarning is a [match.Warning].
type responseWarning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// NewResponse puts a result into the form of a stream's line.
func NewResponse(text *match.Text, quote match.Quote, result match.Result) Response {
	verdict, near := hint.Explain(text, quote, result)
	exact := func(span fold.Span) string { return text.Raw()[span.Start:span.End] }
	out := Response{Verdict: verdict.String(), Class: result.Class.String(), Reason: result.Reason, Passages: []responsePassage{}, Alterations: []responseAlteration{}}
	if result.Verdict != match.Missing { // where it is missing, the nearest passage says all
		for _, passage := range result.Passages {
			out.Passages = append(out.Passages, responsePassage{passage.Start, passage.End, passage.Name(), passage.Speaker, exact(passage.Span)})
		}
	}
	for _, alteration := range result.Alterations {
		out.Alterations = append(out.Alterations, responseAlteration{alteration.Rule, [2]int{alteration.Quote.Start, alteration.Quote.End}, [2]int{alteration.Text.Start, alteration.Text.End}})
	}
	if near != nil {
		out.Nearest = &responseNearest{near.Start, near.End, exact(near.Span), []responseEdit{}, []string{}}
		for _, edit := range near.Diff {
			out.Nearest.Diff = append(out.Nearest.Diff, responseEdit{edit.Op, edit.Words})
		}
		out.Nearest.Hints = append(out.Nearest.Hints, near.Hints...)
	}
	for _, warning := range result.Warnings {
		out.Warnings = append(out.Warnings, responseWarning{warning.Code, warning.Message, warning.Span.Start, warning.Span.End})
	}
	return out
}

// Answer reads a request a line and writes a [Response] a line, in the same
// order, each as soon as it and those before it are known: the questions may stay
// open. open reads a "text_file"; where it is nil none can be read. A line that
// can't be used gets {"id", "error": {"message"}} in its place, and the stream goes
// on. Texts that are repeated are folded once. The work is spread over the
// processors. Answer says whether every quotation was verbatim; its error is
// one of reading or writing.
func Answer(questions io.Reader, answers io.Writer, open func(name string) ([]byte, error)) (verbatim bool, err error) {
	type job struct {
		line []byte
		long bool
		out  chan []byte
	}
	// Room for some lines, so that no processor waits for a short answer behind a
	// long one; and not for many, since each may hold a text.
	processors := runtime.GOMAXPROCS(0)
	jobs := make(chan job, 4*processors)
	order := make(chan chan []byte, 16*processors)
	shared := &stream{open: open, texts: map[[32]byte]*streamText{}}
	var refused atomic.Bool
	var workers sync.WaitGroup
	for range processors {
		workers.Go(func() {
			for next := range jobs {
				answer, verbatim := shared.answer(next.line, next.long)
				if !verbatim {
					refused.Store(true)
				}
				next.out <- answer
			}
		})
	}
	written := make(chan error, 1)
	var broken atomic.Bool
	go func() { written <- writeAnswers(answers, order, &broken) }()
	in := bufio.NewReaderSize(questions, 1<<16)
	var failed error
	for !broken.Load() {
		line, long, err := readLine(in)
		line = bytes.TrimPrefix(line, byteOrderMark)
		if len(bytes.TrimSpace(line)) > 0 || long {
			answer := make(chan []byte, 1)
			order <- answer
			jobs <- job{line, long, answer}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				failed = err
			}
			break
		}
	}
	close(jobs)
	workers.Wait()
	close(order)
	if err := <-written; err != nil {
		return false, err
	}
	return !refused.Load(), failed
}

// byteOrderMark may stand at the head of what some editors write.
var byteOrderMark = []byte("\xEF\xBB\xBF")

// writeAnswers writes the answers in the order in which they were asked for. When
// it can't it says so, and takes the rest without writing: whoever sends them
// must not wait for ever.
func writeAnswers(answers io.Writer, order <-chan chan []byte, broken *atomic.Bool) error {
	out := bufio.NewWriterSize(answers, 1<<16)
	var err error
	for answer := range order {
		line := <-answer
		if err != nil {
			continue
		}
		if _, err = out.Write(line); err == nil && len(order) == 0 {
			err = out.Flush() // somebody may be waiting for the answer
		}
		if err != nil {
			broken.Store(true)
		}
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// readLine reads a line without its end. Of one that is too long it returns
// the beginning and reads the rest away.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			long = true
			part = part[:max(0, min(len(part), 4096-len(line)))]
		}
		line = append(line, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimSuffix(line, []byte("\n")), long, err
	}
}

// stream is what the answers of a stream share: its texts, folded.
type stream struct {
	open  func(string) ([]byte, error)
	mu    sync.Mutex
	texts map[[32]byte]*streamText
	queue []*streamText // in the order they came, for forgetting
	bytes int
}

// streamText is a text that is folded by the first who asks for it; others wait.
type streamText struct {
	key  [32]byte
	once sync.Once
	text *match.Text
	err  error
	size int
}

// text returns the folded text that was given so, read with what is known of
// it; it is made once.
func (s *stream) text(given string, size int, known Knowledge, load func() (string, error)) (*match.Text, error) {
	key := known.key(given)
	s.mu.Lock()
	kept, ok := s.texts[key]
	if !ok {
		kept = &streamText{key: key, size: size}
		s.texts[key] = kept
		s.queue = append(s.queue, kept)
		s.bytes += size
		for s.bytes > keepTexts && len(s.queue) > 1 {
			old := s.queue[0]
			s.queue = s.queue[1:]
			s.bytes -= old.size
			delete(s.texts, old.key)
		}
	}
	s.mu.Unlock()
	kept.once.Do(func() {
		raw, err := load()
		if err != nil {
			kept.err = err
			return
		}
		kept.text, kept.err = known.Read(raw)
	})
	return kept.text, kept.err
}

// answer makes the answer to one line, and says whether it is that the
// quotation is verbatim.
func (s *stream) answer(line []byte, long bool) ([]byte, bool) {
	var asked request
	if long {
		return failure(nil, fmt.Errorf("the line is longer than %d bytes", maxLine)), false
	}
	// The text is most of a line, and mostly the same: it is found without
	// being read, and read the first time only.
	rest, raw := cutText(line)
	err := wellFormed(line)
	if err == nil {
		err = decode(rest, &asked)
	}
	if err != nil || raw != nil && (asked.Text == nil || *asked.Text != "") {
		raw, asked = nil, request{}
		if err = wellFormed(line); err == nil {
			err = decode(line, &asked)
		}
	}
	if err != nil {
		var only struct {
			ID json.RawMessage `json:"id"`
		}
		if json.Unmarshal(rest, &only) != nil { // the identifier may be readable all the same
			_ = json.Unmarshal(line, &only)
		}
		return failure(only.ID, fmt.Errorf("not a request: %v", err)), false
	}
	text, err := s.find(&asked, raw)
	if err != nil {
		return failure(asked.ID, err), false
	}
	quote := match.Quote{Words: *asked.Quote, Paragraph: string(asked.Paragraph), Prefix: asked.Prefix, Suffix: asked.Suffix, Markdown: asked.Markdown}
	if asked.Speaker == nil {
		quote.AnySpeaker = true
	} else {
		quote.Speaker = *asked.Speaker
	}
	out := NewResponse(text, quote, text.Match(quote))
	out.ID = asked.ID
	encoded, err := matter.EncodeJSON(out, "")
	if err != nil {
		return failure(asked.ID, err), false
	}
	return encoded, out.Verdict == match.Verbatim.String()
}

// find returns the text of a request. The key says how it was given, so that the
// name of a file is not taken for a text.
func (s *stream) find(asked *request, raw []byte) (*match.Text, error) {
	switch {
	case asked.Quote == nil:
		return nil, errors.New(`no "quote"`)
	case (asked.Text == nil) == (asked.TextFile == nil):
		return nil, errors.New(`give one of "text" and "text_file"`)
	case raw != nil:
		return s.text("r"+string(raw), len(raw), asked.Knowledge, func() (string, error) {
			var text string
			err := json.Unmarshal(raw, &text)
			return text, err
		})
	case asked.Text != nil:
		return s.text("t"+*asked.Text, len(*asked.Text), asked.Knowledge, func() (string, error) { return *asked.Text, nil })
	case s.open == nil:
		return nil, errors.New(`"text_file" can't be read here`)
	}
	return s.text("f"+*asked.TextFile, 1<<16, asked.Knowledge, func() (string, error) {
		data, err := s.open(*asked.TextFile)
		return string(data), err
	})
}

// key names a text and what is known of it.
func (k Knowledge) key(given string) [32]byte {
	sum := sha256.New()
	_ = json.NewEncoder(sum).Encode(k) // of plain strings: it can't fail
	io.WriteString(sum, given)
	return [32]byte(sum.Sum(nil))
}

// failure is the answer to a line that can't be used.
func failure(id json.RawMessage, err error) []byte {
	line, err := matter.EncodeJSON(struct {
		ID    json.RawMessage `json:"id"`
		Error any             `json:"error"`
	}{id, struct {
		Message string `json:"message"`
	}{err.Error()}}, "")
	if err != nil {
		return []byte(`{"id":null,"error":{"message":"the answer can't be written"}}` + "\n")
	}
	return line
}
