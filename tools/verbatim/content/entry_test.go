package content

import (
	"testing"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

func TestEventDate(t *testing.T) {
	for label, want := range map[string]string{
		"18 April 2018": "2018-04-18", "April 2018": "2018-04", "2018": "2018", "1 May 2021": "2021-05-01",
		"31 April 2019": "", "May 1, 2025": "", "2018-04-18": "", "Some day": "", "": "", "18 Apr 2018": "", "April": "",
	} {
		if _, iso, ok := EventDate(label); iso != want || ok != (want != "") {
			t.Errorf("%s: %q", label, iso)
		}
	}
	for label, want := range map[string]string{
		"May 1, 2025": "write it as 1 May 2025", "2025-05-01": "write it as 1 May 2025", "2025-05": "write it as May 2025", "1 May, 2025": "write it as 1 May 2025",
		"2. May 2025": "write it as 2 May 2025", "in May": "write a day, a month or a year: 18 April 2018, April 2018, 2018",
	} {
		if got := dateHelp(label); got != want {
			t.Errorf("%s: %s", label, got)
		}
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
