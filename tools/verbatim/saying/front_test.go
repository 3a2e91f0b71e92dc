package saying

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// TestFrontMatterLabels: what layouts show by itself is no place for a label.
func TestFrontMatterLabels(t *testing.T) {
	people := somePeople(t)
	for _, test := range []struct{ name, front, want string }{
		{"topics/x.md", "title: \"Donald Trump: We will go\"", "quote-label Donald Trump: We will go"},
		{"topics/x.md", "title: Trump — We will go", "quote-label Trump — We will go"},
		{"topics/x.md", "title: X\ndescription: \"Trump: We will go.\"", "quote-label Trump: We will go."},
		{"topics/x.md", "title: X\nsummary: \"*Trump*: We will go.\"", "quote-label *Trump*: We will go."},
		{"topics/x.md", "title: X\nfacts: [{text: \"Trump ∶ We will go.\"}]", "quote-label Trump ∶ We will go."},
		{"sources/a/index.md", "title: X\ndescription: \"Trump: We will go.\"", "quote-label Trump: We will go."},
		{"sources/a/index.md", "title: \"Trump: We will go\"", ""},
		{"topics/x.md", "title: Trump and Kim\ndescription: Why Trump met Kim.", ""},
		{"people/donald-trump.md", "title: Donald Trump\nrole: President", ""},
	} {
		var list finding.List
		file := finding.NewFile("content/"+test.name, []byte("---\n"+test.front+"\n---\nWords.\n"))
		page := prose.ParseAs(file, file.Name, "en", anything(t), list.Report)
		(&speech{page: page, people: people, voices: func(string) string { return "" }, names: newNames(people), report: list.Report}).check()
		var got []string
		for _, f := range list.Sorted() {
			got = append(got, string(f.Rule)+" "+strings.Trim(string(file.Data[f.Span.Start:f.Span.End]), `"`))
		}
		if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s\n%s", test.name, test.front, diff)
		}
	}
}
