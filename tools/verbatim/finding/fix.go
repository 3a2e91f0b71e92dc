package finding

import (
	"cmp"
	"slices"
)

// Apply returns data with the edits made. They are edits of the same original
// and may not overlap; one that begins before the end of another is left out.
func Apply(data []byte, edits []Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(one, other Edit) int {
		return cmp.Or(cmp.Compare(one.Span.Start, other.Span.Start), cmp.Compare(one.Span.End, other.Span.End))
	})
	var out []byte
	at := 0
	for _, edit := range edits {
		if edit.Span.Start < at || edit.Span.End < edit.Span.Start || edit.Span.End > len(data) {
			continue
		}
		out = append(append(out, data[at:edit.Span.Start]...), edit.New...)
		at = edit.Span.End
	}
	return append(out, data[at:]...)
}
