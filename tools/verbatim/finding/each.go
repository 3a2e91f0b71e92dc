package finding

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Progress is told how far a long work is: how many of so many things are done, and what
// they are, in the plural. Nil is told nothing. Goroutines call it at the same time.
type Progress func(of string, done, total int)

// Each does something for each item, on all cores, and reports what is found as if
// one had come after another. A panic is the caller's, as it would be then.
func Each[T any](items []T, report Report, do func(item T, report Report)) {
	Telling("", nil, items, report, do)
}

// Telling is Each where progress is told how many of the items, which it calls so, are
// done.
func Telling[T any](of string, progress Progress, items []T, report Report, do func(item T, report Report)) {
	found := make([][]Finding, len(items))
	var next, done atomic.Int64
	var failed atomic.Pointer[any]
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(items)) {
		workers.Go(func() {
			defer func() {
				if reason := recover(); reason != nil {
					failed.Store(&reason)
				}
			}()
			for i := next.Add(1) - 1; i < int64(len(items)); i = next.Add(1) - 1 {
				do(items[i], func(f Finding) { found[i] = append(found[i], f) })
				if progress != nil {
					progress(of, int(done.Add(1)), len(items))
				}
			}
		})
	}
	workers.Wait()
	if reason := failed.Load(); reason != nil {
		panic(*reason)
	}
	for _, list := range found {
		for _, f := range list {
			report(f)
		}
	}
}
