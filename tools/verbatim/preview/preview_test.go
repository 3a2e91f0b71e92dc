package preview

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/archetype"
	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/view"
)

const (
	ferry   = "content/topics/ferry.md"
	courier = "content/sources/courier/index.md"
)

func moment() (prose.Moment, error) {
	at, _ := prose.ParseMoment("2021-06-01")
	return prose.Moment{At: at}, nil
}

// site lays out the small site of the command's tests.
func site(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	config, err := os.ReadFile("../../../config.toml")
	if err == nil {
		config, err = archetype.Settings(config, "The ferry, explained", "https://ferry.example/lake/", "2021-03-02")
	}
	err = errors.Join(err, os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644), os.CopyFS(dir, os.DirFS("../testdata/site")))
	for _, name := range []string{"layouts", "static"} {
		err = errors.Join(err, os.CopyFS(filepath.Join(dir, name), os.DirFS("../../../"+name)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// served is a site that is being shown.
type served struct {
	testing.TB
	dir, at string
	found   chan []finding.Finding
}

// serve shows a site until the test ends.
func serve(t testing.TB, dir string) *served {
	t.Helper()
	found := make(chan []finding.Finding, 100)
	server := New(Options{Dir: dir, Texts: filepath.Join(dir, "texts"), Moment: moment, Host: "localhost:1313",
		Found: func(now Found) {
			if now.Broken != nil {
				found <- []finding.Finding{{Message: now.Broken.Error()}}
				return
			}
			found <- now.List.Sorted()
		}})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	web := httptest.NewUnstartedServer(server)
	web.Config.BaseContext = nil
	web.Start()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		web.CloseClientConnections()
		web.Close()
	})
	s := &served{t, dir, web.URL, found}
	s.wait()
	return s
}

// wait returns what is found next.
func (s *served) wait() []finding.Finding {
	s.Helper()
	select {
	case found := <-s.found:
		return found
	case <-time.After(2 * time.Minute):
		s.Fatal("nothing is found, and nothing is known")
		return nil
	}
}

// unled asks for what is at an address, and not for where that leads.
var unled = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// get returns what stands at an address.
func (s *served) get(address string) (int, string) {
	s.Helper()
	answer, err := unled.Get(s.at + address)
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		s.Fatal(err)
	}
	return answer.StatusCode, string(data)
}

func (s *served) read(name string) string {
	s.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

// write writes a file in one step, as most editors do: nobody ever reads half of it.
func (s *served) write(name, text string) {
	s.Helper()
	at, beside := filepath.Join(s.dir, name), filepath.Join(s.TempDir(), "written")
	if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(beside, []byte(text), 0o644), os.Rename(beside, at)); err != nil {
		s.Fatal(err)
	}
}

// until waits for what must come to be.
func (s *served) until(what string, so func() bool) {
	s.Helper()
	for deadline := time.Now().Add(time.Minute); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.Fatalf("it never is so that %s", what)
		}
	}
	for len(s.found) > 0 {
		<-s.found
	}
}

// change writes a file anew, and returns what is found then.
func (s *served) change(name, from, to string) []finding.Finding {
	s.Helper()
	text := s.read(name)
	if !strings.Contains(text, from) {
		s.Fatalf("%s has no %q", name, from)
	}
	s.write(name, strings.Replace(text, from, to, 1))
	return s.wait()
}

// shows holds what a page shows against what it should.
func (s *served) shows(address string, status int, has ...string) string {
	s.Helper()
	got, page := s.get(address)
	if got != status {
		s.Errorf("%s: %d, not %d", address, got, status)
	}
	for _, text := range has {
		not, without := strings.CutPrefix(text, "not ")
		if without == strings.Contains(page, not) {
			s.Errorf("%s: %s: %v", address, not, without)
		}
	}
	return page
}

func rulesOf(found []finding.Finding) (rules []string) {
	for _, one := range found {
		if one.Severity == finding.Error {
			rules = append(rules, string(one.Rule))
		}
	}
	return rules
}

const (
	proven   = `data-use="/topics/ferry#q-did-not-agree"`
	unproven = `<span class="unproven">“did agree”</span>`
)

