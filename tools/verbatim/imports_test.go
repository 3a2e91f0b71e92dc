package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
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
