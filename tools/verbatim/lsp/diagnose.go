package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
)

// A check begins when nothing has changed for a moment, but does not wait for ever
// for somebody who goes on typing.
const (
	debounce = 60 * time.Millisecond
	atMost   = 5 * debounce

	// A check of a large site takes its time. While what is written shows without it, it
	// waits as long as it takes, but no longer than this.
	longest = 2 * time.Second
)

// publishing sends what is found whenever something has changed, until the session
// ends: of the page that is being written at once, and of all files when nothing
// changes for a moment.
func (s *server) publishing() {
	type checked struct {
		state *desk.State
		err   error
		took  time.Duration
	}
	done := make(chan checked)
	var settled <-chan time.Time
	var since time.Time
	var took time.Duration // by the last check
	running := false
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.changed:
			if settled == nil {
				since = time.Now()
			}
			if s.peek() {
				settled = time.After(max(debounce, min(took, longest)))
			} else {
				settled = time.After(max(0, min(debounce, atMost-time.Since(since))))
			}
		case <-settled:
			if settled = nil; running {
				continue // a check that runs finds out what has changed meanwhile
			}
			running = true
			go func() {
				start := time.Now()
				state, err := s.desk.Check(s.ctx)
				select {
				case done <- checked{state, err, time.Since(start)}:
				case <-s.ctx.Done():
				}
			}()
		case one := <-done:
			running, took = false, one.took
			if one.err != nil {
				s.tell(one.err)
				continue
			}
			s.told = ""
			s.publish(one.state)
		}
	}
}

// peek sends what is found in the page that was changed last, where nothing else has
// changed, and reports whether that is so.
func (s *server) peek() bool {
	s.mu.Lock()
	uri := s.last
	open := s.buffers[uri]
	s.mu.Unlock()
	if open == nil {
		return false
	}
	seen := s.desk.Peek(open.name)
	if seen == nil {
		return false
	}
	sent := diagnostics{URI: uri, Diagnostics: []diagnostic{}, Version: &open.version}
	if len(seen.Findings) > 0 {
		sent.Diagnostics = s.diagnostics(s.desk.Last(), seen.Findings)
	}
	s.send(sent)
	return true
}

// tell shows why nothing can be found: the project can't be read at all. What was
// found before stays, and it is said once.
func (s *server) tell(err error) {
	if err.Error() == s.told {
		return
	}
	s.told = err.Error()
	_ = s.rpc.Notify(s.ctx, "window/showMessage", message{messageError, "verbatim: " + s.told})
}

// publish sends the findings of each file that are others than those that were sent.
func (s *server) publish(state *desk.State) {
	now := map[string]diagnostics{}
	for name, findings := range state.Findings {
		sent := diagnostics{URI: s.uriOf(name), Diagnostics: s.diagnostics(state, findings)}
		if open := s.shown(sent.URI); open != nil && string(open.data) == string(findings[0].File.Data) {
			sent.Version = &open.version
		}
		now[sent.URI] = sent
	}
	for uri := range s.published {
		if _, ok := now[uri]; !ok {
			now[uri] = diagnostics{URI: uri, Diagnostics: []diagnostic{}}
		}
	}
	for _, uri := range slices.Sorted(maps.Keys(now)) {
		s.send(now[uri])
	}
}

// send sends the findings of a file, where they are others than those that were sent.
func (s *server) send(now diagnostics) {
	written, err := json.Marshal(now)
	if err != nil || s.published[now.URI] == string(written) || len(now.Diagnostics) == 0 && s.published[now.URI] == "" {
		return
	}
	if s.rpc.Notify(s.ctx, "textDocument/publishDiagnostics", json.RawMessage(written)) != nil {
		return
	}
	if s.published[now.URI] = string(written); len(now.Diagnostics) == 0 {
		delete(s.published, now.URI)
	}
}

