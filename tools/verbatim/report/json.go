package report

import (
	"io"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// The JSON rendering. static/schemas/findings.json describes it; a test holds
// the two together.
type jsonResult struct {
	Version    int              `json:"version"`
	Findings   []jsonFinding    `json:"findings"`
	Suppressed []jsonSuppressed `json:"suppressed"`
	Summary    jsonSummary      `json:"summary"`
}

type jsonSummary struct {
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Suppressed int `json:"suppressed"`
	Shown      int `json:"shown"`
}

type jsonFinding struct {
	Rule        finding.Rule  `json:"rule"`
	Severity    string        `json:"severity"`
	File        string        `json:"file"`
	Region      jsonRegion    `json:"region"`
	Message     string        `json:"message"`
	Help        string        `json:"help,omitempty"`
	URL         string        `json:"url,omitempty"`
	Related     []jsonRelated `json:"related,omitempty"`
	Fix         *jsonFix      `json:"fix,omitempty"`
	Fingerprint string        `json:"fingerprint"`
}

type jsonSuppressed struct {
	Rule   finding.Rule `json:"rule"`
	File   string       `json:"file"`
	Region jsonRegion   `json:"region"`
	Reason string       `json:"reason"`
}

type jsonRegion struct {
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"` // in Unicode code points
	UTF16  int `json:"utf16"`  // the column in UTF-16 code units
	Offset int `json:"offset"` // in bytes, from 0
}

type jsonRelated struct {
	Label  string      `json:"label"`
	Text   string      `json:"text,omitempty"`
	File   string      `json:"file,omitempty"`
	Region *jsonRegion `json:"region,omitempty"`
}

type jsonFix struct {
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Region jsonRegion `json:"region"`
	New    string     `json:"new"`
}

func regionOf(f *finding.File, s finding.Span) jsonRegion {
	at := func(offset int) jsonPosition {
		p := f.Position(offset)
		return jsonPosition{p.Line, p.Column, f.UTF16(offset), min(max(offset, 0), len(f.Data))}
	}
	return jsonRegion{at(s.Start), at(max(s.Start, s.End))}
}

func writeJSON(w io.Writer, r Result) error {
	out := jsonResult{Version: 1, Findings: []jsonFinding{}, Suppressed: []jsonSuppressed{},
		Summary: jsonSummary{r.Errors, r.Warnings, len(r.Suppressed), len(r.Findings)}}
	prints := fingerprints(r.Findings)
	for i, f := range r.Findings {
		one := jsonFinding{Rule: f.Rule, Severity: f.Severity.String(), File: f.File.Name, Region: regionOf(f.File, f.Span),
			Message: f.Message, Help: f.Help, URL: r.helpURL(f.Rule), Fingerprint: prints[i]}
		for _, related := range f.Related {
			to := jsonRelated{Label: related.Label, Text: related.Text}
			if related.File != nil {
				region := regionOf(related.File, related.Span)
				to.File, to.Region = related.File.Name, &region
			}
			one.Related = append(one.Related, to)
		}
		if len(f.Fix.Edits) > 0 {
			one.Fix = &jsonFix{Safe: f.Fix.Safe}
			for _, e := range f.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, jsonEdit{regionOf(f.File, e.Span), e.New})
			}
		}
		out.Findings = append(out.Findings, one)
	}
	for _, s := range r.Suppressed {
		out.Suppressed = append(out.Suppressed, jsonSuppressed{s.Rule, s.File.Name, regionOf(s.File, s.Span), s.Reason})
	}
	return encode(w, out)
}

// encode writes v as indented JSON.
func encode(w io.Writer, v any) error {
	data, err := matter.EncodeJSON(v, "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
