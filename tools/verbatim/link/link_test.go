package link

import (
	"strings"
	"testing"
)

func TestUnique(t *testing.T) {
	taken := map[string]int{}
	var got []string
	for _, anchor := range []string{"a", "a", "a-2", "a", "b"} {
		got = append(got, unique(taken, anchor))
	}
	if want := "a a-2 a-2-2 a-3 b"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
