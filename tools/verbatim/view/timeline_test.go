package view

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"summit-explainer/tools/verbatim/content"
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

// TestName: no name lies on another one or on a leader, whatever is named where.
func TestName(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var distances []float64
		for range rng.IntN(40) {
			distances = append(distances, math.Round(rng.NormFloat64()*math.Pow(10, float64(rng.IntN(4)))))
		}
		slices.Sort(distances)
		var events []eventData
		during := 0
		for _, distance := range distances {
			event := eventData{Date: "18 April 2018", distance: distance}
			if distance == 0 {
				during++
			}
			if rng.IntN(4) == 0 && (distance != 0 || during == 1) {
				event.Name = strings.Repeat("n", 1+rng.IntN(content.MaxEventName))
			}
			events = append(events, event)
		}
		if len(events) == 0 {
			continue
		}
		spread(events, newTimeLine(events))
		name(events)
		height := stand(events)
		var plates []nameplate
		labels := []int{}
		for i := range events {
			event := &events[i]
			if event.Name == "" {
				continue
			}
			plate := nameplate{event.X, event.X + width(event), event.X, event.Level}
			if event.Left {
				plate.from, plate.to = event.X-width(event), event.X
			}
			for _, other := range plates {
				if plate.touches(other) {
					t.Fatalf("the names at %+v and %+v touch", plate, other)
				}
			}
			plates = append(plates, plate)
			labels = append(labels, event.Label)
		}
		slices.Sort(labels)
		for i, label := range labels {
			if label < uprightTop || label > height-uprightTop || i > 0 && label < labels[i-1]+uprightLabel {
				t.Fatalf("names of the upright drawing at %v, which is %d high", labels, height)
			}
		}
	}
}

func TestFar(t *testing.T) {
	day := func(written string) time.Time { at, _ := time.Parse(time.DateOnly, written); return at }
	days := period{day("2018-04-17"), day("2018-04-18")}
	for written, want := range map[string]*farData{
		"17 April 2018": nil, "April 2018": {0, "month"}, "2018": {0, "year"},
		"16 April 2018": {-1, "day"}, "27 April 2018": {9, "day"}, "25 April 2018": {1, "week"},
		"8 March 2018": {-6, "week"}, "12 June 2018": {8, "week"}, "27 February 2019": {10, "month"},
		"23 January 2017": {-15, "month"}, "March 2018": {-1, "month"}, "May 2018": {1, "month"},
		"2017": {-1, "year"}, "November 1977": {-40, "year"}, "19 January 1960": {-58, "year"},
	} {
		at, iso, _ := content.EventDate(written)
		got := days.far(at, iso)
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s: %+v, want %+v", written, got, want)
		}
	}
}
