package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// What is not due is for a build as though it did not exist: it is taken out of
// the project before anything is read a second time, so that no later step has
// to know of it.

// A Cut is a project without the files of some pages.
type Cut struct {
	fs.FS
	gone map[string]bool   // files and folders
	made bool              // of a folder that is gone, or whose page is, Hugo makes a page
	over map[string][]byte // other contents of files; nil of those that are gone, too
}

// NotDue returns the names of the files whose pages are not due at a moment, or
// can't be read and may not be.
func (s *Site) NotDue(m prose.Moment) map[string]bool {
	names := map[string]bool{}
	for _, page := range s.Pages {
		if !page.Due(m) {
			names[page.File.Name] = true
		}
	}
	for _, name := range s.undated {
		names[name] = true
	}
	return names
}

// Undated counts the pages of which can't be read when they are published.
func (s *Site) Undated() int {
	count := len(s.undated)
	for _, page := range s.Pages {
		if page.Undated {
			count++
		}
	}
	return count
}

// LastChange returns the last moment up to this one at which a page became due or
// expired. Where none did it is the beginning of Unix time: a moment like any other.
func (s *Site) LastChange(at time.Time) time.Time {
	last := time.Unix(0, 0).UTC()
	for _, page := range s.Pages {
		for _, change := range []time.Time{page.PublishDate, page.ExpiryDate} {
			if change.After(last) && !change.After(at) {
				last = change
			}
		}
	}
	return last
}

// Steady returns the moment from which on it may be asked anew what is due, and of which
// days can be: the next midnight, or the first change of a page before it. Up to that
// one all is as at this moment.
func (s *Site) Steady(at time.Time) time.Time {
	next := func(at time.Time) time.Time { return at.Truncate(24 * time.Hour).Add(24 * time.Hour) }
	until := next(at)
	if ahead := next(at.Add(ahead)).Add(-ahead); ahead.Before(until) {
		until = ahead
	}
	for _, page := range s.Pages {
		for _, change := range []time.Time{page.PublishDate, page.ExpiryDate} {
			if change.After(at) && change.Before(until) {
				until = change
			}
		}
	}
	return until
}

// Without returns the project without pages, given by their files, and what lies
// beside them. Of the other files some may have other contents.
func (s *Site) Without(project fs.FS, pages map[string]bool, over map[string][]byte) (*Cut, error) {
	cut := &Cut{FS: project, gone: map[string]bool{}, over: over}
	roots := []string{"content"}
	for _, mount := range s.Config.ContentMounts() {
		roots = append(roots, mount.Source)
	}
	for _, root := range roots {
		files := map[string]bool{}
		err := fs.WalkDir(project, root, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files[name] = true
			}
			return err
		})
		if err := exceptMissing(err); err != nil {
			return nil, err
		}
		cut.take(root, files, pages)
	}
	return cut, nil
}

// take takes out of a folder the pages, the files that belong to them, and the
// folders in which nothing else is.
func (c *Cut) take(root string, files, pages map[string]bool) {
	left := map[string]bool{}
	for name := range files {
		other, given := c.over[name]
		if c.gone[name] = pages[name] || ofPage(name, files, pages) || given && other == nil; c.gone[name] {
			continue
		}
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			left[dir] = true
			if dir == root || dir == "." {
				break
			}
		}
	}
	for name := range files {
		c.made = c.made || pages[name] && path.Base(name) == "_index.md"
		for dir := path.Dir(name); dir != root && dir != "." && !left[dir]; dir = path.Dir(dir) {
			c.gone[dir] = true
			c.made = c.made || !pages[dir+"/index.md"]
		}
	}
}

// ofPage reports whether a file belongs to one of the pages: it lies in the folder
// of index.md, or beside _index.md and is no page.
func ofPage(name string, files, pages map[string]bool) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		leaf, branch := dir+"/index.md", dir+"/_index.md"
		switch {
		case pages[leaf]:
			return true
		case pages[branch] && path.Ext(name) != ".md":
			return true
		case files[leaf], files[branch]:
			return false
		}
	}
	return false
}

