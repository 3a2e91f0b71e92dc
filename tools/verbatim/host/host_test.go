package host

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"mime"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files, and the configurations in the guide")

// golden compares text with what a file holds.
func golden(t *testing.T, name, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-), written now (+); -update takes it:\n%s", name, diff)
	}
}

// project returns the types that the project's own configuration gives to files.
func project(t *testing.T) (types map[string]string) {
	data, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		MediaTypes    map[string]struct{ Suffixes []string }
		OutputFormats map[string]struct{ MediaType, BaseName string }
	}
	if err := toml.Unmarshal(data, &config); err != nil {
		t.Fatal(err)
	}
	types = map[string]string{}
	for _, format := range config.OutputFormats {
		suffix := "json"
		if known := config.MediaTypes[format.MediaType].Suffixes; len(known) > 0 {
			suffix = known[0]
		}
		types[format.BaseName+"."+suffix] = format.MediaType
	}
	return types
}

// What Hugo renders has the type here that it has there.
func TestTypesOfOutputFormats(t *testing.T) {
	types := project(t)
	for name, want := range types {
		if k, ok := kindOf(name); !ok || k.media != want {
			t.Errorf("%s is %q, and %q in config.toml", name, k.media, want)
		}
	}
	if len(types) < 6 {
		t.Errorf("only %d output formats were found", len(types))
	}
}

// The guide shows the configurations as they are written.
func TestGuide(t *testing.T) {
	const name = "../../guide/hosting.md"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for language, write := range map[string]func(string, []string) (string, error){"nginx": Nginx, "caddyfile": Caddy} {
		config, err := write("https://summit.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		block := regexp.MustCompile("(?s)\n```" + language + "\n.*?```\n")
		if len(block.FindAllString(text, -1)) != 1 {
			t.Fatalf("the guide does not have one block of %s", language)
		}
		text = block.ReplaceAllLiteralString(text, "\n```"+language+"\n"+config+"```\n")
	}
	golden(t, name, text)
}

// Under a path of its host the folder lies there, and says nothing of the rest.
func TestBelowAPath(t *testing.T) {
	for name, write := range map[string]func(string, []string) (string, error){"nginx": Nginx, "Caddyfile": Caddy} {
		config, err := write("https://example.org/summit/", []string{"pictures.example"})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/path/"+name, config)
		if strings.Contains(config, "favicon") {
			t.Errorf("%s: an icon at the root of another's host", name)
		}
	}
}

// published returns the extensions of the files that may be published, as
// content declares them.
func published(t *testing.T) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "../content/kinds.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var extensions []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "formats" {
			return true
		}
		for _, element := range spec.Values[0].(*ast.CompositeLit).Elts {
			extension, err := strconv.Unquote(element.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			extensions = append(extensions, extension)
		}
		return false
	})
	if len(extensions) < 15 {
		t.Fatalf("content declares only %v", extensions)
	}
	return append(extensions, ".txt") // robots.txt, and the texts of sources
}

// Each kind that may be published has a type, and no other kind has.
func TestKinds(t *testing.T) {
	extensions := published(t)
	for _, extension := range extensions {
		k, ok := kindOf("topics/a" + extension)
		if !ok {
			t.Errorf("files of the kind %s are published, and hosts are told nothing of them", extension)
		}
		if media, params, err := mime.ParseMediaType(k.contentType()); err != nil || media != k.media || k.text != (params["charset"] == "utf-8") {
			t.Errorf("%s: %q", extension, k.contentType())
		}
	}
	for _, k := range those(kind.extension) {
		if !slices.Contains(extensions, k.name) {
			t.Errorf("hosts are told of %s, which is not published", k.name)
		}
	}
	if k, ok := kindOf("topics/a.exe"); ok {
		t.Errorf("a program is %v", k)
	}
}

// moved is the page of an alias, as Hugo writes it.
func moved(to string) *fstest.MapFile {
	const page = `<!DOCTYPE html><html><head><title>x</title><link rel="canonical" href="%[1]s"><meta http-equiv="refresh" content="0; url=%[1]s"></head></html>`
	return &fstest.MapFile{Data: fmt.Appendf(nil, page, to)}
}

// sheet is a style sheet as Hugo names it.
func sheet(dir, css string) (name string, file *fstest.MapFile) {
	return fmt.Sprintf("%ssite.min.%x.css", dir, sha256.Sum256([]byte(css))), &fstest.MapFile{Data: []byte(css)}
}