// What an author does in an hour: each time the page, the panel and what is found say
// the same, and nothing has a seal that is not proven.
func TestFollows(t *testing.T) {
	dir := site(t)
	s := serve(t, dir)
	s.shows("/lake/topics/ferry/", 200, proven, "not <summary>2 errors")
	s.shows("/lake/", 200, "A preview", "https://ferry.example/lake/")

	// A word is broken, and mended.
	if found := rulesOf(s.change(ferry, "“did not agree”", "“did agree”")); !slices.Equal(found, []string{"quote-altered"}) {
		t.Errorf("a broken word: %v", found)
	}
	s.shows("/lake/topics/ferry/", 200, "not "+proven, unproven, "On this page", "content/topics/ferry.md:20:39", "“<mark>did agree</mark>”", "This can’t be published")
	s.shows("/lake/people/ida-marsh/", 200, "On other pages", "not On this page")
	s.shows("/lake/sources/courier/", 200, `not id="w-did-not-agree"`)
	if found := rulesOf(s.change(ferry, "“did agree”", "“did not agree”")); found != nil {
		t.Errorf("mended: %v", found)
	}
	s.shows("/lake/topics/ferry/", 200, proven, "not unproven", "not On this page")
	s.shows("/lake/sources/courier/", 200, `id="w-did-not-agree"`)

	// Lines move.
	s.change(ferry, "The ferry had", "Another line.\n\nThe ferry had")
	s.shows("/lake/topics/ferry/", 200, proven, "Another line.")

	// Pages come, move and go, and so do folders of them.
	s.write("content/topics/boat.md", strings.NewReplacer("title: The ferry", "title: The boat", "weight: 1", "weight: 2").Replace(s.read(ferry)))
	s.wait()
	s.shows("/lake/topics/boat/", 200, "The boat", `data-use="/topics/boat#q-did-not-agree"`)
	if err := os.Rename(filepath.Join(dir, "content/topics/boat.md"), filepath.Join(dir, "content/topics/raft.md")); err != nil {
		t.Fatal(err)
	}
	s.wait()
	s.shows("/lake/topics/boat/", 404, "not data-use")
	s.shows("/lake/topics/raft/", 200, `data-use="/topics/raft#q-did-not-agree"`)
	if err := os.Remove(filepath.Join(dir, "content/topics/raft.md")); err != nil {
		t.Fatal(err)
	}
	s.wait()
	s.shows("/lake/topics/raft/", 404)
	if err := os.Rename(filepath.Join(dir, "content/sources/courier"), filepath.Join(dir, "content/sources/mail")); err != nil {
		t.Fatal(err)
	}
	if found := rulesOf(s.wait()); !slices.Contains(found, "source-unknown") {
		t.Errorf("a source that is gone: %v", found)
	}
	s.shows("/lake/topics/ferry/", 200, "not "+proven, `<span class="unproven">“did not agree”</span>`)
	s.shows("/lake/sources/courier/", 404)
	if err := os.Rename(filepath.Join(dir, "content/sources/mail"), filepath.Join(dir, "content/sources/courier")); err != nil {
		t.Fatal(err)
	}
	s.wait()
	s.shows("/lake/topics/ferry/", 200, proven)

	// A text changes.
	s.change("texts/courier/text.txt", "did not agree", "never agreed")
	s.shows("/lake/topics/ferry/", 200, "not "+proven)
	s.change("texts/courier/text.txt", "never agreed", "did not agree")
	s.shows("/lake/topics/ferry/", 200, proven)

	// A page can't be read: nothing is shown, but why.
	s.change(ferry, "title: The ferry", "title: [The ferry")
	s.shows("/lake/topics/ferry/", 500, "front-matter-form", "not data-use", "not Hugo:")
	s.change(ferry, "title: [The ferry", "title: The ferry")
	s.shows("/lake/topics/ferry/", 200, proven)

	// So it is with layouts and settings.
	s.change("layouts/_partials/footer.html", "<footer", "{{ nothing }}<footer")
	s.shows("/lake/topics/ferry/", 500, "Hugo:", "not data-use")
	s.change("layouts/_partials/footer.html", "{{ nothing }}<footer", `<footer class="other"`)
	s.shows("/lake/topics/ferry/", 200, proven, `<footer class="other"`)
	s.change("config.toml", `title = "The ferry, explained"`, `title = "The lake, explained"`)
	s.shows("/lake/topics/ferry/", 200, proven, "The lake, explained")
	s.change("config.toml", `title = "The lake`, `title = The lake`)
	s.shows("/lake/topics/ferry/", 500, "config.toml:", "not data-use")
	s.change("config.toml", `title = The lake`, `title = "The lake`)
	s.shows("/lake/topics/ferry/", 200, proven)

	// So it is with folders that go and come back.
	for name, status := range map[string]int{"texts": 500, "content": 500, "layouts": 500, "static": 500} {
		at := filepath.Join(dir, name)
		if err := os.Rename(at, at+"-away"); err != nil {
			t.Fatal(err)
		}
		s.until(name+" is away", func() bool {
			got, page := s.get("/lake/topics/ferry/")
			return got == status && !strings.Contains(page, "data-use")
		})
		if err := os.Rename(at+"-away", at); err != nil {
			t.Fatal(err)
		}
		s.until(name+" is back", func() bool {
			got, page := s.get("/lake/topics/ferry/")
			return got == 200 && strings.Contains(page, proven)
		})
	}

	// Many files change at once, as where another version is taken.
	text := s.read(ferry)
	for i := range 20 {
		s.write(fmt.Sprintf("content/topics/boat-%d.md", i), strings.NewReplacer("title: The ferry", fmt.Sprintf("title: Boat %d", i), "weight: 1", fmt.Sprintf("weight: %d", i+2), "“Ice decides”", "“Ice decides,”").Replace(text))
	}
	s.until("there are 20 more", func() bool {
		got, page := s.get("/lake/topics/boat-19/")
		return got == 200 && strings.Contains(page, `data-use="/topics/boat-19#q-ice-decides"`)
	})
	for i := range 20 {
		if err := os.Remove(filepath.Join(dir, fmt.Sprintf("content/topics/boat-%d.md", i))); err != nil {
			t.Fatal(err)
		}
	}
	s.until("they are gone", func() bool {
		got, _ := s.get("/lake/topics/boat-0/")
		_, page := s.get("/lake/topics/ferry/")
		return got == 404 && strings.Contains(page, proven)
	})
	if !testing.Short() {
		s.same("at the end")
	}

	// And with styles.
	styles := regexp.MustCompile(`/lake/css/home\.[^"]*`)
	before := styles.FindString(s.shows("/lake/", 200))
	s.change("static/css/base.css", "body", "body { margin: 1px; }\nbody")
	after := styles.FindString(s.shows("/lake/", 200))
	if before == after || before == "" {
		t.Errorf("styles: %s, %s", before, after)
	}
	s.shows(after, 200)
}

