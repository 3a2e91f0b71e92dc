package prose

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// copied are the keys of front matter whose values are copied from a text, with
// its lines. All others are a line each: they stand on lines of files that
// programs read.
var copied = map[string]bool{"attributions": true, "apparatus": true}

// checkHidden reports characters of a page that show nothing and turn or hide
// what stands beside them, and control characters in front matter: a line feed
// in a title begins a new record in the files that programs read.
func checkHidden(page *Page, report finding.Report) {
	found := func(char rune, at finding.Span, what string) {
		report(finding.Finding{Rule: finding.FileEncoding, File: page.File, Span: at,
			Message: fmt.Sprintf("%s: U+%04X %s", what, char, runenames.Name(char)), Help: "remove the character"})
	}
	seen := map[rune]bool{} // in the file as it is; front matter can hold them as escapes, too
	for i, char := range string(page.File.Data) {
		if fold.IsBidiControl(char) || fold.IsHidden(char) {
			seen[char] = true
			found(char, finding.Span{Start: i, End: i + utf8.RuneLen(char)}, "a character that readers can’t see, and that turns or hides what stands beside it")
		}
	}
	for _, field := range page.FrontMatter.Fields() {
		one := func(text string, at finding.Span) {
			for _, char := range strings.TrimRight(text, "\n") {
				switch {
				case seen[char]:
				case fold.IsBidiControl(char) || fold.IsHidden(char):
					found(char, at, "a character that readers can’t see, and that turns or hides what stands beside it")
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
