package content

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

func TestEventDate(t *testing.T) {
	for label, want := range map[string]string{
		"18 April 2018": "2018-04-18", "April 2018": "2018-04", "2018": "2018", "1 May 2021": "2021-05-01",
		"31 April 2019": "", "29 February 2019": "", "29 February 2020": "2020-02-29", "01 May 2021": "", "1 MAY 2021": "", "1  May 2021": "", " 1 May 2021": "", "0 May 2021": "", "1 May 21": "",
		"17–18 April 2018": "", "Spring 2018": "", "4/18/2018": "", "May 1, 2025": "", "2018-04-18": "", "Some day": "", "": "", "18 Apr 2018": "", "April": "",
	} {
		if _, iso, ok := EventDate(label); iso != want || ok != (want != "") {
			t.Errorf("%s: %q", label, iso)
		}
	}
	for label, want := range map[string]string{
		"May 1, 2025": "write it as 1 May 2025", "2025-05-01": "write it as 1 May 2025", "2025-05": "write it as May 2025", "1 May, 2025": "write it as 1 May 2025",
		"2. May 2025": "write it as 2 May 2025", "01 May 2025": "write it as 1 May 2025", "1 MAY 2025": "write it as 1 May 2025", "Thursday, May 1, 2025": "write it as 1 May 2025",
		"May\u00a01,\n2025": "write it as 1 May 2025", "Sept 2018": "write a day, a month or a year: 18 April 2018, April 2018, 2018", "Sep 2018": "write it as September 2018", "31 April 2019": "write a day, a month or a year: 18 April 2018, April 2018, 2018", "in May": "write a day, a month or a year: 18 April 2018, April 2018, 2018",
	} {
		if got := dateHelp(label); got != want {
			t.Errorf("%s: %s", label, got)
		}
	}
}

