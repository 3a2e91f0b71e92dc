//go:build withdeploy

package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gohugoio/hugo/deploy/deployconfig"
	"gocloud.dev/blob"

	"summit-explainer/tools/verbatim/verify"
)

// files are a site's, by name.
type files map[string]string

// page returns a page that leads somewhere.
func page(title string, to ...string) string {
	var links strings.Builder
	for _, link := range to {
		fmt.Fprintf(&links, "<a href=\"%s\">there</a>\n", link)
	}
	return "<!doctype html><html lang=\"en\"><head><title>" + title + "</title></head>\n<body>" + links.String() + "</body></html>\n"
}

// A style sheet has its digest in its name.
const (
	oldStyle = "style.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.css"
	newStyle = "style.fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210.css"
)

// before and after are two editions of a site: pages come and go, change and stay,
// and so does what they need.
var (
	before = files{
		"index.html":               page("Lake", "/"+oldStyle, "/ferry/", "/harbour/", "/leaving/"),
		"404.html":                 page("Not here", "/"+oldStyle, "/"),
		"ferry/index.html":         page("Ferry", "/"+oldStyle, "/leaving/", "/leaving/map.svg", "/harbour/"),
		"harbour/index.html":       page("Harbour", "/", "/picture.svg"),
		"leaving/index.html":       page("Leaving", "/", "/leaving/map.svg", "/ferry/"),
		"leaving/map.svg":          "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		"picture.svg":              "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		oldStyle:                   "a { margin: 0 }\n",
		"data.csv":                 "a,b\n1,2\n",
		".well-known/security.txt": "seen\n",
		"harbour/a_b-c.csv":        "a,b\n3,4\n",
		"harbour/cite.json":        "{}\n",
	}
	after = files{
		"index.html":               page("Lake, anew", "/"+newStyle, "/ferry/", "/harbour/", "/arriving/"),
		"404.html":                 page("Not here", "/"+newStyle, "/"),
		"ferry/index.html":         page("Ferry", "/"+newStyle, "/arriving/", "/arriving/map.svg", "/harbour/"),
		"harbour/index.html":       page("Harbour", "/", "/picture.svg"),
		"arriving/index.html":      page("Arriving", "/", "/arriving/map.svg", "/ferry/"),
		"arriving/map.svg":         "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
		"picture.svg":              "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
		newStyle:                   "a { margin: 1px }\n",
		"data.csv":                 "a,b\n1,3\n",
		".well-known/security.txt": "seen\n",
		"harbour/a_b-c.csv":        "a,b\n3,4\n",
		"harbour/cite.json":        "{}\n",
	}
)

// folder writes a site as it is published.
func folder(t *testing.T, site files) string {
	t.Helper()
	at := t.TempDir()
	m := &verify.Manifest{Schema: "https://lake.example/schemas/manifest.json", Verbatim: "1.0.0", Address: "https://lake.example/",
		Files: map[string]verify.File{}, Titles: map[string]string{}, Sources: []verify.Source{}, Quotations: []verify.Quotation{}}
	for name, data := range site {
		m.Files[name] = verify.FileOf([]byte(data))
		write(t, filepath.Join(at, name), data)
	}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(at, verify.ManifestFile), string(data))
	return at
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// configured writes a configuration with one target.
func configured(t *testing.T, url, more string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "config.toml")
	write(t, name, fmt.Sprintf("[deployment]\n[[deployment.targets]]\nname = \"production\"\nURL = %q\n%s\n", url, more))
	return name
}

// deployed runs the program, and returns what it said.
func deployed(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), args, &out, &errs)
	return status, out.String(), errs.String()
}

// store returns a folder that serves as a store, and its address.
func store(t *testing.T) (dir, url string) {
	dir = t.TempDir()
	return dir, "file://" + filepath.ToSlash(dir) + "?no_tmp_dir=true&metadata=skip"
}

