package finding

import (
	"fmt"
	"slices"
	"testing"
)

// TestEach: all items are done, once, and what is found comes in their order.
func TestEach(t *testing.T) {
	for _, count := range []int{0, 1, 2, 1000} {
		items, done := make([]int, count), make([]int, count)
		var want, got []string
		for i := range items {
			items[i] = i
			want = append(want, fmt.Sprint(i), fmt.Sprint(i, "again"))
		}
		Each(items, func(f Finding) { got = append(got, f.Message) }, func(i int, report Report) {
			done[i]++
			report(Finding{Message: fmt.Sprint(i)})
			report(Finding{Message: fmt.Sprint(i, "again")})
		})
		if !slices.Equal(got, want) {
			t.Errorf("of %d: %q", count, got)
		}
		if slices.ContainsFunc(done, func(times int) bool { return times != 1 }) {
			t.Errorf("of %d items some are done more or less than once: %v", count, done)
		}
	}
}

// TestEachPanics: what goes wrong in one is not lost with its goroutine.
func TestEachPanics(t *testing.T) {
	defer func() {
		if reason := recover(); reason != "broken" {
			t.Errorf("recovered %v", reason)
		}
	}()
	Each([]int{1, 2, 3}, nil, func(int, Report) { panic("broken") })
}
