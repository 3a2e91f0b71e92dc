package prose

import (
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// Beside is what stands right before and behind a use in its block: letters and
// figures alone, up to [maxBeside] bytes of them. Where the block begins or
// ends there, so does it with a line's end.
type Beside struct{ Before, Behind string }

// maxBeside is how many bytes of letters beside a use are compared with what a
// page shows: a name put there, and what it might say, are shorter.
const maxBeside = 120

// BesideOf returns what stands beside the bytes of a block's text from one to
// another. What is no text, such as code, ends it.
func BesideOf(text string, from, to int) (b Beside) {
	var before [len("\n") + maxBeside + utf8.UTFMax]byte // filled from its end
	first := len(before)
	for at := from; ; {
		r, n := fold.Before(text, at)
		if n == 0 {
			first--
			before[first] = '\n'
			break
		}
		if len(before)-first >= maxBeside || text[at-n:at] == opaque {
			break
		}
		if at -= n; fold.IsWord(r) {
			first -= n
			copy(before[first:], text[at:at+n])
		}
	}
	b.Before = string(before[first:])
	var behind strings.Builder
	for at := to; ; {
		r, n := fold.After(text, at)
		if n == 0 {
			behind.WriteByte('\n')
			break
		}
		if behind.Len() >= maxBeside || text[at:at+n] == opaque {
			break
		}
		if at += n; fold.IsWord(r) {
			behind.WriteString(text[at-n : at])
		}
	}
	b.Behind = behind.String()
	return b
}

// ShownIn reports whether a page shows beside a use what its author wrote there,
// as far as that is known.
func (b Beside) ShownIn(page Beside) bool {
	return strings.HasPrefix(page.Behind, b.Behind) && strings.HasSuffix(page.Before, b.Before)
}
