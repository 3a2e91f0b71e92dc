// Package host says what hosts are told of a published site: of each kind of
// file its type, how long it may be kept, and what it may do in a browser. The
// policy stands in one table and is written out as _headers and _redirects
// (Netlify, Cloudflare Pages), and as configuration of nginx and Caddy. It is
// also where a site says whom to tell of a hole (security.txt), and where files
// get compressed siblings.
//
// These are the files that only the tool writes, after all others have been read
// back. They depend on nothing but the published files and the Options.
package host

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"time"

	"github.com/spf13/afero"
)

// Options say of a site what its files do not.
type Options struct {
	BaseURL  string    // the address at which it is published
	Preview  bool      // search engines are to leave it alone
	Language string    // of its prose (BCP 47); may be empty
	Hosts    []string  // from which its pages may load
	Contacts []string  // whom to tell of a hole in its security: URIs
	Date     time.Time // of the build; zero where there is none
}

// Files returns the files on which hosts act, by name: _headers, _redirects where
// addresses have moved, security.txt where there is somebody to tell.
func Files(site fs.FS, o Options) (map[string][]byte, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, err
	}
	rules, err := headerRules(site, base, o)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"_headers": rules}
	moved, err := redirects(site, base)
	if err != nil {
		return nil, err
	}
	if moved != nil {
		files["_redirects"] = moved
	}
	if text := securityText(base, o); text != nil {
		files[securityFile] = text
	}
	return files, nil
}

// Over returns a site with files laid over it: none may be there already.
func Over(site fs.FS, files ...map[string][]byte) (fs.FS, error) {
	under, laid := afero.FromIOFS{FS: site}, afero.NewMemMapFs()
	all := afero.NewReadOnlyFs(afero.NewCopyOnWriteFs(under, laid))
	for _, set := range files {
		for name, data := range set {
			if there, err := afero.Exists(all, name); err != nil || there {
				return nil, fmt.Errorf("%s is there already, and is the tool’s to write", name)
			}
			if err := afero.WriteFile(laid, name, data, 0o644); err != nil {
				return nil, err
			}
		}
	}
	return afero.NewIOFS(all), nil
}

// below returns the path of a file, or of what is below it, as hosts compare it:
// below the path of the site's address, and written as in an address. Stars and
// colons would stand for other names.
func below(base *url.URL, name string) string {
	escaped := (&url.URL{Path: path.Join("/", base.Path) + "/"}).EscapedPath()
	if base.Path == "" || base.Path == "/" {
		escaped = "/"
	}
	return escaped + names.Replace((&url.URL{Path: name}).EscapedPath())
}

// Told reports whether a file is one that Files writes: for hosts, and for who finds a
// hole.
func Told(name string) bool {
	return name == "_headers" || name == "_redirects" || name == securityFile
}
