package style

import (
	"regexp"
	"slices"
	"strings"
)

// What a sheet may do anywhere is a closed list, too: a box beside proven words
// can cover them, and one round them can move or squeeze them.

// drawnSigns are what content may draw: dots, a join, and brackets.
var drawnSigns = map[string]bool{"": true, "…": true, "\u2060": true, "(": true, ")": true, "(…)": true}

// drawn reports whether a string may be drawn beside words.
func drawn(text string) bool { return drawnSigns[strings.TrimSpace(text)] }

// moving are the declarations by which the site lays boxes over others, by
// selector, both without needless blanks and with the numbers of slips as 0. No
// others may.
var moving = map[string]map[string]bool{
	".hidden":                            {"position:absolute": true, "width:1px": true, "height:1px": true, "overflow:hidden": true, "clip-path:inset(50%)": true},
	".seals":                             {"position:absolute": true},
	".skip":                              {"position:absolute": true, "inset-inline-start:-999rem": true},
	".skip:focus":                        {"inset-inline-start:var(--gap)": true, "background:var(--paper)": true, "z-index:9": true},
	".matrix thead":                      {"position:absolute": true, "inset-inline-start:-999rem": true},
	".events .prose li::before":          {"position:absolute": true, "inset-inline-start:-.27rem": true, "top:.62em": true, "width:.5rem": true, "height:.5rem": true, "border-radius:50%": true, "background:var(--ink)": true},
	".seal button,.seal a":               {"all:unset": true},
	".close":                             {"all:unset": true},
	".seal button::after,.seal a::after": {"position:absolute": true, "inset:calc((1em - 26px)/2)-.3em": true},
	".ref::after":                        {"position:absolute": true, "inset:calc((1em - 24px)/2)-.5em": true},
	".slip:popover-open":                 {"position:fixed": true, "inset:auto 0 0 0": true, "inset:auto var(--gap)0 auto": true, "max-height:55vh": true, "animation:rise .18s ease-out": true},
	".slip::backdrop":                    {"background:var(--dim)": true},
	".page .slip":                        {"position:absolute": true, "inset:auto var(--gap)auto auto": true},
	".page #n0":                          {"top:anchor(--s0 top)": true, "top:max(anchor(--s0 top),anchor(--n0 bottom) + 1rem)": true},
	".read .pn":                          {"position:absolute": true, "inset-inline-start:0": true},
	".fulltext .number":                  {"position:absolute": true, "inset-inline-start:0": true},
	"from":                               {"translate:0 .8rem": true, "opacity:0": true},
}

// over are the classes of elements that the site lays over others, or takes out
// of its pages' way: these have no ground of their own.
var over = set("hidden skip seals number pn")

// Covers reports whether an element is one that lies over others.
func Covers(name string, classes []string) bool {
	return name == "thead" || slices.ContainsFunc(classes, func(class string) bool { return over[class] })
}

// anywhere are the properties that a rule may set, whatever it matches, beside
// those that it may set on proven words.
var anywhere = map[string]check{}

func init() {
	add := func(names string, of check) {
		for name := range strings.FieldsSeq(names) {
			anywhere[name] = of
		}
	}
	one := func(words string) check {
		members := set(words)
		return func(_ *sheetReader, value []cssToken, _ Where) bool { return members[strings.ToLower(source(value))] }
	}
	add("display", one("block inline inline-block list-item flow-root flex inline-flex grid none"))
	add("position", one("relative static"))
	add("top bottom left right inset-block-start inset-block-end inset-inline-start inset-inline-end", between(-1, 1, nil))
	add("overflow overflow-x", one("auto visible"))
	add("height", between(.4, 99, set("auto")))
	add("min-height", between(0, 999, nil))
	add("width", between(.25, 999, set("auto")))
	add("max-width min-width max-inline-size", between(0, 999, set("none auto")))
	add("columns", between(1, 4, nil))
	add("line-height", between(.9, 9, set("normal inherit")))
	add("letter-spacing", between(-.1, .5, set("normal inherit")))
	add("vertical-align", func(r *sheetReader, value []cssToken, where Where) bool {
		return plainProperties["vertical-align"](r, value, where) || between(-1, 1, nil)(r, value, where)
	})
	add("list-style", one("none decimal disc"))
	add("list-style-type", one("none decimal disc"))
	add("border-collapse", one("collapse separate"))
	add("table-layout", one("fixed auto"))
	add("counter-reset", one("none"))
	add("grid-column", one("1 2"))
	add("color-scheme", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return source(value) == "light" || source(value) == "light dark"
	})
	add("scroll-behavior", one("smooth auto"))
	add("overscroll-behavior", one("contain auto"))
	add("scroll-padding-top scroll-padding-bottom", between(0, 99, nil))
	add("text-anchor", one("start middle end"))
	add("stroke-width", between(0, 9, nil))
	add("fill stroke", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return source(value) == "none" || source(value) == "currentColor" || variable(value) != ""
	})
	grids := set("var(--heads)minmax(0,var(--measure)) minmax(0,1fr)minmax(0,1fr) minmax(0,var(--measure))minmax(0,1fr) repeat(auto-fit,minmax(min(9rem,100%),1fr)) repeat(auto-fit,minmax(min(13rem,100%),1fr)) 1fr 1fr,1fr max-content,1fr minmax(0,1fr) repeat(auto-fit,minmax(min(16rem,100%),1fr)) repeat(auto-fit,minmax(min(20rem,100%),1fr))")
	add("grid-template-columns", func(_ *sheetReader, value []cssToken, _ Where) bool {
		return grids[strings.Join(strings.Fields(strings.ReplaceAll(source(value), ", ", ",")), ",")]
	})
}

