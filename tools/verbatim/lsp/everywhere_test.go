package lsp

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/creachadair/jrpc2"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
)

// server of a site without a client.
func newServer(dir string) *server {
	return &server{documents: documents{buffers: map[string]*buffer{}}, encoding: encodingUTF16, root: newRoot(dir), texts: newRoot(filepath.Join(dir, "texts")),
		changed: make(chan struct{}, 1), desk: desk.New(os.DirFS(dir), os.DirFS(filepath.Join(dir, "texts")), moment)}
}

// Whatever is asked at whatever place of whatever file is answered, with what lies in
// the file.
func TestEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("it is long, and asks from one goroutine")
	}
	dir := newSite(t)
	s := newServer(dir)
	files := os.DirFS(dir)
	for _, root := range []string{"content", "texts"} {
		err := fs.WalkDir(files, root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			for offset := 0; offset <= len(data); offset++ {
				s.askAll(t, finding.NewFile(name, data), offset)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// askAll asks all that can be asked of a place.
func (s *server) askAll(t *testing.T, file *finding.File, offset int) {
	t.Helper()
	in := s.lines(file)
	at := positionParams{document{URI: s.root.uri(file.Name)}, in.position(offset)}
	ctx := context.Background()
	inside := func(of Range) {
		t.Helper()
		start, end := in.span(of)
		if of.Start != in.position(start) || of.End != in.position(end) || end < start {
			t.Errorf("%s:%d: %v is not in the file", file.Name, offset, of)
		}
	}
	answer := func(result any, err error) any {
		t.Helper()
		var refused *jrpc2.Error
		if err != nil && !errors.As(err, &refused) {
			t.Errorf("%s:%d: %v", file.Name, offset, err)
		}
		return result
	}
	if shown, ok := answer(s.hover(ctx, &at)).(hoverResult); ok {
		inside(*shown.Range)
	}
	answer(s.definition(ctx, &at))
	answer(s.references(ctx, &referenceParams{positionParams: at}))
	answer(s.codeAction(ctx, &codeActionParams{Document: at.Document, Range: Range{at.Position, at.Position}}))
	list := answer(s.completion(ctx, &at)).(completionList)
	for _, item := range list.Items {
		inside(item.TextEdit.Range)
	}
	if ready, ok := answer(s.prepareRename(ctx, &at)).(prepared); ok {
		inside(ready.Range)
		if ready.Placeholder == "" {
			t.Errorf("%s:%d: it can be renamed, and has no ID", file.Name, offset)
		}
	}
}

// FuzzAsk shows that nothing that is written makes completion or symbols panic, or
// answer with what is not on the page.
func FuzzAsk(f *testing.F) {
	page, err := os.ReadFile("../testdata/site/content/topics/ferry.md")
	if err != nil {
		f.Fatal(err)
	}
	for offset := 0; offset < len(page); offset += 37 {
		f.Add(page, offset)
	}
	f.Add([]byte("---\nspeakers:\n  Q"), 17)
	f.Add([]byte("[“\u00ad”](source:pier)"), 6)
	f.Add([]byte("[「日本👍”](source:courier \"a\")"), 9)
	dir := f.TempDir()
	if err := copySite(dir); err != nil {
		f.Fatal(err)
	}
	s := newServer(dir)
	if _, err := s.desk.Check(context.Background()); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, offset int) {
		if len(data) > 4096 {
			return
		}
		for _, name := range []string{"content/topics/new.md", "content/sources/pier/index.md"} {
			uri := s.root.uri(name)
			s.mu.Lock()
			s.buffers[uri] = &buffer{name: name, data: data}
			s.mu.Unlock()
			in := newLines(data, s.encoding)
			at := in.position(offset)
			result, err := s.completion(context.Background(), &positionParams{document{URI: uri}, at})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range result.(completionList).Items {
				if from := item.TextEdit.Range.Start; from.Line != at.Line || item.TextEdit.Range.End.Line != at.Line {
					t.Errorf("%s: %v is not on the line of %v", path.Base(name), item.TextEdit.Range, at)
				}
			}
			if _, err := s.documentSymbol(context.Background(), &documentParams{document{URI: uri}}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
