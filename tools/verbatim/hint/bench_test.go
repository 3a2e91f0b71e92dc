package hint

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
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
		t, _ := match.NewText(raw, text.Options{})
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

// BenchmarkOmissions reads a quotation that takes two words of every four of a
// text: what passes, what is altered in its last word and explained, and, from
// some ten thousand omissions on, what is refused. The bytes a second are alike.
func BenchmarkOmissions(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		var raw, quote strings.Builder
		for i := 0; raw.Len() < size; i += 3 {
			fmt.Fprintf(&raw, "%s %s the %s ", word(i), word(i+1), word(i+2))
			fmt.Fprintf(&quote, "%s %s … ", word(i), word(i+1))
		}
		passing := strings.TrimSuffix(quote.String(), " … ")
		t, _ := match.NewText(raw.String(), text.Options{Language: "en"})
		for name, words := range map[string]string{"passing": passing, "altered": passing + "x", "first altered": "x" + passing} {
			q := match.Quote{Words: words, AnySpeaker: true}
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					Explain(t, q, t.Match(q))
				}
			})
		}
	}
}

// word makes a word of its own for each number, which is none of any language.
func word(n int) string {
	s := []byte("b")
	for n++; n > 0; n /= 20 {
		s = append(s, "bcdfghjklmnpqrstvwxz"[n%20])
	}
	return string(s)
}

// BenchmarkFailing holds what an altered quotation costs, explanation included,
// against what a verbatim one does, in one text of 60,000 words: the median of
// a thousand of 10 to 40 words each, and their ratio.
func BenchmarkFailing(b *testing.B) {
	for name, make := range map[string]func() (string, []string){"spaced": func() (string, []string) {
		raw := prose(60_000)
		return raw, strings.Fields(raw)
	}, "japanese": func() (string, []string) {
		rng := rand.New(rand.NewPCG(2, 3))
		var runes []string
		for i := range 60_000 {
			runes = append(runes, string([]rune("日本国首脳会談北朝鮮核問題貿易の拉致に米は大統安全保障合意を協議とした")[min(rng.IntN(34), rng.IntN(40))]))
			if i%40 == 39 {
				runes[i] = "。"
			}
			if i%400 == 399 {
				runes[i] = "。\n\n"
			}
		}
		return strings.Join(runes, ""), runes
	}} {
		raw, words := make()
		language, space := "en", " "
		if name == "japanese" {
			language, space = "ja", ""
		}
		text, _ := match.NewText(raw, text.Options{Language: language})
		rng := rand.New(rand.NewPCG(8, 9))
		cost := func(alter bool) time.Duration {
			var took []time.Duration
			for range 1000 {
				n := 10 + rng.IntN(31)
				from := rng.IntN(len(words) - n)
				quote := slices.Clone(words[from : from+n])
				if alter {
					quote[n/2] = "zebra"
				}
				q := match.Quote{Words: strings.TrimSpace(strings.ReplaceAll(strings.Join(quote, space), "\n", "")), AnySpeaker: true}
				start := time.Now()
				r := text.Match(q)
				if r.Verdict != match.Verbatim {
					Explain(text, q, r)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			return took[len(took)/2]
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				passing, failing := cost(false), cost(true)
				b.ReportMetric(float64(passing.Microseconds()), "passing-µs")
				b.ReportMetric(float64(failing.Microseconds()), "failing-µs")
				b.ReportMetric(float64(failing)/float64(passing), "ratio")
			}
		})
	}
}
