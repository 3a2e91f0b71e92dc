package evidence

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// cutOut returns the pieces of a text of one paragraph, with their sentences, for
// spans of words.
func cutOut(text string, sentence func(start, end int) (from, to int), spans ...[2]int) (pieces []Piece) {
	words := strings.SplitAfter(text, " ")
	join := func(from, to int) string { return strings.Join(words[from:to], "") }
	for _, span := range spans {
		from, to := sentence(span[0], span[1])
		exact := join(span[0], span[1])
		trimmed := strings.TrimRight(exact, " ")
		pieces = append(pieces, Piece{Paragraph: 1, Start: span[0], End: span[1], Prefix: join(from, span[0]), Exact: trimmed, Suffix: exact[len(trimmed):] + join(span[1], to)})
	}
	return pieces
}

func TestRanges(t *testing.T) {
	const text = "the ferry runs again when the ice allows it, and the ferry runs again in May. They agreed on the ferry at last."
	in := func(start, end int) (int, int) {
		from, to := 0, 16
		if start >= 16 {
			from = 16
		}
		if end > 16 {
			to = 23
		}
		return from, to
	}
	for _, test := range []struct {
		spans [][2]int
		want  string
	}{
		{[][2]int{{0, 3}}, "the ferry runs"},
		{[][2]int{{0, 3}, {1, 5}}, "the+ ferry runs+ again when"},
		{[][2]int{{1, 5}, {0, 3}, {10, 13}}, "the+ ferry runs+ again when | the ferry runs"},
		{[][2]int{{10, 13}, {14, 18}, {16, 23}}, "the ferry runs | in May.+ They agreed+ on the ferry at last."},
		{[][2]int{{3, 5}, {3, 5}}, "again when"},
		{[][2]int{{0, 3}, {3, 5}}, "the ferry runs | again when"},
	} {
		var got []string
		for _, next := range Ranges(cutOut(text, in, test.spans...)) {
			var spans []string
			for _, span := range next.Parts {
				spans = append(spans, span.Text)
			}
			if strings.Join(spans, "") != next.Text {
				t.Errorf("%v: the spans %q are not %q", test.spans, spans, next.Text)
			}
			for i := range spans {
				if i > 0 && strings.HasPrefix(spans[i], " ") {
					continue
				}
				if i > 0 {
					spans[i-1] = strings.TrimRight(spans[i-1], " ")
					spans[i] = " " + spans[i]
				}
			}
			got = append(got, strings.Join(spans, "+"))
		}
		if got := strings.Join(got, " | "); got != test.want {
			t.Errorf("%v: %q, want %q", test.spans, got, test.want)
		}
	}
}

// Whatever is cut out of a text, its ranges hold every word of the pieces once, in
// order, and no other; each piece begins in one of them.
func TestRangesHoldEachWordOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	words := strings.Fields("a b a b c a b a c d a b e a b a b a a c d e f a b g a b c a")
	text := strings.Join(words, " ")
	for range 3000 {
		limit := 4 + random.IntN(12)
		around := func(start, end int) (int, int) {
			return max(0, start-random.IntN(limit)), min(len(words), end+random.IntN(limit))
		}
		var spans [][2]int
		held := make([]bool, len(words))
		for range 1 + random.IntN(6) {
			start := random.IntN(len(words) - 1)
			end := start + 1 + random.IntN(len(words)-start-1)
			spans = append(spans, [2]int{start, end})
			for at := start; at < end; at++ {
				held[at] = true
			}
		}
		pieces := cutOut(text, around, spans...)
		var want, got []string
		for at, word := range words {
			if held[at] {
				want = append(want, word)
			}
		}
		begun := map[int]int{}
		at := 0
		for _, next := range Ranges(pieces) {
			if next.Start < at {
				t.Fatalf("%v: a range begins at the word %d, before %d", spans, next.Start, at)
			}
			at = next.End
			if n := len(strings.Fields(next.Text)); n != next.End-next.Start {
				t.Fatalf("%v: the range of the words %d to %d holds %q", spans, next.Start, next.End, next.Text)
			}
			got = append(got, strings.Fields(next.Text)...)
			rest := next.Text
			for _, span := range next.Parts {
				for _, i := range span.Begins {
					begun[i]++
					if !strings.HasPrefix(rest, pieces[i].Exact) {
						t.Fatalf("%v: where %q begins stands %q", spans, pieces[i].Exact, rest)
					}
				}
				rest = rest[len(span.Text):]
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%v: %q, want %q", spans, got, want)
		}
		for i := range pieces {
			if begun[i] != 1 {
				t.Fatalf("%v: the piece %d begins %d times", spans, i, begun[i])
			}
		}
	}
}
