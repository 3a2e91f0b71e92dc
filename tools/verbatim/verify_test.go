package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/host"
	"summit-explainer/tools/verbatim/verify"
)

// whole is the site of the scripts as it is published, with siblings and manifest.
var whole = sync.OnceValue(func() fstest.MapFS {
	files, graph := lake()
	siblings, err := host.Compress(files)
	if err != nil {
		panic(err)
	}
	s := &session{}
	told, err := s.told(files, &selection{graph: graph}, time.Time{}, siblings)
	if err != nil {
		panic(err)
	}
	all := fstest.MapFS{}
	err = fs.WalkDir(told, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			data, err := fs.ReadFile(told, name)
			all[name] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	return all
})

// verified returns what speaks against a site.
func verified(t testing.TB, site fs.FS) []verify.Problem {
	t.Helper()
	found, err := verify.Check(context.Background(), verify.Folder("site", site), verify.Options{})
	if err != nil {
		return []verify.Problem{{File: verify.ManifestFile, Message: err.Error()}}
	}
	return found.Problems
}

func TestVerifyAcceptsWhatWasPublished(t *testing.T) {
	site := whole()
	for range 100 {
		if problems := verified(t, site); len(problems) > 0 {
			t.Fatalf("of %d problems the first: %v", len(problems), problems[0])
		}
	}
}

// TestManifestFollowsItsSchema holds a manifest against the schema that is published
// with it.
func TestManifestFollowsItsSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../static/schemas/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(whole()[verify.ManifestFile].Data))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}

// forger changes a published site, and can mend the manifest so that no digest
// tells it.
type forger struct {
	*rand.Rand
	site     fstest.MapFS
	manifest *verify.Manifest
	names    []string
}

func newForger(t *testing.T, random *rand.Rand) *forger {
	t.Helper()
	f := &forger{Rand: random, site: maps.Clone(whole())}
	f.read(t)
	f.names = slices.Sorted(maps.Keys(f.manifest.Files))
	return f
}

func (f *forger) read(t *testing.T) {
	t.Helper()
	var err error
	if f.manifest, err = verify.Parse(f.site[verify.ManifestFile].Data); err != nil {
		t.Fatal(err)
	}
}

func (f *forger) put(name string, data []byte) {
	f.site[name] = &fstest.MapFile{Data: data, Mode: 0o644}
}

// mend writes a file, with the manifest's digest of it and of its siblings, which
// hold the same.
func (f *forger) mend(t *testing.T, name string, data []byte) {
	t.Helper()
	f.put(name, data)
	packed, err := host.Compress(fstest.MapFS{name: f.site[name]})
	if err != nil {
		t.Fatal(err)
	}
	for _, extension := range []string{".gz", ".br", ".zst"} {
		delete(f.site, name+extension)
		delete(f.manifest.Files, name+extension)
	}
	maps.Copy(f.manifest.Files, map[string]verify.File{name: verify.FileOf(data)})
	for sibling, data := range packed.Files {
		f.put(sibling, data)
		f.manifest.Files[sibling] = verify.FileOf(data)
	}
	f.save(t)
}

func (f *forger) save(t *testing.T) {
	t.Helper()
	data, err := f.manifest.Encode()
	if err != nil {
		t.Fatal(err)
	}
	f.put(verify.ManifestFile, data)
}

func (f *forger) of(list []string) string { return list[f.IntN(len(list))] }

// quotation returns a quotation of the manifest, which is no citation.
func (f *forger) quotation() *verify.Quotation {
	for {
		if q := &f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]; q.Kind == "quotation" {
			return q
		}
	}
}

// with returns the names of the files with an ending.
func (f *forger) with(ending string) []string {
	return slices.DeleteFunc(slices.Clone(f.names), func(name string) bool { return !strings.HasSuffix(name, ending) })
}

