package stream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// alder is a short transcript.
const alder = `PRESIDENT HARROW: Good morning.

PRIME MINISTER ODA: The ferries are ours. Thank you.
`

func answers(t *testing.T, in string) []map[string]any {
	t.Helper()
	var out bytes.Buffer
	open := func(name string) ([]byte, error) {
		if name == "alder.txt" {
			return []byte(alder), nil
		}
		return nil, fs.ErrNotExist
	}
	if _, err := Answer(strings.NewReader(in), &out, open); err != nil {
		t.Fatal(err)
	}
	var lines []map[string]any
	for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		var answer map[string]any
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		lines = append(lines, answer)
	}
	return lines
}

func TestStream(t *testing.T) {
	got := answers(t, `{"id": 1, "text": "We will go. They stay.", "quote": "they stay"}
{"id": "two", "text_file": "alder.txt", "quote": "The ferries are ours.", "speaker": "PRIME MINISTER ODA"}

not json
{"id": 4, "text": "a", "text_file": "b", "quote": "c"}
{"id": 5, "text": "a"}
{"id": 6, "text_file": "nowhere", "quote": "c"}
{"id": 7, "text": 3, "quote": "c"}
{"id": 8, "text_file": "alder.txt", "quote": "The ferries are ours.", "speaker": "PRESIDENT HARROW"}
{"id": {"n": 9}, "text": "We met. 5. We go.", "quote": "We *went*", "markdown": true}`)
	want := []string{"1 verbatim", "two verbatim", "<nil> error", "4 error", "5 error", "6 error", "7 error", "8 wrong-speaker", "map[n:9] altered"}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d: %v", len(got), len(want), got)
	}
	for i, answer := range got {
		said := fmt.Sprintf("%v %v", answer["id"], answer["verdict"])
		if failed, ok := answer["error"].(map[string]any); ok && failed["message"] != "" {
			said = fmt.Sprintf("%v error", answer["id"])
		}
		if said != want[i] {
			t.Errorf("line %d: %s, want %s (%v)", i, said, want[i], answer)
		}
	}
	passage := got[0]["passages"].([]any)[0].(map[string]any)
	if passage["start"] != 12.0 || passage["end"] != 21.0 || passage["exact"] != "They stay" || passage["paragraph"] != "1" || passage["speaker"] != "" {
		t.Errorf("passage: %v", passage)
	}
}

func TestCutText(t *testing.T) {
	for in, want := range map[string]string{
		`{"text": "a\"b", "id": 1}`:                `{"text": "", "id": 1}|"a\"b"`,
		`{"id": "text", "text" : "a"}`:             `{"id": "text", "text" : ""}|"a"`,
		`{"id": {"text": "x"}, "text": "a"}`:       `{"id": {"text": "x"}, "text": ""}|"a"`,
		`{"text": "a", "text": "b"}`:               `{"text": "a", "text": "b"}|`,
		`{"text": ["a"]}`:                          `{"text": ["a"]}|`,
		`{"id": ["text", "a"], "quote": "\"text"}`: `{"id": ["text", "a"], "quote": "\"text"}|`,
		`{"text": "a`:                              `{"text": "a|`,
		`{"quote": "text", "text": "\\"}`:          `{"quote": "text", "text": ""}|"\\"`,
	} {
		rest, raw := cutText([]byte(in))
		if got := string(rest) + "|" + string(raw); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	// a text that can't be read is an error of its line only
	got := answers(t, `{"id": 1, "text": "\ud83", "quote": "a"}`+"\n"+`{"id": 2, "text": "a b", "TEXT": "c d", "quote": "d"}`)
	if got[0]["error"] == nil || got[0]["id"] != 1.0 || got[1]["error"] == nil || got[1]["id"] != 2.0 {
		t.Error(got)
	}
}

func TestStreamKeepsOrder(t *testing.T) {
	var in strings.Builder
	for i := range 500 {
		text := strings.Repeat("word ", 1+(i*7919)%300) + fmt.Sprintf("the end %d", i)
		fmt.Fprintf(&in, `{"id": %d, "text": %q, "quote": "the end %d"}`+"\n", i, text, i)
	}
	for i, answer := range answers(t, in.String()) {
		if answer["id"] != float64(i) || answer["verdict"] != "verbatim" {
			t.Fatalf("line %d: %v", i, answer)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestStreamStopsWhenNobodyReads(t *testing.T) {
	in := strings.Repeat(`{"id": 1, "text": "a b", "quote": "b"}`+"\n", 100_000)
	if _, err := Answer(strings.NewReader(in), brokenPipe{}, nil); err == nil {
		t.Error("no error")
	}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte(`{"id": 1, "text": "We will go.", "quote": "we … go"}` + "\n" + `{"id":`))
	f.Add([]byte("\n\n{}\n[]\nnull\n\"x\"\n{\"id\":{},\"quote\":\"\",\"text\":\"\"}"))
	f.Add([]byte(`{"id": 1, "text": "TRUMP: \ud800 go", "quote": "\udc00", "speaker": "x", "prefix": "a", "suffix": "b", "paragraph": "p1"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<14 {
			return
		}
		var out bytes.Buffer
		if _, err := Answer(bytes.NewReader(in), &out, func(string) ([]byte, error) { return in, nil }); err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, line := range bytes.Split(in, []byte("\n")) {
			if len(bytes.TrimSpace(line)) > 0 {
				want++
			}
		}
		got := bytes.Count(out.Bytes(), []byte("\n"))
		if got != want {
			t.Fatalf("%d lines for %d", got, want)
		}
		for _, line := range bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n")) {
			if len(line) > 0 && !json.Valid(line) {
				t.Fatalf("%q", line)
			}
		}
	})
}

// Keys are told apart by every letter, and what is no text is no text.
func TestRequestIsExact(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":1,"Text":"We go.","quote":"We"}`:                                                             `unknown key \"Text\"`,
		`{"id":1,"text":"We go.","text":"They go.","quote":"We"}`:                                           `the key \"text\" stands twice`,
		`{"id":1,"text":"We go.","quote":"We","attributions":[{"Speaker":"Oda","words":"We"}]}`:             `unknown key \"Speaker\"`,
		`{"id":1,"text":"We go.","quote":"We","attributions":[{"speaker":"Oda","words":"We","words":"x"}]}`: `stands twice`,
		`{"id":1,"text":"Kim said \u0093We go\u0094.","quote":"We go"}`:                                     `control character U+0093`,
		`{"id":1,"text":"We go \ud800.","quote":"We"}`:                                                      `half of a surrogate pair`,
		"{\"id\":1,\"text\":\"We go \xff.\",\"quote\":\"We\"}":                                              `not UTF-8`,
		`{"id":1,"text":5,"quote":"We"}`:                                                                    `\"text\" can't be a JSON number`,
		`{"id":1,"text":"We go 😀 \ud83d\ude00.","quote":"We"}`:                                              `"verdict":"verbatim"`,
		"\xEF\xBB\xBF" + `{"id":1,"text":"We go.","quote":"We"}`:                                            `"verdict":"verbatim"`,
	} {
		var out strings.Builder
		if _, err := Answer(strings.NewReader(line+"\n"), &out, nil); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %s %v", line, out.String(), err)
		}
	}
}
