package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// ofSite marks commands that work on a site: they find it from a folder below it.
const ofSite = "site"

// begin goes to where the command works: to the folder that -C names, and for
// commands on a site from there to the site's own.
func (s *session) begin(cmd *cobra.Command, _ []string) error {
	if s.folder != "" {
		if err := os.Chdir(s.folder); err != nil {
			return fmt.Errorf("-C: %w", err)
		}
	}
	if s.texts == "" {
		s.texts = os.Getenv("VERBATIM_TEXTS")
	}
	if _, ok := cmd.Annotations[ofSite]; !ok {
		return nil
	}
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	root, err := siteAbove(here)
	if err != nil || root == here {
		return err
	}
	// What the user names is seen from where the user is.
	s.below, err = filepath.Rel(root, here)
	if err != nil {
		return err
	}
	for _, name := range []*string{&s.texts, &s.sign} {
		if *name != "" && !filepath.IsAbs(*name) {
			*name = filepath.Join(here, *name)
		}
	}
	return os.Chdir(root)
}

// errNoSite says that there is nothing to work on.
var errNoSite = errors.New("there is no site here: neither this folder nor one above it has config.toml and content/; name the site's folder with -C")

// siteAbove returns the folder of the site that a folder is in. A folder with a
// configuration is one, where nothing above it is more.
func siteAbove(here string) (string, error) {
	has := func(folder, name string, dir bool) bool {
		info, err := os.Stat(filepath.Join(folder, name))
		return err == nil && info.IsDir() == dir
	}
	for folder := here; ; folder = filepath.Dir(folder) {
		switch {
		case has(folder, "config.toml", false) && has(folder, "content", true):
			return folder, nil
		case folder != filepath.Dir(folder):
		case has(here, "config.toml", false):
			return here, nil
		default:
			return "", errNoSite
		}
	}
}

// unnamed is where a page is taken to stand that comes from standard input, and of
// which nobody says what it is.
const unnamed = "content/topics/standard-input.md"

// maxPage is how many bytes of a page are read from standard input.
const maxPage = 1 << 20

// readPage reads a page from standard input, and has it stand in the site in the
// place of a file. It returns the file's name as the user would write it.
func (s *session) readPage(in io.Reader, name string) ([]string, error) {
	if name == "" {
		name = filepath.Join(s.upward(), filepath.FromSlash(unnamed))
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxPage:
		return nil, fmt.Errorf("standard input has more than %d bytes: that is no page", maxPage)
	}
	at, err := inSite(name, s.below)
	if err != nil {
		return nil, err
	}
	if path.Ext(at) != ".md" || !strings.HasPrefix(at, "content/") {
		return nil, fmt.Errorf("--stdin-filename %s: a page is a file like %s", name, unnamed)
	}
	s.page = map[string][]byte{at: data}
	return []string{name}, nil
}

// upward returns the way from where the user is to the site's folder.
func (s *session) upward() string {
	way, err := filepath.Rel(filepath.Join("/", s.below), "/")
	if err != nil {
		return ""
	}
	return way
}

// inSite returns the name in a site of a file that the user, in a folder of it, names.
func inSite(name, below string) (string, error) {
	at := filepath.Join(below, name)
	if filepath.IsAbs(name) {
		here, err := os.Getwd()
		if err != nil {
			return "", err
		}
		if at, err = filepath.Rel(here, name); err != nil {
			return "", err
		}
	}
	if at = filepath.ToSlash(filepath.Clean(at)); !fs.ValidPath(at) {
		return "", fmt.Errorf("%s is not in the site’s folder", name)
	}
	return at, nil
}
