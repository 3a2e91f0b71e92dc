package view

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// textData is a paragraph of a text that is published whole.
type textData struct {
	Number   int        `json:"number"`
	Spans    []spanData `json:"spans"`
	Passages []string   `json:"passages"` // anchors of those that begin here
}

// spanData is a span of a paragraph in which nothing changes.
type spanData struct {
	Kind   string   `json:"kind,omitempty"` // label, direction
	Text   string   `json:"text"`
	Marked bool     `json:"marked,omitempty"` // part of a passage
	Begins []string `json:"begins,omitempty"` // anchors of the passages that begin with it
}

// fullText returns the text that is published beside the record, with its
// passages marked, or nil where none is.
func fullText(source *link.Source) []textData {
	if source.Published() == nil {
		return nil
	}
	text := source.FullText()
	marked, begins := marksOf(source, text)
	var shown []textData
	for _, paragraph := range text.Paragraphs() {
		parts := []part{{Span: paragraph.Span}}
		if source.Turns() {
			parts = partsOf(text, paragraph.Span)
		}
		data := textData{Number: paragraph.Number, Spans: []spanData{}, Passages: []string{}}
		for _, part := range parts {
			for _, span := range cut(part.Span, marked) {
				in := func(mark fold.Span) bool { return mark.Start <= span.Start && span.End <= mark.End }
				data.Spans = append(data.Spans, spanData{Kind: part.kind, Text: text.Raw()[span.Start:span.End],
					Marked: slices.ContainsFunc(marked, in), Begins: begins[span.Start]})
				data.Passages = append(data.Passages, begins[span.Start]...)
			}
		}
		shown = append(shown, data)
	}
	return shown
}

// marksOf returns the spans of the source's passages, and the anchors of those
// that begin at a byte.
func marksOf(source *link.Source, text *match.Text) (marked []fold.Span, begins map[int][]string) {
	begins = map[int][]string{}
	for _, passage := range source.Passages {
		for i, piece := range passage.Pieces {
			start := placeOf(text, piece)
			if start < 0 {
				continue // can't be: it was matched in this very text
			}
			marked = append(marked, fold.Span{Start: start, End: start + len(piece.Exact)})
			if i == 0 {
				begins[start] = append(begins[start], passage.Anchor)
			}
		}
	}
	return marked, begins
}

// placeOf returns where the words of a piece stand in the text, or -1. The same
// sentence may stand there more than once: the words before are counted.
func placeOf(text *match.Text, piece evidence.Piece) int {
	from, whole := text.Paragraphs()[piece.Paragraph-1].Start, piece.Prefix+piece.Exact+piece.Suffix
	for {
		at := strings.Index(text.Raw()[from:], whole)
		if at < 0 {
			return -1
		}
		start := from + at + len(piece.Prefix)
		if first, _ := text.WordSpan(fold.Span{Start: start, End: start + len(piece.Exact)}); first == piece.Start {
			return start
		}
		from += at + 1
	}
}

// part is a span of a paragraph that is a label, a direction, or words ("").
type part struct {
	fold.Span
	kind string
}

// partsOf divides a paragraph of a transcript into its parts. What is a label is for the text to
// say, by which words were proven to be whose; what the transcriber noted in
// brackets is told by its form, and only shown in another way.
func partsOf(whole *match.Text, paragraph fold.Span) []part {
	var parts []part
	at := paragraph.Start
	words := func(end int) {
		for _, token := range finding.Transcript(whole.Raw()[at:end]) {
			kind := token.Kind
			if kind == "label" {
				kind = "" // it looks like one, and is none of this whole
			}
			span := fold.Span{Start: at, End: at + len(token.Text)}
			if last := len(parts) - 1; last >= 0 && parts[last].kind == kind && parts[last].End == at {
				parts[last].End = span.End
			} else {
				parts = append(parts, part{span, kind})
			}
			at = span.End
		}
	}
	turns := whole.Turns()
	first, _ := slices.BinarySearchFunc(turns, paragraph.Start, func(turn text.Turn, start int) int { return turn.Label.Start - start })
	for _, turn := range turns[first:] {
		if turn.Label.Start >= paragraph.End {
			break
		}
		words(turn.Label.Start)
		parts = append(parts, part{turn.Label, "label"})
		at = turn.Label.End
	}
	words(paragraph.End)
	return parts
}

// cut divides a span wherever one of the marked ones begins or ends.
func cut(span fold.Span, marked []fold.Span) []fold.Span {
	edges := []int{span.Start, span.End}
	for _, mark := range marked {
		for _, at := range []int{mark.Start, mark.End} {
			if span.Start < at && at < span.End {
				edges = append(edges, at)
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var spans []fold.Span
	for i := 1; i < len(edges); i++ {
		spans = append(spans, fold.Span{Start: edges[i-1], End: edges[i]})
	}
	return spans
}
