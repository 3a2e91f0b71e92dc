package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
	place       bool   // and that was said where it stands
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

// hostileBuild is a site for the browser.
type hostileBuild struct {
	Folder   string   `json:"folder"`
	Refused  bool     `json:"refused"` // it was rendered, and reading back refused it
	Payloads []opened `json:"payloads"`
}

type opened struct {
	Mark string `json:"mark"`
	Bare bool   `json:"bare"`
}

// hostileRun collects the sites, which are built side by side.
type hostileRun struct {
	sync.Mutex
	builds []hostileBuild
}

// TestHostile puts every payload into its door, and shows that it ends as the
// corpus says. Many share a site, where no two of them stand in one place.
func TestHostile(t *testing.T) {
	all, files := payloads(t)
	run := &hostileRun{}
	t.Run("each", func(t *testing.T) {
		for _, group := range grouped(all) {
			t.Run(group[0].mark, func(t *testing.T) {
				t.Parallel()
				run.try(t, group, true)
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
	bareToo(t, all)
	placed(t, all)
	if *hostileTo != "" {
		slices.SortFunc(run.builds, func(a, b hostileBuild) int { return strings.Compare(a.Folder, b.Folder) })
		data, err := json.MarshalIndent(run.builds, "", " ")
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

// try builds a site with payloads. Those that are refused are taken out, one
// after the other, until there is a site, or none is left. What only reading back
// refuses is for the browser, too, once for each group: there the layouts stand alone.
func (run *hostileRun) try(t *testing.T, group []*payload, first bool) {
	v := newVariant(group[0].Bare)
	for _, p := range group {
		v.open(t, p)
	}
	site, found := v.build(t)
	if len(found) == 0 {
		shown := shownMarks(t, site)
		for _, p := range group {
			if p.ended = dropped; shown[p.mark] {
				p.ended = isPublished
			}
		}
		run.keep(t, group, site, false)
		return
	}
	if site != nil && first {
		run.keep(t, group, v.withoutFiles(site), true)
		first = false
	}
	if len(group) == 1 { // there is nothing else that could be refused
		group[0].end(v, found)
		return
	}
	refused := map[*payload]bool{}
	for _, f := range found {
		p := v.whose(f, group)
		if p == nil {
			continue
		}
		if !refused[p] || string(f.Rule) == p.Ends {
			p.end(v, []finding.Finding{f})
		}
		refused[p] = true
	}
	rest := slices.DeleteFunc(slices.Clone(group), func(p *payload) bool { return refused[p] })
	switch {
	case len(rest) == 0:
	case len(refused) > 0:
		run.try(t, rest, first)
	default: // nobody knows which: halves are tried alone
		half := len(group) / 2
		run.try(t, group[:half], first)
		run.try(t, group[half:], first)
	}
}

// end notes by which rule a payload was refused.
func (p *payload) end(v *variant, found []finding.Finding) {
	at := max(0, slices.IndexFunc(found, func(f finding.Finding) bool { return string(f.Rule) == p.Ends }))
	f := found[at]
	p.ended, p.told = string(f.Rule), fmt.Sprintf("%s:%d: %s", f.File.Name, f.File.Position(f.Span.Start).Line, f.Message)
	p.place = v.stands(f, p)
}

// whose returns the payload that a finding is about: by its place in the file
// that was written, by its mark where it was published, or because no other wrote
// in that file.
func (v *variant) whose(f finding.Finding, group []*payload) *payload {
	var wrote []*payload
	for _, p := range group {
		if v.stands(f, p) {
			return p
		}
		if _, ok := v.put[spot{p, f.File.Name}]; ok {
			wrote = append(wrote, p)
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
	if len(wrote) == 1 {
		return wrote[0]
	}
	return nil
}

// stands reports whether a finding is in a line that the payload wrote: there, in
// the file as Hugo copied it, or in a text outside the site.
func (v *variant) stands(f finding.Finding, p *payload) bool {
	span, ok := v.put[spot{p, f.File.Name}]
	for _, name := range []string{
		strings.Replace(f.File.Name, "public/", "static/", 1), strings.Replace(f.File.Name, "public/", "content/", 1), "texts/" + f.File.Name,
	} {
		if !ok {
			span, ok = v.put[spot{p, name}]
		}
	}
	line := f.File.Position(f.Span.Start).Line
	return ok && f.Span != (finding.Span{}) && line >= f.File.Position(span.Start).Line && line <= f.File.Position(span.End).Line
}

// keep writes a site for the browser.
func (run *hostileRun) keep(t *testing.T, group []*payload, site fs.FS, refused bool) {
	build := hostileBuild{Folder: group[0].mark, Refused: refused}
	if refused {
		build.Folder += "-refused"
	}
	for _, p := range group {
		build.Payloads = append(build.Payloads, opened{p.mark, p.Bare})
	}
	run.Lock()
	run.builds = append(run.builds, build)
	run.Unlock()
	if *hostileTo != "" {
		if err := os.CopyFS(filepath.Join(*hostileTo, build.Folder), site); err != nil {
			t.Error(err)
		}
	}
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

// bareToo checks that what a schema refuses is tried without it, too.
func bareToo(t *testing.T, all []*payload) {
	bare := map[[3]string]bool{}
	for _, p := range all {
		if p.Bare {
			bare[[3]string{p.Door, p.File, p.Say}] = true
		}
	}
	for _, p := range all {
		if p.Ends == string(finding.FrontMatterSchema) && !p.Bare && !bare[[3]string{p.Door, p.File, p.Say}] {
			t.Errorf("%s: a schema refuses it, and it isn’t tried without: %s %q", p.from, p.Door, p.Say)
		}
	}
}

// placed checks that nobody is shown a character that nobody sees, and that it is
// found where it was written.
func placed(t *testing.T, all []*payload) {
	for _, p := range all {
		unseen := func(r rune) bool { return fold.IsBidiControl(r) || fold.IsHidden(r) || fold.IsControl(r) }
		whole := p.ended == string(finding.FileName) || p.ended == string(finding.FileKind) // the file is refused, whatever it says
		switch {
		case !strings.ContainsFunc(html.UnescapeString(p.Say), unseen):
		case p.ended == isPublished || p.ended == dropped:
			t.Errorf("%s: %s, with a character that nobody sees", p.from, p.ended)
		case !p.place && !whole:
			t.Errorf("%s: the character is not found where it stands\n\t%s", p.from, p.told)
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
