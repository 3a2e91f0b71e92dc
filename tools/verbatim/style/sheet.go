// Package style says what a style sheet may say, and of which elements of the
// pages: it draws no words, and changes nothing of what readers see of proven
// ones. Of the pages it knows only where elements stand, seen from those words.
package style

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
)

// cssToken is a token of a style sheet with its place.
type cssToken struct {
	kind css.TokenType
	text string
	at   finding.Span
}

// is reports whether a token is an identifier, function or at-keyword of that name.
func (t cssToken) is(name string) bool {
	return strings.EqualFold(strings.TrimSuffix(t.text, "("), name)
}

// sheetReader reads one style sheet. Pages are read first: which rules can
// match in or round a proven element depends on where those stand.
type sheetReader struct {
	file    *finding.File
	places  Places
	loads   func(at finding.Span, address string)
	report  finding.Report
	tokens  []cssToken
	next    int
	rules   []cssRule
	defined map[string][][]cssToken // values of custom properties
}

// cssRule is a rule with its selectors; in an animation it has none.
type cssRule struct {
	at           finding.Span
	selectors    []selector
	declarations []declaration
}

// declaration gives a value to a property.
type declaration struct {
	name  string // in lower case, but for a custom property
	value []cssToken
	at    finding.Span
}

// Check refuses a style sheet that draws words or quotation marks, or
// changes what readers see of proven words, which stand at places. What we can't
// read as CSS Syntax defines it without escapes, nesting and rare at-rules, is
// refused. Each address that the sheet loads from is given to loads, with its
// place in the file.
func Check(file *finding.File, places Places, loads func(at finding.Span, address string), report finding.Report) {
	r := &sheetReader{file: file, places: places, loads: loads, report: report, defined: map[string][][]cssToken{}}
	lexer := css.NewLexer(parse.NewInputBytes(file.Data))
	for at := 0; ; {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			break
		}
		token := cssToken{kind, string(data), finding.Span{Start: at, End: at + len(data)}}
		at = token.at.End
		switch {
		case kind == css.CommentToken:
			continue
		case kind == css.BadStringToken, kind == css.BadURLToken, kind == css.CDOToken, kind == css.CDCToken,
			kind != css.StringToken && strings.Contains(token.text, `\`):
			r.refuse(token.at, "what browsers may read in another way: "+excerpt(token.text))
			return
		}
		r.tokens = append(r.tokens, token)
	}
	r.list(false)
	r.strings()
	r.closed()
	r.reach()
}

func (r *sheetReader) refuse(at finding.Span, what string) {
	r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: at, Message: "the style sheet has " + what,
		Help: "style sheets draw no words, and change nothing of what readers see of proven ones"})
}

// peek returns the next token, or one of the kind css.ErrorToken at the end.
func (r *sheetReader) peek() cssToken {
	if r.next < len(r.tokens) {
		return r.tokens[r.next]
	}
	return cssToken{kind: css.ErrorToken, at: finding.Span{Start: len(r.file.Data), End: len(r.file.Data)}}
}

// until returns the tokens before the next one of these kinds outside brackets.
func (r *sheetReader) until(kinds ...css.TokenType) []cssToken {
	start, depth := r.next, 0
	for ; r.next < len(r.tokens); r.next++ {
		kind := r.tokens[r.next].kind
		switch {
		case depth == 0 && slices.Contains(kinds, kind):
			return r.tokens[start:r.next]
		case kind == css.LeftParenthesisToken, kind == css.LeftBracketToken, kind == css.FunctionToken:
			depth++
		case kind == css.RightParenthesisToken, kind == css.RightBracketToken:
			depth--
		}
	}
	return r.tokens[start:]
}

// groups are at-rules that hold rules and say only when these hold.
var groups = set("@media @supports @layer @container @starting-style")

// list reads rules to the end of the sheet, or of the block in which they stand.
func (r *sheetReader) list(animation bool) {
	for {
		token := r.peek()
		switch token.kind {
		case css.ErrorToken, css.RightBraceToken:
			return
		case css.WhitespaceToken, css.SemicolonToken:
			r.next++
		case css.AtKeywordToken:
			r.next++
			r.atRule(token)
		default:
			r.rule(animation)
		}
	}
}

// atRule reads an at-rule whose name has been read.
func (r *sheetReader) atRule(name cssToken) {
	keyword := strings.ToLower(name.text)
	prelude := r.until(css.SemicolonToken, css.LeftBraceToken)
	if r.peek().kind != css.LeftBraceToken {
		utf8Only := len(prelude) == 2 && strings.EqualFold(prelude[1].text, `"utf-8"`)
		if keyword != "@layer" && (keyword != "@charset" || !utf8Only) {
			r.refuse(name.at, name.text+", which is not read")
		}
		return
	}
	r.next++
	switch {
	case groups[keyword]:
		r.list(false)
	case keyword == "@keyframes":
		r.list(true)
	case keyword == "@page":
		r.rules = append(r.rules, cssRule{at: name.at, declarations: r.declarations()})
	default:
		r.refuse(name.at, name.text+", which is not read")
		r.next = len(r.tokens)
	}
	r.closing()
}

// closing reads the end of a block.
func (r *sheetReader) closing() {
	if r.peek().kind == css.RightBraceToken {
		r.next++
	}
}

// rule reads a selector and its declarations.
func (r *sheetReader) rule(animation bool) {
	start := r.peek().at
	prelude := r.until(css.LeftBraceToken)
	if r.peek().kind != css.LeftBraceToken {
		r.refuse(start, "words that are no rule: "+excerpt(textAt(r.file, start)))
		return
	}
	r.next++
	rule := cssRule{at: finding.Span{Start: start.Start, End: r.peek().at.Start}}
	if !animation {
		var fault string
		if rule.selectors, fault = parseSelectors(prelude); fault != "" {
			r.refuse(start, fault)
		}
	}
	rule.declarations = r.declarations()
	r.rules = append(r.rules, rule)
	r.closing()
}

// declarations reads what stands in a block.
func (r *sheetReader) declarations() (list []declaration) {
	for {
		token := r.peek()
		switch token.kind {
		case css.ErrorToken, css.RightBraceToken:
			return list
		case css.WhitespaceToken, css.SemicolonToken:
			r.next++
			continue
		case css.IdentToken, css.CustomPropertyNameToken:
		default:
			r.refuse(token.at, "a rule inside another, which is not read")
			r.next = len(r.tokens)
			return list
		}
		r.next++
		value := r.until(css.SemicolonToken, css.RightBraceToken, css.LeftBraceToken)
		for len(value) > 0 && value[0].kind == css.WhitespaceToken {
			value = value[1:]
		}
		if r.peek().kind == css.LeftBraceToken || len(value) == 0 || value[0].kind != css.ColonToken {
			r.refuse(token.at, "a rule inside another, which is not read")
			r.next = len(r.tokens)
			return list
		}
		made := declaration{name: token.text, value: value[1:], at: token.at}
		if token.kind == css.CustomPropertyNameToken {
			r.defined[made.name] = append(r.defined[made.name], made.value)
		} else {
			made.name = strings.ToLower(made.name)
		}
		list = append(list, made)
	}
}

// named are the properties whose strings are names that are not drawn.
var named = set("font font-family font-feature-settings font-variation-settings grid grid-template grid-template-areas")

// never are properties that turn or disguise words, and are inherited by those
// of quotations, wherever they are set.
var never = set("direction unicode-bidi writing-mode text-orientation text-transform text-combine-upright -webkit-text-security " +
	"quotes string-set hyphenate-character text-emphasis text-emphasis-style block-ellipsis behavior -moz-binding")

// unread are functions that draw something else than what is written.
var unread = set("attr counter counters symbols element paint image-set -webkit-image-set image cross-fade -webkit-cross-fade string target-text target-counter target-counters leader src expression if inherit")

// strings refuses what the sheet draws: strings of properties that show them, addresses that are pictures by themselves.
func (r *sheetReader) strings() {
	fonts := map[string]bool{} // custom properties that hold letters, or one that does
	for range r.defined {      // each round finds at least one more, or there is none
		before := len(fonts)
		for name, values := range r.defined {
			for _, value := range values {
				for _, token := range value {
					if token.kind == css.StringToken || token.kind == css.CustomPropertyNameToken && fonts[token.text] {
						fonts[name] = true
					}
				}
			}
		}
		if len(fonts) == before {
			break
		}
	}
	for _, rule := range r.rules {
		for _, made := range rule.declarations {
			r.value(made, fonts)
		}
	}
}

// value reads the value of one property.
func (r *sheetReader) value(made declaration, fonts map[string]bool) {
	custom := strings.HasPrefix(made.name, "--")
	if never[made.name] {
		r.refuse(made.at, "the property "+made.name+", which changes what readers see of words")
	}
	if made.name == "content" {
		r.content(made)
		return
	}
	for i, token := range made.value {
		switch token.kind {
		case css.StringToken:
			if said := unquoted(token.text); hasMark(said) || !custom && !named[made.name] {
				r.refuse(token.at, "a string that it could draw: "+excerpt(said))
			}
		case css.CustomPropertyNameToken:
			if fonts[token.text] && !custom && !named[made.name] {
				r.refuse(token.at, "words in "+token.text+" that it could draw by "+made.name)
			}
		case css.URLToken:
			r.url(token)
		case css.FunctionToken:
			if unread[strings.ToLower(strings.TrimSuffix(token.text, "("))] && !r.plainAttr(made.value[i:]) {
				r.refuse(token.at, "the function "+token.text+"), which draws what is not read")
			}
		}
	}
}

// content reads what is drawn before or after an element: dots, a join, or the
// address of a link in brackets.
func (r *sheetReader) content(made declaration) {
	for i := 0; i < len(made.value); i++ {
		token := made.value[i]
		switch {
		case token.kind == css.WhitespaceToken, token.text == "/", token.text == "!", token.is("important"), token.is("none"), token.is("normal"):
		case token.kind == css.StringToken && drawn(unquoted(token.text)):
		case token.kind == css.FunctionToken && r.plainAttr(made.value[i:]):
			i += 2
		default:
			r.refuse(token.at, "text that it draws, and nobody has checked: "+excerpt(token.text))
			return
		}
	}
}

// plainAttr reports whether a function is attr(href) or attr(cite).
func (r *sheetReader) plainAttr(value []cssToken) bool {
	return value[0].is("attr") && plainArgument(value) && (value[1].is("href") || value[1].is("cite"))
}

// plainArgument reports whether a function has one word between its brackets.
func plainArgument(value []cssToken) bool {
	return len(value) >= 3 && value[1].kind == css.IdentToken && value[2].kind == css.RightParenthesisToken
}

// url gives away what the sheet loads.
func (r *sheetReader) url(token cssToken) {
	_, inner, _ := strings.Cut(token.text, "(")
	inner = strings.Trim(strings.TrimSpace(strings.TrimSuffix(inner, ")")), `"'`)
	r.loads(token.at, inner)
}

// hasMark reports whether a string has a quotation mark, or a sign that is one
// where two of it stand round words.
func hasMark(text string) bool {
	return len(mark.Find(text)) > 0 || strings.ContainsFunc(text, func(char rune) bool {
		return fold.MarkOf(char) != 0 || len(mark.Find(" "+string(char)+"word"+string(char)+" ")) > 0
	})
}

// unquoted returns what a string of a style sheet says.
func unquoted(source string) string {
	source = strings.Trim(source, source[:1])
	var text strings.Builder
	for i := 0; i < len(source); {
		if source[i] != '\\' {
			_, size := utf8.DecodeRuneInString(source[i:])
			text.WriteString(source[i : i+size])
			i += size
			continue
		}
		digits := i + 1
		for digits < len(source) && digits <= i+6 && strings.IndexByte("0123456789abcdefABCDEF", source[digits]) >= 0 {
			digits++
		}
		code, err := strconv.ParseInt(source[i+1:digits], 16, 32)
		if err != nil {
			i++ // the character after it stands for itself
			continue
		}
		text.WriteRune(rune(code))
		if i = digits; i < len(source) && unicode.IsSpace(rune(source[i])) {
			i++
		}
	}
	return text.String()
}

// number returns the number of a token and its unit, or false.
func (t cssToken) number() (value float64, unit string, ok bool) {
	switch t.kind {
	case css.NumberToken, css.DimensionToken, css.PercentageToken:
	default:
		return 0, "", false
	}
	end := strings.IndexFunc(t.text, func(char rune) bool { return !strings.ContainsRune("0123456789.+-", char) })
	if end < 0 {
		end = len(t.text)
	}
	value, err := strconv.ParseFloat(t.text[:end], 64)
	return value, strings.ToLower(t.text[end:]), err == nil
}

// source returns a value as it is written.
func source(value []cssToken) string {
	var text strings.Builder
	for _, token := range value {
		text.WriteString(token.text)
	}
	return strings.TrimSpace(text.String())
}

// textAt returns what a place of a file holds.
func textAt(file *finding.File, at finding.Span) string { return string(file.Data[at.Start:at.End]) }

// excerpt returns text on one line, cut where messages would grow too long.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if chars := []rune(text); len(chars) > 80 {
		return string(chars[:77]) + "…"
	}
	return text
}

// set returns the words of a list.
func set(words string) map[string]bool {
	members := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		members[word] = true
	}
	return members
}
