package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestNoCloudLibrary holds deploying apart: who only builds and checks a site
// compiles, and trusts, no library of a cloud.
func TestNoCloudLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if len(packages) < 100 {
		t.Fatalf("only %d packages are listed", len(packages))
	}
	for _, name := range packages {
		for _, cloud := range []string{"gocloud.dev", "cloud.google.com/", "github.com/aws/", "github.com/Azure/"} {
			if strings.HasPrefix(name, cloud) {
				t.Errorf("the first binary has %s", name)
			}
		}
	}
}
