package link

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
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

// lockedTexts are evidence of texts that people wrote, of spans cut out of them
// at random.
func lockedTexts(t *testing.T, random *rand.Rand) (all []*Source) {
	t.Helper()
	records := map[string]text.Options{
		"conference": {Language: "en", Apparatus: []string{"(Applause.)", "(Laughter.)"}, Speakers: map[string]string{"PRESIDENT HARROW": "ann-harrow", "PRIME MINISTER ODA": "ken-oda", "Q": ""}, Names: map[string][]string{"ann-harrow": {"Ann Harrow"}, "ken-oda": {"Ken Oda"}}},
		"communique": {Language: "en"},
		"article":    {Language: "en", Attributions: []text.Attribution{{Speaker: "ann-harrow", Words: "a turning point for the lakes"}, {Speaker: "ken-oda", Words: "The plan is good… but it is a plan"}}},
		"japanese":   {Language: "ja"},
	}
	for _, id := range slices.Sorted(maps.Keys(records)) {
		options := records[id]
		raw, err := os.ReadFile("../match/testdata/texts/" + id + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		words, wrong := match.NewText(string(raw), options)
		if wrong != nil {
			t.Fatal(wrong)
		}
		s := &Source{Source: &content.Source{ID: id}, text: words, options: options, Words: words.Words(), Paragraphs: len(words.Paragraphs()), Digest: evidence.Digest(raw)}
		tokens := fold.TokenSpans(words.Chars)
		for tries := 0; len(s.proofs) < 40 && tries < 4000; tries++ {
			from := random.IntN(len(tokens) - 1)
			to := min(len(tokens)-1, from+1+random.IntN(30))
			span := words.RawSpan(fold.Span{Start: tokens[from].Start, End: tokens[to].End})
			proof := &Proof{Use: &prose.Use{Words: evidence.InLine(words.Raw()[span.Start:span.End]), Kind: prose.Kind(random.IntN(2))}}
			for _, who := range []string{"", "ann-harrow", "ken-oda"} {
				if proof.Speaker = who; proof.Use.Kind == prose.Citation {
					proof.Speaker = ""
				}
				if result := words.Match(proof.quote()); result.Verdict == match.Verbatim {
					proof.locked = *s.lock(proof, result)
					s.proofs = append(s.proofs, proof)
					break
				}
			}
		}
		if len(s.proofs) < 40 {
			t.Fatalf("only %d passages of %s", len(s.proofs), id)
		}
		all = append(all, s)
	}
	return all
}

// Evidence that was changed anywhere is not believed, without the text.
func TestChangedEvidenceIsRefused(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	changed := map[string]int{}
	for _, s := range lockedTexts(t, random) {
		locked := s.evidence()
		if wrong := locked.Believe(s.ID, s.options); wrong != nil {
			t.Fatalf("%s: %s", s.ID, wrong.Reason)
		}
		data := locked.Encode()
		for range 600 {
			var tree any
			if err := json.Unmarshal(data, &tree); err != nil {
				t.Fatal(err)
			}
			what := change(random, tree, "")
			edited, err := json.MarshalIndent(tree, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			// the keys in the order in which they are written
			var again evidence.Evidence
			if err := json.Unmarshal(edited, &again); err != nil || evidence.Same(again.Encode(), data) {
				continue
			}
			changed[what]++
			if read, _, wrong := evidence.Parse(again.Encode()); wrong == nil && read.Believe(s.ID, s.options) == nil {
				t.Errorf("%s: a change of %s is believed:\n%s", s.ID, what, cmp.Diff(string(data), string(again.Encode())))
			}
		}
	}
	total := 0
	for _, n := range changed {
		total += n
	}
	t.Log(total, changed)
	if total < 2000 || len(changed) < 20 {
		t.Errorf("only %d changes of %d kinds", total, len(changed))
	}
}

// change changes one value of a decoded JSON document, and says which.
func change(random *rand.Rand, tree any, at string) string {
	switch node := tree.(type) {
	case map[string]any:
		keys := slices.Sorted(maps.Keys(node))
		key := keys[random.IntN(len(keys))]
		switch value := node[key].(type) {
		case string:
			node[key] = changeText(random, value)
		case float64:
			node[key] = value + float64([]int{-2, -1, 1, 2, 10}[random.IntN(5)])
		case bool:
			delete(node, key)
		default:
			return change(random, value, at+"."+key)
		}
		return at + "." + key
	case []any:
		i, k := random.IntN(len(node)), random.IntN(len(node))
		switch {
		case i != k && random.IntN(4) == 0:
			node[i], node[k] = node[k], node[i]
			return at + " in another order"
		case random.IntN(12) == 0:
			node[i] = node[k]
			return at + " twice"
		}
		if value, ok := node[i].(string); ok {
			node[i] = changeText(random, value)
			return at
		}
		return change(random, node[i], at)
	}
	return at
}

// changeText changes a letter, a figure or a word.
func changeText(random *rand.Rand, s string) string {
	letters := []rune(s)
	i := 0
	if len(letters) > 0 {
		i = random.IntN(len(letters))
	}
	switch words := strings.Fields(s); {
	case len(letters) == 0:
		return "x"
	case random.IntN(3) == 0:
		return string(letters[:i]) + fmt.Sprintf("%c", "aeknostz579"[random.IntN(11)]) + string(letters[i+1:])
	case random.IntN(3) == 0:
		return string(letters[:i]) + string(letters[i+1:])
	case len(words) > 1:
		k := random.IntN(len(words))
		words[k] = []string{"not", "never", "2017", "Japan", words[0]}[random.IntN(5)]
		return strings.Join(words, " ")
	}
	return s + []string{" not", "s", "=", "0"}[random.IntN(4)]
}

// Evidence of some of the records is what the text would give for these alone,
// though the text is not at hand.
func TestEvidenceOfSome(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for _, s := range lockedTexts(t, random) {
		whole := s.evidence()
		proofs := s.proofs
		for round := range 60 {
			kept := map[evidence.Key]bool{}
			s.proofs = nil
			for _, proof := range proofs {
				if round > 0 && random.IntN(round) < 3 {
					kept[proof.locked.Key()] = true
				}
			}
			for _, proof := range proofs {
				if kept[proof.locked.Key()] {
					s.proofs = append(s.proofs, proof)
				}
			}
			less, ok := whole.Only(func(locked evidence.Locked) bool { return kept[locked.Key()] })
			want := s.evidence()
			if diff := cmp.Diff(string(want.Encode()), string(less.Encode())); !ok || diff != "" {
				t.Fatalf("%s, %d of %d records: %v\n%s", s.ID, len(less.Proven), len(whole.Proven), ok, diff)
			}
		}
		whole.Commitment.Shown[0].Shown[0].Lengths[0] += 1 << 20
		if _, ok := whole.Only(func(evidence.Locked) bool { return true }); ok {
			t.Errorf("%s: what is shown of no text was divided", s.ID)
		}
	}
}
