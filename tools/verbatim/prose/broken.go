package prose

import (
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// brokenLink finds what was meant as a link to a source and is none for CommonMark: the
// text, a gap before the target, a gap before and in the address, the ID with its
// fragment, and the rest.
var brokenLink = regexp.MustCompile(`(\[[^\[\]]+\])([ \n]*)\(([ \n]*)source:([ \n]*)([A-Za-z0-9._-]+(?:#\w+)?)(?:[ \n]+([^)\n]*?))?[ \n]*\)`)

// brokenLinks reports them, and returns where they stand: quotation marks inside are
// part of the same mistake.
func (r *reader) brokenLinks(run *Run) (all []fold.Span) {
	text := string(run.Text)
	if !strings.Contains(text, scheme) { // nearly all of them
		return nil
	}
	for _, at := range brokenLink.FindAllStringSubmatchIndex(text, -1) {
		if _, _, code := run.codeAt(at[0], at[1]); code {
			continue
		}
		part := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return text[at[2*i]:at[2*i+1]]
		}
		title := strings.TrimSpace(part(6))
		bare := strings.TrimSpace(strings.Trim(title, `"'“”„‟‘’«»`))
		why := "the title of the link stands in no quotation marks"
		switch {
		case part(2) != "":
			why = "a blank stands between the text of the link and its address"
		case part(4) != "":
			why = "a blank stands in the address of the link"
		case bare == title && title != "":
		case strings.Trim(title, `"'`) != bare:
			why = "the title of the link stands in other marks than straight ones"
		default:
			why = "the title of the link does not end with the mark that opened it"
		}
		right := part(1) + "(source:" + part(5)
		if title != "" {
			right += ` "` + bare + `"`
		}
		right += ")"
		span := run.Span(at[0], at[1])
		found := finding.Finding{Rule: finding.QuoteForm, File: r.page.File, Span: r.inFile(span), Message: "this is no link to a source: " + why, Help: "write " + right}
		if string(r.source[span.Start:span.End]) == text[at[0]:at[1]] && !strings.ContainsAny(bare, `"`) {
			// Not safe: only then does it claim anything.
			found.Fix.Edits = []finding.Edit{{Span: r.inFile(span), New: right}}
		}
		r.report(found)
		all = append(all, fold.Span{Start: at[0], End: at[1]})
	}
	return all
}

// withoutBroken returns the marks that stand in none of some spans. The others are seen,
// and reported with the spans.
func (r *reader) withoutBroken(marks []outerMark, spans []fold.Span) (kept []outerMark) {
	for _, mark := range marks {
		inside := false
		for _, span := range spans {
			inside = inside || mark.Start < span.End && span.Start < mark.End
		}
		if inside {
			r.page.Marks.Seen++
			continue
		}
		kept = append(kept, mark)
	}
	return kept
}

// shortcodes reports calls of shortcodes, the closing ones with those that they close,
// and keeps where they stand.
func (r *reader) findShortcodes() {
	source := string(r.source)
	open := false
	for at := 0; ; {
		i := strings.Index(source[at:], "{{")
		if i < 0 || at+i+2 >= len(source) {
			return
		}
		from := at + i
		at = from + 2
		shut := map[byte]string{'<': ">}}", '%': "%}}"}[source[at]]
		if shut == "" {
			continue
		}
		span := finding.Span{Start: from, End: len(source)}
		if end := strings.Index(source[at:], shut); end >= 0 {
			span.End = at + end + len(shut)
		}
		r.shortcodes = append(r.shortcodes, span)
		closes := strings.HasPrefix(strings.TrimSpace(source[at+1:]), "/")
		if !closes || !open {
			r.find(finding.MarkdownShortcode, finding.Span{Start: from, End: from + 3}, "shortcodes are not read here", instead(source[at+1:span.End], "write plain CommonMark"))
		}
		open = true
	}
}

// markup is how Markdown says what elements and shortcodes of these names say.
var markup = map[string]string{
	"b": "**words**", "strong": "**words**", "i": "*words*", "em": "*words*", "s": "~~words~~", "del": "~~words~~", "code": "`code`",
	"a": "[words](address)", "ref": "[words](../topics/ID.md)", "relref": "[words](../topics/ID.md)",
	"img": "![what it shows](picture.png)", "figure": "![what it shows](picture.png)", "br": "a backslash at the end of the line",
	"hr": "--- between blank lines", "ul": "- item", "ol": "1. item", "li": "- item", "h2": "## Heading", "h3": "### Heading",
	"q": `[“words”](source:ID "Speaker")`, "blockquote": "> words", "table": "| cell | cell |", "p": "the words, between blank lines",
}

// called finds the name of an element or a shortcode.
var called = regexp.MustCompile(`^[\s</]*([A-Za-z][A-Za-z0-9]*)`)

// asMarkdown says how Markdown writes what an element says.
func asMarkdown(raw string) string { return instead(raw, "write it as Markdown") }

// instead says how to write what is called by the first name of a text.
func instead(text, otherwise string) string {
	if found := called.FindStringSubmatch(text); found != nil && markup[strings.ToLower(found[1])] != "" {
		return otherwise + ": " + markup[strings.ToLower(found[1])]
	}
	return otherwise
}

// inShortcodes returns the parts of a run that call shortcodes.
func (r *reader) inShortcodes(run *Run) (spans []fold.Span) {
	for _, call := range r.shortcodes {
		from := -1
		for i := range run.Text {
			if at := run.at(i); at.Start >= call.Start && at.End <= call.End {
				if from < 0 {
					from = i
				}
				continue
			}
			if from >= 0 {
				spans = append(spans, fold.Span{Start: from, End: i})
				from = -1
			}
		}
		if from >= 0 {
			spans = append(spans, fold.Span{Start: from, End: len(run.Text)})
		}
	}
	return spans
}
