package match_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/match"
)

// testdata/refused.jsonl keeps quotations that somebody who had read the rules
// alone got accepted once, though they are false, bent or somebody else's. None
// of them passes.
func TestRefused(t *testing.T) {
	data, err := os.ReadFile("testdata/refused.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	n := 0
	for lines.Scan() {
		var c struct {
			conformanceCase
			Kind, Why, Prefix, Suffix string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		n++
		if verdict, r := c.ask(); verdict == match.Verbatim {
			t.Errorf("%s in %s: %q in %q passes: %s (%v)", c.Kind, c.Language, c.Quote, c.Text, c.Why, r.Alterations)
		}
	}
	if n < 150 {
		t.Errorf("only %d cases", n)
	}
}
