package lsp

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// maxItems is how many completions are offered at once: who types on gets others.
const maxItems = 100

// completion offers what may follow at a position. It waits for no check: what pages
// and sources there are changes seldom, and the document itself is read as it is.
func (s *server) completion(ctx context.Context, params *positionParams) (any, error) {
	state := s.desk.Last()
	if state == nil {
		var err error
		if state, err = s.desk.Check(ctx); err != nil {
			return nil, failed(err)
		}
	}
	file, err := s.file(params.Document.URI)
	if err != nil {
		return nil, err
	}
	c := &completing{server: s, state: state, file: file, in: s.lines(file), seen: map[string]bool{}, format: inYAML}
	c.at = c.in.offset(params.Position)
	if path.Ext(file.Name) == ".md" {
		c.page()
	}
	if c.items == nil {
		c.items = []completionItem{}
	}
	return completionList{Incomplete: true, Items: c.items}, nil
}

// completing is the answer to one request.
type completing struct {
	*server
	state *desk.State
	file  *finding.File
	in    *lines
	at    int // the cursor, in bytes
	items []completionItem
	seen  map[string]bool // what would be written

	format format // of front matter
	quoted bool   // the value stands in quotation marks already
}

// add offers to put text in place of the bytes from a place to another one, which are
// on the line of the cursor. Clients keep what begins as what is to be replaced does.
func (c *completing) add(from, to int, text string, item completionItem) {
	if item.FilterText == "" {
		item.FilterText = text
	}
	if bytes.ContainsAny(c.file.Data[from:to], "\r\n") {
		return // the protocol has a range of one line here
	}
	if len(c.items) == maxItems || c.seen[text] || !fits(item.FilterText, string(c.file.Data[from:min(c.at, to)])) {
		return
	}
	c.seen[text] = true
	item.TextEdit = &textEdit{c.in.rangeOf(from, to), text}
	item.SortText = fmt.Sprintf("%s%03d", item.SortText, len(c.items))
	c.items = append(c.items, item)
}

func (c *completing) page() {
	body := bodyOf(c.file.Data)
	if c.at < body {
		c.front(body)
		return
	}
	data := c.file.Data
	start, end := c.at, c.at
	for start > body && !blankAt(data, start) {
		start--
	}
	for end < len(data) && !blankAt(data, end) {
		end++
	}
	block := &around{start: start, before: string(data[start:c.at]), after: string(data[c.at:end])}
	switch {
	case c.title(block), c.destination(block), c.label(block):
	default:
		c.quotation(block)
	}
}

// jsonEnd is the line that closes front matter in JSON, as it is mostly written.
var jsonEnd = regexp.MustCompile(`(?m)^}\s*$`)

// bodyOf returns where the body of a page begins: behind the line that closes its
// front matter. While that is being written there is none.
func bodyOf(data []byte) int {
	fence, _, ok := bytes.Cut(data, []byte("\n"))
	fence = bytes.TrimRight(fence, " \t\r")
	if bytes.HasPrefix(data, []byte("{")) {
		if end := jsonEnd.FindIndex(data); end != nil {
			return end[1]
		}
		return len(data) + 1
	}
	if !ok || string(fence) != "---" && string(fence) != "+++" {
		return 0
	}
	for at := bytes.IndexByte(data, '\n') + 1; at < len(data); {
		line, rest, _ := bytes.Cut(data[at:], []byte("\n"))
		if bytes.HasPrefix(line, fence) {
			return at + len(line) + 1
		}
		if at = len(data) - len(rest); len(rest) == 0 {
			break
		}
	}
	return len(data) + 1
}

// blankAt reports whether a line that is blank, but for the sign of a block
// quotation's paragraphs, ends at an offset.
func blankAt(data []byte, at int) bool {
	return at > 1 && data[at-1] == '\n' && len(bytes.TrimSpace(data[bytes.LastIndexByte(data[:at-1], '\n')+1:at-1])) == 0
}

// around is the paragraph at the cursor.
type around struct {
	start         int // in the file
	before, after string
}

