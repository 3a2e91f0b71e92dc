//go:build !unix

package main

import "os"

// peak returns 0: this system does not say how much memory a process held.
func peak(*os.ProcessState) float64 { return 0 }
