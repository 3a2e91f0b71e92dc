package view

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// textData is a paragraph of a text that is published whole.
type textData struct {
	Number   int        `json:"number"`
	Spans    []spanData `json:"spans"`
	Passages []string   `json:"passages"` // anchors of those that begin here
}

// spanData is a span of a paragraph in which nothing changes.
type spanData struct {
	Kind   string   `json:"kind,omitempty"` // label, direction: what a transcript's lexer calls it
	Text   string   `json:"text"`
	Marked bool     `json:"marked,omitempty"` // part of a passage
	Begins []string `json:"begins,omitempty"` // anchors of the passages that begin with it
}

// fullText returns the published text with its passages marked.
func fullText(s *link.Source) []textData {
	if s.Published() == nil {
		return nil
	}
	raw := s.FullText().Raw()
	begins := map[int][]string{} // anchors by byte
	var marked []fold.Span
	for _, p := range s.Passages {
		for i, piece := range p.Pieces {
			from := s.FullText().Paragraphs()[piece.Paragraph-1].Start
			at := strings.Index(raw[from:], piece.Prefix+piece.Exact+piece.Suffix)
			if at < 0 {
				continue // it was matched in this very text
			}
			start := from + at + len(piece.Prefix)
			marked = append(marked, fold.Span{Start: start, End: start + len(piece.Exact)})
			if i == 0 {
				begins[start] = append(begins[start], p.Anchor)
			}
		}
	}
	var text []textData
	for _, p := range s.FullText().Paragraphs() {
		d := textData{Number: p.Number, Spans: []spanData{}, Passages: []string{}}
		kinds := []finding.Token{{Text: raw[p.Start:p.End]}}
		if s.Turns() {
			kinds = finding.Transcript(raw[p.Start:p.End])
		}
		at := p.Start
		for _, token := range kinds {
			for _, span := range cut(fold.Span{Start: at, End: at + len(token.Text)}, marked) {
				in := func(m fold.Span) bool { return m.Start <= span.Start && span.End <= m.End }
				d.Spans = append(d.Spans, spanData{Kind: token.Kind, Text: raw[span.Start:span.End],
					Marked: slices.ContainsFunc(marked, in), Begins: begins[span.Start]})
				d.Passages = append(d.Passages, begins[span.Start]...)
			}
			at += len(token.Text)
		}
		text = append(text, d)
	}
	return text
}

// cut divides a span wherever one of the marked ones begins or ends.
func cut(span fold.Span, marked []fold.Span) []fold.Span {
	edges := []int{span.Start, span.End}
	for _, m := range marked {
		for _, at := range []int{m.Start, m.End} {
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
