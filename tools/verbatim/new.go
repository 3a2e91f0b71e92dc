package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/archetype"
	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/report"
)

// newCommand makes new pages.
func (s *session) newCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "A valid new page to fill in: a topic, source, person, term or figure; or a new site",
		Long: `A valid new page to fill in, or a new site. What can be derived is there; what only
you know is an empty value with a comment, and check reports it until you have
filled it in. Nothing that is there is written over.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return errors.New("say what is new: topic, source, person, term, figure or site; verbatim new --help")
		},
	}
	var id string
	titled := func(use, short string, made func(site *content.Site, id, title string) ([]archetype.File, error)) *cobra.Command {
		one := &cobra.Command{
			Use: use, Short: short, Annotations: map[string]string{ofSite: ""}, Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				title := strings.Join(strings.Fields(args[0]), " ")
				named, err := archetype.ID(id, title)
				if err != nil {
					return err
				}
				site, err := s.site()
				if err != nil {
					return err
				}
				files, err := made(site, named, title)
				if err != nil {
					return err
				}
				return s.write(files, "")
			},
		}
		one.Flags().StringVar(&id, "id", "", "the page's `ID`, which is the end of its address (default made of the title)")
		cmd.AddCommand(one)
		return one
	}
	one := func(file archetype.File) ([]archetype.File, error) { return []archetype.File{file}, nil }
	titled("topic TITLE", "A topic, with its headings and the next free weight", func(site *content.Site, id, title string) ([]archetype.File, error) {
		today, err := s.today()
		if err != nil {
			return nil, err
		}
		return one(archetype.Topic(site, id, title, today))
	})
	titled("person NAME", "A person, whose words can then be quoted", func(site *content.Site, id, title string) ([]archetype.File, error) {
		return one(archetype.Person(site, id, title))
	})
	titled("term TERM", "A term of the glossary", func(site *content.Site, id, title string) ([]archetype.File, error) {
		return one(archetype.Term(site, id, title))
	})
	var data string
	figure := titled("figure TITLE", "A figure, with its table", func(site *content.Site, id, title string) ([]archetype.File, error) {
		var table []byte
		if data != "" {
			var err error
			if table, err = os.ReadFile(s.seen(data)); err != nil {
				return nil, err
			}
		}
		return archetype.Figure(site, id, title, table), nil
	})
	figure.Flags().StringVar(&data, "data", "", "take the table from this `FILE`, as CSV")
	cmd.AddCommand(s.newSourceCommand(), s.newSiteCommand())
	return cmd
}

func (s *session) newSourceCommand() *cobra.Command {
	var asked archetype.Request
	cmd := &cobra.Command{
		Use:         "source FILE|URL",
		Annotations: map[string]string{ofSite: ""},
		Short:       "A source: its record and its text, from plain text, HTML or PDF",
		Long: `A source: its record and its text, from a file or an address.

HTML is read as reading views of browsers read it; the text of a PDF is taken out
by pdftotext, where that is installed. Read the text over before you quote from it.
Labels of speakers are listed, each with the person whose names it is made of.

The text lies beside the record, and is published, only where --rights allow it.
Else it is kept in the folder that --texts or VERBATIM_TEXTS names. Downloads end
after a minute, and at 32 MiB; no other command but verify asks for anything.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return s.newSource(cmd.Context(), args[0], asked) },
	}
	cmd.Flags().StringVar(&asked.ID, "id", "", "the source's `ID`, by which pages name it (default made of where it is from)")
	cmd.Flags().StringVar(&asked.Rights, "rights", "", "the `RIGHTS` under which the text may be used, as records have them: public-domain, CC-BY-4.0, copyright …")
	return cmd
}

// newSource makes the record of a document, and keeps its text.
func (s *session) newSource(ctx context.Context, name string, asked archetype.Request) (err error) {
	if asked.Today, err = s.today(); err != nil {
		return err
	}
	site, err := s.site()
	if err != nil {
		return err
	}
	if asked.Rights != "" && !slices.Contains(site.Rights(), asked.Rights) {
		return fmt.Errorf("--rights %s: write one of %s", asked.Rights, strings.Join(site.Rights(), ", "))
	}
	if !site.MayPublish(asked.Rights) && s.texts == "" {
		return errors.New("the text may not lie in the site, as far as is known: name a folder for it with --texts, or say with --rights that it may be published")
	}
	if !strings.Contains(name, "://") {
		asked.File, name = name, s.seen(name)
	}
	s.step("reading")
	if ctx == nil {
		ctx = context.Background()
	}
	document, err := archetype.Open(ctx, name, "verbatim/"+version())
	if err != nil {
		return err
	}
	source, err := archetype.NewSource(site, document, asked)
	if err != nil {
		return err
	}
	files := []archetype.File{source.Record}
	kept := filepath.Join(s.texts, source.ID, "text.txt")
	if source.Public {
		kept = filepath.Join("content", "sources", source.ID, "text.txt")
	}
	s.step("")
	if err := s.write(append(files, archetype.File{Name: kept, Data: []byte(source.Text)}), source.Summary(document.Converted)); err != nil {
		return err
	}
	return nil
}

