package finding

import (
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/mattn/go-isatty"
	"golang.org/x/text/width"
)

// Colour reports whether w is a terminal that shows colours: NO_COLOR
// (no-color.org) says no.
func Colour(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isatty.IsTerminal(f.Fd())
}

// WriteText writes findings for people: place, message, the line with the span
// underlined, what explains it, what to do.
func WriteText(w io.Writer, findings []Finding, colour bool) error {
	var b strings.Builder
	for i, f := range findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeFinding(&b, f, colour)
	}
	if len(findings) > 0 {
		b.WriteByte('\n')
		b.WriteString(summary(findings))
	}
	_, err := io.WriteString(w, b.String())
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

func writeFinding(b *strings.Builder, f Finding, colour bool) {
	paint := func(style, s string) string {
		if !colour {
			return s
		}
		return style + s + plain
	}
	style := red
	if f.Severity() == Warning {
		style = yellow
	}
	at := f.File.Position(f.Span.Start)
	fmt.Fprintf(b, "%s: %s: %s [%s]\n", paint(bold, fmt.Sprintf("%s:%d:%d", f.File.Name, at.Line, at.Column)),
		paint(style, f.Severity().String()), clean(f.Message), f.Rule)
	if line := f.File.Line(at.Line); line != "" {
		writeLine(b, f, at, line, paint, style, colour)
	}
	for _, r := range f.Related {
		fmt.Fprintf(b, "  %s %s\n", paint(blue, r.Label+":"), clean(r.Text))
	}
	if f.Help != "" {
		fmt.Fprintf(b, "  %s %s\n", paint(blue, "help:"), clean(f.Help))
	}
}

// clean takes what would move the cursor or change colours out of text that
// comes from a file.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '�'
		}
		return r
	}, s)
}

// excerpt is how much of a line is shown, in columns.
const excerpt = 100

// writeLine shows the line with the span underlined. Of a long line it shows
// the part round the span.
func writeLine(b *strings.Builder, f Finding, at Position, line string, paint func(string, string) string, style string, colour bool) {
	runes := []rune(clean(strings.ReplaceAll(line, "\t", " ")))
	from := min(at.Column-1, len(runes))
	to := len(runes)
	if end := f.File.Position(f.Span.End); end.Line == at.Line {
		to = min(end.Column-1, len(runes))
	}
	start, stop := 0, len(runes)
	if stop > excerpt {
		start = max(0, from-30)
		stop = min(len(runes), start+excerpt)
	}
	to = min(max(to, from), stop)
	head, tail := "", ""
	if start > 0 {
		head = "…"
	}
	if stop < len(runes) {
		tail = "…"
	}
	number := fmt.Sprintf("%4d | ", at.Line)
	fmt.Fprintf(b, "%s%s%s%s\n", paint(blue, number), head, highlight(f.File.Name, string(runes[start:stop]), colour), tail)
	fmt.Fprintf(b, "%s%s\n", strings.Repeat(" ", len(number)+columns([]rune(head))+columns(runes[start:from])),
		paint(style, strings.Repeat("^", max(1, columns(runes[from:to])))))
}

// columns returns how many columns of a terminal the runes take: East Asian
// wide ones take two (Unicode Standard Annex 11).
func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func highlight(name, line string, colour bool) string {
	if !colour {
		return line
	}
	lexer := lexers.Get(strings.TrimPrefix(path.Ext(name), "."))
	if path.Base(name) == "text.txt" {
		lexer = transcript
	}
	if lexer == nil {
		return line
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, line)
	if err != nil {
		return line
	}
	var b strings.Builder
	if formatters.TTY256.Format(&b, styles.Get("friendly"), tokens) != nil {
		return line
	}
	return strings.TrimRight(b.String(), "\n")
}

func summary(findings []Finding) string {
	errors, warnings := 0, 0
	for _, f := range findings {
		if f.Severity() == Error {
			errors++
		} else {
			warnings++
		}
	}
	return fmt.Sprintf("%d errors, %d warnings\n", errors, warnings)
}
