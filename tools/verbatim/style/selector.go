package style

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// compound is a part of a selector that speaks of one element.
type compound struct {
	name    string // of the element; "" for any
	id      string // without what numbers it
	classes []string
	attrs   []string
	part    string // the pseudo-element, "" for none
	after   string // the combinator that joins it to the compound before: "", " ", ">" or "~"
}

// selector is a complex selector; its last compound is its subject.
type selector []compound

// subject returns the compound that speaks of the element that is styled.
func (s selector) subject() compound { return s[len(s)-1] }

// parseSelectors reads a list of selectors, or says what it can't read.
func parseSelectors(tokens []cssToken) (list []selector, fault string) {
	current, part := selector{}, compound{}
	begun := false // the compound
	combine := func(combinator string) {
		if begun {
			current = append(current, part)
			part, begun = compound{after: combinator}, false
		} else if combinator != " " {
			part.after = combinator
		}
	}
	for i := 0; i < len(tokens); i++ {
		token := tokens[i]
		switch {
		case token.kind == css.WhitespaceToken:
			combine(" ")
			continue
		case token.text == ">":
			combine(">")
			continue
		case token.text == "+", token.text == "~":
			combine("~")
			continue
		case token.kind == css.CommaToken:
			if begun {
				current = append(current, part)
			}
			if len(current) == 0 {
				return list, "a selector that is not read"
			}
			list = append(list, current)
			current, part, begun = selector{}, compound{}, false
			continue
		case token.text == "*":
		case token.kind == css.IdentToken:
			part.name = strings.ToLower(token.text)
		case token.kind == css.HashToken:
			part.id = numbered(token.text[1:])
		case token.text == "." && i+1 < len(tokens) && tokens[i+1].kind == css.IdentToken:
			i++
			part.classes = append(part.classes, tokens[i].text)
		case token.kind == css.LeftBracketToken:
			end := closed(tokens, i)
			for ; i < end; i++ {
				if tokens[i].kind == css.IdentToken {
					part.attrs = append(part.attrs, strings.ToLower(tokens[i].text))
					break
				}
			}
			i = end
		case token.kind == css.ColonToken && i+1 < len(tokens):
			i = pseudo(tokens, i, &part)
		default:
			return list, "a selector that is not read: " + excerpt(source(tokens))
		}
		begun = true
	}
	if begun {
		current = append(current, part)
	}
	if len(current) == 0 {
		return list, "a selector that is not read"
	}
	return append(list, current), ""
}

// oldParts are pseudo-elements that may be written with one colon.
var oldParts = set("before after first-line first-letter")

// pseudo reads a pseudo-class or -element, and returns the index of its last
// token. A pseudo-class is taken to hold always.
func pseudo(tokens []cssToken, i int, part *compound) int {
	i++
	double := tokens[i].kind == css.ColonToken
	if double && i+1 < len(tokens) {
		i++
	}
	if name := strings.ToLower(strings.TrimSuffix(tokens[i].text, "(")); double || oldParts[name] {
		part.part = name
	} else if name == "root" {
		part.name = "html"
	}
	if tokens[i].kind == css.FunctionToken {
		return closed(tokens, i)
	}
	return i
}

// closed returns the index of the bracket that closes the one at an index.
func closed(tokens []cssToken, at int) int {
	depth := 0
	for i := at; i < len(tokens); i++ {
		switch tokens[i].kind {
		case css.LeftBracketToken, css.LeftParenthesisToken, css.FunctionToken:
			depth++
		case css.RightBracketToken, css.RightParenthesisToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens) - 1
}

// Sign is what selectors can tell of an element.
type Sign struct {
	name    string
	id      string // without what numbers it
	classes []string
	attrs   []string
}

// SignOf returns the sign of an element of a page, by its name in lower case, its
// classes, and the values of its attributes.
func SignOf(name string, classes []string, attrs iter.Seq2[string, string]) Sign {
	made := Sign{name: name, classes: classes}
	for key, value := range attrs {
		if key == "id" {
			made.id = numbered(value)
		} else {
			made.attrs = append(made.attrs, key)
		}
	}
	slices.Sort(made.attrs)
	return made
}

// key tells a sign from all that are not the same: neither names, nor classes, nor keys
// have line breaks.
func (s Sign) key() string {
	return s.name + "\n" + strings.Join(s.classes, "\t") + "\n" + strings.Join(s.attrs, "\t") + "\n" + strconv.Quote(s.id)
}

// numbered returns an id without its number, or what tells it from others of
// its kind: the elements of a kind stand alike.
func numbered(id string) string {
	if len(id) > 2 && id[1] == '-' && strings.Contains("qcrw", id[:1]) {
		return id[:2]
	}
	return strings.TrimRight(id, "0123456789")
}

// fits reports whether a compound can speak of an element.
func (c compound) fits(elem Sign) bool {
	has := func(want, have []string) bool {
		return !slices.ContainsFunc(want, func(one string) bool {
			return !slices.ContainsFunc(have, func(other string) bool { return strings.EqualFold(one, other) })
		})
	}
	return (c.name == "" || c.name == elem.name) && (c.id == "" || c.id == elem.id) && has(c.classes, elem.classes) && has(c.attrs, elem.attrs)
}

// can reports whether a selector can match the last element of a chain from the
// root of a page. Pseudo-classes, values of attributes and siblings are taken
// to fit, so that the answer is never a false no.
func (s selector) can(chain []Sign) bool {
	last := len(s) - 1
	if last < 0 {
		return true
	}
	if len(chain) == 0 || !s[last].fits(chain[len(chain)-1]) {
		return false
	}
	return s[:last].leads(s[last].after, chain[:len(chain)-1])
}

// leads reports whether the compounds before a combinator fit the elements
// round the one that it speaks of.
func (s selector) leads(combinator string, around []Sign) bool {
	if len(s) == 0 {
		return true
	}
	switch combinator {
	case ">":
		return s.can(around)
	case "~":
		last := len(s) - 1
		return s[:last].leads(s[last].after, around)
	}
	for end := len(around); end > 0; end-- {
		if s.can(around[:end]) {
			return true
		}
	}
	return false
}
