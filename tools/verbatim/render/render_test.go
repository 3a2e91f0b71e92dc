package render

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gohugoio/hugo/parser/pageparser"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
)

// TestFrontMatterAsHugo holds our split of a page against Hugo's, for every
// page of the site and of the fixtures, so that the two can't part.
func TestFrontMatterAsHugo(t *testing.T) {
	pages := 0
	for _, root := range []string{"../../..", "../testdata/site"} {
		site, err := content.Load(withSchemas(root), func(f finding.Finding) { t.Logf("%s: %s", f.File.Name, f.Message) })
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range site.Pages {
			pages++
			hugo, err := pageparser.ParseFrontMatterAndContent(bytes.NewReader(page.File.Data))
			if err != nil {
				t.Errorf("%s: %v", page.File.Name, err)
				continue
			}
			if got, want := string(page.File.Data[page.Body:]), string(hugo.Content); got != want {
				t.Errorf("%s: the body begins with %.40q, Hugo's with %.40q", page.File.Name, got, want)
			}
			plain := page.FrontMatter.Plain().(map[string]any)
			if len(plain) != len(hugo.FrontMatter) {
				t.Errorf("%s: %d keys, Hugo reads %d", page.File.Name, len(plain), len(hugo.FrontMatter))
			}
			for key, value := range hugo.FrontMatter {
				if text, ok := value.(string); ok && plain[key] != text {
					t.Errorf("%s: %s is %q, Hugo reads %q", page.File.Name, key, plain[key], text)
				}
			}
		}
	}
	if pages < 200 {
		t.Errorf("only %d pages were compared", pages)
	}
}

// projectFS is a folder of content with the project's own configuration.
type projectFS struct{ own, shared fs.FS }

func (p projectFS) Open(name string) (fs.File, error) {
	if name == "config.toml" || strings.HasPrefix(name, "static") || strings.HasPrefix(name, "layouts") {
		return p.shared.Open(name)
	}
	return p.own.Open(name)
}

func withSchemas(root string) fs.FS { return projectFS{os.DirFS(root), os.DirFS("../../..")} }

// TestSealed shows that a layout neither reaches the network nor reads the
// environment or files outside the project.
func TestSealed(t *testing.T) {
	t.Setenv("VERBATIM_SECRET", "secret in the environment")
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("secret in a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, call string
		reported   bool // else it must just give nothing
	}{
		{"network", `{{ with resources.GetRemote "https://example.org/" }}{{ .Content }}{{ end }}`, true},
		{"environment", `{{ os.Getenv "VERBATIM_SECRET" }}`, true},
		{"absolute path", `{{ os.ReadFile "` + outside + `" }}`, false},
		{"path that climbs", `{{ os.ReadFile "../../../../../../../..` + outside + `" }}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			project := t.TempDir()
			if err := os.CopyFS(project, os.DirFS("../testdata/site")); err != nil {
				t.Fatal(err)
			}
			config, err := os.ReadFile("../../../config.toml")
			if err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{
				"config.toml":         string(config),
				"layouts/all.html":    "<p>[" + test.call + "]</p>",
				"static/css/site.css": "",
			} {
				at := filepath.Join(project, file)
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var list finding.List
			html, err := HTML(os.DirFS(project), "data/verbatim.json", []byte("{}"), list.Report)
			if err != nil {
				t.Fatal(err)
			}
			if list.Failed() != test.reported {
				t.Errorf("reported is %v, want %v: %v", list.Failed(), test.reported, list.Sorted())
			}
			if page, err := fs.ReadFile(html, "index.html"); !test.reported && (err != nil || string(page) != "<p>[]</p>") {
				t.Errorf("the page is %q, %v", page, err)
			}
		})
	}
}
