package prose

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

// Markdown has dialects, and what this one does not have readers see as it is
// written. A sign counts only where it stands in the page as it is, neither
// escaped nor in code, and in a form that prose does not have.

// dialect is a piece of Markdown that is none here. In a pattern ^ and $ are the
// ends of a line. Texts that have none of its signs are not searched.
type dialect struct {
	what, help string
	signs      []string
	form       func() *regexp.Regexp // made where it is searched for: most texts have none of the signs
}

func foreignForm(what, signs, form, help string) dialect {
	return dialect{what, help, strings.Fields(signs), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)` + form) })}
}

// in returns where a text has the form: pairs of byte offsets.
func (d *dialect) in(text string) [][]int {
	if !slices.ContainsFunc(d.signs, func(sign string) bool { return strings.Contains(text, sign) }) {
		return nil
	}
	return d.form().FindAllStringIndex(text, -1)
}

// box stands at the beginning of a list's item.
const box = "a box to tick"

var dialects = []dialect{
	foreignForm("a heading", "##", `^#{2,6}[^#\s]`, "put a space behind the number signs"),
	foreignForm("a heading", "==", `^={2,6} \S`, "begin it with number signs: ##"),
	foreignForm(box, "[", `\A\[[ xX]\] `, "say in words what is done"),
	foreignForm("a footnote", "[^", `\[\^[^\]\s]+\](?::|)`, "say it in the text, or in brackets"),
	foreignForm("a link of a wiki", "[[", `\[\[[^\[\]\n]+\]\]`, "link to a page by its file: [words](../topics/ID.md)"),
	foreignForm("marked words", "==", `(?:\A|[\s\pP])==(?:[^\s=][^=\n]*[^\s=]|[^\s=])==`, "emphasise them with *"),
	foreignForm("a box", "::: !!! ???", `^(?::{3,}|!{3} |\?{3}\+? ).*`, "write it as a paragraph, or below a heading of its own"),
	foreignForm("a superscript", "^", `\^[\pL\pN+−-]+\^`, "write the character itself, or say it in words"),
	foreignForm("a formula", "$$", `\$\$[^$]+\$\$`, "say it in words, or show it as a picture"),
	foreignForm("a template", "{", `\{\{[^{}\n<%][^{}\n]*\}\}|(?:\A|[^{])\{%[^{}\n]*%\}`, "write plain CommonMark"),
	foreignForm("attributes", "{", `\{:?\s*[#.][A-Za-z][\w-]*[^{}\n]*\}`, "remove them: only headings can be given an anchor"),
	foreignForm("a table without the row of its head", "---", `\A\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$`, "put a row with the names of the columns above it"),
	foreignForm("a table whose head and line of hyphens differ", "---", `\n\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$`, "write as many columns in both"),
	foreignForm("a table without the line below its head", "|", `\A\s*\|[^\n]*\|[ \t]*(?:\n\s*\|[^\n]*\|[ \t]*)+\z`, "put a line like | --- | --- | below its first row"),
	foreignForm("a table of another markup", "+", `^\+[-=]+(?:\+[-=]+)+\+$`, "write it with | between cells, and a line like | --- | --- | below its first row"),
	foreignForm("the name of a picture", ":", `(?:\A|\s):[a-z][a-z0-9_+-]+:(?:\s|[.,;!?]|\z)`, "write the character itself, or leave it out"),
	foreignForm("a comment", "%%", `%%[^%\n]+%%|^%%.*`, "remove it: all that stands on a page is published"),
	foreignForm("an abbreviation", "*[", `^\*\[[^\]\n]+\]:.*`, "explain it where it is used first, or in the glossary"),
	foreignForm("a directive", "..", `^\.\. [a-z-]+::.*`, "write plain CommonMark"),
	foreignForm("a table of contents", "[TOC]", `\A\[TOC\]\z`, "remove it"),
	foreignForm("a character that lacks its semicolon", "&", `&(?:nbsp|amp|lt|gt|quot|apos|mdash|ndash|hellip|copy)\b`, "write the character itself"),
}

// deadLinks are links that are none.
var deadLinks = []dialect{
	foreignForm("a link whose label is defined nowhere", "][", `\[[^\[\]\n]+\]\[[^\[\]\n]*\]`, "write the address behind the words: [words](address)"),
	foreignForm("a link whose words and address are not joined", "]", `\[[^\[\]\n]+\] +\((?:https?:|source:|\.{0,2}/)[^()\n]*\)`, "remove the space between ] and ("),
	foreignForm("a link with its brackets the wrong way round", ")[", `\([^()\n]+\)\[(?:https?:|source:|\.{0,2}/)[^\[\]\n]*\]`, "write [words](address)"),
	foreignForm("a link whose address can’t be read", "](", `\[[^\[\]\n]*\]\((?:https?:|source:|\.{0,2}/|#|[\w./-]+\.md)[^()\n]*\)`, `write [words](address) or [words](address "title"), without spaces in the address`),
}

// alert is how a box begins that another dialect writes as a block quotation.
var alert = regexp.MustCompile(`^\[![A-Za-z]+\]`)

// definition matches a term with what another dialect takes for its definition. In
// French a line of prose may begin so.
var definition = regexp.MustCompile(`\A[^\n.,;:!?]{1,60}\n:\s+\S`)

