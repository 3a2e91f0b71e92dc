package report

import (
	"fmt"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
	"summit-explainer/tools/verbatim/finding"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/mattn/go-isatty"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// Screen is what findings are shown on.
type Screen struct {
	Colour bool
	Width  int // in columns; 0 where lines may be as long as they are
}

// NewScreen returns what w is, where colour is auto: a terminal has colours
// and a width. NO_COLOR (no-color.org) says no; always and never decide.
func NewScreen(w io.Writer, colour string) Screen {
	f, ok := w.(*os.File)
	terminal := ok && isatty.IsTerminal(f.Fd())
	s := Screen{Colour: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	switch colour {
	case "always":
		s.Colour = true
	case "never":
		s.Colour = false
	}
	if terminal {
		s.Width, _, _ = term.GetSize(int(f.Fd())) // 0 where it can't be known
	}
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		s.Width = columns
	}
	return s
}

// WriteText writes findings for people: place, message, the line with the span
// underlined, what explains it, what to do. At the end it counts them.
func WriteText(w io.Writer, r Result, screen Screen) error {
	t := textWriter{Screen: screen}
	for i, f := range r.Findings {
		if i > 0 {
			t.WriteByte('\n')
		}
		t.finding(f)
	}
	if r.Errors+r.Warnings+len(r.Suppressed) > 0 {
		if len(r.Findings) > 0 {
			t.WriteByte('\n')
		}
		t.WriteString(r.Summary() + "\n")
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// Terminal attributes (ECMA-48).
const (
	plain  = "\x1b[0m"
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[34m"
)

type textWriter struct {
	strings.Builder
	Screen
}

func (t *textWriter) paint(style, s string) string {
	if !t.Colour {
		return s
	}
	return style + s + plain
}

func (t *textWriter) finding(f finding.Finding) {
	style := red
	if f.Severity == finding.Warning {
		style = yellow
	}
	at := f.File.Position(f.Span.Start)
	place := fmt.Sprintf("%s:%d:%d", f.File.Name, at.Line, at.Column)
	head := place + ": " + f.Severity.String() + ": "
	lines := wrap(head+clean(f.Message)+" ["+string(f.Rule)+"]", t.Width, "    ")
	if rest, ok := strings.CutPrefix(lines, head); ok {
		lines = t.paint(bold, place) + ": " + t.paint(style, f.Severity.String()) + ": " + rest
	}
	t.WriteString(lines + "\n")
	if line := f.File.Line(at.Line); line != "" {
		t.line(f, at, line, style)
	}
	for _, r := range f.Related {
		text := clean(r.Text)
		if r.File != nil {
			at := r.File.Position(r.Span.Start)
			place := fmt.Sprintf("%s:%d:%d", r.File.Name, at.Line, at.Column)
			if text != "" {
				place = " (" + place + ")"
			}
			text += place
		}
		t.note(clean(r.Label)+":", text)
	}
	if f.Help != "" {
		t.note("help:", clean(f.Help))
	}
}

// note writes a labelled line below a finding.
func (t *textWriter) note(label, text string) {
	lines := wrap("  "+label+" "+text, t.Width, "    ")
	if rest, ok := strings.CutPrefix(lines, "  "+label); ok {
		lines = "  " + t.paint(blue, label) + rest
	}
	t.WriteString(strings.TrimRight(lines, " ") + "\n")
}

// wrap breaks a line at spaces, to fit into the columns; further lines begin
// with indent. Scripts without spaces break at any character.
func wrap(line string, columns int, indent string) string {
	if columns <= len(indent)+20 || width(line) <= columns {
		return line
	}
	var b strings.Builder
	used := 0
	for i, word := range strings.SplitAfter(line, " ") {
		w := width(strings.TrimRight(word, " "))
		if i > 0 && used > len(indent) && used+w > columns {
			b.WriteString("\n" + indent)
			used = len(indent)
		}
		for _, r := range word {
			w := runeWidth(r)
			if used+w > columns && r != ' ' {
				b.WriteString("\n" + indent)
				used = len(indent)
			}
			b.WriteRune(r)
			used += w
		}
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// clean takes what would move the cursor, change colours or the direction of
// writing out of text that comes from a file.
func clean(s string) string { return strings.Map(harmless, s) }

func harmless(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 || unicode.Is(unicode.Bidi_Control, r) {
		return '�'
	}
	return r
}

// excerpt is how much of a line is shown where no width says it, in columns.
const excerpt = 100

// line shows the line with the span underlined. Of a long line it shows the
// part round the span.
func (t *textWriter) line(f finding.Finding, at finding.Position, line, style string) {
	number := fmt.Sprintf("%4d | ", at.Line)
	room := excerpt
	if t.Width > 0 {
		room = max(t.Width-len(number)-2, 20)
	}
	begins := f.File.Offset(finding.Position{Line: at.Line, Column: 1})
	line, from := near(line, f.Span.Start-begins, room)
	runes := []rune(strings.ReplaceAll(line, "\t", " "))
	to := len(runes)
	if end := f.File.Position(f.Span.End); end.Line == at.Line {
		to = min(from+end.Column-at.Column, len(runes))
	}
	start, stop := window(runes, from, room)
	to = min(max(to, from), stop)
	head, tail := "", ""
	if start > 0 {
		head = "…"
	}
	if stop < len(runes) {
		tail = "…"
	}
	fmt.Fprintf(t, "%s%s%s%s\n", t.paint(blue, number), head, t.highlight(f.File.Name, clean(string(runes[start:stop]))), tail)
	fmt.Fprintf(t, "%s%s\n", strings.Repeat(" ", len(number)+width(head)+width(clean(string(runes[start:from])))),
		t.paint(style, strings.Repeat("^", max(1, width(clean(string(runes[from:to])))))))
}

// near returns the part of a line round a byte offset in which everything lies
// that columns can show, and the offset in it, in runes. A line may have a
// thousand findings, each of which would look at all of it otherwise.
func near(line string, offset, columns int) (part string, at int) {
	offset = min(max(offset, 0), len(line))
	reach := 16 * columns // four bytes a column, and as many combining characters
	from, to := max(0, offset-reach), min(len(line), offset+reach)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	return line[from:to], utf8.RuneCountInString(line[from:offset])
}

// window returns the part of a line that fits into the columns: all of it, or
// that which begins a little before the place.
func window(runes []rune, place, columns int) (start, stop int) {
	fit := func(start int) (stop int) {
		used := 0
		for stop = start; stop < len(runes); stop++ {
			if used += runeWidth(harmless(runes[stop])); used > columns {
				break
			}
		}
		return stop
	}
	if stop = fit(0); stop == len(runes) {
		return 0, stop
	}
	start = place
	for before := 0; start > 0; start-- {
		if before += runeWidth(harmless(runes[start-1])); before > columns*3/10 {
			break
		}
	}
	return start, fit(start)
}

// columns counts as terminals do: East Asian wide characters take two columns
// (Unicode Standard Annex 11), combining ones none. It does not depend on the
// locale.
var columns = runewidth.Condition{}

func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int { return columns.RuneWidth(r) }

// highlight colours a line with the formatter for the terminal's colours.
func (t *textWriter) highlight(name, line string) string {
	if !t.Colour {
		return line
	}
	tokens := tokensOf(name, line)
	if tokens == nil {
		return line
	}
	formatter := formatters.TTY256
	switch os.Getenv("COLORTERM") {
	case "truecolor", "24bit":
		formatter = formatters.TTY16m
	}
	var b strings.Builder
	if formatter.Format(&b, styles.Get("friendly"), chroma.Literator(tokens...)) != nil {
		return line
	}
	return strings.TrimRight(b.String(), "\n")
}

// tokensOf returns the tokens of a line of the file of that name, or nil where
// nothing is known of files of its kind.
func tokensOf(name, line string) []chroma.Token {
	if path.Base(name) == "text.txt" {
		kinds := map[string]chroma.TokenType{"label": chroma.NameEntity, "direction": chroma.Comment, "": chroma.Text}
		var tokens []chroma.Token
		for _, t := range finding.Transcript(line + "\n") {
			tokens = append(tokens, chroma.Token{Type: kinds[t.Kind], Value: t.Text})
		}
		return tokens
	}
	lexer := lexers.Get(strings.TrimPrefix(path.Ext(name), "."))
	if lexer == nil {
		return nil
	}
	iterator, err := chroma.Coalesce(lexer).Tokenise(nil, line)
	if err != nil {
		return nil
	}
	return iterator.Tokens()
}
