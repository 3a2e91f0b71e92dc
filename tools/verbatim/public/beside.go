package public

import (
	"fmt"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// inLine is a use that is shown inside a line of its page.
type inLine struct {
	proof    *link.Proof
	at       finding.Span
	from, to int // of the block's text
}

// beside checks that right before and behind each use stands what its author
// wrote there: a name or a word that a layout adds would change whose the words
// are, or what they say. The number of a note is no word.
func (r *htmlReader) beside(done *block) {
	if len(done.uses) == 0 {
		return
	}
	var text strings.Builder
	moved := make([]int, len(done.text)+1) // offsets of the block's text → of that without numbers of notes
	whole := string(done.text)
	for i, run := range done.runs {
		end := len(whole)
		if i+1 < len(done.runs) {
			end = done.runs[i+1].from
		}
		for at := run.from; at < end; at++ {
			moved[at] = text.Len()
			if !run.seal {
				text.WriteByte(whole[at])
			}
		}
	}
	moved[len(whole)] = text.Len()
	for _, shown := range done.uses {
		use := shown.proof.Use
		got := prose.BesideOf(text.String(), moved[shown.from], moved[shown.to])
		if !use.Beside.ShownIn(got) {
			r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: shown.at,
				Message: fmt.Sprintf("beside the %s the page shows other words than its author wrote: %s", use.Kind, excerpt(strings.TrimSpace(whole))),
				Help:    "mend the layout: it adds nothing to a line that quotes or cites",
				Related: []finding.Related{{Label: "written", Text: excerpt(use.Own), File: use.Page.File, Span: use.Span}}})
		}
	}
}