// Nothing that is meant as an event is missing from the drawing in silence, however
// it is written; and what is none is left alone.
func TestEvents(t *testing.T) {
	const timeline = "---\ntitle: Timeline\ndescription: What led up to the talks on the lake, and what came of them.\n---\n"
	const cited = " they [meet](source:x)"
	for _, test := range []struct{ name, body, want string }{
		{"entries", "An [introduction](source:x) of 2018: a year of talks, in\n2018: as said.\n\n## 2018\n\n- **May 2018:**" + cited + "\n  - on [weekdays](source:x)\n\n* **1 June\n  2018:**" + cited +
			"\n\n1. **June 2018**:" + cited + "\n\n   **Note:** more.\n", ""},
		{"no mark", "**1 May 2018:**" + cited + "\n", "5:3 an event that is no item of a list"},
		{"no mark, no emphasis", "1 May 2018:" + cited + "\n", "5:1 an event that is no item of a list"},
		{"an American date without a mark", "**May 1, 2018:**" + cited + "\n", "5:3 an event that is no item of a list"},
		{"lines", "**1 May 2018:**" + cited + "\n**2 May 2018:**" + cited + "\n", "5:3 an event that is no item of a list"},
		{"another mark", "• **1 May 2018:**" + cited + "\n• **2 May 2018:**" + cited + "\n", "5:1 an event that is no item of a list"},
		{"a mark without a space", "-**1 May 2018:**" + cited + "\n", "5:1 an event that is no item of a list"},
		{"behind an entry", "- **1 May 2018:**" + cited + "\n**2 May 2018:**" + cited + "\n", "6:3 an event that is not parted from the entry above it"},
		{"behind an entry with another mark", "- **1 May 2018:**" + cited + "\n• **2 May 2018:**" + cited + "\n", "6:1 an event that is not parted from the entry above it"},
		{"behind a blank line", "- **1 May 2018:**" + cited + "\n\n  **2 May 2018:**" + cited + "\n", "7:5 an event that is no item of a list"},
		{"inside another", "- **1 May 2018:**" + cited + "\n  - **2 May 2018:**" + cited + "\n", "6:7 an event inside the entry of another"},
		{"a heading", "## 1 May 2018: they meet\n\n[There](source:x).\n", "5:4 an event as a heading"},
		{"a heading of a day", "## 1 May 2018\n\nThey [meet](source:x).\n\n## 2 May 2018\n\n- **2 May 2018:**" + cited + "\n", "5:4 an event as a heading"},
		{"a table", "| Date | What |\n| --- | --- |\n| 1 May 2018 | they [meet](source:x) |\n| 2 May 2018 | they [part](source:x) |\n", "7:3 an event in a table"},
		{"a quotation in an item", "- > **1 May 2018:** a\n  >\n  > — [B](source:x)\n", "5:1 an entry of the timeline without a date"},
		{"code in an item", "- ```sh\n  ls\n  ```\n", "5:1 an entry of the timeline without a date"},
		{"a heading in an item", "- ## 1 May 2018\n\n  **1 May 2018:**" + cited + "\n", "5:1 an entry of the timeline without a date; 7:5 an event that is no item of a list"},
		{"an empty item", "-\n", "5:1 an entry of the timeline without a date"},
		{"no emphasis", "- 1 May 2018:" + cited + "\n", "5:3 an entry of the timeline whose date is not in strong emphasis"},
		{"weak emphasis", "- *1 May 2018:*" + cited + "\n", "5:4 an entry of the timeline whose date is not in strong emphasis"},
		{"nothing", "- **1 May 2018:**\n", "5:5 an entry of the timeline that does not say what happened"},
		{"order behind a month", "- **18 May 2018:**" + cited + "\n- **May 2018:**" + cited + "\n- **17 May 2018:**" + cited + "\n", "7:5 17 May 2018 stands after 2018-05-18: the timeline is not in order of time"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := loaded(t, map[string]string{"content/timeline.md": timeline + test.body, "content/sources/x/index.md": "---\n" + aSource + "---\n"})
			if diff := cmp.Diff(test.want, place(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same of commitments.
func TestCommitments(t *testing.T) {
	const cited = " to [talk](source:x \"they will talk\")"
	const agreed = "## What was agreed\n\n"
	for _, test := range []struct{ name, body, want string }{
		{"commitments", "## What was said\n\n- **Note, this:** nothing.\n\n" + agreed + "Of **this, and that:** see below.\n\n- **Japan, promised:**" + cited + "\n- **Both, agreed, in the end**:" + cited + "\n  - on [weekdays](source:x)\n\n### Later\n\n" +
			"- **Japan,\n  asked:** [once](source:x), and" + cited + "\n- **China, refused:**" + cited + "\n", ""},
		{"no mark", agreed + "**Japan, promised:**" + cited + "\n", "10:3 a commitment that is no item of a list"},
		{"another mark", agreed + "– **Japan, promised**:" + cited + "\n", "10:1 a commitment that is no item of a list"},
		{"behind another", agreed + "- **Japan, promised:**" + cited + "\n**Both, agreed:**" + cited + "\n", "11:3 a commitment that is not parted from the one above it"},
		{"inside another", agreed + "- **Japan, promised:**" + cited + "\n  - **Both, agreed:**" + cited + "\n", "11:7 a commitment inside another"},
		{"a table", agreed + "| Who | What |\n| --- | --- |\n| Japan | it [promised](source:x \"they will talk\") |\n| Both | more |\n", "12:3 a table among commitments, which are read out of a list"},
		{"a heading in another case", "## What Was Agreed:\n\n- **Japan, promised:**" + cited + "\n", "8:4 the heading of commitments is written otherwise, and nothing is read below it: What Was Agreed:"},
		{"a misspelt heading", "## What was agred\n\n- **Japan, promised:**" + cited + "\n", "8:4 the heading of commitments is written otherwise, and nothing is read below it: What was agred"},
		{"a lower heading", "## What was done\n\n### What was agreed\n\n- **Japan, promised:**" + cited + "\n", "10:5 the heading of commitments is not one of level 2, and nothing is read below it"},
		{"two parties", agreed + "- **Both, Japan, promised:**" + cited + "\n", "10:5 a commitment of two parties, of which only Both would be named: Both, Japan, promised"},
		{"a party in another case", agreed + "- **both, agreed:**" + cited + "\n- **Japn, agreed:**" + cited + "\n", "10:5 a commitment of a party that is called otherwise elsewhere: both; 11:5 a commitment of a party that is called otherwise elsewhere: Japn"},
		{"nothing", agreed + "- **Japan, promised:**\n  -" + cited + "\n", "10:5 a commitment that does not say to what, right behind its label"},
		{"a quotation", agreed + "- **Japan, promised:** [“they will talk”](source:x)\n", "10:5 a quotation in a commitment, which the home page shows without the quotation’s proof"},
		{"a quotation in an item", agreed + "- > **Japan, promised:** a\n  >\n  > — [B](source:x)\n", "10:1 a commitment that does not say whose it is, and how firm"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := loaded(t, map[string]string{"content/topics/a.md": "---\n" + aTopic + "---\n" + test.body, "content/sources/x/index.md": "---\n" + aSource + "---\n",
				"content/people/a.md": "---\ntitle: Ida Marsh\nrole: Premier\ncountry: Japan\ndescription: The Premier of a country, who agreed to the talks on the lake.\nweight: 1\n---\n"})
			if diff := cmp.Diff(test.want, place(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// anything is a schema that every front matter meets.
func anything(t testing.TB) *matter.Schema {
	s, err := matter.NewSchema("any.json", []byte(`{"type": "object"}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Whatever a timeline or a list of commitments holds, nothing panics, and each
// finding lies inside the file.
func FuzzEntries(f *testing.F) {
	for _, seed := range []string{"- **1 May 2021:** “a\n- b,” said *c*", "## A\n\n- **b, c:** [d](source:e \"f\")\n- g\n", "- **May 2, 2021:** [a](source:b)\n- **1 May 2021:** [c](source:d)"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > maxPage {
			return
		}
		site := &Site{}
		site.Config.Params.Verbatim.Commitments = "A"
		size := 0
		inside := func(f finding.Finding) {
			if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > size {
				t.Fatalf("span %v of a file of %d bytes", f.Span, size)
			}
		}
		for _, name := range []string{"content/timeline.md", "content/topics/x.md"} {
			file := finding.NewFile(name, append([]byte("---\ntitle: X\n---\n"), body...))
			size = len(file.Data)
			site.Pages = []*prose.Page{prose.Parse(file, anything(t), inside)}
			site.checkEntries(inside)
		}
	})
}
