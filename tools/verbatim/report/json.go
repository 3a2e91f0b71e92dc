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
	More       []jsonMore       `json:"more,omitempty"`
	Suppressed []jsonSuppressed `json:"suppressed"`
	Summary    jsonSummary      `json:"summary"`
	Coverage   *Coverage        `json:"coverage,omitempty"`
}

type jsonMore struct {
	Rule  finding.Rule `json:"rule"`
	File  string       `json:"file"`
	Count int          `json:"count"`
}

type jsonSummary struct {
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Notes      int `json:"notes"`
	Suppressed int `json:"suppressed"`
	Shown      int `json:"shown"`
}

type jsonFinding struct {
	Rule        finding.Rule  `json:"rule"`
	Severity    string        `json:"severity"`
	File        string        `json:"file"`
	Region      jsonRegion    `json:"region"`
	Message     string        `json:"message"`
	Kind        string        `json:"kind,omitempty"`
	Difference  []jsonStep    `json:"difference,omitempty"`
	Help        string        `json:"help,omitempty"`
	URL         string        `json:"url,omitempty"`
	Related     []jsonRelated `json:"related,omitempty"`
	Fix         *jsonFix      `json:"fix,omitempty"`
	Fingerprint string        `json:"fingerprint"`
}

type jsonStep struct {
	Op    string `json:"op"`
	Words string `json:"words"`
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

func regionOf(file *finding.File, span finding.Span) jsonRegion {
	at := func(offset int) jsonPosition {
		place := file.Position(offset)
		return jsonPosition{place.Line, place.Column, file.UTF16(offset), min(max(offset, 0), len(file.Data))}
	}
	return jsonRegion{at(span.Start), at(max(span.Start, span.End))}
}

// stepsOf returns the difference of a finding in its JSON form.
func stepsOf(found finding.Finding) (steps []jsonStep) {
	for _, step := range found.Difference {
		steps = append(steps, jsonStep(step))
	}
	return steps
}

func writeJSON(to io.Writer, result Result) error {
	out := jsonResult{Version: 1, Findings: []jsonFinding{}, Suppressed: []jsonSuppressed{},
		Summary: jsonSummary{result.Errors, result.Warnings, result.Notes, len(result.Suppressed), len(result.Findings)}, Coverage: result.Coverage}
	prints := fingerprints(result.Findings)
	for i, found := range result.Findings {
		one := jsonFinding{Rule: found.Rule, Severity: found.Severity.String(), File: found.File.Name, Region: regionOf(found.File, found.Span),
			Message: found.Message, Kind: found.Kind, Difference: stepsOf(found), Help: found.Help, URL: found.Rule.Address(result.BaseURL), Fingerprint: prints[i]}
		for _, related := range found.Related {
			other := jsonRelated{Label: related.Label, Text: related.Text}
			if related.File != nil {
				region := regionOf(related.File, related.Span)
				other.File, other.Region = related.File.Name, &region
			}
			one.Related = append(one.Related, other)
		}
		if len(found.Fix.Edits) > 0 {
			one.Fix = &jsonFix{Safe: found.Fix.Safe}
			for _, edit := range found.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, jsonEdit{regionOf(found.File, edit.Span), edit.New})
			}
		}
		out.Findings = append(out.Findings, one)
	}
	for _, more := range result.More {
		out.More = append(out.More, jsonMore{more.Rule, more.File.Name, more.Count})
	}
	for _, suppressed := range result.Suppressed {
		out.Suppressed = append(out.Suppressed, jsonSuppressed{suppressed.Rule, suppressed.File.Name, regionOf(suppressed.File, suppressed.Span), suppressed.Reason})
	}
	return encode(to, out)
}

// encode writes v as indented JSON.
func encode(to io.Writer, value any) error {
	data, err := matter.EncodeJSON(value, "  ")
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	return err
}