// changed returns data with one byte changed, added or taken out; it differs.
func (f *forger) changed(data []byte) []byte {
	data = bytes.Clone(data)
	at := 0
	if len(data) > 0 {
		at = f.IntN(len(data))
	}
	switch kind := f.IntN(3); {
	case kind == 0 || len(data) == 0:
		return slices.Insert(data, at, byte(f.IntN(256)))
	case kind == 1:
		return slices.Delete(data, at, at+1)
	default:
		data[at] ^= byte(1 + f.IntN(255))
		return data
	}
}

// otherWord puts another word in the place of one of those between two offsets.
func (f *forger) otherWord(text string) string {
	words := letters.FindAllStringIndex(text, -1)
	if len(words) == 0 {
		return text + " never"
	}
	at := words[f.IntN(len(words))]
	for {
		other := f.of([]string{"never", "always", "nobody", "war", "seven"})
		if !strings.EqualFold(other, text[at[0]:at[1]]) {
			return text[:at[0]] + other + text[at[1]:]
		}
	}
}

var letters = regexp.MustCompile(`\p{L}+`)

// inPage changes the words of an element on a page that a text names, tags aside.
func (f *forger) inPage(t *testing.T, name, element string) {
	t.Helper()
	page := string(f.site[name].Data)
	at := strings.Index(page, element)
	if at < 0 {
		t.Fatalf("%s has no %s", name, element)
	}
	at += strings.IndexByte(page[at:], '>') + 1
	end := at + strings.Index(page[at:], "</")
	from := strings.LastIndexByte(page[at:end], '>') + 1 + at
	f.mend(t, name, []byte(page[:from]+f.otherWord(page[from:end])+page[end:]))
}