// Whatever has happened to its files, a site is shown as it would be if it were read for
// the first time.
func TestLikeNew(t *testing.T) {
	if testing.Short() {
		t.Skip("it is long, and two Hugos in one process share their clock")
	}
	const rounds = 12
	draw := rand.New(rand.NewPCG(11, 27))
	dir := site(t)
	s := serve(t, dir)
	good := map[string]string{}
	for _, name := range []string{ferry, courier, "content/people/ida-marsh.md", "content/sources/pier/index.md", "content/_index.md"} {
		good[name] = s.read(name)
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range good {
			if !yield(name) {
				return
			}
		}
	})
	damages := []func(text string) string{
		func(text string) string { return strings.Replace(text, "not ", "", 1) },
		func(text string) string { return strings.Replace(text, "\n---\n", "\n---\n\nMore.\n", 1) },
		func(text string) string { return strings.Replace(text, "title: ", "title: More of ", 1) },
		func(text string) string { return strings.Replace(text, "title: ", "title: [", 1) },
		func(text string) string { return strings.ReplaceAll(text, "source:courier", "source:pier") },
		func(text string) string { return text[:len(text)*2/3] },
		func(string) string { return "" },
	}
	for round := range rounds {
		var done []string
		for range 1 + draw.IntN(3) {
			name := names[draw.IntN(len(names))]
			switch what := draw.IntN(len(damages) + 4); {
			case what < len(damages):
				s.write(name, damages[what](good[name]))
				done = append(done, fmt.Sprint(name, " ", what))
			case what == len(damages):
				os.Remove(filepath.Join(dir, name))
				done = append(done, name+" gone")
			case what == len(damages)+2:
				os.Rename(filepath.Join(dir, name), filepath.Join(dir, path.Dir(name), "moved.md"))
				done = append(done, name+" moved")
			case what == len(damages)+1:
				s.write("content/topics/boat.md", strings.NewReplacer("title: The ferry", "title: The boat", "weight: 1", "weight: 2").Replace(good[ferry]))
				done = append(done, "boat")
			default:
				os.Remove(filepath.Join(dir, "content/topics/boat.md"))
				done = append(done, "no boat")
			}
			time.Sleep(time.Duration(draw.IntN(60)) * time.Millisecond)
		}
		s.same(fmt.Sprint(round, done))
		for name, text := range good {
			s.write(name, text)
			os.Remove(filepath.Join(dir, path.Dir(name), "moved.md"))
		}
		s.same(fmt.Sprint(round, "mended"))
	}
}

