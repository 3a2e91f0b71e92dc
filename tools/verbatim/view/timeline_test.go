package view

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestRank holds the ranks against their definition: how many events of the
// heading are nearer.
func TestRank(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	headings := []string{"Before", "After"}
	for range 200 {
		events := make([]eventData, rng.IntN(12))
		for i := range events {
			events[i] = eventData{Heading: headings[rng.IntN(2)], distance: float64(rng.IntN(7) - 3)}
		}
		rank(events)
		for i, event := range events {
			want := 0
			for j, other := range events {
				nearer := math.Abs(other.distance) < math.Abs(event.distance)
				alike := j != i && other.distance == event.distance && (j < i) == (event.distance >= 0)
				if other.Heading == event.Heading && (nearer || alike) {
					want++
				}
			}
			if event.Near != want {
				t.Fatalf("event %d of %+v has rank %d, want %d", i, events, event.Near, want)
			}
		}
	}
}
