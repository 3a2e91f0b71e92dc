package public

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"summit-explainer/tools/verbatim/finding"
)

// script refuses quotation marks in the strings of a program: it could put them
// on a page, round anything.
func (c *checker) script(file *finding.File) {
	if _, err := js.Parse(parse.NewInputBytes(file.Data), js.Options{}); err != nil {
		c.unreadable(file, 0, "a script")
		return
	}
	lexer := js.NewLexer(parse.NewInputBytes(file.Data))
	value := false // the token before is one, so that a slash divides
	for at := 0; ; {
		kind, data := lexer.Next()
		if (kind == js.DivToken || kind == js.DivEqToken) && !value {
			kind, data = lexer.RegExp()
		}
		span := finding.Span{Start: at, End: at + len(data)}
		at = span.End
		switch kind {
		case js.ErrorToken:
			return
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
			continue
		case js.StringToken, js.TemplateToken, js.TemplateStartToken, js.TemplateMiddleToken, js.TemplateEndToken:
			c.unproven(file, span, literal(string(data)), "a program could draw quotation marks that nobody has checked", "write marks as text, inside a proven element")
		}
		value = js.IsIdentifierName(kind) && !beforeRegExp[kind] || js.IsNumeric(kind) || kind == js.StringToken || kind == js.TemplateToken ||
			kind == js.TemplateEndToken || kind == js.CloseParenToken || kind == js.CloseBracketToken || kind == js.CloseBraceToken || kind == js.RegExpToken
	}
}

// beforeRegExp are words after which a value begins.
var beforeRegExp = map[js.TokenType]bool{
	js.ReturnToken: true, js.TypeofToken: true, js.CaseToken: true, js.DoToken: true, js.ElseToken: true, js.InToken: true,
	js.InstanceofToken: true, js.NewToken: true, js.VoidToken: true, js.DeleteToken: true, js.ThrowToken: true, js.YieldToken: true, js.AwaitToken: true, js.OfToken: true,
}

var escaped = regexp.MustCompile(`\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{1,3})|(\r\n|[\s\S]))`)

// literal returns what a string or a part of a template says, without its
// delimiters.
func literal(source string) string {
	source = strings.TrimSuffix(strings.TrimSuffix(source[1:], "${"), source[len(source)-1:])
	return escaped.ReplaceAllStringFunc(source, func(escape string) string {
		parts := escaped.FindStringSubmatch(escape)
		for i, base := range []int{16, 16, 16, 8} {
			if parts[i+1] != "" {
				code, err := strconv.ParseInt(parts[i+1], base, 32)
				if err != nil {
					return "\ufffd"
				}
				return string(rune(code))
			}
		}
		switch parts[5] {
		case "n", "t", "r", "b", "v", "f":
			return " "
		case "\n", "\r", "\r\n", "\u2028", "\u2029":
			return ""
		}
		return parts[5]
	})
}
