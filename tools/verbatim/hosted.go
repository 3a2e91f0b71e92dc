package main

import (
	"fmt"
	"io/fs"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/host"
)

// hosted returns the published files with those that only the tool writes, once
// all others have been read back, and what there is to say of these.
func (s *session) hosted(html fs.FS, selected *selection, reproduce bool) (whole fs.FS, added string, err error) {
	var siblings host.Siblings
	if s.compress {
		if siblings, err = host.Compress(html); err != nil {
			return nil, "", err
		}
		added = fmt.Sprintf("compressed: %s\n", siblings)
	}
	config := selected.graph.Site.Config
	if reproduce {
		// The second build is told the time.
		whole, err := told(html, config, selected.at, siblings)
		if err != nil {
			return nil, "", err
		}
		if err := s.reproduce(whole, selected); err != nil {
			return nil, "", err
		}
	}
	date, err := s.edition.given()
	if err != nil {
		return nil, "", err
	}
	if date.IsZero() && len(config.Params.Verbatim.Security.Contact) > 0 {
		added += "security.txt: left out, for it expires some time after the day of the build, which --date gives\n"
	}
	whole, err = told(html, config, date, siblings)
	return whole, added, err
}

// told lays over the published files what hosts are told of them. The date is
// that of the build, or zero where nobody gave one.
func told(html fs.FS, config content.Config, date time.Time, siblings host.Siblings) (fs.FS, error) {
	files, err := host.Files(html, host.Options{
		BaseURL: config.BaseURL, Preview: config.Production != "", Language: config.Language(), Hosts: config.Params.Verbatim.Hosts,
		Contacts: config.Params.Verbatim.Security.Contact, Date: date,
	})
	if err != nil {
		return nil, err
	}
	return host.Over(html, files, siblings.Files)
}
