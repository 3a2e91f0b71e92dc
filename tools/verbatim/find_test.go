package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/find"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// smallSite returns the site of the scripts, in memory, and its texts.
func smallSite(t testing.TB) (project fstest.MapFS, texts fs.FS) {
	project = fstest.MapFS{}
	for from, to := range map[string]string{"testdata/site": "", "../../static": "static/", "../../layouts": "layouts/"} {
		err := fs.WalkDir(os.DirFS(from), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(os.DirFS(from), name)
			project[to+name] = memory(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	config, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	project["config.toml"] = memory(config)
	if texts, err = fs.Sub(project, "texts"); err != nil {
		t.Fatal(err)
	}
	return project, texts
}

// memory is a file in memory.
func memory(data []byte) *fstest.MapFile { return &fstest.MapFile{Data: data, Mode: 0o644} }

// pasted is the page that stands for all that find offers.
const pasted = "content/pasted.md"

// asked returns what authors may look for in a text: words of each sentence, in a
// row, apart, in another order, alone.
func asked(source *link.Source) (words []string) {
	held := source.FullText()
	language := held.Language()
	for _, unit := range held.Units() {
		for at := unit.Start; at < unit.End; {
			sentence := held.Sentence(language, at)
			list := strings.Fields(held.Raw()[held.Start(sentence.Start):held.End(sentence.End)])
			for i := range list {
				words = append(words, list[i])
				if i%4 == 0 {
					words = append(words, strings.Join(list[i:min(len(list), i+3)], " "), strings.Join(list[i:min(len(list), i+12)], " "))
				}
				if i%5 == 4 {
					words = append(words, list[i]+" "+list[i-3])
				}
			}
			words = append(words, strings.Join(list, " "))
			at = max(sentence.End, at+1)
		}
	}
	return words
}

// TestFindPasses shows that a page may say whatever find offers: over each sentence
// of the small site and of the real one, with the texts and with the evidence.
func TestFindPasses(t *testing.T) {
	project, texts := smallSite(t)
	t.Run("small", func(t *testing.T) { findPasses(t, project, texts, texts) })
	t.Run("small, by evidence", func(t *testing.T) { findPasses(t, project, nil, texts) })
	dir := os.Getenv("VERBATIM_TEXTS")
	if dir == "" {
		dir = "../../../shared/sources"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Logf("NOT TESTED over the real texts: %v", err)
		return
	}
	t.Run("real", func(t *testing.T) { findPasses(t, os.DirFS("../.."), os.DirFS(dir), os.DirFS(dir)) })
	t.Run("real, by evidence", func(t *testing.T) { findPasses(t, os.DirFS("../.."), nil, os.DirFS(dir)) })
}

// findPasses looks for words of all texts in a project of which those of held are at
// hand.
func findPasses(t *testing.T, project, held, texts fs.FS) {
	ignored := &finding.List{}
	whole, err := desk.Resolve(project, texts, nil, ignored)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := desk.Resolve(project, held, nil, ignored)
	if err != nil {
		t.Fatal(err)
	}
	was := graph.Totals()
	offered, searches, without := map[string]bool{}, 0, 0
	for _, source := range whole.Sources {
		if source.FullText() == nil {
			continue
		}
		for i, words := range asked(source) {
			search := find.Search{Words: words, Max: 4, Block: i%7 == 0, Passes: func(markdown string) bool { return len(desk.Try(graph, markdown)) == 0 }}
			if len(fold.Keys(fold.Fold(words))) == 0 {
				continue
			}
			answer, err := find.In(graph, search)
			if err != nil {
				t.Fatal(err)
			}
			if held != nil && !answer.All() {
				t.Errorf("the words stand in %s, and are not found: %s", source.ID, words)
			}
			searches++
			for _, hit := range answer.Hits {
				if hit.Markdown == "" {
					without++
					continue
				}
				offered[hit.Markdown] = true
			}
		}
	}
	if graph.Totals() != was {
		t.Error("what is only tried stays in the graph")
	}
	body := "---\ntitle: What is pasted\ndescription: Everything that is offered for pasting, on one page of its own.\n---\n"
	for markdown := range offered {
		body += "\n" + markdown + "\n\nThat was one.\n"
	}
	var list finding.List
	over := desk.Over{FS: project, Files: map[string][]byte{pasted: []byte(body)}}
	if _, err := desk.Check(over, held, prose.Moment{}, false, desk.Scope{pasted}, &list); err != nil {
		t.Fatal(err)
	}
	for _, found := range list.Sorted() {
		if found.Severity > finding.Note {
			t.Errorf("%s: %s", found.File.Line(found.File.Position(found.Span.Start).Line), found.Message)
		}
	}
	if len(offered) < 5 {
		t.Errorf("only %d passages are offered", len(offered))
	}
	t.Logf("%d searches, %d passages offered, %d times a hit without one", searches, len(offered), without)
}

// TestFoundSchema holds what find writes for programs against its schema.
func TestFoundSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../static/schemas/found.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	t.Setenv("VERBATIM_TEXTS", "")
	for _, words := range []string{"trade", "steel tariffs", "nothing of that kind"} {
		var out strings.Builder
		run([]string{"find", "--format", "json", words}, &out, &out)
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(out.String()))
		if err == nil {
			err = schema.Validate(document)
		}
		if err != nil {
			t.Error(fmt.Errorf("%s: %w", words, err))
		}
	}
}
