package content

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// What the proof takes for granted of Hugo is written in config.toml, so that
// the stock hugo renders the same pages, and is held here: what it must say,
// what it may say, and nothing else. Hugo has settings that move pages, change
// words after they were checked, or read folders that nobody has read.

// fixed are the settings that have one value; those that Hugo sets otherwise by
// itself must be there.
var fixed = []struct {
	path  string
	value any
	must  bool
}{
	// The tool reads Markdown with just these extensions, and finds the places
	// that these anchors name.
	{"markup.goldmark.extensions.table", true, false},
	{"markup.goldmark.extensions.strikethrough", true, false},
	{"markup.goldmark.extensions.definitionList", false, true},
	{"markup.goldmark.extensions.footnote.enable", false, true},
	{"markup.goldmark.extensions.linkify", false, true},
	{"markup.goldmark.extensions.taskList", false, true},
	{"markup.goldmark.extensions.typographer.disable", true, true}, // it changes quotations after they were checked
	{"markup.goldmark.parser.autoHeadingID", true, false},
	{"markup.goldmark.parser.autoIDType", "github", false},
	{"markup.goldmark.parser.attribute.title", true, false},
	{"markup.goldmark.parser.attribute.block", false, false},
	{"markup.goldmark.parser.wrapStandAloneImageWithinParagraph", true, false},
	{"markup.goldmark.renderer.unsafe", false, false},
	{"markup.highlight.codeFences", false, true}, // its styles stand in attributes, which are refused
	{"markup.goldmark.renderHooks.link.useEmbedded", "never", true},
	{"markup.goldmark.renderHooks.image.useEmbedded", "never", true},
	// Content is data: it starts no program and reaches no network.
	{"security.exec.allow", []any{"none"}, true},
	{"security.exec.osEnv", []any{"none"}, true},
	{"security.funcs.getenv", []any{"none"}, true},
	{"security.http.urls", []any{"none"}, true},
	{"security.http.methods", []any{"none"}, true},
	// Pages lie where links and anchors were checked.
	{"uglyURLs", false, false},
	{"relativeURLs", false, false},
	{"canonifyURLs", false, false},
	{"contentDir", "content", false},
	// A day begins when the tool says so.
	{"timeZone", "UTC", false},
}

// free are the settings that may have any value; * is any one key, ** all below.
var free = []string{
	"baseURL", "locale", "title", "copyright", "enableRobotsTXT", "disableKinds", "summaryLength", "rssLimit",
	"params.**", "outputs.*", "cascade.outputs", "cascade.layout", "cascade.target.path",
	"outputFormats.*.mediaType", "outputFormats.*.baseName", "outputFormats.*.isPlainText", "outputFormats.*.rel", "outputFormats.*.notAlternative",
	"mediaTypes.*.suffixes", "caches.images.dir", "caches.images.maxAge", "pagination.pagerSize", "sitemap.changeFreq", "sitemap.priority", "module.mounts",
	"deployment.**", // where the published folder goes
}

const titleHelp = `write it like title = "Mar-a-Lago 2018, explained"`

const baseURLHelp = `write it like baseURL = "https://example.org/summit/"`

// settingsReader holds config.toml against the lists.
type settingsReader struct {
	file   *finding.File
	report finding.Report
	said   map[string]bool // fixed settings that are there
}

// checkSettings reports what config.toml says that the proof can't live with.
func checkSettings(file *finding.File, report finding.Report) {
	r := &settingsReader{file: file, report: report, said: map[string]bool{}}
	r.table(nil, matter.TOML(file))
	r.contacts()
	if !r.said["module.mounts"] {
		r.wrong(finding.Span{}, "the configuration mounts no folders: Hugo would publish style sheets and scripts as they are, and not find them",
			"add [[module.mounts]] for content, layouts, data, static, static/css and static/js, as the project’s own configuration has them")
	}
	if !r.said["title"] {
		r.wrong(finding.Span{}, "the configuration does not say what the site is called", titleHelp)
	}
	if !r.said["baseURL"] {
		r.wrong(finding.Span{}, "the configuration does not say at which address the site is published", baseURLHelp)
	}
	for _, setting := range fixed {
		if setting.must && !r.said[setting.path] {
			r.wrong(finding.Span{}, fmt.Sprintf("the configuration does not say %s = %s", setting.path, written(setting.value)),
				"add it: without it Hugo does otherwise")
		}
	}
}

func (r *settingsReader) wrong(at finding.Span, message, help string) {
	r.report(finding.Finding{Rule: finding.ConfigSetting, File: r.file, Span: at, Message: message, Help: help})
}

// table reads the settings of a table, whose keys lie below these. Of a list of
// tables each is read.
func (r *settingsReader) table(above []string, value *matter.Value) {
	for _, field := range value.Fields() {
		path := append(slices.Clip(above), field.Key)
		switch at, known := r.known(path, field); {
		case known:
		case field.Value.Fields() != nil:
			r.table(path, field.Value)
		case len(field.Value.Items()) > 0 && field.Value.Items()[0].Fields() != nil:
			for _, item := range field.Value.Items() {
				r.table(path, item)
			}
		default:
			r.wrong(at, fmt.Sprintf("the setting %s is not one that the proof knows", strings.Join(path, ".")),
				"remove it: of Hugo’s settings only those may be changed that move no page and no word")
		}
	}
}

