package lsp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

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

// A client that watches files when it is asked to is asked to: also for texts, which lie
// outside of its folder, where it can. What then changes is found.
func TestWatch(t *testing.T) {
	for relative, want := range map[bool]string{
		true:  `{"watchers":[{"globPattern":"**/content/**"},{"globPattern":"**/static/**"},{"globPattern":"**/layouts/**"},{"globPattern":"**/config.toml"},{"globPattern":{"baseUri":"TEXTS","pattern":"*/text.txt"}}]}`,
		false: `{"watchers":[{"globPattern":"**/content/**"},{"globPattern":"**/static/**"},{"globPattern":"**/layouts/**"},{"globPattern":"**/config.toml"}]}`,
	} {
		c := start(t, newSite(t))
		c.initialize(fmt.Sprintf(`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":%v}}}`, relative))
		var asked struct {
			Registrations []struct {
				Options json.RawMessage `json:"registerOptions"`
			}
		}
		for asked.Registrations == nil {
			message := c.next()
			if string(message["method"]) == `"client/registerCapability"` {
				if err := json.Unmarshal(message["params"], &asked); err != nil {
					t.Fatal(err)
				}
				c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, message["id"]))
			}
		}
		if want := strings.Replace(want, "TEXTS", c.uri("texts"), 1); string(asked.Registrations[0].Options) != want {
			t.Errorf("it asks for %s\nnot %s", asked.Registrations[0].Options, want)
		}
		text := filepath.Join(c.dir, "texts/courier/text.txt")
		data, err := os.ReadFile(text)
		if err == nil {
			err = os.WriteFile(text, []byte(strings.Replace(string(data), "did not agree", "never agreed", 1)), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		c.notify("workspace/didChangeWatchedFiles", nothing{})
		c.until("a quotation that the text has no more", func() bool { return slices.Contains(c.rules(ferry), string(finding.QuoteMissing)) })
		c.quit()
	}
}
