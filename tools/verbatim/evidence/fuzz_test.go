package evidence

import (
	"strings"
	"testing"
	"time"

	"summit-explainer/tools/verbatim/finding"
)

// Whatever evidence.json holds, it is read or reported, in a time that grows
// with its length alone; and what is believed is what lock could have written.
func FuzzEvidence(f *testing.F) {
	locked := pierEvidence(f)
	f.Add([]byte(locked))
	for _, edit := range edits {
		f.Add([]byte(strings.Replace(locked, edit.old, edit.new, 1)))
	}
	f.Add([]byte(`{"source": "pier", "proven": [{"words": "b"}]}`))
	f.Add([]byte(`[]`))
	f.Add([]byte("<<<<<<< HEAD\n" + locked))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := finding.NewFile("evidence.json", data)
		reported := 0
		began := time.Now()
		evidence := Read(file, "pier", file, pierOptions, false, func(problem finding.Finding) {
			reported++
			if problem.Span.Start < 0 || problem.Span.End > len(data) || problem.Span.Start > problem.Span.End {
				t.Fatalf("span %v of %d bytes", problem.Span, len(data))
			}
		})
		if took := time.Since(began); took > time.Second+time.Duration(len(data))*time.Millisecond {
			t.Fatalf("%d bytes took %v", len(data), took)
		}
		if reported != 1 && evidence == nil || reported > 0 && evidence != nil {
			t.Fatalf("%d findings", reported)
		}
		if evidence == nil {
			return
		}
		if !Same(evidence.Encode(), data) {
			t.Fatal("another file was read than is there")
		}
		for _, record := range evidence.Proven {
			for _, piece := range record.Pieces {
				if piece.Start < 0 || piece.End > evidence.Words || words(piece.Exact) != piece.End-piece.Start || piece.Paragraph > evidence.Paragraphs {
					t.Fatalf("%+v was believed", piece)
				}
			}
		}
	})
}
