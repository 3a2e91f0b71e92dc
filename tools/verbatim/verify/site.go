package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/host"
)

// A Site is where the files are: a folder, or an address.
type Site struct {
	name     string
	parallel int // how many files may be asked for at once
	remote   bool
	// read returns the bytes of a file, at an address those that a compressed
	// sibling unpacks to. What is known of the file may be nil.
	read func(ctx context.Context, name string, want *File) ([]byte, error)
	list func(found func(name string, regular bool)) error // nil where files can't be listed
}

func (s *Site) String() string { return s.name }

// errUnserved says that hosts read a file, and send it to nobody.
var errUnserved = errors.New("hosts read it, and do not send it")

// Folder returns the site in a folder.
func Folder(name string, files fs.FS) *Site {
	return &Site{
		name: name,
		read: func(_ context.Context, name string, _ *File) ([]byte, error) { return fs.ReadFile(files, name) },
		list: func(found func(string, bool)) error {
			return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
				if err == nil && !entry.IsDir() {
					found(name, entry.Type().IsRegular())
				}
				return err
			})
		},
	}
}

// altered says how the bytes of a file are others than the manifest has, and where
// that can be told, what made them so.
func (s *Site) altered(name string, data []byte, want File) string {
	for _, way := range rewritings {
		if FileOf(way.undo(data)) == want {
			return "it was rewritten on its way: " + way.name
		}
	}
	size := fmt.Sprintf("it has %d bytes, and %d were published", len(data), want.Size)
	if len(data) == want.Size {
		size = fmt.Sprintf("it has other bytes than were published, and as many: %d", want.Size)
	}
	switch {
	case len(data) < want.Size && cut(name, data):
		return size + ": it is truncated"
	case !s.remote:
		return size
	}
	for _, sign := range injections {
		if bytes.Contains(data, []byte(sign.of)) {
			return size + ": the host rewrites it: " + sign.name
		}
	}
	return size + ": somebody changed it there, or the host rewrites pages (minifying, protection of e-mail addresses, scripts of its own), which can be switched off"
}

// cut reports whether a file ends before its end.
func cut(name string, data []byte) bool {
	data = bytes.TrimSpace(data)
	switch path.Ext(name) {
	case ".html":
		return !bytes.HasSuffix(data, []byte("</html>"))
	case ".xml", ".svg":
		return !bytes.HasSuffix(data, []byte(">"))
	case ".json":
		return !bytes.HasSuffix(data, []byte("}")) && !bytes.HasSuffix(data, []byte("]"))
	}
	return len(data) == 0 || !utf8.Valid(data)
}

// rewritings are what is done to files on their way that can be undone for sure.
var rewritings = []struct {
	name string
	undo func([]byte) []byte
}{
	{"its lines end as on Windows", func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }},
	{"it begins with a byte order mark", func(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")) }},
	{"a line end was added", func(data []byte) []byte { return bytes.TrimSuffix(data, []byte("\n")) }},
	{"its last line end was taken off", func(data []byte) []byte { return append(bytes.Clone(data), '\n') }},
	{"it was read in another character set, and written as UTF-8", latin1},
	{"it is sent compressed, and not said to be", func(data []byte) []byte {
		for _, extension := range []string{".gz", ".zst", ".br"} {
			if plain, err := host.Unpack(extension, data); err == nil {
				return plain
			}
		}
		return data
	}},
}

// latin1 returns the bytes that were taken for letters of ISO 8859-1.
func latin1(data []byte) []byte {
	var bytes []byte
	for _, char := range string(data) {
		if char > 0xFF {
			return data
		}
		bytes = append(bytes, byte(char))
	}
	return bytes
}

// injections are what hosts are known to put into pages.
var injections = []struct{ of, name string }{
	{"/cdn-cgi/l/email-protection", "it hides e-mail addresses"},
	{"/cdn-cgi/scripts/", "it adds a script"},
	{"cloudflareinsights.com", "it adds a script that counts readers"},
	{"rocket-loader", "it adds a script that loads the others"},
	{"netlify-identity", "it adds a script"},
	{"data-cfasync", "it adds a script"},
}

// onHost returns the path at which readers find a file: of a page that is the
// folder's.
func onHost(name string) string {
	if name == "index.html" || strings.HasSuffix(name, "/index.html") {
		return strings.TrimSuffix(name, "index.html")
	}
	return name
}
