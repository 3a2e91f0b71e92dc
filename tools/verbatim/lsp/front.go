package lsp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
)

// schema is what completion needs of a JSON Schema: the keys, and what they hold.
type schema struct {
	Type        any               `json:"type"` // a name, or several
	Description string            `json:"description"`
	Properties  map[string]schema `json:"properties"`
	Required    []string          `json:"required"`
	Items       *schema           `json:"items"`
	Enum        []any             `json:"enum"`
	Examples    []any             `json:"examples"`
}

// schemaOf returns the schema of a page's front matter.
func schemaOf(state *desk.State, name string, project fs.FS) (of schema) {
	data, err := fs.ReadFile(project, state.Site().SchemaFile(name))
	if err == nil {
		err = json.Unmarshal(data, &of)
	}
	if err != nil {
		return schema{}
	}
	return of
}

var (
	// A key of YAML with what stands before it and after its colon.
	keyLine = regexp.MustCompile(`^(\s*(?:-\s+)?)(['"]?[^\s:'"#-][^:'"#]*['"]?):(\s+(.*))?$`)
	partial = regexp.MustCompile(`^(\s*(?:-\s+)?)([A-Za-z_]*)$`)
	item    = regexp.MustCompile(`^(\s*)-\s+(.*)$`)
)

// front offers keys and values of front matter, as the schema of the page has them.
func (c *completing) front(body int) {
	whole := schemaOf(c.state, c.file.Name, c.desk.Project())
	before, all := string(c.file.Data[:c.at]), string(c.file.Data[:min(body, len(c.file.Data))])
	var now *written
	switch fence, rest, _ := strings.Cut(before, "\n"); {
	case strings.HasPrefix(before, "---"):
		c.yaml(body, whole)
	case strings.HasPrefix(before, "+++") && len(fence) < len(before):
		c.format, now = inTOML, writtenTOML(rest)
	case strings.HasPrefix(before, "{"):
		c.format, now = inJSON, writtenJSON(before)
	}
	switch {
	case now == nil:
	case now.value:
		c.values(now.keys, whole, now.typed)
	default:
		c.keys(now.keys, whole, now.typed, all)
	}
}

// yaml offers keys and values of front matter in YAML.
func (c *completing) yaml(body int, whole schema) {
	data := c.file.Data
	start := c.at
	for start > 0 && data[start-1] != '\n' {
		start--
	}
	if start == 0 {
		return // the fence itself
	}
	line := string(data[start:c.at])
	above := strings.Split(string(data[:start]), "\n")
	parents := parentsOf(above, line)
	if match := keyLine.FindStringSubmatch(line); match != nil && match[3] != "" {
		c.values(append(parents, strings.Trim(match[2], `'"`)), whole, match[4])
		return
	}
	if match := item.FindStringSubmatch(line); match != nil && !isMapping(whole, parents) {
		c.values(parents, whole, match[2])
		return
	}
	if slices.Equal(parents, []string{"speakers"}) {
		c.labels(strings.TrimLeft(line, " "))
		return
	}
	if match := partial.FindStringSubmatch(line); match != nil {
		c.keys(parents, whole, match[2], string(data[:min(body, len(data))]))
	}
}

func indentOf(line string) int {
	return len(line) - len(strings.TrimLeft(line, " "))
}

// parentsOf returns the keys under which a line stands, from the outermost one. A dash
// is indentation, but that the items of a list may stand as far left as its key.
func parentsOf(above []string, line string) (keys []string) {
	indent, listed := indentOf(line), strings.HasPrefix(strings.TrimLeft(line, " "), "-")
	for i := len(above) - 1; i > 0 && (indent > 0 || listed); i-- {
		match := keyLine.FindStringSubmatch(strings.TrimRight(above[i], "\r"))
		if match == nil {
			continue
		}
		holds := len(match[1]) < indent || listed && len(match[1]) == indent && !strings.Contains(match[1], "-")
		if holds && match[4] == "" {
			keys = append([]string{strings.Trim(match[2], `'"`)}, keys...)
			indent, listed = indentOf(match[1]), strings.Contains(match[1], "-")
		}
	}
	return keys
}

// below returns the part of a schema that describes what stands under keys.
func (s schema) below(keys []string) schema {
	for _, key := range keys {
		if s.Items != nil {
			s = *s.Items
		}
		s = s.Properties[key]
	}
	return s
}

// isMapping reports whether the items of a list are mappings.
func isMapping(whole schema, keys []string) bool {
	of := whole.below(keys)
	return of.Items != nil && len(of.Items.Properties) > 0
}

// keys offers the keys that the mapping does not have yet: those first that it must
// have.
func (c *completing) keys(parents []string, whole schema, typed, written string) {
	of := whole.below(parents)
	if of.Items != nil {
		of = *of.Items
	}
	for _, key := range slices.Sorted(maps.Keys(of.Properties)) {
		if len(parents) == 0 && strings.Contains(written, "\n"+strings.TrimRight(c.format.key(key), " ")) {
			continue
		}
		entry := completionItem{Label: key, Kind: kindProperty, SortText: "1", Documentation: documented(of.Properties[key])}
		if slices.Contains(of.Required, key) {
			entry.Detail, entry.SortText = "required", "0"
		}
		c.add(c.at-len(typed), c.at, c.format.key(key), entry)
	}
}