// known reads a setting that one of the lists has. It returns the place of its
// key.
func (r *settingsReader) known(path []string, field matter.Field) (finding.Span, bool) {
	for _, setting := range fixed {
		if !fits(strings.Split(setting.path, "."), path) {
			continue
		}
		r.said[setting.path] = true
		if !reflect.DeepEqual(field.Value.Plain(), setting.value) {
			r.wrong(field.KeyAt, fmt.Sprintf("%s has another value than the one with which pages are checked", setting.path), "write "+written(setting.value))
		}
		return field.KeyAt, true
	}
	for _, pattern := range free {
		if !fits(strings.Split(pattern, "."), path) {
			continue
		}
		switch r.said[pattern] = true; pattern {
		case "title":
			if strings.TrimSpace(field.Value.Text()) == "" {
				r.wrong(field.Value.Span, "the title of the site is no text", titleHelp)
			}
		case "locale":
			if tag, err := language.Parse(field.Value.Text()); err != nil || strings.Contains(field.Value.Text(), "_") || tag == language.Und {
				r.wrong(field.Value.Span, "the language of the site is none: "+field.Value.Text(), `write a tag of BCP 47, such as locale = "en-US"`)
			}
		case "baseURL":
			written := field.Value.Text()
			switch address, err := ParseBaseURL(written); {
			case err != nil:
				r.wrong(field.Value.Span, fmt.Sprintf("the site can’t be published at %q: %v", written, err), baseURLHelp)
			case address != written && address != written+"/": // a slash at its end Hugo adds
				r.wrong(field.Value.Span, "the site’s address is written in another way than browsers write it", fmt.Sprintf("write baseURL = %q", address))
			}
		case "mediaTypes.*.suffixes":
			r.suffixes(field)
		case "module.mounts":
			r.mounts(field)
		case "outputFormats.*.mediaType":
			if strings.EqualFold(path[1], "html") {
				r.wrong(field.KeyAt, "the output format html is Hugo’s own", "give the format another name")
			}
		}
		return field.KeyAt, true
	}
	return field.KeyAt, false
}

// fits reports whether a path of keys is that of a pattern. Hugo takes a key
// however it is written.
func fits(pattern, path []string) bool {
	for i, key := range pattern {
		if key == "**" {
			return len(path) > i
		}
		if i >= len(path) || key != "*" && !strings.EqualFold(key, path[i]) {
			return false
		}
	}
	return len(pattern) == len(path)
}

// written returns a value as TOML has it.
func written(value any) string {
	switch value := value.(type) {
	case string:
		return fmt.Sprintf("%q", value)
	case []any:
		return fmt.Sprintf("[%q]", value[0])
	}
	return fmt.Sprint(value)
}

// contacts checks that whoever finds a hole can tell those who are named.
func (r *settingsReader) contacts() {
	for _, field := range settings(matter.TOML(r.file), "params", "verbatim", "security", "contact") {
		for _, item := range field.Value.Items() {
			if !contactForm(item.Text()) {
				r.wrong(item.Span, "whom to tell of a hole in the site’s security is not written as an address: "+item.Text(),
					"write mailto:security@example.org, https://example.org/contact or tel:+1-201-555-0123")
			}
		}
	}
}

// contactForm reports whether a contact is written as security.txt wants it: as a
// URI on one line, to write, call or fill in a form (RFC 9116, 2.5.3).
func contactForm(contact string) bool {
	to, err := url.Parse(contact)
	return err == nil && !strings.ContainsFunc(contact, func(char rune) bool { return char <= ' ' || char > '~' }) &&
		(to.Scheme == "https" && to.Host != "" || slices.Contains([]string{"mailto", "tel"}, to.Scheme) && to.Opaque != "")
}

// suffixes checks that a media type has names under which files are published.
func (r *settingsReader) suffixes(field matter.Field) {
	for _, item := range field.Value.Items() {
		if FormatOf("x."+item.Text()) == Unpublished {
			r.wrong(item.Span, fmt.Sprintf("files of the kind .%s are not published, for nothing here reads them", item.Text()), UnpublishedHelp)
		}
	}
}

// mounted are the folders that Hugo sees, by where.
var mounted = map[string]string{"content": "content", "layouts": "layouts", "data": "data", "static": "static", "assets/css": "static/css", "assets/js": "static/js"}

// mounts checks that Hugo sees no folder as something else than it was read as.
// Others than these may be mounted below content/, where they are read as pages.
func (r *settingsReader) mounts(field matter.Field) {
	for _, mount := range field.Value.Items() {
		source, target := strings.Trim(mount.Get("source").Text(), "/"), strings.Trim(mount.Get("target").Text(), "/")
		root, _, _ := strings.Cut(source, "/")
		page := strings.HasPrefix(target, "content/") && !slices.Contains([]string{"content", "layouts", "static", "data", "public", "", ".", ".."}, root)
		if mounted[target] != source && !page {
			r.wrong(mount.Span, fmt.Sprintf("the folder %s is mounted as %s, where nobody reads it", source, target),
				"mount content, layouts, data and static under their own names, static/css and static/js below assets, others below content/")
		}
		for _, key := range mount.Fields() {
			switch strings.ToLower(key.Key) {
			case "source", "target":
			case "files":
				if target == "static" && reflect.DeepEqual(key.Value.Plain(), []any{"! css/**", "! js/**"}) {
					continue
				}
				fallthrough
			default:
				r.wrong(key.KeyAt, fmt.Sprintf("%s would hide files from Hugo that were read, or the reverse", key.Key), "remove it")
			}
		}
	}
}
