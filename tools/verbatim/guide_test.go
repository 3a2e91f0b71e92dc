package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"
)

// snippets returns the code of a language on a page of the guide.
func snippets(t *testing.T, page, language string) []string {
	t.Helper()
	data, err := os.ReadFile("../guide/" + page)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(data), -1) {
		found = append(found, m[1])
	}
	return found
}

// taught are the pages of the guide that teach on the small site.
var taught = []string{"_index.md", "writing.md", "records.md", "drawing.md", "checking.md"}

// TestGuideTeaches does over the small site what a page of the guide teaches, block by
// block: it lays its files, runs its commands and reads its settings. At the end all is
// well.
func TestGuideTeaches(t *testing.T) {
	for _, page := range taught {
		t.Run(page, func(t *testing.T) {
			data, err := os.ReadFile("../guide/" + page)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(small(t))
			t.Setenv("VERBATIM_TEXTS", "texts")
			t.Setenv("CI", "")
			t.Setenv("SOURCE_DATE_EPOCH", "1622505600")
			for _, block := range fenced.FindAllStringSubmatch(string(data), -1) {
				learn(t, block[1], block[2], block[3])
			}
			var out strings.Builder
			if status := run([]string{"check"}, &out, &out); status != clean || !strings.Contains(out.String(), "0 errors, 0 warnings") && strings.Contains(out.String(), "warning") {
				t.Errorf("check: status %d\n%s", status, out.String())
			}
		})
	}
}

