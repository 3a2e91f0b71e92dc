//go:build withdeploy

package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// wire is what stands between the program and the store: it forwards requests,
// and cuts the connection where it is told to.
type wire struct {
	mu       sync.Mutex
	forward  http.Handler
	count    int            // of requests
	at       int            // the request that is cut, from 1; 0 is none
	on       bool           // all after it are, too
	cut      string         // the method of the first that was
	answered bool           // the store has done what it asks, and nobody hears of it
	after    func(said int) // is called after each; may be nil
}

// ServeHTTP answers one request after the other.
func (w *wire) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count++
	cut := w.at > 0 && (w.count == w.at || w.on && w.count > w.at)
	if cut && w.cut == "" {
		w.cut = r.Method
	}
	switch {
	case !cut:
		w.forward.ServeHTTP(to, r)
	case w.answered && w.count == w.at:
		w.forward.ServeHTTP(httptest.NewRecorder(), r)
	}
	if w.after != nil {
		w.after(w.count)
	}
	if cut {
		connection, _, err := to.(http.Hijacker).Hijack()
		if err == nil {
			connection.Close()
		}
	}
}

// set says where the wire will be cut.
func (w *wire) set(at int, on, answered bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count, w.cut, w.at, w.on, w.answered = 0, "", at, on, answered
}

// s3 starts a server that speaks as S3 does, with its files in a folder, and
// returns the folder of its one bucket, the wire to it, and the bucket's address.
func s3(t *testing.T) (fs.FS, *wire, string) {
	program, err := exec.LookPath("versitygw")
	if err != nil {
		if os.Getenv("DEPLOY_S3") == "required" {
			t.Fatal(err)
		}
		t.Skip("NOT TESTED: there is no versitygw here")
	}
	root, aside := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "lake"), 0o755); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	var said strings.Builder
	server := exec.Command(program, "--access", "user", "--secret", "password", "--port", address, "--quiet", "posix", "--sidecar", aside, root)
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		connection, err := net.Dial("tcp", address)
		if err == nil {
			connection.Close()
			break
		}
		if time.Since(start) > 30*time.Second {
			t.Fatalf("%v\n%s", err, said.String())
		}
	}
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: address})
	proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, err error) {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
	between := &wire{forward: proxy}
	front := httptest.NewServer(between)
	t.Cleanup(front.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "user")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "password")
	bucket := os.DirFS(filepath.Join(root, "lake"))
	// With so few tokens the client asks for nothing twice.
	return bucket, between, "s3://lake?rate_limiter_capacity=1&region=us-east-1&use_path_style=true&endpoint=" + url.QueryEscape(front.URL)
}

// TestS3 deploys to a server, and cuts the connection at every request in turn:
// before the server hears of it and after; that request alone, and all after it,
// too. What readers have then leads nowhere astray, and the next run finishes.
func TestS3(t *testing.T) {
	bucket, between, url := s3(t)
	config := configured(t, url, "")
	old, anew := folder(t, before), folder(t, after)
	must := func(at string) {
		t.Helper()
		between.set(0, false, false)
		if status, stdout, stderr := deployed(t, "--config", config, at); status != 0 {
			t.Fatalf("status %d\n%s%s", status, stdout, stderr)
		}
		holds(t, bucket, at)
	}
	must(old)
	for name, want := range map[string][2]string{
		"index.html":               {"text/html; charset=utf-8", "no-cache"},
		"ferry/index.html":         {"text/html; charset=utf-8", "no-cache"},
		oldStyle:                   {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"picture.svg":              {"image/svg+xml; charset=utf-8", "no-cache"},
		"harbour/cite.json":        {"application/vnd.citationstyles.csl+json; charset=utf-8", "no-cache"},
		"data.csv":                 {"text/csv; charset=utf-8", "no-cache"},
		".well-known/security.txt": {"text/plain; charset=utf-8", "no-cache"},
	} {
		if got := attributes(t, url, name); got.ContentType != want[0] || got.CacheControl != want[1] {
			t.Errorf("%s: %s, %s", name, got.ContentType, got.CacheControl)
		}
	}

	between.mu.Lock()
	between.after = func(at int) {
		for _, where := range astray(bucket) {
			t.Errorf("after request %d: %s", at, where)
		}
	}
	between.mu.Unlock()
	must(anew)
	requests := between.count
	if requests < 15 {
		t.Fatalf("only %d requests: what is cut?", requests)
	}
	for at := 1; at <= requests; at++ {
		for _, on := range []bool{false, true} {
			for _, answered := range []bool{false, true} {
				must(old)
				between.set(at, on, answered)
				status, stdout, stderr := deployed(t, "--config", config, anew)
				how := fmt.Sprintf("cut at %d, on %v, answered %v", at, on, answered)
				// HTTP itself asks again for what only reads, where a connection that
				// has served before is cut.
				if reads := between.cut == http.MethodGet || between.cut == http.MethodHead; status == 0 && (on || !reads) || status != 0 && status != 2 {
					t.Errorf("%s, %s: status %d\n%s%s", how, between.cut, status, stdout, stderr)
				}
				if status == 0 {
					holds(t, bucket, anew)
				} else if !strings.HasPrefix(stderr, "deploy: ") || strings.Count(stderr, "\n") != 1 {
					t.Errorf("%s: says %q", how, stderr)
				}
				must(anew)
				if t.Failed() {
					t.Fatal(how)
				}
			}
		}
	}
	t.Logf("%d requests", requests)
}

// TestS3Site deploys the site itself, twice: the second time nothing is sent.
func TestS3Site(t *testing.T) {
	at := os.Getenv("DEPLOY_SITE")
	if at == "" {
		if os.Getenv("DEPLOY_S3") == "required" {
			t.Fatal("DEPLOY_SITE names no published folder")
		}
		t.Skip("NOT TESTED: DEPLOY_SITE names no published folder")
	}
	bucket, _, url := s3(t)
	config := configured(t, url, "")
	for _, sent := range []bool{true, false} {
		status, stdout, stderr := deployed(t, "--config", config, at)
		if status != 0 || strings.Contains(stdout, "to upload") != sent {
			t.Fatalf("status %d\n%s%s", status, stdout, stderr)
		}
		holds(t, bucket, at)
	}
}

// TestS3TriesAgain holds that a connection cut once is no failure.
func TestS3TriesAgain(t *testing.T) {
	bucket, between, url := s3(t)
	at := folder(t, before)
	between.set(5, false, false)
	patient := strings.Replace(url, "rate_limiter_capacity=1&", "", 1)
	if status, stdout, stderr := deployed(t, "--config", configured(t, patient, ""), at); status != 0 {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	holds(t, bucket, at)
}

// TestInterrupted holds that an interrupted run says so, and how to go on.
func TestInterrupted(t *testing.T) {
	bucket, between, url := s3(t)
	at, config := folder(t, before), configured(t, url, "")
	ctx, interrupt := context.WithCancel(context.Background())
	between.after = func(said int) {
		if said == 4 {
			interrupt()
		}
	}
	var stderr strings.Builder
	if status := run(ctx, []string{"--config", config, at}, io.Discard, &stderr); status != 2 || stderr.String() != "deploy: interrupted; run it again to go on\n" {
		t.Errorf("status %d: %s", status, stderr.String())
	}
	if status, stdout, stderr := deployed(t, "--config", config, at); status != 0 {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	holds(t, bucket, at)
}
