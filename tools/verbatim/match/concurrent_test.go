package match

import (
	"sync"
	"testing"
)

// A text may be asked from many goroutines.
func TestConcurrentUse(t *testing.T) {
	text := articleText()
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, words := range []string{"The leaders’ plan is thin", "We will … charge for it", "a turning point for the moon", "‘The plan is good…’"} {
				r := text.Match(Quote{Words: words, AnySpeaker: true})
				if r.Nearest != nil {
					text.Context(r.Nearest.Span, 5)
				}
			}
			text.Words()
		}()
	}
	wg.Wait()
}
