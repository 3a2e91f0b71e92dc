package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"
)

// An answer comes through the command while the input is still open: a buffer of its
// own once kept the answers back.
func TestMatchAnswersAtOnce(t *testing.T) {
	in, ask := io.Pipe()
	answer, out := io.Pipe()
	cmd := (&session{stdout: out}).matchCommand()
	cmd.SetIn(in)
	cmd.SetArgs([]string{"--jsonl"})
	done := make(chan error, 1)
	go func() { done <- cmd.Execute() }()
	lines := bufio.NewScanner(answer)
	for i := range 3 {
		fmt.Fprintf(ask, `{"id": %d, "text": "We will go.", "quote": "we will"}`+"\n", i)
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), fmt.Sprintf(`{"id":%d,"verdict":"verbatim"`, i)) {
			t.Fatalf("line %d: %q", i, lines.Text())
		}
	}
	ask.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
