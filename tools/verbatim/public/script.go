package public

import (
	"crypto/sha256"
	"fmt"

	"summit-explainer/tools/verbatim/finding"
)

// programs are the scripts that a site may publish, by the digest of what is
// published. A program can put anything on a page, and in more ways than could
// be listed: so each is read by people, once, and is that or is refused.
var programs = map[string]string{
	"2ba9cc1d802d5e5b755d9774647a949e9e291790850b55c21f8ca31c25a62eaa": "static/js/search.js",
}

// Program reports whether a script is one that was read.
func Program(script []byte) bool { return programs[digestOf(script)] != "" }

func digestOf(script []byte) string { return fmt.Sprintf("%x", sha256.Sum256(script)) }

// script refuses a program that is not on the list.
func (c *checker) script(file *finding.File) {
	if digest := digestOf(file.Data); !Program(file.Data) {
		c.report(finding.Finding{Rule: finding.FileKind, File: file, Message: "a script that is on no list of those that were read: SHA-256 " + digest,
			Help: "read what it does, and put its digest on the list, in tools/verbatim/public/script.go"})
	}
}