var (
	inTitle       = regexp.MustCompile(`\]\(<?source:([a-z0-9-]+)(?:#([^\s()<>"]*))?>?\s+"([^"]*)$`)
	inDestination = regexp.MustCompile(`\]\(<?([^\s()<>"]*)$`)
	idAfter       = regexp.MustCompile(`^[a-z0-9-]*`)
	target        = regexp.MustCompile(`^[^\[\]]*\]\(<?source:([a-z0-9-]+)`)
	attribution   = regexp.MustCompile(`(?m)^ {0,3}>\s*(?:—|–|―|--)\s*\[[^\]\n]*\]\(<?source:([a-z0-9-]+)`)
)

// title offers, in the title of a link to a source, the speakers where the link is a
// quotation, and where it is our own words those that may support them.
func (c *completing) title(block *around) bool {
	found := inTitle.FindStringSubmatchIndex(block.before)
	if found == nil {
		return false
	}
	source := c.state.Graph.Source(block.before[found[2]:found[3]])
	typed := block.before[found[6]:found[7]]
	if source == nil {
		return true
	}
	label := labelBefore(block.before[:found[0]])
	if words := prose.Inner(strings.TrimSpace(label)); words != strings.TrimSpace(label) {
		c.speakers(source, c.at-len(typed), words, false)
		return true
	}
	c.words(source, typed, link.Cited)
	return true
}

// labelBefore returns the text of the link whose bracket closes at the end.
func labelBefore(text string) string {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return text[i+1:]
			}
			depth--
		}
	}
	return ""
}

// destination offers the sources, the paragraphs of one, and the pages.
func (c *completing) destination(block *around) bool {
	found := inDestination.FindStringSubmatchIndex(block.before)
	if found == nil {
		return false
	}
	typed := block.before[found[2]:found[3]]
	id, ofSource := strings.CutPrefix(typed, "source:")
	if !ofSource {
		c.add(c.at-len(typed), c.at, "source:", completionItem{Label: "source:", Kind: kindReference, Detail: "the words of a source"})
		c.pages(c.at-len(typed), c.at, "", "")
		return true
	}
	if id, place, ok := strings.Cut(id, "#"); ok {
		c.paragraphs(id, place)
		return true
	}
	end := c.at + len(idAfter.FindString(block.after))
	for _, source := range c.state.Graph.Sources {
		if !fits(source.ID+" "+source.Title, id) {
			continue
		}
		c.add(c.at-len(id), end, source.ID, completionItem{Label: source.ID, Kind: kindReference, Detail: source.Title,
			Documentation: &markup{"markdown", held(source)}, FilterText: source.ID + " " + source.Title})
	}
	return true
}

