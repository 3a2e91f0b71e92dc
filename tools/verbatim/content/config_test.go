package content

import (
	"testing"

	"summit-explainer/tools/verbatim/finding"

	"github.com/pelletier/go-toml/v2"
)

// FuzzReadLevels shows that no configuration panics, and that what is reported
// lies in it.
func FuzzReadLevels(f *testing.F) {
	f.Add("[params.verbatim.rules]\nquote-edge = \"off\"\n")
	f.Add("params = { verbatim.rules = { quote-altered = 'off', x = [1] } }\n")
	f.Add("[[params.verbatim]]\nrules.x.y = 1979-05-27\n[a.\n")
	f.Fuzz(func(t *testing.T, config string) {
		if toml.Unmarshal([]byte(config), &map[string]any{}) != nil {
			return // which is an error, and the end
		}
		levels := readLevels(finding.NewFile("config.toml", []byte(config)), func(f finding.Finding) {
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
