//go:build !withdeploy

package main

import (
	"fmt"
	"os"
)

// The libraries of the stores are large, and nobody else needs them: whoever
// builds, checks and tests the site compiles none of them.
func main() {
	fmt.Fprintln(os.Stderr, "deploy: built without the libraries of the stores; run it as: go run -tags withdeploy ./tools/deploy")
	os.Exit(2)
}
