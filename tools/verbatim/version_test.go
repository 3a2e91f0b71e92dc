package main

import (
	"runtime/debug"
	"testing"
)

func TestStamp(t *testing.T) {
	const commit = "b6da5e5ab12c0123456789abcdef0123456789ab"
	for _, test := range []struct{ version, revision, want string }{
		{"", "", "(devel)"},
		{"(devel)", "", "(devel)"},
		{"(devel)", commit, "(devel) " + commit},
		{"v0.0.0-20261127073421-b6da5e5ab12c", commit, "v0.0.0-20261127073421-b6da5e5ab12c"},
		{"v0.0.0-20261127073421-b6da5e5ab12c+dirty", commit, "v0.0.0-20261127073421-b6da5e5ab12c+dirty"},
		{"v1.2.0", commit, "v1.2.0 " + commit},
		{"v1.2.0", "", "v1.2.0"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: test.version}}
		if test.revision != "" {
			info.Settings = []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: test.revision}}
		}
		if got := stamp(info); got != test.want {
			t.Errorf("%q, %q: %q, not %q", test.version, test.revision, got, test.want)
		}
	}
}
