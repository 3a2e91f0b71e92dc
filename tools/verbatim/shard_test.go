package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

// divided is a site that is checked whole, and in shards.
type divided struct {
	project, texts fs.FS
	locked         bool
}

var dividedAt = prose.Moment{At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)}

// written returns what is written of a list in all forms, and what a run says at its end.
func (d divided) written(t *testing.T, list *finding.List, explained, said string) string {
	t.Helper()
	var out strings.Builder
	for _, each := range []int{0, 2} {
		result := report.Select(list, report.Filter{Severity: finding.Note, Each: each})
		result.BaseURL = explained
		err := report.WriteText(&out, result, report.Screen{})
		for _, format := range report.Formats[1:] {
			if err == nil {
				err = report.Write(&out, format, result)
			}
		}
		if err == nil {
			err = report.WriteCounts(&out, result)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.String() + said
}

// whole returns what one run says.
func (d divided) whole(t *testing.T, list *finding.List) string {
	t.Helper()
	graph, err := desk.Check(d.project, d.texts, dividedAt, d.locked, nil, list)
	if err != nil {
		t.Fatal(err)
	}
	return d.written(t, list, graph.Site.Explained(), fmt.Sprint(len(graph.Site.Pages), totals(graph.Totals())))
}

// merged returns what the merge of so many shards says, and whether a shard has failed.
func (d divided) merged(t *testing.T, of int) (said string, failed bool) {
	t.Helper()
	config, err := content.ReadConfig(d.project)
	if err != nil {
		t.Fatal(err)
	}
	under, err := desk.NewConditions(d.project, d.texts, "1", "", d.locked)
	if err != nil {
		t.Fatal(err)
	}
	var files []*desk.ShardFile
	for i := range of {
		result, err := desk.CheckShard(d.project, d.texts, dividedAt, desk.Shard{Number: i + 1, Of: of}, under, nil)
		if err != nil {
			t.Fatal(err)
		}
		failed = failed || result.Failed(config.Levels)
		data, err := result.Encode()
		if err != nil {
			t.Fatal(err)
		}
		file, err := desk.ReadShardFile(fmt.Sprint(i), data)
		if err != nil {
			t.Fatal(err)
		}
		files = append([]*desk.ShardFile{file}, files...) // the order in which they are named is nothing
	}
	var list finding.List
	merged, err := desk.Merge(d.project, d.texts, files, "1", &list)
	if err != nil {
		t.Fatal(err)
	}
	return d.written(t, &list, merged.Explained, fmt.Sprint(merged.Pages, totals(merged.Totals))), failed
}

// agree holds one run against the merges of shards, and returns what was found.
func (d divided) agree(t *testing.T, name string, numbers ...int) *finding.List {
	t.Helper()
	list := &finding.List{}
	want := d.whole(t, list)
	for _, of := range numbers {
		got, failed := d.merged(t, of)
		if got != want {
			t.Errorf("%s: %d shards (+) say something else than one run (-): %s", name, of, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
		if failed && !list.Failed() {
			t.Errorf("%s: one of %d shards has failed, and the whole has not", name, of)
		}
	}
	return list
}

// textsOf returns the folder of texts in a project of tests.
func textsOf(t *testing.T, project fs.FS) fs.FS {
	t.Helper()
	texts, err := fs.Sub(project, "texts")
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// allMistakes returns the mistakes of testdata/mistakes.
func allMistakes(t *testing.T) (all []*mistake) {
	t.Helper()
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range archive.Files {
			all = append(all, parseMistake(t, filepath.Base(name)+": "+entry.Name, string(entry.Data)))
		}
	}
	return all
}

// TestShardsOfMistakes holds that shards find each mistake as one run does.
func TestShardsOfMistakes(t *testing.T) {
	site, texts := smallSite(t)
	divided{site, texts, false}.agree(t, "no mistake", 1, 2, 3, 7)
	divided{site, nil, true}.agree(t, "no mistake and no text", 1, 2, 3, 7)
	for i, m := range allMistakes(t) {
		d := divided{project: m.project(t, site), locked: i%2 == 0}
		if !m.noText {
			d.texts = textsOf(t, d.project)
		}
		d.agree(t, m.name, [...]int{2, 3, 7}[i%3])
	}
}

// claimed are paragraphs of topics, right and wrong, whose findings depend on what other
// pages claim, or which others depend on.
var claimed = []string{
	"Of fishing they [“did not agree”](source:courier) then.",
	"Of fishing they [“did agree”](source:courier) then.",
	"It was settled [on the lake](source:courier \"The two agreed to reopen the ferry before May\").",
	"The Governor said [“Ice decides”](source:courier \"Tomas Vell\") there.",
	"The Governor said [“Ice decides”](source:courier \"Ida Marsh\") there.",
	"She said [“We will never”](source:courier \"Ida Marsh\") there.",
	"She said [“We will always”](source:courier \"Ida Marsh\") there.",
	"The cost is [shared](source:pier \"We share the cost.\").",
	"The cost is [shared](source:pier \"We bear the cost.\").",
	"The ferry [“runs again”](source:pier \"Tomas Vell\") soon.",
	"They [“did not”](source:courier) [“agree”](source:courier) on it.",
	"They [“did not”](source:courier) [“share the cost”](source:pier \"Tomas Vell\") there.",
	"One comment saw [little in it](source:gazette).",
	"One comment [“saw little”](source:gazette) there.",
	"One [comment](source:gazete) more, and [one](source:nobody \"so they say it is\").",
	"They had “did not agree” of it, and “no such words at all”.",
	"See [there](TOPIC#q-did-not-agree), and [here](TOPIC#q-ice-decides-2).",
	"See [there](../sources/courier/index.md#w-did-not-agree), and [here](../sources/courier/index.md#w-ice-decids).",
	"See [there](../sources/pier/index.md#w-we-share-the-cost), and [here](../sources/pier/index.md#p1).",
	"See [there](TOPIC#q-did-not-agre), and [nowhere](nowhere.md).",
	"The ferry [“runs again”](source:pier \"Tomas Vell\") soon. <!-- verbatim: quote-edge because it is so -->",
	"He said *so much* of it. <!-- verbatim: quote-saying because it is the name of a ship -->",
	"Nothing is said of it. <!-- verbatim: quote-saying because nobody knows -->",
	"He said *so much* of it, as [“a part”](source:pier \"Nobody Known\") has it.",
}

// spoilt are what is done to the rest of the site.
var spoilt = []func(project fstest.MapFS){
	func(p fstest.MapFS) { delete(p, "content/topics/ferry.md") },
	func(p fstest.MapFS) { delete(p, "content/sources/pier/evidence.json") },
	func(p fstest.MapFS) { delete(p, "content/sources/courier/evidence.json") },
	func(p fstest.MapFS) { put(p, "content/sources/pier/evidence.json", `"words"`, `"werds"`) },
	func(p fstest.MapFS) {
		put(p, "content/sources/courier/evidence.json", "\"paragraph\": 3", "\"paragraph\": 2")
	},
	func(p fstest.MapFS) { put(p, "texts/courier/text.txt", "They did not agree", "They did agree") },
	func(p fstest.MapFS) { put(p, "texts/courier/text.txt", "Talks", "Talks\u202e") },
	func(p fstest.MapFS) { put(p, "content/sources/courier/index.md", "language: en", "language: fr") },
	func(p fstest.MapFS) {
		put(p, "content/sources/courier/index.md", "words: Ice decides,", "words: Ice decided,")
	},
	func(p fstest.MapFS) {
		put(p, "content/people/tomas-vell.md", "title:", "publishDate: 2030-01-01\ntitle:")
	},
	func(p fstest.MapFS) { put(p, "content/topics/t-3.md", "title:", "draft: true\ntitle:") },
	func(p fstest.MapFS) { put(p, "content/topics/t-5.md", "---\ntitle", "title") },
	func(p fstest.MapFS) { put(p, "content/topics/t-2.md", "weight: 4", "weight: 5") },
	func(p fstest.MapFS) {
		set(p, "[params.verbatim.rules]\nsource-unused = \"off\"\nquote-saying = \"error\"\n")
	},
}

// demonstrated are demonstrations: page, words, word and the one in its place. Most show
// nothing, which is said where no use of the same source has failed.
var demonstrated = [][]any{
	{"/topics/ferry", "We shall", "shall", "often"},
	{"/topics/ferry", "We will never", "never", "often"},
	{"/topics/ferry", "We will never", "never", "never"},
	{"/topics/t-1", "did not agree", "not", "not"},
	{"/topics/t-1", "Ice decides", "decides", "rules"},
}

// set adds a table to the settings, where that is not there.
func set(project fstest.MapFS, table string) {
	if name, _, _ := strings.Cut(table, "\n"); !bytes.Contains(project["config.toml"].Data, []byte(name)) {
		put(project, "config.toml", "[outputs]", table+"\n[outputs]")
	}
}

// put replaces words of a file that are there.
func put(project fstest.MapFS, name, old, with string) {
	if file := project[name]; file != nil {
		project[name] = memory(bytes.Replace(file.Data, []byte(old), []byte(with), 1))
	}
}

// TestShardsAtRandom holds merges of shards against whole runs, over sites that are made
// at random of pages that bear on each other.
func TestShardsAtRandom(t *testing.T) {
	site, _ := smallSite(t)
	mistakes := allMistakes(t)
	seen := map[finding.Rule]bool{}
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 1))
		project := maps.Clone(site)
		made := map[string]bool{} // a file has one mistake
		for range random.IntN(6) {
			m := mistakes[random.IntN(len(mistakes))]
			if slices.ContainsFunc(m.edits, func(edit mistakeEdit) bool { return made[edit.file] }) {
				continue
			}
			for _, edit := range m.edits {
				made[edit.file] = true
			}
			project = m.project(t, project)
		}
		for i := range 8 {
			body := "The towns met.\n"
			for range 1 + random.IntN(5) {
				to := fmt.Sprintf("t-%d.md", random.IntN(8))
				body += "\n" + strings.ReplaceAll(claimed[random.IntN(len(claimed))], "TOPIC", to) + "\n"
			}
			project[fmt.Sprintf("content/topics/t-%d.md", i)] = memory(fmt.Appendf(nil,
				"---\ntitle: Topic %d\ndescription: How the two leaders agreed on the matter that has this number.\nsubject: Transport\nweight: %d\nreviewed: 2021-04-01\n---\n\n%s", i, i+2, body))
		}
		if random.IntN(2) == 0 {
			set(project, fmt.Sprintf("[params.demonstration]\npage = %q\nwords = %q\nword = %q\ninstead = %q\n", demonstrated[random.IntN(len(demonstrated))]...))
		}
		for range random.IntN(4) {
			spoilt[random.IntN(len(spoilt))](project)
		}
		d := divided{project: project, locked: random.IntN(2) == 0}
		if random.IntN(3) > 0 {
			d.texts = textsOf(t, project)
		}
		list := d.agree(t, fmt.Sprint("seed ", seed), [...]int{1, 2, 3, 7}[seed%4], 3)
		for _, found := range list.Sorted() {
			seen[found.Rule] = true
		}
	}
	if len(seen) < 25 {
		t.Errorf("the findings are of %d rules only: %v", len(seen), slices.Sorted(maps.Keys(seen)))
	}
}

// TestShardsOfDefects holds shards against one run over a site with defects of all kinds.
func TestShardsOfDefects(t *testing.T) {
	small, _ := smallSite(t)
	site := newLargeSite(700)
	want := 0
	lay := func() divided {
		project := fstest.MapFS{}
		for name, file := range small {
			if !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "texts/") {
				project[name] = file
			}
		}
		for name, data := range site.files {
			project[name] = memory([]byte(data))
		}
		return divided{project, nil, true}
	}
	lay().agree(t, "without defects", 3)
	for n := range defects {
		defect := defects[n]
		name, marked := defect.spoil(site, n)
		site.files[name], site.spoilt[name] = strings.Replace(marked, here, "", 1), true
		want++
	}
	if list := lay().agree(t, "with defects", 1, 2, 3, 7); len(list.Sorted()) < want {
		t.Errorf("%d findings of %d defects", len(list.Sorted()), want)
	}
}

