package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"summit-explainer/tools/verbatim/archetype"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// moment is the day of all tests.
func moment() (prose.Moment, error) {
	at, _ := prose.ParseMoment("2026-11-20")
	return prose.Moment{At: at}, nil
}

// client is an editor that speaks to a server over pipes.
type client struct {
	t        *testing.T
	dir      string // of the site
	to       *frames
	from     *bufio.Reader
	messages chan map[string]json.RawMessage
	ended    chan error
	id       int
	found    map[string]diagnostics // by URI, as published last
	shown    []string               // messages to people
}

const everything = `{"general":{"positionEncodings":["utf-16"]},
	"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create","rename","delete"]}},
	"textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,"dataSupport":true},
		"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}`

// newSite makes the small site of the command's tests in a folder of its own.
func newSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := copySite(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func copySite(dir string) error {
	for from, to := range map[string]string{"../testdata/site": "", "../../../static": "static", "../../../layouts": "layouts"} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
			return err
		}
	}
	config, err := os.ReadFile("../../../config.toml")
	if err == nil {
		config, err = archetype.Settings(config, "The ferry, explained", "https://ferry.example/", "2021-03-02")
	}
	if err != nil {
		return err
	}
	// A site that explains the rules: findings lead there.
	guide := []byte("---\ntitle: For authors\ndescription: What each finding of the checks means, and how it is mended.\n---\n")
	for _, name := range []string{"content/guide/_index.md", "content/guide/rules/_index.md", "config.toml"} {
		data := guide
		if name == "config.toml" {
			data = config
		}
		err = errors.Join(err, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755), os.WriteFile(filepath.Join(dir, name), data, 0o644))
	}
	return err
}

// start begins a session, not yet initialized.
func start(t *testing.T, dir string) *client {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	c := &client{t: t, dir: dir, to: &frames{to: fromClient}, from: bufio.NewReader(toClient), messages: make(chan map[string]json.RawMessage, 1000),
		ended: make(chan error, 1), found: map[string]diagnostics{}}
	go func() {
		c.ended <- Serve(toServer, fromServer, Options{Dir: dir, Texts: filepath.Join(dir, "texts"), Moment: moment, Version: "test"})
		fromServer.Close()
	}()
	go func() {
		defer close(c.messages)
		for {
			data, err := readFrame(c.from)
			if err != nil {
				return
			}
			message := map[string]json.RawMessage{}
			if err := json.Unmarshal(data, &message); err != nil {
				t.Errorf("%s: %v", data, err)
			}
			c.messages <- message
		}
	}()
	t.Cleanup(func() { fromClient.Close() })
	return c
}

// edit begins a session in a new site.
func edit(t *testing.T) *client {
	t.Helper()
	c := start(t, newSite(t))
	c.initialize(everything)
	return c
}

func (c *client) initialize(capabilities string) (result initializeResult) {
	c.t.Helper()
	params := fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":%s}`, c.uri(""), capabilities)
	c.ask("initialize", json.RawMessage(params), &result)
	c.notify("initialized", nothing{})
	return result
}

func (c *client) uri(name string) string { return newRoot(c.dir).uri(name) }

func (c *client) send(message string) {
	c.t.Helper()
	if err := c.to.Send([]byte(message)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	data, _ := json.Marshal(params)
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, data))
}

// next takes in a message.
func (c *client) next() map[string]json.RawMessage {
	c.t.Helper()
	select {
	case message, ok := <-c.messages:
		if !ok {
			c.t.Fatal("the server has ended")
		}
		switch string(message["method"]) {
		case `"textDocument/publishDiagnostics"`:
			var sent diagnostics
			if err := json.Unmarshal(message["params"], &sent); err != nil {
				c.t.Fatal(err)
			}
			c.found[sent.URI] = sent
		case `"window/showMessage"`:
			c.shown = append(c.shown, string(message["params"]))
		}
		return message
	case <-time.After(20 * time.Second):
		c.t.Fatalf("the server says nothing; found is %v, shown %v", c.found, c.shown)
	}
	return nil
}

// ask sends a request and reads its result; it returns the error's code.
func (c *client) ask(method string, params, result any) (code int) {
	c.t.Helper()
	c.id++
	data, _ := json.Marshal(params)
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, c.id, method, data))
	for {
		message := c.next()
		if string(message["id"]) != fmt.Sprint(c.id) || message["method"] != nil {
			continue
		}
		if wrong := message["error"]; wrong != nil {
			return codeOf(wrong)
		}
		if err := json.Unmarshal(message["result"], result); err != nil {
			c.t.Fatalf("%s: %s: %v", method, message["result"], err)
		}
		return 0
	}
}

