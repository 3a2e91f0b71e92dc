package public

import (
	"html"
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
)

func (c *checker) unreadable(file *finding.File, at int, as string) {
	c.report(finding.Finding{Rule: finding.HTMLForm, File: file, Span: finding.Span{Start: at, End: at},
		Message: "the published file can't be read as " + as, Help: "mend what writes it"})
}

// tag is how a tag of HTML begins.
var tag = regexp.MustCompile(`<[a-zA-Z/!?]`)

// signsOnly reports whether a text has signs and no word: in a drawing two such
// texts can stand beside each other, and be one mark.
func signsOnly(text string) bool { return strings.TrimSpace(text) != "" && !fold.HasWord(text) }

// quoting is how a block quotation begins in Markdown, which some programs show.
var quoting = regexp.MustCompile(`(?m)^[ \t]*>[ \t]*\S`)

// value checks a string of a data file, which may be the title of a source.
// Many programs take such a string for HTML, and decode it once more.
func (c *checker) value(file *finding.File, span finding.Span, words, where string) {
	if named := c.whole(words); named != nil {
		c.exempt(named)
		return
	}
	decoded := html.UnescapeString(words)
	c.text(file, span, decoded, where)
	if strings.Contains(decoded, ">") && quoting.MatchString(decoded) {
		c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: span,
			Message: "a block quotation of Markdown in " + where + ": " + excerpt(decoded), Help: "show quotations only through the partials that declare what they show"})
	}
	if strings.Contains(decoded, "<") && tag.MatchString(decoded) {
		c.report(finding.Finding{Rule: finding.HTMLForm, File: file, Span: span,
			Message: "markup in " + where + ", which is not read as a piece of a page: " + excerpt(decoded),
			Help:    "write it as plain text; pieces of pages stand in content_html of a JSON feed, or in elements of type html"})
	}
}

// text checks a string in which nothing can be proven: an attribute, a value of
// a data file.
func (c *checker) text(file *finding.File, span finding.Span, words string, where ...string) {
	c.visible(file, span, words)
	if !mark.MayHave(words) {
		return
	}
	c.unproven(file, span, words, "a quotation mark in "+strings.Join(where, "")+", where nothing is proven", "show quotations only through the partials that declare what they show")
}

// fragment reads a piece of a page that another file carries.
func (c *checker) fragment(file *finding.File, s string) {
	c.piece(c.reader(finding.NewFile(file.Name, []byte(s)), strings.TrimPrefix(file.Name, "public/")).read)
}

func (c *checker) csv(file *finding.File) {
	fault := matter.CSV(file, func(text string, at finding.Span) {
		c.value(file, at, text, "a value")
		if matter.Formula(text) {
			c.report(finding.Finding{Rule: finding.DataFormula, File: file, Span: at,
				Message: "a spreadsheet would compute a value: " + excerpt(text), Help: "begin it with a word: only numbers have a sign"})
		}
	})
	if fault != nil {
		c.unreadable(file, fault.At.Start, "CSV")
	}
}

// fields find the value on a line of BibTeX or RIS.
var fields = regexp.MustCompile(`^(?:\s*[a-z]+ = \{\{(.*)\}\},?|[A-Z][A-Z0-9] {2}- (.*))$`)

// signs are those that BibTeX has behind a backslash.
var signs = regexp.MustCompile(`\\([\\{}$&#_%~^])`)

// lines reads a plain text, which can't prove anything.
func (c *checker) lines(file *finding.File) {
	at := 0
	for line := range strings.Lines(string(file.Data)) {
		said := strings.TrimRight(line, "\r\n")
		if strings.HasSuffix(file.Name, ".bib") && strings.Contains(said, `\`) && strings.Contains(signs.ReplaceAllString(said, ""), `\`) {
			c.report(finding.Finding{Rule: finding.ReadBackMark, File: file, Span: finding.Span{Start: at, End: at + len(line)},
				Message: "a command of TeX, which can draw quotation marks: " + excerpt(said), Help: "write characters as they are, and signs of TeX behind a backslash"})
		}
		if found := fields.FindStringSubmatch(said); found != nil {
			said = found[2]
			if found[1] != "" {
				said = signs.ReplaceAllString(found[1], "$1")
			}
		}
		c.value(file, finding.Span{Start: at, End: at + len(line)}, said, "a line")
		at += len(line)
	}
}