func TestFiles(t *testing.T) {
	o := Options{
		BaseURL: "https://example.org/", Language: "en-US", Hosts: []string{"pictures.example", "evil.example; script-src *", "a\nb"},
		Contacts: []string{"mailto:a@example.org", "https://example.org/contact"}, Date: time.Date(2026, 11, 27, 23, 59, 0, 0, time.UTC),
	}
	for _, base := range []string{"https://example.org/", "https://example.org/summit/"} {
		o.BaseURL, o.Preview = base, base != "https://example.org/"
		site := fstest.MapFS{
			"index.html":             {Data: []byte("<p>x</p>")},
			"favicon.svg":            {Data: []byte("<svg/>")},
			"old/index.html":         moved(base + "new/"),
			"fre mde/ü*:/index.html": moved(base + "ne w/é/"),
			"away/index.html":        moved("https://elsewhere.example/"),
			"topics/a/index.html":    {Data: []byte(`<body><p>x</p><meta http-equiv="refresh" content="0; url=/elsewhere/"></body>`)},
			"css/site.min." + strings.Repeat("0", 64) + ".css": {Data: []byte("p{}")}, // not its digest
		}
		for _, dir := range []string{"css/", "c ss/ü/*:/"} {
			name, file := sheet(dir, "p { color: red }")
			site[name] = file
		}
		files, err := Files(site, o)
		if err != nil {
			t.Fatal(err)
		}
		var all txtar.Archive
		for _, name := range slices.Sorted(maps.Keys(files)) {
			all.Files = append(all.Files, txtar.File{Name: name, Data: files[name]})
		}
		golden(t, map[bool]string{true: "testdata/root.txtar", false: "testdata/path/files.txtar"}[base == "https://example.org/"], string(txtar.Format(&all)))
	}
}

// Without a contact, a date, or a host of its own a site has no security.txt;
// where nothing moved, no redirects.
func TestFilesLeftOut(t *testing.T) {
	full := Options{BaseURL: "https://example.org/", Contacts: []string{"mailto:a@example.org"}, Date: time.Unix(1e9, 0)}
	for name, change := range map[string]func(*Options){
		"no contact": func(o *Options) { o.Contacts = nil },
		"no date":    func(o *Options) { o.Date = time.Time{} },
		"a path":     func(o *Options) { o.BaseURL += "summit/" },
	} {
		o := full
		change(&o)
		files, err := Files(fstest.MapFS{"index.html": {}}, o)
		if got := slices.Sorted(maps.Keys(files)); err != nil || !slices.Equal(got, []string{"_headers"}) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// However many files there are, hosts take the rules.
func TestManyFiles(t *testing.T) {
	site := fstest.MapFS{}
	for i := range 3000 {
		name, file := sheet("css/", fmt.Sprint(i))
		site[name] = file
		site[fmt.Sprintf("old/%d/index.html", i)] = moved("https://example.org/new/")
	}
	files, err := Files(site, Options{BaseURL: "https://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`(?m)^/`)
	if n := len(rules.FindAll(files["_headers"], -1)); n != mostHeaderRules {
		t.Errorf("%d rules for headers", n)
	}
	if n := len(rules.FindAll(files["_redirects"], -1)); n != mostRedirects {
		t.Errorf("%d redirects", n)
	}
	for line := range strings.Lines(string(files["_headers"]) + string(files["_redirects"])) {
		if len(line) > 1000 {
			t.Errorf("a line of %d characters", len(line))
		}
	}
}

func TestOver(t *testing.T) {
	site := fstest.MapFS{"a/b.txt": {Data: []byte("b")}}
	whole, err := Over(site, map[string][]byte{"_headers": []byte("h")}, map[string][]byte{"a/b.txt.gz": []byte("z")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	if err := each(whole, func(name string, data []byte) { got[name] = string(data) }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"_headers": "h", "a/b.txt": "b", "a/b.txt.gz": "z"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Over(site, map[string][]byte{"a/b.txt": nil}); err == nil {
		t.Error("a file of the site was written over")
	}
}

// TestObjects holds that a store is told the same as any other host.
func TestObjects(t *testing.T) {
	digest := strings.Repeat("0a", 32)
	for name, want := range map[string][2]string{
		"index.html":                 {"text/html; charset=utf-8", revalidate},
		"feed.json":                  {"application/feed+json; charset=utf-8", revalidate},
		"a/feed.json":                {"application/feed+json; charset=utf-8", revalidate},
		"a/myfeed.json":              {"application/json; charset=utf-8", revalidate},
		"a/cite.json":                {"application/vnd.citationstyles.csl+json; charset=utf-8", revalidate},
		"style." + digest + ".css":   {"text/css; charset=utf-8", forever},
		"a/b." + digest + ".js":      {"text/javascript; charset=utf-8", forever},
		"picture." + digest + ".svg": {"image/svg+xml; charset=utf-8", revalidate},
		"style.css":                  {"text/css; charset=utf-8", revalidate},
		"card.png":                   {"image/png", revalidate},
		"unheard.of":                 {},
		"xhtml":                      {},
	} {
		var got [2]string
		for _, o := range Objects() {
			if regexp.MustCompile(o.Pattern).MatchString(name) {
				got = [2]string{o.ContentType, o.Cache}
				break
			}
		}
		if got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}
