package verify

import (
	"context"
	"os"
	"reflect"
	"testing"
	"testing/fstest"
)

// FuzzParse: whatever a site says of itself is read, or refused; what is read is
// written and read again as the same.
func FuzzParse(f *testing.F) {
	f.Add(plainSite(f)[ManifestFile].Data)
	for _, s := range []string{
		"", "{}", "[]", "null", `{"files":{"a":{"sha256":"","size":-1}}}`, `{"files":{"../a":{"sha256":"00","size":1}}}`,
		`{"$schema":"https://a/schemas/manifest.json","verbatim":"1","address":"https://a/","files":{},"titles":{},"sources":[{"id":"x"}],"quotations":[{"page":"x","proof":1}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if err != nil {
			return
		}
		written, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(written)
		if err != nil {
			t.Fatalf("%s is written as %s, which can't be read: %v", data, written, err)
		}
		if !reflect.DeepEqual(m, again) {
			t.Fatalf("%s is read as %+v, and again as %+v", data, m, again)
		}
	})
}

// FuzzPage: a page may be anything, and so may the manifest's quotations, what is
// said to prove them, and the styles; the check ends with a report.
func FuzzPage(f *testing.F) {
	pier, err := os.ReadFile("../evidence/testdata/pier.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, page := range []string{
		"<p>Ferry", `<q class="exact" id="q-1"><a href="/summit/sources/pier/#w-a">We</a></q>`, "<aside hidden><blockquote>a</blockquote></aside>",
		"<svg><style>q{display:none}", "<table><td><q>", "<template><q id=q-1></template>", "</html><q id=q-1><q id=q-1>",
	} {
		f.Add([]byte(page), pier, []byte("q { order: 1 }"), "q-1", "We", "We", "Ida Marsh", "w-a", 0)
	}
	f.Fuzz(func(t *testing.T, page, evidence, css []byte, anchor, shown, words, speaker, passage string, proof int) {
		if len(page)+len(evidence)+len(css) > 1<<14 {
			return
		}
		site := plainSite(t)
		site["topics/ferry/index.html"] = &fstest.MapFile{Data: page}
		site["sources/pier/index.html"] = &fstest.MapFile{Data: page}
		site["sources/pier/evidence.json"] = &fstest.MapFile{Data: evidence}
		site["s.css"] = &fstest.MapFile{Data: css}
		m, err := Parse(site[ManifestFile].Data)
		if err != nil {
			t.Fatal(err)
		}
		for name, file := range site {
			if name != ManifestFile {
				m.Files[name] = FileOf(file.Data)
			}
		}
		m.Sources = []Source{{ID: "pier", Evidence: "sources/pier/evidence.json", SHA256: FileOf(evidence).SHA256, Root: shown, Voice: speaker}}
		for _, kind := range []string{"quotation", "citation", words} {
			m.Quotations = append(m.Quotations, Quotation{Page: "topics/ferry/index.html", Anchor: anchor, Kind: kind, Shown: shown, Words: words, Speaker: speaker, Class: kind, Source: "pier", Passage: passage, Proof: proof})
		}
		data, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		site[ManifestFile] = &fstest.MapFile{Data: data}
		report, err := Check(context.Background(), Folder("here", site), Options{})
		if err == nil && report.Holds(Consistent) {
			t.Fatalf("three quotations with one name are consistent: %+v", report)
		}
	})
}