// computed are the lengths that the site computes: of widths of the page alone.
var computed = set("var(--measure)+2*var(--gap) var(--heads)+var(--measure)+var(--margin)+2*var(--gutter)+2*var(--gap) var(--heads)+var(--gutter) " +
	"var(--measure)+var(--margin)+var(--gutter) 100%+var(--margin)+var(--gutter)")

// isComputed reports whether tokens are calc() round a length of that list.
func isComputed(value []cssToken) bool {
	text := strings.Join(strings.Fields(source(value)), "")
	return strings.HasPrefix(text, "calc(") && computed[strings.TrimSuffix(strings.TrimPrefix(text, "calc("), ")")]
}

var (
	blanks    = regexp.MustCompile(`\s*([,>~+])\s*`)
	important = regexp.MustCompile(`\s*!\s*important$`)
	notes     = regexp.MustCompile(`(#n|--[ns])\d+`)
)

// spelt returns a selector or a value as it is compared.
func spelt(text string) string {
	text = strings.Join(strings.Fields(important.ReplaceAllString(text, "")), " ")
	if strings.Contains(text, "#n") || strings.Contains(text, "anchor(") {
		text = notes.ReplaceAllString(text, "${1}0")
	}
	return text
}

// closed checks each declaration of the sheet, whatever it can match.
func (r *sheetReader) closed() {
	for _, rule := range r.rules {
		for _, made := range rule.declarations {
			if !strings.HasPrefix(made.name, "--") && !r.mayMove(rule, made) && !r.closedIn(rule, made) {
				r.refuse(made.at, made.name+": "+excerpt(source(made.value))+", which is not on the list of what sheets may do")
			}
		}
	}
}

// ofSlip reports whether a rule lays out the evidence, which opens over the page.
func (r *sheetReader) ofSlip(rule cssRule) bool {
	selector := spelt(strings.TrimRight(textAt(r.file, rule.at), "{ \n"))
	return selector == ".slip:popover-open" || selector == ".page .slip" || selector == ".page #n0"
}

// mayMove reports whether a declaration is one by which the site lays a box over others.
func (r *sheetReader) mayMove(rule cssRule, made declaration) bool {
	selector := blanks.ReplaceAllString(spelt(strings.TrimRight(textAt(r.file, rule.at), "{ \n")), "$1")
	return moving[selector][made.name+":"+spelt(source(made.value))]
}

// closedIn reports whether a rule may have a declaration.
func (r *sheetReader) closedIn(rule cssRule, made declaration) bool {
	made.value = unimportant(made.value)
	if len(rule.selectors) == 0 { // of an animation or a printed page
		return made.name == "margin" && strings.HasPrefix(textAt(r.file, rule.at), "@page") && between(0, 9, nil)(r, made.value, 0)
	}
	for _, one := range rule.selectors {
		switch part := one.subject().part; {
		case part == "before" || part == "after":
			if !beside[made.name] || made.name == "display" && source(made.value) == "none" {
				return false
			}
		case part != "" && made.name != "color" && !strings.HasPrefix(made.name, "font"):
			return false
		}
	}
	if made.name == "content" {
		return true // what it draws has been read
	}
	check, ok := anywhere[made.name]
	if !ok {
		check, ok = plainProperties[made.name]
	}
	return ok && check(r, made.value, RoundWords)
}

// beside are the properties of what is drawn before and after an element.
var beside = set("content box-sizing display font overflow-wrap color")

// unimportant returns a value without what says that it goes first.
func unimportant(value []cssToken) []cssToken {
	for i, token := range value {
		if token.text == "!" || token.is("!important") {
			return value[:i]
		}
	}
	return value
}

// families are the fonts that sheets may name: those of the system, with letters
// that are what they say.
var families = map[string]bool{}

func init() {
	for name := range strings.SplitSeq("Iowan Old Style,Palatino Nova,Palatino Linotype,Palatino,P052,Book Antiqua,Georgia,Source Serif 4,"+
		"Noto Serif,Noto Serif CJK JP,Avenir Next,Avenir,Segoe UI,Helvetica Neue,Nimbus Sans,Hiragino Mincho ProN,Yu Mincho,DejaVu Sans Mono,"+
		"serif,sans-serif,monospace,ui-monospace,system-ui,inherit", ",") {
		families[strings.ToLower(name)] = true
	}
}

// beforeFonts is what stands before the list of fonts in the shorthand.
var beforeFonts = regexp.MustCompile(`^(?:(?:normal|italic|bold|[1-9]00) )*(?:[\d.]+[a-z%]+|var\(--[a-z]+(?:,[\d.]+[a-z]+)?\)) ?(?:/ ?[\d.]+[a-z%]*)? `)

// readableFont reports whether a list of fonts holds only those of the list, by
// themselves or in custom properties; in the shorthand it stands at the end.
func (r *sheetReader) readableFont(value []cssToken, shorthand bool, depth int) bool {
	text := strings.Join(strings.Fields(source(value)), " ")
	if shorthand && text != "inherit" {
		before := beforeFonts.FindString(text)
		if before == "" {
			return false
		}
		text = text[len(before):]
	}
	for name := range strings.SplitSeq(text, ",") {
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		custom, ok := strings.CutPrefix(strings.TrimSuffix(name, ")"), "var(")
		switch {
		case !ok && families[strings.ToLower(name)]:
		case !ok || depth > 8 || len(r.defined[custom]) == 0:
			return false
		case slices.ContainsFunc(r.defined[custom], func(value []cssToken) bool { return !r.readableFont(value, false, depth+1) }):
			return false
		}
	}
	return true
}
