package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
)

func (s *session) matchCommand() *cobra.Command {
	var text, format string
	var stream bool
	var quote match.Quote
	cmd := &cobra.Command{
		Use:   "match --text FILE [--speaker NAME] QUOTATION",
		Short: "Is this quotation verbatim in that text? Needs no site",
		Long: `Is this quotation verbatim in that text? Needs no site.

A paragraph or line of the text that begins with an upper-case label and a
colon begins a turn; --speaker names such a label. With --jsonl it reads one
JSON object a line from standard input and writes one a line, in order:

` + requestForm + `

Exit status: 0 verbatim, 1 otherwise, 2 unusable.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case format != "text" && format != "json":
				return fmt.Errorf("--format is text or json, not %s", format)
			case stream && (len(args) > 0 || text != ""):
				return fmt.Errorf("--jsonl takes texts and quotations from its lines")
			case stream:
				// Not through another buffer: somebody may wait for each answer.
				return answerStream(cmd.InOrStdin(), s.stdout, os.ReadFile)
			case text == "":
				return fmt.Errorf("name the text: --text FILE")
			case len(args) == 0:
				return fmt.Errorf("give the quotation, as one argument")
			}
			quote.Words = args[0]
			quote.AnySpeaker = !cmd.Flags().Changed("speaker")
			return s.match(text, quote, format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&text, "text", "", "file that holds the text, UTF-8")
	flags.StringVar(&quote.Speaker, "speaker", "", "label of the speaker; empty for the document’s own words")
	flags.StringVar(&quote.Paragraph, "paragraph", "", "paragraph by the label that the text prints, or by its count")
	flags.StringVar(&quote.Language, "language", "", "language of the quotation (BCP 47)")
	flags.StringVar(&quote.Prefix, "prefix", "", "words just before the quotation")
	flags.StringVar(&quote.Suffix, "suffix", "", "words just after the quotation")
	flags.BoolVar(&quote.Markdown, "markdown", false, "emphasis in the quotation is formatting")
	flags.StringVar(&format, "format", "text", "text, for people, or json")
	flags.BoolVar(&stream, "jsonl", false, "read requests from standard input, one JSON object a line")
	return cmd
}

func (s *session) match(name string, quote match.Quote, format string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return fmt.Errorf("%s is not UTF-8", name)
	}
	text := readText(string(data))
	result := text.Match(quote)
	if format == "json" {
		line, err := encode(newResponse(text, quote, result))
		if err != nil {
			return err
		}
		if _, err := s.stdout.Write(line); err != nil {
			return err
		}
	} else {
		writeResult(s.stdout, text, quote, result)
	}
	if result.Verdict != match.Verbatim {
		return errFound
	}
	return nil
}

// writeResult says for people what was found and where.
func writeResult(w io.Writer, text *match.Text, q match.Quote, r match.Result) {
	verdict, near := hint.Explain(text, q, r)
	fmt.Fprint(w, verdict)
	if r.Verdict == match.Verbatim {
		fmt.Fprintf(w, ", %s", r.Class)
	}
	fmt.Fprintln(w)
	if r.Verdict != match.Missing { // where it is missing, the nearest passage says all
		for _, p := range r.Passages {
			fmt.Fprintf(w, "  %s: %s\n", whereabouts(p), around(text, p.Span))
		}
	}
	for _, a := range r.Alterations {
		fmt.Fprintf(w, "  altered: %s: %q\n", a.Rule, text.Raw()[a.Text.Start:a.Text.End])
	}
	for _, warning := range r.Warnings {
		fmt.Fprintf(w, "  warning: %s\n", warning.Message)
	}
	if r.Reason != "" {
		fmt.Fprintf(w, "  %s\n", r.Reason)
	}
	if n := near; n != nil {
		fmt.Fprintf(w, "  nearest, %s: %s\n", whereabouts(n.Passage), around(text, n.Span))
		var words []string
		for _, e := range n.Diff {
			switch e.Op {
			case hint.Delete:
				words = append(words, "[-"+e.Words+"-]")
			case hint.Insert:
				words = append(words, "{+"+e.Words+"+}")
			default:
				words = append(words, e.Words)
			}
		}
		fmt.Fprintf(w, "  difference: %s\n", strings.Join(words, " "))
		for _, hint := range n.Hints {
			fmt.Fprintf(w, "  %s\n", hint)
		}
	}
}

func whereabouts(p match.Passage) string {
	where := fmt.Sprintf("paragraph %s, bytes %d to %d", p.Name(), p.Start, p.End)
	if p.Speaker != "" {
		where += ", " + p.Speaker
	}
	return where
}

// around shows a span with six words of context on either side, on one line.
func around(text *match.Text, at fold.Span) string {
	before, after := text.Context(at, 6)
	raw := text.Raw()
	return strings.Join(strings.Fields(raw[before.Start:at.Start]+"["+raw[at.Start:at.End]+"]"+raw[at.End:after.End]), " ")
}
