package archetype

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

func TestID(t *testing.T) {
	for title, want := range map[string]string{
		"The ferry": "the-ferry", "Éva O’Brien-Núñez": "eva-obrien-nunez", "  A  &  B. ": "a-b", "Größe": "gro-e", "2021": "2021",
		"日本": "", "": "", "!": "", strings.Repeat("a", 61): "",
		strings.Repeat("word ", 20): "word-word-word-word-word-word-word-word-word-word-word-word",
	} {
		got, err := ID("", title)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q gives %q, %v; want %q", title, got, err, want)
		}
		if got != "" && !idForm.MatchString(got) {
			t.Errorf("%q is no ID", got)
		}
	}
	for _, asked := range []string{"A", "a_b", "-a", "a/b", "../a", "ä"} {
		if got, err := ID(asked, "x"); err == nil {
			t.Errorf("--id %s gives %q", asked, got)
		}
	}
}

// Whatever a value is, front matter says just that.
func TestEncoded(t *testing.T) {
	for _, is := range []any{
		"plain", "2021-03-02", "2021-03", "null", "yes", "~", "a: b", "- a", "# a", "a # b", "it's", `"a"`, "'", "a\nb", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%", "@a", "`a`",
		"日本", " a ", "1e3", "0x1F", "1_000", "12:30", "true", "-", "?", "\u00a0", "…", "<<", "\u2028", "\ufeffa",
		[]string{"a-b", "c: d", "e, f"}, 7,
		yaml.MapSlice{{Key: "Q", Value: nil}, {Key: "PREMIER: MARSH", Value: "ida-marsh"}, {Key: "null", Value: "x"}, {Key: "ABE (through “interpreter”)", Value: nil}},
	} {
		file := finding.NewFile("a.md", []byte("---\n"+encoded("key", is)+"---\n"))
		read, _ := matter.Read(file, func(found finding.Finding) { t.Errorf("%#v: %s\n%s", is, found.Message, file.Data) })
		var got any = read.Get("key").Plain()
		want := is
		switch is := is.(type) {
		case int:
			want = float64(is)
		case yaml.MapSlice:
			all := map[string]any{}
			for _, item := range is {
				all[item.Key.(string)] = item.Value
			}
			want = all
		case []string:
			var all []any
			for _, one := range is {
				all = append(all, one)
			}
			want = all
		}
		if number, ok := want.(float64); ok {
			got, want = fmt.Sprint(got), fmt.Sprint(number)
		}
		if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
			t.Errorf("%#v is read as %#v:\n%s", want, got, file.Data)
		}
	}
}

// A document is read as what it is, and what is none is refused.
func TestRead(t *testing.T) {
	long := "The two leaders agreed, after long talks, that the ferry will run again before May; the cost is shared, said one. "
	for _, test := range []struct {
		name, media, data string
		text, wrong       string
	}{
		{"text", "", "A title\n\nWords.\n", "A title\n\nWords.\n", ""},
		{"as it is", "", "\ufeffa\r\n\r\nb\r\n", "\ufeffa\r\n\r\nb\r\n", ""},
		{"declared", "text/plain; charset=iso-8859-1", "caf\xe9", "café", ""},
		{"UTF-16", "", "\xff\xfea\x00b\x00", "ab", ""},
		{"undeclared", "", "caf\xe9", "", "not UTF-8"},
		{"binary", "", "a\x00b", "", "no text, no HTML and no PDF"},
		{"nothing", "", " \n", "", "no text in it"},
		{"a page without an article", "text/html", "<html><body></body></html>", "", "article"},
		{"a page of another encoding", "text/html; charset=windows-1252", "<html><body><article><p>" + long + "\x93caf\xe9\x94</p><p>" + long + "</p></article></body></html>",
			strings.TrimSpace(long) + " “café”\n\n" + strings.TrimSpace(long) + "\n", ""},
		{"what is not shown", "", "<!DOCTYPE html><html><body><article><p>" + long + "<script>no</script><style>no</style></p><p>" + long + "<sup>1</sup></p></article></body></html>",
			strings.TrimSpace(long) + "\n\n" + long + "1\n", ""},
		{"a broken PDF", "", "%PDF-1.4\nnothing", "", "pdftotext"},
	} {
		document, err := Read(context.Background(), []byte(test.data), test.media, "")
		switch {
		case test.wrong != "":
			if err == nil || !strings.Contains(err.Error(), test.wrong) {
				t.Errorf("%s: %v", test.name, err)
			}
		case err != nil:
			t.Errorf("%s: %v", test.name, err)
		case document.Text != test.text:
			t.Errorf("%s: %q", test.name, document.Text)
		}
	}
}

