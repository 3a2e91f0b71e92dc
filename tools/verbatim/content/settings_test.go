package content

import (
	"os"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

// Without mounts Hugo sees other folders than those that were read.
func TestNoMounts(t *testing.T) {
	data, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	config, _, _ := strings.Cut(string(data), "[[module.mounts]]")
	var list finding.List
	checkSettings(finding.NewFile("config.toml", []byte(config)), list.Report)
	if found := list.Sorted(); len(found) != 1 || !strings.Contains(found[0].Message, "mounts no folders") {
		t.Errorf("%v", found)
	}
}

// Each setting on which the proof rests, written otherwise, is a finding at its
// line; the project's own configuration has none.
func TestSettings(t *testing.T) {
	data, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	config := string(data)
	for _, test := range []struct{ old, new, want string }{
		{"", "", ""},
		{"[outputs]", "[params.verbatim.security]\ncontact = [\"mailto:a@example.org\", \"https://example.org/contact\", \"tel:+1-201-555-0123\"]\n[outputs]", ""},
		{"[outputs]", "[params.verbatim.security]\ncontact = [\"a@example.org\"]\n[outputs]", "is not written as an address: a@example.org"},
		{"[outputs]", "[params.verbatim.security]\ncontact = [\"mailto:a@example.org\\nCanonical: x\"]\n[outputs]", "is not written as an address"},
		{"typographer = { disable = true }", "typographer = { disable = false }", "typographer.disable has another value"},
		{"typographer = { disable = true }", "", "does not say markup.goldmark.extensions.typographer.disable = true"},
		{"footnote = { enable = false }", "footnote = { enable = true }", "footnote.enable has another value"},
		{"footnote = { enable = false }", "", "does not say markup.goldmark.extensions.footnote.enable = false"},
		{"definitionList = false", "definitionList = true", "definitionList has another value"},
		{"definitionList = false", "DEFINITIONLIST = true", "definitionList has another value"},
		{"taskList = false", "taskList = true", "taskList has another value"},
		{"linkify = false", "linkify = true", "linkify has another value"},
		{"linkify = false", "linkify = false\nlinkifyProtocol = \"http\"", "linkifyProtocol is not one"},
		{"linkify = false", "linkify = false\ncjk = { enable = true }", "cjk.enable is not one"},
		{"linkify = false", "linkify = false\nextras = { superscript = { enable = true } }", "superscript.enable is not one"},
		{"linkify = false", "linkify = false\npassthrough = { enable = true }", "passthrough.enable is not one"},
		{"strikethrough = true", "strikethrough = false", "strikethrough has another value"},
		{"autoIDType = \"github\"", "autoIDType = \"blackfriday\"", "autoIDType has another value"},
		{"autoHeadingID = true", "autoHeadingID = false", "autoHeadingID has another value"},
		{"block = false", "block = true", "attribute.block has another value"},
		{"unsafe = false", "unsafe = true", "unsafe has another value"},
		{"unsafe = false", "unsafe = false\nhardWraps = true", "hardWraps is not one"},
		{"codeFences = false", "codeFences = true", "codeFences has another value"},
		{"link = { useEmbedded = \"never\" }", "link = { useEmbedded = \"always\" }", "link.useEmbedded has another value"},
		{"image = { useEmbedded = \"never\" }", "", "does not say markup.goldmark.renderHooks.image.useEmbedded"},
		{"allow = [\"none\"]", "allow = [\".*\"]", "security.exec.allow has another value"},
		{"osEnv = [\"none\"]", "osEnv = [\".*\"]", "security.exec.osEnv has another value"},
		{"getenv = [\"none\"]", "getenv = [\".*\"]", "security.funcs.getenv has another value"},
		{"urls = [\"none\"]", "urls = [\".*\"]", "security.http.urls has another value"},
		{"methods = [\"none\"]", "", "does not say security.http.methods"},
		{"[security.http]", "[security]\nenableInlineShortcodes = true\n\n[security.http]", "enableInlineShortcodes is not one"},
		{"timeZone = \"UTC\"", "uglyURLs = true", "uglyURLs has another value"},
		{"timeZone = \"UTC\"", "relativeURLs = true", "relativeURLs has another value"},
		{"timeZone = \"UTC\"", "contentDir = \"other\"", "contentDir has another value"},
		{"timeZone = \"UTC\"", "buildDrafts = true", "buildDrafts is not one"},
		{"timeZone = \"UTC\"", "theme = \"other\"", "theme is not one"},
		{"timeZone = \"UTC\"", "disablePathToLower = true", "disablePathToLower is not one"},
		{"timeZone = \"UTC\"", "ignoreFiles = [\"a\"]", "ignoreFiles is not one"},
		{"[params.verbatim]", "[languages.fr]\ncontentDir = \"fr\"\n\n[params.verbatim]", "languages.fr.contentDir is not one"},
		{"[params.verbatim]", "[permalinks]\ntopics = \"/:title/\"\n\n[params.verbatim]", "permalinks.topics is not one"},
		{"[cascade.target]", "[cascade.params]\nx = 1\n[cascade.target]", "cascade.params.x is not one"},
		{"layout = \"search\"", "url = \"/x/\"", "cascade.url is not one"},
		{"suffixes = [\"bib\"]", "suffixes = [\"opml\"]", "files of the kind .opml are not published"},
		{"suffixes = [\"bib\"]", "suffixes = [\"XML\"]", "files of the kind .XML are not published"},
		{"[outputFormats.atom]", "[outputFormats.html]\nmediaType = \"text/html\"\n\n[outputFormats.atom]", "output format html is Hugo’s own"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"static/evil\"\ntarget = \"content\"", "the folder static/evil is mounted as content"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"static/evil\"\ntarget = \"content/evil\"", "the folder static/evil is mounted as content/evil"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"other\"\ntarget = \"static\"", "the folder other is mounted as static"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"other\"\ntarget = \"layouts\"", "the folder other is mounted as layouts"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"other\"\ntarget = \"i18n\"", "the folder other is mounted as i18n"},
		{"source = \"data\"\ntarget = \"data\"", "source = \"other\"\ntarget = \"content/other\"", ""},
		{"source = \"content\"\ntarget = \"content\"", "source = \"content\"\ntarget = \"content\"\nfiles = [\"! x\"]", "files would hide"},
		{"source = \"content\"\ntarget = \"content\"", "source = \"content\"\ntarget = \"content\"\nlang = \"fr\"", "lang would hide"},
		{"[[module.mounts]]\nsource = \"data\"", "[[module.imports]]\npath = \"x\"\n\n[[module.mounts]]\nsource = \"data\"", "module.imports.path is not one"},
		{"timeZone = \"UTC\"", "copyright = \"x\"\nsummaryLength = 3", ""},
	} {
		if !strings.Contains(config, test.old) {
			t.Fatalf("config.toml has no %q", test.old)
		}
		var list finding.List
		file := finding.NewFile("config.toml", []byte(strings.Replace(config, test.old, test.new, 1)))
		checkSettings(file, list.Report)
		found := list.Sorted()
		if test.want == "" && len(found) > 0 || test.want != "" && (len(found) != 1 || !strings.Contains(found[0].Message, test.want)) {
			t.Errorf("%q: want %q, found %v", test.new, test.want, found)
			continue
		}
		if test.want != "" && !strings.HasPrefix(found[0].Message, "the configuration does not say") && found[0].File.Position(found[0].Span.Start).Line == 1 {
			t.Errorf("%q: no place", test.new)
		}
	}
}
