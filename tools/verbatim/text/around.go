package text

import (
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// Surroundings are the sentences that a passage stands in.
type Surroundings struct {
	Before, After       fold.Span // in the raw text, next to the passage
	CutBefore, CutAfter bool      // the sentence has more words there
}

// Around returns what stands round s in its own sentences, inside its paragraph
// and its turn. All of it, the passage included, has at most so many words in a
// row: of a longer sentence the words next to the passage, and of a passage that
// is as long itself nothing. In a language without lists the whole paragraph is
// taken for one sentence.
func (t *Text) Around(s fold.Span, limit int) Surroundings {
	r := Surroundings{Before: fold.Span{Start: s.Start, End: s.Start}, After: fold.Span{Start: s.End, End: s.End}}
	if len(t.paragraphs) == 0 || s.Start < 0 || s.End > len(t.Raw()) || s.Start >= s.End {
		return r
	}
	at := t.At(s.Start)
	end := max(at, t.At(s.End))
	whole := t.sentences(s, fold.Span{Start: at, End: end})
	before, after := fold.TokenSpans(t.Chars[whole.Start:at]), fold.TokenSpans(t.Chars[end:whole.End])
	left, right := len(before), len(after)
	if room := max(0, limit-fold.CountWords(t.Chars[at:end])); left+right > room {
		left = min(left, max(room/2, room-right))
		right = room - left
	}
	r.CutBefore, r.CutAfter = left < len(before), right < len(after)
	switch {
	case !r.CutBefore:
		r.Before.Start = min(t.Start(whole.Start), s.Start)
	case left > 0:
		r.Before.Start = min(t.Start(whole.Start+before[len(before)-left].Start), s.Start)
	}
	switch {
	case !r.CutAfter:
		r.After.End = max(t.End(whole.End), s.End)
	case right > 0:
		r.After.End = max(t.End(end+after[right-1].End), s.End)
	}
	return r
}

// sentences returns the whole sentences that the passage raw, f when folded,
// stands in, inside its paragraph and its turn, with the marks that enclose
// them.
func (t *Text) sentences(raw, f fold.Span) fold.Span {
	first, last := t.paragraphs[t.ParagraphAt(raw.Start)], t.paragraphs[t.ParagraphAt(raw.End-1)]
	block := fold.Span{Start: t.At(first.Start), End: t.At(last.End)}
	if u := t.UnitAt(f.Start); u >= 0 {
		block.Start, block.End = max(block.Start, t.units[u].Start), min(block.End, t.units[u].End)
	}
	block.Start, block.End = min(block.Start, f.Start), max(block.End, f.End)
	s, whole := t.Chars, block
	if l := t.Language(); l != nil {
		_, width := fold.Before(s, f.End)
		whole.Start = max(block.Start, t.Sentence(l, f.Start).Start)
		whole.End = min(block.End, t.Sentence(l, max(f.Start, f.End-width)).End)
	}
	const marks = `"'()[]「」『』〔〕`
	for whole.Start > block.Start {
		r, n := fold.Before(s, whole.Start)
		if !strings.ContainsRune("([「『〔", r) && !(strings.ContainsRune(marks, r) && isGap(charBefore(s, whole.Start-n))) {
			break
		}
		whole.Start -= n // the mark that opens it
	}
	for whole.End = max(whole.End, f.End); whole.End < block.End && !isGap(charBefore(s, whole.End)); {
		r, n := fold.After(s, whole.End)
		if !strings.ContainsRune(marks, r) || strings.ContainsRune("([「『〔", r) {
			break
		}
		whole.End += n // the mark that closes it
	}
	for whole.Start = min(whole.Start, f.Start); whole.Start < f.Start && s[whole.Start] == ' '; {
		whole.Start++
	}
	for whole.End > f.End && s[whole.End-1] == ' ' {
		whole.End--
	}
	return whole
}

func charBefore(s string, p int) rune {
	r, _ := fold.Before(s, p)
	return r
}

// isGap reports what stands between two blocks or words: a space, a break, or
// nothing.
func isGap(r rune) bool { return r == 0 || r == ' ' || r == fold.Break }
