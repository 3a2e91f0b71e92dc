package content

import (
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// Entries are read out of the items of lists. What is meant as one and is written
// otherwise stays on its page, and would be missing everywhere else: in the drawing,
// in the tables, on the home page.

// timeline holds the items of the timeline's page, and looks for events that are
// none.
func (e *entries) timeline() {
	for _, entry := range e.page.Listed {
		e.event(entry)
		for _, part := range rest(entry.Parts) {
			if part.Entry && dated(part.Run, 0) {
				e.begin(finding.TimelineEntry, part, 0, "an event inside the entry of another", eventForm)
			}
		}
	}
	e.strays(finding.TimelineEntry, stray{
		begins: dated, inTable: "an event in a table", unlisted: "an event that is no item of a list", joined: "an event that is not parted from the entry above it", help: eventForm,
	}, func(*prose.Part) bool { return true })
	for i, part := range e.page.Parts {
		if part.Kind == prose.HeadingPart && tellsEvent(string(part.Run.Text), e.page.Parts[i+1:]) {
			e.begin(finding.TimelineEntry, part, 0, "an event as a heading", eventForm)
		}
	}
}

// tellsEvent reports whether a heading is a date with what happened then, or a date
// below which that is told in paragraphs. Others stand above the entries of a time.
func tellsEvent(heading string, below []*prose.Part) bool {
	date, told, _ := strings.Cut(heading, ":")
	if !isDate(date) {
		return false
	}
	uses := strings.TrimSpace(told) != ""
	for _, part := range below {
		switch {
		case part.Kind == prose.HeadingPart:
			return uses
		case part.Listed:
			return strings.TrimSpace(told) != ""
		}
		uses = uses || len(part.Uses) > 0
	}
	return uses
}

// commitments holds the items under the heading of commitments, and looks for
// commitments that are none, and for the heading where it is written otherwise.
func (e *entries) commitments(heading string) {
	for _, entry := range e.page.Listed {
		if entry.Heading != heading {
			continue
		}
		e.commitment(entry)
		for _, part := range rest(entry.Parts) {
			if label, _, _ := strings.Cut(string(part.Run.Text), ":"); part.Entry && strings.Contains(label, ", ") {
				e.begin(finding.CommitmentForm, part, 0, "a commitment inside another", commitmentForm)
			}
		}
	}
	for _, part := range e.page.Parts {
		if part.Kind == prose.HeadingPart {
			e.heading(part, heading)
		}
	}
	e.strays(finding.CommitmentForm, stray{
		begins: labelled, inTable: "a table among commitments, which are read out of a list",
		unlisted: "a commitment that is no item of a list", joined: "a commitment that is not parted from the one above it", help: commitmentForm,
	}, func(part *prose.Part) bool { return part.Heading == heading })
}

// heading reports a heading that is meant to be that of commitments.
func (e *entries) heading(part *prose.Part, heading string) {
	text := strings.Join(strings.Fields(string(part.Run.Text)), " ")
	plain := strings.TrimRight(text, ":.!? ")
	help := "write ## " + heading
	switch {
	case text == heading && part.Level > 2:
		e.begin(finding.CommitmentForm, part, 0, "the heading of commitments is not one of level 2, and nothing is read below it", help)
	case text != heading && (strings.EqualFold(plain, heading) || finding.Misspelt(plain, []string{heading}) != ""):
		e.begin(finding.CommitmentForm, part, 0, "the heading of commitments is written otherwise, and nothing is read below it: "+text, help)
	}
}

// stray says how to find entries that are no items of a list, and what to say of
// them.
type stray struct {
	begins                          func(run *prose.Run, at int) bool // an entry begins with that byte of a text
	inTable, unlisted, joined, help string
}

// strays reports the entries that are no items of a list: the first of each
// paragraph or table, among the parts that are read.
func (e *entries) strays(rule finding.Rule, s stray, read func(*prose.Part) bool) {
	item := map[*prose.Part]bool{} // parts that begin one
	for _, entry := range e.page.Listed {
		for i, part := range entry.Parts {
			item[part] = i == 0 || part.Entry
		}
	}
	inTable := false // of which one has been reported
	for _, part := range e.page.Parts {
		inTable = inTable && part.Kind == prose.CellPart
		if part.Run == nil || !read(part) {
			continue
		}
		switch {
		case part.Kind == prose.CellPart && part.Row != nil && !inTable && (rule == finding.CommitmentForm || isDate(string(part.Run.Text)) || s.begins(part.Run, 0)):
			inTable = true
			e.begin(rule, part, 0, s.inTable, s.help)
		case part.Kind == prose.ParagraphPart:
			e.lost(rule, s, part, item[part])
		}
	}
}

// lost reports the first line of a paragraph with which an entry begins. Where the
// paragraph is an item, its first line is held as one.
func (e *entries) lost(rule finding.Rule, s stray, part *prose.Part, item bool) {
	for at := range lines(string(part.Run.Text)) {
		message := s.unlisted
		if part.Listed && at > 0 {
			message = s.joined
		}
		if (at > 0 || !item) && s.begins(part.Run, at) {
			e.begin(rule, part, at, message, s.help)
			return
		}
	}
}

// begin reports a finding on a line of a part, from a byte of its text on.
func (e *entries) begin(rule finding.Rule, part *prose.Part, at int, message, help string) {
	e.on(rule, part.Run, at, at+max(len(firstLine(string(part.Run.Text[at:]))), 1), message, help)
}

// rest returns the parts behind the first.
func rest(parts []*prose.Part) []*prose.Part { return parts[min(1, len(parts)):] }

// lines yields the bytes with which the lines of a text begin.
func lines(text string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; yield(at); {
			next := strings.IndexByte(text[at:], '\n')
			if next < 0 {
				return
			}
			at += next + 1
		}
	}
}

// listMarks may stand before an entry that was meant as an item.
const listMarks = "-*+•·–—◦▪ \t"

// isDate reports whether a text is a date, in whatever way it is written.
func isDate(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	_, _, ok := EventDate(text)
	return ok || otherwise(text) != ""
}

// dated reports whether a line of a text begins as an event would: with a date in
// emphasis, behind a mark of a list, or before a colon. A line that goes on may
// begin with a date by chance, and needs one of the first two.
func dated(run *prose.Run, at int) bool {
	line := firstLine(string(run.Text[at:]))
	trimmed := strings.TrimLeft(line, listMarks)
	from := at + len(line) - len(trimmed)
	for _, part := range run.Emphasised {
		if label := string(run.Text[part[0]:part[1]]); part[0] == from && isDate(strings.TrimRight(label, ":. ")) {
			return true
		}
	}
	end := strings.IndexByte(trimmed, ':')
	if from > at && end < 0 {
		end = strings.IndexAny(trimmed, "–—")
	}
	return end > 0 && (at == 0 || from > at) && isDate(trimmed[:end])
}

// labelled reports whether a line of a text begins as a commitment would: with
// words in emphasis that hold a comma, and a colon in them or behind them.
func labelled(run *prose.Run, at int) bool {
	line := firstLine(string(run.Text[at:]))
	from := at + len(line) - len(strings.TrimLeft(line, listMarks))
	for _, part := range run.Emphasised {
		label := string(run.Text[part[0]:part[1]])
		if part[0] == from && strings.Contains(label, ", ") && (strings.Contains(label, ":") || strings.HasPrefix(string(run.Text[part[1]:]), ":")) {
			return true
		}
	}
	return false
}