// holds reports how a store differs from a published folder.
func holds(t *testing.T, stored fs.FS, published string) {
	t.Helper()
	found, err := verify.Check(context.Background(), verify.Folder("the store", stored), verify.Options{})
	if err != nil {
		t.Error(err)
		return
	}
	for _, p := range found.Problems {
		t.Errorf("%s: %s", p.File, p.Message)
	}
	here, err := os.ReadFile(filepath.Join(published, verify.ManifestFile))
	if err != nil {
		t.Fatal(err)
	}
	if there, err := fs.ReadFile(stored, verify.ManifestFile); err != nil || !bytes.Equal(here, there) {
		t.Errorf("the store has another manifest: %v", err)
	}
}

var link = regexp.MustCompile(`href="/([^"]*)"`)

// astray returns where pages that stood before, and stay, lead to nothing.
func astray(stored fs.FS) []string {
	var found []string
	for name := range before {
		if _, stays := after[name]; !stays || path.Ext(name) != ".html" {
			continue
		}
		data, err := fs.ReadFile(stored, name)
		if err != nil {
			found = append(found, name+" is gone")
			continue
		}
		for _, to := range link.FindAllStringSubmatch(string(data), -1) {
			at := to[1]
			if at == "" || strings.HasSuffix(at, "/") {
				at += "index.html"
			}
			if _, err := fs.Stat(stored, at); err != nil {
				found = append(found, name+" leads to /"+to[1])
			}
		}
	}
	return found
}

func TestDeploy(t *testing.T) {
	dir, url := store(t)
	config := configured(t, url, "")
	old, anew := folder(t, before), folder(t, after)
	status, stdout, stderr := deployed(t, "--config", config, old)
	if status != 0 || stderr != "" || !strings.Contains(stdout, "new files: 7 file(s) to upload") || !strings.HasSuffix(stdout, "deployed\n") {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	holds(t, os.DirFS(dir), old)

	status, stdout, stderr = deployed(t, "--config", config, "--dry-run", anew)
	if status != 0 || stderr != "" || !strings.Contains(stdout, "Would upload: ferry/index.html") || !strings.Contains(stdout, "Would delete leaving/map.svg") {
		t.Errorf("dry run: status %d\n%s%s", status, stdout, stderr)
	}
	holds(t, os.DirFS(dir), old)

	status, stdout, stderr = deployed(t, "--config", config, "--target", "production", anew)
	var said []string
	for line := range strings.Lines(stdout) {
		if step, rest, ok := strings.Cut(line, ": "); ok && strings.Contains(rest, "file(s)") {
			counts := regexp.MustCompile(`\d+ file`).FindAllString(rest, -1)
			said = append(said, step+" "+strings.Join(counts, " "))
		}
	}
	want := []string{
		"new files 2 file 0 file", "new pages 1 file 0 file", "changed files 5 file 0 file", "the manifest 1 file 0 file",
		"pages no longer of the site 0 file 1 file", "files no longer of the site 0 file 2 file",
	}
	if status != 0 || stderr != "" || strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("status %d\n%s%s\n%q", status, stdout, stderr, said)
	}
	holds(t, os.DirFS(dir), anew)

	status, stdout, _ = deployed(t, "--config", config, anew)
	if status != 0 || strings.Contains(stdout, "file(s)") {
		t.Errorf("what had not changed was sent: status %d\n%s", status, stdout)
	}
	status, stdout, _ = deployed(t, "--config", config, "--force", anew)
	if status != 0 || !strings.Contains(stdout, "changed files: 12 file(s) to upload") {
		t.Errorf("--force: status %d\n%s", status, stdout)
	}
}

