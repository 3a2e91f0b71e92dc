package link

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

const pierText = `PREMIER MARSH: Good morning. The ferry runs again from the first of May, and it will never stop. I told them: “We share the cost.” They agreed.

GOVERNOR VELL: Thank you. The ferry runs again when the ice allows it. He expects the crew to sail in May, after a long rest in the harbor, with new lamps.

Q: Who pays for the new lamps?

PREMIER MARSH: We share the cost of all this, and we share it gladly.
`

var pierOptions = text.Options{
	Language: "en",
	Speakers: map[string]string{"PREMIER MARSH": "ida-marsh", "GOVERNOR VELL": "tomas-vell", "Q": ""},
	Names:    map[string][]string{"ida-marsh": {"Ida Marsh"}, "tomas-vell": {"Tomas Vell"}},
}

// pier is a source with its text, and the uses that are locked.
func pier(t testing.TB, uses ...prose.Use) *Source {
	t.Helper()
	text, _ := match.NewText(pierText, pierOptions)
	s := &Source{Source: &content.Source{ID: "pier"}, text: text, options: pierOptions,
		Words: text.Words(), Paragraphs: len(text.Paragraphs()), Digest: evidence.Digest([]byte(pierText))}
	for _, use := range uses {
		proof := &Proof{Use: &use, Speaker: use.Speaker}
		result := text.Match(proof.quote())
		if result.Verdict != match.Verbatim {
			t.Fatalf("%q is %s: %s %q", use.Words, result.Verdict, result.Reason, result.Refused)
		}
		proof.locked = *s.lock(proof, result)
		s.proofs = append(s.proofs, proof)
	}
	return s
}

var pierUses = []prose.Use{
	{Words: "The ferry runs again from the first of May", Speaker: "ida-marsh"},
	{Words: "runs again from the first of May, and it will never stop", Kind: prose.Citation},
	{Words: "They agreed.", Kind: prose.Citation},
	{Words: "Thank you.", Speaker: "tomas-vell", Place: "p2"},
	{Words: "the ferry runs again when the ice allows it", Speaker: "tomas-vell"},
	{Words: "[Ida Marsh] expects the crew to sail in May … with new lamps", Speaker: "tomas-vell"},
	{Words: "the crew to sail in May", Speaker: "tomas-vell"},
	{Words: "Who pays for the new lamps?"},
	{Words: "We share the cost of all this", Speaker: "ida-marsh"},
}

// What is locked is what package evidence reads in its tests, and it is believed.
func TestLocked(t *testing.T) {
	want, err := os.ReadFile("../evidence/testdata/pier.json")
	if err != nil {
		t.Fatal(err)
	}
	got := pier(t, pierUses...).evidence().Encode()
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
	read, _, wrong := evidence.Parse(got)
	if wrong == nil {
		wrong = read.Believe("pier", pierOptions)
	}
	if wrong != nil {
		t.Error(wrong.Reason)
	}
}
