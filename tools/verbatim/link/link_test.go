package link

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
)

func TestTextFragment(t *testing.T) {
	for _, test := range []struct {
		name   string
		pieces []Piece
		want   string
	}{
		{"short", []Piece{{Exact: "Ice decides"}}, "#:~:text=Ice%20decides"},
		{"what directives are made of", []Piece{{Exact: "a-b, c & d"}}, "#:~:text=a%2Db%2C%20c%20%26%20d"},
		{"long", []Piece{{Exact: "one two three four five six seven eight nine ten eleven twelve thirteen"}}, "#:~:text=one%20two%20three%20four,ten%20eleven%20twelve%20thirteen"},
		{"across a line", []Piece{{Exact: "one two\nthree four"}}, "#:~:text=one%20two,three%20four"},
		{"one word a line", []Piece{{Exact: "one\ntwo"}}, "#:~:text=one,two"},
		{"an omission", []Piece{{Exact: "one"}, {Exact: "two"}}, "#:~:text=one&text=two"},
		{"Japanese", []Piece{{Exact: "圧力"}}, "#:~:text=%E5%9C%A7%E5%8A%9B"},
	} {
		if got := textFragment(test.pieces); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

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