// Whatever else may happen to files, one thing at a time or several: what is served is
// what would be if the site were read for the first time.
func TestOtherChanges(t *testing.T) {
	if testing.Short() {
		t.Skip("it is long, and two Hugos in one process share their clock")
	}
	dir := site(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	replaced := func(name, from, to string) error {
		data, err := os.ReadFile(at(name))
		if err == nil && !strings.Contains(string(data), from) {
			err = fmt.Errorf("%s has no %q", name, from)
		}
		return errors.Join(err, os.WriteFile(at(name), []byte(strings.Replace(string(data), from, to, 1)), 0o644))
	}
	boat := func(name string) error {
		data, err := os.ReadFile(at(ferry))
		return errors.Join(err, os.WriteFile(at(name), []byte(strings.NewReplacer("title: The ferry", "title: The boat", "weight: 1", "weight: 2").Replace(string(data))), 0o644))
	}
	s := serve(t, dir)
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"a link to a page", func() error { return os.Symlink("ferry.md", at("content/topics/in.md")) }},
		{"a link to elsewhere", func() error { return os.Symlink("/etc/passwd", at("content/topics/out.md")) }},
		{"a link to a folder elsewhere", func() error { return os.Symlink("/etc", at("content/topics/etc")) }},
		{"a link to itself", func() error { return os.Symlink("loop.md", at("content/topics/loop.md")) }},
		{"a link in the place of a page", func() error {
			return errors.Join(os.Remove(at(ferry)), os.Symlink("/etc/passwd", at(ferry)))
		}},
		{"a file in the place of a folder", func() error {
			return errors.Join(os.RemoveAll(at("content/figures/crossings")), os.WriteFile(at("content/figures/crossings"), []byte("x"), 0o644))
		}},
		{"a folder in the place of a page", func() error {
			return errors.Join(os.Remove(at(ferry)), os.Mkdir(at(ferry), 0o755), os.WriteFile(at(ferry+"/a"), []byte("x"), 0o644))
		}},
		{"a page that gets a folder", func() error {
			return errors.Join(os.Mkdir(at("content/topics/ferry"), 0o755), os.Rename(at(ferry), at("content/topics/ferry/index.md")))
		}},
		{"figures and a page that is gone", func() error {
			return errors.Join(replaced("content/figures/crossings/data.csv", "4", "5"), os.Remove(at(ferry)))
		}},
		{"figures", func() error { return replaced("content/figures/crossings/data.csv", "4", "5") }},
		{"data that are gone", func() error { return os.Remove(at("content/figures/crossings/data.csv")) }},
		{"a text that is gone", func() error { return os.Remove(at("content/sources/pier/text.txt")) }},
		{"a layout that is gone", func() error { return os.Remove(at("layouts/topics/page.html")) }},
		{"layouts that have another name", func() error { return os.Rename(at("layouts/topics"), at("layouts/topicz")) }},
		{"a layout more", func() error {
			return os.WriteFile(at("layouts/people/section.html"), []byte(`{{ define "main" }}others{{ end }}`), 0o644)
		}},
		{"a partial that is another", func() error { return replaced("layouts/_partials/footer.html", "<footer", `<footer id="other"`) }},
		{"no layouts", func() error { return os.RemoveAll(at("layouts")) }},
		{"a name that is not in ASCII", func() error { return boat("content/topics/fähre.md") }},
		{"a page, and another layout", func() error {
			return errors.Join(boat("content/topics/fähre.md"), replaced("layouts/_partials/footer.html", "<footer", `<footer id="other"`))
		}},
		{"a page that is yet to come", func() error { return replaced(ferry, "weight: 1", "weight: 1\npublishDate: 2030-01-01") }},
		{"another order", func() error {
			return errors.Join(boat("content/topics/boat.md"), replaced(ferry, "weight: 1", "weight: 3"))
		}},
		{"no section", func() error { return os.RemoveAll(at("content/people")) }},
		{"a section without its page", func() error { return os.Remove(at("content/topics/_index.md")) }},
		{"a page that is not published", func() error { return replaced(ferry, "weight: 1", "weight: 1\nbuild: {render: never}") }},
		{"a page at another address", func() error { return replaced(ferry, "weight: 1", "weight: 1\nslug: boat") }},
		{"a page without its citations", func() error { return replaced(ferry, "weight: 1", "weight: 1\noutputs: [html]") }},
		{"a word, and then figures", func() error {
			err := replaced(ferry, "had stood", "has stood")
			time.Sleep(100 * time.Millisecond)
			return errors.Join(err, replaced("content/figures/crossings/data.csv", "412", "512"))
		}},
		{"an editor's files", func() error {
			return errors.Join(os.WriteFile(at("content/topics/.ferry.md.swp"), []byte("x"), 0o644), os.WriteFile(at("content/topics/ferry.md~"), []byte("x"), 0o644))
		}},
		{"a text that says otherwise", func() error { return replaced("texts/courier/text.txt", "did not agree", "never agreed") }},
		{"other texts", func() error {
			return errors.Join(os.Rename(at("texts"), at("texts-before")), os.CopyFS(at("texts"), os.DirFS(at("texts-before"))),
				replaced("texts/courier/text.txt", "did not agree", "never agreed"))
		}},
	} {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		s.same(c.name)
		for _, name := range []string{"content", "layouts", "texts"} {
			from := "../testdata/site/" + name
			if name == "layouts" {
				from = "../../../layouts"
			}
			if err := errors.Join(os.RemoveAll(at(name)), os.CopyFS(at(name), os.DirFS(from))); err != nil {
				t.Fatal(err)
			}
		}
		s.same(c.name + ", and as it was")
	}

	// What is no file is not waited for.
	for _, name := range []string{"config.toml", "texts/courier/text.txt"} {
		before := s.read(name)
		if err := os.Remove(at(name)); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(at(name), 0o644); err != nil {
			t.Logf("NOT TESTED: %v", err)
		}
		s.until(name+" is no file", func() bool { got, _ := s.get("/lake/topics/ferry/"); return got == 500 })
		if err := os.Remove(at(name)); err != nil {
			t.Fatal(err)
		}
		s.write(name, before)
		s.until(name+" is one again", func() bool {
			got, page := s.get("/lake/topics/ferry/")
			return got == 200 && strings.Contains(page, proven)
		})
	}

	// The whole site goes, and comes back as another.
	if err := os.Rename(dir, dir+"-before"); err != nil {
		t.Fatal(err)
	}
	s.until("the site is away", func() bool { got, _ := s.get("/lake/topics/ferry/"); return got == 500 })
	if err := errors.Join(os.CopyFS(dir, os.DirFS(dir+"-before")), replaced(ferry, "did not agree", "did agree")); err != nil {
		t.Fatal(err)
	}
	s.same("another site")
	if err := replaced(ferry, "did agree", "did not agree"); err != nil {
		t.Fatal(err)
	}
	s.same("that is mended")

	// So do texts behind links.
	if err := errors.Join(os.CopyFS(at("other-texts"), os.DirFS(at("texts"))), os.Rename(at("texts"), at("first-texts")), os.Symlink("first-texts", at("now")), os.Symlink("now", at("texts")),
		replaced("other-texts/courier/text.txt", "did not agree", "never agreed")); err != nil {
		t.Fatal(err)
	}
	s.same("texts behind links")
	if err := errors.Join(os.Symlink("other-texts", at("next")), os.Rename(at("next"), at("now"))); err != nil {
		t.Fatal(err)
	}
	s.same("other texts behind links")
	if err := replaced("other-texts/courier/text.txt", "never agreed", "did not agree"); err != nil {
		t.Fatal(err)
	}
	s.same("those, mended")

	// Folders that are links are followed, too; and a site that moves below another path.
	if err := errors.Join(os.Rename(at("content"), at("other")), os.Symlink("other", at("content"))); err != nil {
		t.Fatal(err)
	}
	s.same("a folder that is a link")
	if err := replaced("other/topics/ferry.md", "did not agree", "did agree"); err != nil {
		t.Fatal(err)
	}
	s.same("a page in a folder that is a link")
	if err := replaced("config.toml", "ferry.example/lake/", "ferry.example/bay/"); err != nil {
		t.Fatal(err)
	}
	s.until("it is below another path", func() bool {
		got, page := s.get("/bay/topics/ferry/")
		return got == 200 && strings.Contains(page, "/bay/")
	})
}

