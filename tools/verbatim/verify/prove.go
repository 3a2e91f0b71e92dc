package verify

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/prose"
)

// believe takes the evidence of a source, as far as it proves itself and is of the
// text and the root that the manifest has.
func (c *checker) believe(name string, data []byte) {
	source := c.manifest.Sources[slices.IndexFunc(c.manifest.Sources, func(s Source) bool { return s.Evidence == name })]
	e, _, wrong := evidence.Parse(data)
	if wrong == nil {
		wrong = e.Believe(source.ID, source.Record.options())
	}
	switch {
	case wrong != nil:
		c.problem(Consistent, name, "%s", wrong.Message())
	case e.SHA256 != source.SHA256:
		c.problem(Consistent, name, "it is of a text with SHA-256 %s, and the manifest's has %s", e.SHA256, source.SHA256)
	case e.Commitment.Root.String() != source.Root:
		c.problem(Consistent, name, "it leads to the root %s, and the manifest has %s", e.Commitment.Root, source.Root)
	default:
		c.mu.Lock()
		c.proofs[source.ID] = e
		c.mu.Unlock()
	}
}

// textOf returns the name of the file in which the text of a source is published.
func textOf(id string) string { return "sources/" + id + "/text.txt" }

// publishes takes a text that is published whole, where it is the one that the source
// was proven by.
func (c *checker) publishes(source Source, data []byte) {
	if evidence.Digest(data) != source.SHA256 {
		c.problem(Consistent, textOf(source.ID), "it is another text than the one by which %s is proven", source.ID)
		return
	}
	whole, _ := match.NewText(string(data), source.Record.options())
	var paragraphs []string
	for _, paragraph := range whole.Paragraphs() {
		paragraphs = append(paragraphs, whole.Raw()[paragraph.Start:paragraph.End])
	}
	c.mu.Lock()
	c.whole[source.ID] = paragraphs
	c.mu.Unlock()
}

// resolve holds each quotation against its record, and notes which words its
// passage has.
func (c *checker) resolve() {
	for i := range c.manifest.Quotations {
		q := &c.manifest.Quotations[i]
		e := c.proofs[q.Source]
		if e == nil {
			if !slices.ContainsFunc(c.manifest.Sources, func(s Source) bool { return s.ID == q.Source }) {
				c.problem(Consistent, q.Page, "the %s #%s is of the source %s, which the manifest does not have", q.Kind, q.Anchor, q.Source)
			} else {
				c.problem(Consistent, q.Page, "the %s #%s has no proof: the evidence of %s is not believed", q.Kind, q.Anchor, q.Source)
			}
			continue
		}
		if message := c.record(q, e); message != "" {
			c.problem(Consistent, q.Page, "the %s #%s %s: %s", q.Kind, q.Anchor, message, excerpt(q.Shown))
		}
	}
}

// record says how a quotation is another than its record proves.
func (c *checker) record(q *Quotation, e *evidence.Evidence) string {
	if q.Proof < 0 || q.Proof >= len(e.Proven) {
		return "names a record that the evidence lacks"
	}
	locked := e.Proven[q.Proof]
	p := &proven{first: locked.Pieces[0].Exact, said: c.names(q.Source, locked.Pieces[0])}
	alike := func(class string) bool {
		return class == grammar.Exact.String() || class == grammar.Typographic.String()
	}
	switch {
	case locked.Kind != q.Kind:
		return "is proven as a " + locked.Kind
	case locked.Words != q.Words:
		return "is not what its record proves"
	case q.Kind == prose.Quotation.String() && bare(q.Shown) != bare(q.Words):
		return "shows other words than are proven"
	case locked.Class != q.Class && !(alike(locked.Class) && alike(q.Class)):
		return "is " + locked.Class + ", and the manifest calls it " + q.Class
	case q.Kind == prose.Quotation.String() && !slices.Contains(p.said, q.Speaker):
		return "is given to " + q.Speaker + ", and its record to another"
	}
	for _, piece := range locked.Pieces {
		p.whole += piece.Prefix + piece.Exact + piece.Suffix + " "
		p.marked += piece.Exact
	}
	p.pieces = locked.Pieces
	place := q.Source + "#" + q.Passage
	if known := c.passages[place]; known != nil && (known.whole != p.whole || known.marked != p.marked) {
		return "rests on a passage whose anchor another one has"
	}
	c.passages[place] = p
	return ""
}

