package style

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// Where says where an element stands, seen from proven words: some of the
// following together.
type Where int

// The places of an element.
const (
	RoundWords  Where = 1 << iota // they stand in it
	ShowsWords                    // it shows them, or its caption does
	WithinWords                   // it holds some of them
	LiesOver                      // it can lie over others
)

// Places are where elements of the pages stand, seen from proven words: all
// that style sheets need to know of pages.
type Places map[string]place

// place is an element with those that it stands in, from the root.
type place struct {
	signs []Sign
	where Where
}

// Chain is an element with those that it stands in. The nil Chain is what the root
// stands in.
type Chain struct {
	round *Chain
	sign  Sign
	key   string // of all signs, from the root
}

// With returns the chain of an element that stands in the last one's.
func (c *Chain) With(sign Sign) *Chain {
	key := ""
	if c != nil {
		key = c.key
	}
	return &Chain{c, sign, key + sign.key() + "\n"}
}

// signs returns the signs of the elements, from the root.
func (c *Chain) signs() (list []Sign) {
	for ; c != nil; c = c.round {
		list = append(list, c.sign)
	}
	slices.Reverse(list)
	return list
}

// Keep notes where the last element of a chain stands.
func (p Places) Keep(chain *Chain, where Where) {
	known, ok := p[chain.key]
	if !ok {
		known.signs = chain.signs()
	}
	known.where |= where
	p[chain.key] = known
}

// Add notes all that other places say.
func (p Places) Add(others Places) {
	for key, other := range others {
		known, ok := p[key]
		if !ok {
			known.signs = other.signs
		}
		known.where |= other.where
		p[key] = known
	}
}

// reach checks each rule against where it can match.
func (r *sheetReader) reach() {
	inks, papers := map[string]bool{}, map[string]bool{}
	for _, rule := range r.rules {
		for _, one := range rule.selectors {
			where := Where(0)
			for _, elem := range r.places {
				if where&elem.where != elem.where && one.can(elem.signs) {
					where |= elem.where
				}
			}
			if where == 0 {
				continue
			}
			part := one.subject().part
			for _, made := range rule.declarations {
				if where&LiesOver != 0 && part == "" {
					r.grounds(rule, made)
				}
				if where&RoundWords != 0 && part == "" && r.mayMove(rule, made) && !r.ofSlip(rule) {
					r.refuse(made.at, made.name+": "+excerpt(source(made.value))+" on an element round proven words")
				}
				if where != LiesOver {
					r.applies(made, part, where&^LiesOver)
				}
				if part == "" {
					colours(made, inks, papers)
				}
			}
		}
	}
	for ink := range inks {
		for paper := range papers {
			if ink == paper || r.alike(ink, paper) {
				r.refuse(r.tokens[0].at, "words in a colour of their ground: "+ink+" and "+paper)
				return
			}
		}
	}
}

// grounds refuses a ground of what lies over others, but where the site has one.
func (r *sheetReader) grounds(rule cssRule, made declaration) {
	if (strings.HasPrefix(made.name, "background") || made.name == "box-shadow") && variable(made.value) != "" && !r.mayMove(rule, made) {
		r.refuse(made.at, made.name+": "+excerpt(source(made.value))+" on what can lie over words")
	}
}

// applies checks a declaration that can match somewhere.
func (r *sheetReader) applies(made declaration, part string, where Where) {
	custom := strings.HasPrefix(made.name, "--")
	switch {
	case custom:
		if where&^RoundWords != 0 {
			r.refuse(made.at, made.name+" set on an element that shows proven words")
		}
	case part == "first-line" || part == "first-letter":
		r.plainly(made, where|ShowsWords)
	case part != "" && where&^RoundWords == 0: // it is drawn beside, and its words are checked
	case part == "" && where&^RoundWords == 0:
		if r.hides(made) {
			r.refuse(made.at, made.name+": "+source(made.value)+" on an element round proven words")
		}
	case made.name == "content":
		r.beside(made)
	default:
		r.plainly(made, where)
	}
}

