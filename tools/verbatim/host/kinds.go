package host

import (
	"path"
	"slices"
	"strings"
)

// kind is what hosts say of the files of one kind.
type kind struct {
	name  string // an extension, or the name of files that are more than their extension says
	media string // type, without parameters
	text  bool   // UTF-8, and worth compressing
	page  bool   // readers read it, with style and script; all else runs and loads nothing
	built bool   // Hugo names it by its digest, where it passes through Hugo: such a name is never used for other words
}

// kinds are the published kinds: names first, then extensions. JSON has no
// parameter charset (RFC 8259, 11), and does no harm with one: programs that
// ignore that JSON is UTF-8 go by it.
var kinds = []kind{
	{name: "atom.xml", media: "application/atom+xml", text: true},
	{name: "feed.json", media: "application/feed+json", text: true},
	{name: "cite.json", media: "application/vnd.citationstyles.csl+json", text: true},
	{name: ".html", media: "text/html", text: true, page: true},
	{name: ".css", media: "text/css", text: true, built: true},
	{name: ".js", media: "text/javascript", text: true, built: true},
	{name: ".xml", media: "application/xml", text: true},
	{name: ".atom", media: "application/atom+xml", text: true},
	{name: ".svg", media: "image/svg+xml", text: true},
	{name: ".json", media: "application/json", text: true},
	{name: ".webmanifest", media: "application/manifest+json", text: true},
	{name: ".jsonl", media: "application/jsonl", text: true},
	{name: ".csv", media: "text/csv", text: true},
	{name: ".bib", media: "application/x-bibtex", text: true},
	{name: ".ris", media: "application/x-research-info-systems", text: true},
	{name: ".txt", media: "text/plain", text: true},
	{name: ".png", media: "image/png"},
	{name: ".jpg", media: "image/jpeg"},
	{name: ".jpeg", media: "image/jpeg"},
	{name: ".webp", media: "image/webp"},
	{name: ".avif", media: "image/avif"},
	{name: ".gif", media: "image/gif"},
	{name: ".ico", media: "image/vnd.microsoft.icon"},
}

// extension reports whether all files with the extension are of the kind, but
// for those that have a kind by name.
func (k kind) extension() bool { return strings.HasPrefix(k.name, ".") }

// pattern matches the paths of the kind's files, in the expressions of servers.
func (k kind) pattern() string {
	pattern := strings.ReplaceAll(k.name, ".", `\.`) + "$"
	if k.extension() {
		return pattern
	}
	return "/" + pattern
}

// contentType returns the value of that header.
func (k kind) contentType() string {
	if k.text {
		return k.media + "; charset=utf-8"
	}
	return k.media
}

// kindOf returns the kind of a published file.
func kindOf(name string) (kind, bool) {
	base := path.Base(name)
	at := slices.IndexFunc(kinds, func(k kind) bool { return k.name == base || k.extension() && k.name == path.Ext(base) })
	if at < 0 {
		return kind{}, false
	}
	return kinds[at], true
}

// those returns the kinds for which is holds.
func those(is func(kind) bool) []kind {
	return slices.DeleteFunc(slices.Clone(kinds), func(k kind) bool { return !is(k) })
}