// diagnostics returns findings of one file as the protocol has them.
func (s *server) diagnostics(state *desk.State, findings []finding.Finding) []diagnostic {
	list := []diagnostic{}
	var in *lines
	for i, found := range findings {
		// Of a file as a whole a finding has none of its bytes.
		if i == 0 || found.File != findings[i-1].File {
			in = s.lines(found.File)
		}
		one := diagnostic{Range: in.rangeOf(found.Span.Start, found.Span.End), Severity: severityError, Code: string(found.Rule),
			Source: "verbatim", Message: explained(found)}
		switch found.Severity {
		case finding.Warning:
			one.Severity = severityWarning
		case finding.Note:
			one.Severity = severityInformation
		}
		can := s.client.TextDocument.PublishDiagnostics
		if href := found.Rule.Address(state.Site().Explained()); can.CodeDescription && href != "" {
			one.Description = &codeDescription{href}
		}
		for _, related := range found.Related {
			if can.RelatedInformation && related.File != nil {
				one.Related = append(one.Related, relatedLocation{s.located(desk.Place{File: related.File, Span: related.Span}), said(related)})
			}
		}
		if can.Data {
			one.Data = &diagnosticData{Kind: found.Kind, Help: found.Help, Safe: found.Fix.Safe, Edits: textEdits(in, found.Fix.Edits)}
		}
		list = append(list, one)
	}
	return list
}

// explained returns the message of a finding with what explains it and the help, a
// line for each.
func explained(found finding.Finding) string {
	text := []string{found.Message}
	for _, related := range found.Related {
		if related.Text != "" {
			text = append(text, said(related))
		}
	}
	if found.Help != "" {
		text = append(text, "help: "+found.Help)
	}
	return strings.Join(text, "\n")
}

func said(related finding.Related) string {
	if related.Text == "" {
		return related.Label
	}
	return fmt.Sprintf("%s: %s", related.Label, strings.Join(strings.Fields(related.Text), " "))
}

func textEdits(in *lines, edits []finding.Edit) (list []textEdit) {
	for _, edit := range edits {
		list = append(list, textEdit{in.rangeOf(edit.Span.Start, edit.Span.End), edit.New})
	}
	return list
}

// codeAction offers the fixes of the findings that a range touches.
func (s *server) codeAction(ctx context.Context, params *codeActionParams) (any, error) {
	if only := params.Context.Only; len(only) > 0 && !slices.ContainsFunc(only, func(kind string) bool { return kind == "" || kind == quickFix }) {
		return []codeAction{}, nil
	}
	name, ok := s.nameOf(params.Document.URI)
	if !ok {
		return []codeAction{}, nil
	}
	state, err := s.desk.Check(ctx)
	if err != nil {
		return nil, failed(err)
	}
	actions := []codeAction{}
	for _, found := range state.Findings[name] {
		if len(found.Fix.Edits) == 0 {
			continue
		}
		in := s.lines(found.File)
		start, end := in.span(params.Range)
		if found.Span.End < start || end < found.Span.Start {
			continue
		}
		actions = append(actions, codeAction{Title: titleOf(found), Kind: quickFix, Preferred: found.Fix.Safe,
			Diagnostics: s.diagnostics(state, []finding.Finding{found}),
			Edit:        s.edit(map[string][]textEdit{name: textEdits(in, found.Fix.Edits)})})
	}
	return actions, nil
}

// verbs say what the fixes of rules do that no edit says by itself.
var verbs = map[finding.Rule]string{
	finding.QuoteUnsourced:    "Link this to its source",
	finding.QuoteAltered:      "Use the source’s words",
	finding.CitationAltered:   "Use the source’s words",
	finding.QuoteSpeaker:      "Name the speaker",
	finding.QuoteMissing:      "Name the right paragraph",
	finding.CitationMissing:   "Name the right paragraph",
	finding.QuoteAmbiguous:    "Add the paragraph",
	finding.CitationAmbiguous: "Add the paragraph",
	finding.QuoteForm:         "Move the quotation marks",
	finding.SourceUnknown:     "Lead to the right source",
}

// maxTitle is how many characters of what a fix writes its title shows.
const maxTitle = 80

// titleOf says what the fix of a finding does, and of one that is not safe that it
// does more than to mend a slip.
func titleOf(found finding.Finding) string {
	title := verbs[found.Rule]
	if found.Kind == "place" {
		title = "Name the right paragraph"
	}
	var written []string
	for _, edit := range found.Fix.Edits {
		if edit.New != "" {
			written = append(written, strings.Join(strings.Fields(edit.New), " "))
		}
	}
	shown := []rune(strings.Join(written, " … "))
	if len(shown) > maxTitle {
		shown = append(shown[:maxTitle], '…')
	}
	switch {
	case title == "" && len(shown) == 0:
		title = "Remove it"
	case title == "":
		title = "Write " + string(shown)
	case len(shown) > 0 && found.Rule != finding.QuoteForm:
		title += ": " + string(shown)
	}
	if !found.Fix.Safe {
		title += " (changes what the page says)"
	}
	return title
}
