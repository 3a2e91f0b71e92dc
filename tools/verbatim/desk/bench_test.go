package desk

import (
	"context"
	"io/fs"
	"os"
	"testing"
)

// BenchmarkCheck times a full check of this very site, with its texts where
// VERBATIM_TEXTS names their folder: what a keystroke costs before it is shown.
func BenchmarkCheck(b *testing.B) {
	var texts fs.FS
	if dir := os.Getenv("VERBATIM_TEXTS"); dir != "" {
		texts = os.DirFS(dir)
	}
	desk := New(os.DirFS("../../.."), texts, moment)
	b.ReportAllocs()
	for b.Loop() {
		desk.Touch("")
		if _, err := desk.Check(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
