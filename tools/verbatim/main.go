// Verbatim builds a website on which every pair of quotation marks has been
// proven against its source.
//
// Content is matched, linked, rendered and made public; what is wrong on the
// way is a finding. Exit status: 0 clean, 1 findings of severity error, 2 the
// tool could not do its work; of a build that a signal stopped, 128 and the
// signal's number.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/publish"
	"summit-explainer/tools/verbatim/report"
)

// Exit statuses.
const (
	clean    = 0
	found    = 1
	unusable = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// errFound says that findings were printed, and that nothing more is to say.
var errFound = errors.New("findings")

// run is the program: it returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:   "verbatim",
		Short: "Build a website whose every quotation is proven",
		Long: `Build a website whose every quotation is proven against its source.

Run it in the site's folder, where content/, layouts/ and config.toml are, or in one
below it; or name the folder with -C. Files are named from there in what is found.`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	commands := &session{stdout: stdout, stderr: stderr, show: show{each: mostEach}, list: &finding.List{}}
	commands.list.Progress = commands.far
	root.PersistentPreRunE = commands.begin
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; %s --help has the flags", err, cmd.CommandPath())
	})
	root.PersistentFlags().StringVarP(&commands.folder, "directory", "C", "", "work as if started in `DIR`")
	root.PersistentFlags().BoolVarP(&commands.quiet, "quiet", "q", false, "say nothing but what was found or asked for")
	root.PersistentFlags().StringVar(&commands.texts, "texts", "",
		"folder with full texts that may not be published, as ID/text.txt (default $VERBATIM_TEXTS)")
	root.PersistentFlags().StringVar(&commands.colour, "color", "auto", "colors: auto (in a terminal, unless NO_COLOR is set; FORCE_COLOR has them elsewhere), always or never")
	root.AddCommand(commands.buildCommand(), commands.checkCommand(), commands.explainCommand(), commands.linkCommand(), commands.lockCommand(), commands.lspCommand(), commands.serveCommand(), commands.findCommand(), commands.matchCommand(), commands.verifyCommand(), commands.keygenCommand(),
		commands.manualCommand(), commands.newCommand())
	err := root.Execute()
	commands.step("")
	if commands.timings {
		commands.steps.timings(stderr)
	}
	commands.ending.Lock()
	switch {
	case err == nil:
		return clean
	case errors.Is(err, errFound):
		return found
	default:
		fmt.Fprintf(stderr, "verbatim: %v\n", err)
		return unusable
	}
}

// session is what the commands share: the streams and the flags.
type session struct {
	stdout, stderr io.Writer
	folder         string // to work in; "" for where the command was started
	below          string // the site's folder: where the user is; "" in it
	quiet          bool
	page           map[string][]byte // from standard input, by the name of its file
	texts          string
	colour         string
	steps          steps
	show           show
	edition        edition
	list           *finding.List
	scope          desk.Scope
	locked         bool   // evidence is not written, and has to be there
	timings        bool   // at the end it is said where the time went
	noCache        bool   // nothing is used that was kept, and nothing is kept
	baseURL        string // where the rules are explained; "" where they are not
	coverage       *report.Coverage
	compress       bool
	sign           string     // file with the key
	ending         sync.Mutex // held by who ends the program, and never let go
	again          again
}

// open returns the project's folder as a file system that can't be left, and
// the folder of texts, which may be nil. First it puts back what publishing, cut
// off, left undone: whichever command comes next.
func (s *session) open() (project, texts fs.FS, err error) {
	if !slices.Contains([]string{"auto", "always", "never"}, s.colour) {
		return nil, nil, fmt.Errorf("--color %s: write auto, always or never", s.colour)
	}
	s.warn(publish.Recover(destination))
	if project, err = desk.OpenFolder("."); err != nil {
		return nil, nil, err
	}
	if s.page != nil {
		project = desk.Over{FS: project, Files: s.page}
	}
	if s.texts == "" {
		return project, nil, nil
	}
	if texts, err = desk.OpenFolder(s.texts); err != nil {
		return nil, nil, fmt.Errorf("the folder of texts can't be read: %w", err)
	}
	return project, texts, nil
}

// resolve reads the project and proves what it claims.
func (s *session) resolve() (fs.FS, *link.Graph, error) {
	s.step("reading and proving")
	project, texts, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	graph, err := desk.Resolve(project, texts, s.scope, s.list)
	if err == nil {
		s.baseURL = graph.Site.Explained()
	}
	return project, graph, err
}