func codeOf(wrong json.RawMessage) int {
	var of struct{ Code int }
	_ = json.Unmarshal(wrong, &of)
	return of.Code
}

// until takes messages in until something is so.
func (c *client) until(what string, so func() bool) {
	c.t.Helper()
	end := time.Now().Add(20 * time.Second)
	for !so() {
		if time.Now().After(end) {
			c.t.Fatalf("%s: never; found is %v", what, c.found)
		}
		c.next()
	}
}

// rules are the rules of what is found in a file now.
func (c *client) rules(name string) (rules []string) {
	for _, one := range c.found[c.uri(name)].Diagnostics {
		rules = append(rules, one.Code)
	}
	return rules
}

func (c *client) read(name string) string {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(data)
}

func (c *client) open(name, text string) {
	c.t.Helper()
	c.notify("textDocument/didOpen", documentParams{document{URI: c.uri(name), Version: 1, Text: text}})
}

// change replaces the one old in a text by new, as a change of its range.
func (c *client) change(name, text, old, new string) string {
	c.t.Helper()
	if strings.Count(text, old) != 1 {
		c.t.Fatalf("%q is %d times in the text", old, strings.Count(text, old))
	}
	at := strings.Index(text, old)
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "version": 2},
		"contentChanges": []any{map[string]any{"range": newLines([]byte(text), encodingUTF16).rangeOf(at, at+len(old)), "text": new}}})
	return strings.Replace(text, old, new, 1)
}

// at is the position in a text of the sign | in a part of it.
func (c *client) at(name, text, part string) positionParams {
	c.t.Helper()
	before, after, ok := strings.Cut(part, "|")
	if !ok || strings.Count(text, before+after) != 1 {
		c.t.Fatalf("%q is %d times in the text", before+after, strings.Count(text, before+after))
	}
	return positionParams{document{URI: c.uri(name)}, newLines([]byte(text), encodingUTF16).position(strings.Index(text, before+after) + len(before))}
}

// applied returns a text with edits made.
func applied(text string, edits []textEdit) string {
	in := newLines([]byte(text), encodingUTF16)
	var list []finding.Edit
	for _, edit := range edits {
		start, end := in.span(edit.Range)
		list = append(list, finding.Edit{Span: finding.Span{Start: start, End: end}, New: edit.NewText})
	}
	return string(finding.Apply([]byte(text), list))
}

// documentChange is an entry of documentChanges.
type documentChange struct {
	Document document   `json:"textDocument"`
	Edits    []textEdit `json:"edits"`
	renameFile
}

type edited struct {
	Changes []documentChange `json:"documentChanges"`
}

// apply makes changes on the disk, as an editor does.
func (c *client) apply(changes []documentChange) {
	c.t.Helper()
	for _, change := range changes {
		if change.Kind == "rename" {
			if err := os.Rename(pathOf(change.OldURI), pathOf(change.NewURI)); err != nil {
				c.t.Fatal(err)
			}
			continue
		}
		file := pathOf(change.Document.URI)
		data, err := os.ReadFile(file)
		if err != nil {
			c.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(applied(string(data), change.Edits)), 0o644); err != nil {
			c.t.Fatal(err)
		}
	}
}

// findings are those of a full check of what is on the disk.
func (c *client) findings() (list []string) {
	c.t.Helper()
	for _, texts := range []fs.FS{os.DirFS(filepath.Join(c.dir, "texts")), nil} {
		at, _ := moment()
		var all finding.List
		if _, err := desk.Check(os.DirFS(c.dir), texts, at, false, nil, &all); err != nil {
			c.t.Fatal(err)
		}
		for _, found := range all.Sorted() {
			list = append(list, fmt.Sprintf("%s: %s [%s]", found.File.Name, found.Message, found.Rule))
		}
	}
	return list
}

func (c *client) quit() {
	c.t.Helper()
	c.ask("shutdown", nil, new(any))
	c.notify("exit", nil)
	if err := <-c.ended; err != nil {
		c.t.Errorf("the session ended with %v", err)
	}
}

const ferry = "content/topics/ferry.md"
