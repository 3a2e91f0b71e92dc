package match

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestIndex holds index against [strings.Index], in texts of few characters, in
// which keys nearly stand all over.
func TestIndex(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for _, letters := range []string{"a", "ab", "aaaaaaaab", "w0123456789 ", "the port and "} {
		for range 2000 {
			var b strings.Builder
			for range 300 + rng.IntN(2000) {
				b.WriteByte(letters[rng.IntN(len(letters))])
			}
			s := b.String()
			from := rng.IntN(len(s) - 100)
			key := s[from : from+1+rng.IntN(99)]
			if rng.IntN(2) == 0 {
				key += letters[:1]
			}
			if got, want := index(s, key), strings.Index(s, key); got != want {
				t.Fatalf("%q in %q: %d, not %d", key, s, got, want)
			}
		}
	}
}
