package prose

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/runenames"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// copied are the keys of front matter whose values are copied from a text, with
// its lines. All others are a line each: they stand on lines of files that
// programs read.
var copied = map[string]bool{"attributions": true, "apparatus": true}

const hidden = "a character that readers can’t see, and that turns or hides what stands beside it"

func foundHidden(page *Page, at finding.Span, what string, char rune, report finding.Report) {
	report(finding.Finding{Rule: finding.FileEncoding, File: page.File, Span: at,
		Message: fmt.Sprintf("%s: U+%04X %s", what, char, runenames.Name(char)), Help: "remove the character"})
}

// checkHidden reports characters of a page that show nothing and turn or hide
// what stands beside them, and control characters in front matter: a line feed
// in a title begins a new record in the files that programs read.
func checkHidden(page *Page, report finding.Report) {
	found := func(char rune, at finding.Span, what string) { foundHidden(page, at, what, char, report) }
	seen := map[rune]bool{} // in the file as it is; front matter can hold them as escapes, too
	for i, char := range string(page.File.Data) {
		if fold.IsBidiControl(char) || fold.IsHidden(char) {
			seen[char] = true
			found(char, finding.Span{Start: i, End: i + utf8.RuneLen(char)}, hidden)
		}
	}
	for _, field := range page.FrontMatter.Fields() {
		one := func(text string, at finding.Span) {
			for _, char := range strings.TrimRight(text, "\n") {
				switch {
				case seen[char]:
				case fold.IsBidiControl(char) || fold.IsHidden(char):
					found(char, at, hidden)
				case (unicode.IsControl(char) || char == 0x2028 || char == 0x2029) && !(copied[field.Key] && (char == '\n' || char == '\t')): // 2028 and 2029 end lines, too
					found(char, at, "a control character in "+field.Key)
				default:
					continue
				}
				return
			}
		}
		field.Value.Strings(one)
	}
}

// checkReferences reports the same characters where words write them as
// references, such as &#x202e;.
func (r *reader) checkReferences(document ast.Node) {
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if part, ok := node.(*ast.Text); ok && entering && !part.IsRaw() && bytes.IndexByte(part.Value(r.source), '&') >= 0 {
			run := &Run{}
			run.segment(r.source, part.Segment, false)
			for i, char := range string(run.Text) {
				if at := run.Span(i, i+utf8.RuneLen(char)); unseen(char) && r.source[at.Start] == '&' {
					foundHidden(r.page, r.inFile(at), hidden, char, r.report)
				}
			}
		}
		return ast.WalkContinue, nil
	})
}

// checkWritten does so in a part of a link or a picture.
func (r *reader) checkWritten(written []byte, at finding.Span) {
	for _, char := range plain(written) {
		if unseen(char) && !bytes.ContainsRune(written, char) {
			foundHidden(r.page, r.inFile(at), hidden, char, r.report)
			return
		}
	}
}

func unseen(char rune) bool {
	return fold.IsBidiControl(char) || fold.IsHidden(char) || fold.IsControl(char)
}
