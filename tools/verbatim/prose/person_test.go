package prose

import (
	"os"
	"testing"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// personSchema is the schema of people's pages that the site publishes.
func personSchema(t testing.TB) *matter.Schema {
	t.Helper()
	data, err := os.ReadFile("../../../static/schemas/person.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := matter.NewSchema("static/schemas/person.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// person reads a page of a person with some keys of front matter.
func person(t *testing.T, front string) *Page {
	t.Helper()
	front += "\ncountry: Arden\ndescription: A plain sentence that says what the page tells its readers.\nweight: 1\n"
	var list finding.List
	page := Parse(finding.NewFile("content/people/x.md", []byte("---\n"+front+"---\n")), personSchema(t), list.Report)
	if found := list.Sorted(); len(found) > 0 {
		t.Fatal(found[0].Message)
	}
	return page
}

// A label is a name, or words of one and of the person's titles: all of it.
func TestBears(t *testing.T) {
	const trump = "title: Donald Trump\nnames: [the Donald, トランプ]\ntitles: [Mr., 大統領]\nrole: President of the United States"
	const abe = "title: Shinzo Abe\nnative: 安倍晋三\nnative_language: ja\ntitles: [総理, 総理大臣, 내각총리대신]\nrole: Prime Minister of Japan"
	for _, test := range []struct {
		front, label string
		want         bool
	}{
		{trump, "DONALD TRUMP", true},
		{trump, "PRESIDENT TRUMP", true},
		{trump, "The President of the United States, Mr. TRUMP", true},
		{trump, "President Trump (on tape)", true},
		{trump, "THE DONALD", true},
		{trump, "Mr. TRUMP", true},
		{trump, "トランプ大統領", true},
		{trump, "MRS. TRUMP", false},
		{trump, "DONALD TRUMP JR.", false},
		{trump, "IVANKA TRUMP", false},
		{trump, "THE PRESIDENT", false}, // of which country? It can be listed among the names
		{trump, "Q", false},
		{trump, "", false},
		{trump, "トランプ夫人", false},
		{abe, "PRIME MINISTER ABE", true},
		{abe, "安倍総理", true},
		{abe, "安倍総理大臣", true},
		{abe, "安倍　晋三", true},
		{abe, "総理大臣 安倍 晋三", true},
		{abe, "安倍昭恵", false},
		{abe, "安倍総理夫人", false},
		{abe, "総理", false},
	} {
		if got := person(t, test.front).Bears(test.label); got != test.want {
			t.Errorf("%s: %v", test.label, got)
		}
	}
}
