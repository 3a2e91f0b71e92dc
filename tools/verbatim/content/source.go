package content

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
	"summit-explainer/tools/verbatim/prose"
)

// Source is a document that pages use, with what is held of it.
type Source struct {
	ID       string
	Page     *prose.Page   // its record; nil where there is none
	Text     *finding.File // text.txt beside the record; nil where there is none
	Evidence *finding.File // evidence.json; nil where there is none

	Title, Author, Publisher string
	URL                      string
	Kind                     string
	Language                 string
	Rights                   string
	Occasion                 string // of a transcript: where or when it was spoken
	Extent                   string // opening or excerpt, where the text is a part of one
	Spoken                   bool   // the words were heard: the punctuation is the typist's
	Labels                   []Label
	LabelsAt                 *finding.Span // of the list of labels; nil where the record has none
	Attributions             []Attribution
	Apparatus                []string
}

// Label is a speaker's label of a text, as the record lists it.
type Label struct {
	Text   string // as printed, without its colon
	Person string // ID; empty for nobody
	At     finding.Span
}

// Attribution says whose the words inside an article's own quotation marks are.
type Attribution struct {
	Speaker, Words string // the speaker's ID
	Occasion       string // where or when they were spoken; may be empty
	By             string // how the text names the speaker, where not by name
	At, ByAt       finding.Span
}

// Voice returns whose the document's own words are: its author's, or else its
// publisher's.
func (s *Source) Voice() string {
	if s.Author != "" {
		return s.Author
	}
	return s.Publisher
}

// Turns reports whether labels in the text begin turns of speech. They do where
// the record lists them, and in what it calls a transcript.
func (s *Source) Turns() bool { return s.LabelsAt != nil || s.Kind == "transcript" }

func (s *Source) readRecord() {
	record := s.Page.FrontMatter
	text := func(key string) string { return record.Get(key).Text() }
	s.Title, s.Author, s.Publisher = text("title"), text("author"), text("publisher")
	s.URL, s.Kind, s.Language, s.Rights = text("source_url"), text("kind"), text("language"), text("rights")
	s.Occasion, s.Extent = text("occasion"), text("extent")
	s.Spoken, _ = record.Get("spoken").Scalar().(bool)
	if speakers := record.Get("speakers"); speakers != nil {
		s.LabelsAt = &speakers.Span
		for _, label := range speakers.Fields() {
			s.Labels = append(s.Labels, Label{Text: label.Key, Person: label.Value.Text(), At: label.KeyAt})
		}
	}
	for _, item := range record.Get("attributions").Items() {
		words := item.Get("words")
		by := item.Get("by")
		attribution := Attribution{Speaker: item.Get("speaker").Text(), Words: words.Text(), Occasion: item.Get("occasion").Text(), By: by.Text()}
		if words != nil {
			attribution.At, attribution.ByAt = words.Span, words.Span
		}
		if by != nil {
			attribution.ByAt = by.Span
		}
		s.Attributions = append(s.Attributions, attribution)
	}
	for _, item := range record.Get("apparatus").Items() {
		s.Apparatus = append(s.Apparatus, item.Text())
	}
}

// checkReferences reports what points at nothing: people and topics in front
// matter, uses of unknown sources, links to pages that are not there, records
// that are incomplete.
func (s *Site) checkReferences(report finding.Report) {
	recorded := s.recorded()
	for _, page := range s.Pages {
		s.checkKeys(page, report)
		for _, link := range page.Links {
			s.checkLink(page, link, report)
		}
		for _, link := range page.External {
			id := recorded[addressKey(link.Destination)]
			if id == "" || page.Path == "/sources/"+id {
				continue
			}
			report(finding.Finding{Rule: finding.LinkSource, File: page.File, Span: link.Span,
				Message: "an ordinary link to what has a record here: " + id,
				Help:    "link it as a source: [our own words](source:" + id + " \"supporting words\")"})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Sources)) {
		s.checkSource(s.Sources[id], report)
	}
}

// recorded returns the IDs of sources by the addresses of their documents. Of
// two records of one address the first in the alphabet counts.
func (s *Site) recorded() map[string]string {
	ids := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(s.Sources)) {
		page := s.Sources[id].Page
		if page == nil {
			continue
		}
		for _, key := range []string{"source_url", "archive_url"} {
			if address := addressKey(page.FrontMatter.Get(key).Text()); address != "" && ids[address] == "" {
				ids[address] = id
			}
		}
	}
	return ids
}

// checkSource reports files of a source that has no record, and a text that
// its record does not allow to lie there.
func (s *Site) checkSource(source *Source, report finding.Report) {
	if source.Page == nil {
		if s.Unread("/sources/" + source.ID) {
			return
		}
		file := source.Text
		if file == nil {
			file = source.Evidence
		}
		report(finding.Finding{Rule: finding.FileKind, File: file,
			Message: "there is no record beside this file", Help: "write index.md in the same folder, or remove the file"})
		return
	}
	if source.Text != nil && !source.Page.NoMatter && !s.MayPublish(source.Rights) {
		at := source.Page.FrontMatter.Get("rights")
		if at == nil {
			at = source.Page.FrontMatter
		}
		report(finding.Finding{Rule: finding.SourceRights, File: source.Page.File, Span: at.Span,
			Message: "text.txt lies beside a record whose rights do not allow publishing it",
			Help:    "move it to the folder that VERBATIM_TEXTS names: DIR/" + source.ID + "/text.txt"})
	}
}

