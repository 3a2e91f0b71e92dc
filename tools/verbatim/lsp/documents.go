package lsp

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/creachadair/jrpc2"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
)

// documents are what the client has opened.
type documents struct {
	mu      sync.Mutex
	buffers map[string]*buffer // by URI
	last    string             // the URI of the one that was changed last
}

// buffer is a document as the client shows it.
type buffer struct {
	name    string // in the project; empty outside of it
	version int
	data    []byte // replaced, and never changed
}

// root is a folder that the client knows by an address.
type root struct {
	dir  string // absolute; empty where there is none
	real string // without links
}

func newRoot(dir string) root {
	at := root{dir: dir, real: dir}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		at.real = real
	}
	return at
}

// name returns the name of a file below the folder, with forward slashes.
func (r root) name(file string) (string, bool) {
	if r.dir == "" {
		return "", false
	}
	for _, dir := range []string{r.dir, r.real} {
		for _, file := range []string{file, realName(file)} {
			if name, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(name) {
				return filepath.ToSlash(name), true
			}
		}
	}
	return "", false
}

// realName returns the name of a file that need not be there, without links.
func realName(file string) string {
	dir, base := filepath.Split(file)
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return filepath.Join(real, base)
	}
	return file
}

// uri returns the address of a file below the folder.
func (r root) uri(name string) string {
	at := filepath.ToSlash(filepath.Join(r.dir, filepath.FromSlash(name)))
	if !strings.HasPrefix(at, "/") {
		at = "/" + at // C:/…
	}
	return (&url.URL{Scheme: "file", Path: at}).String()
}

// pathOf returns the file at an address, or "".
func pathOf(uri string) string {
	parsed, err := url.Parse(uri)
	if err != nil || parsed.Scheme != "file" || parsed.Path == "" || strings.ContainsRune(parsed.Path, 0) {
		return ""
	}
	at := parsed.Path
	if len(at) > 2 && at[2] == ':' && unicode.IsLetter(rune(at[1])) {
		at = at[1:] // /C:/…
	}
	return filepath.Clean(filepath.FromSlash(at))
}

// openSite looks for the site: in the folders that the client names, or those round
// them, and where none of these is one in the folder that the server was started in.
func (s *server) openSite(params *initializeParams) error {
	var dirs []string
	for _, folder := range append([]workspaceFolder{{params.RootURI}}, params.WorkspaceFolders...) {
		if dir := pathOf(folder.URI); dir != "" {
			dirs = append(dirs, dir)
		}
	}
	dir := s.options.Dir
	for _, named := range slices.Concat(dirs, []string{dir}) {
		if site := siteRound(named); site != "" {
			dir = site
			break
		}
	}
	here, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	s.root = newRoot(dir)
	var texts fs.FS
	if s.options.Texts != "" {
		there, err := os.OpenRoot(s.options.Texts)
		if err != nil {
			return fmt.Errorf("the folder of texts can't be read: %w", err)
		}
		texts, s.texts = there.FS(), newRoot(s.options.Texts)
	}
	s.desk = desk.New(here.FS(), texts, s.options.Moment)
	return nil
}

// siteRound returns the folder of the site that a folder is, or lies in; "" where
// there is none.
func siteRound(dir string) string {
	for {
		config, wrong := os.Stat(filepath.Join(dir, "config.toml"))
		content, err := os.Stat(filepath.Join(dir, "content"))
		if wrong == nil && err == nil && config.Mode().IsRegular() && content.IsDir() {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// uriOf returns the address of a file that findings and look-ups name: as the client
// calls it where it is open.
func (s *server) uriOf(name string) string {
	s.mu.Lock()
	for uri, open := range s.buffers {
		if open.name == name {
			s.mu.Unlock()
			return uri
		}
	}
	s.mu.Unlock()
	if s.isText(name) {
		return s.texts.uri(name) // package link calls texts outside of the project so
	}
	return s.root.uri(name)
}

// nameOf returns how findings and look-ups name the file at an address.
func (s *server) nameOf(uri string) (string, bool) {
	file := pathOf(uri)
	if file == "" {
		return "", false
	}
	if name, ok := s.texts.name(file); ok && s.isText(name) {
		return name, true // though the folder may lie in the project
	}
	return s.root.name(file)
}

func (s *server) didOpen(_ context.Context, params *documentParams) (any, error) {
	name, _ := s.nameOf(params.Document.URI)
	s.show(params.Document.URI, &buffer{name: name, version: params.Document.Version, data: []byte(params.Document.Text)})
	return nil, nil
}

// show keeps what the client shows of a document, and lays it over the disk.
func (s *server) show(uri string, now *buffer) {
	s.mu.Lock()
	s.buffers[uri], s.last = now, uri
	s.mu.Unlock()
	switch {
	case s.isText(now.name):
		s.desk.LayText(now.name, now.data)
	case now.name != "" && fs.ValidPath(now.name):
		s.desk.Lay(now.name, now.data)
	default:
		return
	}
	s.wake()
}

// isText reports whether a name is that of a text in the folder of texts.
func (s *server) isText(name string) bool {
	id, ok := strings.CutSuffix(name, "/text.txt")
	return ok && s.texts.dir != "" && !strings.Contains(id, "/")
}

func (s *server) didChange(_ context.Context, params *changeParams) (any, error) {
	uri := params.Document.URI
	s.mu.Lock()
	old := s.buffers[uri]
	s.mu.Unlock()
	if old == nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%s is not open", uri)
	}
	data := old.data
	for _, change := range params.Changes {
		if change.Range == nil {
			data = []byte(change.Text)
			continue
		}
		start, end := newLines(data, s.encoding).span(*change.Range)
		data = slices.Concat(data[:start], []byte(change.Text), data[end:])
	}
	s.show(uri, &buffer{name: old.name, version: params.Document.Version, data: data})
	return nil, nil
}

func (s *server) didSave(context.Context, *documentParams) (any, error) {
	s.desk.Touch("")
	s.wake()
	return nil, nil
}

func (s *server) didClose(_ context.Context, params *documentParams) (any, error) {
	s.mu.Lock()
	old := s.buffers[params.Document.URI]
	delete(s.buffers, params.Document.URI)
	s.mu.Unlock()
	if old != nil && old.name != "" {
		s.desk.Lift(old.name)
		s.wake()
	}
	return nil, nil
}

func (s *server) didChangeFiles(context.Context, *nothing) (any, error) {
	s.desk.Touch("")
	s.wake()
	return nil, nil
}

// shown returns a document as the client shows it, or nil where it is not open.
func (s *server) shown(uri string) *buffer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buffers[uri]
}

// file returns a file as the client shows it, or as it is on the disk.
func (s *server) file(uri string) (*finding.File, error) {
	name, ok := s.nameOf(uri)
	if !ok {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%q is no file of the site", uri)
	}
	if open := s.shown(uri); open != nil {
		return finding.NewFile(name, open.data), nil
	}
	var data []byte
	var err error
	if s.isText(name) {
		data, err = os.ReadFile(filepath.Join(s.texts.dir, filepath.FromSlash(name)))
	} else {
		data, err = fs.ReadFile(s.desk.Project(), name)
	}
	if err != nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%q can't be read", uri)
	}
	return finding.NewFile(name, data), nil
}

func (s *server) lines(file *finding.File) *lines { return newLines(file.Data, s.encoding) }

// located returns the place of a part of a file.
func (s *server) located(at desk.Place) location {
	return location{s.uriOf(at.File.Name), s.lines(at.File).rangeOf(at.Span.Start, at.Span.End)}
}