// Makes reports whether Hugo makes pages by itself of folders that are no part of
// the cut, where it sees the whole project.
func (c *Cut) Makes() bool { return c.made }

// Open opens a file that is left. Other contents are those that ReadFile returns.
func (c *Cut) Open(name string) (fs.File, error) {
	if c.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return c.FS.Open(name)
}

// ReadFile reads a file that is left.
func (c *Cut) ReadFile(name string) ([]byte, error) {
	if c.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if data, ok := c.over[name]; ok {
		return data, nil
	}
	return fs.ReadFile(c.FS, name)
}

// ReadDir lists what is left in a folder.
func (c *Cut) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(c.FS, name)
	return slices.DeleteFunc(entries, func(entry fs.DirEntry) bool { return c.gone[path.Join(name, entry.Name())] }), err
}

// CheckDue reports what can't be at a moment: days that are yet to come, and where
// a page leads to another that is not published while it is. Of a page that is not
// due yet it is asked from when it will be.
func (s *Site) CheckDue(m prose.Moment, report finding.Report) {
	s.checkAttendees(m, report)
	s.checkDays(m, report)
	for _, page := range s.Pages {
		from := m
		if from.At.Before(page.PublishDate) {
			from.At = page.PublishDate
		}
		if page.Due(from) {
			(&references{site: s, page: page, file: page.File, from: from, report: report}).check()
		}
	}
}

// references are those of one page.
type references struct {
	site   *Site
	page   *prose.Page
	file   *finding.File // in which they stand
	from   prose.Moment
	report finding.Report
}

// in returns the references of the page that stand in another file.
func (r references) in(file *finding.File) *references {
	r.file = file
	return &r
}

func (r *references) check() {
	for _, link := range r.page.Links {
		r.to(r.site.ownerOf(link.Path), finding.LinkBroken, link.Span, "the page at "+link.Destination)
	}
	eachID(r.page, func(id idValue) {
		name := id.section + "/" + id.value.Text()
		r.to(r.site.Page("/"+name), finding.FrontMatterLink, id.value.Span, "the page "+name)
	})
	for _, cell := range r.site.tabled[r.page] {
		r.in(cell.file).to(r.site.Page("/sources/"+cell.id), finding.SourceUnknown, cell.at, "the source "+cell.id)
	}
	for _, use := range r.page.Uses {
		r.to(r.site.Page("/sources/"+use.Source), finding.SourceUnknown, use.Target, "the source "+use.Source)
		if name := strings.TrimSpace(use.Speaker); name != "" && name != r.site.voice(use.Source) {
			r.to(r.called(name), finding.QuoteSpeaker, use.SaidAt, "the page of "+name)
		}
	}
}

// to reports a page that is not due, by what the page that leads there calls it.
// Of one whose dates can't be read that is reported.
func (r *references) to(page *prose.Page, rule finding.Rule, at finding.Span, called string) {
	if page == nil || page.Undated || page.Due(r.from) {
		return
	}
	r.report(finding.Finding{Rule: rule, File: r.file, Span: at,
		Message: called + " is not published while this page is", Help: "publish it no later and no shorter than this page, or do not lead to it"})
}

// ownerOf returns the page at a path, or the one beside which the file of that
// name lies.
func (s *Site) ownerOf(at string) *prose.Page {
	if page := s.Page(at); page != nil || at == "" || !s.files["content"+at] {
		return page
	}
	for dir := path.Dir(at); ; dir = path.Dir(dir) {
		if page := s.Page(dir); page != nil || dir == "/" {
			return page
		}
	}
}

// called returns the page of the person with a name: one that is due, if there is
// one.
func (r *references) called(name string) (called *prose.Page) {
	for _, page := range r.site.People {
		if page.Title() == name && (called == nil || page.Due(r.from)) {
			called = page
		}
	}
	return called
}

// voice returns whose the own words of a source are; "" where it has no record.
func (s *Site) voice(id string) string {
	if source := s.Sources[id]; source != nil && source.Page != nil {
		return source.Voice()
	}
	return ""
}
