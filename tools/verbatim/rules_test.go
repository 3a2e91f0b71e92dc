package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/report"
)

// declared returns the rules that finding/rules.go declares.
func declared(t *testing.T) []finding.Rule {
	file, err := parser.ParseFile(token.NewFileSet(), "finding/rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var rules []finding.Rule
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Rule" {
			name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			rules = append(rules, finding.Rule(name))
		}
		return true
	})
	slices.Sort(rules)
	return rules
}

// TestRulesHavePages shows that each rule that is declared has a page, and
// each page a rule.
func TestRulesHavePages(t *testing.T) {
	if diff := cmp.Diff(declared(t), finding.Rules()); diff != "" {
		t.Errorf("rules that are declared (-), pages of finding/rules (+):\n%s", diff)
	}
	for _, rule := range finding.Rules() {
		page, ok := finding.Explain(rule)
		if !ok || page.Description == "" || !strings.Contains(page.Body, "\n## Wrong\n") || !strings.Contains(page.Body, "\n## Right\n") {
			t.Errorf("the page of %s lacks a description, a wrong or a right example", rule)
		}
	}
}

// notLocked are the rules that say what is not in the evidence. In the
// examples of all others the evidence is locked first.
func notLocked(rule finding.Rule) bool {
	return strings.HasSuffix(string(rule), "-not-locked") || strings.HasPrefix(string(rule), "evidence-")
}

// follows are the findings that can't but follow from another.
var follows = map[finding.Rule]finding.Rule{finding.ReadBackLost: finding.HTMLLink}

// TestExamples runs the examples of each rule's page over the site of the
// scripts: the wrong one gives findings of that rule and of none that does not follow from it, the
// right one none. How the finding looks in each format is in
// testdata/rules/RULE.txtar.
func TestExamples(t *testing.T) {
	for _, rule := range finding.Rules() {
		t.Run(string(rule), func(t *testing.T) {
			t.Parallel()
			page, _ := finding.Explain(rule)
			wrong, right, _ := strings.Cut(page.Body, "\n## Right\n")
			if list := overSite(t, rule, right); len(list.Sorted()) > 0 {
				t.Errorf("the right example gives findings:\n%s", rendered(t, list, "text"))
			}
			list := overSite(t, rule, wrong)
			if !slices.ContainsFunc(list.Sorted(), func(f finding.Finding) bool { return f.Rule == rule }) {
				t.Errorf("the wrong example does not give the finding, but these:\n%s", rendered(t, list, "text"))
			}
			for _, f := range list.Sorted() {
				if f.Rule != rule && f.Rule != follows[rule] {
					t.Errorf("the wrong example gives a finding of %s, too: %s", f.Rule, f.Message)
				}
			}
			golden(t, filepath.Join("testdata", "rules", string(rule)+".txtar"), list)
			printed(t, rule, rendered(t, list, "text"))
		})
	}
}