// bare are words as they are compared. A comma at the end of a quotation may be
// that of the sentence round it, and of no text.
func bare(words string) string { return strings.Trim(fold.Fold(evidence.InLine(words)), ", ") }

// names are those by which readers may be told the speaker of a piece.
func (c *checker) names(source string, p evidence.Piece) []string {
	i := slices.IndexFunc(c.manifest.Sources, func(s Source) bool { return s.ID == source })
	switch s := c.manifest.Sources[i]; {
	case p.Speaker != "":
		return s.Record.Names[p.Speaker]
	case p.Turn != "":
		return []string{p.Turn}
	default:
		return []string{s.Voice}
	}
}

// texts holds the records against the texts that are at hand.
func (c *checker) texts(texts fs.FS) {
	if texts == nil {
		return
	}
	for _, source := range c.manifest.Sources {
		name := source.ID + "/text.txt"
		data, err := fs.ReadFile(texts, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // and the report says of which there was one
		}
		c.report.Texts = append(c.report.Texts, source.ID)
		if err != nil {
			c.problem(True, source.Evidence, "its text can't be read: %v", err)
			continue
		}
		if got := evidence.Digest(data); got != source.SHA256 {
			c.problem(True, source.Evidence, "the text at hand is another: SHA-256 %s, and the site's has %s", got, source.SHA256)
			continue
		}
		text, wrong := match.NewText(string(data), source.Record.options())
		for _, mistake := range wrong {
			c.problem(True, source.Evidence, "an attribution of the record does not fit the text: %s", mistake.Reason)
		}
		e := c.proofs[source.ID]
		if e == nil {
			c.problem(True, source.Evidence, "nothing of it is compared with the text: it is not believed")
			continue
		}
		again := *e
		again.Commit(text.Text)
		if again.Commitment.Root != e.Commitment.Root {
			c.problem(True, source.Evidence, "the text has the root %s, and the site %s", again.Commitment.Root, e.Commitment.Root)
		}
		for i, locked := range e.Proven {
			if message := against(text, locked); message != "" {
				c.problem(True, source.Evidence, "record %d: %s: %s", i, message, excerpt(locked.Words))
			}
		}
	}
}

// against says what of a record is not true to the text.
func against(text *match.Text, locked evidence.Locked) string {
	result := text.Match(match.Quote{Words: locked.Words, Speaker: locked.Speaker, AnySpeaker: locked.Kind == prose.Citation.String(), Paragraph: locked.Fragment})
	switch {
	case result.Verdict != match.Verbatim:
		return "the text says: " + result.Verdict.String()
	case result.Class.String() != locked.Class:
		return "the words are " + result.Class.String() + ", not " + locked.Class
	case len(result.Passages) != len(locked.Pieces):
		return "the words stand elsewhere in the text"
	}
	for i, passage := range result.Passages {
		start, end := text.WordSpan(passage.Span)
		piece := locked.Pieces[i]
		if start != piece.Start || end != piece.End || passage.Paragraph != piece.Paragraph || passage.Speaker != piece.Speaker || text.Raw()[passage.Start:passage.End] != piece.Exact {
			return "the words stand elsewhere in the text"
		}
	}
	return ""
}

// excerpt returns text on one line, cut where messages would grow too long.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if chars := []rune(text); len(chars) > 80 {
		return string(chars[:77]) + "…"
	}
	return text
}
