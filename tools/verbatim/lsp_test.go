package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// BenchmarkLanguageServer is an editor with the program itself, over pipes, on a site of
// 10,000 pages: what passes between a keystroke and its diagnostics (the 95th percentile
// is what counts, in milliseconds), and the most memory that the program ever had, in
// megabytes. A keystroke breaks a sentence, and the next mends it.
func BenchmarkLanguageServer(b *testing.B) {
	dir := b.TempDir()
	if err := layOut(dir); err != nil {
		b.Fatal(err)
	}
	newLargeSite(sitePages).write(b, dir)
	program := filepath.Join(b.TempDir(), "verbatim")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	server := exec.Command(program, "-C", dir, "lsp")
	in, err := server.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	defer server.Wait()
	defer server.Process.Kill()
	editor := &editor{B: b, to: in, from: bufio.NewReader(out)}
	uri := "file://" + filepath.ToSlash(filepath.Join(dir, benchPage))
	text, err := os.ReadFile(filepath.Join(dir, benchPage))
	if err != nil {
		b.Fatal(err)
	}
	editor.send("initialize", 1, map[string]any{"processId": nil, "rootUri": "file://" + filepath.ToSlash(dir), "capabilities": struct{}{}})
	editor.until(func(m received) bool { return m.ID == 1 })
	editor.send("initialized", 0, struct{}{})
	document := func(version int) map[string]any {
		return map[string]any{"uri": uri, "languageId": "markdown", "version": version, "text": string(text)}
	}
	editor.send("textDocument/didOpen", 0, map[string]any{"textDocument": document(1)})
	editor.send("textDocument/documentSymbol", 2, map[string]any{"textDocument": map[string]any{"uri": uri}})
	editor.until(func(m received) bool { return m.ID == 2 })
	time.Sleep(time.Second) // the check that follows
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		broken := i%2 == 0
		changed := string(text)
		if broken {
			changed += fmt.Sprintf("\nHe said “never ever seen %d” there.\n", i)
		}
		start := time.Now()
		editor.send("textDocument/didChange", 0, map[string]any{"textDocument": map[string]any{"uri": uri, "version": i + 2}, "contentChanges": []any{map[string]any{"text": changed}}})
		editor.until(func(m received) bool {
			return m.Method == "textDocument/publishDiagnostics" && m.Params.URI == uri && (len(m.Params.Diagnostics) > 0) == broken
		})
		took = append(took, time.Since(start))
		time.Sleep(150 * time.Millisecond) // as somebody types
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(peakOf(b, server.Process.Pid))/1000, "MB")
}

// peakOf returns the most memory that a process had, in kilobytes: where the system says
// so (proc(5)).
func peakOf(b *testing.B, pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("the system does not say what memory a process had")
	}
	peak := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if peak == nil {
		b.Fatalf("%s", status)
	}
	size, _ := strconv.Atoi(string(peak[1]))
	return size
}

// editor speaks the Language Server Protocol.
type editor struct {
	*testing.B
	to   io.Writer
	from *bufio.Reader
}

// received is what an editor receives, as far as it matters here.
type received struct {
	ID     int
	Method string
	Params struct {
		URI         string
		Diagnostics []any
	}
}

// send sends a request, or with no ID a notification.
func (e *editor) send(method string, id int, params any) {
	message := map[string]any{"jsonrpc": "2.0", "method": method, "params": params}
	if id > 0 {
		message["id"] = id
	}
	data, err := json.Marshal(message)
	if err == nil {
		_, err = fmt.Fprintf(e.to, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	if err != nil {
		e.Fatal(err)
	}
}

// until reads on to a message.
func (e *editor) until(so func(received) bool) {
	for {
		length := 0
		if _, err := fmt.Fscanf(e.from, "Content-Length: %d\r\n\r\n", &length); err != nil {
			e.Fatal(err)
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(e.from, data); err != nil {
			e.Fatal(err)
		}
		var message received
		if err := json.Unmarshal(data, &message); err != nil {
			e.Fatalf("%v: %s", err, data)
		}
		if so(message) {
			return
		}
	}
}
