package desk

import (
	"bytes"
	"path"
	"slices"

	"summit-explainer/tools/verbatim/finding"
)

// unread are the rules by which a page can't be read: what it uses is not known then.
var unread = map[finding.Rule]bool{
	finding.FrontMatterForm: true, finding.FileEncoding: true, finding.FileEmpty: true, finding.FileSize: true, finding.FileName: true, finding.MarkdownDepth: true,
}

// withoutEchoes returns which findings to keep: not those that do nothing but follow
// from another. What is yet to be locked is seen when nothing is wrong any more, and
// what a page that can't be read uses may be in use.
func withoutEchoes(list []finding.Finding) func(finding.Finding) bool {
	type place struct {
		file string
		span finding.Span
	}
	failed := false
	var blind []*finding.File
	wrong, rules := map[string][]finding.Span{}, map[place]map[finding.Rule]bool{}
	for _, found := range list {
		if found.Severity > finding.Note {
			at := place{found.File.Name, found.Span}
			wrong[at.file] = append(wrong[at.file], found.Span)
			// What a site has lowered stops nothing, and must not hide what does.
			if rules[at] == nil {
				rules[at] = map[finding.Rule]bool{}
			}
			rules[at][found.Rule] = found.Severity == finding.Error
		}
		if found.Severity == finding.Error {
			if failed = true; unread[found.Rule] {
				blind = append(blind, found.File)
			}
		}
	}
	return func(found finding.Finding) bool {
		switch at := rules[place{found.File.Name, found.Span}]; {
		case found.Rule == finding.FrontMatterSchema && at[finding.FrontMatterLink]:
			return false // a name in the place of an ID has not the form of one
		case found.Rule == finding.SourceRights && at[finding.FrontMatterSchema]:
			return false // nobody knows what misspelt rights allow
		case found.Rule == finding.SourceUnused:
			use := []byte("source:" + path.Base(path.Dir(found.File.Name)))
			return !slices.ContainsFunc(blind, func(file *finding.File) bool { return bytes.Contains(file.Data, use) })
		case found.Note && found.Rule == finding.EvidenceStale:
			return !failed
		case found.Note:
			return !slices.ContainsFunc(wrong[found.File.Name], func(span finding.Span) bool {
				return span.Start <= found.Span.Start && found.Span.End <= span.End
			})
		}
		return true
	}
}
