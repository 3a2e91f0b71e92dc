package finding

import (
	"bytes"
	"cmp"
	"slices"
)

// Apply returns data with the edits made. They are edits of the same original
// and may not overlap; one that begins before the end of another is left out.
func Apply(data []byte, edits []Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	var out []byte
	at := 0
	for _, e := range edits {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(data) {
			continue
		}
		out = append(append(out, data[at:e.Span.Start]...), e.New...)
		at = e.Span.End
	}
	return append(out, data[at:]...)
}

// Respelling returns the safe fix that puts right, an identifier, in the place
// of wrong, its misspelling, inside span. Where right is "", or wrong is not
// there just once as it is, there is no fix.
func Respelling(file *File, span Span, wrong, right string) Fix {
	if right == "" || wrong == "" || span.Start < 0 || span.End > len(file.Data) || span.Start > span.End {
		return Fix{}
	}
	part := file.Data[span.Start:span.End]
	at := bytes.Index(part, []byte(wrong))
	if at < 0 || bytes.Count(part, []byte(wrong)) != 1 {
		return Fix{}
	}
	start := span.Start + at
	return Fix{Safe: true, Edits: []Edit{{Span{start, start + len(wrong)}, right}}}
}
