package lsp

import (
	"context"
	"strings"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// documentSymbol lists the headings of a page, one in another, and below each what it
// quotes and cites.
func (s *server) documentSymbol(ctx context.Context, params *documentParams) (any, error) {
	file, err := s.file(params.Document.URI)
	if err != nil {
		return nil, err
	}
	state := s.desk.Last()
	if state == nil {
		if state, err = s.desk.Check(ctx); err != nil {
			return nil, failed(err)
		}
	}
	var page *prose.Page
	if strings.HasSuffix(file.Name, ".md") {
		page = state.Site().Reread(file)
	}
	if page == nil {
		return []documentSymbol{}, nil
	}
	o := &outline{page: page, in: s.lines(file)}
	all := o.below(0, len(file.Data))
	if !s.client.TextDocument.DocumentSymbol.Hierarchical {
		return flat(all, params.Document.URI, ""), nil
	}
	return all, nil
}

// outline reads the parts of a page as symbols.
type outline struct {
	page *prose.Page
	in   *lines
	next int // the part to read
}

// below returns the symbols up to the next heading of a level, or of one above it.
func (o *outline) below(level, end int) []documentSymbol {
	symbols := []documentSymbol{}
	for o.next < len(o.page.Parts) {
		part := o.page.Parts[o.next]
		if part.Kind != prose.HeadingPart {
			o.next++
			for _, use := range part.Uses {
				symbols = append(symbols, o.ofUse(use))
			}
			continue
		}
		if part.Level <= level {
			break
		}
		o.next++
		symbols = append(symbols, o.heading(part, end))
	}
	return symbols
}

func (o *outline) heading(part *prose.Part, end int) documentSymbol {
	at := part.Run.Span(0, len(part.Run.Text))
	span := finding.Span{Start: o.page.Body + at.Start, End: o.page.Body + at.End}
	name := strings.TrimSpace(string(part.Run.Text))
	if name == "" {
		name = "…" // the protocol wants one
	}
	symbol := documentSymbol{Name: name, Kind: symbolString, Selection: o.in.rangeOf(span.Start, span.End)}
	for _, other := range o.page.Parts[o.next:] {
		if other.Kind == prose.HeadingPart && other.Level <= part.Level {
			end = max(o.page.Body+other.Run.Span(0, len(other.Run.Text)).Start, span.End)
			break
		}
	}
	symbol.Range = o.in.rangeOf(span.Start, end)
	symbol.Children = o.below(part.Level, end)
	return symbol
}

func (o *outline) ofUse(use *prose.Use) documentSymbol {
	name := strings.Join(strings.Fields(use.Own), " ")
	at := o.in.rangeOf(use.Span.Start, use.Span.End)
	return documentSymbol{Name: name, Detail: use.Kind.String() + ", " + use.Source, Kind: symbolKey, Range: at, Selection: at}
}

// flat is the list of symbols for clients that know no symbol in another.
func flat(symbols []documentSymbol, uri, container string) []symbolInformation {
	list := []symbolInformation{}
	for _, symbol := range symbols {
		list = append(list, symbolInformation{symbol.Name, symbol.Kind, location{uri, symbol.Range}, container})
		list = append(list, flat(symbol.Children, uri, symbol.Name)...)
	}
	return list
}

// maxSymbols is how many symbols a search finds.
const maxSymbols = 200

// workspaceSymbol finds pages and sources by words of their titles, names and IDs.
func (s *server) workspaceSymbol(ctx context.Context, params *symbolParams) (any, error) {
	state, err := s.desk.Check(ctx)
	if err != nil {
		return nil, failed(err)
	}
	list := []symbolInformation{}
	for _, page := range state.Site().Pages {
		known := page.Path + " " + page.Title()
		kind := symbolFile
		switch page.Section {
		case "people":
			known, kind = known+" "+strings.Join(page.Names(), " "), symbolObject
		case "sources":
			kind = symbolPackage
		}
		if !fits(known, params.Query) {
			continue
		}
		at := s.located(desk.Place{File: page.File, Span: top(page).Span})
		list = append(list, symbolInformation{page.Title(), kind, at, strings.TrimPrefix(page.Path, "/")})
		if len(list) == maxSymbols {
			break
		}
	}
	return list, nil
}