// own returns the source whose record is written, or nil.
func (c *completing) own() *link.Source {
	if path.Base(c.file.Name) != "index.md" {
		return nil
	}
	return c.state.Graph.Source(path.Base(path.Dir(c.file.Name)))
}

// labels offers the labels of the text that the record does not list yet.
func (c *completing) labels(typed string) {
	source := c.own()
	if source == nil || source.FullText() == nil {
		return
	}
	listed := map[string]bool{"": true}
	for _, label := range source.Labels {
		listed[label.Text] = true
	}
	for _, unit := range source.FullText().Units() {
		if !listed[unit.Label] {
			c.add(c.at-len(typed), c.at, unit.Label+": ", completionItem{Label: unit.Label, Kind: kindProperty, Detail: "a label of the text"})
		}
	}
}

// documented is what a schema says of a value.
func documented(of schema) *markup {
	text := plain(of.Description)
	if len(of.Examples) > 0 {
		if example, err := json.Marshal(of.Examples[0]); err == nil {
			text += "\n\nFor example `" + strings.ReplaceAll(string(example), "`", "'") + "`"
		}
	}
	return &markup{"markdown", text}
}

// values offers the values that a key may have.
func (c *completing) values(keys []string, whole schema, typed string) {
	// In a list on one line just its last entry is completed.
	if open := strings.LastIndexAny(typed, "[,"); open >= 0 {
		typed = strings.TrimLeft(typed[open+1:], " ")
	}
	if c.format.quote != "" && strings.HasPrefix(typed, c.format.quote) || c.format.quote == "'" && strings.HasPrefix(typed, `"`) {
		typed, c.quoted = typed[1:], true
	}
	if source := c.own(); source != nil && slices.Equal(keys, []string{"attributions", "words"}) {
		c.words(source, typed, func(words string) string { return words })
		return
	}
	of := whole.below(keys)
	last := keys[max(len(keys)-1, 0):]
	if section := sectionOf(keys); section != "" {
		c.ids(section, typed)
		return
	}
	if of.Items != nil {
		of = *of.Items
	}
	for _, value := range of.Enum {
		c.value(typed, fmt.Sprint(value), of)
	}
	if of.Type == "boolean" {
		c.value(typed, "true", of)
		c.value(typed, "false", of)
	}
	if len(c.items) == 0 && len(last) > 0 {
		c.used(last[0], typed, of)
	}
}

func (c *completing) value(typed, value string, of schema) {
	if strings.HasPrefix(value, typed) {
		c.put(typed, value, of.Type == "string" || len(of.Enum) > 0, completionItem{Label: value, Kind: kindValue, Documentation: documented(of)})
	}
}

// put offers a value in the place of what is typed of it, as the format writes it.
func (c *completing) put(typed, value string, text bool, item completionItem) {
	if item.FilterText == "" {
		item.FilterText = value
	}
	if text && !c.quoted {
		value = c.format.quote + value + c.format.quote
	}
	c.add(c.at-len(typed), c.at, value, item)
}

// sectionOf names the section whose IDs the values of keys are; "" where they are none.
func sectionOf(keys []string) string {
	switch at := strings.Join(keys, "/"); {
	case at == "people", at == "attributions/speaker", strings.HasPrefix(at, "speakers/"):
		return "people"
	case at == "related":
		return "topics"
	}
	return ""
}

// ids offers the IDs of the pages of a section.
func (c *completing) ids(section, typed string) {
	kind := kindFile
	if section == "people" {
		kind = kindPerson
	}
	for _, page := range c.state.Site().Pages {
		if page.Section != section || page.Path == "/"+section || !fits(page.ID()+" "+page.Title(), typed) {
			continue
		}
		c.put(typed, page.ID(), true, completionItem{Label: page.ID(), Kind: kind, Detail: page.Title(), FilterText: page.ID() + " " + page.Title()})
	}
}

// used offers the values that pages of the same kind have for a key of few values: the
// subject of a topic, the publisher of a source.
func (c *completing) used(key, typed string, of schema) {
	if !slices.Contains([]string{"subject", "publisher", "country", "language", "author"}, key) || of.Type != "string" {
		return
	}
	values := map[string]bool{}
	own := c.state.Site().SchemaFile(c.file.Name)
	for _, page := range c.state.Site().Pages {
		if value := page.FrontMatter.Get(key).Text(); value != "" && c.state.Site().SchemaFile(page.File.Name) == own && fits(value, typed) {
			values[value] = true
		}
	}
	for _, value := range slices.Sorted(maps.Keys(values)) {
		c.put(typed, value, true, completionItem{Label: value, Kind: kindValue})
	}
}

// ofKey tells what the key of front matter at a place is for.
func (s *server) ofKey(state *desk.State, file *finding.File, at int) *hoverResult {
	page := state.Page(file.Name)
	if page == nil || at >= page.Body {
		return nil
	}
	of := schemaOf(state, file.Name, s.desk.Project())
	in := s.lines(file)
	for _, field := range page.FrontMatter.Fields() {
		if described, ok := of.Properties[field.Key]; ok && field.KeyAt.Start <= at && at <= field.KeyAt.End {
			shown := in.rangeOf(field.KeyAt.Start, field.KeyAt.End)
			return &hoverResult{*documented(described), &shown}
		}
	}
	return nil
}