// beside checks what is drawn beside words inside a proven element: dots where
// the source goes on, a join, or an address after all of them.
func (r *sheetReader) beside(made declaration) {
	for _, token := range made.value {
		if token.kind == css.StringToken && strings.Trim(unquoted(token.text), "…\u2060 ()") != "" {
			r.refuse(token.at, "signs beside proven words: "+excerpt(token.text))
		}
	}
}

// plainly checks a declaration of an element that shows proven words.
func (r *sheetReader) plainly(made declaration, where Where) {
	check, ok := plainProperties[made.name]
	if !ok || !check(r, made.value, where) {
		r.refuse(made.at, made.name+": "+excerpt(source(made.value))+" on an element that shows proven words")
	}
}

// hides reports what could hide or squeeze a part of the words in an element.
func (r *sheetReader) hides(made declaration) bool {
	switch made.name {
	case "display":
		return slices.ContainsFunc(made.value, func(token cssToken) bool { return token.is("none") })
	case "max-width", "max-inline-size":
		return !plainProperties[made.name](r, unimportant(made.value), RoundWords)
	}
	return false
}

// A check says whether a property may have a value there.
type check func(r *sheetReader, value []cssToken, where Where) bool

// plainProperties are those that a rule may set which can match an element that
// shows proven words: they set its type, its place among its neighbours and its
// colour, and leave every word to be seen, once, in its order.
var plainProperties = map[string]check{}

func init() {
	add := func(names string, of check) {
		for name := range strings.FieldsSeq(names) {
			plainProperties[name] = of
		}
	}
	add("box-sizing text-wrap hanging-punctuation text-rendering overflow-wrap word-break line-break hyphens hyphenate-limit-chars white-space font-kerning "+
		"font-style font-weight font-variant-numeric font-variant-ligatures font-feature-settings font-optical-sizing text-align text-align-last "+
		"text-underline-offset text-underline-position text-decoration-thickness text-decoration-color text-decoration-skip-ink "+
		"break-inside break-before break-after orphans widows page-break-inside "+
		"cursor anchor-name gap row-gap column-gap align-items align-self justify-content flex scroll-margin scroll-margin-block scroll-margin-top",
		func(*sheetReader, []cssToken, Where) bool { return true })
	// Columns alone: rows follow the order of the words.
	add("grid-column", func(_ *sheetReader, value []cssToken, _ Where) bool { return set("1 2")[source(value)] })
	add("flex-wrap", func(_ *sheetReader, value []cssToken, _ Where) bool { return set("wrap nowrap")[source(value)] })
	add("border border-top border-bottom border-left border-right border-block border-inline border-block-start border-block-end border-inline-start border-inline-end "+
		"border-width border-top-width border-bottom-width border-color border-radius outline outline-offset outline-color", between(0, 1, nil))
	add("box-shadow", func(r *sheetReader, value []cssToken, _ Where) bool {
		return !slices.ContainsFunc(value, func(token cssToken) bool { return token.is("inset") }) && r.lengths(value, 0, 1, 0)
	})
	add("margin margin-top margin-bottom margin-left margin-right margin-block margin-inline margin-block-start margin-block-end margin-inline-start margin-inline-end "+
		"padding padding-top padding-bottom padding-left padding-right padding-block padding-inline padding-block-start padding-block-end padding-inline-start padding-inline-end",
		between(0, 99, nil))
	add("max-width min-width max-inline-size", between(6, 999, set("none auto")))
	add("font-size", between(.5, 9, set("inherit medium small large larger smaller")))
	add("font", func(r *sheetReader, value []cssToken, where Where) bool {
		return source(value) == "inherit" || between(.5, 900, nil)(r, value, where) && r.readableFont(value, true, 0)
	})
	add("font-family", func(r *sheetReader, value []cssToken, _ Where) bool { return r.readableFont(value, false, 0) })
	add("line-height", between(.9, 9, set("normal inherit")))
	add("letter-spacing", between(-.1, .5, set("normal inherit")))
	add("text-indent", between(-2, 2, set("inherit")))
	add("vertical-align", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return set("baseline super sub top middle bottom")[source(value)]
	})
	add("display", func(_ *sheetReader, value []cssToken, where Where) bool {
		// A flexible box keeps its children in order; order, wrap-reverse and row-reverse are not among these properties.
		return set("block inline inline-block list-item flow-root")[source(value)] || where&WithinWords == 0 && set("flex inline-flex grid")[source(value)]
	})
	add("text-decoration text-decoration-line text-decoration-style", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return !slices.ContainsFunc(value, func(token cssToken) bool { return token.is("line-through") || token.is("blink") })
	})
	add("color", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return set("inherit currentcolor")[strings.ToLower(source(value))] || variable(value) != ""
	})
	// The minifier writes none as 0 0.
	add("background background-color", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return set("none transparent inherit")[source(value)] || source(value) == "0 0" || variable(value) != ""
	})
}

