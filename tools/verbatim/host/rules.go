package host

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Cloudflare Pages takes no more rules than these, and refuses others.
const (
	mostHeaderRules = 100
	mostRedirects   = 2000
)

// names are characters of file names that stand for something else in the paths
// of rules.
var names = strings.NewReplacer("*", "%2A", ":", "%3A")

// headerRules writes _headers. A host that finds several rules for a path joins
// what they say of one header, so no two rules say different things: two policies
// hold both, and the types of XML and JSON are said where they are not what hosts
// know anyway. How long a file is kept hosts know, too, but for those that never
// change. A page's address has no extension, so what all paths have is what pages
// have.
func headerRules(site fs.FS, base *url.URL, o Options) ([]byte, error) {
	var out bytes.Buffer
	count := 0
	rule := func(at string, headers ...header) {
		if count++; count > mostHeaderRules {
			return
		}
		fmt.Fprintln(&out, at)
		for _, h := range headers {
			fmt.Fprintf(&out, "  %s: %s\n", h.name, h.value)
		}
	}
	root := below(base, "")
	all := append([]header{{"Content-Security-Policy", pagePolicy(o.Hosts)}}, headers...)
	if o.Preview {
		all = append(all, header{"X-Robots-Tag", "noindex"})
	}
	rule(root+"*", all...)
	for _, k := range kinds {
		typed := header{"Content-Type", k.contentType()}
		policy := header{"Content-Security-Policy", documentPolicy}
		switch {
		case k.page:
		case k.name == "cite.json": // beside many pages
			rule(root+"*/"+k.name, typed)
		case !k.extension():
			rule(root+k.name, typed)
		case k.name == ".xml", k.name == ".json":
			rule(root+"*"+k.name, policy)
		default:
			rule(root+"*"+k.name, typed, policy)
		}
	}
	err := each(site, func(name string, data []byte) {
		if fingerprinted(name, data) {
			rule(below(base, name), header{"Cache-Control", forever})
		}
	})
	return out.Bytes(), err
}

// fingerprint is the digest by which Hugo names a file.
const fingerprint = `\.[0-9a-f]{64}`

var inName = regexp.MustCompile(fingerprint + `\.[a-z]+$`)

// fingerprinted reports whether a file has its own digest in its name: only then
// will other bytes have another name.
func fingerprinted(name string, data []byte) bool {
	k, ok := kindOf(name)
	digest := inName.FindString(name)
	return ok && k.built && digest == fmt.Sprintf(".%x%s", sha256.Sum256(data), path.Ext(name))
}

// each visits the files of a site in their order.
func each(site fs.FS, visit func(name string, data []byte)) error {
	return fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err == nil {
			visit(name, data)
		}
		return err
	})
}

// redirects writes _redirects, or nothing where there are none: the pages that
// do no more than lead elsewhere. Where a host knows nothing of the file, or has
// no more room for rules, these pages still do. Browsers ask for favicon.ico where
// a file names no icon.
func redirects(site fs.FS, base *url.URL) ([]byte, error) {
	var out bytes.Buffer
	count, icons := 0, map[string]bool{}
	rule := func(from, to string) {
		if count++; count <= mostRedirects {
			fmt.Fprintf(&out, "%s %s 301\n", from, to)
		}
	}
	err := each(site, func(name string, data []byte) {
		icons[name] = true
		dir, file := path.Split(name)
		if file != "index.html" || dir == "" {
			return
		}
		if to := relative(base, leadsTo(data)); to != "" {
			rule(below(base, dir), to)
		}
	})
	if icons["favicon.svg"] && !icons["favicon.ico"] && below(base, "") == "/" {
		rule("/favicon.ico", "/favicon.svg")
	}
	if count == 0 {
		return nil, err
	}
	return out.Bytes(), err
}

// leadsTo returns the address to which a page leads at once, or nothing.
func leadsTo(page []byte) string {
	for tokens := html.NewTokenizer(bytes.NewReader(page)); tokens.Next() != html.ErrorToken; {
		token := tokens.Token()
		if token.DataAtom == atom.Body {
			return ""
		}
		attrs := map[string]string{}
		for _, attr := range token.Attr {
			attrs[attr.Key] = attr.Val
		}
		if token.DataAtom == atom.Meta && strings.EqualFold(attrs["http-equiv"], "refresh") {
			_, to, _ := strings.Cut(attrs["content"], "url=")
			return strings.TrimSpace(to)
		}
	}
	return ""
}

// relative returns an address without the host, where it is the site's own, so
// that the folder leads to itself wherever it is served; nothing where it can't be
// read.
func relative(base *url.URL, address string) string {
	to, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if to.Host == base.Host {
		to.Scheme, to.Host = "", ""
	}
	return to.String()
}