// The text of a PDF is taken out where the program for it is there.
func TestPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("VERBATIM_PDFTOTEXT") != "" {
			t.Fatal(err)
		}
		t.Skip("NOT TESTED: pdftotext is not installed")
	}
	stream := "BT /F1 12 Tf 72 720 Td (Words at the Pier) Tj 0 -200 Td (We share the cost.) Tj ET"
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	data := "%PDF-1.4\n"
	var at []int
	for i, object := range objects {
		at = append(at, len(data))
		data += fmt.Sprintf("%d 0 obj%sendobj\n", i+1, object)
	}
	start := len(data)
	data += "xref\n0 6\n0000000000 65535 f \n"
	for _, offset := range at {
		data += fmt.Sprintf("%010d 00000 n \n", offset)
	}
	data += fmt.Sprintf("trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", start)
	document, err := Read(context.Background(), []byte(data), "application/pdf", "")
	if err != nil {
		t.Fatal(err)
	}
	if document.Text != "Words at the Pier\n\nWe share the cost.\n" || document.Title != "Words at the Pier" || document.Converted != "PDF" {
		t.Errorf("%+v", document)
	}
}

// Downloads end, whoever answers.
func TestDownload(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/text":
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			fmt.Fprintf(w, "Asked by %s\n", r.UserAgent())
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "file:///etc/hostname", http.StatusFound)
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		case "/slow":
			<-r.Context().Done()
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	document, err := Open(context.Background(), server.URL+"/text", "verbatim/test")
	if err != nil || document.Text != "Asked by verbatim/test\n" || document.Address != server.URL+"/text" {
		t.Errorf("%+v, %v", document, err)
	}
	for path, want := range map[string]string{"/circle": "more than 5 redirects", "/away": "out of the web", "/endless": "more than 32 MiB", "/none": "404 Not Found"} {
		if _, err := Open(context.Background(), server.URL+path, "verbatim/test"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	go cancel(errors.New("enough"))
	if _, err := Open(ctx, server.URL+"/slow", "verbatim/test"); err == nil {
		t.Error("a download that never ends")
	}
}

// Another site has nothing of the one that it is made from but what is no content.
func TestSite(t *testing.T) {
	project := os.DirFS(filepath.Join("..", "..", ".."))
	files, err := Site(project, `The "Lake", 2021: what it's about`, "https://lake.example/a/", "2021-04-01")
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, file := range files {
		if strings.HasSuffix(file.Name, ".go") || site[file.Name] != nil {
			t.Errorf("%s is there, or is there twice", file.Name)
		}
		site[file.Name] = &fstest.MapFile{Data: file.Data, Mode: 0o644}
	}
	list := &finding.List{}
	read, err := content.Load(site, nil, list.Report)
	if err != nil {
		t.Fatal(err)
	}
	// That marks in a name are a finding is no matter of settings.
	for _, found := range list.Sorted() {
		if found.Rule != finding.QuoteUnsourced && found.Rule != finding.ConfigSetting {
			t.Errorf("%s: %s", found.File.Name, found.Message)
		}
	}
	if read.Config.BaseURL != "https://lake.example/a/" || read.Config.Title != `The "Lake", 2021: what it's about` || len(read.Config.ContentMounts()) > 0 {
		t.Errorf("%+v", read.Config)
	}
	config, err := fs.ReadFile(project, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	own, err := content.Load(project, nil, func(finding.Finding) {})
	if err != nil {
		t.Fatal(err)
	}
	if string(config) == string(site["config.toml"].Data) {
		t.Error("the settings are the same")
	}
	// Names of people and of sources are what a site is about.
	for name, file := range site {
		if strings.HasPrefix(name, "static/") {
			continue
		}
		for id, page := range own.People {
			if strings.Contains(string(file.Data), id) || strings.Contains(string(file.Data), page.Title()) {
				t.Errorf("%s knows %s", name, id)
			}
		}
		for id := range own.Sources {
			if len(id) > 5 && strings.Contains(string(file.Data), id) {
				t.Errorf("%s knows %s", name, id)
			}
		}
		if strings.Contains(string(file.Data), own.Config.Title) {
			t.Errorf("%s knows the site’s name", name)
		}
	}
}