// between returns a check of lengths in em or rem, percentages and numbers, which
// a pixel and a point are taken for a sixteenth and a twelfth of. Of clamp()
// the least value counts; what is computed otherwise is refused.
func between(least, most float64, words map[string]bool) check {
	return func(r *sheetReader, value []cssToken, where Where) bool {
		if words[source(value)] {
			return true
		}
		return r.lengths(value, least, most, 0)
	}
}

// relative are units that are about a letter's size or more, by the number of
// them that make one.
var relative = map[string]float64{"": 1, "em": 1, "rem": 1, "ch": 2, "ex": 2, "lh": 1, "ic": 1, "px": 16, "pt": 12, "%": 100, "cm": .4, "mm": 4, "in": .17, "vw": 1, "vh": 1, "fr": 1}

// lengths reports whether all lengths of a value lie between two numbers of
// letters. Custom properties have any of their values.
func (r *sheetReader) lengths(value []cssToken, least, most float64, depth int) bool {
	if depth > 8 {
		return false
	}
	for i := 0; i < len(value); i++ {
		token := value[i]
		number, unit, isLength := token.number()
		switch {
		case token.kind == css.CustomPropertyNameToken:
			if !r.definedWithin(token.text, least, most, depth+1) {
				return false
			}
		case token.kind == css.FunctionToken && token.is("clamp"):
			comma := i + slices.IndexFunc(value[i:], func(token cssToken) bool { return token.kind == css.CommaToken })
			if comma < i || !r.lengths(value[i+1:comma], least, most, depth+1) {
				return false
			}
			i = closed(value, i)
		case token.kind == css.FunctionToken && (token.is("light-dark") || token.is("rgb")), token.kind == css.FunctionToken && isComputed(value[i:closed(value, i)+1]):
			i = closed(value, i)
		case token.kind == css.FunctionToken && !token.is("var"):
			return false
		case isLength && !within(number, unit, token.kind == css.NumberToken, least, most):
			return false
		}
	}
	return true
}

// definedWithin reports whether all values of a custom property have such lengths.
func (r *sheetReader) definedWithin(name string, least, most float64, depth int) bool {
	return !slices.ContainsFunc(r.defined[name], func(value []cssToken) bool { return !r.lengths(value, least, most, depth) })
}

// within reports whether a length lies between two numbers of letters. A bare
// number of a hundred or more is the weight of a font.
func within(number float64, unit string, bare bool, least, most float64) bool {
	if bare && number >= 100 || number == 0 && least <= 0 {
		return true
	}
	size, known := relative[unit]
	return known && number/size >= least && number/size <= most
}

// variable returns the custom property that a value is, or "".
func variable(value []cssToken) string {
	var bare []cssToken
	for _, token := range value {
		if token.kind != css.WhitespaceToken {
			bare = append(bare, token)
		}
	}
	if len(bare) == 3 && bare[0].is("var") {
		return bare[1].text
	}
	return ""
}

// colours notes the custom properties in which words and grounds are coloured.
func colours(made declaration, inks, papers map[string]bool) {
	name := variable(made.value)
	switch {
	case name == "":
	case made.name == "color":
		inks[name] = true
	case made.name == "background", made.name == "background-color":
		papers[name] = true
	}
}

// alike reports whether two custom properties have a value in common, or the
// first one that can be seen through.
func (r *sheetReader) alike(ink, paper string) bool {
	for _, one := range r.defined[ink] {
		said := strings.ToLower(source(one))
		if strings.Contains(said, "transparent") || strings.Contains(said, "/") {
			return true
		}
		for _, other := range r.defined[paper] {
			if said == strings.ToLower(source(other)) {
				return true
			}
		}
	}
	return false
}