// TestShardSchema holds the file of a shard against its schema.
func TestShardSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../static/schemas/shard.json")
	if err != nil {
		t.Fatal(err)
	}
	site, _ := smallSite(t)
	for i, text := range claimed {
		put(site, "content/topics/ferry.md", "## What was said", strings.ReplaceAll(text, "TOPIC", "ferry.md")+"\n\n## What was said")
		if i%2 == 0 {
			spoilt[i%len(spoilt)](site)
		}
		under, err := desk.NewConditions(site, textsOf(t, site), "1", "2021-06-01T00:00:00Z", false)
		if err != nil {
			t.Fatal(err)
		}
		result, err := desk.CheckShard(site, textsOf(t, site), dividedAt, desk.Shard{Number: 1, Of: 1}, under, nil)
		if err != nil {
			t.Fatal(err)
		}
		data, err := result.Encode()
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err == nil {
			err = schema.Validate(document)
		}
		if err != nil {
			t.Errorf("%v\n%.2000s", err, data)
		}
	}
}

// TestShardSpread holds that shards are of about one size, and that each page is in one.
func TestShardSpread(t *testing.T) {
	for _, of := range []int{2, 3, 4, 7, 16} {
		counts := make([]int, of)
		for i := range 10_000 {
			in := 0
			for number := range of {
				if (desk.Shard{Number: number + 1, Of: of}).Holds(fmt.Sprintf("content/topics/topic-%05d.md", i)) {
					in++
					counts[number]++
				}
			}
			if in != 1 {
				t.Fatalf("a page is in %d of %d shards", in, of)
			}
		}
		for _, count := range counts {
			if mean := 10_000 / of; count < mean*8/10 || count > mean*12/10 {
				t.Errorf("of %d shards one has %d pages", of, count)
			}
		}
	}
}

