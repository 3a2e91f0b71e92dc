// Package render turns project and graph into HTML with Hugo, in this process
// and in memory. It is the only package that imports Hugo.
package render

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bep/clocks"
	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/herrors"
	"github.com/gohugoio/hugo/common/htime"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/kept"
)

// folder is where the project lies in the memory that Hugo sees.
const folder = "/project"

// Options say what Hugo sees beside the project's own folders.
type Options struct {
	Mounts   []string // further folders of the project, which may be absent
	DataFile string   // name of a file that is laid over the project
	Data     []byte   // and what is in it

	BaseURL string    // the address at which the site is published
	Now     time.Time // what templates take for the time

	Progress func(pages int) // is told how many pages are rendered; may be nil

	Kept *kept.Store // in which pictures are found that were drawn before; nil for none
}

// HTML renders the project, and returns the files that Hugo published. All pages
// of the project are due: those that are not are no part of it. Hugo
// sees a copy of the project in memory: it can neither read outside it nor
// write into it. What Hugo complains of is reported; an error means that it
// could not be started, or stopped on its way.
func HTML(project fs.FS, o Options, report finding.Report) (fs.FS, error) {
	source, files, err := copyProject(project, o.Mounts)
	if err != nil {
		return nil, err
	}
	if err := afero.WriteFile(source, path.Join(folder, o.DataFile), o.Data, 0o644); err != nil {
		return nil, err
	}
	o.Data = nil // it is large
	if checkPartials(project, report) {
		return afero.NewIOFS(afero.NewMemMapFs()), nil
	}
	published, going := afero.NewMemMapFs(), &progress{told: o.Progress}
	err = watch(func() error { return build(o, counted{source, going}, counted{published, going}, going) }, going, patience, allowed(files))
	if halted := (*stopped)(nil); errors.As(err, &halted) {
		return nil, err
	}
	log := going.log()
	reportLog(project, log, err, report)
	var located herrors.FileError
	if err != nil && !errors.As(err, &located) && log == "" {
		return nil, fmt.Errorf("the site can't be rendered: %w", err)
	}
	if err := published.MkdirAll(path.Join(folder, "public"), 0o755); err != nil {
		return nil, err
	}
	return afero.NewIOFS(afero.NewBasePathFs(published, path.Join(folder, "public"))), nil
}

func build(o Options, source, published afero.Fs, log io.Writer) error {
	sites, err := open(o, source, published, log, config.New())
	if err != nil {
		return err
	}
	defer sites.Close()
	sites.Data() // is read now, so that its file need not be held; what is wrong with it Build says
	if err := source.Remove(path.Join(folder, o.DataFile)); err != nil {
		return err
	}
	keep := keepPictures(sites, o.Kept)
	if err := sites.Build(hugolib.BuildCfg{NoBuildLock: true}); err != nil {
		return err
	}
	keep()
	return nil
}

// open has Hugo read its settings, and publishes the static files.
func open(o Options, source, published afero.Fs, log io.Writer, flags config.Provider) (*hugolib.HugoSites, error) {
	htime.Clock = clocks.Fixed(o.Now)
	flags.Set("baseURL", o.BaseURL)
	for _, all := range []string{"buildDrafts", "buildFuture", "buildExpired"} {
		flags.Set(all, true)
	}
	flags.Set("workingDir", folder)
	flags.Set("publishDir", "public")
	flags.Set("environment", "production")
	logger := loggers.New(loggers.Options{StdOut: log, StdErr: log, Level: logg.LevelWarn})
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: source, Logger: logger, Flags: flags, Filename: path.Join(folder, "config.toml"), Environment: "production",
		// Without an environment of its own Hugo would take settings from this process's.
		Environ: []string{"HUGO_ENVIRONMENT=production"},
	})
	if err != nil {
		return nil, err
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, LogLevel: logg.LevelWarn, StdOut: log, StdErr: log,
		Fs: hugofs.NewFromSourceAndDestination(source, published, configs.LoadingInfo.Cfg),
	})
	if err != nil {
		return nil, err
	}
	// Hugo's command, not its library, copies the static files.
	for _, static := range sites.BaseFs.Static {
		if err := copyStatic(static.Fs, published); err != nil {
			sites.Close()
			return nil, err
		}
	}
	return sites, nil
}