func (s *session) newSiteCommand() *cobra.Command {
	var title, address string
	cmd := &cobra.Command{
		Use:         "site DIR",
		Annotations: map[string]string{ofSite: ""},
		Short:       "Another site, with the layouts, styles, schemas and settings of this one",
		Long: `Another site, in a folder that is empty or not there yet, with the layouts,
styles, schemas and settings of this one, which are its own from then on. It holds
no code: verbatim -C DIR works on it.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return s.newSite(s.seen(args[0]), title, address) },
	}
	cmd.Flags().StringVar(&title, "title", "", "the site's `TITLE` (default the folder's name)")
	cmd.Flags().StringVar(&address, "base-url", "https://example.org/", "the `ADDRESS` at which it will be published")
	return cmd
}

// newSite makes another site.
func (s *session) newSite(folder, title, address string) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not an empty folder: name one that is, or that is not there yet", folder)
	}
	address, err := content.ParseBaseURL(address)
	if err != nil {
		return fmt.Errorf("--base-url: %w", err)
	}
	today, err := s.today()
	if err != nil {
		return err
	}
	if title == "" {
		title = strings.Join(strings.FieldsFunc(filepath.Base(folder), func(r rune) bool { return r == '-' || r == '_' }), " ")
		title = strings.ToUpper(title[:1]) + title[1:]
	}
	project, _, err := s.open()
	if err != nil {
		return err
	}
	files, err := archetype.Site(project, title, address, today)
	if err != nil {
		return err
	}
	for i := range files {
		files[i].Name = filepath.Join(folder, files[i].Name)
	}
	if err := create(files); err != nil {
		return err
	}
	fmt.Fprintf(s.said(), "%s: %s written\nnext: verbatim -C %[1]s new source FILE|URL\n", folder, report.Count(len(files), "file", "files"))
	return nil
}

// site reads the site that something new is made for. What is wrong with it is no
// matter here.
func (s *session) site() (*content.Site, error) {
	project, _, err := s.open()
	if err != nil {
		return nil, err
	}
	return content.Load(project, nil, func(finding.Finding) {})
}

// today returns the day, YYYY-MM-DD.
func (s *session) today() (string, error) {
	at, err := s.edition.moment()
	return at.At.Format(time.DateOnly), err
}

// seen returns a file's name as it is called in the site's folder: what the user
// names is seen from where the user is.
func (s *session) seen(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(s.below, name)
}

// create writes new files, all of them or none.
func create(files []archetype.File) (err error) {
	var made []string
	defer func() {
		if err != nil {
			for _, name := range made {
				err = errors.Join(err, os.Remove(name))
			}
		}
	}()
	for _, file := range files {
		if err := os.MkdirAll(filepath.Dir(file.Name), 0o755); err != nil {
			return err
		}
		out, err := os.OpenFile(file.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already, and nothing is written over it", file.Name)
		}
		if err != nil {
			return err
		}
		made = append(made, file.Name)
		_, err = out.Write(file.Data)
		if err = errors.Join(err, out.Close()); err != nil {
			return err
		}
	}
	return nil
}

// toFill matches a value that is to be filled in.
var toFill = regexp.MustCompile(`(?m)^([a-z_]+): '' # fill in: (.*)$`)

// write writes new files of the site, and says what is to be filled in and what else
// check finds in them.
func (s *session) write(files []archetype.File, also string) error {
	if err := create(files); err != nil {
		return err
	}
	var names desk.Scope
	open := map[place]bool{}
	for _, file := range files {
		names = append(names, filepath.ToSlash(file.Name))
		fmt.Fprintf(s.said(), "%s: written\n", file.Name)
	}
	fmt.Fprint(s.said(), also)
	for _, file := range files {
		in := finding.NewFile(file.Name, file.Data)
		for i, at := range toFill.FindAllSubmatchIndex(file.Data, -1) {
			if i == 0 {
				fmt.Fprintln(s.said(), "to fill in:")
			}
			line := in.Position(at[0]).Line
			open[place{filepath.ToSlash(file.Name), finding.Span{Start: line}}] = true
			fmt.Fprintf(s.said(), "  %s:%d: %s: %s\n", file.Name, line, file.Data[at[2]:at[3]], file.Data[at[4]:at[5]])
		}
	}
	project, texts, err := s.open()
	if err != nil {
		return err
	}
	moment, err := s.edition.moment()
	if err != nil {
		return err
	}
	if _, err := desk.Check(project, texts, moment, false, names, s.list); err != nil {
		return err
	}
	s.list.Keep(func(found finding.Finding) bool {
		at := place{found.File.Name, finding.Span{Start: found.File.Position(found.Span.Start).Line}}
		return found.Rule != finding.SourceUnused && !found.Note && !open[at]
	})
	s.show.results = true
	return s.findings()
}
