package match

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"

	"summit-explainer/tools/verbatim/text"
)

// prose makes an English-like text of so many words in paragraphs.
func prose(seed uint64, words int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	b.Grow(words * 6)
	sentence := 0
	for i := range words {
		w := vocabulary[min(rng.IntN(len(vocabulary)), rng.IntN(len(vocabulary)))]
		if sentence == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w)
		sentence++
		switch {
		case i == words-1:
			b.WriteString(".")
		case sentence > 8 && rng.IntN(12) == 0:
			sentence = 0
			if rng.IntN(6) == 0 {
				b.WriteString(".\n\n")
			} else {
				b.WriteString(". ")
			}
		case rng.IntN(15) == 0:
			b.WriteString(", ")
		case rng.IntN(60) == 0:
			b.WriteString("’s ")
		default:
			b.WriteString(" ")
		}
	}
	return b.String()
}

// vocabulary is a list of words, common ones first.
var vocabulary = func() (v []string) {
	v = strings.Fields(`the of and to in a that for is we will with on be by as it not this our have are from
		trade they at their an all also both which must has port people new economic region open states united leaders
		security free cooperation between more fair country support alliance agreement north meeting agreed commitment would only other
		minister president important market peace defense these two against nuclear continue pressure issue further year strong`)
	rng := rand.New(rand.NewPCG(3, 4))
	parts := strings.Fields("tra por al lan ber men ti on ness ver gra sto min del pro con res ing ed er ant ous cal dis ple mar ket")
	for len(v) < 6000 {
		var w string
		for range 2 + rng.IntN(3) {
			w += parts[rng.IntN(len(parts))]
		}
		v = append(v, w)
	}
	return v
}()

// cuts makes quotations of 5 to 40 words out of a text, at whole words inside
// one paragraph.
func cuts(rng *rand.Rand, raw string, n int) (quotes []string) {
	for len(quotes) < n {
		i := rng.IntN(len(raw) - 400)
		from := i + strings.IndexByte(raw[i:], ' ') + 1
		words := 5 + rng.IntN(36)
		to := from
		for range words {
			k := strings.IndexByte(raw[to:], ' ')
			if k < 0 {
				break
			}
			to += k + 1
		}
		q := strings.TrimRight(raw[from:max(from, to-1)], ",. ")
		if strings.Count(q, " ") >= 4 && !strings.Contains(q, "\n") {
			quotes = append(quotes, q)
		}
	}
	return quotes
}

func BenchmarkFold(b *testing.B) {
	raw := prose(1, 200_000)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		NewText(raw, text.Options{})
	}
}

func BenchmarkFoldTurns(b *testing.B) {
	raw := prose(1, 200_000)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		NewText(raw, text.Options{Turns: true})
	}
}

func BenchmarkFoldJapanese(b *testing.B) {
	raw := strings.Repeat(japanese, 1000)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		NewText(raw, text.Options{})
	}
}

// BenchmarkVerify is 100,000 quotations over 10,000 texts of 5,000 words,
// folding included, on every processor.
func BenchmarkVerify(b *testing.B) {
	const texts, each = 10_000, 10
	raws := make([]string, 50) // distinct texts; each is folded anew for every use
	quotes := make([][]string, len(raws))
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range raws {
		raws[i] = prose(uint64(i), 5000)
		quotes[i] = cuts(rng, raws[i], each)
	}
	b.ReportAllocs()
	for b.Loop() {
		var wg sync.WaitGroup
		n := runtime.GOMAXPROCS(0)
		for w := range n {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := w; i < texts; i += n {
					t, _ := NewText(raws[i%len(raws)], text.Options{})
					for _, q := range quotes[i%len(raws)] {
						if r := t.Match(Quote{Words: q}); r.Verdict != Verbatim && r.Verdict != Ambiguous {
							panic(fmt.Sprintf("%q: %v", q, r))
						}
					}
				}
			}()
		}
		wg.Wait()
	}
}

func BenchmarkMatch(b *testing.B) {
	raw := prose(1, 5000)
	t, _ := NewText(raw, text.Options{})
	quotes := cuts(rand.New(rand.NewPCG(5, 6)), raw, 100)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		t.Match(Quote{Words: quotes[i%len(quotes)]})
		i++
	}
}

// BenchmarkPieces has many pieces and brackets over a text that repeats them.
func BenchmarkPieces(b *testing.B) {
	for _, n := range []int{4, 8, 16, 32} {
		raw := strings.Repeat("we met the port and the town in May, ", 2000)
		t, _ := NewText(raw, text.Options{})
		q := Quote{Words: strings.Repeat("the port … [all] the town … ", n) + "in May"}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t.Match(q)
			}
		})
	}
}

// TestMemory holds a text with what is known of it against four times its
// bytes.
func TestMemory(t *testing.T) {
	for name, raw := range map[string]string{"english": prose(1, 200_000), "japanese": strings.Repeat(japanese, 500), "curly": strings.Repeat("it’s the boats’ “day” — and ours… ", 20_000)} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&before)
		text, _ := NewText(raw, text.Options{Turns: true})
		runtime.GC()
		runtime.GC() // the second empties the pool of scratch room
		runtime.ReadMemStats(&after)
		held := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/float64(len(raw)) + 1 // 1 is the text itself
		t.Logf("%s: %.2f times the text", name, held)
		if held > 4 {
			t.Errorf("%s: %.2f times the text", name, held)
		}
		runtime.KeepAlive(text)
	}
}