func copyStatic(static, published afero.Fs) error {
	return afero.Walk(static, "", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := afero.ReadFile(static, name)
		if err != nil {
			return err
		}
		return afero.WriteFile(published, path.Join(folder, "public", filepath.ToSlash(name)), data, 0o644)
	})
}

// copyProject copies what Hugo reads, and says how many files that are. Links have been
// reported, and are not followed.
func copyProject(project fs.FS, mounts []string) (copied afero.Fs, files int, err error) {
	memory := afero.NewMemMapFs()
	for _, root := range append([]string{"config.toml", "content", "layouts", "static"}, mounts...) {
		err := fs.WalkDir(project, root, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && slices.Contains(mounts, name):
				return nil // Hugo lets a mounted folder be absent
			case err != nil:
				return err
			case entry.IsDir():
				return memory.MkdirAll(path.Join(folder, name), 0o755)
			case !entry.Type().IsRegular():
				return nil
			}
			data, err := fs.ReadFile(project, name)
			if err != nil {
				return err
			}
			files++
			return afero.WriteFile(memory, path.Join(folder, name), data, 0o644)
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return memory, files, nil
}

var (
	logLine   = regexp.MustCompile(`^(WARN|ERROR) +(?:deprecated: +)?(.*)`)
	logPlace  = regexp.MustCompile(`"?` + folder + `/([^":]+):(\d+):(\d+)"?:? ?`)
	logKey    = regexp.MustCompile(`^` + folder + `/([^":]+):([a-z_]+): `)
	errorTail = regexp.MustCompile(`^.*: error calling errorf: `)
)

// valueOf returns the place of a value of a page's front matter, which its first
// lines are: layouts know a page's keys, and not where they stand.
func valueOf(file *finding.File, key string) finding.Span {
	line := regexp.MustCompile(`(?mi)^[ \t{]*["']?` + key + `["']?[ \t]*[:=][ \t]*(.*?)[ \t,]*$`)
	if at := line.FindSubmatchIndex(file.Data); at != nil {
		return finding.Span{Start: at[2], End: at[3]}
	}
	return finding.Span{}
}

// reportLog turns Hugo's messages into findings. What layouts warn of stands at a
// key of a page's front matter.
func reportLog(project fs.FS, log string, err error, report finding.Report) {
	files := map[string]*finding.File{}
	open := func(name string) *finding.File {
		if files[name] == nil {
			data, _ := fs.ReadFile(project, name) // a file that can't be read has no lines to show
			files[name] = finding.NewFile(name, data)
		}
		return files[name]
	}
	one := func(rule finding.Rule, message string) {
		f := finding.Finding{Rule: rule, File: open("config.toml"), Help: "see Hugo’s documentation"}
		if at := logPlace.FindStringSubmatch(message); at != nil {
			var p finding.Position
			fmt.Sscan(at[2], &p.Line)
			fmt.Sscan(at[3], &p.Column)
			f.File = open(at[1])
			f.Span.Start = f.File.Offset(p)
			f.Span.End = f.Span.Start
			message = logPlace.ReplaceAllString(message, "")
		}
		if at := logKey.FindStringSubmatch(message); at != nil {
			f.File = open(at[1])
			f.Span = valueOf(f.File, at[2])
			f.Message = strings.TrimPrefix(message, at[0])
			f.Help = "write something else, or leave it as it is: everything else on the page is right"
			report(f)
			return
		}
		f.Message = "Hugo: " + strings.TrimSpace(errorTail.ReplaceAllString(message, ""))
		report(f)
	}
	for line := range strings.Lines(log) {
		if m := logLine.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			rule := finding.Render
			if m[1] == "WARN" {
				rule = finding.RenderWarning
			}
			one(rule, m[2])
		}
	}
	if err != nil && !strings.Contains(log, "ERROR") {
		one(finding.Render, err.Error())
	}
}
