package lsp

import (
	"slices"
	"strings"
	"testing"
)

// completed returns what may follow at the sign | in a document, as the lines would be
// after each.
func (c *client) completed(name, marked string) (items []completionItem, after []string) {
	c.t.Helper()
	before, rest, ok := strings.Cut(marked, "|")
	if !ok {
		c.t.Fatalf("no cursor in %q", marked)
	}
	text := before + rest
	c.open(name, text)
	at := newLines([]byte(text), encodingUTF16).position(len(before))
	var list completionList
	if code := c.ask("textDocument/completion", positionParams{document{URI: c.uri(name)}, at}, &list); code != 0 {
		c.t.Errorf("%s: error %d", marked, code)
	}
	for _, item := range list.Items {
		if item.TextEdit.Range.Start.Line != at.Line || item.TextEdit.Range.End.Line != at.Line {
			c.t.Errorf("%s: %v is not on the line of the cursor", item.Label, item.TextEdit.Range)
		}
		// Clients offer only what begins as the text does that is replaced.
		in := newLines([]byte(text), encodingUTF16)
		if start := in.offset(item.TextEdit.Range.Start); start <= len(before) && !fits(item.FilterText, text[start:len(before)]) {
			c.t.Errorf("%s: %q is filtered out after %q", marked, item.FilterText, text[start:len(before)])
		}
		line := strings.Split(applied(text, []textEdit{*item.TextEdit}), "\n")[at.Line]
		after = append(after, line)
	}
	return list.Items, after
}

func TestCompletion(t *testing.T) {
	c := edit(t)
	front := "---\ntitle: The ferry\n---\n\n"
	for _, row := range []struct{ marked, want string }{
		{front + "They met [there](source:c|).", "They met [there](source:courier)."},
		{front + "They met [there](source:|", "They met [there](source:pier"},
		{front + "They met [there](source:xx|x).", ""},
		{front + "They met [there](source:pier#|).", "They met [there](source:pier#p2)."},
		{front + "She is [there](../pe|", "She is [there](../people/ida-marsh.md"},
		{front + "As [Ida| ", "As [Ida Marsh](../people/ida-marsh.md) "},
		{front + "He said [“Ice|”](source:courier \"Tomas Vell\").", "He said [“Ice decides”](source:courier \"Tomas Vell\")."},
		{front + "It was [“the first in 1|”](source:courier).", "It was [“the first in 12 years that lasted more than 1.5 hours.”](source:courier)."},
		{front + "It was [“The first in |”](source:courier).", "It was [“The first in 12 years that lasted more than 1.5 hours.”](source:courier)."},
		{front + "It was [“xyz fish|”](source:courier).", "It was [“xyz fishing”](source:courier)."},
		{front + "It was [“|”](source:courier).", "It was [“Talks on the Lake”](source:courier)."},
		{front + "It is [shared](source:pier \"We sh|\").", "It is [shared](source:pier \"We share the cost.\")."},
		{front + "It is [“Ice decides”](source:courier \"|\").", "It is [“Ice decides”](source:courier \"Tomas Vell\")."},
		{front + "> We will nev|\n>\n> — [Ida Marsh](source:courier)", "> We will never close this crossing again."},
		{front + "> We will never close this crossing again.\n>\n> — [|](source:courier)", "> — [Ida Marsh](source:courier)"},
		{"---\ntitle: X\nsub|\n---\n", "subject: "},
		{"---\ntitle: X\npeople: [ida-marsh, to|]\n---\n", "people: [ida-marsh, tomas-vell]"},
		{"---\ntitle: X\npeople:\n  - to|\n---\n", "  - tomas-vell"},
		{"---\ntitle: X\npeople:\n- to|\n---\n", "- tomas-vell"},
		{"---\ntitle: X\ndraft: |\n---\n", "draft: true"},
		{"---\ntitle: X\nsubject: |\n---\n", "subject: Transport"},
		{"---\ntitle: X\nrel|", "related: "},
		{"+++\ntitle = 'X'\nsub|\n+++\n", "subject = "},
		{"+++\ntitle = 'X'\ntit|\n+++\n", ""},
		{"+++\ntitle = 'X'\npeople = ['ida-marsh', 'to|']\n+++\n", "people = ['ida-marsh', 'tomas-vell']"},
		{"+++\ntitle = 'X'\npeople = [|]\n+++\n", "people = ['tomas-vell']"},
		{"+++\ntitle = 'X'\ndraft = |\n+++\n", "draft = true"},
		{"+++\ntitle = 'X'\nsubject = \"|\"\n+++\n", "subject = \"Transport\""},
		{"+++\ntitle = 'X'\n+++\n\nsub|", ""},
		{"{\n\"title\": \"X\",\n\"sub|\n}\n", "\"subject\": "},
		{"{\n\"title\": \"X\",\n|\n}\n", "\"subject\": "},
		{"{\n\"title\": \"X\",\n\"people\": [\"ida-marsh\", \"to|\"]\n}\n", "\"people\": [\"ida-marsh\", \"tomas-vell\"]"},
		{"{\n\"title\": \"X\",\n\"draft\": |\n}\n", "\"draft\": true"},
		{"{\n\"title\": \"X\",\n\"subject\": |\n}\n", "\"subject\": \"Transport\""},
		{"{\n\"title\": \"X\"\n}\n\nsub|", ""},
	} {
		_, after := c.completed("content/topics/new.md", row.marked)
		if row.want == "" && len(after) > 0 || row.want != "" && !slices.Contains(after, row.want) {
			t.Errorf("%s\noffers %q", row.marked, after)
		}
	}
	for marked, want := range map[string]string{
		"+++\ntitle = 'X'\nkind = 'tr|'\n+++\n":                                               "kind = 'transcript'",
		"+++\ntitle = 'X'\n[speakers]\nMARSH = 'ida|'\n+++\n":                                 "MARSH = 'ida-marsh'",
		"+++\ntitle = 'X'\n[[attributions]]\nspe|\n+++\n":                                     "speaker = ",
		"{\"title\": \"X\", \"attributions\": [{\"words\": \"a\",\n\"speaker\": \"to|\n}]}\n": "\"speaker\": \"tomas-vell",
		"{\"title\": \"X\", \"attributions\": [{\"words\": \"a\",\n\"spe|\n}]}\n":             "\"speaker\": ",
		"---\ntitle: X\nkind: |\n---\n":                                                       "kind: transcript",
		"---\ntitle: X\nspeakers:\n  MARSH: ida|\n---\n":                                      "  MARSH: ida-marsh",
		"---\ntitle: X\nattributions:\n  - speaker: t|\n    words: a\n---\n":                  "  - speaker: tomas-vell",
		"---\ntitle: X\nattributions:\n  - words: a\n    spe|\n---\n":                         "    speaker: ",
		"---\ntitle: X\nattributions:\n  - w|\n---\n":                                         "  - words: ",
		"---\ntitle: X\nattributions:\n  - words: a\n    speaker: |\nk: b\n---":               "    speaker: ida-marsh",
	} {
		if _, after := c.completed("content/sources/new/index.md", marked); !slices.Contains(after, want) {
			t.Errorf("%s\noffers %q", marked, after)
		}
	}
	record := c.read("content/sources/pier/index.md")
	for marked, want := range map[string]string{
		strings.Replace(record, "  GOVERNOR VELL: tomas-vell\n", "  GOV|\n", 1):         "  GOVERNOR VELL: ",
		strings.Replace(record, "speakers:\n", "attributions:\n  - words: We sh|\n", 1): "  - words: We share the cost.",
	} {
		c.open("content/sources/pier/index.md", strings.Replace(marked, "|", "", 1))
		c.until("the record is read", func() bool { return len(c.rules("content/sources/pier/index.md")) > 0 })
		if _, after := c.completed("content/sources/pier/index.md", marked); !slices.Contains(after, want) {
			t.Errorf("%s\noffers %q", marked, after)
		}
	}
	items, _ := c.completed("content/topics/new.md", front+"It is [“Ice decides”](source:courier \"|\").")
	slices.SortFunc(items, func(one, other completionItem) int { return strings.Compare(one.SortText, other.SortText) })
	if items[0].Label != "Tomas Vell" || items[0].Detail != "whose words these are" {
		t.Errorf("first of the speakers is %+v", items[0])
	}
	c.quit()
}

