package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// Config is what the tool needs of config.toml.
type Config struct {
	BaseURL string
	Title   string
	Locale  string
	Params  struct {
		Verbatim struct {
			Commitments string   // heading under which topics list commitments
			Strengths   []string // how firm commitments can be, the firmest first; none where any word may stand there
			Days        []string // the first and the last day of what the site explains, YYYY-MM-DD
			Hosts       []string // from which pages may load
			Security    struct {
				Contact []string // whom to tell of a hole: mailto:, https: or tel:
			}
		}
		Publisher     struct{ Name, Address string }
		Demonstration struct{ Page, Words, Word, Instead string }
	}
	Module struct{ Mounts []Mount }

	// Levels are the severities that params.verbatim.rules gives to rules.
	Levels map[finding.Rule]finding.Severity

	// Production is the address at which the site is published, where this is a
	// preview at another; empty elsewhere.
	Production string
}

// Language returns the language of the site's prose (BCP 47), empty where the
// configuration does not say it.
func (c Config) Language() string { return c.Locale }

// Mount is a folder of the project that Hugo sees at another place.
type Mount struct {
	Source string
	Target string
}

// ContentMounts returns the folders that are mounted into content/.
func (c Config) ContentMounts() []Mount {
	return slices.DeleteFunc(slices.Clone(c.Module.Mounts), func(mount Mount) bool { return !strings.HasPrefix(mount.Target, "content/") })
}

// readConfig reads config.toml. It returns an error where that can't be read;
// what it says and can't mean is reported at its place.
func readConfig(project fs.FS, report finding.Report) (Config, configFile, error) {
	var config Config
	if info, err := fs.Stat(project, "config.toml"); err == nil && !info.Mode().IsRegular() {
		return config, configFile{}, errors.New("the project's configuration can't be read: config.toml is no file")
	}
	data, err := fs.ReadFile(project, "config.toml")
	if err != nil {
		return config, configFile{}, fmt.Errorf("the project's configuration can't be read: %w", err)
	}
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		var decode *toml.DecodeError
		if errors.As(err, &decode) {
			line, column := decode.Position()
			return config, configFile{}, fmt.Errorf("config.toml:%d:%d: %w", line, column, err)
		}
		return config, configFile{}, fmt.Errorf("config.toml: %w", err)
	}
	file := finding.NewFile("config.toml", data)
	in := configFile{file, matter.TOML(file)}
	checkSettings(file, report)
	// They stand on lines of files that programs read, and are a line each.
	in.root.Strings(func(text string, at finding.Span) { seen(file, text, at, unicode.IsControl, report) })
	config.Levels = readLevels(file, report)
	config.Title, config.Locale, config.BaseURL = in.at("title").Text(), in.at("locale").Text(), in.at("baseURL").Text()
	if address, err := ParseBaseURL(config.BaseURL); err == nil {
		config.BaseURL = address
	}
	own := &config.Params.Verbatim
	own.Commitments, own.Days = in.at("params", "verbatim", "commitments").Text(), in.list("params", "verbatim", "days")
	own.Strengths = in.list("params", "verbatim", "strengths")
	own.Hosts, own.Security.Contact = in.list("params", "verbatim", "hosts"), in.list("params", "verbatim", "security", "contact")
	config.Params.Publisher.Name, config.Params.Publisher.Address = in.at("params", "publisher", "name").Text(), in.at("params", "publisher", "address").Text()
	shown := &config.Params.Demonstration
	shown.Page, shown.Words = in.at("params", "demonstration", "page").Text(), in.at("params", "demonstration", "words").Text()
	shown.Word, shown.Instead = in.at("params", "demonstration", "word").Text(), in.at("params", "demonstration", "instead").Text()
	for _, mount := range in.at("module", "mounts").Items() {
		config.Module.Mounts = append(config.Module.Mounts, Mount{Source: mount.Get("source").Text(), Target: mount.Get("target").Text()})
	}
	return config, in, nil
}

// ReadConfig returns what a project's config.toml says. What it can't mean is reported
// when the project is read.
func ReadConfig(project fs.FS) (Config, error) {
	config, _, err := readConfig(project, func(finding.Finding) {})
	return config, err
}

// Explained returns the address of a project's site where it explains the rules, as
// [Site.Explained] does of one that has been read.
func Explained(project fs.FS) string {
	const front = "content/guide/rules/_index.md"
	config, err := ReadConfig(project)
	if err != nil {
		return ""
	}
	for _, mount := range append(config.ContentMounts(), Mount{Source: "content", Target: "content"}) {
		if below, ok := strings.CutPrefix(front, mount.Target+"/"); ok {
			if _, err := fs.Stat(project, path.Join(mount.Source, below)); err == nil {
				return config.BaseURL
			}
		}
	}
	return ""
}

// readLevels reads the table params.verbatim.rules: the severities that the
// site gives to rules that are not rules of proof. The decoder above keeps no
// places, which findings need.
func readLevels(file *finding.File, report finding.Report) map[finding.Rule]finding.Severity {
	levels := map[finding.Rule]finding.Severity{}
	wrong := func(at finding.Span, message, help string) {
		report(finding.Finding{Rule: finding.RuleSetting, File: file, Span: at, Message: message, Help: help})
	}
	for _, rules := range settings(matter.TOML(file), "params", "verbatim", "rules") {
		if rules.Value.Fields() == nil {
			wrong(rules.KeyAt, "the rules are not a table of names and severities", "write [params.verbatim.rules], and below it a line for each rule")
		}
		for _, setting := range rules.Value.Fields() {
			rule := finding.Rule(strings.ToLower(setting.Key))
			severity, ok := finding.ParseSeverity(setting.Value.Text())
			switch {
			case !rule.Known():
				wrong(setting.KeyAt, "there is no rule "+string(rule), finding.DidYouMean(string(rule), finding.Rules(), "remove the setting"))
			case rule.Proof():
				wrong(setting.KeyAt, string(rule)+" is a rule of proof, and can be neither switched off nor changed", "remove the setting")
			case !ok:
				wrong(setting.KeyAt, string(rule)+" is set to something that is no severity", `write "off", "note", "warning" or "error"`)
			default:
				levels[rule] = severity
			}
		}
	}
	return levels
}

// settings returns the values at a path of keys. Hugo takes a key however it
// is written, so there may be several.
func settings(value *matter.Value, key string, below ...string) []matter.Field {
	var found []matter.Field
	for _, field := range value.Fields() {
		switch {
		case !strings.EqualFold(field.Key, key):
		case len(below) == 0:
			found = append(found, field)
		default:
			found = append(found, settings(field.Value, below[0], below[1:]...)...)
		}
	}
	return found
}
