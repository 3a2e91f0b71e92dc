package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
)

var hostileTo = flag.String("hostile", os.Getenv("HOSTILE"), "write what is published of the hostile payloads to this folder, for a browser (default $HOSTILE)")

// How many payloads there are at least, and how many of them meet the layouts
// without the schemas before them.
const (
	mostHostile = 300
	mostBare    = 100
)

// payload is a line of testdata/hostile/*.jsonl: what somebody hostile puts
// into one door. In what is said, @@ stands for the payload's own mark, by
// which it is found again.
type payload struct {
	Door string `json:"door"`
	File string `json:"file,omitempty"` // for doors that are a folder
	Say  string `json:"say"`
	Why  string `json:"why"`
	Bare bool   `json:"bare,omitempty"` // with schemas that accept anything
	// Ends is the rule that refuses it; published, where readers get it; or
	// dropped, where a site is published and nothing of it is there.
	Ends string `json:"ends"`

	mark string
	from string // the file and line of the corpus

	ended, told string // what became of it, and what was said
}

const (
	isPublished = "published"
	dropped     = "dropped"
)

// said is what the payload says, with its mark.
func (p *payload) said() string { return strings.ReplaceAll(p.Say, "@@", p.mark) }

// number is that of the payload, by which a page of its own is called.
func (p *payload) number() string { return strings.TrimPrefix(p.mark, "hx") }

// payloads reads the corpus.
func payloads(t *testing.T) (all []*payload, files map[string][]*payload) {
	names, err := filepath.Glob("testdata/hostile/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	files = map[string][]*payload{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			p := &payload{mark: fmt.Sprintf("hx%04d", len(all)+1), from: fmt.Sprintf("%s:%d", name, len(files[name])+1)}
			decoder := json.NewDecoder(bytes.NewReader(line))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(p); err != nil {
				t.Fatalf("%s: %v", p.from, err)
			}
			if _, ok := doors[p.Door]; !ok {
				t.Fatalf("%s: there is no door %s", p.from, p.Door)
			}
			all = append(all, p)
			files[name] = append(files[name], p)
		}
	}
	return all, files
}

// hostileBuild is a site that was published, for the browser.
type hostileBuild struct {
	Folder   string    `json:"folder"`
	Payloads []*opened `json:"payloads"`

	Also []*hostileBuild `json:"also,omitempty"` // of the other half of a group
}

type opened struct {
	Mark string `json:"mark"`
	Door string `json:"door"`
	Bare bool   `json:"bare"`
	Says string `json:"says"`
}

