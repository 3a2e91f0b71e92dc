package lsp

import (
	"fmt"
	"strings"
	"testing"
)

// answer waits for the answer with an ID, and returns the code of its error.
func (c *client) answer(id string) int {
	c.t.Helper()
	for {
		message := c.next()
		if string(message["id"]) == id && message["method"] == nil {
			if wrong := message["error"]; wrong != nil {
				return codeOf(wrong)
			}
			return 0
		}
	}
}

// nonsense are messages with the codes of the errors that they get; 0 is none. ID, SITE
// and FERRY are put in.
var nonsense = []struct {
	message string
	code    int
}{
	{`{`, -32700},
	{``, -32700},
	{"\xff\x00", -32700},
	{`[]`, -32600},
	{`7`, -32700},
	{`{"jsonrpc":"1.0","id":ID,"method":"shutdown"}`, -32600},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/nothing","params":{}}`, -32601},
	{`{"jsonrpc":"2.0","id":ID,"method":"rpc.serverInfo"}`, -32601},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":7}`, -32600},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":[]}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover"}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"content/topics/ferry.md"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///etc/passwd"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"SITE/../../etc/passwd"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"SITE/content/%00"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"SITE/content/none.md"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"FERRY"},"position":{"line":"1"}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"FERRY"},"position":{"line":1e99}}}`, -32602},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/rename","params":{"textDocument":{"uri":"FERRY"},"position":{"line":0},"newName":"x"}}`, -32803},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"FERRY"},"range":{"start":{"line":-9,"character":9000000000},"end":{"line":99999999}}}}`, 0},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"FERRY"},"position":{"line":-1,"character":-1}}}`, 0},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/hover","params":{"textDocument":{"uri":"FERRY"},"position":{"line":14,"character":999999999}}}`, 0},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/completion","params":{"textDocument":{"uri":"FERRY"},"position":{"line":9999,"character":2}}}`, 0},
	{`{"jsonrpc":"2.0","id":ID,"method":"textDocument/definition","params":{"textDocument":{"uri":"SITE/config.toml"},"position":{"line":3,"character":2}}}`, 0},
	{strings.Repeat("[", 20_000), -32700},
}

// Nonsense gets an error of the protocol, and the session goes on.
func TestNonsense(t *testing.T) {
	c := start(t, newSite(t))
	c.send(`{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":{}}`)
	if code := c.answer(`"a"`); code != -32002 {
		t.Errorf("a request before initialize: %d", code)
	}
	c.notify("textDocument/didOpen", nothing{})
	c.send(`{"jsonrpc":"2.0","id":"b","method":"initialize","params":{"rootUri":7}}`)
	if code := c.answer(`"b"`); code != -32602 {
		t.Errorf("wrong parameters of initialize: %d", code)
	}
	c.initialize(`{}`)
	c.send(`{"jsonrpc":"2.0","id":"c","method":"initialize","params":{}}`)
	if code := c.answer(`"c"`); code != -32600 {
		t.Errorf("initialize again: %d", code)
	}
	for i, row := range nonsense {
		id := fmt.Sprint(1000 + i)
		message := strings.NewReplacer("ID", id, "SITE", c.uri(""), "FERRY", c.uri(ferry)).Replace(row.message)
		c.send(message)
		if !strings.Contains(row.message, `"id"`) {
			id = "null"
		}
		if code := c.answer(id); code != row.code {
			t.Errorf("%.200q: %d, want %d", message, code, row.code)
		}
	}
	// No answer is due to these.
	for _, message := range []string{
		`{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":"off"}}`,
		`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"x"},"contentChanges":[{"text":"y"}]}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:Untitled-1","text":"“x”"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"never"}}}`,
		`{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"file:///x","type":9}]}}`,
		`{"jsonrpc":"2.0","id":7777,"result":null}`,
		`{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}`,
	} {
		c.send(message)
	}
	c.quit()
}

// Changes beyond the text, backwards, or through half a character are made at the
// nearest place; lone surrogates are no reason to stop.
func TestChangeNonsense(t *testing.T) {
	c := edit(t)
	const name = "content/note.md"
	c.open(name, "---\ntitle: 日本👍\n---\n\nWords.\n")
	change := func(params string) {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%q,"version":3},"contentChanges":[%s]}}`, c.uri(name), params))
	}
	change(`{"range":{"start":{"line":99,"character":0},"end":{"line":98,"character":7}},"text":"\ud800 end"}`)
	change(`{"range":{"start":{"line":1,"character":11},"end":{"line":1,"character":10}},"text":""},{"range":{"start":{"line":-1,"character":-1},"end":{"line":0,"character":0}},"text":""}`)
	var list completionList
	c.ask("textDocument/completion", positionParams{document{URI: c.uri(name)}, Position{4, 3}}, &list)
	c.notify("textDocument/didClose", documentParams{document{URI: c.uri(name)}})
	c.quit()
}

// Who leaves without a word, or says exit without shutdown, is told so by the status.
func TestExit(t *testing.T) {
	for name, leave := range map[string]func(*client){
		"exit alone": func(c *client) { c.notify("exit", nil) },
		"the end":    func(c *client) { c.to.to.(interface{ Close() error }).Close() },
		"exit first": func(c *client) { c.notify("exit", nil); _ = c.to.Send([]byte(`{`)) },
	} {
		c := start(t, newSite(t))
		if name == "exit alone" {
			c.initialize(`{}`)
		}
		leave(c)
		if err := <-c.ended; err == nil {
			t.Errorf("%s: the session ended well", name)
		}
	}
	c := edit(t)
	c.ask("shutdown", nil, new(any))
	if code := c.ask("textDocument/hover", nothing{}, new(any)); code != -32600 {
		t.Errorf("a request after shutdown: %d", code)
	}
	c.notify("exit", nil)
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
}

// The encoding is UTF-8 where the client offers it.
func TestEncoding(t *testing.T) {
	for capabilities, want := range map[string]string{
		`{}`: encodingUTF16, `{"general":{"positionEncodings":["utf-32","utf-8"]}}`: encodingUTF8, everything: encodingUTF16,
	} {
		c := start(t, newSite(t))
		if got := c.initialize(capabilities).Capabilities.PositionEncoding; got != want {
			t.Errorf("%s: %s, want %s", capabilities, got, want)
		}
		text := c.read(ferry)
		c.open(ferry, strings.Replace(text, "[“did not", "日本👍[“did", 1))
		c.until("it is found", func() bool { return len(c.rules(ferry)) > 0 })
		line := "Of fishing the paper says that they 日本👍[“did"
		character := len(line)
		if want == encodingUTF16 {
			character = newLines([]byte(line), want).position(len(line)).Character
		}
		if at := c.found[c.uri(ferry)].Diagnostics[0].Range; at.Start.Character > character || at.End.Character < character {
			t.Errorf("%s: found at %v, want round %d", want, at, character)
		}
		c.quit()
	}
}
