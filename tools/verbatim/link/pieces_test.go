package link

import (
	"math/rand/v2"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/text"
)

// What pieces of a text show together is true to it, whatever its words are and
// wherever the pieces are cut: each sentence stands there once and in order, each
// word of a piece once, and at its place.
func TestPiecesJoinAsTheTextHasThem(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for _, test := range []struct{ language, words, ends string }{
		{"en", "the|the|a|ferry|don’t|well-known|1.5|U.S.|“ice”|(again)|in|May —|rock ’n’ roll|it’s|A/B|—|3,000|e.g.|…|*ice*|o’clock", " | |, |. |. |! |.” |? "},
		{"fr", "l’eau|aujourd’hui|« la glace »|le|le|qu’il|1,5|M. X|— non|peut-être", " | |, |. | ! | ? |. "},
		{"ja", "圧力|は|「氷」|が|ない|3月|が|圧力|フェリー|A社|々", "|||、|。|。|」"},
		{"de", "die|die|Fähre|„Eis“|z. B.|3.|Nord-|und|Ostsee", " | |, |. |! "},
	} {
		joined := 0 // pieces, of which there must be enough
		words, ends := strings.Split(test.words, "|"), strings.Split(test.ends, "|")
		for range 400 {
			var raw strings.Builder
			limit := 5 + random.IntN(150)
			for i := range limit {
				if i > 0 && random.IntN(40) == 0 {
					raw.WriteString("\n\n")
				}
				raw.WriteString(words[random.IntN(len(words))] + ends[random.IntN(len(ends))])
			}
			options := text.Options{Language: test.language}
			held, _ := match.NewText(raw.String(), options)
			source := &Source{text: held, options: options}
			covered := make([]bool, len(held.Raw()))
			shown := make([]bool, len(held.Raw()))
			var pieces []evidence.Piece
			paragraphs := held.Paragraphs()
			for range 1 + random.IntN(6) {
				number := random.IntN(len(paragraphs))
				paragraph := paragraphs[number]
				tokens := fold.TokenSpans(held.Chars)
				from := random.IntN(len(tokens))
				to := min(len(tokens)-1, from+random.IntN(12))
				start, end := held.Start(tokens[from].Start), held.End(tokens[to].End)
				if start < paragraph.Start || end > paragraph.End || start >= end {
					continue
				}
				span := fold.Span{Start: start, End: end}
				piece := source.piece(text.Passage{Span: span, Paragraph: number + 1})
				pieces = append(pieces, piece)
				for at := start; at < end; at++ {
					covered[at] = true
				}
				for at := start - len(piece.Prefix); at < end+len(piece.Suffix); at++ {
					shown[at] = true
				}
			}
			joined += len(pieces)
			taken := func(of []bool) string {
				var out strings.Builder
				for at, is := range of {
					if is {
						out.WriteByte(held.Raw()[at])
					}
				}
				return strings.Join(strings.Fields(out.String()), "")
			}
			var stretches, ranges string
			for _, stretch := range evidence.Stretches(pieces) {
				stretches += strings.Join(strings.Fields(stretch.Text), "")
			}
			for _, next := range evidence.Ranges(pieces) {
				ranges += strings.Join(strings.Fields(next.Text), "")
			}
			if want := taken(shown); stretches != want {
				t.Fatalf("%s: shown %q, want %q\n%v", test.language, stretches, want, pieces)
			}
			if want := taken(covered); ranges != want {
				t.Fatalf("%s: held %q, want %q\n%v", test.language, ranges, want, pieces)
			}
		}
		if joined < 400 {
			t.Errorf("%s: only %d pieces", test.language, joined)
		}
	}
}