// In scripts without spaces, beside characters of four bytes, what is offered goes on
// where the words do.
func TestCompletionJapanese(t *testing.T) {
	c := edit(t)
	c.open("content/sources/tokyo/index.md", strings.NewReplacer("language: en", "language: ja", "  PREMIER MARSH: ida-marsh\n  GOVERNOR VELL: tomas-vell\n  Q: null", "  記者: null").
		Replace(c.read("content/sources/pier/index.md")))
	c.open("content/sources/tokyo/text.txt", "会見👍\n\n記者：日本と米国は自由貿易を推進する。両首脳は、対話を続けることで一致した。\n")
	c.until("the source is there", func() bool { return len(c.found) > 0 })
	for marked, want := range map[string]string{
		"👍👍「これは」[「日本と|」](source:tokyo)":     "👍👍「これは」[「日本と米国は自由貿易を推進する。」](source:tokyo)",
		"👍 [「両首脳は、|」](source:tokyo) 👍":      "👍 [「両首脳は、対話を続けることで一致した。」](source:tokyo) 👍",
		"👍 [続ける](source:tokyo \"対話を|\") 日本": "👍 [続ける](source:tokyo \"対話を続けることで一致した。\") 日本",
		"👍 [続ける](source:to|k) 日本":           "👍 [続ける](source:tokyo) 日本",
	} {
		if _, after := c.completed("content/topics/new.md", "---\ntitle: 日本\n---\n\n"+marked); !slices.Contains(after, want) {
			t.Errorf("%s\noffers %q", marked, after)
		}
	}
	c.quit()
}

// Where the text is not at hand, what is locked is offered, and nothing else.
func TestCompletionLocked(t *testing.T) {
	c := start(t, newSite(t))
	if err := removeTexts(c.dir); err != nil {
		t.Fatal(err)
	}
	c.initialize(everything)
	_, after := c.completed("content/topics/new.md", "---\ntitle: X\n---\n\n[“Ice |”](source:courier)")
	if !slices.Equal(after, []string{"[“Ice decides”](source:courier)"}) {
		t.Errorf("it offers %q", after)
	}
	c.quit()
}