// addressKey returns what two addresses of one document have in common: not
// the scheme, www, a final slash or the place in the document.
func addressKey(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return ""
	}
	key := strings.TrimPrefix(strings.ToLower(parsed.Host), "www.") + strings.TrimSuffix(parsed.EscapedPath(), "/")
	if parsed.RawQuery != "" {
		key += "?" + parsed.RawQuery
	}
	return key
}

// Unread reports whether a page is there and could not be read, or what it says of
// itself could not. That is reported once, with the page.
func (s *Site) Unread(path string) bool {
	if page := s.Page(path); page != nil {
		return page.NoMatter
	}
	return s.files["content"+path+".md"] || s.files["content"+path+"/index.md"] || s.files["content"+path+"/_index.md"]
}

// checkKeys resolves the front matter's references.
func (s *Site) checkKeys(page *prose.Page, report finding.Report) {
	eachID(page, func(id idValue) {
		if id.section == "topics" && page.Section == "topics" && id.value.Text() == page.ID() {
			report(finding.Finding{Rule: finding.FrontMatterLink, File: page.File, Span: id.value.Span,
				Message: "the topic is related to itself", Help: "remove it here"})
			return
		}
		s.checkID(page, id.value, id.section, report)
	})
}

// idValue is a value of front matter that names a page of a section by its ID.
type idValue struct {
	value   *matter.Value
	section string
}

// eachID calls visit with the IDs that a page's front matter names.
func eachID(page *prose.Page, visit func(idValue)) {
	front := page.FrontMatter
	for _, id := range front.Get("people").Items() {
		visit(idValue{id, "people"})
	}
	for _, id := range front.Get("related").Items() {
		visit(idValue{id, "topics"})
	}
	for _, label := range front.Get("speakers").Fields() {
		visit(idValue{label.Value, "people"})
	}
	for _, item := range front.Get("attributions").Items() {
		if speaker := item.Get("speaker"); speaker != nil {
			visit(idValue{speaker, "people"})
		}
	}
}

// checkID reports the ID of a page of a section that is not there.
func (s *Site) checkID(page *prose.Page, value *matter.Value, section string, report finding.Report) {
	id := value.Text()
	if at := "/" + section + "/" + id; id == "" || s.Page(at) != nil || s.Unread(at) {
		return
	}
	var known []string
	for _, at := range slices.Sorted(maps.Keys(s.paths)) {
		if other, ok := strings.CutPrefix(at, "/"+section+"/"); ok {
			known = append(known, other)
		}
	}
	report(finding.Finding{Rule: finding.FrontMatterLink, File: page.File, Span: value.Span,
		Message: "there is no page " + section + "/" + id,
		Help:    finding.DidYouMean(id, known, "write content/"+section+"/"+id+".md, or remove it here"),
		Fix:     respell(page.File, value.Span, section, id, finding.Misspelt(id, known))})
}

// respell returns the fix for a misspelt ID. Of people and sources there is
// none: two of them may differ in one letter, and nothing is proven afterwards.
func respell(file *finding.File, span finding.Span, section, wrong, right string) finding.Fix {
	if section == "people" || section == "sources" {
		return finding.Fix{}
	}
	return finding.Respelling(file, span, wrong, right)
}

func (s *Site) checkLink(page *prose.Page, link prose.Link, report finding.Report) {
	if link.Path == "" || s.Page(link.Path) != nil || s.Unread(link.Path) || s.files["content"+link.Path] && !strings.HasSuffix(link.Destination, ".md") {
		return
	}
	known := slices.Sorted(maps.Keys(s.paths))
	found := finding.Finding{Rule: finding.LinkBroken, File: page.File, Span: link.Span,
		Message: "there is no page or file at " + link.Destination,
		Help:    "link to a page by its file, relative to this one: ../topics/ID.md",
		Fix:     relink(page, link, known)}
	near := finding.Nearest(link.Path, known)
	switch {
	case string(page.File.Data[link.Span.Start:link.Span.End]) == "![": // of a picture
		found.Message = "there is no picture at " + link.Destination
		dir := strings.TrimSuffix(page.File.Name, ".md")
		found.Help = fmt.Sprintf("put %s beside the page, in a folder of its own: %s/index.md", path.Base(link.Path), dir)
		if path.Base(dir) == "index" || path.Base(dir) == "_index" {
			found.Help = "put " + path.Base(link.Path) + " into the page’s folder: " + path.Dir(dir)
		}
	case near != "":
		found.Help = "did you mean " + s.written(page, near) + "?"
	}
	report(found)
}

// written returns a link to a page as another one writes it: by its file.
func (s *Site) written(from *prose.Page, to string) string {
	written, err := filepath.Rel(path.Dir(from.File.Name), s.Page(to).File.Name)
	if err != nil {
		return to
	}
	return filepath.ToSlash(written)
}

// relink returns the fix for a link whose last part is the misspelt name of a
// page in the same folder.
func relink(page *prose.Page, link prose.Link, known []string) finding.Fix {
	near := finding.Misspelt(link.Path, known)
	if near == "" || path.Dir(near) != path.Dir(link.Path) {
		return finding.Fix{}
	}
	section, _, _ := strings.Cut(strings.TrimPrefix(near, "/"), "/")
	return respell(page.File, link.Span, section, path.Base(link.Path), path.Base(near))
}
