package public

import (
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// encoded reports whether a file can be read as UTF-8, as everybody else is told
// to read it: another program may take other bytes for quotation marks. Controls
// beyond ASCII are marks in old character sets.
func (c *checker) encoded(file *finding.File, name string) bool {
	if content.FormatOf(name) == content.FormatPicture {
		return true
	}
	data := file.Data
	if plainASCII(data) {
		return true
	}
	for at := 0; at < len(data); {
		char, size := utf8.DecodeRune(data[at:])
		if char == utf8.RuneError && size == 1 || fold.IsControl(char) {
			c.unreadable(file, at, "UTF-8 without control characters")
			return false
		}
		at += size
	}
	return true
}

// nameOf reads the name of a file, which readers see in addresses and when they
// keep the file.
func (c *checker) nameOf(file *finding.File, name string) {
	c.text(file, finding.Span{}, name, "the name of a file")
	switch {
	case strings.ContainsFunc(name, func(char rune) bool { return fold.MarkOf(char) != 0 }):
		c.report(finding.Finding{Rule: finding.FileKind, File: file, Message: "the name of a file has a quotation mark: " + excerpt(name), Help: "call it otherwise"})
	case content.FormatOf(name) != content.Unpublished && !content.PlainName(name): // of the others, the kind is said
		c.report(finding.Finding{Rule: finding.FileName, File: file, Message: "a file is published under a name that makes a poor address: " + excerpt(name),
			Help: "use ASCII letters, digits, hyphens, dots and underscores"})
	}
}
