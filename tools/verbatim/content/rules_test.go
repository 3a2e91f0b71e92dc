package content

import (
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

// FuzzReadRules shows that no configuration panics, and that what is reported
// lies in it.
func FuzzReadRules(f *testing.F) {
	f.Add("[params.verbatim.rules]\nquote-edge = \"off\"\n")
	f.Add("params = { verbatim.rules = { quote-altered = 'off', x = [1] } }\n")
	f.Add("[[params.verbatim]]\nrules.x.y = 1979-05-27\n[a.\n")
	f.Fuzz(func(t *testing.T, config string) {
		file := finding.NewFile("config.toml", []byte(config))
		levels := readRules(file, func(f finding.Finding) {
			if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > len(config) {
				t.Errorf("%s is at %v of %d bytes", f.Message, f.Span, len(config))
			}
		})
		for rule := range levels {
			if !rule.Known() || rule.Proof() {
				t.Errorf("a level is set of %s", rule)
			}
		}
	})
}

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
