package link

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// checkAttributions reports attributions that contradict one another or themselves,
// and returns those that contradict no other, by index. Without the text it can only
// be seen whether the words of one hold those of another.
func (g *Graph) checkAttributions(s *Source, held *match.Text, report finding.Report) (sound []bool) {
	sound = make([]bool, len(s.Attributions))
	spans := make([]fold.Span, len(s.Attributions))
	for i, attribution := range s.Attributions {
		sound[i] = true
		if held != nil {
			spans[i] = standsAt(held, attribution)
		}
		g.checkBy(s, attribution, report)
	}
	for j, later := range s.Attributions {
		for i, earlier := range s.Attributions[:j] {
			shared := spans[i].Start < spans[j].End && spans[j].Start < spans[i].End
			if earlier.Speaker == later.Speaker || held != nil && !shared {
				continue
			}
			if held == nil && !phrase(earlier.Words, later.Words) && !phrase(later.Words, earlier.Words) ||
				quotedIn(earlier.Words, later.Words) || quotedIn(later.Words, earlier.Words) {
				continue
			}
			sound[i], sound[j] = false, false
			report(finding.Finding{Rule: finding.SourceAttribution, File: s.Page.File, Span: later.At,
				Message: fmt.Sprintf("these words are %s’s here, and those of %s in another attribution", g.Name(later.Speaker), g.Name(earlier.Speaker)),
				Related: []finding.Related{{Label: "there", File: s.Page.File, Span: earlier.At, Text: earlier.Words}},
				Help:    "give them to whom the text gives them, once; until then they are nobody’s"})
			break
		}
	}
	return sound
}

// standsAt is where the words of an attribution stand in a text, nowhere where they do
// not.
func standsAt(held *match.Text, attribution content.Attribution) (at fold.Span) {
	for i, passage := range held.Match(match.Quote{Words: attribution.Words, AnySpeaker: true}).Passages {
		if i == 0 {
			at = passage.Span
		}
		at = fold.Span{Start: min(at.Start, passage.Start), End: max(at.End, passage.End)}
	}
	return at
}

// quotedIn reports whether words stand in others inside quotation marks: who quotes
// somebody is another than who is quoted.
func quotedIn(words, others string) bool {
	marks := mark.Find(others)
	for _, m := range marks {
		if m.Open && m.Pair >= 0 && phrase(others[m.End:marks[m.Pair].Start], words) {
			return true
		}
	}
	return false
}

// withoutUnsound drops the attributions that contradict others.
func withoutUnsound(options text.Options, sound []bool) text.Options {
	var kept []text.Attribution
	for i, attribution := range options.Attributions {
		if sound[i] {
			kept = append(kept, attribution)
		}
	}
	options.Attributions = kept
	return options
}

// checkBy reports an attribution whose naming words name somebody else.
func (g *Graph) checkBy(s *Source, attribution content.Attribution, report finding.Report) {
	speaker, language := g.Site.People[attribution.Speaker], fold.LanguageOf(s.Language)
	if speaker == nil || strings.TrimSpace(attribution.By) == "" || named(attribution.By, speaker, language) || speaker.Bears(attribution.By) {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(g.Site.People)) {
		if other := g.Site.People[id]; id != attribution.Speaker && (named(attribution.By, other, language) || other.Bears(attribution.By)) {
			report(finding.Finding{Rule: finding.SourceAttribution, File: s.Page.File, Span: attribution.ByAt,
				Message: fmt.Sprintf("the attribution is to %s, and the text’s words for the speaker name %s", speaker.Title(), other.Title()),
				Help:    "attribute the words to whom the text names, or copy no more than the words with which it names the speaker (by: he said)"})
			return
		}
	}
}
