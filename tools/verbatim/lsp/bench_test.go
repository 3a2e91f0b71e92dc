package lsp

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// longText has so many words, of which each of a thousand stands everywhere.
func longText(words int) string {
	var text strings.Builder
	random := rand.New(rand.NewSource(1))
	for i := range words {
		switch {
		case i%200 == 199:
			text.WriteString("end.\n\n")
		case i%20 == 19:
			text.WriteString("stop. The ")
		default:
			fmt.Fprintf(&text, "w%dord ", random.Intn(1000))
		}
	}
	return text.String() + "The lake is frozen.\n"
}

// BenchmarkWords times the completion of words against a text of 100,000: of a word
// that stands at the end alone, of one that stands everywhere, and of none.
func BenchmarkWords(b *testing.B) {
	dir := b.TempDir()
	if err := copySite(dir); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "texts", "courier", "text.txt"), []byte(longText(100_000)), 0o644); err != nil {
		b.Fatal(err)
	}
	s := newServer(dir)
	if _, err := s.desk.Check(context.Background()); err != nil {
		b.Fatal(err)
	}
	for _, typed := range []string{"The lake is fro", "w12ord w", "The ", "zz", ""} {
		b.Run(typed, func(b *testing.B) {
			text := "---\ntitle: X\n---\n\nIt was [“" + typed
			at := newLines([]byte(text), encodingUTF16).position(len(text))
			uri := s.root.uri("content/topics/new.md")
			s.show(uri, &buffer{name: "content/topics/new.md", data: []byte(text + "”](source:courier).\n")})
			for b.Loop() {
				if _, err := s.completion(context.Background(), &positionParams{document{URI: uri}, at}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
