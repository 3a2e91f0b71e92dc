package main

import (
	"runtime/debug"
	"strings"
)

// version says which program this is, by what the build stamped into it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return unstamped
	}
	return stamp(info)
}

// unstamped is what Go itself calls a program that no commit can be told of: go
// run makes such ones, and go build where it is told to, or finds no repository.
const unstamped = "(devel)"

// stamp returns the version of the module, which names the commit, or is a tag;
// to a tag, which can be moved, it adds the commit. "+dirty" is a tree that had
// changes of its own.
func stamp(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" {
		version = unstamped
	}
	for _, setting := range info.Settings {
		const named = 12 // so many of a commit's digits stand in a version without a tag
		if setting.Key == "vcs.revision" && len(setting.Value) > named && !strings.Contains(version, setting.Value[:named]) {
			version += " " + setting.Value
		}
	}
	return version
}
