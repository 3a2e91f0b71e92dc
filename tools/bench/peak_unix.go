//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak returns how much memory a process that has ended held at most, in megabytes.
func peak(state *os.ProcessState) float64 {
	used, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	unit := 1024.0 // bytes: Linux and the BSDs count in kilobytes
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return float64(used.Maxrss) * unit / 1e6
}
