package report

import (
	"fmt"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"summit-explainer/tools/verbatim/finding"
)

// Screen is what findings are shown on.
type Screen struct {
	Terminal bool
	Colour   bool
	Width    int // in columns; 0 where lines may be as long as they are
}

// NewScreen returns what out is, where colour is auto: a terminal has colours
// and a width. NO_COLOR (no-color.org) says no, FORCE_COLOR (force-color.org) and
// CLICOLOR_FORCE (bixense.com/clicolors) say yes elsewhere, too; always and never
// decide.
func NewScreen(out io.Writer, colour string) Screen {
	file, ok := out.(*os.File)
	terminal := ok && term.IsTerminal(int(file.Fd()))
	screen := Screen{Terminal: terminal, Colour: os.Getenv("NO_COLOR") == "" && (terminal && os.Getenv("TERM") != "dumb" || forced())}
	switch colour {
	case "always":
		screen.Colour = true
	case "never":
		screen.Colour = false
	}
	if terminal {
		screen.Width, _, _ = term.GetSize(int(file.Fd())) // 0 where it can't be known
	}
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		screen.Width = columns
	}
	return screen
}

// forced reports whether the environment asks for colours wherever it is.
func forced() bool {
	return os.Getenv("FORCE_COLOR") != "" || os.Getenv("CLICOLOR_FORCE") != "" && os.Getenv("CLICOLOR_FORCE") != "0"
}

// WriteText writes findings for people: place, message, the line with the span
// underlined, what explains it, what to do. At the end it counts them.
func WriteText(to io.Writer, result Result, screen Screen) error {
	text := textWriter{Screen: screen}
	for i, found := range result.Findings {
		if i > 0 {
			text.WriteByte('\n')
		}
		text.finding(found)
	}
	for i, more := range result.More {
		if i == 0 {
			text.WriteByte('\n')
		}
		text.WriteString(Clean(more.String()) + "\n")
	}
	if !result.Quiet && result.Errors+result.Warnings+result.Notes+len(result.Suppressed) > 0 {
		if len(result.Findings) > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(result.Summary() + "\n")
	}
	_, err := io.WriteString(to, text.String())
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

func (t *textWriter) paint(style, text string) string {
	if !t.Colour {
		return text
	}
	return style + text + plain
}

func (t *textWriter) finding(found finding.Finding) {
	style := map[finding.Severity]string{finding.Error: red, finding.Warning: yellow, finding.Note: blue}[found.Severity]
	at := found.File.Position(found.Span.Start)
	place := fmt.Sprintf("%s:%d:%d", Clean(found.File.Name), at.Line, at.Column)
	head := place + ": " + found.Severity.String() + ": "
	lines := wrap(head+Clean(found.Message)+" ["+string(found.Rule)+"]", t.Width, "    ")
	if rest, ok := strings.CutPrefix(lines, head); ok {
		lines = t.paint(bold, place) + ": " + t.paint(style, found.Severity.String()) + ": " + rest
	}
	t.WriteString(lines + "\n")
	if line := found.File.Line(at.Line); line != "" {
		t.line(found, at, line, style)
	}
	for _, related := range found.Related {
		t.note(Clean(related.Label)+":", Clean(where(related)))
	}
	if found.Help != "" {
		help, lines, more := strings.Cut(found.Help, "\n")
		t.note("help:", Clean(help))
		for more {
			help, lines, more = strings.Cut(lines, "\n")
			t.WriteString("    " + Clean(help) + "\n")
		}
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
	var out strings.Builder
	used := 0
	for i, word := range strings.SplitAfter(line, " ") {
		wide := width(strings.TrimRight(word, " "))
		if i > 0 && used > len(indent) && used+wide > columns {
			out.WriteString("\n" + indent)
			used = len(indent)
		}
		for _, char := range word {
			wide := runeWidth(char)
			if used+wide > columns && char != ' ' {
				out.WriteString("\n" + indent)
				used = len(indent)
			}
			out.WriteRune(char)
			used += wide
		}
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Clean takes what would move the cursor, change colours or the direction of
// writing out of text that comes from a file.
func Clean(text string) string { return strings.Map(harmless, text) }

func harmless(char rune) rune {
	if char < ' ' || char >= 0x7f && char < 0xa0 || unicode.Is(unicode.Bidi_Control, char) {
		return '�'
	}
	return char
}

// excerpt is how much of a line is shown where no width says it, in columns.
const excerpt = 100

// line shows the line with the span underlined. Of a long line it shows the
// part round the span.
func (t *textWriter) line(found finding.Finding, at finding.Position, line, style string) {
	number := fmt.Sprintf("%4d | ", at.Line)
	room := excerpt
	if t.Width > 0 {
		room = max(t.Width-len(number)-2, 20)
	}
	begins := found.File.Offset(finding.Position{Line: at.Line, Column: 1})
	line, from := near(line, found.Span.Start-begins, room)
	runes := []rune(strings.ReplaceAll(line, "\t", " "))
	to := len(runes)
	if end := found.File.Position(found.Span.End); end.Line == at.Line {
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
	fmt.Fprintf(t, "%s%s%s%s\n", t.paint(blue, number), head, t.highlight(found.File.Name, Clean(string(runes[start:stop]))), tail)
	fmt.Fprintf(t, "%s%s\n", strings.Repeat(" ", len(number)+width(head)+width(Clean(string(runes[start:from])))),
		t.paint(style, strings.Repeat("^", max(1, width(Clean(string(runes[from:to])))))))
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

func width(text string) int {
	sum := 0
	for _, char := range text {
		sum += runeWidth(char)
	}
	return sum
}

func runeWidth(char rune) int { return columns.RuneWidth(char) }

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
	var out strings.Builder
	if formatter.Format(&out, styles.Get("friendly"), chroma.Literator(tokens...)) != nil {
		return line
	}
	return strings.TrimRight(out.String(), "\n")
}

// tokensOf returns the tokens of a line of the file of that name, or nil where
// nothing is known of files of its kind.
func tokensOf(name, line string) []chroma.Token {
	if path.Base(name) == "text.txt" {
		kinds := map[string]chroma.TokenType{"label": chroma.NameEntity, "direction": chroma.Comment, "": chroma.Text}
		var tokens []chroma.Token
		for _, token := range finding.Transcript(line + "\n") {
			tokens = append(tokens, chroma.Token{Type: kinds[token.Kind], Value: token.Text})
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
