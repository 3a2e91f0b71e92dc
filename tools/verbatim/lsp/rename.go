package lsp

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/creachadair/jrpc2"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// renamesFiles reports whether the client renames files for a server.
func (s *server) renamesFiles() bool {
	return slices.Contains(s.client.Workspace.WorkspaceEdit.ResourceOperations, "rename")
}

// takesChanges reports whether the client takes the edits of each document by
// themselves. One that renames files does, though it may not say so: Neovim 0.7 does not.
func (s *server) takesChanges() bool {
	return s.client.Workspace.WorkspaceEdit.DocumentChanges || s.renamesFiles()
}

// edit returns the edits of files, by name, as the client takes them.
func (s *server) edit(files map[string][]textEdit) *workspaceEdit {
	if !s.takesChanges() {
		edit := &workspaceEdit{Changes: map[string][]textEdit{}}
		for name, edits := range files {
			edit.Changes[s.uriOf(name)] = edits
		}
		return edit
	}
	edit := &workspaceEdit{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		one := documentEdit{Edits: files[name]}
		one.Document.URI = s.uriOf(name)
		if open := s.shown(one.Document.URI); open != nil {
			one.Document.Version = &open.version
		}
		edit.DocumentChanges = append(edit.DocumentChanges, one)
	}
	return edit
}

// renamable returns the page of the source or the person whose ID stands at a
// position, and where; or the one whose page it is.
func (s *server) renamable(ctx context.Context, params *positionParams) (*desk.State, *prose.Page, Range, error) {
	state, file, spot, err := s.at(ctx, params)
	if err != nil {
		return nil, nil, Range{}, err
	}
	in := s.lines(file)
	may := func(page *prose.Page) bool {
		return page != nil && (page.Section == "sources" || page.Section == "people") && page.Path != "/"+page.Section
	}
	if spot != nil && spot.ID != (finding.Span{}) && may(spot.Page) {
		return state, spot.Page, in.rangeOf(spot.ID.Start, spot.ID.End), nil
	}
	if page := state.Page(file.Name); may(page) && (spot == nil || spot.Page == page) {
		offset := in.offset(params.Position)
		if title := page.FrontMatter.Get("title"); title != nil && title.Span.Start <= offset && offset <= title.Span.End {
			return state, page, in.rangeOf(title.Span.Start, title.Span.End), nil
		}
	}
	return nil, nil, Range{}, jrpc2.Errorf(requestFailed, "no ID of a source or a person stands here; on their own pages put the cursor on the title")
}

func (s *server) prepareRename(ctx context.Context, params *positionParams) (any, error) {
	_, page, at, err := s.renamable(ctx, params)
	if err != nil {
		return nil, err
	}
	return prepared{at, page.ID()}, nil
}

// rename gives a source or a person another ID over the whole site.
func (s *server) rename(ctx context.Context, params *renameParams) (any, error) {
	state, page, _, err := s.renamable(ctx, &params.positionParams)
	if err != nil {
		return nil, err
	}
	id := strings.TrimSpace(params.NewName)
	renaming, err := state.Rename(page, id)
	if err != nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%v", err)
	}
	files := map[string][]textEdit{}
	for file, edits := range renaming.Edits {
		files[file.Name] = textEdits(s.lines(file), edits)
	}
	edit := s.edit(files)
	moves := []renameFile{{"rename", s.root.uri(renaming.From), s.root.uri(renaming.To)}}
	if from := filepath.Join(s.texts.dir, page.ID()); renaming.Text && isFolder(from) {
		moves = append(moves, renameFile{"rename", s.texts.uri(page.ID()), s.texts.uri(id)})
	}
	for _, move := range moves {
		if s.renamesFiles() {
			edit.DocumentChanges = append(edit.DocumentChanges, move)
			continue
		}
		// Without that the links lead nowhere.
		_ = s.rpc.Notify(ctx, "window/showMessage", message{messageWarning, "now rename " + pathOf(move.OldURI) + " to " + pathOf(move.NewURI)})
	}
	return edit, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
