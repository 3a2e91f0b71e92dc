package text

import "summit-explainer/tools/verbatim/fold"

// A Turn is what one speaker says without a break. It begins with a label and
// ends where the next turn begins.
type Turn struct {
	Label   fold.Span // in the raw text, with its colon
	Speaker string    // as Options.Speakers has it, or the label where nothing is listed; "" is nobody
}

// Turns returns the turns of a transcript, in order; none where the text was not
// read as one. The caller must not change them.
func (t *Text) Turns() []Turn { return t.turns }
