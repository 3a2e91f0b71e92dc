package prose

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
)

const emphasisHelp = "put a space outside the marks of emphasis, or move the punctuation out of them"

// checkDelimiters reports marks of emphasis that CommonMark leaves in the text
// (section 6.2, flanking): beside Japanese punctuation they neither open nor
// close. Two asterisks in a row are meant as emphasis in any script.
func (r *reader) checkDelimiters(run *Run) {
	open := "" // what is meant to open emphasis, and was reported
	for i := 0; i < len(run.Text); {
		char := run.Text[i]
		if _, _, code := run.codeAt(i, i+1); char != '*' && char != '_' && char != '~' || code || !r.unescaped(run, i) {
			i++
			continue
		}
		end := i + 1
		for end < len(run.Text) && run.Text[end] == char && r.unescaped(run, end) {
			end++
		}
		before, _ := utf8.DecodeLastRune(run.Text[:i])
		after, _ := utf8.DecodeRune(run.Text[end:])
		double := end-i >= 2
		if (double && char == '*') || (double || char != '~') && (japanese(before) || japanese(after)) {
			if marks := string(run.Text[i:end]); marks == open {
				open, i = "", end
				continue // with what it closes it is one
			}
			open = string(run.Text[i:end])
			r.find(finding.MarkdownEmphasis, run.Span(i, end), "these marks are no emphasis here, and readers would see them: "+string(run.Text[i:end]), emphasisHelp)
		}
		i = end
	}
}

// unescaped reports whether a byte of the text stands in the page as it is.
func (r *reader) unescaped(run *Run, i int) bool {
	at := run.at(i)
	return at.End-at.Start == 1 && r.source[at.Start] == run.Text[i]
}

// checkNested reports emphasis that opens inside one of the same kind after
// Japanese punctuation: it was meant to close.
func (r *reader) checkNested(run *Run, inner *ast.Emphasis, from int) {
	before, _ := utf8.DecodeLastRune(run.Text[:from])
	if !japanese(before) || !unicode.IsPunct(before) || from >= len(run.Text) {
		return
	}
	for parent := inner.Parent(); parent != nil && parent.Type() == ast.TypeInline; parent = parent.Parent() {
		if outer, ok := parent.(*ast.Emphasis); ok && outer.Level == inner.Level {
			r.find(finding.MarkdownEmphasis, run.Span(from, len(run.Text)), "the emphasis before these words does not close, and opens again", emphasisHelp)
			return
		}
	}
}

// japanese reports whether a character is of the scripts that are written without
// spaces, or their punctuation.
func japanese(char rune) bool {
	return unicode.In(char, unicode.Han, unicode.Hiragana, unicode.Katakana) || char >= 0x3000 && char <= 0x303f || char >= 0xff00 && char <= 0xffef
}
