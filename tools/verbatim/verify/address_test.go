package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

// A site that quotes nothing: what hosts do to files has nothing to do with words.
func plainSite(t testing.TB) fstest.MapFS {
	t.Helper()
	site := fstest.MapFS{
		"index.html":              {Data: []byte("<!doctype html><html lang=\"en\"><head><title>Lake</title></head><body><p>The lake. <a href=\"/summit/topics/ferry/\">Ferry</a></p>\n</body></html>\n")},
		"topics/ferry/index.html": {Data: []byte("<!doctype html><html lang=\"en\"><head><title>Ferry</title></head><body><p>La traversée, " + strings.Repeat("and so on ", 400) + "</p>\n</body></html>\n")},
		"_headers":                {Data: []byte("/*\n  X-Content-Type-Options: nosniff\n")},
		"data.csv":                {Data: []byte("a,b\n1,2\n")},
	}
	m := &Manifest{Schema: "https://lake.example/summit/schemas/manifest.json", Verbatim: "1.0.0", Address: "https://lake.example/summit/", Files: map[string]File{}, Titles: map[string]string{}, Sources: []Source{}, Quotations: []Quotation{}}
	for name, file := range site {
		m.Files[name] = FileOf(file.Data)
	}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	site[ManifestFile] = &fstest.MapFile{Data: data}
	return site
}

// impatient is patience for a host that is on this machine, and need not be good.
var impatient = Patience{Wait: 300 * time.Millisecond, Rate: 1 << 20, Tries: 3, Pause: time.Millisecond}

// asked checks a site at an address, where a host answers in some way.
func asked(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, name string, data []byte)) (*Report, error) {
	t.Helper()
	site := plainSite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/summit/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		file := site[name]
		if file == nil || strings.HasPrefix(name, "_") {
			http.NotFound(w, r)
			return
		}
		answer(w, r, name, file.Data)
	}))
	defer server.Close()
	at, err := Address(server.URL+"/summit", impatient)
	if err != nil {
		t.Fatal(err)
	}
	return Check(context.Background(), at, Options{})
}

const page = "topics/ferry/index.html"

// only answers for one page in a way of its own, and for all others as it should.
func only(answer func(w http.ResponseWriter, r *http.Request, data []byte)) func(http.ResponseWriter, *http.Request, string, []byte) {
	return func(w http.ResponseWriter, r *http.Request, name string, data []byte) {
		if name == page {
			answer(w, r, data)
			return
		}
		w.Write(data)
	}
}

// hijacked closes the connection once some bytes were sent.
func hijacked(w http.ResponseWriter, send string, linger int) {
	connection, out, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	out.WriteString(send)
	out.Flush()
	if tcp, ok := connection.(interface{ SetLinger(int) error }); ok && linger >= 0 {
		tcp.SetLinger(linger)
	}
	connection.Close()
}