// ran runs a command in the folder, and returns what it wrote.
func ran(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, also bytes.Buffer
	status = run(args, &out, &also)
	return status, out.String(), also.String()
}

// TestShardRefused holds that what are not the results of all shards of one check is
// never merged.
func TestShardRefused(t *testing.T) {
	dir := small(t)
	t.Chdir(dir)
	t.Setenv("VERBATIM_TEXTS", "texts")
	t.Setenv("CI", "")
	t.Setenv("SOURCE_DATE_EPOCH", "1622505600")
	shard := func(name string, args ...string) {
		t.Helper()
		status, out, errs := ran(t, append([]string{"check"}, args...)...)
		if status != clean {
			t.Fatalf("%v: status %d: %s", args, status, errs)
		}
		if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	altered := func(name, from string, change func(map[string]any)) {
		t.Helper()
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		var file desk.ShardFile
		var values map[string]any
		if err := json.Unmarshal(data, &values); err != nil {
			t.Fatal(err)
		}
		change(values)
		data, err = json.Marshal(values)
		if err == nil {
			err = json.Unmarshal(data, &file)
		}
		if err == nil {
			data, err = json.Marshal(&file) // in the order of the keys
		}
		if err == nil {
			err = os.WriteFile(name, append(data, '\n'), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	shard("1.json", "--shard", "1/2")
	shard("2.json", "--shard", "2/2")
	shard("3.json", "--shard", "1/3")
	shard("locked.json", "--shard", "2/2", "--locked")
	shard("date.json", "--shard", "2/2", "--date", "2021-06-02")
	t.Setenv("VERBATIM_TEXTS", "")
	shard("textless.json", "--shard", "2/2")
	t.Setenv("VERBATIM_TEXTS", "texts")
	altered("tool.json", "2.json", func(v map[string]any) { v["tool"] = "0.1" })
	altered("tool-1.json", "1.json", func(v map[string]any) { v["tool"] = "0.1" })
	altered("texts.json", "2.json", func(v map[string]any) { v["texts"] = strings.Repeat("0", 64) })
	altered("pages.json", "2.json", func(v map[string]any) { v["pages"] = 7 })
	altered("format.json", "2.json", func(v map[string]any) { v["version"] = 2 })
	altered("formless.json", "2.json", func(v map[string]any) { v["version"] = 0 })
	altered("none.json", "2.json", func(v map[string]any) { v["shard"] = 3 })
	altered("listless.json", "2.json", func(v map[string]any) { v["found"] = nil })
	altered("due.json", "2.json", func(v map[string]any) {
		v["due"] = []any{map[string]any{"rule": "link-broken", "file": 0, "span": []int{0, 0}, "message": "m"}}
		v["files"] = []any{map[string]any{"name": "content/_index.md"}}
	})
	altered("fileless.json", "2.json", func(v map[string]any) {
		v["found"] = []any{map[string]any{"rule": "link-broken", "file": 0, "span": []int{0, 0}, "message": "m"}}
	})
	altered("ruleless.json", "2.json", func(v map[string]any) {
		v["found"] = []any{map[string]any{"rule": "none", "file": 0, "span": []int{0, 0}, "message": "m"}}
		v["files"] = []any{map[string]any{"name": "content/_index.md"}}
	})
	altered("elsewhere.json", "2.json", func(v map[string]any) {
		v["files"] = []any{map[string]any{"name": "../outside.md", "sha256": strings.Repeat("0", 64)}}
	})
	altered("suppression.json", "2.json", func(v map[string]any) {
		v["suppressions"] = []any{map[string]any{"rule": "quote-edge", "file": -1, "span": []int{0, 0}, "line": 1, "reason": "r"}}
	})
	data, err := os.ReadFile("2.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"cut.json": string(data[:len(data)/2]), "empty.json": "", "other.json": `{"version":1,"findings":[]}`,
		"unknown.json": strings.Replace(string(data), `{"version":1`, `{"version":1,"more":2`, 1),
		"twice.json":   strings.Replace(string(data), `{"version":1`, `{"version":1,"version":1`, 1),
		"case.json":    strings.Replace(string(data), `"tool"`, `"Tool"`, 1),
		"behind.json":  string(data) + "{}", "list.json": "[]", "null.json": "null", "text.json": "Words.",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if status, _, errs := ran(t, "check", "--merge", "2.json", "1.json"); status != clean {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, test := range []struct {
		want string
		args string
	}{
		{"name the files that the shards wrote", "--merge"},
		{"the result of a shard can't be read: open nowhere.json", "--merge nowhere.json"},
		{"shards are missing: 2/2", "--merge 1.json"},
		{"shards are missing: 1/2", "--merge 2.json"},
		{"1.json and 1.json are both shard 1/2", "--merge 1.json 2.json 1.json"},
		{"1.json and 3.json differ in how many shards there are, 2 and 3", "--merge 1.json 2.json 3.json"},
		{"differ in whether all has to be locked", "--merge 1.json locked.json"},
		{"1.json and date.json differ in the date: check all shards with the same --date", "--merge 1.json date.json"},
		{"differ in whether the texts were at hand", "--merge 1.json textless.json"},
		{"differ in the texts that they were held against", "--merge 1.json texts.json"},
		{"differ in the version of verbatim", "--merge 1.json tool.json"},
		{"tool-1.json was written by verbatim 0.1, and this is ", "--merge tool-1.json tool.json"},
		{"differ in what the site holds", "--merge 1.json pages.json"},
		{"differ in what is due, for time has passed", "--merge 1.json due.json"},
		{"format.json is of version 2 of the format", "--merge 1.json format.json"},
		{"formless.json is not the whole result of a shard: it has no version", "--merge 1.json formless.json"},
		{"there is no shard 3/2", "--merge 1.json none.json"},
		{"a list is missing", "--merge 1.json listless.json"},
		{"a finding is of no rule, or of no file", "--merge 1.json fileless.json"},
		{"a finding is of no rule, or of no file", "--merge 1.json ruleless.json"},
		{"a suppression is of no rule, or of no file", "--merge 1.json suppression.json"},
		{"the file is not here as the shard had it", "--merge 1.json elsewhere.json"},
		{"cut.json is not the whole result of a shard: it is cut off; write it anew", "--merge 1.json cut.json"},
		{"it is cut off", "--merge 1.json empty.json"},
		{"not the whole result of a shard: json: unknown field", "--merge 1.json other.json"},
		{"not the whole result of a shard: json: unknown field", "--merge 1.json unknown.json"},
		{"no shard wrote it so", "--merge 1.json twice.json"},
		{"no shard wrote it so", "--merge 1.json case.json"},
		{"no shard wrote it so", "--merge 1.json behind.json"},
		{"not the whole result of a shard: ", "--merge 1.json list.json"},
		{"not the whole result of a shard: ", "--merge 1.json null.json"},
		{"not the whole result of a shard: ", "--merge 1.json text.json"},
		{"--date can't be asked of --merge: ask it of --shard", "--merge 1.json 2.json --date 2021-06-01"},
		{"--locked can't be asked of --merge", "--merge 1.json 2.json --locked"},
		{"--fix can't be asked of --merge", "--merge 1.json 2.json --fix"},
		{"--format can't be asked of --shard: all that is found is written; ask it of --merge", "--shard 1/2 --format json"},
		{"--statistics can't be asked of --shard", "--shard 1/2 --statistics"},
		{"--fix can't be asked of --shard", "--shard 1/2 --fix"},
		{"--merge can't be asked of --shard", "--shard 1/2 --merge"},
		{"leave content out", "--shard 1/2 content"},
		{`"0/2" is no shard: write which one of how many`, "--shard 0/2"},
		{`"3/2" is no shard`, "--shard 3/2"},
		{`"1" is no shard`, "--shard 1"},
		{`"01/2" is no shard`, "--shard 01/2"},
		{`"" is no shard`, "--shard="},
	} {
		status, out, errs := ran(t, append([]string{"check"}, strings.Fields(test.args)...)...)
		if status != unusable || out != "" || !strings.Contains(errs, test.want) {
			t.Errorf("check %s: status %d\n%s%s\nwant: %s", test.args, status, out, errs, test.want)
		}
	}

	// Another state of the site, here or of one shard.
	page, err := os.ReadFile("content/topics/ferry.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("content/topics/ferry.md", append(page, "\nAnd more.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := ran(t, "check", "--merge", "1.json", "2.json"); status != unusable || !strings.Contains(errs, "1.json is of another state of the site than is here: check out the commit") {
		t.Errorf("another state: status %d: %s", status, errs)
	}
	shard("2.json", "--shard", "2/2")
	if status, _, errs := ran(t, "check", "--merge", "1.json", "2.json"); status != unusable || !strings.Contains(errs, "1.json and 2.json differ in the state of the site") {
		t.Errorf("two states: status %d: %s", status, errs)
	}
	shard("1.json", "--shard", "1/2")
	if err := os.WriteFile("texts/courier/text.txt", []byte("Other words.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := ran(t, "check", "--merge", "1.json", "2.json"); status != unusable || !strings.Contains(errs, "against other texts than are here") {
		t.Errorf("other texts: status %d: %s", status, errs)
	}
}

// TestShardHostile holds that no number in the file of a shard, however wrong, ends a
// merge in anything but an answer or an error.
func TestShardHostile(t *testing.T) {
	site, texts := smallSite(t)
	for _, text := range claimed {
		put(site, "content/topics/ferry.md", "## What was said", strings.ReplaceAll(text, "TOPIC", "ferry.md")+"\n\n## What was said")
	}
	d := divided{site, texts, true}
	under, err := desk.NewConditions(site, texts, "1", "", true)
	if err != nil {
		t.Fatal(err)
	}
	result, err := desk.CheckShard(site, texts, dividedAt, desk.Shard{Number: 1, Of: 1}, under, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := result.Encode()
	if err != nil {
		t.Fatal(err)
	}
	numbers := regexp.MustCompile(`[:\[,]([0-9]+)[,\]}]`).FindAllSubmatchIndex(data, -1)
	random := rand.New(rand.NewPCG(1, 1))
	merged := 0
	for range 300 {
		at := numbers[random.IntN(len(numbers))]
		other := [...]string{"-1", "0", "1", "3", "1048576", "4611686018427387904", "-4611686018427387904"}[random.IntN(7)]
		file, err := desk.ReadShardFile("it", slices.Concat(data[:at[2]], []byte(other), data[at[3]:]))
		if err != nil {
			continue
		}
		var list finding.List
		if _, err := desk.Merge(site, texts, []*desk.ShardFile{file}, "1", &list); err == nil {
			d.written(t, &list, "", "")
			merged++
		}
	}
	if len(numbers) < 50 || merged < 100 {
		t.Errorf("%d numbers, %d merges", len(numbers), merged)
	}
}
