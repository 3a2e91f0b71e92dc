package match

import "errors"

// A Rule names what an alteration is.
type Rule string

var errReplay = errors.New("the alterations do not give the text's bytes")

// An Edit is one step of a word-level difference.
type Edit struct {
	Op    string // "equal", "delete" (the text has it), "insert" (the quotation has it)
	Words string
}
