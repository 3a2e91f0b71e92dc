package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/find"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/report"
)

// findFormats are the formats in which passages are written.
var findFormats = []string{"text", "json"}

// mostHits is how many passages are shown where nobody asks for more.
const mostHits = 10

func (s *session) findCommand() *cobra.Command {
	search := find.Search{}
	var format string
	cmd := &cobra.Command{
		Use:         "find WORDS…",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Where the sources say this, and the Markdown to paste",
		Long: `Where the sources say this, and the Markdown to paste, which passes as it is.

Words are found in any form (abducted, abductions) and order; best are passages
that have all of them, rare ones and close together, and first those that have
them as they were given. A hit that is too short to stand once in its source is
offered with the words round it. Of sources whose text is not at hand what was
locked is searched, and offered as it was locked. Where nothing has all the words,
sources are named that can only be referred to, whose records speak of them.

With --format json, static/schemas/found.json describes what is written.

Exit status: 0 where a passage has all the words, 1 otherwise, 2 unusable.`,
		Args: cobra.MinimumNArgs(1),
		PreRunE: func(*cobra.Command, []string) error {
			if !slices.Contains(findFormats, format) {
				return fmt.Errorf("--format %s: write one of %s", format, strings.Join(findFormats, ", "))
			}
			if search.Max < 0 {
				return fmt.Errorf("--max %d: write 0 for all, or more", search.Max)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			search.Words = strings.Join(args, " ")
			graph, err := s.written()
			if err != nil {
				return err
			}
			search.Passes = func(markdown string) bool { return len(desk.Try(graph, markdown)) == 0 }
			answer, err := find.In(graph, search)
			if err != nil {
				return err
			}
			if format == "json" {
				err = s.foundJSON(search.Words, answer)
			} else {
				s.foundText(answer)
			}
			if err == nil && !answer.All() {
				err = errFound
			}
			return err
		},
	}
	cmd.Flags().StringVar(&search.Source, "source", "", "search this source only, by its `ID`")
	cmd.Flags().StringVar(&search.Speaker, "speaker", "", "search the words of `NAME` only: a person’s name or ID, a label of a text, or who wrote it")
	cmd.Flags().IntVar(&search.Max, "max", mostHits, "show this many passages at most (0: all)")
	cmd.Flags().BoolVar(&search.Block, "block", false, "offer block quotations")
	cmd.Flags().StringVar(&format, "format", "text", "how to write passages: "+strings.Join(findFormats, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(findFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// written returns the site as far as it can be read: an author who searches is in the
// middle of writing, and findings can wait.
func (s *session) written() (*link.Graph, error) {
	project, texts, err := s.open()
	if err != nil {
		return nil, err
	}
	ignore := func(finding.Finding) {}
	site, err := content.Load(project, nil, ignore)
	if err != nil {
		return nil, err
	}
	return link.Resolve(site, texts, ignore)
}

// foundText writes passages for people.
func (s *session) foundText(answer *find.Answer) {
	for _, hit := range answer.Hits {
		how := []string{hit.Source.ID, "paragraph " + hit.Paragraph}
		if hit.Speaker == "" {
			hit.Speaker = "nobody says whose words"
		}
		how = append(how, hit.Speaker)
		if hit.Locked {
			how = append(how, "as it was locked")
		}
		line := strings.Join(how, ", ")
		if len(hit.Hints) > 0 {
			line += " (" + strings.Join(hit.Hints, "; ") + ")"
		}
		fmt.Fprintf(s.stdout, "%s\n  %s\n\n", line, strings.Join(strings.Fields(hit.Before+"["+hit.Words+"]"+hit.After), " "))
		for line := range strings.Lines(hit.Markdown) {
			fmt.Fprintf(s.stdout, "    %s", line)
		}
		if hit.Markdown != "" {
			fmt.Fprint(s.stdout, "\n\n")
		}
	}
	if answer.More > 0 {
		fmt.Fprintf(s.stdout, "%s more; --max 0 shows all\n", report.Count(answer.More, "passage", "passages"))
	}
	if answer.All() {
		return
	}
	searched := searchedIn(answer)
	if len(answer.Hits) > 0 {
		fmt.Fprintf(s.stdout, "no passage has all the words: searched %s\n", searched)
	} else {
		fmt.Fprintf(s.stdout, "the words stand in nothing that is held: searched %s\n", searched)
	}
	for i, reference := range answer.References {
		if i == 0 {
			fmt.Fprint(s.stdout, "\nof these nothing is held; their records speak of it, and they can be referred to:\n")
		}
		fmt.Fprintf(s.stdout, "\n%s: %s\n\n    %s\n", reference.Source.ID, reference.Source.Title, reference.Markdown)
	}
}

// searchedIn says what was searched.
func searchedIn(answer *find.Answer) string {
	what := report.Count(answer.Texts, "text", "texts")
	if answer.Evidence > 0 || answer.Texts == 0 {
		what += " and the evidence of " + report.Count(answer.Evidence, "source", "sources")
	}
	if answer.Bare > 0 {
		what += "; of " + report.Count(answer.Bare, "source", "sources") + " nothing is held"
	}
	return what
}

// The JSON form of what was found, which static/schemas/found.json describes.
type foundJSON struct {
	Version    int                  `json:"version"`
	Words      string               `json:"words"`
	Passages   []foundPassageJSON   `json:"passages"`
	More       int                  `json:"more"`
	References []foundReferenceJSON `json:"references"`
	Searched   foundSearchedJSON    `json:"searched"`
}

type foundPassageJSON struct {
	Source    string   `json:"source"`
	Paragraph string   `json:"paragraph"`
	Speaker   string   `json:"speaker,omitempty"`
	Person    string   `json:"person,omitempty"`
	Before    string   `json:"before"`
	Words     string   `json:"words"`
	After     string   `json:"after"`
	Held      string   `json:"held"`
	All       bool     `json:"all"`
	Exact     bool     `json:"exact"`
	Hints     []string `json:"hints,omitempty"`
	Markdown  string   `json:"markdown,omitempty"`
}

type foundReferenceJSON struct {
	Source   string `json:"source"`
	Title    string `json:"title"`
	Markdown string `json:"markdown"`
}

type foundSearchedJSON struct {
	Texts    int `json:"texts"`
	Evidence int `json:"evidence"`
	Bare     int `json:"bare"`
}

// foundJSON writes passages for programs.
func (s *session) foundJSON(words string, answer *find.Answer) error {
	out := foundJSON{Version: 1, Words: words, Passages: []foundPassageJSON{}, More: answer.More, References: []foundReferenceJSON{},
		Searched: foundSearchedJSON{answer.Texts, answer.Evidence, answer.Bare}}
	for _, hit := range answer.Hits {
		held := "text"
		if hit.Locked {
			held = "evidence"
		}
		out.Passages = append(out.Passages, foundPassageJSON{hit.Source.ID, hit.Paragraph, hit.Speaker, hit.Person,
			hit.Before, hit.Words, hit.After, held, hit.All, hit.Exact, hit.Hints, hit.Markdown})
	}
	for _, reference := range answer.References {
		out.References = append(out.References, foundReferenceJSON{reference.Source.ID, reference.Source.Title, reference.Markdown})
	}
	data, err := matter.EncodeJSON(out, "  ")
	if err != nil {
		return err
	}
	_, err = s.stdout.Write(data)
	return err
}
