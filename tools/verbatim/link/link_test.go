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
		e := readEvidence(&content.Source{ID: "a", Evidence: finding.NewFile("evidence.json", data)}, func(f finding.Finding) {
			reported = true
			if f.Span.Start < 0 || f.Span.End > len(data) || f.Span.Start > f.Span.End {
				t.Fatalf("span %v of %d bytes", f.Span, len(data))
			}
		})
		if (e == nil) != reported {
			t.Fatal("evidence that can't be read is reported, and no other")
		}
		if e == nil {
			return
		}
		for _, l := range e.Proven {
			if len(l.Pieces) == 0 {
				t.Fatal("a record without a passage was read")
			}
		}
	})
}