func TestHosts(t *testing.T) {
	for _, host := range []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request, []byte)
		want   string // of the problem; "" is none
	}{
		{"as it is", func(w http.ResponseWriter, _ *http.Request, data []byte) { w.Write(data) }, ""},
		{"compressed", func(w http.ResponseWriter, r *http.Request, data []byte) {
			if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				t.Error("asked unlike a browser")
			}
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			packed.Write(data)
			packed.Close()
		}, ""},
		{"moved on the same host", func(w http.ResponseWriter, r *http.Request, data []byte) {
			if r.URL.RawQuery == "" {
				http.Redirect(w, r, r.URL.Path+"?x", http.StatusFound)
				return
			}
			w.Write(data)
		}, ""},
		{"truncated", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			hijacked(w, "HTTP/1.1 200 OK\r\nContent-Length: "+strconv.Itoa(len(data))+"\r\n\r\n"+string(data[:200]), -1)
		}, "the host truncates its answer: 200 bytes came (asked for it 3 times)"},
		{"truncated, and none the wiser", func(w http.ResponseWriter, _ *http.Request, data []byte) { w.Write(data[:200]) }, "it is truncated"},
		{"reset", func(w http.ResponseWriter, _ *http.Request, data []byte) { hijacked(w, "", 0) }, "the host resets the connection"},
		{"reset in the middle", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			hijacked(w, "HTTP/1.1 200 OK\r\nContent-Length: "+strconv.Itoa(len(data))+"\r\n\r\n"+string(data[:200]), 0)
		}, "the host "},
		{"silent", func(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }, "the host is too slow"},
		{"slow", func(w http.ResponseWriter, r *http.Request, data []byte) {
			for _, b := range data {
				w.Write([]byte{b})
				w.(http.Flusher).Flush()
				select {
				case <-time.After(10 * time.Millisecond):
				case <-r.Context().Done():
					return
				}
			}
		}, "the host is too slow"},
		{"overloaded", func(w http.ResponseWriter, _ *http.Request, _ []byte) { w.WriteHeader(503) }, "the host answers 503 Service Unavailable (asked for it 3 times)"},
		{"closed", func(w http.ResponseWriter, _ *http.Request, _ []byte) { w.WriteHeader(403) }, "the host answers 403 Forbidden"},
		{"missing", func(w http.ResponseWriter, r *http.Request, _ []byte) { http.NotFound(w, r) }, "it is missing"},
		{"with lines of Windows", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			w.Write(bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
		}, "it was rewritten on its way: its lines end as on Windows"},
		{"with a mark before it", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			w.Write(append([]byte("\xEF\xBB\xBF"), data...))
		}, "rewritten on its way: it begins with a byte order mark"},
		{"in another character set", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			var out []rune
			for _, b := range data {
				out = append(out, rune(b))
			}
			w.Write([]byte(string(out)))
		}, "rewritten on its way: it was read in another character set"},
		{"compressed without a word", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			packed := gzip.NewWriter(w)
			packed.Write(data)
			packed.Close()
		}, "rewritten on its way: it is sent compressed, and not said to be"},
		{"with the wrong coding", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			w.Header().Set("Content-Encoding", "br")
			w.Write(data)
		}, "can't be unpacked"},
		{"minified", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			w.Write(bytes.ReplaceAll(data, []byte("\n"), nil))
		}, "the host rewrites pages (minifying"},
		{"with a script of the host", func(w http.ResponseWriter, _ *http.Request, data []byte) {
			w.Write(bytes.Replace(data, []byte("</html>"), []byte(`<script src="https://static.cloudflareinsights.com/beacon.min.js"></script></html>`), 1))
		}, "the host rewrites it: it adds a script that counts readers"},
		{"a page for all that is missing", func(w http.ResponseWriter, _ *http.Request, _ []byte) { w.Write([]byte("<html>Home</html>")) }, "bytes, and"},
		{"in a circle", func(w http.ResponseWriter, r *http.Request, _ []byte) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}, "it leads from one address to the next, and to no file"},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request, _ []byte) {
			http.Redirect(w, r, "http://elsewhere.example/", http.StatusFound)
		}, "it leads to another host, elsewhere.example"},
	} {
		t.Run(host.name, func(t *testing.T) {
			t.Parallel()
			found, err := asked(t, only(host.answer))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(found.Unserved, []string{"_headers"}) {
				t.Errorf("not served: %q", found.Unserved)
			}
			if host.want == "" {
				if len(found.Problems) > 0 {
					t.Errorf("problems: %v", found.Problems)
				}
				return
			}
			if !slices.ContainsFunc(found.Problems, func(p Problem) bool {
				return p.File == page && p.Claim == Unaltered && strings.Contains(p.Message, host.want)
			}) {
				t.Errorf("problems: %v, not %q", found.Problems, host.want)
			}
			for _, p := range found.Problems {
				if p.File != page {
					t.Errorf("a problem of another file: %v", p)
				}
			}
		})
	}
}

// A host that fails now and then is asked again.
func TestHostIsAskedAgain(t *testing.T) {
	var times atomic.Int32
	found, err := asked(t, func(w http.ResponseWriter, r *http.Request, _ string, data []byte) {
		if times.Add(1) == 2 {
			hijacked(w, "", 0)
			return
		}
		w.Write(data)
	})
	if err != nil || len(found.Problems) > 0 {
		t.Errorf("one failure: %v, %v", found, err)
	}
}

// A host that does not answer at all is no site.
func TestNobodyAnswers(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	at, err := Address(server.URL, impatient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Check(context.Background(), at, Options{}); err == nil || !strings.Contains(err.Error(), "has no manifest") {
		t.Errorf("without a manifest: %v", err)
	}
	server.Close()
	if _, err := Check(context.Background(), at, Options{}); err == nil || !strings.Contains(err.Error(), "nobody answers") {
		t.Errorf("without a server: %v", err)
	}
	for _, address := range []string{"", "lake", "ftp://lake.example/", "https://", "http://[::1"} {
		if _, err := Address(address, impatient); err == nil {
			t.Errorf("%q is an address", address)
		}
	}
}