// Each page has one address, and whoever asks right after a file was written gets what is
// in it.
func TestAddresses(t *testing.T) {
	s := serve(t, site(t))
	for address, want := range map[string]string{
		"/":                               "/lake/",
		"/lake":                           "/lake/",
		"/lake/topics/ferry":              "/lake/topics/ferry/",
		"/lake/topics/ferry/index.html":   "/lake/topics/ferry/",
		"/lake//topics/ferry/":            "/lake/topics/ferry/",
		"/lake/topics/./ferry/":           "/lake/topics/ferry/",
		"/lake/x/../topics/ferry/":        "/lake/topics/ferry/",
		"//evil.example/":                 "/lake/",
		"/lake/feed.json/":                "/lake/feed.json",
		"/lake/topics/ferry/":             "",
		"/lake/feed.json":                 "",
		"/lake/%2e%2e/%2e%2e/config.toml": "/lake/",
	} {
		request, err := http.NewRequest(http.MethodGet, s.at, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.URL.Opaque = "//" + request.URL.Host + address
		answer, err := unled.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if got := answer.Header.Get("Location"); got != want {
			t.Errorf("%s leads to %q, not %q", address, got, want)
		}
	}
	text := s.read("texts/courier/text.txt")
	for i := range 10 {
		wrong := i%2 == 0
		if wrong {
			s.write("texts/courier/text.txt", strings.Replace(text, "did not agree", "never agreed", 1))
		} else {
			s.write("texts/courier/text.txt", text)
		}
		if _, page := s.get("/lake/topics/ferry/"); wrong == strings.Contains(page, proven) {
			t.Fatalf("round %d: right after the text was written the page has its words proven: %v", i, !wrong)
		}
		s.wait()
	}
}

var (
	added  = regexp.MustCompile(`(?s)<link rel="stylesheet" href="/_verbatim/.*</script>`)
	digest = regexp.MustCompile(`data-page="(\w+)"`)
)

// same holds what is shown against what is rendered of the same files for the first time.
func (s *served) same(what string) {
	s.Helper()
	pages, broken := fresh(s, s.dir)
	paths := []string{"/lake/figures/map.csv", "/lake/sitemap.xml", "/lake/atom.xml", "/lake/figures/crossings/data.csv", "/lake/figures/crossings/", "/lake/figures/", "/lake/sources/pier/text.txt", "/lake/topics/ferry/cite.ris", "/lake/topics/f\u00e4hre/", "/lake/404.html", "/lake/", "/lake/topics/ferry/", "/lake/topics/boat/", "/lake/sources/courier/", "/lake/sources/pier/", "/lake/people/ida-marsh/", "/lake/topics/", "/lake/feed.json"}
	deadline := time.Now().Add(time.Minute)
	for {
		wrong := ""
		for _, at := range paths {
			status, page := s.get(at)
			name := strings.TrimPrefix(at, "/lake/")
			if strings.HasSuffix(at, "/") {
				name += "index.html"
			}
			want, there := pages[name]
			switch {
			case broken && status != 500:
				wrong = fmt.Sprintf("%s: %d where nothing can be rendered", at, status)
			case broken:
			case there != (status == 200):
				wrong = fmt.Sprintf("%s: %d, and there is a page: %v", at, status, there)
			case there && added.ReplaceAllString(page, "") != want:
				wrong = fmt.Sprintf("%s (-want +got):\n%s", at, cmp.Diff(strings.Split(want, "\n"), strings.Split(added.ReplaceAllString(page, ""), "\n")))
			}
			if wrong != "" {
				break
			}
		}
		if wrong == "" {
			return
		}
		if time.Now().After(deadline) { // what was written last may not have been seen yet
			s.Fatalf("%s: %s", what, wrong)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// fresh renders a site for the first time.
func fresh(t testing.TB, dir string) (pages map[string]string, broken bool) {
	t.Helper()
	project := os.DirFS(dir)
	config, err := content.ReadConfig(project)
	if err != nil {
		t.Fatal(err)
	}
	var mounts []string
	for _, mount := range config.ContentMounts() {
		mounts = append(mounts, mount.Source)
	}
	live, err := render.NewLive(project, mounts)
	if err != nil {
		return nil, true
	}
	state, err := desk.New(live.Project(), os.DirFS(filepath.Join(dir, "texts")), moment).Check(context.Background())
	if err != nil {
		return nil, true
	}
	s := &Server{base: seenAt("localhost:1313", config.BaseURL)}
	at, _ := moment()
	options := render.Options{DataFile: view.DataFile, Data: view.Data(s.here(state.Graph)), BaseURL: s.base.String(), Now: state.Site().LastChange(at.At)}
	var list finding.List
	live.Options(options)
	if err := live.Render(nil, list.Report); err != nil {
		t.Fatal(err)
	}
	if !live.Started() || list.Failed() {
		return nil, true
	}
	pages = map[string]string{}
	err = fs.WalkDir(live.Published(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(live.Published(), name)
		pages[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages, false
}

// What a page is told: that nothing is known while that is so, and then what it is.
func TestEvents(t *testing.T) {
	s := serve(t, site(t))
	_, page := s.get("/lake/topics/ferry/")
	before := digest.FindStringSubmatch(page)
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.at+"/_verbatim/events?page=/lake/topics/ferry/", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text := make([]byte, 1<<16)
	next := func() string {
		n, err := answer.Body.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		return string(text[:n])
	}
	if first := next(); before == nil || !strings.Contains(first, `"page":"`+before[1]+`"`) {
		t.Fatalf("%q, and the page is %v", first, before)
	}
	s.write(ferry, strings.Replace(s.read(ferry), "“did not agree”", "“did agree”", 1))
	unknown := false
	for {
		now := next()
		if strings.Contains(now, `"known":false`) {
			unknown = true
		}
		if strings.Contains(now, "quote-altered") {
			if strings.Contains(now, before[1]) {
				t.Errorf("it is another page now: %s", now)
			}
			break
		}
	}
	if !unknown {
		t.Error("it was never unknown")
	}
}

// A page that was loaded before something changed, and asks after that, is another one
// now: what is told is of the page as it is, not of what was rendered once.
func TestEventsLate(t *testing.T) {
	s := serve(t, site(t))
	_, page := s.get("/lake/topics/ferry/")
	before := digest.FindStringSubmatch(page)
	s.change("texts/courier/text.txt", "did not agree", "never agreed")
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.at+"/_verbatim/events?page=/lake/topics/ferry/", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), `"known":true`) {
			if before == nil || strings.Contains(lines.Text(), `"page":"`+before[1]+`"`) {
				t.Errorf("it is told to be as it was: %v", before)
			}
			return
		}
	}
	t.Error("it is told nothing")
}

// Nobody else is answered: pages that are not published are not for every site that a
// browser has open.
func TestOtherHosts(t *testing.T) {
	s := &Server{Options: Options{Host: "localhost:1313"}}
	for host, status := range map[string]int{"evil.example": 421, "evil.example:1313": 421, "localhost:1313": 200, "127.0.0.1:1313": 200, "[::1]:1313": 200, "LOCALHOST:1": 200, "localhost.:1": 200} {
		request := httptest.NewRequest(http.MethodGet, own+"panel.js", nil)
		request.Host = host
		answer := httptest.NewRecorder()
		if s.ServeHTTP(answer, request); answer.Code != status {
			t.Errorf("%s: %d, not %d", host, answer.Code, status)
		}
	}
	answer := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodPost, "/", nil)
	request.Host = "localhost"
	if s.ServeHTTP(answer, request); answer.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", answer.Code)
	}
}
