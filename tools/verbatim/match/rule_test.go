package match

import (
	"testing"

	"summit-explainer/tools/verbatim/grammar"
)

// Every step of the search that changes anything does so by a row of the table.
func TestStepsAreRules(t *testing.T) {
	for step, name := range ruleOfStep {
		if name != "" && grammar.RuleOf(name) == nil {
			t.Errorf("the rule %s of step %d is not in the table", name, step)
		}
	}
}
