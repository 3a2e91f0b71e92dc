package content

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/picture"
)

// A Format says how a published file is read back.
type Format int

// The formats of published files. Unpublished is that of all others: what
// nobody reads back is not published.
const (
	Unpublished Format = iota
	FormatHTML
	FormatXML
	FormatSVG
	FormatJSON
	FormatCSV
	FormatCSS
	FormatScript
	FormatLines   // of a plain text
	FormatPicture // of pixels: it can't be read, and is what its first bytes say
	FormatText    // the full text of a source, byte for byte
	FormatCases   // of the conformance suite, byte for byte
)

// formats are the kinds of file that may be published, by extension.
var formats = map[string]Format{
	".html": FormatHTML,
	".xml":  FormatXML, ".atom": FormatXML,
	".svg":  FormatSVG,
	".json": FormatJSON, ".webmanifest": FormatJSON,
	".csv": FormatCSV,
	".css": FormatCSS,
	".js":  FormatScript,
	".bib": FormatLines, ".ris": FormatLines,
	".jsonl": FormatCases,
	".png":   FormatPicture, ".jpg": FormatPicture, ".jpeg": FormatPicture, ".webp": FormatPicture,
	".avif": FormatPicture, ".gif": FormatPicture, ".ico": FormatPicture,
}

// inner is what may stand between a file's name and its extension: servers take
// what they know there for an extension, too (x.php.html, x.gz.js).
var inner = regexp.MustCompile(`^(min|[0-9a-f]{32,128})$`)

// FormatOf returns how the published file of a name is read back; names count
// bytes, so that INDEX.HTML is of no known kind. Names that hosts act on
// (_headers, .htaccess, .well-known) are of none either: only the tool writes them.
func FormatOf(name string) Format {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.ContainsAny(part[:1], "._") {
			return Unpublished
		}
	}
	dir, base := path.Split(name)
	if name == "robots.txt" {
		return FormatLines
	}
	if section, _ := path.Split(strings.TrimSuffix(dir, "/")); base == "text.txt" && section == "sources/" {
		return FormatText
	}
	parts := strings.Split(base, ".")
	for i := 1; i < len(parts)-1; i++ {
		if !inner.MatchString(parts[i]) {
			return Unpublished
		}
	}
	return formats[path.Ext(base)]
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9._/-]+$`)

// PlainName reports whether a published file may have a name: no host, shell or
// program takes a sign of it for anything else.
func PlainName(name string) bool { return plainName.MatchString(name) }

// checkStatic reports a file in static/ that would be published unread: Hugo
// copies these files as they are, whatever they are called.
func checkStatic(name string, report finding.Report) {
	below := strings.TrimPrefix(name, "static/")
	scripts := strings.HasPrefix(below, "js/") // which pass through Hugo, for layouts to use
	switch format := FormatOf(below); {
	case format == FormatHTML, format == FormatText, format == FormatCases, format == FormatScript && !scripts:
		report(about(name, finding.FileKind, fmt.Sprintf("%s would be published unread", name),
			"put what readers see into content/, as Markdown, and scripts into static/js"))
	case format == Unpublished:
		report(about(name, finding.FileKind, fmt.Sprintf("%s is of a kind that is not published, for nothing here reads it", name), UnpublishedHelp))
	case !PlainName(below):
		report(about(name, finding.FileName, fmt.Sprintf("the file %s has a name that makes a poor address", name),
			"use ASCII letters, digits, hyphens, dots and underscores"))
	}
}

// checkPicture reports a file of pixels that is none, or more than one: what a
// browser finds behind a picture, it may run.
func checkPicture(file *finding.File, report finding.Report) {
	if !picture.Whole(path.Ext(file.Name), file.Data) {
		report(finding.Finding{Rule: finding.FileKind, File: file,
			Message: fmt.Sprintf("%s is no picture of the kind that its name says, or more than that", file.Name), Help: "save it again as what it is"})
	}
}

// UnpublishedHelp says what to do with a file that is not published.
const UnpublishedHelp = "remove it, or give it a name in lower case of a kind that is read back: .xml .atom .svg .json .webmanifest .csv .css .bib .ris " +
	".png .jpg .jpeg .webp .avif .gif .ico"