// TestHostile puts every payload into its door, and shows that it ends as the
// corpus says. Many share a site, where no two of them stand in one place.
func TestHostile(t *testing.T) {
	all, files := payloads(t)
	groups := grouped(all)
	builds := make([]*hostileBuild, len(groups))
	t.Run("each", func(t *testing.T) {
		for i, group := range groups {
			t.Run(group[0].mark, func(t *testing.T) {
				t.Parallel()
				builds[i] = tried(t, group)
			})
		}
	})
	if *update {
		for name, list := range files {
			rewrite(t, name, list)
		}
	}
	for _, p := range all {
		if p.Ends != p.ended {
			t.Errorf("%s: %s, and should end as: %s\n\t%s", p.from, p.ended, p.Ends, p.told)
		}
	}
	counted(t, all)
	if *hostileTo != "" && !*update {
		data, err := json.MarshalIndent(slices.DeleteFunc(builds, func(b *hostileBuild) bool { return b == nil }), "", " ")
		if err == nil {
			err = os.WriteFile(filepath.Join(*hostileTo, "builds.json"), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// grouped puts payloads together whose places are not the same.
func grouped(all []*payload) [][]*payload {
	var groups [][]*payload
	taken := map[string]bool{} // by the number of the group and the place
	for _, p := range all {
		door := doors[p.Door]
		for i := 0; ; i++ {
			if i == len(groups) {
				groups = append(groups, nil)
			}
			key := fmt.Sprint(i, " ", p.Door, " ", strings.ReplaceAll(p.File, "@@", p.mark))
			if door.page != "" || door.edits[0].named {
				key += p.mark
			}
			shared := p.Ends == isPublished || p.Ends == dropped
			group := groups[i]
			fits := !taken[key] && (len(group) == 0 || !door.alone && !doors[group[0].Door].alone && (group[0].Ends == isPublished || group[0].Ends == dropped) == shared && group[0].Bare == p.Bare && doors[group[0].Door].evidence == door.evidence)
			if fits {
				taken[key] = true
				groups[i] = append(group, p)
				break
			}
		}
	}
	return groups
}

// tried builds a site with payloads. Those that are refused are taken out, one
// after the other, until there is a site, or none is left.
func tried(t *testing.T, group []*payload) *hostileBuild {
	v := newVariant(group[0].Bare)
	for _, p := range group {
		v.open(t, p)
	}
	html, found := v.build(t)
	if len(found) == 0 {
		return v.published(t, group, html)
	}
	if len(group) == 1 { // there is nothing else that could be refused
		group[0].end(found)
		return nil
	}
	refused := map[*payload]bool{}
	for _, f := range found {
		p := v.whose(f, group)
		if p == nil {
			continue
		}
		if !refused[p] || string(f.Rule) == p.Ends {
			p.end([]finding.Finding{f})
		}
		refused[p] = true
	}
	if *update { // what others say beside it is no reason
		for p := range refused {
			if strings.HasPrefix(p.told, "public/") {
				tried(t, []*payload{p})
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(group), func(p *payload) bool { return refused[p] })
	switch {
	case len(rest) == 0:
	case len(refused) > 0:
		return tried(t, rest)
	default: // nobody knows which: halves are tried alone
		half := len(group) / 2
		one, other := tried(t, group[:half]), tried(t, group[half:])
		if one == nil {
			return other
		}
		if other != nil {
			one.Also = append(one.Also, other)
		}
		return one
	}
	return nil
}

// end notes by which rule a payload was refused.
func (p *payload) end(found []finding.Finding) {
	at := max(0, slices.IndexFunc(found, func(f finding.Finding) bool { return string(f.Rule) == p.Ends }))
	f := found[at]
	p.ended, p.told = string(f.Rule), fmt.Sprintf("%s:%d: %s", f.File.Name, f.File.Position(f.Span.Start).Line, f.Message)
}

// whose returns the payload that a finding is about: by its place in the file
// that was written, or by its mark where it was published.
func (v *variant) whose(f finding.Finding, group []*payload) *payload {
	line := f.File.Position(f.Span.Start).Line
	for _, p := range group {
		span, ok := v.put[spot{p, f.File.Name}]
		switch {
		case !ok:
		case f.Span == (finding.Span{}), line >= f.File.Position(span.Start).Line && line <= f.File.Position(span.End).Line:
			return p
		}
	}
	at := string(f.File.Data[f.Span.Start:max(f.Span.Start, f.Span.End)])
	for _, text := range []string{at, f.Message, f.File.Name} {
		for _, p := range group {
			if strings.Contains(text, p.mark) || strings.Contains(text, "own-"+p.number()) {
				return p
			}
		}
	}
	return nil
}

// published writes a site for the browser.
func (v *variant) published(t *testing.T, group []*payload, html fs.FS) *hostileBuild {
	shown := shownMarks(t, html)
	build := &hostileBuild{Folder: group[0].mark}
	for _, p := range group {
		p.ended = dropped
		if shown[p.mark] {
			p.ended = isPublished
		}
		build.Payloads = append(build.Payloads, &opened{Mark: p.mark, Door: p.Door, Bare: p.Bare, Says: p.said()})
	}
	if *hostileTo != "" && !*update {
		if err := os.CopyFS(filepath.Join(*hostileTo, build.Folder), html); err != nil {
			t.Error(err)
		}
	}
	return build
}

// shownMarks returns the marks of the payloads that a site holds.
func shownMarks(t *testing.T, site fs.FS) map[string]bool {
	shown := map[string]bool{}
	note := func(text string) {
		for _, part := range strings.Split(text, "hx")[1:] {
			if len(part) >= 4 {
				shown["hx"+part[:4]] = true
			}
		}
	}
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		note(name)
		data, err := fs.ReadFile(site, name)
		note(string(data))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return shown
}

// counted logs what became of the payloads, and checks that there are enough.
func counted(t *testing.T, all []*payload) {
	ends, by := map[string]int{}, map[string]int{}
	bare := 0
	for _, p := range all {
		ends[p.Ends]++
		by[p.Door]++
		if p.Bare {
			bare++
		}
	}
	if len(all) < mostHostile || bare < mostBare {
		t.Errorf("%d payloads, %d of them without schemas: there should be %d and %d", len(all), bare, mostHostile, mostBare)
	}
	t.Logf("%d payloads, %d of them without schemas, in %d doors", len(all), bare, len(by))
	for _, end := range slices.Sorted(maps.Keys(ends)) {
		t.Logf("%4d %s", ends[end], end)
	}
	for name := range doors {
		if by[name] == 0 {
			t.Errorf("nothing hostile comes through the door %s", name)
		}
	}
}

// rewrite writes a file of the corpus with what became of its payloads.
func rewrite(t *testing.T, name string, list []*payload) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, p := range list {
		p.Ends = p.ended
		if err := encoder.Encode(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(name, readableJSON(out.Bytes()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readableJSON writes what nobody would see in a review as escapes.
func readableJSON(data []byte) []byte {
	var out strings.Builder
	for _, char := range string(data) {
		switch {
		case char == '\n' || unicode.IsGraphic(char) && !fold.IsHidden(char) && char != 0xa0:
			out.WriteRune(char)
		case char > 0xffff:
			high, low := utf16.EncodeRune(char)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, char)
		}
	}
	return []byte(out.String())
}
