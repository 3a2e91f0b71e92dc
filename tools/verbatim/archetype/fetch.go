package archetype

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Downloads are bounded: whoever answers, and however slowly.
const (
	maxTime      = 60 * time.Second
	maxRedirects = 5
)

// Open reads the document that a name leads to: an address of the web, or a file.
func Open(ctx context.Context, name, agent string) (*Document, error) {
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		return download(ctx, name, agent)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := readAll(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	media := ""
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".html" || ext == ".htm" || ext == ".xhtml" {
		media = "text/html"
	}
	document, err := Read(ctx, data, media, "")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return document, nil
}

// download fetches a document once, within bounds of time and size.
func download(ctx context.Context, address, agent string) (*Document, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", agent)
	client := http.Client{CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return fmt.Errorf("more than %d redirects", maxRedirects)
		}
		if next.URL.Scheme != "https" && next.URL.Scheme != "http" {
			return errors.New("a redirect out of the web")
		}
		return nil
	}}
	response, err := client.Do(request)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, fmt.Errorf("%s: no answer within %s", address, maxTime)
		}
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s: save the document, and name the file", address, response.Status)
	}
	data, err := readAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	document, err := Read(ctx, data, response.Header.Get("Content-Type"), address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	return document, nil
}
