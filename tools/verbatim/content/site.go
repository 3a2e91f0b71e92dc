// Package content reads a site's files and holds them against each other: pages,
// the records of sources, people and their names, addresses, the configuration.
//
// The layout of the files, all below content/:
//
//	_index.md                    the home page
//	ID.md, SECTION/_index.md     single pages and the fronts of sections
//	topics/ID.md                 a subject of the summit
//	sources/ID/index.md          the bibliographic record of a source, with
//	            evidence.json    what was proven, written by the tool
//	            text.txt         the full text, where rights allow
//	people/ID.md  glossary/ID.md
//	guide/conformance/*.jsonl    the conformance suite
//	*.csv  *.json  pictures      resources of pages
//
// What a page says is read by package prose, page by page; what only all of them
// can tell is found here: what points at nothing, what two pages claim, a timeline
// out of its order.
package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// Limits, in bytes. A page beyond its limit is not prose, and the parser's work
// grows with the square of some of what it holds; data beyond its limit is no
// resource of a page; a text beyond its limit is a library.
const (
	maxPage = 128 << 10
	maxData = 8 << 20
	MaxText = 64 << 20
)

// Site is what the files say, before anything is proven.
type Site struct {
	Config  Config
	Pages   []*prose.Page          // by path
	Sources map[string]*Source     // by ID
	People  map[string]*prose.Page // by ID
	Suite   Suite

	Progress finding.Progress // of all work on the site

	// LayoutAnchors are the places that layouts may give to any page.
	LayoutAnchors map[string]bool

	config   configFile
	paths    map[string]*prose.Page
	alone    *prose.Page     // in the place of the one at its address; nil where all are as they were read
	files    map[string]bool // every file and folder below content/
	unparsed []*unparsed     // pages
	undated  []string        // files that are no pages, and may say when they are to be
	schemas  schemas

	tables map[string]*finding.File      // CSV below content/, by place
	tabled map[*prose.Page][]tableSource // the sources that the data of figures name
}

// Page returns the page at a logical path such as /topics/ID.
func (s *Site) Page(path string) *prose.Page {
	if s.alone != nil && s.alone.Path == path {
		return s.alone
	}
	return s.paths[path]
}

// Explained returns the address of the site where it explains the rules; "" where it
// does not.
func (s *Site) Explained() string {
	if s.Page("/guide/rules") == nil {
		return ""
	}
	return s.Config.BaseURL
}

var (
	folderName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	fileName   = regexp.MustCompile(`^(_index|[a-z0-9][a-z0-9-]*)\.[a-z0-9]+$`)
)

// layoutAnchor finds the places that a layout names outright: a link to one is
// no broken link, though no page has it.
var layoutAnchor = regexp.MustCompile(`\bid="?([a-z][a-z0-9-]*)["\s>]`)

