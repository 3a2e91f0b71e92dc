// Package verify says of a published site whether it is what was published, and
// whether what it quotes is proven, with nothing but the site itself at hand: no
// content, no layouts, no renderer.
//
// A site carries a manifest, which lists each file with its digest, each source
// with what its text is known by, and each quotation with its proof. Check holds
// the files against it, in a folder or at an address, and keeps three claims
// apart: that the site is unaltered since it was published, that its quotations
// are consistent with the committed roots, and that they are true to the texts.
package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/text"
)

// ManifestFile and SignatureFile are the names of the files that are not in the
// manifest: it can list neither itself nor its signature. They lie below the
// site's address (RFC 8615 has them at a host's root, where the two are the same).
const (
	ManifestFile  = ".well-known/verbatim.json"
	SignatureFile = ".well-known/verbatim.txt"
)

// A Manifest is what a site says of itself. The schema is published with the
// site, as schemas/manifest.json.
type Manifest struct {
	Schema     string            `json:"$schema"`
	Verbatim   string            `json:"verbatim"`        // version of the tool
	Address    string            `json:"address"`         // at which the site is published
	Key        string            `json:"key,omitempty"`   // by which its signature can be verified, where it has one
	Date       string            `json:"date,omitempty"`  // for which it was built (RFC 3339), where a date was given
	Hosts      []string          `json:"hosts,omitempty"` // other hosts, from which its pages may load
	Files      map[string]File   `json:"files"`
	Titles     map[string]string `json:"titles"`  // of the sources whose title has quotation marks of its own, by ID
	Sources    []Source          `json:"sources"` // of which words are proven, by ID
	Quotations []Quotation       `json:"quotations"`
}

// A File is known by its bytes.
type File struct {
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"` // in bytes
}

// A Source is a text, known by its digest and by the root that its evidence
// commits to.
type Source struct {
	ID       string `json:"id"`
	Evidence string `json:"evidence"` // the file with the records, and with the commitment
	SHA256   string `json:"sha256"`   // of the text
	Root     string `json:"root"`     // in base64
	Voice    string `json:"voice"`    // who says what nobody else says in it
	Record   Record `json:"record"`
}

// A Record is how the text is to be read: what the rules of quoting take from it
// (text.Options).
type Record struct {
	Language     string              `json:"language"`
	Spoken       bool                `json:"spoken"`
	Extent       string              `json:"extent"`
	Speakers     map[string]string   `json:"speakers"` // of labels; "" is nobody
	Attributions []Attribution       `json:"attributions"`
	Apparatus    []string            `json:"apparatus"`
	Names        map[string][]string `json:"names"` // of people
	Known        []string            `json:"known"` // names that brackets may give
}

// An Attribution gives words inside a text's own quotation marks to a speaker.
type Attribution struct {
	Speaker string `json:"speaker"`
	Words   string `json:"words"`
}

// A Quotation is a quotation or citation as its page shows it.
type Quotation struct {
	Page    string `json:"page"`    // name of the file
	Anchor  string `json:"anchor"`  // of the element on that page
	Kind    string `json:"kind"`    // quotation, citation
	Shown   string `json:"shown"`   // what readers see: of a citation our own words
	Words   string `json:"words"`   // of the source, that were proven
	Speaker string `json:"speaker"` // as readers are told
	Class   string `json:"class"`   // exact, typographic, spoken, marked
	Source  string `json:"source"`  // ID
	Passage string `json:"passage"` // anchor on the page of the source
	Proof   int    `json:"proof"`   // index among the records of the evidence
}

// key is how the elements of pages name the quotation.
func (q Quotation) key() string { return pagePath(q.Page) + "#" + q.Anchor }

// pagePath returns the logical path of the page that a file is.
func pagePath(file string) string { return path.Clean("/" + strings.TrimSuffix(file, "index.html")) }

// fileOf returns the name of the file that a page is.
func fileOf(page string) string { return strings.TrimPrefix(path.Join(page, "index.html"), "/") }

func recordOf(o text.Options) Record {
	r := Record{Language: o.Language, Spoken: o.Spoken, Extent: o.Extent, Speakers: o.Speakers, Apparatus: o.Apparatus, Names: o.Names, Known: o.Known}
	for _, a := range o.Attributions {
		r.Attributions = append(r.Attributions, Attribution(a))
	}
	return r
}

// options is the inverse of recordOf.
func (r Record) options() text.Options {
	o := text.Options{Language: r.Language, Spoken: r.Spoken, Extent: r.Extent, Speakers: r.Speakers, Apparatus: r.Apparatus, Names: r.Names, Known: r.Known}
	for _, a := range r.Attributions {
		o.Attributions = append(o.Attributions, text.Attribution(a))
	}
	return o
}

// ManifestOf returns the manifest of a site that was read back: of its files, and
// of what the graph proves on them. The date is that of the build, or zero where
// nobody gave one.
func ManifestOf(site fs.FS, graph *link.Graph, version string, date time.Time) (*Manifest, error) {
	address := graph.Site.Config.BaseURL
	m := &Manifest{Schema: address + "schemas/manifest.json", Verbatim: version, Address: address, Files: map[string]File{}, Hosts: graph.Site.Config.Params.Verbatim.Hosts, Titles: map[string]string{}, Sources: []Source{}, Quotations: []Quotation{}}
	if !date.IsZero() {
		m.Date = date.UTC().Format(time.RFC3339)
	}
	files, err := filesOf(site)
	if err != nil {
		return nil, err
	}
	m.Files = files
	for _, source := range graph.Sources {
		if len(mark.FindIn(source.Title, source.Language)) > 0 {
			m.Titles[source.ID] = source.Title
		}
	}
	known, err := m.addSources(site, graph)
	if err != nil {
		return nil, err
	}
	for _, page := range graph.Site.Pages {
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Passage == nil {
				continue // a reference proves no words
			}
			if err := m.add(known[proof.Passage.Source.ID], graph, proof); err != nil {
				return nil, err
			}
		}
	}
	return m, nil
}

