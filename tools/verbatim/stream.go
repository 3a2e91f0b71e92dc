package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
)

// maxLine is the greatest length of a line of a stream, in bytes.
const maxLine = 64 << 20

// keepTexts bounds the bytes of raw texts that a stream keeps folded.
const keepTexts = 512 << 20

// requestForm is a request as the command's help shows it.
const requestForm = `  {"id", "text" | "text_file", "quote", "speaker"?, "paragraph"?, "language"?,
   "prefix"?, "suffix"?, "markdown"?}`

// A request is one line of a stream. A speaker of "" claims the document's own
// words; where there is none the speaker is not claimed.
type request struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	TextFile  *string         `json:"text_file"`
	Quote     *string         `json:"quote"`
	Speaker   *string         `json:"speaker"`
	Paragraph label           `json:"paragraph"`
	Language  string          `json:"language"`
	Prefix    string          `json:"prefix"`
	Suffix    string          `json:"suffix"`
	Markdown  bool            `json:"markdown"`
}

// A label is a string, or a number as it is written.
type label string

func (n *label) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9') {
		*n = label(b)
		return nil
	}
	return json.Unmarshal(b, (*string)(n))
}

// A response is one line of a stream's answer. Offsets are bytes of the text;
// those of an alteration's quote are bytes of the quotation.
type response struct {
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
	Rule  match.Rule `json:"rule"`
	Quote [2]int     `json:"quote"`
	Text  [2]int     `json:"text"`
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

// newResponse puts a result into the form of a stream's line.
func newResponse(t *match.Text, q match.Quote, r match.Result) response {
	verdict, near := hint.Explain(t, q, r)
	exact := func(s fold.Span) string { return t.Raw()[s.Start:s.End] }
	out := response{Verdict: verdict.String(), Class: r.Class.String(), Reason: r.Reason, Passages: []responsePassage{}, Alterations: []responseAlteration{}}
	if r.Verdict != match.Missing { // where it is missing, the nearest passage says all
		for _, p := range r.Passages {
			out.Passages = append(out.Passages, responsePassage{p.Start, p.End, p.Name(), p.Speaker, exact(p.Span)})
		}
	}
	for _, a := range r.Alterations {
		out.Alterations = append(out.Alterations, responseAlteration{a.Rule, [2]int{a.Quote.Start, a.Quote.End}, [2]int{a.Text.Start, a.Text.End}})
	}
	if n := near; n != nil {
		out.Nearest = &responseNearest{n.Start, n.End, exact(n.Span), []responseEdit{}, []string{}}
		for _, e := range n.Diff {
			out.Nearest.Diff = append(out.Nearest.Diff, responseEdit(e))
		}
		out.Nearest.Hints = append(out.Nearest.Hints, n.Hints...)
	}
	for _, w := range r.Warnings {
		out.Warnings = append(out.Warnings, responseWarning{w.Code, w.Message, w.Span.Start, w.Span.End})
	}
	return out
}

// answerStream reads a request a line from r and writes a response a line to w, in
// the same order, each as soon as it and those before it are known: r may stay
// open. open reads a "text_file"; where it is nil none can be read. A line that
// can't be used gets {"id", "error": {"message"}} in its place, and the stream goes
// on. Texts that are repeated are folded once. The work is spread over the
// processors. answerStream returns an error of reading or writing only.
func answerStream(r io.Reader, w io.Writer, open func(name string) ([]byte, error)) error {
	type job struct {
		line []byte
		long bool
		out  chan []byte
	}
	n := runtime.GOMAXPROCS(0)
	jobs := make(chan job, 4*n)
	order := make(chan chan []byte, 16*n)
	s := &stream{open: open, texts: map[[32]byte]*streamText{}}
	var workers sync.WaitGroup
	for range n {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for j := range jobs {
				j.out <- s.answer(j.line, j.long)
			}
		}()
	}
	written := make(chan error, 1)
	var broken atomic.Bool
	go func() {
		out := bufio.NewWriterSize(w, 1<<16)
		var err error
		for c := range order {
			line := <-c
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
		if err == nil {
			err = out.Flush()
		}
		written <- err
	}()
	in := bufio.NewReaderSize(r, 1<<16)
	var failed error
	for !broken.Load() {
		line, long, err := readLine(in)
		if len(bytes.TrimSpace(line)) > 0 || long {
			c := make(chan []byte, 1)
			order <- c
			jobs <- job{line, long, c}
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
		return err
	}
	return failed
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

type stream struct {
	open  func(string) ([]byte, error)
	mu    sync.Mutex
	texts map[[32]byte]*streamText
	queue []*streamText // in the order they came, for forgetting
	bytes int
}

type streamText struct {
	key  [32]byte
	once sync.Once
	text *match.Text
	err  error
	size int
}

// text returns the folded text of a key, made once.
func (s *stream) text(key [32]byte, size int, load func() (string, error)) (*match.Text, error) {
	s.mu.Lock()
	t, ok := s.texts[key]
	if !ok {
		t = &streamText{key: key, size: size}
		s.texts[key] = t
		s.queue = append(s.queue, t)
		s.bytes += size
		for s.bytes > keepTexts && len(s.queue) > 1 {
			old := s.queue[0]
			s.queue = s.queue[1:]
			s.bytes -= old.size
			delete(s.texts, old.key)
		}
	}
	s.mu.Unlock()
	t.once.Do(func() {
		raw, err := load()
		if err != nil {
			t.err = err
			return
		}
		t.text = readText(raw)
	})
	return t.text, t.err
}

// readText folds a text of which nothing is known: its labels are recognised by
// their form, and a quotation brings its language along.
func readText(raw string) *match.Text {
	text, _ := match.NewText(raw, match.Options{Turns: true}) // no attributions that could be wrong
	return text
}

// answer makes the answer to one line.
func (s *stream) answer(line []byte, long bool) []byte {
	var q request
	if long {
		return failure(nil, fmt.Errorf("the line is longer than %d bytes", maxLine))
	}
	// The text is most of a line, and mostly the same: it is found without
	// being read, and read the first time only.
	rest, raw := cutText(line)
	err := json.Unmarshal(rest, &q)
	if err != nil || raw != nil && (q.Text == nil || *q.Text != "") {
		raw = nil
		err = json.Unmarshal(line, &q)
	}
	if err != nil {
		var only struct {
			ID json.RawMessage `json:"id"`
		}
		_ = json.Unmarshal(line, &only) // the identifier may be readable all the same
		return failure(only.ID, fmt.Errorf("not a request: %v", err))
	}
	t, err := s.find(&q, raw)
	if err != nil {
		return failure(q.ID, err)
	}
	quote := match.Quote{Words: *q.Quote, Paragraph: string(q.Paragraph), Prefix: q.Prefix, Suffix: q.Suffix, Language: q.Language, Markdown: q.Markdown}
	if q.Speaker == nil {
		quote.AnySpeaker = true
	} else {
		quote.Speaker = *q.Speaker
	}
	out := newResponse(t, quote, t.Match(quote))
	out.ID = q.ID
	b, err := encode(out)
	if err != nil {
		return failure(q.ID, err)
	}
	return b
}

func (s *stream) find(q *request, raw []byte) (*match.Text, error) {
	switch {
	case q.Quote == nil:
		return nil, errors.New(`no "quote"`)
	case (q.Text == nil) == (q.TextFile == nil):
		return nil, errors.New(`give one of "text" and "text_file"`)
	case raw != nil:
		return s.text(sha256.Sum256(raw), len(raw), func() (string, error) {
			var text string
			err := json.Unmarshal(raw, &text)
			return text, err
		})
	case q.Text != nil:
		key := sha256.Sum256([]byte("t" + *q.Text))
		return s.text(key, len(*q.Text), func() (string, error) { return *q.Text, nil })
	case s.open == nil:
		return nil, errors.New(`"text_file" can't be read here`)
	}
	return s.text(sha256.Sum256([]byte("f"+*q.TextFile)), 1<<16, func() (string, error) {
		b, err := s.open(*q.TextFile)
		return string(b), err
	})
}

// cutText finds the value of "text" in a line, as written, and returns the
// line with an empty one in its place. Where the line is anything but an
// object with one such string, it returns the line and nil.
func cutText(line []byte) (rest, raw []byte) {
	depth := 0
	key := false // the last string was a key "text"
	from, to := -1, -1
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{', '[':
			depth++
			key = false
		case '}', ']':
			depth--
			key = false
		case ',':
			key = false
		case '"':
			end := stringEnd(line, i)
			if end < 0 {
				return line, nil
			}
			switch {
			case depth != 1:
			case key:
				if from >= 0 {
					return line, nil // twice
				}
				from, to = i, end
				key = false
			default:
				key = string(line[i:end]) == `"text"` && nextIs(line[end:], ':')
			}
			i = end - 1
		}
	}
	if from < 0 {
		return line, nil
	}
	rest = make([]byte, 0, len(line)-(to-from)+2)
	rest = append(rest, line[:from]...)
	rest = append(rest, '"', '"')
	return append(rest, line[to:]...), line[from:to]
}

// stringEnd returns the end of the JSON string that begins at i, or -1.
func stringEnd(line []byte, i int) int {
	for j := i + 1; j < len(line); j++ {
		k := bytes.IndexByte(line[j:], '"')
		if k < 0 {
			return -1
		}
		j += k
		n := 0
		for j-1-n > i && line[j-1-n] == '\\' {
			n++
		}
		if n%2 == 0 {
			return j + 1
		}
	}
	return -1
}

// nextIs reports whether the next sign of b is c.
func nextIs(b []byte, c byte) bool {
	b = bytes.TrimLeft(b, " \t\r")
	return len(b) > 0 && b[0] == c
}

func failure(id json.RawMessage, err error) []byte {
	b, err := encode(struct {
		ID    json.RawMessage `json:"id"`
		Error any             `json:"error"`
	}{id, struct {
		Message string `json:"message"`
	}{err.Error()}})
	if err != nil {
		return []byte(`{"id":null,"error":{"message":"the answer can't be written"}}` + "\n")
	}
	return b
}

// encode writes a line of JSON with marks and signs as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}
