package saying

import (
	"fmt"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// maxPage is how long a page may be, in bytes.
const maxPage = 128 << 10

// readProse reads a body and what it says, as a site with people would.
func readProse(t testing.TB, people map[string]*prose.Page, known *names, language string, body []byte, inside func(finding.Span)) *prose.Page {
	file := finding.NewFile("content/timeline.md", append([]byte("---\ntitle: X\n---\n"), body...))
	report := func(f finding.Finding) { inside(f.Span) }
	page := prose.ParseAs(file, file.Name, language, anything(t), report)
	(&speech{page: page, people: people, voices: func(string) string { return "Voice" }, names: known, report: report}).check()
	site := &content.Site{Pages: []*prose.Page{page}, Sources: map[string]*content.Source{}}
	checkCitations(site, report)
	return page
}

// FuzzProse: whatever a body holds, nothing panics, and each finding lies inside
// the file.
func FuzzProse(f *testing.F) {
	for _, test := range sayingTests {
		f.Add(test.language, []byte(test.body))
	}
	for _, seed := range []string{"**PRESIDENT TRUMP:** [“a”](source:b \"Donald Trump\")", "| Speaker | Said |\n| - | - |\n| Trump | `“`I`”` |", "- **1 May 2021:** “a\n- b,” said *c*", "### Abe: *a*  \nQ: b",
		"安倍首相は[「X」](source:a \"Donald Trump\")と述べた。*c*と語った", "~~“a”~~ 2021-05-02 [b](c.md)", "> a ~~b~~ ![c](d)\n>\n> — [Donald Trump](source:e)"} {
		f.Add("ja", []byte(seed))
	}
	people := somePeople(f)
	known := newNames(people)
	f.Fuzz(func(t *testing.T, language string, body []byte) {
		if len(body) > maxPage {
			return
		}
		size := len("---\ntitle: X\n---\n") + len(body)
		readProse(t, people, known, language, body, func(s finding.Span) {
			if s.Start < 0 || s.Start > s.End || s.End > size {
				t.Fatalf("span %v of a file of %d bytes", s, size)
			}
		})
	})
}

// BenchmarkProse reads pages of a size and of four times that, whatever fills
// them: the time for each byte stays the same.
func BenchmarkProse(b *testing.B) {
	people := somePeople(b)
	known := newNames(people)
	for _, unit := range []string{
		"“a” ", "‘a ", "“a\n\n", "- ‘a\n", "- **1 May 2021:** [a](source:b)\n\n", "`“` ", "Trump said Abe. ", "Trump said Abe ", "said *a*, ", "*a* said ", "Trump: ", "— a  \n", "Q: a  \n",
		"[“a”](source:b \"Donald Trump\") said Abe ", "[“a”](source:b \"Donald Trump\").\n\n", "Trump\n", "安倍", "と述べた", "[a](source:b \"c\"): ", "~~“a”~~ ", "    “a”\n\n", "```\n“a”\n```\n\n", "# a\n\n‘b\n\n",
	} {
		for _, size := range []int{maxPage / 8, maxPage / 2} {
			b.Run(fmt.Sprintf("%q/%d", unit, size), func(b *testing.B) {
				body := strings.Repeat(unit, size/len(unit))
				// A paragraph holds a limited number of signs; lines beyond it are others.
				if !strings.Contains(unit, "\n") && strings.ContainsAny(unit, "[*`~") {
					body = strings.Repeat(strings.Repeat(unit, 200)+"\n\n", len(body)/len(unit)/200)
				}
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					if page := readProse(b, people, known, "en", []byte(body), func(finding.Span) {}); page.Unread {
						b.Fatal("the page is not read")
					}
				}
			})
		}
	}
}
