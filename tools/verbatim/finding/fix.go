package finding

import (
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