// resources are the kinds of file that may lie beside a page.
var resources = []string{".csv", ".json", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg"}

// Load reads the project's configuration, schemas and content. It returns an
// error where the project can't be read at all. Progress is told how many pages are
// read, and how far all later work on the site is.
func Load(project fs.FS, progress finding.Progress, report finding.Report) (*Site, error) {
	site := &Site{
		Progress: progress,

		Sources: map[string]*Source{},
		People:  map[string]*prose.Page{},
		paths:   map[string]*prose.Page{},

		LayoutAnchors: map[string]bool{},
		files:         map[string]bool{},
		tables:        map[string]*finding.File{},
	}
	var err error
	if site.Config, site.config, err = readConfig(project, report); err != nil {
		return nil, err
	}
	if site.schemas, err = loadSchemas(project); err != nil {
		return nil, err
	}
	err = walk(project, "static", report, func(name string, _ fs.FileInfo) error {
		checkStatic(name, report)
		if FormatOf(strings.TrimPrefix(name, "static/")) != FormatPicture {
			return nil
		}
		data, err := fs.ReadFile(project, name)
		checkPicture(finding.NewFile(name, data), report)
		return err
	})
	if err := exceptMissing(err); err != nil {
		return nil, err
	}
	if err := site.readLayouts(project, report); err != nil {
		return nil, err
	}
	err = walk(project, "content", report, func(name string, info fs.FileInfo) error {
		return site.visit(project, name, name, info, report)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is no content/ here: run verbatim in the project's folder")
	}
	if err != nil {
		return nil, err
	}
	site.parse(report)
	if len(site.Pages) == 0 {
		return nil, errors.New("content/ holds no page: begin with content/_index.md")
	}
	for _, mount := range site.Config.ContentMounts() {
		err := walk(project, mount.Source, report, func(name string, info fs.FileInfo) error {
			return site.visit(project, name, mount.Target+strings.TrimPrefix(name, mount.Source), info, report)
		})
		if err := exceptMissing(err); err != nil {
			return nil, fmt.Errorf("the folder %s, which is mounted, can't be read: %w", mount.Source, err)
		}
	}
	site.parse(report)
	slices.SortFunc(site.Pages, func(one, other *prose.Page) int { return strings.Compare(one.Path, other.Path) })
	site.check(report)
	return site, nil
}

// check holds what the files say against each other.
func (s *Site) check(report finding.Report) {
	s.checkParams(report)
	s.CheckBodies(report)
	s.checkAddresses(report)
	s.checkWeights(report)
	prose.CheckNames(s.People, report)
	s.checkFigures(report)
	s.checkTitles(report)
}

// readLayouts keeps the places that layouts may give to any page.
func (s *Site) readLayouts(project fs.FS, report finding.Report) error {
	err := walk(project, "layouts", report, func(name string, _ fs.FileInfo) error {
		data, err := fs.ReadFile(project, name)
		if err != nil {
			return err
		}
		for _, match := range layoutAnchor.FindAllSubmatch(data, -1) {
			s.LayoutAnchors[string(match[1])] = true
		}
		return nil
	})
	return exceptMissing(err)
}

// exceptMissing returns an error unless it says that a folder is not there.
func exceptMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// walk calls visit for every regular file below dir whose name Hugo would not
// ignore. Links and special files are findings: what is outside the tree has
// not been checked.
func walk(project fs.FS, dir string, report finding.Report, visit func(string, fs.FileInfo) error) error {
	return fs.WalkDir(project, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		// Of static files Hugo ignores none.
		if name != dir && dir != "static" && (strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.Type()&fs.ModeSymlink != 0 {
			report(about(name, finding.FileLink, fmt.Sprintf("%s is a symbolic link", name),
				"put a copy of the file in its place"))
			return nil
		}
		if entry.IsDir() {
			if strings.HasSuffix(base, ".md") {
				report(about(name, finding.FileKind, fmt.Sprintf("the folder %s is named like a page", name),
					"rename the folder, or make it a file"))
			} else if dir == "content" && name != dir && !folderName.MatchString(base) {
				report(about(name, finding.FileName, fmt.Sprintf("the folder %s has a name that makes a poor address", name),
					"use lower-case ASCII letters, digits and hyphens"))
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			report(about(name, finding.FileKind, fmt.Sprintf("%s is not a regular file", name), "remove it"))
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return visit(name, info)
	})
}

// about is a finding on a file as a whole.
func about(name string, rule finding.Rule, message, help string) finding.Finding {
	return finding.Finding{Rule: rule, File: finding.NewFile(name, nil), Message: message, Help: help}
}

// limitOf returns how many bytes a file at a place may have; 0 where content/ holds no
// such files.
func limitOf(place string) int64 {
	ext := path.Ext(place)
	switch {
	case ext == ".md":
		return maxPage
	case path.Base(place) == "text.txt" && path.Dir(path.Dir(place)) == "content/sources":
		return MaxText
	case path.Dir(place) == "content"+SuitePath && ext == ".jsonl", slices.Contains(resources, ext):
		return maxData
	}
	return 0
}

// visit reads one file, and keeps its name where it is to be a page, is none and may
// say when it is to be published.
func (s *Site) visit(project fs.FS, name, place string, info fs.FileInfo, report finding.Report) error {
	pages := len(s.unparsed)
	if err := s.read(project, name, place, info, report); err != nil || path.Ext(name) != ".md" || len(s.unparsed) > pages {
		return err
	}
	file, err := project.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, matter.MaxBytes)
	size, err := io.ReadFull(file, head)
	if prose.SpeaksOfDates(head[:size]) {
		s.undated = append(s.undated, name)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// unparsed is a page that has been read from the disk.
type unparsed struct {
	file  *finding.File
	place string
	page  *prose.Page // in the end, if it can be one
}

// parse adds the pages that have been read, in their order.
func (s *Site) parse(report finding.Report) {
	finding.Telling("pages", s.Progress, s.unparsed, report, func(u *unparsed, report finding.Report) {
		u.page = readPage(u.file, u.place, s.Config.Language(), s.schemas[schemaOf(u.place)], report)
	})
	for _, u := range s.unparsed {
		pages := len(s.Pages)
		if u.page != nil {
			s.add(u.page, report)
		}
		if head := u.file.Data[:min(len(u.file.Data), matter.MaxBytes)]; len(s.Pages) == pages && prose.SpeaksOfDates(head) {
			s.undated = append(s.undated, u.file.Name)
		}
	}
	s.unparsed = nil
}

// read reads one file. Its place is its name as Hugo sees it, below content/.
func (s *Site) read(project fs.FS, name, place string, info fs.FileInfo, report finding.Report) error {
	for dir := place; dir != "content"; dir = path.Dir(dir) {
		s.files[dir] = true // links and aliases are held against folders, too
	}
	base, ext := path.Base(name), path.Ext(name)
	ofSource := path.Dir(path.Dir(place)) == "content/sources"
	ofSuite := path.Dir(place) == "content"+SuitePath && ext == ".jsonl"
	if !fileName.MatchString(base) {
		report(about(name, finding.FileName, fmt.Sprintf("the file %s has a name that makes a poor address", name),
			named(base)))
		return nil
	}
	limit := limitOf(place)
	if limit == 0 {
		report(about(name, finding.FileKind, fmt.Sprintf("%s is of a kind that content/ does not hold", name),
			"write pages as .md; the resources of a page are "+strings.Join(resources, " ")))
		return nil
	}
	if info.Size() > limit {
		report(about(name, finding.FileSize, fmt.Sprintf("the file has %d bytes, more than the %d that are allowed here", info.Size(), limit),
			"divide it into several files"))
		return nil
	}
	data, err := fs.ReadFile(project, name)
	if err != nil {
		return err
	}
	file := finding.NewFile(name, data)
	switch {
	case ext == ".md":
		s.unparsed = append(s.unparsed, &unparsed{file: file, place: place})
	case base == "text.txt" && ofSource:
		if readable(file, report) {
			s.source(path.Base(path.Dir(place))).Text = file
		}
	case base == "evidence.json" && ofSource:
		if readable(file, report) {
			s.source(path.Base(path.Dir(place))).Evidence = file
		}
	case ofSuite:
		if readable(file, report) {
			s.readCases(file, report)
		}
	case ext == ".csv", ext == ".json":
		if readable(file, report) {
			checkData(file, s.Config.Language(), report)
			s.tables[place] = file
		}
	case formats[ext] == FormatPicture:
		checkPicture(file, report)
	}
	return nil
}

// known are files that have one name.
var known = []string{"text.txt", "evidence.json", "index.md", "_index.md", "data.csv"}

// named says how to name a file.
func named(base string) string {
	lower := strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' {
			return '-'
		}
		return unicode.ToLower(r)
	}, base)
	switch {
	case slices.Contains(known, strings.ToLower(base)):
		return "name it " + strings.ToLower(base)
	case fileName.MatchString(lower):
		return "name it " + lower + ": lower-case ASCII letters, digits and hyphens, and one extension"
	}
	return "use lower-case ASCII letters, digits and hyphens, and one extension"
}

// readPage reads a page of which nothing is known yet, as the file of that
// name below content/.
func readPage(file *finding.File, place, language string, schema *matter.Schema, report finding.Report) *prose.Page {
	if !readable(file, report) || !evenLines(file, report) {
		return nil
	}
	return prose.ParseAs(file, place, language, schema, report)
}

// readable reports what keeps a file from being read as UTF-8 text.
func readable(file *finding.File, report finding.Report) bool {
	if len(file.Data) == 0 {
		report(finding.Finding{Rule: finding.FileEmpty, File: file, Message: "the file is empty", Help: "write it, or remove it"})
		return false
	}
	for i := 0; i < len(file.Data); {
		char, size := utf8.DecodeRune(file.Data[i:])
		if char == utf8.RuneError && size == 1 || fold.IsControl(char) {
			message := fmt.Sprintf("the byte 0x%02X is not UTF-8", file.Data[i])
			switch {
			case char == 0:
				message = "the file holds a NUL byte"
			case fold.IsControl(char):
				message = fmt.Sprintf("the file holds the control character %U", char)
			}
			report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: finding.Span{Start: i, End: i + 1},
				Message: message, Help: "save the file as UTF-8 text"})
			return false
		}
		i += size
	}
	return true
}