// filesOf returns what the manifest says of the files of a site, on all cores.
func filesOf(site fs.FS) (map[string]File, error) {
	type listed struct {
		name string
		file File
		err  error
	}
	var all []*listed
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, &listed{name: name})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	finding.Each(all, nil, func(one *listed, _ finding.Report) {
		data, err := fs.ReadFile(site, one.name)
		one.file, one.err = FileOf(data), err
	})
	files := map[string]File{}
	for _, one := range all {
		if one.err != nil {
			return nil, one.err
		}
		files[one.name] = one.file
	}
	return files, nil
}

// FileOf returns what the manifest says of a file of these bytes.
func FileOf(data []byte) File {
	sum := sha256.Sum256(data)
	return File{hex.EncodeToString(sum[:]), len(data)}
}

// records are the places of what is proven from a source in its evidence, by key.
type records map[evidence.Key]int

// addSources adds the sources of which words are proven, and returns the records of
// their published evidence, by ID.
func (m *Manifest) addSources(site fs.FS, graph *link.Graph) (map[string]records, error) {
	type read struct {
		of      *link.Source
		source  Source
		records records
		err     error
	}
	used := map[*link.Source]bool{}
	for _, page := range graph.Site.Pages {
		for _, proof := range graph.Proofs(page.Path) {
			if proof.Passage != nil {
				used[proof.Passage.Source] = true
			}
		}
	}
	var all []*read
	for _, source := range graph.Sources {
		if used[source] {
			all = append(all, &read{of: source})
		}
	}
	finding.Each(all, nil, func(one *read, _ finding.Report) { one.source, one.records, one.err = sourceOf(site, one.of) })
	known := map[string]records{}
	for _, one := range all {
		if one.err != nil {
			return nil, one.err
		}
		m.Sources = append(m.Sources, one.source)
		known[one.of.ID] = one.records
	}
	return known, nil
}

// sourceOf returns what the manifest says of a source, and the records of its
// published evidence.
func sourceOf(site fs.FS, source *link.Source) (Source, records, error) {
	file := evidenceOf(source.ID)
	data, err := fs.ReadFile(site, file)
	if err != nil {
		return Source{}, nil, fmt.Errorf("what is proven from %s can't be published without its evidence: %w", source.ID, err)
	}
	published, _, wrong := evidence.Parse(data)
	if wrong != nil {
		return Source{}, nil, errors.New(file + ": " + wrong.Message())
	}
	known := records{}
	for i := range slices.Backward(published.Proven) { // the first of its key
		known[published.Proven[i].Key()] = i
	}
	return Source{ID: source.ID, Evidence: file, SHA256: published.SHA256, Root: published.Commitment.Root.String(), Voice: source.Voice(), Record: recordOf(source.Options())}, known, nil
}

// evidenceOf names the published evidence of a source.
func evidenceOf(id string) string { return "sources/" + id + "/evidence.json" }

// add adds a quotation.
func (m *Manifest) add(known records, graph *link.Graph, proof *link.Proof) error {
	source, use := proof.Passage.Source, proof.Use
	at, ok := known[proof.Locked().Key()]
	if !ok {
		return fmt.Errorf("%s has no record of %q", evidenceOf(source.ID), use.Words)
	}
	shown := use.Own
	if use.Kind == prose.Quotation {
		shown = use.Words
	}
	m.Quotations = append(m.Quotations, Quotation{Page: fileOf(use.Page.Path), Anchor: proof.Anchor, Kind: use.Kind.String(), Shown: evidence.InLine(shown), Words: proof.Locked().Words,
		Speaker: said(proof, graph), Class: proof.Class(), Source: source.ID, Passage: proof.Passage.Anchor, Proof: at})
	return nil
}

// said returns the name that readers are shown as the speaker's; a citation has
// none.
func said(proof *link.Proof, graph *link.Graph) string {
	if proof.Use.Kind != prose.Quotation {
		return ""
	}
	return proof.Said(graph)
}

// Encode returns the bytes of the manifest.
func (m *Manifest) Encode() ([]byte, error) { return matter.EncodeJSON(m, " ") }

// Parse reads a manifest. It says what is not one, and believes nothing of it yet.
func Parse(data []byte) (*Manifest, error) {
	m := &Manifest{}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(m); err != nil {
		return nil, fmt.Errorf("it can't be read: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more follows than a manifest")
	}
	var given, again bytes.Buffer
	encoded, err := m.Encode()
	if err != nil || json.Compact(&given, data) != nil || json.Compact(&again, encoded) != nil || !bytes.Equal(given.Bytes(), again.Bytes()) {
		return nil, errors.New("it is not as build writes it")
	}
	if len(m.Files) == 0 {
		return nil, errors.New("it lists no files")
	}
	for name := range m.Files {
		if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:\x00") || name == ManifestFile || name == SignatureFile {
			return nil, fmt.Errorf("%q is no name of a file of a site", name)
		}
	}
	return m, nil
}
