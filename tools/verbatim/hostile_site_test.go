package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/render"
)

// hostileSite is the site of the scripts, with a page of every kind.
var hostileSite = sync.OnceValue(func() fstest.MapFS {
	files := fstest.MapFS{}
	for _, from := range []struct{ dir, to string }{
		{"testdata/site", ""}, {"testdata/hostile/site", ""}, {"../../layouts", "layouts"}, {"../../static", "static"},
	} {
		err := fs.WalkDir(os.DirFS(from.dir), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := os.ReadFile(filepath.Join(from.dir, name))
			files[path.Join(from.to, name)] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		})
		if err != nil {
			panic(err)
		}
	}
	config, err := settings()
	if err != nil {
		panic(err)
	}
	// Settings that a site may leave out are doors as well.
	config = bytes.Replace(config, []byte(`days = ["2021-03-02", "2021-03-02"]`), []byte(`days = ["2021-03-02", "2021-03-02"]
where = "Lake Oro"

[params.event]
called = "the talks"
name = "Talks on the lake"
place = "The lake"
attendees = ["ida-marsh", "tomas-vell"]`), 1)
	files["config.toml"] = &fstest.MapFile{Data: config, Mode: 0o644}
	return files
})

// variant is the site with payloads in their doors.
type variant struct {
	files fstest.MapFS
	bare  bool
	locks bool // the evidence is read as it is, without the texts
	put   map[spot]finding.Span
	wrote map[string]bool // whole files
}

// spot is where a payload stands.
type spot struct {
	payload *payload
	file    string
}

func newVariant(bare bool) *variant {
	v := &variant{files: maps.Clone(hostileSite()), bare: bare, put: map[spot]finding.Span{}, wrote: map[string]bool{}}
	if bare {
		for name, file := range v.files {
			if path.Dir(name) == "static/schemas" && path.Base(name) != "case.json" {
				v.files[name] = &fstest.MapFile{Data: bareSchema(file.Data), Mode: 0o644}
			}
		}
	}
	return v
}

// bareSchema leaves of a schema what others than the check of front matter read.
func bareSchema(data []byte) []byte {
	var schema map[string]json.RawMessage
	if err := json.Unmarshal(data, &schema); err != nil {
		panic(err)
	}
	maps.DeleteFunc(schema, func(key string, _ json.RawMessage) bool { return key != "$schema" && key != "$defs" })
	data, err := json.Marshal(schema)
	if err != nil {
		panic(err)
	}
	return data
}

// open puts a payload into its door.
func (v *variant) open(t *testing.T, p *payload) {
	door := doors[p.Door]
	v.locks = v.locks || door.evidence
	for name, data := range own(door.page, p.number()) {
		v.files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	for _, edit := range door.edits {
		name, said := strings.ReplaceAll(edit.file, "@@", "own-"+p.number()), p.said()
		if edit.dir {
			name = path.Join(name, strings.ReplaceAll(p.File, "@@", p.mark))
		}
		if edit.named {
			name, said = strings.ReplaceAll(name, "{}", said), ""
		}
		if edit.as != nil {
			said = edit.as(said)
		}
		v.wrote[name] = edit.whole
		data := ""
		if file := v.files[name]; file != nil && !edit.whole {
			data = string(file.Data)
		}
		old := strings.ReplaceAll(edit.old, "@@", "own-"+p.number())
		at, end := len(data), len(data)
		if old != "" {
			if at = strings.Index(data, old); at < 0 {
				t.Fatalf("%s: %s has no %q", p.from, name, old)
			}
			end = at + len(old)
		}
		text := strings.ReplaceAll(edit.new, "{}", said)
		v.files[name] = &fstest.MapFile{Data: []byte(data[:at] + text + data[end:]), Mode: 0o644}
		v.moved(name, end, len(text)-len(old))
		v.put[spot{p, name}] = finding.Span{Start: at, End: at + len(text)}
	}
}

// moved moves what stands behind an edit.
func (v *variant) moved(name string, from, by int) {
	for at, span := range v.put {
		if at.file == name && span.Start >= from {
			v.put[at] = finding.Span{Start: span.Start + by, End: span.End + by}
		}
	}
}

// build builds the site. What it finds are the errors; the site is nil where
// one came before reading back.
func (v *variant) build(t testing.TB) (fs.FS, []finding.Finding) {
	list := &finding.List{}
	failed := func() []finding.Finding {
		return slices.DeleteFunc(list.Sorted(), func(f finding.Finding) bool { return f.Severity != finding.Error })
	}
	html, err := v.rendered(list)
	if err != nil {
		// What stops the tool is told in its own words, and publishes nothing.
		return nil, append(failed(), finding.Finding{Rule: "stopped", File: finding.NewFile("", nil), Message: err.Error()})
	}
	return html, failed()
}

func (v *variant) rendered(list *finding.List) (fs.FS, error) {
	var texts fs.FS
	if !v.locks {
		var err error
		if texts, err = fs.Sub(v.files, "texts"); err != nil {
			return nil, err
		}
	}
	graph, err := desk.Resolve(v.files, texts, nil, &finding.List{})
	if err != nil {
		return nil, err
	}
	for id, data := range graph.Lock(func(finding.Finding) {}) {
		v.files["content/sources/"+id+"/evidence.json"] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	graph, err = desk.Resolve(v.files, texts, nil, list)
	if err != nil || list.Failed() {
		return nil, err
	}
	graph.CheckLocks(true, list.Report)
	if list.Failed() {
		return nil, nil
	}
	return readBackOf(v.files, graph, list)
}

func readBackOf(project fs.FS, graph *link.Graph, list *finding.List) (fs.FS, error) {
	html, err := render.HTML(project, withPictures(graph), list.Report)
	if err != nil || list.Failed() {
		return nil, err
	}
	_, err = public.Check(html, graph, list.Report)
	return html, err
}

// withoutFiles leaves out of a site what payloads wrote as whole files. Hugo
// copies these as they are: nothing but reading back stands before them.
func (v *variant) withoutFiles(site fs.FS) fs.FS {
	files := fstest.MapFS{}
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || v.wrote["static/"+name] || v.wrote["content/"+name] {
			return err
		}
		data, err := fs.ReadFile(site, name)
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		panic(err)
	}
	return files
}
