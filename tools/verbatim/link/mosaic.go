package link

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/hint"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// Two quotations side by side are one for a reader: “I am” “a crook” claims what
// neither of them does. With nothing but white space and marks between them they
// are one quotation with an omission, and judged so. With a tag of saying between
// them, in one sentence, they are one that is interrupted: “We,” he said, “will
// sign”. What proves them together is locked like any other quotation.

// joint is a run of quotations that readers take for one.
type joint struct {
	uses []*prose.Use
	tag  bool // a tag of saying interrupts it
}

// joints returns the runs of quotations of a page.
func joints(page *prose.Page) (found []joint) {
	var last *prose.Use
	open := false // whether the last run goes on with last
	for _, use := range page.Uses {
		if use.Kind != prose.Quotation || use.Block || use.Struck {
			last, open = nil, false
			continue
		}
		beside, tag := false, false
		if last != nil && last.Span.End <= use.Span.Start && use.Span.Start < use.Span.End {
			between := page.File.Data[last.Span.End:use.Span.Start]
			beside = isBeside(between)
			tag = !beside && isTag(last.Words, between) && last.Source == use.Source && last.Speaker == use.Speaker
		}
		switch {
		case !beside && !tag:
			open = false
		case open:
			run := &found[len(found)-1]
			run.uses, run.tag = append(run.uses, use), run.tag || tag
		default:
			found, open = append(found, joint{[]*prose.Use{last, use}, tag}), true
		}
		last = use
	}
	return found
}

// isBeside reports whether nothing but white space and marks of one paragraph
// stands between two quotations.
func isBeside(between []byte) bool {
	return !bytes.ContainsFunc(between, fold.IsWord) && !otherBlock(between)
}

// otherBlock reports whether what stands between leads to another block: a blank
// line, a cell of a table, an item of a list.
func otherBlock(between []byte) bool {
	lines := bytes.Split(between, []byte("\n"))
	for i, line := range lines[1:] {
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 && i+2 < len(lines) || bytes.IndexAny(trimmed, "-*+>#") == 0 {
			return true
		}
	}
	return bytes.ContainsRune(between, '|')
}

// maxTag is how many words a tag of saying has: “…,” the Prime Minister of Japan
// said, “…”.
const maxTag = 7

// destination is where a link leads, which nobody reads.
var destination = regexp.MustCompile(`\]\([^)]*\)`)

// isTag reports whether nothing but who says it, and a verb of saying, stands
// between two quotations of one sentence. Our own pages are in English.
func isTag(before string, between []byte) bool {
	words := strings.TrimSpace(destination.ReplaceAllString(string(between), "]"))
	language := fold.LanguageOf("en")
	comma := strings.HasSuffix(strings.TrimSpace(before), ",") || strings.HasPrefix(words, ",") || strings.HasSuffix(words, ",")
	if language == nil || !comma || otherBlock(between) || strings.ContainsAny(words, ".!?;:") {
		return false
	}
	list := language.Words(words)
	says := false
	for _, word := range list {
		const who = fold.Article | fold.Referring | fold.FirstPerson | fold.ThirdPerson | fold.Subject
		switch {
		case word.Class&fold.Speech != 0:
			says = true
		case word.Class&who != 0:
		case word.Class&(fold.Function|fold.Auxiliary|fold.Coordinator|fold.Relative|fold.Turns) != 0 && words[word.Start:word.End] != "of":
			return false
		}
	}
	return says && len(list) <= maxTag
}

// words returns the words of the run as one quotation, in the ways in which a
// text may have them: without a break, or with an omission.
func (j joint) words() []string {
	var plain, bare []string
	for i, use := range j.uses {
		words := strings.TrimSpace(use.Words)
		plain = append(plain, words)
		if i+1 < len(j.uses) {
			words = strings.TrimRight(words, ",") // the tag's, not the text's
		}
		bare = append(bare, words)
	}
	ways := []string{strings.Join(plain, " "), strings.Join(bare, " "), strings.Join(plain, " … "), strings.Join(bare, " … ")}
	if !j.tag {
		ways = []string{ways[0], ways[2]}
	}
	return ways
}

