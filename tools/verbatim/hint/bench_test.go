package hint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/match"
)

// prose makes a text of so many words, of which few are common.
func prose(words int) string {
	rng := rand.New(rand.NewPCG(1, 7))
	var b strings.Builder
	for i := range words {
		fmt.Fprintf(&b, "w%d", min(rng.IntN(6000), rng.IntN(6000)))
		b.WriteString(map[bool]string{true: ".\n\n", false: " "}[i%90 == 89])
	}
	return b.String()
}

// altered is 30 words of a text, two of them changed.
func altered(raw string) match.Quote {
	words := strings.Fields(raw[len(raw)/2:])[1:31]
	words[7], words[20] = "zebra", "never"
	return match.Quote{Words: strings.Join(words, " "), AnySpeaker: true}
}

// BenchmarkExplain locates an altered quotation of 30 words: the cost grows
// with the text, and no faster.
func BenchmarkExplain(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		raw := prose(n)
		t, _ := match.NewText(raw, match.Options{})
		q := altered(raw)
		r := t.Match(q)
		if verdict, _ := Explain(t, q, r); verdict != match.Altered {
			b.Fatal(verdict)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				Explain(t, q, t.Match(q))
			}
		})
	}
}
