package render

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"summit-explainer/tools/verbatim/finding"
)

// What stops is given up, with what it said; what goes on, or ends, is not.
func TestWatch(t *testing.T) {
	going := &progress{}
	going.Write([]byte("WARN a\nERROR render of \"page\" failed\n"))
	err := watch(func() error { select {} }, going, 20*time.Millisecond, allowed(0))
	if halted := (*stopped)(nil); !errors.As(err, &halted) || !strings.Contains(err.Error(), "Hugo stopped: it has done nothing") || !strings.Contains(err.Error(), "render of") {
		t.Errorf("stopped without a word: %v", err)
	}
	ended := errors.New("ended")
	if err := watch(func() error { return ended }, &progress{}, time.Minute, allowed(0)); err != ended {
		t.Errorf("ended with %v", err)
	}
	slow := &progress{}
	err = watch(func() error {
		for range 20 {
			time.Sleep(10 * time.Millisecond)
			slow.steps.Add(1)
		}
		return nil
	}, slow, 100*time.Millisecond, allowed(0))
	if err != nil {
		t.Errorf("slow: %v", err)
	}
	if err := watch(func() error { select {} }, &progress{}, time.Minute, 1); err == nil || !strings.Contains(err.Error(), "memory") {
		t.Errorf("memory: %v", err)
	}
	if few, many := allowed(10), allowed(10_000); few != 4<<30 || many <= few {
		t.Errorf("ten files may take %d bytes, ten thousand %d", few, many)
	}
}

// A partial that includes itself is found before it runs.
func TestPartials(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		wrong bool
	}{
		{"itself", map[string]string{"a.html": `x {{ partial "a.html" . }}`}, true},
		{"by way of another", map[string]string{"a.html": `{{ partial "b" . }}`, "b.html": `{{ partialCached "c/d.css" . }}`, "c/d.css": `{{ partial "a.html" . }}`}, true},
		{"twice, but not in itself", map[string]string{"a.html": `{{ partial "b.html" . }}{{ partial "b.html" . }}`, "b.html": "x"}, false},
		{"none", nil, false},
	} {
		project := fstest.MapFS{}
		for name, text := range test.files {
			project["layouts/_partials/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
		var list finding.List
		if wrong := checkPartials(project, list.Report); wrong != test.wrong || wrong != list.Failed() {
			t.Errorf("%s: %v, %v", test.name, wrong, list.Sorted())
		}
	}
}