// checkDialect reports what readers of a block would see raw.
func (r *reader) checkDialect(p *Part) {
	run := p.Run
	text := string(run.Text)
	var taken []finding.Span // of the text, where something has been reported
	look := func(rule finding.Rule, forms []dialect, say func(string) string) {
		for _, form := range forms {
			for _, at := range form.in(text) {
				from := at[1] - len(strings.TrimLeft(text[at[0]:at[1]], " \n"))
				to := at[0] + len(strings.TrimRight(text[at[0]:at[1]], " \n"))
				again := slices.ContainsFunc(taken, func(other finding.Span) bool { return from < other.End && other.Start < to })
				if again || !r.raw(run, from, to) || form.what == box && !p.Listed || rule == finding.LinkBroken && (bracketed(text, from, to) || brokenLink.MatchString(text[from:to])) {
					continue
				}
				taken = append(taken, finding.Span{Start: from, End: to})
				r.find(rule, run.Span(from, to), say(form.what)+firstLineOf(text[from:to]), form.help)
			}
		}
	}
	look(finding.LinkBroken, deadLinks, func(what string) string { return what + ", and readers would see it as it is written: " })
	look(finding.MarkdownDialect, dialects, func(what string) string {
		return "this is not read as " + what + ", and readers would see it as it is written: "
	})
	mayDefine := p.Kind == ParagraphPart && strings.Contains(text, "\n:") && !strings.HasPrefix(r.language, "fr")
	if mayDefine {
		if at := definition.FindStringIndex(text); at != nil && r.raw(run, at[0], at[1]) {
			r.find(finding.MarkdownDialect, run.Span(at[0], at[1]), "this is not read as a term with its definition, and readers would see the colon", "write it as a list, or emphasise the term")
		}
	}
	r.checkHalves(run)
	r.checkFootnotes(run)
}

// raw reports whether a part of a text stands in the page as it is, and none of it
// is code or a picture.
func (r *reader) raw(run *Run, from, to int) bool {
	if _, _, code := run.codeAt(from, to); code || strings.Contains(string(run.Text[from:to]), opaque) {
		return false
	}
	for i := from; i < to; i++ {
		if char := run.Text[i]; char < utf8.RuneSelf && !isWordByte(char) && char != '\n' && char != ' ' && !r.unescaped(run, i) {
			return false
		}
	}
	return true
}

func isWordByte(char byte) bool {
	return char >= '0' && char <= '9' || char >= 'A' && char <= 'Z' || char >= 'a' && char <= 'z'
}

// bracketed reports whether brackets that look like a link are those of an editor:
// expect[ed][sic], [he][emphasis added], [T]he […].
func bracketed(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	if unicode.IsLetter(before) || unicode.IsLetter(after) && !strings.Contains(text[from:to], "](") {
		return true
	}
	for part := range strings.FieldsFuncSeq(text[from:to], func(char rune) bool { return strings.ContainsRune("[]", char) }) {
		if fold.IsNote(part) || strings.Trim(part, ".…· ") == "" {
			return true
		}
	}
	return false
}

func firstLineOf(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// checkHalves reports a mark of emphasis that is left over where emphasis begins or
// ends: **so*.
func (r *reader) checkHalves(run *Run) {
	for _, part := range run.Emphasised {
		for _, i := range []int{part[0] - 1, part[1]} {
			if i < 0 || i >= len(run.Text) || run.Text[i] != '*' && run.Text[i] != '_' || !r.raw(run, i, i+1) {
				continue
			}
			double := i > 0 && run.Text[i-1] == run.Text[i] || i+1 < len(run.Text) && run.Text[i+1] == run.Text[i]
			if !double { // of which other checks speak
				r.find(finding.MarkdownDialect, run.Span(i, i+1), "a mark of emphasis is left over, and readers would see it", "write as many marks before the words as behind them")
			}
		}
	}
}

// checkFootnotes reports links that are footnotes of another dialect: with one word
// for its text CommonMark reads their definition as that of an address.
func (r *reader) checkFootnotes(run *Run) {
	for _, link := range run.Links {
		if link.node.Reference != nil && link.From < link.To && run.Text[link.From] == '^' {
			r.find(finding.MarkdownDialect, finding.Span{Start: link.Start, End: link.End}, "this is not read as a footnote, but as a link with the text "+string(run.Text[link.From:link.To]),
				"say it in the text, or in brackets")
		}
	}
}

// checkStruck reports words between single tildes, which are a subscript elsewhere.
func (r *reader) checkStruck(out *Run, node *extast.Strikethrough, from int) {
	if from >= len(out.Text) {
		return
	}
	open := out.at(from).Start - 1
	if first := node.FirstChild(); first != nil && open >= 1 && r.source[open] == '~' && r.source[open-1] != '~' {
		r.find(finding.MarkdownDialect, finding.Span{Start: open, End: out.at(len(out.Text)-1).End + 1}, "these words are struck out: single tildes make no subscript here",
			"write the character itself, or ~~ where words are withdrawn")
	}
}

// isBox reports a block quotation that another dialect takes for a box.
func (r *reader) isBox(block *ast.Blockquote, span finding.Span) bool {
	first, ok := block.FirstChild().(*ast.Paragraph)
	if !ok {
		return false
	}
	kind := alert.FindString(string(r.inline(first).Text))
	if kind != "" {
		r.find(finding.QuoteAttribution, span, "a block quotation that is meant as a box, and would be shown as somebody’s words: "+kind, "write it as a paragraph: > stands before quotations alone")
	}
	return kind != ""
}

// isEmpty reports a link without an address, or without words.
func (r *reader) isEmpty(link LinkRange, destination string) bool {
	written := link.End > link.Start // with words; of a picture or a bare address there are none
	span := link.target
	if written {
		span = finding.Span{Start: link.Start, End: link.End}
	}
	switch {
	case destination == "":
		r.find(finding.LinkBroken, span, "the link leads nowhere", "write an address in its round brackets, or remove the link")
	case written && link.From == link.To:
		r.find(finding.LinkBroken, span, "a link without words, which readers can’t see", "write words into its square brackets, or remove it")
	default:
		return false
	}
	return true
}
