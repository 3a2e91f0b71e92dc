package style

import (
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
