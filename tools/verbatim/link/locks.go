package link

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// What people do about evidence that is not as it should be: where it has to be so
// by now, and where it is written on the way.
const (
	locking  = "lock where the text is, and commit what is written: verbatim lock"
	toBeDone = "nothing is to be done now: verbatim build locks it"
)

// lockable reports whether evidence of the source is to be written: its text is
// at hand, and is used, or is not published beside the record and so at hand
// here alone.
func (s *Source) lockable() bool {
	return s.text != nil && !s.Page.NoMatter && (len(s.proofs) > 0 || s.Text == nil)
}

// Lock returns the bytes of each evidence.json that the texts at hand give, by
// the ID of the source. It reads them as they will be read without the text, and
// reports what would not be proven then: the source of that has no bytes.
func (g *Graph) Lock(report finding.Report) map[string][]byte {
	var sources []*Source
	for _, source := range g.Sources {
		if source.lockable() && g.share.owns(source.Page.File) {
			sources = append(sources, source)
		}
	}
	var mu sync.Mutex
	files := map[string][]byte{}
	finding.Telling("sources locked", g.Site.Progress, sources, report, func(source *Source, report finding.Report) {
		now := source.evidence()
		data, wrong := source.encode(now)
		if wrong != nil {
			source.unlockable(now, wrong, report)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		files[source.ID] = data
	})
	return files
}

// unlockable reports the use whose record can't be read again.
func (s *Source) unlockable(now evidence.Evidence, wrong *evidence.Fault, report finding.Report) {
	reported := finding.Finding{Rule: finding.EvidenceForm, File: s.Page.File,
		Message: "no evidence of " + s.ID + " can be locked that proves itself: " + wrong.Reason,
		Help:    "quote other words of the passage, and report this as a fault of the tool"}
	for _, proof := range s.proofs {
		if wrong.Record >= 0 && proof.locked.Key() == now.Proven[wrong.Record].Key() {
			use := proof.Use
			reported.Rule, reported.File, reported.Span = rules{finding.QuoteNotLocked, finding.CitationNotLocked}.of(use), use.Page.File, use.WordsAt
			reported.Message = fmt.Sprintf("this %s is proven, and can't be locked: %s", use.Kind, wrong.Reason)
		}
	}
	report(reported)
}

// Shown returns what is published of each evidence.json, by the ID of the source,
// where that is less than all of it: what only the other pages claim is no part of
// it. Of a text that is published none is written where nothing is claimed.
func (g *Graph) Shown(shown func(*prose.Page) bool) map[string][]byte {
	files := map[string][]byte{}
	for _, source := range g.Sources {
		if source.locked() == nil {
			continue
		}
		claimed := map[evidence.Key]bool{}
		for _, proof := range source.proofs {
			if shown(proof.Use.Page) {
				claimed[proof.locked.Key()] = true
			}
		}
		isClaimed := func(locked evidence.Locked) bool { return claimed[locked.Key()] }
		if !slices.ContainsFunc(source.locked().Proven, func(locked evidence.Locked) bool { return !isClaimed(locked) }) {
			continue
		}
		whole, _, wrong := evidence.Parse(source.Evidence.Data)
		if wrong != nil {
			continue // it was read before
		}
		less, ok := whole.Only(isClaimed)
		switch {
		case !ok:
		case len(less.Proven) == 0 && source.Text != nil:
			files[source.ID] = nil
		default:
			files[source.ID] = less.Encode()
		}
	}
	return files
}

// CheckLocks reports evidence that is not what Lock would write: at the words
// that are not locked, or in the evidence where no page is the reason. Where it is
// still to be written that is a note; where it has to be locked by now, an error.
// A text that is not the one that was locked is an error always.
func (g *Graph) CheckLocks(byNow bool, errors finding.Report) {
	g.CheckLocked(g.Lock(errors), byNow, errors)
}

// CheckLocked does so where Lock was called already: with the files that it returned. What
// that reported it does not report again.
func (g *Graph) CheckLocked(files map[string][]byte, byNow bool, errors finding.Report) {
	report := errors
	if !byNow {
		report = func(found finding.Finding) {
			found.Note, found.Help = true, toBeDone
			errors(found)
		}
	}
	for _, source := range g.Sources {
		want, ok := files[source.ID]
		if !ok {
			continue
		}
		switch {
		case source.Evidence == nil:
			report(finding.Finding{Rule: finding.EvidenceStale, File: source.Page.File,
				Message: "the source has no evidence.json: without its text nothing of it could be proven", Help: locking})
		case source.OtherText():
			source.otherText(errors)
		case source.locked() == nil:
			for _, found := range source.unread() {
				report(found)
			}
		case source.locked().Stale(source.options):
			if source.failed {
				continue // reported where it can be mended
			}
			report(finding.Finding{Rule: finding.EvidenceStale, File: source.Page.File, Message: evidence.StaleRecord, Help: locking})
		case !bytes.Equal(source.Evidence.Data, want) && !evidence.Same(source.Evidence.Data, want):
			source.compare(want, report)
		}
	}
}

// compare reports how the evidence differs from what the text and the pages
// give.
func (s *Source) compare(want []byte, report finding.Report) {
	if s.unlocked(report) || s.failed {
		return // the rest of the difference comes with what is reported
	}
	wanted := map[evidence.Key]bool{}
	for _, proof := range s.proofs {
		wanted[proof.locked.Key()] = true
	}
	for i, locked := range s.locked().Proven {
		if !wanted[locked.Key()] {
			report(finding.Finding{Rule: finding.EvidenceStale, File: s.Evidence, Span: s.line(evidence.StandsAt(s.Evidence.Data, s.locked().Proven, i)),
				Message: "no page says this any more", Help: locking})
			return
		}
	}
	s.firstDifference(want, report)
}

// unlocked reports what is proven and not in the evidence, and whether anything is.
func (s *Source) unlocked(report finding.Report) (found bool) {
	got := map[evidence.Key]bool{}
	for _, locked := range s.locked().Proven {
		got[locked.Key()] = true
	}
	for _, proof := range s.proofs {
		if got[proof.locked.Key()] {
			continue
		}
		found = true
		use := proof.Use
		report(finding.Finding{Rule: rules{finding.QuoteNotLocked, finding.CitationNotLocked}.of(use), File: use.Page.File, Span: use.WordsAt,
			Message: "proven, and not locked yet: without the text of " + s.ID + " nobody could prove it", Help: locking})
	}
	return found
}

// firstDifference reports the first line in which the evidence is another than it should
// be.
func (s *Source) firstDifference(want []byte, report finding.Report) {
	got := s.Evidence.Data
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	line := s.Evidence.Position(at).Line
	report(finding.Finding{Rule: finding.EvidenceStale, File: s.Evidence, Span: s.line(at),
		Message: "the evidence is not what the text and the pages give",
		Related: []finding.Related{{Label: "should be", Text: strings.TrimSpace(finding.NewFile("", want).Line(line))}},
		Help:    locking})
}

// line returns the whole line of the evidence that holds an offset.
func (s *Source) line(at int) finding.Span {
	number := s.Evidence.Position(at).Line
	start := s.Evidence.Offset(finding.Position{Line: number, Column: 1})
	return finding.Span{Start: start, End: start + len(s.Evidence.Line(number))}
}

// written is a digest in evidence that can't be read as a whole.
var written = regexp.MustCompile(`"sha256":\s*"([0-9a-f]{64})"`)

// OtherText reports whether the text of a source is another one than its
// evidence was locked with. Evidence that can't be read counts as far as it says
// a digest, as where two branches were merged.
func (s *Source) OtherText() bool {
	switch {
	case s.text == nil || s.Evidence == nil:
		return false
	case s.locked() != nil:
		return s.locked().SHA256 != s.Digest
	}
	digests := written.FindAllSubmatch(s.Evidence.Data, -1)
	return len(digests) > 0 && !slices.ContainsFunc(digests, func(found [][]byte) bool { return string(found[1]) == s.Digest })
}

// ReportOtherTexts reports the texts that are others than those that were
// locked, but for the sources that are accepted.
func (g *Graph) ReportOtherTexts(accepted []string, report finding.Report) {
	for _, source := range g.Sources {
		if source.OtherText() && !slices.Contains(accepted, source.ID) {
			source.otherText(report)
		}
	}
}

// otherText reports a text that is not the one that was locked.
func (s *Source) otherText(report finding.Report) {
	reported := finding.Finding{Rule: finding.EvidenceStale, File: s.Evidence,
		Span:    s.line(max(0, bytes.Index(s.Evidence.Data, []byte(`"sha256"`)))),
		Message: "the text is not the one that was locked",
		Help:    "find out who changed it; if this is what the publisher has now, look at each passage and run: verbatim lock --accept-text " + s.ID}
	reported.Related = s.Changes()
	report(reported)
}

// maxChanges is how many passages that no longer hold are named.
const maxChanges = 20

// Changes says what is other in a text than in the one that was locked: digest
// and length, and each passage that no longer holds, with the nearest one that
// does.
func (s *Source) Changes() []finding.Related {
	now := fmt.Sprintf("SHA-256 %s, %d words, %d paragraphs", s.Digest, s.Words, s.Paragraphs)
	if s.locked() == nil {
		return []finding.Related{{Label: "now", Text: now}}
	}
	changes := []finding.Related{
		{Label: "locked", Text: fmt.Sprintf("SHA-256 %s, %d words, %d paragraphs", s.locked().SHA256, s.locked().Words, s.locked().Paragraphs)},
		{Label: "now", Text: now},
	}
	for _, locked := range s.locked().Proven {
		quote := match.Quote{Words: locked.Words, Speaker: locked.Speaker, AnySpeaker: locked.Kind == prose.Citation.String(), Paragraph: locked.Fragment}
		result := s.text.Match(quote)
		if result.Verdict == match.Verbatim {
			continue
		}
		if len(changes) == maxChanges+2 {
			changes = append(changes, finding.Related{Label: "and", Text: "more"})
			break
		}
		verdict, near := hint.Explain(s.text, quote, result)
		changes = append(changes, finding.Related{Label: "no longer proven", Text: fmt.Sprintf("%s (%s)", locked.Words, verdict)})
		if near != nil {
			changes = append(changes, s.related(fmt.Sprintf("nearest, in paragraph %d", near.Paragraph), near.Passage))
		} else if len(result.Passages) > 0 {
			changes = append(changes, s.related(fmt.Sprintf("nearest, in paragraph %d", result.Passages[0].Paragraph), result.Passages[0]))
		}
	}
	return changes
}
