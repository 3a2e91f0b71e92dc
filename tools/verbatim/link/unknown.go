package link

import (
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// A name that is nobody's may be a misspelling of several. What it is put right
// to is safe only where the words are proven so: of a reference nothing is, and
// there the name is only asked about.

// unknown reports the use of a source that has no record.
func (g *Graph) unknown(use *prose.Use, report finding.Report) {
	if g.Site.Unread("/sources/" + use.Source) {
		return // reported with the record
	}
	known := slices.Sorted(maps.Keys(g.byID))
	found := finding.Finding{Rule: finding.SourceUnknown, File: use.Page.File, Span: use.Target,
		Message: "no source has the ID " + use.Source,
		Help:    finding.DidYouMean(use.Source, known, "write its record: content/sources/"+use.Source+"/index.md")}
	if right := finding.Misspelt(use.Source, known); right != "" && use.Kind != prose.Reference {
		found.Fix = g.respelt(use, g.byID[right])
	}
	report(found)
}

// respelt returns the fix that lets a link lead to another source: none where
// the words of the use are not proven there, said by whom the use says.
func (g *Graph) respelt(use *prose.Use, source *Source) finding.Fix {
	proof := &Proof{Use: use}
	if !source.Held() || use.Kind == prose.Quotation && !g.speaker(proof, source, func(finding.Finding) {}) {
		return finding.Fix{}
	}
	place, ok := source.proves(proof)
	if !ok {
		return finding.Fix{}
	}
	return finding.Respelling(use.Page.File, use.Target, "source:"+use.Source+use.Fragment(), "source:"+source.ID+place)
}

// proves reports whether a source proves the words of a use as its speaker's,
// and by which fragment: the use's own, or the right one.
func (s *Source) proves(proof *Proof) (fragmentOf string, ok bool) {
	if s.text == nil {
		claim := proof.claim()
		return proof.Use.Fragment(), slices.ContainsFunc(s.Records(), func(locked evidence.Locked) bool { return locked.Key() == claim.Key() })
	}
	quote := proof.quote()
	if result := s.text.Match(quote); s.whose(proof, result).Verdict == match.Verbatim {
		return proof.Use.Fragment(), true
	}
	quote.Paragraph = ""
	result := s.text.Match(quote)
	if s.whose(proof, result).Verdict != match.Verbatim {
		return "", false
	}
	return fragment(result.Passages[0]), true
}

// nobodyCalled reports a speaker who has no page.
func (g *Graph) nobodyCalled(proof *Proof, source *Source, report finding.Report) {
	use, name := proof.Use, strings.TrimSpace(proof.Use.Speaker)
	found := finding.Finding{Rule: finding.QuoteSpeaker, File: use.Page.File, Span: use.SaidAt, Kind: speaker,
		Message: "nobody called " + name + " has a page here",
		Help:    "name a person who has a page in content/people, or " + source.Voice() + " for the document’s own words"}
	if id := g.called(name); id != "" {
		right := g.Name(id)
		found.Help = "did you mean " + right + "?"
		meant := *proof
		meant.Speaker = id
		if _, ok := source.proves(&meant); ok {
			found.Fix = finding.Respelling(use.Page.File, use.SaidAt, name, right)
		}
	}
	report(found)
}

// called returns the ID of the person whom a name means that is not the title of
// a page: another name of the person, a part of one, or a misspelling; "" where
// it may mean several.
func (g *Graph) called(name string) (id string) {
	meant := func(is func(page *prose.Page) bool) string {
		var ids []string
		for id, page := range g.Site.People {
			if is(page) {
				ids = append(ids, id)
			}
		}
		if len(ids) != 1 {
			return ""
		}
		return ids[0]
	}
	key := func(name string) string { return strings.ToLower(fold.Fold(name)) }
	for _, is := range []func(page *prose.Page) bool{
		func(page *prose.Page) bool {
			return slices.ContainsFunc(page.Names(), func(other string) bool { return key(other) == key(name) })
		},
		func(page *prose.Page) bool { return page.Bears(name) },
	} {
		if id := meant(is); id != "" {
			return id
		}
	}
	titles := map[string]string{}
	for id, page := range g.Site.People {
		titles[page.Title()] = id
	}
	return titles[finding.Nearest(name, slices.Sorted(maps.Keys(titles)))]
}
