package content

import (
	"testing"
	"testing/fstest"

	"summit-explainer/tools/verbatim/finding"
)

func TestLoadNothing(t *testing.T) {
	if _, err := Load(fstest.MapFS{}, nil, func(finding.Finding) {}); err == nil {
		t.Error("an empty folder was loaded")
	}
}
