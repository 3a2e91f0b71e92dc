package grammar_test

import (
	"slices"
	"testing"

	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// Every row of the table shows what it accepts and what it refuses; both are
// true, and the accepted one needs this very rule.
func TestRules(t *testing.T) {
	names := map[string]bool{}
	for _, rule := range grammar.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			if names[rule.Name] || rule.Accepts == "" || rule.Why == "" || rule.Alike == nil && rule.Permits == nil {
				t.Fatalf("the row is not whole: %+v", rule)
			}
			names[rule.Name] = true
			options := text.Options{Language: "en", Spoken: rule.Class == grammar.Spoken, Apparatus: []string{"(Applause.)"}}
			ask := func(e grammar.Example) match.Result {
				text, _ := match.NewText(e.Text, options)
				return text.Match(match.Quote{Words: e.Quote, AnySpeaker: true, Markdown: rule.Name == grammar.RuleEmphasis})
			}
			r := ask(rule.Accepted)
			if r.Verdict != match.Verbatim || r.Class != rule.Class || !slices.ContainsFunc(r.Alterations, func(a match.Alteration) bool { return a.Rule == rule.Name }) {
				t.Errorf("%q in %q: %+v", rule.Accepted.Quote, rule.Accepted.Text, r)
			}
			if r := ask(rule.Refused); r.Verdict == match.Verbatim || r.Verdict == match.Ambiguous {
				t.Errorf("%q in %q passes: %+v", rule.Refused.Quote, rule.Refused.Text, r)
			}
		})
	}
}
