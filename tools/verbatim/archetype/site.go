package archetype

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/matter"
)

// The pages that each site has before anything is written on it.
//
//go:embed all:site
var fresh embed.FS

// Site returns the files of another site, which holds no code: layouts, style sheets,
// schemas and settings are those of a project, and from then on its own; of what the
// project explains there is nothing.
func Site(project fs.FS, title, address, today string) ([]File, error) {
	config, err := fs.ReadFile(project, "config.toml")
	if err != nil {
		return nil, err
	}
	config, err = Settings(config, title, address, today)
	if err != nil {
		return nil, fmt.Errorf("config.toml: %w", err)
	}
	files := []File{{"config.toml", config}}
	for _, root := range []string{"layouts", "static"} {
		err := fs.WalkDir(project, root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if !entry.Type().IsRegular() {
				return fmt.Errorf("%s is no plain file", name)
			}
			data, err := fs.ReadFile(project, name)
			files = append(files, File{name, data})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	named := strings.TrimSpace(strings.TrimPrefix(encoded("title", title), "title: "))
	err = fs.WalkDir(fresh, "site", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fresh.ReadFile(name)
		to := path.Join("content", strings.TrimPrefix(name, "site/"))
		if path.Base(name) == "gitignore" {
			to = ".gitignore"
		}
		files = append(files, File{to, bytes.ReplaceAll(data, []byte("{{TITLE}}"), []byte(named))})
		return err
	})
	return files, err
}

var tableHead = regexp.MustCompile(`^\[\[?[^\]]+\]\]?\s*$`)

// Settings returns the settings of another site, which explains one day. They are the
// project's, but for what they say of it: its name and address, its days, its place,
// its event, and the folders of the tool that it publishes.
func Settings(config []byte, title, address, day string) ([]byte, error) {
	own, err := quoted(title)
	if err != nil {
		return nil, err
	}
	at, err := quoted(address)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, table := range tables(string(config)) {
		head := strings.TrimSpace(table[slices.IndexFunc(table, func(line string) bool { return !isRemark(line) })])
		switch {
		case head == "[params.event]", head == "[params.demonstration]", head == "[params.publisher]", strings.HasPrefix(head, "[deployment"), strings.HasPrefix(head, "[[deployment"):
			continue
		case head == "[[module.mounts]]" && slices.ContainsFunc(table, func(line string) bool { return strings.HasPrefix(line, `source = "tools/`) }):
			continue
		case head == "[params.verbatim]":
			out = append(out, "", "[params.verbatim]", "# Under this heading topics list what was committed, for the home page.", `commitments = "What was agreed"`,
				"# The first and the last day of what the site explains: the timeline is drawn", "# by the distance from them.",
				fmt.Sprintf("days = [%q, %[1]q]", day))
			continue
		case !tableHead.MatchString(head):
			for i, line := range table {
				switch key, _, _ := strings.Cut(line, " ="); key {
				case "baseURL":
					table[i] = "baseURL = " + at
				case "title":
					table[i] = "title = " + own
				}
			}
		}
		out = append(out, table...)
	}
	data := []byte(strings.TrimSpace(strings.Join(out, "\n")) + "\n")
	var read content.Config
	if err := toml.Unmarshal(data, &read); err != nil {
		return nil, err
	}
	if read.Title != title || read.BaseURL != address {
		return nil, fmt.Errorf("it does not set baseURL and title in lines of their own, before the first table")
	}
	return data, nil
}

// quoted writes a string of TOML, which any string of JSON is.
func quoted(text string) (string, error) {
	data, err := matter.EncodeJSON(text, "")
	return strings.TrimSpace(string(data)), err
}

// tables divides the lines of a configuration into those before the first table and
// those of each table, with the remarks above it.
func tables(config string) (all [][]string) {
	lines := strings.Split(config, "\n")
	from := 0
	for i, line := range lines {
		if !tableHead.MatchString(line) {
			continue
		}
		start := i
		for start > from && isRemark(lines[start-1]) {
			start--
		}
		if start > from {
			all = append(all, lines[from:start])
		}
		from = start
	}
	return append(all, lines[from:])
}

// isRemark reports a line that says nothing to a program.
func isRemark(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}
