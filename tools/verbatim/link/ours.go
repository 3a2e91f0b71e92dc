package link

import (
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// checkEmphasis warns of emphasis that a quotation has and the text has not.
// Texts are plain: where theirs is kept, it is by signs round the words.
func (p *Proof) checkEmphasis(report finding.Report) {
	use := p.Use
	if use.Kind != prose.Quotation || len(use.Emphasis) == 0 || noted(use.Words) {
		return
	}
	var text strings.Builder
	for _, piece := range p.locked.Pieces {
		// A sign may stand right outside of the words.
		text.WriteString(" " + lastBytes(piece.Prefix) + piece.Exact + " ")
	}
	plain := fold.Fold(text.String())
	for _, part := range use.Emphasis {
		words := use.Words[part[0]:part[1]]
		if fold.HasWord(words) && !emphasised(plain, strings.TrimSpace(fold.Fold(words))) {
			report(finding.Finding{Rule: finding.QuoteEmphasis, File: use.Page.File, Span: use.WordsAt,
				Message: "the emphasis is not the text’s: " + strings.Join(strings.Fields(words), " "),
				Help:    "leave it out, or say that it is yours: [emphasis added]"})
			return
		}
	}
}

// lastBytes returns the end of a text, long enough for signs of emphasis.
func lastBytes(text string) string { return text[max(0, len(text)-len("***")):] }

// emphasised reports whether words stand in a plain text behind a sign of
// emphasis.
func emphasised(text, words string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return false
		}
		at += i
		if at > 0 && strings.IndexByte("*_/", text[at-1]) >= 0 {
			return true
		}
		at += len(words)
	}
}

// noted reports whether a quotation says in brackets whose its emphasis is.
func noted(words string) bool {
	for rest := words; ; {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			return false
		}
		note, _, _ := strings.Cut(after, "]")
		if prose.IsEmphasisNote(note) {
			return true
		}
		rest = after
	}
}

// checkTitle reports quotation marks in the title of a source that its text
// does not have: they are exempt as the document's own.
func (s *Source) checkTitle(report finding.Report) {
	if s.text == nil || len(mark.Find(s.Title)) == 0 {
		return
	}
	result := s.text.Match(match.Quote{Words: s.Title, AnySpeaker: true})
	if result.Verdict == match.Verbatim || result.Verdict == match.Ambiguous {
		return
	}
	title := s.Page.FrontMatter.Get("title")
	report(finding.Finding{Rule: finding.QuoteUnsourced, File: s.Page.File, Span: title.Span,
		Message: "quotation marks in the title of a source whose text does not have that title",
		Help:    "copy the title from the text, or write it without quotation marks"})
}
