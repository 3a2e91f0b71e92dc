package lsp

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestReadFrame(t *testing.T) {
	in := bufio.NewReader(strings.NewReader("Content-Length: 2\r\n\r\n{}" +
		"content-length:3\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n日" +
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n" +
		"Content-Length: -1\r\n\r\n" +
		"Content-Length: 99999999999999999999\r\n\r\n" +
		strings.Repeat("x", 10_000) + "\nContent-Length: 1\n\n1" +
		fmt.Sprintf("Content-Length: %d\r\n\r\n%s", maxFrame+1, strings.Repeat(" ", maxFrame+1)) +
		"Content-Length: 0\r\n\r\n" +
		"Content-Length: 9\r\n\r\nshort"))
	for _, want := range []string{"{}", "日", "!", "!", "!", "1", "!", ""} {
		if got, err := readFrame(in); err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := readFrame(in); err == nil {
		t.Error("a message that ends too early was read")
	}
}

// Whatever a client sends, reading ends, and what is sent is read again.
func FuzzFrame(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte("Content-Length: 1000000000\r\n\r\n{}"))
	f.Add([]byte(":\n\nContent-Length: 1\nContent-Length: 2\n\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		in := bufio.NewReader(bytes.NewReader(data))
		for {
			message, err := readFrame(in)
			if err != nil {
				break
			}
			if len(message) > len(data)+1 {
				t.Fatalf("%d bytes were read of %d", len(message), len(data))
			}
		}
		var sent bytes.Buffer
		out := &frames{to: &sent}
		if err := out.Send(data); err != nil {
			t.Fatal(err)
		}
		if again, err := readFrame(bufio.NewReader(io.MultiReader(&sent))); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%q was sent, and %q read: %v", data, again, err)
		}
	})
}