// learn does what a block of the guide says: of a language, for a file.
func learn(t *testing.T, language, name, text string) {
	t.Helper()
	switch {
	case name != "":
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	case language == "sh":
		for line := range strings.Lines(text) {
			line, ci := strings.CutPrefix(strings.TrimSpace(line), "CI=true ")
			rest, ok := strings.CutPrefix(line, "verbatim ")
			if !ok {
				t.Fatalf("the guide has the command %q", line)
			}
			if t.Setenv("CI", ""); ci {
				t.Setenv("CI", "true")
			}
			var args []string
			for _, m := range word.FindAllStringSubmatch(rest, -1) {
				args = append(args, m[1]+m[2])
			}
			if args[0] == "serve" {
				look(t, args...)
				continue
			}
			var out strings.Builder
			if status := run(args, &out, &out); status != clean {
				t.Errorf("%s: status %d\n%s", line, status, out.String())
			}
		}
	case language == "toml":
		config, err := os.ReadFile("config.toml")
		if err == nil {
			err = os.WriteFile("config.toml", append(config, "\n"+text...), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	case language == "yaml":
		var any map[string]any
		if err := yaml.Unmarshal([]byte(text), &any); err != nil {
			t.Error(err)
		}
	default:
		t.Errorf("nobody knows what to do with a block of %s", language)
	}
}

// TestGuideShards runs over the small site what the guide's workflow runs on several
// machines, and holds the end against one run.
func TestGuideShards(t *testing.T) {
	workflows := snippets(t, "checking.md", "yaml")
	var workflow struct {
		Jobs struct {
			Shard struct {
				Strategy struct{ Matrix struct{ Shard []int } }
				Steps    []struct {
					Run  string
					With struct{ Name, Path string }
				}
			}
			Check struct {
				Steps []struct{ Run string }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(workflows[len(workflows)-1]), &workflow); err != nil {
		t.Fatal(err)
	}
	t.Chdir(small(t))
	t.Setenv("VERBATIM_TEXTS", "")
	t.Setenv("CI", "true")
	t.Setenv("SOURCE_DATE_EPOCH", "1622505600")
	if err := os.Mkdir("shards", 0o755); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("content/topics/ferry.md")
	if err == nil {
		err = os.WriteFile("content/topics/ferry.md", bytes.Replace(page, []byte("did not agree"), []byte("did agree"), 1), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	shards, failed := workflow.Jobs.Shard, 0
	for _, number := range shards.Strategy.Matrix.Shard {
		expressions := strings.NewReplacer("${{ matrix.shard }}", fmt.Sprint(number), "${{ strategy.job-total }}", fmt.Sprint(len(shards.Strategy.Matrix.Shard)))
		for _, step := range shards.Steps {
			command, ok := strings.CutPrefix(expressions.Replace(step.Run), "go run ./tools/verbatim ")
			if !ok {
				continue
			}
			command, name, _ := strings.Cut(command, " > ")
			status, out, errs := ran(t, strings.Fields(command)...)
			if status == unusable {
				t.Fatalf("%s: %s", command, errs)
			}
			failed += status
			if err := os.WriteFile(filepath.Join("shards", name), []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
			if up := shards.Steps[len(shards.Steps)-1].With; expressions.Replace(up.Path) != name || expressions.Replace(up.Name)+".json" != name {
				t.Errorf("the file %s is not what is uploaded", name)
			}
		}
	}
	if failed != 1 {
		t.Errorf("%d shards have an error, and one page has", failed)
	}
	steps := workflow.Jobs.Check.Steps
	command, pattern, _ := strings.Cut(strings.TrimPrefix(steps[len(steps)-1].Run, "go run ./tools/verbatim "), " shards/")
	names, err := filepath.Glob("shards/" + pattern)
	if err != nil || len(names) != len(shards.Strategy.Matrix.Shard) {
		t.Fatalf("%v, %v", names, err)
	}
	status, out, errs := ran(t, append(strings.Fields(command), names...)...)
	wantStatus, want, _ := ran(t, "check", "--locked", "--format", "github")
	if status != found || status != wantStatus || out != want || !strings.Contains(out, "quote-not-locked") {
		t.Errorf("status %d, want %d: %s\n%s\nwant:\n%s", status, wantStatus, errs, out, want)
	}
}

// word is one of a command: in quotation marks or not.
var word = regexp.MustCompile(`"([^"]*)"|(\S+)`)

// TestGuideEditors holds that each editor of the guide has its file, and that those which
// are read by rules can be read.
func TestGuideEditors(t *testing.T) {
	data, err := os.ReadFile("../guide/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"neovim.lua", "helix.toml", "emacs.el", "vscode"} {
		if _, err := os.Stat("../editors/" + name); err != nil || !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("%s: %v, or the guide does not name it", name, err)
		}
	}
	helix, err := os.ReadFile("../editors/helix.toml")
	if err != nil {
		t.Fatal(err)
	}
	var languages struct {
		Language []struct {
			Servers []string `toml:"language-servers"`
		} `toml:"language"`
		Server map[string]struct {
			Command string
			Args    []string
		} `toml:"language-server"`
	}
	if err := toml.Unmarshal(helix, &languages); err != nil {
		t.Fatal(err)
	}
	if server := languages.Server[languages.Language[0].Servers[0]]; server.Command != "verbatim" || !slices.Equal(server.Args, []string{"lsp"}) {
		t.Errorf("Helix would run %+v", server)
	}
	manifest, err := os.ReadFile("../editors/vscode/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var extension struct {
		Main         string
		Dependencies map[string]string
	}
	if err := json.Unmarshal(manifest, &extension); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("../editors/vscode/" + extension.Main); err != nil || extension.Dependencies["vscode-languageclient"] == "" {
		t.Errorf("%+v, %v", extension, err)
	}
}

// TestReadmeNewsroom goes the README's way from nothing to the first proven quotation:
// its commands as they are written, and between them what an author does by hand.
func TestReadmeNewsroom(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "\n## Explain something else\n")
	_, block, _ := strings.Cut(rest, "```sh\n")
	block, _, _ = strings.Cut(block, "```")
	commands := strings.Split(strings.TrimSpace(block), "\n")
	if len(commands) != 5 {
		t.Fatalf("the README has the commands %q", commands)
	}
	dir := t.TempDir()
	text := "Words at the Pier\n\nPREMIER MARSH: We share the cost of the boats.\n\nQ: And in winter?\n"
	if err := os.WriteFile(filepath.Join(dir, "talks.txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	checkout := filepath.Join(dir, "checkout")
	if err := errors.Join(os.Mkdir(checkout, 0o755), copyAll("testdata/site/content", filepath.Join(checkout, "content")), layOut(checkout)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VERBATIM_TEXTS", "")
	t.Setenv("CI", "") // an author is at a desk
	values := map[string]string{"description": "What was said of the boats at the talks on the lake.", "subject": "Boats", "publisher": "Office of the Premier",
		"issued": "'2021-03-02'", "source_url": "https://arden.example/pier"}
	var last string
	for _, command := range commands {
		t.Chdir(checkout)
		rest, ok := strings.CutPrefix(command, "go run ./tools/verbatim ")
		if !ok {
			t.Fatalf("the README has the command %q", command)
		}
		var args []string
		for _, m := range word.FindAllStringSubmatch(rest, -1) {
			args = append(args, m[1]+m[2])
		}
		var out, errs strings.Builder
		if status := run(args, &out, &errs); status != clean || errs.Len() > 0 {
			t.Fatalf("%s: status %d\n%s%s", command, status, out.String(), errs.String())
		}
		last = out.String()
		for _, m := range regexp.MustCompile(`(?m)^  (content/\S+):\d+: (\w+): `).FindAllStringSubmatch(last, -1) {
			putIn(t, filepath.Join(dir, "lake", m[1]), regexp.MustCompile(`(?m)^`+m[2]+`: '' # fill in: .*$`), m[2]+": "+values[m[2]])
		}
		if m := regexp.MustCompile(`(?m)^\s+(\[“.*\]\(source:talks.*\))$`).FindStringSubmatch(last); m != nil {
			putIn(t, filepath.Join(dir, "lake/content/topics/the-talks-on-the-lake.md"), regexp.MustCompile(`## What was said\n`), "## What was said\n\nThe Premier: "+m[1]+".\n")
		}
	}
	if !strings.Contains(last, "public: ") || !strings.Contains(last, " 1 quotation, ") {
		t.Errorf("the build says\n%s", last)
	}
}

// putIn puts other words in the place of what matches in a file.
func putIn(t *testing.T, name string, what *regexp.Regexp, with string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !what.Match(data) {
		t.Fatalf("%s has no %s", name, what)
	}
	if err := os.WriteFile(name, what.ReplaceAllLiteral(data, []byte(with)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readme returns the two commands that do all the set-up.
func readme(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "\n## Build it\n")
	section, _, _ := strings.Cut(rest, "\n## ")
	var commands []string
	for _, m := range regexp.MustCompile(`(?m)^    (\S.*)$`).FindAllStringSubmatch(section, -1) {
		commands = append(commands, m[1])
	}
	if len(commands) != 2 {
		t.Fatalf("the README has the commands %q", commands)
	}
	return commands
}

// TestGuideDeploys holds what the guide has for hosts: it runs the README's
// commands, leaves no file behind, and ends by asking at the address.
func TestGuideDeploys(t *testing.T) {
	commands := readme(t)
	files := snippets(t, "deploying.md", "yaml")
	if len(files) != 1 {
		t.Fatalf("the guide has %d workflows", len(files))
	}
	type step struct {
		Uses, Run string
		With      map[string]any
	}
	var workflow struct {
		Jobs map[string]struct{ Steps []step }
	}
	if err := yaml.Unmarshal([]byte(files[0]), &workflow); err != nil {
		t.Fatal(err)
	}
	steps := workflow.Jobs["deploy"].Steps
	if len(steps) == 0 {
		t.Fatal("the workflow has no steps")
	}
	for _, command := range commands {
		if !slices.ContainsFunc(steps, func(s step) bool { return strings.HasPrefix(s.Run, command) }) {
			t.Errorf("the workflow does not run %s", command)
		}
	}
	hidden := false
	for _, s := range steps {
		if strings.HasPrefix(s.Uses, "actions/upload-pages-artifact@") {
			hidden = s.With["path"] == "public" && s.With["include-hidden-files"] == true
		}
	}
	if !hidden {
		t.Error("the workflow leaves hidden files behind")
	}
	if last := steps[len(steps)-1].Run; !strings.Contains(last, "go run ./tools/verbatim verify \"${{ steps.deployment.outputs.page_url }}\"") {
		t.Errorf("the workflow ends with %q", last)
	}
	for _, language := range []string{"toml", "sh"} { // Netlify, Cloudflare Pages
		first := snippets(t, "deploying.md", language)[0]
		for _, command := range commands {
			if !strings.Contains(first, command) {
				t.Errorf("what the guide has in %s does not run %s", language, command)
			}
		}
	}
}

// TestGuideFlags holds that the commands of the tool that the guide has for hosts
// are ones that it takes.
func TestGuideFlags(t *testing.T) {
	seen := 0
	for _, language := range []string{"yaml", "toml", "sh"} {
		for _, code := range snippets(t, "deploying.md", language) {
			for _, m := range regexp.MustCompile(`go run ./tools/verbatim ([^&;\n]*)`).FindAllStringSubmatch(code, -1) {
				seen++
				var args []string
				for _, arg := range strings.Fields(regexp.MustCompile(`\$\{\{[^}]*\}\}|\$[A-Z_]+`).ReplaceAllString(m[1], "https://summit.example")) {
					args = append(args, strings.Trim(arg, `"\`))
				}
				var out, errs strings.Builder
				if status := run(append(args, "--help"), &out, &errs); status != clean || errs.Len() > 0 {
					t.Errorf("verbatim %q: status %d, %s", args, status, errs.String())
				}
			}
		}
	}
	if seen < 7 {
		t.Errorf("only %d commands were seen", seen)
	}
}
