package prose

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// codeSigns are what words in quotation marks do not hold, and code does:
// brackets, operators, the seams of links and addresses, names of functions
// and variables, options of commands.
var codeSigns = regexp.MustCompile("[{}<>=\\\\`]|\\]\\(|::|://|\\w\\(|\\w_\\w|[$%]\\pL|(?:^|\\s)--?\\pL")

// isCode reports whether what stands in a code span is code. Words and
// quotation marks alone are not, in whatever typeface: they are read as a
// quotation.
func isCode(text string) bool { return codeSigns.MatchString(withoutMarks(text)) }

// withoutMarks leaves the quotation marks out of a text: « and “ are no
// brackets, nor is << where a pair of them encloses words.
func withoutMarks(text string) string {
	var out strings.Builder
	at := 0
	for _, m := range mark.Find(text) {
		out.WriteString(text[at:m.Start])
		at = m.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// codeLanguages are the info strings of fenced blocks that are code. The list
// is closed: neither text nor plain is there, nor a name that nobody knows.
var codeLanguages = wordSet(`bash bibtex c caddyfile console cpp css csv diff dockerfile go go-html-template html http ini java
	javascript js json jsonc jsx latex lua make makefile markdown md nginx perl php powershell python py r ruby rust
	sh shell sql svg tex toml ts tsx typescript xml yaml yml zsh`)

// codeLanguage reports whether a fenced block with that info string is code.
func codeLanguage(info string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(info), " ")
	return codeLanguages[strings.ToLower(first)]
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// code adds a code span to the text of its block: readers see it there, and
// marks may stand half in it. Of what kind it is, its marks decide.
func (r *reader) code(out *Run, span *ast.CodeSpan) {
	from := len(out.Text)
	for child := span.FirstChild(); child != nil; child = child.NextSibling() {
		if text, ok := child.(*ast.Text); ok {
			out.segment(r.source, text.Segment, true)
		}
	}
	for i := from; i < len(out.Text); i++ {
		if out.Text[i] == '\n' {
			out.Text[i] = ' ' // as CommonMark has it
		}
	}
	out.code = append(out.code, [2]int{from, len(out.Text)})
	out.foreign = append(out.foreign, foreign{from, len(out.Text), "code"})
}

// codeBlock reads a block of code. Quotation marks in it are exempt where its
// info string says what code it is; an indented block has none.
func (r *reader) codeBlock(block ast.Node) {
	run := &Run{}
	lines := block.Lines()
	for i := range lines.Len() {
		run.segment(r.source, lines.At(i), true)
	}
	run.code = [][2]int{{0, len(run.Text)}}
	marks := outerMarks(string(run.Text), r.language)
	if len(marks) == 0 {
		return
	}
	if !fold.HasWord(string(run.Text)) { // marks alone: the words stand before or after
		r.part(&Part{Run: run, Kind: CodePart, node: block})
		return
	}
	fenced, ok := block.(*ast.FencedCodeBlock)
	r.page.Marks.Seen += len(marks)
	if ok && fenced.Info != nil && codeLanguage(string(fenced.Info.Value(r.source))) {
		r.page.Marks.Exempt[ExemptCode] += len(marks)
		return
	}
	message, help := "quotation marks in a fenced block that does not say what code it is",
		"name the language behind the fence: ```sh, ```json; words that somebody said are no code"
	if !ok {
		message = "quotation marks in an indented block: four spaces make code of it"
		help = "write it without indentation; put code between fences that name its language: ```sh"
	}
	r.find(finding.QuoteForm, run.Span(marks[0].Start, marks[0].End), message, help)
}

// codeAt returns the code span that touches a part of the text, and whether all
// of the part lies in it.
func (r *Run) codeAt(from, to int) (code [2]int, whole, ok bool) {
	for _, code := range r.code {
		if code[0] < to && from < code[1] {
			return code, code[0] <= from && to <= code[1], true
		}
	}
	return [2]int{}, false, false
}
