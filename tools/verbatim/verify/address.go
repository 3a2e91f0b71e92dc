package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"syscall"
	"time"

	"summit-explainer/tools/verbatim/host"
)

// Patience says how long a host may take, and how often it is asked.
type Patience struct {
	Wait  time.Duration // for an answer to begin
	Rate  int           // bytes in a second that an answer has at least
	Tries int
	Pause time.Duration // before the second try; the next ones wait twice as long each
}

// Usual is patience for a host anywhere.
var Usual = Patience{Wait: 30 * time.Second, Rate: 16 << 10, Tries: 4, Pause: 500 * time.Millisecond}

// maxBody is more than any published file has, in bytes.
const maxBody = 1 << 28

// A networkError is a file that did not come.
type networkError struct {
	cause error // the same for all files that fail so
	tries int
	more  string // of this file
}

func (e *networkError) Error() string {
	return fmt.Sprintf("%v%s (asked for it %d times)", e.cause, e.more, e.tries)
}

func (e *networkError) Unwrap() error { return e.cause }

// What goes wrong between a host and who asks it.
var (
	errReset     = errors.New("the host resets the connection")
	errTruncated = errors.New("the host truncates its answer")
	errSlow      = errors.New("the host is too slow")
	errRefused   = errors.New("nobody answers at this address")
)

// Address returns the site at an address, which is that of its home page.
func Address(address string, patience Patience) (*Site, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("%s is no address of a site: write it like https://example.org/summit/", address)
	}
	base.RawQuery, base.Fragment = "", ""
	base.Path = strings.TrimSuffix(base.Path, "index.html")
	base.Path = strings.TrimSuffix(base.Path, "/") + "/"
	const parallel = 8
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DisableCompression: true, MaxIdleConnsPerHost: parallel, ResponseHeaderTimeout: patience.Wait, ForceAttemptHTTP2: true}
	h := &client{base: base, patience: patience, http: &http.Client{Transport: transport, CheckRedirect: func(to *http.Request, via []*http.Request) error {
		if to.URL.Host != base.Host {
			return fmt.Errorf("it leads to another host, %s", to.URL.Host)
		}
		if len(via) == 10 {
			return errors.New("it leads from one address to the next, and to no file")
		}
		return nil
	}}}
	return &Site{name: base.String(), parallel: parallel, remote: true, read: h.read}, nil
}

// client asks a host.
type client struct {
	base     *url.URL
	patience Patience
	http     *http.Client
}

// read asks for a file as browsers do, compressed or not. Siblings have no address
// that readers know: what they stand for is asked for in their coding.
func (h *client) read(ctx context.Context, name string, want *File) ([]byte, error) {
	if name == "_headers" || name == "_redirects" {
		data, err := h.patiently(ctx, name, "identity", want)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, errUnserved
		}
		return data, err
	}
	if of, ok := host.Packed(name); ok {
		return h.patiently(ctx, of, codings[path.Ext(name)], want)
	}
	return h.patiently(ctx, name, "gzip, br, zstd", want)
}

// codings are the names of codings by the extensions of siblings (RFC 9110, 8.4.1).
var codings = map[string]string{".gz": "gzip", ".br": "br", ".zst": "zstd"}

// patiently asks until an answer is whole.
func (h *client) patiently(ctx context.Context, name, accept string, want *File) (data []byte, err error) {
	pause := h.patience.Pause
	for try := 1; ; try++ {
		data, err = h.ask(ctx, name, accept, want)
		var network *networkError
		if !errors.As(err, &network) {
			return data, err
		}
		network.tries = try
		if try >= h.patience.Tries || ctx.Err() != nil {
			return nil, err
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-ctx.Done():
			return nil, err
		}
	}
}

// ask asks once.
func (h *client) ask(ctx context.Context, name, accept string, want *File) ([]byte, error) {
	size := maxBody / 16
	if want != nil {
		size = want.Size
	}
	limit := h.patience.Wait + time.Duration(float64(size)/float64(h.patience.Rate)*float64(time.Second))
	ctx, stop := context.WithTimeoutCause(ctx, limit, errSlow)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base.ResolveReference(&url.URL{Path: onHost(name)}).String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", accept)
	request.Header.Set("Cache-Control", "no-cache")
	answer, err := h.http.Do(request)
	if err != nil {
		return nil, named(ctx, err)
	}
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil, fs.ErrNotExist
	case code == http.StatusTooManyRequests || code >= 500:
		return nil, &networkError{cause: fmt.Errorf("the host answers %s", answer.Status)}
	case code != http.StatusOK:
		return nil, fmt.Errorf("the host answers %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	switch {
	case err != nil:
		wrong := named(ctx, err)
		if network := (*networkError)(nil); errors.As(wrong, &network) {
			network.more = fmt.Sprintf(": %d bytes came", len(body))
		}
		return nil, wrong
	case len(body) > maxBody:
		return nil, fmt.Errorf("the host sends more than %d bytes", maxBody)
	}
	return decoded(answer.Header.Get("Content-Encoding"), body)
}

// decoded returns what a body says in its coding.
func decoded(coding string, body []byte) ([]byte, error) {
	if coding == "" || coding == "identity" {
		return body, nil
	}
	for extension, name := range codings {
		if name == coding {
			data, err := host.Unpack(extension, body)
			if err != nil {
				return nil, fmt.Errorf("the host says that it is %s, and it can't be unpacked: %w", coding, err)
			}
			return data, nil
		}
	}
	return nil, fmt.Errorf("the host sends it as %s, which nobody asked for", coding)
}

// named says of an error of the network what it is.
func named(ctx context.Context, err error) error {
	var timeout net.Error
	switch {
	case errors.Is(context.Cause(ctx), errSlow) || errors.As(err, &timeout) && timeout.Timeout():
		return &networkError{cause: errSlow}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &networkError{cause: errTruncated}
	case errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF) || errors.Is(err, syscall.EPIPE):
		return &networkError{cause: errReset}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &networkError{cause: errRefused}
	}
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	var resolving *net.DNSError
	if errors.As(err, &resolving) {
		return &networkError{cause: fmt.Errorf("the host is not known: %w", err)}
	}
	return err
}
