package match

import (
	"reflect"
	"sync"
	"testing"
)

// A text may be asked from many goroutines: each gets the answers that one
// alone gets. With -race it is also shown that they share nothing unguarded.
func TestConcurrentUse(t *testing.T) {
	quotes := []string{"The leaders’ plan is thin", "We will … charge for it", "a turning point for the moon", "‘The plan is good…’"}
	ask := func(text *Text) (answers []Result) {
		for _, words := range quotes {
			answers = append(answers, text.Match(Quote{Words: words, AnySpeaker: true}))
		}
		return answers
	}
	alone := ask(articleText())
	text := articleText()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got := ask(text); !reflect.DeepEqual(got, alone) {
				t.Errorf("%+v, alone %+v", got, alone)
			}
			if got := text.Words(); got != articleText().Words() {
				t.Errorf("%d words", got)
			}
		})
	}
	group.Wait()
}
