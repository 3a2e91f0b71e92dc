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
	"slices"
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

// A word is broken, found, and mended by the action that the server offers.
func TestMend(t *testing.T) {
	c := edit(t)
	text := c.read(ferry)
	c.open(ferry, text)
	text = c.change(ferry, text, "did not agree", "did agree")
	c.until("the word is found", func() bool { return slices.Contains(c.rules(ferry), "quote-altered") })
	one := c.found[c.uri(ferry)].Diagnostics[0]
	if !strings.Contains(one.Message, "not") || one.Source != "verbatim" || one.Severity != severityError || one.Description == nil ||
		!strings.HasSuffix(one.Description.Href, "/guide/rules/quote-altered/") || one.Data == nil || len(one.Data.Edits) != 1 {
		t.Errorf("the diagnostic is %+v", one)
	}
	var actions []struct {
		Title, Kind string
		Preferred   bool `json:"isPreferred"`
		Edit        edited
	}
	c.ask("textDocument/codeAction", codeActionParams{Document: document{URI: c.uri(ferry)}, Range: one.Range}, &actions)
	if len(actions) != 1 || actions[0].Kind != quickFix || actions[0].Preferred || !strings.HasPrefix(actions[0].Title, "Use the source’s words: did not agree") {
		t.Fatalf("the actions are %+v", actions)
	}
	edits := actions[0].Edit.Changes[0].Edits
	text = applied(text, edits)
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": c.uri(ferry), "version": 3},
		"contentChanges": []any{map[string]any{"range": edits[0].Range, "text": edits[0].NewText}}})
	c.until("it is mended", func() bool { return len(c.rules(ferry)) == 0 })
	if text != c.read(ferry) {
		t.Errorf("the page is now\n%s", text)
	}
	c.quit()
}

// What is found is found in the buffer: not on the disk, and not when it is closed.
func TestBuffer(t *testing.T) {
	c := edit(t)
	text := c.read(ferry)
	c.open(ferry, strings.Replace(text, "Ice decides", "Ice may decide", 1))
	c.until("the buffer counts", func() bool { return slices.Contains(c.rules(ferry), "quote-missing") })
	c.notify("textDocument/didClose", documentParams{document{URI: c.uri(ferry)}})
	c.until("the disk counts", func() bool { return len(c.rules(ferry)) == 0 })

	// A page that is not on the disk yet.
	const added = "content/topics/dam.md"
	c.open(added, strings.Replace(strings.Replace(text, "title: The ferry", "title: The dam", 1), "weight: 1", "weight: 1\nwight: 3", 1))
	c.until("the new page counts", func() bool { return slices.Contains(c.rules(added), "front-matter-schema") })

	// A record that can't be read silences what depends on it.
	const record = "content/sources/courier/index.md"
	c.open(record, strings.Replace(c.read(record), "title: Talks", "title: 'Talks", 1))
	c.until("the record counts", func() bool { return slices.Equal(c.rules(record), []string{"front-matter-form"}) })
	for uri, found := range c.found {
		for _, one := range found.Diagnostics {
			if strings.HasPrefix(one.Code, "quote-") || strings.HasPrefix(one.Code, "citation-") {
				t.Errorf("%s: %s", uri, one.Message)
			}
		}
	}

	// A text in the folder of texts.
	c.notify("textDocument/didClose", documentParams{document{URI: c.uri(record)}})
	c.open("texts/courier/text.txt", strings.Replace(c.read("texts/courier/text.txt"), "did not agree", "did all agree", 1))
	c.until("the text counts", func() bool { return slices.Contains(c.rules(ferry), "quote-altered") })

	// A configuration that can't be read is said once, and what was found stays.
	c.open("config.toml", "title = ")
	c.until("the configuration counts", func() bool { return len(c.shown) > 0 })
	c.quit()
}

// A source, then a person, gets another ID: the site is clean, with the texts and
// without.
func TestRename(t *testing.T) {
	for _, row := range []struct{ name, part, id string }{
		{ferry, "(source:cou|rier \"The two", "lake-courier"},
		{"content/sources/pier/index.md", "title: Words at| the Pier", "pier-2021"},
		{ferry, "../people/ida-|marsh.md", "ida-b-marsh"},
		{"content/topics/ferry.md", "people: [ida-marsh, tomas|-vell]", "t-vell"},
		{"content/sources/courier/index.md", "speaker: tomas-|vell", "vell"},
		{"content/figures/crossings/index.md", "(source:gaz|ette)", "lake-gazette"},
	} {
		t.Run(row.id, func(t *testing.T) {
			c := edit(t)
			text := c.read(row.name)
			var ready prepared
			at := c.at(row.name, text, row.part)
			if code := c.ask("textDocument/prepareRename", at, &ready); code != 0 || ready.Placeholder == "" {
				t.Fatalf("it can't be renamed: %d", code)
			}
			for _, bad := range []string{"", "A b", "../x", "gazette", "tomas-vell", "pier", "ida-marsh"} {
				if code := c.ask("textDocument/rename", renameParams{at, bad}, new(any)); code == 0 && !slices.Contains([]string{"gazette", "tomas-vell", "pier", "ida-marsh"}, bad) {
					t.Errorf("%q is taken for an ID", bad)
				}
			}
			var edit edited
			if code := c.ask("textDocument/rename", renameParams{at, row.id}, &edit); code != 0 {
				t.Fatalf("it is not renamed: %d", code)
			}
			c.apply(edit.Changes)
			if list := c.findings(); len(list) > 0 {
				t.Errorf("after renaming:\n%s", strings.Join(list, "\n"))
			}
			_ = filepath.WalkDir(c.dir, func(name string, _ fs.DirEntry, err error) error {
				if data, _ := os.ReadFile(name); err == nil && strings.Contains(string(data), ":"+ready.Placeholder+" ") {
					t.Errorf("%s still has %s", name, ready.Placeholder)
				}
				return err
			})
			c.notify("workspace/didChangeWatchedFiles", nothing{})
			var symbols []symbolInformation
			c.ask("workspace/symbol", symbolParams{row.id}, &symbols)
			if len(symbols) != 1 || !strings.Contains(symbols[0].Location.URI, row.id) {
				t.Errorf("the symbols are %+v", symbols)
			}
			c.quit()
		})
	}
}

