package public

import (
	"regexp"
	"strings"
)

// drawn are the attributes that an element of a drawing may have: what says
// where a shape is, and how it looks. A closed list, as that of elements is:
// more attributes of SVG fetch and run than anybody could name.
var drawn = set(`xmlns id class lang space version viewbox preserveaspectratio width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy rotate
	transform pathlength fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray
	stroke-dashoffset stroke-miterlimit opacity color clip-path clip-rule marker-start marker-mid marker-end paint-order vector-effect
	shape-rendering text-rendering offset stop-color stop-opacity gradientunits gradienttransform spreadmethod fx fy fr patternunits
	patterncontentunits patterntransform clippathunits markerwidth markerheight markerunits orient refx refy font-family font-size
	font-style font-weight text-anchor dominant-baseline textlength lengthadjust href role aria-label aria-labelledby aria-describedby aria-hidden`)

// spoken are those whose value is words.
var spoken = set("aria-label")

// called finds what a value calls, and with what.
var called = regexp.MustCompile(`([a-zA-Z-]*)\(([^()]*)\)?`)

// functions are those that a value may call: places, turns and colours.
var functions = set("matrix translate translatex translatey scale scalex scaley rotate skewx skewy rgb rgba hsl hsla")

// ownPlace is a place of the same drawing, as url() has it.
var ownPlace = regexp.MustCompile(`^#[\w.-]+$`)

// plainStyle reports whether a value, which browsers read as CSS, fetches
// nothing. Behind a backslash a letter can be any other.
func plainStyle(value string) bool {
	for _, call := range called.FindAllStringSubmatch(value, -1) {
		if name := strings.ToLower(call[1]); !functions[name] && !(name == "url" && ownPlace.MatchString(call[2])) {
			return false
		}
	}
	return !strings.Contains(value, `\`)
}
