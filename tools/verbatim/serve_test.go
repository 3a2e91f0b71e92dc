package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/preview"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/view"
)

// terminal is what a command writes, for those who wait for a line.
type terminal struct {
	io.Writer
	*bufio.Scanner
	all strings.Builder
}

func newTerminal() *terminal {
	reader, writer := io.Pipe()
	return &terminal{Writer: writer, Scanner: bufio.NewScanner(reader)}
}

// until reads on to the line that has something, and returns it.
func (l *terminal) until(t *testing.T, what string) string {
	t.Helper()
	for l.Scan() {
		fmt.Fprintln(&l.all, l.Text())
		if strings.Contains(l.Text(), what) {
			return l.Text()
		}
	}
	t.Fatalf("no line has %q:\n%s", what, l.all.String())
	return ""
}

// look has a site shown, looks at its home page, and ends it as people do. It returns what
// was written until then.
func look(t *testing.T, args ...string) string {
	t.Helper()
	out, status := newTerminal(), make(chan int)
	go func() { status <- run(args, out, out) }()
	address, _, _ := strings.Cut(out.until(t, "Ctrl+C"), " ")
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", address, answer.Status)
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(os.Interrupt)
	}
	if err != nil {
		t.Fatal(err)
	}
	if ended := <-status; ended != clean {
		t.Errorf("%v: status %d", args, ended)
	}
	return out.all.String()
}