// TestRefuses holds what is refused before anything is done.
func TestRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		spoil  func(t *testing.T, at string)
		more   string // of the target's settings
		args   []string
		status int
		want   string // of what is said
	}{
		{"another word", func(t *testing.T, at string) { write(t, filepath.Join(at, "ferry/index.html"), page("Fairy")) }, "", nil, 1, "ferry/index.html: it has "},
		{"a file more", func(t *testing.T, at string) { write(t, filepath.Join(at, "more.html"), "") }, "", nil, 1, "more.html: it was added"},
		{"a file less", func(t *testing.T, at string) { os.Remove(filepath.Join(at, "data.csv")) }, "", nil, 1, "data.csv: it is missing"},
		{"no manifest", func(t *testing.T, at string) { os.Remove(filepath.Join(at, verify.ManifestFile)) }, "", nil, 2, "has no manifest"},
		{"a link", func(t *testing.T, at string) {
			os.Remove(filepath.Join(at, "data.csv"))
			os.Symlink("picture.svg", filepath.Join(at, "data.csv"))
		}, "", nil, 2, "data.csv is no file, but leads elsewhere"},
		{"a part only", nil, `exclude = "**.svg"`, nil, 2, "leaves out "},
		{"a part only, by what is included", nil, `include = "**.html"`, nil, 2, "leaves out "},
		{"no such target", nil, "", []string{"--target", "staging"}, 2, "no deployment target named staging"},
		{"more to delete than was said", nil, "", []string{"--max-deletes", "1"}, 2, "2 files that are not of the site, and --max-deletes is 1: nothing was done"},
		{"more to delete than is set", nil, "[deployment]", nil, 2, ""}, // twice: no TOML
		{"no folder", func(t *testing.T, at string) { os.RemoveAll(at) }, "", nil, 2, "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, url := store(t)
			write(t, filepath.Join(dir, "of-others.txt"), "here\n")
			write(t, filepath.Join(dir, "of-others/index.html"), "here\n")
			at := folder(t, before)
			if c.spoil != nil {
				c.spoil(t, at)
			}
			status, stdout, stderr := deployed(t, append([]string{"--config", configured(t, url, c.more), at}, c.args...)...)
			if status != c.status || !strings.Contains(stderr, c.want) {
				t.Errorf("status %d\n%s%s", status, stdout, stderr)
			}
			there := 0
			fs.WalkDir(os.DirFS(dir), ".", func(_ string, entry fs.DirEntry, _ error) error {
				if !entry.IsDir() {
					there++
				}
				return nil
			})
			if there != 2 {
				t.Errorf("the store has %d files, and had 2", there)
			}
		})
	}
}

