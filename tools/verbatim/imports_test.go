package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestImports holds the direction of dependencies: downwards only. Only the
// rendering package may import Hugo, only the one of reports may import Chroma.
func TestImports(t *testing.T) {
	const module = "summit-explainer/tools/verbatim"
	allowed := map[string][]string{
		"":           {"archetype", "content", "desk", "evidence", "find", "finding", "fold", "hint", "host", "kept", "link", "lsp", "match", "matter", "preview", "prose", "public", "publish", "render", "report", "stream", "text", "verify", "view"},
		"/archetype": {"content", "evidence", "fold", "link", "match", "matter", "prose", "text"},
		"/content":   {"figure", "finding", "fold", "mark", "matter", "picture", "prose"},
		"/desk":      {"content", "evidence", "finding", "fold", "link", "matter", "prose", "saying", "text"},
		"/evidence":  {"finding", "fold", "grammar", "match", "matter", "text"},
		"/figure":    {"finding", "matter"},
		"/find":      {"evidence", "finding", "fold", "hint", "link", "match", "prose", "text"},
		"/finding":   {},
		"/fold":      {},
		"/grammar":   {"fold", "mark", "text"},
		"/hint":      {"fold", "match", "text"},
		"/host":      {},
		"/link":      {"content", "evidence", "finding", "fold", "grammar", "hint", "mark", "match", "matter", "prose", "text"},
		"/lsp":       {"desk", "evidence", "finding", "fold", "link", "match", "prose", "text"},
		"/mark":      {"fold"},
		"/match":     {"fold", "grammar", "mark", "text"},
		"/matter":    {"finding"},
		"/picture":   {},
		"/preview":   {"content", "desk", "finding", "kept", "link", "prose", "render", "report", "view"},
		"/prose":     {"finding", "fold", "mark", "matter"},
		"/public":    {"content", "evidence", "finding", "fold", "link", "mark", "match", "matter", "picture", "prose", "style"},
		"/publish":   {},
		"/kept":      {},
		"/render":    {"finding", "kept"},
		"/report":    {"finding", "matter"},
		"/saying":    {"content", "finding", "fold", "mark", "prose"},
		"/stream":    {"fold", "hint", "match", "matter", "text"},
		"/style":     {"finding", "fold", "mark"},
		"/text":      {"fold", "mark"},
		"/verify":    {"evidence", "finding", "fold", "grammar", "host", "link", "mark", "match", "matter", "prose", "public", "style", "text"},
		"/view":      {"content", "evidence", "finding", "fold", "link", "mark", "match", "matter", "prose", "text"},
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		want, ok := allowed[name]
		if !ok {
			t.Errorf("package %s has no place in the house", fields[0])
			continue
		}
		delete(allowed, name)
		for _, imported := range fields[1:] {
			if ours, ok := strings.CutPrefix(imported, module+"/"); ok && !slices.Contains(want, ours) {
				t.Errorf("%s imports %s", fields[0], imported)
			}
			if strings.HasPrefix(imported, "github.com/gohugoio/") && name != "/render" {
				t.Errorf("%s imports Hugo: %s", fields[0], imported)
			}
			if strings.HasPrefix(imported, "github.com/alecthomas/chroma/") && name != "/report" {
				t.Errorf("%s imports Chroma: %s", fields[0], imported)
			}
		}
	}
	for name := range allowed {
		t.Errorf("go list does not know the package %s%s", module, name)
	}
}

// TestBuilders: a strings.Builder keeps its own address, hidden from the compiler. Where a
// struct that holds one is copied, the copy may point to what is no more, and collecting
// garbage stops the program. These structs are never copied.
func TestBuilders(t *testing.T) {
	never := []string{"archetype/document.go: blocks", "public/credit.go: credit", "report/text.go: textWriter"}
	var held []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			of, ok := node.(*ast.TypeSpec)
			if !ok {
				return true
			}
			ast.Inspect(of.Type, func(node ast.Node) bool {
				if field, ok := node.(*ast.Field); ok {
					if kind, ok := field.Type.(*ast.SelectorExpr); ok && kind.Sel.Name == "Builder" {
						held = append(held, filepath.ToSlash(name)+": "+of.Name.Name)
					}
				}
				return true
			})
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(never, held); diff != "" {
		t.Errorf("structs that hold a strings.Builder: %s", diff)
	}
}