// What serve says in a terminal, where it is seen, and what it can't do.
func TestServe(t *testing.T) {
	t.Chdir(small(t))
	putIn(t, "content/topics/ferry.md", regexp.MustCompile("did not agree"), "did agree")
	said := look(t, "serve", "--port", "0", "--texts", "texts", "--date", "2021-06-01")
	for _, line := range []string{
		"content/topics/ferry.md:20:39: error: the quotation differs from courier: the text says \"not\", the quotation does not [quote-altered]\n",
		" all: 1 error, 0 warnings; ", "\nhttp://localhost:",
	} {
		if !strings.Contains(said, line) {
			t.Errorf("it does not say %q:\n%s", line, said)
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for want, args := range map[string][]string{
		"address already in use": {"serve", "--port", port},
		"--port 70000":           {"serve", "--port", "70000"},
		"the folder of texts":    {"serve", "--port", "0", "--texts", "none"},
		"unknown command":        {"serve", "here"},
	} {
		var out strings.Builder
		if status := run(args, &out, &out); status != unusable || !strings.Contains(out.String(), want) {
			t.Errorf("%v: status %d, %s", args, status, out.String())
		}
	}
}

// A site is seen at this computer, whoever may ask.
func TestHostOf(t *testing.T) {
	for _, c := range [][3]string{
		{"127.0.0.1", "127.0.0.1:1313", "localhost:1313"},
		{"localhost", "[::1]:1313", "localhost:1313"},
		{"0.0.0.0", "[::]:80", "localhost:80"},
		{"192.0.2.7", "192.0.2.7:1313", "192.0.2.7:1313"},
	} {
		at, err := net.ResolveTCPAddr("tcp", c[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := hostOf(c[0], at); got != c[2] {
			t.Errorf("%v: %s", c, got)
		}
	}
}

// BenchmarkServe times what passes from the moment at which a page is saved until it is
// shown anew, and beside it Hugo's own rebuild of the same page of the same site: medians
// in milliseconds, and their ratio. What is saved is a sentence more, and then a broken
// quotation; known says after what time all of the site has been checked, too.
func BenchmarkServe(b *testing.B) {
	for _, size := range []int{1000, sitePages} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			dir := b.TempDir()
			if err := layOut(dir); err != nil {
				b.Fatal(err)
			}
			newLargeSite(size).write(b, dir)
			hugo := medianOf(rebuilds(b, dir))
			at := &url.URL{Scheme: "http", Host: "localhost:1313", Path: "/"}
			known := make(chan time.Duration, 100)
			server := preview.New(preview.Options{Dir: dir, Moment: benchMoment, Host: at.Host, Found: func(now preview.Found) { known <- now.Took }})
			ctx, stop := context.WithCancel(context.Background())
			ended := make(chan error, 1)
			go func() { ended <- server.Run(ctx) }()
			defer func() {
				stop()
				if err := <-ended; err != nil {
					b.Error(err)
				}
			}()
			<-known
			text, err := os.ReadFile(filepath.Join(dir, benchPage))
			if err != nil {
				b.Fatal(err)
			}
			page := openPage(ctx, b, server, at, "/topics/topic-0/")
			var shown, all []time.Duration
			for i := 0; b.Loop(); i++ {
				mark := fmt.Sprintf("Sentence %d.", i)
				other := strings.Replace(string(text), "The towns met.", "The towns met. "+mark, 1)
				if i%2 == 1 {
					other = strings.Replace(other, "We will open", "We will close", 1)
				}
				start := time.Now()
				if err := os.WriteFile(filepath.Join(dir, benchPage), []byte(other), 0o644); err != nil {
					b.Fatal(err)
				}
				page.until(mark)
				shown = append(shown, time.Since(start))
				all = append(all, <-known)
			}
			b.ReportMetric(float64(medianOf(shown).Microseconds())/1000, "ms-shown")
			b.ReportMetric(float64(medianOf(all).Microseconds())/1000, "ms-known")
			b.ReportMetric(float64(hugo.Microseconds())/1000, "ms-hugo")
			b.ReportMetric(float64(medianOf(shown))/float64(hugo), "of-hugo")
		})
	}
}

// openedPage is a page that somebody looks at in a browser: it is told what becomes of it.
type openedPage struct {
	*testing.B
	server  http.Handler
	host    string
	address string
	news    *bufio.Scanner
}

func openPage(ctx context.Context, b *testing.B, server http.Handler, at *url.URL, address string) *openedPage {
	reader, writer := io.Pipe()
	request := httptest.NewRequestWithContext(ctx, "GET", "/_verbatim/events?page="+address, nil)
	request.Host = at.Host
	go server.ServeHTTP(&streamed{httptest.NewRecorder(), writer}, request)
	news := bufio.NewScanner(reader)
	news.Buffer(nil, 1<<20)
	return &openedPage{b, server, at.Host, address, news}
}

// streamed is an answer that is read while it is written.
type streamed struct {
	*httptest.ResponseRecorder
	to io.Writer
}

func (s *streamed) Write(data []byte) (int, error) { return s.to.Write(data) }

// until asks for the page whenever it is told to, until it has some words.
func (p *openedPage) until(words string) {
	for p.news.Scan() {
		if !strings.Contains(p.news.Text(), `"known":true`) {
			continue
		}
		request := httptest.NewRequest("GET", p.address, nil)
		request.Host = p.host
		answer := httptest.NewRecorder()
		if p.server.ServeHTTP(answer, request); strings.Contains(answer.Body.String(), words) {
			return
		}
	}
	p.Fatal("it is told nothing more")
}

const benchPage = "content/topics/topic-0.md"

func benchMoment() (prose.Moment, error) {
	return prose.Moment{At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}, nil
}

func medianOf(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

// rebuilds returns how long Hugo takes to render a page that has changed.
func rebuilds(b *testing.B, dir string) (took []time.Duration) {
	project := os.DirFS(dir)
	config, err := content.ReadConfig(project)
	if err != nil {
		b.Fatal(err)
	}
	var mounts []string
	for _, mount := range config.ContentMounts() {
		mounts = append(mounts, mount.Source)
	}
	live, err := render.NewLive(project, mounts)
	if err != nil {
		b.Fatal(err)
	}
	defer live.Close()
	state, err := desk.New(live.Project(), nil, benchMoment).Check(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	var list finding.List
	o := render.Options{DataFile: view.DataFile, Data: view.Data(state.Graph), BaseURL: "http://localhost:1313/", Now: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	live.Options(o)
	if err := live.Render(nil, list.Report); err != nil || list.Failed() {
		b.Fatal(err, list.Sorted())
	}
	text, err := fs.ReadFile(project, benchPage)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 15 {
		other := strings.Replace(string(text), "The towns met.", fmt.Sprintf("The towns met %d.", i), 1)
		start := time.Now()
		if _, _, err := live.Follow(desk.Over{FS: project, Files: map[string][]byte{benchPage: []byte(other)}}, []string{benchPage}); err != nil {
			b.Fatal(err)
		}
		if err := live.Render([]string{"/topics/topic-0/"}, list.Report); err != nil || list.Failed() {
			b.Fatal(err, list.Sorted())
		}
		took = append(took, time.Since(start))
	}
	return took
}