// removeTexts empties the folder of texts.
func removeTexts(dir string) error { return os.RemoveAll(filepath.Join(dir, "texts", "courier")) }

// Each action mends what it is offered for, and of several one is enough.
func TestActions(t *testing.T) {
	c := edit(t)
	whole := c.read(ferry)
	for _, row := range []struct{ old, new, rule, title, want string }{
		{`(source:courier "Tomas Vell")`, `(source:courier)`, "quote-speaker", `Name the speaker: "Tomas Vell" (changes what the page says)`, ""},
		{`(source:courier "Tomas Vell")`, `(source:courier "Ida Marsh")`, "quote-speaker", `Name the speaker: Tomas Vell (changes what the page says)`, ""},
		{`— [Ida Marsh](source:courier)`, `— [Tomas Vell](source:courier)`, "quote-speaker", `Name the speaker: Ida Marsh (changes what the page says)`, ""},
		{`— [Ida Marsh](source:courier)`, `— [Ida Mrash](source:courier)`, "quote-speaker", `Name the speaker: Ida Marsh`, ""},
		{`“did not agree”](source:courier)`, `“did not agree”](source:courier "Ida Marsh")`, "quote-speaker", `Name the speaker (changes what the page says)`, ""},
		{`[“did not agree”](source:courier)`, `“did not agree”`, "quote-unsourced", `Link this to its source: [“did not agree”](source:courier) (changes what the page says)`, ""},
		{`[“did not agree”](source:courier)`, `“[did not agree](source:courier)”`, "quote-form", `Move the quotation marks`, ""},
		{`“did not agree”](source:courier)`, `“did not agree”](source:courier#p2)`, "quote-altered", `Name the right paragraph: #p4`, `“did not agree”](source:courier#p4)`},
		{`We share the cost.`, `We shared the costs.`, "citation-altered", `Use the source’s words: We share the cost. (changes what the page says)`, ""},
		{`reviewed: 2021`, `reviewd: 2021`, "front-matter-schema", `Write reviewed`, ""},
		{`../people/ida-marsh.md`, `../people/ida-mash.md`, "link-broken", "", ""},
	} {
		text := strings.Replace(whole, row.old, row.new, 1)
		c.open(ferry, whole)
		c.until("it is clean", func() bool { return len(c.rules(ferry)) == 0 })
		c.open(ferry, text)
		c.until(row.rule, func() bool { return slices.Contains(c.rules(ferry), row.rule) })
		var actions []struct {
			Title       string
			Diagnostics []diagnostic
			Edit        edited
		}
		c.ask("textDocument/codeAction", codeActionParams{Document: document{URI: c.uri(ferry)}, Range: newLines([]byte(text), encodingUTF16).rangeOf(0, len(text))}, &actions)
		if row.title == "" {
			if len(actions) > 0 {
				t.Errorf("%s: %+v", row.new, actions)
			}
			continue
		}
		if len(actions) != 1 || !strings.HasPrefix(actions[0].Title, row.title) || actions[0].Diagnostics[0].Code != row.rule {
			t.Errorf("%s: %+v", row.new, actions)
			continue
		}
		want := whole
		if row.want != "" {
			want = strings.Replace(whole, row.old, row.want, 1)
		}
		if got := applied(text, actions[0].Edit.Changes[0].Edits); got != want {
			t.Errorf("%s: the page is then\n%s", row.new, got)
		}
	}
	c.quit()
}

// An editor that renames no files makes the edits, and is told what to rename.
func TestRenameByHand(t *testing.T) {
	c := start(t, newSite(t))
	c.initialize(`{}`)
	var edit struct{ Changes map[string][]textEdit }
	c.ask("textDocument/rename", renameParams{c.at(ferry, c.read(ferry), "(source:cou|rier \"The two"), "lake-courier"}, &edit)
	if len(c.shown) != 2 || !strings.Contains(c.shown[0], "/content/sources/lake-courier") || !strings.Contains(c.shown[1], "/texts/lake-courier") {
		t.Errorf("it was told %q", c.shown)
	}
	var changes []documentChange
	for uri, edits := range edit.Changes {
		changes = append(changes, documentChange{Document: document{URI: uri}, Edits: edits})
	}
	for _, in := range []string{"content/sources", "texts"} {
		changes = append(changes, documentChange{renameFile: renameFile{"rename", c.uri(in + "/courier"), c.uri(in + "/lake-courier")}})
	}
	c.apply(changes)
	if list := c.findings(); len(list) > 0 {
		t.Errorf("after renaming:\n%s", strings.Join(list, "\n"))
	}
	c.quit()
}