// evenLines reports a page whose lines end in several ways. Hugo ends a line
// at a lone carriage return, and Markdown does not.
func evenLines(file *finding.File, report finding.Report) bool {
	first := bytes.IndexByte(file.Data, '\n')
	crlf := first > 0 && file.Data[first-1] == '\r'
	for i, char := range file.Data {
		message := ""
		switch {
		case char == '\r' && (i+1 == len(file.Data) || file.Data[i+1] != '\n'):
			message = "a carriage return without a line feed"
		case char == '\n' && crlf != (i > 0 && file.Data[i-1] == '\r'):
			message = "this line ends in another way than the first"
		default:
			continue
		}
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: finding.Span{Start: i, End: i + 1},
			Message: message, Help: "save the file with one kind of line break"})
		return false
	}
	return true
}

func (s *Site) source(id string) *Source {
	if s.Sources[id] == nil {
		s.Sources[id] = &Source{ID: id}
	}
	return s.Sources[id]
}

func (s *Site) add(page *prose.Page, report finding.Report) {
	if other := s.Page(page.Path); other != nil {
		report(finding.Finding{Rule: finding.FileName, File: page.File,
			Message: fmt.Sprintf("two files claim the address %s: this one and %s", page.Path, other.File.Name), Help: "rename one of them"})
		other.Unread = true // nobody knows which of the two others mean
		return
	}
	s.paths[page.Path] = page
	s.Pages = append(s.Pages, page)
	switch {
	case page.Section == "people" && page.Path != "/people" && !page.NoMatter:
		s.People[page.ID()] = page
	case page.Section == "sources" && page.Path != "/sources":
		source := s.source(page.ID())
		if source.Page = page; !page.NoMatter {
			source.readRecord()
		}
	}
}
