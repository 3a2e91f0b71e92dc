package lsp

import (
	"slices"
	"strings"
	"testing"
)

// where are locations as file, line from 1, and the text there.
func (c *client) where(list []location) (all []string) {
	c.t.Helper()
	for _, at := range list {
		name, ok := newRoot(c.dir).name(pathOf(at.URI))
		if !ok {
			c.t.Fatalf("%s lies elsewhere", at.URI)
		}
		text := c.read(name)
		start, end := newLines([]byte(text), encodingUTF16).span(at.Range)
		all = append(all, name+": "+text[start:end])
	}
	return all
}

func TestDefinition(t *testing.T) {
	c := edit(t)
	text := c.read(ferry)
	for part, want := range map[string]string{
		"“Ice |decides”":                    "texts/courier/text.txt: Ice decides",
		"settled [on |the lake]":            "texts/courier/text.txt: The two agreed to reopen the ferry before May",
		"“The ferry runs| again":            "content/sources/pier/text.txt: The ferry runs again when the ice allows it.",
		"(source:cou|rier \"The two":        "content/sources/courier/index.md: Talks on the Lake",
		"> We will ne|ver close":            "texts/courier/text.txt: We will never close this crossing again.",
		"[Ida Mar|sh](source:courier)":      "content/people/ida-marsh.md: Ida Marsh",
		"courier \"Tomas| Vell\"":           "content/people/tomas-vell.md: Tomas Vell",
		"[little |in it]":                   "content/sources/gazette/index.md: 'Was it",
		"[Ida |Marsh](../people":            "content/people/ida-marsh.md: Ida Marsh",
		"people: [ida-marsh, |tomas":        "content/people/tomas-vell.md: Tomas Vell",
		"The ferry had |stood":              "",
		"subject: |Transport\nweight: 1\nr": "content/topics/ferry.md: The ferry",
	} {
		var found []location
		if code := c.ask("textDocument/definition", c.at(ferry, text, part), &found); code != 0 {
			t.Errorf("%s: error %d", part, code)
		}
		if got := strings.Join(c.where(found), "; "); got != want && (want == "" || !strings.HasPrefix(got, strings.TrimSuffix(want, "'Was it"))) {
			t.Errorf("%s leads to %q, want %q", part, got, want)
		}
	}
	c.quit()
}

func TestReferences(t *testing.T) {
	c := edit(t)
	for _, row := range []struct {
		name, part string
		want       []string
	}{
		{ferry, "(source:gaz|ette)", []string{"content/figures/crossings/index.md: [one comment](source:gazette)", "content/people/ida-marsh.md: [promised it](source:gazette)", "content/people/tomas-vell.md: [hesitated](source:gazette)", ferry + ": [little in it](source:gazette)"}},
		{"content/sources/gazette/index.md", "title: Was| it", []string{"content/figures/crossings/index.md: [one comment](source:gazette)", "content/people/ida-marsh.md: [promised it](source:gazette)", "content/people/tomas-vell.md: [hesitated](source:gazette)", ferry + ": [little in it](source:gazette)"}},
		{"content/sources/pier/text.txt", "We share| the cost", []string{ferry + `: [shared](source:pier "We share the cost.")`}},
		{"texts/courier/text.txt", "reopen the fe|rry before May", []string{ferry + `: [on the lake](source:courier "The two agreed to reopen the ferry before May")`, ferry + `: [by spring](source:courier "agreed to reopen the ferry before May")`}},
		{ferry, "settled [on |the lake]", []string{ferry + `: [on the lake](source:courier "The two agreed to reopen the ferry before May")`, ferry + `: [by spring](source:courier "agreed to reopen the ferry before May")`}},
		{"content/people/ida-marsh.md", "title: Ida| Marsh", []string{"content/sources/courier/index.md: ida-marsh", "content/sources/pier/index.md: ida-marsh", ferry + ": ida-marsh", ferry + ": ../people/ida-marsh.md", ferry + ": Ida Marsh"}},
		{ferry, "The ferry |had stood", []string{"content/corrections.md: topics/ferry.md", "content/people/ida-marsh.md: ../topics/ferry.md#what-was-agreed"}},
	} {
		at := c.at(row.name, c.read(row.name), row.part)
		var found []location
		if code := c.ask("textDocument/references", referenceParams{positionParams: at}, &found); code != 0 {
			t.Errorf("%s: error %d", row.part, code)
		}
		if got := c.where(found); !slices.Equal(got, row.want) {
			t.Errorf("%s is used at %q, want %q", row.part, got, row.want)
		}
	}
	c.quit()
}