// TestRefusesHidden holds that a site of which Hugo passes over a part is refused.
func TestRefusesHidden(t *testing.T) {
	for name, refused := range map[string]bool{".hidden/a.csv": true, "a/.hidden/b/c.csv": true, "a/.DS_Store": true, ".well-known/verbatim.json": false, "a/b.csv": false, ".a.csv": false} {
		if err := deployable([]string{"index.html", name}, &deployconfig.Target{}); (err != nil) != refused || refused && !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSeesWhatIsThere holds that what was changed in the store is mended, also where
// the store does not say what its bytes are, and that what can't be deleted is said.
func TestSeesWhatIsThere(t *testing.T) {
	for _, metadata := range []string{"", "&metadata=skip"} {
		dir := t.TempDir()
		config := configured(t, "file://"+filepath.ToSlash(dir)+"?no_tmp_dir=true"+metadata, "")
		at := folder(t, before)
		for _, spoil := range []func(){
			func() {},
			func() {
				write(t, filepath.Join(dir, "harbour/index.html"), strings.Replace(before["harbour/index.html"], "Harbour", "Harpoon", 1))
			},
			func() { os.Remove(filepath.Join(dir, "data.csv")) },
		} {
			spoil()
			if status, stdout, stderr := deployed(t, "--config", config, at); status != 0 {
				t.Fatalf("status %d\n%s%s", status, stdout, stderr)
			}
			holds(t, inStore(t, dir), at)
		}
		write(t, filepath.Join(dir, "a\x1b[31mred.txt"), "?") // which the store can't name, and so can't delete
		for range 2 {
			status, stdout, stderr := deployed(t, "--config", config, at)
			if status != 2 || !strings.Contains(stderr, "is not what was deployed: ") || strings.Contains(stdout+stderr, "\x1b") {
				t.Errorf("status %d\n%q%q", status, stdout, stderr)
			}
		}
	}
}

// inStore returns the files of a store without what it writes beside them.
func inStore(t *testing.T, dir string) fs.FS {
	t.Helper()
	site := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".attrs") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		site[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// TestOnlySigned holds that a publisher's key is asked for where it is named.
func TestOnlySigned(t *testing.T) {
	dir, url := store(t)
	_, public, err := verify.NewKey("lake.example")
	if err != nil {
		t.Fatal(err)
	}
	if status, stdout, stderr := deployed(t, "--config", configured(t, url, ""), "--key", public, folder(t, before)); status != 1 {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Error("something was deployed")
	}
}

// TestStripsLater holds that files under both names are not taken for one another.
func TestStripsLater(t *testing.T) {
	_, url := store(t)
	at := folder(t, before)
	if status, stdout, stderr := deployed(t, "--config", configured(t, url, ""), at); status != 0 {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	if status, _, stderr := deployed(t, "--config", configured(t, url, "stripIndexHTML = true"), at); status != 2 || !strings.Contains(stderr, "from when stripIndexHTML was not set") {
		t.Errorf("status %d\n%s", status, stderr)
	}
}

// TestLeavesOthersAlone holds that what a target excludes is neither read nor
// deleted.
func TestLeavesOthersAlone(t *testing.T) {
	dir, url := store(t)
	write(t, filepath.Join(dir, "uploads/of-others.txt"), "here\n")
	config := configured(t, url, `exclude = "uploads/**"`)
	for _, site := range []files{before, after} {
		if status, stdout, stderr := deployed(t, "--config", config, folder(t, site)); status != 0 {
			t.Fatalf("status %d\n%s%s", status, stdout, stderr)
		}
	}
	if data, err := os.ReadFile(filepath.Join(dir, "uploads/of-others.txt")); string(data) != "here\n" {
		t.Errorf("%q, %v", data, err)
	}
}

// TestStripsIndex holds Hugo's setting for stores that serve what ends in a slash.
func TestStripsIndex(t *testing.T) {
	key := keys(&deployconfig.Target{StripIndexHTML: true})
	for name, want := range map[string]string{"index.html": "index.html", "a/index.html": "a/", "a/b/index.html": "a/b/", "a/b.html": "a/b.html"} {
		if got := key(name); got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
	steps, gone := order([]string{"a/index.html", "b/index.html", "x.css"}, []object{{key: "a/"}, {key: "c/"}, {key: "d/y.css"}}, key)
	var said []string
	for _, s := range steps {
		for k := range s.keys {
			said = append(said, s.name+" "+k)
		}
	}
	want := []string{"new files x.css", "new pages b/", "changed files a/", "pages no longer of the site c/", "files no longer of the site d/y.css"}
	if gone != 2 || strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", said)
	}
}

// TestGuide holds that the targets which the guide has are ones that can be opened.
func TestGuide(t *testing.T) {
	data, err := os.ReadFile("../guide/deploying.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```toml\n(\\[\\[deployment.targets.*?)```").FindSubmatch(data)
	if m == nil {
		t.Fatal("the guide has no targets")
	}
	name := filepath.Join(t.TempDir(), "config.toml")
	write(t, name, string(m[1]))
	settings, _, err := (&deployment{config: name}).settings()
	if err != nil {
		t.Fatal(err)
	}
	schemes := map[string]bool{}
	for _, target := range settings.Targets {
		at, err := url.Parse(target.URL)
		if err != nil || !blob.DefaultURLMux().ValidBucketScheme(at.Scheme) {
			t.Errorf("%s: %v", target.URL, err)
			continue
		}
		schemes[at.Scheme] = true
		t.Setenv("AZURE_STORAGE_ACCOUNT", "account")
		t.Setenv("AZURE_STORAGE_KEY", "a2V5")
		bucket, err := blob.OpenBucket(context.Background(), target.URL)
		switch {
		case err == nil:
			bucket.Close()
		case at.Scheme != "gs": // which looks for credentials at once
			t.Errorf("%s: %v", target.URL, err)
		}
	}
	if len(schemes) != 3 {
		t.Errorf("the guide has targets of %v", schemes)
	}
}

// attributes returns what a store says of a file.
func attributes(t *testing.T, url, name string) *blob.Attributes {
	t.Helper()
	bucket, err := blob.OpenBucket(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer bucket.Close()
	found, err := bucket.Attributes(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
