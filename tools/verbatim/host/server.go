package host

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// served is where the guide has servers look for the published folder.
const served = "/srv/www"

// siblings are the extensions of compressed files.
func siblings(before, between string) string {
	var extensions []string
	for _, c := range codings {
		extensions = append(extensions, before+strings.TrimPrefix(c.extension, "."))
	}
	return strings.Join(extensions, between)
}

// built matches the files that are kept forever. Those who publish only what the
// build named need not compare digests.
func built() string {
	var extensions []string
	for _, k := range those(func(k kind) bool { return k.built }) {
		extensions = append(extensions, strings.TrimPrefix(k.name, "."))
	}
	return fmt.Sprintf(`%s\.(%s)$`, fingerprint, strings.Join(extensions, "|"))
}

// Nginx returns the configuration of nginx, with the modules for brotli that
// Debian has beside it.
func Nginx(baseURL string, hosts []string) (string, error) {
	base, err := url.Parse(baseURL)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	root := below(base, "")
	line("map $uri $site_policy {\n    \"~(/|\\.html)$\" \"%s\";\n    default \"%s\";\n}", pagePolicy(hosts), documentPolicy)
	line("map $uri $site_cache {\n    \"~%s\" \"%s\";\n    default \"%s\";\n}\n", built(), forever, revalidate)
	line("server {\n    listen 80;\n    listen [::]:80;\n    server_name %s;\n    return 301 https://$host$request_uri;\n}\n", base.Hostname())
	line("server {\n    listen 443 ssl;\n    listen [::]:443 ssl;\n    server_name %s;", base.Hostname())
	line("    # ssl_certificate and ssl_certificate_key: as your system has them\n    root %s;\n    server_tokens off;\n    absolute_redirect off;\n", served)
	line("    types {")
	for _, k := range those(kind.extension) {
		line("        %s %s;", k.media, strings.TrimPrefix(k.name, "."))
	}
	line("    }\n    charset utf-8;\n    charset_types %s;\n", strings.Join(charsetTypes(), "\n        "))
	line("    gzip_static on;\n    brotli_static on;\n    gzip_vary on;\n")
	line("    add_header Content-Security-Policy $site_policy always;\n    add_header Cache-Control $site_cache always;")
	for _, h := range headers {
		line("    add_header %s \"%s\" always;", h.name, h.value)
	}
	line("\n    error_page 403 404 =404 %s404.html;", root)
	for _, k := range those(func(k kind) bool { return !k.extension() }) {
		line("    location ~ %s { types { } default_type %s; }", k.pattern(), k.media)
	}
	line("    location ~ ^%s(_headers|_redirects)$ { return 404; }\n    location ~ \\.(%s)$ { return 404; }", root, siblings("", "|"))
	if root == "/" {
		line("    location = /favicon.ico { try_files $uri @icon; }\n    location @icon { return 301 /favicon.svg; }")
	}
	line("}")
	return out.String(), nil
}

// charsetTypes are the types of texts. That of pages goes without saying.
func charsetTypes() []string {
	var types []string
	for _, k := range those(func(k kind) bool { return k.text && !k.page }) {
		types = append(types, k.media)
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// Caddy returns a Caddyfile. What Caddy says of a file it forgets where there is
// none, and says it again of the page for this.
func Caddy(baseURL string, hosts []string) (string, error) {
	base, err := url.Parse(baseURL)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	root := below(base, "")
	page, _ := kindOf("index.html")
	line("(site_headers) {\n\theader {")
	for _, h := range headers {
		line("\t\t%s \"%s\"", h.name, h.value)
	}
	line("\t}\n}\n\n%s {\n\troot * %s\n", base.Hostname(), served)
	line("\tmap {path} {site_type} {")
	for _, k := range those(func(k kind) bool { return !k.page }) {
		line("\t\t~%s \"%s\"", k.pattern(), k.contentType())
	}
	line("\t\tdefault \"%s\"\n\t}", page.contentType())
	line("\tmap {path} {site_policy} {\n\t\t~(/|\\.html)$ \"%s\"\n\t\tdefault \"%s\"\n\t}", pagePolicy(hosts), documentPolicy)
	line("\tmap {path} {site_cache} {\n\t\t~%s \"%s\"\n\t\tdefault \"%s\"\n\t}\n", built(), forever, revalidate)
	ofFile := "\theader {\n\t\tContent-Type %s\n\t\tContent-Security-Policy %s\n\t\tCache-Control %s\n\t}\n\timport site_headers"
	line(ofFile, "{site_type}", "{site_policy}", "{site_cache}")
	if root == "/" {
		line("\n\t@icon {\n\t\tpath /favicon.ico\n\t\tnot file\n\t}\n\tredir @icon /favicon.svg permanent")
	}
	line("\n\t@told path %s_headers %s_redirects %s\n\terror @told 404", root, root, siblings("*.", " "))
	line("\tfile_server {\n\t\tprecompressed zstd br gzip\n\t}\n\n\thandle_errors {")
	absent := fmt.Sprintf(ofFile, quoted(page.contentType()), quoted(pagePolicy(hosts)), quoted(revalidate))
	line("\t%s\n\t\trewrite * %s404.html\n\t\tfile_server {", strings.ReplaceAll(absent, "\n", "\n\t"), root)
	line("\t\t\tstatus {err.status_code}\n\t\t\tprecompressed zstd br gzip\n\t\t}\n\t}\n}")
	return out.String(), nil
}

func quoted(value string) string { return `"` + value + `"` }
