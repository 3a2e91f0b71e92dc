package stream

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// BenchmarkStream is a stream in which each text of 5,000 words comes ten times
// with its quotations.
func BenchmarkStream(b *testing.B) {
	var in bytes.Buffer
	e := json.NewEncoder(&in)
	rng := rand.New(rand.NewPCG(5, 6))
	lines := 0
	for range 100 {
		words := make([]string, 5000)
		for i := range words {
			words[i] = fmt.Sprintf("word%d", rng.IntN(4000))
		}
		raw := strings.Join(words, " ")
		for range 10 {
			from := rng.IntN(len(words) - 40)
			q := strings.Join(words[from:from+5+rng.IntN(35)], " ")
			if err := e.Encode(map[string]string{"id": fmt.Sprint(lines), "text": raw, "quote": q}); err != nil {
				b.Fatal(err)
			}
			lines++
		}
	}
	b.SetBytes(int64(in.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Answer(bytes.NewReader(in.Bytes()), io.Discard, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "quotations/s")
}