func TestHover(t *testing.T) {
	c := edit(t)
	for _, row := range []struct {
		name, part string
		want       []string
	}{
		{ferry, "“the first in| 12 years", []string{"paragraph 3", "The Oro Courier", "It was their fourth meeting, and **the first in 12 years that lasted more than 1.5 hours**.", "**Talks on the Lake**", "exact"}},
		{ferry, "“The ferry runs| again", []string{"Tomas Vell, paragraph", "**The ferry runs again when the ice allows it.**"}},
		{ferry, "courier \"Tomas| Vell\"", []string{"**Tomas Vell**, Governor of Velmar"}},
		{ferry, "[little |in it]", []string{"A reference", "**Was it a “summit on ice”?**"}},
		{ferry, "[Ida |Marsh](../people", []string{"**Ida Marsh**, Premier of Arden"}},
		{ferry, "rev|iewed: 2021", []string{"For example"}},
		{"content/sources/pier/text.txt", "We share| the cost", []string{"citation in *The ferry*"}},
		{ferry, "The ferry |had stood", nil},
	} {
		var shown *hoverResult
		if code := c.ask("textDocument/hover", c.at(row.name, c.read(row.name), row.part), &shown); code != 0 {
			t.Errorf("%s: error %d", row.part, code)
		}
		if row.want == nil && shown != nil {
			t.Errorf("%s: shows %q", row.part, shown.Contents.Value)
		}
		for _, want := range row.want {
			if shown == nil || !strings.Contains(shown.Contents.Value, want) {
				t.Errorf("%s: shows %+v, and not %q", row.part, shown, want)
			}
		}
	}
	// What is not proven is not shown as though it were.
	text := c.read(ferry)
	c.open(ferry, text)
	text = c.change(ferry, text, "did not agree", "did agree")
	var shown *hoverResult
	c.ask("textDocument/hover", c.at(ferry, text, "did| agree"), &shown)
	if shown == nil || !strings.HasPrefix(shown.Contents.Value, "*Not proven") {
		t.Errorf("what is not proven shows %+v", shown)
	}
	c.quit()
}

func TestSymbols(t *testing.T) {
	c := edit(t)
	text := c.read(ferry)
	c.open(ferry, text)
	var symbols []documentSymbol
	c.ask("textDocument/documentSymbol", documentParams{document{URI: c.uri(ferry)}}, &symbols)
	var names []string
	for _, symbol := range symbols {
		names = append(names, symbol.Name)
		for _, below := range symbol.Children {
			names = append(names, "  "+below.Name+" ("+below.Detail+")")
		}
	}
	want := `on the lake
What was said
  “the first in 12 years that lasted more than 1.5 hours” (quotation, courier)
  “Ice decides” (quotation, courier)
  “The ferry runs again when the ice allows it.” (quotation, pier)
  We will never close this crossing again. (quotation, courier)
  “did not agree” (quotation, courier)
  little in it (reference, gazette)
What was agreed
  by spring (citation, courier)
  shared (citation, pier)`
	if got := strings.Join(names, "\n"); got != want {
		t.Errorf("the symbols are\n%s", got)
	}
	said := symbols[1]
	start, end := newLines([]byte(text), encodingUTF16).span(said.Range)
	if part := text[start:end]; !strings.HasPrefix(part, "What was said") || !strings.Contains(part, "little in it") || strings.Contains(part, "by spring") {
		t.Errorf("the section is %q", part)
	}
	for query, want := range map[string]string{"marsh": "Ida Marsh", "lake talks courier": "Talks on the Lake", "no such thing": ""} {
		var found []symbolInformation
		c.ask("workspace/symbol", symbolParams{query}, &found)
		if (len(found) > 0) != (want != "") || len(found) > 0 && found[0].Name != want {
			t.Errorf("%s: %+v", query, found)
		}
	}
	c.quit()
}
