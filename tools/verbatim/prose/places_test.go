package prose

import (
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

// FuzzPlaces shows that no page panics, and that what is found lies in it.
func FuzzPlaces(f *testing.F) {
	f.Add("## A *b* {#c}\n\n[d](e.md) “f” ![g](h.svg) <!-- verbatim: quote-edge because i -->\n", "“")
	f.Add("> - | j | k |\n\n<!-- verbatim: quote-edge because l -->\n&ldquo;m", "m")
	f.Fuzz(func(t *testing.T, body, words string) {
		file := finding.NewFile("content/topics/a.md", []byte("---\ntitle: A\n---\n"+body))
		page := &Page{File: file, name: file.Name, Body: len(file.Data) - len(body)}
		inside := func(s finding.Span) {
			if s.Start < page.Body || s.Start > s.End || s.End > len(file.Data) {
				t.Errorf("%v lies outside %d bytes", s, len(file.Data))
			}
		}
		places := page.Places()
		for _, named := range append(places.Addresses, places.IDs...) {
			inside(named.Span)
		}
		if span, ok := places.Words("", words, ""); ok {
			inside(span)
		}
	})
}