// part is what is known of a quotation that was proven together with others.
type part struct {
	paragraph string // where it stands, if a tag interrupts it; "" is not known
	tagged    bool   // a comma at its end is the tag's, and none of the text's
}

// join proves the runs of a page, and reports those that are not one quotation.
// It returns the uses that are proven together with others.
func (g *Graph) join(found *claims, report finding.Report) (parts map[*prose.Use]part) {
	parts = map[*prose.Use]part{}
	for _, run := range joints(found.page) {
		first := run.uses[0]
		source := g.byID[first.Source]
		wrong := finding.Finding{Rule: finding.QuoteAltered, File: found.page.File, Kind: mosaic,
			Span: finding.Span{Start: first.Span.Start, End: run.uses[len(run.uses)-1].Span.End},
			Help: "put words of your own between them, or quote the passage as one"}
		for _, use := range run.uses {
			if use.Source != first.Source || use.Speaker != first.Speaker {
				wrong.Message = "quotations of two sources or speakers stand side by side, and readers take them for one"
			}
		}
		if wrong.Message != "" {
			report(wrong)
			continue
		}
		if source == nil || !source.Held() {
			continue // reported with each of them
		}
		proof, reason, asked := g.proveJoint(run, source)
		switch {
		case proof != nil:
			found.joint = append(found.joint, proof)
			run.place(proof, parts)
		case asked:
			wrong.Message = fmt.Sprintf("readers take these quotations for one, and %s does not have it", source.ID)
			if reason != "" {
				wrong.Message += ": " + reason
			}
			if run.tag {
				wrong.Help = "end the sentence before the second one, or quote the passage as one"
			}
			found.failed = append(found.failed, source)
			report(wrong)
		}
	}
	return parts
}

// place notes where the parts of an interrupted quotation stand: each by itself
// may stand in several places.
func (j joint) place(proof *Proof, parts map[*prose.Use]part) {
	pieces := proof.locked.Pieces
	for i, use := range j.uses {
		one := part{tagged: j.tag && i+1 < len(j.uses)}
		if use.Place == "" && j.tag {
			one.paragraph = "p" + pieces[min(i, len(pieces)-1)].Name()
		}
		parts[use] = one
	}
}

// proveJoint proves a run as one quotation, or says why it is none. asked is
// false where its speaker is unknown, which is reported with each part.
func (g *Graph) proveJoint(run joint, source *Source) (proof *Proof, reason string, asked bool) {
	ignore := func(finding.Finding) {}
	for _, words := range run.words() {
		use := *run.uses[0]
		use.Words, use.Own = words, words
		joined := &Proof{Use: &use, joint: true}
		if !g.speaker(joined, source, ignore) {
			return nil, "", false
		}
		locked := source.lockedAs(joined, g, ignore)
		if locked != nil {
			joined.locked = *locked
			return joined, "", true
		}
		if source.text == nil {
			continue
		}
		result := source.text.Match(joined.quote())
		_, near := hint.Explain(source.text, joined.quote(), result)
		switch {
		case result.Verdict == match.Ambiguous:
			reason = "it fits several places"
		case near != nil && len(near.Hints) > 0:
			reason = called(&use, near.Hints)
		}
	}
	if source.text == nil {
		reason = "it was never locked as one"
	}
	return nil, reason, true
}

// lockedAs proves a use against what is held of its source.
func (s *Source) lockedAs(proof *Proof, graph *Graph, report finding.Report) *evidence.Locked {
	if s.text != nil {
		return s.match(proof, graph, report)
	}
	return s.lookUp(proof, report)
}

// functional are the classes of words that say nothing alone.
const functional = fold.Function | fold.Article | fold.Auxiliary | fold.Modal | fold.Referring | fold.FirstPerson | fold.ThirdPerson | fold.Subject |
	fold.Relative | fold.Coordinator | fold.Particle

// SaysNothing reports whether a quotation is made of function words only: it
// lends its marks to whatever stands beside it.
func (s *Source) SaysNothing(words string) bool {
	language := fold.LanguageOf(s.Language)
	if language == nil || !language.Spaced() {
		return false
	}
	list := language.Words(fold.Fold(words))
	for _, word := range list {
		if word.Class&functional == 0 || word.Class&(fold.Turns|fold.Number) != 0 {
			return false
		}
	}
	return len(list) > 0
}
