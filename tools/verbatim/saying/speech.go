// Package saying holds what the prose of pages says round quotations against what
// these claim: words that it puts into somebody's mouth without quotation marks, a
// speaker to whom it gives a quotation that is another's, a citation whose words
// say nothing. All of it is read in the language of the page, as authors write it;
// whether quotations are true is not asked here.
package saying

import (
	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// speech looks for words that a page puts into somebody's mouth, and for
// quotations that it gives to somebody else than their links do. It knows the
// people of the site, which a page by itself does not.
type speech struct {
	page        *prose.Page
	people      map[string]*prose.Page // by ID
	voices      func(source string) string
	names       *names
	commitments string // the heading of commitments
	report      finding.Report

	bearers map[string]string // the IDs of persons by their labels, "" for none
	leads   []lead            // what introduces the part that is read, the nearest last
}

// Check reports what the pages of a site say of quotations in their own words, and
// should not. It lets go of the parts of the pages, which nobody needs after it.
func Check(site *content.Site, report finding.Report) {
	checkSpeech(site, report)
	checkCitations(site, report)
}

// checkSpeech checks the prose of all pages, and lets it go.
func checkSpeech(site *content.Site, report finding.Report) {
	names := newNames(site.People)
	voices := func(id string) string {
		if source := site.Sources[id]; source != nil {
			return source.Voice()
		}
		return ""
	}
	finding.Telling("pages for their speakers", site.Progress, site.Pages, report, func(page *prose.Page, report finding.Report) {
		(&speech{page: page, people: site.People, voices: voices, names: names, commitments: site.Config.Params.Verbatim.Commitments, report: report}).check()
		page.Parts = nil
	})
}

// find reports a finding on a span of the page's body.
func (s *speech) find(rule finding.Rule, span finding.Span, message, help string) {
	span = finding.Span{Start: s.page.Body + span.Start, End: s.page.Body + span.End}
	s.report(finding.Finding{Rule: rule, File: s.page.File, Span: span, Message: message, Help: help})
}

func (s *speech) check() {
	s.checkFrontMatter()
	for i, p := range s.page.Parts {
		var next *prose.Part
		if i+1 < len(s.page.Parts) {
			next = s.page.Parts[i+1]
		}
		s.enter(i, p)
		if p.Kind == prose.QuotePart {
			for _, use := range p.Uses {
				s.checkLed(p, use, "", "")
			}
			continue
		}
		s.checkSaying(p)
		s.checkLabels(p, next)
		s.checkSpeakers(p)
		if p.Row != nil && p.Column == 0 {
			s.checkRow(p.Row)
		}
		s.leave(i, p)
	}
}
