package main

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"summit-explainer/tools/verbatim/host"
	"summit-explainer/tools/verbatim/verify"
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
	if reproduce {
		// The second build is told the time.
		whole, err := s.told(html, selected, selected.at, siblings)
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
	if date.IsZero() && len(selected.graph.Site.Config.Params.Verbatim.Security.Contact) > 0 {
		added += "security.txt: left out, for it expires some time after the day of the build, which --date gives\n"
	}
	whole, err = s.told(html, selected, date, siblings)
	return whole, added, err
}

// told lays over the published files what hosts are told of them, and the manifest
// of all. The date is that of the build, or zero where nobody gave one.
func (s *session) told(html fs.FS, selected *selection, date time.Time, siblings host.Siblings) (fs.FS, error) {
	config := selected.graph.Site.Config
	files, err := host.Files(html, host.Options{
		BaseURL: config.BaseURL, Preview: config.Production != "", Language: config.Language(), Hosts: config.Params.Verbatim.Hosts,
		Contacts: config.Params.Verbatim.Security.Contact, Date: date,
	})
	if err != nil {
		return nil, err
	}
	whole, err := host.Over(html, files, siblings.Files)
	if err != nil {
		return nil, err
	}
	manifest, err := verify.ManifestOf(whole, selected.graph, release, date)
	if err != nil {
		return nil, err
	}
	proofs := map[string][]byte{}
	if s.sign == "" {
		proofs[verify.ManifestFile], err = manifest.Encode()
	} else {
		var key []byte
		if key, err = os.ReadFile(s.sign); err == nil {
			proofs[verify.ManifestFile], proofs[verify.SignatureFile], err = manifest.Sign(string(key))
		}
	}
	if err != nil {
		return nil, err
	}
	return host.Over(whole, proofs)
}
