package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/stream"
)

// published returns the site with the conformance suite, which a guide publishes that
// mounts its folder.
func published(t *testing.T) *content.Site {
	config, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	config = append(config, "\n[[module.mounts]]\nsource = \"tools/guide\"\ntarget = \"content/guide\"\n"...)
	config = append(config, "\n[[module.mounts]]\nsource = \"tools/verbatim/match/testdata/conformance\"\ntarget = \"content/guide/conformance\"\n"...)
	var list finding.List
	site, err := content.Load(desk.Over{FS: os.DirFS("../.."), Files: map[string][]byte{"config.toml": config}}, nil, list.Report)
	if err != nil || list.Failed() {
		t.Fatal(err, list.Sorted())
	}
	if len(site.Suite) == 0 || site.Page(content.SuitePath) == nil {
		t.Fatal("the guide publishes no suite")
	}
	return site
}

// The page of the suite has a row for each key that a case may have, the schema
// knows the same, and each is in some case.
func TestSuiteFormat(t *testing.T) {
	site := published(t)
	used := map[string]bool{}
	for line := range bytes.Lines(site.Suite.Data()) {
		var one map[string]any
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatal(err)
		}
		for key := range one {
			used[key] = true
		}
	}
	keys := slices.Sorted(maps.Keys(used))
	page := site.Page(content.SuitePath)
	var rows []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)` \\|").FindAllSubmatch(page.File.Data, -1) {
		rows = append(rows, string(row[1]))
	}
	slices.Sort(rows)
	if diff := cmp.Diff(keys, rows); diff != "" {
		t.Errorf("keys of the cases (-), rows of the page (+):\n%s", diff)
	}
	var schema struct{ Properties map[string]any }
	data, err := os.ReadFile("../../static/schemas/case.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(schema.Properties))); diff != "" {
		t.Errorf("keys of the cases (-), properties of the schema (+):\n%s", diff)
	}
}

// Nobody of whom the site tells says in a case what nobody said.
func TestSuiteIsInvented(t *testing.T) {
	site := published(t)
	for _, person := range site.People {
		for _, key := range []string{"title", "native"} {
			name := person.FrontMatter.Get(key).Text()
			if name != "" && bytes.Contains(site.Suite.Data(), []byte(name)) {
				t.Errorf("a case names %s", name)
			}
		}
	}
}

// The page shows how the command answers the suite: it knows the keys that the
// page leaves, and gives the answers of the cases.
func TestSuiteAnswered(t *testing.T) {
	site := published(t)
	const shown = "jq -c 'del(.rule, .verdict, .class, .reason)' suite.jsonl | verbatim match --jsonl\n"
	if !bytes.Contains(site.Page(content.SuitePath).File.Data, []byte(shown)) {
		t.Error("the page shows another command")
	}
	type answer struct{ ID, Verdict, Class string }
	var questions, answers bytes.Buffer
	var want, got []answer
	for line := range bytes.Lines(site.Suite.Data()) {
		one := answer{Class: "none"}
		asked := map[string]any{}
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(line, &asked); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"rule", "verdict", "class", "reason"} {
			delete(asked, key)
		}
		want = append(want, one)
		if err := json.NewEncoder(&questions).Encode(asked); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stream.Answer(&questions, &answers, nil); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(&answers)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one answer
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		got = append(got, one)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
