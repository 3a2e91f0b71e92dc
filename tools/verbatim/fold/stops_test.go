package fold

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// TestColonsAreUnicodes walks all of Unicode: what it calls a colon is one, and what
// it calls a dash.
func TestColonsAreUnicodes(t *testing.T) {
	for r := rune(0x21); r <= unicode.MaxRune; r++ {
		name := strings.Fields(runenames.Name(r))
		sign := unicode.In(r, unicode.Po, unicode.Sk, unicode.Lm, unicode.Sm) && !slices.Contains(name, "HALF")
		if slices.Contains(name, "COLON") && !slices.Contains(name, "EQUALS") && sign && !IsColon(r) {
			t.Errorf("%U %s is a colon", r, runenames.Name(r))
		}
		hyphen := strings.Contains(runenames.Name(r), "HYPHEN") || r == 0x05BE
		if unicode.Is(unicode.Pd, r) && IsDash(r) == hyphen {
			t.Errorf("%U %s is a dash: %v", r, runenames.Name(r), IsDash(r))
		}
		if IsColon(r) && unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) {
			t.Errorf("%U %s is a letter", r, runenames.Name(r))
		}
	}
	for _, r := range ";.,·・ー‥…" {
		if IsColon(r) || IsDash(r) {
			t.Errorf("%U is no colon and no dash", r)
		}
	}
}