// forgeries are ways to change a published site. Each says which file it is about.
var forgeries = []struct {
	name  string
	forge func(t *testing.T, f *forger) (file string)
}{
	{"a byte", func(t *testing.T, f *forger) string {
		name := f.of(f.names)
		f.put(name, f.changed(f.site[name].Data))
		return name
	}},
	{"the end cut off", func(t *testing.T, f *forger) string {
		name := f.of(f.names)
		data := f.site[name].Data
		f.put(name, data[:f.IntN(max(1, len(data)))])
		return name
	}},
	{"a file fewer", func(t *testing.T, f *forger) string {
		name := f.of(f.names)
		delete(f.site, name)
		return name
	}},
	{"a file more", func(t *testing.T, f *forger) string {
		name := fmt.Sprintf("%s/added-%d.html", f.of([]string{".well-known", "topics", "a/b", "sources/pier"}), f.IntN(1000))
		f.put(name, []byte("<p>added"))
		return name
	}},
	{"two files for each other", func(t *testing.T, f *forger) string {
		a, b := f.of(f.names), f.of(f.names)
		for bytes.Equal(f.site[a].Data, f.site[b].Data) {
			b = f.of(f.names)
		}
		f.site[a], f.site[b] = f.site[b], f.site[a]
		return a
	}},
	{"words shown", func(t *testing.T, f *forger) string {
		q := f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		f.inPage(t, q.Page, `id="`+q.Anchor+`"`)
		return q.Page
	}},
	{"words shown and said to be shown", func(t *testing.T, f *forger) string {
		q := f.quotation() // a citation shows our own words
		other := f.otherWord(q.Shown)
		page := strings.Replace(string(f.site[q.Page].Data), q.Shown, other, 1)
		q.Shown = other
		f.mend(t, q.Page, []byte(page))
		return q.Page
	}},
	{"words proven", func(t *testing.T, f *forger) string {
		q := &f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		q.Words = f.otherWord(q.Words)
		f.save(t)
		return q.Page
	}},
	{"a speaker", func(t *testing.T, f *forger) string {
		q := f.quotation()
		others := slices.DeleteFunc([]string{"Ida Marsh", "Tomas Vell", "Odd Guest"}, func(name string) bool { return name == q.Speaker })
		q.Speaker = f.of(others)
		f.save(t)
		return q.Page
	}},
	{"a class", func(t *testing.T, f *forger) string {
		q := &f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		if q.Class == "marked" {
			q.Class = "exact"
		} else {
			q.Class = f.of([]string{"marked", "spoken"})
		}
		f.save(t)
		return q.Page
	}},
	{"a proof", func(t *testing.T, f *forger) string {
		q := &f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		q.Proof += 1 + f.IntN(3)
		f.save(t)
		return q.Page
	}},
	{"a place", func(t *testing.T, f *forger) string {
		q := &f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		q.Passage += "-2"
		f.save(t)
		return q.Page
	}},
	{"a quotation fewer", func(t *testing.T, f *forger) string {
		i := f.IntN(len(f.manifest.Quotations))
		page := f.manifest.Quotations[i].Page
		f.manifest.Quotations = slices.Delete(f.manifest.Quotations, i, i+1)
		f.save(t)
		return page
	}},
	{"a root, a digest, a record", func(t *testing.T, f *forger) string {
		s := &f.manifest.Sources[f.IntN(len(f.manifest.Sources))]
		switch f.IntN(4) {
		case 0:
			s.Root = strings.Repeat("A", 43) + "="
		case 1:
			s.SHA256 = strings.Repeat("0123456789abcdef", 4)
		case 2:
			s.Record.Language = "fr"
		case 3:
			s.Record.Spoken = !s.Record.Spoken
		}
		f.save(t)
		return s.Evidence
	}},
	{"evidence", func(t *testing.T, f *forger) string {
		name := f.of(f.with("evidence.json"))
		e, _, wrong := evidence.Parse(f.site[name].Data)
		if wrong != nil {
			t.Fatal(wrong)
		}
		l := &e.Proven[f.IntN(len(e.Proven))]
		p := &l.Pieces[f.IntN(len(l.Pieces))]
		switch f.IntN(6) {
		case 0:
			l.Words = f.otherWord(l.Words)
		case 1:
			other := f.otherWord(p.Exact)
			l.Words, p.Exact = strings.Replace(l.Words, p.Exact, other, 1), other
		case 2:
			p.Start, p.End = p.Start+1, p.End+1
		case 3:
			p.Paragraph++
		case 4:
			p.Prefix = f.otherWord(p.Prefix)
		case 5:
			s := &e.Commitment.Shown[f.IntN(len(e.Commitment.Shown))]
			s.Shown[0].Text = f.otherWord(s.Shown[0].Text)
		}
		f.mend(t, name, e.Encode())
		return name
	}},
	{"a passage", func(t *testing.T, f *forger) string {
		q := f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		// Alone, or with others of its sentence; the source's own page shows the text.
		shown := regexp.MustCompile(`data-passage="(?:[^"]* )?` + regexp.QuoteMeta(q.Source+"#"+q.Passage) + `[ "]`)
		f.inPage(t, q.Page, string(shown.Find(f.site[q.Page].Data)))
		return q.Page
	}},
	{"what is read of a text", func(t *testing.T, f *forger) string {
		name := "sources/courier/index.html"
		paragraphs := regexp.MustCompile(`data-read="courier#[0-9]+"`).FindAll(f.site[name].Data, -1)
		page := string(f.site[name].Data)
		at := strings.Index(page, string(paragraphs[f.IntN(len(paragraphs))]))
		at += strings.Index(page[at:], "<mark")
		at += strings.IndexByte(page[at:], '>') + 1
		end := at + strings.Index(page[at:], "</")
		f.mend(t, name, []byte(page[:at]+f.otherWord(page[at:end])+page[end:]))
		return name
	}},
	{"a sibling", func(t *testing.T, f *forger) string {
		q := f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		packed, err := host.Compress(fstest.MapFS{q.Page: {Data: []byte(f.otherWord(string(f.site[q.Page].Data)))}})
		if err != nil {
			t.Fatal(err)
		}
		sibling := q.Page + f.of([]string{".gz", ".br", ".zst"})
		f.put(sibling, packed.Files[sibling])
		f.manifest.Files[sibling] = verify.FileOf(packed.Files[sibling])
		f.save(t)
		return sibling
	}},
	{"a script", func(t *testing.T, f *forger) string {
		name := f.of(f.with(".html"))
		script := f.of([]string{`<script>document.title="x"</script>`, `<script src="https://evil.example/x.js"></script>`, `<script src="/x.js"></script>`,
			`<p onclick="x()">x</p>`, `<a href="javascript:x()">x</a>`, `<iframe src="https://evil.example/"></iframe>`, `<img src=x onerror=x()>`, `<script type=module>x()</script>`})
		f.mend(t, name, append(bytes.Clone(f.site[name].Data), script...))
		return name
	}},
	{"words that nothing proves", func(t *testing.T, f *forger) string {
		name := f.of(f.with(".html"))
		page := string(f.site[name].Data)
		at := strings.LastIndex(page, "</body>")
		lie := f.of([]string{`<p>He said: “We will surrender.”</p>`, `<p>„Nie“, sagte er.</p>`, `<p>He said "never" twice.</p>`, `<p>« Jamais »</p>`, `<p>「戦争だ」</p>`, `<p title="“Never”">x</p>`, `<p>‘We surrender,’ he said.</p>`})
		if at < 0 {
			at = len(page)
		}
		f.mend(t, name, []byte(page[:at]+lie+page[at:]))
		return name
	}},
	{"a quotation hidden", func(t *testing.T, f *forger) string {
		q := f.manifest.Quotations[f.IntN(len(f.manifest.Quotations))]
		f.mend(t, q.Page, bytes.Replace(f.site[q.Page].Data, []byte(` id="`+q.Anchor+`"`), []byte(` id="`+q.Anchor+`" `+f.of([]string{"hidden", `style="display:none"`})), 1))
		return q.Page
	}},
	{"a style sheet", func(t *testing.T, f *forger) string {
		name := f.of(f.with(".css"))
		f.mend(t, name, append(bytes.Clone(f.site[name].Data), f.of([]string{`.quotation{display:none}`, `.quotation::after{content:" never"}`, `figure.quotation{visibility:hidden}`, `.prose p{font-size:0}`})...))
		return name
	}},
	{"the manifest", func(t *testing.T, f *forger) string {
		var value map[string]any
		data := f.site[verify.ManifestFile].Data
		for {
			changed := f.changed(data)
			if json.Unmarshal(changed, &value) != nil || !evidence.Same(data, changed) {
				f.put(verify.ManifestFile, changed)
				return verify.ManifestFile
			}
		}
	}},
}

