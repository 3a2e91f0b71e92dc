package style

import (
	"maps"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

// Marks that a sheet draws, whatever they are written as.
func TestMarksAreFound(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       finding.Rule // "" for none
	}{
		{"as it is", "p::before{content:\"“\"}", finding.ReadBackMark},
		{"escaped", `p::before{content:"\201c"}`, finding.ReadBackMark},
		{"keyword", "q::before{content:open-quote}", finding.ReadBackMark},
		{"makeshifts", `p::before{content:"<<"}`, finding.ReadBackMark},
		{"commas", `p::before{content:",,"}`, finding.ReadBackMark},
		{"look-alikes", `p::before{content:"⋘"}`, finding.ReadBackMark},
		{"signs in pieces", `p::before{content:"<" "<"}`, finding.ReadBackMark},
		{"a sign that no sheet needs", `p::before{content:"→"}`, finding.ReadBackMark},
		{"marks of a list", `ul{list-style-type:"<<"}`, finding.ReadBackMark},
		{"an address", `a::after{content:" (" attr(href) ")"}`, ""},
		{"a join", `a::after{content:"\2060"}`, ""},
		{"nothing", `a::after{content:""}`, ""},
		{"dots", `p::before{content:"\2026" / ""}`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var list finding.List
			Check(finding.NewFile("a.css", []byte(test.text)), Places{}, func(finding.Span, string) {}, list.Report)
			found := list.Sorted()
			if len(found) == 0 && test.want != "" || len(found) > 0 && found[0].Rule != test.want {
				t.Errorf("%s: %v", test.text, found)
			}
		})
	}
}

// What no page needs may no sheet do, whatever it matches.
func TestClosed(t *testing.T) {
	for sheet, want := range map[string]bool{
		`.a{margin:1em auto}`: true, `.a{margin:-1em}`: false, `.a{margin:999em}`: false, `.a{filter:none}`: false, `.a{display:none}`: true, `.a{order:1}`: false,
		`.a{position:relative}`: true, `.a{position:fixed}`: false, `.seals{position:absolute}`: true, `.a .seals{position:absolute}`: false, `.seals,.a{position:absolute}`: false,
		`.a{color:var(--ink)}`: true, `.a{color:red}`: false, `.a{color:currentColor}`: true, `.a{background:red}`: false, `.a{border:1px solid var(--ink)}`: true, `.a{border:9em solid}`: false,
		`:root{--s:serif} .a{font:1em/1.5 var(--s)}`: true, `:root{--s:Lie} .a{font:1em/1.5 var(--s)}`: false, `.a{font-family:var(--none)}`: false, `.a{font:inherit}`: true,
		`:root{--s:var(--s)} .a{font-family:var(--s)}`: false, `.a{font:italic 600 1em Georgia, serif}`: true, `.a{font:caption}`: false, `.a{text-indent:0!important}`: true,
		`@page{margin:2cm}`: true, `@page{size:1cm}`: false, `@keyframes x{from{color:red}}`: false, `.a::before{content:"";width:1em}`: false, `.a{max-width:calc(1em - 1em)}`: false,
	} {
		var list finding.List
		Check(finding.NewFile("a.css", []byte(sheet)), Places{}, func(finding.Span, string) {}, list.Report)
		if found := list.Sorted(); len(found) == 0 != want {
			t.Errorf("%s: %v", sheet, found)
		}
	}
}

// Whatever can lie over words has no ground.
func TestCovers(t *testing.T) {
	for _, test := range []struct {
		name, class string
		want        bool
	}{{"a", "x skip", true}, {"thead", "", true}, {"p", "skipped", false}} {
		classes := strings.Fields(test.class)
		if got := Covers(test.name, classes); got != test.want {
			t.Errorf("%s.%s: %t", test.name, test.class, got)
		}
		places := Places{}
		places.Keep((*Chain)(nil).With(SignOf(test.name, classes, maps.All(map[string]string{"class": test.class}))), LiesOver)
		var list finding.List
		Check(finding.NewFile("a.css", []byte(`*{background:var(--x)}`)), places, func(finding.Span, string) {}, list.Report)
		if len(list.Sorted()) == 0 {
			t.Errorf("%s.%s has a ground", test.name, test.class)
		}
	}
}