// printed holds what explain shows of a rule's finding against what is found.
func printed(t *testing.T, rule finding.Rule, found []byte) {
	if i := bytes.LastIndex(found, []byte("\n\n")); i >= 0 {
		found = found[:i+1] // without the summary
	}
	if *update {
		if err := os.WriteFile(filepath.Join("finding", "found", string(rule)+".txt"), found, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	page, _ := finding.Explain(rule)
	if diff := cmp.Diff(page.Found, string(found)); diff != "" {
		t.Errorf("explain shows other findings (-) than there are (+); run go test -update if these are right:\n%s", diff)
	}
}

// cut leaves of a published file what the finding is about, so that the line on
// which the layouts put it does not matter.
func cut(file **finding.File, span *finding.Span) {
	f := *file
	if f == nil || !strings.HasPrefix(f.Name, "public/") {
		return
	}
	*file = finding.NewFile(f.Name, f.Data[span.Start:span.End])
	*span = finding.Span{Start: 0, End: span.End - span.Start}
}

func rendered(t *testing.T, list *finding.List, format string) []byte {
	var b bytes.Buffer
	result := report.Select(list, report.Filter{})
	result.BaseURL = "https://summit.example/"
	for i := range result.Findings {
		f := &result.Findings[i]
		cut(&f.File, &f.Span)
		for j := range f.Related {
			cut(&f.Related[j].File, &f.Related[j].Span)
		}
	}
	var err error
	if format == "text" {
		err = report.WriteText(&b, result, report.Screen{})
	} else {
		err = report.Write(&b, format, result)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// formatSchemas are the schemas of what programs read: the published one, and
// what SARIF requires.
var formatSchemas = map[string]string{"json": "../../static/schemas/findings.json", "sarif": "report/testdata/sarif.json"}

func golden(t *testing.T, name string, list *finding.List) {
	var got txtar.Archive
	for _, format := range report.Formats {
		data := rendered(t, list, format)
		got.Files = append(got.Files, txtar.File{Name: format, Data: data})
		if at, ok := formatSchemas[format]; ok {
			schema, err := jsonschema.NewCompiler().Compile(at)
			if err != nil {
				t.Fatal(err)
			}
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatalf("%v: run go test -update", err)
	}
	if diff := cmp.Diff(string(txtar.Format(want)), string(txtar.Format(&got))); diff != "" {
		t.Errorf("%s differs; run go test -update if that is right (-want +got):\n%s", name, diff)
	}
}

// fenced matches a code block of a rule's page: its language, the file that it
// is, its lines.
var fenced = regexp.MustCompile("(?ms)^```([a-z-]+)(?: (\\S+))?\n(.*?)^```$")

const quayMatter = `---
title: The quay
description: How the quay was repaired before the ferry came back to it.
subject: Transport
weight: 9
reviewed: 2021-04-01
---

`

// overSite lays an example over the site of the scripts and returns what is
// found in it.
func overSite(t *testing.T, rule finding.Rule, text string) *finding.List {
	dir := t.TempDir()
	for from, to := range map[string]string{"testdata/site": ".", "../../layouts": "layouts", "../../static": "static"} {
		if err := copyAll(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	config, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("config.toml", config)
	blocks := fenced.FindAllStringSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Fatal("there is no example")
	}
	for _, block := range blocks {
		language, name, data := block[1], block[2], []byte(block[3])
		switch {
		case language == "sh":
			cmd := exec.Command("sh", "-ec", block[3])
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			continue
		case name == "config.toml":
			data = append(append(config, '\n'), data...)
		case strings.HasPrefix(name, "content/topics/") && strings.HasSuffix(name, ".md") && !bytes.HasPrefix(data, []byte("---\n")):
			data = append([]byte(quayMatter), data...)
		}
		put(name, data)
	}
	project := os.DirFS(dir)
	var texts fs.FS
	if !notLocked(rule) {
		texts = os.DirFS(filepath.Join(dir, "texts"))
		graph, err := desk.Resolve(project, texts, nil, &finding.List{})
		if err != nil {
			t.Fatal(err)
		}
		for id, data := range graph.Lock(func(finding.Finding) {}) {
			put("content/sources/"+id+"/evidence.json", data)
		}
	}
	return judged(t, project, texts)
}

// judged returns what a build finds, without publishing anything.
func judged(t *testing.T, project, texts fs.FS) *finding.List {
	list := &finding.List{}
	graph, err := desk.Resolve(project, texts, nil, list)
	if err != nil {
		t.Fatal(err)
	}
	graph.CheckLocks(true, list.Report)
	if list.Failed() {
		return list
	}
	html, err := render.HTML(project, withPictures(graph), list.Report)
	if err != nil {
		t.Fatal(err)
	}
	if !list.Failed() {
		if _, err := public.Check(html, graph, list.Report); err != nil {
			t.Fatal(err)
		}
		list.CheckSuppressions(desk.Decided(graph, true))
	}
	return list
}