// fits reports whether each word that is typed is somewhere in a text, whatever its
// case.
func fits(text, typed string) bool {
	text = strings.ToLower(text)
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// held says what is held of a source.
func held(source *link.Source) string {
	what := "Neither text nor evidence is held: it can only be referred to."
	switch {
	case source.AgainstText():
		what = fmt.Sprintf("%d words are held.", source.Words)
	case source.Held():
		what = "Evidence is held: what is locked can be quoted."
	}
	return ofSource(source) + "\n\n" + what
}

// paragraphs offers the fragments of a source's paragraphs.
func (c *completing) paragraphs(id, typed string) {
	source := c.state.Graph.Source(id)
	if source == nil || source.FullText() == nil {
		return
	}
	text := source.FullText()
	for i, paragraph := range text.Paragraphs() {
		name := paragraph.Label
		if name == "" {
			name = fmt.Sprint(i + 1)
		}
		if !strings.HasPrefix("p"+name, typed) {
			continue
		}
		begins := firstWords(text.Raw()[paragraph.Start:paragraph.End])
		c.add(c.at-len(typed), c.at, "p"+name, completionItem{Label: "p" + name, Kind: kindValue, Detail: begins})
	}
}

// firstWords is the beginning of a text on one line.
func firstWords(text string) string {
	const most = 12
	words := strings.Fields(text[:min(len(text), 400)])
	return strings.ToValidUTF8(strings.Join(words[:min(len(words), most)], " "), "")
}

// pages offers links to pages by their file, relative to the one that is written, with
// something before and after each.
func (c *completing) pages(from, to int, typed, after string) {
	dir := path.Dir(c.file.Name)
	for _, page := range c.state.Site().Pages {
		kind := kindFile
		if page.Section == "people" {
			kind = kindPerson
		}
		written := relative(dir, page.File.Name)
		if after != "" {
			if !slices.Contains([]string{"people", "glossary", "topics"}, page.Section) || page.ID() == page.Section || !fits(page.Title(), typed) {
				continue
			}
			written = page.Title() + "](" + written + after
		}
		c.add(from, to, written, completionItem{Label: page.Title(), Kind: kind, Detail: page.File.Name, FilterText: page.Title() + " " + written,
			Documentation: &markup{"markdown", plain(page.FrontMatter.Get("description").Text())}})
	}
}

// relative returns the name of a file as seen from a folder.
func relative(dir, name string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(name, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	return up + strings.TrimPrefix(name, dir+"/")
}

// label offers, in the text of a link, the words of its source between quotation
// marks, the speakers in an attribution, and pages where no address follows yet.
func (c *completing) label(block *around) bool {
	open := strings.LastIndexByte(block.before, '[')
	if open < 0 || strings.ContainsRune(block.before[open:], ']') || open > 0 && block.before[open-1] == '\\' {
		return false
	}
	typed := block.before[open+1:]
	found := target.FindStringSubmatch(block.after)
	if found == nil {
		line, _, _ := strings.Cut(block.after, "\n")
		if !strings.ContainsRune(line, ']') && typed != "" && !startsMarked(typed) {
			c.pages(c.at-len(typed), c.at, typed, ")")
		}
		return true
	}
	source := c.state.Graph.Source(found[1])
	line := block.before[strings.LastIndexByte(block.before[:open], '\n')+1 : open]
	switch {
	case source == nil:
	case strings.HasPrefix(strings.TrimSpace(line), ">") && prose.IsDash(strings.TrimLeft(strings.TrimSpace(line), "> ")):
		c.speakers(source, c.at-len(typed), quotedAbove(block.before[:open]), true)
	case startsMarked(typed):
		_, size := utf8.DecodeRuneInString(typed)
		c.words(source, typed[size:], link.Quoted)
	}
	return true
}

// startsMarked reports whether a text begins with a quotation mark.
func startsMarked(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(`"'“”„‘‚«‹»「『〝`, first)
}

// quotedAbove returns the words of a block quotation, but for its last line.
func quotedAbove(block string) string {
	var words []string
	for line := range strings.Lines(block) {
		if below, ok := strings.CutPrefix(strings.TrimSpace(line), ">"); ok {
			words = append(words, strings.TrimSpace(below))
		}
	}
	return strings.TrimSpace(strings.Join(words[:max(len(words)-1, 0)], " "))
}

// quotation offers, in a block quotation, the words of the source that its attribution
// names.
func (c *completing) quotation(block *around) {
	if !strings.HasPrefix(strings.TrimSpace(block.before[strings.LastIndexByte(block.before, '\n')+1:]), ">") {
		return
	}
	found := attribution.FindStringSubmatch(block.after)
	if found == nil {
		return
	}
	if source := c.state.Graph.Source(found[1]); source != nil {
		typed := strings.TrimSpace(quotedAbove(block.before + "\n>"))
		if strings.HasSuffix(block.before, " ") && typed != "" {
			typed += " "
		}
		c.words(source, typed, link.Quoted)
	}
}

// speakers offers the names that a source's record maps labels and attributions to:
// first of all whose the words are, where they stand in the text.
func (c *completing) speakers(source *link.Source, from int, words string, voice bool) {
	var names []string
	if text := source.FullText(); text != nil && strings.TrimSpace(words) != "" {
		for _, passage := range text.Match(match.Quote{Words: words, AnySpeaker: true}).Passages {
			if passage.Speaker != "" {
				names = append(names, c.state.Graph.Name(passage.Speaker))
			}
		}
	}
	whose := len(names)
	for _, label := range source.Labels {
		if name := label.Text; label.Person == "" {
			names = append(names, name)
			continue
		}
		names = append(names, c.state.Graph.Name(label.Person))
	}
	for _, attribution := range source.Attributions {
		names = append(names, c.state.Graph.Name(attribution.Speaker))
	}
	if voice {
		names = append(names, source.Voice())
	}
	for i, name := range names {
		item := completionItem{Label: name, Kind: kindPerson, Detail: "a speaker of " + source.ID, SortText: "1"}
		if i < whose {
			item.Detail, item.SortText = "whose words these are", "0"
		}
		c.add(from, c.at, name, item)
	}
}
