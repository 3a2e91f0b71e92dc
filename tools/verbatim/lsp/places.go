package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/creachadair/jrpc2"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// failed says that a request can't be answered, and why.
func failed(err error) error {
	if err == context.Canceled {
		return err
	}
	return jrpc2.Errorf(requestFailed, "%v", err)
}

// at returns what stands at a position, and the file in which it stands.
func (s *server) at(ctx context.Context, params *positionParams) (*desk.State, *finding.File, *desk.Spot, error) {
	state, err := s.desk.Check(ctx)
	if err != nil {
		return nil, nil, nil, failed(err)
	}
	file, err := s.file(params.Document.URI)
	if err != nil {
		return nil, nil, nil, err
	}
	if page := state.Page(file.Name); page != nil {
		file = page.File // whose offsets the state speaks of
	}
	return state, file, state.At(file.Name, s.lines(file).offset(params.Position)), nil
}

// definition leads from a use to its passage, or to the record where the ID stands or
// no text is at hand, and from a link to its page.
func (s *server) definition(ctx context.Context, params *positionParams) (any, error) {
	state, _, spot, err := s.at(ctx, params)
	if err != nil || spot == nil {
		return nil, err
	}
	var list []location
	if spot.Proof != nil && !spot.Said && spot.ID == (finding.Span{}) {
		for _, passage := range spot.Proof.Places() {
			text := state.TextFile(spot.Source)
			list = append(list, s.located(desk.Place{File: text, Span: finding.Span{Start: passage.Start, End: passage.End}}))
		}
	}
	if len(list) == 0 && spot.Page != nil {
		list = append(list, s.located(top(spot.Page)))
	}
	return list, nil
}

// top is where a page says what it is called.
func top(page *prose.Page) desk.Place {
	at := desk.Place{File: page.File}
	if title := page.FrontMatter.Get("title"); title != nil {
		at.Span = title.Span
	}
	return at
}

// references lists all uses of a passage, of a source from its record, or of a page.
func (s *server) references(ctx context.Context, params *referenceParams) (any, error) {
	state, file, spot, err := s.at(ctx, &params.positionParams)
	if err != nil {
		return nil, err
	}
	if spot == nil {
		page := state.Page(file.Name)
		if page == nil {
			return []location{}, nil
		}
		spot = &desk.Spot{Page: page}
	}
	var places []desk.Place
	passage := spot.Passage
	if spot.Proof != nil && spot.ID == (finding.Span{}) {
		passage = spot.Proof.Passage
	}
	switch {
	case spot.Said, spot.Page != nil && spot.Page.Section == "people":
		places = append(state.LinksTo(spot.Page.Path), state.SaidBy(spot.Page.ID())...)
	case passage != nil:
		places = state.UsesOfPassage(passage)
	case spot.Source != nil:
		places = state.UsesOf(spot.Source.ID)
	case spot.Page != nil:
		places = state.LinksTo(spot.Page.Path)
	}
	if params.Context.IncludeDeclaration && spot.Page != nil {
		places = append([]desk.Place{top(spot.Page)}, places...)
	}
	list := []location{}
	for _, place := range places {
		list = append(list, s.located(place))
	}
	return list, nil
}

// hover shows the passage of a use in its context, or what a page is about.
func (s *server) hover(ctx context.Context, params *positionParams) (any, error) {
	state, file, spot, err := s.at(ctx, params)
	if err != nil {
		return nil, err
	}
	in := s.lines(file)
	if spot == nil || spot.Span == (finding.Span{}) {
		if told := s.ofKey(state, file, in.offset(params.Position)); told != nil {
			return told, nil
		}
		return nil, nil
	}
	var text string
	switch {
	case spot.Passage != nil:
		text = usedBy(spot.Passage)
	case spot.Proof != nil && spot.Proof.Passage != nil && !spot.Said:
		text = shownPassage(state, spot.Proof)
	case spot.Use != nil && spot.Source != nil && !spot.Said:
		text = "*Not proven: see what is found here.*\n\n" + ofSource(spot.Source)
		if spot.Use.Kind == prose.Reference && spot.Proof != nil {
			text = "*A reference: no words of this source are held.*\n\n" + ofSource(spot.Source)
		}
	case spot.Source != nil && !spot.Said:
		text = ofSource(spot.Source)
	case spot.Page != nil:
		text = ofPage(spot.Page)
	default:
		return nil, nil
	}
	shown := in.rangeOf(spot.Span.Start, spot.Span.End)
	return hoverResult{markup{"markdown", text}, &shown}, nil
}

// shownPassage is the passage of a use in its sentences, with its paragraph and
// speaker.
func shownPassage(state *desk.State, proof *link.Proof) string {
	var pieces []string
	for _, piece := range proof.Passage.Pieces {
		pieces = append(pieces, quoted(piece))
	}
	first := proof.Passage.Pieces[0]
	said := proof.Said(state.Graph)
	if proof.Use.Kind == prose.Citation && first.Speaker != "" {
		said = state.Graph.Name(first.Speaker)
	}
	return fmt.Sprintf("%s, paragraph %s (%s)\n\n%s\n\n%s", plain(said), first.Name(), proof.Class(), strings.Join(pieces, "\n>\n> *…*\n>\n"), ofSource(proof.Passage.Source))
}

// quoted is a piece of a passage between what stands before and after it.
func quoted(piece evidence.Piece) string {
	before, after := piece.Prefix, piece.Suffix
	if piece.Before {
		before = "… " + before
	}
	if piece.After {
		after += " …"
	}
	// Strong emphasis does not begin or end beside white space.
	words := strings.TrimSpace(piece.Exact)
	return "> " + plain(before) + "**" + plain(words) + "**" + plain(after)
}

// markdown escapes what would be read as markup.
var markdown = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, "`", "\\`", `&`, `\&`, `~`, `\~`, `#`, `\#`)

// plain is text on one line that is shown as it is.
func plain(text string) string {
	one := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, text)
	return markdown.Replace(one)
}

func ofSource(source *link.Source) string {
	text := "**" + plain(source.Title) + "**\n\n" + plain(source.Publisher)
	if issued := source.Page.FrontMatter.Get("issued").Text(); issued != "" {
		text += ", " + plain(issued)
	}
	if source.Kind != "" {
		text += ", " + plain(source.Kind)
	}
	return text + "\n\n" + plain(source.Page.FrontMatter.Get("description").Text())
}

func ofPage(page *prose.Page) string {
	text := "**" + plain(page.Title()) + "**"
	if role := page.FrontMatter.Get("role").Text(); role != "" {
		text += ", " + plain(role)
	}
	return text + "\n\n" + plain(page.FrontMatter.Get("description").Text())
}

// usedBy lists the pages that use a passage.
func usedBy(passage *link.Passage) string {
	var pages []string
	for _, proof := range passage.Uses {
		line := "- " + proof.Use.Kind.String() + " in *" + plain(proof.Use.Page.Title()) + "*"
		if !slices.Contains(pages, line) {
			pages = append(pages, line)
		}
	}
	return "used by:\n\n" + strings.Join(pages, "\n")
}