// harmless checks that a manifest says of files and words what it said before.
func (f *forger) harmless(t *testing.T) {
	t.Helper()
	before := f.manifest
	f.read(t)
	after := f.manifest
	if !maps.Equal(before.Files, after.Files) || !slices.Equal(before.Quotations, after.Quotations) {
		t.Errorf("another manifest was accepted:\n%s", f.site[verify.ManifestFile].Data)
	}
}

// TestVerifyNamesForgedEvidence changes what pages show of evidence and of texts, with
// the manifest mended: each is named.
func TestVerifyNamesForgedEvidence(t *testing.T) {
	const courier, pier = "sources/courier/index.html", "sources/pier/index.html"
	for _, test := range []struct{ name, file, old, new string }{
		{"a word in a number's place", ferry, `The Governor said <span`, `The Governor said <span class="ref">fake</span> <span`},
		{"no speaker", ferry, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in`, `<p class="place">in`},
		{"another speaker of what is cited", ferry, `<p class="place">Office of the Premier`, `<p class="place"><a class="speaker" href="/people/tomas-vell/">Tomas Vell</a>, in Office of the Premier`},
		{"not what was shown", ferry, `<span class="verdict" id="h3">Proven, word for word</span>`, `<span id="h3">Proven, word for word</span>`},
		{"a word before what was shown", ferry, `<span class="verdict" id="h3">Proven`, `Not <span class="verdict" id="h3">Proven`},
		{"a passage beside words that nobody compares", ferry, `</main>`, `<p>Ida Marsh said:</p><blockquote class="passage" data-passage="courier#w-ice-decides"><p>“<mark>Ice decides</mark>,” he said.</p></blockquote></main>`},
		{"another paragraph of a whole text", pier, `Good morning.`, `Bad morning.`},
		{"a paragraph of a whole text on another page", ferry, `</main>`, `<p data-text="pier#1">He said “LIE”</p></main>`},
		{"the place of a passage in a whole text", pier, `<span class="label">PREMIER MARSH:</span> <span id="w-we-share-the-cost"></span>`, `<span id="w-we-share-the-cost"></span><span class="label">PREMIER MARSH:</span> `},
		{"the title of no source", ferry, `</main>`, `<p data-title="nosuch">He said “LIE”</p></main>`},
		{"the title of a source without marks", ferry, `</main>`, `<p data-title="pier">He said “LIE”</p></main>`},
		{"a paragraph read twice", courier, `<ul class="readers">`, `<p data-read="courier#3"><mark class="cited">It was their fourth meeting</mark> <mark>the first in 12 years that lasted more than 1.5 hours</mark></p><ul class="readers">`},
		{"cited words read as quoted", courier, `<mark class="cited">It was`, `<mark class="quoted">It was`},
		{"a gap of other words than are left out", courier, `⋯ 5 words</span> <sup>`, `⋯ 50 words</span> <sup>`},
		{"letters in a row", courier, `<sup>a</sup>`, `<sup>he</sup><sup>is</sup><sup>no</sup>`},
		{"words in a gap", courier, `<span class="run">`, `<span class="gap">Это ложь 5</span><span class="run">`},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newForger(t, rand.New(rand.NewPCG(1, 2)))
			page := strings.Replace(string(f.site[test.file].Data), test.old, test.new, 1)
			if page == string(f.site[test.file].Data) {
				t.Fatalf("%s has no %q", test.file, test.old)
			}
			f.mend(t, test.file, []byte(page))
			if len(verified(t, f.site)) == 0 {
				t.Error("accepted")
			}
		})
	}
}

// TestVerifyNamesChanges changes a published site in 2,090 ways, each of which is
// named. What the manifest says of itself alone (its version, the address) is no
// claim about the site: only a signature keeps it.
func TestVerifyNamesChanges(t *testing.T) {
	const each = 95 // of 23 kinds
	counts := map[string]int{}
	for _, forgery := range forgeries {
		random := rand.New(rand.NewPCG(10, 3))
		for i := range each {
			f := newForger(t, random)
			file := forgery.forge(t, f)
			problems := verified(t, f.site)
			if file == verify.ManifestFile {
				if len(problems) == 0 {
					f.harmless(t)
					continue
				}
				file = problems[0].File // whatever it no longer agrees with
			}
			if !slices.ContainsFunc(problems, func(p verify.Problem) bool { return p.File == file }) {
				t.Errorf("%s %d: %s was changed, and what is named is %v", forgery.name, i, file, problems)
			}
			counts[forgery.name]++
		}
	}
	for name, n := range counts {
		if n < each/2 {
			t.Errorf("%s: %d of %d were named", name, n, each)
		}
	}
}

// TestVerifyNamesSabotage puts on a published site what reading back finds, and
// mends the digests: what could be mended so is named where it shows false words as
// proven. What is not named is words round quotations, and forms: against these
// stand the build, and a signature. The list is closed, so that it can't grow.
func TestVerifyNamesSabotage(t *testing.T) {
	known, err := os.ReadFile("testdata/verify-unnamed")
	if err != nil {
		t.Fatal(err)
	}
	unnamed := map[string]bool{}
	for _, name := range strings.Split(strings.TrimSpace(string(known)), "\n") {
		unnamed[name] = true
	}
	for _, test := range sabotage {
		f := newForger(t, rand.New(rand.NewPCG(1, 1)))
		data := test.new
		if test.old != "" {
			data = strings.Replace(string(f.site[test.file].Data), test.old, test.new, 1)
		}
		f.mend(t, test.file, []byte(data))
		if named := len(verified(t, f.site)) > 0; named == unnamed[test.name] {
			t.Errorf("%s: named %v", test.name, named)
		}
	}
}
