package main

import (
	"encoding/json"
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
	"summit-explainer/tools/verbatim/stream"
	"summit-explainer/tools/verbatim/text"
)

func (s *session) matchCommand() *cobra.Command {
	var text, format, speakers string
	var lines bool
	var quote match.Quote
	var known stream.Knowledge
	cmd := &cobra.Command{
		Use:   "match --text FILE [--speaker NAME] QUOTATION",
		Short: "Is this quotation verbatim in that text? Needs no site",
		Long: `Is this quotation verbatim in that text? Needs no site.

What looks like a speaker's label at the beginning of a paragraph begins a
turn, and --speaker names such a label. --speakers lists them, with the people
they stand for: a JSON object like {"THE PRESIDENT": "Ann Harrow", "Q": null}.
Without --language the text is English if it looks like it; in a language that
is not known neither omissions nor brackets can be judged, and are refused.

With --jsonl it reads one JSON object a line from standard input and writes one
a line, in order:

` + stream.Form + `

Exit status: 0 verbatim, of a stream all, 1 otherwise, 2 unusable.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case format != "text" && format != "json":
				return fmt.Errorf("--format is text or json, not %s", format)
			case lines && (len(args) > 0 || text != ""):
				return fmt.Errorf("--jsonl takes texts and quotations from its lines")
			case lines:
				// Not through another buffer: somebody may wait for each answer.
				verbatim, err := stream.Answer(cmd.InOrStdin(), s.stdout, os.ReadFile)
				if err == nil && !verbatim {
					err = errFound
				}
				return err
			case text == "":
				return fmt.Errorf("name the text: --text FILE")
			case len(args) == 0:
				return fmt.Errorf("give the quotation, as one argument")
			}
			quote.Words = args[0]
			quote.AnySpeaker = !cmd.Flags().Changed("speaker")
			if speakers != "" {
				if err := readSpeakers(&known, speakers); err != nil {
					return err
				}
			}
			return s.match(text, known, quote, format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&text, "text", "", "file that holds the text, UTF-8")
	flags.StringVar(&quote.Speaker, "speaker", "", "label of the speaker; empty for the document’s own words")
	flags.StringVar(&quote.Paragraph, "paragraph", "", "paragraph by the label that the text prints, or by its count")
	flags.StringVar(&speakers, "speakers", "", "file that maps labels to people, JSON")
	flags.StringVar(&known.Language, "language", "", "language of the text (BCP 47)")
	flags.BoolVar(&known.Spoken, "spoken", false, "the text was spoken: its punctuation is the typist's")
	flags.StringVar(&known.Extent, "extent", "", "opening or excerpt, where the file holds a part of the text")
	flags.StringVar(&quote.Prefix, "prefix", "", "words just before the quotation")
	flags.StringVar(&quote.Suffix, "suffix", "", "words just after the quotation")
	flags.BoolVar(&quote.Markdown, "markdown", false, "emphasis in the quotation is formatting")
	flags.StringVar(&format, "format", "text", "text, for people, or json")
	flags.BoolVar(&lines, "jsonl", false, "read requests from standard input, one JSON object a line")
	return cmd
}

// match says whether a file holds a quotation, and returns errFound where it
// does not.
func (s *session) match(name string, known stream.Knowledge, quote match.Quote, format string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return fmt.Errorf("%s is not UTF-8", name)
	}
	text, err := known.Read(string(data))
	if err != nil {
		return err
	}
	result := text.Match(quote)
	if format == "json" {
		line, err := matter.EncodeJSON(stream.NewResponse(text, quote, result), "")
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
func whereabouts(passage text.Passage) string {
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

// readSpeakers reads a file that maps labels to people, or to null for nobody.
func readSpeakers(k *stream.Knowledge, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &k.Speakers); err != nil {
		return fmt.Errorf("%s does not map labels to names: %w", name, err)
	}
	if k.Speakers == nil {
		return fmt.Errorf("%s maps no labels", name)
	}
	return nil
}
