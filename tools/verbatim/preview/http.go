package preview

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// own is where the preview's own files are: no page has such an address.
const own = "/_verbatim/"

//go:embed panel.css
var panelStyle []byte

//go:embed panel.js
var panelScript []byte

// ServeHTTP answers with pages and files of the site, and with what pages ask of the
// preview.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.meant(r.Host) {
		http.Error(w, "this is a preview at "+s.Host, http.StatusMisdirectedRequest)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a preview is read", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch r.URL.Path {
	case own + "panel.css":
		send(w, ".css", http.StatusOK, panelStyle)
	case own + "panel.js":
		send(w, ".js", http.StatusOK, panelScript)
	case own + "events":
		s.events(w, r)
	default:
		s.file(w, r)
	}
}

// meant reports whether a request is for this host. A name that leads here by whoever
// owns it (DNS rebinding) must not have pages read that nobody has published.
func (s *Server) meant(host string) bool {
	nameOf := func(host string) string {
		name, _, err := net.SplitHostPort(host)
		if err != nil {
			name = host
		}
		return strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	}
	name := nameOf(host)
	return name == "localhost" || name == nameOf(s.Host) || net.ParseIP(name) != nil
}

func send(w http.ResponseWriter, ext string, status int, data []byte) {
	if kind := mime.TypeByExtension(ext); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.WriteHeader(status)
	_, _ = w.Write(data) // who has left is not to be told
}

// file answers with a file of the site, with the panel where it is a page.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Path
	if !assets[path.Ext(address)] && !s.settled(r.Context(), address) {
		return
	}
	s.mu.Lock()
	now, base := s.shown, s.base
	s.mu.Unlock()
	if now.broken != "" {
		send(w, ".html", http.StatusInternalServerError, s.instead(now, address))
		return
	}
	if now.site == nil {
		http.Error(w, "the site is being read", http.StatusServiceUnavailable)
		return
	}
	// Each page has one address: what is known of it is known by that.
	name, ok := strings.CutPrefix(path.Clean("/"+address)+"/", base.Path)
	name = strings.TrimSuffix(name, "/")
	canonical := base.Path + name
	info, err := fs.Stat(now.site, path.Join(".", name))
	if name != "" && (err == nil && info.IsDir() || err != nil && strings.HasSuffix(address, "/")) {
		canonical += "/"
	}
	if index, is := strings.CutSuffix(canonical, "/index.html"); is {
		canonical = index + "/"
	}
	if !ok {
		canonical = base.Path
	}
	if canonical != address {
		http.Redirect(w, r, (&url.URL{Path: canonical}).String(), http.StatusFound)
		return
	}
	if strings.HasSuffix(address, "/") {
		name = path.Join(name, "index.html")
	}
	status := http.StatusOK
	data, err := fs.ReadFile(now.site, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		name, status = "404.html", http.StatusNotFound
		data, err = fs.ReadFile(now.site, name)
	}
	if err != nil {
		http.Error(w, "there is no such page", http.StatusNotFound)
		return
	}
	if path.Ext(name) == ".html" {
		data = s.withPanel(data, now, address)
	}
	send(w, path.Ext(name), status, data)
}

// assets are the files that Hugo does not render, or not again where a page changes.
var assets = map[string]bool{".css": true, ".js": true, ".png": true, ".svg": true, ".ico": true, ".webp": true, ".avif": true, ".jpg": true, ".jpeg": true, ".gif": true, ".woff2": true}

// settled waits until it is known what is at an address, and reports whether it is.
func (s *Server) settled(ctx context.Context, address string) bool {
	s.mu.Lock()
	watch := s.watch
	s.mu.Unlock()
	if watch != nil {
		watch.hear(ctx)
	}
	done := make(chan struct{})
	select {
	case s.asked <- asked{address, done}:
	case <-ctx.Done():
		return false
	}
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

// news is what a page is told: as JSON, one event after another.
type news struct {
	Known bool   `json:"known"`           // of the page, in what is shown
	Page  string `json:"page,omitempty"`  // digest of the page
	Panel string `json:"panel,omitempty"` // what is found, as HTML
}

// events tells a page what becomes of it (Server-Sent Events, in the HTML Standard),
// until nobody looks at it any more.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	one := &open{address: r.URL.Query().Get("page"), news: make(chan struct{}, 1)}
	one.wake()
	s.mu.Lock()
	s.open[one] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.open, one)
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	for {
		select {
		case <-r.Context().Done():
			return
		case <-one.news:
		}
		now, rendered := s.newsOf(one.address)
		if !rendered { // nobody has asked for it since something changed: it is asked for here
			go func() {
				if s.settled(r.Context(), one.address) {
					one.wake()
				}
			}()
		}
		data, err := json.Marshal(now)
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil || flush.Flush() != nil {
			return
		}
	}
}

// newsOf returns what is known of the page at an address; nothing where it is to be
// rendered first.
func (s *Server) newsOf(address string) (of news, rendered bool) {
	s.mu.Lock()
	now, fresh := s.shown, s.fresh[address]
	s.mu.Unlock()
	switch {
	case !now.known && now.early != address:
		return news{}, true // it is told when more is known
	case now.broken == "" && !fresh:
		return news{}, false
	}
	return news{true, s.digest(now, address), string(s.panel(now, address))}, true
}

// digest tells apart what is shown at an address.
func (s *Server) digest(now shown, address string) string {
	if now.broken != "" {
		return "broken"
	}
	name := strings.TrimPrefix(address, s.home().Path)
	if strings.HasSuffix(name, "/") || name == "" {
		name += "index.html"
	}
	data, err := fs.ReadFile(now.site, name)
	if err != nil {
		return "none"
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// withPanel returns a page with what is found, and with the script that follows what
// becomes of it.
func (s *Server) withPanel(page []byte, now shown, address string) []byte {
	var added bytes.Buffer
	fmt.Fprintf(&added, `<link rel="stylesheet" href="%spanel.css">`, own)
	fmt.Fprintf(&added, `<div id="verbatim-panel">%s</div>`, s.panel(now, address))
	fmt.Fprintf(&added, `<script src="%spanel.js" data-page="%s"></script>`, own, s.digest(now, address))
	if at := bytes.LastIndex(page, []byte("</body>")); at >= 0 {
		return append(append(bytes.Clone(page[:at]), added.Bytes()...), page[at:]...)
	}
	return append(bytes.Clone(page), added.Bytes()...)
}

// instead returns a page for where there is none.
func (s *Server) instead(now shown, address string) []byte {
	return s.withPanel([]byte(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Preview</title></head><body class="verbatim-instead"></body></html>`), now, address)
}
