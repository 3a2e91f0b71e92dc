package link

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
)

func TestUnique(t *testing.T) {
	taken := map[string]int{}
	var got []string
	for _, anchor := range []string{"a", "a", "a-2", "a", "b"} {
		got = append(got, unique(taken, anchor))
	}
	if want := "a a-2 a-2-2 a-3 b"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// Whatever evidence.json holds, it is read or reported, and nothing that
// contradicts itself passes.
func FuzzEvidence(f *testing.F) {
	f.Add([]byte(`{"source": "a", "sha256": "", "words": 2, "paragraphs": 1, "proven": [{"kind": "quotation", "words": "b c", "class": "exact", "pieces": [{"paragraph": 1, "start": 0, "end": 2, "exact": "b c"}]}]}`))
	f.Add([]byte(`{"source": "a", "proven": [{"words": "b"}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		reported := false
		evidence := readEvidence(&content.Source{ID: "a", Evidence: finding.NewFile("evidence.json", data)}, func(problem finding.Finding) {
			reported = true
			if problem.Span.Start < 0 || problem.Span.End > len(data) || problem.Span.Start > problem.Span.End {
				t.Fatalf("span %v of %d bytes", problem.Span, len(data))
			}
		})
		if (evidence == nil) != reported {
			t.Fatal("evidence that can't be read is reported, and no other")
		}
		if evidence == nil {
			return
		}
		for _, locked := range evidence.Proven {
			if len(locked.Pieces) == 0 {
				t.Fatal("a record without a passage was read")
			}
		}
	})
}
