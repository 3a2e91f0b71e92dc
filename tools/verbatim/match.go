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
	"summit-explainer/tools/verbatim/matter"
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

// match says whether a file holds a quotation, and returns errFound where it
// does not.
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
		line, err := matter.EncodeJSON(newResponse(text, quote, result), "")
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
func writeResult(out io.Writer, text *match.Text, quote match.Quote, result match.Result) {
	verdict, near := hint.Explain(text, quote, result)
	fmt.Fprint(out, verdict)
	if result.Verdict == match.Verbatim {
		fmt.Fprintf(out, ", %s", result.Class)
	}
	fmt.Fprintln(out)
	if result.Verdict != match.Missing { // where it is missing, the nearest passage says all
		for _, passage := range result.Passages {
			fmt.Fprintf(out, "  %s: %s\n", whereabouts(passage), around(text, passage.Span))
		}
	}
	for _, alteration := range result.Alterations {
		fmt.Fprintf(out, "  altered: %s: %q\n", alteration.Rule, text.Raw()[alteration.Text.Start:alteration.Text.End])
	}
	for _, warning := range result.Warnings {
		fmt.Fprintf(out, "  warning: %s\n", warning.Message)
	}
	if result.Reason != "" {
		fmt.Fprintf(out, "  %s\n", result.Reason)
	}
	if near != nil {
		fmt.Fprintf(out, "  nearest, %s: %s\n", whereabouts(near.Passage), around(text, near.Span))
		var words []string
		for _, edit := range near.Diff {
			switch edit.Op {
			case hint.Delete:
				words = append(words, "[-"+edit.Words+"-]")
			case hint.Insert:
				words = append(words, "{+"+edit.Words+"+}")
			default:
				words = append(words, edit.Words)
			}
		}
		fmt.Fprintf(out, "  difference: %s\n", strings.Join(words, " "))
		for _, hint := range near.Hints {
			fmt.Fprintf(out, "  %s\n", hint)
		}
	}
}

// whereabouts says where a passage is, and whose.
func whereabouts(passage match.Passage) string {
	where := fmt.Sprintf("paragraph %s, bytes %d to %d", passage.Name(), passage.Start, passage.End)
	if passage.Speaker != "" {
		where += ", " + passage.Speaker
	}
	return where
}

// around shows a span with six words of context on either side, on one line.
func around(text *match.Text, at fold.Span) string {
	before, after := text.Context(at, 6)
	raw := text.Raw()
	return strings.Join(strings.Fields(raw[before.Start:at.Start]+"["+raw[at.Start:at.End]+"]"+raw[at.End:after.End]), " ")
}
